//! Tables for people.

/// Writes rows under heads, columns as wide as they need to be; figures (columns whose every cell is a number) stand to
/// the right.
pub fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain([heads[column].chars().count()]).max().unwrap_or(0)
    };
    let figures = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).all(|cell| cell.chars().all(|c| c.is_ascii_digit()))
    };
    let columns: Vec<(usize, bool)> = (0..heads.len()).map(|c| (width(c), figures(c))).collect();
    let line = |cells: Vec<&str>| {
        let cells = cells
            .iter()
            .zip(&columns)
            .map(|(cell, (width, right))| if *right { format!("{cell:>width$}") } else { format!("{cell:<width$}") });
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    let mut out = line(heads.to_vec());
    for row in rows {
        out.push_str(&line(row.iter().map(String::as_str).collect()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_to_the_right() {
        let rows = [vec!["minutes".into(), "7".into()], vec!["letter".into(), "120".into()]];
        assert_eq!(table(&["kind", "n"], &rows), "kind       n\nminutes    7\nletter   120\n");
        assert_eq!(table(&["kind"], &[]), "kind\n");
    }
}

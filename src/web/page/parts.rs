//! Pages with several lists: cut into parts that are not too heavy. Each row stands in one of them, in order.

use crate::web::answers;
use crate::web::error::Problem;
use std::borrow::Borrow;

/// Characters that are shown at once, so that with its style a page stays below 60 kB.
const PART: usize = 35_000;

/// Rows of one kind: those of the part that is shown, and where the others are.
pub struct Section<T> {
    /// The rows that are shown.
    pub rows: Vec<T>,
    /// Whether rows stand before them in an earlier part.
    pub continued: bool,
    /// The part in which the section begins; absent where it has no rows.
    pub begins: Option<usize>,
    /// How many rows the record has.
    pub total: u64,
    /// How many of them are in some part.
    pub listed: u64,
    /// Of each row its name and part.
    pub places: Vec<(String, usize)>,
}

impl<T> Section<T> {
    /// Whether it stands on a part: with rows, or on the first because it has none.
    pub fn shows(&self, part: impl Borrow<usize>) -> bool {
        !self.rows.is_empty() || (self.total == 0 && *part.borrow() == 1)
    }
}

/// Cuts one section after another into parts.
pub struct Parts {
    /// The part that is wanted.
    wanted: usize,
    /// The part that is being filled, and what it holds.
    at: usize,
    weight: usize,
}

impl Parts {
    /// The parts of which one is wanted; the first begins with so many characters before all rows.
    pub fn beginning(wanted: usize, weight: usize) -> Self {
        Self { wanted, at: 1, weight }
    }

    /// How many parts there are, once all sections are cut.
    ///
    /// # Errors
    /// The wanted one is not among them; `whole` is the address of the first.
    pub fn count(&self, whole: &str) -> Result<usize, Problem> {
        match self.wanted > self.at {
            true => Err(Problem::not_found("part", &self.wanted.to_string(), whole)),
            false => Ok(self.at),
        }
    }

    /// Cuts the next section. `weigh` says the name of a row and how many characters it takes.
    pub fn section<T>(&mut self, page: answers::Page<T>, weigh: impl Fn(&T) -> (String, usize)) -> Section<T> {
        let listed = page.results.len() as u64;
        let mut section =
            Section { rows: Vec::new(), continued: false, begins: None, total: page.total, listed, places: Vec::new() };
        for row in page.results {
            let (name, weight) = weigh(&row);
            if self.weight > 0 && self.weight + weight > PART {
                (self.at, self.weight) = (self.at + 1, 0);
            }
            self.weight += weight;
            section.begins.get_or_insert(self.at);
            section.places.push((name, self.at));
            if self.at == self.wanted {
                section.continued |= section.rows.is_empty() && section.places.len() > 1;
                section.rows.push(row);
            }
        }
        section
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_stands_in_one_part_and_no_part_is_too_heavy() {
        let weights: Vec<usize> = (0..200).map(|i| 100 + i * 37 % 5_000).chain([PART * 2, 10]).collect();
        let page = |range: std::ops::Range<usize>| answers::Page {
            total: range.len() as u64,
            results: range.collect::<Vec<usize>>(),
            next: None,
        };
        let mut seen = Vec::new();
        let mut last = 1;
        for part in 1.. {
            let mut cut = Parts::beginning(part, 3_000);
            let weigh = |row: &usize| (row.to_string(), weights[*row]);
            let (first, second) = (cut.section(page(0..50), weigh), cut.section(page(50..weights.len()), weigh));
            last = cut.at;
            if part > last {
                break;
            }
            let rows: Vec<usize> = first.rows.iter().chain(&second.rows).copied().collect();
            assert!(rows.len() == 1 || rows.iter().map(|&row| weights[row]).sum::<usize>() <= PART, "{part}: {rows:?}");
            assert_eq!(first.begins, Some(1));
            assert_eq!(second.continued, rows.first().is_some_and(|&row| row > 50), "{part}");
            for (name, place) in first.places.iter().chain(&second.places) {
                assert_eq!(*place == part, rows.iter().any(|row| row.to_string() == *name), "{name}");
            }
            seen.extend(rows);
        }
        assert_eq!(seen, (0..weights.len()).collect::<Vec<_>>());
        assert!(last > 3);
    }
}

//! Rows of a table that holds the minutes, a matter a row: "3. | Mill roof. The Clerk had two quotes. | RESOLVED to wait. |
//! Clerk", "4 | Weir | Mr Elm asked why it leaked."
//!
//! The title is the cell behind the number, or the first few words of it, and what was said and decided stands behind.

use super::number::{self, Number};
use super::run_in::title::{starts_upper, words_of};
use crate::content::Block;
use crate::lexicon::{self, Tags};
use record::Form;

/// A table has so many of them.
const FEWEST: usize = 4;

/// Most words of a title.
const LONGEST: usize = 10;

/// Letters of a title that is abbreviated, at most: "Cllr.".
const ABBREVIATED: usize = 4;

/// Words of a cell that says something.
const SAID: usize = 4;

/// A row, taken apart.
struct Row<'b> {
    number: Number,
    title: &'b str,
    /// What stands behind the title in its cell, and the other cells.
    cells: Vec<&'b str>,
}

/// Takes such rows apart, where they count up and most of them say something.
pub fn split(blocks: Vec<Block>) -> Vec<Block> {
    let rows: Vec<Option<Row>> = blocks.iter().map(row).collect();
    let numbers: Vec<Number> = blocks
        .iter()
        .filter(|block| block.form == Form::TableRow)
        .filter_map(|block| number_of(block).map(|(number, _)| number))
        .collect();
    let run = number::longest_run(&numbers.iter().collect::<Vec<_>>()).len();
    let said = rows.iter().flatten().filter(|row| row.cells.iter().any(|cell| tells(cell))).count();
    let counted = numbers.len();
    let titled = rows.iter().flatten().count();
    let habit = run >= FEWEST && run * 4 >= counted * 3 && titled * 4 >= counted * 3 && said * 2 >= counted;
    if !habit {
        return blocks;
    }
    let taken =
        |(block, row): (&Block, &Option<Row>)| row.as_ref().map_or_else(|| vec![block.clone()], |r| apart(block, r));
    blocks.iter().zip(&rows).flat_map(taken).collect()
}

/// The number of a row, and its cells.
fn number_of(block: &Block) -> Option<(Number, &str)> {
    match &block.marker {
        Some(marker) => Some((number::alone(marker)?, block.text.as_str())),
        None => {
            let (first, rest) = block.text.split_once('\t')?;
            Some((number::alone(first)?, rest))
        }
    }
}

fn row(block: &Block) -> Option<Row<'_>> {
    if block.furniture || block.form != Form::TableRow {
        return None;
    }
    let (number, text) = number_of(block)?;
    let mut cells = text.split('\t').map(str::trim);
    let first = cells.next().filter(|first| starts_upper(first))?;
    let (title, rest) = first.split_at(title_end(first)?);
    let cells = std::iter::once(rest.trim_start_matches([':', '-', '–', '—', ' '])).chain(cells);
    Some(Row { number, title: title.trim_end(), cells: cells.filter(|cell| !cell.is_empty()).collect() })
}

/// Where the title ends with which a cell begins, in bytes.
fn title_end(cell: &str) -> Option<usize> {
    let words = words_of(cell);
    let stops = |at: usize| {
        let word = words[at].1;
        let bare = word.trim_end_matches(['.', ':']);
        let short = bare.chars().count() < 2
            || bare.len() <= ABBREVIATED && lexicon::tags(&bare.to_lowercase()).has(Tags::TITLE);
        let begins =
            words.get(at + 1).is_none_or(|(_, next)| !next.starts_with(char::is_lowercase) || next.ends_with(')'));
        bare.len() < word.len() && !short && begins
    };
    let stop = (0..words.len().min(LONGEST)).find(|at| stops(*at)).map(|at| words[at].0 + words[at].1.len());
    stop.or_else(|| (words.len() <= LONGEST).then_some(cell.len()))
}

/// Whether a cell says something in a whole sentence: "Ask for the key" and the titles of a list of papers do not.
fn tells(cell: &str) -> bool {
    says(cell) && cell.ends_with(['.', '?', '!'])
}

fn says(cell: &str) -> bool {
    cell.split_whitespace().count() >= SAID
}

/// Title, what was said and decided, and the short cells behind, which say who acts.
fn apart(block: &Block, row: &Row) -> Vec<Block> {
    let part = |text: &str, form| {
        let from = text.as_ptr() as usize - block.text.as_ptr() as usize;
        Block { form, marker: None, level: None, bold: false, ..block.part(from..from + text.len()) }
    };
    let marker = block.marker.clone().or_else(|| Some(row.number.printed.clone()));
    let mut parts = vec![Block { marker, ..part(row.title, Form::Heading) }];
    let (said, short): (Vec<&str>, Vec<&str>) = row.cells.iter().copied().partition(|cell| says(cell));
    parts.extend(said.into_iter().map(|cell| part(cell, Form::Paragraph)));
    parts.extend(short.into_iter().map(|cell| part(cell, Form::TableRow)));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    #[test]
    fn rows_that_count_matters_are_taken_apart() {
        let row = |text: &str| Block { form: Form::TableRow, ..block(text) };
        let rows = [
            "Ref\tBusiness\tOutcome\tWho",
            "1.\tApologies. Mr Elm was away in the hills.\t-\t",
            "2.\tMill roof. The Clerk had two quotes.\tRESOLVED to wait until May.\tClerk",
            "3\tWeir\tMr Oak asked why it leaked.",
            "4\tParks: Cllr. Ash was content with them.\tNoted",
            "5\tAny other business",
        ];
        let blocks = split(rows.iter().map(|text| row(text)).collect());
        let shown: Vec<String> = blocks
            .iter()
            .filter(|block| block.form == Form::Heading)
            .map(|b| format!("{} {}", b.marker.as_deref().unwrap_or_default(), b.text))
            .collect();
        assert_eq!(shown, ["1 Apologies.", "2 Mill roof.", "3 Weir", "4 Parks:", "5 Any other business"]);
        assert!(blocks.iter().any(|b| b.form == Form::Paragraph && b.text == "RESOLVED to wait until May."));
        let sums = ["1\tHire of hall\t£20", "2\tInk\t£30", "3\tStamps\t£4", "4\tPaper\t£8", "5\tWages\t£90"];
        let kept = split(sums.iter().map(|text| row(text)).collect());
        assert!(kept.iter().all(|block| block.form == Form::TableRow));
        let papers =
            (1..6).map(|n| row(&format!("{n}\tDredging of the harbour, part {n} of it\tReport to the Harbour Board")));
        assert!(split(papers.collect()).iter().all(|block| block.form == Form::TableRow));
    }
}

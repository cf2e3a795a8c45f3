//! Text whose lines are those of the print: one printed line a paragraph, or each followed by an empty line; and lines
//! that carry their number, as transcripts' do.

use super::clean::clean;
use super::dumped;
use super::flow::{self, ends_sentence, is_shouted};
use crate::content::{Line, Page};
use record::Form;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Share of the usual width from which on a line is long.
const LONG: f32 = 0.75;

/// Pairs of lines from which on something can be told of them.
const FEW: usize = 4;

/// Numbers in a row that show that lines are numbered.
const NUMBERED_RUN: usize = 6;

static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s{0,12}(\d{1,2})(?:[ \t]{1,}(\S.*))?$").expect("a constant pattern"));

/// The pages with numbers of lines taken off and printed lines made to run on, where they are of that sort.
pub fn made_whole(pages: &[Page]) -> Cow<'_, [Page]> {
    let mut pages = Cow::Borrowed(pages);
    if let Some(plain) = without_line_numbers(&pages) {
        pages = Cow::Owned(plain);
    }
    if pages.iter().any(|page| page.height > 0.0) {
        return pages;
    }
    if let Some(counted) = dumped::put_back(&pages) {
        pages = Cow::Owned(counted);
    }
    let Some(width) = flow::wrap_width(&pages) else { return pages };
    let pairs = || pages.iter().flat_map(|page| page.lines.windows(2));
    let told = Pairs::count(pairs().map(|pair| (&pair[0], &pair[1], pair[1].starts_paragraph)), width);
    if told.are_printed_lines() {
        for page in pages.to_mut() {
            run_on(&mut page.lines);
        }
    }
    pages
}

/// Whether the blank lines of a text stand behind every printed line. Pairs of lines and whether one blank line stands
/// between them.
pub fn are_double_spaced(lines: &[(Line, usize)]) -> bool {
    let mut lengths: Vec<usize> = lines.iter().map(|(line, _)| letters(line)).collect();
    lengths.sort_unstable();
    let Some(width) = lengths.get(lengths.len() * 9 / 10).map(|width| *width as f32) else { return false };
    let pairs = lines.windows(2).filter(|pair| pair[1].1 < 2).map(|pair| (&pair[0].0, &pair[1].0, pair[1].1 == 1));
    Pairs::count(pairs, width).are_printed_lines()
}

fn letters(line: &Line) -> usize {
    line.text.trim().chars().count()
}

#[derive(Debug, Default)]
struct Pairs {
    /// Pairs with a gap between them, and without.
    apart: usize,
    together: usize,
    /// Pairs with a gap where a long line breaks off within its sentence.
    open: usize,
}

impl Pairs {
    fn count<'a>(pairs: impl Iterator<Item = (&'a Line, &'a Line, bool)>, width: f32) -> Self {
        let mut found = Self::default();
        for (before, next, gap) in pairs {
            if !may_run_on(before) || !may_run_on(next) {
                continue;
            }
            if !gap {
                found.together += 1;
                continue;
            }
            found.apart += 1;
            let long = letters(before) as f32 >= LONG * width;
            let title = is_title(&before.text);
            found.open += usize::from(long && !title && !ends_sentence(before.text.trim()));
        }
        found
    }

    fn are_printed_lines(&self) -> bool {
        self.apart >= FEW - 1 && self.open >= 2 && self.open * 4 >= self.apart && self.together * 4 <= self.apart
    }
}

fn may_run_on(line: &Line) -> bool {
    matches!(line.form, None | Some(Form::Paragraph)) && !line.text.contains('\t')
}

/// Most of its longer words begin with a capital: a title, not a piece of a sentence.
fn is_title(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphanumeric()).count() >= 4);
    let (capitals, all) = words.fold((0usize, 0usize), |(capitals, all), word| {
        let first = word.chars().find(|c| c.is_alphanumeric());
        (capitals + usize::from(first.is_some_and(|c| !c.is_lowercase())), all + 1)
    });
    is_shouted(text) || all > 0 && capitals * 4 >= all * 3
}

/// Lines of print run on unless a title stands before them.
fn run_on(lines: &mut [Line]) {
    for at in 0..lines.len() {
        let title = at.checked_sub(1).and_then(|before| lines.get(before)).is_none_or(|before| is_title(&before.text));
        let line = &mut lines[at];
        if may_run_on(line) {
            line.form = None;
            line.starts_paragraph = title && !line.text.trim_start().starts_with(char::is_lowercase);
        }
    }
}

/// Lines without the numbers that they carry; `None` where they carry none. Numbers count on from line to line, and the
/// lines run on: entries of a list end.
fn without_line_numbers(pages: &[Page]) -> Option<Vec<Page>> {
    let number = |line: &Line| -> Option<u32> {
        let found = NUMBERED.captures(&line.text)?;
        // Rows of several cells are those of a numbered table, an action log or a list of what was found.
        let cells = line.form == Some(Form::TableRow) && found.get(2).is_some_and(|rest| rest.as_str().contains('\t'));
        (!cells).then(|| found[1].parse().ok()).flatten()
    };
    let mut numbered: Vec<Vec<bool>> = Vec::new();
    let (mut all, mut written, mut open) = (0usize, 0usize, 0usize);
    for page in pages {
        let numbers: Vec<Option<u32>> = page.lines.iter().map(number).collect();
        let mut flags = vec![false; numbers.len()];
        let mut begin = 0;
        while begin < numbers.len() {
            let mut end = begin + 1;
            while end < numbers.len() && numbers[begin].is_some() && numbers[end] == numbers[end - 1].map(|n| n + 1) {
                end += 1;
            }
            if numbers[begin].is_some() && end - begin >= NUMBERED_RUN {
                flags[begin..end].fill(true);
                all += end - begin;
                let breaks_off = |line: &&Line| !ends_sentence(line.text.trim()) && letters(line) > CUT_LINE;
                open += page.lines[begin..end].iter().filter(breaks_off).count();
                written += page.lines[begin..end].iter().filter(|line| letters(line) > 2).count();
            }
            begin = end;
        }
        numbered.push(flags);
    }
    let lines: usize = pages.iter().map(|page| page.lines.len()).sum();
    if all * 2 < lines || open * 3 < written {
        return None;
    }
    let plain = pages.iter().zip(numbered).map(|(page, flags)| {
        let lines = page.lines.iter().zip(flags).filter_map(|(line, numbered)| {
            if !numbered {
                return Some(line.clone());
            }
            let rest = NUMBERED.captures(&line.text)?.get(2)?.as_str();
            let starts_paragraph = line.starts_paragraph && page.height > 0.0;
            Some(Line { text: clean(rest), starts_paragraph, ..line.clone() })
        });
        Page { lines: lines.collect(), ..page.clone() }
    });
    Some(plain.collect())
}

/// Letters of a numbered line that can be told to break off.
const CUT_LINE: usize = 20;

#[cfg(test)]
mod tests {
    use crate::format::{self, Hint};

    fn blocks(text: &str, name: &str) -> Vec<String> {
        let content = format::read(text.as_bytes(), &Hint { file_name: name.into(), ..Hint::default() });
        super::super::blocks(&content).into_iter().map(|block| block.text).collect()
    }

    const LINES: [&str; 6] = [
        "Minutes of the Lamp Board, 6 May 2014",
        "Mr Ash said that the lamp upon the outer wall of the",
        "Old Mill had been put out by gannets and that no fine",
        "had been asked of them, since the Harbour and Lamps",
        "Act was silent on birds.",
        "The Board rose at nine.",
    ];

    #[test]
    fn printed_lines_are_made_whole() {
        let html = LINES.map(|line| format!("<p>{line}</p>")).concat();
        for (text, name) in [(LINES.join("\n\n"), "a.txt"), (LINES.join("\n\n"), "a.md"), (html, "a.html")] {
            let blocks = blocks(&text, name);
            assert_eq!(blocks.len(), 3, "{name}: {blocks:?}");
            assert!(blocks[1].ends_with("since the Harbour and Lamps Act was silent on birds."), "{name}: {blocks:?}");
        }
    }

    #[test]
    fn paragraphs_on_lines_of_their_own_stay_apart() {
        let text = "The lamp upon the outer wall was put out by gannets on Friday.\n\nThe road to the mill was swept by the \
                    carter and his boy.\n\nThe well was dug by nobody, as before.\n\nThe bridge stands as it stood.\n\n\
                    Mr Ash thanked them all for their trouble.\n";
        assert_eq!(blocks(text, "a.txt").len(), 5);
    }

    #[test]
    fn numbers_of_lines_are_no_text() {
        let words = [
            "MR ASH: The matter of the wharf at the island was",
            "heard once before, and the wharf was built again in",
            "stone, which the river took away the next",
            "winter as it takes everything that is put in its",
            "way. I ask for wood.",
            "MISS BIRCH: Wood floats, and the river will take",
            "it all the sooner.",
        ];
        let text: String = words.iter().enumerate().map(|(at, line)| format!("{:>4}   {line}\n", at + 8)).collect();
        let blocks = blocks(&text, "a.txt");
        let all = blocks.join(" ");
        assert!(all.contains("the wharf at the island was heard once before"), "{all}");
        assert!(!all.contains(" 9 "), "{all}");
        let list = "1 Lamps\n2 Roads\n3 Wells\n4 Bridges\n5 Mills\n6 Weirs\n7 Any other business\n";
        assert!(super::super::blocks(&format::read(list.as_bytes(), &Hint::default()))[0].text.contains('1'), "a list");
    }

    #[test]
    fn the_rows_of_a_numbered_table_are_no_numbered_lines() {
        let rows: String = (1..9)
            .map(|n| format!("<tr><td>{n}</td><td>Ask the ferryman for the key of the lower</td><td>Mr Ash of the board</td></tr>"))
            .collect();
        let blocks = blocks(&format!("<table>{rows}</table>"), "a.html");
        assert_eq!(blocks.len(), 8, "{blocks:?}");
        assert!(blocks[0].contains("Mr Ash"), "{blocks:?}");
    }
}

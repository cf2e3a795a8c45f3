//! Numbers that a text layer gives before the titles that they stand beside: "3." and "4." on lines of their own, then the
//! first title with its paragraphs, then the second.
//!
//! A margin of numbers is a column, and some programs write a page column by column. Each such number is put back before
//! the title that it counts.

use super::heading;
use super::number::{self, Scheme};
use crate::content::Page;

/// Most words of a title.
const LONGEST_TITLE: usize = 14;

/// How many lines below its number a title is looked for: two pages.
const REACH: usize = 130;

/// Other words that stand alone on a line and are no title: answers, and labels of lists.
const ALONE: [&str; 4] = ["adopted", "received", "apologies", "present"];

/// A line by page and place.
type At = (usize, usize);

/// The pages with numbers before the titles that they count; `None` where nothing stands so.
pub fn put_back(pages: &[Page]) -> Option<Vec<Page>> {
    let lines: Vec<At> =
        pages.iter().enumerate().flat_map(|(p, page)| (0..page.lines.len()).map(move |l| (p, l))).collect();
    let text = |i: usize| lines.get(i).map_or("", |&(p, l)| pages[p].lines[l].text.trim());
    let mut moves: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    let mut last = 0;
    let mut at = 0;
    while at < lines.len() {
        let Some(run) = numbers_from(at, &text) else {
            at += 1;
            continue;
        };
        let numbers: Vec<usize> = (at..at + run.len()).collect();
        let alone = run.len() == 1;
        let counts = if alone { !moves.is_empty() && run[0] == last + 1 } else { true };
        let titles = titles(at + run.len(), lines.len(), &text);
        let above = alone && titles.first() == Some(&(at + 1));
        if counts && !above && titles.len() >= run.len() {
            last = run[run.len() - 1];
            moves.push((numbers, chosen(&titles, run.len(), &text)));
        }
        at += run.len();
    }
    moved(pages, &lines, &moves)
}

fn moved(pages: &[Page], lines: &[At], moves: &[(Vec<usize>, Vec<usize>)]) -> Option<Vec<Page>> {
    if moves.is_empty() {
        return None;
    }
    let mut pages = pages.to_vec();
    for (&number, &title) in moves.iter().flat_map(|(numbers, titles)| numbers.iter().zip(titles)) {
        let ((p, l), (to_page, to_line)) = (lines[number], lines[title]);
        let number = std::mem::take(&mut pages[p].lines[l].text);
        let line = &mut pages[to_page].lines[to_line];
        line.text = format!("{} {}", number.trim(), line.text.trim());
    }
    Some(pages)
}

/// The numbers that stand alone on the lines from here, each one more than that before it.
fn numbers_from<'a>(at: usize, text: &impl Fn(usize) -> &'a str) -> Option<Vec<usize>> {
    let mut run: Vec<usize> = Vec::new();
    while let Some(next) =
        number_alone(text(at + run.len())).filter(|next| run.last().is_none_or(|last| last + 1 == *next))
    {
        run.push(next);
    }
    (!run.is_empty()).then_some(run)
}

/// The value of a line that is a number with its stop, and nothing else: "3.", "4)". A page's number has none.
fn number_alone(line: &str) -> Option<usize> {
    let number = number::alone(line).filter(|number| number.scheme == Scheme::Figure && line.ends_with(['.', ')']))?;
    usize::try_from(*number.parts.first()?).ok()
}

/// The lines from here up to the next number that stands alone which may be titles.
fn titles<'a>(from: usize, end: usize, text: &impl Fn(usize) -> &'a str) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for at in from..end.min(from + REACH) {
        let line = text(at);
        if number_alone(line).is_some() {
            break;
        }
        let before = text(at - 1);
        let free = at == from
            || before.is_empty()
            || before.ends_with(['.', '?', '!', ':', '"', '”'])
            || is_answer(before)
            || found.last() == Some(&(at - 1));
        if free && is_title(line) && begins(text(at + 1)) {
            found.push(at);
        }
    }
    found
}

fn is_title(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let upper = line.chars().next().is_some_and(char::is_uppercase);
    upper
        && letters > 3
        && words <= LONGEST_TITLE
        && !line.ends_with([',', ';', ':', '?', '!'])
        && !ends_in_stop(line)
        && !is_answer(line)
}

/// Whether a line ends in a stop that is none of an abbreviation's: "A.O.B." ends in one.
fn ends_in_stop(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    line.ends_with('.')
        && last.chars().filter(|c| c.is_alphabetic()).count() > 2
        && !last[..last.len() - 1].contains('.')
}

/// What is noted under a title, in a word.
fn is_answer(line: &str) -> bool {
    let word = line.trim_matches(|c: char| !c.is_alphanumeric());
    heading::is_answer(word) || ALONE.contains(&word.to_lowercase().as_str())
}

/// Whether a line may be the first below a title.
fn begins(line: &str) -> bool {
    line.chars().find(|c| c.is_alphanumeric()).is_none_or(|c| c.is_uppercase() || c.is_ascii_digit())
        || line.starts_with(['•', '-', '*', '('])
        || line.split_whitespace().next().is_some_and(|word| word.ends_with(')'))
}

/// The titles that as many numbers count: all, or those in capitals, or the first.
fn chosen<'a>(titles: &[usize], count: usize, text: &impl Fn(usize) -> &'a str) -> Vec<usize> {
    let capitals: Vec<usize> = titles.iter().copied().filter(|&at| !text(at).contains(char::is_lowercase)).collect();
    if titles.len() > count && capitals.len() == count {
        return capitals;
    }
    titles.iter().copied().take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::page;

    fn check(lines: &[&str], expect: &[&str]) {
        let pages = vec![page(1, lines)];
        let read = put_back(&pages).unwrap_or(pages);
        let shown: Vec<&str> = read[0].lines.iter().map(|l| l.text.as_str()).filter(|text| !text.is_empty()).collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn numbers_go_to_the_titles_that_they_count() {
        check(
            &[
                "1.",
                "2.",
                "ATTENDANCE",
                "As the position was vacant, Ms Ash welcomed the",
                "members.",
                "Election of Chair",
                "The Chief Officer explained the process. The",
                "Elm letter was read.",
                "2",
                "3.",
                "subcommittee so at least two are sought.",
                "Correspondence",
                "a) A letter was read.",
            ],
            &[
                "1. ATTENDANCE",
                "As the position was vacant, Ms Ash welcomed the",
                "members.",
                "2. Election of Chair",
                "The Chief Officer explained the process. The",
                "Elm letter was read.",
                "2",
                "subcommittee so at least two are sought.",
                "3. Correspondence",
                "a) A letter was read.",
            ],
        );
    }

    #[test]
    fn a_number_above_its_own_title_stays() {
        let lines = ["1.", "Apologies", "None.", "2.", "Minutes", "The minutes were agreed.", "3.", "Roads", "None."];
        check(&lines, &lines);
    }
}

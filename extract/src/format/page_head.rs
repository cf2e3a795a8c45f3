//! What word processors print above the text of the first page: often the only place where a paper names its body or day.
//!
//! Heads of later pages say it once more and are not read; what the text itself says is not said twice.

use crate::content::Line;
use crate::layout::clean;

/// Letters that a line of a head has at least, but for those of the count of pages.
const FEWEST: usize = 4;

/// Lines of a head at most: more are no head.
const MOST: usize = 12;

/// Puts the lines of a head before those of the first page.
pub fn put(pages: &mut [Vec<Line>], head: Vec<Line>) {
    let Some(page) = pages.first_mut() else { return };
    if page.is_empty() || head.is_empty() || head.len() > MOST {
        return;
    }
    let said: String = page.iter().map(|line| bare(&line.text)).collect();
    let new = |line: &Line| says_something(&line.text) && !said.contains(&bare(&line.text));
    let mut lines: Vec<Line> = head.into_iter().filter(new).collect();
    lines.append(page);
    *page = lines;
}

/// Letters and figures alone, in small letters.
fn bare(text: &str) -> String {
    clean(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a line is more than the number of a page.
fn says_something(text: &str) -> bool {
    let words =
        text.split(|c: char| !c.is_alphabetic()).filter(|word| !matches!(*word, "Page" | "page" | "PAGE" | "of"));
    words.map(|word| word.chars().count()).sum::<usize>() >= FEWEST
}

#[cfg(test)]
mod tests {
    use super::put;
    use crate::content::Line;

    #[test]
    fn a_head_stands_once_and_before_the_text() {
        let lines = |texts: &[&str]| texts.iter().map(|text| Line::plain(*text)).collect::<Vec<_>>();
        let mut pages = vec![lines(&["BRAM COUNCIL", "1. Apologies"]), lines(&["2. Roads"])];
        put(&mut pages, lines(&["Bram  Council", "Minutes of 3 May 2023", "Page 1 of 4", ""]));
        let shown: Vec<&str> = pages.iter().flatten().map(|line| line.text.as_str()).collect();
        assert_eq!(shown, ["Minutes of 3 May 2023", "BRAM COUNCIL", "1. Apologies", "2. Roads"]);
        let mut empty = vec![Vec::new()];
        put(&mut empty, lines(&["Bram Council"]));
        assert!(empty[0].is_empty(), "a head alone is no text");
    }
}

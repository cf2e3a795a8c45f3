//! Titles of typed text that stand in the margin beside what was said, all of which begins further in:
//!
//! "HALL ROOF      The Clerk had two quotes, and"
//! "               the mill was shut."

use super::flow::Piece;
use super::number;
use super::run_in::title::{starts_upper, words_of};
use super::unnumbered::{apart, lists_people, taken_apart};
use crate::content::Block;
use crate::structure::kinds;
use std::collections::{BTreeMap, BTreeSet};

/// A text has so many of them.
const FEWEST: usize = 4;

/// Most words of such a title.
const LONGEST: usize = 6;

/// Words that stand beside it, at least, where a sentence does.
const SAID: usize = 5;

/// A line that may have a title in its margin.
pub struct Beside {
    /// Its block.
    pub block: usize,
    /// Words of the title.
    words: usize,
    /// Characters before what stands beside it.
    column: usize,
}

/// The title in the margin of a line that begins a block.
pub fn find(block: usize, piece: &Piece) -> Option<Beside> {
    let line = piece.line;
    let typed = line.width == 0.0 && line.form.is_none() && piece.marker.is_none();
    let text = line.text.trim_end();
    if !typed || !text.starts_with(char::is_uppercase) || text.contains('\t') {
        return None;
    }
    let end = text.find("  ")?;
    let rest = text[end..].trim_start();
    let column = text.chars().count() - rest.chars().count();
    let title = &text[..end];
    let words = words_of(title).len();
    let fits = (1..=LONGEST).contains(&words) && !rest.contains("   ") && !title.ends_with([',', ';']);
    // "CC24/31   Apologies": a number, and the title behind it.
    let numbered = number::leading(title).is_some() || title.contains(|c: char| c.is_ascii_digit());
    (fits && !numbered && starts_upper(rest)).then_some(Beside { block, words, column })
}

/// Takes titles and text apart, where they are the habit of the text.
pub fn split(blocks: Vec<Block>, found: &[Beside]) -> Vec<Block> {
    let mut columns: BTreeMap<usize, Vec<&Beside>> = BTreeMap::new();
    for one in found {
        columns.entry(one.column).or_default().push(one);
    }
    let Some(most) = columns.into_values().max_by_key(Vec::len).filter(|most| most.len() >= FEWEST) else {
        return blocks;
    };
    let mut ends = vec![None; blocks.len()];
    let mut said = 0;
    let mut titles = BTreeSet::new();
    for one in &most {
        let Some(block) = blocks.get(one.block) else { continue };
        let words = words_of(&block.text);
        let Some((end, _)) = words.get(one.words) else { continue };
        let title = block.text[..*end].trim();
        let bare = title.trim_end_matches(|c: char| !c.is_alphanumeric());
        if lists_people(title) || kinds::is_field(bare) && !is_minutes(bare) {
            continue;
        }
        said += usize::from(words.len() >= one.words + SAID && block.text.ends_with(['.', ':', ';', '?']));
        titles.insert(title);
        ends[one.block] = Some(*end);
    }
    let taken = ends.iter().flatten().count();
    if titles.len() < FEWEST || titles.len() * 4 < taken * 3 || said * 3 < taken * 2 {
        return blocks;
    }
    taken_apart(blocks, ends, apart)
}

/// "MINUTES" heads their approval, though elsewhere it labels who takes them.
fn is_minutes(title: &str) -> bool {
    title.eq_ignore_ascii_case("minutes")
}

#[cfg(test)]
mod tests {
    use crate::content::Block;
    use crate::format::{self, Hint};
    use crate::layout::blocks;
    use record::Form;

    fn titles(lines: &[&str]) -> Vec<String> {
        let content = format::read(lines.join("\n").as_bytes(), &Hint { file_name: "a.txt".into(), ..Hint::default() });
        let headings = |block: &Block| block.form == Form::Heading;
        blocks(&content).into_iter().filter(headings).map(|block| block.text).collect()
    }

    #[test]
    fn titles_in_the_margin_are_taken_off_what_stands_beside_them() {
        let paper = [
            "SEDERUNT       The Rev. Jo Elm, Moderator; Mr Kim Oak.",
            "",
            "MINUTES        The Minutes of the last meeting were",
            "               taken as read and approved.",
            "",
            "HALL ROOF      The Clerk had two quotes of the slater.",
            "",
            "FINANCE        Mrs Ash laid the books on the table.",
            "",
            "CLOSE          Mr Oak told them that he was late.",
        ];
        let found = titles(&paper);
        for title in ["MINUTES", "HALL ROOF", "FINANCE", "CLOSE"] {
            assert!(found.iter().any(|own| own == title), "{title}: {found:?}");
        }
        let coded = [
            "CC.31     Apologies were received.",
            "",
            "CC.32     Minutes were read by all.",
            "",
            "CC.33     Roads were mended in May.",
            "",
            "CC.34     Parks were shut for a day.",
        ];
        assert!(!titles(&coded).iter().any(|title| title == "CC.31"));
        let names = ["Jo Elm        Chair", "Kim Oak       Treasurer", "Ann Ash       Clerk", "Di Fir        Member"];
        assert!(titles(&names).is_empty());
    }
}

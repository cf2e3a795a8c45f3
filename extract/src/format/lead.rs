//! The stressed words that a paragraph begins with: "**Roads.** The engineer spoke of ...". Word processors, pages and
//! Markdown say where bold print begins and ends; what it means is told by the layout.

/// Characters of a number that stands in plain print before stressed words, at most.
const LONGEST_NUMBER: usize = 12;

/// Follows the print of a paragraph from its start.
#[derive(Debug, Clone, Default)]
pub struct Lead {
    /// What stands in plain print before the first stressed word, without blanks.
    before: String,
    /// Characters of the stressed words, blanks not counted.
    stressed: usize,
    /// Whether plain words came behind them.
    over: bool,
}

impl Lead {
    /// Adds words of one print.
    pub fn push(&mut self, words: &str, stressed: bool) {
        let shown = words.chars().filter(|c| !c.is_whitespace());
        if stressed && !self.over {
            self.stressed += shown.count();
        } else if self.stressed > 0 {
            self.over |= shown.count() > 0;
        } else if !self.over {
            self.before.extend(shown.take(LONGEST_NUMBER + 1));
            self.over = !self.before.is_empty() && !is_begun_number(&self.before);
        }
    }

    /// How many characters, blanks not counted, stand before the first plain word, a number before the stressed ones
    /// counting in; 0 where nothing is stressed, or all.
    pub fn characters(&self) -> u32 {
        let leads = self.over && self.stressed > 0 && (self.before.is_empty() || is_number(&self.before));
        let characters = self.before.chars().count() + self.stressed;
        if leads { u32::try_from(characters).unwrap_or(u32::MAX) } else { 0 }
    }
}

/// Characters of a text, blanks not counted.
pub fn count_characters(text: &str) -> u32 {
    u32::try_from(text.chars().filter(|c| !c.is_whitespace()).count()).unwrap_or(u32::MAX)
}

/// Whether this may become a number: words have more letters.
fn is_begun_number(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.chars().count() <= LONGEST_NUMBER && (letters <= 4 || text.contains(|c: char| c.is_ascii_digit()))
}

/// "24/034", "7.", "(a)", "IV.": a number of a paragraph, as far as its characters tell.
fn is_number(text: &str) -> bool {
    is_begun_number(text) && (text.contains(|c: char| c.is_ascii_digit()) || text.ends_with(['.', ')']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stressed_words_at_the_start_are_counted_with_the_number_before_them() {
        for (runs, expect) in [
            (&[("Roads.", true), (" The engineer spoke.", false)][..], 6),
            (&[("7. ", false), ("Old ", true), ("roads", true), (": none", false)], 10),
            (&[("24/034 ", false), ("Mill", true), (" was late.", false)], 10),
            (&[("Roads", true)], 0),
            (&[("The engineer spoke of ", false), ("roads", true), (".", false)], 0),
            (&[("The ", false), ("roads", true), (" are long.", false)], 0),
            (&[("Roads", true), (" ", false), ("and paths", true), (" are long.", false), ("Now", true)], 13),
        ] {
            let mut lead = Lead::default();
            runs.iter().for_each(|(words, stressed)| lead.push(words, *stressed));
            assert_eq!(lead.characters(), expect, "{runs:?}");
        }
    }
}

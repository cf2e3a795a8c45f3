//! Speakers' names on lines of their own, with no mark behind them, over what they say: "Dr Kim Elm" and below it "We
//! begin with the weir.", "Statement by Ms Oak" and below it her words.
//!
//! A name on a line is a signature or an entry of a list as often, so that bare names count only in a paper that has
//! several, each over a paragraph; a line that says it is somebody's statement counts by itself.

use super::candidate::{Candidate, Manner};
use super::candidates::candidates;
use crate::content::Block;
use crate::lexicon::is_honour;
use crate::structure::head::{BlockRole, Head, act_by_role};
use crate::structure::speech::roster::Roster;
use crate::structure::speech::words::{Word, words};
use record::{Act, Form};
use std::collections::BTreeMap;

patterns! {
    /// What says that a person's own words follow.
    STATEMENT = r"(?i)^(?:(?:opening|closing|written|oral|personal)\s+)?(?:statement|remarks|intervention|speech|address)\s+(?:by|of|from)\s+(?:the\s+)?";
    /// What is told of the meeting again, behind what was said in it.
    CLOSING = r"(?i)^(?:the\s+)?(?:next\s+meeting|minutes\s+of\s+th|meeting\s+(?:was\s+)?(?:closed|ended|adjourned|concluded)|there\s+being\s+no)";
    /// A line that is a time of day: "09:31", "[10.02 am]".
    TIME = r"^[\[(]?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\.?)?[\])]?$";
}

/// How many bare names have to stand over paragraphs.
const LEAST: usize = 3;

/// Most words of a name on its line.
const LONGEST_NAME: usize = 6;

/// Fewest words of a paragraph that is said.
const LEAST_SAID: usize = 3;

/// Who speaks in which block, by its position, as the line over it says.
pub fn speakers(blocks: &[Block], head: &Head, roster: &Roster) -> BTreeMap<usize, Candidate> {
    let act = |i: usize| act_by_role(head.roles.get(i).copied(), blocks[i].form);
    let outside = |i: usize| blocks[i].furniture || blocks[i].text.trim().is_empty() || act(i) == Act::Attendance;
    let shown: Vec<usize> =
        (0..blocks.len()).filter(|&i| !outside(i) && !TIME.is_match(blocks[i].text.trim())).collect();
    let said = |at: usize| {
        shown.get(at + 1).is_some_and(|&i| {
            let text = blocks[i].text.trim();
            let plain = blocks[i].form == Form::Paragraph && act(i) != Act::Heading;
            plain
                && text.split_whitespace().count() >= LEAST_SAID
                && text.ends_with(['.', '?', '!', '”', '"', '…', ':'])
        })
    };
    let lines: Vec<Option<Candidate>> =
        (0..shown.len()).map(|at| name_line(blocks[shown[at]].text.trim(), roster).filter(|_| said(at))).collect();
    let is_form = lines.iter().flatten().count() >= LEAST;
    let mut found = BTreeMap::new();
    let mut speaker: Option<Candidate> = None;
    for (at, line) in lines.into_iter().enumerate() {
        let i = shown[at];
        let heads = head.roles.get(i) == Some(&BlockRole::ItemHeading) || act(i) == Act::Heading;
        if let Some(named) = line.filter(|_| is_form).or_else(|| statement(blocks[i].text.trim(), roster)) {
            speaker = Some(named);
        } else if heads || blocks[i].form == Form::TableRow || CLOSING.is_match(blocks[i].text.trim()) {
            speaker = None;
        } else if let Some(speaker) = &speaker {
            found.insert(i, speaker.clone());
        }
    }
    found
}

/// Whose statement a line says that it heads.
fn statement(text: &str, roster: &Roster) -> Option<Candidate> {
    let lead = STATEMENT.find(text)?;
    name_line(&text[lead.end()..], roster)
}

/// Whom a line names that is a name and nothing else, honours aside, or an office of somebody whom the paper knows.
pub fn name_line(text: &str, roster: &Roster) -> Option<Candidate> {
    let found = words(text);
    if found.is_empty() || found.len() > LONGEST_NAME || text.ends_with([':', '.', ',', ';']) {
        return None;
    }
    let candidate = candidates(&found, text, roster).into_iter().next()?;
    let article = |word: &Word| matches!(word.key.as_str(), "the" | "an" | "y" | "yr");
    let whole =
        found[..candidate.start].iter().all(article) && found[candidate.end..].iter().all(|word| is_honour(word.text));
    let office = matches!(candidate.manner, Manner::Office | Manner::Chair) && candidate.person.is_some();
    let name = candidate.manner.is_name() && (candidate.person.is_some() || candidate.manner == Manner::Titled);
    (whole && (name || office)).then_some(candidate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::{block, head_of_minutes};
    use crate::structure::speech::speakers::candidates::introduce;

    /// Who speaks in which of these blocks.
    fn heads(texts: &[&str]) -> Vec<(usize, String)> {
        let mut roster = Roster::default();
        for text in ["Councillor Petra Ash", "Dr Jo Oak", "Ms Tia Elm"] {
            introduce(&words(text), text, &mut roster);
        }
        let blocks: Vec<Block> = texts.iter().map(|text| block(text)).collect();
        let found = speakers(&blocks, &head_of_minutes(vec![BlockRole::Body; blocks.len()]), &roster);
        found.into_iter().map(|(i, c)| (i, c.printed)).collect()
    }

    #[test]
    fn names_on_lines_of_their_own_speak_where_several_stand_over_paragraphs() {
        let said =
            ["09:31", "Petra Ash", "We begin now.", "Dr Jo Oak", "09:32", "It rained all day.", "It still does."];
        let more: Vec<&str> = said.into_iter().chain(["Tia Elm MP", "Was it cold there?"]).collect();
        let expect = [(2, "Petra Ash"), (5, "Dr Jo Oak"), (6, "Dr Jo Oak"), (8, "Tia Elm MP")];
        assert_eq!(heads(&more), expect.map(|(i, name)| (i, name.to_owned())));
        // Two are a chance, names under names a list, and a name over nothing a signature.
        assert_eq!(heads(&said), []);
        let closed: Vec<&str> =
            more.iter().copied().chain(["The meeting closed at noon.", "Some stayed on."]).collect();
        assert_eq!(heads(&closed).len(), 4);
        assert_eq!(heads(&["Petra Ash", "Dr Jo Oak", "Tia Elm", "Petra Ash", "They signed it."]), []);
    }

    #[test]
    fn a_line_that_says_whose_statement_follows_counts_by_itself() {
        for (line, speaks) in [
            ("Statement by Dr. Jo Oak", true),
            ("Opening remarks by Petra Ash", true),
            ("Personal statement from Ms Tia Elm", true),
            ("Statement of accounts", false),
            ("Statement by Dr. Jo Oak on the roads", false),
            ("Statements by members", false),
        ] {
            assert_eq!(heads(&[line, "It rained all day."]).len() == 1, speaks, "{line}");
        }
    }
}

//! Reports that somebody wrote and the minutes print as they were handed in: "Highways – Jo Elm" and below it "Since our
//! last meeting I have walked every path.", or the same text with "Jo Elm (Treasurer), 28 August" below it.
//!
//! Nothing in such a text names its author, and whoever it names did something else. A name behind a dash heads a discussion as
//! often, so that a section is its author's only where it speaks of itself in the first person, or where the paper has
//! several such sections. It ends where the minutes tell again: somebody speaks, a body decides, another heading.

use super::candidate::Candidate;
use super::headed::name_line;
use super::label_words::is_whole_name;
use super::reports;
use crate::content::Block;
use crate::structure::dates;
use crate::structure::head::{BlockRole, Head, act_by_role};
use crate::structure::speech::name::Name;
use crate::structure::speech::office::is_head;
use crate::structure::speech::resolutions::{opening, opening_inside};
use crate::structure::speech::roster::{Found, Roster};
use crate::structure::speech::sentences::sentences;
use crate::structure::speech::subject::Subject;
use crate::structure::speech::subject::finder::find_subject;
use crate::structure::speech::words::{Word, words};
use record::text::fold;
use record::{Act, Form};
use std::collections::BTreeMap;
use std::ops::Range;

/// Words by which a text speaks of its author alone, and of them with others.
const OF_ONE: [&str; 4] = ["my", "me", "myself", "mine"];
const OF_SEVERAL: [&str; 5] = ["we", "our", "us", "ours", "ourselves"];

/// So many sentences with "we" are the author's own words; one may be a slip of the minutes.
const LEAST_OF_SEVERAL: usize = 2;

/// So many written sections make the form the paper's, also of sections that speak of nobody.
const LEAST_SECTIONS: usize = 2;

/// Most words of a line that names an author, and of what stands behind the name in a signature.
const LONGEST_LINE: usize = 14;
const LONGEST_SIGNATURE: usize = 9;

/// Fewest words of a block that somebody wrote: fewer are a title.
const LEAST_SAID: usize = 4;

/// A section and its author.
struct Section {
    author: Candidate,
    /// Blocks from its heading to where the minutes tell again, or above its signature.
    blocks: Vec<usize>,
    /// Whether it speaks of itself in the first person.
    is_written: bool,
    /// Whether the name stands below.
    signed: bool,
}

/// Who wrote which block, by its position.
pub fn speakers(blocks: &[Block], head: &Head, roster: &Roster) -> BTreeMap<usize, Candidate> {
    let paper = Paper { blocks, head, roster };
    let shown: Vec<usize> = (0..blocks.len()).filter(|&i| paper.is_shown(i)).collect();
    let mut sections = paper.headed(&shown);
    let taken: Vec<usize> = sections.iter().filter(|s| s.is_written).flat_map(|s| s.blocks.clone()).collect();
    sections.extend(paper.signed(&shown).into_iter().filter(|s| !s.blocks.iter().any(|i| taken.contains(i))));
    let is_form = sections.iter().filter(|s| s.is_written && !s.signed).count() >= LEAST_SECTIONS;
    let own = sections.into_iter().filter(|s| s.is_written || is_form && !s.signed);
    let said = |i: &usize| blocks[*i].form != Form::TableRow && is_sentence(&blocks[*i].text);
    own.flat_map(|Section { author, blocks, .. }| blocks.into_iter().filter(said).map(move |i| (i, author.clone())))
        .collect()
}

struct Paper<'a> {
    blocks: &'a [Block],
    head: &'a Head,
    roster: &'a Roster,
}

impl Paper<'_> {
    fn act(&self, i: usize) -> Act {
        act_by_role(self.head.roles.get(i).copied(), self.blocks[i].form)
    }

    fn is_shown(&self, i: usize) -> bool {
        !self.blocks[i].furniture && !self.blocks[i].text.trim().is_empty() && self.act(i) != Act::Attendance
    }

    fn item(&self, i: usize) -> Option<usize> {
        self.head.item_of.get(i).copied().flatten()
    }

    fn is_heading(&self, i: usize) -> bool {
        self.act(i) == Act::Heading || self.head.roles.get(i) == Some(&BlockRole::ItemHeading)
    }

    /// Sections below a line that names who wrote them.
    fn headed(&self, shown: &[usize]) -> Vec<Section> {
        let bylines: Vec<Option<Candidate>> = shown.iter().map(|&i| self.byline(i)).collect();
        let mut found = Vec::new();
        for (at, author) in bylines.iter().enumerate() {
            let Some(author) = author else { continue };
            let item = self.item(shown[at]);
            let behind = (at + 1..shown.len())
                .take_while(|&k| bylines[k].is_none() && self.item(shown[k]) == item && !self.heads_item(shown[k]));
            let below = behind.map(|k| shown[k]).filter(|&i| !self.is_heading(i)).take_while(|&i| !self.tells(i));
            let below: Vec<usize> = below.collect();
            let is_written = self.is_written(&below);
            found.push(Section { author: author.clone(), blocks: below, is_written, signed: false });
        }
        found
    }

    /// Texts above a line that signs them.
    fn signed(&self, shown: &[usize]) -> Vec<Section> {
        let signatures: Vec<Option<Candidate>> = shown.iter().map(|&i| self.signature(i)).collect();
        // What the last item ends with signs the minutes.
        let last = shown.last().and_then(|&i| self.item(i));
        let mut found = Vec::new();
        for (at, author) in signatures.iter().enumerate() {
            let item = self.item(shown[at]);
            let Some(author) = author.as_ref().filter(|_| item != last) else { continue };
            let own = |&k: &usize| signatures[k].is_none() && self.item(shown[k]) == item && !self.is_heading(shown[k]);
            let mut above: Vec<usize> = (0..at).rev().take_while(own).map(|k| shown[k]).collect();
            above.reverse();
            let is_written = self.speaks_of_one(&above);
            found.push(Section { author: author.clone(), blocks: above, is_written, signed: true });
        }
        found
    }

    fn heads_item(&self, i: usize) -> bool {
        self.head.roles.get(i) == Some(&BlockRole::ItemHeading)
    }

    /// The author whom a line names behind its topic. "Treasurer's Report" stands over what is told of it as often: see
    /// [`reports`].
    fn byline(&self, i: usize) -> Option<Candidate> {
        let text = self.line(i)?;
        names_behind(text).find_map(|name| name_line(name, self.roster).filter(|author| author.manner.is_name()))
    }

    /// A line that may name an author.
    fn line(&self, i: usize) -> Option<&str> {
        let text = self.blocks[i].text.trim().trim_end_matches(['.', ':']);
        (text.split_whitespace().count() <= LONGEST_LINE && self.blocks[i].form != Form::TableRow).then_some(text)
    }

    /// Whoever signs in a line of their name, perhaps with an office and a day behind it.
    fn signature(&self, i: usize) -> Option<Candidate> {
        if self.is_heading(i) || self.blocks[i].form != Form::Paragraph {
            return None;
        }
        let text = self.blocks[i].text.trim();
        let text = ["Signed:", "Signed by", "Signed", "–", "—", "-"]
            .iter()
            .find_map(|lead| text.strip_prefix(lead))
            .unwrap_or(text)
            .trim();
        let name = text.split([',', '(', '–']).next()?.trim();
        let author =
            name_line(name, self.roster).filter(|author| author.manner.is_name() && author.person.is_some())?;
        let rest = words(text.get(name.len()..)?);
        let dresses = |word: &Word| {
            is_head(&fold(word.text))
                || dates::is_calendar_word(&word.key)
                || word.key.starts_with(|c: char| c.is_ascii_digit())
                || matches!(word.key.as_str(), "hon" | "acting" | "vice" | "deputy" | "of" | "the" | "and")
        };
        (rest.len() <= LONGEST_SIGNATURE && rest.iter().all(dresses)).then_some(author)
    }

    /// Whether these blocks are written in the first person, and not by a slip.
    fn is_written(&self, below: &[usize]) -> bool {
        let (mut one, mut several) = (0, 0);
        for &i in below {
            for range in self.own_sentences(i) {
                let (of_one, of_several) = first_person(&self.blocks[i].text[range]);
                one += usize::from(of_one);
                several += usize::from(of_several);
            }
        }
        one > 0 || several >= LEAST_OF_SEVERAL
    }

    fn speaks_of_one(&self, above: &[usize]) -> bool {
        above
            .iter()
            .any(|&i| self.own_sentences(i).into_iter().any(|range| first_person(&self.blocks[i].text[range]).0))
    }

    /// The sentences of a block in which nobody is told to speak.
    fn own_sentences(&self, i: usize) -> Vec<Range<usize>> {
        let text = &self.blocks[i].text;
        let own = |range: &Range<usize>| !self.is_told(&text[range.clone()]);
        sentences(text).into_iter().filter(own).collect()
    }

    /// Whether minutes tell something in a block: somebody speaks, a body decides, or others ask.
    fn tells(&self, i: usize) -> bool {
        let text = &self.blocks[i].text;
        let first = sentences(text).into_iter().next().map_or("", |range| &text[range]);
        self.is_told(first) || reports::is_discussed(first) || is_of_discussion(first)
    }

    fn is_told(&self, sentence: &str) -> bool {
        let speaks = match find_subject(&words(sentence), sentence, self.roster) {
            Subject::Speaks(_) | Subject::Group { .. } | Subject::Unsaid { .. } | Subject::Told => true,
            Subject::Acts(_) | Subject::Nothing => false,
        };
        speaks || opening(sentence).is_some() || opening_inside(sentence).is_some()
    }
}

/// What stands behind the topic of a line, where a name may stand: "Rivers – Petra Ash (Warden)".
fn names_behind(text: &str) -> impl Iterator<Item = &str> {
    [" – ", " — ", " - ", ": ", " by ", " from "].into_iter().filter_map(|mark| {
        let (topic, name) = text.rsplit_once(mark)?;
        let is_topic = topic.split_whitespace().any(|word| word.chars().any(char::is_alphabetic));
        name.split(" (").next().map(str::trim).filter(|_| is_topic)
    })
}

/// Adds whoever heads a section of a paper in which others do whom it knows.
pub fn introduce_authors(blocks: &[Block], head: &Head, roster: &mut Roster) {
    let paper = Paper { blocks, head, roster };
    let headings: Vec<usize> = (0..blocks.len()).filter(|&i| paper.is_shown(i) && paper.is_heading(i)).collect();
    if headings.iter().filter(|&&i| paper.byline(i).is_some()).count() < LEAST_SECTIONS {
        return;
    }
    let strangers = headings.iter().filter(|&&i| paper.byline(i).is_none()).filter_map(|&i| {
        let name = names_behind(paper.line(i)?).find(|name| is_whole_name(&words(name)))?;
        Some((name.to_owned(), Name::parse(name)?))
    });
    for (printed, name) in strangers.collect::<Vec<_>>() {
        if matches!(roster.named(&name, None), Found::Nobody) {
            roster.introduce(&printed, name, None);
        }
    }
}

/// Whether a block is no title of a part and no entry of accounts: those are nobody's words.
fn is_sentence(text: &str) -> bool {
    let ends = text.trim_end().trim_end_matches(['”', '"', ')', '’']).ends_with(['.', '!', '?', ':', ';', '…']);
    ends && text.split_whitespace().count() >= LEAST_SAID
}

/// "Some discussion then took place": what minutes tell behind a report.
fn is_of_discussion(sentence: &str) -> bool {
    words(sentence).iter().take(4).any(|word| matches!(word.key.as_str(), "discussion" | "discussed" | "proposed"))
}

/// Whether a sentence speaks of whoever writes it, alone and with others; what stands in quotation marks does not count.
fn first_person(sentence: &str) -> (bool, bool) {
    let (mut one, mut several, mut quoted) = (false, false, false);
    let found = words(sentence);
    for (at, word) in found.iter().enumerate() {
        quoted |= word.before.contains(['“', '"']);
        if !quoted {
            // "I" is a number before a stop and at the end of a title.
            let pronoun = word.text.split(['’', '\'']).next() == Some("I")
                && word.after.is_empty()
                && found.get(at + 1).is_some_and(|next| next.text.starts_with(char::is_lowercase));
            one |= pronoun || OF_ONE.contains(&word.key.as_str());
            several |= OF_SEVERAL.contains(&word.key.split(['’', '\'']).next().unwrap_or_default());
        }
        quoted &= !word.after.contains(['”', '"']);
    }
    (one, several)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::{block, head_of_minutes, heading};
    use crate::structure::speech::speakers::candidates::introduce;

    /// Who wrote which of these blocks; a text that begins with "# " is a heading.
    fn wrote(texts: &[&str]) -> Vec<(usize, String)> {
        let mut roster = Roster::default();
        for text in ["Councillor Petra Ash", "Councillor Jo Oak", "Ms Tia Elm (Treasurer)"] {
            introduce(&words(text), text, &mut roster);
        }
        let block = |text: &&str| text.strip_prefix("# ").map_or_else(|| block(text), heading);
        let blocks: Vec<Block> = texts.iter().map(block).collect();
        let mut head = head_of_minutes(vec![BlockRole::Body; blocks.len()]);
        head.item_of = (0..blocks.len()).map(|i| Some(usize::from(i + 1 == blocks.len()))).collect();
        introduce_authors(&blocks, &head, &mut roster);
        let found = speakers(&blocks, &head, &roster);
        found.into_iter().map(|(i, author)| (i, roster.people[author.person.unwrap()].display.clone())).collect()
    }

    fn by(name: &str, blocks: &[usize]) -> Vec<(usize, String)> {
        blocks.iter().map(|&i| (i, name.to_owned())).collect()
    }

    #[test]
    fn a_section_in_the_first_person_is_written_by_whom_its_heading_names() {
        let section = |heading| {
            let texts = [
                heading,
                "Since our last meeting the weir has been mended.",
                "I asked the river board for a second lamp.",
                "It will come in May.",
                "Councillor Oak asked when that would be.",
                "The end.",
            ];
            wrote(&texts)
        };
        for heading in [
            "# Rivers – Petra Ash",
            "# Rivers - Cllr Petra Ash",
            "7 Rivers – Petra Ash (Warden)",
            "# Report on rivers by Petra Ash",
            "# River warden: Petra Ash",
        ] {
            assert_eq!(section(heading), by("Petra Ash", &[1, 2, 3]), "{heading}");
        }
        assert_eq!(section("# Rivers"), []);
        assert_eq!(section("# Rivers – the old weir"), []);
    }

    #[test]
    fn a_heading_with_a_name_over_what_minutes_tell_writes_nothing() {
        let texts =
            ["# Rivers – Petra Ash", "The weir was looked at.", "Councillor Oak asked about our lamp.", "The end."];
        assert_eq!(wrote(&texts), []);
        let texts = ["# Rivers – Petra Ash", "The lamp is “for all of us”, said I. Elm.", "It was noted.", "The end."];
        assert_eq!(wrote(&texts), []);
    }

    #[test]
    fn where_sections_are_written_those_that_speak_of_nobody_are_too() {
        let texts = [
            "# Rivers – Petra Ash",
            "I walked all of them.",
            "# Roads – Jo Oak",
            "We mended two. Our tar is gone.",
            "# Paths – Jo Oak",
            "All but one are dry.",
            "Some discussion took place about the last.",
            "The end.",
        ];
        let expect = [by("Petra Ash", &[1]), by("Jo Oak", &[3, 5])].concat();
        assert_eq!(wrote(&texts), expect);
    }

    #[test]
    fn whoever_heads_a_section_among_those_of_others_is_somebody() {
        let texts = [
            "# Rivers – Petra Ash",
            "I walked all of them.",
            "# Roads – Jo Oak",
            "I mended two of them.",
            "# Paths – Finn Birch",
            "I swept one of them.",
            "The end.",
        ];
        assert_eq!(wrote(&texts), [by("Petra Ash", &[1]), by("Jo Oak", &[3]), by("Finn Birch", &[5])].concat());
        assert_eq!(
            wrote(&[
                "# Rivers – Petra Ash",
                "I walked all of them.",
                "# Roads – High Street",
                "I mended two of them.",
                "The end."
            ]),
            by("Petra Ash", &[1, 3])
        );
    }

    #[test]
    fn a_text_in_the_first_person_is_written_by_whoever_signs_it() {
        let signed =
            |line| wrote(&["# Money", "We had ten pounds.", "I count them daily.", line, "# Lamps", "The end."]);
        for line in ["Tia Elm (Treasurer) 28 August 2026", "Tia Elm, Hon. Treasurer", "Signed: Tia Elm", "Tia Elm"] {
            assert_eq!(signed(line), by("Tia Elm", &[1, 2]), "{line}");
        }
        assert_eq!(signed("Tia Elm to write to the bank"), []);
        assert_eq!(wrote(&["# Money", "I count them daily.", "Tia Elm"]), [], "the minutes are signed there");
    }
}

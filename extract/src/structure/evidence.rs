//! What a paper is, by the sum of independent forms rather than by one password.
//!
//! A title line is enough on its own; so are several weaker forms together: a head that says that they met, a list of
//! those present, motions, labelled turns. What calls itself an agenda, a guide, a report or a meeting to come weighs
//! against. The forms stand in `rules/kind.toml`.

use super::{dates, kinds, top};
use crate::content::Block;
use crate::rules::{RuleSet, rules};
use std::collections::HashSet;

rules! { KIND = "kind.toml"; }

/// What a paper must reach to be taken for minutes: a title alone does, "they met" and "present" together do not quite.
pub const ENOUGH: i32 = 9;

/// So many turns under labels, of so many people, are a discussion.
const DIALOGUE_TURNS: u32 = 12;
const DIALOGUE_SPEAKERS: u32 = 4;

/// Matters of which a line of its own says what became of them, at least: fewer are words of a form.
const DISPOSED: u32 = 4;

/// Blocks in which a list of those present, or the opening of the meeting, counts as part of the head.
const FRONT: usize = 40;

/// Blocks in which lists stand with which a paper begins that has no title.
const FIRST: usize = 4;

/// Blocks that are looked at: what a paper is shows long before.
const BODY: usize = 240;

/// Most that the body of a paper adds: reports quote motions and speeches too.
const BODY_MOST: i32 = 8;

/// Longest line, in words, that can be a title.
const TITLE_WORDS: usize = 40;

/// Bytes of a line that are looked at; longer ones are taken apart.
const LINE: usize = 400;

/// Pieces of a long block that are looked at.
const PIECES: usize = 60;

/// How often each form was found in a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Lines of the head that call the paper minutes; and such lines further down.
    title: (u32, u32),
    /// Lines of the head that name a meeting, beside its day.
    called: u32,
    met: u32,
    /// Whether the head says who was there.
    present: bool,
    /// Whether the first line says that they met.
    opens_with_met: bool,
    opened: u32,
    order: u32,
    roll: u32,
    /// Lists among the first blocks: with no title, a paper that begins with who was there and who was not is minutes.
    roll_first: u32,
    motion: u32,
    speech: u32,
    decided: u32,
    signed: u32,
    /// Lines that say nothing but what became of the matter above them: "GRANTED".
    disposed: u32,
    labels: u32,
    speakers: u32,
    agenda: u32,
    /// An agenda's heading below the name of the meeting: a list of items, in minutes as well.
    agenda_within: u32,
    other: u32,
    report: u32,
    ahead: u32,
    /// Whether its name or label calls it minutes.
    named: bool,
}

impl Evidence {
    /// Looks for every form in the blocks of one paper. `called` is what its name and label say.
    pub fn gather(blocks: &[Block], called: &[&str]) -> Self {
        let mut evidence = Self::default();
        let minutes = |name: &&&str| kinds::of_words(name) == Some(record::Kind::Minutes) && !says(name, "other");
        evidence.named = called.iter().any(|name| minutes(&name));
        let head = top::lines(blocks);
        // What a letter says of minutes is no title.
        let letter = head.iter().position(|line| is_salutation(line.text.trim())).unwrap_or(head.len());
        let head = &head[..letter];
        let has_day: Vec<bool> = head.iter().map(|line| has_day(&line.text)).collect();
        for (place, line) in head.iter().enumerate() {
            let dated = has_day[place..].iter().take(3).any(|has| *has);
            evidence.head_line(line, place, dated);
        }
        let mut speakers: HashSet<&str> = HashSet::new();
        for (i, block) in blocks.iter().filter(|b| !b.furniture).take(BODY).enumerate() {
            // A page that lost its lines is one block: each of its sentences counts.
            let long = block.text.len() > LINE;
            let pieces = if long { pieces(&block.text) } else { vec![block.text.as_str()] };
            for piece in pieces {
                if let Some(label) = evidence.line(piece, block.marker.is_some() && !long, i) {
                    evidence.labels += 1;
                    speakers.insert(label);
                }
            }
        }
        evidence.speakers = u32::try_from(speakers.len()).unwrap_or(u32::MAX);
        evidence
    }

    /// What a line of the head says; `place` counts from the top of the head, `dated` says whether a day is near.
    fn head_line(&mut self, line: &top::HeadLine, place: usize, dated: bool) {
        let whole = line.text.trim();
        // "1 MINUTES OF THE COUNCIL": the number of the page ran into the title.
        let behind = PAGE.find(whole).map_or(whole, |page| &whole[page.end()..]);
        let text = if behind.get(..7).is_some_and(|w| w.eq_ignore_ascii_case("minutes")) { behind } else { whole };
        let words = text.split_whitespace().count();
        let short = words <= TITLE_WORDS;
        let titled = if short { is_title(text) } else { place < 3 && begins_as_minutes(text) };
        if !line.item && titled {
            if place < 8 { self.title.0 += 1 } else { self.title.1 += 1 }
        } else if short && dated && !says(text, "agenda") && names_this_meeting(text, place) {
            self.called += 1;
        }
        self.present |= !line.item && says(text, "present");
        self.met += u32::from(says(text, "met"));
        self.opens_with_met |= place == 0 && says(text, "met");
        self.ahead += u32::from(short && !line.item && says(text, "ahead") && !says(text, "met"));
        if short && place < 6 {
            // What the first line calls the paper is what it is, whatever it quotes.
            self.other += u32::from(says(text, "other")) * if place == 0 { 2 } else { 1 };
            // The head of a mail may stand above minutes.
            self.report += u32::from(says(text, "report") && !text.contains('@'));
            // Behind the list of those present it heads what they spoke of.
            if says(text, "agenda") && !self.present {
                // An agenda behind the title of the minutes is a part of them.
                if self.title.0 + self.called > 0 { self.agenda_within += 1 } else { self.agenda += 1 }
            }
        }
    }

    /// What any line says; `i` counts from the start of the paper. Gives the speaker whose turn it begins as a label.
    fn line<'b>(&mut self, text: &'b str, marked: bool, i: usize) -> Option<&'b str> {
        let text = text.trim();
        let clipped = top::clip(text, LINE);
        let mut speaker = None;
        for found in KIND.all_matches(clipped) {
            match found.rule.gives.as_str() {
                "opened" => self.opened += 1,
                "order" if i < FRONT => self.order += 1,
                // An agenda has "1. Apologies" too; minutes say whose.
                "roll" if i < FRONT && (!marked || text.len() > 30) => {
                    self.roll += 1;
                    self.roll_first += u32::from(i < FIRST);
                }
                "motion" => self.motion += 1,
                "speech" => self.speech += 1,
                "decided" => self.decided += 1,
                "signed" => self.signed += 1,
                "disposed" => self.disposed += 1,
                "label" => speaker = text.split_once(':').map(|(l, _)| l.trim()).filter(|l| !kinds::is_field(l)),
                _ => {}
            }
        }
        let alone = !marked && text.split_whitespace().count() <= 3;
        self.title.1 += u32::from(alone && i >= 8 && is_title(text));
        speaker
    }

    /// The points of the head: what the top of an agenda or report never has.
    fn head_points(&self) -> i32 {
        let title = match self.title {
            (1.., _) => ENOUGH,
            (0, 1..) => 4,
            (0, 0) => 0,
        };
        let once = |count: u32, points: i32| if count > 0 { points } else { 0 };
        title
            + i32::from(self.opens_with_met) * 2
            + i32::from(self.called > 0 && self.present) * 2
            + once(self.called, 3)
            + once(self.met, 4)
            + once(self.opened, 4)
            + once(self.order, 2)
            + once(self.roll, 4)
            + if self.roll_first >= 2 { 4 } else { 0 }
    }

    fn body_points(&self) -> i32 {
        let steps = |count: u32, steps: &[(u32, i32)]| {
            steps.iter().rev().find(|(from, _)| count >= *from).map_or(0, |(_, points)| *points)
        };
        let labelled = self.labels >= 3 && self.speakers >= 2;
        let points = steps(self.motion, &[(1, 3), (3, 5)])
            + steps(self.speech, &[(1, 1), (3, 3), (8, 5)])
            + steps(self.decided, &[(1, 1), (3, 3)])
            + steps(self.signed, &[(1, 2)])
            + if labelled { 5 } else { 0 };
        points.min(BODY_MOST)
    }

    /// Several people who take turns many times met, whatever the head calls the paper: notes are often taken in the
    /// agenda, below its title.
    fn dialogue_points(&self) -> i32 {
        if self.labels >= DIALOGUE_TURNS && self.speakers >= DIALOGUE_SPEAKERS { 18 } else { 0 }
    }

    /// An agenda in which it was written what became of each matter is the record of the meeting.
    fn disposed_points(&self) -> i32 {
        if self.disposed >= DISPOSED { 8 } else { 0 }
    }

    fn against(&self) -> i32 {
        let once = |count: u32, points: i32| if count > 0 { points } else { 0 };
        once(self.agenda, 10)
            + once(self.agenda_within, 4)
            + match self.other {
                0 => 0,
                1 => 12,
                2.. => 24,
            }
            + once(self.report, 9)
            + once(self.ahead, 6)
    }

    /// How much speaks for minutes, less what speaks against them.
    pub fn minutes(&self) -> i32 {
        let named = if self.named { ENOUGH } else { 0 };
        named + self.head_points() + self.body_points() + self.dialogue_points() + self.disposed_points()
            - self.against()
    }

    /// Whether it is the minutes of a meeting. A paper that opens as `front` says must show more than that it quotes
    /// some: its own head must say so.
    pub fn is_minutes(&self, front: Option<record::Kind>) -> bool {
        let own_head = front.is_none() || self.head_points() >= ENOUGH;
        own_head && self.minutes() >= ENOUGH
    }

    /// Whether its head calls it an agenda, or summons to a meeting.
    pub fn is_agenda(&self) -> bool {
        self.agenda + self.agenda_within > 0 && self.other == 0
    }
}

/// A long block in pieces of whole sentences, each no longer than a line where its sentences allow that.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces: Vec<std::ops::Range<usize>> = Vec::new();
    for sentence in super::speech::sentences::sentences(text) {
        match pieces.last_mut() {
            Some(piece) if sentence.end - piece.start <= LINE => piece.end = sentence.end,
            _ => pieces.push(sentence),
        }
    }
    pieces.into_iter().take(PIECES).map(|piece| &text[piece]).collect()
}

/// Whether a line calls its paper minutes, and not those of another meeting that are to be approved.
pub fn is_title(text: &str) -> bool {
    let text = &*SPACED.replace_all(text, |word: &regex::Captures<'_>| word[0].replace(' ', ""));
    let sentence = text.ends_with('.') && dates::find(text).is_empty();
    !sentence && says(text, "title") && !says(text, "other") && !about_other_minutes(text)
}

/// Whether a line is the name of a meeting, a day perhaps beside it.
pub fn names_a_meeting(text: &str) -> bool {
    says(text, "called") && !about_other_minutes(text)
}

/// Whether a line says that the meeting was called to order, opened or closed.
pub fn says_opened(text: &str) -> bool {
    says(top::clip(text, 600), "opened")
}

/// Whether a line says that the meeting was opened or closed, or that they met.
pub fn says_met(text: &str) -> bool {
    let text = top::clip(text, 600);
    says(text, "opened") || says(text, "met")
}

patterns! {
    /// The salutation of a letter.
    DEAR = r"^(?:Dear|DEAR)\s+\S+(?:\s+\S+){0,7}$";
    /// The number of a page that ran into the title behind it: "1 MINUTES OF", "Page 1 of 8MINUTES OF".
    PAGE = r"^(?:Page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?\s*";
    /// Minutes of another meeting, spoken of in these.
    EARLIER = r"(?i)\b(?:last|previous|preceding|approv\w+|confirm\w*|adopt\w*|sign\w*|matters|accept\w*|agree\w*|correct\w*|receiv\w+|circulated|read)\b";
    /// A word whose capitals stand apart: "M I N U T E S".
    SPACED = r"\b(?:\p{Lu} ){3,}\p{Lu}\b";
    /// What a title says of its own state, with a blank to be filled in: "Approved (date): ____".
    STATE = r"(?i)^\W*(?:approved|confirmed|adopted|signed|corrected)\b|\bun(?:approved|confirmed|adopted|corrected)\b|\((?:approved|confirmed|adopted)[^)]*\)|\bsubject\s+to\b.*|\bnot\s+(?:yet\s+)?(?:approved|confirmed|adopted)\b|\b(?:for|before)\s+(?:approval|confirmation)\b|[-–—]\s*(?:approved|confirmed|adopted)\s*$|\b(?:date )?(?:approved|confirmed|adopted|signed)\b[^.;]{0,12}?[_…]{2,}";
    /// The state of a paper in its title: "Special Board Meeting Approved Minutes October 24, 2019".
    APPROVED_MINUTES = r"\b(?:Approved|APPROVED|Confirmed|CONFIRMED|Adopted|ADOPTED)\s+(?:Minutes|MINUTES)\b";
    /// A title up to the name of the meeting: "Minutes of the Special Meeting".
    NAMED = r"(?i)^\W*(?:draft\s+)?(?:minutes|proceedings)\s+(?:of|at|from)\b.{0,60}?\b(?:meeting|session|council|committee|board|panel)\b";
    /// What is said of minutes: "were approved", "be taken as read", "– confirmed".
    DONE_TO_THEM = r"(?i)(?:\b(?:were|was|are|be|been|as|and)\s+(?:\p{L}+\s+)?|[-–—:]\s*)(?:approved|confirmed|adopted|signed|accepted|agreed|received|read)\b";
    /// The same as the last word: "Minutes of the meeting of 2 May adopted."
    DONE_AT_LAST = r"(?i)\b(?:approved|confirmed|adopted|signed|accepted|agreed|received)\W*$|\bread\s+and\b";
}

/// Whether a line speaks of the minutes of another meeting: to be approved, matters arising from them. A title may say
/// what the meeting was for: "Minutes of the Special Meeting to adopt the Budget".
pub fn about_other_minutes(text: &str) -> bool {
    let text = STATE.replace_all(text, "");
    let text = without_approved_minutes(&text);
    match NAMED.find(&text) {
        Some(name) => EARLIER.is_match(name.as_str()) || DONE_TO_THEM.is_match(&text) || DONE_AT_LAST.is_match(&text),
        None => EARLIER.is_match(&text),
    }
}

/// The text without what its title says of its state, where that is no deed: "Approved Minutes", in capitals.
pub fn without_approved_minutes(text: &str) -> std::borrow::Cow<'_, str> {
    APPROVED_MINUTES.replace_all(text, "")
}

/// Whether a line of the head is the name of its meeting; a day alone is one where the paper begins with it.
fn names_this_meeting(text: &str, place: usize) -> bool {
    says(text, "called") || names_a_dated_body(text) || (place == 0 && dates::is_only_date(text))
}

/// A body and a day on one line: "2015-04-27 Open Books Board".
fn names_a_dated_body(text: &str) -> bool {
    let Some(date) = dates::find(text).into_iter().next() else { return false };
    let left: String = text.chars().take(date.start).chain(text.chars().skip(date.end)).collect();
    super::names::names_a_body(left.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether a block that is a whole page begins with the title of minutes: with a day in it, since a sentence about
/// minutes may begin as a title does.
pub fn begins_as_minutes(text: &str) -> bool {
    let begins = first_words(text, 30);
    let titled = is_title(begins) && !dates::find(begins).is_empty();
    // "These minutes were approved at the May meeting. ELM BOARD MINUTES": what is said of them is a sentence of its own.
    let title = begins.split_inclusive(". ").find(|sentence| says(sentence, "shouted"));
    titled || title.is_some_and(|sentence| !about_other_minutes(sentence))
}

/// Whether a line has a day. "Sunday 20th February": its year may stand in the name of the meeting.
fn has_day(text: &str) -> bool {
    let by_weekday = || dates::without_year(text).iter().any(|day| day.weekday.is_some());
    dates::find(text).iter().any(|date| date.from.is_some()) || by_weekday()
}

/// Whether a line says nothing but what became of the matter above it: "GRANTED".
pub fn says_disposed(text: &str) -> bool {
    says(top::clip(text.trim(), LINE), "disposed")
}

/// Whether a line speaks of a meeting that is still to come: "will be held on".
pub fn is_about_meeting_to_come(text: &str) -> bool {
    says(text, "ahead")
}

/// Whether a line is the salutation of a letter.
pub fn is_salutation(line: &str) -> bool {
    DEAR.is_match(line)
}

/// The first so many words of a text.
fn first_words(text: &str, count: usize) -> &str {
    let end = text.split_whitespace().nth(count).map_or(text.len(), |word| word.as_ptr().addr() - text.as_ptr().addr());
    text.get(..end).unwrap_or(text)
}

fn says(text: &str, what: &str) -> bool {
    let set: &RuleSet = &KIND;
    set.first_giving(what, text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::{block, heading};

    /// Lines that begin with `#` are headings.
    fn paper(text: &str) -> Vec<Block> {
        let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
        lines.map(|l| l.strip_prefix("# ").map_or_else(|| block(l), heading)).collect()
    }

    #[test]
    fn minutes_are_told_by_their_forms_and_not_by_their_name() {
        for (text, expect) in [
            ("# MINUTES OF THE REGULAR MEETING\nJULY 7, 2020", true),
            ("# Proceedings of the Harbour Board, 3 June 2015\n1. Crane", true),
            ("# Harbour Board Meeting Minutes\n4 May 2021", true),
            ("Harbour Board\n3 May 2021\nMinutes\nAttendees\nAnn Elm", true),
            ("Eden Council\nDear Sirs\nThe minutes of the Audit Committee of 9 November 2021 are enclosed.", false),
            (
                "COUNCIL OF THE CITY OF ELM\nWednesday, April 6, 2011\nThe Council met at 9:04 a.m.\nMayor Oak: Order, please.\nCouncillor Ash: I speak for all.\nCouncillor Fir: How cold?\nCouncillor Ash: Very.",
                true,
            ),
            (
                "# ELMTON BOARD OF TRUSTEES MEETING\nMarch 9, 2022\nThe regular meeting was called to order by Supervisor Ash at 7:00 PM.\nBoard members present were Trustee Elm.\nMotion to pay by Trustee Elm, seconded by Trustee Oak.",
                true,
            ),
            (
                "# 2019-December Public Board Meeting\nPresent: Ann Elm, Bob Oak\nAbsent: Carys Yew\nAnn called the meeting to order at 16:04.",
                true,
            ),
            (
                "# Open Books Board - Meeting 3 (25 March 2014)\nThe Board agreed:\nAnn Elm declared an interest.\nBob Oak advised of a post.\nCarys Yew said that it was late.\nThe Board noted the paper.\nThe Board agreed to go on.",
                true,
            ),
            ("# Cofnodion y Cyngor Tref\nCynhaliwyd ar 16 Mehefin 2021", true),
            ("# 2020-03-03\n# Attendees\nAnn Elm\nBob Oak\n# Agenda\nRelease", true),
            ("# Elmware Core Meeting 2020-03-03\n# Present\nAnn Elm\nBob Oak\n# Agenda\nRelease", true),
            ("# Elmware Core Meeting 2020-03-03\n# Agenda\nApologies\nRelease", false),
            (
                "PRESENT: Jo Elm, Kim Oak\nAPOLOGIES: Ann Ash\nThe hall was let.\nMs Elm said that the bell was cracked.",
                true,
            ),
            ("PRESENT:\nAPOLOGIES:\nRoads", false),
            // What only speaks of minutes.
            ("# TAKING GOOD MINUTES: A GUIDE FOR CLERKS\nMinutes of a meeting record what was decided.", false),
            ("ELMTON COUNCIL\nAGENDA\nThursday 7 December 2017\nApologies\nMinutes of the last meeting\nRoads", false),
            (
                "ELMTON COUNCIL\nNotice of Meeting\nA meeting of the Council will be held on 3 May 2021\nMinutes of the meeting of 5 April 2021",
                false,
            ),
            ("REPORT TO THE HARBOUR BOARD\nDate: 2 May 2017\nThe minutes of 5 April record a question.", false),
            (
                "# Elmton parish newsletter\nMay 2021\nCllr Elm said that the lamp was lit.\nThe Council agreed to pay.",
                false,
            ),
            ("# Minutes Retention Policy\nAdopted 3 May 2021\nMinutes shall be kept for ever.", false),
            ("Dear Ann\nThe minutes of the meeting are enclosed.\nYours sincerely", false),
            ("# Invitation to tender\nThe Council met on 3 May 2021 and agreed to invite tenders.", false),
            ("# School attendance\nAttendance\nWas good. The Committee noted this in May.", false),
        ] {
            let evidence = Evidence::gather(&paper(text), &["scan0001.txt"]);
            assert_eq!(evidence.is_minutes(None), expect, "{text}\n{evidence:?} {}", evidence.minutes());
        }
    }

    #[test]
    fn notes_of_a_discussion_taken_in_its_agenda_are_minutes() {
        let turns = "AE: who will go?\nBO: I can.\nCY: and me.\nDF: when is it?\n";
        let kind = |turns: &str| {
            Evidence::gather(&paper(&format!("# February Meeting Agenda\nStart: 7.30\n{turns}")), &[]).is_minutes(None)
        };
        assert!(kind(&turns.repeat(3)));
        assert!(!kind(turns));
    }

    #[test]
    fn a_name_counts_unless_the_paper_says_otherwise() {
        let plain = paper("Elmton Arts Jury. All members were there.\nMs Elm said that the bell was cracked.");
        assert!(Evidence::gather(&plain, &["minutes 2017.txt"]).is_minutes(None));
        assert!(!Evidence::gather(&plain, &["jury 2017.txt"]).is_minutes(None));
        assert!(!Evidence::gather(&plain, &["minutes template.docx"]).is_minutes(None));
        let agenda = paper("AGENDA\n3 May 2021 at 7pm\nApologies");
        assert!(!Evidence::gather(&agenda, &["agenda and minutes.pdf"]).is_minutes(Some(record::Kind::Agenda)));
    }

    #[test]
    fn titles_of_other_minutes_are_none() {
        for (line, title) in [
            ("Draft Minutes Subject to the Approval at the next Meeting", true),
            ("DRAFT MINUTES NOT APPROVED", true),
            ("Minutes (confirmed)", true),
            ("Minutes of Parks and Paths. Sat 3 May 2021. Approved (date): ____", true),
            ("Minutes of the previous meeting", false),
            ("Minutes of the meeting held on 5 May were approved", false),
            ("Approval of minutes", false),
        ] {
            assert_eq!(is_title(line), title, "{line}");
        }
    }
}

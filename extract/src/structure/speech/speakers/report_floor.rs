//! Who has the floor in a report that goes on over several paragraphs, and over the headings of its parts.

use super::candidate::{Candidate, Manner};
use super::headed::name_line;
use super::reports;
use super::utterance::{Utterance, is_of_actions, outside};
use crate::content::Block;
use crate::structure::head::{BlockRole, Head, act_by_role};
use crate::structure::speech::predicate::verb_at;
use crate::structure::speech::roster::Roster;
use crate::structure::speech::subject::Subject;
use crate::structure::speech::verbs::Verb;
use record::{Act, Form};
use std::ops::Range;

/// The report that is open at a place.
#[derive(Default)]
pub struct Report {
    /// Whether one is.
    open: bool,
    item: Option<usize>,
    /// Whose it is, where a line above it says so.
    by: Option<Candidate>,
    /// The same as a position in the roster.
    person: Option<usize>,
    /// Whether nothing of it was said yet.
    fresh: bool,
    /// Whether it is the list that a sentence announces, and ends with it.
    listed: bool,
    /// Whether the heading above speaks of several.
    several: bool,
    /// Whether the heading above speaks of a report.
    headed: bool,
}

impl Report {
    /// Whether somebody reports, so that the heading of a part takes the floor from nobody.
    pub fn goes_on(&self) -> bool {
        self.open && !self.fresh
    }

    /// Whoever reports, and answers what is asked about it.
    pub fn answerer(&self) -> Option<&Candidate> {
        self.by.as_ref()
    }

    /// Passes the headings that stand at `above`, in the item of what stands below them.
    pub fn pass(&mut self, blocks: &[Block], head: &Head, above: Range<usize>, item: Option<usize>, roster: &Roster) {
        if item != self.item {
            *self = Self { item, ..Self::default() };
        }
        for k in above.filter(|&k| !blocks[k].furniture) {
            let role = head.roles.get(k).copied();
            if act_by_role(role, blocks[k].form) != Act::Heading {
                continue;
            }
            let text = blocks[k].text.trim();
            let by = reports::heads(text, roster).or_else(|| of_office(text, roster));
            if by.is_some() {
                self.begin(by);
            } else if role == Some(BlockRole::ItemHeading) {
                self.open = false;
            }
            self.headed = reports::is_of_report(&blocks[k].text) || self.headed && self.open;
            self.several = reports::is_of_reports(&blocks[k].text);
        }
    }

    fn begin(&mut self, by: Option<Candidate>) {
        let person = by.as_ref().and_then(|by| by.person);
        *self =
            Self { open: true, fresh: true, by, person, item: self.item, headed: true, listed: false, several: false };
    }

    /// Goes on with a sentence, and says that it stands in the report.
    pub fn take(&mut self, next: &mut Utterance, roster: &Roster) {
        if next.in_block == 0
            && next.range.end >= next.text.len()
            && let Some(by) = reports::heads(&next.text, roster)
        {
            return self.begin(Some(by));
        }
        let titled = next.in_block == 0 && reports::begins_with_title(&next.text);
        if titled {
            (self.open, self.headed, self.several) = (false, true, false);
        }
        let speaker = match &next.subject {
            Subject::Speaks(speaks) => {
                next.candidates.iter().find(|c| (c.start..c.end).contains(&(speaks.mention.end.saturating_sub(1))))
            }
            _ if titled => reporter_behind_title(next),
            _ => None,
        };
        let other = match (&next.subject, speaker.and_then(|c| c.person)) {
            (Subject::Group { .. }, _) => true,
            (_, Some(person)) => self.person.is_some_and(|own| own != person),
            (_, None) => speaker.is_some(),
        };
        let ended = next.decides || next.mover.is_some() || next.form == Form::TableRow;
        if ended || other || reports::is_discussed(&next.text) {
            self.open = false;
        }
        let says = titled || matches!(&next.subject, Subject::Speaks(s) if matches!(s.verb, Verb::Say | Verb::Present));
        let reports = says && speaker.is_some_and(|c| c.person.is_some() || c.manner.is_name());
        let announced = next.text.trim_end().ends_with(':') && !is_of_actions(&next.text);
        if reports && !next.decides && next.mover.is_none() && (self.headed || announced) {
            let named = reports::names_report(&next.words());
            if named || announced {
                self.person = speaker.and_then(|c| c.person);
                (self.open, self.fresh, self.listed) = (true, false, !named);
                return;
            }
        }
        self.open &= !self.listed || next.form == Form::ListEntry;
        if !self.open && self.several && next.in_block == 0 && matches!(next.subject, Subject::Acts(_)) {
            let known = |c: &Candidate| c.start == 0 && c.manner.is_name() && c.person.is_some();
            next.begins_report = next.candidates.iter().position(known);
        }
        if !self.open || reports::is_empty(&next.text) || next.words().len() < reports::LEAST_SAID {
            return;
        }
        let plain = next.text.trim_end().ends_with(['.', '!', '?', ';']);
        let own = next.has_subject() || next.label.is_some();
        match self.by.clone().filter(|_| std::mem::take(&mut self.fresh)) {
            Some(by) if !own => next.speak_below(by),
            // "Fire Chief's Report – (Chief Elm)", and below it "Chief Elm shares that ...": both say the same.
            Some(by) => match next
                .candidates
                .iter()
                .position(|c| c.start <= 1 && c.person.is_some_and(|p| by.person == Some(p)))
            {
                Some(own) => next.begins_report = Some(own),
                None => next.candidates.push(outside(by, Manner::Heading, &next.text)),
            },
            None => next.in_report = plain,
        }
    }
}

/// "Provost": a heading that is the office of somebody whom the paper knows, and nothing else. Names that stand so head
/// what others say of them, or a list.
fn of_office(heading: &str, roster: &Roster) -> Option<Candidate> {
    name_line(heading, roster).filter(|holder| !holder.manner.is_name())
}

/// "Net Report: Jo, W1ELM, reported that ...": the first known person with a verb of speech behind them.
fn reporter_behind_title(sentence: &Utterance) -> Option<&Candidate> {
    let words = sentence.words();
    sentence.candidates.iter().find(|c| c.person.is_some() && verb_at(&words, c.end).is_some())
}

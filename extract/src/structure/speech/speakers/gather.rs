//! The sentences of one meeting's minutes, gathered from its blocks: each with whom it mentions and where it stands.

use super::candidate::{Candidate, Manner};
use super::candidates::{candidates, introduce};
use super::introductions::{introduce_labels, introduce_speakers, is_transcript, label_span};
use super::mover_words::single_out_mover;
use super::movers_around::name_movers;
use super::one_name::introduce_openers;
use super::plain_label::{fills, is_label, is_plain_label};
use super::report_floor::Report;
use super::utterance::{Utterance, is_of_actions, outside};
use super::{
    among_present, headed, heading_row, label_inside, lone_label, named_in_lists, open_label, printed_offices, reports,
    slash_pairs, speaker_rows, told_by, told_in_brackets, written_report,
};
use crate::content::Block;
use crate::lexicon::{Tags, tags};
use crate::structure::head::{BlockRole, Head, act_by_role};
use crate::structure::speech::papers::heads_section;
use crate::structure::speech::resolutions::{opening, opening_inside};
use crate::structure::speech::roster::Roster;
use crate::structure::speech::sentences::sentences;
use crate::structure::speech::subject::finder::find_subject;
use crate::structure::speech::words::{Word, words};
use record::{Act, Form};
use std::collections::BTreeMap;
use std::ops::Range;

patterns! {
    /// What stands before an answer of which only that it is one is printed.
    ANSWER = r"^\s*[-*•]?\s*(?:A|Ans|Answer|Response|Reply)\s?:\s+\S";
}

/// The sentences of these blocks that somebody may be saying; whoever the text introduces is added to the roster.
pub fn utterances(blocks: &[Block], head: &Head, roster: &mut Roster) -> Vec<Utterance> {
    named_in_lists::learn(blocks, head, roster);
    let spoken = spoken_blocks(blocks, head, roster);
    let habit = introduce_everybody(blocks, &spoken, roster);
    written_report::introduce_authors(blocks, head, roster);
    let mut speaks_below = headed::speakers(blocks, head, roster);
    speaks_below.extend(speaker_rows::speakers(blocks, head, roster));
    speaks_below.extend(written_report::speakers(blocks, head, roster));
    let declares = label_inside::declares(blocks, head);
    let (found, open_entries, report) = (Vec::new(), OpenEntries::default(), Report::default());
    let mut gathering = Gathering { blocks, head, habit, speaks_below, declares, found, open_entries, report };
    for i in spoken {
        gathering.take_block(i, roster);
    }
    let mut found = gathering.found;
    name_movers(&mut found);
    told_in_brackets::name_speakers(&mut found, roster);
    found
}

/// Positions of the blocks in which somebody may speak: neither headings nor lists nor what every page repeats.
fn spoken_blocks(blocks: &[Block], head: &Head, roster: &Roster) -> Vec<usize> {
    let is_spoken = |i: &usize| {
        let block = &blocks[*i];
        let role = head.roles.get(*i).copied();
        let heading = act_by_role(role, block.form) == Act::Heading && role != Some(BlockRole::Body);
        let said = heading_row::talks(block, role) || role == Some(BlockRole::Body) && is_said(&block.text);
        let heading = (heading || heads_section(blocks, *i)) && !said;
        !block.furniture
            && !heading
            && (act_by_role(role, block.form) != Act::Attendance || among_present::talks(block, roster))
            && !block.text.trim().is_empty()
    };
    (0..blocks.len()).filter(is_spoken).collect()
}

/// How a paper prints who speaks.
#[derive(Clone, Copy)]
struct Habit {
    /// Labels before what was said, as transcripts have them.
    transcript: bool,
    /// Names without a mark that open paragraphs.
    open: bool,
}

/// Adds whoever the text introduces to the roster, in an order in which each form can rest on those before it.
fn introduce_everybody(blocks: &[Block], spoken: &[usize], roster: &mut Roster) -> Habit {
    let transcript = is_transcript(blocks, spoken, roster);
    if transcript {
        // Before anybody is introduced by a title and surname alone: labels print names in full.
        introduce_labels(blocks, spoken, roster);
    }
    for &i in spoken {
        for range in sentences(&blocks[i].text) {
            let text = &blocks[i].text[range];
            introduce(&words(text), text, roster);
        }
    }
    printed_offices::learn(blocks, roster);
    introduce_speakers(blocks, spoken, roster);
    let open = open_label::is_form_of(blocks, spoken, roster);
    if open {
        introduce_openers(blocks, spoken, roster);
    }
    Habit { transcript, open }
}

/// A meeting's sentences as far as they were gathered.
struct Gathering<'a> {
    blocks: &'a [Block],
    head: &'a Head,
    habit: Habit,
    /// Who speaks below the block at a position.
    speaks_below: BTreeMap<usize, Candidate>,
    /// Whether labels inside the block at a position say who speaks.
    declares: Vec<bool>,
    found: Vec<Utterance>,
    open_entries: OpenEntries,
    report: Report,
}

impl Gathering<'_> {
    fn take_block(&mut self, i: usize, roster: &mut Roster) {
        let titled = heading_row::talks(&self.blocks[i], self.head.roles.get(i).copied());
        for (in_block, range) in heading_row::sentences(&self.blocks[i], titled).into_iter().enumerate() {
            if in_block == 0 {
                let (above, item) = (self.above(), self.item_of(i));
                self.report.pass(self.blocks, self.head, above..i, item, roster);
            }
            let place = self.place(i, in_block, range);
            let parted = place.breaks;
            let next = utterance(&self.blocks[i], place, roster);
            notice_chair(&next, roster);
            self.take(next, parted, roster);
        }
    }

    /// The first block below the last sentence.
    fn above(&self) -> usize {
        self.found.last().map_or(0, |u| u.block + 1)
    }

    fn item_of(&self, i: usize) -> Option<usize> {
        self.head.item_of.get(i).copied().flatten()
    }

    /// Where the next sentence stands among those before it.
    fn place(&self, i: usize, in_block: usize, range: Range<usize>) -> Place {
        let before = self.found.last();
        let item = self.item_of(i);
        let in_item = before.filter(|u| u.item == item).map_or(0, |u| u.in_item + 1);
        let row = self.blocks[i].form == Form::TableRow && in_block == 0;
        let headed = before.is_some_and(|u| (u.block + 1..i).any(|k| !self.blocks[k].furniture));
        let parted = headed && !self.report.goes_on();
        let breaks = in_item == 0 || row || parted || before.is_some_and(|u| u.decides);
        let Habit { transcript, open } = self.habit;
        Place { block: i, range, item, in_block, in_item, breaks, transcript, open, declared: self.declares[i] }
    }

    /// Adds a sentence, with what those before it, the headings above it and the lists around it say of it. `parted`:
    /// whether it is parted from those before it by more than its own words.
    fn take(&mut self, mut next: Utterance, parted: bool, roster: &Roster) {
        let i = next.block;
        self.withdraw_labels(&mut next);
        if parted && next.in_block == 0 {
            let reporter = self.reporter_above(i, roster);
            next.candidates.extend(reporter.map(|c| outside(c, Manner::Heading, &next.text)));
        }
        next.list_below = match self.found.last() {
            Some(before) if before.form == Form::ListEntry && before.item == next.item => before.list_below,
            _ => self.found.len().checked_sub(1),
        };
        let head = self.found.len().checked_sub(next.in_block).and_then(|head| self.found.get(head));
        let is_labelled = head.is_some_and(|head| head.block == i && head.labelled);
        next.under_label = next.in_block > 0 && is_labelled && !next.decides;
        next.under_label |= is_below_label(&next, &self.found);
        let around = self.open_entries.around(&next, &self.found);
        if let Some(speaker) = around.and_then(|around| speaker_around(&next, around)) {
            next.speak_below(speaker);
        }
        self.open_entries.add(&next, self.found.len());
        self.report.take(&mut next, roster);
        if let Some(by) = self.report.answerer().filter(|_| ANSWER.is_match(&next.text)) {
            next.be_said_by(by);
        }
        if let Some(speaker) = self.speaks_below.get(&i).filter(|_| !next.decides && !next.labelled) {
            next.speak_below(speaker.clone());
        }
        next.floor_from = if next.breaks { None } else { floor_behind(&self.found) };
        self.found.push(next);
    }

    /// Names that a list gives to what the line above announces say nothing: "to be done by: / Jo Ash: contracts".
    fn withdraw_labels(&self, next: &mut Utterance) {
        let (form, depth) = (self.blocks[next.block].form, self.blocks[next.block].depth);
        let listed = |u: &Utterance| {
            u.label.is_some() && !u.labelled && u.form == Form::ListEntry && (form, depth) == (u.form, u.depth)
        };
        let told_above = |u: &Utterance| if next.label_alone { is_of_actions(&u.text) } else { announces(&u.text) };
        let withdrawn = self.found.last().is_some_and(|u| u.item == next.item && (told_above(u) || listed(u)));
        next.labelled &= !withdrawn;
        next.label_alone &= next.labelled;
    }

    /// Whom the heading right above a block names as the one who reports.
    fn reporter_above(&self, i: usize, roster: &Roster) -> Option<Candidate> {
        let is_heading = |k: &usize| {
            let role = self.head.roles.get(*k).copied();
            !self.blocks[*k].furniture && act_by_role(role, self.blocks[*k].form) == Act::Heading
        };
        let heading = (self.above()..i).rev().find(is_heading)?;
        reporter(&self.blocks[heading], roster)
    }
}

/// Which of these sentences seems to give somebody the floor behind them. Told by what the last of them knows, so that
/// a long paper in which nobody speaks is not gone over again for each of its sentences.
fn floor_behind(found: &[Utterance]) -> Option<usize> {
    let last = found.last()?;
    match last.takes_floor() {
        true => found.len().checked_sub(1),
        false if last.breaks => None,
        false => last.floor_from,
    }
}

/// Whether a sentence stands in the list below a line that is a label and nothing else.
fn is_below_label(utterance: &Utterance, found: &[Utterance]) -> bool {
    let above = utterance.list_below.and_then(|above| found.get(above)).filter(|above| above.item == utterance.item);
    let listed = utterance.form == Form::ListEntry && utterance.label.is_none() && !utterance.decides;
    listed && above.is_some_and(|above| above.label_alone)
}

/// The entries of a list that are open at a place, each within the one before it: of a long list not each entry before it
/// is gone over again for every entry.
#[derive(Default)]
struct OpenEntries {
    item: Option<usize>,
    /// Positions among the sentences, and how deep each stands.
    open: Vec<(usize, u32)>,
}

impl OpenEntries {
    /// The entry below which this sentence stands in a list within its list.
    fn around<'f>(&self, next: &Utterance, found: &'f [Utterance]) -> Option<&'f Utterance> {
        let listed = next.form == Form::ListEntry && next.item == self.item;
        let around = self.open.iter().rev().filter(|_| listed).find(|(_, depth)| *depth < next.depth);
        around.and_then(|(at, _)| found.get(*at))
    }

    /// Goes on with a sentence, which stands at `at`.
    fn add(&mut self, next: &Utterance, at: usize) {
        if next.form != Form::ListEntry || next.item != self.item {
            self.open.clear();
        }
        self.item = next.item;
        if next.form == Form::ListEntry && next.in_block == 0 {
            self.open.retain(|(_, depth)| *depth < next.depth);
            self.open.push((at, next.depth));
        }
    }
}

/// Whose the entry is below which this one stands in a list within its list, if a label says so and none stands here:
/// "Ann Elm: / - The road is closed. / - When will it open?"
fn speaker_around(utterance: &Utterance, around: &Utterance) -> Option<Candidate> {
    // One whom nobody knows may have a label of their own.
    let labelled = utterance.label.is_some() || utterance.decides || label_span(&utterance.text).is_some();
    around.label.filter(|_| around.labelled && !labelled).map(|label| around.candidates[label].clone())
}

/// Whether a sentence announces a list, or says what is to be done by those who are listed below.
fn announces(text: &str) -> bool {
    text.trim_end().ends_with([':', ';']) || is_of_actions(text)
}

/// The one person whom a heading names: whose report stands under it.
fn reporter(heading: &Block, roster: &Roster) -> Option<Candidate> {
    if heading.text.split_whitespace().count() > LONGEST_HEADING {
        return None;
    }
    let named = candidates(&words(&heading.text), &heading.text, roster).into_iter().filter(|c| c.manner.is_name());
    let known: Vec<Candidate> = named.filter(|c| c.person.is_some() || c.manner == Manner::Titled).collect();
    <[Candidate; 1]>::try_from(known).ok().map(|[one]| one)
}

/// A heading of more words names people otherwise than as its reporters.
const LONGEST_HEADING: usize = 16;

/// "RESOLVED that Mr G Elm be elected Chair", "Mr Elm took the chair": from here on, the Chair is they.
fn notice_chair(utterance: &Utterance, roster: &mut Roster) {
    let words = utterance.words();
    for candidate in &utterance.candidates {
        let Some(person) = candidate.person.filter(|_| candidate.manner.is_name()) else { continue };
        let keys: Vec<&str> = words.iter().skip(candidate.end).take(8).map(|w| w.key.as_str()).collect();
        let elected = keys.iter().position(|k| matches!(*k, "elected" | "appointed"));
        let took = matches!(keys.first(), Some(&("took" | "assumed" | "in")))
            && keys.iter().take(3).any(|k| *k == "chair")
            || matches!(keys.first(), Some(&("chaired" | "presided")));
        let to_the_chair = elected.is_some_and(|at| {
            let chair = keys.iter().skip(at + 1).position(|k| k.starts_with("chair") || *k == "cathaoirleach");
            let vice = keys.iter().any(|k| matches!(*k, "vice" | "deputy" | "leas-chathaoirleach"));
            let elsewhere = keys.contains(&"of") && !keys.iter().any(|k| tags(k).has(Tags::BODY));
            at < 4 && chair.is_some() && !vice && !elsewhere
        });
        if took || to_the_chair {
            roster.take_chair(person);
        }
    }
}

/// Where a sentence stands.
struct Place {
    block: usize,
    range: Range<usize>,
    item: Option<usize>,
    in_block: usize,
    in_item: usize,
    breaks: bool,
    transcript: bool,
    /// Whether names open paragraphs as labels without a colon.
    open: bool,
    /// Whether it stands under a heading of what members declare, where a dash parts a name from an interest.
    declared: bool,
}

/// "ELM: How high is it?": what looks like a heading and is a label with a sentence behind it.
fn is_said(text: &str) -> bool {
    let behind = label_span(text).and_then(|span| text.get(span.end..));
    let ends = text.trim_end().ends_with(['.', '?', '!']);
    ends && behind.is_some_and(|said| said.split_whitespace().count() >= LEAST_SAID)
}

/// Fewest words behind a label that are said, the colon aside.
const LEAST_SAID: usize = 4;

/// "Approved (Elm/Oak).": the mention of whoever moved, which is added where the words alone show none.
fn mover_of_pair(candidates: &mut Vec<Candidate>, words: &[Word], text: &str, roster: &Roster) -> Option<usize> {
    let mover = slash_pairs::mover(words, text, roster)?;
    let same = |c: &Candidate| c.start == mover.start && c.person == mover.person;
    if let Some(nth) = candidates.iter().position(same) {
        return Some(nth);
    }
    candidates.push(mover);
    Some(candidates.len() - 1)
}

fn utterance(block: &Block, place: Place, roster: &Roster) -> Utterance {
    let Place { block: at, range, item, in_block, in_item, breaks, transcript, open, declared } = place;
    let text = block.text[range.clone()].to_owned();
    let found = words(&text);
    let mut candidates = candidates(&found, &text, roster);
    let mover = single_out_mover(&mut candidates, &found, &text)
        .or_else(|| mover_of_pair(&mut candidates, &found, &text, roster));
    // What is printed for the sake of the list says nothing.
    candidates.retain(|_| !reports::reports_nothing(&text));
    let span = label_span(&text);
    let in_span = |c: &Candidate| span.as_ref().is_some_and(|span| fills(c, &found, span));
    let label = candidates
        .iter()
        .position(in_span)
        .or_else(|| candidates.iter().position(|c| c.start <= 2 && is_label(&found, c, &text)));
    let lone = lone_label::span(&text).is_some();
    let alone = candidates.iter().position(|c| lone && lone_label::is_speaker(c, &found));
    let opening_name = candidates.iter().position(|c| open && in_block == 0 && open_label::opens(c, &found));
    let label = alone.or(label).or(opening_name);
    let label_alone = alone.is_some() && in_block == 0;
    let transcript = transcript && in_block == 0;
    let by_colon =
        |c: &Candidate| in_span(c) && (transcript || is_plain_label(&found, c)) && (in_block == 0 || c.start == 0);
    let by_dash = |c: &Candidate| !declared && label_inside::by_dash(c, &found, &text);
    let labelled = label_alone
        || opening_name.is_some() && label == opening_name
        || label.is_some_and(|nth| by_colon(&candidates[nth]) || by_dash(&candidates[nth]));
    // "A member of the public: Rubbish!": whoever that is, it is not the speaker before.
    let breaks = breaks || transcript && span.is_some() && !labelled;
    // Where names open paragraphs without a colon, one that is not known may open this.
    let breaks = breaks || open && in_block == 0;
    // "A: Two of them, yes.": whoever answers, it is not who asked.
    let breaks = breaks || ANSWER.is_match(&text);
    let subject = find_subject(&found, &text, roster);
    let decides = opening(&text).is_some() || opening_inside(&text).is_some();
    let teller = told_by::teller(&found, &candidates).filter(|_| !decides && mover.is_none());
    Utterance {
        candidates,
        subject,
        label,
        labelled,
        mover,
        teller,
        label_alone,
        under_label: false,
        in_report: false,
        begins_report: None,
        decides,
        block: at,
        range,
        item,
        form: block.form,
        marked: block.marker.is_some(),
        depth: block.depth,
        in_block,
        in_item,
        breaks,
        floor_from: None,
        list_below: None,
        text,
    }
}

#[cfg(test)]
mod tests;

//! What a meeting decided and voted on, told from the blocks of its minutes alone: who speaks plays no part.
//!
//! One walk over the blocks says of each stretch of words whether it is talk, a decision or the record of a vote, and
//! gathers the decisions and votes themselves. Each is known by the place where its words are printed.

use super::bounds::own_words;
use super::boxes;
use super::clauses::{clauses, is_page_number, title_end, unfinished_of};
use super::consent::Together;
use super::decision::Decision;
use super::marks::Mark;
use super::motion_rows;
use super::motions::{is_motion, motion_words, names_suggestion, suggests};
use super::movers::{find_movers, in_brackets};
use super::outcome_column::Column;
use super::outcomes::find_outcome;
use super::parts::{apart, leading_mark, split};
use super::place::Place;
use super::resolutions::{Opening, begins_words, decided_in_heading, is_agreed, opening, opening_inside, soft};
use super::roll_lines;
use super::sentences::sentences;
use super::shorthand::{self, Short};
use super::sides::{moves_before, records_votes, sides_behind};
use super::topic::{Topic, label_above, says_accepted};
use super::votes::Votes;
use crate::content::Block;
use crate::structure::dates;
use crate::structure::head::{BlockRole, Head, act_by_role};
use record::{Act, Resolution, ResolutionVerb, Vote, VoteOutcome};
use std::borrow::Cow;
use std::ops::Range;

patterns! {
    /// The words of a motion in the heading that says in whose name it stands.
    RUN_IN = r"\b(?:That|THAT) (?:\S+\s+){4}";
    /// A sentence that ends where a name or what was moved should come.
    BROKEN = r"\b(?:[Bb]y|and|[Cc]llr\.?|Councillors?|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|towards|that|to|the|of)$|[Bb]y (?:Cllr\.?|Councillor) (?:\p{Lu}\.)+$";
}

/// Signs between who moved and the words of what was.
const DASHED: [char; 6] = [' ', ':', '-', '–', '—', ','];

/// Most paragraphs that the words of a motion have above who moved it.
const MOST_LEAD: usize = 16;

/// What a stretch of a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Anything else: discussion, narration, headings.
    Talk,
    /// The words of a motion, in a paragraph of their own, that was not carried.
    Motion,
    /// A decision's words, with what introduces them.
    Decision,
    /// The record of a vote: a line of names or counts, an outcome.
    Record,
}

/// A stretch of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the block's text.
    pub range: Range<usize>,
    /// What it is.
    pub part: Part,
    /// Whether the words of a motion are printed in it: nobody undertakes what is only moved.
    pub moves: bool,
}

/// What was decided and voted on in a component, in order. The field `passage` of each row is not yet known: the place
/// beside it says where its words are.
#[derive(Debug, Default)]
pub struct Proceedings {
    /// For each block, its stretches in order, which together cover it; none for furniture and blank blocks.
    pub pieces: Vec<Vec<Piece>>,
    /// The decisions.
    pub resolutions: Vec<(Place, Resolution)>,
    /// The votes.
    pub votes: Vec<(Place, Vote)>,
}

/// Reads the blocks of a meeting's minutes; `head.roles` and `head.item_of` run parallel to them.
pub fn read(blocks: &[Block], head: &Head) -> Proceedings {
    let mut reader = Reader {
        head,
        formal: is_formal(blocks),
        item: None,
        told: 0,
        plain: Vec::new(),
        item_formal: false,
        boxed: 0,
        together: Together::default(),
        column: None,
        broken: None,
        unfinished: None,
        decision: None,
        votes: Votes::default(),
        found: Proceedings::default(),
    };
    for i in 0..blocks.len() {
        let pieces = reader.block(blocks, i);
        reader.found.pieces.push(pieces);
    }
    reader.end_item(Place { block: blocks.len(), byte: 0 });
    let mut found = reader.found;
    found.votes = reader.votes.found;
    found.votes.sort_by_key(|(place, _)| *place);
    found.resolutions.sort_by_key(|(place, _)| *place);
    // "APPROVED", stamped above the day of the paper or before it, decides nothing.
    found.resolutions.retain(|(_, resolution)| !dates::is_only_date(without_stamp(&resolution.text)));
    numbered::complete(blocks, &mut found.resolutions);
    found
}

/// "Approved March 5, 2019": from the day on.
fn without_stamp(text: &str) -> &str {
    let stamped = text.split_once([' ', ':']).filter(|(verb, _)| verb.eq_ignore_ascii_case("approved"));
    stamped.map_or(text, |(_, rest)| rest.trim_start_matches([' ', ':', '-', '–']))
}

/// Whether the paper prints its decisions in a form of their own, so that "it was agreed" in its talk is none: more
/// often than not they are "RESOLVED".
fn is_formal(blocks: &[Block]) -> bool {
    let (mut formal, mut plain) = (0, 0);
    for block in blocks.iter().filter(|b| !b.furniture && b.form != record::Form::Heading) {
        let found = opening(&block.text).or_else(|| opening_inside(&block.text).map(|(_, o)| o));
        match found {
            Some(found) if found.formal => formal += 1,
            _ => plain += usize::from(soft(&block.text).is_some_and(|s| !s.echo)),
        }
    }
    formal > 0 && formal * 2 >= plain
}

/// What is known while the blocks are walked.
struct Reader<'a> {
    head: &'a Head,
    /// Whether the paper prints its decisions in a form of their own.
    formal: bool,
    item: Option<usize>,
    /// Decisions of the item that were told in ordinary words.
    told: u32,
    /// Decisions of the item that were told in ordinary words, which count where it has none in a form of its own.
    plain: Vec<(Place, Resolution)>,
    item_formal: bool,
    /// The blocks before this one are part of a box that records a vote.
    boxed: usize,
    together: Together,
    /// Where the rows of the table that is being read say what was decided.
    column: Option<Column>,
    /// The beginning of a sentence that a page or column cut in two.
    broken: Option<String>,
    /// The sentence with which the block before ends, where it has no end.
    unfinished: Option<String>,
    decision: Option<Decision>,
    votes: Votes,
    found: Proceedings,
}

impl Reader<'_> {
    fn block(&mut self, blocks: &[Block], i: usize) -> Vec<Piece> {
        let block = &blocks[i];
        if block.furniture || block.text.trim().is_empty() {
            return Vec::new();
        }
        let at = Place { block: i, byte: 0 };
        if let Some(found) = boxes::find_box(blocks, i).filter(|_| i >= self.boxed) {
            self.end_decision();
            self.boxed = i + found.blocks;
            self.votes.boxed(found, at, self.item);
        }
        if i >= self.boxed
            && let Some((taken, rows)) = motion_rows::find_rows(blocks, i)
        {
            self.end_decision();
            self.boxed = i + taken;
            for row in rows {
                self.votes.row(row, at, self.item);
            }
        }
        if i >= self.boxed
            && let Some(roll) = roll_lines::read(blocks, i).or_else(|| roll_lines::read_columns(blocks, i))
        {
            self.end_decision();
            self.boxed = i + roll.blocks;
            self.votes.rolled(roll, at);
        }
        if i < self.boxed {
            return whole(block, Part::Record);
        }
        let item = self.head.item_of.get(i).copied().flatten();
        let role = self.head.roles.get(i).copied();
        let opens = opening(&block.text);
        // A list of those present whose end nobody saw hides no vote on what was moved.
        let present = role == Some(BlockRole::Attendance) && !self.votes.awaits();
        let awaited = self.decision.as_ref().is_some_and(Decision::awaits_words);
        let shorts = if awaited { Vec::new() } else { shorthand::in_block(&block.text, opens.as_ref()) };
        // "2. Adjournment" below "Nays 1" is no name.
        let titled = role == Some(BlockRole::ItemHeading) && item != self.item && !records_votes(&block.text);
        let may_record = opens.is_none()
            && !titled
            && shorts.is_empty()
            && !present
            && !moves_before(&block.text)
            && sides_behind(&block.text).is_none();
        let recorded = may_record && self.votes.line(&block.text, at, self.item);
        // A page number that no layout told from text, between a decision and its words.
        if !recorded && is_page_number(&block.text) {
            return whole(block, Part::Talk);
        }
        self.votes.headline = std::mem::replace(&mut self.unfinished, unfinished_of(&block.text));
        let goes_on = block.text.trim_start().starts_with(char::is_lowercase);
        let unfinished = self.votes.headline.clone().filter(|_| goes_on);
        // Words of a decision or a motion that are printed as headings are.
        let awaited = awaited || self.votes.is_gathering() || self.votes.awaits_words(i);
        let words = awaited && begins_words(&block.text);
        if !recorded && !words && (item != self.item || role == Some(BlockRole::ItemHeading)) {
            self.end_item(at);
            self.item = item;
            let title = item.and_then(|item| self.head.items.get(item)).map(|item| item.title.as_str());
            self.votes.topic = title.and_then(Topic::of_title).map(|topic| topic.at(i));
        }
        let act = act_by_role(role, block.form);
        if recorded {
            self.end_decision();
            return whole(block, Part::Record);
        }
        if let Some(cell) = self.outcome_cell(block, &shorts) {
            return self.decide_in(block, cell, at);
        }
        if !shorts.is_empty() && !present {
            self.end_decision();
            return self.talk(blocks, i, unfinished, 0, &shorts);
        }
        // Motions stand among those present, and in capitals, too.
        let moved = act != Act::Narration && {
            let movers = find_movers(&block.text);
            movers.mover.is_some() && (movers.seconder.is_some() || movers.firm)
                || movers.seconder.is_some() && self.votes.awaits_seconder(i)
        };
        let told = if act == Act::Heading && !moved { decided_in_heading(&block.text) } else { None };
        let moved = moved || told.is_some();
        // A list of those present whose end nobody saw hides no decision.
        let formal = opens.as_ref().is_some_and(|o| o.formal);
        if act == Act::Attendance && !moved && !formal && !self.decides(&block.text) {
            return whole(block, Part::Talk);
        }
        if let Some(found) = opens {
            let outer = block.marker.as_deref().and_then(|m| Mark::readings(m).first().copied());
            self.end_decision();
            self.open(block, &found, at, outer, &block.text);
            return whole(block, Part::Decision);
        }
        let words = words || self.votes.is_gathering() && block.text.trim_start().starts_with(['“', '"', 'T']);
        self.note_consent(blocks, i, act);
        if self.consents(blocks, i, act) {
            self.end_decision();
            self.consented(block, at);
            return whole(block, Part::Decision);
        }
        if act == Act::Heading && !moved && !words {
            if !self.decision.as_ref().is_some_and(Decision::awaits_words) {
                self.end_decision();
            }
            if role != Some(BlockRole::ItemHeading) {
                self.votes.note_heading(&block.text, i);
            }
            if let Some(at) = RUN_IN.find(&block.text) {
                self.votes.lead.push(block.text[at.start()..].trim().to_owned());
            }
            return whole(block, Part::Talk);
        }
        // "Resolution" heads those who moved it, and its words come below them.
        if self.decision.as_ref().is_some_and(Decision::awaits_words) && is_movers_line(&block.text) {
            self.decision = None;
        }
        if self.decision.as_mut().is_some_and(|decision| decision.goes_on(blocks, i)) {
            // "• the county show: £100 (proposed by A, seconded by B)"
            match find_movers(&block.text).seconder.is_some() {
                true => self.votes.decided(&block.text, "", at, self.item),
                false => self.votes.told_on(&block.text, i),
            }
            return whole(block, Part::Decision);
        }
        self.end_decision();
        let label = label_above(blocks, i);
        let labelled = label.map(|label| format!("{label}: {}", block.text));
        if let Some(topic) = Topic::of_line(labelled.as_deref().unwrap_or(&block.text)).map(|topic| topic.at(i)) {
            match &mut self.votes.topic {
                Some(earlier) => earlier.join(topic),
                None => self.votes.topic = Some(topic),
            }
        }
        let title = role == Some(BlockRole::ItemHeading) && block.text.trim_end().ends_with([':', '-', '–']);
        let from = told.unwrap_or_else(|| if title { title_end(&block.text) } else { 0 });
        self.talk(blocks, i, unfinished, from, &[])
    }

    /// A decision in a form of its own begins in the block, of which `text` is the stretch from its verb on.
    fn open(&mut self, block: &Block, found: &Opening, at: Place, outer: Option<Mark>, text: &str) {
        let words = block.text.get(found.at..).unwrap_or("");
        let pair = find_movers(text).rule.is_some_and(in_brackets) && words.starts_with('(');
        let moved = words.split_once(')').filter(|_| pair).map_or(words, |(_, behind)| behind.trim_start());
        self.votes.decided(text, moved, at, self.item);
        let mut decision = Decision::new(found.verb, outer);
        // "RESOLVED on the motion of A, seconded by B: That ..."
        let movers = find_movers(words);
        let first = movers.ranges().first().map_or(usize::MAX, |r| r.start);
        let own = if first < 60 { motion_words(words, &movers) } else { String::new() };
        // "RESOLVED on the motion of A and B that:-", and a list.
        let behind = movers.ranges().last().and_then(|last| words.get(last.end..)).unwrap_or(words);
        let bare = first < 60 && matches!(behind.trim_matches(DASHED).to_lowercase().as_str(), "" | "that");
        let words = if bare { behind } else { words };
        let words = if own.is_empty() { words } else { own.as_str() };
        // "Resolved (Cr Elm / Cr Oak) That ...": those in the bracket moved it.
        let pair = find_movers(text).rule.is_some_and(in_brackets) && words.starts_with('(');
        let words = words.split_once(')').filter(|_| pair).map_or(words, |(_, behind)| behind.trim_start());
        // "BE IT RESOLVED, that the claim be denied".
        let words = words.trim_start_matches([',', ' ']);
        decision.rule = Some(found.rule);
        self.item_formal |= found.formal;
        // "Agreed that it be painted. The Clerk to arrange it.": what follows is told.
        let first = sentences(words).into_iter().next().map_or(0, |first| first.end);
        let told =
            !found.formal && found.rule == "decision.label" && ["that ", "to "].iter().any(|w| words.starts_with(w));
        let words = if told && split(words).0.len() < 2 { &words[..first] } else { words };
        if found.by_sentence && split(words).0.len() < 2 && !words.trim_end().ends_with(':') {
            for range in sentences(words) {
                let byte = found.at + range.start;
                decision.resolve(words[range].trim().to_owned(), Place { byte, ..at });
            }
        } else {
            decision.take(block, words, at, true);
        }
        self.decision = Some(decision);
    }

    /// Reads a block of discussion: motions, votes and decisions in its sentences, or from a verb in capitals on.
    /// `unfinished` is the sentence of the block before with which its first one goes on.
    /// The words before `from` are a title; `shorts` are decisions in shorthand that the block holds.
    fn talk(
        &mut self,
        blocks: &[Block],
        i: usize,
        unfinished: Option<String>,
        from: usize,
        shorts: &[Short],
    ) -> Vec<Piece> {
        let block = &blocks[i];
        let listed = block.marker.is_some() || leading_mark(&block.text).is_some();
        let marker = block.marker.clone();
        let mut motion = self.votes.goes_on(listed, &block.text, Place { block: i, byte: 0 });
        let inside = opening_inside(&block.text).filter(|(at, _)| *at > 0 && !motion && shorts.is_empty());
        let record = sides_behind(&block.text).filter(|_| inside.is_none() && shorts.is_empty());
        let end = inside.as_ref().map_or(record.unwrap_or(block.text.len()), |(at, _)| *at);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut before = "";
        let broken = self.broken.take().or(unfinished);
        let next = blocks[i + 1..].iter().find(|b| !b.furniture && !b.text.trim().is_empty());
        let goes_over = next.is_some_and(|b| opening(&b.text).is_none());
        let ranges: Vec<_> = clauses(&block.text[from..end]).iter().map(|r| r.start + from..r.end + from).collect();
        if from > 0 {
            pieces.push(Piece { range: 0..from, part: Part::Talk, moves: false });
        }
        for (k, range) in ranges.iter().cloned().enumerate() {
            let sentence = block.text[range.clone()].trim();
            if let Some(part) = self.short(shorts, &range, i) {
                pieces.push(Piece { range, part, moves: false });
                continue;
            }
            let last = k + 1 == ranges.len() && inside.is_none();
            if last && goes_over && BROKEN.is_match(sentence) && find_movers(sentence).is_some() {
                self.broken = Some(sentence.to_owned());
                pieces.push(Piece { range, part: Part::Talk, moves: true });
                continue;
            }
            let whole = broken.as_ref().filter(|_| k == 0).map(|broken| format!("{broken} {sentence}"));
            let marked = marker.as_ref().filter(|_| k == 0 && motion).map(|mark| format!("{mark} {sentence}"));
            let alone = k == 0 && whole.is_none() && marked.is_none() && !find_movers(sentence).is_some();
            let headed = label_above(blocks, i).filter(|_| alone).map(|label| format!("{label}: {sentence}"));
            let sentence = whole.or(marked).or(headed).map_or(Cow::Borrowed(sentence), Cow::Owned);
            let sentence = sentence.as_ref();
            let at = Place { block: i, byte: range.start };
            motion = motion && self.votes.adds(sentence, at);
            let part = if motion { Part::Motion } else { self.sentence(sentence, before, at) };
            before = block.text[range.clone()].trim();
            let moves = motion || self.votes.is_gathering();
            match pieces.last_mut() {
                Some(last) if part != Part::Decision && last.part == part && last.moves == moves => {
                    last.range.end = range.end;
                }
                _ => pieces.push(Piece { range, part, moves }),
            }
        }
        if let Some(at) = record {
            self.votes.line(&block.text[at..], Place { block: i, byte: at }, self.item);
            pieces.push(Piece { range: at..block.text.len(), part: Part::Record, moves: false });
        }
        self.votes.end_paragraph(Place { block: i, byte: 0 }, self.item);
        let taken = pieces.iter().all(|piece| piece.part == Part::Motion);
        self.votes.above = match std::mem::take(&mut self.votes.above) {
            _ if taken => String::new(),
            // "That the motion be replaced with:", and what it is replaced with.
            above if is_motion(&above) && above.trim_end().ends_with(':') => format!("{above} {}", block.text),
            _ => block.text.clone(),
        };
        if !taken && self.votes.lead.len() < MOST_LEAD {
            let marker = block.marker.as_deref().map_or(String::new(), |marker| format!("{marker} "));
            self.votes.lead.push(format!("{marker}{}", block.text.trim()));
        }
        if let Some((at, found)) = inside {
            self.end_decision();
            self.open(block, &found, Place { block: i, byte: at }, None, &block.text[at..]);
            pieces.push(Piece { range: at..block.text.len(), part: Part::Decision, moves: false });
        }
        pieces
    }

    /// Reads one sentence of discussion; `before` is the one before it in its block.
    fn sentence(&mut self, sentence: &str, before: &str, at: Place) -> Part {
        if self.votes.words_below(sentence, at) {
            return Part::Decision;
        }
        let decided = soft(sentence);
        let agreed = decided.is_some() || is_agreed(sentence);
        let put_by = find_outcome(sentence)
            .is_some_and(|o| !matches!(o.word, VoteOutcome::Carried | VoteOutcome::Lost | VoteOutcome::Withdrawn));
        let told = decided.as_ref().is_some_and(|d| !d.echo);
        let accepted = says_accepted(sentence) && !self.votes.awaits();
        let proposed = self.votes.topic.take_if(|topic| accepted && topic.labelled);
        // "It was decided not to go on, and the motion was set aside" is what was decided instead.
        if self.votes.sentence(sentence, before, at, self.item, agreed) && !(put_by && told) {
            return Part::Talk;
        }
        let Some(decided) = decided else { return Part::Talk };
        self.votes.forget(sentence, at);
        if let Some(topic) = proposed {
            self.accept(topic, &decided, at);
            return Part::Talk;
        }
        let above = if before.is_empty() { self.votes.above.clone() } else { before.to_owned() };
        let text = match decided.echo {
            // What was asked for or suggested; what was decided already is not decided again.
            true if soft(&above).is_some() => "",
            true if suggests(&above) || names_suggestion(sentence) => above.as_str(),
            true => sentence,
            false => &sentence[decided.from..],
        };
        if self.votes.agreed(text, decided.echo, at, self.item) || text.is_empty() {
            return Part::Talk;
        }
        self.votes.told(text, at);
        self.told += 1;
        let rows = rows(self.told, text, decided.verb, self.item, decided.rule).map(|row| (at, row));
        let capitals = sentence.contains("AGREED") || sentence.contains("ACCEPTED") || sentence.contains("APPROVED");
        if self.formal && !capitals {
            self.plain.extend(rows);
            return Part::Talk;
        }
        self.found.resolutions.extend(rows);
        if decided.echo { Part::Talk } else { Part::Decision }
    }
}

/// Most words of a line that says who moved and nothing else.
const MOST_OF_MOVERS: usize = 8;

/// Whether a line says who moved, or seconded, and nothing of what.
fn is_movers_line(text: &str) -> bool {
    let movers = find_movers(text);
    movers.mover.is_some() && movers.firm && text.split_whitespace().count() <= MOST_OF_MOVERS
}

/// What is decided in one part, most often one thing; its passage, who is to do it and when are not yet known.
fn rows<'t>(
    n: u32,
    text: &'t str,
    verb: ResolutionVerb,
    item: Option<usize>,
    rule: &'t str,
) -> impl Iterator<Item = Resolution> + 't {
    let row = move |text: &str| {
        let (owner, due, why) = (None, None, Some(rule.to_owned()));
        let text = own_words(text).to_owned();
        Resolution { n, text, verb, item, passage: 0, owner, due, why }
    };
    apart(own_words(text)).into_iter().map(row)
}

/// The block as one stretch.
fn whole(block: &Block, part: Part) -> Vec<Piece> {
    vec![Piece { range: 0..block.text.len(), part, moves: false }]
}

mod brief;
mod ends;
mod numbered;
#[cfg(test)]
mod tests;
mod together;

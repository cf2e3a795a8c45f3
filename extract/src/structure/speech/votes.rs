//! Motions and votes: who moved and seconded, who voted how, and what came of it, lost motions too.
//!
//! A motion waits until the paper says what came of it. A mover is never carried over to another motion, and a line
//! that is plainly a vote but belongs to no motion is kept with its own words.

use super::counts::find_counts;
use super::motions::{Motion, adopts_motion, is_motion, motion_words, overlap, speaks, talks};
use super::movers::{Named, find_movers};
use super::outcomes::{find_outcome, sort_of};
use super::place::Place;
use super::recorded::Recorded;
use super::resolutions::{begins_words, soft};
use super::rolls::{read_roll, read_told_roll};
use super::sides::read_sides;
use super::topic::Topic;
use beside::{name_asked, name_sides};
use record::{Vote, VoteOutcome};

patterns! {
    /// A line that begins with a label for who moved.
    LABEL = r"^\W*(?:[Pp]ropos[ée]e?d?|[Cc]yn|[Mm]oved|[Pp]roposer|[Mm]over|[Pp]rop|PROPOSED|MOVED|[Aa]r mh?oladh|[Mm]olta ag)\b";
    /// A line below it that begins with who seconded.
    SECONDED = r"^\W*(?:[Ss]econded|SECONDED|[Ss]econder|[Cc]uidithe|[Tt]acaithe)\b";
    /// "It is proposed by A, seconded by B and resolved unanimously": what was resolved stands below.
    LEAVES_OPEN = r"(?i)\b(?:and|it was|it is)\s+(?:it\s+(?:was|is)\s+)?(?:unanimously\s+)?(?:resolved|agreed|decided)(?:\s+(?:unanimously|nem\.? con\.?|by (?:a |the )?(?:majority|all)(?: present)?))?\W*$";
    /// "that this motion be referred to the next meeting": what is done with the motion itself.
    REFERRED = r"\bthis (?:[Mm]otion |item |matter |amendment )?(?:should |would |will )?(?:be|was|is) (?:referred|deferred|adjourned|postponed|held over)\b";
    /// The label of a line that tells what came of a motion.
    TELLS = r"(?i)^\W*(?:final )?(?:decision|resolution|outcome|result|vote|status)\s*[:–—-]";
    /// What stands in brackets.
    PARENTHESES = r"\(([^()]{6,600})\)";
}

/// Blocks within which words that do not name a motion ("all agreed", "Proposed by: ...") still belong to the last one.
const NEAR: usize = 3;

/// A decision in whose sentence nobody moved: those who did may be named behind it.
#[derive(Debug)]
struct Decided {
    block: usize,
    text: String,
}

/// The motions and votes of a meeting.
#[derive(Debug, Default)]
pub struct Votes {
    /// Those found, in order.
    pub found: Vec<(Place, Vote)>,
    /// Motions that were carried and whose words are not a decision yet.
    pub carried: Vec<Motion>,
    pending: Vec<Motion>,
    record: Option<Recorded>,
    /// Whether what is put to the vote is an amendment; `None` where that is not said.
    amendment: Option<bool>,
    decided: Option<Decided>,
    /// The paragraph before the one that is being read.
    pub above: String,
    /// The paragraphs of the item in which nothing was moved yet: the words of a motion may stand above who moved it.
    pub lead: Vec<String>,
    /// The line without a stop before the block that is being read: what "the proposal" below it may be.
    pub headline: Option<String>,
    /// A sentence that puts something to the vote and does not say what came of it.
    put: Option<(Place, String)>,
    /// The block in which it is told what came of the last vote: its names may stand below it.
    told_at: Option<usize>,
    /// The block in which the last recorded vote ended.
    called_at: Option<usize>,
    /// What the item proposes, until a motion is about it.
    pub topic: Option<Topic>,
    /// A motion that had no words, and the block of its outcome: they may stand below it.
    wordless: Option<(usize, Motion)>,
}

impl Votes {
    /// Takes what a sentence says of motions and votes. `before` is the sentence before it in its block, `decides`
    /// whether its words say that something was decided.
    /// Returns whether it names who moved, or tells the outcome of what waited for one.
    pub fn sentence(&mut self, text: &str, before: &str, at: Place, item: Option<usize>, decides: bool) -> bool {
        if self.figures_behind(text, at) || self.asks_to_record(text, at, item) {
            return true;
        }
        let movers = find_movers(text);
        // "No objections" to an application is a council's answer, not the end of a motion.
        let of_motion = |rule: &str| rule != "outcome.no-objection" || !self.pending.is_empty();
        let outcome = find_outcome(text).filter(|outcome| of_motion(outcome.rule));
        let counts = find_counts(text);
        // "The Mayor held the amendment proposed by A and seconded by B as carried": which, not a new one.
        let names = |a: &Option<String>, b: &Option<Named>| {
            a.as_deref().map(surname).zip(b.as_ref().map(|n| surname(&n.name))).is_some_and(|(a, b)| a == b)
        };
        let same = |m: &Motion| {
            let seconder = movers.seconder.is_none() || names(&m.seconder, &movers.seconder);
            names(&m.mover, &movers.mover) && seconder && m.last_block() + NEAR * 4 >= at.block
        };
        let told = outcome.is_some() && self.pending.iter().any(same);
        // "Report adopted, proposed by Elm, seconded by Oak": what was moved is told as decided. "That it be adopted" is not.
        let told_as_done = |words: &str| !words.contains(" be ") && soft(words).is_some_and(|s| !s.echo);
        let decides = decides || movers.seconder.is_some() && told_as_done(&motion_words(text, &movers));
        let settles = decides || outcome.is_some();
        if movers.is_some() && !told && self.moves(text, before, &movers, settles, at, item) {
            let roll = read_roll(text);
            self.call(roll, at);
            // "and carried (Aye: Elm, Oak; Abstain: Ash)".
            for inside in PARENTHESES.captures_iter(text).filter_map(|c| c.get(1)) {
                for head in read_sides(inside.as_str()) {
                    self.recorded(at).take(head);
                }
            }
            self.amendment = None;
            let leaves_open = before.is_empty() && LEAVES_OPEN.is_match(text);
            let asks = |m: &Motion| m.hangs || LABEL.is_match(text) || SECONDED.is_match(text) || leaves_open;
            let told = outcome.as_ref().is_some_and(|o| !o.word.is_carried());
            let counted = counts.as_ref().is_some_and(|c| c.yes.is_some());
            let plain = !told && !counted && self.record.is_none();
            match self.pending.last_mut().filter(|m| plain && m.words.is_empty() && asks(m)) {
                // "Proposed by A, seconded by B, and agreed following a show of hands": the words come below.
                Some(motion) => motion.agreed = outcome.is_some() || decides,
                None if outcome.is_some() || counted => self.settle(outcome.as_ref(), counts, text, at, item),
                None if decides => self.settle_as(VoteOutcome::Carried, text, at, item),
                None => {}
            }
            return true;
        }
        if movers.mover.is_none() && self.moves_unnamed(text, outcome.as_ref(), counts.as_ref(), at, item) {
            return true;
        }
        let roll = read_told_roll(text);
        if !roll.is_empty() && self.call_on(&roll, at) {
            return true;
        }
        if !roll.is_empty() && (roll.len() > 2 || self.waits(at)) {
            self.call(roll, at);
            // "Elm and Oak voted in favour. Ash voted against. The motion passed 2-1.": the figures come behind.
            if outcome.is_none() {
                return false;
            }
        }
        let put = text.contains("to the vote") || text.contains("to a vote") || text.contains("vote was taken");
        if put && outcome.is_none() && counts.is_none() {
            self.amendment = sort_of(text);
            self.put = Some((at, text.to_owned()));
        }
        let waits = self.waits(at);
        let told = counts.as_ref().is_some_and(|c| c.yes.is_some() && c.no.is_some() || waits || put);
        let own = decides && outcome.as_ref().is_some_and(|o| !o.of_motion) && counts.is_none();
        // "That the bills be paid. CARRIED": the words stand before it in its paragraph.
        if outcome.as_ref().is_some_and(|o| o.bare) && self.pending.is_empty() && is_motion(before) {
            before.clone_into(&mut self.above);
        }
        if !own && (outcome.as_ref().is_some_and(|o| o.of_motion || waits || told) || told) {
            let settled = self.pending.len();
            self.settle(outcome.as_ref(), counts.filter(|_| told), text, at, item);
            return self.pending.len() < settled;
        }
        if let Some(motion) = self.pending.last_mut().filter(|m| m.at.block == at.block) {
            if motion.open {
                motion.add(text, at);
            } else if !motion.words.is_empty() && !decides {
                motion.tail.push(' ');
                motion.tail.push_str(text);
            }
        }
        false
    }

    /// Whether somebody asks that their vote on what was put last be recorded, which then names them.
    fn asks_to_record(&mut self, text: &str, at: Place, item: Option<usize>) -> bool {
        let free = self.record.is_none() && self.pending.last().is_none_or(|m| m.last_block() + NEAR < at.block);
        let near = |(place, vote): &&mut (Place, Vote)| place.block + NEAR * 3 >= at.block && vote.item == item;
        let last = self.found.last_mut().filter(|_| free).filter(near);
        last.is_some_and(|(_, vote)| name_asked(vote, text))
    }

    /// Whether the block goes on with the words of the motion before it: the paragraph after a mover's line, its list,
    /// or what a quotation, a "whereas" or a colon left open.
    pub fn goes_on(&mut self, listed: bool, text: &str, at: Place) -> bool {
        let Some(motion) = self.pending.last_mut().filter(|m| m.at.block < at.block) else { return false };
        if !motion.open {
            motion.below(text, at.block);
            return false;
        }
        // "Seconded by Cllr Oak" in a line of its own, before the words; not behind them in their paragraph.
        let waits = motion.seconder.is_none() && motion.words.is_empty() && !begins_words(text);
        if waits && find_movers(text).seconder.is_some() {
            return false;
        }
        let begins = [
            "That ",
            "That, ",
            "THAT ",
            "And ",
            "AND ",
            "WHEREAS",
            "Whereas",
            "THEREFORE",
            "Therefore",
            "BE IT",
            "“",
            "\"",
            "‘",
        ];
        // Of what was agreed already the words come below only where they read as such.
        let quoted = motion.is_quoted() && !text.starts_with(|c: char| c.is_ascii_digit());
        // "DECISION: passed (all in favour)".
        let labelled = TELLS.find(text).filter(|_| text.split_whitespace().count() <= MOST_OF_OUTCOME);
        let told = || find_outcome(text).is_some_and(|o| o.range.start < 3 || labelled.is_some());
        let talk = || told() || !text.contains(char::is_alphabetic) || motion.above.is_some() && talks(text);
        // What was moved stands above; only what reads as the words of a motion comes below.
        let named_above = motion.topic.is_some();
        let asked = !motion.agreed && !named_above || motion.hangs || begins_words(text) || is_motion(text);
        let joined = motion.words.is_empty() && motion.at.block + 2 >= at.block && asked && !talk()
            || motion.hangs
            || quoted
            || listed && motion.last_block() + 1 >= at.block
            || begins.iter().any(|b| text.starts_with(b));
        let closed = !motion.words.is_empty() && motion.words.trim_end().ends_with(['”', '"']);
        if !joined || closed || find_movers(text).mover.is_some() || !motion.words.is_empty() && speaks(text) {
            motion.open = false;
            motion.below(text, at.block);
            return false;
        }
        motion.blocks.push(at.block);
        true
    }

    /// The motion that a decision's paragraph goes on with was carried.
    fn settle_agreed(&mut self, at: Place, item: Option<usize>) {
        if self.pending.last().is_some_and(|m| m.agreed && !m.open && !m.words.is_empty()) {
            self.amendment = None;
            self.settle_as(VoteOutcome::Carried, "", at, item);
        }
    }

    /// Whether a sentence of a paragraph that goes on with a motion is part of its words, which it then joins.
    pub fn adds(&mut self, sentence: &str, at: Place) -> bool {
        let ends = find_outcome(sentence).is_some_and(|o| o.of_motion) || find_movers(sentence).seconder.is_some();
        let Some(motion) = self.pending.last_mut().filter(|m| m.open && !ends) else { return false };
        motion.add(sentence, at);
        true
    }

    /// A paragraph ends, and with it the words of a motion, unless they plainly go on.
    pub fn end_paragraph(&mut self, at: Place, item: Option<usize>) {
        if let Some(motion) = self.pending.last_mut().filter(|m| m.open && !m.words.is_empty()) {
            let quoted = motion.is_quoted();
            let whereas = motion.words.to_lowercase().starts_with("whereas");
            let listing = motion.introduces || motion.paragraphs.iter().any(|p| p.ends_with(':'));
            motion.open = quoted || whereas || listing || motion.hangs;
        }
        self.settle_agreed(at, item);
    }

    /// A sentence without a mover says that something was agreed: whether that is what came of the motion that waits.
    pub fn agreed(&mut self, text: &str, echo: bool, at: Place, item: Option<usize>) -> bool {
        let near = |m: &Motion| m.last_block() + NEAR >= at.block;
        // Of several nominations the one of whoever is elected.
        let means = |m: &Motion| text.contains(&m.words) || overlap(&m.words, text) > 0.4;
        let named = self.pending.iter().rposition(|m| near(m) && is_name(&m.words) && means(m));
        if let Some(named) = named {
            let mut motion = self.pending.remove(named);
            text.clone_into(&mut motion.words);
            motion.told = false;
            self.pending.push(motion);
        }
        let Some(motion) = self.pending.last_mut().filter(|m| near(m)) else { return false };
        let lower = text.to_lowercase();
        if !echo && (lower.contains("further agreed") || lower.contains("also agreed")) {
            return false;
        }
        if !motion.words.is_empty() && REFERRED.is_match(text) {
            self.put_off(&lower, at, item);
            return false;
        }
        let refers = ["this regard", "this motion", "the motion", "notice of motion", "the proposal", "this proposal"];
        if motion.words.is_empty() {
            (motion.words, motion.words_at, motion.open) = (text.to_owned(), at, false);
        } else if !echo && !refers.iter().any(|r| lower.contains(r)) && !motion.is_said_by(text, at) {
            return false;
        }
        self.amendment = None;
        self.settle_as(VoteOutcome::Carried, text, at, item);
        true
    }

    /// What is done with the motion that waits is decided instead of it, or with it: put off to another meeting, or sent
    /// to a committee.
    fn put_off(&mut self, lower: &str, at: Place, item: Option<usize>) {
        let later = ["meeting", "deferred", "postponed", "adjourned", "held over"].iter().any(|w| lower.contains(w));
        self.amendment = None;
        self.settle_as(if later { VoteOutcome::Deferred } else { VoteOutcome::Carried }, "", at, item);
    }

    /// The words of the last vote, where its decision had none when it was read.
    pub fn name_last(&mut self, words: &str) {
        if let Some((_, vote)) = self.found.last_mut().filter(|(_, v)| !v.motion.contains(char::is_alphabetic)) {
            vote.motion = words.to_owned();
        }
    }

    /// Whether the words of what was just decided may stand in this block.
    pub fn awaits_words(&self, block: usize) -> bool {
        self.wordless.as_ref().is_some_and(|(at, _)| at + 2 >= block)
    }

    /// Takes the words of a motion that stand below what came of it: "Proposed by A, seconded by B. CARRIED: 8 for. THAT
    /// the road be mended." Whether these are they.
    pub fn words_below(&mut self, text: &str, at: Place) -> bool {
        let Some((_, mut motion)) = self.wordless.take().filter(|(last, _)| last + 2 >= at.block && begins_words(text))
        else {
            return false;
        };
        (motion.words, motion.words_at, motion.open) = (text.trim().to_owned(), at, false);
        let Some((_, vote)) = self.found.last_mut().filter(|(place, _)| *place == motion.at) else { return false };
        vote.motion.clone_from(&motion.words);
        let carried = vote.outcome.is_some_and(VoteOutcome::is_carried);
        self.carried.pop_if(|m| m.at == motion.at);
        if carried {
            (motion.decided, motion.rule) = (true, motion.rule.or(Some("mover.none")));
            self.carried.push(motion);
        }
        true
    }

    /// A decision is printed in a form of its own: the motion before it was carried. `words` are the decision's.
    pub fn decided(&mut self, text: &str, words: &str, at: Place, item: Option<usize>) {
        let lead = text.get(..text.len() - words.len()).unwrap_or(text);
        let movers = find_movers(lead);
        let movers = if movers.mover.is_some() { movers } else { find_movers(text) };
        // "Resolved, by 4 votes to 1, that it be let": a vote whose motion nobody is said to have moved.
        let counts = find_counts(lead).filter(|c| c.yes.is_some() && c.no.is_some());
        if self.record.is_some() {
            self.amendment = sort_of(words);
            self.close(Some(VoteOutcome::Carried), at, item);
        }
        // "The motion was carried. RESOLVED: ...": the same once more, unless somebody else moved it.
        let again = self.carried.last().is_some_and(|m| {
            let near = m.item == item && m.last_block() + NEAR * 2 >= at.block;
            near && (words.is_empty() || m.words.is_empty() || adopts_motion(words))
                || m.item == item && overlap(&m.words, words) > 0.5
        });
        if again && movers.mover.is_none() && self.pending.is_empty() {
            self.carried.pop();
        }
        let mut motion = if movers.mover.is_some() {
            self.flush();
            Motion::new(text, &movers, at, item)
        } else if counts.is_some() && self.pending.is_empty() {
            Motion { words: words.trim().to_owned(), ..Motion::new(text, &movers, at, item) }
        } else {
            let Some(motion) = self.take(None, at) else {
                // Those who moved it may stand below, and who voted how.
                self.told(words.trim(), at);
                return;
            };
            motion
        };
        if motion.words.is_empty() || motion.words.chars().all(|c| !c.is_alphabetic()) {
            motion.words = words.trim().to_owned();
            // Those who moved it are named above, and its words come below: [`Self::name_last`].
            motion.about.clear();
        }
        (motion.decided, self.topic) = (true, None);
        let mut vote = vote_of(&motion, Some(VoteOutcome::Carried));
        if let Some(counts) = counts {
            (vote.r#for.count, vote.against.count, vote.abstain.count) = (counts.yes, counts.no, counts.abstain);
        }
        name_sides(&mut vote, lead);
        self.found.push((motion.at, vote));
    }

    /// The sentence is a decision in its own words, and none once more by what it says of the vote.
    pub fn forget(&mut self, sentence: &str, at: Place) {
        if self.carried.last().is_some_and(|m| m.at == at && m.mover.is_none() && m.words == sentence) {
            self.carried.pop();
        }
    }

    /// A decision was told in which nobody moved.
    pub fn told(&mut self, text: &str, at: Place) {
        self.topic = None;
        self.decided = Some(Decided { block: at.block, text: text.to_owned() });
    }

    /// The decision that was told goes on in this block.
    pub fn told_on(&mut self, text: &str, block: usize) {
        if let Some(decided) = self.decided.as_mut().filter(|d| d.block + NEAR >= block) {
            decided.block = block;
            if !decided.text.contains(char::is_alphabetic) {
                text.trim().clone_into(&mut decided.text);
            }
        }
    }

    /// An item, or the minutes, end: what was moved and seconded without a recorded outcome is kept so.
    pub fn end(&mut self, at: Place, item: Option<usize>) {
        self.close(None, at, item);
        self.flush();
        self.decided = None;
        if let Some((at, text)) = self.put.take() {
            let vote = Vote { motion: text, ..vote_of(&Motion { item, ..Motion::default() }, None) };
            self.found.push((at, vote));
        }
    }

    /// Whether the words of a motion are being printed: nobody undertakes what is only moved.
    pub fn is_gathering(&self) -> bool {
        self.pending.last().is_some_and(|m| m.open)
    }

    /// Whether the last motion has nobody yet who seconded it.
    pub fn awaits_seconder(&self, block: usize) -> bool {
        self.pending.last().is_some_and(|m| m.seconder.is_none() && m.at.block + NEAR >= block)
    }

    /// Whether a motion has been moved and not yet decided.
    pub fn awaits(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Whether something near waits for an outcome.
    fn waits(&self, at: Place) -> bool {
        self.record.is_some()
            || self.pending.last().is_some_and(|m| m.last_block() + NEAR >= at.block)
            || self.decided.as_ref().is_some_and(|d| d.block + 1 >= at.block)
    }
}

/// Most words of a line that tells what came of a motion, with its label.
const MOST_OF_OUTCOME: usize = 9;

/// Most words of a motion that is nothing but somebody's name, and of what post.
const MOST_OF_NAME: usize = 7;

/// Whether the words of a motion are a name: who was nominated.
fn is_name(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    let count = words.split_whitespace().count();
    (1..=MOST_OF_NAME).contains(&count) && first.starts_with(char::is_uppercase) && !first.eq_ignore_ascii_case("that")
}

/// The last word of a name.
fn surname(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// The row of a motion.
fn vote_of(motion: &Motion, outcome: Option<VoteOutcome>) -> Vote {
    let (r#for, against, abstain) = Default::default();
    Vote {
        motion: if motion.words.is_empty() { motion.about.clone() } else { motion.words.clone() },
        mover: motion.mover.clone(),
        seconder: motion.seconder.clone(),
        outcome,
        r#for,
        against,
        abstain,
        item: motion.item,
        passage: 0,
        why: motion.rule.map(str::to_owned),
    }
}

mod beside;
#[cfg(test)]
mod forms_tests;
mod moved;
mod records;
mod settled;
mod short;
#[cfg(test)]
mod tests;

//! What came of motions: the vote that each becomes once it is told.

use super::super::counts::Counts;
use super::super::motions::{FARTHEST, Motion};
use super::super::outcomes::{Outcome, worded};
use super::super::place::Place;
use super::super::recorded::{Recorded, counted};
use super::super::voters::{Which, read_voters};
use super::beside::name_sides;
use super::{NEAR, Votes, vote_of};
use record::{Side, Vote, VoteOutcome, Voter};

patterns! {
    /// The figures of a vote and nothing else.
    FIGURES = r"^\W*(?P<yes>\d{1,2})\s?[-–]\s?(?P<no>\d{1,2})(?:\s?[-–]\s?(?P<abstain>\d{1,2}))?\W*$";
    /// Who was for it, in brackets behind what came of it.
    BRACKETED = r"^\W{0,3}[\[(](?P<names>[^\[\]()]{5,400})[\])]\W*$";
}

/// "MOTION CARRIED UNANIMOUSLY [Elm, Oak, Ash].": those in the brackets were for it.
fn named_behind(text: &str, outcome: &Outcome) -> Option<Vec<Voter>> {
    let behind = text.get(outcome.range.end..)?.trim_start_matches(|c: char| c.is_alphabetic() || c == ' ');
    let names = BRACKETED.captures(behind)?.name("names")?.as_str();
    read_voters(names).map(|voters| voters.names).filter(|names| names.len() > 1)
}

impl Votes {
    pub(super) fn settle_if(&mut self, outcome: Option<Outcome>, text: &str, at: Place, item: Option<usize>) {
        if let Some(outcome) = outcome {
            self.settle(Some(&outcome), None, text, at, item);
        }
    }

    /// What came of a motion is told.
    pub(super) fn settle(
        &mut self,
        outcome: Option<&Outcome>,
        counts: Option<Counts>,
        text: &str,
        at: Place,
        item: Option<usize>,
    ) {
        if let Some(sort) = outcome.and_then(|o| o.amendment) {
            self.amendment = Some(sort);
        }
        let counts = counts.map(|c| c.settled(outcome.map(|o| o.word)));
        let word = outcome.map(|o| worded(o.word, text)).or_else(|| counts.as_ref().and_then(Counts::outcome));
        self.record.take_if(|r| r.is_empty() && counts.is_some());
        // "Ash abstained. Passed 4-0.": who was for it is only counted.
        let counts_only = |record: &&mut Recorded| record.side(Which::For).names.is_empty();
        if let (Some(record), Some(counts)) = (self.record.as_mut().filter(counts_only), &counts) {
            record.figures(counts);
        }
        if self.record.is_some() {
            return self.close(word, at, item);
        }
        let rule = outcome.map(|o| o.rule).or_else(|| counts.as_ref().and_then(|c| c.rule));
        let of_motion = outcome.is_some_and(|o| o.of_motion) || counts.is_some();
        let mut motion = self.take(Some(of_motion), at).or_else(|| self.take_decided(at, item));
        if let Some(motion) = &mut motion {
            motion.take_above();
        }
        let ends = word.is_some_and(|word| {
            word.is_carried() || matches!(word, VoteOutcome::Lost | VoteOutcome::Fell | VoteOutcome::Withdrawn)
        });
        if motion.is_none() && (self.again(word, counts.as_ref(), at, item) || !of_motion || !ends) {
            return;
        }
        let bare = outcome.is_some_and(|o| o.bare);
        let wordless = motion.as_ref().filter(|m| bare && m.words.is_empty() && m.mover.is_some());
        self.wordless = wordless.map(|motion| (at.block, motion.clone()));
        let mut motion = motion.unwrap_or_else(|| self.unmoved(text, bare, at, item));
        Self::name_by_topic(&mut motion);
        motion.take_tail();
        if of_motion && word.is_some_and(VoteOutcome::is_carried) {
            motion.take_below(at.block);
        }
        motion.rule = motion.rule.or(rule);
        // "Following a discussion, the motion was agreed."
        if of_motion
            && !motion.told
            && !motion.is_verb_alone()
            && !motion.sentence.ends_with(text.trim())
            && text.split_whitespace().count() > 3
        {
            text.trim().clone_into(&mut motion.sentence);
        }
        let mut vote = vote_of(&motion, word);
        if let Some(counts) = counts {
            (vote.r#for.count, vote.against.count, vote.abstain.count) = (counts.yes, counts.no, counts.abstain);
            name_sides(&mut vote, text);
            if let Some(name) = counts.named_against.filter(|_| vote.against.names.is_empty()) {
                vote.against.names.push(Voter { as_printed: name, name: None });
                vote.against = counted(&vote.against);
            }
        } else {
            name_sides(&mut vote, text);
        }
        if let Some(names) = outcome.filter(|o| o.word.is_carried()).and_then(|o| named_behind(text, o)) {
            vote.r#for = counted(&Side { count: vote.r#for.count, names });
        }
        self.told_at = Some(at.block);
        self.push(motion, vote);
    }

    /// A motion of which only is said who moved it is about what its item proposes.
    pub(super) fn name_by_topic(motion: &mut Motion) {
        if let Some(words) = motion.topic.take().filter(|_| motion.words.is_empty()) {
            (motion.words, motion.open) = (words, false);
        }
    }

    /// Takes figures that stand alone behind what came of a vote: "All in favor. 3-0." Whether they are such.
    pub(super) fn figures_behind(&mut self, text: &str, at: Place) -> bool {
        let Some(found) = FIGURES.captures(text).filter(|_| self.pending.is_empty()) else { return false };
        let Some((place, vote)) = self.found.last_mut() else { return false };
        let uncounted = vote.r#for.count.is_none() && vote.against.count.is_none();
        if place.block + NEAR < at.block || !uncounted || !vote.outcome.is_some_and(VoteOutcome::is_carried) {
            return false;
        }
        let figure = |name| found.name(name).and_then(|figure| figure.as_str().parse::<u32>().ok());
        let (yes, no) = (figure("yes"), figure("no"));
        if yes <= no {
            return false;
        }
        (vote.r#for.count, vote.against.count, vote.abstain.count) = (yes, no, figure("abstain"));
        true
    }

    /// What came of the last motion is told in other words than those of votes.
    pub(super) fn settle_as(&mut self, outcome: VoteOutcome, text: &str, at: Place, item: Option<usize>) {
        if self.record.is_some() {
            return self.close(Some(outcome), at, item);
        }
        let outcome = worded(outcome, text);
        if let Some(mut motion) = self.take(Some(true), at) {
            motion.take_above();
            Self::name_by_topic(&mut motion);
            motion.take_tail();
            if motion.words.is_empty() && !motion.is_verb_alone() && !motion.sentence.ends_with(text.trim()) {
                text.trim().clone_into(&mut motion.sentence);
            }
            let mut vote = vote_of(&motion, Some(outcome));
            name_sides(&mut vote, text);
            self.push(motion, vote);
        }
    }

    pub(super) fn push(&mut self, mut motion: Motion, vote: Vote) {
        (self.put, self.amendment) = (None, None);
        let at = motion.at;
        self.topic.take_if(|topic| topic.block <= at.block);
        if vote.outcome.is_some_and(VoteOutcome::is_carried) && !motion.decided && motion.has_words() {
            motion.decided = true;
            self.carried.push(motion);
        }
        self.found.push((at, vote));
    }

    /// Whether the outcome only says again what the last vote says, whose figures it may add.
    pub(super) fn again(
        &mut self,
        outcome: Option<VoteOutcome>,
        counts: Option<&Counts>,
        at: Place,
        item: Option<usize>,
    ) -> bool {
        let Some((place, last)) = self.found.last_mut() else { return false };
        if place.block + FARTHEST < at.block {
            return false;
        }
        let same = |a: VoteOutcome, b: VoteOutcome| a == b || a.is_carried() && b.is_carried();
        let other = last.outcome.zip(outcome).is_some_and(|(a, b)| !same(a, b));
        if last.item != item || other {
            return false;
        }
        if let Some(counts) = counts {
            if last.r#for.count.is_some() {
                return false;
            }
            (last.r#for.count, last.against.count, last.abstain.count) = (counts.yes, counts.no, counts.abstain);
        }
        last.outcome = last.outcome.or(outcome);
        true
    }

    /// The motion that a vote is about: the last of its sort. Words that speak of no motion mean only one that is near.
    pub(super) fn take(&mut self, of_motion: Option<bool>, at: Place) -> Option<Motion> {
        let far = if of_motion == Some(false) { NEAR } else { FARTHEST };
        let fits =
            |m: &Motion, sort: Option<bool>| m.last_block() + far >= at.block && sort.is_none_or(|a| m.amendment == a);
        let at = self.pending.iter().rposition(|m| fits(m, self.amendment)).or_else(|| {
            // "The motion was carried" of what was called an amendment, where nothing else waits.
            (self.pending.len() == 1 && self.amendment == Some(false))
                .then_some(0)
                .filter(|&k| fits(&self.pending[k], None))
        })?;
        Some(self.pending.remove(at))
    }

    /// The decision just told, where nobody moved: a vote on it is told behind.
    pub(super) fn take_decided(&mut self, at: Place, item: Option<usize>) -> Option<Motion> {
        let decided = self.decided.take().filter(|d| d.block + 1 >= at.block)?;
        Some(Motion { words: decided.text, decided: true, at, item, ..Motion::default() })
    }

    pub(super) fn flush(&mut self) {
        for motion in self.pending.drain(..).filter(|m| m.seconder.is_some() || m.decided || m.agreed) {
            let carried = motion.decided || motion.agreed;
            let outcome = worded(VoteOutcome::Carried, if motion.agreed { "" } else { &motion.words });
            self.found.push((motion.at, vote_of(&motion, carried.then_some(outcome))));
            if motion.agreed && !motion.decided && motion.has_words() {
                self.carried.push(motion);
            }
        }
    }
}

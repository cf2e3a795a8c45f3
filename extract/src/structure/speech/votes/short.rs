//! Decisions in the shorthand of clerks, each of which is a whole vote: who moved it, its words, what came of it.

use super::super::motions::Motion;
use super::super::outcomes::sort_of;
use super::super::place::Place;
use super::super::shorthand::Short;
use super::super::topic::Topic;
use super::beside::name_sides;
use super::{Votes, vote_of};

impl Votes {
    /// Whether a motion or vote was told at this place.
    pub fn holds(&self, at: Place) -> bool {
        self.found.iter().any(|(place, _)| *place == at) || self.pending.iter().any(|motion| motion.at == at)
    }

    /// Takes one, whose outcome may stand below it. Without words of its own it is about what its item proposes; where
    /// that is not known either, nothing is taken and it is read as other lines are.
    pub fn short(&mut self, short: &Short, at: Place, item: Option<usize>) -> bool {
        let told = &short.told;
        let topic = || self.topic.clone().and_then(Topic::last);
        let Some(words) = Some(told.words.clone()).filter(|words| !words.is_empty()).or_else(topic) else {
            return false;
        };
        if told.words.is_empty() && told.outcome.is_none() {
            return false;
        }
        self.close(None, at, item);
        self.put = None;
        self.lead.clear();
        self.decided = None;
        let motion = Motion {
            mover: Some(short.mover.clone()),
            seconder: Some(short.seconder.clone()),
            amendment: sort_of(&words) == Some(true),
            words,
            at,
            words_at: at,
            item,
            firm: true,
            rule: Some(short.rule),
            ..Motion::default()
        };
        if told.outcome.is_none() && told.counts.is_none() {
            self.pending.push(motion);
            return true;
        }
        let mut vote = vote_of(&motion, told.outcome);
        if let Some(counts) = &told.counts {
            (vote.r#for.count, vote.against.count, vote.abstain.count) = (counts.yes, counts.no, counts.abstain);
        }
        name_sides(&mut vote, &told.tail);
        self.told_at = Some(at.block);
        self.push(motion, vote);
        true
    }
}

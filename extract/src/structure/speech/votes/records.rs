//! Recorded votes: lines of sides and names, and what they say of the motions that wait.

use super::super::boxes::VoteBox;
use super::super::counts::find_counts;
use super::super::motion_rows::Row;
use super::super::motions::{Motion, is_motion, overlap};
use super::super::movers::find_movers;
use super::super::outcomes::{find_outcome, sort_of};
use super::super::place::Place;
use super::super::recorded::{Recorded, counted};
use super::super::roll_lines::Roll;
use super::super::rolls::read_roll;
use super::super::sides::read_sides;
use super::super::topic::Topic;
use super::super::voters::{Voters, Which, read_voters};
use super::{NEAR, Votes, vote_of};
use record::{Side, Vote, VoteOutcome, Voter};

patterns! {
    /// The words of a motion behind the names: "Absent: None to approve the agenda."
    BEHIND_SIDES = r"\b(?:None|NONE|Nil|NIL|0)\.?\s+(?P<words>to \p{Ll}{3,} [^:]{4,400})$";
    /// A sentence that introduces a recorded vote: what was put, and that the vote follows.
    INTRODUCED = r"(?s)^(?:.*[.?!]\s+)?(?P<what>\p{Lu}[^.?!:]{8,300}?),?\s+(?:(?:with|on|by|and|upon) )?(?:the |a )?(?:roll[ -]call |recorded )?vote\b[^.:]{0,60}:";
}

/// The figures that may stand beside the names of the sides: "VOTE: 8/0 AYES: ...", "CARRIED 4-0 [AYES: ...]".
const BESIDE: [&str; 3] = ["count.status", "count.scale-after-outcome", "count.n-for-n-against"];

/// Whether a line of a wrapped list of names ends within one: whole ones have a comma behind them. In a list of one name
/// a line nothing parts them.
fn ends_within_name(list: &str) -> bool {
    let several = list.contains([',', ';']);
    several && !list.ends_with([',', ';', '&', '.', ')']) && !list.ends_with(" and")
}

impl Votes {
    /// Whether the block is part of a recorded vote, which it then takes: "For (12)", a list of names, "Motion lost."
    pub fn line(&mut self, text: &str, at: Place, item: Option<usize>) -> bool {
        let text = text.trim();
        // A page number between the names.
        if text.len() <= 3 && text.chars().all(|c| c.is_ascii_digit()) {
            return self.record.is_some();
        }
        let outcome = find_outcome(text).filter(|o| o.of_motion);
        // "Result 11 For 7 Against": each number stands before its side.
        let figures = find_counts(text).filter(|c| c.rule == Some("count.n-for-n-against"));
        if let (Some(figures), Some(record)) = (&figures, &mut self.record) {
            record.figures(figures);
            self.settle(outcome.as_ref(), Some(figures.clone()), text, at, item);
            return true;
        }
        let sides = read_sides(text);
        let begins = sides.iter().any(|s| s.which != Which::Other && !s.doubtful);
        if begins || self.record.is_some() && !sides.is_empty() {
            self.introduced(text, at);
            let unnamed = sides.last().is_some_and(|head| head.which == Which::For && head.voters.is_none());
            for head in sides {
                if self.record.as_ref().is_some_and(|r| r.is_other(&head)) {
                    self.close(None, at, item);
                }
                self.recorded(at).take(head);
            }
            if let Some(counts) = find_counts(text).filter(|c| c.rule.is_some_and(|rule| BESIDE.contains(&rule))) {
                self.recorded(at).figures(&counts);
            }
            if let Some(words) = BEHIND_SIDES.captures(text).and_then(|c| c.name("words"))
                && let Some(motion) = self.pending.last_mut().filter(|m| m.words.is_empty())
            {
                (motion.words, motion.words_at) = (words.as_str().trim().to_owned(), at);
            }
            // "In favour: Carried", and the names below it.
            if let Some(outcome) = outcome.as_ref().filter(|_| unnamed) {
                self.recorded(at).outcome = Some(outcome.word);
                return true;
            }
            self.settle_if(outcome, text, at, item);
            return true;
        }
        let waits = self.record.is_some() || self.pending.last().is_some_and(|m| m.at.block + NEAR * 4 >= at.block);
        let roll = if waits { read_roll(text) } else { Vec::new() };
        let told = roll.len() > 2 || roll.iter().map(|(_, v)| v.as_printed.len() + 6).sum::<usize>() + 8 >= text.len();
        if !roll.is_empty() && told && find_movers(text).mover.is_none() {
            self.call(roll, at);
            self.settle_if(outcome, text, at, item);
            return true;
        }
        let list = outcome.as_ref().map_or(text, |o| &text[..o.range.start]);
        let listing = self.record.as_ref().is_some_and(|r| r.listing);
        if listing && let Some(voters) = read_voters(list.trim()).filter(|_| !list.trim().is_empty()) {
            let record = self.recorded(at);
            if record.go_on(voters) {
                record.last_block = at.block;
                record.broken = ends_within_name(list.trim());
                self.settle_if(outcome, text, at, item);
                return true;
            }
        }
        // "Approved" with nothing to be approved is a stamp or a heading.
        let lower = text.to_lowercase();
        let plain = ["carried", "lost", "defeated", "motion"].iter().any(|word| lower.contains(word));
        let stands = plain || self.waits(at) || is_motion(&self.above);
        if let Some(outcome) = outcome.filter(|o| o.bare && stands) {
            let counts = find_counts(text).map(|counts| counts.settled(Some(outcome.word)));
            // "Motion Passed (15 to 0)" below the names of one side tells that of the other.
            let fits = |record: &&mut Recorded| counts.as_ref().is_some_and(|c| record.is_counted_so(c));
            if let (Some(record), Some(counts)) = (self.record.as_mut().filter(fits), &counts) {
                record.figures(counts);
            }
            self.settle(Some(&outcome), find_counts(text), text, at, item);
            return true;
        }
        if let Some(record) = &mut self.record {
            record.listing = false;
        }
        false
    }

    /// Takes a roll in lines or cells of their own.
    pub fn rolled(&mut self, roll: Roll, at: Place) {
        self.call(roll.voters, at);
        self.recorded(Place { block: at.block + roll.blocks - 1, ..at });
    }

    /// A box tells what came of the motion that waits, or of the words above it.
    pub fn boxed(&mut self, told: VoteBox, at: Place, item: Option<usize>) {
        self.close(None, at, item);
        let above = is_motion(&self.above).then(|| std::mem::take(&mut self.above));
        let above = above.or_else(|| self.topic.take().filter(|_| self.pending.is_empty()).and_then(Topic::last));
        let fresh = || Motion {
            decided: above.is_none(),
            words: above.unwrap_or_default(),
            at,
            words_at: at,
            item,
            ..Motion::default()
        };
        let mut motion = self.take(None, at).unwrap_or_else(fresh);
        if motion.words.is_empty() {
            "Motion".clone_into(&mut motion.words);
        }
        motion.take_tail();
        motion.mover = motion.mover.or(told.mover);
        motion.seconder = motion.seconder.or(told.seconder);
        let mut vote = vote_of(&motion, Some(told.outcome));
        for (which, Voters { count, names }) in told.sides {
            let side = counted(&Side { count, names });
            match which {
                Which::For => vote.r#for = side,
                Which::Against => vote.against = side,
                Which::Abstain => vote.abstain = side,
                Which::Other => {}
            }
        }
        self.push(motion, vote);
    }

    /// Takes a motion of a table, or of one that began at `at`.
    pub fn row(&mut self, row: Row, at: Place, item: Option<usize>) {
        self.close(None, at, item);
        let at = Place { block: at.block + row.block, byte: 0 };
        let sides = row
            .sides
            .iter()
            .map(|(which, voters)| (*which, counted(&Side { count: voters.count, names: voters.names.clone() })));
        let sides: Vec<(Which, Side)> = sides.collect();
        let put = |vote: &mut Vote| {
            for (which, side) in &sides {
                match which {
                    Which::For => vote.r#for = side.clone(),
                    Which::Against => vote.against = side.clone(),
                    Which::Abstain => vote.abstain = side.clone(),
                    Which::Other => {}
                }
            }
        };
        // Who voted how on a motion of a table above.
        let same = |vote: &Vote| vote.item == item && overlap(&vote.motion, &row.words) > 0.8;
        if row.mover.is_none()
            && let Some((_, vote)) = self.found.iter_mut().rev().find(|(_, vote)| same(vote))
        {
            return put(vote);
        }
        let above = row.words.is_empty() && is_motion(&self.above);
        let words = if above { std::mem::take(&mut self.above) } else { row.words };
        let mut motion = match words.is_empty() {
            true => self.take(None, at).unwrap_or_default(),
            false => Motion { words, ..Motion::default() },
        };
        if motion.words.is_empty() {
            return;
        }
        (motion.at, motion.words_at, motion.item) = (at, at, item);
        motion.mover = row.mover.or(motion.mover);
        motion.seconder = row.seconder.or(motion.seconder);
        motion.rule = Some("vote.table");
        let mut vote = vote_of(&motion, row.outcome);
        put(&mut vote);
        if vote.outcome.is_none() && vote.r#for.count.is_some() && vote.r#for.count != vote.against.count {
            let carried = vote.r#for.count > vote.against.count;
            vote.outcome = Some(if carried { VoteOutcome::Carried } else { VoteOutcome::Lost });
        }
        self.push(motion, vote);
    }

    /// What an outcome is of where nobody moved: the paragraph above, if it reads as a motion, or else its own sentence.
    pub(super) fn unmoved(&mut self, text: &str, bare: bool, at: Place, item: Option<usize>) -> Motion {
        let above = bare && is_motion(&self.above);
        let words = if above { std::mem::take(&mut self.above) } else { text.to_owned() };
        // "CARRIED", "Vote 4-0-1 (Elm abstaining)" say that there was a vote, and not what was decided; so does a
        // sentence with figures. Where it says what, it is a decision in its own words.
        let decided = !above;
        Motion { words, at, words_at: at, item, decided, ..Motion::default() }
    }

    /// "Bill 9 was read with the vote recorded as follows: Ayes: ...": what is put stands before the sides.
    fn introduced(&mut self, text: &str, at: Place) {
        if self.record.is_some() || self.put.is_some() || self.pending.iter().any(|m| m.last_block() + NEAR >= at.block)
        {
            return;
        }
        let Some(found) = INTRODUCED.captures(text) else { return };
        if let Some(what) = found.name("what").filter(|w| w.as_str().split_whitespace().count() > 2) {
            self.put = Some((at, what.as_str().trim().to_owned()));
        }
    }

    pub(super) fn recorded(&mut self, at: Place) -> &mut Recorded {
        for motion in &mut self.pending {
            motion.open = false;
        }
        let record = self.record.get_or_insert_with(|| Recorded::new(at));
        record.last_block = at.block;
        record
    }

    /// The roll goes on behind the sentence that told what came of it: "Motion carried: Elm and Oak voting aye. Ash voted
    /// nay." Whether it does.
    pub(super) fn call_on(&mut self, roll: &[(Which, Voter)], at: Place) -> bool {
        if self.called_at != Some(at.block) || self.record.is_some() || self.awaits() {
            return false;
        }
        let Some((_, vote)) = self.found.last_mut() else { return false };
        for (which, voter) in roll {
            let side = match which {
                Which::For => &mut vote.r#for,
                Which::Against => &mut vote.against,
                Which::Abstain => &mut vote.abstain,
                Which::Other => continue,
            };
            let counted_so = side.count.is_none_or(|n| n as usize == side.names.len());
            side.names.push(voter.clone());
            side.count = if counted_so { u32::try_from(side.names.len()).ok() } else { side.count };
        }
        true
    }

    pub(super) fn call(&mut self, roll: Vec<(Which, Voter)>, at: Place) {
        for (which, voter) in roll {
            self.recorded(at).call(which, voter);
        }
    }

    /// Ends the recorded vote that is open.
    pub(super) fn close(&mut self, outcome: Option<VoteOutcome>, at: Place, item: Option<usize>) {
        let Some(record) = self.record.take() else { return };
        self.called_at = Some(at.block);
        let outcome = outcome.or_else(|| record.outcome());
        if record.entries.iter().all(|e| e.which == Which::Other) {
            return;
        }
        if record.is_contest() {
            return self.contest(&record, outcome, item);
        }
        // "The substitute motion failed, 2-4, on a roll call:" and the names below it, whatever else waits.
        let told_at = self.told_at.take();
        let told = told_at.is_some_and(|block| block + NEAR >= record.at.block);
        // A motion that was moved since is another one, however like its figures are.
        let since = self.pending.last().is_some_and(|m| Some(m.at.block) > told_at);
        let figured = told && !since && self.found.last().is_some_and(|(_, last)| record.names(last));
        let motion = if figured { None } else { self.take(None, at).or_else(|| self.take_decided(record.at, item)) };
        // The figures that were told stay as they were printed.
        let sides = |vote: &mut Vote| {
            for (side, which) in [
                (&mut vote.r#for, Which::For),
                (&mut vote.against, Which::Against),
                (&mut vote.abstain, Which::Abstain),
            ] {
                let listed = record.side(which);
                *side = Side { count: side.count.or(listed.count), ..listed };
            }
        };
        if motion.is_none()
            && let Some((place, last)) = self.found.last_mut()
            && last.item == item
            && last.r#for.names.is_empty()
            && last.against.names.is_empty()
            && (told && !since || last.r#for.count.is_none_or(|n| record.side(Which::For).count == Some(n)))
            && (told || place.block + NEAR * 2 >= record.at.block)
        {
            sides(last);
            last.outcome = last.outcome.or(outcome);
            return;
        }
        let mut motion = motion;
        if let Some(motion) = &mut motion {
            Self::name_by_topic(motion);
        }
        let what = self.put.take().map(|(_, text)| text);
        // "B285-15, given third reading with the vote recorded as follows": what it is stands above.
        let named = self.topic.take_if(|topic| what.as_ref().is_some_and(|what| topic.is_named_by(what)));
        let motion = motion.or_else(|| {
            let words = named.and_then(Topic::last)?;
            Some(Motion { words, at: record.at, words_at: record.at, item, ..Motion::default() })
        });
        let named = || if self.amendment == Some(true) { "Amendment" } else { "Motion" }.to_owned();
        let motion = motion.unwrap_or_else(|| Motion {
            words: what.unwrap_or_else(named),
            at: record.at,
            item,
            decided: true,
            ..Motion::default()
        });
        let mut vote = vote_of(&motion, outcome);
        sides(&mut vote);
        self.push(motion, vote);
    }

    /// Two motions, or two people, stood against each other: each has those who were for it.
    pub(super) fn contest(&mut self, record: &Recorded, outcome: Option<VoteOutcome>, item: Option<usize>) {
        let sides: Vec<_> = record.entries.iter().filter(|e| e.which == Which::For).collect();
        let most = sides.iter().filter_map(|e| counted(&e.side).count).max();
        let chosen = self.amendment.filter(|_| outcome.is_some_and(VoteOutcome::is_carried));
        for entry in sides {
            let subject = entry.subject.as_deref().unwrap_or("");
            let sort = sort_of(subject);
            let surname = subject.rsplit(' ').next().unwrap_or("");
            let fits = |m: &Motion| match sort {
                Some(amendment) => m.amendment == amendment,
                None => m.words.contains(surname),
            };
            let at = self.pending.iter().rposition(fits);
            let mut motion = at.map(|at| self.pending.remove(at)).unwrap_or_default();
            if motion.words.is_empty() {
                (motion.words, motion.at, motion.item) = (subject.to_owned(), record.at, item);
            }
            let side = counted(&entry.side);
            let won = match (chosen, sort) {
                (Some(chosen), Some(sort)) => chosen == sort,
                _ => side.count == most,
            };
            let mut vote = vote_of(&motion, Some(if won { VoteOutcome::Carried } else { VoteOutcome::Lost }));
            vote.r#for = side;
            motion.decided = motion.decided || sort.is_some();
            self.push(motion, vote);
        }
    }
}

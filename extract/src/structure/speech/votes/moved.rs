//! Sentences and lines that move something: by whom, and the words that stand around them.

use super::super::counts::Counts;
use super::super::motion_alone::unnamed;
use super::super::motions::{Motion, is_motion, overlap, speaks};
use super::super::movers::Movers;
use super::super::outcomes::{Outcome, find_outcome};
use super::super::place::Place;
use super::super::topic::{Topic, says_who_alone};
use super::{LABEL, NEAR, Votes};

patterns! {
    /// Words that speak of a motion printed above.
    REFERS = r"\b(?:[Tt]he (?:above |said |following )?(?:[Nn]otice of )?[Mm]otion|[Tt]his (?:[Nn]otice of )?[Mm]otion|[Tt]his|[Tt]he above|[Tt]he resolution)(?: \d+)? (?:was|were)\b";
    /// A sentence about what is printed above it.
    POINTS = r"^\W*(?:The|This|These)\b";
    /// A label and what it labels, no words of a motion: "Date received: 3 May".
    LABELLED = r"^\W*(?:[\p{L}’'-]+ ?){1,4}(?:/\w+)?:";
    /// "PROPOSAL: the council supports the plan", and who moved it below.
    PROPOSAL = r"^\W*(?i:proposal|motion|proposition|resolution|recommendation)\s*(?:[:–—]|-\s)\s*";
    /// Words that stand between the names of a mover's line.
    JOINS = r"(?i)^(?:and|by|with|was|were|it|proposed|moved|seconded|proposer|seconder|mover|cllr|councillor|all|ar|mh?oladh|an|ag|cuidithe|agus|glacadh|leis|prop|propos[ée]e?|par|app|appuy[ée]e?|cyn|eil|sec|2nd|second|first|motion|to|adopt|approve|accept|adoption|approval|acceptance|m/s|is)$";
}

impl Votes {
    /// Notes what a heading that heads no item proposes. "Final Resolution: Motion Carried" proposes nothing, and one that
    /// does not say what is to be done does not stand for one that does.
    pub fn note_heading(&mut self, heading: &str, block: usize) {
        let known = self.topic.as_ref().is_some_and(|topic| topic.says_what);
        let topic = Topic::of_heading(heading).filter(|topic| topic.says_what || !known);
        if topic.is_some() && find_outcome(heading).is_none() {
            self.topic = topic.map(|topic| topic.at(block));
        }
    }

    /// Whether the sentence moves or seconds a motion, which then waits for what comes of it.
    pub(super) fn moves(
        &mut self,
        text: &str,
        before: &str,
        movers: &Movers,
        settles: bool,
        at: Place,
        item: Option<usize>,
    ) -> bool {
        if movers.mover.is_none() {
            let Some(motion) =
                self.pending.last_mut().filter(|m| m.seconder.is_none() && m.at.block + NEAR >= at.block)
            else {
                return false;
            };
            motion.seconder = movers.seconder.as_ref().map(|n| n.name.clone());
            motion.firm = true;
            return true;
        }
        self.close(None, at, item);
        let mut motion = Motion::new(text, movers, at, item);
        motion.about = if before.is_empty() { text.to_owned() } else { before.to_owned() };
        if motion.words.is_empty() && !motion.hangs {
            let above = if before.is_empty() { &self.above } else { before };
            let lead =
                self.lead.iter().any(|p| is_motion(p)) && LABEL.is_match(text) && !self.lead.iter().any(|p| speaks(p));
            let decided = self.decided.as_ref().is_some_and(|d| d.block + 1 >= at.block);
            if !decided && REFERS.is_match(text) && above.split_whitespace().count() > 4 || settles && is_motion(above)
            {
                (motion.words, motion.open) = (above.trim().to_owned(), false);
            }
            if lead && settles && before.is_empty() {
                (motion.words, motion.open) = (self.lead.join(" "), false);
            }
        }
        // "AMENDMENT" stands as a heading over who moved it.
        let over = self.headline.as_deref().unwrap_or_default().trim().to_lowercase();
        motion.amendment |= over == "amendment" || over == "proposed amendment";
        self.adopt_unnamed(&mut motion, at);
        // A sentence that tells that it was agreed to is printed as what was decided.
        let tells = |topic: &mut Topic| topic.says_what && (!settles || topic.labelled);
        if motion.words.is_empty() && says_who_alone(text, movers) {
            motion.topic = self.topic.take_if(tells).and_then(Topic::last);
        }
        // "Elm made the following motion:": its words come below.
        if motion.words.is_empty() && !motion.introduces && names_only(text, movers) {
            // "Bank mandate to be changed. Proposed Elm, seconded Oak. Agreed.": what stands before it in its paragraph.
            let printed =
                self.headline.as_deref().filter(|_| before.is_empty()).unwrap_or(above_or(before, &self.above));
            let printed = PROPOSAL.find(printed).map_or(printed, |label| printed[label.end()..].trim());
            let above = Some(printed).filter(|words| motion.topic.is_none() && may_be_moved(words));
            motion.above = above.map(str::to_owned);
            if before.is_empty() || motion.above.is_some() {
                motion.sentence.clear();
            }
        }
        if motion.topic.is_some() {
            motion.sentence.clear();
        }
        let headed = motion.words.is_empty() && before.is_empty() && POINTS.is_match(text);
        if let Some(headline) = self.headline.take().filter(|_| headed) {
            motion.sentence = format!("{headline} {text}");
        }
        let fresh = self.decided.take().filter(|d| d.block + 1 >= at.block);
        let aside = motion.words.starts_with("as ") && motion.words.split_whitespace().count() < 12;
        if let Some(decided) = fresh.filter(|_| (motion.words.is_empty() || aside) && !text.trim_end().ends_with(':')) {
            (motion.words, motion.decided, motion.open) = (decided.text, true, false);
        }
        if let Some(last) = self.pending.last_mut() {
            last.open = false;
        }
        self.pending.push(motion);
        self.lead.clear();
        self.put = None;
        true
    }

    /// A sentence moves something and does not say who did: "Motion to adopt the agenda carries unanimously."
    /// Whether nothing else is to be read from it.
    pub(super) fn moves_unnamed(
        &mut self,
        text: &str,
        outcome: Option<&Outcome>,
        counts: Option<&Counts>,
        at: Place,
        item: Option<usize>,
    ) -> bool {
        if outcome.is_some_and(|o| o.bare) {
            return false;
        }
        let Some((rule, words)) = unnamed(text) else { return false };
        // What was voted on above, named once more with what came of it.
        let again = |place: &Place, motion: &str| place.block + NEAR * 4 >= at.block && overlap(motion, words) > 0.5;
        if self.pending.is_empty() && self.found.last().is_some_and(|(p, v)| v.item == item && again(p, &v.motion)) {
            return false;
        }
        self.close(None, at, item);
        let same = |m: &Motion| m.last_block() + NEAR * 2 >= at.block && m.item == item;
        let waits = self.pending.last().is_some_and(|m| m.mover.is_some() && same(m));
        if !waits {
            let sentence = text.trim().to_owned();
            let rule = Some(rule);
            let words = words.to_owned();
            self.pending.push(Motion { words, words_at: at, at, item, sentence, rule, ..Motion::default() });
            self.lead.clear();
            self.put = None;
        }
        match outcome {
            Some(_) => self.settle(outcome, counts.cloned(), text, at, item),
            None => return !waits,
        }
        true
    }

    /// What was moved before it was said by whom: "MOTION: to adopt the list", and below it the mover's line.
    fn adopt_unnamed(&mut self, motion: &mut Motion, at: Place) {
        let unnamed = |m: &Motion| m.mover.is_none() && m.seconder.is_none() && !m.words.is_empty();
        let near = |m: &Motion| m.last_block() + NEAR >= at.block;
        if !motion.words.is_empty() || !self.pending.last().is_some_and(|m| unnamed(m) && near(m)) {
            return;
        }
        if let Some(before) = self.pending.pop() {
            (motion.words, motion.words_at, motion.open) = (before.words, before.words_at, false);
        }
    }
}

/// The sentence before a mover's in its paragraph, or else the paragraph above.
fn above_or<'t>(before: &'t str, above: &'t str) -> &'t str {
    if before.is_empty() { above } else { before }
}

/// Whether a line says nothing but who moved, and seconded: "Proposed by: Cllr Elm, Seconded by: Cllr Oak".
fn names_only(text: &str, movers: &Movers) -> bool {
    let around = movers.text_around(text);
    let words = around.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1);
    // "Cr Elm / Cr Oak" needs no label.
    let labelled = LABEL.is_match(text) || movers.rule == Some("mover.pair-line");
    labelled && words.into_iter().all(|word| JOINS.is_match(word))
}

/// Whether a line above a mover's may be what was moved: not too little, no label with its value, no talk.
fn may_be_moved(words: &str) -> bool {
    let enough = words.split_whitespace().count() >= 3;
    // "Resolution Record No. 12": the number of what was moved.
    let numbered = words.contains("No.") && words.split_whitespace().count() < 8;
    enough && !numbered && !LABELLED.is_match(words) && !speaks(words) && !words.trim_end().ends_with(':')
}

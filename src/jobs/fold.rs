//! Folding copies: the same statement in several files becomes one passage that stands, and others that point at it.
//!
//! Confirmed minutes stand before drafts, a file of its own before a pack, what was published earlier before what came
//! later. Only papers of one council, of one kind and of one date are compared, and never those of two meetings.

mod align;

use super::forget;
use crate::store::catalogue::copies::{self, Copy, Paper};
use crate::store::{Store, StoreError};
use align::{Likeness, align};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::time::Instant;

/// What was folded.
#[derive(Debug, Default, Serialize)]
pub struct FoldReport {
    /// Groups of papers that were compared.
    pub groups: u64,
    /// Passages in them that point at another one.
    pub copies: u64,
    /// Seconds that it took.
    pub seconds: f64,
}

/// Folds the copies in every group of papers that a changed document belongs to.
///
/// # Errors
/// The store cannot be asked or written to.
pub fn fold(store: &mut Store) -> Result<FoldReport, StoreError> {
    let begun = Instant::now();
    let mut report = FoldReport::default();
    // Where something is taken down meanwhile, what was a copy of it may stand for itself: those groups are looked at again.
    let mut attended = true;
    while attended {
        attended = false;
        for group in &copies::changed_groups(store.catalogue())? {
            let papers = copies::papers(store.catalogue(), group)?;
            let (copies, amended) = fold_group(&papers);
            report.groups += 1;
            report.copies += copies.len() as u64;
            store.write(|t| copies::keep(t, &papers, &copies, &amended))?;
            attended |= !forget::attend_in_tables(store)?.is_empty();
        }
    }
    store.write(copies::settle)?;
    report.seconds = begun.elapsed().as_secs_f64();
    Ok(report)
}

/// Papers come in the order in which they stand. Gives the copies, and the pairs of a confirmed and a draft wording.
fn fold_group(papers: &[Paper]) -> (Vec<Copy>, Vec<Copy>) {
    let mut copies: Vec<Copy> = Vec::new();
    let mut amended = Vec::new();
    let folded: Vec<Vec<String>> = papers.iter().map(Paper::folded).collect();
    // What each passage of each paper stands as: itself, or the passage that it is a copy of.
    let mut stands: Vec<Vec<Option<String>>> = papers.iter().map(|p| vec![None; p.passages.len()]).collect();
    for (later, candidates) in candidates(&folded).into_iter().enumerate() {
        for earlier in candidates.into_iter().filter(|&earlier| may_be_copies(&papers[earlier], &papers[later])) {
            for pair in align(&folded[earlier], &folded[later]) {
                let here = &papers[later].passages[pair.second];
                let there = &papers[earlier].passages[pair.first];
                let draft_of_confirmed = papers[earlier].is_confirmed() && papers[later].is_draft();
                if pair.likeness != Likeness::Same && draft_of_confirmed {
                    amended.push(Copy { passage: here.id.clone(), of: there.id.clone() });
                }
                if pair.likeness == Likeness::Amended || stands[later][pair.second].is_some() {
                    continue;
                }
                let of = stands[earlier][pair.first].clone().unwrap_or_else(|| there.id.clone());
                stands[later][pair.second] = Some(of.clone());
                copies.push(Copy { passage: here.id.clone(), of });
            }
        }
    }
    (copies, amended)
}

/// Papers of one day in which a sentence stands before it is taken for one that stands everywhere, and says nothing about
/// who copied whom.
const STANDING: usize = 200;

/// For each paper the earlier ones that it shares a passage with: without one nothing is laid side by side, and a file of
/// thousands of short records is not compared with itself record by record.
fn candidates(folded: &[Vec<String>]) -> Vec<BTreeSet<usize>> {
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (paper, texts) in folded.iter().enumerate() {
        for text in texts {
            let held = holders.entry(text).or_default();
            if held.last() != Some(&paper) && held.len() <= STANDING {
                held.push(paper);
            }
        }
    }
    let of = |(paper, texts): (usize, &Vec<String>)| {
        let held = texts.iter().filter_map(|text| holders.get(text.as_str())).filter(|held| held.len() <= STANDING);
        held.flat_map(|held| held.iter().copied().take_while(|&earlier| earlier < paper)).collect()
    };
    folded.iter().enumerate().map(of).collect()
}

/// Two components of one file are two statements, and so are the papers of two meetings.
fn may_be_copies(a: &Paper, b: &Paper) -> bool {
    a.document != b.document && (a.meeting.is_none() || b.meeting.is_none() || a.meeting == b.meeting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::catalogue::copies::Line;

    fn paper(document: &str, meeting: Option<&str>, state: Option<&str>, lines: &[&str]) -> Paper {
        let passages = lines.iter().enumerate();
        Paper {
            document: document.into(),
            n: 1,
            meeting: meeting.map(str::to_owned),
            state: state.map(|word| word.parse().unwrap()),
            passages: passages.map(|(i, text)| Line { id: format!("{document}{i}"), text: (*text).into() }).collect(),
        }
    }

    fn pairs(copies: Vec<Copy>) -> Vec<String> {
        copies.into_iter().map(|c| format!("{} of {}", c.passage, c.of)).collect()
    }

    #[test]
    fn a_copy_of_a_copy_points_at_what_stands() {
        let lines = ["Councillor A asked about the school.", "The Director said that it would open."];
        let papers = ["own", "pack", "next"].map(|name| paper(name, Some("m"), None, &lines));
        let (copies, amended) = fold_group(&papers);
        assert_eq!(pairs(copies), ["pack0 of own0", "pack1 of own1", "next0 of own0", "next1 of own1"]);
        assert!(amended.is_empty());
    }

    #[test]
    fn many_records_that_share_a_sentence_are_not_compared_each_with_each() {
        let folded: Vec<Vec<String>> =
            (0..4_000).map(|n| vec!["noted".to_owned(), format!("record {}", n / 2)]).collect();
        let compared: usize = candidates(&folded).iter().map(BTreeSet::len).sum();
        assert_eq!(compared, 2_000, "each with the one that says the same");
    }

    #[test]
    fn papers_of_two_meetings_are_never_copies() {
        let lines = ["The minutes were agreed as a correct record."];
        let papers = [paper("a", Some("cabinet"), None, &lines), paper("b", Some("council"), None, &lines)];
        assert_eq!(pairs(fold_group(&papers).0), Vec::<String>::new());
    }

    #[test]
    fn what_a_draft_said_otherwise_is_kept_beside_the_confirmed_words() {
        let confirmed = "The Director said that twelve social workers had been appointed since the summer.";
        let draft = "The Director said that ten social workers had left the council since the summer.";
        let papers = [
            paper("final", Some("m"), Some("confirmed"), &["Opening.", confirmed]),
            paper("draft", Some("m"), Some("draft"), &["Opening.", draft]),
        ];
        let (copies, amended) = fold_group(&papers);
        assert_eq!(pairs(copies), ["draft0 of final0"]);
        assert_eq!(pairs(amended), ["draft1 of final1"]);
    }
}

//! The rows of a component that are lists of their own: what was resolved, promised, voted on, and what a letter found.

use super::{CatalogueError, Place, Writing, count};
use record::{CommitmentId, Due, LetterId, Owner, Passage, PassageId, ResolutionId, Side, Vote, VoteId, VoteOutcome};
use rusqlite::params;
use serde_json::{Value, json};

impl Writing<'_> {
    pub(super) fn resolutions(&mut self, place: &Place<'_>) -> Result<(), CatalogueError> {
        let mut insert = self.catalogue.prepare_cached(
            "INSERT INTO resolution (id, document_id, component, passage_id, seq, n, text, verb, item, owner,
                 due_as_printed, due_on, why)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?;
        for (seq, row) in place.component.resolutions.iter().enumerate() {
            let Some(passage) = place.passages.get(row.passage) else { continue };
            let id = ResolutionId::derive(self.document, &row.text, count(&mut self.seen, "resolution", &row.text));
            self.before.remove(&("resolution", id.as_str().to_owned()));
            let (due, on) = due(row.due.as_ref());
            insert.execute(params![
                id.as_str(),
                self.document.as_str(),
                place.component.n,
                passage.as_str(),
                seq as i64,
                row.n,
                row.text,
                row.verb.as_str(),
                row.item.map(|item| item as i64),
                owner(row.owner.as_ref())?,
                due,
                on,
                row.why,
            ])?;
        }
        Ok(())
    }

    pub(super) fn commitments(&mut self, place: &Place<'_>) -> Result<(), CatalogueError> {
        let mut insert = self.catalogue.prepare_cached(
            "INSERT INTO commitment (id, document_id, component, passage_id, seq, text, basis, strength, item, owner,
                 beneficiary, due_as_printed, due_on, why)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        )?;
        for (seq, row) in place.component.commitments.iter().enumerate() {
            let Some(passage) = place.passages.get(row.passage) else { continue };
            let id = CommitmentId::derive(self.document, &row.text, count(&mut self.seen, "commitment", &row.text));
            self.before.remove(&("commitment", id.as_str().to_owned()));
            let (due, on) = due(row.due.as_ref());
            insert.execute(params![
                id.as_str(),
                self.document.as_str(),
                place.component.n,
                passage.as_str(),
                seq as i64,
                row.text,
                row.basis.as_str(),
                row.strength.as_str(),
                row.item.map(|item| item as i64),
                owner(row.owner.as_ref())?,
                row.beneficiary,
                due,
                on,
                row.why,
            ])?;
        }
        Ok(())
    }

    pub(super) fn votes(&mut self, place: &Place<'_>) -> Result<(), CatalogueError> {
        let mut insert = self.catalogue.prepare_cached(
            "INSERT INTO vote (id, document_id, component, passage_id, seq, motion, mover, seconder, outcome, sides, item,
                 why, motion_passages)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?;
        for (seq, row) in place.component.votes.iter().enumerate() {
            let Some(passage) = place.passages.get(row.passage) else { continue };
            let id = VoteId::derive(self.document, &row.motion, count(&mut self.seen, "vote", &row.motion));
            let motion: Vec<&str> = motion_passages(&place.component.passages, row)
                .into_iter()
                .filter_map(|at| place.passages.get(at))
                .map(PassageId::as_str)
                .collect();
            insert.execute(params![
                id.as_str(),
                self.document.as_str(),
                place.component.n,
                passage.as_str(),
                seq as i64,
                row.motion,
                row.mover,
                row.seconder,
                row.outcome.map(VoteOutcome::as_str),
                sides(row).to_string(),
                row.item.map(|item| item as i64),
                row.why,
                (!motion.is_empty()).then(|| json!(motion).to_string()),
            ])?;
        }
        Ok(())
    }

    pub(super) fn letter(&mut self, place: &Place<'_>, council: Option<&str>) -> Result<(), CatalogueError> {
        let Some(letter) = &place.component.letter else { return Ok(()) };
        let nth = count(&mut self.seen, "letter", &letter.title);
        let id = LetterId::derive(self.document, &letter.title, nth);
        let mut reading = serde_json::to_value(letter)?;
        for (point, row) in letter.improvement_points.iter().enumerate() {
            let passage = place.passages.get(row.passage).map(PassageId::as_str);
            reading["improvement_points"][point]["passage_id"] = json!(passage);
        }
        self.catalogue
            .prepare_cached(
                "INSERT INTO letter (id, document_id, component, date, council_id, title, sort, reading)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                id.as_str(),
                self.document.as_str(),
                place.component.n,
                letter.date.map(|d| d.to_string()),
                council,
                letter.title,
                letter.sort.as_str(),
                reading.to_string(),
            ])?;
        Ok(())
    }
}

/// How many passages before that of a vote may hold what it was about: a motion of several paragraphs, and the names of
/// those who spoke to it.
const MOTION_BEFORE: usize = 24;

/// And how many behind it: “it was proposed: ...”.
const MOTION_BEHIND: usize = 3;

/// Fewer characters than these are in many passages.
const TELLING: usize = 20;

/// The passages beside that of a vote in which words of its motion stand: those that are parts of it, and the nearest
/// that holds it whole.
fn motion_passages(passages: &[Passage], vote: &Vote) -> Vec<usize> {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text_at = |at: usize| passages.get(at).map(|passage| plain(&passage.text)).unwrap_or_default();
    let motion = plain(&vote.motion);
    if motion.len() < TELLING || text_at(vote.passage).contains(&motion) {
        return Vec::new();
    }
    let near = vote.passage.saturating_sub(MOTION_BEFORE)..(vote.passage + MOTION_BEHIND + 1).min(passages.len());
    let (mut parts, mut whole) = (Vec::new(), None);
    for at in near.filter(|&at| at != vote.passage) {
        let text = text_at(at);
        if text.len() >= TELLING && motion.contains(&text) {
            parts.push(at);
        } else if text.contains(&motion) && whole.is_none_or(|_| at < vote.passage) {
            whole = Some(at);
        }
    }
    parts.extend(whole);
    parts
}

fn owner(owner: Option<&Owner>) -> Result<Option<String>, CatalogueError> {
    Ok(owner.map(serde_json::to_string).transpose()?)
}

fn due(due: Option<&Due>) -> (Option<&str>, Option<String>) {
    match due {
        Some(due) => (Some(&due.as_printed), due.date.map(|d| d.to_string())),
        None => (None, None),
    }
}

fn sides(vote: &Vote) -> Value {
    let side = |side: &Side| {
        let names: Vec<_> = side
            .names
            .iter()
            .map(|voter| json!({"as_printed": voter.as_printed, "name": voter.name, "person": null}))
            .collect();
        json!({"count": side.count, "names": names})
    };
    json!({"for": side(&vote.r#for), "against": side(&vote.against), "abstain": side(&vote.abstain)})
}

//! Who is who: the people of each council, from what sources publish of members and what papers print of names.
//!
//! What was printed stays as it is; the person stands beside it.

use crate::store::Store;
use crate::store::catalogue::CatalogueError;
use crate::store::catalogue::people::{self, Evidence, Identified};
use record::{CouncilId, PersonId};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::time::Instant;

/// What was identified.
#[derive(Debug, Default, Serialize)]
pub struct IdentifyReport {
    /// People known.
    pub people: u64,
    /// Documents in which somebody is now known as somebody else, or known at all.
    pub documents: u64,
    /// Seconds that it took.
    pub seconds: f64,
}

/// Works out the people of every council anew and notes them beside passages, attendance, owners and votes, where
/// anything was read since it was last done.
///
/// # Errors
/// The catalogue cannot be asked or written to.
pub fn identify(store: &mut Store) -> Result<IdentifyReport, CatalogueError> {
    let begun = Instant::now();
    let mut report = IdentifyReport::default();
    if !people::is_due(store.catalogue())? {
        return Ok(report);
    }
    for council in people::councils(store.catalogue())? {
        let evidence = people::evidence(store.catalogue(), &council)?;
        let known = work_out(&council, &evidence);
        report.people += known.len() as u64;
        report.documents += store.write(|t| people::keep(t, &council, &known))?;
    }
    store.write(people::done)?;
    report.seconds = begun.elapsed().as_secs_f64();
    Ok(report)
}

/// The people behind the evidence, each with the names that mean them and nobody else.
fn work_out(council: &CouncilId, evidence: &Evidence) -> Vec<Identified> {
    let people = extract::people::identify(&evidence.sightings);
    let called: Vec<BTreeSet<_>> = people
        .iter()
        .map(|person| {
            let sightings = person.sightings.iter().filter_map(|&at| evidence.sightings.get(at));
            sightings.map(|s| (s.name.clone(), s.committee.clone())).collect()
        })
        .collect();
    let mut bearers: HashMap<&(String, Option<String>), usize> = HashMap::new();
    for name in called.iter().flatten() {
        *bearers.entry(name).or_default() += 1;
    }
    people
        .into_iter()
        .zip(&called)
        .map(|(identity, called)| Identified {
            id: PersonId::derive(council, &identity.key),
            member: evidence.members.iter().find(|member| identity.source_ids.contains(&member.key)).cloned(),
            // A name that two people bear in one committee names neither: none is better than the wrong one.
            called: called
                .iter()
                .filter(|name| bearers.get(name) == Some(&1) && !evidence.shared.contains(*name))
                .cloned()
                .collect(),
            identity,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use extract::people::Sighting;

    fn seen(name: &str, councillor: bool) -> Sighting {
        Sighting {
            name: name.into(),
            councillor: Some(councillor),
            committee: Some("scrutiny".into()),
            ..Sighting::default()
        }
    }

    #[test]
    fn a_name_that_two_bear_in_one_committee_names_neither() {
        let sightings = vec![seen("Robin Vale", true), seen("Robin Vale", false), seen("Ash Marrow", true)];
        let known = work_out(&CouncilId::from_name("Anytown"), &Evidence { sightings, ..Evidence::default() });
        let called: Vec<(&str, usize)> = known.iter().map(|p| (p.identity.name.as_str(), p.called.len())).collect();
        assert_eq!(called, [("Ash Marrow", 1), ("Robin Vale", 0), ("Robin Vale", 0)]);
    }

    #[test]
    fn a_name_that_one_list_has_twice_names_nobody() {
        let shared = [("Ash Marrow".to_owned(), Some("scrutiny".to_owned()))].into();
        let evidence = Evidence { sightings: vec![seen("Ash Marrow", true)], shared, ..Evidence::default() };
        let known = work_out(&CouncilId::from_name("Anytown"), &evidence);
        assert!(known.iter().all(|person| person.called.is_empty()), "{known:?}");
    }
}

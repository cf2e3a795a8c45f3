//! What became of what was promised: links undertakings, resolutions and inspectors' points to the later passages that
//! take them up.
//!
//! Worked out anew for every committee and council of which something was read; the rest stays as it is.

use crate::store::Store;
use crate::store::catalogue::CatalogueError;
use crate::store::catalogue::following;
use extract::follow::{Later, Name, Outcome, Record, Undertaking};
use index::thesaurus::Thesaurus;
use jiff::civil::Date;
use serde::Serialize;
use std::time::Instant;

/// What was followed.
#[derive(Debug, Default, Serialize)]
pub struct FollowReport {
    /// Undertakings, resolutions and improvement points that were followed.
    pub followed: u64,
    /// Those that later passages take up.
    pub taken_up: u64,
    /// Seconds that it took.
    pub seconds: f64,
}

/// Follows everything in the record of which something changed. `today` tells what is not due yet. With a thesaurus, what
/// is named otherwise counts too.
///
/// # Errors
/// The catalogue cannot be asked or written to.
pub fn follow(store: &mut Store, today: Date, thesaurus: Option<&Thesaurus>) -> Result<FollowReport, CatalogueError> {
    let begun = Instant::now();
    let mut report = FollowReport::default();
    for committee in following::changed_committees(store.catalogue())? {
        let mut undertakings = following::undertakings(store.catalogue(), &committee)?;
        undertakings.iter_mut().for_each(|u| u.names = names(thesaurus, &u.text));
        let record = weigh(thesaurus, following::record_of_committee(store.catalogue(), &committee)?);
        keep(store, &mut report, &undertakings, |undertaking| record.follow(undertaking, None, today))?;
    }
    for council in following::changed_councils(store.catalogue())? {
        let record = weigh(thesaurus, following::record_of_council(store.catalogue(), &council)?);
        for mut letter in following::letters(store.catalogue(), &council)? {
            letter.points.iter_mut().for_each(|point| point.names = names(thesaurus, &point.text));
            keep(store, &mut report, &letter.points, |point| record.follow(point, letter.until, today))?;
        }
    }
    store.write(following::settle)?;
    report.seconds = begun.elapsed().as_secs_f64();
    Ok(report)
}

/// Weighs the passages of a record, with the names in them where other names count.
fn weigh(thesaurus: Option<&Thesaurus>, mut passages: Vec<Later>) -> Record {
    passages.iter_mut().for_each(|passage| passage.names = names(thesaurus, &passage.text));
    Record::weigh(passages)
}

fn names(thesaurus: Option<&Thesaurus>, text: &str) -> Vec<Name> {
    let found = thesaurus.into_iter().flat_map(|thesaurus| thesaurus.names_in(text));
    found
        .map(|(concept, printed)| Name { thing: concept.preferred().to_owned(), printed: printed.to_owned() })
        .collect()
}

fn keep(
    store: &mut Store,
    report: &mut FollowReport,
    undertakings: &[Undertaking],
    outcome: impl Fn(&Undertaking) -> Outcome,
) -> Result<(), CatalogueError> {
    let found: Vec<(&Undertaking, Outcome)> = undertakings.iter().map(|u| (u, outcome(u))).collect();
    report.followed += found.len() as u64;
    report.taken_up += found.iter().filter(|(_, outcome)| !outcome.follow_ups.is_empty()).count() as u64;
    store.write(|t| following::keep(t, &found))
}

//! Silence is news: what is missing where something used to come, told from the rhythm that each source and committee had.
//!
//! Worked out anew after every crawl from what the catalogue holds. A source that was not read lately says nothing of its
//! meetings: what was told of them before stands, and nothing is added.

mod rhythm;
pub mod rules;

use super::Setting;
use crate::store::Store;
use crate::store::catalogue::silences::{self, Noticed};
use jiff::{Timestamp, ToSpan};
use serde::Serialize;

/// Years that are looked back: a rhythm is learnt from the last two years, and a recess from the one before.
const YEARS: i64 = 3;

/// What was noticed.
#[derive(Debug, Default, Serialize)]
pub struct SilenceReport {
    /// Silences that are new.
    pub new: u64,
    /// Silences that are over.
    pub ended: u64,
}

/// Notes what is missing now, source after source.
///
/// # Errors
/// SQLite refuses.
pub fn notice(store: &mut Store, setting: Setting<'_>, now: Timestamp) -> anyhow::Result<SilenceReport> {
    let names: Vec<&str> = setting.config.source.iter().map(|source| source.name.as_str()).collect();
    let today = now.to_zoned(setting.config.timezone()).date();
    let mut report = SilenceReport { ended: store.write(|t| silences::end_all_but(t, &names, now))?, new: 0 };
    for source in silences::watched(store.catalogue())?.iter().filter(|source| names.contains(&source.name.as_str())) {
        let mut found: Vec<_> = rules::of_source(source, now).into_iter().collect();
        let answers = rules::answers(source, now);
        if answers {
            let from = today.saturating_sub(YEARS.years());
            let sittings = silences::sittings(store.catalogue(), &source.name, from)?;
            found.extend(rules::of_meetings(source, &sittings, today));
        }
        let may_end = |kind, seen_at| rules::may_end(kind, seen_at, answers, now);
        let noticed: Noticed = store.write(|t| silences::notice(t, &source.name, &found, may_end, now))?;
        report.new += noticed.new;
        report.ended += noticed.ended;
    }
    Ok(report)
}

//! Mentions over time, raw and against how many words were said.

use super::columns::BatchColumn;
use super::for_each_match::{Batch, Want};
use crate::answer::{Counted, Step};
use crate::engine::{ColumnValue, Extent, Part};
use crate::error::IndexError;
use crate::filters::Filters;
use crate::query::Query;
use crate::read::Snapshot;
use crate::request::Interval;
use crate::routes::{RouteCount, RouteKind, Routes};
use crate::schema::NumberColumn;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What one period holds.
#[derive(Default)]
struct Period {
    mentions: u64,
    passages: u64,
    words: u64,
    /// Passages that say it in other words, by route.
    otherwise: BTreeMap<RouteKind, u64>,
}

impl Snapshot {
    /// Mentions over time, raw and by number of words; every period between first and last. Passages that say it in other
    /// words by `routes` are counted beside them, route by route.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn timeline(
        &self,
        query: &Query,
        filters: &Filters,
        interval: Interval,
        routes: Routes,
    ) -> Result<Counted<Vec<Step>>, IndexError> {
        let mut periods: FxHashMap<Option<u64>, Period> = FxHashMap::default();
        let mut sought = self.prepare(query, filters)?;
        let open = |part: &Part<'_>| BatchColumn::open(self, part.segment, NumberColumn::Date);
        let each = |dates: &mut BatchColumn, batch: &Batch| {
            for (&date, mentions) in dates.values_of(&batch.docs).iter().zip(&batch.mentions) {
                let period = periods.entry(interval.number(date)).or_default();
                period.mentions += mentions;
                period.passages += 1;
            }
        };
        let counted = self.engine.tallies(&sought.plan, &[NumberColumn::Date.name()])?;
        let extent = Extent::beside(counted.is_some());
        self.for_each_batch_of(&sought.plan, extent, Want::Mentions, open, each, drop)?.report(&mut sought.cut);
        for (value, tally) in counted.into_iter().flatten().flatten() {
            if let ColumnValue::Number(date) = value {
                let period = periods.entry(interval.number(date)).or_default();
                period.mentions += tally.mentions;
                period.passages += tally.passages;
            }
        }
        if !routes.is_empty() && sought.plan.seeks_words() {
            let found = self.related_passages(query, filters, &sought.plan, routes, &mut sought.cut)?;
            for &passage in &found.passages {
                let period = periods.entry(interval.number(passage.date)).or_default();
                *period.otherwise.entry(found.route_of(passage)).or_default() += 1;
            }
        }
        let within = self.prepare_filters(query, filters)?;
        let pass = self.for_each_word_total(&within.plan, |date, words| {
            periods.entry(interval.number(date)).or_default().words += words;
        });
        pass?.report(&mut sought.cut);
        let mut periods: BTreeMap<Option<u64>, Period> = periods.into_iter().collect();
        let undated = periods.remove(&None).filter(|p| p.passages > 0 || !p.otherwise.is_empty());
        let known: Vec<u64> = periods.keys().flatten().copied().collect();
        let (first, last) = (known.first().copied().unwrap_or(1), known.last().copied().unwrap_or(0));
        let dated = (first..=last).map(|n| step(Some(interval.name(n)), periods.remove(&Some(n)).unwrap_or_default()));
        let mut steps: Vec<Step> = dated.collect();
        steps.extend(undated.map(|p| step(None, p)));
        Ok(sought.counted(steps))
    }
}

fn step(period: Option<String>, Period { mentions, passages, words, otherwise }: Period) -> Step {
    let per_10_000_words = if words == 0 { 0.0 } else { mentions as f64 * 10_000.0 / words as f64 };
    let otherwise = otherwise.into_iter().map(|(route, passages)| RouteCount { route, passages }).collect();
    Step { period, mentions, passages, words, per_10_000_words, otherwise }
}

impl Interval {
    /// The number of the period of a day, counted so that each follows the last; `None` for no date.
    fn number(self, date: u64) -> Option<u64> {
        let (year, month) = (date / 10_000, date / 100 % 100);
        (date > 0).then(|| match self {
            Self::Year => year,
            Self::Quarter => year * 4 + (month.max(1) - 1) / 3,
            Self::Month => year * 12 + month.max(1) - 1,
        })
    }

    fn name(self, number: u64) -> String {
        match self {
            Self::Year => format!("{number:04}"),
            Self::Quarter => format!("{:04}-Q{}", number / 4, number % 4 + 1),
            Self::Month => format!("{:04}-{:02}", number / 12, number % 12 + 1),
        }
    }
}

//! Rhythms: how long something usually takes, learnt from how long it took.

use jiff::civil::Date;

/// How many gaps between meetings must have been seen before another is expected.
const ENOUGH_GAPS: usize = 4;

/// How often papers must have been seen to come before any are expected. Of fewer the longest wait is too often not yet among
/// them: in a made-up year of twenty councils four gave a dozen false alarms.
pub const ENOUGH: usize = 8;

/// The same for a committee by itself, beside the others of its council.
pub const ENOUGH_OF_ITS_OWN: usize = 12;

/// Days around the same day of the year: what a summer recess makes of one gap says nothing of those in spring.
const SEASON: i64 = 45;

/// Numbers of days that something took.
#[derive(Debug, Clone, Default)]
pub struct Habit(Vec<i64>);

impl Habit {
    /// Adds what it took once.
    pub fn add(&mut self, days: i64) {
        self.0.push(days);
    }

    /// The longest that it is usual to wait: the longest that was seen, and twice as much again as lies between two neighbours
    /// of what was seen, since the longest of a few is rarely the longest there is. `None` where it was seen less than
    /// `enough` times.
    pub fn longest(&self, enough: usize) -> Option<i64> {
        let (first, last) = (self.0.iter().min()?, self.0.iter().max()?);
        let seen = i64::try_from(self.0.len()).ok()?;
        let more = (2 * (last - first) + seen - 1) / seen;
        (self.0.len() >= enough).then_some(last + more)
    }
}

/// The days from one meeting to the next, by the day of the earlier.
#[derive(Debug, Clone, Default)]
pub struct Gaps(Vec<(Date, i64)>);

impl Gaps {
    /// Those between these days, which are in order.
    pub fn between(days: &[Date]) -> Self {
        let pairs = days.windows(2).map(|pair| (pair[0], days_from(pair[0], pair[1])));
        Self(pairs.filter(|(_, gap)| *gap > 0).collect())
    }

    /// The longest gap that is usual after this day: the longest at this time of the year, and no less than half of all gaps.
    pub fn longest_after(&self, day: Date) -> Option<i64> {
        let mut all: Vec<i64> = self.0.iter().map(|(_, gap)| *gap).collect();
        if all.len() < ENOUGH_GAPS {
            return None;
        }
        all.sort_unstable();
        let usual = all[all.len() / 2];
        let at_this_time = self.0.iter().filter(|(from, _)| apart_in_the_year(*from, day) <= SEASON);
        // A year that was not seen yet says nothing of its recess: until then the longest of all counts.
        let longest = at_this_time.map(|(_, gap)| *gap).max().or_else(|| all.last().copied())?;
        Some(longest.max(usual))
    }
}

/// Whole days from one to the other.
pub fn days_from(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// Days between two days of the year, whatever the year.
fn apart_in_the_year(one: Date, other: Date) -> i64 {
    let apart = (i64::from(one.day_of_year()) - i64::from(other.day_of_year())).abs();
    apart.min(365 - apart)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    #[test]
    fn a_habit_is_known_once_it_was_seen_often_enough() {
        let habit = |days: &[i64]| Habit(days.to_vec()).longest(4);
        assert_eq!(habit(&[10, 12, 11]), None);
        assert_eq!(habit(&[10, 10, 10, 10]), Some(10));
        assert_eq!(habit(&[4, 20, 9, 12]), Some(28), "few that lie far apart: the longest is not the longest there is");
        assert_eq!(habit(&[-7, -7, -6, -5]), Some(-4));
    }

    #[test]
    fn a_recess_is_expected_at_its_time_of_the_year_alone() {
        let mut days = Vec::new();
        let mut day = date(2023, 1, 10);
        while day < date(2025, 3, 1) {
            if day.month() != 8 {
                days.push(day);
            }
            day = day.saturating_add(4.weeks());
        }
        let gaps = Gaps::between(&days);
        assert_eq!(gaps.longest_after(date(2025, 3, 11)), Some(28));
        assert_eq!(gaps.longest_after(date(2025, 7, 20)), Some(56));
        assert_eq!(Gaps::between(&days[..4]).longest_after(day), None);
        // An extra meeting in the week after is no habit.
        let gaps = Gaps::between(&[0, 90, 97, 180, 270, 360].map(|n: i64| date(2024, 1, 1).saturating_add(n.days())));
        assert_eq!(gaps.longest_after(date(2025, 4, 2)), Some(90));
    }
}

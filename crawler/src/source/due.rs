//! When something is asked for again: what is recent in every run, what is old ever more rarely.

use super::visit::Plan;
use jiff::Timestamp;
use jiff::civil::Date;

/// Whether a page about a meeting or a decision is asked for again: recent and coming ones in every run, those of the last two years weekly,
/// older ones every quarter.
pub(super) fn is_due(plan: &Plan, on: Option<Date>, checked_at: Option<Timestamp>) -> bool {
    let every_days = match on {
        _ if plan.full || checked_at.is_none() => 0,
        _ if looks_back(plan, on) => 0,
        Some(on) if days_ago(plan, on) <= 731 => 7,
        Some(_) => 91,
        None => 7,
    };
    days_since(plan.now, checked_at) >= every_days
}

/// Whether a meeting lies within the time of looking back, or is at most a fortnight ahead.
pub(super) fn looks_back(plan: &Plan, on: Option<Date>) -> bool {
    on.is_some_and(|on| (-14..=i64::from(plan.look_back_days)).contains(&days_ago(plan, on)))
}

fn days_ago(plan: &Plan, on: Date) -> i64 {
    plan.today().duration_since(on).as_hours() / 24
}

/// Whole days, a little early rather than late: a daily run does not start on the second.
pub(super) fn days_since(now: Timestamp, then: Option<Timestamp>) -> i64 {
    then.map_or(i64::MAX, |then| (now.duration_since(then).as_hours() + 6) / 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_again_when_it_is_time() {
        let now: Timestamp = "2024-06-01T04:30:00Z".parse().unwrap();
        let plan = Plan { now, look_back_days: 120, full: false, max_document_bytes: 1 };
        for (on, checked_days_ago, due) in [
            ("2024-05-01", 1, true),
            ("2024-06-10", 1, true),
            ("2024-09-10", 1, false),
            ("2024-09-10", 7, true),
            ("2024-01-01", 1, false),
            ("2024-01-01", 7, true),
            ("2019-01-01", 80, false),
            ("2019-01-01", 91, true),
        ] {
            let checked = now - jiff::SignedDuration::from_hours(24 * checked_days_ago);
            assert_eq!(is_due(&plan, Some(on.parse().unwrap()), Some(checked)), due, "{on} {checked_days_ago}");
        }
        assert!(is_due(&plan, None, None));
        assert!(is_due(&Plan { full: true, ..plan }, Some("2019-01-01".parse().unwrap()), Some(now)));
    }
}

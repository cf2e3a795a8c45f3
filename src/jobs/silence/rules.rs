//! The rules: what counts as silence, of a source and of the meetings that it lists.

use super::rhythm::{ENOUGH, ENOUGH_OF_ITS_OWN, Gaps, Habit, days_from};
use crate::store::catalogue::silences::{Silence, Sitting, Watched};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use record::{ProblemCode, SilenceKind, SourceState};
use std::collections::BTreeMap;

/// A site that fails once is asked again the next day: only who fails twice in a row is told of.
const PATIENCE: SignedDuration = SignedDuration::from_hours(36);

/// Meetings without minutes that are waited for: what did not come in a year does not come.
const WAITED_FOR: i64 = 365;

/// Lists of past years are read once a week: that one of them shows less is said by one visit in seven.
const LISTS_ARE_READ_WITHIN: SignedDuration = SignedDuration::from_hours(8 * 24);

/// Whether a silence that is not found any more is over. Who does not answer says nothing of meetings and lists.
pub fn may_end(kind: SilenceKind, seen_at: Timestamp, answers: bool, now: Timestamp) -> bool {
    match kind {
        SilenceKind::NoPapers | SilenceKind::LateMinutes | SilenceKind::NoMeetings => answers,
        SilenceKind::LessThanBefore => answers && now.duration_since(seen_at) >= LISTS_ARE_READ_WITHIN,
        SilenceKind::Moved | SilenceKind::OtherPlatform | SilenceKind::Refused | SilenceKind::Failing => true,
    }
}

/// Whether what a source publishes was seen lately, so that what is missing there is not merely what we did not see.
pub fn answers(source: &Watched, now: Timestamp) -> bool {
    source.state == SourceState::Ok && source.answered_at.is_some_and(|at| now.duration_since(at) < PATIENCE)
}

/// What is wrong with the source as a whole.
pub fn of_source(source: &Watched, now: Timestamp) -> Option<Silence> {
    let told = |code| source.problems.iter().find(|(of, _)| *of == code).map(|(_, message)| message.clone());
    let silence = |kind: SilenceKind, since: Timestamp, message: String| Silence {
        kind,
        committee_id: None,
        meeting_id: None,
        since: day(since),
        message,
    };
    if source.state == SourceState::Ok {
        let less = told(ProblemCode::FarFewerMeetings).or_else(|| told(ProblemCode::FarFewerPapers))?;
        return Some(silence(SilenceKind::LessThanBefore, source.visited_at.unwrap_or(now), less));
    }
    let answered = source.answered_at.filter(|at| now.duration_since(*at) < PATIENCE);
    if source.state == SourceState::Never || answered.is_some() {
        return None;
    }
    let since = source.answered_at.or(source.visited_at).unwrap_or(now);
    let why = source.message.clone().unwrap_or_default();
    let (kind, message) = match (told(ProblemCode::OtherPlatform), told(ProblemCode::Moved)) {
        (Some(message), _) => (SilenceKind::OtherPlatform, message),
        (None, Some(message)) => (SilenceKind::Moved, message),
        (None, None) if source.state == SourceState::Refused => (SilenceKind::Refused, why),
        (None, None) => (SilenceKind::Failing, why),
    };
    Some(silence(kind, since, message))
}

/// How the committees of one source go about their papers.
struct Rhythm {
    papers: Habit,
    minutes: Habit,
}

impl Rhythm {
    /// What was seen as it happened: of meetings before the first visit it is not known when their papers came.
    fn learn<'s>(sittings: impl Iterator<Item = &'s Sitting>, watched_since: Date) -> Self {
        let mut rhythm = Self { papers: Habit::default(), minutes: Habit::default() };
        for sitting in sittings.filter(|sitting| sitting.on >= watched_since) {
            let took = |at: Option<Timestamp>| at.map(|at| days_from(sitting.on, day(at)));
            took(sitting.first_paper_at).into_iter().for_each(|days| rhythm.papers.add(days));
            took(sitting.minutes_at).into_iter().for_each(|days| rhythm.minutes.add(days));
        }
        rhythm
    }
}

/// What is missing of the meetings of a source, which are in order of committee and day.
pub fn of_meetings(source: &Watched, sittings: &[Sitting], today: Date) -> Vec<Silence> {
    let Some(watched_since) = source.first_paper_at.map(day) else { return Vec::new() };
    let of_all = Rhythm::learn(sittings.iter(), watched_since);
    let mut by_committee: BTreeMap<&str, Vec<&Sitting>> = BTreeMap::new();
    for sitting in sittings {
        by_committee.entry(&sitting.committee_id).or_default().push(sitting);
    }
    let mut silences = Vec::new();
    for own in by_committee.values() {
        let rhythm = Rhythm::learn(own.iter().copied(), watched_since);
        // A committee of which little was seen is taken to be like the others of its council.
        let papers = rhythm.papers.longest(ENOUGH_OF_ITS_OWN).or_else(|| of_all.papers.longest(ENOUGH));
        let minutes = rhythm.minutes.longest(ENOUGH_OF_ITS_OWN).or_else(|| of_all.minutes.longest(ENOUGH));
        let waited_for = |sitting: &&&Sitting| {
            let ago = days_from(sitting.on, today);
            sitting.on >= watched_since && (1..=WAITED_FOR).contains(&ago) && !is_off(sitting.status.as_deref())
        };
        for sitting in own.iter().filter(waited_for) {
            let overdue = |usual: Option<i64>| usual.filter(|usual| days_from(sitting.on, today) > (*usual).max(0));
            silences.extend(match (sitting.first_paper_at, sitting.minutes_at) {
                (None, _) => overdue(papers).map(|usual| no_papers(sitting, usual)),
                (Some(_), None) => overdue(minutes).map(|usual| late_minutes(sitting, usual)),
                (Some(_), Some(_)) => None,
            });
        }
        silences.extend(no_meetings(own, papers, watched_since, today));
    }
    silences
}

fn no_papers(sitting: &Sitting, usual: i64) -> Silence {
    let message = format!(
        "{} met on {} by its calendar, and no paper of it is published; those of its meetings are {}",
        sitting.committee,
        sitting.on,
        by_then(usual)
    );
    of_sitting(SilenceKind::NoPapers, sitting, usual, message)
}

fn late_minutes(sitting: &Sitting, usual: i64) -> Silence {
    let message = format!(
        "the minutes of {} of {} are not published; those of its meetings are {}",
        sitting.committee,
        sitting.on,
        by_then(usual)
    );
    of_sitting(SilenceKind::LateMinutes, sitting, usual, message)
}

fn by_then(usual: i64) -> String {
    match usual {
        ..=0 => "by the day itself".to_owned(),
        1 => "within a day".to_owned(),
        days => format!("within {days} days"),
    }
}

fn of_sitting(kind: SilenceKind, sitting: &Sitting, usual: i64, message: String) -> Silence {
    Silence {
        kind,
        committee_id: Some(sitting.committee_id.clone()),
        meeting_id: Some(sitting.id.clone()),
        since: sitting.on.saturating_add(usual.max(0).days()),
        message,
    }
}

/// A committee of which no meeting is listed for longer than ever at this time of the year. Papers of a meeting that no
/// calendar lists tell of it late: as late as papers usually are.
fn no_meetings(own: &[&Sitting], papers: Option<i64>, watched_since: Date, today: Date) -> Option<Silence> {
    let last = own.last()?;
    let mut days: Vec<Date> = own.iter().map(|sitting| sitting.on).collect();
    days.dedup();
    let usual = Gaps::between(&days).longest_after(last.on)?;
    let told_late = if last.by_calendar { papers.unwrap_or(0).max(0) } else { papers?.max(0) };
    let since = last.on.saturating_add((usual + told_late).days());
    if since >= today || since < watched_since {
        return None;
    }
    let message = format!(
        "{} has no meeting after {}; at this time of the year {usual} days is the longest it was without",
        last.committee, last.on
    );
    Some(Silence {
        kind: SilenceKind::NoMeetings,
        committee_id: Some(last.committee_id.clone()),
        meeting_id: None,
        since,
        message,
    })
}

/// Beginnings of words by which sources say that a meeting is not held, or not then.
const OFF: &[&str] =
    &["cancel", "postpone", "withdrawn", "moved", "abandon", "lapse", "reschedul", "inquorate", "gansl", "ohir"];

fn is_off(status: Option<&str>) -> bool {
    let status = status.unwrap_or_default().to_lowercase();
    status.split(|c: char| !c.is_alphabetic()).any(|word| OFF.iter().any(|off| word.starts_with(off)))
}

/// The day of an instant. Meetings are dated by their own zone; half a day does not matter here.
fn day(at: Timestamp) -> Date {
    at.to_zoned(jiff::tz::TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(day: Date) -> Timestamp {
        day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp()
    }

    fn source(state: SourceState, answered: Date) -> Watched {
        Watched {
            name: "elm".into(),
            state,
            message: Some("answers 503".into()),
            visited_at: Some(at(answered)),
            answered_at: Some(at(answered)),
            first_paper_at: Some(at(date(2025, 1, 1))),
            problems: Vec::new(),
        }
    }

    /// Meetings every fourth week, with agendas a week before and minutes ten days after.
    fn sittings(count: i64) -> Vec<Sitting> {
        let day = |n: i64| date(2025, 1, 7).saturating_add((28 * n).days());
        let sitting = |n: i64| Sitting {
            id: n.to_string(),
            committee_id: "planning".into(),
            committee: "Planning Committee".into(),
            on: day(n),
            status: None,
            by_calendar: true,
            first_paper_at: Some(at(day(n).saturating_sub(7.days()))),
            minutes_at: Some(at(day(n).saturating_add(10.days()))),
        };
        (0..count).map(sitting).collect()
    }

    fn kinds(sittings: &[Sitting], today: Date) -> Vec<SilenceKind> {
        of_meetings(&source(SourceState::Ok, today), sittings, today).iter().map(|silence| silence.kind).collect()
    }

    #[test]
    fn what_is_missing_of_meetings_is_told_on_the_day_after_it_should_have_come() {
        let mut held = sittings(10);
        let last = held[9].on;
        let after = |days: i64| last.saturating_add(days.days());
        assert!(kinds(&held, after(11)).is_empty());
        held[9].minutes_at = None;
        assert!(kinds(&held, after(10)).is_empty());
        assert_eq!(kinds(&held, after(11)), [SilenceKind::LateMinutes]);
        held[9].first_paper_at = None;
        assert!(kinds(&held, last).is_empty());
        assert_eq!(kinds(&held, after(1)), [SilenceKind::NoPapers], "one piece of news, not two");
        held[9].status = Some("CANCELLED".into());
        assert!(kinds(&held, after(20)).is_empty());
        assert_eq!(kinds(&held, after(29)), [SilenceKind::NoMeetings]);
    }

    #[test]
    fn nothing_is_expected_where_little_was_seen_or_it_lies_long_ago() {
        let mut few = sittings(3);
        few[2].minutes_at = None;
        assert!(kinds(&few, few[2].on.saturating_add(200.days())).is_empty());
        // A committee that ended before anyone watched.
        let long_ago: Vec<Sitting> =
            sittings(8).into_iter().map(|s| Sitting { on: s.on.saturating_sub(3.years()), ..s }).collect();
        assert!(kinds(&long_ago, date(2025, 9, 1)).is_empty());
    }

    #[test]
    fn a_source_is_told_of_when_it_fails_twice_and_by_what_it_says() {
        let yesterday = date(2025, 6, 1);
        let now = |days: i64| at(yesterday.saturating_add(days.days()));
        let kind = |source: &Watched, days: i64| of_source(source, now(days)).map(|silence| silence.kind);
        for (state, kind_of) in
            [(SourceState::Failing, SilenceKind::Failing), (SourceState::Refused, SilenceKind::Refused)]
        {
            assert_eq!(kind(&source(state, yesterday), 1), None, "once may happen");
            assert_eq!(kind(&source(state, yesterday), 2), Some(kind_of));
        }
        for (code, state, kind_of) in [
            (ProblemCode::Moved, SourceState::Failing, SilenceKind::Moved),
            (ProblemCode::OtherPlatform, SourceState::Failing, SilenceKind::OtherPlatform),
            (ProblemCode::FarFewerMeetings, SourceState::Ok, SilenceKind::LessThanBefore),
        ] {
            let problems = vec![(code, "in words".to_owned())];
            assert_eq!(kind(&Watched { problems, ..source(state, yesterday) }, 2), Some(kind_of));
        }
        assert_eq!(kind(&source(SourceState::Ok, yesterday), 2), None);
    }

    #[test]
    fn what_is_off_is_waited_for_no_longer() {
        for status in ["CANCELLED", "Meeting postponed", "Withdrawn", "Wedi’i ganslo", "RESCHEDULED to 3 May", "MOVED"]
        {
            assert!(is_off(Some(status)), "{status}");
        }
        assert!(!is_off(Some("Confirmed")) && !is_off(None));
    }
}

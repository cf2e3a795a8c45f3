//! A year of twenty made-up councils, looked at every day: every silence that was planted is told within two days, and nothing
//! else is.

use demo::living::{COMMITTEES, Living, Silence};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use minutebook::jobs::silence::rules;
use minutebook::store::Catalogue;
use minutebook::store::catalogue::silences::{self, Sitting, Told, Watched};
use record::{ProblemCode, SourceState};
use std::collections::{BTreeMap, BTreeSet};

const FIRST: Date = date(2025, 1, 1);

fn noon(day: Date) -> Timestamp {
    day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp()
}

/// What becomes of council number `n`. Half a year is enough to learn its rhythm.
fn planned(n: u64) -> Vec<(Date, Silence)> {
    let day = date(2025, 6, 2).saturating_add((i64::try_from(n).unwrap() * 5).days());
    let committee = usize::try_from(n % 3).unwrap();
    let silence = match n {
        0 | 10 => Silence::NoPapers(committee),
        1 | 11 | 16 => Silence::NoMinutes(committee),
        2 | 12 => Silence::NoMeetings(0),
        3 | 13 => Silence::Half,
        4 | 14 => Silence::Refused,
        5 | 15 => Silence::Failing,
        6 => Silence::Moved,
        7 => Silence::OtherPlatform,
        _ => Silence::OneMeetingLess,
    };
    // Every site has a bad day now and then, which is no silence.
    let bad_day = |after: i64| FIRST.saturating_add((after + i64::try_from(n).unwrap()).days());
    [40, 141, 250].map(|after| (bad_day(after), Silence::OneBadDay)).into_iter().chain([(day, silence)]).collect()
}

/// What must be told of a council: its kind, the committee, and the day from which on it is so.
fn expected(council: &Living) -> Vec<(&'static str, String, Date)> {
    let name = |committee: usize| COMMITTEES[committee].0.to_owned();
    let told = |(day, silence): &(Date, Silence)| match silence {
        Silence::NoPapers(c) => Some(("no_papers", name(*c), council.next(*c, *day)?.on.tomorrow().unwrap())),
        Silence::NoMinutes(c) => {
            let usual = council.slowest_minutes();
            Some(("late_minutes", name(*c), council.next(*c, *day)?.on.saturating_add((usual + 1).days())))
        }
        Silence::NoMeetings(c) => Some(("no_meetings", name(*c), council.misses_a_meeting(*c, *day)?)),
        Silence::Half => Some(("less_than_before", String::new(), *day)),
        Silence::Refused => Some(("refused", String::new(), *day)),
        Silence::Failing => Some(("failing", String::new(), *day)),
        Silence::Moved => Some(("moved", String::new(), *day)),
        Silence::OtherPlatform => Some(("other_platform", String::new(), *day)),
        Silence::OneBadDay | Silence::OneMeetingLess => None,
    };
    council.silences.iter().filter_map(told).collect()
}

/// What is known of a site and of its meetings after it was visited every day up to this one.
struct Seen {
    source: Watched,
    /// Meetings with the day on which each was last listed.
    sittings: BTreeMap<u64, Sitting>,
}

impl Seen {
    fn new(name: String) -> Self {
        let source = Watched {
            name,
            state: SourceState::Never,
            message: None,
            visited_at: None,
            answered_at: None,
            first_paper_at: Some(noon(FIRST)),
            problems: Vec::new(),
        };
        Self { source, sittings: BTreeMap::new() }
    }

    /// A visit, as a crawl tells of it.
    fn visit(&mut self, council: &Living, today: Date) {
        let (state, problem) = match council.trouble(today) {
            None => (SourceState::Ok, None),
            Some(Silence::Refused) => (SourceState::Refused, None),
            Some(Silence::Moved) => (SourceState::Failing, Some(ProblemCode::Moved)),
            Some(Silence::OtherPlatform) => (SourceState::Failing, Some(ProblemCode::OtherPlatform)),
            Some(_) => (SourceState::Failing, None),
        };
        self.source.state = state;
        self.source.visited_at = Some(noon(today));
        self.source.problems = problem.into_iter().map(|code| (code, code.to_string())).collect();
        if state != SourceState::Ok {
            return;
        }
        self.source.answered_at = Some(noon(today));
        let listed = council.listed(today);
        let ids: BTreeSet<u64> = listed.iter().map(|sitting| sitting.id).collect();
        let gone = self.sittings.keys().filter(|id| !ids.contains(id)).count();
        if gone >= 3 && gone * 3 >= self.sittings.len() {
            self.source.problems.push((ProblemCode::FarFewerMeetings, "fewer".into()));
        }
        for sitting in listed {
            let papers = council.papers(&sitting, today);
            let has = |kind: &str| papers.iter().any(|(code, _)| *code == kind);
            let held = self.sittings.entry(sitting.id).or_insert_with(|| Sitting {
                id: sitting.id.to_string(),
                committee_id: COMMITTEES[sitting.committee].0.into(),
                committee: COMMITTEES[sitting.committee].0.into(),
                on: sitting.on,
                status: None,
                by_calendar: true,
                first_paper_at: None,
                minutes_at: None,
            });
            held.status = council.is_off(&sitting, today).then(|| "CANCELLED".to_owned());
            held.first_paper_at = held.first_paper_at.or((!papers.is_empty()).then(|| noon(today)));
            held.minutes_at = held.minutes_at.or(has("MIN").then(|| noon(today)));
        }
    }

    /// The meetings that the calendar shows still, in order of committee and day.
    fn listed(&self, council: &Living, today: Date) -> Vec<Sitting> {
        let ids: BTreeSet<u64> = council.listed(today).iter().map(|sitting| sitting.id).collect();
        let mut sittings: Vec<Sitting> =
            self.sittings.iter().filter(|(id, _)| ids.contains(id)).map(|(_, sitting)| sitting.clone()).collect();
        sittings.sort_by(|a, b| (&a.committee_id, a.on).cmp(&(&b.committee_id, b.on)));
        sittings
    }
}

/// Every silence that was told of these councils in a year.
fn a_year(councils: &[Living]) -> Vec<Told> {
    let catalogue = Catalogue::in_memory().unwrap();
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    let mut seen: Vec<Seen> = councils.iter().map(|council| Seen::new(council.number.to_string())).collect();
    for after in 0..365 {
        let today = FIRST.saturating_add(i64::from(after).days());
        let now = noon(today);
        for (council, seen) in councils.iter().zip(&mut seen) {
            seen.visit(council, today);
            let mut found: Vec<_> = rules::of_source(&seen.source, now).into_iter().collect();
            let answers = rules::answers(&seen.source, now);
            if answers {
                found.extend(rules::of_meetings(&seen.source, &seen.listed(council, today), today));
            }
            let may_end = |kind, seen_at| rules::may_end(kind, seen_at, answers, now);
            silences::notice(&catalogue, &seen.source.name, &found, may_end, now).unwrap();
        }
        let open = silences::untold(&catalogue, "nobody").unwrap();
        let open: Vec<&str> = open.iter().map(String::as_str).collect();
        for silence in silences::told(&catalogue, &open).unwrap() {
            told.insert(silence.id.clone(), silence);
        }
    }
    told.into_values().collect()
}

#[test]
fn every_planted_silence_is_told_within_two_days_and_nothing_else_is() {
    let councils: Vec<Living> = (0..20).map(|number| Living { number, silences: planned(number) }).collect();
    let (mut met, mut slowest, mut false_alarms) = (BTreeSet::new(), 0, Vec::new());
    for silence in a_year(&councils) {
        let number: usize = silence.source.parse().unwrap();
        let on = silence.noticed_at.parse::<Timestamp>().unwrap().to_zoned(TimeZone::UTC).date();
        let planted = expected(&councils[number]);
        let is_it = |(kind, committee, since): &&(&str, String, Date)| {
            // A committee's name is not in the catalogue of this test: its id is its name.
            let about = silence.committee_id.clone().unwrap_or_default();
            *kind == silence.kind && *committee == about && on >= *since
        };
        match planted.iter().find(is_it) {
            Some((kind, _, since)) if met.insert((number, *kind)) => {
                let late = on.duration_since(*since).as_hours() / 24;
                println!("council {number}: {kind}, so since {since}, told {late} days after");
                slowest = slowest.max(late);
            }
            _ => false_alarms.push(format!("council {number}, {on}: {} {}", silence.kind, silence.message)),
        }
    }
    let all: BTreeSet<_> = councils
        .iter()
        .enumerate()
        .flat_map(|(n, council)| expected(council).into_iter().map(move |(kind, _, _)| (n, kind)))
        .collect();
    let untold: Vec<_> = all.difference(&met).collect();
    println!(
        "{} of {} planted silences told, the slowest after {slowest} days, {} false alarms",
        met.len(),
        all.len(),
        false_alarms.len()
    );
    assert!(untold.is_empty(), "not told: {untold:?}");
    assert!(false_alarms.is_empty(), "{}", false_alarms.join("\n"));
    assert!(slowest <= 2, "{slowest} days");
}

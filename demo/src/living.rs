//! Made-up councils that live from day to day: meetings are held, papers come when their clerks have written them, and sites
//! fall silent as they were told to. They show whether silence is noticed.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// How a site falls silent, or only seems to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// No paper of the next meeting of this committee is ever published.
    NoPapers(usize),
    /// The minutes of its next meeting are never published.
    NoMinutes(usize),
    /// The committee is listed with no further meeting.
    NoMeetings(usize),
    /// Every second meeting is listed no more.
    Half,
    /// Everybody is refused.
    Refused,
    /// The site is out of order.
    Failing,
    /// The site is elsewhere now.
    Moved,
    /// Another system answers at its address.
    OtherPlatform,
    /// The site is out of order for this day alone.
    OneBadDay,
    /// One meeting is taken off the list.
    OneMeetingLess,
}

/// A council.
pub struct Living {
    /// Its number: everything about it follows from that.
    pub number: u64,
    /// What becomes of it, from which day on.
    pub silences: Vec<(Date, Silence)>,
}

/// Its committees, with the weeks from one meeting to the next.
pub const COMMITTEES: [(&str, i64); 3] = [("Planning Committee", 4), ("Finance Committee", 6), ("Full Council", 8)];

/// The first day of its calendar.
const BEGAN: Date = date(2024, 1, 1);

/// Days ahead that its calendar goes.
const AHEAD: i64 = 70;

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// Which, counted over all committees.
    pub id: u64,
    /// Its committee.
    pub committee: usize,
    /// Its day.
    pub on: Date,
    /// When its agenda comes.
    pub agenda: Date,
    /// When its minutes come.
    pub minutes: Date,
    /// Whether it is cancelled, which is said a week before.
    pub cancelled: bool,
}

impl Living {
    /// The longest that minutes of this council take: clerks differ by council.
    pub fn slowest_minutes(&self) -> i64 {
        11 + i64::try_from(self.number % 5).unwrap_or(0) * 4
    }

    /// Whether this has begun on this day, and the day on which it did.
    fn since(&self, today: Date, silence: Silence) -> Option<Date> {
        let begun = |(day, of): &(Date, Silence)| *of == silence && *day <= today;
        self.silences.iter().find(|planned| begun(planned)).map(|(day, _)| *day)
    }

    /// Every meeting of a committee that there ever will be, in order. None in August; those around Christmas are held later.
    pub fn sittings(&self, committee: usize) -> Vec<Sitting> {
        let weeks = COMMITTEES[committee].1;
        let offset = self.number.wrapping_add(committee as u64) % 4;
        let mut on = BEGAN.saturating_add((i64::try_from(offset).unwrap_or(0) * 7 + 1).days());
        let mut sittings = Vec::new();
        for n in 0_u64.. {
            if on.year() > 2026 {
                break;
            }
            let dice = mixed(self.number * 1_000_003 + committee as u64 * 10_007 + n);
            let christmas = on.month() == 12 && on.day() > 20;
            let held = if christmas { on.saturating_add(14.days()) } else { on };
            let lead = 5 + i64::try_from(dice % 3).unwrap_or(0);
            let slow = i64::try_from(dice / 7 % 5).unwrap_or(0);
            if on.month() != 8 {
                sittings.push(Sitting {
                    id: self.number * 10_000 + committee as u64 * 1_000 + n,
                    committee,
                    on: held,
                    agenda: held.saturating_sub(lead.days()),
                    minutes: held.saturating_add((self.slowest_minutes() - slow).days()),
                    cancelled: (dice / 41).is_multiple_of(15),
                });
            }
            on = on.saturating_add((weeks * 7).days());
        }
        sittings
    }

    /// The first meeting of a committee on or after a day that is really held.
    pub fn next(&self, committee: usize, from: Date) -> Option<Sitting> {
        self.sittings(committee).into_iter().find(|sitting| sitting.on >= from && !sitting.cancelled)
    }

    fn is_listed(&self, sitting: &Sitting, today: Date) -> bool {
        let stopped = self.since(today, Silence::NoMeetings(sitting.committee));
        let one_less =
            self.since(today, Silence::OneMeetingLess).and_then(|day| self.next(1, day.saturating_sub(60.days())));
        sitting.on <= today.saturating_add(AHEAD.days())
            && stopped.is_none_or(|day| sitting.on <= day.saturating_add(AHEAD.days()))
            && !(self.since(today, Silence::Half).is_some() && sitting.id.is_multiple_of(2))
            && one_less.is_none_or(|less| less.id != sitting.id)
    }

    /// What is listed on a day.
    pub fn listed(&self, today: Date) -> Vec<Sitting> {
        let all = (0..COMMITTEES.len()).flat_map(|committee| self.sittings(committee));
        all.filter(|sitting| self.is_listed(sitting, today)).collect()
    }

    /// Words for those papers of a meeting that are there on a day: kind and name.
    pub fn papers(&self, sitting: &Sitting, today: Date) -> Vec<(&'static str, &'static str)> {
        let is_planned = |silence: Silence| {
            let planned = self.silences.iter().find(|(_, of)| *of == silence);
            planned.and_then(|(day, _)| self.next(sitting.committee, *day)).is_some_and(|next| next.id == sitting.id)
        };
        if is_planned(Silence::NoPapers(sitting.committee)) {
            return Vec::new();
        }
        let mut papers = Vec::new();
        let off = self.is_off(sitting, today);
        if sitting.agenda <= today && !off {
            papers.push(("AGN", "Agenda"));
        }
        if sitting.minutes <= today && !sitting.cancelled && !is_planned(Silence::NoMinutes(sitting.committee)) {
            papers.push(("MIN", "Minutes"));
        }
        papers
    }

    /// What keeps its site from being read on a day.
    pub fn trouble(&self, today: Date) -> Option<Silence> {
        let bad = (today, Silence::OneBadDay);
        let lasting = [Silence::Failing, Silence::Refused, Silence::Moved, Silence::OtherPlatform];
        let today_alone = self.silences.contains(&bad).then_some(Silence::OneBadDay);
        today_alone.or_else(|| lasting.into_iter().find(|silence| self.since(today, *silence).is_some()))
    }

    /// Whether it is said that a meeting is cancelled.
    pub fn is_off(&self, sitting: &Sitting, today: Date) -> bool {
        sitting.cancelled && today >= sitting.on.saturating_sub(7.days())
    }

    /// The day after which a committee that is listed no further is without a meeting for longer than it ever was at this time
    /// of the year.
    pub fn misses_a_meeting(&self, committee: usize, stops: Date) -> Option<Date> {
        let until = stops.saturating_add(AHEAD.days());
        let days: Vec<Date> =
            self.sittings(committee).iter().map(|sitting| sitting.on).filter(|on| *on <= until).collect();
        let last = *days.last()?;
        let near = |day: Date| {
            let apart = (i64::from(day.day_of_year()) - i64::from(last.day_of_year())).abs();
            apart.min(365 - apart) <= 45
        };
        let gaps = days.windows(2).filter(|pair| near(pair[0]));
        let longest = gaps.map(|pair| pair[1].duration_since(pair[0]).as_hours() / 24).max()?;
        Some(last.saturating_add((longest + 1).days()))
    }
}

/// A number that is as good as thrown, and the same every time. Source: the finaliser of SplitMix64.
fn mixed(number: u64) -> u64 {
    let mut x = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

//! A date as it is printed: its place, its days, and what is odd about it.

use jiff::civil::{Date, Weekday};

/// Which of day and month stands first in a paper's dates in figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The day: "26/04/2021".
    DayFirst,
    /// The month: "04/26/2021".
    MonthFirst,
    /// Nothing in the paper tells, or it has both.
    #[default]
    Unknown,
}

/// How exactly a date is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month: `from` is its first day, `until` its last.
    Month,
}

/// What is odd about a printed date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// There is no such day.
    Impossible,
    /// The printed weekday is not that day's.
    Weekday,
}

/// A date, or a range of days, as found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintedDate {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// First day; `None` where there is no such day.
    pub from: Option<Date>,
    /// Last day; the same as `from` unless it is a range or a month.
    pub until: Option<Date>,
    /// How exactly it is printed.
    pub precision: Precision,
    /// What is odd about it.
    pub oddity: Option<Oddity>,
    /// Whether its day of the week is printed before it.
    pub weekday: bool,
    /// Whether it is printed in figures alone.
    pub figures: bool,
    /// The day that it is where the month stands first ("03/04/2021" is 3 April or 4 March), where that is another.
    pub other: Option<Date>,
}

impl PrintedDate {
    /// Whether a day is this one, or one of a range.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_some_and(|from| (from..=self.until.unwrap_or(from)).contains(&day))
    }

    /// What every form fills in.
    pub(super) const EMPTY: Self = Self {
        start: 0,
        end: 0,
        from: None,
        until: None,
        precision: Precision::Day,
        oddity: None,
        weekday: false,
        figures: false,
        other: None,
    };

    /// A day that was told otherwise than by one printed date.
    pub fn of_day(day: Date) -> Self {
        Self { from: Some(day), until: Some(day), ..Self::EMPTY }
    }

    /// The date as a paper whose figures stand in this order means it; `None` where that is not known.
    pub fn in_order(self, order: Order) -> Option<Self> {
        match (self.other, order) {
            (None, _) => Some(self),
            (Some(_), Order::DayFirst) => Some(Self { other: None, ..self }),
            (Some(day), Order::MonthFirst) => Some(Self { from: Some(day), until: Some(day), other: None, ..self }),
            (Some(_), Order::Unknown) => None,
        }
    }
}

pub fn single(weekday: Option<Weekday>, date: Option<Date>) -> PrintedDate {
    let oddity = match (date, weekday) {
        (None, _) => Some(Oddity::Impossible),
        (Some(date), Some(printed)) if date.weekday() != printed => Some(Oddity::Weekday),
        _ => None,
    };
    PrintedDate { from: date, until: date, oddity, weekday: weekday.is_some(), ..PrintedDate::EMPTY }
}

pub fn range(from: Option<Date>, until: Option<Date>) -> PrintedDate {
    let backwards = matches!((from, until), (Some(a), Some(b)) if a > b);
    let oddity = (from.is_none() || until.is_none() || backwards).then_some(Oddity::Impossible);
    PrintedDate { from, until, oddity, ..PrintedDate::EMPTY }
}

pub fn month_of(year: i32, month: i32) -> Option<PrintedDate> {
    let first = day(Some(year), Some(month), Some(1))?;
    let until = Some(first.last_of_month());
    Some(PrintedDate { from: Some(first), until, precision: Precision::Month, ..PrintedDate::EMPTY })
}

/// A day of the calendar, where there is one.
pub fn day(year: Option<i32>, month: Option<i32>, day: Option<i32>) -> Option<Date> {
    Date::new(year?.try_into().ok()?, month?.try_into().ok()?, day?.try_into().ok()?).ok()
}

/// A date in figures with its weekday compared.
pub fn in_figures(weekday: Option<Weekday>, date: Option<Date>, other: Option<Date>) -> PrintedDate {
    PrintedDate { other, figures: true, ..single(weekday, date) }
}

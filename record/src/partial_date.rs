//! Dates as people write them into a filter: a year, a month or a day.

use jiff::civil::{Date, date};
use std::fmt;
use std::str::FromStr;

/// `2019`, `2019-03` or `2019-03-31`; as a bound it is inclusive at both ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// A calendar year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
    /// A day.
    Day(Date),
}

/// Why a word is no partial date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a date: write a year (2019), a month (2019-03) or a day (2019-03-31)")]
pub struct PartialDateError(String);

impl PartialDate {
    /// The first day that it covers.
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(year) => date(year, 1, 1),
            Self::Month(year, month) => date(year, month, 1),
            Self::Day(day) => day,
        }
    }

    /// The last day that it covers.
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(year) => date(year, 12, 31),
            Self::Month(year, month) => date(year, month, 1).last_of_month(),
            Self::Day(day) => day,
        }
    }
}

impl FromStr for PartialDate {
    type Err = PartialDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || PartialDateError(text.to_owned());
        let parts: Vec<&str> = text.split('-').collect();
        let widths_fit =
            parts.iter().zip([4, 2, 2]).all(|(p, w)| p.len() == w && p.bytes().all(|b| b.is_ascii_digit()));
        if !widths_fit || parts.len() > 3 {
            return Err(refuse());
        }
        let year: i16 = parts[0].parse().map_err(|_| refuse())?;
        let number = |i: usize| parts.get(i).map(|p| p.parse::<i8>()).transpose().map_err(|_| refuse());
        match (number(1)?, number(2)?) {
            (None, _) if year > 0 => Ok(Self::Year(year)),
            (Some(month), None) => Date::new(year, month, 1).map(|_| Self::Month(year, month)).map_err(|_| refuse()),
            (Some(month), Some(day)) => Date::new(year, month, day).map(Self::Day).map_err(|_| refuse()),
            _ => Err(refuse()),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_bounds() {
        for (text, first, last) in [
            ("2019", "2019-01-01", "2019-12-31"),
            ("2020-02", "2020-02-01", "2020-02-29"),
            ("2021-03-31", "2021-03-31", "2021-03-31"),
        ] {
            let read: PartialDate = text.parse().unwrap();
            assert_eq!((read.first_day().to_string(), read.last_day().to_string()), (first.into(), last.into()));
            assert_eq!(read.to_string(), text);
        }
    }

    #[test]
    fn refuses_in_words() {
        for text in ["", "19", "2019-3", "2019-13", "2019-02-30", "2019-01-01-01", "soon", "-2019", "20190301", "٢٠١٩"]
        {
            let error = text.parse::<PartialDate>().unwrap_err().to_string();
            assert!(error.contains("is not a date"), "{text}: {error}");
        }
    }
}

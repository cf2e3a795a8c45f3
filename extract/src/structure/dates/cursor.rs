//! Steps over the pieces of a text, of which a date is read part by part: a weekday, a day, a month, a year.

use super::words::{Piece, What, is_year};
use jiff::civil::Weekday;

/// A place among the pieces.
#[derive(Clone, Copy)]
pub struct Cursor<'p> {
    /// All the pieces.
    pub pieces: &'p [Piece],
    /// The one that is looked at.
    pub at: usize,
}

impl<'p> Cursor<'p> {
    pub fn new(pieces: &'p [Piece], at: usize) -> Self {
        Self { pieces, at }
    }

    pub fn what(&self) -> Option<What> {
        self.pieces.get(self.at).map(|p| p.what)
    }

    pub fn take<T>(&mut self, read: impl Fn(What) -> Option<T>) -> Option<T> {
        let value = read(self.what()?)?;
        self.at += 1;
        Some(value)
    }

    /// Steps over what fits, between two parts of one date.
    pub fn skip(&mut self, fits: impl Fn(&Piece) -> bool) {
        while self.pieces.get(self.at).is_some_and(&fits) {
            self.at += 1;
        }
    }

    /// Between day and month: "3rd day of May", "15-Jan", "5, May". A full stop would end a number: "3. March 2021".
    pub fn before_month(&mut self) {
        self.skip(|p| match p.what {
            What::Link { month, .. } => month,
            What::Sign(',') => true,
            What::Sign('-' | '–' | '‑' | '_' | '/') => !p.apart,
            _ => false,
        });
    }

    /// Between month and year, or month and day: "May, 2021", "Jan. 2021", "May in the year 2021".
    pub fn before_year(&mut self) {
        self.skip(|p| match p.what {
            What::Link { year, .. } => year,
            What::Sign(',' | '.') => true,
            What::Sign('-' | '–' | '‑' | '_' | '/') => !p.apart,
            _ => false,
        });
    }

    pub fn weekday(&mut self) -> Option<Weekday> {
        let day = self.take(|w| if let What::Weekday(n) = w { Some(n) } else { None })?;
        self.skip(|p| match p.what {
            What::Link { month, .. } => month,
            What::Sign(c) => matches!(c, ',' | '.' | '-' | '–'),
            _ => false,
        });
        Weekday::from_monday_one_offset(i8::try_from(day).ok()?).ok()
    }

    pub fn day(&mut self) -> Option<i32> {
        self.take(|w| match w {
            What::Number { value, digits: 0..=2, .. } if (1..=31).contains(&value) => Some(value),
            _ => None,
        })
    }

    pub fn month(&mut self) -> Option<(i32, bool)> {
        self.take(|w| if let What::Month { n, short } = w { Some((n, short)) } else { None })
    }

    /// A year of four figures or in words.
    pub fn year(&mut self) -> Option<i32> {
        self.take(|w| match w {
            What::Year(year) => Some(year),
            What::Number { value, digits: 4, ordinal: false } if is_year(value) => Some(value),
            _ => None,
        })
    }

    /// A year of two figures behind a month: with its apostrophe ("’22"), or where nothing can follow that it counts.
    pub fn short_year(&mut self, short_month: bool) -> Option<i32> {
        let apostrophe = matches!(self.what(), Some(What::Sign('\'' | '’' | '‘')));
        if apostrophe {
            self.at += 1;
        }
        let year = self.take(|w| match w {
            What::Number { value, digits: 2, ordinal: false } => Some(value),
            _ => None,
        })?;
        let ends = match self.pieces.get(self.at) {
            None => true,
            Some(next) => !next.apart && !matches!(next.what, What::Sign(':' | '%' | '/' | '-' | '–')),
        };
        // "19:01, August 16, 2022": a day whose year stands behind it.
        let behind = self.pieces.get(self.at..).unwrap_or_default();
        let day = matches!(behind, [comma, next, ..] if matches!(comma.what, What::Sign(','))
            && matches!(next.what, What::Number { value, digits: 4, ordinal: false } if is_year(value)));
        (apostrophe || short_month || ends).then(|| full_year(year)).filter(|_| apostrophe || !day)
    }

    /// What stands between the days of a range.
    pub fn to(&mut self) -> Option<()> {
        self.take(|w| matches!(w, What::Sign('-' | '–' | '—' | '‐' | '−' | '‑' | '&') | What::To).then_some(()))
    }

    pub fn sign(&mut self, signs: &[char]) -> Option<char> {
        let glued = self.pieces.get(self.at).is_some_and(|p| !p.apart);
        self.take(|w| if let What::Sign(c) = w { (glued && signs.contains(&c)).then_some(c) } else { None })
    }
}

/// Two-digit years are of this century up to 69, as `strptime` has it.
pub fn full_year(year: i32) -> i32 {
    match year {
        0..=69 => 2000 + year,
        70..=99 => 1900 + year,
        _ => year,
    }
}

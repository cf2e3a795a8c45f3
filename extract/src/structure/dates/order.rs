//! Which of day and month comes first in figures: what the paper itself proves.

use super::cursor::Cursor;
use super::figures::{three_numbers, year_of};
use super::printed_date::{Order, day};
use super::search::may_hold;
use super::words::{Piece, What, pieces};
use jiff::civil::Date;

/// The order that the dates of a paper prove: figures above 12, weekdays beside them; and where no figures prove it,
/// the habit of its other dates ("7 May 2021" is written where 07/05 is May), which proves nothing for "May 7, 2021":
/// Canada writes both.
pub fn order<'t>(texts: impl Iterator<Item = &'t str>) -> Order {
    let mut proofs = Proofs::default();
    for text in texts.filter(|t| may_hold(t)) {
        let pieces = pieces(text);
        (0..pieces.len()).for_each(|i| proofs.look(&pieces, i));
        proofs.money |= text.contains(['£', '€']);
    }
    match (proofs.day_first, proofs.month_first) {
        (0, 0) if proofs.worded_day_first > 0 && proofs.worded_month_first == 0 => Order::DayFirst,
        (0, 0) if proofs.money && proofs.worded_month_first == 0 => Order::DayFirst,
        // Where the month stands first, slashes and hyphens part it from the day, hardly ever stops.
        (0, 0) if proofs.dotted > 0 && proofs.worded_month_first == 0 => Order::DayFirst,
        (1.., 0) => Order::DayFirst,
        (0, 1..) => Order::MonthFirst,
        // One slip of a pen is outvoted.
        (day, month) if day >= 5 * month.max(1) => Order::DayFirst,
        (day, month) if month >= 5 * day.max(1) => Order::MonthFirst,
        _ => Order::Unknown,
    }
}

/// What speaks for either order.
#[derive(Default)]
struct Proofs {
    day_first: u32,
    month_first: u32,
    worded_day_first: u32,
    worded_month_first: u32,
    money: bool,
    dotted: u32,
}

impl Proofs {
    fn look(&mut self, pieces: &[Piece], i: usize) {
        if let Some(found) = three_numbers(Cursor::new(pieces, i)) {
            let [(_, a), (_, b), (_, c)] = found.parts;
            self.dotted += u32::from(found.sign == '.' && (a, b, c) == (2, 2, 4));
            self.figures(found.parts, found.weekday.map(|w| w.to_monday_one_offset().into()), pieces, i);
        }
        let what = |k: usize| pieces.get(k).map(|p| p.what);
        let number = |k| matches!(what(k), Some(What::Number { digits: 1..=2, .. }));
        let month = |k| matches!(what(k), Some(What::Month { .. }));
        self.worded_day_first += u32::from(number(i) && month(i + 1));
        self.worded_month_first += u32::from(month(i) && number(i + 1) && !(i > 0 && number(i - 1)));
    }

    fn figures(&mut self, parts: [(i32, usize); 3], weekday: Option<i32>, pieces: &[Piece], i: usize) {
        let [(a, a_digits), (b, b_digits), (c, c_digits)] = parts;
        let whole = a_digits <= 2 && b_digits <= 2 && c_digits == 4;
        let before = i.checked_sub(1).and_then(|k| pieces.get(k));
        if before.is_some_and(|p| matches!(p.what, What::Weekday(_))) || !whole {
            return;
        }
        let Some(year) = year_of(c, c_digits) else { return };
        let (day_first, month_first) = (day(Some(year), Some(b), Some(a)), day(Some(year), Some(a), Some(b)));
        // "05/06/2021, a Thursday".
        let after = || {
            let from = pieces.iter().skip(i + 5).take(4);
            from.map_while(|p| match p.what {
                What::Sign(',' | '(') | What::Word | What::Link { .. } => Some(None),
                What::Weekday(n) => Some(Some(n)),
                _ => None,
            })
            .flatten()
            .next()
        };
        let fits = |date: Option<Date>| match weekday.or_else(after) {
            Some(n) => date.is_some_and(|d| i32::from(d.weekday().to_monday_one_offset()) == n),
            None => date.is_some(),
        };
        match (fits(day_first), fits(month_first)) {
            (true, false) => self.day_first += 1,
            (false, true) => self.month_first += 1,
            _ => {}
        }
    }
}

//! Which of day and month a paper writes first in figures, as far as it proves that.

use crate::content::Block;
use crate::structure::dates::{self, Order, Precision, PrintedDate};
use jiff::civil::Date;
use std::cell::OnceCell;

/// Days between two meetings of a body, at most: the next meeting, and the last whose minutes are approved, are nearer.
const NEAR: i32 = 62;

/// Other days of the paper that must be near one reading of a date, where none is near the other.
const NEIGHBOURS: usize = 2;

/// The order in which a paper writes day and month in figures, told when it is first asked for.
pub struct OrderOf<'b> {
    blocks: &'b [Block],
    told: OnceCell<Order>,
    certain: OnceCell<Vec<Date>>,
}

impl<'b> OrderOf<'b> {
    /// Of the paper of these blocks.
    pub fn new(blocks: &'b [Block]) -> Self {
        Self { blocks, told: OnceCell::new(), certain: OnceCell::new() }
    }

    /// The order.
    pub fn get(&self) -> Order {
        *self.told.get_or_init(|| dates::order(self.blocks.iter().map(|b| b.text.as_str())))
    }

    /// A date as the paper means it; where its own figures prove nothing, as the days `agreeing` do, or those around it.
    pub fn read(&self, date: PrintedDate, agreeing: &[PrintedDate]) -> Option<PrintedDate> {
        if date.other.is_none() {
            return Some(date);
        }
        let by_agreement = || {
            let certain =
                |day: Option<Date>| day.is_some() && agreeing.iter().any(|a| a.other.is_none() && a.from == day);
            match (certain(date.from), certain(date.other)) {
                (true, false) => date.in_order(Order::DayFirst),
                (false, true) => date.in_order(Order::MonthFirst),
                _ => None,
            }
        };
        date.in_order(self.get()).or_else(by_agreement).or_else(|| self.by_neighbours(date))
    }

    /// The reading that is near to other days of the paper which can be read in one way only.
    fn by_neighbours(&self, date: PrintedDate) -> Option<PrintedDate> {
        match (self.near(date.from?), self.near(date.other?)) {
            (NEIGHBOURS.., 0) => date.in_order(Order::DayFirst),
            (0, NEIGHBOURS..) => date.in_order(Order::MonthFirst),
            _ => None,
        }
    }

    fn near(&self, day: Date) -> usize {
        let certain = self.certain.get_or_init(|| {
            let found = self.blocks.iter().flat_map(|b| dates::find(&b.text));
            let certain = found.filter(|d| d.precision == Precision::Day && d.other.is_none() && d.oddity.is_none());
            let mut days: Vec<Date> = certain.filter_map(|d| d.from).collect();
            days.sort_unstable();
            days.dedup();
            days
        });
        certain.iter().filter(|other| day.since(**other).is_ok_and(|span| span.get_days().abs() <= NEAR)).count()
    }
}

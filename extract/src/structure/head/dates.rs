//! The dates of a component, decided between what it prints, what its source says and what its name says.
//!
//! For a meeting's own papers the source is believed, for minutes and letters inside other files what they print; the
//! disagreement becomes a problem.

use super::file::File;
use crate::structure::dates::{self, Oddity, Precision, PrintedDate};
use jiff::civil::Date;
use record::{Channel, DateBasis, Kind, Problem, ProblemCode};

/// What was decided.
pub struct Dates {
    /// The component's own date and where that comes from.
    pub own: Option<(Date, DateBasis)>,
    /// The day of its meeting.
    pub meeting_on: Option<Date>,
}

impl Dates {
    /// Decides; `page` is where a disagreement is told.
    pub fn decide(
        kind: Kind,
        printed: Option<PrintedDate>,
        file: &File,
        page: u32,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let facts = &file.context.facts;
        let mut flag = |message: String| {
            problems.push(Problem { code: ProblemCode::DateConflict, message, page: Some(page) });
        };
        match printed.and_then(|p| p.oddity) {
            Some(Oddity::Impossible) => flag("the date printed at the head is no day of the calendar".to_owned()),
            Some(Oddity::Weekday) => flag("the weekday printed at the head is not that day's".to_owned()),
            None => {}
        }
        // Of a meeting of several days the file's name may say which one the paper goes by.
        let named = |p: PrintedDate| file.named.on.filter(|on| !file.pack && p.holds(*on));
        let day = printed.filter(|p| p.precision == Precision::Day).and_then(|p| named(p).or(p.from));
        let month = printed.filter(|p| p.precision == Precision::Month).and_then(|p| p.from);
        let system = facts.meeting_on.map(|on| (on, DateBasis::System));
        // A day that only the words of a link tell, where no system knows a meeting: the paper knows better.
        let linked = system.filter(|_| facts.meeting_key.is_none() && !file.pack);
        let name = file.named.on.filter(|_| !file.pack).map(|on| (on, DateBasis::Name));
        let print = day.map(|on| (on, DateBasis::Printed));
        // Minutes attached to an item are another meeting's; an item's text on a web page is this meeting's.
        let of_meeting = facts.item_key.is_none() || facts.channel == Channel::Inline;
        let own_minutes = kind == Kind::Minutes && !file.pack && facts.meeting_key.is_some() && of_meeting;
        let own = match kind {
            Kind::Minutes if own_minutes => system.or(print).or(name),
            // Where only a month is printed, the month is known and no meeting of a day.
            Kind::Minutes => print.or(name).or(linked).or(month.map(|on| (on, DateBasis::Month))),
            Kind::Letter | Kind::InspectionReport => print.or(facts.dated.map(|on| (on, DateBasis::System))).or(name),
            // A paper of a meeting has the meeting's date; in a pack, one that prints another day keeps its own.
            _ if file.pack => print.or_else(|| in_pack(month, file)),
            _ if linked.is_some() => print.or(name).or(linked),
            _ => system.or(print).or(name).or(month.map(|on| (on, DateBasis::Month))),
        };
        if let (Some((believed, basis @ (DateBasis::System | DateBasis::Name))), Some(day)) = (own, day)
            && believed != day
            && matches!(kind, Kind::Minutes | Kind::Agenda)
        {
            let from = if basis == DateBasis::System { "its source says" } else { "its name says" };
            flag(format!("{from} {believed}, the paper prints {day}; {believed} is kept"));
        }
        if let (Some((believed, DateBasis::Printed)), Some((named, _))) = (own, name)
            && kind == Kind::Minutes
            && believed != named
            && dates::find(&facts.file_name.replace('_', " ")).len() == 1
        {
            flag(format!("the paper prints {believed}, the file's name says {named}; {believed} is kept"));
        }
        let own_day = own.map(|(on, _)| on);
        let meeting_on = match kind {
            Kind::Minutes => own.filter(|(_, basis)| *basis != DateBasis::Month).map(|(on, _)| on),
            Kind::Agenda => file.meeting_on.or(own_day),
            Kind::Letter | Kind::InspectionReport => file.meeting_on,
            _ => file.meeting_on.or(day),
        };
        Self { own, meeting_on }
    }
}

/// The date of a paper in a pack that prints at most a month: the meeting's, unless the month is another.
fn in_pack(month: Option<Date>, file: &File) -> Option<(Date, DateBasis)> {
    match (month, file.meeting_on) {
        (Some(month), Some(on)) if month.first_of_month() == on.first_of_month() => Some((on, DateBasis::Meeting)),
        (Some(month), _) => Some((month, DateBasis::Month)),
        (None, on) => on.map(|on| (on, DateBasis::Meeting)),
    }
}

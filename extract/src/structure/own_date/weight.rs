//! How safely a day is the meeting's own, by where it stands. Kinds of places, not probabilities: only their order
//! counts.

/// "held on".
pub const HELD_ON: i32 = 64;
/// "held" and more words.
pub const HELD: i32 = 60;
/// The line that calls the paper minutes.
pub const TITLE: i32 = 50;
/// The line that names the meeting.
pub const MEETING: i32 = 47;
/// A line of its own, with its weekday.
pub const ALONE_WITH_WEEKDAY: i32 = 46;
/// Somewhere in a line that says that they met.
pub const MET: i32 = 42;
/// A line of its own, with a time or a place at most.
pub const ALONE: i32 = 40;
/// Behind "Date:".
pub const LABELLED: i32 = 41;
/// Somewhere in the head.
pub const PROSE: i32 = 10;
/// The file's name or the page's title say the same day.
pub const AGREES: i32 = 30;
/// Its weekday is printed with it: stamps have none.
pub const WEEKDAY: i32 = 3;
/// Taken off above the title of a paper that was filed as an item of an agenda.
pub const FILED: i32 = 34;
/// Taken off a day alone above the title: a stamp, it may be.
pub const ABOVE: i32 = 12;
/// The weekday printed with it is another day's.
pub const ODD: i32 = -12;
/// Taken off behind the first numbered item.
pub const BEHIND_ITEM: i32 = 24;
/// Least that is believed.
pub const LEAST: i32 = 22;

//! What is known of one component before its speech is read: kind, dates, committee, who was there, its items, and what
//! each of its blocks is for.

mod dates;
pub mod file;
mod kind;
pub mod reader;

use jiff::civil::{Date, Time};
use record::{Act, Attendance, DateBasis, Form, Item, Kind, MinutesState};

/// The head of one component: its title block, and what that tells of the rest.
///
/// `roles` and `item_of` run parallel to the blocks that the component was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// What it is.
    pub kind: Kind,
    /// For minutes: draft or confirmed.
    pub state: Option<MinutesState>,
    /// Its title.
    pub title: String,
    /// Its own date and where that comes from.
    pub date: Option<(Date, DateBasis)>,
    /// Council that it names or that its source gives.
    pub council: Option<String>,
    /// Committee, as printed or given.
    pub committee: Option<String>,
    /// Date of its meeting.
    pub meeting_on: Option<Date>,
    /// When that meeting began and ended, where printed.
    pub times: (Option<Time>, Option<Time>),
    /// Where it was held.
    pub place: Option<String>,
    /// Who was there.
    pub attendance: Attendance,
    /// Agenda items in order.
    pub items: Vec<Item>,
    /// What each block is for.
    pub roles: Vec<BlockRole>,
    /// The item that each block stands under: position in `items`.
    pub item_of: Vec<Option<usize>>,
}

/// What a block is for within its component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockRole {
    /// Names the component: committee, date, "MINUTES of a meeting ...".
    Head,
    /// Says who was there.
    Attendance,
    /// Heads an agenda item.
    ItemHeading,
    /// Everything else.
    Body,
}

/// What a block does by its place: `role` is what it is for, `None` where nobody looked.
pub fn act_by_role(role: Option<BlockRole>, form: Form) -> Act {
    match (role, form) {
        (Some(BlockRole::Attendance), _) => Act::Attendance,
        (Some(BlockRole::ItemHeading | BlockRole::Head), _) | (_, Form::Heading) => Act::Heading,
        _ => Act::Narration,
    }
}

//! What the head of one component tells: kind, dates, committee, who was there, which items it has.

use crate::content::Block;
use crate::context::Context;
use jiff::civil::{Date, Time};
use record::{Attendance, DateBasis, Item, Kind, MinutesState};

/// What is known of one component before its speech is read.
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

impl Head {
    /// Reads the head of a component that consists of these blocks.
    pub fn of(blocks: &[Block], context: &Context) -> Self {
        let facts = &context.facts;
        Self {
            kind: facts.kind.unwrap_or(Kind::Other),
            state: facts.state,
            title: facts.title.clone().unwrap_or_else(|| facts.file_name.clone()),
            date: facts.meeting_on.map(|on| (on, DateBasis::System)),
            council: facts.council.clone(),
            committee: facts.committee.clone(),
            meeting_on: facts.meeting_on,
            times: (None, None),
            place: None,
            attendance: Attendance::default(),
            items: Vec::new(),
            roles: vec![BlockRole::Body; blocks.len()],
            item_of: vec![None; blocks.len()],
        }
    }
}

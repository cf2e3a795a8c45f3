//! Small made-up blocks for the tests of the recognisers.

use super::head::{BlockRole, Head};
use crate::content::{Block, Line, Page};
use record::{Attendance, Form, Kind, PageState};

/// A paragraph on page 1.
pub fn block(text: &str) -> Block {
    Block {
        text: text.to_owned(),
        form: Form::Paragraph,
        furniture: false,
        marker: None,
        level: None,
        page: 1,
        last_page: 1,
        page_turns: Vec::new(),
        x: 0.0,
        y: 0.0,
        size: 0.0,
        bold: false,
        lead: 0,
        depth: 0,
    }
}

/// A heading on page 1.
pub fn heading(text: &str) -> Block {
    Block { form: Form::Heading, ..block(text) }
}

/// A page stamp or the like on page 1.
pub fn furniture(text: &str) -> Block {
    Block { furniture: true, ..block(text) }
}

/// A page of text with these lines.
pub fn page(number: u32, lines: &[&str]) -> Page {
    Page {
        number,
        width: 0.0,
        height: 0.0,
        lines: lines.iter().map(|text| Line::plain(*text)).collect(),
        links: Vec::new(),
        state: PageState::Text,
        quality: 1.0,
    }
}

/// The head of minutes whose blocks have these roles and are under no item, with nobody there.
pub fn head_of_minutes(roles: Vec<BlockRole>) -> Head {
    Head {
        kind: Kind::Minutes,
        state: None,
        title: String::new(),
        date: None,
        council: None,
        committee: None,
        meeting_on: None,
        times: (None, None),
        place: None,
        attendance: Attendance { listed: Vec::new() },
        items: Vec::new(),
        item_of: vec![None; roles.len()],
        roles,
    }
}

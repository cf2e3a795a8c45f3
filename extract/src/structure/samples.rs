//! Small made-up blocks for the tests of the recognisers.

use crate::content::{Block, Line, Page};
use record::{Form, PageState};

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

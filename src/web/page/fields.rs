//! What stands in the fields of forms: what was asked for, as it was typed.

use crate::web::params::{Day, Text};

/// A text, or nothing.
pub fn text<'a>(text: impl Into<Option<&'a Text>>) -> String {
    text.into().map(|text| text.0.clone()).unwrap_or_default()
}

/// A year, month or day, or nothing.
pub fn day(day: Option<Day>) -> String {
    day.map(|day| day.0.to_string()).unwrap_or_default()
}

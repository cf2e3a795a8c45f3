//! Where else than in the paper its day is told.

use crate::structure::dates::PrintedDate;
use crate::structure::names;

/// What else says a day: the file's name and the file's title, with the text that they have it from.
#[derive(Debug, Clone, Default)]
pub struct Elsewhere<'t> {
    /// Texts that may hold the day.
    pub texts: Vec<&'t str>,
}

impl Elsewhere<'_> {
    /// The days in them.
    pub fn days(&self) -> Vec<PrintedDate> {
        self.texts.iter().flat_map(|t| names::days_of_name(t)).collect()
    }
}

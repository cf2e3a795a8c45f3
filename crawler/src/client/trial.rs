//! Whoever builds what sites answer where that can do no harm, before it is built here.

use serde::{Deserialize, Serialize};

/// What an answer is built into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A tree of HTML.
    Page,
    /// A tree of XML.
    Xml,
    /// JSON.
    Json,
    /// The rules of a robots.txt.
    Robots,
}

/// Builds answers where they can do no harm, in a process that may be lost ([`crate::source::build`] is what it does
/// there). No look at a page finds everything that takes a tree too long or too far: this finds it by trying.
pub trait Trial: Send + Sync {
    /// Builds an answer and drops it.
    ///
    /// # Errors
    /// It did not come to its end, and why. What merely is no good HTML, XML or JSON is none of that.
    fn build(&self, form: Form, answer: &[u8]) -> Result<(), String>;
}

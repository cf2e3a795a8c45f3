//! What stands around every page, and how a page is drawn.

use super::assets;
use crate::web::error::Problem;
use askama::Template;
use axum::response::Html;

/// What stands around every page.
pub struct Shell {
    /// Title of the browser window.
    pub title: String,
    /// The part of the site that the page belongs to: the address of its entry in the navigation.
    pub part: &'static str,
    /// The page as a feed, where it has one.
    pub feed: Option<String>,
}

impl Shell {
    /// Around a page of this title, in this part of the site.
    pub fn new(title: impl Into<String>, part: &'static str) -> Self {
        Self { title: title.into(), part, feed: None }
    }

    /// The parts of the site: address and name.
    pub fn parts(&self) -> [(&'static str, &'static str); 6] {
        [
            ("/search", "Search"),
            ("/meetings", "Meetings"),
            ("/people", "People"),
            ("/letters", "Letters"),
            ("/commitments", "Commitments"),
            ("/status", "What is held"),
        ]
    }

    /// Where the style sheet is.
    pub fn style(&self) -> &'static str {
        assets::STYLE.address()
    }

    /// Where the script is.
    pub fn script(&self) -> &'static str {
        assets::SCRIPT.address()
    }
}

/// A page, or what went wrong; [`super::as_page`] draws that for people too.
pub type Drawn = Result<Html<String>, Problem>;

/// Fills a template.
pub fn draw(page: &impl Template) -> Drawn {
    page.render().map(Html).map_err(Problem::internal)
}

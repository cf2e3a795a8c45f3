//! The pages: what the API answers, drawn for people. Every state is an address, nothing needs a script, and whatever was
//! printed in a paper or named by a source is escaped by the templates.
//!
//! A page is a struct of views with a template beside it. Addresses take the parameters of the API under the same names.

mod about;
mod address;
mod assets;
mod bodies;
mod brief;
mod chart;
mod cite;
mod coming;
mod compare;
mod document;
mod failure;
mod filters;
mod help;
mod home;
mod ledger;
mod letter;
mod meeting;
mod meetings;
mod passage;
mod person;
mod reading;
mod result;
mod search;
mod status;
mod votes;
mod ways;
mod wider;
mod words;

use super::error::Problem;
use super::params::{Ask, Values};
use super::state::App;
use address::Address;
use askama::Template;
use axum::Router;
use axum::response::Html;
use axum::routing::get;

pub use failure::as_page;

/// Every page's address.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::home))
        .route("/search", get(search::search))
        .route("/brief", get(brief::page))
        .route("/help", get(help::help))
        .route("/councils/{id}", get(bodies::council))
        .route("/committees/{id}", get(bodies::committee))
        .route("/coming", get(coming::page))
        .route("/meetings", get(meetings::list))
        .route("/meetings/{id}", get(meeting::meeting))
        .route("/documents/{id}", get(document::document))
        .route("/passages/{id}", get(passage::passage))
        .route("/compare", get(compare::page))
        .route("/people", get(person::list))
        .route("/people/{id}", get(person::person))
        .route("/letters", get(letter::list))
        .route("/letters/{id}", get(letter::letter))
        .route("/commitments", get(ledger::commitments))
        .route("/resolutions", get(ledger::resolutions))
        .route("/votes", get(votes::list))
        .route("/status", get(status::status))
        .route("/coverage", get(status::coverage))
        .route("/accessibility", get(about::accessibility))
        .route("/assets/{name}", get(assets::asset))
}

/// What stands around every page.
struct Shell {
    /// Title of the browser window.
    title: String,
    /// The part of the site that the page belongs to: the address of its entry in the navigation.
    part: &'static str,
    /// The page as a feed, where it has one.
    feed: Option<String>,
}

impl Shell {
    fn new(title: impl Into<String>, part: &'static str) -> Self {
        Self { title: title.into(), part, feed: None }
    }

    /// The parts of the site: address and name.
    fn parts(&self) -> [(&'static str, &'static str); 6] {
        [
            ("/search", "Search"),
            ("/meetings", "Meetings"),
            ("/people", "People"),
            ("/letters", "Letters"),
            ("/commitments", "Commitments"),
            ("/status", "What is held"),
        ]
    }

    fn style(&self) -> &'static str {
        assets::STYLE.address()
    }

    fn script(&self) -> &'static str {
        assets::SCRIPT.address()
    }
}

/// A page, or what went wrong; [`as_page`] draws that for people too.
type Drawn = Result<Html<String>, Problem>;

fn draw(page: &impl Template) -> Drawn {
    page.render().map(Html).map_err(Problem::internal)
}

/// Reads the question that an address of ours stands for.
fn question<A: Ask>(address: &Address) -> Result<A, Problem> {
    A::ask(Values::read(&address.query(), A::PARAMS)?)
}

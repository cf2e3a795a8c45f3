//! The pages: what the API answers, drawn for people. Every state is an address, nothing needs a script, and whatever was
//! printed in a paper or named by a source is escaped by the templates.
//!
//! A page is a struct of views with a template beside it. Addresses take the parameters of the API under the same names.

mod about;
mod address;
mod assets;
mod attendance;
mod bodies;
mod brief;
mod chart;
mod cite;
mod coming;
mod compare;
mod coverage;
mod document;
mod failure;
mod fields;
mod filters;
mod help;
mod home;
mod ledger;
mod letter;
mod links;
mod listing;
mod mail;
mod meeting;
mod meetings;
mod notebook;
mod parts;
mod passage;
mod person;
mod reading;
mod recognised;
mod result;
mod search;
mod shell;
mod status;
mod votes;
mod ways;
mod wider;
mod words;

use super::state::App;
use axum::Router;
use axum::routing::get;

pub use failure::as_page;
pub use notebook::routes as notebook_routes;
pub(super) use shell::{Drawn, Shell, draw};

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
        .route("/attendance", get(attendance::list))
        .route("/status", get(status::status))
        .route("/coverage", get(coverage::coverage))
        .route("/accessibility", get(about::accessibility))
        .route("/assets/{name}", get(assets::asset))
}

/// Addresses of those who are told by mail. What they answer depends on more than the record, so that nobody keeps it.
pub fn mail_routes() -> Router<App> {
    Router::new()
        .route("/mail", get(mail::form).post(mail::request))
        .route("/mail/confirm", get(mail::confirm_page).post(mail::confirm))
        .route("/mail/leave", get(mail::leave_page).post(mail::leave))
}

//! Notebooks: passages that a person marks, labels and notes something of, and what they take away of them.
//!
//! A notebook is no part of the record. What it shows of a passage is what the record says now; what is otherwise than when it
//! was marked is said.

mod dossier;
mod files;
mod forms;
mod noted;
mod package;
mod rows;
mod sent;
mod show;
mod signing;
mod word;

use crate::web::state::App;
use axum::Router;
use axum::routing::{get, post};

/// Addresses of notebooks. What they answer is somebody's own, so that nobody keeps it.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/login", get(signing::page).post(signing::sign_in))
        .route("/logout", post(signing::sign_out))
        .route("/notebooks", get(show::list).post(forms::create))
        .route("/notebooks/mark", get(show::mark).post(forms::mark))
        .route("/notebooks/{id}", get(show::notebook).post(forms::change))
        .route("/notebooks/{id}/{file}", get(files::file))
}

//! The API's handlers: checked parameters in, one call, a view out. What they answer is made in [`super::view`].

pub mod export;
pub mod interpret;
pub mod ledger;
pub mod record;
pub mod search;
pub mod service;

use super::error::Problem;
use axum::Json;

/// What a handler of JSON gives.
pub type Answer<T> = Result<Json<T>, Problem>;

//! HTTP: the API, the pages beside it, and the server that carries both. Reads the record and never changes it; what
//! visitors give (subscriptions, notebooks) lies beside the record, in files of its own.
//!
//! A request goes through the layers of `layers`, has its parameters checked against [`params`], is put to [`queries`] on a
//! thread that may block, and is answered with one of [`answers`] as JSON, a stream or a page. `routes` is the table of contents.

mod akoma;
pub mod answers;
mod api;
mod application;
mod calendar;
mod cells;
mod chunks;
mod conditional;
mod connection;
mod desk;
mod error;
mod etag;
mod feed;
mod files;
mod interpret;
mod keeper;
mod keepers;
mod layers;
mod limit;
mod mcp;
mod metrics;
mod negotiate;
mod openapi;
mod page;
pub mod params;
mod pictures;
pub mod queries;
pub mod routes;
mod schema;
mod serve;
mod silence;
mod state;
mod stream;
mod table;
mod turns;

pub use application::{admin, app};
pub use connection::Patience;
pub use desk::Desk;
pub use error::Problem;
pub use keepers::Keepers;
pub use mcp::Tools;
pub use openapi::document as openapi;
pub use serve::{Listeners, ServeError, serve, serve_with};
pub use state::App;

//! Finding what councils and inspectorates publish, politely.
//!
//! The only crate that goes out. It knows sources, addresses and manners; it keeps nothing itself but hands
//! everything to a [`Sink`].

pub mod sink;
pub mod source;

pub use sink::{Absence, Body, Fetched, Known, Missing, Sink, SinkError, Stored};

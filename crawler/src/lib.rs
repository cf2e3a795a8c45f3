//! Finding what councils and inspectorates publish, politely.
//!
//! The only crate that goes out. It knows sources, addresses and manners; it keeps nothing itself but hands
//! everything to a [`Sink`]. One call to [`crawl`] visits one source; what went wrong there stays there. What is to be
//! told to others goes out by a [`webhook`] or as [`mail`]; a [`service`] of the operator's own is asked.

pub mod client;
pub mod mail;
pub mod records;
pub mod report;
pub mod service;
pub mod sink;
pub mod source;
pub mod webhook;

pub use client::{Client, ClientError, Clock, Manners, SystemClock};
pub use report::{Outcome, Report};
pub use sink::memory::{MemoryDocument, MemorySink};
pub use sink::{Body, Fetched, HeldDocument, Known, Missing, Sink, SinkError, Stored};
pub use source::{Detected, KINDS, Kind, Plan, Source, SourceSpec, SpecError, crawl, detect};

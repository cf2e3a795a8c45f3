//! Minutebook: the published history of council committees, searchable by meeting, date and speaker.
//!
//! The only place where the trades meet: crawling, extracting, indexing, serving. Arrows point down only:
//! `cli` calls `jobs` and `web`, both call `store`, and `jobs` and `web` never know each other.

pub mod cli;
pub mod config;
pub mod jobs;
pub mod store;
pub mod web;
pub mod worker;

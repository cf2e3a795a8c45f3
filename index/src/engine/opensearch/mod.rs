//! An OpenSearch cluster that an operator runs: the same answers from several machines, one of which may be lost.
//!
//! What the cluster counts exactly it counts (`totals`), also by value (`tallies`) and group (`groups`), and lists (`ranking`,
//! `listed`). Everything else it narrows: `request` makes a query that finds every passage a plan may find, the cluster hands
//! these over as they were written, and the plan is run on them here, by the same scan as in a folder. The cluster's own
//! dictionary tells what words there are, over all its shards.
//!
//! A published state is a number: passages carry from which generation and until which they are seen, and one small
//! document names the generation, so that it changes at once for every reader.

mod answer;
mod client;
mod cluster;
mod dictionary;
mod error;
mod groups;
mod layout;
mod listed;
mod pages;
mod ranking;
mod read;
mod request;
mod resolved;
mod seen;
mod state;
mod tallies;
mod totals;
mod view;
mod write;

pub use cluster::{Cluster, Reply, Transport};
pub use error::ClusterError;

use super::{Source, Writing};
use crate::error::IndexError;
use client::Client;
use std::path::Path;

/// Opens what was published last.
pub(crate) fn open(folder: &Path, cluster: &Cluster) -> Result<impl Source + use<>, IndexError> {
    read::Published::open(folder, Client::new(cluster))
}

/// Begins to write, `anew` beside what is there.
pub(crate) fn write(folder: &Path, cluster: &Cluster, anew: bool) -> Result<impl Writing + use<>, IndexError> {
    write::Generation::begin(folder, cluster, anew)
}

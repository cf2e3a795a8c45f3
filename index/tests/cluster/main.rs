//! The second engine, on real nodes: the same answers as the embedded one, and what becomes of them when nodes are lost.

mod chance;
mod equality;
mod faults;
mod nodes;
#[path = "../door/record.rs"]
#[allow(dead_code, reason = "what these tests do not ask of the mini record")]
mod record;

use std::time::Duration;

/// Longer than any pass over the passages of these tests takes: what a busy machine, or one that has just lost a node, cuts for
/// lack of time is no difference.
const UNCUT: Duration = Duration::from_secs(600);

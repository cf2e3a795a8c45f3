//! What one visit to one source came to.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How a visit ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Outcome {
    /// Everything that was to be asked was asked.
    Done,
    /// The source does not want us: robots.txt, 401, 403, a challenge page. Nothing is concluded from its silence.
    Refused {
        /// What was asked and what came back.
        reason: String,
    },
    /// The source could not be visited, or was given up on the way. Nothing is concluded from its silence.
    Failed {
        /// What was asked and what came back.
        reason: String,
    },
}

/// The figures of one visit. Serialised into the run report and shown by `status`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Name of the source.
    pub source: String,
    /// How it ended.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// Requests made, or files looked at.
    pub asked: u64,
    /// Documents never held before.
    pub new: u64,
    /// Documents held with other bytes.
    pub changed: u64,
    /// Documents that were asked for and are as before.
    pub unchanged: u64,
    /// Documents found to be gone for good.
    pub withdrawn: u64,
    /// Documents and pages refused to us.
    pub refused: u64,
    /// Documents and pages that could not be had.
    pub failed: u64,
    /// Files that were left alone for their ending.
    #[serde(default)]
    pub left_alone: u64,
    /// Meetings seen.
    pub meetings: u64,
    /// Report packs that were not asked for, since every part of them is held.
    #[serde(default)]
    pub packs_left: u64,
    /// Bytes of bodies received, decompressed; for files, their size when handed on.
    pub bytes: u64,
    /// Remarks that are no failure: pipes and devices, counts that differ between two channels.
    pub notes: Vec<String>,
    /// When the visit began.
    pub began_at: Timestamp,
    /// When it ended.
    pub ended_at: Timestamp,
}

impl Report {
    /// A visit that begins now.
    pub fn begin(source: &str, now: Timestamp) -> Self {
        Self {
            source: source.to_owned(),
            outcome: Outcome::Done,
            asked: 0,
            new: 0,
            changed: 0,
            unchanged: 0,
            withdrawn: 0,
            refused: 0,
            failed: 0,
            left_alone: 0,
            meetings: 0,
            packs_left: 0,
            bytes: 0,
            notes: Vec::new(),
            began_at: now,
            ended_at: now,
        }
    }

    /// Whether something went wrong that the exit status should tell.
    pub fn has_failures(&self) -> bool {
        self.outcome != Outcome::Done || self.failed > 0 || self.refused > 0
    }
}

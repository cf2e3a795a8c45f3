//! A question in words, read into a request of this API and said back.

use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How a question in words was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Interpretation {
    /// The question as typed.
    pub text: String,
    /// Whether it can be told plainly what is asked. Nothing is guessed.
    pub understood: bool,
    /// Which address of the API answers it, the part after `/api/v1/`: `search`, `mentions`, `commitments`,
    /// `resolutions`, `votes`, `letters`, `speakers`, `timeline`, `meetings` or `people`; absent where not understood.
    pub endpoint: Option<String>,
    /// The parameters to send there, by name; those that are repeated are lists. Absent where not understood.
    pub request: Option<BTreeMap<String, ParameterValue>>,
    /// What was understood, in words; or why it was not.
    pub said_back: String,
    /// The words that were not used.
    pub left: Vec<String>,
}

/// One value, or several where a parameter is repeated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum ParameterValue {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

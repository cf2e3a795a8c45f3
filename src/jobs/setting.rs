//! What every job is given.

use super::progress::Progress;
use crate::config::Config;

/// What every job is given.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The only source that is meant, where not all are.
    pub source: Option<&'a str>,
    /// Who is told how far it is.
    pub progress: &'a dyn Progress,
}

//! Why something of a site could not be had, and what that means for a document.

use record::Absence;
use std::fmt;

/// Why something that was asked for did not come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchError {
    /// We are refused: 401, 403, a challenge page, a firewall's stub.
    Refused(String),
    /// robots.txt or our own rules forbid to ask for it: not asked.
    Forbidden(String),
    /// 404 or 410.
    Gone(String),
    /// Time-out, 5xx, a broken connection, a redirect that leads elsewhere, another page than was asked for.
    Failed(String),
    /// The site's own error page: what it answers to a page or number that it does not have, and at times to everything.
    ErrorPage(String),
    /// Longer than allowed.
    TooLarge(String),
    /// The whole site is given up for this run.
    GivenUp {
        /// What happened.
        reason: String,
        /// Whether it refuses us, rather than being out of order.
        refused: bool,
    },
}

impl FetchError {
    /// What it means for a document.
    pub fn absence(&self) -> Absence {
        match self {
            Self::Refused(_) | Self::Forbidden(_) | Self::GivenUp { refused: true, .. } => Absence::Refused,
            Self::Gone(_) => Absence::Gone,
            Self::TooLarge(_) => Absence::TooLarge,
            Self::Failed(_) | Self::ErrorPage(_) | Self::GivenUp { refused: false, .. } => Absence::Failed,
        }
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(what) | Self::Forbidden(what) | Self::Gone(what) | Self::ErrorPage(what) => f.write_str(what),
            Self::Failed(what) | Self::TooLarge(what) | Self::GivenUp { reason: what, .. } => f.write_str(what),
        }
    }
}

//! What became of an alert, as `status` shows it.

use serde::Serialize;

/// What became of one alert, or of all that visitors subscribed to.
#[derive(Debug, Default, Serialize)]
pub struct AlertReport {
    /// Its name.
    pub alert: String,
    /// Passages that are new.
    pub new: u64,
    /// Passages that were told of, counted for each who was told.
    pub told: u64,
    /// Passages that wait to be told of.
    pub waiting: u64,
    /// Passages of which somebody refused for good to be told.
    #[serde(skip_serializing_if = "is_zero")]
    pub refused: u64,
    /// Why they wait, or were refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}

impl AlertReport {
    /// One line for the log.
    pub fn summary(&self) -> String {
        let Self { alert, new, told, waiting, refused, error } = self;
        let mut summary = format!("alert {alert}: {new} new, {told} told");
        if *refused > 0 {
            summary.push_str(&format!(", {refused} refused"));
        }
        if let Some(error) = error {
            summary.push_str(&format!(", {waiting} waiting: {error}"));
        }
        summary
    }
}

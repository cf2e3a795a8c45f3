//! Councils and their committees.

use super::passage::Named;
use serde::Serialize;
use utoipa::ToSchema;

/// A council and how much is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Council {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Committees.
    pub committees: u64,
    /// Meetings.
    pub meetings: u64,
    /// Documents.
    pub documents: u64,
    /// Day of the first meeting.
    pub first: Option<String>,
    /// Day of the last.
    pub last: Option<String>,
}

/// A committee (anything that meets) and how much is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Committee {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other names that it is printed under.
    pub also_named: Vec<String>,
    /// The committee that it was renamed from.
    pub follows: Option<String>,
    /// Its council.
    pub council: Named,
    /// Meetings.
    pub meetings: u64,
    /// Documents.
    pub documents: u64,
    /// Day of the first meeting.
    pub first: Option<String>,
    /// Day of the last.
    pub last: Option<String>,
}

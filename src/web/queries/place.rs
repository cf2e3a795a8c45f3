//! Where and when lists of the catalogue look.

use crate::store::read::Scope;
use crate::web::params::{PlaceParams, Text};

/// What the catalogue is limited to.
pub fn scope(place: &PlaceParams) -> Scope {
    Scope {
        since: place.since.map(|day| day.0),
        until: place.until.map(|day| day.0),
        committees: vec![Text::list(&place.committee)],
        councils: vec![Text::list(&place.council)],
        ..Scope::default()
    }
}

//! Whose meetings a block of the configuration asks for: the publisher, its address and the keys that say so.

use super::{SourceSpec, SpecError};
use crate::client::Access;
use jiff::civil::Date;
use record::MeetingFacts;
use record::text::slug;
use std::time::Duration;
use url::Url;

/// Whose meetings they are, and which of them are wanted.
pub(super) struct Publisher {
    pub name: String,
    pub council: String,
    /// Whose keys: the council's, so that they survive a change of host.
    pub scope: String,
    pub access: Access,
    pub committees: Option<Vec<String>>,
    pub since: Option<Date>,
}

/// The keys that every such source takes.
pub(super) const KEYS: &[(&str, bool)] = &[
    ("url", true),
    ("council", true),
    ("committees", false),
    ("since", false),
    ("hosts", false),
    ("extra_ca", false),
    ("timeout_seconds", false),
];

impl Publisher {
    /// What a block of the configuration says.
    pub fn from_spec(spec: &SourceSpec) -> Result<Self, SpecError> {
        let council = spec.council.clone().unwrap_or_default();
        Ok(Self {
            name: spec.name.clone(),
            scope: slug(&council),
            council,
            access: Access {
                url: address(spec)?,
                hosts: spec.hosts.clone().unwrap_or_default(),
                extra_ca: spec.extra_ca.clone(),
                patience: spec.timeout_seconds.map(Duration::from_secs),
            },
            committees: spec.committees.clone(),
            since: spec.first_day()?,
        })
    }

    /// The same, at the root of its site.
    pub fn at_root(spec: &SourceSpec) -> Result<Self, SpecError> {
        let mut publisher = Self::from_spec(spec)?;
        publisher.access.url.set_query(None);
        publisher.access.url.set_path("/");
        Ok(publisher)
    }

    /// Facts of a meeting of this publisher.
    pub fn meeting(&self, key: String, committee: String) -> MeetingFacts {
        MeetingFacts {
            scope: self.scope.clone(),
            key,
            council: self.council.clone(),
            committee,
            ..MeetingFacts::default()
        }
    }

    /// The first year of interest.
    pub fn first_year(&self) -> i16 {
        self.since.map_or(i16::MIN, Date::year)
    }
}

/// The address of a block, which must be one of the web.
pub(super) fn address(spec: &SourceSpec) -> Result<Url, SpecError> {
    let text = spec.url.as_deref().unwrap_or_default();
    let mut url: Url = text.trim().parse().map_err(|error| spec.bad("url", format!("{text:?}: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(spec.bad("url", format!("{text:?} must begin with https:// or http://")));
    }
    url.set_fragment(None);
    Ok(url)
}

/// Further addresses of a block; each may be written as a path below its `url`.
pub(super) fn addresses(spec: &SourceSpec, texts: &[String]) -> Result<Vec<Url>, SpecError> {
    let base = address(spec)?;
    texts.iter().map(|text| base.join(text.trim()).map_err(|e| spec.bad("pages", format!("{text:?}: {e}")))).collect()
}

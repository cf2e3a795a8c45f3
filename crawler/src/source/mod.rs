//! Sources: one file each, one line each in [`KINDS`].
//!
//! A source owes: keys that the published thing itself carries (a number, a path), never a title or a position; dates
//! as the source gives them; no network but through the client it is handed; and silence about what it could not see -
//! a document is *gone* only when the source answered and did not list it, never because it did not answer.

mod build;
mod civicclerk;
mod cmis;
mod dates;
mod detect;
mod due;
mod effort;
mod escribe;
mod files;
mod folder;
mod gather;
mod identity;
mod infocouncil;
mod kind;
mod legistar;
mod links;
mod moderngov;
mod ofsted;
mod oparl;
mod page;
mod primegov;
mod publisher;
mod records;
mod spec;
mod unlisted;
mod visit;
mod xml;

pub use build::build;
pub use detect::{Detected, detect};
pub use kind::{Kind, Source, Visiting};
pub use spec::{SourceSpec, SpecError};
pub use visit::{Plan, Visit, VisitError};

use crate::client::Client;
use crate::report::{Outcome, Report};
use crate::sink::{Sink, SinkError};
use jiff::Timestamp;
use record::ProblemCode;

/// Every kind of source.
pub const KINDS: &[Kind] = &[
    moderngov::KIND,
    cmis::KIND,
    links::KIND,
    infocouncil::KIND,
    legistar::KIND,
    escribe::KIND,
    civicclerk::KIND,
    primegov::KIND,
    oparl::KIND,
    ofsted::KIND,
    folder::KIND,
    records::KIND,
];

impl SourceSpec {
    /// The source that this block describes.
    ///
    /// # Errors
    /// Says which key is missing, unknown to this kind or unreadable, and what would be right.
    pub fn build(&self) -> Result<Box<dyn Source>, SpecError> {
        let kind = self.checked_kind()?;
        (kind.build)(self)
    }

    /// The kind, once every key given belongs to it and every key that it requires is there.
    fn checked_kind(&self) -> Result<&'static Kind, SpecError> {
        if self.name.trim().is_empty() {
            return Err(self.bad("name", "is empty; every source needs a name of its own".into()));
        }
        let kind = KINDS.iter().find(|kind| kind.name == self.kind).ok_or_else(|| SpecError::UnknownKind {
            name: self.name.clone(),
            kind: self.kind.clone(),
            known: list(KINDS.iter().map(|kind| kind.name)),
        })?;
        for (key, given) in self.given() {
            let takes = kind.keys.iter().find(|(name, _)| *name == key);
            match takes {
                None if given => {
                    return Err(SpecError::UnusedKey {
                        name: self.name.clone(),
                        kind: kind.name,
                        key,
                        known: list(kind.keys.iter().map(|(name, _)| *name)),
                    });
                }
                Some((_, true)) if !given => {
                    return Err(SpecError::MissingKey { name: self.name.clone(), kind: kind.name, key });
                }
                _ => {}
            }
        }
        // A source's address stands in pages, reports and exports.
        let secret = |url: &url::Url| !url.username().is_empty() || url.password().is_some();
        if self.url.as_deref().and_then(|text| text.trim().parse().ok()).is_some_and(|url| secret(&url)) {
            let reason =
                "holds a name or a password, and addresses are published: what needs one to be read is not read";
            return Err(self.bad("url", reason.into()));
        }
        Ok(kind)
    }
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// Visits one source.
///
/// # Errors
/// Only when the sink cannot keep what was found. Whatever goes wrong at the source is told in the report.
pub async fn crawl(
    source: &dyn Source,
    client: &Client,
    plan: &Plan,
    sink: &mut dyn Sink,
) -> Result<Report, SinkError> {
    let mut visit = Visit::new(source.name(), client, plan, sink);
    client.take_led_away();
    let stopped = source.visit(&mut visit).await;
    if let (Err(VisitError::Failed(_)), Some((from, to))) = (&stopped, client.take_led_away()) {
        let message =
            format!("{from} leads to {to}: put that into `url`, or its host into `hosts`, if it is the same body's");
        visit.sink.problem(ProblemCode::Moved, &message)?;
    }
    visit.report.ended_at = Timestamp::now();
    match stopped {
        Ok(()) => {}
        Err(VisitError::Sink(error)) => return Err(error),
        Err(VisitError::Refused(reason)) => {
            visit.sink.problem(ProblemCode::Refused, &reason)?;
            visit.report.outcome = Outcome::Refused { reason };
        }
        Err(VisitError::Failed(reason)) => {
            visit.sink.problem(ProblemCode::SourceFailed, &reason)?;
            visit.report.outcome = Outcome::Failed { reason };
        }
    }
    Ok(visit.report)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(name: &str, kind: &str) -> SourceSpec {
        SourceSpec { name: name.into(), kind: kind.into(), ..SourceSpec::default() }
    }

    #[test]
    fn says_what_is_wrong_and_what_would_be_right() {
        let table = [
            (spec("a", "moderngove"), "there is no kind “moderngove”; the kinds are moderngov"),
            (spec("a", "folder"), "a folder source needs `path`"),
            (
                SourceSpec { url: Some("x".into()), ..spec("a", "folder") },
                "a folder source has no `url`; it takes path",
            ),
            (spec(" ", "folder"), "every source needs a name"),
        ];
        for (spec, expected) in table {
            let error = spec.build().err().map(|e| e.to_string()).unwrap_or_default();
            assert!(error.contains(expected), "{error:?} should contain {expected:?}");
        }
    }

    #[test]
    fn kinds_differ_and_explain_themselves() {
        let mut names: Vec<_> = KINDS.iter().map(|kind| kind.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), KINDS.len());
        let keys = SourceSpec::default().given().map(|(key, _)| key);
        for kind in KINDS {
            assert!(!kind.help.is_empty() && !kind.help.ends_with('.'));
            assert!(kind.keys.iter().all(|(key, _)| keys.contains(key)), "{} names an unknown key", kind.name);
        }
    }
}

//! A folder of attributed passages: `.ndjson` or `.ndjson.zst`, see [`crate::records`].
//!
//! Each file is one document; its bytes are archived as they are and its lines are read later.

use super::files::{self, Files};
use super::{Kind, Source, SourceSpec, SpecError, Visit, Visiting};
use record::Channel;

pub(super) const KIND: Kind = Kind {
    name: "records",
    help: "attributed passages, one JSON object a line, in .ndjson or .ndjson.zst files",
    keys: &[("path", true), ("council", false), ("committee", false)],
    build,
};

const ENDINGS: &[&str] = &["ndjson", "ndjson.zst"];

struct Records(Files);

fn build(spec: &SourceSpec) -> Result<Box<dyn Source>, SpecError> {
    Ok(Box::new(Records(files::from_spec(spec, Channel::Records, ENDINGS))))
}

impl Source for Records {
    fn name(&self) -> &str {
        &self.0.source
    }

    fn visit<'a>(&'a self, visit: &'a mut Visit<'_>) -> Visiting<'a> {
        Box::pin(async move { self.0.visit(visit) })
    }
}

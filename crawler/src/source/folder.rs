//! A folder of papers: `.pdf .docx .html .htm .txt .md`, recursively.
//!
//! A document's key is its path below the folder with `/`, so a folder may move as a whole.

use super::files::{self, Files};
use super::{Kind, Source, SourceSpec, SpecError, Visit, Visiting};
use record::Channel;

pub(super) const KIND: Kind = Kind {
    name: "folder",
    help: "files in a folder and the folders below it: .pdf .docx .html .htm .txt .md",
    keys: &[("path", true), ("council", false), ("committee", false)],
    build,
};

const ENDINGS: &[&str] = &["pdf", "docx", "html", "htm", "txt", "md"];

struct Folder(Files);

fn build(spec: &SourceSpec) -> Result<Box<dyn Source>, SpecError> {
    Ok(Box::new(Folder(files::from_spec(spec, Channel::File, ENDINGS))))
}

impl Source for Folder {
    fn name(&self) -> &str {
        &self.0.source
    }

    fn visit<'a>(&'a self, visit: &'a mut Visit<'_>) -> Visiting<'a> {
        Box::pin(async move { self.0.visit(visit) })
    }
}

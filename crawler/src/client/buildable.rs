//! Whether what a site answered can be built at all. It is looked at first, tag by tag, and then built once where that can
//! do no harm: only what came through both is built here.

use super::expect::{ContentMismatch, Expect, is_file};
use super::markup;
use super::receive::Received;
use super::shared::Client;
use super::trial::Form;
use crate::sink::Body;

/// Whether an answer can be built: whoever reads it builds a tree of it.
pub(super) fn buildable(client: &Client, expect: Expect, received: &Received) -> Result<(), ContentMismatch> {
    let Body::Memory(answer) = &received.body else { return Ok(()) };
    let form = match expect {
        Expect::PageOrFile if is_file(answer) => return Ok(()),
        Expect::Html { .. } | Expect::Page | Expect::PageOrFile => Form::Page,
        Expect::Xml { .. } => Form::Xml,
        Expect::Json => Form::Json,
        Expect::Pdf | Expect::File | Expect::Anything => return Ok(()),
    };
    if let Some(why) = (form == Form::Page).then(|| markup::unbuildable(answer)).flatten() {
        return Err(ContentMismatch::Other(format!("a page that is not read, since it has {why}")));
    }
    client
        .try_to_build(form, answer)
        .map_err(|why| ContentMismatch::Other(format!("an answer that is not read: {why}")))
}

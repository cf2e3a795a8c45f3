//! Building what a site answered, as every source does before it reads it.

use super::{page, xml};
use crate::client::{Form, Robots};
use scraper::Html;

/// Builds an answer and drops it. What is no good HTML, XML or JSON says so where it is read; here only whether the building
/// ends is of interest.
pub fn build(form: Form, answer: &[u8]) {
    match form {
        Form::Page => drop(Html::parse_document(&page::text(answer))),
        Form::Xml => drop(xml::parse(answer)),
        Form::Json => drop(serde_json::from_slice::<serde_json::Value>(answer)),
        Form::Robots => {
            let rules = Robots::parse(None, answer);
            let _ = rules.delay(answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_can_be_built(answer in prop::collection::vec(any::<u8>(), 0..500)) {
            for form in [Form::Page, Form::Xml, Form::Json, Form::Robots] {
                build(form, &answer);
            }
        }
    }
}

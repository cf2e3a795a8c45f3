//! Building what a site answered, as every source does before it reads it.

use super::{effort, page, xml};
use crate::client::{Form, Robots};
use scraper::Html;

/// Builds an answer and drops it. What is no good HTML, XML or JSON says so where it is read; here only whether the building
/// ends is of interest, and whether what was built can be gone through.
///
/// # Errors
/// Why it cannot be.
pub fn build(form: Form, answer: &[u8]) -> Result<(), String> {
    match form {
        Form::Page => {
            let page = Html::parse_document(&page::text(answer));
            if let Some(why) = effort::too_much(&page) {
                return Err(why);
            }
        }
        Form::Xml => drop(xml::parse(answer)),
        Form::Json => drop(serde_json::from_slice::<serde_json::Value>(answer)),
        Form::Robots => {
            let rules = Robots::parse(None, answer);
            let _ = rules.delay(answer);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_tree_that_is_too_deep_is_told_however_its_page_got_there() {
        let deep = |before: &str| build(Form::Page, format!("{before}{}", "<span>".repeat(5_000)).as_bytes());
        for before in ["", "<!-- --!>", "<svg><title>", "<a =\">"] {
            assert_eq!(deep(before), Err("elements nested more than 700 deep".to_owned()), "{before}");
        }
        assert_eq!(build(Form::Page, "<div>".repeat(300).as_bytes()), Ok(()));
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_built(answer in prop::collection::vec(any::<u8>(), 0..500)) {
            for form in [Form::Page, Form::Xml, Form::Json, Form::Robots] {
                prop_assert_eq!(build(form, &answer), Ok(()));
            }
        }
    }
}

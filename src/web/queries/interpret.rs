//! A question in words, read into a request of this API and said back.

use super::ReadContext;
use crate::store::read::names as read;
use crate::web::answers::{Interpretation, ParameterValue};
use crate::web::error::Problem;
use crate::web::interpret::{Names, QuestionTarget, Reading, Sort};
use jiff::civil::Date;
use std::sync::Arc;

impl Interpretation {
    /// The parameters as pairs, those that are repeated as often as they are.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for (name, value) in self.request.iter().flatten() {
            match value {
                ParameterValue::One(value) => pairs.push((name.clone(), value.clone())),
                ParameterValue::Many(values) => {
                    pairs.extend(values.iter().map(|value| (name.clone(), value.clone())));
                }
            }
        }
        pairs
    }

    fn new(text: &str, reading: Reading) -> Self {
        let values = |mut values: Vec<String>| match (values.pop(), values.is_empty()) {
            (Some(only), true) => ParameterValue::One(only),
            (last, _) => ParameterValue::Many(values.into_iter().chain(last).collect()),
        };
        let (endpoint, request) = match reading.request {
            Some((target, request)) => {
                let request = request.into_iter().map(|(name, held)| (name.to_owned(), values(held)));
                (Some(endpoint(target).to_owned()), Some(request.collect()))
            }
            None => (None, None),
        };
        let understood = endpoint.is_some();
        Self { text: text.to_owned(), understood, endpoint, request, said_back: reading.said_back, left: reading.left }
    }
}

fn endpoint(target: QuestionTarget) -> &'static str {
    match target {
        QuestionTarget::Search => "search",
        QuestionTarget::Mentions => "mentions",
        QuestionTarget::Commitments => "commitments",
        QuestionTarget::Resolutions => "resolutions",
        QuestionTarget::Votes => "votes",
        QuestionTarget::Letters => "letters",
        QuestionTarget::Speakers => "speakers",
        QuestionTarget::Timeline => "timeline",
        QuestionTarget::Meetings => "meetings",
        QuestionTarget::People => "people",
    }
}

/// Reads a question that is asked on a day; names, offices and bodies are those of the record.
///
/// # Errors
/// The catalogue fails.
pub fn interpret(context: &ReadContext<'_>, text: &str, today: Date) -> Result<Interpretation, Problem> {
    let names = context.caches.names.get_or(context.state()?, &(), || Ok(Arc::new(names(context)?)))?;
    Ok(Interpretation::new(text, Reading::parse(text, &names, today)))
}

fn names(context: &ReadContext<'_>) -> Result<Names, Problem> {
    let mut names = Names::default();
    for person in read::people(context.catalogue)? {
        let forms = person.others;
        names.add_person(std::iter::once(person.name.as_str()).chain(forms.iter().map(String::as_str)));
    }
    for office in read::offices(context.catalogue)? {
        names.add_office(&office);
    }
    for council in read::councils(context.catalogue)? {
        names.add_body(Sort::Council, &council, []);
    }
    for committee in read::committees(context.catalogue)? {
        let others = committee.others;
        names.add_body(Sort::Committee, &committee.name, others.iter().map(String::as_str));
    }
    Ok(names)
}

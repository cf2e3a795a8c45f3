//! What was typed into the box, where it is a question: how it was read, said back, with the way to its answer.

use super::address::Address;
use super::filters::{self, Chip};
use crate::web::answers::Interpretation;
use crate::web::error::Problem;
use crate::web::interpret;
use crate::web::queries::{self, ReadContext};
use jiff::civil::Date;

/// A question as it was read.
pub struct ReadAs {
    /// What was understood, in words; or why nothing was.
    pub said_back: String,
    /// The page that answers it; none where it was not understood.
    pub answer: Option<String>,
    /// What it was read as, each part with the answer without it.
    pub parts: Vec<Chip>,
    /// Words that were not used.
    pub left: String,
}

/// Reads what was typed, if it may be a question. What is written in the query language is none, and words that are only
/// to be looked for need nothing said back.
///
/// # Errors
/// The catalogue fails.
pub fn read_as(context: &ReadContext<'_>, typed: &str, today: Date) -> Result<Option<ReadAs>, Problem> {
    if typed.contains([':', '(', ')', '*', '~', '=']) || typed.contains(" NEAR/") {
        return Ok(None);
    }
    let read = queries::interpret(context, typed, today)?;
    let only_words = read.pairs().iter().all(|(name, _)| name == "q") && read.endpoint.as_deref() == Some("search");
    if only_words || (!read.understood && !interpret::is_a_question(typed)) {
        return Ok(None);
    }
    let answer = page_of(&read);
    Ok(Some(ReadAs {
        parts: answer.iter().flat_map(|answer| filters::chips(context, answer)).collect(),
        answer: answer.map(|answer| answer.to_string()),
        said_back: read.said_back,
        left: read.left.join(", "),
    }))
}

/// The page that shows what the endpoint answers.
fn page_of(read: &Interpretation) -> Option<Address> {
    let (path, sort) = match read.endpoint.as_deref()? {
        "commitments" => ("/commitments", None),
        "resolutions" => ("/resolutions", None),
        "votes" => ("/votes", None),
        "letters" => ("/letters", None),
        "meetings" => ("/meetings", None),
        "people" => ("/people", None),
        "mentions" => ("/search", Some("oldest")),
        // Search pages have the timeline and who says it most beside the results.
        _ => ("/search", None),
    };
    let pairs = read.pairs().into_iter().filter(|(name, _)| name != "interval");
    let address = pairs.fold(Address::new(path), |address, (name, value)| address.and(&name, value));
    Some(match sort {
        Some(sort) => address.set("sort", sort),
        None => address,
    })
}

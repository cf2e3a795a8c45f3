//! What was typed into the box, where it is a question: how it was read, said back, with the way to its answer.

use super::address::Address;
use super::filters::{self, Chip};
use crate::web::error::Problem;
use crate::web::interpret;
use crate::web::params::{
    LedgerRequest, LettersRequest, MeetingsRequest, PassageOrder, PeopleRequest, Request, SearchRequest, VotesRequest,
    Word,
};
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
    let pairs = read.pairs();
    let search = SearchRequest::from_pairs(pairs.clone()).filter(|_| read.endpoint.as_deref() == Some("search"));
    let only_words = search.is_some_and(|search| search == SearchRequest::for_words(search.filters.q.clone()));
    if only_words || (!read.understood && !interpret::is_a_question(typed)) {
        return Ok(None);
    }
    let (answer, parts) = match read.endpoint.as_deref() {
        None => (None, Vec::new()),
        Some("commitments") => way::<LedgerRequest>(context, "/commitments", pairs),
        Some("resolutions") => way::<LedgerRequest>(context, "/resolutions", pairs),
        Some("votes") => way::<VotesRequest>(context, "/votes", pairs),
        Some("letters") => way::<LettersRequest>(context, "/letters", pairs),
        Some("meetings") => way::<MeetingsRequest>(context, "/meetings", pairs),
        Some("people") => way::<PeopleRequest>(context, "/people", pairs),
        Some("mentions") => way_with(context, "/search", pairs, |request: &mut SearchRequest| {
            request.order.sort = Some(Word(PassageOrder::Oldest));
        }),
        // Search pages have the timeline and who says it most beside the results.
        Some(_) => way::<SearchRequest>(context, "/search", pairs),
    };
    Ok(Some(ReadAs { parts, answer, said_back: read.said_back, left: read.left.join(", ") }))
}

/// The page that shows what an endpoint answers, and what of the question can be left out there.
fn way<R: Request>(context: &ReadContext<'_>, path: &str, pairs: Vec<(String, String)>) -> (Option<String>, Vec<Chip>) {
    way_with(context, path, pairs, |_: &mut R| ())
}

/// The same with a change of the request.
fn way_with<R: Request>(
    context: &ReadContext<'_>,
    path: &str,
    pairs: Vec<(String, String)>,
    change: impl FnOnce(&mut R),
) -> (Option<String>, Vec<Chip>) {
    let Some(request) = R::from_pairs(pairs) else { return (None, Vec::new()) };
    let answer = Address::new(path, &request).with(change);
    (Some(answer.to_string()), filters::chips(context, &answer))
}

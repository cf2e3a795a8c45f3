//! Two people side by side: what each did, where both were, and how they voted where both are recorded by name.

use super::ledger::scope;
use super::paging::List;
use super::parsed::ParsedQuery;
use super::{ReadContext, figures, person_asked, votes};
use crate::store::read::{Rows, Slice, attendance, votes as read};
use crate::web::answers::{Comparison, Page, SharedVote, Vote};
use crate::web::error::Problem;
use crate::web::params::{CompareRequest, DateOrder, VoteParams, Word};

/// Compares two people.
///
/// # Errors
/// Not two different people are asked for; there is no such person; a cursor is out of date.
pub fn compare(context: &ReadContext<'_>, request: &CompareRequest) -> Result<Comparison, Problem> {
    // The latest first.
    let newest = VoteParams { sort: Some(Word(DateOrder::Newest)), ..VoteParams::default() };
    let (parsed, filter) = votes::parse(&request.filters, &request.reading, &newest)?;
    let [one, other] = &filter.people[..] else {
        return Err(Problem::bad_value("person", "give the ids of two people: “person” twice", Vec::new()));
    };
    let people = [person_asked(context, one)?, person_asked(context, other)?];
    let [one, other] = [&people[0].person.id, &people[1].person.id].map(String::as_str);
    if one == other {
        return Err(Problem::bad_value("person", "both are the same person", Vec::new()));
    }
    let shared = shared(context, &parsed, &filter, one, other)?;
    let is_same = |vote: &SharedVote| vote.sides[0] == vote.sides[1];
    let (both_voted, same) = (shared.len() as u64, shared.iter().filter(|vote| is_same(vote)).count() as u64);
    let listed: Vec<SharedVote> =
        shared.into_iter().filter(|vote| request.compare.differed != Some(true) || !is_same(vote)).collect();
    let Page { results, total, next } =
        List::new("/api/v1/compare", request, &request.paging).page(context, |slice| Ok(part(listed, slice)))?;
    Ok(Comparison {
        query: parsed.echo(Vec::new(), Vec::new()),
        meetings_together: attendance::together(context.catalogue, one, other)?,
        both_voted,
        same,
        different: both_voted - same,
        results,
        total,
        next,
        coverage: figures(context, &parsed.scope())?,
        generation: context.index.generation(),
        people: people.into(),
    })
}

/// Others who are recorded by name in the same votes, most first: whom somebody can be compared with.
///
/// # Errors
/// The catalogue fails.
pub fn fellow_voters(context: &ReadContext<'_>, id: &str) -> Result<Vec<read::FellowVoter>, Problem> {
    Ok(read::fellow_voters(context.catalogue, id)?)
}

/// Every vote in which both are recorded.
fn shared(
    context: &ReadContext<'_>,
    parsed: &ParsedQuery,
    filter: &read::Filter,
    one: &str,
    other: &str,
) -> Result<Vec<SharedVote>, Problem> {
    let filter = read::Filter { people: vec![one.to_owned()], ..filter.clone() };
    let mut found = Vec::new();
    read::each(context.catalogue, &scope(context, parsed)?, &filter, |row| {
        let vote = Vote::from_row(row);
        if let (Some(first), Some(second)) = (vote.side_of(one), vote.side_of(other)) {
            found.push(SharedVote { sides: vec![first.to_owned(), second.to_owned()], vote });
        }
        true
    })?;
    Ok(found)
}

/// One page of what is listed.
fn part<T>(all: Vec<T>, slice: Slice) -> Rows<T> {
    let total = all.len() as u64;
    let rows = all.into_iter().skip(slice.offset as usize).take(slice.limit as usize).collect();
    Rows { rows, total }
}

//! Motions that were put to the vote, and how members voted.

use super::ReadContext;
use super::ledger::scope;
use super::paging::List;
use super::parsed::{ParsedQuery, parse_query};
use crate::store::catalogue::disagreements;
use crate::store::json::Json;
use crate::store::read::{Order, Slice, votes as read};
use crate::web::answers::{Page, Side, SidePerson, Source, Vote, VoteTally};
use crate::web::error::Problem;
use crate::web::params::{DateOrder, FilterParams, ReadingParams, Text, VoteParams, VotesRequest, Word};
use crate::web::stream::Sink;

impl Side {
    fn from_stored(side: disagreements::Side) -> Self {
        let person = |voter: disagreements::Voter| SidePerson { as_printed: voter.as_printed, person: voter.person };
        Self { count: side.count, names: side.names.into_iter().map(person).collect() }
    }
}

/// Which votes are asked for: words and filters, and what only votes take.
pub(super) fn parse(
    filters: &FilterParams,
    reading: &ReadingParams,
    votes: &VoteParams,
) -> Result<(ParsedQuery, read::Filter), Problem> {
    let mut parsed = parse_query(filters, reading)?;
    let people = std::mem::take(&mut parsed.filters.people);
    let filter = read::Filter {
        names: std::mem::take(&mut parsed.filters.speakers),
        people: people.iter().map(|id| id.as_str().to_owned()).collect(),
        movers: Text::list(&votes.owner),
        outcomes: Text::list(&votes.outcome),
        statuses: Word::list(&votes.status),
        order: match votes.sort {
            Some(Word(DateOrder::Newest)) => Order::Newest,
            Some(Word(DateOrder::Oldest)) | None => Order::Oldest,
        },
    };
    Ok((parsed, filter))
}

impl Vote {
    /// How somebody voted, where that is recorded by name.
    pub fn side_of(&self, person: &str) -> Option<&'static str> {
        let stands = |side: &Side| side.names.iter().any(|name| name.person.as_deref() == Some(person));
        [("for", &self.r#for), ("against", &self.against), ("abstain", &self.abstain)]
            .into_iter()
            .find_map(|(word, side)| stands(side).then_some(word))
    }

    /// A row of the catalogue.
    pub(super) fn from_row(row: read::Vote) -> Self {
        let own = row.own;
        let Json(sides) = own.sides;
        Self {
            id: own.id,
            motion: own.motion,
            mover: own.mover,
            seconder: own.seconder,
            outcome: own.outcome,
            r#for: Side::from_stored(sides.r#for),
            against: Side::from_stored(sides.against),
            abstain: Side::from_stored(sides.abstain),
            why: own.why,
            source: Source::new(row.paper, own.passage_id),
        }
    }
}

impl VoteTally {
    /// A row of the catalogue.
    pub fn from_row(row: read::Tally) -> Self {
        Self { total: row.total, r#for: row.in_favour, against: row.against, abstain: row.abstaining }
    }
}

/// One page of votes, by date.
///
/// # Errors
/// A cursor that is out of date.
pub fn votes(context: &ReadContext<'_>, request: &VotesRequest) -> Result<Page<Vote>, Problem> {
    let (parsed, filter) = parse(&request.filters, &request.reading, &request.votes)?;
    let scope = scope(context, &parsed)?;
    List::new("/api/v1/votes", request, &request.paging)
        .page(context, |slice| Ok(read::list(context.catalogue, &scope, &filter, slice)?.map(Vote::from_row)))
}

/// Sends every vote; false when nobody reads any more.
///
/// # Errors
/// The catalogue fails.
pub fn stream_votes(context: &ReadContext<'_>, request: &VotesRequest, sink: &mut Sink) -> Result<bool, Problem> {
    let (parsed, filter) = parse(&request.filters, &request.reading, &request.votes)?;
    let scope = scope(context, &parsed)?;
    sink.begin(Some(read::list(context.catalogue, &scope, &filter, Slice::NONE)?.total));
    read::each(context.catalogue, &scope, &filter, |row| sink.row(&Vote::from_row(row)))?;
    Ok(!sink.is_left())
}

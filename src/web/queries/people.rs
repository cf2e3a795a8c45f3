//! People: their offices over time, and everything that they said, asked, presented, moved and undertook.

use super::paging::List;
use super::passage::web_address;
use super::place::scope;
use super::votes::{VoteTally, tally};
use super::{Named, Page, ReadContext};
use crate::store::read::{attendance, changes, people as read};
use crate::web::error::Problem;
use crate::web::params::PeopleRequest;
use record::Certainty;
use serde::Serialize;
use utoipa::ToSchema;

/// A person, known within one council's record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Person {
    /// Its id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Council.
    pub council: Named,
    /// Forms of the name in print.
    pub printed_as: Vec<String>,
    /// Party.
    pub party: Option<String>,
    /// Ward.
    pub ward: Option<String>,
    /// Where their source publishes about them.
    pub url: Option<String>,
    /// Passages that they say.
    pub passages: u64,
    /// Those of them where it is only likely, not sure, that they speak.
    pub likely_passages: u64,
    /// Meetings that they were at.
    pub meetings: u64,
    /// When anything about them last changed.
    pub modified_at: String,
}

/// A person with offices, and counts of what is theirs with the way to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonDetail {
    /// The person.
    #[serde(flatten)]
    pub person: Person,
    /// Offices over time; an unknown end is absent.
    pub offices: Vec<Office>,
    /// What they said, by what it does: questions, answers, statements, presentations.
    pub acts: Vec<ActCount>,
    /// Commitments that they undertook.
    pub commitments: u64,
    /// Resolutions that they are to carry out.
    pub resolutions: u64,
    /// Motions that they moved.
    pub moved: u64,
    /// Meetings that they were present at as a member.
    pub present: u64,
    /// Meetings that they attended otherwise.
    pub in_attendance: u64,
    /// Meetings that they sent apologies to.
    pub apologies: u64,
    /// Their committees, the latest first, and how often they were there.
    pub committees: Vec<InCommittee>,
    /// How they voted, where that is recorded by name.
    pub votes: VoteTally,
    /// Where to go on.
    pub links: PersonLinks,
}

/// Somebody's time in one committee, as its attendance lists tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct InCommittee {
    /// Committee.
    pub committee: Named,
    /// The first meeting on whose list they stand.
    pub first: String,
    /// The last one.
    pub last: String,
    /// Meetings at which they were present as a member.
    pub present: u64,
    /// Meetings that they attended otherwise.
    pub in_attendance: u64,
    /// Meetings to which they sent apologies.
    pub apologies: u64,
    /// Meetings from the first to the last one whose list is held and does not name them.
    pub not_listed: u64,
    /// Meetings from the first to the last one of which no list is held: whether they were there is not known.
    pub not_recorded: u64,
}

/// An office and its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Office {
    /// What it is called.
    pub role: String,
    /// Committee, for a seat.
    pub committee: Option<Named>,
    /// First day that it is known of.
    pub from: Option<String>,
    /// Last day that it is known of.
    pub until: Option<String>,
    /// What that rests on: `membership`, `attendance` or `speech`.
    pub basis: String,
}

/// How many passages of one sort are somebody's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ActCount {
    /// What the passages do.
    pub act: String,
    /// How many.
    pub passages: u64,
    /// In how many of them it is only likely, not sure, that they speak.
    pub likely: u64,
    /// Date of the first.
    pub first: Option<String>,
    /// Date of the last.
    pub last: Option<String>,
    /// Those passages.
    pub link: String,
}

/// Where to go on from a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonLinks {
    /// The person, in the API.
    #[serde(rename = "self")]
    pub itself: String,
    /// The page of this site about them.
    pub page: String,
    /// Everything that they said.
    pub passages: String,
    /// What they undertook.
    pub commitments: String,
    /// What they are to carry out.
    pub resolutions: String,
    /// Votes in which they are recorded.
    pub votes: String,
}

impl InCommittee {
    fn from_row(row: attendance::InCommittee) -> Self {
        Self {
            committee: Named { id: row.committee_id, name: row.committee },
            first: row.first,
            last: row.last,
            present: row.present,
            in_attendance: row.in_attendance,
            apologies: row.apologies,
            not_listed: row.recorded.saturating_sub(row.present + row.in_attendance + row.apologies),
            not_recorded: row.meetings.saturating_sub(row.recorded),
        }
    }
}

impl Person {
    /// A row of the catalogue.
    pub fn from_row(row: read::Person) -> Self {
        Self {
            id: row.id,
            name: row.name,
            council: Named { id: row.council_id, name: row.council },
            printed_as: crate::store::read::list_of_words(&row.forms),
            party: row.party,
            ward: row.ward,
            url: web_address(row.url.as_deref()),
            passages: row.passages,
            likely_passages: row.likely,
            meetings: row.meetings,
            modified_at: row.modified_at,
        }
    }
}

/// Lists people by name.
///
/// # Errors
/// A cursor that is out of date.
pub fn people(context: &ReadContext<'_>, request: &PeopleRequest) -> Result<Page<Person>, Problem> {
    let words = request.people.q.as_ref().map(|words| words.0.clone());
    let (scope, filter) = (scope(&request.place), read::Filter { words, modified_since: None });
    List::new("/api/v1/people", request, &request.paging)
        .page(context, |slice| Ok(read::list(context.catalogue, &scope, &filter, slice)?.map(Person::from_row)))
}

/// One person; with certainties, what they said counts only where it is theirs so safely. An id that they had before
/// more was known of them answers too, with the present id.
///
/// # Errors
/// There is none with this id.
pub fn person(context: &ReadContext<'_>, id: &str, certainties: &[Certainty]) -> Result<PersonDetail, Problem> {
    let row = known(context, id, read::one(context.catalogue, id)?)?;
    let owned = read::owned(context.catalogue, &row)?;
    let id = row.id.clone();
    let within: String = certainties.iter().map(|certainty| format!("&certainty={certainty}")).collect();
    Ok(PersonDetail {
        offices: offices(context, &id)?,
        acts: read::acts(context.catalogue, &id, certainties)?
            .into_iter()
            .map(|count| ActCount {
                link: format!("/api/v1/search?person={id}&act={}&sort=newest{within}", count.act),
                act: count.act,
                passages: count.passages,
                likely: count.likely,
                first: count.first,
                last: count.last,
            })
            .collect(),
        commitments: owned.commitments,
        resolutions: owned.resolutions,
        moved: owned.moved,
        present: owned.present,
        in_attendance: owned.in_attendance,
        apologies: owned.apologies,
        committees: attendance::committees(context.catalogue, &id)?.into_iter().map(InCommittee::from_row).collect(),
        votes: tally(context, &id)?,
        links: PersonLinks {
            itself: format!("/api/v1/people/{id}"),
            page: format!("/people/{id}"),
            passages: format!("/api/v1/search?person={id}&sort=newest{within}"),
            commitments: format!("/api/v1/commitments?owner={id}"),
            resolutions: format!("/api/v1/resolutions?owner={id}"),
            votes: format!("/api/v1/votes?person={id}"),
        },
        person: Person::from_row(row),
    })
}

/// What was found of a person with this id, or that there is none or no longer.
fn known<T>(context: &ReadContext<'_>, id: &str, found: Option<T>) -> Result<T, Problem> {
    if let Some(found) = found {
        return Ok(found);
    }
    Err(match changes::tombstone(context.catalogue, "person", id)? {
        Some(stone) => Problem::gone("person", id, stone.reason.as_deref()),
        None => Problem::not_found("person", id, "/api/v1/people"),
    })
}

/// The id and the name of one person, without all else that [`person`] counts.
///
/// # Errors
/// There is none with this id.
pub fn person_named(context: &ReadContext<'_>, id: &str) -> Result<Named, Problem> {
    let found = read::names(context.catalogue, &[id])?.remove(id);
    let read::Name { id, name } = known(context, id, found)?;
    Ok(Named { id, name })
}

/// One person who is asked for by a parameter: an id that nobody has is a value that cannot be used.
///
/// # Errors
/// There is none with this id.
pub fn person_asked(context: &ReadContext<'_>, id: &str) -> Result<PersonDetail, Problem> {
    person(context, id, &[]).map_err(as_parameter)
}

/// The name of one person who is asked for by a parameter, and the forms in which it is printed.
///
/// # Errors
/// As [`person_asked`].
pub(super) fn printed_asked(context: &ReadContext<'_>, id: &str) -> Result<(Named, Vec<String>), Problem> {
    let found = known(context, id, read::printed(context.catalogue, id)?).map_err(as_parameter)?;
    Ok((Named { id: found.id, name: found.name }, crate::store::read::list_of_words(&found.forms)))
}

fn as_parameter(problem: Problem) -> Problem {
    match problem.status {
        404 => Problem::bad_value("person", problem.detail, Vec::new()),
        _ => problem,
    }
}

/// The offices that somebody held.
///
/// # Errors
/// The catalogue fails.
pub fn offices(context: &ReadContext<'_>, id: &str) -> Result<Vec<Office>, Problem> {
    let rows = read::offices(context.catalogue, id)?;
    Ok(rows
        .into_iter()
        .map(|row| Office {
            role: row.role,
            committee: Named::pair(row.committee_id, row.committee),
            from: row.from,
            until: row.until,
            basis: row.basis,
        })
        .collect())
}

//! People: their offices over time, and everything that they said, asked, presented, moved and undertook.

use super::ReadContext;
use super::paging::List;
use super::passage::web_address;
use super::place::scope;
use crate::store::read::{Scope, attendance, changes, commitments, people as read, votes};
use crate::web::answers::{ActCount, InCommittee, Named, Office, Page, Person, PersonDetail, PersonLinks, VoteTally};
use crate::web::error::Problem;
use crate::web::params::PeopleRequest;
use record::{Basis, Certainty};

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
            printed_as: row.forms.0,
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
    let id = row.id.clone();
    let printed = votes::names_at_votes(context.catalogue, &[&id])?;
    let owned = read::owned(context.catalogue, &row, &printed)?;
    let theirs = commitments::Filter { owners: vec![id.clone()], ..Default::default() };
    let undertaken = commitments::counts(context.catalogue, &Scope::default(), &theirs, commitments::By::Basis)?;
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
        commitments: undertaken.values().sum(),
        binding_commitments: Basis::BINDING.iter().filter_map(|basis| undertaken.get(basis.as_str())).sum(),
        resolutions: owned.resolutions,
        moved: owned.moved,
        present: owned.present,
        in_attendance: owned.in_attendance,
        apologies: owned.apologies,
        committees: attendance::committees(context.catalogue, &id)?.into_iter().map(InCommittee::from_row).collect(),
        votes: VoteTally::from_row(votes::tally(context.catalogue, &id, &printed)?),
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
    Ok((Named { id: found.id, name: found.name }, found.forms.0))
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

//! Inspection letters and reports: what was visited, who came, what they judged, and what followed.

use super::ReadContext;
use super::paging::List;
use super::parsed::is_all;
use super::passage::{page_address, web_address};
use super::place::scope;
use crate::store::read::{Scope, changes, letters as read};
use crate::web::answers::{DocumentRef, FollowUp, ImprovementPoint, Inspector, Judgement, Letter, Named, Page, Visit};
use crate::web::error::Problem;
use crate::web::params::{LettersRequest, Word};
use record::{DocumentId, PassageId};
use serde::Deserialize;
use std::collections::HashMap;

/// A letter as the catalogue keeps it: what was read, passages by id.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Stored {
    addressee: Option<String>,
    visit: Option<Visit>,
    inspectors: Vec<Inspector>,
    judgements: Vec<Judgement>,
    improvement_points: Vec<StoredPoint>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct StoredPoint {
    n: u32,
    text: String,
    passage_id: Option<String>,
}

impl Letter {
    fn from_row(
        context: &ReadContext<'_>,
        row: read::Letter,
        later: &mut HashMap<String, Vec<FollowUp>>,
    ) -> Result<Self, Problem> {
        let stored: Stored = serde_json::from_str(&row.reading).map_err(Problem::internal)?;
        let mut points = Vec::new();
        for point in stored.improvement_points {
            let passage = point.passage_id.as_deref().map(PassageId::from_stored);
            let entry = passage.map(|id| context.index.entry(&id)).transpose().map_err(Problem::of_index)?;
            let page = entry.flatten().map(|entry| entry.page);
            points.push(ImprovementPoint {
                followed_by: later.remove(&point_id(&row.id, point.n)).unwrap_or_default(),
                n: point.n,
                text: point.text,
                passage: point.passage_id,
                page_url: page.and_then(|p| page_address(row.url.as_deref(), row.media_type.as_deref(), p)),
                page,
            });
        }
        Ok(Self {
            improvement_points: points,
            document: DocumentRef {
                page_url: page_address(row.url.as_deref(), row.media_type.as_deref(), row.first_page),
                url: web_address(row.url.as_deref()),
                id: row.document_id,
                title: row.document_title,
                file_name: row.file_name,
            },
            id: row.id,
            title: row.title,
            kind: row.sort,
            date: row.date,
            addressee: stored.addressee,
            visit: stored.visit,
            inspectors: stored.inspectors,
            judgements: stored.judgements,
            council: Named::pair(row.council_id, row.council),
            component: row.component,
            page: row.first_page,
        })
    }
}

/// Under what id the catalogue keeps what followed an improvement point.
fn point_id(letter: &str, n: u32) -> String {
    format!("{letter}#{n}")
}

/// What took up the points of these letters.
fn later(context: &ReadContext<'_>, rows: &[read::Letter]) -> Result<HashMap<String, Vec<FollowUp>>, Problem> {
    let mut ids = Vec::new();
    for row in rows {
        let stored: Stored = serde_json::from_str(&row.reading).map_err(Problem::internal)?;
        ids.extend(stored.improvement_points.into_iter().map(|point| point_id(&row.id, point.n)));
    }
    super::ledger::follow_ups(context, &ids.iter().map(String::as_str).collect::<Vec<_>>())
}

/// One page of letters, by date.
///
/// # Errors
/// A cursor that is out of date.
pub fn letters(context: &ReadContext<'_>, request: &LettersRequest) -> Result<Page<Letter>, Problem> {
    let letters = &request.letters;
    let scope = Scope {
        undated: letters.undated == Some(true),
        documents: letters.document.iter().map(|id| DocumentId::from_stored(&**id)).collect(),
        copies: is_all(letters.copies),
        ..scope(&request.place)
    };
    let kinds = Word::list(&letters.kind);
    List::new("/api/v1/letters", request, &request.paging).page(context, |slice| {
        let rows = read::list(context.catalogue, &scope, &kinds, slice)?;
        let mut later = later(context, &rows.rows)?;
        let total = rows.total;
        let rows =
            rows.rows.into_iter().map(|row| Letter::from_row(context, row, &mut later)).collect::<Result<_, _>>()?;
        Ok(crate::store::read::Rows { rows, total })
    })
}

/// One letter.
///
/// # Errors
/// There is none with this id.
pub fn letter(context: &ReadContext<'_>, id: &str) -> Result<Letter, Problem> {
    let Some(row) = read::one(context.catalogue, id)? else {
        return Err(match changes::tombstone(context.catalogue, "letter", id)? {
            Some(stone) => Problem::gone("letter", id, stone.reason.as_deref()),
            None => Problem::not_found("letter", id, "/api/v1/letters"),
        });
    };
    let rows = [row];
    let mut later = later(context, &rows)?;
    let [row] = rows;
    Letter::from_row(context, row, &mut later)
}

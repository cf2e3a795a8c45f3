//! What changed in the answer to a question since an earlier generation of the index.

use super::ReadContext;
use super::paging::List;
use super::parsed::{ParsedQuery, parse_query};
use crate::store::read::changes as read;
use crate::web::answers::{Change, Changes, Passage};
use crate::web::error::Problem;
use crate::web::params::ChangesRequest;
use record::PassageId;
use std::collections::HashSet;

/// Passages that match now and came or changed since then, those that are gone and matched as they last were, and the ids
/// of those that may not be told any more.
///
/// # Errors
/// A generation that lies before what is remembered, or ahead of now; a cursor that is out of date.
pub fn changes(context: &ReadContext<'_>, request: &ChangesRequest) -> Result<Changes, Problem> {
    let parsed = parse_query(&request.filters, &request.reading)?;
    let list = List::new("/api/v1/changes", request, &request.paging);
    let generation = context.index.generation();
    let since = since(context, request.generation.since_generation.as_deref(), generation)?;
    let changed = read::since(context.catalogue, since)?;
    let matching = if changed.is_empty() {
        index::Counted::default()
    } else {
        context.index.matching(&parsed.query, &parsed.filters).map_err(Problem::of_index)?
    };
    let mut results = Vec::new();
    let slice = list.slice(generation)?;
    let mut total = 0;
    for change in changed {
        let untold = change.what == "gone" && change.entry.is_none();
        let entry = entry(context, &parsed, &change, &matching.found)?;
        if entry.is_none() && !untold {
            continue;
        }
        if total >= slice.offset && total < slice.offset + slice.limit {
            let read::Change { generation, passage_id, what, .. } = change;
            results.push(Change { what, generation, passage_id, passage: entry.as_ref().map(Passage::from_entry) });
        }
        total += 1;
    }
    Ok(Changes {
        query: parsed.echo(matching.cut, matching.hints),
        since_generation: since,
        generation,
        results,
        total,
        next: list.next(generation, slice, total),
    })
}

fn since(context: &ReadContext<'_>, text: Option<&str>, now: u64) -> Result<u64, Problem> {
    let refuse = |detail: String| Err(Problem::bad_value("since_generation", detail, vec![format!("0-{now}")]));
    let Some(text) = text else {
        return refuse("“since_generation” is needed: the `generation` of an earlier answer".to_owned());
    };
    match text.parse::<u64>() {
        Ok(since) if since > now => refuse(format!("the index is at generation {now}; {since} has not been yet")),
        Ok(since) => match read::earliest(context.catalogue)? {
            Some(first) if since + 1 < first => refuse(format!(
                "changes are remembered from generation {first} on: ask the whole question again, then go on from {now}"
            )),
            None if since < now => refuse(format!(
                "changes are remembered from generation {now} on: ask the whole question again, then go on from {now}"
            )),
            _ => Ok(since),
        },
        Err(_) => refuse(format!("“{text}” is not a generation")),
    }
}

/// The passage of a change, where it belongs to the answer.
fn entry(
    context: &ReadContext<'_>,
    parsed: &ParsedQuery,
    change: &read::Change,
    matching: &HashSet<PassageId>,
) -> Result<Option<index::Entry>, Problem> {
    let id = PassageId::from_stored(&change.passage_id);
    if change.what != "gone" {
        return if matching.contains(&id) { context.index.entry(&id).map_err(Problem::of_index) } else { Ok(None) };
    }
    let Some(json) = &change.entry else { return Ok(None) };
    let last: index::Entry = serde_json::from_str(json).map_err(Problem::internal)?;
    Ok(parsed.query.matches(&last, &parsed.filters).then_some(last))
}

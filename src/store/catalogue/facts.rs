//! From the journal to the tables: what each fact changes. The same facts in the same order give the same rows.

use super::{Catalogue, CatalogueError, documents, meetings, meta, set_meta, takedown};
use crate::store::journal::{Fact, Retrieval};
use jiff::Timestamp;
use record::{Absence, DocumentFacts, DocumentId, DocumentState, MeetingFacts, MemberFacts};
use rusqlite::{OptionalExtension, params};

/// How far the journal has been read, in bytes.
///
/// # Errors
/// SQLite refuses.
pub fn journal_offset(catalogue: &Catalogue) -> Result<u64, CatalogueError> {
    Ok(meta(catalogue, "journal_offset")?.and_then(|offset| offset.parse().ok()).unwrap_or(0))
}

/// Brings a fact into the tables; `offset` is the length of the journal up to and with it.
///
/// # Errors
/// SQLite refuses.
pub fn apply(catalogue: &Catalogue, fact: &Fact, offset: u64) -> Result<(), CatalogueError> {
    match fact {
        Fact::Document { source, facts, retrieval, at } => document(catalogue, source, facts, retrieval.as_ref(), *at)?,
        Fact::Missing { source, facts, absence, message, at } => {
            missing(catalogue, source, facts, *absence, message, *at)?;
        }
        Fact::Meeting { facts, at, .. } => meeting(catalogue, facts, *at)?,
        Fact::Member { facts, .. } => member(catalogue, facts)?,
        // Of what was taken down no address is kept either.
        Fact::Page { url, .. } if takedown::is_forgotten_address(catalogue, url)? => {}
        Fact::Page { source, url, etag, last_modified, hash, content_hash, at } => {
            catalogue
                .prepare_cached(
                    "INSERT OR REPLACE INTO fetched_page
                         (url, source, etag, last_modified, hash, content_hash, checked_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![url, source, etag, last_modified, hash, content_hash, at.to_string()])?;
        }
        Fact::Forgotten(takedown) => takedown::apply(catalogue, takedown)?,
        Fact::Redacted => {}
        Fact::Released { document, at } => {
            catalogue.execute(
                // Where the catalogue is made again it is not yet read, and so not yet held back.
                "UPDATE document SET state = 'held', state_message = NULL, released_at = ?2, recognisers = 0,
                     modified_at = ?2
                 WHERE id = ?1 AND state IN ('quarantined', 'held')",
                params![document.as_str(), at.to_string()],
            )?;
            documents::to_index(catalogue, document)?;
        }
    }
    set_meta(catalogue, "journal_offset", &offset.to_string())
}

/// What a source last said of a member.
///
/// # Errors
/// SQLite refuses.
pub fn member_facts(catalogue: &Catalogue, scope: &str, key: &str) -> Result<Option<MemberFacts>, CatalogueError> {
    let facts: Option<String> = catalogue
        .prepare_cached("SELECT facts FROM member WHERE scope = ?1 AND key = ?2")?
        .query_row([scope, key], |row| row.get(0))
        .optional()?;
    Ok(facts.map(|facts| serde_json::from_str(&facts)).transpose()?)
}

/// Whether other facts make another reading.
pub fn read_alike(a: &DocumentFacts, b: &DocumentFacts) -> bool {
    let plain = |facts: &DocumentFacts| DocumentFacts { found_on: None, ..facts.clone() };
    plain(a) == plain(b)
}

fn document(
    catalogue: &Catalogue,
    source: &str,
    facts: &DocumentFacts,
    retrieval: Option<&Retrieval>,
    at: Timestamp,
) -> Result<(), CatalogueError> {
    let id = DocumentId::derive(&facts.scope, &facts.key);
    if takedown::is_forgotten(catalogue, &id)? {
        return Ok(());
    }
    place(
        catalogue,
        &id,
        source,
        facts,
        if facts.restricted { DocumentState::Restricted } else { DocumentState::Failed },
        at,
    )?;
    match retrieval {
        Some(retrieval) => new_bytes(catalogue, &id, retrieval, at),
        None => seen_again(catalogue, &id),
    }
}

/// A document whose bytes are held was asked for and is there: whatever was thought of its absence was wrong.
fn seen_again(catalogue: &Catalogue, id: &DocumentId) -> Result<(), CatalogueError> {
    let came_back = catalogue
        .prepare_cached("UPDATE document SET state = 'held' WHERE id = ?1 AND state = 'withdrawn' AND version > 0")?
        .execute([id.as_str()])?;
    if came_back > 0 {
        documents::to_index(catalogue, id)?;
    }
    catalogue
        .prepare_cached(
            "UPDATE document SET missing_since = NULL, state_message = NULL
             WHERE id = ?1 AND state = 'held'",
        )?
        .execute([id.as_str()])?;
    Ok(())
}

/// Keeps the bytes as the newest version, unless they are those that are held.
fn new_bytes(
    catalogue: &Catalogue,
    id: &DocumentId,
    retrieval: &Retrieval,
    at: Timestamp,
) -> Result<(), CatalogueError> {
    let held: Option<(u32, String)> = catalogue
        .prepare_cached("SELECT n, hash FROM version WHERE document_id = ?1 ORDER BY n DESC LIMIT 1")?
        .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let same = held.as_ref().is_some_and(|(_, hash)| *hash == retrieval.hash);
    let n = held.map_or(1, |(n, _)| if same { n } else { n + 1 });
    catalogue
        .prepare_cached(
            "INSERT INTO version (document_id, n, hash, bytes, content_type, final_url, etag, last_modified, fetched_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (document_id, n) DO UPDATE SET content_type = excluded.content_type,
                 final_url = excluded.final_url, etag = excluded.etag, last_modified = excluded.last_modified",
        )?
        .execute(params![
            id.as_str(),
            n,
            retrieval.hash,
            retrieval.bytes as i64,
            retrieval.content_type,
            retrieval.final_url,
            retrieval.etag,
            retrieval.last_modified,
            at.to_string(),
        ])?;
    let came_back =
        same && documents::state(catalogue, id)?.is_some_and(|(state, _)| state == DocumentState::Withdrawn);
    // A quarantined document stays so until somebody looks, or until it is published with other bytes.
    catalogue
        .prepare_cached(
            "UPDATE document SET version = ?2, checked_at = ?3, missing_since = NULL, modified_at = ?3,
                 state = CASE WHEN state = 'quarantined' AND ?4 THEN state ELSE 'held' END,
                 state_message = CASE WHEN ?4 AND state = 'quarantined' THEN state_message END,
                 released_at = CASE WHEN ?4 THEN released_at END
             WHERE id = ?1",
        )?
        .execute(params![id.as_str(), n, at.to_string(), same])?;
    // Other bytes are indexed once they have been read.
    if came_back {
        documents::to_index(catalogue, id)?;
    }
    Ok(())
}

/// Makes or refreshes the row of a document, without saying that its bytes are held.
fn place(
    catalogue: &Catalogue,
    id: &DocumentId,
    source: &str,
    facts: &DocumentFacts,
    state_if_new: DocumentState,
    at: Timestamp,
) -> Result<(), CatalogueError> {
    let before = documents::facts(catalogue, id)?;
    let council = match &facts.council {
        Some(council) => meetings::ensure_council(catalogue, council)?,
        None => None,
    };
    let committee = match &facts.committee {
        Some(committee) => meetings::ensure_committee(catalogue, facts.council.as_deref(), committee)?,
        None => None,
    };
    let meeting = match &facts.meeting_key {
        Some(key) => meetings::by_source_key(catalogue, &facts.scope, key)?.map(|(id, _)| id),
        None => None,
    };
    let title = facts.title.clone().filter(|t| !t.trim().is_empty()).unwrap_or_else(|| stem(&facts.file_name));
    catalogue
        .prepare_cached(
            "INSERT INTO document (id, source, scope, key, url, file_name, title, kind, council_id, committee_id, meeting_id,
                 date, state, facts, first_seen_at, checked_at, modified_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?15, ?15)
             ON CONFLICT (id) DO UPDATE SET source = excluded.source, url = excluded.url, file_name = excluded.file_name,
                 title = excluded.title, council_id = excluded.council_id, committee_id = excluded.committee_id,
                 meeting_id = excluded.meeting_id, facts = excluded.facts, checked_at = excluded.checked_at",
        )?
        .execute(params![
            id.as_str(),
            source,
            facts.scope,
            facts.key,
            facts.url,
            facts.file_name,
            title,
            facts.kind.unwrap_or(record::Kind::Other).as_str(),
            council.as_ref().map(|id| id.as_str()),
            committee.as_ref().map(|id| id.as_str()),
            meeting.as_ref().map(|id| id.as_str()),
            facts.dated.or(facts.meeting_on).map(|date| date.to_string()),
            state_if_new.as_str(),
            serde_json::to_string(facts)?,
            at.to_string(),
        ])?;
    if before.is_some_and(|before| !read_alike(&before, facts)) {
        read_again(catalogue, "id = ?1", [id.as_str()])?;
    }
    Ok(())
}

fn missing(
    catalogue: &Catalogue,
    source: &str,
    facts: &DocumentFacts,
    absence: Absence,
    message: &str,
    at: Timestamp,
) -> Result<(), CatalogueError> {
    let id = DocumentId::derive(&facts.scope, &facts.key);
    if takedown::is_forgotten(catalogue, &id)? {
        return Ok(());
    }
    let gone = matches!(absence, Absence::Gone | Absence::Withdrawn);
    let Some((version, since)) = documents::absence(catalogue, &id)? else {
        place(catalogue, &id, source, facts, absence.state(), at)?;
        catalogue.execute(
            "UPDATE document SET state_message = ?2, missing_since = ?3 WHERE id = ?1",
            params![id.as_str(), message, gone.then(|| at.to_string())],
        )?;
        return Ok(());
    };
    let since = since.unwrap_or(at);
    let withdrawn = absence == Absence::Withdrawn;
    // What is held stays held through refusals and failures: a bad answer never replaces a good one.
    let state = (version == 0 || withdrawn).then_some(absence.state().as_str());
    catalogue
        .prepare_cached(
            "UPDATE document SET state = coalesce(?2, state), state_message = ?3, checked_at = ?5,
                 missing_since = CASE WHEN ?4 IS NOT NULL THEN ?4 ELSE missing_since END,
                 modified_at = CASE WHEN ?2 IS NOT NULL THEN ?5 ELSE modified_at END
             WHERE id = ?1 AND state NOT IN ('quarantined', 'forgotten')",
        )?
        .execute(params![id.as_str(), state, message, gone.then(|| since.to_string()), at.to_string(),])?;
    if withdrawn {
        documents::to_index(catalogue, &id)?;
    }
    Ok(())
}

fn meeting(catalogue: &Catalogue, facts: &MeetingFacts, at: Timestamp) -> Result<(), CatalogueError> {
    let before = meetings::by_source_key(catalogue, &facts.scope, &facts.key)?;
    meetings::keep_facts(catalogue, facts, at)?;
    let Some((id, _)) = meetings::by_source_key(catalogue, &facts.scope, &facts.key)? else { return Ok(()) };
    catalogue
        .prepare_cached(
            "UPDATE document SET meeting_id = ?3 WHERE scope = ?1 AND facts ->> 'meeting_key' = ?2
                 AND meeting_id IS NOT ?3",
        )?
        .execute(params![facts.scope, facts.key, id.as_str()])?;
    let alike = before.and_then(|(_, facts)| facts).is_some_and(|before| {
        (&before.council, &before.committee, before.on, &before.status, &before.items, &before.attendance)
            == (&facts.council, &facts.committee, facts.on, &facts.status, &facts.items, &facts.attendance)
    });
    if !alike {
        super::people::set_due(catalogue)?;
        read_again(catalogue, "scope = ?1 AND facts ->> 'meeting_key' = ?2", [&facts.scope, &facts.key])?;
    }
    Ok(())
}

fn member(catalogue: &Catalogue, facts: &MemberFacts) -> Result<(), CatalogueError> {
    meetings::ensure_council(catalogue, &facts.council)?;
    catalogue
        .prepare_cached("INSERT OR REPLACE INTO member (scope, key, facts) VALUES (?1, ?2, ?3)")?
        .execute(params![facts.scope, facts.key, serde_json::to_string(facts)?])?;
    super::people::set_due(catalogue)
}

/// What was known of them before may have made another reading.
fn read_again<P: rusqlite::Params>(catalogue: &Catalogue, which: &str, params: P) -> Result<(), CatalogueError> {
    catalogue.prepare_cached(&format!("UPDATE document SET recognisers = 0 WHERE {which}"))?.execute(params)?;
    Ok(())
}

fn stem(file_name: &str) -> String {
    match file_name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => file_name.to_owned(),
    }
}

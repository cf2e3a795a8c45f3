//! From the catalogue to the index: each passage with everything that an answer says of it.

use super::{Catalogue, CatalogueError};
use crate::store::words::{word, word_if_any};
use index::{AlsoIn, Document, Entry, Item, Meeting, Named, Speaker};
use jiff::civil::{Date, Time};
use record::{CommitteeId, CouncilId, DocumentId, MeetingId, PassageId, PersonId};
use rusqlite::Row;

/// Documents whose passages are part of answers: held ones, and those that their publisher withdrew, which remain part
/// of the record. What the owner took out of a folder leaves the answers.
pub const ANSWERS: &str = "(document.state = 'held' OR (document.state = 'withdrawn' AND document.url IS NOT NULL))";

/// Gives each passage of a document, in order, as it is to be indexed; none where the document is no part of answers.
///
/// # Errors
/// SQLite refuses, or a row holds a word that is none of ours; those of `each`.
pub fn of_document<E: From<CatalogueError>>(
    catalogue: &Catalogue,
    document: &DocumentId,
    mut each: impl FnMut(Entry) -> Result<(), E>,
) -> Result<(), E> {
    let sql = format!("{SELECT} WHERE passage.document_id = ?1 AND {ANSWERS} ORDER BY passage.seq");
    let mut statement = catalogue.prepare_cached(&sql).map_err(CatalogueError::from)?;
    let mut rows = statement.query([document.as_str()]).map_err(CatalogueError::from)?;
    while let Some(row) = rows.next().map_err(CatalogueError::from)? {
        let mut entry = entry(row).map_err(CatalogueError::from)?;
        let stands_for: Option<String> = row.get("copy_of").map_err(CatalogueError::from)?;
        entry.also_in = also_in(catalogue, &entry.id, stands_for.as_deref()).map_err(CatalogueError::from)?;
        each(entry)?;
    }
    Ok(())
}

/// Every document that answers rest on.
///
/// # Errors
/// SQLite refuses.
pub fn documents(catalogue: &Catalogue) -> Result<Vec<DocumentId>, CatalogueError> {
    let sql = format!("SELECT id FROM document WHERE {ANSWERS} AND recognisers > 0 ORDER BY id");
    let mut statement = catalogue.prepare(&sql)?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
    Ok(ids.map(|id| id.map(DocumentId::from_stored)).collect::<Result<_, _>>()?)
}

/// An address with the page in it, for files in which browsers find pages.
/// Source: RFC 8118, section 3 (`#page=`).
pub fn page_url(url: &str, file_name: &str, page: u32) -> String {
    let is_pdf = file_name.to_lowercase().ends_with(".pdf") || url.to_lowercase().ends_with(".pdf");
    if is_pdf && !url.contains('#') { format!("{url}#page={page}") } else { url.to_owned() }
}

const SELECT: &str = "
    SELECT passage.id, passage.text, passage.component, passage.act, passage.grade, passage.as_printed, passage.role,
        passage.certainty, passage.why, passage.page, passage.seq, passage.copy_of, component.kind, component.date, component.date_basis, component.title AS component_title, component.url AS component_url,
        document.id AS document_id, document.title, document.file_name, document.url,
        council.id AS council_id, council.name AS council, committee.id AS committee_id, committee.name AS committee,
        meeting.id AS meeting_id, meeting.held_on, meeting.starts_at,
        item.number AS item_number, item.title AS item_title,
        person.id AS person_id, person.name AS person, page.printed
    FROM passage
    JOIN document ON document.id = passage.document_id
    JOIN component ON component.document_id = passage.document_id AND component.n = passage.component
    LEFT JOIN council ON council.id = component.council_id
    LEFT JOIN committee ON committee.id = component.committee_id
    LEFT JOIN meeting ON meeting.id = component.meeting_id
    LEFT JOIN item ON item.document_id = passage.document_id AND item.component = passage.component
        AND item.pos = passage.item
    LEFT JOIN person ON person.id = passage.person_id
    LEFT JOIN page ON page.document_id = passage.document_id AND page.n = passage.page";

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let page: u32 = row.get("page")?;
    let file_name: String = row.get("file_name")?;
    let url = row.get::<_, Option<String>>("component_url")?.or(row.get("url")?);
    let page_url = url.as_deref().map(|url| page_url(url, &file_name, page));
    let copy_of: Option<String> = row.get("copy_of")?;
    Ok(Entry {
        id: PassageId::from_stored(row.get::<_, String>("id")?),
        text: row.get("text")?,
        date: day(row, "date")?,
        date_basis: word_if_any(row, "date_basis")?,
        council: named(row, "council_id", "council", CouncilId::from_stored)?,
        committee: named(row, "committee_id", "committee", CommitteeId::from_stored)?,
        meeting: meeting(row)?,
        document: Document {
            id: DocumentId::from_stored(row.get::<_, String>("document_id")?),
            title: row.get("title")?,
            file_name,
            url,
            page_url,
        },
        component: row.get("component")?,
        component_title: row.get("component_title")?,
        kind: word(row, "kind")?,
        act: word(row, "act")?,
        item: row
            .get::<_, Option<String>>("item_title")?
            .map(|title| Ok::<_, rusqlite::Error>(Item { number: row.get("item_number")?, title }))
            .transpose()?,
        speaker: Speaker {
            as_printed: row.get("as_printed")?,
            person: named(row, "person_id", "person", PersonId::from_stored)?,
            role: row.get("role")?,
            attribution: word(row, "grade")?,
            certainty: word_if_any(row, "certainty")?,
            why: row.get("why")?,
        },
        page,
        page_label: row.get("printed")?,
        seq: row.get("seq")?,
        canonical: copy_of.is_none(),
        also_in: Vec::new(),
    })
}

/// Where else the statement is published: its copies, or for a copy the passage that stands for it and the other copies.
fn also_in(catalogue: &Catalogue, id: &PassageId, copy_of: Option<&str>) -> rusqlite::Result<Vec<AlsoIn>> {
    let stands = copy_of.unwrap_or(id.as_str());
    let mut statement = catalogue.prepare_cached(
        "SELECT d.id, d.title, p.page, d.url, d.file_name FROM passage p JOIN document d ON d.id = p.document_id
         WHERE (p.copy_of = ?1 OR p.id = ?1) AND p.id <> ?2
             AND (d.state = 'held' OR (d.state = 'withdrawn' AND d.url IS NOT NULL)) ORDER BY d.id, p.seq",
    )?;
    let rows = statement.query_map([stands, id.as_str()], |row| {
        let page: u32 = row.get(2)?;
        let url: Option<String> = row.get(3)?;
        let file_name: String = row.get(4)?;
        Ok(AlsoIn {
            document: DocumentId::from_stored(row.get::<_, String>(0)?),
            title: row.get(1)?,
            page,
            url: url.map(|url| page_url(&url, &file_name, page)),
        })
    })?;
    rows.collect()
}

fn named<Id>(row: &Row<'_>, id: &str, name: &str, make: impl Fn(String) -> Id) -> rusqlite::Result<Option<Named<Id>>> {
    let id: Option<String> = row.get(id)?;
    id.map(|id| Ok(Named { id: make(id), name: row.get(name)? })).transpose()
}

fn meeting(row: &Row<'_>) -> rusqlite::Result<Option<Meeting>> {
    let Some(id) = row.get::<_, Option<String>>("meeting_id")? else { return Ok(None) };
    let time: Option<String> = row.get("starts_at")?;
    let time = time.and_then(|time| Time::strptime("%H:%M", time).ok());
    Ok(Some(Meeting { id: MeetingId::from_stored(id), date: day(row, "held_on")?, time }))
}

fn day(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Date>> {
    Ok(row.get::<_, Option<String>>(column)?.and_then(|day| day.parse().ok()))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    /// Bytes that this thread has read so far, as the system counts them. Source: proc_pid_io(5).
    fn bytes_read() -> u64 {
        let told = std::fs::read_to_string("/proc/thread-self/io").unwrap();
        told.lines().find_map(|line| line.strip_prefix("rchar: ")).unwrap().parse().unwrap()
    }

    /// Bytes read to give the passages of a page of so many lines.
    fn cost(lines: u32) -> u64 {
        let dir = tempfile::tempdir().unwrap();
        let mut catalogue = Catalogue::open(&dir.path().join("catalogue.sqlite")).unwrap();
        let text = "The committee noted the report of the officers.\n".repeat(lines as usize);
        catalogue
            .execute_batch(
                "INSERT INTO document (id, source, scope, key, file_name, title, kind, state, facts, first_seen_at, modified_at)
                 VALUES ('d', 's', 's', 'd', 'd', 'd', 'other', 'held', '{}', '', '');
                 INSERT INTO component (document_id, n, kind, title, date, first_page, last_page, begins, passages, words)
                 VALUES ('d', 1, 'minutes', '', '2020-01-01', 1, 1, '', 1, 1);",
            )
            .unwrap();
        let page = "INSERT INTO page (document_id, n, text, state, quality) VALUES ('d', 1, ?1, 'text', 1)";
        catalogue.execute(page, [text]).unwrap();
        let passage =
            "INSERT INTO passage (id, document_id, component, seq, page, last_page, form, act, text, words, grade)
             VALUES ('p' || ?1, 'd', 1, ?1, 1, 1, 'paragraph', 'narration', 'Noted.', 1, 'none')";
        catalogue.write(|t| Ok((1..=lines).try_for_each(|n| t.execute(passage, [n]).map(drop))?)).unwrap();
        // As on a machine whose memory holds a small part of the catalogue.
        catalogue.execute_batch("PRAGMA cache_size = 20").unwrap();
        let before = bytes_read();
        let mut given = 0;
        of_document::<CatalogueError>(&catalogue, &DocumentId::from_stored("d".to_owned()), |_| {
            given += 1;
            Ok(())
        })
        .unwrap();
        assert_eq!(given, lines);
        bytes_read() - before
    }

    #[test]
    fn the_passages_of_a_page_cost_what_they_are_long_and_not_its_square() {
        let (short, long) = (cost(2_000), cost(4_000));
        assert!(long < short * 3, "{short} and {long} bytes");
    }
}

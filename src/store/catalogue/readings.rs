//! Readings: the pages, components, passages and rows of a document, replaced as a whole in one transaction.

mod rows;

use super::{Catalogue, CatalogueError, attendance, documents, meetings};
use jiff::Timestamp;
use record::{Component, DocumentFacts, DocumentId, MeetingId, MinutesState, PageState, PageText, PassageId, Problem};
use rusqlite::params;
use std::collections::{HashMap, HashSet};

/// Tables of a reading, all keyed by `document_id`.
const TABLES: &[&str] =
    &["page", "component", "item", "passage", "attendance", "resolution", "commitment", "vote", "letter"];

/// Tables whose rows have addresses of their own, with what a tombstone calls them.
const ADDRESSED: &[(&str, &str)] =
    &[("passage", "passage"), ("resolution", "resolution"), ("commitment", "commitment")];

/// A document being written, component by component, in the caller's transaction.
#[derive(Debug)]
pub struct Writing<'a> {
    catalogue: &'a Catalogue,
    document: &'a DocumentId,
    facts: &'a DocumentFacts,
    at: Timestamp,
    before: HashSet<(&'static str, String)>,
    seq: u32,
    pages: u32,
    unread: u32,
    components: u32,
    first: Option<First>,
    /// How often a row of this sort with these words stood in the document so far.
    seen: HashMap<String, u32>,
}

/// What the first component says of the whole file.
#[derive(Debug)]
struct First {
    kind: record::Kind,
    date: Option<String>,
    committee: Option<String>,
}

/// Ids of the council, committee and meeting that a component belongs to.
type Body = (Option<String>, Option<String>, Option<MeetingId>);

/// What a component is called by in the tables.
struct Place<'c> {
    component: &'c Component,
    passages: Vec<PassageId>,
}

impl<'a> Writing<'a> {
    /// Takes the old reading of a document away and begins the new one.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn begin(
        catalogue: &'a Catalogue,
        document: &'a DocumentId,
        facts: &'a DocumentFacts,
        at: Timestamp,
    ) -> Result<Self, CatalogueError> {
        let mut before = HashSet::new();
        for (table, what) in ADDRESSED {
            let mut statement = catalogue.prepare_cached(&format!("SELECT id FROM {table} WHERE document_id = ?1"))?;
            for id in statement.query_map([document.as_str()], |row| row.get(0))? {
                before.insert((*what, id?));
            }
        }
        clear(catalogue, document)?;
        Ok(Self {
            catalogue,
            document,
            facts,
            at,
            before,
            seq: 0,
            pages: 0,
            unread: 0,
            components: 0,
            first: None,
            seen: HashMap::new(),
        })
    }

    /// Keeps a page.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn page(&mut self, page: &PageText) -> Result<(), CatalogueError> {
        self.catalogue
            .prepare_cached(
                "INSERT OR REPLACE INTO page (document_id, n, printed, text, state, quality) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                self.document.as_str(),
                page.number,
                page.printed,
                page.text,
                page.state.as_str(),
                f64::from(page.quality)
            ])?;
        self.pages = self.pages.max(page.number);
        self.unread += u32::from(matches!(page.state, PageState::NoText | PageState::Nonsense));
        Ok(())
    }

    /// Keeps a component and everything in it. `keys` are the passages' ids where their source gives them.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn component(
        &mut self,
        component: &Component,
        keys: Option<&[String]>,
        url: Option<&str>,
    ) -> Result<(), CatalogueError> {
        let (council, committee, meeting) = self.meeting_of(component)?;
        let n = component.n;
        let words: usize = component.passages.iter().map(|p| words_in(&p.text)).sum();
        self.catalogue
            .prepare_cached(
                "INSERT INTO component (document_id, n, kind, state, title, date, date_basis, council_id, committee_id,
                     meeting_id, first_page, last_page, begins, passages, words, url)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            )?
            .execute(params![
                self.document.as_str(),
                n,
                component.kind.as_str(),
                component.state.map(MinutesState::as_str),
                component.title,
                component.date.map(|d| d.to_string()),
                component.date_basis.map(record::DateBasis::as_str),
                council,
                committee,
                meeting.as_ref().map(MeetingId::as_str),
                component.first_page,
                component.last_page,
                component.begins,
                component.passages.len() as i64,
                words as i64,
                url,
            ])?;
        self.items(component)?;
        let passages = self.passages(component, keys)?;
        if let Some(meeting) = &meeting {
            attendance::keep(self.catalogue, self.document.as_str(), n, meeting, &component.attendance.listed)?;
        }
        let place = Place { component, passages };
        self.resolutions(&place)?;
        self.commitments(&place)?;
        self.votes(&place)?;
        self.letter(&place, council.as_deref())?;
        self.components += 1;
        let date = component.date.map(|d| d.to_string());
        self.first.get_or_insert(First { kind: component.kind, date, committee });
        Ok(())
    }

    /// Ends the reading: marks the document as read, its problems noted, its entries in the index to be made anew.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn finish(
        mut self,
        recognisers: u32,
        hash: &str,
        title: Option<&str>,
        problems: &[Problem],
    ) -> Result<(), CatalogueError> {
        let catalogue = self.catalogue;
        catalogue
            .prepare_cached("DELETE FROM problem WHERE document_id = ?1 AND stage = 'read'")?
            .execute([self.document.as_str()])?;
        for problem in problems {
            super::runs::problem(
                catalogue,
                None,
                Some((self.document, problem.page)),
                "read",
                problem.code,
                &problem.message,
                self.at,
            )?;
        }
        let (state, reason) = record::file_state(self.pages, self.unread, self.seq > 0, problems);
        // A file of several documents is what its source calls it; a file of one is what that one is.
        let first = self.first.take();
        let kind = match (&first, self.components) {
            (Some(first), 1) => Some(first.kind),
            (Some(first), _) => Some(self.facts.kind.unwrap_or(first.kind)),
            (None, _) => None,
        };
        let title = title.filter(|t| self.facts.title.is_none() && !t.trim().is_empty());
        catalogue
            .prepare_cached(
                "UPDATE document SET recognisers = ?2, read_hash = ?3, ocr_hash = NULL, pages = ?4, pages_unread = ?5,
                     kind = coalesce(?6, kind), date = coalesce(?7, date), title = coalesce(?8, title),
                     committee_id = coalesce(committee_id, ?9), modified_at = ?10, reading = ?11, reading_message = ?12
                 WHERE id = ?1",
            )?
            .execute(params![
                self.document.as_str(),
                recognisers,
                hash,
                self.pages,
                self.unread,
                kind.map(record::Kind::as_str),
                first.as_ref().and_then(|f| f.date.clone()),
                title,
                first.as_ref().and_then(|f| f.committee.clone()),
                self.at.to_string(),
                state.as_str(),
                reason,
            ])?;
        catalogue
            .prepare_cached("UPDATE version SET cleared = 1 WHERE document_id = ?1 AND hash = ?2")?
            .execute([self.document.as_str(), hash])?;
        bury(catalogue, &self.before, self.at)?;
        super::people::set_due(catalogue)?;
        documents::to_index(catalogue, self.document)
    }

    /// Council, committee and meeting of a component. The source's own meeting stands where it is on the same day: the
    /// paper may print the committee's name otherwise.
    fn meeting_of(&self, component: &Component) -> Result<Body, CatalogueError> {
        let catalogue = self.catalogue;
        let council_name = component.council.as_deref().or(self.facts.council.as_deref());
        if let Some(key) = &self.facts.meeting_key
            && let Some((id, Some(meeting))) = meetings::by_source_key(catalogue, &self.facts.scope, key)?
            && component.meeting_on == meeting.on
            && meeting.on.is_some()
        {
            let committee = meetings::ensure_committee(catalogue, Some(&meeting.council), &meeting.committee)?;
            let council = meetings::ensure_council(catalogue, &meeting.council)?;
            meetings::fill_in(catalogue, &id, component.times, component.place.as_deref())?;
            return Ok((council.map(|c| c.to_string()), committee.map(|c| c.to_string()), Some(id)));
        }
        let committee = match component.committee.as_deref().or(self.facts.committee.as_deref()) {
            Some(name) => meetings::ensure_committee(catalogue, council_name, name)?,
            None => None,
        };
        let council = match council_name {
            Some(name) => meetings::ensure_council(catalogue, name)?.map(|c| c.to_string()),
            None => committee.as_ref().and_then(|c| c.as_str().split_once('.')).map(|(council, _)| council.to_owned()),
        };
        let meeting = match (&committee, component.meeting_on) {
            (Some(committee), Some(on)) => {
                let id = meetings::ensure_meeting(catalogue, committee, (on, component.times.0), self.at)?;
                meetings::fill_in(catalogue, &id, component.times, component.place.as_deref())?;
                Some(id)
            }
            _ => None,
        };
        Ok((council, committee.map(|c| c.to_string()), meeting))
    }

    fn items(&self, component: &Component) -> Result<(), CatalogueError> {
        let mut insert = self.catalogue.prepare_cached(
            "INSERT INTO item (document_id, component, pos, number, agenda_number, title, key)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (pos, item) in component.items.iter().enumerate() {
            let at = params![
                self.document.as_str(),
                component.n,
                pos as i64,
                item.number,
                item.agenda_number,
                item.title,
                item.key
            ];
            insert.execute(at)?;
        }
        Ok(())
    }

    fn passages(&mut self, component: &Component, keys: Option<&[String]>) -> Result<Vec<PassageId>, CatalogueError> {
        let mut insert = self.catalogue.prepare_cached(
            "INSERT INTO passage (id, document_id, component, seq, page, last_page, form, act, text, words, item, grade,
                 as_printed, name, role, certainty, why)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?;
        let mut ids = Vec::with_capacity(component.passages.len());
        for (i, passage) in component.passages.iter().enumerate() {
            let words = keys.and_then(|keys| keys.get(i)).unwrap_or(&passage.text);
            let nth = count(&mut self.seen, "passage", words);
            let id = PassageId::derive(self.document, words, nth);
            self.before.remove(&("passage", id.as_str().to_owned()));
            let attribution = &passage.attribution;
            insert.execute(params![
                id.as_str(),
                self.document.as_str(),
                component.n,
                self.seq,
                passage.page,
                passage.last_page,
                passage.form.as_str(),
                passage.act.as_str(),
                passage.text,
                words_in(&passage.text) as i64,
                passage.item.map(|item| item as i64),
                attribution.grade.as_str(),
                attribution.as_printed,
                attribution.name,
                attribution.role,
                attribution.certainty.map(record::Certainty::as_str),
                attribution.why,
            ])?;
            self.seq += 1;
            ids.push(id);
        }
        Ok(ids)
    }
}

/// Takes everything that was read in a document away and leaves tombstones for what had addresses.
///
/// # Errors
/// SQLite refuses.
pub fn remove(catalogue: &Catalogue, document: &DocumentId, at: Timestamp) -> Result<(), CatalogueError> {
    for (table, what) in ADDRESSED {
        catalogue.execute(
            &format!(
                "INSERT OR IGNORE INTO tombstone (what, id, at)
                 SELECT '{what}', id, ?2 FROM {table} WHERE document_id = ?1"
            ),
            [document.as_str(), &at.to_string()],
        )?;
    }
    clear(catalogue, document)
}

fn clear(catalogue: &Catalogue, document: &DocumentId) -> Result<(), CatalogueError> {
    // What pointed at a passage of this document stands for itself until copies are folded again; what it pointed at, and
    // the other copies of that, name it no more.
    for others in
        ["passage c ON c.copy_of = p.id", "passage c ON c.id = p.copy_of", "passage c ON c.copy_of = p.copy_of"]
    {
        let sql = format!(
            "INSERT OR IGNORE INTO to_index SELECT DISTINCT c.document_id FROM passage p JOIN {others} WHERE p.document_id = ?1"
        );
        catalogue.prepare_cached(&sql)?.execute([document.as_str()])?;
    }
    catalogue
        .prepare_cached(
            "UPDATE passage SET copy_of = NULL WHERE copy_of IN (SELECT id FROM passage WHERE document_id = ?1)",
        )?
        .execute([document.as_str()])?;
    for table in TABLES {
        catalogue
            .prepare_cached(&format!("DELETE FROM {table} WHERE document_id = ?1"))?
            .execute([document.as_str()])?;
    }
    Ok(())
}

/// Leaves a tombstone for each address that is no more, and takes those of addresses that came back.
fn bury(catalogue: &Catalogue, gone: &HashSet<(&'static str, String)>, at: Timestamp) -> Result<(), CatalogueError> {
    let mut insert = catalogue.prepare_cached("INSERT OR REPLACE INTO tombstone (what, id, at) VALUES (?1, ?2, ?3)")?;
    for (what, id) in gone {
        insert.execute(params![what, id, at.to_string()])?;
    }
    for (table, what) in ADDRESSED {
        catalogue
            .prepare_cached(&format!(
                "DELETE FROM tombstone WHERE what = '{what}' AND EXISTS (SELECT 1 FROM {table} WHERE {table}.id = tombstone.id)"
            ))?
            .execute([])?;
    }
    Ok(())
}

/// How often these words stood in a row of this sort before.
fn count(seen: &mut HashMap<String, u32>, sort: &str, words: &str) -> u32 {
    let n = seen.entry(format!("{sort} {}", record::text::fold(words))).or_insert(0);
    *n += 1;
    *n - 1
}

fn words_in(text: &str) -> usize {
    text.split_whitespace().count()
}

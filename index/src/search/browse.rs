//! Single passages, and those around them.

use crate::entry::Entry;
use crate::error::IndexError;
use crate::read::Snapshot;
use crate::schema::{column, place_in};
use crate::search::collect::numbers;
use record::{DocumentId, PassageId};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, Term};

impl Snapshot {
    /// One passage.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn entry(&self, id: &PassageId) -> Result<Option<Entry>, IndexError> {
        let found = self.find(&Term::from_field_text(self.fields.id, id.as_str())).map_err(|e| self.failed(e))?;
        found.first().map(|&address| self.entry_at(address)).transpose()
    }

    /// The passages of the same document up to `n` before and `n` after this one, in reading order, itself left out.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn around(&self, entry: &Entry, n: u32) -> Result<(Vec<Entry>, Vec<Entry>), IndexError> {
        let read = |seqs: std::ops::Range<u32>| -> Result<Vec<Entry>, IndexError> {
            let mut entries = Vec::new();
            for seq in seqs {
                let place = place_in(entry.document.id.as_str(), seq);
                for address in self.find(&self.place_term(place)?).map_err(|e| self.failed(e))? {
                    entries.push(self.entry_at(address)?);
                }
            }
            entries.retain(|e| e.document.id == entry.document.id);
            Ok(entries)
        };
        let before = read(entry.seq.saturating_sub(n)..entry.seq)?;
        Ok((before, read(entry.seq + 1..entry.seq.saturating_add(n).saturating_add(1))?))
    }

    /// Every passage of a document that the index has, copies included, in reading order, one in memory at a time.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn entries_of(
        &self,
        document: &DocumentId,
    ) -> Result<impl Iterator<Item = Result<Entry, IndexError>> + '_, IndexError> {
        let term = Term::from_field_text(self.fields.document, document.as_str());
        let mut places = Vec::new();
        for address in self.find(&term).map_err(|e| self.failed(e))? {
            let segment = self.searcher.segment_reader(address.segment_ord);
            let place = numbers(segment, column::PLACE).map_err(|e| self.failed(e))?.get_val(address.doc_id);
            places.push((place, address));
        }
        places.sort_unstable();
        Ok(places.into_iter().map(|(_, address)| self.entry_at(address)))
    }

    fn place_term(&self, place: u64) -> Result<Term, IndexError> {
        let field = self.searcher.schema().get_field(column::PLACE).map_err(|e| self.failed(e))?;
        Ok(Term::from_field_u64(field, place))
    }

    /// Every passage that has a term.
    fn find(&self, term: &Term) -> tantivy::Result<Vec<DocAddress>> {
        let mut found = Vec::new();
        for (number, segment) in (0u32..).zip(self.searcher.segment_readers()) {
            let inverted = segment.inverted_index(term.field())?;
            let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::Basic)? else { continue };
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    found.push(DocAddress::new(number, postings.doc()));
                }
                postings.advance();
            }
        }
        Ok(found)
    }
}

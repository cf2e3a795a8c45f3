//! Single passages, and those around them.

use crate::entry::Entry;
use crate::error::IndexError;
use crate::read::Snapshot;
use crate::schema::{column, place_in};
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
        let places = self.places_of(&entry.document.id)?;
        let read = |seqs: std::ops::Range<u32>| -> Result<Vec<Entry>, IndexError> {
            let [from, until] = [seqs.start, seqs.end].map(|seq| place_in(entry.document.id.as_str(), seq));
            let first = places.partition_point(|(place, _)| *place < from);
            let within = places[first..].iter().take_while(|(place, _)| *place < until);
            within.map(|(_, address)| self.entry_at(*address)).collect()
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
        let places = self.places_of(document)?;
        Ok(places.into_iter().map(|(_, address)| self.entry_at(address)))
    }

    /// Where the passages of a document stand, in reading order.
    fn places_of(&self, document: &DocumentId) -> Result<Vec<(u64, DocAddress)>, IndexError> {
        let term = Term::from_field_text(self.fields.document, document.as_str());
        let found = self.find(&term).map_err(|e| self.failed(e))?;
        let mut places = Vec::with_capacity(found.len());
        for of_segment in found.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let segment = self.searcher.segment_reader(of_segment[0].segment_ord);
            let column = self.numbers(segment, column::PLACE).map_err(|e| self.failed(e))?;
            places.extend(of_segment.iter().map(|address| (column.get_val(address.doc_id), *address)));
        }
        places.sort_unstable();
        Ok(places)
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

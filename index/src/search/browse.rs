//! Single passages, and those around them.

use crate::engine::Address;
use crate::entry::Entry;
use crate::error::IndexError;
use crate::read::Snapshot;
use crate::schema::place_in;
use record::{DocumentId, PassageId};

impl Snapshot {
    /// One passage.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn entry(&self, id: &PassageId) -> Result<Option<Entry>, IndexError> {
        let found = self.engine.having(self.fields.id, id.as_str())?;
        found.first().map(|&(_, address)| self.entry_at(address)).transpose()
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
            self.entries_at(within.map(|(_, address)| *address).collect()).collect()
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
        Ok(self.entries_at(places.into_iter().map(|(_, address)| address).collect()))
    }

    /// Where the passages of a document stand, in reading order.
    fn places_of(&self, document: &DocumentId) -> Result<Vec<(u64, Address)>, IndexError> {
        self.engine.having(self.fields.document, document.as_str())
    }
}

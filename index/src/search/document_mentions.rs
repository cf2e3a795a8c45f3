//! Where in a document what was asked for stands, for whoever reads it and goes from one mention to the next.

use super::collect::Ranked;
use super::columns::BatchColumn;
use super::for_each_match::{Batch, Want};
use super::highlighter::Highlighter;
use crate::engine::{Addresses, Part};
use crate::error::IndexError;
use crate::filters::{Copies, Filters};
use crate::plan::Plan;
use crate::query::Query;
use crate::read::Snapshot;
use crate::schema::{NumberColumn, seq_in};
use record::DocumentId;
use std::sync::Arc;

/// The passages of one document that match, in reading order. Holds 32 bytes of each; a text is read when its marks are.
pub struct DocumentMentions {
    index: Arc<Snapshot>,
    plan: Plan,
    passages: Vec<Ranked>,
    cut: Vec<String>,
}

impl Snapshot {
    /// Every passage of a document that a query finds, copies of what was published elsewhere included.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn document_mentions(
        self: &Arc<Self>,
        query: &Query,
        document: &DocumentId,
    ) -> Result<DocumentMentions, IndexError> {
        let filters = Filters { documents: vec![document.clone()], copies: Copies::All, ..Filters::default() };
        let mut prepared = self.prepare(query, &filters)?;
        let mut passages = Vec::new();
        let open =
            |part: &Part<'_>| Ok((part.addresses.clone(), BatchColumn::open(self, part.segment, NumberColumn::Place)?));
        let each =
            |(addresses, places): &mut (Addresses, BatchColumn), batch: &Batch| {
                let places = places.values_of(&batch.docs);
                passages.extend(batch.docs.iter().zip(places).zip(&batch.mentions).map(
                    |((&doc, &place), &mentions)| Ranked { rank: 0, place, address: addresses.of(doc), mentions },
                ));
            };
        let pass = self.for_each_batch(&prepared.plan, Want::Mentions, open, each, drop);
        pass?.report(&mut prepared.cut);
        passages.sort_unstable();
        Ok(DocumentMentions { index: Arc::clone(self), plan: prepared.plan, passages, cut: prepared.cut })
    }
}

impl DocumentMentions {
    /// Of each passage its place in the document ([`crate::Entry::seq`]) and how many mentions it has.
    pub fn list(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        self.passages.iter().map(|passage| (seq_in(passage.place), passage.mentions))
    }

    /// Where in the text of the passage at this place what was asked for stands; empty where it does not match.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn marks(&self, seq: u32) -> Result<Vec<[usize; 2]>, IndexError> {
        let Ok(nth) = self.passages.binary_search_by_key(&seq, |passage| seq_in(passage.place)) else {
            return Ok(Vec::new());
        };
        let entry = self.index.entry_at(self.passages[nth].address)?;
        Ok(Highlighter::default().find(&self.plan, &entry).highlights)
    }

    /// What was cut, in words.
    pub fn cut(&self) -> &[String] {
        &self.cut
    }
}

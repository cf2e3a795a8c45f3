//! Where in one document what was asked for stands, in the order in which it is read.

use super::ReadContext;
use crate::store::read::documents;
use crate::web::error::Problem;
use index::Query;
use record::DocumentId;
use std::collections::HashMap;

/// The passages of one document that match.
pub struct Within {
    /// In reading order.
    pub found: Vec<Place>,
    /// What was cut, in words.
    pub cut: Vec<String>,
    places: index::DocumentMentions,
    seqs: HashMap<String, u32>,
}

/// A passage that matches.
pub struct Place {
    /// Its id.
    pub passage: String,
    /// The page on which it begins.
    pub page: u32,
    /// How many mentions it has.
    pub mentions: u64,
}

impl Within {
    /// Where in a passage what was asked for stands. Offsets count Unicode characters, half open.
    ///
    /// # Errors
    /// The index fails.
    pub fn marks(&self, passage: &str) -> Result<Vec<[usize; 2]>, Problem> {
        self.seqs.get(passage).map_or(Ok(Vec::new()), |&seq| self.places.marks(seq).map_err(Problem::of_index))
    }
}

/// Finds `q` in a document, copies of what was published elsewhere included.
///
/// # Errors
/// The index or the catalogue fails.
pub fn within(context: &ReadContext<'_>, document: &str, q: &str) -> Result<Within, Problem> {
    let query = Query::lenient(q).query;
    let places =
        context.index.document_mentions(&query, &DocumentId::from_stored(document)).map_err(Problem::of_index)?;
    let mentions: HashMap<u32, u64> = places.list().collect();
    let listed: Vec<u32> = places.list().map(|(seq, _)| seq).collect();
    let rows = documents::pages_of(context.catalogue, document, &listed)?;
    let seqs = rows.iter().map(|(seq, passage, _)| (passage.clone(), *seq)).collect();
    let found = rows.into_iter().map(|(seq, passage, page)| Place {
        passage,
        page,
        mentions: mentions.get(&seq).copied().unwrap_or_default(),
    });
    Ok(Within { found: found.collect(), cut: places.cut().to_vec(), places, seqs })
}

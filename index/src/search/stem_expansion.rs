//! Stem expansion: which words of the index have a stem. The index holds words as they are printed and no stems
//! beside them, which would make it nearly twice as large and as long in the making.

use crate::cache::StemExpansions;
use crate::plan::{Leaf, WordMatch};
use crate::read::Snapshot;
use crate::text::{begins_of, has_stem, unmarked};
use std::sync::Arc;
use tantivy::schema::Field;
use tantivy::{SegmentReader, Term};

impl Snapshot {
    /// Every index term of a segment that a leaf of a plan stands for, with the number of words that it spans.
    pub(crate) fn each_term(
        &self,
        leaf: &Leaf,
        segment: &SegmentReader,
        each: impl FnMut(Term, u32) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        each_term(&self.caches.stem_expansions, self.fields.text, leaf, segment, each)
    }
}

/// The same, of what was looked up before.
pub(crate) fn each_term(
    cache: &StemExpansions,
    text: Field,
    leaf: &Leaf,
    segment: &SegmentReader,
    mut each: impl FnMut(Term, u32) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    let mut take = |word: &str, length| each(Term::from_field_text(text, word), length);
    for (word, length) in &leaf.terms {
        match leaf.word_match {
            WordMatch::Exact => take(word, *length)?,
            WordMatch::Stem => {
                let forms = words_with_stem(cache, text, segment, word)?;
                forms.iter().try_for_each(|form| take(form, *length))?;
            }
        }
    }
    Ok(())
}

/// Every index term of a segment whose stem this is, in the order of the dictionary. `stem` may be that of a joined
/// form, with its mark.
fn words_with_stem(
    cache: &StemExpansions,
    text: Field,
    segment: &SegmentReader,
    stem: &str,
) -> tantivy::Result<Arc<[String]>> {
    cache.get_or((segment.segment_id(), stem.to_owned()), || {
        let (bare, marks) = unmarked(stem);
        let mut forms = Vec::new();
        if marks.is_empty() {
            look_up(text, segment, "", bare, &mut forms)?;
        }
        for mark in marks {
            look_up(text, segment, mark.encode_utf8(&mut [0; 4]), bare, &mut forms)?;
        }
        Ok(forms.into())
    })
}

fn look_up(
    text: Field,
    segment: &SegmentReader,
    mark: &str,
    stem: &str,
    forms: &mut Vec<String>,
) -> tantivy::Result<()> {
    let from = format!("{mark}{}", begins_of(stem));
    // The byte after every continuation: no UTF-8 text contains it.
    let until = [from.as_bytes(), &[0xFF]].concat();
    let inverted = segment.inverted_index(text)?;
    let mut terms = inverted.terms().range().ge(&from).lt(&until).into_stream()?;
    while terms.advance() {
        // Terms are made of folded text, which is UTF-8.
        let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
        if has_stem(&term[mark.len()..], stem) {
            forms.push(term.to_owned());
        }
    }
    Ok(())
}

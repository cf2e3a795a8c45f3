//! What is looked up in a segment, and remembered where it comes again: its columns, and which of its words have a stem.

use crate::cache::{ColumnCache, Numbers, StemExpansions};
use crate::plan::{Leaf, WordMatch};
use crate::schema::NumberColumn;
use crate::text::{begins_of, has_stem, unmarked};
use std::sync::Arc;
use tantivy::columnar::ColumnIndex;
use tantivy::schema::Field;
use tantivy::{SegmentReader, Term};

/// A column of numbers of a segment, opened once.
pub(crate) fn numbers(cache: &ColumnCache, segment: &SegmentReader, column: NumberColumn) -> tantivy::Result<Numbers> {
    cache.get_or((segment.segment_id(), column), || {
        let column = segment.fast_fields().u64(column.name())?;
        Ok(match column.index {
            // Every passage has one value: it is read without looking for it, which is most of the cost.
            ColumnIndex::Full => column.values,
            _ => column.first_or_default_col(0),
        })
    })
}

/// Every index term of a segment that a leaf of a plan stands for, with the number of words that it spans.
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

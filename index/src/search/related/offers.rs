//! What a searcher may tick beside a query: the other names of what was asked for, each with how often it stands there.

use super::named::term_pattern;
use crate::answer::{Counted, RelatedTerm};
use crate::error::IndexError;
use crate::filters::Filters;
use crate::plan::{MentionUnit, Plan};
use crate::query::Query;
use crate::read::Snapshot;
use crate::routes::RouteKind;
use crate::thesaurus::{is_abbreviation, same_name};

/// Names that are counted; the answer says where there are more.
const COUNTED: usize = 16;

/// Names that are offered.
const OFFERED: usize = 8;

impl Snapshot {
    /// Other names of what was asked for, by the thesaurus, most frequent first. Abbreviations are counted in whatever
    /// letters they stand.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn names_to_tick(&self, query: &Query, filters: &Filters) -> Result<Counted<Vec<RelatedTerm>>, IndexError> {
        let mut prepared = self.prepare_filters(query, filters)?;
        let phrases = query.phrases();
        let typed = phrases.join(" ");
        let concepts = self.thesaurus.named(&typed);
        let [(concept, asked)] = concepts[..] else { return Ok(prepared.counted(Vec::new())) };
        let others: Vec<_> = concept.names().filter(|t| !same_name(&t.text, &asked.text)).collect();
        if others.len() > COUNTED {
            prepared.cut.push(format!("other names: {COUNTED} of {} were counted", others.len()));
        }
        let mut terms = Vec::new();
        for term in others.into_iter().take(COUNTED).filter(|t| t.close_to.is_empty()) {
            let find = Plan::Find(term_pattern(&term.text), MentionUnit::Phrase);
            let mut passages = 0;
            let plan = Plan::all(vec![find, prepared.plan.clone()], Vec::new());
            let pass = self.for_each_match(&plan, |_| Ok(()), |(), _| passages += 1);
            pass?.report(&mut prepared.cut);
            if passages > 0 {
                let route = if is_abbreviation(&term.text) { RouteKind::Abbreviation } else { RouteKind::Synonym };
                let written =
                    if term.text.contains([' ', '-', '\'']) { format!("\"{}\"", term.text) } else { term.text.clone() };
                let why = format!("another name of “{}”", concept.preferred());
                terms.push(RelatedTerm { term: written, route, passages, score: 0.0, why, years: Vec::new() });
            }
        }
        terms.sort_by(|a, b| b.passages.cmp(&a.passages).then_with(|| a.term.cmp(&b.term)));
        terms.truncate(OFFERED);
        Ok(prepared.counted(terms))
    }
}

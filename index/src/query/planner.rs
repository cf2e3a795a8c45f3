//! From a query and filters to a plan: what the index is to look for. Prefixes and misspellings become the words that
//! the index has, or those of one text.

use super::ast::{Node, Query};
use super::fields::Field;
use super::pattern;
use crate::error::IndexError;
use crate::filters::{Copies, Filters};
use crate::plan::{Check, MentionUnit, Pattern, Plan};
use crate::read::Snapshot;
use crate::schema::{NumberColumn, date_number, number_in, schema};
use crate::text::{Tokens, joined_term, joins_exact};
use record::{Act, Certainty, Grade, Kind, PartialDate};
use tantivy::schema;

/// Most words that a prefix or a misspelling expands to: the most frequent are kept and the cut is reported.
const MOST_EXPANSIONS: usize = 1000;

/// Names that nothing has are told for so many words, with the nearest that something has.
const MOST_HINTS: usize = 3;

/// Shortest word, in letters, that gets a hint.
const FEWEST_LETTERS: usize = 3;

/// Plans a query for an index, or for one text.
pub(crate) struct Planner<'a> {
    source: Source<'a>,
    undated: bool,
    sure_speakers: bool,
    /// What was cut, in words.
    pub cut: Vec<String>,
    /// What names that nothing is called by probably meant.
    pub hints: Vec<String>,
    /// The engine failed while words were looked up.
    pub failed: Option<IndexError>,
}

/// Whose words prefixes and misspellings expand to.
#[derive(Clone, Copy)]
enum Source<'a> {
    Index(&'a Snapshot),
    Text(&'a Tokens),
}

impl<'a> Planner<'a> {
    /// Plans for this index.
    pub fn new(index: &'a Snapshot, filters: &Filters) -> Self {
        Self::begin(Source::Index(index), filters)
    }

    /// Plans for one text: the plan finds in it what it would find there by an index.
    pub fn for_text(text: &'a Tokens, filters: &Filters) -> Self {
        Self::begin(Source::Text(text), filters)
    }

    fn begin(source: Source<'a>, filters: &Filters) -> Self {
        let Filters { undated, sure_speakers, .. } = *filters;
        Self { source, undated, sure_speakers, cut: Vec::new(), hints: Vec::new(), failed: None }
    }

    /// The query within the filters.
    pub fn whole(&mut self, query: &Query, filters: &Filters) -> Plan {
        let sought = query.root.as_ref().map_or(Plan::Everything, |root| self.node(root));
        both(sought, self.filters(filters))
    }

    /// The filters alone, those of the query included: what words are counted against.
    pub fn filters_alone(&mut self, query: &Query, filters: &Filters) -> Plan {
        let is_filter = |part: &&Node| matches!(part, Node::Filter { .. });
        let of_query: Vec<Node> = query.root.iter().flat_map(Node::conjuncts).filter(is_filter).cloned().collect();
        both(self.conjunction(&of_query), self.filters(filters))
    }

    /// Index terms that begin with these letters.
    pub fn words_that_begin(&mut self, letters: &str) -> Vec<(String, u32)> {
        match self.source {
            Source::Index(index) => {
                self.keep_frequent(index.terms_that_begin(letters), &format!("words that begin with “{letters}”"))
            }
            Source::Text(text) => {
                let mut found = Vec::new();
                for (position, token) in text.iter().enumerate() {
                    found.push((text.form(token).to_owned(), 1));
                    let joined = text.joined(position, joins_exact);
                    found.extend(joined.map(|(form, length)| (joined_term(length, &form), length as u32)));
                }
                found.retain(|(term, _)| term.trim_start_matches(char::is_control).starts_with(letters));
                found
            }
        }
    }

    /// Index terms that are so many letters off.
    pub fn words_like(&mut self, word: &str, letters: u8) -> Vec<(String, u32)> {
        match self.source {
            Source::Index(index) => {
                self.keep_frequent(index.terms_like(word, letters), &format!("words like “{word}”"))
            }
            Source::Text(text) => {
                let words = text.iter().map(|t| text.form(t)).filter(|w| w.chars().all(char::is_alphabetic));
                let like = words.filter(|w| strsim::osa_distance(w, word) <= usize::from(letters.min(2)));
                like.map(|w| (w.to_owned(), 1)).collect()
            }
        }
    }

    fn keep_frequent(&mut self, found: Result<Vec<(String, u32, u64)>, IndexError>, what: &str) -> Vec<(String, u32)> {
        let mut terms = match found {
            Ok(terms) => terms,
            Err(error) => {
                self.failed = Some(error);
                return Vec::new();
            }
        };
        if terms.len() > MOST_EXPANSIONS {
            self.cut.push(format!("{what}: the {MOST_EXPANSIONS} most frequent of {} were tried", terms.len()));
            terms.sort_unstable_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
            terms.truncate(MOST_EXPANSIONS);
        }
        terms.into_iter().map(|(term, length, _)| (term, length)).collect()
    }

    /// What the index is to look for: a part of a query.
    fn node(&mut self, node: &Node) -> Plan {
        match node {
            Node::And(parts) => self.conjunction(parts),
            Node::Or(parts) => Plan::Any(parts.iter().map(|part| self.node(part)).collect()),
            Node::Not(part) => {
                let excluded = self.node(part);
                Plan::all(Vec::new(), vec![excluded])
            }
            Node::Filter { field, value } => self.field(*field, value),
            Node::Word(_) | Node::Exact(_) | Node::Prefix(_) | Node::Fuzzy { .. } => self.find(node, MentionUnit::Word),
            Node::Phrase(_) | Node::Proximity { .. } | Node::Near { .. } => self.find(node, MentionUnit::Phrase),
        }
    }

    fn find(&mut self, node: &Node, unit: MentionUnit) -> Plan {
        self.positions(node).map_or(Plan::Any(Vec::new()), |pattern| Plan::Find(pattern, unit))
    }

    /// All parts, none of the excluded ones, and any value of each field that filters.
    fn conjunction(&mut self, parts: &[Node]) -> Plan {
        let (mut sought, mut without) = (Vec::new(), Vec::new());
        let mut fields: Vec<(Field, Vec<Plan>)> = Vec::new();
        for part in parts {
            match part {
                Node::Not(excluded) => without.push(self.node(excluded)),
                Node::Filter { field, value } => {
                    let plan = self.field(*field, value);
                    match fields.iter_mut().find(|(known, _)| known == field) {
                        Some((_, values)) => values.push(plan),
                        None => fields.push((*field, vec![plan])),
                    }
                }
                other => sought.push(self.node(other)),
            }
        }
        sought.extend(fields.into_iter().map(|(_, values)| Plan::any(values)));
        Plan::all(sought, without)
    }

    /// Where a part stands in a text; `None` where it is not [positional](Node::is_positional).
    fn positions(&mut self, node: &Node) -> Option<Pattern> {
        Some(match node {
            Node::Word(word) => pattern::stemmed(word),
            Node::Exact(text) | Node::Phrase(text) => pattern::exact(text),
            Node::Proximity { words, distance } => {
                let mut words = pattern::stemmed_words(words);
                if words.len() == 1 { words.remove(0) } else { Pattern::Near(*distance, words) }
            }
            Node::Prefix(letters) => pattern::with_last(letters, |last| self.words_that_begin(last)),
            Node::Fuzzy { word, letters } => pattern::with_last(word, |last| self.words_like(last, *letters)),
            Node::Near { distance, left, right } => {
                Pattern::Near(*distance, vec![self.positions(left)?, self.positions(right)?])
            }
            Node::Or(parts) => Pattern::any(parts.iter().map(|part| self.positions(part)).collect::<Option<Vec<_>>>()?),
            Node::And(_) | Node::Not(_) | Node::Filter { .. } => return None,
        })
    }

    /// A value of a field.
    fn field(&mut self, field: Field, value: &str) -> Plan {
        let fields = &schema().1;
        match field {
            Field::Speaker => {
                let named = self.named(field, None, fields.speaker_words, value);
                self.surely(named)
            }
            Field::Committee => self.named(field, Some(fields.committee), fields.committee_words, value),
            Field::Council => self.named(field, Some(fields.council), fields.council_words, value),
            Field::Item => self.named(field, None, fields.item_words, value),
            Field::Kind => {
                one_of(NumberColumn::Kind, value.to_lowercase().parse().ok().map(|k| number_in(Kind::ALL, k)))
            }
            Field::Act => one_of(NumberColumn::Act, value.to_lowercase().parse().ok().map(|a| number_in(Act::ALL, a))),
            Field::Since => self.dates(value.parse().ok(), None),
            Field::Until => self.dates(None, value.parse().ok()),
        }
    }

    /// The filters of a question.
    pub fn filters(&mut self, filters: &Filters) -> Plan {
        let fields = &schema().1;
        let mut parts = Vec::new();
        for (field, values) in [
            (Field::Speaker, &filters.speakers),
            (Field::Committee, &filters.committees),
            (Field::Council, &filters.councils),
            (Field::Item, &filters.items),
        ] {
            if !values.is_empty() {
                parts.push(Plan::any(values.iter().map(|v| self.field(field, v)).collect()));
            }
        }
        let ids = |field, ids: Vec<&str>| {
            Plan::any(ids.iter().map(|id| Plan::HasTerms(field, vec![(*id).to_owned()])).collect())
        };
        if !filters.people.is_empty() {
            parts.push(self.surely(ids(fields.person, filters.people.iter().map(|i| i.as_str()).collect())));
        }
        if !filters.meetings.is_empty() {
            parts.push(ids(fields.meeting, filters.meetings.iter().map(|i| i.as_str()).collect()));
        }
        if !filters.documents.is_empty() {
            parts.push(ids(fields.document, filters.documents.iter().map(|i| i.as_str()).collect()));
        }
        if !filters.kinds.is_empty() {
            parts.push(one_of(NumberColumn::Kind, filters.kinds.iter().map(|&k| number_in(Kind::ALL, k))));
        }
        if !filters.acts.is_empty() {
            parts.push(one_of(NumberColumn::Act, filters.acts.iter().map(|&a| number_in(Act::ALL, a))));
        }
        if !filters.attributions.is_empty() {
            parts.push(one_of(NumberColumn::Grade, filters.attributions.iter().map(|&g| number_in(Grade::ALL, g))));
        }
        if !filters.certainties.is_empty() {
            parts.push(certainty(&filters.certainties));
        }
        if filters.since.is_some() || filters.until.is_some() {
            parts.push(self.dates(filters.since, filters.until));
        }
        if filters.copies == Copies::Canonical {
            parts.push(one_of(NumberColumn::Canonical, [1]));
        }
        Plan::all(parts, Vec::new())
    }

    /// What somebody says, where that must be sure.
    fn surely(&self, said: Plan) -> Plan {
        if self.sure_speakers { Plan::all(vec![said, certainty(&[Certainty::Sure])], Vec::new()) } else { said }
    }

    fn dates(&self, since: Option<PartialDate>, until: Option<PartialDate>) -> Plan {
        Plan::Check(Check::Dates {
            since: since.map_or(0, |d| date_number(d.first_day())),
            until: until.map_or(u64::MAX, |d| date_number(d.last_day())),
            undated: self.undated,
        })
    }

    /// An id, or words that must all stand in a name.
    fn named(&mut self, field: Field, ids: Option<schema::Field>, names: schema::Field, value: &str) -> Plan {
        let tokens = Tokens::from_text(value);
        let words: Vec<String> = tokens.iter().map(|t| tokens.form(t).to_owned()).collect();
        for word in &words {
            self.hint(field.name(), names, word);
        }
        let mut rewrites: Vec<Plan> = ids.map(|f| Plan::HasTerms(f, vec![value.to_owned()])).into_iter().collect();
        if !words.is_empty() {
            rewrites.push(Plan::HasTerms(names, words));
        }
        Plan::any(rewrites)
    }

    /// Notes a word that no name has, with the nearest that one has.
    fn hint(&mut self, what: &str, names: schema::Field, word: &str) {
        let Source::Index(index) = self.source else { return };
        // Each look costs a walk through all names.
        if word.chars().count() < FEWEST_LETTERS || self.hints.len() >= MOST_HINTS {
            return;
        }
        match index.nearest_in(names, word) {
            Ok(None) => {}
            Ok(Some(near)) => {
                let perhaps = if near.is_empty() { String::new() } else { format!(": perhaps “{near}”") };
                self.hints.push(format!("no {what} is called “{word}”{perhaps}"));
            }
            Err(error) => self.failed = Some(error),
        }
    }
}

/// What is sought within filters, as one conjunction, so that filters are asked before places are read.
fn both(sought: Plan, filters: Plan) -> Plan {
    let (mut parts, mut without) = (Vec::new(), Vec::new());
    for plan in [sought, filters] {
        match plan {
            Plan::All { parts: all, without: none, .. } => {
                parts.extend(all);
                without.extend(none);
            }
            other => parts.push(other),
        }
    }
    Plan::all(parts, without)
}

fn certainty(wanted: &[Certainty]) -> Plan {
    one_of(NumberColumn::Certainty, wanted.iter().map(|&c| number_in(Certainty::ALL, c)))
}

fn one_of(column: NumberColumn, values: impl IntoIterator<Item = u64>) -> Plan {
    Plan::Check(Check::OneOf { column, bits: values.into_iter().filter(|v| *v < 64).fold(0, |bits, v| bits | 1 << v) })
}

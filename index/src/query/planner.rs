//! What operators need to know while they plan: the words that there are, for expansions, and the filters.

use crate::ask::{Copies, Filters};
use crate::error::IndexError;
use crate::query::Query;
use crate::read::Snapshot;
use crate::schema::{column, date_number, number_in, schema};
use crate::search::plan::{Check, Plan};
use crate::text::{Tokens, joined_term, joins_exact};
use record::{Act, Certainty, Grade, Kind, PartialDate};
use tantivy::schema::Field;

/// Most words that a prefix or a misspelling expands to: the most frequent are kept and the cut is reported.
const MOST_EXPANSIONS: usize = 1000;

/// Names that nothing has are told for so many words, with the nearest that something has.
const MOST_HINTS: usize = 3;

/// Most names that a hint compares.
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
        let parts = vec![query.plan(self), self.filters(filters)];
        Plan::all(flat(parts), Vec::new())
    }

    /// The filters alone, those of the query included.
    pub fn filters_alone(&mut self, query: &Query, filters: &Filters) -> Plan {
        let parts = vec![query.plan_filters(self), self.filters(filters)];
        Plan::all(flat(parts), Vec::new())
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

    /// A filter of the query language.
    pub fn filter(&mut self, name: &str, value: &str) -> Plan {
        let fields = &schema().1;
        match name {
            "speaker" => {
                let named = self.named("speaker", None, fields.speaker_words, value);
                self.surely(named)
            }
            "committee" => self.named("committee", Some(fields.committee), fields.committee_words, value),
            "council" => self.named("council", Some(fields.council), fields.council_words, value),
            "item" => self.named("item", None, fields.item_words, value),
            "kind" => one_of(column::KIND, Kind::parse(&value.to_lowercase()).map(|k| number_in(Kind::ALL, k))),
            "act" => one_of(column::ACT, Act::parse(&value.to_lowercase()).map(|a| number_in(Act::ALL, a))),
            "since" => self.dates(value.parse().ok(), None),
            "until" => self.dates(None, value.parse().ok()),
            _ => Plan::Everything,
        }
    }

    /// The filters of a question.
    pub fn filters(&mut self, filters: &Filters) -> Plan {
        let fields = &schema().1;
        let mut parts = Vec::new();
        for (name, values) in [
            ("speaker", &filters.speakers),
            ("committee", &filters.committees),
            ("council", &filters.councils),
            ("item", &filters.items),
        ] {
            if !values.is_empty() {
                parts.push(Plan::any(values.iter().map(|v| self.filter(name, v)).collect()));
            }
        }
        let ids = |field, ids: Vec<&str>| {
            Plan::any(ids.iter().map(|id| Plan::Having(field, vec![(*id).to_owned()])).collect())
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
            parts.push(one_of(column::KIND, filters.kinds.iter().map(|&k| number_in(Kind::ALL, k))));
        }
        if !filters.acts.is_empty() {
            parts.push(one_of(column::ACT, filters.acts.iter().map(|&a| number_in(Act::ALL, a))));
        }
        if !filters.attributions.is_empty() {
            parts.push(one_of(column::GRADE, filters.attributions.iter().map(|&g| number_in(Grade::ALL, g))));
        }
        if !filters.certainties.is_empty() {
            parts.push(certainty(&filters.certainties));
        }
        if filters.since.is_some() || filters.until.is_some() {
            parts.push(self.dates(filters.since, filters.until));
        }
        if filters.copies == Copies::Canonical {
            parts.push(one_of(column::CANONICAL, [1]));
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
    fn named(&mut self, what: &str, ids: Option<Field>, names: Field, value: &str) -> Plan {
        let tokens = Tokens::of(value);
        let words: Vec<String> = tokens.iter().map(|t| tokens.form(t).to_owned()).collect();
        for word in &words {
            self.hint(what, names, word);
        }
        let mut ways: Vec<Plan> = ids.map(|f| Plan::Having(f, vec![value.to_owned()])).into_iter().collect();
        if !words.is_empty() {
            ways.push(Plan::Having(names, words));
        }
        Plan::any(ways)
    }

    /// Notes a word that no name has, with the nearest that one has.
    fn hint(&mut self, what: &str, names: Field, word: &str) {
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

/// Conjunctions without exclusions are one with their parts, so that filters are asked before places are read.
fn flat(parts: Vec<Plan>) -> Vec<Plan> {
    let open = |plan| match plan {
        Plan::All { parts, without, .. } if without.is_empty() => parts,
        other => vec![other],
    };
    parts.into_iter().flat_map(open).collect()
}

fn certainty(wanted: &[Certainty]) -> Plan {
    one_of(column::CERTAINTY, wanted.iter().map(|&c| number_in(Certainty::ALL, c)))
}

fn one_of(column: &'static str, values: impl IntoIterator<Item = u64>) -> Plan {
    Plan::Check(Check::OneOf { column, bits: values.into_iter().filter(|v| *v < 64).fold(0, |bits, v| bits | 1 << v) })
}

/// How a wanted certainty is said.
fn certainty_words(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Sure => "where it is sure who speaks",
        Certainty::Likely => "where it is only likely who speaks",
    }
}

impl Filters {
    /// Each filter in words.
    pub(crate) fn words(&self) -> impl Iterator<Item = String> {
        use crate::query::field_words;
        let mut said = Vec::new();
        let mut say = |name: &str, values: Vec<String>| {
            if !values.is_empty() {
                said.push(values.iter().map(|v| field_words(name, v)).collect::<Vec<_>>().join(" or "));
            }
        };
        say("speaker", self.speakers.clone());
        say("", self.people.iter().map(|p| format!("said by person {p}")).collect());
        say("committee", self.committees.clone());
        say("council", self.councils.clone());
        say("kind", self.kinds.iter().map(|k| k.to_string()).collect());
        say("act", self.acts.iter().map(|a| a.to_string()).collect());
        say("item", self.items.clone());
        say("", self.meetings.iter().map(|m| format!("of meeting {m}")).collect());
        say("", self.documents.iter().map(|d| format!("of document {d}")).collect());
        say("", self.attributions.iter().map(|g| format!("with attribution {g}")).collect());
        say("", self.certainties.iter().map(|c| certainty_words(*c).to_owned()).collect());
        say("since", self.since.iter().map(ToString::to_string).collect());
        say("until", self.until.iter().map(ToString::to_string).collect());
        let dated = self.since.is_some() || self.until.is_some();
        said.extend((self.undated && dated).then(|| "or without a date".to_owned()));
        said.extend(self.sure_speakers.then(|| "counting a speaker only where it is sure who speaks".to_owned()));
        said.extend((self.copies == Copies::All).then(|| "every copy of a statement".to_owned()));
        said.into_iter()
    }
}

//! How passages lie in a cluster: settings and fields of its index, and how an [`Entry`] fills them.
//!
//! The words are those of our tokeniser, one position a word and the joined forms of a word at its own, so that the cluster
//! counts what the folder's index counts. `terms` holds them once more as values, which makes the cluster's dictionary.

use super::cluster::Cluster;
use super::seen::WHOLE_FROM;
use crate::entry::{Entry, Named};
use crate::schema::{Fields, NumberColumn, UNIT, column, key, schema};
use crate::stored;
use crate::text::{Tokens, apostrophe_term, joined_term, joins_exact, joins_stemmed};
use crate::weights;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use tantivy::fieldnorm::FieldNormReader;

/// Generation until which what is not deleted is seen.
pub(super) const ALWAYS: u64 = i64::MAX as u64;

/// Parts the forms that stand at one position. No word holds it, and Java does not take it for a space.
const BESIDE: char = '\u{1}';

/// Stands at a position that holds no word: the gap between two cells.
const GAP: char = '\u{5}';

/// Longest term in characters: four bytes each are what Lucene takes.
const LONGEST: usize = 8_191;

/// Most passages that are asked for at once: a few megabytes of text. A cluster gives 10,000 at most.
pub(super) const PAGE: usize = 5_000;

/// Text fields of names, which are asked word by word.
const NAMES: [&str; 4] = ["speaker_words", "committee_words", "council_words", "item_words"];

/// Fields of ids.
const IDS: [&str; 6] = ["id", "document", "meeting", "person", "committee", "council"];

/// Fields of values that are counted.
const VALUES: [&str; 3] = [column::COMMITTEE, column::COUNCIL, column::SPEAKER];

/// Fields of numbers beside the columns: which passage, how long and of which class of length, two that lists are in the
/// order of, and which generations see it.
const NUMBERS: [&str; 7] = ["key", "length", "class", "oldest", "order", "from", "until"];

/// The fields of the index.
pub(super) fn properties() -> Map<String, Value> {
    let mut fields = Map::new();
    fields.insert(
        "text".into(),
        json!({"type": "text", "analyzer": "council", "norms": false, "similarity": "occurrences"}),
    );
    for name in ["terms"].iter().chain(&NAMES).chain(&VALUES) {
        fields.insert((*name).into(), json!({"type": "keyword"}));
    }
    for name in IDS {
        fields.insert(name.into(), json!({"type": "keyword", "doc_values": false}));
    }
    for name in NumberColumn::ALL.map(NumberColumn::name).into_iter().chain(NUMBERS) {
        fields.insert(name.into(), json!({"type": "long"}));
    }
    fields.insert(WHOLE_FROM.into(), json!({"type": "long"}));
    fields.insert("kept".into(), json!({"type": "float", "index": false}));
    fields.insert("entry".into(), json!({"type": "keyword", "index": false, "doc_values": false}));
    fields
}

/// What an index is made with.
pub(super) fn creation(cluster: &Cluster) -> Value {
    json!({
        "settings": {
            "number_of_shards": cluster.shards,
            "number_of_replicas": cluster.replicas,
            // What is written is seen when it is published.
            "refresh_interval": "-1",
            // A purge leaves no segment that holds something deleted.
            "merge.policy.expunge_deletes_allowed": 0,
            "analysis": {
                "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": LONGEST}},
                "filter": {"forms": {"type": "pattern_capture", "preserve_original": false,
                    "patterns": [format!("([^{BESIDE}]+)")]}},
                "analyzer": {"council": {"type": "custom", "tokenizer": "spaces", "filter": ["forms"]}},
            },
            // A score says how often something stands there.
            "similarity": {"occurrences": {"type": "scripted",
                "script": {"source": "return query.boost * doc.freq;"}}},
        },
        // Everything else is made of the entry again.
        "mappings": {"dynamic": "strict", "_source": {"includes": ["entry"]}, "properties": properties()},
    })
}

/// The name of a passage in the cluster: a later version of it stands beside the earlier.
pub(super) fn name(entry: &Entry, from: u64) -> String {
    format!("{from}-{}", entry.id)
}

/// The cluster's form of an entry that is seen from one generation until another. `tokens` lends its memory.
pub(super) fn document(entry: &Entry, from: u64, until: u64, tokens: &mut Tokens) -> serde_json::Result<Value> {
    let (schema, fields) = schema();
    tokens.refill(&entry.text);
    let (text, terms, length) = words(tokens);
    let mut document = Map::new();
    let mut put = |name: &str, value: Value| document.insert(name.to_owned(), value);
    put("text", text.into());
    put("terms", terms.into_iter().collect());
    for (field, value) in fields.names(entry) {
        let name = schema.get_field_name(field);
        put(name, if fields.has_words(field) { name_words(&value).into() } else { Value::from(value.as_ref()) });
    }
    let number = |column: NumberColumn| column.number(entry, tokens.words());
    for column in NumberColumn::ALL {
        put(column.name(), signed(number(column)).into());
    }
    for (name, value) in values(entry) {
        put(name, value.into());
    }
    put("key", signed(passage_key(entry)).into());
    put("length", length.into());
    put("class", FieldNormReader::fieldnorm_to_id(u32::try_from(length).unwrap_or(u32::MAX)).into());
    put("kept", weights::share_kept(number(NumberColumn::Act), tokens.words() as u64).into());
    put("oldest", oldest(number(NumberColumn::Date)).into());
    put("order", order(number(NumberColumn::Place)).into());
    put("from", from.into());
    put("until", until.into());
    put("entry", stored::write(entry)?.into());
    Ok(Value::Object(document))
}

/// Names a passage among all.
pub(super) fn passage_key(entry: &Entry) -> u64 {
    key(entry.id.as_str())
}

/// A date so that what has none comes last.
pub(super) fn oldest(date: u64) -> u64 {
    if date == 0 { ALWAYS } else { date }
}

/// A place so that it is in the same order as a number with a sign.
pub(super) fn order(place: u64) -> i64 {
    signed(place ^ 1 << 63)
}

/// Numbers of 64 bits as the cluster keeps them; they come back as they were.
pub(super) fn signed(number: u64) -> i64 {
    number.cast_signed()
}

/// The place again of an [`order`].
pub(super) fn place_of(order: i64) -> u64 {
    order.cast_unsigned() ^ 1 << 63
}

/// See [`signed`].
pub(super) fn unsigned(value: &Value) -> u64 {
    value.as_i64().unwrap_or_default().cast_unsigned()
}

fn values(entry: &Entry) -> Vec<(&'static str, String)> {
    let mut values = Vec::new();
    if let Some(Named { id, name }) = &entry.committee {
        values.push((column::COMMITTEE, format!("{id}{UNIT}{name}")));
    }
    if let Some(Named { id, name }) = &entry.council {
        values.push((column::COUNCIL, format!("{id}{UNIT}{name}")));
    }
    values.extend(Fields::speaker_value(entry).map(|value| (column::SPEAKER, value)));
    values
}

/// The words of a name, each once.
fn name_words(name: &str) -> Vec<String> {
    let tokens = Tokens::from_text(name);
    let words: BTreeSet<&str> = tokens.iter().map(|token| tokens.form(token)).filter(|word| !word.is_empty()).collect();
    words.into_iter().map(cut).collect()
}

/// The text as the cluster is to take it apart, its terms, and how many they are.
fn words(tokens: &Tokens) -> (String, BTreeSet<String>, u64) {
    let (mut text, mut terms, mut length) = (String::new(), BTreeSet::new(), 0);
    for (position, token) in tokens.iter().enumerate() {
        if position > 0 {
            text.push(' ');
        }
        let form = tokens.form(token);
        if form.is_empty() {
            text.push(GAP);
            continue;
        }
        let joined = tokens.joined(position, joins_exact);
        let apostrophe = tokens.joined(position, joins_stemmed).filter(|form| joined.as_ref() != Some(form));
        let forms = [
            Some(form.to_owned()),
            tokens.money(token).map(str::to_owned),
            joined.map(|(form, length)| joined_term(length, &form)),
            apostrophe.map(|(form, length)| apostrophe_term(length, &form)),
        ];
        for (nth, form) in forms.into_iter().flatten().map(|form| cut(&form)).enumerate() {
            if nth > 0 {
                text.push(BESIDE);
            }
            text.push_str(&form);
            terms.insert(form);
            length += 1;
        }
    }
    (text, terms, length)
}

/// No longer than the cluster takes. The forms at one position are one token to its tokeniser.
fn cut(term: &str) -> String {
    term.chars().take(LONGEST / 4).collect()
}

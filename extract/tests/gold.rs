//! Scores the reading of labelled minutes (`tests/gold` at the root of the repository).

use extract::format::{self, Hint};
use record::{Attribution, Channel, Component, Owner, VoteOutcome};
use serde_json::Value;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/gold")
}

fn minutes(name: &str) -> Component {
    let bytes = std::fs::read(folder().join(format!("{name}.txt"))).unwrap();
    let hint = Hint { file_name: format!("{name}.txt"), channel: Channel::File, ..Hint::default() };
    let content = format::read(&bytes, &hint);
    let blocks = extract::layout::blocks(&content);
    let reading = extract::structure::read(&content, &blocks, &extract::Context::default());
    let mut minutes = reading.components.into_iter().filter(|c| c.kind == record::Kind::Minutes);
    minutes.next().expect("one component is minutes")
}

fn rows(name: &str, part: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(folder().join(format!("{name}.{part}.jsonl"))).unwrap();
    text.lines().filter(|l| !l.is_empty()).map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or("")
}

fn number(minutes: &Component, item: Option<usize>) -> &str {
    item.and_then(|i| minutes.items.get(i)).and_then(|i| i.number.as_deref()).unwrap_or("")
}

fn names(attribution: &Attribution, surname: &str) -> bool {
    attribution.name.as_deref().is_some_and(|name| name.ends_with(surname))
}

fn owns(owner: Option<&Owner>, word: &str) -> bool {
    let fields = owner.map(|o| [&o.as_printed, &o.name, &o.role]);
    word.is_empty() || fields.into_iter().flatten().flatten().any(|field| field.contains(word))
}

fn due(due: Option<&record::Due>) -> String {
    due.and_then(|d| d.date).map(|d| d.to_string()).unwrap_or_default()
}

/// Whether a side of a vote has these people and nobody else.
fn voted(side: &record::Side, names: &[Value]) -> bool {
    let said: Vec<&str> = side.names.iter().map(|voter| voter.name.as_deref().unwrap_or("")).collect();
    said == names.iter().filter_map(Value::as_str).collect::<Vec<_>>()
}

/// Most rows, of 100, that may be read otherwise than labelled.
const MOST_WRONG: usize = 40;

fn check(name: &str) {
    let minutes = minutes(name);
    let mut wrong = Vec::new();
    let fold = record::text::fold;
    for row in rows(name, "turns") {
        let phrase = fold(text(&row, "phrase"));
        let Some(hit) = minutes.passages.iter().find(|p| fold(&p.text).contains(&phrase)) else {
            wrong.push(format!("not found: {phrase}"));
            continue;
        };
        let said = match row["speaker"].as_str() {
            Some(surname) => names(&hit.attribution, surname),
            None => hit.attribution.name.is_none(),
        };
        if !said || hit.act.as_str() != text(&row, "act") || number(&minutes, hit.item) != text(&row, "item") {
            wrong.push(format!("{row}: {:?} {} item {}", hit.attribution, hit.act, number(&minutes, hit.item)));
        }
    }
    let mut left: Vec<_> = minutes.resolutions.iter().collect();
    for row in rows(name, "resolutions") {
        let charged = |r: &record::Resolution| match row.get("owner") {
            Some(Value::Null) => r.owner.is_none(),
            _ => owns(r.owner.as_ref(), text(&row, "owner")),
        };
        let fits = |r: &&record::Resolution| {
            r.text == text(&row, "text") && number(&minutes, r.item) == text(&row, "item") && charged(r)
        };
        match left.iter().position(fits) {
            Some(at) => drop(left.remove(at)),
            None => wrong.push(format!("resolution: {row}")),
        }
    }
    wrong.extend(left.iter().map(|r| format!("no resolution: {r:?}")));
    let mut left: Vec<_> = minutes.commitments.iter().collect();
    for row in rows(name, "commitments") {
        let fits = |c: &&record::Commitment| {
            c.text.contains(text(&row, "phrase"))
                && c.basis.as_str() == text(&row, "basis")
                && owns(c.owner.as_ref(), text(&row, "owner"))
                && row["due"].as_str().is_none_or(|day| due(c.due.as_ref()) == day)
        };
        match left.iter().position(fits) {
            Some(at) => drop(left.remove(at)),
            None => wrong.push(format!("commitment: {row}")),
        }
    }
    wrong.extend(left.iter().map(|c| format!("no commitment: {c:?}")));
    for row in rows(name, "votes") {
        let fits = |v: &record::Vote| {
            v.mover.as_deref() == row["mover"].as_str()
                && v.seconder.as_deref() == row["seconder"].as_str()
                && v.outcome.map(VoteOutcome::as_str).unwrap_or("") == text(&row, "outcome")
                && v.r#for.count.map(u64::from) == row["for"].as_u64()
                && v.against.count.map(u64::from) == row["against"].as_u64()
                && [("for", &v.r#for), ("against", &v.against), ("abstain", &v.abstain)]
                    .iter()
                    .all(|(side, said)| row["names"][side].as_array().is_none_or(|names| voted(said, names)))
        };
        if !minutes.votes.iter().any(fits) {
            wrong.push(format!("vote: {row}: {:?}", minutes.votes));
        }
    }
    // Learnt weights choose speakers and acts: a share is held, not each row.
    let total: usize = ["turns", "resolutions", "commitments", "votes"].iter().map(|part| rows(name, part).len()).sum();
    assert!(wrong.len() * 100 <= total * MOST_WRONG, "{name}: {} of {total}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_county_council_reads_as_labelled() {
    check("county");
}

#[test]
fn a_parish_council_reads_as_labelled() {
    check("parish");
}

#[test]
fn a_cabinet_reads_as_labelled() {
    check("cabinet");
}

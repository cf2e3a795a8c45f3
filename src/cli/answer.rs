//! Answers of the API, written for people in a terminal, and as rows.

use serde_json::Value;
use std::io::{self, Write};

/// Writes an answer: what was understood, the results, the totals and what they rest on.
pub fn write(out: &mut dyn Write, answer: &Value, mentions: bool) -> io::Result<()> {
    writeln!(out, "{}\n", text(&answer["query"]["understood"]))?;
    for ignored in answer["query"]["ignored"].as_array().into_iter().flatten() {
        writeln!(out, "ignored “{}”: {}", text(&ignored["what"]), text(&ignored["message"]))?;
    }
    for cut in answer["query"]["cut"].as_array().into_iter().flatten() {
        writeln!(out, "cut: {}", text(cut))?;
    }
    let results = answer["results"].as_array().map_or(&[][..], Vec::as_slice);
    for result in results {
        if mentions { mention(out, result)? } else { passage(out, result)? }
    }
    let total = &answer["total"];
    writeln!(
        out,
        "{} mentions in {} passages of {} documents, {} meetings",
        total["mentions"], total["passages"], total["documents"], total["meetings"]
    )?;
    let coverage = &answer["coverage"];
    if coverage.is_object() {
        writeln!(
            out,
            "searched: {} meetings ({} with minutes), {} documents, {} pages ({} without text)",
            coverage["meetings"],
            coverage["with_minutes"],
            coverage["documents"],
            coverage["pages"],
            coverage["pages_without_text"]
        )?;
        let files = coverage["files"].as_object().into_iter().flatten();
        let unread: Vec<String> = files
            .filter(|(state, count)| *state != "read_whole" && count.as_u64().is_some_and(|count| count > 0))
            .map(|(state, count)| format!("{count} {}", state.replace('_', " ")))
            .collect();
        if !unread.is_empty() {
            writeln!(out, "not all was read: {} (`minutebook status --unread` names them)", unread.join(", "))?;
        }
    }
    if let Some(next) = answer["next"].as_str() {
        writeln!(out, "{} shown; for more: --cursor {next}", results.len())?;
    }
    Ok(())
}

fn passage(out: &mut dyn Write, row: &Value) -> io::Result<()> {
    let words: Vec<String> = [&row["date"], &row["committee"]["name"], &row["kind"]]
        .iter()
        .filter_map(|value| value.as_str())
        .map(str::to_owned)
        .collect();
    let date = if row["date"].is_null() { "undated, " } else { "" };
    writeln!(out, "{date}{}, page {}", words.join(", "), row["page"])?;
    let speaker = &row["speaker"];
    let name = speaker["person"]["name"].as_str().or(speaker["as_printed"].as_str());
    if let Some(name) = name {
        let role = speaker["role"].as_str().map(|role| format!(", {role}")).unwrap_or_default();
        writeln!(out, "  {}{name}{role} ({})", probably(&speaker["certainty"]), text(&row["act"]))?;
    }
    let marks = row["highlights"].as_array().map_or(&[][..], Vec::as_slice);
    writeln!(out, "  {}", marked(text(&row["text"]), marks))?;
    let place = row["document"]["page_url"].as_str().or(row["document"]["file_name"].as_str()).unwrap_or_default();
    writeln!(out, "  {place}")?;
    let copies = row["also_in"].as_array().map_or(0, Vec::len);
    if copies > 0 {
        writeln!(out, "  also in {copies} other place(s)")?;
    }
    writeln!(out)
}

fn mention(out: &mut dyn Write, row: &Value) -> io::Result<()> {
    let who = row["speaker"].as_str().map(|speaker| format!("{}{speaker}: ", probably(&row["certainty"])));
    let who = who.unwrap_or_default();
    let date = row["date"].as_str().unwrap_or("undated");
    writeln!(
        out,
        "{date}  {who}…{}[{}]{}…  ({}, page {})",
        text(&row["before"]),
        text(&row["match"]),
        text(&row["after"]),
        text(&row["file_name"]),
        row["page"]
    )
}

/// What stands before a speaker of whom it is not sure that they speak.
fn probably(certainty: &Value) -> &'static str {
    if certainty == "likely" { "probably " } else { "" }
}

/// The text with what was found in brackets; marks are half-open spans of Unicode characters, in order.
fn marked(text: &str, marks: &[Value]) -> String {
    let mut out = String::with_capacity(text.len() + 2 * marks.len());
    let at = |mark: &Value, end: usize| mark[end].as_u64();
    for (i, c) in (0u64..).zip(text.chars()) {
        if marks.iter().any(|mark| at(mark, 0) == Some(i)) {
            out.push('[');
        }
        out.push(c);
        if marks.iter().any(|mark| at(mark, 1) == Some(i + 1)) {
            out.push(']');
        }
    }
    out
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Passages as rows: one JSON object a line, or a table with a head.
pub struct Rows {
    table: bool,
    headed: bool,
}

/// Columns of the table, each with its place in a result.
const COLUMNS: &[(&str, &str)] = &[
    ("date", "/date"),
    ("council", "/council/name"),
    ("committee", "/committee/name"),
    ("meeting_id", "/meeting/id"),
    ("kind", "/kind"),
    ("item", "/item/title"),
    ("speaker", "/speaker/as_printed"),
    ("person_id", "/speaker/person/id"),
    ("person", "/speaker/person/name"),
    ("role", "/speaker/role"),
    ("attribution", "/speaker/attribution"),
    ("certainty", "/speaker/certainty"),
    ("why", "/speaker/why"),
    ("act", "/act"),
    ("mentions", "/mentions"),
    ("text", "/text"),
    ("page", "/page"),
    ("url", "/document/url"),
    ("page_url", "/document/page_url"),
    ("file_name", "/document/file_name"),
    ("document_id", "/document/id"),
    ("passage_id", "/id"),
];

impl Rows {
    /// Rows of a table, or one object a line.
    pub fn new(table: bool) -> Self {
        Self { table, headed: false }
    }

    /// The next rows.
    ///
    /// # Errors
    /// A row cannot be written.
    pub fn lines(&mut self, results: &[Value]) -> anyhow::Result<Vec<u8>> {
        if !self.table {
            let lines: Vec<String> = results.iter().map(|row| format!("{row}\n")).collect();
            return Ok(lines.concat().into_bytes());
        }
        let mut table = csv::Writer::from_writer(Vec::new());
        if !std::mem::replace(&mut self.headed, true) {
            table.write_record(COLUMNS.iter().map(|(name, _)| name))?;
        }
        for row in results {
            table.write_record(COLUMNS.iter().map(|(_, place)| match row.pointer(place) {
                Some(Value::String(text)) => text.clone(),
                None | Some(Value::Null) => String::new(),
                Some(other) => other.to_string(),
            }))?;
        }
        Ok(table.into_inner()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn marks_count_characters() {
        assert_eq!(marked("a “café” b", &[json!([3, 7])]), "a “[café]” b");
        assert_eq!(marked("ab", &[json!([0, 1]), json!([1, 2])]), "[a][b]");
        assert_eq!(marked("ab", &[]), "ab");
    }

    #[test]
    fn a_table_has_one_head() {
        let mut rows = Rows::new(true);
        let first = String::from_utf8(rows.lines(&[json!({"date": "2020-01-01", "text": "a, b"})]).unwrap()).unwrap();
        assert!(first.starts_with("date,council,"), "{first}");
        assert!(first.contains("\"a, b\""), "{first}");
        let second = String::from_utf8(rows.lines(&[json!({"date": null, "page": 3})]).unwrap()).unwrap();
        assert_eq!(second.lines().count(), 1);
    }
}

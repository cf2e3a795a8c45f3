//! A notebook as a table, and as JSON for the package.

use super::noted::Noted;
use crate::web::cells::{Cell, Tabular, write_head, write_row};
use serde::Serialize;
use serde_json::{Value, json};

/// The columns. Scripts count them: one that comes new goes to the end.
#[derive(Debug, Default, Serialize)]
pub struct NotedRow<'a> {
    folder: Cell<'a>,
    labels: Cell<'a>,
    note: Cell<'a>,
    date: Cell<'a>,
    council: Cell<'a>,
    committee: Cell<'a>,
    speaker: Cell<'a>,
    certainty: Cell<'a>,
    role: Cell<'a>,
    act: Cell<'a>,
    item: Cell<'a>,
    text: Cell<'a>,
    page: Cell<'a>,
    kind: Cell<'a>,
    document_title: Cell<'a>,
    url: Cell<'a>,
    page_url: Cell<'a>,
    citation: Cell<'a>,
    changed: Cell<'a>,
    marked_at: Cell<'a>,
    document_id: Cell<'a>,
    passage_id: Cell<'a>,
}

impl Tabular for Noted {
    type Row<'a> = NotedRow<'a>;

    fn row(&self) -> NotedRow<'_> {
        let passage = self.passage.as_ref();
        let speaker = passage.map(|passage| &passage.speaker);
        let named = |speaker: &'_ crate::web::answers::Speaker| {
            speaker.person.as_ref().map(|person| person.name.clone()).or_else(|| speaker.as_printed.clone())
        };
        let item = passage.and_then(|passage| passage.item.as_ref()).map(|item| match &item.number {
            Some(number) => format!("{number} {}", item.title),
            None => item.title.clone(),
        });
        let mark = &self.mark;
        NotedRow {
            folder: (&mark.remark.folder).into(),
            labels: self.labels().into(),
            note: (&mark.remark.note).into(),
            date: passage.map_or(mark.was.date.as_ref(), |passage| passage.date.as_ref()).into(),
            council: passage.and_then(|passage| passage.council.as_ref()).map(|council| &council.name).into(),
            committee: passage.and_then(|passage| passage.committee.as_ref()).map(|named| &named.name).into(),
            speaker: speaker.and_then(named).into(),
            certainty: speaker.and_then(|speaker| speaker.certainty.as_ref()).into(),
            role: speaker.and_then(|speaker| speaker.role.as_ref()).into(),
            act: passage.map(|passage| &passage.act).into(),
            item: item.into(),
            text: passage.map(|passage| &passage.text).into(),
            page: passage.map_or(mark.was.page, |passage| passage.page).into(),
            kind: passage.map(|passage| &passage.kind).into(),
            document_title: passage.map(|passage| &passage.document.title).into(),
            url: passage.and_then(|passage| passage.document.url.as_ref()).into(),
            page_url: passage.and_then(|passage| passage.document.page_url.as_ref()).into(),
            citation: self.citation.as_ref().into(),
            changed: self.changed.join(" ").into(),
            marked_at: (&mark.marked_at).into(),
            document_id: (&mark.was.document).into(),
            passage_id: (&mark.passage).into(),
        }
    }
}

/// All rows, with the mark by which spreadsheets know UTF-8.
pub fn csv(notes: &[Noted]) -> Vec<u8> {
    let mut out = "\u{FEFF}".as_bytes().to_vec();
    write_head::<Noted>(&mut out);
    for noted in notes {
        write_row(&mut out, &noted.row());
    }
    out
}

/// What programs read: each mark with its passage as the API tells it.
pub fn json(notes: &[Noted]) -> Value {
    let row = |noted: &Noted| {
        let (mark, remark) = (&noted.mark, &noted.mark.remark);
        json!({
            "folder": remark.folder,
            "labels": remark.labels,
            "note": remark.note,
            "marked_at": mark.marked_at,
            "changed": noted.changed,
            "citation": noted.citation,
            "passage_id": mark.passage,
            "document_id": mark.was.document,
            "passage": noted.passage,
        })
    };
    Value::Array(notes.iter().map(row).collect())
}

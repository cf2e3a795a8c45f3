//! What an answer rests on, and what could not be searched, by name. A long record's comes in parts.

use super::address::Address;
use super::filters::{self, Chip};
use super::parts::{Parts, Section};
use super::{Drawn, Shell, draw, words};
use crate::web::answers::{
    CoverageLists, MeetingWithoutMinutes, Page, Silence, Span, UnreadPage, UnsearchableDocument,
};
use crate::web::error::Problem;
use crate::web::params::{CoveragePageRequest, CoverageRequest, Number, Params};
use crate::web::queries::{self, ReadContext};
use crate::web::state::App;
use askama::Template;
use axum::extract::State;

/// Characters that are drawn around a row besides its words.
const AROUND: usize = 200;

/// Those of the figures above all rows.
const HEAD: usize = 2_000;

#[derive(Template)]
#[template(path = "coverage.html")]
struct Coverage {
    shell: Shell,
    here: Address<CoveragePageRequest>,
    chips: Vec<Chip>,
    /// The figures, and what is not listed row by row.
    lists: CoverageLists,
    without_minutes: Section<MeetingWithoutMinutes>,
    not_searchable: Section<UnsearchableDocument>,
    read_in_part: Section<UnsearchableDocument>,
    unread_pages: Section<UnreadPage>,
    silences: Section<Silence>,
    spans: Section<Span>,
    back: String,
    /// The part that is shown, from 1, and how many there are.
    part: usize,
    parts: usize,
}

impl Coverage {
    /// The address of a part.
    fn part_link(&self, part: usize) -> String {
        let part = Some(part as u64).filter(|&part| part > 1).map(Number);
        self.here.with(|request| request.part.part = part).to_string()
    }

    /// What is listed, in order: name and the address of the part where it begins.
    fn contents(&self) -> Vec<(&'static str, String)> {
        let lists = [
            ("Meetings without minutes", self.without_minutes.begins),
            ("Files that were not read", self.not_searchable.begins),
            ("Files that were read in part", self.read_in_part.begins),
            ("Pages without text", self.unread_pages.begins),
            ("What is missing", self.silences.begins),
            ("What is there", self.spans.begins),
        ];
        lists.into_iter().filter_map(|(name, part)| Some((name, self.part_link(part?)))).collect()
    }
}

pub async fn coverage(State(app): State<App>, Params(request): Params<CoveragePageRequest>) -> Drawn {
    let page = app.answer(move |context| load(context, request)).await?;
    draw(&page)
}

fn load(context: &ReadContext<'_>, mut request: CoveragePageRequest) -> Result<Coverage, Problem> {
    let part = request.part.part.take().map_or(1, |part| part.0 as usize);
    let here = Address::new("/coverage", &request);
    let asked = CoverageRequest { filters: request.filters, reading: request.reading };
    let mut lists = queries::coverage(context, &asked)?;
    let mut cut = Parts::beginning(part, HEAD);
    let document = |row: &UnsearchableDocument| length(&row.file_name) + length(&row.message);
    let without_minutes =
        section(&mut cut, std::mem::take(&mut lists.meetings_without_minutes), |row| row.committee.len());
    let not_searchable = section(&mut cut, std::mem::take(&mut lists.documents_not_searchable), document);
    let read_in_part = section(&mut cut, std::mem::take(&mut lists.documents_read_in_part), document);
    let unread_pages = section(&mut cut, std::mem::take(&mut lists.unread_pages), |row| row.title.len());
    let silences = section(&mut cut, std::mem::take(&mut lists.silences), |row| row.message.len());
    let spans = section(&mut cut, std::mem::take(&mut lists.spans), |row| {
        row.committee.as_ref().map_or(0, |committee| committee.name.len())
    });
    let title = "What could not be searched";
    Ok(Coverage {
        shell: Shell::new(if part > 1 { format!("{title}, part {part}") } else { title.to_owned() }, "/status"),
        chips: filters::chips(context, &here),
        back: here.at("/search").to_string(),
        parts: cut.count(&here.to_string())?,
        here,
        lists,
        without_minutes,
        not_searchable,
        read_in_part,
        unread_pages,
        silences,
        spans,
        part,
    })
}

/// The next section, of rows that have so many characters of their own.
fn section<T>(cut: &mut Parts, rows: Vec<T>, own: impl Fn(&T) -> usize) -> Section<T> {
    let page = Page { total: rows.len() as u64, results: rows, next: None };
    cut.section(page, |row| (String::new(), AROUND + own(row)))
}

fn length(text: &Option<String>) -> usize {
    text.as_ref().map_or(0, String::len)
}

//! Every occurrence of what was asked for, as flat rows: by the page, or streamed.

use super::ReadContext;
use super::coverage::figures;
use super::figures::Figures;
use super::paging::{List, PAGE_SIZE};
use super::search::{QueryEcho, Totals, parse_query, refuse};
use crate::web::error::Problem;
use crate::web::params::MentionsRequest;
use crate::web::stream::Sink;
use serde::Serialize;
use utoipa::ToSchema;

/// One occurrence of what was asked for: a flat row, the same in JSON, NDJSON and CSV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Mention {
    /// Date of its component.
    pub date: Option<String>,
    /// Council.
    pub council: Option<String>,
    /// Committee.
    pub committee: Option<String>,
    /// Meeting.
    pub meeting_id: Option<String>,
    /// Kind of paper.
    pub kind: String,
    /// Agenda item, number and title as printed.
    pub item: Option<String>,
    /// Speaker: the name where somebody was identified, else as printed.
    pub speaker: Option<String>,
    /// The person.
    pub person_id: Option<String>,
    /// Their office.
    pub role: Option<String>,
    /// How the speaker is known.
    pub attribution: String,
    /// What the passage does.
    pub act: String,
    /// About 80 characters before.
    pub before: String,
    /// The words as printed.
    #[serde(rename = "match")]
    pub matched: String,
    /// About 80 characters after.
    pub after: String,
    /// 1-based page of the file.
    pub page: u32,
    /// Where the file is published.
    pub url: Option<String>,
    /// The same, at the page.
    pub page_url: Option<String>,
    /// File name as published.
    pub file_name: String,
    /// Document.
    pub document_id: String,
    /// Passage.
    pub passage_id: String,
    /// How safely: `sure` or `likely`; absent where nobody is known to speak.
    pub certainty: Option<String>,
    /// The rule or weights that decided who speaks.
    pub why: Option<String>,
}

impl Mention {
    fn from_index(mention: &index::Mention) -> Self {
        let entry = &mention.entry;
        let number = entry.item.as_ref().map(|item| match &item.number {
            Some(number) => format!("{number} {}", item.title),
            None => item.title.clone(),
        });
        let person = entry.speaker.person.as_ref();
        Self {
            date: entry.date.map(|day| day.to_string()),
            council: entry.council.as_ref().map(|council| council.name.clone()),
            committee: entry.committee.as_ref().map(|committee| committee.name.clone()),
            meeting_id: entry.meeting.as_ref().map(|meeting| meeting.id.to_string()),
            kind: entry.kind.to_string(),
            item: number,
            speaker: person.map(|person| person.name.clone()).or_else(|| entry.speaker.as_printed.clone()),
            person_id: person.map(|person| person.id.to_string()),
            role: entry.speaker.role.clone(),
            attribution: entry.speaker.attribution.to_string(),
            certainty: entry.speaker.certainty.map(|certainty| certainty.to_string()),
            why: entry.speaker.why.clone(),
            act: entry.act.to_string(),
            before: mention.before.clone(),
            matched: mention.words.clone(),
            after: mention.after.clone(),
            page: entry.page,
            url: super::passage::web_address(entry.document.url.as_deref()),
            page_url: super::passage::web_address(entry.document.page_url.as_deref()),
            file_name: entry.document.file_name.clone(),
            document_id: entry.document.id.to_string(),
            passage_id: entry.id.to_string(),
        }
    }
}

/// A page of mentions.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MentionAnswer {
    /// How the question was understood.
    pub query: QueryEcho,
    /// Mentions in date order, undated ones last.
    pub results: Vec<Mention>,
    /// How many there are in all.
    pub total: u64,
    /// Exact totals of mentions, passages, documents and meetings.
    pub totals: Totals,
    /// What the filters cover.
    pub coverage: Figures,
    /// Cursor of the next page; absent on the last.
    pub next: Option<String>,
    /// The generation of the index that this comes from.
    pub generation: u64,
}

/// One page of mentions.
///
/// # Errors
/// As [`super::search()`].
pub fn mentions(context: &ReadContext<'_>, request: &MentionsRequest) -> Result<MentionAnswer, Problem> {
    let parsed = parse_query(&request.filters, &request.reading)?;
    let all = List::new("/api/v1/mentions", request, &request.paging);
    let cursor = request.paging.cursor.as_deref();
    let size = request.paging.page_size.map_or(PAGE_SIZE, |size| size.0) as usize;
    let mut list = context.index.mentions(&parsed.query, &parsed.filters, cursor).map_err(|e| refuse(e, &all))?;
    let (total, cut) = (list.total(), list.cut().to_vec());
    let mut results = Vec::new();
    let mut last = None;
    for mention in list.by_ref().take(size) {
        let mention = mention.map_err(Problem::internal)?;
        results.push(Mention::from_index(&mention));
        last = Some(mention.cursor);
    }
    let more = list.next().transpose().map_err(Problem::internal)?.is_some();
    Ok(MentionAnswer {
        query: parsed.echo(cut, Vec::new()),
        results,
        total: total.mentions,
        totals: Totals::from_index(&total),
        coverage: figures(context, &parsed.scope())?,
        next: last.filter(|_| more),
        generation: context.index.generation(),
    })
}

/// Sends every mention, holding one at a time.
///
/// # Errors
/// The index fails.
pub fn stream_mentions(context: &ReadContext<'_>, request: &MentionsRequest, sink: &mut Sink) -> Result<(), Problem> {
    let parsed = parse_query(&request.filters, &request.reading)?;
    let all = List::new("/api/v1/mentions", request, &request.paging);
    let list = context.index.mentions(&parsed.query, &parsed.filters, None).map_err(|e| refuse(e, &all))?;
    sink.cut(list.cut())?;
    sink.begin(Some(list.total().mentions));
    for mention in list {
        if !sink.row(&Mention::from_index(&mention.map_err(Problem::internal)?)) {
            break;
        }
    }
    Ok(())
}

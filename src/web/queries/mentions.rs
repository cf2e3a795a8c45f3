//! Every occurrence of what was asked for, as flat rows: by the page, or streamed.

use super::ReadContext;
use super::coverage::figures;
use super::paging::{List, PAGE_SIZE};
use super::parsed::parse_query;
use super::search::refuse;
use crate::web::answers::{Mention, MentionAnswer, RouteCount, Totals};
use crate::web::error::Problem;
use crate::web::params::MentionsRequest;
use crate::web::stream::Sink;

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
            route: mention.route.as_ref().map(|route| route.route.as_str().to_owned()),
            route_why: mention.route.as_ref().map(|route| route.why.clone()),
        }
    }
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
    let routes = request.otherwise.routes();
    let list = context.index.mentions(&parsed.query, &parsed.filters, routes, cursor);
    let mut list = list.map_err(|e| refuse(e, &all))?;
    let (total, cut) = (list.total(), list.cut().to_vec());
    let otherwise = list.otherwise();
    let mut results = Vec::new();
    let mut last = None;
    for mention in list.by_ref().take(size) {
        let mention = mention.map_err(Problem::of_index)?;
        results.push(Mention::from_index(&mention));
        last = Some(mention.cursor);
    }
    let more = list.next().transpose().map_err(Problem::of_index)?.is_some();
    Ok(MentionAnswer {
        query: parsed.echo(cut, Vec::new()),
        results,
        total: total.mentions,
        totals: Totals::from_index(&total),
        related: otherwise.as_ref().map(|routes| routes.iter().map(|count| count.passages).sum()),
        routes: RouteCount::from_counts(&otherwise.unwrap_or_default()),
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
    let routes = request.otherwise.routes();
    let list = context.index.mentions(&parsed.query, &parsed.filters, routes, None).map_err(|e| refuse(e, &all))?;
    sink.cut(list.cut())?;
    // How often passages say it in other words is known once they were read.
    sink.begin(list.otherwise().is_none().then(|| list.total().mentions));
    for mention in list {
        if !sink.row(&Mention::from_index(&mention.map_err(Problem::of_index)?)) {
            break;
        }
    }
    Ok(())
}

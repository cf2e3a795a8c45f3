//! Coming meetings: their agendas, and which items touch what was asked for, what was undertaken, or a person.

use super::brief::quotation;
use super::ledger::with_follow_ups;
use super::meetings::agenda_items;
use super::paging::List;
use super::parsed::{ParsedQuery, parse_query};
use super::people::printed_asked;
use super::{ReadContext, figures, offices};
use crate::store::read::{Order, Rows, Scope, Slice, coming as read, commitments, meetings};
use crate::web::answers::{
    Coming, ComingItem, ComingMeeting, Commitment, Meeting, MeetingItem, Named, Office, Passage, Touch,
};
use crate::web::error::Problem;
use crate::web::params::{ComingParams, ComingRequest, FilterParams, ReadingParams, Text};
use index::{Filters, Query, SearchRequest, Sort};
use jiff::ToSpan;
use jiff::civil::Date;
use record::{Basis, FollowUpStatus, MeetingId, PartialDate, PassageId};

/// Words and filters. People are not among them: in an agenda nobody speaks.
fn parse(coming: &ComingParams) -> Result<ParsedQuery, Problem> {
    let filters = FilterParams {
        q: coming.q.clone(),
        since: coming.since,
        until: coming.until,
        committee: coming.committee.clone(),
        council: coming.council.clone(),
        ..FilterParams::default()
    };
    parse_query(&filters, &ReadingParams::default())
}

/// How far one looks where no last day is given: agendas are published some days before, dates of meetings months.
const WEEKS: i32 = 6;

/// Days by which a paper may be older than its meeting.
const OLDER: i32 = 60;

/// Most passages that are put to their items.
const MOST: usize = 500;

/// Lists the meetings to come. `today` is the first day where none is given.
///
/// # Errors
/// The query cannot be used; the first day is after the last one; there is no such person; index or catalogue fail.
pub fn coming(context: &ReadContext<'_>, request: &ComingRequest, today: Date) -> Result<Coming, Problem> {
    let parsed = parse(&request.coming)?;
    let (since, until) = days(&parsed.filters, today)?;
    let scope = Scope { since: Some(PartialDate::Day(since)), until: Some(PartialDate::Day(until)), ..parsed.scope() };
    let asked = Text::list(&request.coming.person);
    let mut cut = Vec::new();
    let mut people = Vec::new();
    let page = List::new("/api/v1/coming", request, &request.paging).page(context, |slice| {
        let Rows { rows, total } = meetings::list(context.catalogue, &scope, &meetings::Filter::default(), slice)?;
        let mut all = with_agendas(context, &rows)?;
        people = touch(context, &parsed, &asked, since, &mut all, &mut cut)?;
        Ok(Rows { rows: all, total })
    })?;
    Ok(Coming {
        since: since.to_string(),
        until: until.to_string(),
        query: parsed.echo(cut, Vec::new()),
        people,
        results: page.results,
        total: page.total,
        next: page.next,
        coverage: figures(context, &scope)?,
        generation: context.index.generation(),
    })
}

/// First and last day.
fn days(filters: &Filters, today: Date) -> Result<(Date, Date), Problem> {
    let since = filters.since.map_or(today, PartialDate::first_day);
    let until = match filters.until {
        Some(until) => until.last_day(),
        None => since.saturating_add(WEEKS.weeks()),
    };
    if until < since {
        let detail = format!("the last day ({until}) is before the first one ({since}); give “since” too");
        return Err(Problem::bad_value("until", detail, Vec::new()));
    }
    Ok((since, until))
}

/// Puts to the items what touches them. Gives whose names were looked for.
fn touch(
    context: &ReadContext<'_>,
    parsed: &ParsedQuery,
    people: &[String],
    since: Date,
    all: &mut [ComingMeeting],
    cut: &mut Vec<String>,
) -> Result<Vec<Named>, Problem> {
    let people: Vec<Sought> = people.iter().map(|id| Sought::find(context, id, since)).collect::<Result<_, _>>()?;
    let named = people.iter().map(|sought| sought.person.clone()).collect();
    let Some(first) = all.iter().map(|meeting| meeting.meeting.date.clone()).min() else { return Ok(named) };
    let ids: Vec<String> = all.iter().map(|meeting| meeting.meeting.id.clone()).collect();
    if !parsed.query.is_everything() {
        for passage in matching(context, &parsed.query, &parsed.filters, &ids, cut)? {
            place(all, &passage, Touch::new("query", "says what was asked for".to_owned(), &passage));
        }
    }
    for sought in &people {
        for passage in matching(context, &sought.query, &Filters::default(), &ids, cut)? {
            let touch = Touch::new("person", sought.why.clone(), &passage);
            place(all, &passage, Touch { id: Some(sought.person.id.clone()), ..touch });
        }
    }
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let from = first.parse::<Date>().map_or(first, |day| day.saturating_sub(OLDER.days()).to_string());
    for taken_up in read::taken_up(context.catalogue, &ids, &from)? {
        let entry = context.index.entry(&PassageId::from_stored(&taken_up.passage_id)).map_err(Problem::of_index)?;
        let Some(passage) = entry.as_ref().map(Passage::from_entry) else { continue };
        let touch = Touch::new(&taken_up.sort, taken_up.why, &passage);
        let (id, undertaken, source) = (Some(taken_up.row_id), taken_up.text, taken_up.source_id);
        place(all, &passage, Touch { id, undertaken, source, ..touch });
    }
    Ok(named)
}

/// What of the papers of these meetings matches, in the order in which it was published.
fn matching(
    context: &ReadContext<'_>,
    query: &Query,
    filters: &Filters,
    meetings: &[String],
    cut: &mut Vec<String>,
) -> Result<Vec<Passage>, Problem> {
    // The days are those of the meetings: their papers may be older.
    let filters = Filters {
        meetings: meetings.iter().map(MeetingId::from_stored).collect(),
        since: None,
        until: None,
        ..filters.clone()
    };
    let request = SearchRequest { sort: Sort::Oldest, page_size: MOST, ..SearchRequest::new(query.clone(), filters) };
    let answer = context.index.search(&request).map_err(Problem::of_index)?;
    cut.extend(answer.cut);
    if answer.next.is_some() {
        let all = answer.total.passages;
        cut.push(format!("{all} passages match, and the first {MOST} are put to their items: narrow the question"));
    }
    Ok(answer.hits.iter().map(Passage::from_hit).collect())
}

/// Puts a touch to the item of its meeting, or to the meeting where no item can be told.
fn place(all: &mut [ComingMeeting], passage: &Passage, touch: Touch) {
    let meeting = passage.meeting.as_ref().map(|meeting| meeting.id.as_str());
    let Some(held) = all.iter_mut().find(|held| Some(held.meeting.id.as_str()) == meeting) else { return };
    let list = match held.agenda.iter_mut().find(|item| item.item.has(passage)) {
        Some(item) => &mut item.touched_by,
        None => &mut held.elsewhere,
    };
    if !list.contains(&touch) {
        list.push(touch);
    }
}

impl MeetingItem {
    /// Whether a passage stands under this item, or in a paper that is published under it.
    fn has(&self, passage: &Passage) -> bool {
        let is_paper = self.papers.iter().any(|paper| paper.id == passage.document.id);
        let is_under = passage.document.id == self.document
            && passage.item.as_ref().is_some_and(|item| item.number == self.number && item.title == self.title);
        is_paper || is_under
    }
}

impl Touch {
    fn new(what: &str, why: String, passage: &Passage) -> Self {
        Self {
            what: what.to_owned(),
            why,
            quotation: quotation(&passage.text, passage.highlights.first().map_or(0, |mark| mark[0])),
            passage: passage.id.clone(),
            document: passage.document.id.clone(),
            document_title: passage.document.title.clone(),
            page: passage.page,
            page_url: passage.document.page_url.clone(),
            id: None,
            undertaken: None,
            source: None,
        }
    }
}

/// Meetings with their agendas and what falls due at them.
fn with_agendas(context: &ReadContext<'_>, rows: &[meetings::Meeting]) -> Result<Vec<ComingMeeting>, Problem> {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let mut items = agenda_items(context, &ids)?;
    let falling_due = falling_due(context, rows, &ids)?;
    let meetings = rows.iter().zip(falling_due).map(|(row, falling_due)| {
        let items = items.remove(&row.id).unwrap_or_default();
        ComingMeeting {
            has_agenda: row.agenda_published == Some(true) || !items.is_empty(),
            agenda: items.into_iter().map(|item| ComingItem { item, touched_by: Vec::new() }).collect(),
            elsewhere: Vec::new(),
            falling_due,
            meeting: Meeting::from_row(row),
        }
    });
    Ok(meetings.collect())
}

/// For each meeting what its committee was promised by its day and had not been by the meeting before.
fn falling_due(
    context: &ReadContext<'_>,
    rows: &[meetings::Meeting],
    ids: &[&str],
) -> Result<Vec<Vec<Commitment>>, Problem> {
    let before = meetings::days_before(context.catalogue, ids)?;
    let Some(first) = before.values().min() else { return Ok(vec![Vec::new(); rows.len()]) };
    let of_committees =
        Scope { committees: vec![rows.iter().map(|row| row.committee_id.clone()).collect()], ..Scope::default() };
    let wanted = commitments::Filter {
        statuses: vec![FollowUpStatus::Open, FollowUpStatus::CameBack, FollowUpStatus::NotSeenAgain],
        bases: Basis::BINDING.iter().map(|basis| basis.as_str().to_owned()).collect(),
        due_after: Some(first.clone()),
        due_before: rows.iter().map(|row| row.held_on.clone()).max(),
        order: Order::Due,
        ..Default::default()
    };
    let due =
        with_follow_ups(context, commitments::list(context.catalogue, &of_committees, &wanted, Slice::ALL)?)?.rows;
    let falls_due = |row: &meetings::Meeting, commitment: &&Commitment| {
        let day = commitment.due.as_ref().and_then(|due| due.date.as_ref());
        let committee = commitment.source.committee.as_ref().map(|committee| committee.id.as_str());
        committee == Some(row.committee_id.as_str())
            && day.zip(before.get(&row.id)).is_some_and(|(day, before)| before < day && *day <= row.held_on)
    };
    Ok(rows.iter().map(|row| due.iter().filter(|due| falls_due(row, due)).cloned().collect()).collect())
}

/// Somebody whose name or office is looked for.
struct Sought {
    person: Named,
    query: Query,
    why: String,
}

/// Days for which an office is taken to be held after it was last seen to be: committees meet four times a year at least.
const STILL_HELD: i32 = 366;

impl Sought {
    /// Looks for the forms of a name and for the offices that were held so late before `since`.
    fn find(context: &ReadContext<'_>, id: &str, since: Date) -> Result<Self, Problem> {
        let (person, printed_as) = printed_asked(context, id)?;
        // One word alone is many people's.
        let several = |words: &&String| words.split_whitespace().count() > 1;
        let mut forms: Vec<&String> = std::iter::once(&person.name).chain(&printed_as).filter(several).collect();
        forms.sort();
        forms.dedup();
        let late = since.saturating_sub(STILL_HELD.days()).to_string();
        let is_held = |office: &&Office| office.until.as_deref().is_none_or(|until| until >= late.as_str());
        let held = offices(context, &person.id)?;
        let held = held.iter().filter(|office| office.committee.is_none()).filter(is_held);
        let held: Vec<&Office> = held.filter(|office| several(&&office.role)).collect();
        if forms.is_empty() && held.is_empty() {
            let detail = format!("neither the name of {} nor an office tells them from others in print", person.name);
            return Err(Problem::bad_value("person", detail, Vec::new()));
        }
        let mut printed: Vec<String> = forms.iter().map(|form| format!("“{form}”")).collect();
        printed.extend(held.iter().map(|office| {
            let seen = office.until.as_deref().map(|day| format!(" as last seen on {day}")).unwrap_or_default();
            format!("“{}”, their office{seen}", office.role)
        }));
        let words = forms.into_iter().chain(held.iter().map(|office| &office.role));
        let quoted: Vec<String> = words.map(|words| format!("\"{}\"", words.replace('"', " "))).collect();
        Ok(Self {
            query: Query::lenient(&quoted.join(" OR ")).query,
            why: format!("prints {}", printed.join(" or ")),
            person,
        })
    }
}

//! A brief: the turning points of what was asked for, in order of time, each a quotation with its page.
//!
//! The same record gives the same bytes: nothing here looks at the clock.

use super::ledger::{self, follow_ups};
use super::parsed::{ParsedQuery, parse_query};
use super::{ReadContext, figures};
use crate::store::read::{Order, Rows, Scope, Slice, commitments, letters, resolutions, votes};
use crate::web::answers::{Brief, Owner, Passage, Source, Totals, TurningCount, TurningPoint};
use crate::web::error::Problem;
use crate::web::params::{BriefRequest, Request};
use index::{Filters, SearchRequest, Sort};
use record::{Act, Basis, DocumentId, Kind, PassageId};

/// How many of a sort are shown from either end: a brief is to fit two sheets.
const EACH_END: u64 = 2;

/// Characters of a quotation.
const QUOTED: usize = 240;

/// The sorts, in the order in which those of one day stand.
const SORTS: [&str; 9] =
    ["first_said", "first_asked", "inspectors_said", "promised", "resolved", "voted", "reported", "due", "last_said"];

/// Makes the brief.
///
/// # Errors
/// Nothing is asked for; the query cannot be used; the index or the catalogue fails.
pub fn brief(context: &ReadContext<'_>, request: &BriefRequest) -> Result<Brief, Problem> {
    let parsed = parse_query(&request.filters, &request.reading)?;
    if parsed.query.is_everything() && request.canonical().is_empty() {
        return Err(Problem::bad_value("q", "a brief is of something: give “q” or a filter", Vec::new()));
    }
    let mut found = Found::default();
    let all = found.add_said(context, &parsed)?;
    found.rows(context, &ledger::scope(context, &parsed)?)?;
    found.leave_out("reported");
    found.leave_out("due");
    let Found { points, mut counts } = found;
    for count in &mut counts {
        count.shown = points.iter().filter(|point| point.what.contains(&count.what)).count() as u64;
    }
    Ok(Brief {
        query: parsed.echo(all.cut, all.hints),
        total: Totals::from_index(&all.total),
        results: in_order(points),
        counts,
        coverage: figures(context, &parsed.scope())?,
        generation: context.index.generation(),
    })
}

/// What was found so far.
#[derive(Default)]
struct Found {
    points: Vec<TurningPoint>,
    counts: Vec<TurningCount>,
}

impl Found {
    /// What was said, asked, presented, and written by inspectors.
    fn add_said(&mut self, context: &ReadContext<'_>, parsed: &ParsedQuery) -> Result<index::Answer, Problem> {
        let seek = |filters: &Filters, sort, most: u64| {
            let mut sought = SearchRequest::new(parsed.query.clone(), filters.clone());
            (sought.sort, sought.page_size) = (sort, most as usize);
            context.index.search(&sought).map_err(Problem::of_index)
        };
        let all = seek(&parsed.filters, Sort::Oldest, 1)?;
        self.take("first_said", &all);
        self.take("last_said", &seek(&parsed.filters, Sort::Newest, 1)?);
        if let Some(questions) = with_act(&parsed.filters, Act::Question) {
            self.take("first_asked", &seek(&questions, Sort::Oldest, 1)?);
        }
        let presented = with_act(&parsed.filters, Act::Presentation);
        let inspected = of_inspectors(context, &parsed.filters)?;
        for (what, filters) in [("reported", presented), ("inspectors_said", inspected)] {
            let Some(filters) = filters else { continue };
            let first = seek(&filters, Sort::Oldest, EACH_END)?;
            self.take(what, &first);
            if first.total.passages > EACH_END {
                // Those of one day stand the same way round either way.
                let mut last = seek(&filters, Sort::Newest, 2 * EACH_END)?;
                last.hits.retain(|hit| first.hits.iter().all(|held| held.entry.id != hit.entry.id));
                last.hits.truncate(EACH_END as usize);
                self.take(what, &last);
            }
            self.count(what, first.total.passages);
        }
        Ok(all)
    }

    fn take(&mut self, what: &str, answer: &index::Answer) {
        self.points.extend(answer.hits.iter().map(|hit| TurningPoint::of_passage(what, Passage::from_hit(hit), None)));
    }

    /// What was promised, resolved and voted, when it is due, and what took it up later.
    fn rows(&mut self, context: &ReadContext<'_>, scope: &Scope) -> Result<(), Problem> {
        let bases: Vec<String> = Basis::BINDING.iter().map(|basis| basis.as_str().to_owned()).collect();
        let promised = ends(|order, slice| {
            let wanted = commitments::Filter { bases: bases.clone(), order, ..Default::default() };
            Ok(commitments::list(context.catalogue, scope, &wanted, slice)?)
        })?;
        self.count("promised", promised.total);
        let mut ids = Vec::new();
        for row in promised.rows {
            let own = row.own;
            let owner = Owner::from_stored(own.owner, own.owner_person);
            let point = TurningPoint::of_row(
                "promised",
                own.text,
                owner.as_ref().map(called),
                Source::new(row.paper, own.passage_id),
            );
            self.due(&point, own.due_on, own.due_as_printed);
            self.points.push(point);
            ids.push(own.id);
        }
        let resolved = ends(|order, slice| {
            let wanted = resolutions::Filter { order, ..Default::default() };
            Ok(resolutions::list(context.catalogue, scope, &wanted, slice)?)
        })?;
        self.count("resolved", resolved.total);
        for row in resolved.rows {
            let own = row.own;
            let owner = Owner::from_stored(own.owner, own.owner_person);
            let point = TurningPoint::of_row(
                "resolved",
                own.text,
                owner.as_ref().map(called),
                Source::new(row.paper, own.passage_id),
            );
            self.due(&point, own.due_on, own.due_as_printed);
            self.points.push(TurningPoint { note: Some(own.verb.to_string()), ..point });
            ids.push(own.id);
        }
        let voted = ends(|order, slice| {
            let wanted = votes::Filter { order, ..Default::default() };
            Ok(votes::list(context.catalogue, scope, &wanted, slice)?)
        })?;
        self.count("voted", voted.total);
        for row in voted.rows {
            let own = row.own;
            let point = TurningPoint::of_row("voted", own.motion, own.mover, Source::new(row.paper, own.passage_id));
            self.points.push(TurningPoint { note: own.outcome.map(|outcome| outcome.to_string()), ..point });
        }
        self.reported(context, &ids)
    }

    /// When a row is due, where a day is known.
    fn due(&mut self, point: &TurningPoint, day: Option<String>, as_printed: Option<String>) {
        if let Some(day) = day {
            let what = vec!["due".to_owned()];
            self.points.push(TurningPoint { what, date: Some(day), note: as_printed, ..point.clone() });
        }
    }

    /// The first and the last passages that took up what is shown as promised and resolved.
    fn reported(&mut self, context: &ReadContext<'_>, ids: &[String]) -> Result<(), Problem> {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let mut later = follow_ups(context, &ids)?;
        let mut all: Vec<_> = ids.iter().filter_map(|id| later.remove(*id)).flatten().collect();
        all.sort_by(|a, b| (&a.date, &a.passage).cmp(&(&b.date, &b.passage)));
        all.dedup_by(|a, b| a.passage == b.passage);
        self.count("reported", all.len() as u64);
        let each_end = EACH_END as usize;
        if all.len() > 2 * each_end {
            all.drain(each_end..all.len() - each_end);
        }
        for follow_up in all {
            let entry = context.index.entry(&PassageId::from_stored(&follow_up.passage)).map_err(Problem::of_index)?;
            let points = entry
                .map(|entry| TurningPoint::of_passage("reported", Passage::from_entry(&entry), Some(follow_up.why)));
            self.points.extend(points);
        }
        Ok(())
    }

    /// Leaves the first and the last of a sort, which come from several places.
    fn leave_out(&mut self, what: &str) {
        let each_end = EACH_END as usize;
        let (mut own, others): (Vec<_>, Vec<_>) = self.points.drain(..).partition(|point| point.what == [what]);
        own.sort_by(|a, b| (a.date.is_none(), &a.date, &a.passage).cmp(&(b.date.is_none(), &b.date, &b.passage)));
        own.dedup_by(|a, b| a.passage == b.passage && a.date == b.date);
        if what == "due" {
            self.count(what, own.len() as u64);
        }
        if own.len() > 2 * each_end {
            own.drain(each_end..own.len() - each_end);
        }
        self.points = others;
        self.points.extend(own);
    }

    fn count(&mut self, what: &str, total: u64) {
        match self.counts.iter_mut().find(|count| count.what == what) {
            Some(count) => count.total += total,
            None => self.counts.push(TurningCount { what: what.to_owned(), total, shown: 0 }),
        }
    }
}

/// The first and the last rows of a list.
fn ends<T>(list: impl Fn(Order, Slice) -> Result<Rows<T>, Problem>) -> Result<Rows<T>, Problem> {
    let slice = |limit| Slice { offset: 0, limit };
    let mut first = list(Order::Oldest, slice(2 * EACH_END))?;
    if first.total > 2 * EACH_END {
        first.rows.truncate(EACH_END as usize);
        let mut last = list(Order::Last, slice(EACH_END))?.rows;
        last.reverse();
        first.rows.extend(last);
    }
    Ok(first)
}

/// The filters with this act; none where they ask for others.
fn with_act(filters: &Filters, act: Act) -> Option<Filters> {
    let may = filters.acts.is_empty() || filters.acts.contains(&act);
    may.then(|| Filters { acts: vec![act], ..filters.clone() })
}

/// The filters with these kinds; none where they ask for others.
fn with_kinds(filters: &Filters, kinds: &[Kind]) -> Option<Filters> {
    let kinds: Vec<Kind> =
        kinds.iter().copied().filter(|kind| filters.kinds.is_empty() || filters.kinds.contains(kind)).collect();
    (!kinds.is_empty()).then(|| Filters { kinds, ..filters.clone() })
}

/// The filters with what inspectors wrote; none where they ask for something else, or there is nothing of theirs.
fn of_inspectors(context: &ReadContext<'_>, filters: &Filters) -> Result<Option<Filters>, Problem> {
    let Some(filters) = with_kinds(filters, &[Kind::Letter, Kind::InspectionReport]) else { return Ok(None) };
    let theirs = letters::of_inspectors(context.catalogue)?.into_iter().map(DocumentId::from_stored);
    let may = |id: &DocumentId| filters.documents.is_empty() || filters.documents.contains(id);
    let documents: Vec<DocumentId> = theirs.filter(may).collect();
    Ok((!documents.is_empty()).then_some(Filters { documents, ..filters }))
}

/// What an owner is called.
fn called(owner: &Owner) -> String {
    let named = owner.person.as_ref().map(|person| person.name.clone());
    named.or_else(|| owner.as_printed.clone()).or_else(|| owner.role.clone()).unwrap_or_default()
}

impl TurningPoint {
    fn of_passage(what: &str, passage: Passage, note: Option<String>) -> Self {
        let speaker = &passage.speaker;
        let named = speaker.person.as_ref().map(|person| person.name.clone());
        Self {
            what: vec![what.to_owned()],
            quotation: quotation(&passage.text, passage.highlights.first().map_or(0, |mark| mark[0])),
            who: named.or_else(|| speaker.as_printed.clone()),
            likely: speaker.is_likely(),
            note,
            date: passage.date,
            item: passage.item,
            committee: passage.committee,
            meeting: passage.meeting,
            kind: passage.kind,
            document_title: passage.document.title,
            document: passage.document.id,
            page: Some(passage.page),
            page_url: passage.document.page_url,
            passage: passage.id,
        }
    }

    fn of_row(what: &str, text: String, who: Option<String>, source: Source) -> Self {
        Self {
            what: vec![what.to_owned()],
            quotation: quotation(&text, 0),
            who: who.filter(|who| !who.is_empty()),
            likely: false,
            note: None,
            date: source.date,
            item: source.item,
            committee: source.committee,
            meeting: source.meeting,
            kind: source.kind,
            document_title: source.document.title,
            document: source.document.id,
            page: source.page,
            page_url: source.url,
            passage: source.passage,
        }
    }

    /// Where it stands among those of its day.
    fn rank(&self) -> usize {
        self.what.iter().filter_map(|what| SORTS.iter().position(|sort| sort == what)).min().unwrap_or(SORTS.len())
    }
}

/// Orders points by time, and makes one of those that are the same passage on the same day.
fn in_order(points: Vec<TurningPoint>) -> Vec<TurningPoint> {
    let mut merged: Vec<TurningPoint> = Vec::new();
    for point in points {
        let is_due = |one: &TurningPoint| one.what.iter().any(|what| what == "due");
        let same = |held: &&mut TurningPoint| {
            held.passage == point.passage && held.date == point.date && is_due(held) == is_due(&point)
        };
        match merged.iter_mut().find(same) {
            Some(held) => {
                let more: Vec<String> = point.what.into_iter().filter(|what| !held.what.contains(what)).collect();
                held.what.extend(more);
                held.who = held.who.take().or(point.who);
                held.note = held.note.take().or(point.note);
            }
            None => merged.push(point),
        }
    }
    for point in &mut merged {
        point.what.sort_by_key(|what| SORTS.iter().position(|sort| sort == what));
    }
    let key = |point: &TurningPoint| (point.date.is_none(), point.date.clone(), point.rank(), point.passage.clone());
    merged.sort_by_key(key);
    merged
}

/// At most [`QUOTED`] characters of a text, whole words, from a little before the character `from`, with dots where
/// something was left out.
pub(super) fn quotation(text: &str, from: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= QUOTED {
        return text.to_owned();
    }
    let begin = from.saturating_sub(QUOTED / 3).min(chars.len() - QUOTED);
    let is_space = |at: &usize| chars.get(*at).is_some_and(|c| c.is_whitespace());
    let begin = if begin == 0 { 0 } else { (begin..from.max(begin)).find(is_space).map_or(begin, |at| at + 1) };
    let end = (begin + QUOTED).min(chars.len());
    let end = if end == chars.len() { end } else { (begin + 1..end).rev().find(is_space).unwrap_or(end) };
    let words: String = chars.get(begin..end).unwrap_or_default().iter().collect();
    let dots = |left_out: bool| if left_out { "…" } else { "" };
    format!("{}{}{}", dots(begin > 0), words.trim(), dots(end < chars.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_cut_between_words_around_what_was_asked_for() {
        let long = "word ".repeat(100) + "needle " + &"tail ".repeat(100);
        let cut = quotation(&long, 500);
        assert!(cut.starts_with("…word") && cut.contains("needle") && cut.ends_with("tail…"), "{cut}");
        assert!(cut.chars().count() <= QUOTED + 2);
        assert_eq!(quotation("short", 99), "short");
        for from in 0..1_100 {
            quotation(&long, from);
        }
    }
}

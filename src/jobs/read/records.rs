//! Records: attributed passages of other systems, read line by line in this process. Memory follows the longest meeting,
//! not the file.

use super::report::Count;
use crate::store::Store;
use crate::store::catalogue::CatalogueError;
use crate::store::catalogue::documents::Unread;
use crate::store::catalogue::readings::Writing;
use crawler::records::RecordLine;
use extract::structure::RECOGNISERS;
use jiff::Timestamp;
use record::{
    Act, Attendance, Attribution, Certainty, Component, DateBasis, Form, Grade, Item, Kind, Passage, Problem,
    ProblemCode,
};

/// Problems of single lines that are noted one by one; the rest are counted in one more.
const PROBLEMS_NOTED: usize = 100;

/// Reads a file of records and keeps what is in it, in one transaction.
pub fn read_file(store: &mut Store, document: &Unread) -> anyhow::Result<Count> {
    let lines = crawler::records::lines(store.archive().reader(&document.hash)?)?;
    let mut count = Count::default();
    let mut unreadable = 0u64;
    store.write(|t| {
        let mut writing = Writing::begin(t, &document.id, &document.facts, Timestamp::now())?;
        let mut problems = Vec::new();
        let mut gathering = Gathering::default();
        for line in lines {
            match line {
                Ok(line) => {
                    count.passages += 1;
                    gathering.add(line, &mut writing)?;
                }
                Err(problem) => {
                    unreadable += 1;
                    if problems.len() < PROBLEMS_NOTED {
                        problems.push(line_problem(problem.to_string()));
                    }
                }
            }
        }
        gathering.end(&mut writing)?;
        if unreadable > PROBLEMS_NOTED as u64 {
            problems.push(line_problem(format!(
                "{unreadable} lines could not be read; the first {PROBLEMS_NOTED} are listed"
            )));
        }
        writing.finish(RECOGNISERS, &document.hash, None, &problems)
    })?;
    count.problems = unreadable;
    count.failed = count.passages == 0 && unreadable > 0;
    Ok(count)
}

/// The lines of one component, until one comes that belongs to another.
#[derive(Default)]
struct Gathering {
    n: u32,
    component: Option<Component>,
    keys: Vec<String>,
    url: Option<String>,
}

impl Gathering {
    fn add(&mut self, line: RecordLine, writing: &mut Writing<'_>) -> Result<(), CatalogueError> {
        let url = line.url.as_deref().map(|url| url.split('#').next().unwrap_or(url).to_owned());
        if !self.component.as_ref().is_some_and(|c| self.url == url && belongs(c, &line)) {
            self.end(writing)?;
            self.n += 1;
            self.url = url;
            self.component = Some(begin(self.n, &line));
        }
        let Some(component) = &mut self.component else { return Ok(()) };
        let item = line.item.as_ref().map(|title| match component.items.last() {
            Some(last) if last.title == *title => component.items.len() - 1,
            _ => {
                component.items.push(Item { number: None, agenda_number: None, title: title.clone(), key: None });
                component.items.len() - 1
            }
        });
        let page = line.page.unwrap_or(1);
        component.last_page = component.last_page.max(page);
        component.passages.push(Passage {
            text: line.text,
            page,
            last_page: page,
            form: Form::Paragraph,
            act: line.act.unwrap_or(if line.speaker.is_some() { Act::Statement } else { Act::Narration }),
            attribution: match line.speaker {
                Some(speaker) => Attribution {
                    grade: Grade::Named,
                    certainty: line.certainty.or(Some(Certainty::Sure)),
                    why: Some("record".to_owned()),
                    as_printed: Some(speaker.clone()),
                    name: Some(speaker),
                    role: line.role,
                },
                None => Attribution::none(),
            },
            item,
        });
        self.keys.push(line.id);
        Ok(())
    }

    fn end(&mut self, writing: &mut Writing<'_>) -> Result<(), CatalogueError> {
        if let Some(component) = self.component.take() {
            writing.component(&component, Some(&self.keys), self.url.as_deref())?;
            self.keys.clear();
        }
        Ok(())
    }
}

fn belongs(component: &Component, line: &RecordLine) -> bool {
    component.date == Some(line.date)
        && component.council == line.council
        && component.committee == line.committee
        && component.kind == line.kind.unwrap_or(Kind::Other)
        && line.title.as_ref().is_none_or(|title| *title == component.title)
}

fn begin(n: u32, line: &RecordLine) -> Component {
    let place = line.committee.as_ref().or(line.council.as_ref());
    let title = line.title.clone().or_else(|| place.map(|place| format!("{place}, {}", line.date)));
    Component {
        n,
        kind: line.kind.unwrap_or(Kind::Other),
        state: None,
        title: title.unwrap_or_else(|| line.date.to_string()),
        date: Some(line.date),
        date_basis: Some(DateBasis::System),
        council: line.council.clone(),
        committee: line.committee.clone(),
        meeting_on: Some(line.date),
        times: (None, None),
        place: None,
        first_page: line.page.unwrap_or(1),
        last_page: line.page.unwrap_or(1),
        begins: line.text.split_whitespace().take(20).collect::<Vec<_>>().join(" "),
        passages: Vec::new(),
        items: Vec::new(),
        attendance: Attendance::default(),
        resolutions: Vec::new(),
        votes: Vec::new(),
        commitments: Vec::new(),
        letter: None,
    }
}

fn line_problem(message: String) -> Problem {
    Problem { code: ProblemCode::BadRecord, message, page: None }
}

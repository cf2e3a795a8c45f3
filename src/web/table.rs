//! Which cells the rows of tables have.

use super::cells::Cells;
use super::view::{Commitment, Mention, Resolution, Side, Vote};
use std::borrow::Cow;

fn text(value: &Option<String>) -> Cow<'_, str> {
    Cow::from(value.as_deref().unwrap_or_default())
}

impl Cells for Mention {
    const COLUMNS: &'static [&'static str] = &[
        "date",
        "council",
        "committee",
        "meeting_id",
        "kind",
        "item",
        "speaker",
        "person_id",
        "role",
        "attribution",
        "act",
        "before",
        "match",
        "after",
        "page",
        "url",
        "page_url",
        "file_name",
        "document_id",
        "passage_id",
        "certainty",
        "why",
    ];

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![
            text(&self.date),
            text(&self.council),
            text(&self.committee),
            text(&self.meeting_id),
            self.kind.as_str().into(),
            text(&self.item),
            text(&self.speaker),
            text(&self.person_id),
            text(&self.role),
            self.attribution.as_str().into(),
            self.act.as_str().into(),
            self.before.as_str().into(),
            self.matched.as_str().into(),
            self.after.as_str().into(),
            self.page.to_string().into(),
            text(&self.url),
            text(&self.page_url),
            self.file_name.as_str().into(),
            self.document_id.as_str().into(),
            self.passage_id.as_str().into(),
            text(&self.certainty),
            text(&self.why),
        ]
    }
}

/// The columns of every row taken from a paper. Scripts count columns: one that comes new goes to the end.
macro_rules! with_source {
    ($($column:literal),+) => {
        &[$($column,)+ "item_number", "item_title", "meeting_id", "council", "committee", "date", "kind", "document_id",
          "document_title", "file_name", "passage_id", "page", "url", "why"]
    };
}

fn source_cells(source: &super::view::Source) -> Vec<Cow<'_, str>> {
    let item = source.item.as_ref();
    let name = |named: &'_ Option<super::view::Named>| named.as_ref().map(|n| n.name.clone()).unwrap_or_default();
    vec![
        item.and_then(|i| i.number.as_deref()).unwrap_or_default().into(),
        item.map(|i| i.title.as_str()).unwrap_or_default().into(),
        source.meeting.as_ref().map(|m| m.id.as_str()).unwrap_or_default().into(),
        name(&source.council).into(),
        name(&source.committee).into(),
        text(&source.date),
        source.kind.as_str().into(),
        source.document.id.as_str().into(),
        source.document.title.as_str().into(),
        source.document.file_name.as_str().into(),
        source.passage.as_str().into(),
        source.page.map(|page| page.to_string()).unwrap_or_default().into(),
        text(&source.url),
    ]
}

fn owner_cells(owner: &Option<super::view::Owner>) -> [Cow<'_, str>; 4] {
    let person = owner.as_ref().and_then(|o| o.person.as_ref());
    [
        owner.as_ref().and_then(|o| o.as_printed.as_deref()).unwrap_or_default().into(),
        person.map(|p| p.name.as_str()).unwrap_or_default().into(),
        person.and_then(|p| p.id.as_deref()).unwrap_or_default().into(),
        owner.as_ref().and_then(|o| o.role.as_deref()).unwrap_or_default().into(),
    ]
}

fn due_cells(due: &Option<super::view::Due>) -> [Cow<'_, str>; 2] {
    [
        due.as_ref().map(|d| d.as_printed.as_str()).unwrap_or_default().into(),
        due.as_ref().and_then(|d| d.date.as_deref()).unwrap_or_default().into(),
    ]
}

fn follow_up_cell(followed_by: &[super::view::FollowUp]) -> Cow<'_, str> {
    followed_by.iter().map(|f| format!("{} {}: {}", f.date, f.passage, f.why)).collect::<Vec<_>>().join("; ").into()
}

impl Cells for Resolution {
    const COLUMNS: &'static [&'static str] = with_source!(
        "id",
        "text",
        "n",
        "verb",
        "status",
        "followed_by",
        "owner_as_printed",
        "owner",
        "owner_person_id",
        "owner_role",
        "due_as_printed",
        "due"
    );

    fn cells(&self) -> Vec<Cow<'_, str>> {
        let mut cells = vec![
            self.id.as_str().into(),
            self.text.as_str().into(),
            self.n.to_string().into(),
            self.verb.as_str().into(),
            self.status.as_str().into(),
            follow_up_cell(&self.followed_by),
        ];
        cells.extend(owner_cells(&self.owner));
        cells.extend(due_cells(&self.due));
        cells.extend(source_cells(&self.source));
        cells.push(text(&self.why));
        cells
    }
}

impl Cells for Commitment {
    const COLUMNS: &'static [&'static str] = with_source!(
        "id",
        "text",
        "basis",
        "strength",
        "status",
        "meetings_since",
        "followed_by",
        "beneficiary",
        "owner_as_printed",
        "owner",
        "owner_person_id",
        "owner_role",
        "due_as_printed",
        "due"
    );

    fn cells(&self) -> Vec<Cow<'_, str>> {
        let mut cells = vec![
            self.id.as_str().into(),
            self.text.as_str().into(),
            self.basis.as_str().into(),
            self.strength.as_str().into(),
            self.status.as_str().into(),
            self.meetings_since.to_string().into(),
            follow_up_cell(&self.followed_by),
            text(&self.beneficiary),
        ];
        cells.extend(owner_cells(&self.owner));
        cells.extend(due_cells(&self.due));
        cells.extend(source_cells(&self.source));
        cells.push(text(&self.why));
        cells
    }
}

impl Cells for Vote {
    const COLUMNS: &'static [&'static str] = with_source!(
        "id",
        "motion",
        "mover",
        "seconder",
        "outcome",
        "for",
        "for_names",
        "against",
        "against_names",
        "abstain",
        "abstain_names"
    );

    fn cells(&self) -> Vec<Cow<'_, str>> {
        let mut cells = vec![
            self.id.as_str().into(),
            self.motion.as_str().into(),
            text(&self.mover),
            text(&self.seconder),
            text(&self.outcome),
        ];
        for side in [&self.r#for, &self.against, &self.abstain] {
            cells.push(side.count.map(|n| n.to_string()).unwrap_or_default().into());
            cells.push(names(side).into());
        }
        cells.extend(source_cells(&self.source));
        cells.push(text(&self.why));
        cells
    }
}

fn names(side: &Side) -> String {
    side.names.iter().map(|person| person.as_printed.as_str()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_columns_of_mentions_stay_where_they_are() {
        let first = "date,council,committee,meeting_id,kind,item,speaker,person_id,role,attribution,act,before,match,\
                     after,page,url,page_url,file_name,document_id,passage_id";
        assert!(Mention::COLUMNS.join(",").starts_with(first));
    }
}

//! The rows of tables, cell by cell. Scripts count columns: one that comes new goes to the end.

use super::answers::{Attendance, Commitment, Due, FollowUp, Mention, Named, Owner, Resolution, Side, Source, Vote};
use super::cells::{Cell, Tabular};
use record::VoteOutcome;
use serde::Serialize;

/// Declares the row of something that was taken from a paper: its own columns, then those of the paper.
macro_rules! rows_of_papers {
    ($($(#[$doc:meta])* $name:ident { $($(#[$meta:meta])* $column:ident,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Default, Serialize)]
        pub struct $name<'a> {
            $($(#[$meta])* $column: Cell<'a>,)+
            item_number: Cell<'a>,
            item_title: Cell<'a>,
            meeting_id: Cell<'a>,
            council: Cell<'a>,
            committee: Cell<'a>,
            date: Cell<'a>,
            kind: Cell<'a>,
            document_id: Cell<'a>,
            document_title: Cell<'a>,
            file_name: Cell<'a>,
            passage_id: Cell<'a>,
            page: Cell<'a>,
            url: Cell<'a>,
            why: Cell<'a>,
        }

        impl<'a> $name<'a> {
            /// A row of this paper whose own columns are empty.
            fn from_paper(paper: &'a Source, why: &'a Option<String>) -> Self {
                let item = paper.item.as_ref();
                Self {
                    item_number: item.and_then(|item| item.number.as_ref()).into(),
                    item_title: item.map(|item| &item.title).into(),
                    meeting_id: paper.meeting.as_ref().map(|meeting| &meeting.id).into(),
                    council: name(&paper.council),
                    committee: name(&paper.committee),
                    date: paper.date.as_ref().into(),
                    kind: (&paper.kind).into(),
                    document_id: (&paper.document.id).into(),
                    document_title: (&paper.document.title).into(),
                    file_name: (&paper.document.file_name).into(),
                    passage_id: (&paper.passage).into(),
                    page: paper.page.into(),
                    url: paper.url.as_ref().into(),
                    why: why.as_ref().into(),
                    ..Self::default()
                }
            }
        }
    )+};
}

rows_of_papers! {
    /// A part of what was resolved.
    ResolutionRow {
        id,
        text,
        n,
        verb,
        status,
        followed_by,
        owner_as_printed,
        owner,
        owner_person_id,
        owner_role,
        due_as_printed,
        due,
    }
    /// An undertaking.
    CommitmentRow {
        id,
        text,
        basis,
        strength,
        status,
        meetings_since,
        followed_by,
        beneficiary,
        owner_as_printed,
        owner,
        owner_person_id,
        owner_role,
        due_as_printed,
        due,
    }
    /// A motion that was put.
    VoteRow {
        id,
        motion,
        mover,
        seconder,
        outcome,
        r#for,
        for_names,
        against,
        against_names,
        abstain,
        abstain_names,
    }
}

/// An occurrence of what was asked for.
#[derive(Default, Serialize)]
pub struct MentionRow<'a> {
    date: Cell<'a>,
    council: Cell<'a>,
    committee: Cell<'a>,
    meeting_id: Cell<'a>,
    kind: Cell<'a>,
    item: Cell<'a>,
    speaker: Cell<'a>,
    person_id: Cell<'a>,
    role: Cell<'a>,
    attribution: Cell<'a>,
    act: Cell<'a>,
    before: Cell<'a>,
    r#match: Cell<'a>,
    after: Cell<'a>,
    page: Cell<'a>,
    url: Cell<'a>,
    page_url: Cell<'a>,
    file_name: Cell<'a>,
    document_id: Cell<'a>,
    passage_id: Cell<'a>,
    certainty: Cell<'a>,
    why: Cell<'a>,
    route: Cell<'a>,
    route_why: Cell<'a>,
}

impl Tabular for Mention {
    type Row<'a> = MentionRow<'a>;

    fn row(&self) -> MentionRow<'_> {
        MentionRow {
            date: self.date.as_ref().into(),
            council: self.council.as_ref().into(),
            committee: self.committee.as_ref().into(),
            meeting_id: self.meeting_id.as_ref().into(),
            kind: (&self.kind).into(),
            item: self.item.as_ref().into(),
            speaker: self.speaker.as_ref().into(),
            person_id: self.person_id.as_ref().into(),
            role: self.role.as_ref().into(),
            attribution: (&self.attribution).into(),
            act: (&self.act).into(),
            before: (&self.before).into(),
            r#match: (&self.matched).into(),
            after: (&self.after).into(),
            page: self.page.into(),
            url: self.url.as_ref().into(),
            page_url: self.page_url.as_ref().into(),
            file_name: (&self.file_name).into(),
            document_id: (&self.document_id).into(),
            passage_id: (&self.passage_id).into(),
            certainty: self.certainty.as_ref().into(),
            why: self.why.as_ref().into(),
            route: self.route.as_ref().into(),
            route_why: self.route_why.as_ref().into(),
        }
    }
}

impl Tabular for Resolution {
    type Row<'a> = ResolutionRow<'a>;

    fn row(&self) -> ResolutionRow<'_> {
        let [owner_as_printed, owner, owner_person_id, owner_role] = owner(&self.owner);
        let [due_as_printed, due] = due(&self.due);
        ResolutionRow {
            id: (&self.id).into(),
            text: (&self.text).into(),
            n: self.n.into(),
            verb: self.verb.as_str().into(),
            status: self.status.as_str().into(),
            followed_by: follow_ups(&self.followed_by),
            owner_as_printed,
            owner,
            owner_person_id,
            owner_role,
            due_as_printed,
            due,
            ..ResolutionRow::from_paper(&self.source, &self.why)
        }
    }
}

impl Tabular for Commitment {
    type Row<'a> = CommitmentRow<'a>;

    fn row(&self) -> CommitmentRow<'_> {
        let [owner_as_printed, owner, owner_person_id, owner_role] = owner(&self.owner);
        let [due_as_printed, due] = due(&self.due);
        CommitmentRow {
            id: (&self.id).into(),
            text: (&self.text).into(),
            basis: (&self.basis).into(),
            strength: (&self.strength).into(),
            status: self.status.as_str().into(),
            meetings_since: self.meetings_since.into(),
            followed_by: follow_ups(&self.followed_by),
            beneficiary: self.beneficiary.as_ref().into(),
            owner_as_printed,
            owner,
            owner_person_id,
            owner_role,
            due_as_printed,
            due,
            ..CommitmentRow::from_paper(&self.source, &self.why)
        }
    }
}

impl Tabular for Vote {
    type Row<'a> = VoteRow<'a>;

    fn row(&self) -> VoteRow<'_> {
        VoteRow {
            id: (&self.id).into(),
            motion: (&self.motion).into(),
            mover: self.mover.as_ref().into(),
            seconder: self.seconder.as_ref().into(),
            outcome: self.outcome.map(VoteOutcome::as_str).into(),
            r#for: self.r#for.count.into(),
            for_names: names(&self.r#for),
            against: self.against.count.into(),
            against_names: names(&self.against),
            abstain: self.abstain.count.into(),
            abstain_names: names(&self.abstain),
            ..VoteRow::from_paper(&self.source, &self.why)
        }
    }
}

fn name(named: &Option<Named>) -> Cell<'_> {
    named.as_ref().map(|named| &named.name).into()
}

/// As printed, name, id of the person, role.
fn owner(owner: &Option<Owner>) -> [Cell<'_>; 4] {
    let person = owner.as_ref().and_then(|owner| owner.person.as_ref());
    [
        owner.as_ref().and_then(|owner| owner.as_printed.as_ref()).into(),
        person.map(|person| &person.name).into(),
        person.and_then(|person| person.id.as_ref()).into(),
        owner.as_ref().and_then(|owner| owner.role.as_ref()).into(),
    ]
}

/// As printed, and the day that is meant.
fn due(due: &Option<Due>) -> [Cell<'_>; 2] {
    [due.as_ref().map(|due| &due.as_printed).into(), due.as_ref().and_then(|due| due.date.as_ref()).into()]
}

fn follow_ups(followed_by: &[FollowUp]) -> Cell<'_> {
    followed_by.iter().map(|f| format!("{} {}: {}", f.date, f.passage, f.why)).collect::<Vec<_>>().join("; ").into()
}

fn names(side: &Side) -> Cell<'_> {
    side.names.iter().map(|person| person.as_printed.as_str()).collect::<Vec<_>>().join("; ").into()
}

/// Somebody at a meeting.
#[derive(Default, Serialize)]
pub struct AttendanceRow<'a> {
    date: Cell<'a>,
    council: Cell<'a>,
    committee: Cell<'a>,
    presence: Cell<'a>,
    name: Cell<'a>,
    as_printed: Cell<'a>,
    role: Cell<'a>,
    chair: Cell<'a>,
    person_id: Cell<'a>,
    person: Cell<'a>,
    status: Cell<'a>,
    meeting_id: Cell<'a>,
    document_id: Cell<'a>,
}

impl Tabular for Attendance {
    type Row<'a> = AttendanceRow<'a>;

    fn row(&self) -> AttendanceRow<'_> {
        AttendanceRow {
            date: (&self.date).into(),
            council: (&self.council.name).into(),
            committee: (&self.committee.name).into(),
            presence: (&self.presence).into(),
            name: self.name.as_ref().into(),
            as_printed: self.as_printed.as_ref().into(),
            role: self.role.as_ref().into(),
            chair: self.chair.map(|chair| if chair { "true" } else { "false" }).into(),
            person_id: self.person.as_ref().map(|person| &person.id).into(),
            person: self.person.as_ref().map(|person| &person.name).into(),
            status: self.status.as_ref().into(),
            meeting_id: (&self.meeting).into(),
            document_id: self.document.as_ref().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::cells::write_head;

    #[test]
    fn the_first_columns_stay_where_they_are() {
        let head = |write: fn(&mut Vec<u8>)| {
            let mut out = Vec::new();
            write(&mut out);
            String::from_utf8(out).unwrap()
        };
        for (head, first) in [
            (
                head(write_head::<Mention>),
                "date,council,committee,meeting_id,kind,item,speaker,person_id,role,attribution,act,before,match,after,\
                 page,url,page_url,file_name,document_id,passage_id",
            ),
            (head(write_head::<Vote>), "id,motion,mover,seconder,outcome,for,for_names,against,against_names,abstain,"),
            (head(write_head::<Resolution>), "id,text,n,verb,status,followed_by,owner_as_printed,owner,"),
            (head(write_head::<Commitment>), "id,text,basis,strength,status,meetings_since,followed_by,beneficiary,"),
        ] {
            assert!(head.starts_with(first), "{head}");
        }
    }
}

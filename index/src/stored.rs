//! How a whole passage is kept beside its postings: its values in a fixed order, without their names, which would be
//! written and read again with every passage.

use crate::entry::{AlsoIn, Document, Entry, Item, Meeting, Named, Speaker};
use jiff::civil::{Date, Time};
use record::{
    Act, Certainty, CommitteeId, CouncilId, DateBasis, DocumentId, Grade, Kind, MeetingId, PassageId, PersonId,
};

/// Version of this order: an index of another version must be rebuilt.
pub(crate) const VERSION: u32 = 4;

type Row = (
    (PassageId, String, Option<Date>, Option<DateBasis>),
    (Option<(CouncilId, String)>, Option<(CommitteeId, String)>, Option<(MeetingId, Option<Date>, Option<Time>)>),
    (DocumentId, String, String, Option<String>, Option<String>),
    (u32, String, Kind, Act, Option<(Option<String>, String)>),
    (Option<String>, Option<(PersonId, String)>, Option<String>, Grade, Option<Certainty>, Option<String>),
    (u32, Option<String>, u32, bool),
    Vec<(DocumentId, String, u32, Option<String>)>,
);

/// Writes an entry.
pub(crate) fn write(entry: &Entry) -> serde_json::Result<String> {
    fn pair<Id>(named: &Option<Named<Id>>) -> Option<(&Id, &str)> {
        named.as_ref().map(|n| (&n.id, n.name.as_str()))
    }
    let Entry { document, speaker, .. } = entry;
    let also_in: Vec<_> = entry.also_in.iter().map(|a| (&a.document, &a.title, a.page, &a.url)).collect();
    serde_json::to_string(&(
        (&entry.id, &entry.text, entry.date, entry.date_basis),
        (pair(&entry.council), pair(&entry.committee), entry.meeting.as_ref().map(|m| (&m.id, m.date, m.time))),
        (&document.id, &document.title, &document.file_name, &document.url, &document.page_url),
        (
            entry.component,
            &entry.component_title,
            entry.kind,
            entry.act,
            entry.item.as_ref().map(|i| (&i.number, &i.title)),
        ),
        (
            &speaker.as_printed,
            pair(&speaker.person),
            &speaker.role,
            speaker.attribution,
            speaker.certainty,
            &speaker.why,
        ),
        (entry.page, &entry.page_label, entry.seq, entry.canonical),
        also_in,
    ))
}

/// Reads it again.
pub(crate) fn decode(stored: &str) -> serde_json::Result<Entry> {
    fn named<Id>(pair: Option<(Id, String)>) -> Option<Named<Id>> {
        pair.map(|(id, name)| Named { id, name })
    }
    let row: Row = serde_json::from_str(stored)?;
    let (
        (id, text, date, date_basis),
        (council, committee, meeting),
        (document, title, file_name, url, page_url),
        (component, component_title, kind, act, item),
        (as_printed, person, role, attribution, certainty, why),
        (page, page_label, seq, canonical),
        also_in,
    ) = row;
    Ok(Entry {
        id,
        text,
        date,
        date_basis,
        council: named(council),
        committee: named(committee),
        meeting: meeting.map(|(id, date, time)| Meeting { id, date, time }),
        document: Document { id: document, title, file_name, url, page_url },
        component,
        component_title,
        kind,
        act,
        item: item.map(|(number, title)| Item { number, title }),
        speaker: Speaker { as_printed, person: named(person), role, attribution, certainty, why },
        page,
        page_label,
        seq,
        canonical,
        also_in: also_in
            .into_iter()
            .map(|(document, title, page, url)| AlsoIn { document, title, page, url })
            .collect(),
    })
}

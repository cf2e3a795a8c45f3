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

/// Reads the id alone, with which it begins: where an entry holds none in front, it is read whole and says what is wrong.
pub(crate) fn decode_id(stored: &str) -> serde_json::Result<PassageId> {
    let first = stored.strip_prefix("[[\"").and_then(|rest| rest.split_once('"')).map(|(id, _)| id);
    match first.filter(|id| !id.contains('\\')) {
        Some(id) => Ok(PassageId::from_stored(id)),
        None => decode(stored).map(|entry| entry.id),
    }
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

#[cfg(test)]
mod tests {
    use super::decode_id;

    #[test]
    fn an_id_is_read_without_the_rest_where_that_is_safe() {
        assert_eq!(decode_id(r#"[["p1","Words",null,null],"#).unwrap().as_str(), "p1");
        for damaged in ["", "[[1]]", r#"[["a\"b","Words"]]"#, r#"{"id":"p1"}"#] {
            assert!(decode_id(damaged).is_err(), "{damaged}");
        }
    }
}

//! A mini record of a dozen passages about made-up people.

use index::{AlsoIn, Document, Entry, Item, Meeting, Named, Speaker, Writer};
use jiff::civil::Date;
use record::{Act, Certainty, CommitteeId, CouncilId, DocumentId, Grade, Kind, MeetingId, PassageId, PersonId};
use std::path::Path;

/// A passage of minutes; what a test does not say is the same for all.
pub fn entry(document: &str, seq: u32, date: Option<&str>, text: &str) -> Entry {
    let council = Named { id: CouncilId::from_name("Northmere Council"), name: "Northmere Council".to_owned() };
    let name = if document.starts_with('c') { "Cabinet" } else { "Children’s Scrutiny Committee" };
    let committee = Named { id: CommitteeId::derive(&council.id, name), name: name.to_owned() };
    let date: Option<Date> = date.map(|d| d.parse().unwrap());
    let id = DocumentId::from_stored(document);
    Entry {
        id: PassageId::derive(&id, text, seq),
        text: text.to_owned(),
        date,
        meeting: date.map(|d| Meeting { id: MeetingId::derive(&committee.id, d, 1), date: Some(d), time: None }),
        council: Some(council),
        committee: Some(committee),
        document: Document {
            id,
            title: format!("Minutes {document}"),
            file_name: format!("{document}.pdf"),
            url: None,
            page_url: None,
        },
        component: 1,
        date_basis: None,
        component_title: String::new(),
        kind: Kind::Minutes,
        act: Act::Statement,
        item: Some(Item { number: Some("7(a)".to_owned()), title: "School funding".to_owned() }),
        speaker: Speaker {
            as_printed: None,
            person: None,
            role: None,
            attribution: Grade::None,
            certainty: None,
            why: None,
        },
        page: seq + 1,
        page_label: None,
        seq,
        canonical: true,
        also_in: Vec::new(),
    }
}

/// Lets an officer or member say it.
pub fn said_by(mut entry: Entry, printed: &str, name: Option<&str>, role: Option<&str>) -> Entry {
    let person =
        name.map(|n| Named { id: PersonId::derive(&CouncilId::from_name("Northmere Council"), n), name: n.to_owned() });
    let attribution = if person.is_some() { Grade::Named } else { Grade::Role };
    let as_printed = Some(printed.to_owned());
    let (certainty, why) = (Some(Certainty::Sure), Some("subject-name".to_owned()));
    entry.speaker = Speaker { as_printed, person, role: role.map(str::to_owned), attribution, certainty, why };
    entry
}

/// The same, only likely.
pub fn likely(mut entry: Entry) -> Entry {
    entry.speaker.certainty = Some(Certainty::Likely);
    entry.speaker.why = Some("weights 0.91".to_owned());
    entry
}

/// The record.
pub fn passages() -> Vec<Entry> {
    let mut copy = entry(
        "pack",
        0,
        Some("2019-05-14"),
        "Workforce stability was a concern, and workforce stability must improve.",
    );
    copy.canonical = false;
    let mut first = entry("m1", 0, Some("2019-05-14"), &copy.text);
    first.also_in =
        vec![AlsoIn { document: DocumentId::from_stored("pack"), title: "Pack".into(), page: 1, url: None }];
    let mut question =
        entry("m1", 2, Some("2019-05-14"), "How many EHCPs cost more than £120 under s.47 or section 47?");
    question.act = Act::Question;
    let mut report =
        entry("r1", 0, None, "Plans for planning: a plan is planned. Children’s services and childrens homes.");
    report.kind = Kind::Report;
    vec![
        said_by(first, "The Corporate Director", Some("Ann Acton"), Some("Corporate Director of Children’s Services")),
        copy,
        said_by(
            entry(
                "m1",
                1,
                Some("2019-05-14"),
                "The agency used permanent staff. Later the workforce-stability plan, in 2021/22, was co-ordinated.",
            ),
            "Councillor O’Brien",
            Some("Pat O’Brien"),
            None,
        ),
        question,
        entry("m1", 3, Some("2019-05-14"), "Stability of the workforce: a not-for-profit agency coordinated it."),
        said_by(entry("c1", 0, Some("2020-02-03"), "“Workforce\nStability” — agreed."), "The Chair", None, None),
        entry(
            "c1",
            1,
            Some("2020-02-03"),
            "Permanent posts were filled by agency and temporary workers, and by agency staff.",
        ),
        entry("c2", 0, Some("2021-11-30"), "The Café’s résumé: organisation and organization, £120,000 and £2.3m."),
        entry("c2", 1, Some("2021-11-30"), "Stabilty was misspelt. Important notice: it is important, important work."),
        report,
    ]
}

/// Indexes these passages anew.
pub fn write(folder: &Path, entries: &[Entry]) -> u64 {
    let mut writer = Writer::rebuild(folder).unwrap();
    entries.iter().for_each(|e| writer.add(e).unwrap());
    writer.commit().unwrap()
}

//! Passages of a file of attributed passages, one JSON object a line.

use index::{Document, Entry, Item, Named, Speaker};
use record::{Act, Certainty, CommitteeId, CouncilId, DocumentId, Grade, Kind, PassageId, PersonId};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// The first so many passages of a file.
pub fn read(path: &Path, most: usize) -> Result<Vec<Entry>, Box<dyn std::error::Error>> {
    let mut entries = Vec::new();
    for line in BufReader::new(File::open(path)?).lines().take(most) {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        entries.push(entry(&row, entries.len() as u32).ok_or("a record without text or date")?);
    }
    Ok(entries)
}

fn entry(row: &serde_json::Value, seq: u32) -> Option<Entry> {
    let text = |key: &str| row.get(key).and_then(|v| v.as_str());
    let council = CouncilId::from_name(text("council")?);
    let committee = text("committee")?;
    let id = DocumentId::derive("measure", committee);
    let name = text("speaker").unwrap_or_default();
    Some(Entry {
        id: PassageId::derive(&id, text("text")?, seq),
        text: text("text")?.to_owned(),
        date: text("date")?.parse().ok(),
        committee: Some(Named { id: CommitteeId::derive(&council, committee), name: committee.to_owned() }),
        council: Some(Named { id: council.clone(), name: text("council")?.to_owned() }),
        meeting: None,
        document: Document { id, title: committee.to_owned(), file_name: String::new(), url: None, page_url: None },
        component: 1,
        date_basis: None,
        component_title: String::new(),
        kind: Kind::Minutes,
        act: Act::Statement,
        item: text("item").map(|t| Item { number: None, title: t.to_owned() }),
        speaker: Speaker {
            as_printed: Some(name.to_owned()),
            person: Some(Named { id: PersonId::derive(&council, name), name: name.to_owned() }),
            role: None,
            attribution: Grade::Named,
            certainty: Some(Certainty::Sure),
            why: None,
        },
        page: 1,
        page_label: None,
        seq,
        canonical: true,
        also_in: Vec::new(),
    })
}

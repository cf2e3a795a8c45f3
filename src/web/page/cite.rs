//! Citing a passage: one line that says who, where, when and on which page, and an address that goes on working.

use super::words;
use crate::web::answers::Passage;

/// A citation in the two forms that people paste.
pub struct Citation {
    /// One line of text.
    pub plain: String,
    /// The same with its address as a link.
    pub html: String,
}

impl Citation {
    /// Cites a passage of the record that is served at `public_url`.
    pub fn new(passage: &Passage, public_url: &str) -> Self {
        let address = format!("{public_url}/passages/{}", passage.id);
        let source = parts(passage).join(", ");
        let end = "Not the official record.";
        Self {
            html: format!(
                "{}, <a href=\"{address}\">{address}</a>. {end}",
                escaped(&source),
                address = escaped(&address)
            ),
            plain: format!("{source}, {address}. {end}"),
        }
    }
}

fn parts(passage: &Passage) -> Vec<String> {
    let speaker = &passage.speaker;
    let who = match (&speaker.person, &speaker.as_printed) {
        (Some(person), Some(printed)) if !printed.contains(&person.name) => {
            Some(format!("{} (“{printed}”)", person.name))
        }
        (Some(person), _) => Some(person.name.clone()),
        (None, printed) => printed.clone(),
    };
    let who = who.map(|who| words::capital(&words::speaker(&who, speaker)));
    let item = passage.item.as_ref().map(|item| match &item.number {
        Some(number) => format!("item {} {}", number.trim_end_matches('.'), item.title),
        None => item.title.clone(),
    });
    let page = match &passage.page_label {
        Some(label) => format!("p. {} of the file (printed {label})", passage.page),
        None => format!("p. {} of the file", passage.page),
    };
    [
        who,
        Some(words::bodies(&passage.committee, &passage.council)).filter(|bodies| !bodies.is_empty()),
        passage.date.as_deref().map(|date| words::dated(Some(date), passage.date_basis.as_deref())),
        item,
        Some(paper(passage)),
        Some(page),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What the paper is called, and the file that it stands in where that holds several.
fn paper(passage: &Passage) -> String {
    let own = &passage.component_title;
    match passage.file_title() {
        Some(file) => format!("“{own}” in “{file}”"),
        None => format!("“{own}”"),
    }
}

fn escaped(text: &str) -> String {
    crate::web::api::service::escape(text)
}

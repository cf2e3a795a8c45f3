//! A passage as an answer shows it: its words, who says them, when, where, and on which page.

use super::ReadContext;
use crate::store::read::changes;
use crate::web::answers::{
    AlsoIn, DocumentRef, Item, Links, MeetingRef, Named, Passage, PassageInPlace, Route, Speaker,
};
use crate::web::error::Problem as Refusal;
use record::PassageId;
use serde::Serialize;

/// How many passages are shown on either side.
const AROUND: u32 = 3;

impl Passage {
    /// An entry of the index without highlights.
    pub fn from_entry(entry: &index::Entry) -> Self {
        Self {
            id: entry.id.to_string(),
            date: entry.date.map(|day| day.to_string()),
            date_basis: entry.date_basis.map(|basis| basis.as_str().to_owned()),
            text: entry.text.clone(),
            highlights: Vec::new(),
            mentions: 0,
            speaker: Speaker::from_index(&entry.speaker),
            act: entry.act.to_string(),
            item: entry.item.as_ref().map(|i| Item { number: i.number.clone(), title: i.title.clone() }),
            page: entry.page,
            page_label: entry.page_label.clone(),
            kind: entry.kind.to_string(),
            council: entry.council.as_ref().map(Named::from_index),
            committee: entry.committee.as_ref().map(Named::from_index),
            meeting: entry.meeting.as_ref().map(|meeting| MeetingRef {
                id: meeting.id.to_string(),
                date: meeting.date.map(|day| day.to_string()),
            }),
            document: DocumentRef {
                id: entry.document.id.to_string(),
                title: entry.document.title.clone(),
                file_name: entry.document.file_name.clone(),
                url: web_address(entry.document.url.as_deref()),
                page_url: web_address(entry.document.page_url.as_deref()),
            },
            component: entry.component,
            component_title: entry.component_title.clone(),
            also_in: entry.also_in.iter().map(AlsoIn::from_index).collect(),
            passages_in_group: None,
            related: None,
            links: Links::new(entry.id.as_str(), entry.document.id.as_str(), entry.page),
        }
    }

    /// What the file is called, where that is not what the component in it is called.
    pub fn file_title(&self) -> Option<&str> {
        Some(self.document.title.as_str()).filter(|title| *title != self.component_title)
    }

    /// A hit of a search.
    pub fn from_hit(hit: &index::Hit) -> Self {
        Self {
            highlights: hit.highlights.clone(),
            mentions: hit.mentions,
            passages_in_group: hit.passages_in_group,
            related: hit.related.as_ref().map(|route| Route {
                route: word(&route.route),
                words: route.words.clone(),
                why: route.why.clone(),
            }),
            ..Self::from_entry(&hit.entry)
        }
    }
}

impl Links {
    /// The links of a passage.
    pub fn new(passage: &str, document: &str, page: u32) -> Self {
        Self {
            itself: format!("/api/v1/passages/{passage}"),
            page: format!("/documents/{document}?page={page}&passage={passage}#p{passage}"),
        }
    }
}

impl Named {
    fn from_index<Id: std::fmt::Display>(named: &index::Named<Id>) -> Self {
        Self { id: named.id.to_string(), name: named.name.clone() }
    }

    /// Both parts, where both are known.
    pub fn pair(id: Option<String>, name: Option<String>) -> Option<Self> {
        Some(Self { name: name.or_else(|| id.clone())?, id: id? })
    }
}

impl Speaker {
    fn from_index(speaker: &index::Speaker) -> Self {
        Self {
            as_printed: speaker.as_printed.clone(),
            person: speaker.person.as_ref().map(Named::from_index),
            role: speaker.role.clone(),
            attribution: speaker.attribution.to_string(),
            certainty: speaker.certainty.map(|certainty| certainty.to_string()),
            why: speaker.why.clone(),
        }
    }

    /// Whether it is only likely, not sure, that this is who speaks.
    pub fn is_likely(&self) -> bool {
        self.certainty.as_deref() == Some(record::Certainty::Likely.as_str())
    }
}

impl AlsoIn {
    fn from_index(also: &index::AlsoIn) -> Self {
        Self {
            document: also.document.to_string(),
            title: also.title.clone(),
            page: also.page,
            url: web_address(also.url.as_deref()),
        }
    }
}

/// The word that stands for a value of a closed vocabulary outside the program.
pub(super) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// An address that may be linked to: http or https. Sources may print others, which are not handed on.
pub fn web_address(url: Option<&str>) -> Option<String> {
    let url = url?;
    let scheme = url.split_once(':')?.0.to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https").then(|| url.to_owned())
}

/// The address of a page of a published file, where its type has pages.
pub fn page_address(url: Option<&str>, media_type: Option<&str>, page: u32) -> Option<String> {
    let url = web_address(url)?;
    match media_type {
        Some("application/pdf") => Some(format!("{}#page={page}", url.split('#').next().unwrap_or(&url))),
        _ => Some(url),
    }
}

/// One passage with its neighbours.
///
/// # Errors
/// There is none with this id, or it was taken down.
pub fn passage_in_place(context: &ReadContext<'_>, id: &str) -> Result<PassageInPlace, Refusal> {
    let Some(entry) = context.index.entry(&PassageId::from_stored(id)).map_err(Refusal::of_index)? else {
        return Err(match changes::tombstone(context.catalogue, "passage", id)? {
            Some(stone) => Refusal::gone("passage", id, stone.reason.as_deref()),
            None => Refusal::not_found("passage", id, "/api/v1/search"),
        });
    };
    let (before, after) = context.index.around(&entry, AROUND).map_err(Refusal::of_index)?;
    Ok(PassageInPlace {
        passage: Passage::from_entry(&entry),
        before: before.iter().map(Passage::from_entry).collect(),
        after: after.iter().map(Passage::from_entry).collect(),
        generation: context.index.generation(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_handed_on() {
        for (url, handed_on) in [
            ("https://example.org/a.pdf", true),
            ("HTTP://example.org", true),
            ("javascript:alert(1)", false),
            ("//example.org", false),
            ("data:text/html,x", false),
        ] {
            assert_eq!(web_address(Some(url)).is_some(), handed_on, "{url}");
        }
    }

    #[test]
    fn a_page_of_a_pdf_has_an_address_of_its_own() {
        let at = |url, media| page_address(Some(url), Some(media), 5);
        assert_eq!(at("https://e.org/a.pdf", "application/pdf").as_deref(), Some("https://e.org/a.pdf#page=5"));
        assert_eq!(at("https://e.org/a#x", "application/pdf").as_deref(), Some("https://e.org/a#page=5"));
        assert_eq!(at("https://e.org/a.docx", "application/msword").as_deref(), Some("https://e.org/a.docx"));
    }
}

//! What the made-up council publishes: read from the manifest beside its papers, or generated for measurements.

use super::generated_papers;
use jiff::civil::{Date, date};
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::borrow::Cow;

/// How far the council has got with publishing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Late minutes are not there yet, a draft is not replaced yet, the supplement is not withdrawn yet.
    Earlier,
    /// All of that has happened.
    Later,
}

/// A council and its papers.
#[derive(Debug, Clone, Deserialize)]
pub struct Council {
    /// Name.
    pub council: String,
    /// Number by which the inspectorate knows it.
    pub urn: u32,
    #[serde(rename = "committee")]
    pub(super) committees: Vec<Committee>,
    #[serde(rename = "member", default)]
    pub(super) members: Vec<Member>,
    #[serde(rename = "meeting")]
    pub(super) meetings: Vec<Meeting>,
    #[serde(rename = "paper", default)]
    pub(super) papers: Vec<Paper>,
    #[serde(rename = "letter", default)]
    pub(super) letters: Vec<Letter>,
    #[serde(rename = "decision", default)]
    pub(super) decisions: Vec<Decision>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Committee {
    pub id: u64,
    pub name: String,
    pub category: String,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Member {
    pub uid: u64,
    pub name: String,
    pub party: String,
    pub ward: String,
    pub terms: Vec<Seat>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Seat {
    pub role: String,
    pub committee: u64,
    pub from: Date,
    pub until: Option<Date>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Meeting {
    pub id: u64,
    /// Number of its agenda, which its generated files carry.
    pub agenda: u64,
    pub committee: u64,
    pub date: Date,
    pub time: String,
    /// As the list prints it; empty when it was held.
    pub status: String,
    pub items: Vec<String>,
    /// Members who sent apologies; where it is given, attendance was recorded.
    #[serde(default)]
    pub apologies: Option<Vec<u64>>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Paper {
    pub file: String,
    pub meeting: u64,
    pub label: String,
    pub t: Option<u32>,
    pub s: Option<u64>,
    pub b: Option<u64>,
    pub item: Option<String>,
    #[serde(default)]
    pub inline: bool,
    #[serde(default)]
    pub state: String,
    pub by: Option<String>,
    #[serde(default)]
    pub welsh: bool,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Letter {
    pub file: String,
    pub number: u64,
    pub published: Date,
    #[serde(rename = "type")]
    pub kind: String,
}

/// A decision with a page of its own.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Decision {
    pub id: u64,
    pub title: String,
    pub maker: String,
    pub decided: Date,
    pub published: Date,
    /// Where it was taken, if at a meeting.
    pub meeting: Option<u64>,
    pub text: String,
    /// Number of an attachment that it rests on.
    pub paper: Option<u64>,
}

#[derive(RustEmbed)]
#[folder = "papers/"]
#[include = "*.pdf"]
#[include = "*.docx"]
#[include = "*.html"]
#[include = "manifest.toml"]
struct Papers;

impl Council {
    /// The made-up council, with one meeting still to come.
    ///
    /// # Errors
    /// When the manifest in the binary cannot be read; a test reads it.
    pub fn made_up(today: Date) -> Result<Self, toml::de::Error> {
        let manifest = Papers::get("manifest.toml").map(|file| file.data).unwrap_or_default();
        let mut council: Self = toml::from_str(&String::from_utf8_lossy(&manifest))?;
        let committee = council.committees.first().map_or(0, |committee| committee.id);
        council.meetings.push(Meeting {
            id: 4301,
            agenda: 4309,
            committee,
            date: date(today.year() + 1, 1, 20),
            time: "6.30 pm".into(),
            status: String::new(),
            items: Vec::new(),
            apologies: None,
        });
        Ok(council)
    }

    /// The bytes of a paper or letter.
    pub fn bytes(&self, file: &str) -> Option<Cow<'static, [u8]>> {
        generated_papers::bytes(file).map(Cow::Owned).or_else(|| Papers::get(file).map(|file| file.data))
    }

    /// How many meetings it lists.
    pub fn meeting_count(&self) -> usize {
        self.meetings.len()
    }

    pub(super) fn meeting(&self, id: u64) -> Option<&Meeting> {
        self.meetings.iter().find(|meeting| meeting.id == id)
    }

    pub(super) fn committee(&self, id: u64) -> Option<&Committee> {
        self.committees.iter().find(|committee| committee.id == id)
    }

    /// The papers of a meeting that are published at this stage.
    pub(super) fn papers_of(&self, meeting: u64, stage: Stage) -> impl Iterator<Item = &Paper> {
        self.papers.iter().filter(move |paper| paper.meeting == meeting && paper.is_published(stage))
    }

    /// Members with a seat on a committee on a day, and their seat.
    pub(super) fn seats(&self, committee: u64, on: Date) -> impl Iterator<Item = (&Member, &Seat)> {
        self.members.iter().flat_map(move |member| {
            let holds = move |seat: &&Seat| {
                seat.committee == committee && seat.from <= on && seat.until.is_none_or(|until| on < until)
            };
            member.terms.iter().filter(holds).map(move |seat| (member, seat))
        })
    }
}

impl Paper {
    pub fn is_published(&self, stage: Stage) -> bool {
        match self.state.as_str() {
            "late" => stage == Stage::Later,
            "withdrawn" => stage == Stage::Earlier,
            _ => true,
        }
    }

    /// The file that its address gives at this stage.
    pub fn file_at(&self, stage: Stage) -> &str {
        self.by.as_deref().filter(|_| stage == Stage::Later).unwrap_or(&self.file)
    }

    /// The label at this stage: a replaced draft is none any more.
    pub fn label_at(&self, stage: Stage) -> String {
        match stage {
            Stage::Later if self.by.is_some() => self.label.replace("draft ", ""),
            _ => self.label.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_and_its_papers_are_whole() {
        let council = Council::made_up(date(2025, 6, 1)).unwrap();
        assert!(council.committees.len() >= 2 && council.meetings.len() >= 12 && council.members.len() >= 8);
        for paper in &council.papers {
            assert!(council.bytes(&paper.file).is_some(), "{} is in no binary", paper.file);
            assert!(paper.by.as_ref().is_none_or(|by| council.bytes(by).is_some()), "{:?}", paper.by);
            assert!(council.meeting(paper.meeting).is_some(), "{} is of no meeting", paper.file);
        }
        for letter in &council.letters {
            assert!(council.bytes(&letter.file).is_some(), "{} is in no binary", letter.file);
        }
        let years: std::collections::BTreeSet<i16> =
            council.meetings.iter().map(|meeting| meeting.date.year()).collect();
        assert!(years.len() >= 3);
    }
}

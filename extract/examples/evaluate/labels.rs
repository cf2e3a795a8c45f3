//! Labelled papers: the rows that a careful reader wrote, by paper.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// One sentence.
#[derive(Debug, Clone, Deserialize)]
pub struct Turn {
    pub seed: String,
    pub meeting_date: Option<String>,
    pub item_no: Option<String>,
    #[serde(default)]
    pub item_no_alt: Option<String>,
    pub item_title: Option<String>,
    pub phrase: String,
    pub speaker: Option<String>,
    pub speaker_surname: Option<String>,
    #[serde(default)]
    pub role_only: Option<String>,
    pub act: String,
    /// True: names its speaker; false: goes on; "ambiguous": not scored; null: nobody speaks.
    pub explicit: serde_json::Value,
    #[serde(default)]
    pub sentence: String,
}

/// Somebody of an attendance list.
#[derive(Debug, Clone, Deserialize)]
pub struct Listed {
    pub name: String,
}

/// Who was at a meeting.
#[derive(Debug, Clone, Deserialize)]
pub struct AttendanceRow {
    pub seed: String,
    pub meeting_date: String,
    pub meeting_body: String,
    pub present: Vec<Listed>,
    pub in_attendance: Vec<Listed>,
    pub apologies: Vec<Listed>,
}

/// An agenda item.
#[derive(Debug, Clone, Deserialize)]
pub struct ItemRow {
    pub seed: String,
    pub item_no: Option<String>,
    /// The other of two printed numbers: the agenda's beside the minute's.
    #[serde(default)]
    pub item_no_alt: Option<String>,
    pub title: Option<String>,
}

/// A decided part.
#[derive(Debug, Clone, Deserialize)]
pub struct ResolutionRow {
    pub seed: String,
    pub item_no: Option<String>,
    #[serde(default)]
    pub item_no_alt: Option<String>,
    pub text: String,
    /// Whether it binds somebody to more than having decided it.
    #[serde(default)]
    pub is_commitment: Option<bool>,
}

/// A sentence that a careful reader may or may not call a decision: neither right nor wrong.
#[derive(Debug, Clone, Deserialize)]
pub struct NeitherRow {
    pub seed: String,
    pub text: String,
}

/// A vote.
#[derive(Debug, Clone, Deserialize)]
pub struct VoteRow {
    pub seed: String,
    pub outcome: Option<String>,
    #[serde(default)]
    pub motion_first_words: Option<String>,
    pub for_n: Option<u32>,
    #[serde(rename = "for", default)]
    pub in_favour: Option<Vec<String>>,
    pub against_n: Option<u32>,
    #[serde(default)]
    pub against: Option<Vec<String>>,
    pub abstain_n: Option<u32>,
    #[serde(default)]
    pub abstain: Option<Vec<String>>,
}

/// An undertaking.
#[derive(Debug, Clone, Deserialize)]
pub struct CommitmentRow {
    pub seed: String,
    pub phrase: String,
    pub owner: Option<String>,
    /// By when, in the paper's words.
    #[serde(default)]
    pub due: Option<String>,
    pub kind: String,
}

/// An undertaking of a report; no phrase: the report holds none.
#[derive(Debug, Clone, Deserialize)]
pub struct ReportRow {
    pub seed: String,
    pub phrase: Option<String>,
    #[serde(default)]
    pub kind: Option<String>,
}

/// All rows of a folder of labels.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    pub turns: Vec<Turn>,
    pub attendance: Vec<AttendanceRow>,
    pub items: Vec<ItemRow>,
    pub resolutions: Vec<ResolutionRow>,
    pub neither: Vec<NeitherRow>,
    pub votes: Vec<VoteRow>,
    pub commitments: Vec<CommitmentRow>,
    pub reports: Vec<ReportRow>,
}

impl Labels {
    /// Reads the rows of a folder; a missing file is an empty one.
    pub fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            turns: rows(folder, "turns")?,
            attendance: rows(folder, "attendance")?,
            items: rows(folder, "items")?,
            resolutions: rows(folder, "resolutions")?,
            neither: rows(folder, "decisions")?,
            votes: rows(folder, "votes")?,
            commitments: rows(folder, "commitments")?,
            reports: rows(folder, "reports")?,
        })
    }

    /// The rows of one paper: those whose seed its file name begins with.
    pub fn of_paper(&self, file_name: &str) -> Self {
        fn own<T: Clone>(rows: &[T], seed: impl Fn(&T) -> &str, file_name: &str) -> Vec<T> {
            rows.iter().filter(|row| file_name.starts_with(seed(row))).cloned().collect()
        }
        Self {
            turns: own(&self.turns, |r| &r.seed, file_name),
            attendance: own(&self.attendance, |r| &r.seed, file_name),
            items: own(&self.items, |r| &r.seed, file_name),
            resolutions: own(&self.resolutions, |r| &r.seed, file_name),
            neither: own(&self.neither, |r| &r.seed, file_name),
            votes: own(&self.votes, |r| &r.seed, file_name),
            commitments: own(&self.commitments, |r| &r.seed, file_name),
            reports: own(&self.reports, |r| &r.seed, file_name),
        }
    }
}

fn rows<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<Vec<T>, Box<dyn Error>> {
    let path = folder.join(format!("{name}.jsonl"));
    let Ok(text) = fs::read_to_string(&path) else { return Ok(Vec::new()) };
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", path.display(), at + 1).into()))
        .collect()
}

/// A labelled paper.
#[derive(Debug, Clone)]
pub struct Paper {
    /// The body that published it: the name of its folder, or of its file where all lie in one folder.
    pub body: String,
    pub path: PathBuf,
}

/// The papers of a folder of labels: `papers/BODY/FILE`, or files beside the labels; sorted by body and name.
pub fn papers(folder: &Path) -> Result<Vec<Paper>, Box<dyn Error>> {
    let root = folder.join("papers");
    let root = if root.is_dir() { root } else { folder.to_owned() };
    let mut found = Vec::new();
    for entry in fs::read_dir(&root)? {
        let path = entry?.path();
        let name = path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            for paper in fs::read_dir(&path)? {
                found.push(Paper { body: name.clone(), path: paper?.path() });
            }
        } else if path.extension().is_some_and(|ending| !["jsonl", "json", "md", "py"].iter().any(|e| ending == *e)) {
            found.push(Paper { body: name, path });
        }
    }
    found.sort_by(|a, b| (&a.body, &a.path).cmp(&(&b.body, &b.path)));
    Ok(found)
}

//! What reading one file gives: its pages, the documents inside it, and what was said, decided and promised there.
//!
//! A reading is a value and a list of problems; it cannot fail. Indexes into sibling lists (`item`, `passage`) are
//! 0-based positions within the same [`Component`]; ids are given later, when a reading is stored.

use crate::problems::Problem;
use crate::states::PageState;
use crate::words::{
    Act, Basis, Certainty, DateBasis, Form, Grade, Kind, LetterKind, MinutesState, Presence, ResolutionVerb, Strength,
    VoteOutcome,
};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// Everything that was found in one file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Version of the recognisers that made it; a higher one means the file is worth reading again.
    pub recognisers: u32,
    /// Title from the file's own metadata or first page.
    pub title: Option<String>,
    /// The pages of the file, in order.
    pub pages: Vec<PageText>,
    /// The documents inside the file, in order; at least one unless the file has no page at all.
    pub components: Vec<Component>,
    /// What went wrong or looked wrong, in words for a person.
    pub problems: Vec<Problem>,
}

/// One page as it can be shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageText {
    /// 1-based page of the file.
    pub number: u32,
    /// The page number printed on it, where one is.
    pub printed: Option<String>,
    /// Its text in reading order, everything on it, lines kept.
    pub text: String,
    /// What could be read.
    pub state: PageState,
    /// Share of its words that look like words, 0 to 1.
    pub quality: f32,
}

/// One document inside a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Component {
    /// 1-based place within the file.
    pub n: u32,
    /// What it is.
    pub kind: Kind,
    /// For minutes: draft or confirmed, where the paper or its source says.
    pub state: Option<MinutesState>,
    /// Its title, as printed or made from what is printed.
    pub title: String,
    /// Its own date.
    pub date: Option<Date>,
    /// Where that date comes from.
    pub date_basis: Option<DateBasis>,
    /// Council that it names or that its source gives.
    pub council: Option<String>,
    /// Committee whose meeting it records or goes to, as printed or given by the source.
    pub committee: Option<String>,
    /// Date of the meeting it records (minutes) or goes to (agenda, report).
    pub meeting_on: Option<Date>,
    /// When that meeting began and ended, where printed.
    pub times: (Option<Time>, Option<Time>),
    /// Where the meeting was held, as printed.
    pub place: Option<String>,
    /// First page, 1-based, of the file.
    pub first_page: u32,
    /// Last page, inclusive.
    pub last_page: u32,
    /// Its first 20 words as printed.
    pub begins: String,
    /// Its passages in reading order.
    pub passages: Vec<Passage>,
    /// Its agenda items in order.
    pub items: Vec<Item>,
    /// Who was there.
    pub attendance: Attendance,
    /// What was resolved.
    pub resolutions: Vec<Resolution>,
    /// What was voted on.
    pub votes: Vec<Vote>,
    /// What was promised.
    pub commitments: Vec<Commitment>,
    /// For inspection letters and reports: what they found.
    pub letter: Option<Letter>,
}

/// The unit that is indexed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// The words as printed, lines and pages joined.
    pub text: String,
    /// Page of the file on which it begins.
    pub page: u32,
    /// Page on which it ends.
    pub last_page: u32,
    /// Its shape.
    pub form: Form,
    /// What it does.
    pub act: Act,
    /// Who says it.
    pub attribution: Attribution,
    /// Its agenda item: position in [`Component::items`].
    pub item: Option<usize>,
}

/// Who says a passage: print and inference apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// How it was come by.
    pub grade: Grade,
    /// How safely it can be relied on; `None` where nobody is known to speak ([`Grade::None`]).
    #[serde(default)]
    pub certainty: Option<Certainty>,
    /// What decided it, for a person who checks: a rule's id ("label-colon") or weights and their probability
    /// ("weights 0.97"). At most a few words.
    #[serde(default)]
    pub why: Option<String>,
    /// The words that name the speaker, as printed ("The Corporate Director of Children's Services").
    pub as_printed: Option<String>,
    /// Full name of whom we take that to be, from the meeting's attendance or the membership.
    pub name: Option<String>,
    /// That person's office, from the same place.
    pub role: Option<String>,
}

impl Attribution {
    /// Nobody speaks.
    pub fn none() -> Self {
        Self::default()
    }
}

impl Default for Attribution {
    /// Nobody speaks.
    fn default() -> Self {
        Self { grade: Grade::None, certainty: None, why: None, as_printed: None, name: None, role: None }
    }
}

/// An agenda item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Number as printed, without its final stop ("24", "7(a)"); absent for unnumbered heads.
    pub number: Option<String>,
    /// The agenda's number where the minutes print another ("Item 1" under minute 292).
    pub agenda_number: Option<String>,
    /// Title as printed.
    pub title: String,
    /// Key of the item in its source, where there is one.
    pub key: Option<String>,
}

/// Who was at a meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Everyone listed, in the order of the paper.
    pub listed: Vec<Appearance>,
}

/// One line of an attendance list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appearance {
    /// The whole entry as printed ("Miss L. Blackburn (Vice-Chair)").
    pub as_printed: String,
    /// The name without titles and offices ("L. Blackburn").
    pub name: String,
    /// Office or post ("Vice-Chair", "Corporate Director of Children's Services"), without the title before the name.
    pub role: Option<String>,
    /// In what capacity.
    pub presence: Presence,
    /// Whether it is an elected member ("Councillor") rather than an officer or guest.
    pub councillor: bool,
    /// Whether they chaired this meeting.
    pub chair: bool,
    /// Id of the member in the source, where there is one.
    pub source_id: Option<String>,
}

/// Who is to do something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The words that name them.
    pub as_printed: Option<String>,
    /// Full name, resolved like a speaker.
    pub name: Option<String>,
    /// Their office.
    pub role: Option<String>,
    /// How name and office were found; `None` where only the words are known.
    #[serde(default)]
    pub grade: Option<Grade>,
}

/// By when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The words ("after the meeting", "by the end of March").
    pub as_printed: String,
    /// The day that they mean, where one can be told.
    pub date: Option<Date>,
}

/// One numbered part of what a meeting resolved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Resolution {
    /// Its place within its block, from 1.
    pub n: u32,
    /// Its words, without number and without the word RESOLVED.
    pub text: String,
    /// The verb of its block.
    pub verb: ResolutionVerb,
    /// Its agenda item.
    pub item: Option<usize>,
    /// Its passage.
    pub passage: usize,
    /// Who is to do it.
    pub owner: Option<Owner>,
    /// By when.
    pub due: Option<Due>,
    /// The rule that found it, by its id.
    #[serde(default)]
    pub why: Option<String>,
}

/// One side of a vote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// How many, as printed; where only names are printed, how many names.
    pub count: Option<u32>,
    /// Who.
    pub names: Vec<Voter>,
}

/// Somebody whose vote is recorded by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voter {
    /// Name as printed.
    pub as_printed: String,
    /// Whom of the meeting's attendance list the name means; `None` where it means nobody there, or several.
    pub name: Option<String>,
}

/// A motion that was put, carried or lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// The motion's words, or what the paper says of it.
    pub motion: String,
    /// Who moved it, as printed.
    pub mover: Option<String>,
    /// Who seconded it, as printed.
    pub seconder: Option<String>,
    /// What came of it.
    pub outcome: Option<VoteOutcome>,
    /// In favour.
    pub r#for: Side,
    /// Against.
    pub against: Side,
    /// Abstaining.
    pub abstain: Side,
    /// Its agenda item.
    pub item: Option<usize>,
    /// Its passage.
    pub passage: usize,
    /// The rule that found it, by its id.
    #[serde(default)]
    pub why: Option<String>,
}

/// One undertaking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// The sentence that is its evidence.
    pub text: String,
    /// What it rests on.
    pub basis: Basis,
    /// How binding its words are.
    pub strength: Strength,
    /// Who undertook it.
    pub owner: Option<Owner>,
    /// To whom, as printed.
    pub beneficiary: Option<String>,
    /// By when.
    pub due: Option<Due>,
    /// Its agenda item.
    pub item: Option<usize>,
    /// Its passage.
    pub passage: usize,
    /// The rule that found it, by its id.
    #[serde(default)]
    pub why: Option<String>,
}

/// What an inspection letter or report says about itself and its subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    /// Its subject line.
    pub title: String,
    /// What sort.
    pub sort: LetterKind,
    /// Its own date.
    pub date: Option<Date>,
    /// To whom it is addressed, as printed.
    pub addressee: Option<String>,
    /// When the inspectors came.
    pub visit: Option<Visit>,
    /// Who they were.
    pub inspectors: Vec<Inspector>,
    /// What they judged.
    pub judgements: Vec<Judgement>,
    /// What they want improved.
    pub improvement_points: Vec<ImprovementPoint>,
}

/// The days of an inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// The words.
    pub as_printed: String,
}

/// One inspector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspector {
    /// Name as printed, without the post.
    pub name: String,
    /// Whether the paper calls them the lead inspector.
    pub lead: bool,
}

/// One row of a judgement table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// What was judged.
    pub area: String,
    /// The grade.
    pub grade: String,
}

/// One thing that an inspection asks to be improved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImprovementPoint {
    /// Place in its list, from 1.
    pub n: u32,
    /// Its words.
    pub text: String,
    /// Its passage.
    pub passage: usize,
}

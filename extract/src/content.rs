//! The hinge between formats and structure: what a format hands up, whatever the file was.
//!
//! A format turns bytes into [`Content`]; the layout turns pages into [`Block`]s; structure reads blocks and never
//! asks what the file was.

use record::{Form, PageState, Problem};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A file as its format understood it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// Pages in order. Formats without pages (HTML, text, DOCX without breaks) give one.
    pub pages: Vec<Page>,
    /// Bookmarks, in order.
    pub outline: Vec<OutlineEntry>,
    /// What the file says of itself.
    pub metadata: Metadata,
    /// What went wrong.
    pub problems: Vec<Problem>,
    /// Files inside it, in order: their pages follow its own.
    #[serde(default)]
    pub members: Vec<Member>,
}

/// A file inside a file: a member of a ZIP, a file attached to a PDF or a message. It is a document of its own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Its name, with the folders and files that it stands in.
    pub name: String,
    /// The page of the whole file that its first page is.
    pub first_page: u32,
    /// What it says of itself.
    pub metadata: Metadata,
}

/// One part of a file, as soon as it is known: a process that dies has handed over what it read before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What the file says of itself.
    Metadata(Metadata),
    /// All its bookmarks.
    Outline(Vec<OutlineEntry>),
    /// The next page.
    Page(Page),
    /// Something that went wrong.
    Problem(Problem),
    /// A file inside begins: what follows is its.
    Member(Member),
    /// Bytes of a file inside, for whoever reads the file to read as well. They are never sent on.
    #[serde(skip)]
    Inside(Inside),
}

/// A file inside a file, not read yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Inside {
    /// Its name there.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Content {
    /// Adds the next part.
    pub fn add(&mut self, part: Part) {
        match part {
            Part::Metadata(metadata) => match self.members.last_mut() {
                Some(member) => member.metadata = metadata,
                None => self.metadata = metadata,
            },
            Part::Outline(outline) => self.outline.extend(outline),
            Part::Page(page) => self.pages.push(page),
            Part::Problem(problem) => self.problems.push(problem),
            Part::Member(member) => self.members.push(member),
            Part::Inside(_) => {}
        }
    }

    /// The file without those inside it, then each of those with pages, every one as a content of its own whose pages
    /// keep their numbers.
    pub fn apart(&self) -> Vec<(Option<&Member>, Cow<'_, Content>)> {
        if self.members.is_empty() {
            return vec![(None, Cow::Borrowed(self))];
        }
        let starts = self.members.iter().map(|member| member.first_page);
        let ends: Vec<u32> = starts.clone().chain([u32::MAX]).collect();
        let own = Content { metadata: self.metadata.clone(), ..self.between(0, ends[0]) };
        let mut apart: Vec<(_, Cow<'_, Content>)> = vec![(None, Cow::Owned(own))];
        for ((member, from), until) in self.members.iter().zip(starts).zip(ends.into_iter().skip(1)) {
            let content = Content { metadata: member.metadata.clone(), ..self.between(from, until) };
            apart.push((Some(member), Cow::Owned(content)));
        }
        apart.retain(|(_, content)| !content.pages.is_empty());
        apart
    }

    /// Pages and bookmarks from one page up to another.
    fn between(&self, from: u32, until: u32) -> Self {
        let within = |page: u32| (from..until).contains(&page);
        let marked = |mark: &&OutlineEntry| mark.page.map_or(from == 0, within);
        Self {
            pages: self.pages.iter().filter(|page| within(page.number)).cloned().collect(),
            outline: self.outline.iter().filter(marked).cloned().collect(),
            ..Self::default()
        }
    }
}

/// What a file says of itself. Dates are kept as written: packs carry their template's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// Title.
    pub title: Option<String>,
    /// Author.
    pub author: Option<String>,
    /// Program that made it.
    pub producer: Option<String>,
    /// Last change, as the file writes it.
    pub modified: Option<String>,
}

/// One bookmark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlineEntry {
    /// Its words.
    pub title: String,
    /// 1-based page that it points to, where it does.
    pub page: Option<u32>,
    /// 0 for the top level.
    pub level: u32,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// 1-based.
    pub number: u32,
    /// Width in points, after rotation; 0 where the format has no geometry.
    pub width: f32,
    /// Height in points, after rotation; 0 where the format has no geometry.
    pub height: f32,
    /// Lines in reading order.
    pub lines: Vec<Line>,
    /// Links on it: address and the words that carry it.
    pub links: Vec<(String, String)>,
    /// Whether its text can be used.
    pub state: PageState,
    /// Share of words that look like words, 0 to 1.
    pub quality: f32,
}

/// One line of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Its words; cells and hanging numbers are separated by tabs.
    pub text: String,
    /// Left edge, points from the left.
    pub x: f32,
    /// Baseline, points from the top; 0 in formats without geometry.
    pub y: f32,
    /// Width in points.
    pub width: f32,
    /// Font size in points; 0 where unknown.
    pub size: f32,
    /// Whether all but a few letters of it are bold.
    pub bold: bool,
    /// Whether most of it is underlined, and it is no link.
    #[serde(default)]
    pub underlined: bool,
    /// How many characters, blanks not counted, are stressed at its start where the rest is not, with a number before
    /// them; 0 elsewhere.
    #[serde(default)]
    pub lead: u32,
    /// What the format itself calls it (a heading style, a list entry, a table row); `None` where it does not say.
    pub form: Option<Form>,
    /// Heading level from 1, where the format says.
    pub level: Option<u8>,
    /// Whether the format says that a new paragraph begins here (blank line, `<p>`, `w:p`, block gap).
    pub starts_paragraph: bool,
    /// How deep it stands in the lists around it, from 1, where the format says; 0 elsewhere.
    #[serde(default)]
    pub depth: u32,
    /// Whether it is printed sideways beside the text of its page, as stamps are.
    #[serde(default)]
    pub sideways: bool,
    /// Number on its page of the drawn table cell, or row of short cells, that it stands in; 0 outside of drawn tables.
    /// Text never runs from one cell into another on the same page.
    #[serde(default)]
    pub cell: u32,
}

impl Line {
    /// A line of a format without geometry.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            x: 0.0,
            y: 0.0,
            width: 0.0,
            size: 0.0,
            bold: false,
            underlined: false,
            lead: 0,
            form: None,
            level: None,
            depth: 0,
            starts_paragraph: false,
            sideways: false,
            cell: 0,
        }
    }

    /// Whether it is printed as headings are.
    pub fn is_stressed(&self) -> bool {
        self.bold || self.underlined
    }

    /// A whole paragraph, list entry, table row or heading of a format that says which it is.
    pub fn whole(text: impl Into<String>, form: Form) -> Self {
        Self { form: Some(form), starts_paragraph: true, ..Self::plain(text) }
    }
}

/// A paragraph, list entry, table row or heading, whole across lines, columns and pages; or a piece of page furniture.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Its words: lines joined by a space (a line-end hyphen stays and joins), cells separated by tabs.
    pub text: String,
    /// Its shape.
    pub form: Form,
    /// Running head, footer, page stamp, "intentionally left blank": shown on the page, never a passage.
    pub furniture: bool,
    /// List marker or hanging number as printed ("24.", "(a)", "•"), not repeated in `text`.
    pub marker: Option<String>,
    /// Heading level from 1, where known.
    pub level: Option<u8>,
    /// How deep it stands in a list within lists: the deeper, the larger, by the format's levels or how far it is
    /// indented; 0 where it is no entry of a list. What stands between two such numbers of one paper says nothing.
    pub depth: u32,
    /// Page on which it begins, 1-based.
    pub page: u32,
    /// Page on which it ends.
    pub last_page: u32,
    /// Where it goes over a page: byte offset in `text` from which on it stands on the next page, and that page.
    pub page_turns: Vec<(usize, u32)>,
    /// Left edge in points; 0 where unknown.
    pub x: f32,
    /// Top in points, for order and bands; 0 where unknown.
    pub y: f32,
    /// Font size in points; 0 where unknown.
    pub size: f32,
    /// Whether all its lines are bold or underlined.
    pub bold: bool,
    /// Where the stressed words end with which it begins, in bytes of `text`, if others follow; 0 elsewhere.
    pub lead: usize,
}

impl Block {
    /// Whether nothing but its place tells that it is a heading: in a plain text a short line above a long one looks so.
    pub fn only_looks_like_heading(&self) -> bool {
        self.form == Form::Heading && self.size == 0.0 && self.level.is_none() && !self.bold
    }

    /// The page on which the word at this byte offset of `text` stands.
    pub fn page_at(&self, offset: usize) -> u32 {
        let turned = self.page_turns.partition_point(|(from, _)| *from <= offset);
        turned.checked_sub(1).and_then(|last| self.page_turns.get(last)).map_or(self.page, |(_, page)| *page)
    }

    /// What stands between these byte offsets of `text`, without the space around it, on the pages where it stands.
    /// Everything else is as in the whole.
    pub fn part(&self, range: std::ops::Range<usize>) -> Self {
        let own = &self.text[range.clone()];
        let text = own.trim();
        let from = range.start + own.len() - own.trim_start().len();
        let to = from + text.len();
        let turn = |offset: usize| self.page_turns.partition_point(|(at, _)| *at < offset);
        let turns = self.page_turns.get(turn(from + 1)..turn(to.max(from + 1))).unwrap_or_default();
        Self {
            page: self.page_at(from),
            last_page: if to < self.text.trim_end().len() {
                self.page_at(to.saturating_sub(1))
            } else {
                self.last_page
            },
            page_turns: turns.iter().map(|&(offset, page)| (offset - from, page)).collect(),
            text: text.to_owned(),
            marker: self.marker.clone(),
            lead: 0,
            ..*self
        }
    }
}

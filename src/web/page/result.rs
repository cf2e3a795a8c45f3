//! A passage as a result of a search: its words with what was asked for marked, and the ways on from it.

use super::address::Address;
use super::cite::Citation;
use super::words;
use crate::web::answers::Passage;
use crate::web::params::{Number, ReaderParams, ReaderRequest, Text};

/// Words that are marked, or not.
pub struct Piece {
    /// Whether this is what was asked for.
    pub marked: bool,
    /// The words.
    pub text: String,
}

/// One result.
pub struct Card {
    /// The passage.
    pub passage: Passage,
    /// Its words, or the part of them around the first mention.
    pub pieces: Vec<Piece>,
    /// Our page of the document, at the passage.
    pub place: String,
    /// The archived copy, at the page.
    pub archived: String,
    /// How to cite it.
    pub citation: Citation,
    /// Why the speaker is taken to be who is named.
    pub because: Option<&'static str>,
}

/// Characters of a passage that a result shows: about six lines. The whole passage is one link away.
const SHOWN: usize = 600;

impl Card {
    /// Who speaks, or what the paper is called, and when. Many titles say when already.
    pub fn heading(&self) -> String {
        let speaker = &self.passage.speaker;
        let who = speaker.person.as_ref().map(|person| person.name.as_str()).or(speaker.as_printed.as_deref());
        let who = who.map(|who| words::capital(&words::speaker(who, speaker)));
        let who = who.unwrap_or_else(|| self.passage.component_title.clone());
        let when = words::dated(self.passage.date.as_deref(), self.passage.date_basis.as_deref());
        if who.contains(&when) { who } else { format!("{who}, {when}") }
    }

    /// The meeting, or else the committee and council, that it belongs to.
    pub fn body(&self) -> String {
        words::bodies(&self.passage.committee, &self.passage.council)
    }

    /// The agenda item, the paper and the page, and how many further passages stand for the same.
    pub fn place_in_words(&self) -> String {
        let passage = &self.passage;
        let item = passage.item.as_ref().map(|item| match &item.number {
            Some(number) => format!("item {number} {}", item.title),
            None => format!("item {}", item.title),
        });
        let kind = words::paper(&passage.kind);
        let file = passage.file_title().map(|title| format!(" of “{title}”")).unwrap_or_default();
        let printed = passage.page_label.as_ref().map(|label| format!(" (printed {label})")).unwrap_or_default();
        let here = passage.passages_in_group.map(|n| format!("{} here", words::count(n, "passage", "passages")));
        [item, Some(format!("{kind}, page {}{printed}{file}", passage.page)), here]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// The result for `passage`, found with `q`.
    pub fn new(passage: Passage, q: &str, public_url: &str) -> Self {
        Self {
            pieces: pieces(&passage.text, &passage.highlights, SHOWN),
            place: place(&passage.document.id, passage.page, &passage.id, q),
            archived: format!("/api/v1/documents/{}/file#page={}", passage.document.id, passage.page),
            citation: Citation::new(&passage, public_url),
            because: words::because(&passage.speaker),
            passage,
        }
    }
}

/// Our page of a document, with what was asked for marked.
pub fn page(document: &str, page: u32, q: &str) -> Address<ReaderRequest> {
    Address::new(format!("/documents/{document}"), &ReaderRequest { reader: reader(page, q) })
}

/// The same at a passage.
pub fn place(document: &str, page: u32, passage: &str, q: &str) -> String {
    let reader = ReaderParams { passage: Some(passage.into()), ..reader(page, q) };
    format!("{}#p{passage}", Address::new(format!("/documents/{document}"), &ReaderRequest { reader }))
}

fn reader(page: u32, q: &str) -> ReaderParams {
    let q = Some(q).filter(|q| !q.is_empty()).map(Text::from);
    ReaderParams { page: Some(Number(page.into())), q, ..ReaderParams::default() }
}

/// Cuts a text into marked and unmarked pieces. Of a text longer than `most` characters only what stands around the
/// first mark is kept, whole words, with dots where something was left out. Spans count characters, half open.
pub fn pieces(text: &str, marks: &[[usize; 2]], most: usize) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().collect();
    let (from, to) = window(&chars, marks, most);
    let mut out = Vec::new();
    let mut push = |marked: bool, from: usize, to: usize| {
        if from < to {
            out.push(Piece { marked, text: chars[from..to].iter().collect() });
        }
    };
    let mut at = from;
    for [start, end] in marks.iter().copied() {
        let (start, end) = (start.clamp(at, to), end.clamp(at, to));
        push(false, at, start);
        push(true, start, end);
        at = end;
    }
    push(false, at, to);
    let dots = || Piece { marked: false, text: "…".to_owned() };
    if from > 0 {
        out.insert(0, dots());
    }
    if to < chars.len() {
        out.push(dots());
    }
    out
}

fn window(chars: &[char], marks: &[[usize; 2]], most: usize) -> (usize, usize) {
    if chars.len() <= most {
        return (0, chars.len());
    }
    let first = marks.first().map_or(0, |mark| mark[0].min(chars.len()));
    let from = first.saturating_sub(most / 3).min(chars.len() - most);
    let to = from + most;
    let space = |range: std::ops::Range<usize>| range.clone().find(|&i| chars[i].is_whitespace());
    let from = if from == 0 { 0 } else { space(from..first.max(from)).map_or(from, |i| i + 1) };
    let to =
        if to == chars.len() { to } else { (from + 1..to).rev().find(|&i| chars[i].is_whitespace()).unwrap_or(to) };
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(text: &str, marks: &[[usize; 2]], most: usize) -> String {
        let pieces = pieces(text, marks, most);
        pieces.iter().map(|p| if p.marked { format!("[{}]", p.text) } else { p.text.clone() }).collect()
    }

    #[test]
    fn marks_stand_where_the_spans_say() {
        for (text, marks, most, expect) in [
            ("a stable workforce", &[[2, 8]][..], 99, "a [stable] workforce"),
            ("é workforce “stability”", &[[2, 11], [13, 22]], 99, "é [workforce] “[stability]”"),
            ("nothing", &[], 99, "nothing"),
            ("one two three four five six seven", &[[19, 23]], 15, "…[five] six…"),
            ("x", &[[0, 90]], 99, "[x]"),
        ] {
            assert_eq!(drawn(text, marks, most), expect, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_spans_can_break_it(text in ".{0,60}", marks in prop::collection::vec([0usize..80, 0usize..80], 0..4), most in 1usize..80) {
            pieces(&text, &marks, most);
        }

        #[test]
        fn a_whole_text_is_kept_whole(text in ".{0,60}", from in 0usize..60, long in 0usize..9) {
            let whole: String = pieces(&text, &[[from, from + long]], 99).into_iter().map(|p| p.text).collect();
            prop_assert_eq!(whole, text);
        }
    }
}

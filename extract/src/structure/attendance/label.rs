//! Labels over lists of people: "PRESENT:", "Also in attendance remotely", "Apologies for absence", "Roll call:".
//!
//! A label is made of the words of `lexicon/attendance.txt` and of no others; which of them it has says whose list it
//! opens. Nothing here knows how a list goes on.

use super::entry::is_count;
use crate::lexicon::{self, Tags};
use crate::structure::names::is_all_caps;
use crate::structure::people;

/// Whose list a label opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Members who were there.
    Present,
    /// Members of another kind: co-opted, substitutes. They count among those present.
    AlsoMembers,
    /// Officers, guests and others who were there.
    InAttendance,
    /// "In attendance", "Attendees": members and others alike, where nothing else lists the members.
    Attended,
    /// Those who were not there.
    Apologies,
    /// Who presided.
    Chair,
    /// Who took the minutes.
    Scribe,
    /// "Board Members", over names and without a colon: who belongs to the body, present or not.
    Roster,
    /// "Online:": the list before it goes on.
    Same,
}

/// A label at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Whose list it opens.
    pub list: List,
    /// Where what it labels begins, in bytes.
    pub end: usize,
    /// Whether it is a label only where lists stand: "Staff", "Councillors:", "Clerk:".
    pub weak: bool,
    /// Whether a colon, dash or tab ends it.
    pub closed: bool,
}

/// Most words of a label: "Members of the Council who were present at the meeting remotely".
const MOST_WORDS: usize = 14;

/// The label with which a text begins; what follows it on the same line is a person, or nothing.
pub fn parse(text: &str) -> Option<Label> {
    let Some(outer) = one(text) else { return of_body(text) };
    // "ROLL CALL: Present: Elm" is a label of its own only in its last part.
    let rest = text[outer.end..].trim_start();
    let counted = without_count(rest).filter(|_| outer.closed);
    let outer = counted.map_or(outer, |behind| Label { end: text.len() - behind.len(), ..outer });
    let rest = counted.unwrap_or(rest);
    // So it is where a verb stands there: "Roll Call: Present were Elm and Oak".
    let parts = |l: &Label| l.closed || rest[..l.end].trim_end().ends_with(" were");
    let inner = Some(rest).filter(|r| outer.closed && r.len() < text.len()).and_then(one).filter(parts);
    let label = inner.map_or(outer, |inner| Label {
        end: text.len() - rest.len() + inner.end,
        weak: outer.weak && inner.weak,
        ..inner
    });
    // "PRESENT (six Councillors): - Ann Elm": the dash belongs to neither.
    let rest = text[label.end..].trim_start();
    let dash = rest.strip_prefix(['-', '–', '—']).filter(|after| label.closed && after.starts_with(' '));
    Some(dash.map_or(label, |after| Label { end: text.len() - after.len(), ..label }))
}

impl Label {
    /// Whether the label is a heading that names members and says nothing of their being there: "Board Members".
    pub fn is_roster(&self, text: &str) -> bool {
        self.weak && !self.closed && self.list == List::Present && text[self.end..].trim().is_empty()
    }

    /// Whether the label at the start of this text is that of councillors of other councils, or of wards, who come to
    /// report: "County Councillor:".
    pub fn is_of_visitors(&self, text: &str) -> bool {
        const OF: [&str; 6] = ["county", "district", "borough", "ward", "unitary", "state"];
        let words: Vec<String> = text[..self.end].split_whitespace().map(str::to_lowercase).collect();
        self.weak
            && words.len() > 1
            && words.first().is_some_and(|w| OF.contains(&w.as_str()))
            && words.iter().any(|w| w.starts_with("councillor") || w.starts_with("cllr"))
    }
}

/// Places that are bodies.
const PLACES: [&str; 6] = ["BOROUGH", "CITY", "COUNTY", "DISTRICT", "TOWN", "TOWNSHIP"];

/// A label in capitals behind the name of the body, alone on its line: "ELM WATER DISTRICT MANAGEMENT AND STAFF".
fn of_body(text: &str) -> Option<Label> {
    let line = text.trim_end_matches([':', ' ']);
    let words = line.split_whitespace().count();
    if !is_all_caps(line) || words > MOST_WORDS || line.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))
    {
        return None;
    }
    let starts = line.match_indices(' ').map(|(at, _)| at + 1);
    let of_body = |word: &str| lexicon::tags(word).has(Tags::BODY) || PLACES.contains(&word);
    let behind_body = |at: &usize| line[..*at].split_whitespace().last().is_some_and(of_body);
    let label = starts.filter(behind_body).filter_map(|at| prefix(&line[at..]).map(|label| (at, label))).next_back();
    let (at, label) = label?;
    (at + label.end == line.len() && label.list == List::InAttendance).then_some(Label {
        end: text.len(),
        closed: true,
        ..label
    })
}

/// What stands behind how many there are: "Present – 3 – Elm, Oak, Ash".
fn without_count(text: &str) -> Option<&str> {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    let behind = behind.strip_prefix(['-', '–', '—', ':']).map(str::trim_start);
    behind.filter(|_| text.starts_with(|c: char| c.is_ascii_digit()))
}

/// One label at the start of a text.
fn one(text: &str) -> Option<Label> {
    let label = prefix(text)?;
    let (before, rest) = (&text[..label.end], text[label.end..].trim_start());
    let told = before.split_whitespace().any(|w| matches!(w, "were" | "was" | "included" | "includes" | "are"));
    let opens = rest.is_empty()
        || label.closed
        || (told || is_all_caps(before)) && people::looks_like_one(first_piece(rest))
        || before.len() > LOUD && is_all_caps(before) && opens_run(rest)
        || told && (people::opens_with_office(first_piece(rest)) || is_run_of_names(rest))
        || before.ends_with('.') && people::looks_like_one(first_piece(rest))
        || people::is_titled(rest);
    // "Staff in Attendance Jo Elm, Local Manager", where a line break was lost.
    let headed = !label.weak && before.split_whitespace().all(|w| w.len() < 4 || w.starts_with(char::is_uppercase));
    let opens = opens || headed && people::whole_name(first_piece(rest));
    let empty = before.trim().chars().filter(|c| c.is_alphabetic()).count() < 3;
    (opens && !empty).then_some(label)
}

/// Letters of the shortest label that its capitals alone mark before names that nothing parts.
const LOUD: usize = 5;

/// Whether a text begins with a first name and a surname in small letters: "Jo Elm Kim Oak".
fn opens_run(text: &str) -> bool {
    let two: Vec<&str> = text.split_whitespace().take(2).collect();
    let small = two.iter().all(|w| w.chars().any(char::is_lowercase));
    two.len() == 2 && small && people::whole_name(two.join(" ").trim_end_matches([',', ';', '.']))
}

/// Whether a text is nothing but names, surnames alone among them, with commas: "Elm, Oak and J. Ash."
fn is_run_of_names(text: &str) -> bool {
    /// Words of a name, at most.
    const LONGEST: usize = 3;
    // Behind an initial a stop ends nothing.
    let ends = |at: &usize| text[..*at].rsplit(' ').next().is_some_and(|word| word.chars().count() > 2);
    let end = text.match_indices(". ").map(|(at, _)| at).find(ends).unwrap_or(text.len());
    let text = text[..end].trim_end_matches('.');
    let pieces: Vec<&str> = text.split([',', ';']).flat_map(|piece| piece.split(" and ")).map(str::trim).collect();
    let name = |piece: &&str| {
        let words = piece.split_whitespace();
        (1..=LONGEST).contains(&words.clone().count())
            && words.clone().all(|word| word.starts_with(char::is_uppercase) && !lexicon::tags(word).has(Tags::BODY))
    };
    pieces.len() > 1 && pieces.iter().filter(|piece| !piece.is_empty()).all(name)
}

/// The first entry of what follows a label.
fn first_piece(rest: &str) -> &str {
    rest.split([',', ';']).next().unwrap_or_default().split(" and ").next().unwrap_or_default()
}

/// The words of a label at the start of a text, whatever follows them.
fn prefix(text: &str) -> Option<Label> {
    let mut all = Tags::NONE;
    let (mut words, mut end, mut closed) = (0, 0, false);
    let mut at = 0;
    let mut opens_in = false;
    while let Some((start, piece)) = next_word(text, at) {
        let stop = start + piece.len();
        let tabbed = words > 0 && text[at..start].contains('\t');
        if tabbed || matches!(piece, "-" | "–" | "—" | ":" | ";") && words > 0 {
            (closed, end) = (true, if tabbed { start } else { stop });
            break;
        }
        if let Some(after) = piece.starts_with(['(', '[']).then(|| bracket_of_label(&text[start..])).flatten() {
            (at, end) = (start + after, start + after);
            closed = text[..end].ends_with(':');
            if closed || words == 0 {
                break;
            }
            continue;
        }
        // "PRESENNOL / PRESENT:" says it in two languages.
        if words > 0 && matches!(piece, "/" | "|" | "&") {
            at = stop;
            continue;
        }
        let tags = tags_of(piece);
        // "Those present were Councillors Elm and Oak": behind the verb it is their title.
        // and "Present were Chair Elm, Vice Chair Oak" has an office.
        let office = lexicon::is_office_title(piece) && !tags.has(Tags::SEVERAL) && !piece.ends_with(':');
        let borne = lexicon::is_title(piece) || office && piece.starts_with(char::is_uppercase);
        if borne && matches!(text[..end].rsplit(' ').next(), Some("were" | "was")) {
            break;
        }
        if !tags.has(Tags::LABEL) || words >= MOST_WORDS || piece.starts_with(['(', '[', '"', '“']) {
            break;
        }
        opens_in |= words == 0 && piece.eq_ignore_ascii_case("in");
        all = all | tags;
        (words, end, at) = (words + 1, stop, stop);
        if piece.ends_with([':', '-', '–', '—', '.', ';']) || piece.ends_with('*') && words > 0 {
            closed = !piece.ends_with(['.', '*']) || is_all_caps(&text[..end]);
            break;
        }
    }
    let (list, weak) = list_of(all, closed, text[end..].trim().is_empty(), &text[..end])?;
    // "In attendance" is said of others wherever members have a list of their own; "In" alone is no label.
    (words > usize::from(opens_in)).then_some(Label { list, end, weak, closed })
}

/// The marks of a word of a label: "Guest(s):", and both halves of "PRESENT/PRESENNOL".
fn tags_of(piece: &str) -> Tags {
    let piece = piece.replace("(s)", "s");
    let halves = piece.split('/').filter(|half| !half.trim_end_matches(':').is_empty()).map(lexicon::tags);
    let own = lexicon::tags(&piece);
    if own.has(Tags::LABEL) || !piece.contains('/') || !halves.clone().all(|tags| tags.has(Tags::LABEL)) {
        return own;
    }
    halves.fold(Tags::NONE, |all, tags| all | tags)
}

/// The next word from `at` on and where it begins.
fn next_word(text: &str, at: usize) -> Option<(usize, &str)> {
    let rest = text.get(at..)?;
    let start = at + rest.find(|c: char| !c.is_whitespace())?;
    let word = text.get(start..)?.split(char::is_whitespace).next()?;
    // "Present:Cllr. Elm": the colon ends the word.
    let word = word.find(':').and_then(|colon| word.get(..=colon)).unwrap_or(word);
    Some((start, word))
}

/// Where a bracket ends that belongs to a label: "(remotely)", "(7)", "(via Zoom):".
fn bracket_of_label(text: &str) -> Option<usize> {
    let close = text.find([')', ']'])?;
    let inside = text.get(1..close)?;
    let fits = |w: &str| lexicon::tags(w).has(Tags::LABEL) || is_count(&w.to_lowercase());
    let colon = usize::from(text[close + 1..].starts_with(':'));
    // "Absent (no prior notice):" says why, in small letters.
    let small = |w: &str| !w.contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let remark = colon > 0 && inside.split_whitespace().all(small);
    (inside.len() < 60 && (remark || inside.split([' ', '/', ',']).filter(|w| !w.is_empty()).all(fits)))
        .then_some(close + 1 + colon)
}

/// Whose list these words open, and whether only among lists.
fn list_of(all: Tags, closed: bool, whole: bool, words: &str) -> Option<(List, bool)> {
    let has = |tag: Tags| all.has(tag);
    let written = words.to_lowercase();
    Some(match () {
        // "Also: County Councillor Elm" of those listed before.
        () if written.trim_end_matches([':', ',', ' ']) == "also" => (List::Same, true),
        // Irish: "i láthair" is present and "as láthair" absent.
        () if has(Tags::AWAY) || has(Tags::THERE) && written.starts_with("as ") => (List::Apologies, false),
        () if has(Tags::CHAIRED) && !has(Tags::OTHERS) && (closed || written.contains("in the chair")) => {
            (List::Chair, !has(Tags::THERE) && !written.contains("in the chair"))
        }
        () if has(Tags::SCRIBE) && !has(Tags::THERE) && !has(Tags::ATTENDED) => {
            (List::Scribe, !written.contains(" by"))
        }
        () if written.contains("co-opt") || written.contains("substitut") => (List::AlsoMembers, !closed),
        // "Other Committee members present were": beside the one who presided.
        () if written.starts_with("other ") && has(Tags::MEMBERS) && has(Tags::THERE) => (List::Present, false),
        // "The following members and guests were present:"
        () if has(Tags::OTHERS) && has(Tags::MEMBERS) && has(Tags::THERE) && joins_members(&written) => {
            (List::Attended, false)
        }
        () if has(Tags::OTHERS) => (List::InAttendance, !has(Tags::THERE) && !has(Tags::ATTENDED)),
        // "IN ATTENDANCE/I LÁTHAIR": the other tongue says "present" of both.
        () if has(Tags::THERE) && !written.starts_with("in attendance") => (List::Present, false),
        () if has(Tags::ATTENDED) && has(Tags::MEMBERS) => (List::Present, false),
        () if has(Tags::ATTENDED) => (List::Attended, false),
        () if written.contains("roll") && has(Tags::CALL) => (List::Present, false),
        () if has(Tags::CALL) && written.contains("on ") => (List::Attended, !closed),
        () if has(Tags::MEMBERS) && (closed || whole) => (List::Present, true),
        () if has(Tags::WHERE) => (List::Same, true),
        () => return None,
    })
}

/// Whether a label joins members and others: "members and guests", "officers and members".
fn joins_members(written: &str) -> bool {
    ["members and ", "members & ", " and members", " & members", "members/"].iter().any(|joint| written.contains(joint))
}

/// Whether a block opens the list of those present.
pub fn opens_present(text: &str) -> bool {
    parse(text.trim()).is_some_and(|l| {
        let attended = l.list == List::Attended && !text.trim().to_lowercase().starts_with("in ");
        !l.weak && (l.list == List::Present || attended)
    })
}

/// Whether a line opens any list.
pub fn opens_list(text: &str) -> bool {
    parse(text.trim()).is_some_and(|l| !l.weak)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<(List, &str)>) {
        let found = parse(text).map(|l| (l.list, text[l.end..].trim()));
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn labels_say_whose_list_they_open() {
        for (text, list, rest) in [
            ("PRESENT: Mr R W Elm", List::Present, "Mr R W Elm"),
            ("ELM WATER DISTRICT MANAGEMENT AND STAFF", List::InAttendance, ""),
            ("CITY COUNCIL STAFF:", List::InAttendance, ""),
            ("OAK PARISH COUNCIL OFFICERS PRESENT", List::InAttendance, ""),
            ("The following directors were present in the Boardroom: Jo Elm", List::Present, "Jo Elm"),
            ("Present", List::Present, ""),
            ("Present - Councillors Elm and Oak", List::Present, "Councillors Elm and Oak"),
            ("Members Present (7):", List::Present, ""),
            ("Other Committee members present were Jo Elm", List::Present, "Jo Elm"),
            ("PRESENT (six Councillors): - Ann Elm (AE)", List::Present, "Ann Elm (AE)"),
            ("Board members present in person: Elm, Oak", List::Present, "Elm, Oak"),
            ("Board members present were Trustee Elm and Trustee Oak", List::Present, "Trustee Elm and Trustee Oak"),
            ("The following members were present:", List::Present, ""),
            ("THOSE PRESENT WERE: Mayor Elm", List::Present, "Mayor Elm"),
            ("Those present were Councillors Elm and Oak", List::Present, "Councillors Elm and Oak"),
            ("Present were Chair Jo Elm, Vice Chair Kim Oak", List::Present, "Chair Jo Elm, Vice Chair Kim Oak"),
            ("Present were Elm, Oak, Ash and J. Yew.", List::Present, "Elm, Oak, Ash and J. Yew."),
            ("Roll Call: Present were Elm and Oak.", List::Present, "Elm and Oak."),
            ("Yn bresennol:", List::Present, ""),
            ("PRESENT/I LÁTHAIR", List::Present, ""),
            ("IN ATTENDANCE/I LÁTHAIR", List::Attended, ""),
            ("Staff in Attendance Jo Elm, Manager", List::InAttendance, "Jo Elm, Manager"),
            ("APOLOGIES/ LEITHSCÉAL A GHABHÁIL", List::Apologies, ""),
            ("Guest(s): Jo Elm", List::InAttendance, "Jo Elm"),
            ("PRESENNOL / PRESENT: Cllr. Elm", List::Present, "Cllr. Elm"),
            ("I láthair:", List::Present, ""),
            ("ROLL CALL: Present: Elm", List::Present, "Elm"),
            ("Members in attendance:", List::Present, ""),
            ("In attendance:", List::Attended, ""),
            ("Attendees", List::Attended, ""),
            ("Also Present:", List::InAttendance, ""),
            ("Also, in attendance: Cllr Elm", List::InAttendance, "Cllr Elm"),
            ("IN ATTENDANCE VIRTUALLY: Dr M Elm", List::Attended, "Dr M Elm"),
            ("Staff present:", List::InAttendance, ""),
            ("OFFICIALS IN ATTENDANCE:", List::InAttendance, ""),
            ("Members of the public: 9", List::InAttendance, "9"),
            ("Regrets:", List::Apologies, ""),
            ("Apologies for absence:", List::Apologies, ""),
            ("Board members absent: Elm", List::Apologies, "Elm"),
            ("Ymddiheuriadau", List::Apologies, ""),
            ("In the Chair: Cllr. Elm", List::Chair, "Cllr. Elm"),
            ("PRESENT IN THE CHAIR: Councillor B. Elm", List::Chair, "Councillor B. Elm"),
            ("PRESIDING: Councillor Elm", List::Chair, "Councillor Elm"),
            ("Minutes taken by: Jo Elm", List::Scribe, "Jo Elm"),
            ("Co-opted members: Jo Elm", List::AlsoMembers, "Jo Elm"),
            ("Online:", List::Same, ""),
            ("Present – 3 – Elm, Oak", List::Present, "Elm, Oak"),
            ("PRESENT Jo Elm Kim Oak Ann Ash Lou Fir", List::Present, "Jo Elm Kim Oak Ann Ash Lou Fir"),
            ("As láthair: Cllr. Elm", List::Apologies, "Cllr. Elm"),
            ("Absent without apologies: Elm", List::Apologies, "Elm"),
            ("Absent (no prior notice): Elm, Oak", List::Apologies, "Elm, Oak"),
            ("Members Absent With Representation:", List::Apologies, ""),
            ("Guests of the Senate:", List::InAttendance, ""),
        ] {
            check(text, Some((list, rest)));
        }
    }

    #[test]
    fn what_is_no_label_opens_nothing() {
        for text in [
            "",
            "The Council was addressed by the Mayor",
            "Members discussed the budget",
            "Present were many, and Elm spoke",
            "Present situation of the housing market",
            "Council of Europe",
            "Public participation",
            "Councillors Elm, Oak and Ash",
            "Attendance at the conference was poor",
            "Call to Order",
            "Director of Finance",
        ] {
            check(text, None);
        }
    }
}

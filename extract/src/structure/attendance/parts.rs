//! A printed line taken apart before it is read: its cells, its sentences, and the label inside a sentence.

use super::columns;
use super::entry::is_list_like;
use super::label::{self, Label, List};
use super::told;
use crate::content::Block;
use crate::layout::number::{Number, Scheme};
use crate::lexicon::{self, Speech, Tags, VerbForm};
use crate::structure::call_signs;
use crate::structure::people::{self, Person};
use record::Form;
use std::borrow::Cow;

patterns! {
    /// A remark within a name of who left the forces or the church.
    RETIRED = r"\s*\((?:Retd|Ret'd|Rtd|Retired)\.?\)";
}

/// Whether entries run on over the lines of a paragraph, each behind a semicolon: a name may be cut by the end of a line.
pub fn is_run_on(lines: &[String]) -> bool {
    const SEVERAL: usize = 4;
    let signs = |line: &String| line.matches(';').count();
    let [all @ .., _] = lines else { return false };
    !all.is_empty() && all.iter().all(|line| signs(line) > 0) && lines.iter().map(signs).sum::<usize>() >= SEVERAL
}

/// Lines, with a bracket that begins one put behind the line above: a name that wrapped ("Staff Officer, Roads" above
/// "(Ms. A. Elm), Clerk (Jo Oak)"), or a remark on who stands there.
pub fn with_brackets_below(lines: impl Iterator<Item = String>) -> Vec<String> {
    lines.fold(Vec::new(), |mut joined: Vec<String>, line| {
        match joined.last_mut().filter(|above| line.starts_with('(') && !above.ends_with(':')) {
            Some(above) => above.extend([" ", &line]),
            None => joined.push(line),
        }
        joined
    })
}

/// A line with tabs for the wide spaces between its columns, and without account names ("@elm").
pub fn tidy(line: &str) -> String {
    let line = line.replace('\u{a0}', " ").replace("::", ":");
    // "Lt Col (Retd) Jo Elm": a remark within a name.
    let line = RETIRED.replace_all(&line, "");
    let line = call_signs::removed(&line);
    let line = without_specks(&line).to_owned();
    // A ditto mark repeats the title of the line above: `" Kim Oak, Trustee`.
    let line = line.trim_start().strip_prefix(['"', '“', '”', '〃']).filter(|l| l.starts_with(' ')).unwrap_or(&line);
    let line = entries_apart(line);
    let cells = line.split('\t').map(|cell| spaced(cell).unwrap_or_else(|| cell.to_owned()));
    let text = columns::without_note_cells(&cells.collect::<Vec<_>>().join("\t")).to_owned();
    if !text.contains('@') {
        return text;
    }
    let mut named: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match (word.trim_start_matches(['(', '[']).starts_with('@'), named.last_mut()) {
            (false, _) => named.push(word.to_owned()),
            // "Jo Elm (@elm), Eden Trust": what parts the entry stays.
            (true, Some(before)) => before.extend(word.chars().rev().take_while(|c| matches!(c, ',' | ';'))),
            (true, None) => {}
        }
    }
    named.join(" ")
}

/// A line without marks that stand alone at its ends, as a scan has specks and rules: ", Jo Elm, Treasurer _ |".
fn without_specks(line: &str) -> &str {
    let speck = |word: &str| !word.is_empty() && word.chars().all(|c| "|¦_°~.,;".contains(c));
    let mut line = line.trim_end();
    while let Some((before, _)) = line.rsplit_once(' ').filter(|(_, last)| speck(last)) {
        line = before.trim_end();
    }
    let behind = line.trim_start().split_once(' ').filter(|(first, _)| speck(first));
    behind.map_or(line, |(_, rest)| rest)
}

/// Whether a block begins with a whole number that no stop closes and that is no part of a list: "2 To receive apologies".
pub fn is_open_number(block: &Block, number: Option<&Number>, bare: &str) -> bool {
    block.form != Form::TableRow
        && number.is_some_and(|number| number.scheme == Scheme::Figure)
        && label::parse(bare).is_none()
        && !people::looks_like_one(bare)
        && !is_list_like(bare)
}

/// Whether a line begins with the number of a question ("Q21 The Chair: ..."): evidence is heard, and the lists are over.
pub fn is_asked(line: &str) -> bool {
    let number = line.strip_prefix('Q').and_then(|rest| rest.split_whitespace().next());
    number.is_some_and(|n| n.trim_end_matches('.').bytes().all(|b| b.is_ascii_digit()))
}

/// Bytes of the longest office in brackets.
const LONGEST_BRACKET: usize = 200;

/// A line with round brackets for square ones, a space where one was left out behind a comma or an initial, and around
/// the hyphen before an office: "J.Elm [Clerk],K Oak-Chairman".
fn entries_apart(line: &str) -> Cow<'_, str> {
    let office = |rest: &str| {
        let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
        let tags = lexicon::tags(&word.to_lowercase());
        tags.has_any(Tags::CHAIRED | Tags::SCRIBE) || lexicon::is_office_head(&word.to_lowercase()) || word == "Vice"
    };
    // "Vice-Chair", "Ex-Mayor".
    // "Clerk-Treasurer": one office.
    let joined = |before: &str| {
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
        ["vice", "deputy", "co", "ex", "sub", "past"].contains(&word.as_str()) || lexicon::is_office_head(&word)
    };
    // "[x]" is a box with a tick.
    let bracket = |rest: &str| {
        let near = &rest[..rest.floor_char_boundary(LONGEST_BRACKET)];
        near.find(']').is_some_and(|end| near[..end].chars().filter(|c| c.is_alphabetic()).count() > 2)
    };
    let mut inside = false;
    if !line.contains(['[', ',', '.', '-']) {
        return Cow::Borrowed(line);
    }
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let at = |i: usize| chars.get(i).map(|(_, c)| *c);
    let mut out = String::with_capacity(line.len() + 8);
    for (i, &(offset, c)) in chars.iter().enumerate() {
        let before = i.checked_sub(1).and_then(at);
        let next = at(i + 1);
        let upper = next.is_some_and(char::is_uppercase);
        match c {
            '[' if bracket(&line[offset + 1..]) => {
                inside = true;
                out.push('(');
            }
            ']' if std::mem::take(&mut inside) => out.push(')'),
            ',' if upper => out.push_str(", "),
            // "J.Elm", not "J.R." and not "D.O.".
            '.' if upper
                && before.is_some_and(char::is_uppercase)
                && !i.checked_sub(2).and_then(at).is_some_and(char::is_alphanumeric)
                && at(i + 2).is_some_and(char::is_lowercase) =>
            {
                out.push_str(". ");
            }
            // "Elm.Absent:", where a space was lost.
            '.' if upper
                && before.is_some_and(char::is_lowercase)
                && at(i + 2).is_some_and(char::is_lowercase)
                && label::parse(&line[offset + 1..]).is_some_and(|l| l.closed) =>
            {
                out.push_str(". ");
            }
            '-' if upper && !joined(&line[..offset]) && office(&line[offset + 1..]) => out.push_str(" - "),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// A cell whose wide spaces part columns; `None` where they part only words.
fn spaced(cell: &str) -> Option<String> {
    let cells: Vec<&str> = cell.split("  ").map(str::trim).filter(|c| !c.is_empty()).collect();
    if cells.len() < 2 {
        return None;
    }
    let (first, rest) = cells.split_first()?;
    let labelled = label::parse(first).is_some_and(|l| l.end == first.len());
    let whole = |c: &&str| is_one(c);
    let wide = cell.trim().contains("    ") && cells.iter().all(|c| c.contains(' '));
    let apart = labelled || wide || (whole(first) && rest.iter().all(whole));
    apart.then(|| cells.join("\t"))
}

/// The parts of a line that are read by themselves: where labels stand inside a paragraph ("Present: Elm. Absent: Oak.")
/// or sentences tell of people, its sentences; and what follows a label behind a semicolon.
pub fn parts(line: &str) -> Vec<&str> {
    let ranges = crate::structure::speech::sentences::sentences(line);
    let sentences: Vec<&str> = ranges.into_iter().filter_map(|r| line.get(r)).collect();
    let speaks = |s: &&str| {
        let bare = without_number(s);
        label::parse(bare).is_some_and(|l| l.closed || !l.weak)
            || told::is_of_apologies(bare)
            || told::find_lists(bare).is_some()
    };
    let parted = sentences.len() > 1 && sentences.iter().skip(1).any(speaks);
    let whole = if parted { sentences } else { vec![line] };
    // "Present/Apologies • Members: Cllrs Elm, Oak • Others: Jo Ash": a list that lost its lines.
    whole
        .into_iter()
        .flat_map(|part| part.split(" • "))
        .flat_map(clauses)
        .flat_map(at_labels)
        .flat_map(at_number)
        .collect()
}

/// Whether a part begins with the number of an item: one that a stop closes, before what is nobody.
pub fn begins_item(part: &str) -> bool {
    let (number, rest) = part.split_once(' ').unwrap_or_default();
    let closed = number.strip_suffix('.').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let title = || rest.split_whitespace().next().is_some_and(|w| lexicon::tags(w).has(Tags::NOT_NAME));
    closed && (!people::looks_like_one(rest) && !is_list_like(rest) || title())
}

/// A list cut before the number of the item that it runs into: "Present: Jo Elm, Kim Oak 1. Apologies: Ann Ash". Where
/// the people are numbered, the first number stands before the first of them.
fn at_number(part: &str) -> Vec<&str> {
    let Some(label) = label::parse(part).filter(|l| !l.weak) else { return vec![part] };
    let digits = |w: &str| (1..=2).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_digit());
    let number = |w: &str| w.strip_suffix(['.', ')']).is_some_and(digits);
    let mut words =
        part.match_indices(' ').map(|(at, _)| (at, part[at + 1..].trim_end())).filter(|(at, _)| *at >= label.end);
    let first = words.find(|(_, rest)| rest.split(' ').next().is_some_and(number));
    let Some((at, rest)) =
        first.filter(|(_, rest)| rest.split(' ').nth(1).is_none_or(|w| w.starts_with(char::is_uppercase)))
    else {
        return vec![part];
    };
    let listed = part[label.end..at].trim();
    // "Jo Elm, Ward 1. Kim Oak"
    let seat = listed.split(' ').next_back().is_some_and(people::is_post_word);
    let people = !seat && is_list_like(listed) && people::list(listed).iter().any(Person::is_sure);
    if people { vec![&part[..at], rest] } else { vec![part] }
}

/// Least sentences of a paragraph that is more than a list in which somebody is told of.
const PARAGRAPH: usize = 5;

/// Whether most of a paragraph's sentences tell of nobody's being there: "The Engineer was present. A lively discussion
/// followed ...", or a paper that lost all its lines.
pub fn talks_of_more(text: &str) -> bool {
    let ranges = crate::structure::speech::sentences::sentences(text);
    let sentences: Vec<&str> = ranges.into_iter().filter_map(|range| text.get(range)).collect();
    let lists = |s: &&&str| {
        let bare = without_number(s);
        label::parse(bare).is_some() || led_in(bare).is_some() || told::find_lists(bare).is_some() || is_list_like(bare)
    };
    sentences.len() >= PARAGRAPH && sentences.iter().filter(lists).count() * 2 < sentences.len()
}

/// A part cut before each label within it, where a paragraph lost the lines of its lists: "PRESENT Jo Elm Kim Oak IN
/// ATTENDANCE: Ann Ash". Such a label has a colon or capitals, and people behind it.
fn at_labels(part: &str) -> Vec<&str> {
    const LONG: usize = 6;
    let mut out = Vec::new();
    if part.split_whitespace().nth(LONG).is_none() {
        return vec![part];
    }
    // Behind one label, "Directors:" is another.
    let mut listed = label::parse(part).is_some_and(|l| !l.weak);
    // The words of a label that began before are no label of their own.
    let (mut from, mut free) = (0, label::parse(part).map_or(0, |l| l.end));
    for (at, _) in part.match_indices(' ') {
        let at = at + 1;
        if at < free || !part[at..].starts_with(char::is_uppercase) {
            continue;
        }
        let Some(label) = label::parse(&part[at..]) else { continue };
        free = at + label.end;
        let words = &part[at..free];
        // "Jo Elm, Chief Executive; Ann Ash, Head of Housing": the last word of an office, and no label.
        let before = part[..at].trim_end().rsplit(' ').next().unwrap_or_default();
        if words.ends_with(';') || people::is_post_word(before) && people::is_post_word(words) {
            continue;
        }
        let loud = words.len() > LONG && crate::structure::names::is_all_caps(words);
        let behind: Vec<&str> = part[free..].trim_start_matches([':', '-', '–', ' ']).split(' ').take(2).collect();
        // "Absent: Elm, Oak": surnames, each with its comma.
        let surname = |word: &&&str| word.ends_with(',') && word.starts_with(char::is_uppercase);
        let people = people::looks_like_one(&behind.join(" "))
            || people::is_titled(&behind.join(" "))
            || label.closed && behind.first().filter(surname).is_some();
        listed |= label.closed && is_list_of_several(&part[..at]);
        let guests = label.closed && (label.list == List::InAttendance || listed && label.list == List::Present);
        listed |= !label.weak && people;
        if (!label.weak || guests) && (label.closed || loud) && people {
            out.push(&part[from..at]);
            from = at;
        }
    }
    out.push(&part[from..]);
    out
}

/// Whether a text lists people and nothing else: what a heading labels.
fn is_list_of_several(text: &str) -> bool {
    is_list_like(text) && people::list(text).iter().filter(|p| p.is_sure()).count() > 1
}

/// A part cut before each label that stands behind a semicolon, or behind a stop that ends no sentence by itself:
/// "present - Elm, Oak; absent - Ash", "at 7 p.m. Those present were Elm".
fn clauses(part: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    let stops = part.match_indices("; ").chain(part.match_indices("m. "));
    let mut stops: Vec<usize> = stops.map(|(at, _)| at).collect();
    stops.sort_unstable();
    for at in stops {
        let (semicolon, behind) = (part[at..].starts_with(';'), if part[at..].starts_with(';') { 2 } else { 3 });
        let rest = part[at + behind..].trim_start_matches("and ");
        let at = if semicolon { at } else { at + 2 };
        let names = |l: &Label| people::list(told::list_part(&rest[l.end..])).iter().any(Person::is_sure);
        if label::parse(rest).is_some_and(|l| !l.weak && (l.closed && semicolon || names(&l))) {
            out.push(&part[from..at]);
            from = part.len() - rest.len();
        }
    }
    out.push(&part[from..]);
    out
}

/// Most words before a label inside a sentence: "Upon roll call by the Clerk, the following were present:". Where a paper
/// lost its lines, its whole head stands before it.
const LEAD: usize = 45;

/// A label behind the beginning of a sentence, where people follow it: the text from there on. It is closed, or says of
/// them that they were there; one word is a label only with a capital ("held in the Hall Present: Jo Elm").
pub fn led_in(text: &str) -> Option<(&str, Label)> {
    let starts = text.match_indices(' ').map(|(at, _)| at + 1).take(LEAD);
    let found = starts.filter_map(|at| label::parse(&text[at..]).map(|l| (&text[at..], l)));
    let mut fitting = found.filter(|(rest, l)| {
        let words = || rest[..l.end].split_whitespace();
        let several = words().count() > 1;
        let told = several && words().any(|w| matches!(w, "were" | "are"));
        !l.weak && (told || (several || rest.starts_with(char::is_uppercase)) && (l.closed || headed(rest, l)))
    });
    let (rest, label) = fitting.next()?;
    let listed = told::list_part(&rest[label.end..]);
    let found = people::list(listed);
    let several = found.len() > 2 && is_list_like(listed);
    // "Chair Elm noted two retirements, with one retiree in attendance: Jo Oak" lists nobody.
    let lead = &text[..text.len() - rest.len()];
    let told = !reports_words(lead) && found.iter().any(Person::is_sure);
    (several || told).then_some((rest, label))
}

/// Whether words say that somebody said something.
fn reports_words(lead: &str) -> bool {
    let mut verbs =
        lead.split_whitespace().filter_map(|w| lexicon::verb(w.trim_matches(|c: char| !c.is_alphanumeric())));
    verbs.any(|verb| verb.speech == Speech::Say && verb.form == VerbForm::Past && verb.reports)
}

/// Bytes behind a label in which its first people stand.
const NEAR: usize = 600;

/// Whether a label of words with capitals has no mark behind it and begins a list of several people.
fn headed(text: &str, label: &Label) -> bool {
    let capitals = text[..label.end].split_whitespace().all(|w| w.len() < 4 || w.starts_with(char::is_uppercase));
    let behind = &text[label.end..];
    capitals && people::list(&behind[..behind.floor_char_boundary(NEAR)]).len() > 2
}

/// Fewer names below a label do not show that it heads a list.
pub const FOLLOWING: usize = 3;

/// Whether a text is the label of those present and several people behind it; a page of a site may have its menus first.
pub fn opens_full_list(text: &str) -> bool {
    let label = label::parse(text.trim()).filter(|l| !l.weak && l.closed && l.list == List::Present);
    let sure = |l: Label| people::list(&text.trim()[l.end..]).iter().filter(|p| p.is_sure()).count();
    label.is_some_and(|l| is_list_like(&text.trim()[l.end..]) && sure(l) >= FOLLOWING)
}

/// Whether three names stand below the first of these blocks, each on a line of its own; labels between them do not count.
pub fn people_follow(blocks: &[Block]) -> bool {
    let Some((first, rest)) = blocks.split_first().filter(|(b, _)| b.text.len() < 60) else { return false };
    let own = first.text.lines().skip(1);
    let lines = own.chain(rest.iter().take(12).filter(|b| !b.furniture).flat_map(|b| b.text.lines()));
    let mut named = lines.map(str::trim).filter(|l| !l.is_empty() && label::parse(l).is_none()).take(FOLLOWING);
    // "Jo Elm - Chair"
    let own = |l: &str| {
        [" - ", " – ", " — "].iter().find_map(|dash| l.split_once(dash)).is_some_and(|(name, _)| is_one(name))
    };
    let count = named.by_ref().take_while(|l| people::looks_like_one(l) || own(l)).count();
    count == FOLLOWING
}

/// Whether a cell holds a person, the surname perhaps first: "Elm, Jo".
pub fn is_one(cell: &str) -> bool {
    people::looks_like_one(cell) || people::surname_first(cell).is_some()
}

/// A text without the number of an item in front of it.
pub fn without_number(text: &str) -> &str {
    let mut rest = text.trim();
    while let Some((first, more)) = rest.split_once(char::is_whitespace) {
        let number = first.contains(|c: char| c.is_ascii_digit())
            && first.chars().all(|c| c.is_ascii_alphanumeric() || ".-/():".contains(c));
        if !number {
            break;
        }
        rest = more.trim_start();
    }
    rest
}

/// Whether a printed line ends inside a list that runs on: behind a comma or "and", in an open bracket, or full.
pub fn is_unfinished(line: &str) -> bool {
    let text = line.trim();
    let open = text.matches('(').count() > text.matches(')').count();
    let wrapped = text.matches(", ").count() >= 2 && !text.ends_with(['.', ')', ';']) && text.chars().count() > 45;
    let titled = text.rsplit(' ').next().is_some_and(lexicon::is_title);
    open || wrapped || titled || text.ends_with([',', ';', '&']) || text.ends_with(" and")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_spaces_part_columns() {
        for (line, expect) in [
            ("Jo Elm   Kim Oak   Ann Ash", "Jo Elm\tKim Oak\tAnn Ash"),
            ("PRESENT:      Cllr Elm", "PRESENT:\tCllr Elm"),
            ("Ms Jo Elm,      Director of Services", "Ms Jo Elm,\tDirector of Services"),
            ("Cllr.   Jo   Elm", "Cllr.   Jo   Elm"),
            ("Jo Elm @jelm (TSC)", "Jo Elm (TSC)"),
            ("Jo Elm (@elm), Eden Trust", "Jo Elm, Eden Trust"),
            ("Lt Col (Retd) Jo Elm", "Lt Col Jo Elm"),
            ("Present. J.Elm [Clerk ],K Oak-Chairman (KO)", "Present. J. Elm (Clerk ), K Oak - Chairman (KO)"),
            ("Clerk-Treasurer Ann Ash", "Clerk-Treasurer Ann Ash"),
            ("J.R. Elm, D.O., Ann Ash-Yew, Vice-Chair [x]", "J.R. Elm, D.O., Ann Ash-Yew, Vice-Chair [x]"),
        ] {
            assert_eq!(tidy(line), expect);
        }
    }

    #[test]
    fn a_paragraph_in_which_somebody_is_told_of_is_no_list() {
        let told = "The Engineer, Jo Elm, was present. A lively discussion followed. Mr Elm showed a log of the tests. \
                    The pipe is broken near the drain. He will write to the owner.";
        assert!(talks_of_more(told));
        assert!(!talks_of_more("Present: Jo Elm. Kim Oak. Ann Ash. Lou Fir. Sam Yew. In attendance: Tom Box."));
        assert!(!talks_of_more("Present were Jo Elm and Kim Oak. The meeting opened at seven."));
    }

    #[test]
    fn labels_stand_inside_sentences_too() {
        for (text, expect) in [
            (
                "Upon roll call, the following were present: Jo Elm, Kim Oak",
                Some("roll call, the following were present:"),
            ),
            ("A quorum was established with these directors present: Jo Elm", Some("directors present:")),
            ("He reported on attendance: it was good", None),
            ("The motion was lost: Jo Elm", None),
            ("Chair Ash noted that two had left, with one (1) in attendance: Jo Elm", None),
        ] {
            let found = led_in(text).map(|(rest, l)| &rest[..l.end]);
            assert_eq!(found, expect, "{text}");
        }
        assert_eq!(parts("present - Elm, Oak; absent - Ash"), ["present - Elm, Oak", "absent - Ash"]);
        let guests = "SENATORS ABSENT: J. Elm, S. Oak GUESTS: Bill Ash, Laura Fir, Ron Yew I. Approval";
        assert_eq!(
            parts(guests),
            ["SENATORS ABSENT: J. Elm, S. Oak ", "GUESTS: Bill Ash, Laura Fir, Ron Yew I. Approval"]
        );
        let lost = "HELD IN THE HALL PRESENT Jo Elm Kim Oak Also in Attendance: Ann Ash Lou Fir APOLOGIES Sam Yew";
        let expect = [
            "HELD IN THE HALL ",
            "PRESENT Jo Elm Kim Oak ",
            "Also in Attendance: Ann Ash Lou Fir ",
            "APOLOGIES Sam Yew",
        ];
        assert_eq!(parts(lost), expect);
    }

    #[test]
    fn a_bracket_that_begins_a_line_belongs_to_the_line_above() {
        let joined = |lines: &[&str]| with_brackets_below(lines.iter().map(|l| (*l).to_owned()));
        assert_eq!(joined(&["Engineer, Roads", "(Ms. A. Elm)", "Jo Oak"]), ["Engineer, Roads (Ms. A. Elm)", "Jo Oak"]);
        assert_eq!(joined(&["Officers:", "(Jo Oak)"]), ["Officers:", "(Jo Oak)"]);
        assert_eq!(joined(&["(Jo Oak)"]), ["(Jo Oak)"]);
    }
}

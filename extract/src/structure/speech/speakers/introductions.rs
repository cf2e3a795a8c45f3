//! Whom a paper knows without a list: names that stand as labels before what they say ("Rod: who would like to go on?"),
//! and initials that speak ("MW said that ..."), where they come back.
//!
//! One label may be a heading; two of the same name are somebody. Where several known people or offices stand as labels,
//! the paper is a transcript, and every label is a speaker. A word of procedure, a month or a usual heading is nobody.

use super::candidate::Manner;
use super::candidates::candidates;
use super::label_words::{LONGEST_LABEL, can_be_named, is_whole_name};
use super::one_name::introduce_subjects;
use crate::content::Block;
use crate::lexicon::{Tags, tags};
use crate::structure::items::titles;
use crate::structure::names::{is_all_caps, title_case};
use crate::structure::speech::name::{Name, abbreviates};
use crate::structure::speech::predicate::verb_at;
use crate::structure::speech::roster::{Found, Roster, without_titles};
use crate::structure::speech::sentences::sentences;
use crate::structure::speech::words::{Word, words};
use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Range;

/// How often a label or initials have to stand in a paper before they are somebody.
const LEAST: usize = 2;

/// A label of several words has to stand so often: things are named by two words more often than by one.
const LEAST_OF_SEVERAL: usize = 3;

/// Known people and offices have to stand as labels so often in a transcript.
const LEAST_IN_TRANSCRIPT: usize = 3;

/// A transcript has a label at one of so many paragraphs, at least.
const PARAGRAPHS_A_LABEL: usize = 4;

/// Most words of an office that is a label: "The Lord Bishop of Arden and Saltholme".
const LONGEST_OFFICE: usize = 8;

patterns! {
    /// What may stand before a label: "[10:02]", "Q21".
    LEAD = r"^\s*(?:[\[(]?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?[\])]?\s+)?(?:Q\.?\s?\d{1,4}\.?\s+)?";
    /// A label, a remark in brackets and the colon, with something said: "Mr Ash (via video): who ordered them?"
    LABEL = r"^(?P<name>\p{Lu}[^:;?!]{1,70}?)\s*(?:[(\[][^)\]:]{1,40}[)\]])?:\s+\S";
}

patterns! {
    /// A name and its initials, perhaps behind an office: "Ann Elm (AE)", "Ann Elm (Hon. Sec., AE)".
    KEY = r"(?P<name>\p{Lu}[\p{L}'’.-]*(?: [\p{L}'’.-]+){0,2} \p{Ll}{0,3}\p{Lu}[\p{L}'’-]+) \((?:[^()\t]{2,40}, )?(?P<initials>\p{Lu}{2,3}\p{Ll}?|\p{Lu}\p{Ll}\p{Lu})\)";
    /// A label in capitals before a stop, as official reports print them: "The CHAIR.", "Mr. DE LA TOUR (interrupting)."
    CAPITALS = r"^(?P<name>(?:(?:The|Mr|Mrs|Ms|Dr|Sir)\.?\s+)?\p{Lu}[\p{Lu}'’ -]{2,40})\s*(?:\([^)]{1,40}\))?\.(?:\s|$)";
}

/// Where in a paragraph its label stands, in bytes; `None` where it begins with none.
pub fn label_span(text: &str) -> Option<Range<usize>> {
    let lead = LEAD.find(text).map_or(0, |lead| lead.end());
    let found = LABEL.captures(&text[lead..]).or_else(|| CAPITALS.captures(&text[lead..]))?;
    let name = found.name("name")?;
    let small = ["of", "and", "the", "for", "de", "la", "van", "von", "in", "na", "y", "an"];
    let found = words(name.as_str());
    let unnamed = ["speaker", "member", "voice", "public", "resident", "audience"];
    let fits = found
        .iter()
        .all(|word| word.is_capital() || small.contains(&word.key.as_str()) || unnamed.contains(&word.key.as_str()));
    let named = fits && found.len() <= LONGEST_OFFICE && !titles::is_usual(name.as_str());
    // "AE → TO: is it open?": whoever stands before the arrow asks the other.
    let addressed = ["→", "->", "=>"].iter().find_map(|arrow| name.as_str().split_once(arrow)).filter(|_| fits);
    if let Some((own, _)) = addressed {
        let from = lead + name.start();
        return Some(from..from + own.trim_end().len());
    }
    // "Ann Elm, Project Manager, Eden County: good morning": who they are stands behind the name.
    let own = name.as_str().split(',').next().unwrap_or_default();
    let whole = own.len() < name.as_str().len() && is_whole_name(&words(own));
    let end = if whole { name.start() + own.len() } else { name.end() };
    named.then(|| lead + name.start()..lead + end)
}

/// Whether a paper is a transcript: known people, or offices, stand as labels before much of what is said.
pub fn is_transcript(blocks: &[Block], spoken: &[usize], roster: &Roster) -> bool {
    let labels = spoken.iter().filter(|&&i| {
        let text = &blocks[i].text;
        label_span(text).is_some_and(|span| is_somebody(&text[span], roster))
    });
    let count = labels.count();
    count >= LEAST_IN_TRANSCRIPT && count * PARAGRAPHS_A_LABEL >= spoken.len()
}

/// Whether a label as a whole is a known person, a titled name or an office.
fn is_somebody(label: &str, roster: &Roster) -> bool {
    let found = words(label);
    candidates(&found, label, roster).iter().any(|c| {
        let whole = c.start <= 1 && c.end + 1 >= found.len();
        let known = c.person.is_some() || matches!(c.manner, Manner::Titled | Manner::Office | Manner::Chair);
        whole && known && !found.iter().any(|word| matches!(word.key.as_str(), "action" | "actions"))
    })
}

/// Adds to the roster whom the labels of a transcript name in full, also those who have one.
pub fn introduce_labels(blocks: &[Block], spoken: &[usize], roster: &mut Roster) {
    for &i in spoken {
        let text = &blocks[i].text;
        let Some(span) = label_span(text) else { continue };
        let label = &text[span];
        let found = words(label);
        let titled = found.first().is_some_and(|word| tags(&word.key).has(Tags::TITLE));
        // "TASHA ELM:", "ELM:": official reports and transcripts print their labels in capitals.
        let own = if is_all_caps(label) { title_case(label) } else { label.to_owned() };
        let spelt = words(&own);
        let alone = is_all_caps(label) && spelt.len() == 1 && label.len() > 2 && spelt.iter().all(can_be_named);
        let plain = is_whole_name(&spelt) || alone;
        // "MR. DEPUTY CHAIRMAN:" is an office and nobody's name.
        let office = |word: &Word| tags(&word.key).has_any(Tags::HEAD | Tags::POST);
        let name = |word: &Word| tags(&word.key).has(Tags::NAME);
        let behind = || found.iter().skip(1);
        let titled = titled && (!behind().all(office) || behind().all(name));
        let name = Name::parse(label).filter(|_| plain || titled && found.len() > 1);
        if let Some(name) = name.filter(|name| matches!(roster.named(name, None), Found::Nobody)) {
            let printed = without_titles(label);
            let printed = if is_all_caps(printed) { title_case(printed) } else { printed.to_owned() };
            roster.introduce(&printed, name, None);
        }
    }
}

/// Whether most paragraphs begin with a label, and several labels come back: a record of what was said, word by word, in
/// which a first name and a surname are somebody as soon as one name is.
fn is_dense(labels: &BTreeMap<String, usize>, paragraphs: usize) -> bool {
    let returning = labels.values().filter(|count| **count >= LEAST).count();
    let all: usize = labels.values().sum();
    returning >= LEAST && labels.len() >= LEAST_IN_TRANSCRIPT && all * 2 >= paragraphs
}

/// Adds to the roster everybody whom these blocks show to be speaking so often.
pub fn introduce_speakers(blocks: &[Block], spoken: &[usize], roster: &mut Roster) {
    let mut labels: BTreeMap<String, usize> = BTreeMap::new();
    let mut initials: BTreeMap<String, usize> = BTreeMap::new();
    let mut with_article: BTreeMap<String, usize> = BTreeMap::new();
    let mut subjects: BTreeMap<String, usize> = BTreeMap::new();
    for &i in spoken {
        let text = &blocks[i].text;
        if let Some(name) = label(text) {
            *labels.entry(name).or_default() += 1;
        }
        for range in sentences(text) {
            let sentence = &text[range];
            let found = words(sentence);
            if let Some(name) = subject(&found) {
                *subjects.entry(name.to_owned()).or_default() += 1;
            }
            for (at, word) in found.iter().enumerate().filter(|(_, word)| are_initials(word.text)) {
                let labels = at == 0 && is_label(word.text, sentence);
                let speaks = (at == 0 || found[at - 1].is_closed()) && verb_at(&found, at + 1).is_some() || labels;
                let article = at > 0 && found[at - 1].key == "the";
                *initials.entry(word.text.to_owned()).or_default() += usize::from(speaks);
                *with_article.entry(word.text.to_owned()).or_default() += usize::from(article);
            }
        }
    }
    // A full name is somebody where one of its names comes back as a label: "Rod Vagg:", then "Rod:" or "Vagg:".
    let called_later = |label: &str| {
        let mut names = label.split_whitespace();
        let ends = [names.next(), names.last()];
        ends.into_iter().flatten().any(|name| name.len() < label.len() && labels.contains_key(name))
    };
    let dialogue = labels.values().filter(|count| **count >= LEAST).count() >= LEAST_IN_TRANSCRIPT;
    let dense = is_dense(&labels, spoken.len());
    let keys = keys(blocks);
    let single = |(label, count): &(&String, &usize)| {
        let name = !label.contains(char::is_whitespace) && !are_initials(label) && !keys.contains_key(*label);
        name && (**count >= LEAST || dialogue)
    };
    let in_full = labels.keys().filter(|label| is_whole_name(&words(label)) && called_later(label));
    for label in in_full {
        if let Some(name) = Name::parse(label).filter(|name| matches!(roster.named(name, None), Found::Nobody)) {
            roster.introduce(label, name, None);
        }
    }
    let singles = labels.iter().filter(single).map(|(label, count)| (label.clone(), *count)).collect();
    introduce_subjects(&singles, blocks, roster);
    let mut speakers: Vec<&String> = labels
        .iter()
        .filter(|(label, _)| !keys.contains_key(*label))
        .filter(|(label, count)| {
            let several = label.contains(char::is_whitespace) && !(dense && is_whole_name(&words(label)));
            **count >= if several { LEAST_OF_SEVERAL } else { LEAST } || called_later(label)
        })
        .map(|(label, _)| label)
        .collect();
    speakers.sort_by_key(|label| std::cmp::Reverse(label.split_whitespace().count()));
    for label in speakers {
        if let Some(name) = Name::parse(label).filter(|name| matches!(roster.named(name, None), Found::Nobody)) {
            roster.introduce(label, name, None);
        }
    }
    introduce_subjects(&subjects, blocks, roster);
    let alone = LazyCell::new(|| names_alone(blocks));
    for (letters, count) in initials.iter().filter(|(_, count)| **count > 0) {
        // "the NHS said": a body.
        if with_article.get(letters).is_some_and(|count| *count > 0) {
            continue;
        }
        match keys.get(letters) {
            Some(Some(printed)) => introduce_keyed(letters, printed, roster),
            // Two people have them: neither is meant for sure.
            Some(None) => {}
            None => match named_by_initials(letters, &alone) {
                Some(printed) => introduce_keyed(letters, printed, roster),
                None if *count >= LEAST => introduce_initials(letters, roster),
                None => {}
            },
        }
    }
}

/// Whether these initials stand as a label before what is said: "AE: yes."
fn is_label(letters: &str, sentence: &str) -> bool {
    sentence.trim_start().strip_prefix(letters).is_some_and(|rest| rest.starts_with(": "))
}

/// A name of one word with which a sentence begins and which speaks in it: "Elm said ...".
fn subject<'w>(words: &[Word<'w>]) -> Option<&'w str> {
    let first = words.first().filter(|word| can_be_named(word) && !word.is_closed() && !are_initials(word.text))?;
    verb_at(words, 1).map(|_| first.text)
}

/// Who has which initials, as "Ann Elm (AE)" explains them anywhere in a paper; `None` where it explains them twice.
fn keys(blocks: &[Block]) -> BTreeMap<String, Option<String>> {
    let mut keys: BTreeMap<String, Option<String>> = BTreeMap::new();
    let in_brackets = blocks.iter().flat_map(|block| KEY.captures_iter(&block.text)).map(|found| {
        let (name, initials) = (found.name("name"), found.name("initials"));
        (name.map_or("", |m| m.as_str()), initials.map_or("", |m| m.as_str()))
    });
    for (printed, letters) in in_brackets.chain(blocks.iter().filter_map(key_in_row)) {
        let capitals: String = letters.chars().filter(|c| c.is_uppercase()).collect();
        let fits = |name: Name| name.has_initials(&capitals) || abbreviates(letters, printed);
        let is_person = words(printed).iter().all(is_part_of_name) && Name::parse(printed).is_some_and(fits);
        if is_person {
            let known = keys.entry(letters.to_owned()).or_insert_with(|| Some(printed.to_owned()));
            if known.as_deref().is_some_and(|known| known != printed) {
                *known = None;
            }
        }
    }
    keys
}

/// "Ann Elm | Treasurer | AE": a row that has a name in one cell and its initials alone in another.
fn key_in_row(block: &Block) -> Option<(&str, &str)> {
    let cells: Vec<&str> = block.text.split('\t').map(str::trim).collect();
    let letters = cells.iter().skip(1).find(|cell| are_initials(cell))?;
    // "Kim Oak, Assistant Director", "Ann Elm (Chair)": the name ends where something about it begins.
    let names = cells.iter().filter_map(|cell| cell.split([',', '(']).next()).map(str::trim);
    let name = names.map(without_titles).find(|name| abbreviates(letters, name))?;
    Some((name, letters))
}

/// The names that a paper prints by themselves, in a cell, a list or brackets: "Ann Elm | Oak Ltd | yes".
fn names_alone(blocks: &[Block]) -> Vec<(&str, Name)> {
    let parts = blocks.iter().flat_map(|block| block.text.split(['\t', ',', ';', ':', '(', ')', '[', ']', '•']));
    parts
        .map(str::trim)
        .filter(|part| is_whole_name(&words(part)))
        .filter_map(|part| Some((part, Name::parse(part)?)))
        .collect()
}

/// The one of these names that has such initials.
fn named_by_initials<'b>(letters: &str, alone: &[(&'b str, Name)]) -> Option<&'b str> {
    let mut named = alone.iter().filter(|(_, name)| name.has_initials(letters));
    let (first, name) = named.next()?;
    named.all(|(_, other)| name.same_surname(other) && name.given_fits(other)).then_some(first)
}

/// Gives initials to the one whom the paper explains them by, whom no list may have.
fn introduce_keyed(letters: &str, printed: &str, roster: &mut Roster) {
    let Some(name) = Name::parse(printed) else { return };
    let at = match roster.named(&name, None) {
        Found::One(at) => at,
        Found::Nobody => roster.introduce(printed, name, None),
        Found::Several => return,
    };
    roster.people[at].short = Some(letters.to_owned());
}

/// Gives the initials to the one of the roster who has them; else they are all that is known of somebody.
fn introduce_initials(letters: &str, roster: &mut Roster) {
    if roster.short(letters).is_some() {
        return;
    }
    let capitals: String = letters.chars().filter(|c| c.is_uppercase()).collect();
    let theirs: Vec<usize> =
        (0..roster.people.len()).filter(|&i| roster.people[i].name.has_initials(&capitals)).collect();
    let at = match theirs[..] {
        [one] => one,
        // Three capitals that nobody on the list has are a body more often than a person.
        [] if capitals.len() > 2 => return,
        [] => match Name::parse(letters) {
            Some(name) => roster.introduce(letters, name, None),
            None => return,
        },
        _ => return,
    };
    roster.people[at].short = Some(letters.to_owned());
}

/// Capitals before a colon that are so few are initials: "AWB: yes."
const LONGEST_INITIALS: usize = 3;

/// Two or three capitals, perhaps with a small letter that tells two people apart: "MW", "AWa", "JoS".
fn are_initials(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let letters = word.chars().count();
    word.chars().all(char::is_alphabetic)
        && (2..=3).contains(&capitals)
        && letters <= capitals + 1
        && word.starts_with(char::is_uppercase)
        && !tags(&word.to_lowercase()).has_any(Tags::NOT_NAME | Tags::POST | Tags::BODY)
}

/// The name with which a text begins before a colon, if something is said after it; one in capitals as names are printed
/// elsewhere: "ELM: How high is it?"
fn label(text: &str) -> Option<String> {
    let (label, said) = text.split_once(':')?;
    let label = label.trim().trim_start_matches(['*', '-', '•', ' ']);
    let name = label.split('(').next().unwrap_or(label).trim();
    let shouted = is_all_caps(name) && name.chars().count() > LONGEST_INITIALS;
    let name = if shouted { title_case(name) } else { name.to_owned() };
    let found = words(&name);
    let fits = (1..=LONGEST_LABEL).contains(&found.len()) && found.iter().all(can_be_named);
    let talks = said.split_whitespace().count() >= 2;
    (fits && talks && !titles::is_usual(&name) && !titles::names_usual(&name)).then_some(name)
}

/// Whether a word may be part of a whole name whose initials the paper explains: "Anneke deVries".
fn is_part_of_name(word: &Word) -> bool {
    let inner = word.text.chars().skip(1).any(char::is_uppercase);
    can_be_named(word) || inner && word.text.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;
    use crate::structure::speech::roster::Known;

    fn people(texts: &[&str]) -> Vec<String> {
        let blocks: Vec<Block> = texts.iter().map(|text| block(text)).collect();
        let spoken: Vec<usize> = (0..blocks.len()).collect();
        let mut roster = Roster::default();
        introduce_speakers(&blocks, &spoken, &mut roster);
        roster.people.into_iter().map(|person| person.display).collect()
    }

    #[test]
    fn labels_that_come_back_are_speakers() {
        let paper = [
            "Rod: who would like to go on?",
            "Jeremiah (TSC): put it on hold",
            "Rod: then we wait",
            "Jeremiah: until Friday then",
            "Action: Rod to ask",
            "Action: Rod to write",
            "Finance: the accounts were agreed",
            "Finance: bills were paid",
            "Rod Vagg: a website",
            "Domenic: only once here",
        ];
        assert_eq!(people(&paper), ["Rod Vagg", "Jeremiah"]);
    }

    #[test]
    fn where_most_paragraphs_have_a_label_a_whole_name_is_somebody_that_comes_back() {
        let said = [
            "Sproule: we hear Hob Larkin first",
            "Hob Larkin: thank you, I sell chestnuts",
            "Ivey: who smiled at that?",
            "Hob Larkin: the harbour master with all his teeth",
            "Sproule: then the roof is begun",
        ];
        assert_eq!(people(&said), ["Sproule", "Hob Larkin"]);
        let told =
            ["The roof was begun.", "It rained.", "Nobody was against it.", "It was late.", "All went home.", "So."];
        assert_eq!(people(&[&said[..], &told[..]].concat()), ["Sproule"], "two headings in a text may be alike");
    }

    #[test]
    fn labels_stand_behind_times_and_numbers_of_questions() {
        for (text, label) in [
            ("[10:02] Ann Lisle: We start.", Some("Ann Lisle")),
            ("Q21 The Chair: Good afternoon.", Some("The Chair")),
            ("Mr de la Tour (via video): Who ordered them?", Some("Mr de la Tour")),
            ("The Lord Bishop of Arden and Saltholme: Would it?", Some("The Lord Bishop of Arden and Saltholme")),
            ("The CHAIR. The sitting is open.", Some("The CHAIR")),
            ("Unidentified speaker: Was anyone hurt?", Some("Unidentified speaker")),
            ("Ann Elm, Project Manager, Bureau of Roads: Good morning.", Some("Ann Elm")),
            ("AE → TO: Is it open?", Some("AE")),
            ("Cllr Elm -> Ms Oak: Is it open?", Some("Cllr Elm")),
            ("The following were raised: roads.", None),
            ("Apologies: Cllr Elm", None),
            ("At 7.30 pm: the Chair", None),
        ] {
            assert_eq!(label_span(text).map(|span| &text[span]), label, "{text}");
        }
    }

    #[test]
    fn every_label_of_a_transcript_is_a_speaker() {
        let texts = [
            "The Chair: Welcome.",
            "Mr Elm: How much?",
            "The Clerk: Nine.",
            "Petra Oak: No.",
            "MR. DEPUTY CHAIRMAN: So.",
            "MR. DEPUTY MAYOR: No.",
        ];
        let blocks: Vec<Block> = texts.iter().map(|text| block(text)).collect();
        let spoken: Vec<usize> = (0..blocks.len()).collect();
        let mut roster = Roster::default();
        assert!(is_transcript(&blocks, &spoken, &roster));
        introduce_labels(&blocks, &spoken, &mut roster);
        let people: Vec<&str> = roster.people.iter().map(|p| p.display.as_str()).collect();
        assert_eq!(people, ["Elm", "Petra Oak"]);
    }

    #[test]
    fn who_speaks_by_one_name_is_whose_full_name_stands_in_the_paper_or_comes_back() {
        for (texts, expected) in [
            (&["There were Ann Elm and Olu Ash.", "Elm said that it rained."][..], &["Ann Elm"][..]),
            (&["Ann Elm and Tom Elm came.", "Elm said that it rained."], &[]),
            (&["Ann Elm took the carts.", "Ann & Tom took fifteen loads.", "Ann asked why."], &["Ann Elm"]),
            (&["Oxley said that it rained.", "Oxley asked why."], &["Oxley"]),
            (&["Oxley said that it rained."], &[]),
            (&["Discussion followed on the rain.", "Discussion continued."], &[]),
            (&["Members asked why.", "Council noted it.", "Council agreed that it rains."], &[]),
        ] {
            assert_eq!(people(texts), expected, "{texts:?}");
        }
    }

    #[test]
    fn initials_are_whose_name_explains_them_whatever_the_list_says() {
        let blocks: Vec<Block> = [
            "Ann Elm (AE), Olu Ash (OA) and Tom Oak (TO), Tim Oxley (TO).",
            "AE reported. TO asked why.",
            "OA: it rained.",
        ]
        .map(crate::structure::samples::block)
        .into();
        let mut roster = Roster::default();
        introduce_speakers(&blocks, &[0, 1, 2], &mut roster);
        let people: Vec<_> = roster.people.iter().map(|p| (p.display.as_str(), p.short.as_deref())).collect();
        assert_eq!(people, [("Ann Elm", Some("AE")), ("Olu Ash", Some("OA"))]);
    }

    #[test]
    fn a_first_name_is_not_that_of_somebody_who_is_away_where_a_namesake_speaks() {
        let mut roster = Roster::default();
        let away = Name::parse("Tim Oak").map(|name| roster.introduce("Tim Oak", name, None));
        away.into_iter().for_each(|at| roster.people[at].known = Known::Absent);
        let blocks = ["Tim Elm outlined the plan.", "Tim said that it rained."].map(block);
        introduce_speakers(&blocks, &[0, 1], &mut roster);
        let called = Name::parse("Tim").map(|name| roster.named(&name, None));
        assert_eq!(called, Some(Found::One(1)));
    }

    #[test]
    fn initials_are_explained_behind_an_office_and_in_a_cell_of_their_own() {
        for key in [
            "Ann deElm (AdE), Olu Ash (OA)",
            "Ann deElm (Hon. Sec., AdE), Olu Ash (President, OA)",
            "Ann deElm\tSecretary\tAdE",
            "Parents\tMs Ann deElm (Chair)\tAdE\tY",
            "Officers\tAnn deElm, Head of Finance\tAdE",
        ] {
            assert_eq!(people(&[key, "AdE: it rained.", "AdE: it snowed."]), ["Ann deElm"], "{key}");
        }
        // Initials that fit no name in the row are nobody's.
        assert_eq!(people(&["Olu Ash\tTreasurer\tKE", "KE: it rained.", "KE: it snowed."]), ["KE"]);
    }

    #[test]
    fn initials_that_speak_are_somebody_and_bodies_are_not() {
        let paper = [
            "MW said that the site was ready. MW asked members for their views.",
            "AWa raised an issue. RJ agreed. AWa suggested a note.",
            "The EU said that it would pay. EU asked for more. EU said no. TII said yes. TII asked why.",
        ];
        assert_eq!(people(&paper), ["AWa", "MW"]);
    }
}

//! What is found in other words, and what only looks like it.

use super::record;
use index::{Filters, Query, Routes, SearchRequest};

/// Passages of one document each, and what a search finds in them in other words: the words and the route.
fn found(texts: &[(&str, &str)], typed: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let entries: Vec<_> =
        (0u32..).zip(texts).map(|(i, (document, text))| record::entry(document, i, Some("2020-01-01"), text)).collect();
    record::write(folder.path(), &entries);
    let index = index::Index::open(folder.path()).unwrap().snapshot();
    let query = Query::strict(&format!("\"{typed}\"")).unwrap();
    let ask =
        SearchRequest { related: Routes::same(), page_size: 100, ..SearchRequest::new(query, Filters::default()) };
    let answer = index.search(&ask).unwrap();
    let hits = answer.hits.iter().filter_map(|hit| hit.related.as_ref());
    let mut found: Vec<String> = hits.map(|route| format!("{:?}: {}", route.route, route.words)).collect();
    found.sort();
    found
}

/// Words that stand everywhere say a phrase only in its shapes; the small words that make its meaning stay.
#[test]
fn words_that_meet_by_chance_are_no_phrase() {
    let everywhere = |a: &str, b: &str| {
        (0..40)
            .map(|_| ("m0", format!("The {a} was praised.")))
            .chain((0..40).map(move |_| ("m0", format!("One {b} more."))))
            .collect::<Vec<_>>()
    };
    for (typed, (a, b), passages, expect) in [
        (
            "parish scheme",
            ("parish", "scheme"),
            vec![
                "A scheme and a parish.",
                "Schemes of the parish began.",
                "The parish and village schemes.",
                "Scheming parishes.",
            ],
            vec!["WordOrder: Schemes of the parish", "WordOrder: parish and village schemes"],
        ),
        (
            "pupils in gardens",
            ("pupils", "gardens"),
            vec!["Pupils in their gardens.", "The gardens of pupils.", "Pupils like gardens."],
            vec!["WordOrder: Pupils in their gardens"],
        ),
        (
            "coastal levy",
            ("coastal", "levy"),
            vec!["The levy of a coastal kind.", "Coastal levies rose."],
            vec!["WordOrder: Coastal levies"],
        ),
    ] {
        let common = everywhere(a, b);
        let texts: Vec<(&str, &str)> = common
            .iter()
            .map(|(document, text)| (*document, text.as_str()))
            .chain(passages.iter().map(|text| ("m1", *text)))
            .collect();
        assert_eq!(found(&texts, typed), expect, "{typed}");
    }
}

/// A word alone is found in the other number; its tenses are other words, its family only where no thesaurus names it.
#[test]
fn one_word_alone_is_found_in_both_numbers() {
    let texts = [("m1", "Speeding is a danger."), ("m1", "The speed of answers."), ("m1", "A speedy recovery.")];
    assert!(found(&texts, "speeding").is_empty());
    let texts = [("m1", "Gazebos stand there."), ("m1", "A gazebo fell.")];
    assert_eq!(found(&texts, "gazebos"), ["Compound: gazebo"]);
}

/// An abbreviation counts in no document that uses it for something else, and not with a capital S for its plural.
#[test]
fn an_abbreviation_of_something_else_is_left_out() {
    let texts = [
        ("m1", "Child protection (CP) was reviewed."),
        ("m1", "The CP figures rose."),
        ("m2", "Child protection was told to Commercial Procurement (CP)."),
        ("m2", "The CP team bought paper."),
        ("m3", "Harbour Quay Works (HQW) began."),
        ("m3", "The HQWs were dear."),
        ("m3", "An HQWS is nothing."),
    ];
    assert_eq!(found(&texts, "child protection"), ["Abbreviation: CP"]);
    assert_eq!(found(&texts, "harbour quay works"), ["Abbreviation: HQWs"]);
}

/// A slip is rare beside the word that it is taken for.
#[test]
fn a_frequent_word_is_no_slip() {
    let mut texts = vec![("m1", "Dental health was good."); 4];
    texts.extend([("m1", "Mental health was good."); 5]);
    texts.push(("m1", "Mentel health was good."));
    assert_eq!(found(&texts, "mental health"), ["Spelling: Mentel health"]);
}

/// What the thesaurus lists is no name, though a heading prints it with capitals.
#[test]
fn a_heading_makes_no_name() {
    let texts = [("m1", "Road Closures"), ("m1", "Notice of a road closure was given.")];
    assert_eq!(found(&texts, "road closures"), ["WordOrder: road closure"]);
}

/// An abbreviation that stands behind its words without a mark explains nothing, and is found all the same.
#[test]
fn words_before_an_abbreviation_are_no_explanation() {
    let texts = [
        ("m1", "Members of the Joint Policing Committee asked that this JPC write to all."),
        ("m1", "Superintendent Elm will attend a JPC in the New Year."),
    ];
    assert_eq!(found(&texts, "joint policing committee"), ["Abbreviation: JPC"]);
}

/// Two letters are known to a committee whose papers explain them; elsewhere, and before a number, they may be anything.
#[test]
fn an_abbreviation_is_known_to_the_committee_that_explains_it() {
    let texts = [
        ("m1", "Harbour works (HW) began."),
        ("m2", "The HW are late."),
        ("m2", "Policy HW 7 applies."),
        ("c1", "Cabinet heard of HW."),
    ];
    assert_eq!(found(&texts, "harbour works"), ["Abbreviation: HW"]);
}

/// Surroundings that the thesaurus lists tell what two letters mean: no paper need say it in full.
#[test]
fn surroundings_tell_what_two_letters_mean() {
    let texts = [("m1", "PP rose for disadvantaged pupils."), ("c1", "The PP was signed at sea.")];
    assert_eq!(found(&texts, "pupil premium"), ["Abbreviation: PP"]);
}

/// What the thesaurus lists is not shortened: it lists what may be left out. Anything else is, where papers do so.
#[test]
fn what_is_listed_is_not_shortened() {
    let texts = [("m1", "Equality impact assessments were made."), ("m1", "An impact assessment of floods came.")];
    assert!(!found(&texts, "equality impact assessments").iter().any(|f| f.starts_with("Family")));
    let texts = [("m1", "The harbour quay study was made."), ("m1", "The quay study came.")];
    assert_eq!(found(&texts, "harbour quay study"), ["Family: quay study"]);
}

/// Letters that look alike are an abbreviation only where the document says it in full: others are of somebody else.
#[test]
fn letters_that_look_alike_need_the_full_name() {
    let texts = [("m1", "Looked-after children were counted."), ("m1", "CIA rose."), ("m2", "The CIA landed.")];
    assert_eq!(found(&texts, "looked-after children"), ["Abbreviation: CIA"]);
}

/// Three letters of the thesaurus that no paper explains or says in full are of somebody else.
#[test]
fn three_letters_need_a_document_that_says_them_in_full() {
    let of_others = ("m1", "The HSS paid all.");
    assert_eq!(found(&[of_others], "home care"), Vec::<String>::new());
    assert_eq!(found(&[of_others, ("m2", "Home care, by the HSS.")], "home care"), ["Abbreviation: HSS"]);
}

/// Names and phrases in which the same words say something else.
#[test]
fn the_same_words_may_say_something_else() {
    let again = |text: &'static str, times: usize| std::iter::repeat_n(("m1", text), times);
    for (typed, texts, expect) in [
        (
            "planning permission",
            vec!["Plans approved by all.", "Planning approvals came."],
            "Synonym: Planning approvals",
        ),
        ("children in care", vec!["Caring for children.", "A cared-for child."], "Synonym: cared-for child"),
        (
            "conflict of interest",
            vec!["They conflict with the interests of all.", "Conflicts of interest."],
            "WordOrder: Conflicts of interest",
        ),
        ("overtime", vec!["Over time it grew.", "Over time it fell.", "Overtimes."], "Compound: Overtimes"),
        ("reserves", vec!["Reserve a room.", "Council reserves."], ""),
    ] {
        let texts: Vec<_> = texts.into_iter().map(|text| ("m1", text)).chain(again("Nothing.", 100)).collect();
        assert_eq!(found(&texts, typed).join("; "), expect, "{typed}");
    }
}

/// The second of two nouns directly before the first is something else, where the record has enough of both to tell.
#[test]
fn two_nouns_turned_round_are_something_else() {
    let exact = std::iter::repeat_n(("m1", "Lock gates."), 80);
    let texts: Vec<_> = exact
        .chain(std::iter::repeat_n(("m1", "Nothing."), 1_000))
        .chain([("m1", "A gate lock."), ("m1", "The gate on the lock.")])
        .collect();
    assert_eq!(found(&texts, "lock gates"), ["WordOrder: gate on the lock"]);
}

/// One word of a name is the name only in a document that says the whole.
#[test]
fn a_word_of_the_name_needs_the_whole() {
    let of_a_seat = ("m1", "The vacancy in the Senate.");
    assert_eq!(found(&[of_a_seat], "staff vacancies"), Vec::<String>::new());
    let of_staff = [of_a_seat, ("m2", "Staff vacancies rose."), ("m2", "Each vacancy cost more.")];
    assert_eq!(found(&of_staff, "staff vacancies"), ["Synonym: vacancy"]);
}

/// A child and children are one word in two numbers, though they share no stem.
#[test]
fn irregular_plurals_are_found_in_both_numbers() {
    let texts = [("m1", "A stranded walking child was met."), ("m2", "Stranded walking adults were met.")];
    assert_eq!(found(&texts, "stranded walking children"), ["WordOrder: stranded walking child"]);
}

//! The language as a whole; each operator's reading, saying and writing.

use super::*;
use crate::filters::Filters;
use proptest::prelude::*;

/// What is understood, then what is ignored: `why` cut to its first words.
fn check(typed: &str, expect: &str) {
    let read = Query::lenient(typed);
    let mut got = read.query.understood(&Filters::default());
    for ignored in &read.ignored {
        got += &format!(" | {}..{} “{}”", ignored.from, ignored.to, ignored.what);
        got += &ignored.suggestion.as_ref().map(|s| format!(" -> {s}")).unwrap_or_default();
    }
    assert_eq!(got, expect, "{typed}");
}

#[test]
fn reads_and_says_back() {
    for (typed, expect) in [
        ("", "everything"),
        ("   ", "everything"),
        ("plans", "“plans” in any form"),
        ("workforce stability", "“workforce” in any form and “stability” in any form in the same passage"),
        ("workforce AND stability", "“workforce” in any form and “stability” in any form in the same passage"),
        ("\"workforce stability\"", "the exact phrase “workforce stability”"),
        ("“workforce stability”", "the exact phrase “workforce stability”"),
        ("\"workforce stability\" since:2019", "the exact phrase “workforce stability”, since 1 January 2019"),
        ("\"workforce stability\"~8", "the words “workforce stability” within 8 words of each other"),
        ("agency NEAR/8 permanent", "“agency” in any form within 8 words of “permanent” in any form"),
        (
            "(agency OR temporary) staff",
            "“agency” in any form, or “temporary” in any form and “staff” in any form in the same passage",
        ),
        ("agency -temporary", "“agency” in any form, without “temporary” in any form"),
        ("NOT agency", "without “agency” in any form"),
        ("stabil*", "words that begin with “stabil”"),
        ("stabilty~", "words at most one letter off “stabilty”"),
        ("stabilty~2", "words at most two letters off “stabilty”"),
        ("=plans", "exactly “plans”"),
        ("speaker:\"corporate director\"", "said by “corporate director”"),
        ("kind:minutes act:question", "of kind minutes, that is a question"),
        ("kind:inspection_report act:answer", "of kind inspection report, that is an answer"),
        ("item:\"school funding\" until:2021-03", "under the item “school funding”, until 31 March 2021"),
        (
            "£120 s.47 2021/22",
            "“£120” in any form and “s.47” in any form and “2021/22” in any form in the same passage",
        ),
        (
            "children's and families",
            "“children's” in any form and “and” in any form and “families” in any form in the same passage",
        ),
        ("Children & Families", "“Children” in any form and “Families” in any form in the same passage"),
    ] {
        check(typed, expect);
    }
}

/// A word that could be read as an operator is written so that it cannot.
#[test]
fn what_begins_like_an_operator_is_written_small() {
    for (typed, written) in
        [("a (NEAR/5words*)", "a near/5words*"), ("a (NEARBIE~)", "a nearbie~"), ("a (NEARER)", "a nearer")]
    {
        assert_eq!(Query::lenient(typed).query.to_string(), written, "{typed}");
    }
}

#[test]
fn says_what_it_ignores() {
    for (typed, expect) in [
        ("\"workforce", "the exact word “workforce” | 0..10 “\"workforce” -> \"workforce\""),
        ("(workforce", "“workforce” in any form | 0..1 “(” -> (workforce)"),
        ("workforce)", "“workforce” in any form | 9..10 “)”"),
        ("a OR", "“a” in any form | 2..4 “OR”"),
        ("OR a", "“a” in any form | 0..2 “OR”"),
        ("AND", "everything | 0..3 “AND”"),
        ("NOT", "everything | 0..3 “NOT”"),
        ("workforce NEAR/5", "“workforce” in any form | 10..16 “NEAR/5”"),
        ("a NEAR b", "“a” in any form and “b” in any form in the same passage | 2..6 “NEAR” -> NEAR/8"),
        ("a NEAR/5000 b", "“a” in any form and “b” in any form in the same passage | 2..11 “NEAR/5000” -> NEAR/8"),
        ("st*", "“st*” in any form | 2..3 “*”"),
        ("2024~", "“2024” in any form | 0..5 “2024~” -> \"2024\""),
        ("speakr:acton", "“speakr:acton” in any form | 0..12 “speakr:acton” -> speaker:acton"),
        ("kind:minute", "everything | 0..11 “kind:minute” -> kind:minutes"),
        ("since:soon", "everything | 0..10 “since:soon”"),
        ("since:2019-3", "everything | 0..12 “since:2019-3” -> since:2019"),
        ("\"\"", "everything | 0..2 “\"\"”"),
        ("()", "everything | 0..2 “()”"),
        ("a || b", "“a” in any form and “b” in any form in the same passage | 2..4 “||” -> OR"),
        ("speaker:", "everything | 0..8 “speaker:”"),
        ("\"a b\"~0", "the exact phrase “a b” | 5..7 “~0” -> ~8"),
    ] {
        // A star that is no prefix is read as punctuation.
        check(typed, &expect.replace("“st*” in", "“st/” in"));
    }
}

#[test]
fn the_strict_door_refuses_with_the_place() {
    assert!(Query::strict("\"workforce stability\" -agency").is_ok());
    let QueryError(first) = Query::strict("workforce kind:minute").unwrap_err();
    assert_eq!((first.from, first.to, first.suggestion.as_deref()), (10, 21, Some("kind:minutes")));
}

#[test]
fn limits_are_reported() {
    let long = "word ".repeat(400);
    let read = Query::lenient(&long);
    assert!(read.ignored.iter().any(|i| i.from == 1000), "{:?}", read.ignored);
    let deep = format!("{}word{}", "(".repeat(60), ")".repeat(60));
    assert!(Query::lenient(&deep).ignored.iter().any(|i| i.why.contains("nested at most")));
}

#[test]
fn operators_explain_themselves() {
    let mut names = std::collections::HashSet::new();
    for operator in operators() {
        assert!(names.insert(operator.name), "{} twice", operator.name);
        assert!(Query::strict(operator.example).is_ok(), "{}", operator.example);
        assert!(!operator.help.ends_with('.'), "{}", operator.help);
    }
}

/// Queries made of the language's own pieces.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "workforce",
        "plans",
        "\"",
        "“",
        "”",
        "(",
        ")",
        "OR",
        "AND",
        "NOT",
        "-",
        "NEAR/8",
        "NEAR",
        "NEAR/0",
        "~",
        "~2",
        "*",
        "stabil*",
        "stabilty~",
        "=",
        "=plans",
        "speaker:",
        "speaker:acton",
        "since:2019",
        "since:x",
        "kind:minutes",
        "kind:",
        "£120",
        "s.47",
        "O'Brien",
        "2021/22",
        "not-for-profit",
        "\u{301}",
        "é",
        "\t",
        ":",
        "a:b",
        "~8",
        "OR,",
        "…",
    ]);
    prop::collection::vec((piece, prop::sample::select(vec![" ", " ", ""])), 0..14)
        .prop_map(|list| list.into_iter().map(|(p, s)| format!("{p}{s}")).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn nothing_panics_and_what_is_written_reads_back(typed in prop_oneof![pieces(), "\\PC{0,60}"]) {
        let read = Query::lenient(&typed);
        let count = typed.chars().count();
        for ignored in &read.ignored {
            prop_assert!(ignored.from <= ignored.to && ignored.to <= count);
        }
        let written = read.query.to_string();
        let again = Query::lenient(&written);
        prop_assert_eq!(again.query.to_string(), written.clone());
        prop_assert_eq!(again.query.understood(&Filters::default()), Query::lenient(&written).query.understood(&Filters::default()));
        prop_assert!(!again.ignored.iter().any(|i| i.suggestion.is_none()), "{:?} -> {} {:?}", typed, written, again.ignored);
    }
}

#[test]
fn filters_are_said_back_with_the_names_of_their_ids() {
    let filters = Filters {
        people: vec![record::PersonId::from_stored("a.ann-ash")],
        committees: vec!["a.cabinet".to_owned(), "Planning".to_owned()],
        meetings: vec![record::MeetingId::from_stored("a.cabinet.2022-07-12")],
        documents: vec![record::DocumentId::from_stored("d1")],
        ..Filters::default()
    };
    let named = |filter: IdFilter, id: &str| {
        Some(match (filter, id) {
            (IdFilter::Person, "a.ann-ash") => "Ann Ash".to_owned(),
            (IdFilter::Committee, "a.cabinet") => "Cabinet".to_owned(),
            (IdFilter::Meeting, _) => "Cabinet, 12 July 2022".to_owned(),
            (IdFilter::Document, "d1") => "Minutes".to_owned(),
            _ => return None,
        })
    };
    assert_eq!(
        Query::lenient("plan").query.understood_with(&filters, named),
        "“plan” in any form, said by Ann Ash, of the committee “Cabinet” or of the committee “Planning”, \
         of the meeting Cabinet, 12 July 2022, of “Minutes”"
    );
    let ids = Query::lenient("").query.understood(&Filters { people: filters.people, ..Filters::default() });
    assert_eq!(ids, "said by person a.ann-ash");
}

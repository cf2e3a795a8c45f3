use super::*;
use proptest::prelude::*;

#[test]
fn vocabularies_are_sorted_folded_and_tagged_with_known_tags() {
    for vocabulary in &VOCABULARIES {
        let file = vocabulary.file;
        let words: Vec<Row> = rows(vocabulary.text).collect();
        assert!(words.len() > 10, "{file} has words");
        for pair in words.windows(2) {
            assert!(pair[0].word < pair[1].word, "{file}: {} before {}", pair[0].word, pair[1].word);
        }
        for row in &words {
            assert_eq!(record::text::fold(row.word).replace('.', ""), row.word, "{file}");
            assert!(row.word.len() <= LONGEST, "{file}: {}", row.word);
            assert_eq!(row.forms, "", "{file}: {} has no forms", row.word);
            for tag in row.tags.split(' ').filter(|t| !t.is_empty()) {
                let known = vocabulary.tags.iter().any(|(name, _)| *name == tag) || tag.parse::<u8>().is_ok();
                assert!(known, "{file}: {} is tagged {tag}", row.word);
            }
        }
    }
    let nouns: Vec<Row> = rows(SPEECH_NOUNS).collect();
    for pair in nouns.windows(2) {
        assert!(pair[0].word < pair[1].word, "speech-nouns: {} before {}", pair[0].word, pair[1].word);
    }
    assert!(nouns.iter().all(|row| speech_of(row.tags).is_some()), "every noun of speech has a class");
    let verbs: Vec<Row> = rows(VERBS).collect();
    for pair in verbs.windows(2) {
        assert!(pair[0].word < pair[1].word, "verbs: {} before {}", pair[0].word, pair[1].word);
    }
    for row in &verbs {
        assert!(speech_of(row.tags).is_some(), "verbs: {} has a class", row.word);
        let marks = row.tags.split(' ').skip(1).all(|t| matches!(t, "inflected" | "noun" | "welsh"));
        assert!(marks && row.word.len() <= LONGEST, "verbs: {}", row.word);
    }
}

/// The line of a vocabulary that a word stands on.
fn line(file: &str, word: &str) -> &'static str {
    let text = VOCABULARIES.iter().find(|v| v.file == file).map_or("", |v| v.text);
    text.lines().find(|l| l.split('\t').next() == Some(word)).unwrap_or_default()
}

/// What stands in two vocabularies that exclude each other says why.
#[test]
fn no_word_is_two_things_without_a_reason() {
    for (one, other) in [
        ("titles.txt", "particles.txt"),
        ("titles.txt", "honours.txt"),
        ("particles.txt", "posts.txt"),
        ("honours.txt", "particles.txt"),
        ("honours.txt", "posts.txt"),
        ("titles.txt", "not-names.txt"),
    ] {
        for word in VOCABULARIES.iter().filter(|v| v.file == one).flat_map(|v| rows(v.text)).map(|r| r.word) {
            let (first, second) = (line(one, word), line(other, word));
            let several = tags(word).has_any(Tags::SEVERAL);
            assert!(
                second.is_empty() || several || first.contains('#') || second.contains('#'),
                "{word} is in {one} and in {other}, and neither says why"
            );
        }
    }
}

#[test]
fn every_form_of_a_verb_has_one_verb() {
    let mut owners: HashMap<Cow<'static, str>, &'static str> = HashMap::new();
    for row in rows(VERBS) {
        for (form, verb) in inflect(&row) {
            let owner = *owners.entry(form.clone()).or_insert(verb.lemma);
            assert_eq!(owner, verb.lemma, "{form}");
        }
    }
}

#[test]
fn words_are_found_however_they_are_printed() {
    for (word, expect) in [
        ("Cllr.", Tags::TITLE | Tags::MEMBER),
        ("CLLR", Tags::TITLE | Tags::MEMBER),
        ("(Supervisor)", Tags::OFFICE_TITLE | Tags::MEMBER | Tags::POST | Tags::HEAD),
        ("Leas-Chathaoirleach,", Tags::OFFICE_TITLE),
        ("Seanadóir", Tags::TITLE | Tags::MEMBER),
        ("Rev’d", Tags::TITLE),
        ("T.D.", Tags::HONOUR),
        ("children’s", Tags::POST),
        ("Medi", Tags::MONTH),
        ("", Tags::NONE),
        ("...", Tags::NONE),
        ("antidisestablishmentarianismsandmore", Tags::NONE),
    ] {
        assert!(tags(word).has(expect), "{word}: {:?}", tags(word));
        assert_eq!(tags(word) == Tags::NONE, expect == Tags::NONE, "{word}");
    }
}

#[test]
fn titles_offices_and_honours_are_told_apart() {
    for (word, title, member, office, honour) in [
        ("Mr", true, false, false, false),
        ("Councilwoman", true, true, false, false),
        ("Director", false, false, true, false),
        ("MS", true, false, false, true),
        ("Ms", true, false, false, false),
        ("Jr.", false, false, false, true),
        ("Ma", false, false, false, false),
        ("MA", false, false, false, true),
        ("M.B.E.", false, false, false, true),
        ("Elm", false, false, false, false),
    ] {
        let found = (is_title(word), is_member_title(word), is_office_title(word), is_honour(word));
        assert_eq!(found, (title, member, office, honour), "{word}");
    }
}

#[test]
fn months_and_days_have_numbers() {
    for (word, m, d) in [
        ("January", Some(1), None),
        ("Sept.", Some(9), None),
        ("Rhagfyr", Some(12), None),
        ("Mercher", None, Some(3)),
        ("Tues", None, Some(2)),
        ("Sunday", None, Some(7)),
        ("someday", None, None),
    ] {
        assert_eq!((month(word), weekday(word)), (m, d), "{word}");
    }
}

#[test]
fn verbs_are_known_in_every_form() {
    for (word, lemma, speech, form) in [
        ("asked", "ask", Speech::Ask, VerbForm::Past),
        ("queries", "query", Speech::Ask, VerbForm::Third),
        ("enquiring", "enquire", Speech::Ask, VerbForm::Ing),
        ("spoke", "speak", Speech::Say, VerbForm::Past),
        ("agreed", "agree", Speech::Say, VerbForm::Past),
        ("noted", "note", Speech::Say, VerbForm::Past),
        ("referred", "refer", Speech::Say, VerbForm::Past),
        ("read", "read", Speech::Say, VerbForm::Past),
        ("welcome", "welcome", Speech::Thank, VerbForm::Bare),
        ("moves", "move", Speech::Move, VerbForm::Third),
        ("motioned", "motion", Speech::Move, VerbForm::Past),
        ("seconded", "second", Speech::Second, VerbForm::Past),
        ("Gofynnodd", "gofyn", Speech::Ask, VerbForm::Past),
        ("expresses", "express", Speech::Say, VerbForm::Third),
        ("replies", "reply", Speech::Reply, VerbForm::Third),
    ] {
        let found = verb(word).map(|v| (v.lemma, v.speech, v.form));
        assert_eq!(found, Some((lemma, speech, form)), "{word}");
    }
    for word in ["motion", "motions", "not", "left", "met", "was", "attended", "stat", ""] {
        assert_eq!(verb(word), None, "{word}");
    }
    assert_eq!(verb("show").map(|v| v.reports), Some(false));
    assert_eq!(verb("showed").map(|v| v.reports), Some(true));
}

#[test]
fn forms_of_one_verb_have_one_lemma() {
    for forms in [
        &["say", "says", "said", "saying"][..],
        &["circulate", "circulates", "circulated", "circulating"],
        &["plan", "plans", "planned", "planning"],
        &["identify", "identifies", "identified"],
        &["press", "pressed", "pressing"],
    ] {
        for pair in forms.windows(2) {
            assert_eq!(lemma(pair[0]), lemma(pair[1]), "{pair:?}");
        }
    }
    assert_eq!(lemma("bus"), "bus");
}

proptest! {
    #[test]
    fn any_word_may_be_looked_up(word in "\\PC{0,60}") {
        let _ = (tags(&word), verb(&word), lemma(&word), month(&word), is_honour(&word));
    }
}

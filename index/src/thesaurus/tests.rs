use super::*;

fn added(text: &str) -> Thesaurus {
    Thesaurus::with_files(&[("local.txt".to_owned(), text.to_owned())])
}

#[test]
fn nothing_is_wrong_in_the_files_of_the_project() {
    let wrong: Vec<String> = Thesaurus::built_in().problems().iter().map(ToString::to_string).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_as_many_concepts_and_terms_as_the_readme_says() {
    let thesaurus = Thesaurus::built_in();
    let names: usize = thesaurus.concepts().iter().map(|c| c.names().count()).sum();
    assert!(thesaurus.concepts().len() >= 600, "{} concepts", thesaurus.concepts().len());
    assert!(names >= 2_500, "{names} terms");
}

#[test]
fn every_term_is_found_by_its_own_words() {
    let thesaurus = Thesaurus::built_in();
    for concept in thesaurus.concepts() {
        for term in concept.names() {
            let found = thesaurus.named(&term.text);
            assert!(found.iter().any(|(c, _)| c.preferred() == concept.preferred()), "{}", term.text);
        }
    }
}

#[test]
fn number_tense_hyphens_and_capitals_make_no_difference() {
    let thesaurus = Thesaurus::built_in();
    for (typed, expect) in [
        ("Looked After Child", "looked-after children"),
        ("children in care", "looked-after children"),
        ("the LAC", "looked-after children"),
        ("home schooling", "elective home education"),
        ("home-schooled", "elective home education"),
        ("care experienced", "care leavers"),
        ("EHCPs", "education, health and care plans"),
        ("ehcp", "education, health and care plans"),
        ("domestic violence", "domestic abuse"),
    ] {
        let found = thesaurus.named(typed);
        assert!(
            found.iter().any(|(c, _)| c.preferred() == expect),
            "{typed}: {:?}",
            found.first().map(|(c, _)| c.preferred())
        );
    }
    for typed in ["send", "it", "cat", "park", "parks", "unheard of words"] {
        assert!(thesaurus.named(typed).is_empty(), "{typed}");
    }
}

#[test]
fn an_operators_file_adds_concepts_and_terms() {
    let thesaurus =
        added("Elmton Together\nsame: our way of working\nshort: ETog\n\ndomestic abuse\nsame: harm at home\n");
    assert!(thesaurus.problems().is_empty(), "{:?}", thesaurus.problems());
    assert_eq!(thesaurus.all_names("our way of working"), ["Elmton Together", "our way of working", "ETog"]);
    assert_eq!(thesaurus.named("harm at home")[0].0.preferred(), "domestic abuse");
    assert_ne!(thesaurus.version(), Thesaurus::built_in().version());
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_the_rest_works() {
    let text = "same: nothing before\n\nfirst name\nsame: second name;; x\nsaem: third name\nno label here\nsame: \n\nlast\nsame: the very last\n";
    let thesaurus = added(text);
    let lines: Vec<u32> = thesaurus.problems().iter().map(|p| p.line).collect();
    assert_eq!(lines, [1, 4, 4, 5, 6, 7], "{:?}", thesaurus.problems());
    assert_eq!(thesaurus.problems()[3].to_string().split(':').next(), Some("local.txt, line 5"));
    assert_eq!(thesaurus.all_names("second name"), ["first name", "second name"]);
    assert_eq!(thesaurus.all_names("very last"), ["last", "the very last"]);
}

#[test]
fn shared_terms_need_a_note_and_broader_terms_no_circle() {
    let thesaurus = added(
        "one thing here\nshort: QQX\nbroader: other thing\n\nother thing\nshort: QQX\nnote: QQX is also one thing.\nbroader: one thing here\n",
    );
    let wrong: Vec<(u32, bool)> =
        thesaurus.problems().iter().map(|p| (p.line, p.message.contains("broader than"))).collect();
    assert_eq!(wrong, [(2, false), (1, true), (5, true)], "{:?}", thesaurus.problems());
}

#[test]
fn links_hold_from_either_side() {
    let thesaurus = added(
        "the whole of it\nnarrower: the part of it\n\nthe part of it\nopposite: the rest of it\n\nthe rest of it\n",
    );
    let concept = |name: &str| thesaurus.named(name)[0].0;
    assert_eq!(thesaurus.linked(concept("the part of it"), Relation::Broader), ["the whole of it"]);
    assert_eq!(thesaurus.linked(concept("the rest of it"), Relation::Opposite), ["the part of it"]);
}

#[test]
fn names_are_found_in_a_text_as_they_are_meant() {
    let text =
        "harbour dues\nsame: quay fees\nshort: HD {quay}\n\nwharf rents\nsame: quay fees review\nshort: WR; HDS\n";
    let thesaurus = Thesaurus::with_files(&[("local.txt".into(), text.into())]);
    let found = |text: &'static str| -> Vec<(String, &'static str)> {
        thesaurus.names_in(text).into_iter().map(|(c, printed)| (c.preferred().to_owned(), printed)).collect()
    };
    let of = |concept: &str, printed: &'static str| (concept.to_owned(), printed);
    assert_eq!(
        found("The quay fees review set Harbour Due levels."),
        [of("wharf rents", "quay fees review"), of("harbour dues", "Harbour Due"),]
    );
    assert_eq!(found("The HD at the quay rose."), [of("harbour dues", "HD")]);
    assert_eq!(found("The hd at the quay rose, and the HD in town").len(), 1);
    assert_eq!(found("In town the HD rose."), []);
    assert_eq!(thesaurus.meanings("HD"), 1);
}

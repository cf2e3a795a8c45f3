//! Scans that are not for the public: no word of such a file can be read, so that what stands around it is all there is to
//! tell by. Only files without readable text are judged by their names: what has text says itself what it is.

use record::{DocumentFacts, MeetingFacts, PageState, Problem, ProblemCode, Reading};

patterns! {
    /// A mark that is all of a name or stands in brackets, or behind the word for an appendix and its number.
    ALONE = r"(?i)(?:^|[(\[]|\b(?:appendi(?:x|ces)|annex|report|paper|item)s?\s+(?:\w{1,3}\s+)?)(?:exempt|confidential|restricted|private)\s*(?:$|[)\]]|\.\w{2,5}$)";
    /// A mark before the rest of a name.
    BEFORE = r"(?i)^(?:strictly\s+)?(?:exempt|confidential|restricted|private)\s*[-–—:]\s*\S";
    /// A mark before the word for a paper.
    OF_PAPER = r"(?i)\b(?:exempt|confidential|restricted|private)\s+(?:report|appendi|annex|paper|minutes|item|information|pack|agenda|document|enclosure)";
    /// A mark that says it of the paper, wherever it stands.
    PLAIN = r"(?i)\bnot\s+for\s+publication\b|\bpink\s+papers?\b|\bexempt\s+(?:by|under)\b|\b(?:strictly|private\s+and)\s+confidential\b|\(part\s+(?:2|ii)\)";
    /// What says that it is for the public all the same, or is about something else.
    OPEN = r"(?i)\b(?:not?|non|without)[\s-]+(?:an?\s+)?(?:exempt|confidential|restricted|private)|\bredacted\b|\bpublic\s+(?:version|pack|report)\b|\bexclu(?:de|sion)\b";
}

/// The problem to record where a file without readable text is marked as not for the public by its name, its title, the
/// item of the agenda that it belongs to, or the list of restricted papers of its meeting.
pub fn find(reading: &Reading, facts: &DocumentFacts, meeting: Option<&MeetingFacts>) -> Option<Problem> {
    if has_text(reading) {
        return None;
    }
    let title = facts.title.as_deref();
    let item = meeting.zip(facts.item_key.as_ref()).and_then(|(meeting, key)| {
        let of_key = meeting.items.iter().find(|item| item.key.as_ref() == Some(key));
        of_key.map(|item| item.title.as_str())
    });
    let listed =
        meeting.zip(title).filter(|(meeting, title)| meeting.restricted_papers.iter().any(|paper| paper == title));
    let names = [("name", Some(facts.file_name.as_str())), ("title", title), ("item", item)];
    let marked = names.into_iter().filter_map(|(what, name)| Some((what, name?))).find(|(_, name)| is_mark(name));
    let (what, name) = marked.or(listed.map(|(_, title)| ("meeting", title)))?;
    Some(Problem {
        code: ProblemCode::Exempt,
        message: format!(
            "no word of it can be read, and its {what} says “{name}”; let a person look before it is released"
        ),
        page: None,
    })
}

/// Whether a file has words of its own, apart from those that a machine read in pictures.
fn has_text(reading: &Reading) -> bool {
    match reading.pages.is_empty() {
        true => reading.components.iter().any(|component| !component.passages.is_empty()),
        false => reading.pages.iter().any(|page| page.state == PageState::Text),
    }
}

fn is_mark(name: &str) -> bool {
    let name = name.replace(['_', '+'], " ");
    let name = name.trim();
    !OPEN.is_match(name) && [&*ALONE, &*BEFORE, &*OF_PAPER, &*PLAIN].iter().any(|mark| mark.is_match(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::{Item, PageText};

    #[test]
    fn names_tell_what_is_not_for_the_public() {
        for (name, exempt) in [
            ("Appendix 2 (Exempt).pdf", true),
            ("Appendix_B_EXEMPT.pdf", true),
            ("EXEMPT - Land at Elm Road", true),
            ("Confidential Appendix A", true),
            ("Restricted report to Cabinet.pdf", true),
            ("Pink papers, May", true),
            ("Elm Road depot - NOT FOR PUBLICATION", true),
            ("Private and confidential: Oak House", true),
            ("Exempt minutes of 3 May", true),
            ("confidential.pdf", true),
            ("Appendix 2 (not exempt).pdf", false),
            ("Exempt report, redacted for publication", false),
            ("Exclusion of press and public: exempt items", false),
            ("Supported exempt accommodation in Elmbury", false),
            ("Restricted byway 12", false),
            ("Private rented sector strategy", false),
            ("Confidentiality policy", false),
            ("Exemption from standing orders", false),
            ("Non-exempt papers", false),
            ("Appendix 2.pdf", false),
        ] {
            assert_eq!(is_mark(name), exempt, "{name}");
        }
    }

    fn reading(state: PageState) -> Reading {
        let page = PageText { number: 1, printed: None, text: String::new(), state, quality: 0.0 };
        Reading { pages: vec![page], ..Reading::default() }
    }

    #[test]
    fn scans_are_judged_by_what_stands_around_them_and_nothing_else_is() {
        let plain = DocumentFacts {
            file_name: "s12.pdf".into(),
            title: Some("Oak House".into()),
            item_key: Some("AI1".into()),
            ..Default::default()
        };
        let item =
            |title: &str| Item { key: Some("AI1".into()), title: title.into(), number: None, agenda_number: None };
        let open = MeetingFacts { items: vec![item("Disposals")], ..Default::default() };
        let of_item = MeetingFacts { items: vec![item("Disposals (exempt)")], ..Default::default() };
        let listed = MeetingFacts { restricted_papers: vec!["Oak House".into()], ..Default::default() };
        let scan = reading(PageState::NoText);
        assert_eq!(find(&scan, &plain, None), None);
        assert_eq!(find(&scan, &plain, Some(&open)), None);
        let told = |reading: &Reading, meeting: &MeetingFacts| {
            find(reading, &plain, Some(meeting)).map(|problem| problem.message)
        };
        assert!(told(&scan, &of_item).unwrap().contains("its item says “Disposals (exempt)”"));
        assert!(told(&scan, &listed).unwrap().contains("its meeting says “Oak House”"));
        assert!(told(&reading(PageState::Ocr), &of_item).is_some(), "read by a machine, it is a scan still");
        assert!(told(&reading(PageState::Text), &of_item).is_none(), "what has text says itself what it is");
        assert!(told(&Reading::default(), &of_item).is_some(), "nor can a format that is not read");
    }
}

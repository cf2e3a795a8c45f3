//! Inspection letters and reports: dates, addressee, visit, inspectors, judgements, what is to be improved.

use super::dates::{self, Precision};
use super::head::Head;
use super::people;
use super::printed;
use crate::content::Block;
use record::{Inspector, Kind, Letter, LetterKind, Visit};

mod judgements;
mod points;

patterns! {
    /// That a letter is an inspectorate's.
    INSPECTORATE = r"(?i)\b(?:ofsted|inspectorate|care\s+quality\s+commission|hmicfrs|(?:his|her)\s+majesty['’]?s\s+inspector)\b";
    /// A sentence that says when the inspectors came, or a label that does.
    VISITED = r"(?i)\b(?:inspection\s+dates?\s*:|visit(?:ed|s)?\b|inspection\s+(?:of|took|was)\b|took\s+place|carried\s+out|fieldwork|on\s*-?\s*site)";
    INSPECTION_DATE = r"(?i)\binspection\s+dates?\s*:\s*(?P<dates>.{6,60})";
    /// What the visit was compared with, not the visit.
    EARLIER = r"(?i)\b(?:previous|last|since|judged|published|earlier)\b";
    DEAR = r"^(?:Dear|DEAR)\s";
    /// "Her Majesty's Inspectors for this visit were A and B."
    INSPECTORS_WERE = r"(?i)(?:(?:his|her)\s+majesty['’]?s\s+inspectors?|(?:the\s+)?inspectors)(?:\s*\(HMIs?\))?(?:\s+(?:for|on|who\s+\w+\s+out)\s+(?:this|the)\s+(?:visit|inspection))?\s+(?:were|was|are)\s+(?P<who>[^.]*(?:\.[^.]{1,3}\s[^.]*)*)";
    CARRIED_OUT_BY = r"(?i)\b(?:visit|inspection)\s+was\s+(?:carried\s+out|conducted|undertaken|led)\s+by\s+(?P<who>[^.]+)";
    /// "Lead inspector: Name", "Team inspectors: A, B and C".
    LABELLED = r"(?i)^(?P<label>(?:deputy\s+)?lead\s+inspector|team\s+inspectors?|inspectors?|(?:associate|additional|ofsted|contracted|seconded|shadow)\s+inspectors?|hmi\s+inspectors?)\s*(?::|\t)\s*(?P<who>\S.*)$";
    /// Another label on the same block ends the names.
    NEXT_LABEL = r"(?i)\s(?:(?:deputy\s+)?lead\s+inspector|team\s+inspectors?|quality\s+assurance|senior\s+data|shadow\s+inspector|judgement\s+grade|regulatory\s+inspection)\b";
    /// Posts that follow an inspector's name.
    POST = r"(?i),?\s*\b(?:(?:his|her)\s+majesty['’]?s\s+inspectors?|HMIs?|senior\s+hmi|contracted\s+inspector|seconded\s+inspector|additional\s+inspector|ofsted\s+inspector|social\s+care\s+regulatory\s+inspector)\b\.?";
    /// Subject lines by sort.
    FOCUSED = r"(?i)\bfocus(?:s?ed)?\s+visit\b";
    MONITORING = r"(?i)\bmonitoring\s+visit\b";
    JTAI = r"(?i)\bjoint\s+(?:targeted\s+)?(?:local\s+)?area\s+(?:child\s+protection\s+)?inspection\b|\bjtai\b";
    SEND = r"(?i)\barea\s+send\b|\blocal\s+area\s+(?:send\s+)?(?:inspection|partnership)|special\s+educational\s+needs";
    SINGLE = r"(?i)children\s+in\s+need\s+of\s+help\s+and\s+protection.{0,40}children\s+looked\s+after";
    INSPECTION = r"(?i)\binspection\b";
}

/// Reads a letter or inspection report; `passage_of` gives each block's first passage. Every letter has a row; what is no inspectorate's simply has fewer fields.
pub fn read(blocks: &[Block], head: &Head, passage_of: &[Option<usize>]) -> Option<Letter> {
    let shown: Vec<&Block> = blocks.iter().filter(|b| !b.furniture && !b.text.trim().is_empty()).collect();
    let first = shown.first()?;
    let dear = shown.iter().position(|b| DEAR.is_match(b.text.trim()));
    let subject = match head.kind {
        Kind::Letter => printed::title(blocks, Kind::Letter),
        _ => printed::title(blocks, head.kind).or_else(|| Some(first.text.clone())),
    };
    let title = subject.unwrap_or_else(|| head.title.clone());
    let opening: String = shown.iter().take(40).map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n");
    let inspectorate = INSPECTORATE.is_match(&opening) || head.kind == Kind::InspectionReport;
    Some(Letter {
        sort: sort(&title, &opening, head.kind),
        date: head.date.map(|(on, _)| on),
        addressee: dear.and_then(|at| addressee(&shown[..at])),
        visit: inspectorate.then(|| visit(&shown, dear)).flatten(),
        inspectors: if inspectorate { inspectors(&shown) } else { Vec::new() },
        judgements: if inspectorate { judgements::find_judgements(&shown) } else { Vec::new() },
        improvement_points: if inspectorate { points::find_points(blocks, passage_of) } else { Vec::new() },
        title,
    })
}

/// The sort of a letter: its subject line says it, else its first words.
fn sort(title: &str, opening: &str, kind: Kind) -> LetterKind {
    let sorts: [(&regex::Regex, LetterKind); 6] = [
        (&FOCUSED, LetterKind::FocusedVisit),
        (&MONITORING, LetterKind::MonitoringVisit),
        (&JTAI, LetterKind::Jtai),
        (&SINGLE, LetterKind::SingleInspection),
        (&SEND, LetterKind::AreaSend),
        (&INSPECTION, LetterKind::Inspection),
    ];
    let of = |text: &str| sorts.iter().find(|(form, _)| form.is_match(text)).map(|(_, sort)| *sort);
    let words = |text: &str| text.split_whitespace().take(60).collect::<Vec<_>>().join(" ");
    of(title)
        .or_else(|| (kind == Kind::InspectionReport).then(|| of(&words(opening))).flatten())
        .unwrap_or(LetterKind::Letter)
}

/// What stands between the letter's date and "Dear": name, post, address.
fn addressee(above: &[&Block]) -> Option<String> {
    let dated = above.iter().rposition(|b| dates::is_only_date(&b.text))?;
    let lines: Vec<&str> =
        above[dated + 1..].iter().map(|b| b.text.trim()).filter(|t| t.chars().any(char::is_alphabetic)).collect();
    Some(lines.join(", ")).filter(|a| !a.is_empty())
}

/// The days of the visit: after the label, else in the opening sentences, else in the first sentence about a visit.
fn visit(shown: &[&Block], dear: Option<usize>) -> Option<Visit> {
    let labelled = shown.iter().take(40).enumerate().find_map(|(i, b)| {
        let found = INSPECTION_DATE.captures(&b.text);
        let after = found.map(|f| f["dates"].to_owned()).or_else(|| {
            let bare = b.text.trim().trim_end_matches(':').to_lowercase();
            matches!(bare.as_str(), "inspection date" | "inspection dates")
                .then(|| shown.get(i + 1).map(|n| n.text.clone()))
                .flatten()
        })?;
        day_range(&after)
    });
    labelled.or_else(|| {
        let from = dear.map_or(0, |at| at + 1);
        let near = shown.iter().skip(from).take(14).flat_map(|b| sentences(&b.text));
        let about: Vec<&str> = near.filter(|s| VISITED.is_match(s)).collect();
        about.iter().filter(|s| !EARLIER.is_match(before_date(s))).find_map(|s| day_range(s))
    })
}

/// Sentences of a text, cut at stops before a capital.
fn sentences(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let bytes: Vec<(usize, char)> = text.char_indices().collect();
    for window in bytes.windows(3) {
        if window[0].1 == '.' && window[1].1 == ' ' && window[2].1.is_uppercase() {
            cuts.push(window[2].0);
        }
    }
    cuts.push(text.len());
    cuts.windows(2).map(|w| &text[w[0]..w[1]]).collect()
}

fn before_date(sentence: &str) -> &str {
    let at = dates::find(sentence).first().map_or(0, |d| d.start);
    let byte = sentence.char_indices().nth(at).map_or(sentence.len(), |(i, _)| i);
    &sentence[..byte]
}

fn day_range(text: &str) -> Option<Visit> {
    let found = dates::find(text).into_iter().find(|d| d.precision == Precision::Day)?;
    let as_printed: String = text.chars().skip(found.start).take(found.end - found.start).collect();
    Some(Visit { from: found.from?, until: found.until?, as_printed })
}

/// Everyone called an inspector, the lead first found marked.
fn inspectors(shown: &[&Block]) -> Vec<Inspector> {
    let mut found: Vec<Inspector> = Vec::new();
    let mut add = |names: &str, lead: bool| {
        let names = POST.replace_all(names, "");
        let names = NEXT_LABEL.find(&names).map_or(names.as_ref(), |m| &names[..m.start()]);
        for person in people::list(names) {
            if !found.iter().any(|i| i.name == person.name) {
                found.push(Inspector { name: person.name, lead });
            }
        }
    };
    for (i, block) in shown.iter().enumerate() {
        for line in block.text.split('\n') {
            if let Some(label) = LABELLED.captures(line.trim()) {
                let who = with_next(&label["who"], shown.get(i + 1));
                add(&who, label["label"].eq_ignore_ascii_case("lead inspector"));
            } else if let Some(told) = INSPECTORS_WERE.captures(line).or_else(|| CARRIED_OUT_BY.captures(line)) {
                add(&told["who"], false);
            }
        }
    }
    // A letter's only inspector led the visit.
    if let [only] = found.as_mut_slice() {
        only.lead = true;
    }
    found
}

/// A list of names goes on in the next block where it ends in a comma or "and".
fn with_next(names: &str, next: Option<&&Block>) -> String {
    let open = names.trim_end().ends_with(',') || names.trim_end().ends_with(" and");
    match next {
        Some(next) if open && !LABELLED.is_match(next.text.trim()) => format!("{names} {}", next.text),
        _ => names.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    #[test]
    fn visits_are_printed_in_many_forms() {
        for (text, dates) in [
            (
                "This letter summarises the findings of the focused visit on 10 and 11 March 2022.",
                "2022-03-10 2022-03-11",
            ),
            ("The monitoring visit took place on 30 September and 1 October 2025.", "2025-09-30 2025-10-01"),
            ("Inspection dates: 21 November to 2 December 2022", "2022-11-21 2022-12-02"),
            ("Inspection dates: 27 January 2015 – 18 February 2015", "2015-01-27 2015-02-18"),
            ("Inspection date: 12 May 2023", "2023-05-12 2023-05-12"),
            (
                "The service was judged inadequate on 3 May 2019. Inspectors visited on 4 and 5 June 2021.",
                "2021-06-04 2021-06-05",
            ),
            ("The last visit was on 3 May 2019.", ""),
        ] {
            let blocks = [block("Dear Ann"), block(text)];
            let found = visit(&blocks.iter().collect::<Vec<_>>(), Some(0));
            let shown = found.map_or(String::new(), |v| format!("{} {}", v.from, v.until));
            assert_eq!(shown, dates, "{text}");
        }
    }
}

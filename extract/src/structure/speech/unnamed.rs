//! Sentences in which somebody speaks who is not named: "Members asked", "It was noted", "The Committee were told".

use super::mention::printed;
use super::predicate::verb_at;
use super::subject::Subject;
use super::verbs::Verb;
use super::words::Word;

/// Bodies and unnamed people who speak in minutes.
fn group_end(words: &[Word], at: usize) -> Option<usize> {
    let mut k = at;
    while words.get(k).is_some_and(|w| {
        matches!(
            w.key.as_str(),
            "the"
                | "a"
                | "an"
                | "one"
                | "some"
                | "several"
                | "another"
                | "other"
                | "both"
                | "all"
                | "two"
                | "three"
                | "scrutiny"
                | "board"
                | "committee"
                | "panel"
                | "elected"
                | "local"
                | "council"
                | "parish"
                | "ward"
                | "planning"
                | "individual"
                | "different"
                | "various"
                | "many"
                | "further"
                | "select"
                | "overview"
        ) && !w.possessive
            && !w.is_closed()
    }) {
        k += 1;
    }
    const BODIES: &[&str] = &["committee", "sub-committee", "subcommittee", "panel", "board", "commission"];
    const PEOPLE: &[&str] = &[
        "member",
        "members",
        "councillors",
        "councillor",
        "officers",
        "officer",
        "resident",
        "residents",
        "parent",
        "parents",
        "public",
        "trustees",
        "attendees",
        "delegates",
        "questioner",
        "guest",
        "guests",
        "parishioner",
        "parishioners",
        "governors",
        "representatives",
        "speakers",
        "objectors",
        "participants",
        "neighbours",
    ];
    let word = words.get(k);
    let end = match word {
        Some(w) if PEOPLE.contains(&w.key.as_str()) && !w.possessive => k + 1,
        _ if k > at && BODIES.contains(&words[k - 1].key.as_str()) => k,
        _ => return None,
    };
    let of_the = words.get(end).is_some_and(|w| w.key == "of") && words.get(end + 1).is_some_and(|w| w.key == "the");
    let of_end = end + 3;
    Some(if of_the && words.get(of_end - 1).is_some_and(|w| !w.is_closed()) && verb_or_passive(words, of_end) {
        of_end
    } else {
        end
    })
}

fn verb_or_passive(words: &[Word], k: usize) -> bool {
    verb_at(words, k).is_some() || words.get(k).is_some_and(|w| matches!(w.key.as_str(), "was" | "were"))
}

/// "Members asked ...", "The Committee were informed ...".
pub fn told_or_group(words: &[Word], at: usize, text: &str) -> Option<Subject> {
    let end = group_end(words, at)?;
    let verb_word = words.get(end)?;
    if matches!(verb_word.key.as_str(), "was" | "were" | "are" | "received" | "heard") {
        let told = words[end..].iter().take(4).any(|w| {
            matches!(
                w.key.as_str(),
                "informed"
                    | "advised"
                    | "told"
                    | "shown"
                    | "assured"
                    | "reminded"
                    | "given"
                    | "updated"
                    | "asked"
                    | "provided"
                    | "taken"
                    | "made"
                    | "reassured"
                    | "invited"
                    | "notified"
                    | "referred"
                    | "heard"
                    | "received"
                    | "briefed"
                    | "directed"
                    | "encouraged"
                    | "urged"
            )
        });
        return told.then_some(Subject::Told);
    }
    let (verb, _) = verb_at(words, end)?;
    Some(Subject::Group { printed: printed(words, at, end, text), verb })
}

/// "It was noted that", "Concerns were raised", "A question was asked".
pub fn impersonal(words: &[Word], at: usize) -> Option<Subject> {
    let keys: Vec<&str> = words[at..].iter().take(9).map(|w| w.key.as_str()).collect();
    let unsaid = |verb| Some(Subject::Unsaid { verb });
    if keys.first() == Some(&"it") && matches!(keys.get(1), Some(&("was" | "is"))) {
        let verb = keys[2..].iter().take(3).find(|w| w.ends_with("ed") || **w == "felt" || **w == "said")?;
        return match *verb {
            "explained" | "confirmed" | "advised" | "reported" | "clarified" | "stated" | "added" | "outlined"
            | "said" | "highlighted" | "stressed" | "emphasised" => Some(Subject::Told),
            "asked" | "queried" | "questioned" | "enquired" => unsaid(Verb::Ask),
            "noted" | "agreed" | "suggested" | "commented" | "requested" | "felt" | "proposed" | "decided"
            | "resolved" | "recommended" | "moved" | "raised" | "observed" | "acknowledged" | "remarked"
            | "pointed" => unsaid(Verb::Say),
            _ => None,
        };
    }
    // "Following the debate, the Chairman put": what comes after the comma is somebody's.
    let clause = words[at..].iter().take(9).position(Word::has_comma).map_or(keys.len(), |comma| comma + 1);
    let keys = &keys[..clause];
    let noun = keys.iter().take(4).position(|w| {
        matches!(
            *w,
            "concern"
                | "concerns"
                | "question"
                | "questions"
                | "query"
                | "queries"
                | "clarification"
                | "discussion"
                | "debate"
                | "comment"
                | "comments"
                | "points"
                | "assurance"
                | "reassurance"
        )
    })?;
    // "There was lengthy discussion as to whether": nobody's words in particular.
    if keys.starts_with(&["there", "was"]) || keys.starts_with(&["there", "followed"]) {
        return matches!(keys[noun], "discussion" | "debate").then_some(Subject::Unsaid { verb: Verb::Say });
    }
    let put = keys[noun + 1..].iter().any(|w| {
        matches!(
            *w,
            "raised" | "asked" | "sought" | "requested" | "took" | "ensued" | "followed" | "made" | "received" | "put"
        )
    });
    let given = keys[noun + 1..].iter().any(|w| matches!(*w, "provided" | "given"));
    match keys[noun] {
        "assurance" | "reassurance" | "clarification" if given => unsaid(Verb::Reply),
        "concern" | "concerns" | "discussion" | "debate" | "comment" | "comments" | "points" if put => {
            unsaid(Verb::Say)
        }
        _ if put => unsaid(Verb::Ask),
        _ => None,
    }
}

//! The verbs with which minutes report speech.

/// What a verb says that its subject does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Asks.
    Ask,
    /// Replies.
    Reply,
    /// Presents or introduces something.
    Present,
    /// Says something.
    Say,
    /// Thanks, welcomes or praises.
    Thank,
    /// Moves a motion, invites a speaker, opens, closes: speaks, but nobody goes on from it.
    Procedure,
    /// Offers, agrees or undertakes to do something.
    Undertake,
}

/// What this word (folded) reports, where it reports speech. Bare forms are accepted, since minutes misspell
/// ("Councillor X welcome the change").
pub fn speech(word: &str) -> Option<Verb> {
    if matches!(word, "not" | "stat" | "add" | "show") {
        return None;
    }
    let lemma = lemma(word);
    Some(match lemma.as_str() {
        "ask" | "enquir" | "inquir" | "query" | "question" | "sought" | "seek" | "wonder" => Verb::Ask,
        "respond" | "reply" | "answer" => Verb::Reply,
        "present" | "introduc" | "deliver" => Verb::Present,
        "thank" | "welcom" | "congratulat" | "commend" | "prais" | "applaud" => Verb::Thank,
        "propos" | "mov" | "second" | "invit" | "open" | "clos" | "put" | "call" | "nominat" | "announc" | "declar" => {
            Verb::Procedure
        }
        "offer" | "undertook" | "undertak" | "promis" | "pledg" | "commit" => Verb::Undertake,
        _ if SAYING.contains(&lemma.as_str()) => Verb::Say,
        _ => return None,
    })
}

/// Stems of verbs that report something said, shown or felt in a meeting.
const SAYING: &[&str] = &[
    "accept",
    "acknowledg",
    "add",
    "address",
    "admit",
    "advis",
    "advocat",
    "agr",
    "allud",
    "apologis",
    "appreciat",
    "argu",
    "assert",
    "assur",
    "believ",
    "brief",
    "caution",
    "challeng",
    "cit",
    "claim",
    "clarify",
    "comment",
    "complain",
    "conclud",
    "concur",
    "confirm",
    "contend",
    "continu",
    "cover",
    "criticis",
    "demonstrat",
    "describ",
    "detail",
    "disagr",
    "discuss",
    "drew",
    "draw",
    "echo",
    "elaborat",
    "emphasis",
    "emphasiz",
    "encourag",
    "endors",
    "expand",
    "explain",
    "express",
    "fear",
    "felt",
    "feel",
    "flag",
    "follow",
    "gav",
    "giv",
    "highlight",
    "hop",
    "illustrat",
    "indicat",
    "inform",
    "insist",
    "issu",
    "lament",
    "list",
    "mad",
    "maintain",
    "mention",
    "not",
    "object",
    "observ",
    "outlin",
    "paid",
    "point",
    "prefac",
    "provid",
    "quot",
    "rais",
    "ran",
    "read",
    "reaffirm",
    "reassur",
    "recall",
    "recap",
    "recognis",
    "recogniz",
    "recommend",
    "re-emphasis",
    "refer",
    "referr",
    "reflect",
    "refut",
    "regret",
    "reiterat",
    "remark",
    "remind",
    "report",
    "request",
    "restat",
    "said",
    "say",
    "shar",
    "show",
    "signpost",
    "speak",
    "spok",
    "stat",
    "stress",
    "submit",
    "submitt",
    "suggest",
    "summaris",
    "summariz",
    "support",
    "talk",
    "tabl",
    "think",
    "thought",
    "told",
    "tell",
    "touch",
    "underlin",
    "understood",
    "updat",
    "urg",
    "voic",
    "volunteer",
    "walk",
    "want",
    "warn",
    "went",
    "wish",
    "worry",
    "led",
    "specifi",
    "specify",
    "sympathis",
    "signall",
    "signal",
    "set",
    "sum",
    "summ",
    "counter",
    "contribut",
    "defend",
    "disput",
    "express",
    "justify",
    "reveal",
    "took",
    "tak",
];

/// Cuts the endings of an English past or present form; crude, but the table above is written in its terms.
fn lemma(word: &str) -> String {
    for (ending, put) in [("ied", "y"), ("ies", "y"), ("ed", ""), ("es", ""), ("s", ""), ("e", "")] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 2
        {
            let stem = format!("{stem}{put}");
            return stem.strip_suffix("e").filter(|s| s.len() > 2).map(str::to_owned).unwrap_or(stem);
        }
    }
    word.to_owned()
}

/// "asking", "querying": the question that "followed up by asking" leads to.
pub fn is_asking(word: &str) -> bool {
    matches!(word, "asking" | "enquiring" | "inquiring" | "querying" | "questioning")
}

/// What somebody can be said to be when that is what they said ("was confident that ...").
pub fn is_state(word: &str) -> bool {
    matches!(
        word,
        "confident"
            | "aware"
            | "unaware"
            | "pleased"
            | "concerned"
            | "disappointed"
            | "happy"
            | "grateful"
            | "keen"
            | "clear"
            | "delighted"
            | "surprised"
            | "minded"
            | "sure"
            | "unsure"
            | "certain"
            | "sceptical"
            | "satisfied"
            | "worried"
            | "interested"
            | "supportive"
            | "sympathetic"
            | "glad"
            | "proud"
            | "sorry"
            | "heartened"
            | "encouraged"
            | "struck"
            | "impressed"
            | "unhappy"
            | "shocked"
            | "curious"
            | "saddened"
            | "convinced"
            | "hopeful"
            | "mindful"
            | "unconvinced"
            | "frustrated"
            | "optimistic"
            | "dismayed"
    )
}

/// Words that may stand between a subject and its verb.
pub fn is_between(word: &str) -> bool {
    (word.ends_with("ly") && word.len() > 3)
        || matches!(
            word,
            "also"
                | "then"
                | "further"
                | "again"
                | "therefore"
                | "next"
                | "did"
                | "both"
                | "once"
                | "thereafter"
                | "however"
                | "still"
                | "so"
                | "thus"
                | "too"
                | "instead"
                | "jointly"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_forms() {
        for (word, verb) in [
            ("asked", Some(Verb::Ask)),
            ("enquired", Some(Verb::Ask)),
            ("queried", Some(Verb::Ask)),
            ("replied", Some(Verb::Reply)),
            ("welcome", Some(Verb::Thank)),
            ("stated", Some(Verb::Say)),
            ("noted", Some(Verb::Say)),
            ("agreed", Some(Verb::Say)),
            ("recognised", Some(Verb::Say)),
            ("spoke", Some(Verb::Say)),
            ("raised", Some(Verb::Say)),
            ("clarified", Some(Verb::Say)),
            ("introduced", Some(Verb::Present)),
            ("proposed", Some(Verb::Procedure)),
            ("offered", Some(Verb::Undertake)),
            ("explained", Some(Verb::Say)),
            ("provided", Some(Verb::Say)),
            ("hoped", Some(Verb::Say)),
            ("urged", Some(Verb::Say)),
            ("left", None),
            ("met", None),
            ("was", None),
            ("not", None),
            ("attended", None),
        ] {
            assert_eq!(speech(word), verb, "{word}");
        }
    }
}

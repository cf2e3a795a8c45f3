//! Decisions: how a block or a sentence says that something was decided, and its numbered parts.

use super::outcomes::find_outcome;
use super::sentences::sentences;
use crate::lexicon::{Tags, tags};
use crate::rules::{Match, rules};
use record::ResolutionVerb;
use record::text::with_capital;
use std::borrow::Cow;

rules! {
    /// How decisions are printed.
    DECISIONS = "decisions.toml";
}

patterns! {
    /// A body decides in the middle of a sentence: who is named before that is not yet charged with anything.
    BODY_DECIDED = r"(?:^|\b(?:[Ii]t was|(?:[Cc]ouncillors|[Mm]embers|Council|Committee|Panel|Board|meeting)(?:\s+(?:was|were))?)\s+(?:(?:also|then|therefore|further|unanimously|duly)\s+)*)(?:resolved|agreed|decided)\s+(?:unanimously\s+)?(?:that|to|not to)\s+";
    /// What stands between the verb and the words of the decision.
    GAP = r"^(?:\s+(?:unanimously|UNANIMOUSLY))?\s*[:;\-–—]*\s*(?:\((?i:unanimously|nem\.? con\.?|carried(?: unanimously)?)\)\s*[:;\-–—]*\s*)?";
    /// How many decided it, in a bracket before the words: "RESOLVED (with 4 votes in favour and 1 abstention (Cllr Elm)) to".
    FIGURES = r"^\s*\((?i:with |by |on )?[^()]{0,30}?\d[^()]{0,20}?(?i:votes?|in favou?r|for|against|abst\w*|[-–/:] ?\d+)\b(?:[^()]|\([^()]*\))*\)\s*[:;\-–—]*\s*";
    /// How it was decided, between the verb and the words: "RESOLVED, on the Chair's casting vote (3-3): That".
    HOW_DECIDED = r"^\s*,?\s*(?i:on|by|after|following|with) [^.:;]{0,40}?(?i:votes?|majority|consensus|division|hands|consent|ballot)\b[^.:;()]{0,30}?(?:\([^()]*\))?(?P<end>:\s*|,?\s+)(?:That|THAT|that)\b";
    /// Who resolves, between the verb and the words: "BE IT RESOLVED by the Council of the City of Elm that".
    BY_BODY = r"^\s*,?\s*(?i:by) the [^.;:]{3,120}?(?P<end>\s*:\s*|,?\s+)(?i:that)\b";
    /// What a body thinks, not what is to be done: "agreed that the plan was a good one".
    HOLDS = r"^ that (?:[\w’'()-]+ ){1,12}?(?:is|was|are|were|has|had|have|did|does) (?:not )?(?:a |an |the |too |very |more |less |no |still |in |of |\w+ing\b|\w{3,7}\b )";
    /// What is expected to happen: "that supplies would be adequate".
    EXPECTS = r"^ that (?:[\w’'()-]+ ){1,12}?(?:would|could|might|may) ";
    /// A clause within another: what it tells is not what the sentence says.
    RELATED = r"\b(?:that|which|who|if|when|where|said|because|how|whether|until|once|unless|not)\b";
    /// Between what a body considered and what it agreed to: words of others.
    OF_OTHERS = r"\b(?:that|which|who|had|said|whether|if)\b";
    /// Decided elsewhere, or at another time: "approved by the county", "were approved at the March meeting".
    ELSEWHERE = r"(?i)\b(?:at|in|by) (?:the|its|our|a|an) (?:[\w-]+ ){1,3}(?:meeting|AGM)\b|\b(?:previous(?:ly)?|last (?:year|month|meeting)|(?:two|three|some) years ago|last week|already)\b|\bin (?:January|February|March|April|May|June|July|August|September|October|November|December) (?:of )?\d{4}\b";
    /// Right behind the verb: "it was agreed at the last meeting that".
    EARLIER = r"^\s*(?:(?:at|in) (?:the|our|its|a|an) (?:[\w-]+ ){0,2}(?:last|previous|earlier|[JFMASOND][a-z]+) (?:[\w-]+ ){0,2}(?:meeting|AGM)\b|previously|last (?:year|month|meeting))";
    /// Words behind which it is told what others decided, not decided: "noted that they all agreed".
    REPORTED = r"(?i)\b(?:that|because|as|since|if|when|once|until|unless|whether|before|after|had|what|how|noted|said|stated|believed|thought|understood|felt|they|at that meeting)\W*$";
    /// When others, or the same people, decided: "During the last meeting the board adopted".
    AT_ANOTHER = r"\b(?:last|previous) (?:meeting|month|year),?$";
    /// The mark of a list at the start of a clause.
    LEADING = r"^\W*(?:[a-h\d]{1,2}|[ivx]{1,4})[).]\s+";
    /// The letter of a list right before a decision.
    LETTERED = r"(?:^|\s)\(?(?:[a-h]|[ivx]{1,4})[).]\s+$";
    /// What joins the verb of a decision in a sentence to its words, how it was decided among it.
    JOINED = r"^(?:[\s,]+(?:unanimously|however|therefore|in favou?r of|by all(?: present)?|by consensus|\(?\d+(?:\s?[-–]\s?\d+)+\)?))*[\s,]+(?P<joins>that|to|not to)\s";
    /// "by Council", "by all": those who decide here.
    BY_US = r"^\s+(?:unanimously|by (?:the )?(?:[A-Z]\w+ ){0,2}(?:all|council|board|committee|panel|members|councillors|trustees|a show|majority|consensus|those)|by (?:proposer|a ))";
}

/// Where the words of a heading that says what was decided begin: "Minutes of the last meeting: Approved and signed."
/// Most words of a title are before it.
pub fn decided_in_heading(heading: &str) -> Option<usize> {
    // "12.1 The minutes of May were approved.": a whole sentence that is numbered as an item is.
    let sentence = heading.trim_end().ends_with('.') && heading.split_whitespace().count() > 4;
    let at = heading.find(": ").map(|colon| colon + 2).or(sentence.then_some(0))?;
    let title = heading[..at].split_whitespace().count() <= MOST_TITLE;
    let first = sentences(&heading[at..])
        .into_iter()
        .find(|range| soft(&heading[at..][range.clone()]).is_some_and(|s| !s.echo));
    first.filter(|_| title).map(|_| at)
}

/// Words of a title before what was decided.
const MOST_TITLE: usize = 30;

const DASHES: [char; 4] = ['-', '–', '—', ' '];

/// How a decision begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// `resolved`, `recommended`, `agreed` or `noted`.
    pub verb: ResolutionVerb,
    /// Byte offset of the decision's own words.
    pub at: usize,
    /// Whether a paper that has it prints its decisions so: others are then told in its form too.
    pub formal: bool,
    /// Whether each sentence is a decision: "Decision: The Board ... The Chair ...".
    pub by_sentence: bool,
    /// The rule that found it.
    pub rule: &'static str,
}

impl Opening {
    /// Whether it introduces the decisions that are listed below.
    pub fn is_list(&self) -> bool {
        introduces_list(self.rule)
    }
}

/// Whether a rule finds what introduces a list of decisions: "The following decisions were taken."
pub fn introduces_list(rule: &str) -> bool {
    rule.starts_with("decision.following-list")
}

/// Whether a block begins a decision, and where its words begin.
pub fn opening(text: &str) -> Option<Opening> {
    let found = DECISIONS.first_giving("formal", text).or_else(|| DECISIONS.first_giving("opening", text))?;
    let verb = found.captures.name("verb")?;
    let rest = text[verb.end()..].trim();
    // "Agreed unanimously." is the outcome of a motion, not a decision with words of its own; nor is "Agreed."
    let outcome = rest.trim_end_matches(['.', '"', '”']);
    let joined = found.rule.id == "decision.and-resolved";
    let label = matches!(
        verb.as_str().to_lowercase().as_str(),
        "decision" | "decisions" | "resolution" | "noted" | "penderfyniad" | "consensus" | "beschluss"
    ) || found.rule.id == "decision.label-for";
    if matches!(outcome.to_lowercase().as_str(), "unanimously" | "by all" | "all")
        || (outcome.is_empty() && rest.starts_with('.'))
        || (rest.is_empty() && verb.as_str() == "AGREED" && text.trim().len() > verb.as_str().len() + 2 && !joined)
    {
        return None;
    }
    let caps = verb.as_str().chars().all(|c| !c.is_lowercase());
    // "Noted that sales were low" says what is so.
    if verb.as_str() == "Noted" && rest.starts_with("that ") {
        return None;
    }
    // "It was AGREED that": a sentence like any other, of which the next may be talk.
    let told = text.trim_start().to_lowercase().starts_with("it was") && rest.starts_with(['t', 'T']);
    if told && matches!(verb.as_str(), "AGREED" | "DECIDED" | "NOTED" | "APPROVED") {
        return None;
    }
    // "NOTED" and "APPROVED" begin many a heading, "VOTED" many a list of those who did.
    if matches!(verb.as_str(), "NOTED" | "APPROVED" | "DECISION" | "DECISIONS" | "VOTED")
        && !rest.is_empty()
        && !rest.starts_with([':', '-', '–', '—', 't', 'T'])
    {
        return None;
    }
    // "Resolution: Vote passed", "DECISION: passed (all in favour)" is the outcome of what stands above.
    let told = outcome.trim_start_matches([':', ' ', '-', '–']);
    let told = if label { Cow::Owned(with_capital(told)) } else { Cow::Borrowed(told) };
    if find_outcome(&told).is_some_and(|o| o.bare) {
        return None;
    }
    // "Resolution – Commending Mr Elm" is the title of one.
    if verb.as_str() == "Resolution"
        && rest.starts_with(['-', '–', '—'])
        && !begins_words(rest.trim_start_matches(DASHES))
    {
        return None;
    }
    let acted = found.rule.id.starts_with("decision.action");
    // "Resolved TDC/20/101": the words stand below.
    let numbered = found.rule.id == "decision.resolved-number";
    let at = if numbered {
        text.len()
    } else if let Some(from) = found.captures.name("from") {
        from.start()
    } else if acted {
        verb.start()
    } else {
        verb.end() + gap(&text[verb.end()..])
    };
    let resolves =
        matches!(verb_of(verb.as_str()), ResolutionVerb::Resolved | ResolutionVerb::Recommended) && !label && !acted;
    let marked = rest.is_empty() || rest.starts_with([':', '-', '–', '—']);
    Some(Opening {
        verb: verb_of(verb.as_str()),
        at: at.min(text.len()),
        formal: resolves && (caps || marked) && !found.rule.id.ends_with("-colon"),
        by_sentence: label && !rest.is_empty(),
        rule: found.rule.id.as_str(),
    })
}

/// How much stands between the verb and the words of the decision.
fn gap(behind: &str) -> usize {
    let gap = GAP.find(behind).map_or(0, |found| found.end());
    let gap = gap + FIGURES.find(&behind[gap..]).map_or(0, |found| found.end());
    let how = HOW_DECIDED.captures(&behind[gap..]).and_then(|found| found.name("end"));
    let gap = gap + how.map_or(0, |end| end.end());
    let body = BY_BODY.captures(&behind[gap..]).and_then(|found| found.name("end"));
    gap + body.map_or(0, |end| end.end())
}

/// What a body decides, where a sentence tells what led to it first ("Mr Hale had offered and it was resolved to ...").
pub fn decided(text: &str) -> &str {
    BODY_DECIDED.find(text).map_or(text, |found| &text[found.end()..])
}

/// Where a decision begins inside a paragraph ("... seconded by Councillor X and RESOLVED that ...").
pub fn opening_inside(text: &str) -> Option<(usize, Opening)> {
    let found = DECISIONS.all_matches(text).filter(|m| m.rule.gives == "inside");
    let found = found.filter_map(|m| Some((m.captures.name("verb")?, m.rule)));
    let (printed, rule) = found.min_by_key(|(printed, _)| printed.start())?;
    let acted = rule.id.starts_with("decision.action");
    let at = if acted { printed.start() } else { printed.end() + gap(&text[printed.end()..]) };
    let label = rule.id == "decision.label-inside" || introduces_list(&rule.id);
    let verb = verb_of(printed.as_str());
    let opening = Opening {
        verb,
        at,
        formal: !acted && !label,
        by_sentence: rule.id == "decision.label-inside",
        rule: rule.id.as_str(),
    };
    Some((printed.start(), opening))
}

/// A sentence that decides in ordinary words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Soft {
    /// `resolved`, `recommended`, `agreed` or `noted`.
    pub verb: ResolutionVerb,
    /// Byte offset of the words of the decision: of its clause, where much is told before it.
    pub from: usize,
    /// Whether it only agrees to what the sentence before says.
    pub echo: bool,
    /// The rule that found it.
    pub rule: &'static str,
}

/// Rules whose clause begins the words of the decision, however much is told before it.
const BY_CLAUSE: [&str; 7] = [
    "decision.it-was",
    "decision.it-was-ordered",
    "decision.body-decided",
    "decision.body-decided-by",
    "decision.voted",
    "decision.consensus-was",
    "decision.resolution-was-passed",
];

/// Whether a sentence decides in ordinary words.
pub fn soft(sentence: &str) -> Option<Soft> {
    if sentence.trim_end().ends_with('?') {
        return None;
    }
    if let Some(echo) = DECISIONS.first_giving("echo", sentence) {
        return Some(Soft { verb: ResolutionVerb::Agreed, from: 0, echo: true, rule: echo.rule.id.as_str() });
    }
    let found = DECISIONS.all_matches(sentence).filter(|m| m.rule.gives == "soft").find(|m| decides(m, sentence))?;
    let (clause, verb) = (found.captures.name("clause")?, found.captures.name("verb")?);
    let count = |text: &str| text.split_whitespace().count();
    let (before, behind) = (count(&sentence[..clause.start()]), count(&sentence[clause.start()..]));
    // The words of the decision stand alone where much is told before them, unless they are too few to say what.
    let by_clause = BY_CLAUSE.contains(&found.rule.id.as_str());
    let told = before > 2 && behind > 4 && (by_clause || before > 5 && before * 2 > behind);
    // "46/18 Public participation a) It was agreed": the heading and the letter are no words of it.
    let lettered = LETTERED.is_match(&sentence[..clause.start()]);
    // "The group discussed the letter and decided to answer it": what it did before is not decided.
    let behind_verb = found.rule.id.starts_with("decision.body-did-and-");
    let from = if behind_verb {
        verb.start()
    } else if told || lettered {
        clause.start()
    } else {
        heading(sentence)
    };
    let told =
        by_clause && matches!(verb.as_str().to_lowercase().as_str(), "agreed" | "resolved" | "decided" | "voted");
    let from = if told && own_words(sentence, from, verb.end()) { verb.start() } else { from };
    Some(Soft { verb: verb_of(verb.as_str()), from, echo: false, rule: found.rule.id.as_str() })
}

/// Whether that it was decided, and by whom, takes up so much of the sentence that its words begin with the verb.
fn own_words(sentence: &str, from: usize, verb_end: usize) -> bool {
    let Some(joined) = JOINED.captures(&sentence[verb_end..]) else { return false };
    let (Some(whole), Some(joins)) = (joined.get(0), joined.name("joins")) else { return false };
    let at = verb_end + if joins.as_str() == "that" { whole.end() } else { joins.start() };
    let count = |text: &str| text.split_whitespace().count();
    let (told, own) = (count(sentence.get(from..at).unwrap_or_default()), count(&sentence[at..]));
    own >= 4 && own < told * 4
}

/// The end of a heading in capitals that stands glued before a sentence.
fn heading(sentence: &str) -> usize {
    let mut at = 0;
    let mut words = 0;
    for word in sentence.split_inclusive(' ') {
        if word.chars().any(char::is_lowercase) {
            break;
        }
        at += word.len();
        words += usize::from(word.chars().any(char::is_alphabetic));
    }
    if words >= 2 { at } else { 0 }
}

/// Whether a sentence that names who moved says that the motion was agreed to.
pub fn is_agreed(sentence: &str) -> bool {
    DECISIONS.first_giving("moved", sentence).is_some()
}

/// Whether a block begins as the words of a decision do: a quotation, "That ...", "To ...".
pub fn begins_words(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['“', '"', '‘']) || ["That ", "That, ", "THAT ", "To "].iter().any(|start| text.starts_with(start))
}

/// Whether a sentence says how it was decided and not what: "Following a show of hands, it was agreed:-".
pub fn says_how(text: &str) -> bool {
    DECISIONS.first_giving("how", text).is_some()
}

/// Whether the rule of this name finds decisions in a form of their own, not told in a sentence or moved.
pub fn is_own_form(rule: &str) -> bool {
    let own = |gives: &str| matches!(gives, "formal" | "opening" | "inside");
    DECISIONS.rules().iter().any(|r| r.id == rule && own(&r.gives))
}

/// Whether what matched is decided here and now: not by others, elsewhere, or in a condition.
fn decides(found: &Match<'_, '_>, sentence: &str) -> bool {
    let Some(verb) = found.captures.name("verb") else { return false };
    let behind = &sentence[verb.end()..];
    let before = sentence[..found.start()].trim_end().to_lowercase();
    // "It was the consensus that the hall be let": the clause is the words themselves.
    let names_words = matches!(found.rule.id.as_str(), "decision.consensus-was" | "decision.resolution-was-passed");
    // "If Council decided": what reads as the name of a body may begin with such a word.
    let first = found.group("clause").and_then(|clause| clause.split(' ').next()).unwrap_or("");
    if REPORTED.is_match(&before)
        || before.ends_with("that the")
        || AT_ANOTHER.is_match(&before)
        || REPORTED.is_match(first) && first.len() > 1 && !names_words
    {
        return false;
    }
    if EARLIER.is_match(behind) {
        return false;
    }
    if found.rule.id == "decision.passive" {
        let subject = found.group("clause").unwrap_or("");
        let by_others = behind.trim_start().starts_with("by ") && !BY_US.is_match(behind);
        let clause = subject.to_lowercase();
        let told = [" that ", " which ", " who ", " if ", " when ", " where ", " said ", " because ", " how "]
            .iter()
            .any(|w| clause.contains(w));
        // Reports are taken as read, and nothing is decided; minutes that are need no reading to be approved.
        let unread = verb.as_str() == "taken as read" && !clause.contains("minute");
        return !unread
            && !by_others
            && !told
            && !ELSEWHERE.is_match(behind)
            && !clause.starts_with("once ")
            && !pronoun(&clause);
    }
    // "Board members present confirmed that they were alone" tells something.
    if found.rule.id.starts_with("decision.body-decided") && verb.as_str() == "confirmed" && behind.starts_with(" that")
    {
        return false;
    }
    if matches!(found.rule.id.as_str(), "decision.consensus-was" | "decision.there-was-agreement") {
        return !HOLDS.is_match(behind) && !EXPECTS.is_match(behind);
    }
    if matches!(found.rule.id.as_str(), "decision.done-in-passing" | "decision.minutes-stand") {
        let clause = found.group("clause").unwrap_or("").to_lowercase();
        return !RELATED.is_match(&clause) && !ELSEWHERE.is_match(behind) && !pronoun(&clause);
    }
    if found.rule.id.starts_with("decision.body-did-and-") {
        let own = found.group("clause").is_some_and(|clause| !OF_OTHERS.is_match(clause)) && !before.ends_with(" of");
        return own && !HOLDS.is_match(behind);
    }
    if found.rule.id.starts_with("decision.noun-") {
        return found.group("clause").is_some_and(is_subject_alone);
    }
    if found.rule.id == "decision.body-decided" {
        // "The Design Team of the Council agreed": whose members decide elsewhere.
        return !tags(before.rsplit(' ').next().unwrap_or("")).has(Tags::PARTICLE)
            && !before.ends_with(" of")
            && !before.ends_with(" by");
    }
    true
}

/// "Agenda approved", "Library report accepted with gratitude": nothing but what was decided on and the verb.
fn is_subject_alone(clause: &str) -> bool {
    const SENTENCE: [&str; 30] = [
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "will",
        "would",
        "should",
        "not",
        "to",
        "that",
        "which",
        "who",
        "if",
        "when",
        "by",
        "we",
        "he",
        "she",
        "they",
        "it",
        "motion",
        "recommended",
        "stand",
        "stands",
    ];
    let mut words = clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| !SENTENCE.contains(&word.to_lowercase().as_str()))
}

/// Whether a sentence is about nothing that is decided: somebody or something named before, or what every meeting has.
fn pronoun(clause: &str) -> bool {
    let about =
        ["he ", "she ", "they ", "it ", "this was ", "i ", "we ", "there ", "apologies ", "a quorum ", "the quorum "];
    let clause = LEADING.find(clause).map_or(clause, |mark| &clause[mark.end()..]);
    // "There being no other, Mr Elm was elected".
    about.iter().any(|p| clause.starts_with(p)) && !clause.starts_with("there being ")
}

fn verb_of(printed: &str) -> ResolutionVerb {
    let lower = printed.to_lowercase();
    match lower.as_str() {
        "recommended" => ResolutionVerb::Recommended,
        "noted" => ResolutionVerb::Noted,
        "resolved" | "decided" | "voted" | "selected" | "granted" | "decision" | "decisions" | "resolution"
        | "ordered" | "determined" | "beschluss" | "penderfynwyd" | "elected" | "appointed" | "penderfyniad"
        | "cinneadh" | "taken" | "made" | "reached" => ResolutionVerb::Resolved,
        _ => ResolutionVerb::Agreed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_begin_in_many_forms() {
        for (text, verb, words) in [
            ("RESOLVED: That the report be noted.", "resolved", "That the report be noted."),
            ("RESOLVED that the minutes be signed.", "resolved", "that the minutes be signed."),
            ("Resolved:- (1) That it be so.", "resolved", "(1) That it be so."),
            ("RESOLVED – That it be so.", "resolved", "That it be so."),
            ("RESOLVED –", "resolved", ""),
            ("AGREED: to defer the item.", "agreed", "to defer the item."),
            ("Recommended – That Council approve it.", "recommended", "That Council approve it."),
            ("It was resolved that the fence be mended.", "resolved", "that the fence be mended."),
            ("The Committee RESOLVED to defer.", "resolved", "to defer."),
            ("Decision", "resolved", ""),
            ("RESOLVED (with 4 votes in favour, 0 against (Cllr Elm)) to object.", "resolved", "to object."),
            ("Resolved TDC/20/08/101", "resolved", ""),
            ("RESOLVED (5-2): That it be so.", "resolved", "That it be so."),
            ("RESOLVED by the Council of the Town of Elm, that it be so.", "resolved", "that it be so."),
            ("RESOLVED (a) that it be so", "resolved", "(a) that it be so"),
            ("PENDERFYNWYD derbyn yr adroddiad.", "resolved", "derbyn yr adroddiad."),
        ] {
            let found = opening(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.verb.as_str(), &text[found.at..]), (verb, words), "{text}");
        }
        for text in [
            "Agreed unanimously.",
            "The resolution was read.",
            "Resolved issues were listed.",
            "Noted for the future by all",
        ] {
            assert_eq!(opening(text), None, "{text}");
        }
    }
}

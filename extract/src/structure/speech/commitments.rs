//! Undertakings: who is to do what, by when, and on what that rests.
//!
//! "That the report be noted" is none. What is asked in a question is none. Weaker kinds (requests, plans, work that
//! goes on) are kept and marked as such.

use super::binding::binds;
use super::due;
use super::owner::{actor, charge, charged, commissioned, doer_before, first_mentioned, level, own_body, owner_of};
use super::turns::{Said, Turns};
use super::verbs::{self, Verb};
use super::words::words;
use jiff::civil::Date;
use record::{Act, Basis, Commitment, Grade, Owner, Resolution, Strength};
use regex::Regex;

patterns! {
    OFFERED = r"\b(?P<verb>agreed|offered|undertook|promised|committed|pledged|volunteered)\s+(?:also\s+)?to\s+(?P<deed>[\w-]+)";
    PERSON_WOULD = r"\b(?:(?:he|she|I|we|officers?|the (?:service|council|team|clerk|chair(?:man)?|officer|director|department)|(?:stated|said|confirmed|advised|agreed|added|explained|responded|replied|assured \w+(?: \w+)?)(?: that)? they)\s+(?:would|will)|which (?:he|she|they) would)\s+(?:also\s+)?(?P<soft>be happy to|be able to|be willing to|look to|seek to|try to|aim to|consider|explore|look into)?\s*(?P<deed>[\w-]+)";
    NAMED_WILL = r"^(?:The )?(?:[A-Z][\w.’'-]*\s+){1,5}(?:will|shall)\s+(?P<deed>[a-z-]+)";
    WOULD_BE = r"\b(?:would|will)\s+(?:also\s+|then\s+|now\s+)?be\s+(?P<deed>[\w-]+(?:\s+(?:at|into|back|up|out|forward|available))?)";
    TO_BE = r"\b(?:was|were|is|are)\s+to\s+be\s+(?P<deed>[\w-]+)";
    ASSURED = r"\bassured\b.*\b(?:look(?:ing|ed)? to|would|will|working)\b";
    REQUEST = r"\b(?:and\s+|also\s+)?(?:asked|requested)\s+(?:that|for)\s+(?P<who>.+)|\b(?:asked|requested)\s+(?P<whom>(?:the |Mr |Mrs |Ms |Councillor |Cllr )?[\w’' -]{2,60}?)\s+to\s+(?P<deed>share|provide|send|circulate|supply|bring|report|write|contact|arrange|look|investigate|prepare|include|speak|confirm|check|obtain|email|find|produce|submit|update|consider|raise|pass|follow|review)\b";
    ACTION = r"^(?:ACTIONS?|Actions?)(?:\s+(?:point|POINT)s?)?\s*(?:\d+\s*)?(?:[:.–—-]|\s+-)\s*(?P<deed>.+)";
    ONGOING = r"(?i)\bwork\s+(?:was|is|were)(?:\s+(?:also|still|currently|now|already))*\s+(?:on-?going|underway|under way|in progress|progressing|continuing)|\b(?:was|were|is|are)\s+(?:also\s+|currently\s+|still\s+|now\s+)*being\s+(?:developed|brought|made|reviewed|drafted|prepared|progressed|implemented|designed|introduced|created|rolled|explored|undertaken|planned|established|finalised|investigated|set up)|\bunder\s+(?:development|review|consideration)\b";
    DOING = r"(?i)\b(?:was|were|is|are)\s+(?:also\s+|now\s+|currently\s+|still\s+|actively\s+)*(?:working\s+(?:to|on|towards)|looking\s+(?:to|at)|planning\s+(?:to|for|on)|hoping\s+to|aiming\s+to|seeking\s+to|intending\s+to|in\s+(?:discussions?|talks|contact|dialogue)\s+with|exploring|preparing\s+(?:to|for|a)|due\s+to\s+(?:start|begin|be|take|commence|launch|open|complete|report|meet|finish|go|publish|come|return)|scheduled\s+(?:to|for)|set\s+to|planned\s+(?:to|for)|expected\s+to\s+(?:start|begin|be completed|commence|launch|open|report|publish))\b";
    PLANNED = r"(?i)\bit\s+(?:was|is)\s+(?:also\s+)?(?:planned|intended|envisaged|proposed)\s+(?:to|that)\b|\bplans\s+(?:were\s+in\s+place\s+)?to\s+[a-z]|\bthere\s+(?:was|is|were|are)\s+(?:a\s+)?plans?\s+(?:to|for)\b|\bpriority\s+(?:going\s+forward|for\s+the\s+(?:coming|next))|\b(?:work|review|report|project|study|audit|exercise)\s+would\s+(?:look|focus|examine|consider|include|review)\b|\bbeen\s+(?:asked|tasked|requested)\s+to\b|\bwork\s+(?:still\s+)?need(?:ed|s)\s+to\s+be\s+done\b";
    /// Work that the sentence before gave to somebody.
    THAT_WORK = r"^(?:That|This)\s+(?:piece\s+of\s+)?(?:work|review|study|audit|project|exercise|report|research)\b";
    TO_WHOM = r"\b(?:to|with|for)\s+(?P<who>(?:the\s+|all\s+)?(?:ward\s+|committee\s+|parish\s+|elected\s+)?(?:Committee|Panel|Board|Council(?:lors?)?|Members?|[Cc]ouncillors|residents|parents|Members of the Committee|[Yy]oung [Pp]eople|[Cc]ommunity [Ss]afety [Tt]eam))\b";
}

/// Deeds that can be seen to be done: "shared", "circulated", "brought back".
const DEEDS: &[&str] = &[
    "share",
    "circulat",
    "send",
    "sent",
    "provid",
    "supply",
    "supplied",
    "includ",
    "bring",
    "brought",
    "report",
    "present",
    "arrang",
    "organis",
    "pass",
    "contact",
    "check",
    "investigat",
    "review",
    "updat",
    "follow",
    "feed",
    "fed",
    "tak",
    "forward",
    "email",
    "speak",
    "liais",
    "meet",
    "invit",
    "publish",
    "produc",
    "prepar",
    "submit",
    "submitt",
    "add",
    "attend",
    "chas",
    "explor",
    "look",
    "request",
    "obtain",
    "ensur",
    "draft",
    "distribut",
    "recirculat",
    "seek",
    "pursu",
    "writ",
    "rais",
    "com",
    "find",
    "respond",
    "reply",
    "confirm",
    "consider",
    "ask",
    "discuss",
    "address",
    "made available",
    "monitor",
    "purchas",
    "order",
    "instal",
    "install",
    "remov",
    "repair",
    "replac",
    "clean",
    "mak",
    "put",
    "get",
    "giv",
    "hold",
    "held",
    "set",
    "creat",
    "develop",
    "complet",
    "clarify",
    "clarifi",
    "examin",
    "amend",
    "correct",
    "remind",
    "inform",
    "notify",
    "advis",
    "work",
    "continu",
];

/// The weaker of those, in the passive: plans rather than promises.
const PLANS: &[&str] = &[
    "develop", "complet", "publish", "monitor", "produc", "updat", "review", "consider", "creat", "held", "continu",
    "instal", "install", "replac", "repair",
];

/// What has been found, with the state that tells a request that was agreed from one that was not.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The undertakings, in order.
    pub found: Vec<Commitment>,
    /// Whether the sentence before asked for something.
    asked: bool,
    /// What is being followed through the item.
    at: Option<usize>,
    /// The body that was last said in it to do something.
    body: Option<String>,
    /// Plans of the item that wait for such a body to be spoken of, by place in `found`.
    bodiless: Vec<usize>,
    /// Plans of the item that nobody known tells, by place in `found`.
    untold: Vec<usize>,
    /// The officers who spoke to the item.
    officers: Vec<Owner>,
    /// The sentence before.
    before: String,
}

impl Ledger {
    /// Notes what a numbered part of a resolution binds somebody to.
    pub fn resolved(&mut self, resolution: &Resolution) {
        if binds(&resolution.text) {
            self.found.push(Commitment {
                text: resolution.text.clone(),
                basis: Basis::Resolution,
                strength: Strength::Firm,
                owner: resolution.owner.clone(),
                beneficiary: beneficiary(&resolution.text),
                due: resolution.due.clone(),
                item: resolution.item,
                passage: resolution.passage,
                why: None,
            });
        }
    }

    /// Notes what a sentence of discussion undertakes.
    pub fn sentence(
        &mut self,
        text: &str,
        said: &Said,
        at: (Option<usize>, usize),
        turns: &mut Turns,
        on: Option<Date>,
    ) {
        let asked = std::mem::replace(&mut self.asked, said.act == Act::Question);
        if self.at != at.0 {
            self.settle();
            self.at = at.0;
        }
        self.note_officer(said, turns);
        let undertaken = undertaking(text, said, asked, turns);
        let before = std::mem::replace(&mut self.before, text.to_owned());
        if let Some(body) = own_body(text) {
            for plan in self.bodiless.drain(..) {
                if let Some(owner) = &mut self.found[plan].owner {
                    owner.as_printed = Some(body.clone());
                }
            }
            self.body = Some(body);
        }
        let Some((basis, strength, mut owner)) = undertaken else { return };
        if basis == Basis::Plan {
            let given = THAT_WORK.is_match(text).then(|| commissioned(&before, turns)).flatten();
            match (&mut owner, &self.body) {
                _ if given.is_some() => owner = given,
                (None, _) => self.untold.push(self.found.len()),
                // Work that goes on without a doer is that of the body spoken of; the speaker answers for it.
                (Some(owner), body)
                    if owner.as_printed.is_none() || owner.as_printed == said.attribution.as_printed =>
                {
                    match body {
                        Some(body) => owner.as_printed = Some(body.clone()),
                        None => self.bodiless.push(self.found.len()),
                    }
                }
                _ => {}
            }
        }
        self.found.push(Commitment {
            text: text.to_owned(),
            basis,
            strength,
            owner,
            beneficiary: beneficiary(text),
            due: due::find(text, on),
            item: at.0,
            passage: at.1,
            why: None,
        });
    }

    /// The item ends. What nobody known told is answered for by the one officer who spoke to the item, where there is
    /// one alone.
    pub fn settle(&mut self) {
        self.bodiless.clear();
        let untold = std::mem::take(&mut self.untold);
        if let [officer] = &self.officers[..] {
            untold.into_iter().for_each(|plan| self.found[plan].owner = Some(officer.clone()));
        }
        self.officers.clear();
        (self.body, self.before) = (None, String::new());
    }

    fn note_officer(&mut self, said: &Said, turns: &Turns) {
        let officer = said.speaker.is_some_and(|i| !turns.roster.people[i].member);
        let known = self.officers.iter().any(|o| o.name == said.attribution.name);
        if let Some(owner) = owner_of(said).filter(|_| officer && !known) {
            self.officers.push(Owner { as_printed: None, grade: Some(Grade::Continued), ..owner });
        }
    }
}

fn undertaking(text: &str, said: &Said, asked: bool, turns: &mut Turns) -> Option<(Basis, Strength, Option<Owner>)> {
    if let Some(found) = ACTION.captures(text) {
        let deed = found.name("deed")?.as_str();
        return Some((Basis::ActionLog, Strength::Firm, charged(deed, turns)));
    }
    if let Some(owner) = charge(text, turns) {
        return Some((Basis::ActionLog, Strength::Firm, Some(owner)));
    }
    let free = |pattern: &Regex| pattern.find_iter(text).find(|m| !is_asked(text, m.start(), said));
    let deed = |pattern: &Regex| {
        pattern.captures_iter(text).find(|c| {
            let start = c.get(0).map_or(0, |m| m.start());
            c.name("deed").is_some_and(|d| is_deed(d.as_str())) && !is_asked(text, start, said)
        })
    };
    let conditional = text.starts_with("If ") || text.starts_with("Should ");
    let speaker = || owner_of(said);
    if let Some(found) = OFFERED.captures(text).filter(|c| !settles(&c["deed"])) {
        let before = text[..found.get(0)?.start()].trim_end();
        let being = ["remained", "was", "is", "are", "were", "be", "remains", "been", "fully"]
            .iter()
            .any(|w| before.ends_with(w));
        let at = found.get(0)?.start();
        let doer = if said.names { speaker() } else { doer_before(text, at, turns) };
        if !is_asked(text, at, said) && (said.names || doer.is_some()) && !being && !found["deed"].ends_with("ing") {
            let firm = !matches!(&found["verb"], "offered" | "volunteered");
            let basis = if asked && &found["verb"] == "agreed" { Basis::RequestAgreed } else { Basis::Promise };
            return Some((basis, if firm { Strength::Firm } else { Strength::Soft }, doer));
        }
    }
    if !conditional {
        if let Some(found) = deed(&PERSON_WOULD).or_else(|| deed(&NAMED_WILL)) {
            let soft = found.name("soft").is_some();
            let owner = if NAMED_WILL.is_match(text) { charged(text, turns).or_else(speaker) } else { speaker() };
            return Some((Basis::Promise, if soft { Strength::Soft } else { Strength::Firm }, owner));
        }
        if let Some(found) = deed(&WOULD_BE).or_else(|| deed(&TO_BE)) {
            let weak = is_any(&found["deed"], PLANS);
            return Some((if weak { Basis::Plan } else { Basis::Promise }, Strength::Firm, speaker()));
        }
    }
    if free(&ASSURED).is_some() && said.speaker.is_some() {
        return Some((Basis::Promise, Strength::Soft, speaker()));
    }
    if let Some(found) = REQUEST.captures(text) {
        let whom = found.name("who").or_else(|| found.name("whom")).map(|m| m.as_str());
        let indirect = ["whether ", "if ", "how ", "what ", "why ", "about ", "when ", "which ", "where ", "who "];
        let whom = whom.filter(|w| !indirect.iter().any(|i| w.starts_with(i)));
        let owner = whom.and_then(|w| first_mentioned(w, turns));
        if owner.is_some() || (whom.is_some() && found.name("deed").is_some()) {
            let as_printed = whom.map(|w| w.split(" to ").next().unwrap_or(w).trim().to_owned());
            return Some((Basis::Request, Strength::Soft, owner.or(Some(Owner { as_printed, ..Owner::default() }))));
        }
    }
    let telling = !matches!(said.act, Act::Statement | Act::Question) || said.speaker.is_none();
    for (pattern, always) in [(&ONGOING, true), (&DOING, true), (&PLANNED, false)] {
        if let Some(found) = free(pattern).filter(|_| always || telling) {
            let firm = matches!(said.act, Act::Presentation | Act::Answer | Act::Narration)
                && found.as_str().contains("due to");
            let strength = if firm { Strength::Firm } else { Strength::Soft };
            // "Jan Haworth had been asked to": whoever was asked.
            let asked = found.as_str().starts_with("been").then(|| first_mentioned(text, turns)).flatten();
            let doer = asked
                .or_else(|| level(&text[found.end()..]))
                .or_else(|| actor(&text[..found.start()], found.as_str(), said));
            return Some((Basis::Plan, strength, doer));
        }
    }
    None
}

/// Whether what stands at `at` is part of what was asked: the verb of speech before it is a verb of asking.
fn is_asked(text: &str, at: usize, said: &Said) -> bool {
    let before = words(&text[..at]);
    let last = before
        .iter()
        .rev()
        .find_map(|w| verbs::speech(&w.key).filter(|_| w.key.ends_with('d') || w.key.ends_with('t')));
    match last {
        Some(Verb::Ask) => true,
        None => said.act == Act::Question,
        _ => false,
    }
}

fn is_deed(word: &str) -> bool {
    is_any(word, DEEDS)
}

/// Whether the word begins with one of these stems and goes on with no more than an ending.
fn is_any(word: &str, stems: &[&str]) -> bool {
    let word = word.to_lowercase();
    let first = word.split_whitespace().next().unwrap_or("");
    stems.iter().any(|s| {
        first
            .strip_prefix(s)
            .is_some_and(|end| matches!(end, "" | "e" | "ed" | "d" | "ted" | "n" | "en" | "y" | "ied" | "led"))
    })
}

/// "agreed to note", "agreed to the proposal": decisions, not undertakings.
fn settles(deed: &str) -> bool {
    matches!(
        deed,
        "note"
            | "the"
            | "approve"
            | "accept"
            | "receive"
            | "support"
            | "defer"
            | "endorse"
            | "adopt"
            | "this"
            | "a"
            | "be"
            | "recommend"
            | "its"
            | "their"
            | "these"
            | "all"
            | "disagree"
            | "differ"
            | "proceed"
            | "elect"
    )
}

fn beneficiary(text: &str) -> Option<String> {
    TO_WHOM.captures(text).and_then(|c| c.name("who")).map(|m| m.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::roster::Roster;
    use super::*;
    use record::{Attribution, Grade};

    fn check(text: &str, act: Act, expect: Option<(Basis, Strength)>) {
        let mut roster = Roster::default();
        let mut turns = Turns::new(&mut roster);
        let name = Some("Jo Pell".into());
        let attribution = Attribution { grade: Grade::Named, name, ..Attribution::none() };
        let said = Said { range: 0..text.len(), act, attribution, speaker: Some(0), names: true };
        let found = undertaking(text, &said, false, &mut turns).map(|(basis, strength, _)| (basis, strength));
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn promises_requests_and_plans_are_told_apart() {
        use Basis::*;
        use Strength::*;
        check(
            "The Director added that case studies would be included in future reports.",
            Act::Answer,
            Some((Promise, Firm)),
        );
        check("The slides were to be shared with the Committee.", Act::Presentation, Some((Promise, Firm)));
        check("She offered to circulate the links.", Act::Answer, Some((Promise, Soft)));
        check("The Manager agreed to write to the school.", Act::Answer, Some((Promise, Firm)));
        check("Data existed, which he would be happy to supply to members.", Act::Answer, Some((Promise, Soft)));
        check("Work was ongoing in the creation of a portal.", Act::Answer, Some((Plan, Soft)));
        check("A programme was due to start in April.", Act::Presentation, Some((Plan, Firm)));
        check("The Manager asked that Councillor Marrow share any contacts.", Act::Question, Some((Request, Soft)));
        check("ACTION: Clerk to write to the county.", Act::Narration, Some((ActionLog, Firm)));
        check("Clerk to email Mr Pell.", Act::Narration, Some((ActionLog, Firm)));
    }

    #[test]
    fn talk_is_no_undertaking() {
        for text in [
            "If the pupil was in school, they would inform the head.",
            "This would lead to savings.",
            "The delay was due to the pandemic.",
            "The Committee agreed to note the report.",
            "The panels would bring challenge.",
        ] {
            check(text, Act::Answer, None);
        }
        check("Councillor Marrow asked whether work was ongoing there.", Act::Question, None);
        check("Councillor Marrow asked if slides would be shared.", Act::Question, None);
    }
}

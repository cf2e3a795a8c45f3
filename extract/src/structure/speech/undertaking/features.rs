//! What can be seen of a place where somebody may undertake something: named features for the weights.

use super::candidate::{Candidate, Wording};
use super::deeds::{Shape, deed};
use super::doer::governor;
use super::setting::{People, Setting};
use super::small_words::is_adverb;
use crate::lexicon::{self, Speech, Tags};
use crate::structure::speech::words::Word;

/// The features of a place, without repetition. Each is a word or two: `wording=will`, `deed=tell`.
pub fn features(words: &[Word], place: &Candidate, setting: Setting, people: &People) -> Vec<String> {
    let seen = Seen::new(words, place, setting, people);
    let mut found = Features::default();
    seen.add_wording(&mut found);
    seen.add_setting(&mut found);
    seen.add_states(&mut found);
    seen.add_charges(&mut found);
    seen.add_surroundings(&mut found);
    found.0
}

/// Features, each once.
#[derive(Default)]
struct Features(Vec<String>);

impl Features {
    fn add(&mut self, name: &str, value: &str) {
        let feature = format!("{name}={value}");
        if !self.0.contains(&feature) {
            self.0.push(feature);
        }
    }

    /// A feature by itself and together with the wording.
    fn add_with(&mut self, name: &str, value: &str, wording: &str) {
        self.add(name, value);
        self.add(&format!("{name}+wording"), &format!("{value}+{wording}"));
    }
}

/// A place with what several features are made of.
struct Seen<'a> {
    words: &'a [Word<'a>],
    place: &'a Candidate,
    setting: Setting,
    people: &'a People,
    wording: &'static str,
    /// Class of what is undertaken.
    class: &'static str,
    /// Class of whoever undertakes it.
    doer: &'static str,
    /// Class of the verb that governs it.
    governed: &'static str,
    voice: &'static str,
    doers: &'a [Word<'a>],
    /// Whether those who undertake it are people of the paper; nothing where no names stand.
    known: Option<bool>,
    /// Whether it hangs on a condition or on another clause.
    hangs: bool,
    /// Whether somebody can be told who undertakes it.
    somebody: bool,
}

impl<'a> Seen<'a> {
    fn new(words: &'a [Word<'a>], place: &'a Candidate, setting: Setting, people: &'a People) -> Self {
        let doer = doer_class(words, place);
        let doers = words.get(place.doer.clone()).unwrap_or_default();
        let known = people.has_any(doers).filter(|_| doers.iter().any(Word::is_capital));
        let named = matches!(doer, "office" | "titled" | "initials") || doer == "capital" && known.is_none();
        Self {
            words,
            place,
            setting,
            people,
            wording: place.wording.name(),
            class: place.deed.map_or("unlisted", |d| d.class),
            doer,
            governed: governor_class(words, place),
            voice: if place.passive { "passive" } else { shape(place) },
            doers,
            known,
            hangs: is_conditional(words, place) || is_subordinate(words, place),
            somebody: known == Some(true) || named,
        }
    }

    /// Who undertakes what, in which words.
    fn add_wording(&self, out: &mut Features) {
        let Self { wording, class, doer, governed, voice, .. } = *self;
        out.add("wording", wording);
        out.add("doer", doer);
        out.add("deed", class);
        out.add("wording+doer", &format!("{wording}+{doer}"));
        out.add("wording+deed", &format!("{wording}+{class}"));
        out.add("doer+deed", &format!("{doer}+{class}"));
        out.add("governor", governed);
        out.add("wording+governor", &format!("{wording}+{governed}"));
        out.add("voice", &format!("{wording}+{voice}"));
        out.add("verb", self.place.deed.map_or("unlisted", |d| d.verb));
    }

    /// In which paper and sentence it stands.
    fn add_setting(&self, out: &mut Features) {
        let Self { wording, doer, setting, .. } = *self;
        out.add("paper", if setting.minutes { "minutes" } else { "report" });
        out.add("paper+wording", &format!("{}+{wording}", setting.minutes));
        if let Some(act) = setting.act {
            out.add_with("act", act.as_str(), wording);
        }
        if let Some(form) = setting.form {
            out.add("form", form.as_str());
        }
        if let Some(known) = self.known {
            out.add("known", &format!("{known}+{doer}"));
            out.add("known+wording", &format!("{known}+{wording}"));
        }
        for (name, holds) in [("announced", setting.announced), ("asked", setting.asked), ("noted", setting.noted)] {
            if holds {
                out.add(name, wording);
                out.add("is", name);
            }
        }
    }

    /// What makes it weaker or stronger.
    fn add_states(&self, out: &mut Features) {
        let Self { words, place, wording, .. } = *self;
        if let Some(kind) = hedge(words, place) {
            out.add_with("hedge", kind, wording);
        }
        out.add_with("at", standing(words, place), wording);
        let object = object(words, place);
        out.add("object", object);
        out.add("object+voice", &format!("{object}+{}", self.voice));
        let others = ["developer", "applicant", "government", "minister", "department"];
        for (name, holds) in [
            ("negated", place.negated),
            ("soft", place.soft),
            ("first", place.doer.start == 0 || place.mark == 0),
            ("conditional", is_conditional(words, place)),
            ("asks", words.last().is_some_and(|w| w.after.contains('?'))),
            ("quoted", words.iter().any(|w| w.before.contains(['"', '“']))),
            ("perfect", is_over(words, place.mark)),
            ("subordinate", is_subordinate(words, place)),
            ("law", has_any(words, &["act", "regulations", "pursuant", "accordance", "shall", "section"])),
            ("shall", words.get(place.mark).is_some_and(|w| w.key == "shall")),
            ("must", has_any(words, &["must"])),
            ("recurring", has_any(words, RECURRING)),
            ("from-others", has_any(&words[..place.mark], &others)),
            ("agreed", words.iter().take(4).any(|w| matches!(w.key.as_str(), "agreed" | "resolved" | "decision"))),
        ] {
            if holds {
                out.add_with("is", name, wording);
            }
        }
    }

    /// Who is charged with it, all told.
    fn add_charges(&self, out: &mut Features) {
        let Self { words, place, class, doers, somebody, .. } = *self;
        for name in judgement(place, self.doer, class, self.governed, self.hangs) {
            out.add_with("all", name, self.wording);
        }
        let heads = matches!(place.wording, Wording::Charge | Wording::Action);
        // "Jo to finish the audit": a name that no list has, with something that can be done.
        let named = doers.len() <= 2 && doers.iter().all(|w| w.is_capital() && !w.text.chars().all(char::is_uppercase));
        let done = matches!(class, "tell" | "ask" | "look" | "make" | "arrange" | "pay");
        if heads && named && done && !place.passive && !place.negated && place.doer.start == 0 {
            out.add("all", "name-charged");
        }
        // "No Councillor to attend"
        let nobody = doers.first().is_some_and(|w| matches!(w.text, "No" | "Nobody" | "None"));
        if heads && !place.negated && somebody && !nobody {
            out.add("all", "somebody-charged");
        }
        let mark = words.get(place.mark).filter(|_| place.wording == Wording::AgreedTo);
        out.add("mark", mark.map_or("-", |w| w.key.as_str()));
        if somebody && !self.hangs && matches!(place.wording, Wording::Will | Wording::AgreedTo | Wording::IsTo) {
            out.add("all", "somebody-will");
        }
        if place.wording.is_note() && self.setting.announced {
            out.add("all", "announced-deed");
        }
        if heads || place.wording == Wording::Bare {
            out.add("ends", ending(words, self.people));
        }
    }

    /// What stands behind it, and how long the sentence is.
    fn add_surroundings(&self, out: &mut Features) {
        let Self { words, place, .. } = *self;
        for name in after(words, place) {
            out.add("after", name);
            out.add("after+deed", &format!("{name}+{}", self.class));
        }
        self.add_agent(out);
        let length = match words.len() {
            0..=8 => "short",
            9..=20 => "middle",
            21..=40 => "long",
            _ => "endless",
        };
        out.add_with("length", length, self.wording);
    }

    /// Who does what is told in the passive: "will be sent by the Clerk".
    fn add_agent(&self, out: &mut Features) {
        let Self { words, place, .. } = *self;
        let by = words.iter().skip(place.verb).take(9).position(|w| w.key == "by");
        let Some(by) = by.filter(|_| place.passive) else { return };
        let from = place.verb + by + 1;
        let agent = Candidate { doer: from..words.len().min(from + 2), ..place.clone() };
        let agent = words.get(from).filter(|w| w.key != "the").map_or("the", |_| doer_class(words, &agent));
        out.add("by", agent);
        let named = words.get(from..words.len().min(from + 3)).unwrap_or_default();
        if matches!(agent, "initials" | "office" | "titled") || self.people.has_any(named) == Some(true) {
            out.add("all", "somebody-does-it");
        }
    }
}

/// What softens it, by class: "would like to thank" wishes, "would be happy to send" offers, "will try to" tries.
fn hedge(words: &[Word], place: &Candidate) -> Option<&'static str> {
    let between = words.get(place.mark + 1..place.verb).unwrap_or_default();
    between.iter().find_map(|w| match w.key.as_str() {
        "like" | "want" | "wish" | "hope" => Some("wishes"),
        "need" | "have" => Some("must"),
        "happy" | "willing" | "glad" | "pleased" | "prepared" => Some("offers"),
        "try" | "aim" | "look" | "seek" | "endeavour" | "attempt" | "plan" | "intend" => Some("tries"),
        "continue" => Some("goes-on"),
        "able" | "available" => Some("able"),
        _ => None,
    })
}

/// Where in the sentence whoever does it stands.
fn standing(words: &[Word], place: &Candidate) -> &'static str {
    let at = place.doer.start.min(place.mark);
    let before = at.checked_sub(1).and_then(|k| words.get(k));
    match before {
        None => "first",
        Some(w) if w.after.contains(':') => "label",
        Some(w) if w.key == "that" => "that",
        Some(w) if w.is_closed() => "clause",
        Some(w) if matches!(w.key.as_str(), "and" | "but") => "joined",
        _ if at <= 3 => "early",
        _ => "within",
    }
}

/// What stands right behind the verb, by class.
fn object(words: &[Word], place: &Candidate) -> &'static str {
    let Some(next) = words.get(place.verb + 1) else { return "none" };
    match next.key.as_str() {
        _ if words[place.verb].is_closed() => "none",
        "the" | "this" | "that" | "these" | "those" | "his" | "her" | "their" | "its" | "our" => "the",
        "a" | "an" | "any" | "some" | "further" | "more" => "a",
        "it" | "them" | "him" | "me" | "us" | "you" => "pronoun",
        "to" => "to",
        "up" | "out" | "back" | "off" | "over" | "on" => "particle",
        "with" | "for" | "in" | "at" | "by" | "from" | "into" | "about" | "of" | "as" => "preposition",
        "and" | "or" => "and",
        _ if next.is_capital() => "capital",
        key if key.ends_with("ly") => "adverb",
        _ => "noun",
    }
}

/// "had previously agreed to": what was undertaken another time.
fn is_over(words: &[Word], mark: usize) -> bool {
    let before = words[..mark].iter().rev().find(|w| !is_adverb(&w.key));
    before.is_some_and(|w| matches!(w.key.as_str(), "has" | "have" | "had"))
}

/// Words of what is done again and again.
const RECURRING: &[&str] = &[
    "each",
    "every",
    "annually",
    "always",
    "normally",
    "usually",
    "regularly",
    "daily",
    "weekly",
    "monthly",
    "routinely",
];

/// Who is named at the end: "(JP)", "JP", "Clerk" behind what is to be done.
fn ending(words: &[Word], people: &People) -> &'static str {
    let Some(last) = words.last().filter(|_| words.len() > 3) else { return "none" };
    let closed = words.get(words.len() - 2).is_some_and(|w| !w.after.is_empty()) || !last.before.is_empty();
    let initials = last.text.len() <= 4 && last.text.len() > 1 && last.text.chars().all(|c| c.is_uppercase());
    let office = lexicon::tags(&last.key).has(Tags::HEAD) && last.is_capital();
    match (initials, office || people.has_any(&words[words.len() - 1..]) == Some(true)) {
        (true, _) if closed => "initials-apart",
        (true, _) => "initials",
        (_, true) if closed => "somebody-apart",
        (_, true) => "somebody",
        _ => "none",
    }
}

/// What several signs say together.
fn judgement(place: &Candidate, doer: &str, class: &str, governed: &str, hangs: bool) -> Vec<&'static str> {
    let person = matches!(doer, "i" | "we" | "he" | "office" | "titled" | "initials" | "capital" | "officers");
    let body = matches!(doer, "body" | "members" | "they" | "thing-capital");
    let done = matches!(class, "tell" | "ask" | "look" | "make" | "arrange" | "works" | "pay");
    let told = !matches!(governed, "ask" | "doubt" | "move");
    let free = told && !hangs && !place.negated;
    let mut found = Vec::new();
    if person && done && free && !place.passive {
        found.push("person-does");
    }
    if body && done && free && !place.passive {
        found.push("body-does");
    }
    if place.passive && done && free && matches!(class, "tell" | "look" | "make") {
        found.push("will-be-told");
    }
    // Whoever is charged is charged with something, whatever the verb.
    if matches!(class, "effect" | "state" | "hold") && !place.wording.is_note() {
        found.push("no-deed");
    }
    let acts = !matches!(class, "effect" | "state" | "hold") && !place.wording.is_note();
    if acts && person && free && !place.passive {
        found.push("person-acts");
    }
    if !free {
        found.push("not-free");
    }
    found
}

fn shape(place: &Candidate) -> &'static str {
    match place.deed.map(|d| d.shape) {
        Some(Shape::Bare) => "bare",
        Some(Shape::Past) => "past",
        Some(Shape::Going) => "going",
        None => "unlisted",
    }
}

fn has_any(words: &[Word], keys: &[&str]) -> bool {
    words.iter().any(|w| keys.contains(&w.key.as_str()))
}

/// Who does it, by class.
fn doer_class(words: &[Word], place: &Candidate) -> &'static str {
    let Some(doer) = words.get(place.doer.clone()).filter(|d| !d.is_empty()) else { return "none" };
    let Some(last) = doer.last() else { return "none" };
    if place.doer.end == place.mark + 1 {
        return if last.key.starts_with("i'") { "i" } else { "we" };
    }
    let initials =
        last.text.len() > 1 && last.text.len() <= 4 && last.text.chars().all(|c| c.is_uppercase() || c == '.');
    if initials && doer.len() == 1 && place.wording.is_note() {
        return "initials";
    }
    match last.key.as_str() {
        "i" => return "i",
        "we" => return "we",
        "he" | "she" => return "he",
        "they" => return "they",
        "you" => return "you",
        "it" => return "it",
        "this" | "these" | "those" => return "this",
        "there" => return "there",
        "which" | "that" | "who" | "what" | "how" | "where" | "when" | "if" | "as" => return "relative",
        "members" | "councillors" | "directors" | "trustees" | "residents" | "people" => return "members",
        "officers" | "staff" | "officials" | "volunteers" => return "officers",
        _ => {}
    }
    let tags = lexicon::tags(&last.key);
    let first = doer.iter().find(|w| w.key != "the").unwrap_or(last);
    let title = doer.iter().any(|w| lexicon::tags(&w.key).has_any(Tags::TITLE));
    if title && doer.iter().any(Word::is_capital) {
        return "titled";
    }
    let charged = place.wording == Wording::Charge && doer.len() <= 4;
    if tags.has(Tags::HEAD) || matches!(last.key.as_str(), "owner" | "owners" | "lead" | "host" | "rep" | "contact") {
        return "office";
    }
    if tags.has(Tags::BODY) || matches!(last.key.as_str(), "team" | "staff" | "section" | "sub-group" | "secretariat") {
        return "body";
    }
    if initials || last.text.len() == 1 && last.is_capital() {
        return "initials";
    }
    if last.is_capital() && first.is_capital() && doer.len() <= 6 {
        return if doer.first().is_some_and(|w| w.key == "the") { "thing-capital" } else { "capital" };
    }
    if charged && !doer.iter().any(|w| w.key == "the") {
        return "charged";
    }
    if last.key.ends_with('s') { "things" } else { "thing" }
}

/// The class of the verb of speech before it.
fn governor_class(words: &[Word], place: &Candidate) -> &'static str {
    let before = place.doer.start.min(place.mark);
    let Some((at, speech)) = governor(words, before) else { return "none" };
    let doubts = ["hoped", "felt", "thought", "believed", "suggested", "considered", "proposed", "recommended"];
    if doubts.contains(&words[at].key.as_str()) {
        return "doubt";
    }
    match speech {
        Speech::Ask => "ask",
        Speech::Reply => "reply",
        Speech::Present => "present",
        Speech::Say if matches!(words[at].key.as_str(), "agreed" | "assured" | "confirmed") => "assure",
        Speech::Say => "say",
        Speech::Thank => "thank",
        Speech::Move | Speech::Second => "move",
        Speech::Procedure => "procedure",
        Speech::Undertake => "undertake",
    }
}

/// Whether what is said depends on something: "if", "should funding allow".
fn is_conditional(words: &[Word], place: &Candidate) -> bool {
    let conditions = ["if", "unless", "whether", "provided"];
    words[..place.mark].iter().any(|w| conditions.contains(&w.key.as_str()))
        || words.first().is_some_and(|w| matches!(w.key.as_str(), "should" | "were" | "had"))
}

/// Whether the clause hangs on another: "so that they will", "which would". What somebody says does not: "told the
/// members that they would", "and that he would".
fn is_subordinate(words: &[Word], place: &Candidate) -> bool {
    let at = place.doer.start;
    let before = |n: usize| at.checked_sub(n).and_then(|k| words.get(k)).map_or("", |w| w.key.as_str());
    if before(1) != "that" {
        return matches!(
            before(1),
            "which" | "who" | "so" | "because" | "as" | "where" | "when" | "until" | "how" | "what"
        );
    }
    let said = governor(words, at - 1).is_some_and(|(verb, _)| at - 1 - verb <= TOLD_WITHIN || before(2) == "and");
    before(2) == "so" || !said && lexicon::verb(before(2)).is_none()
}

/// Between a verb of speech and its "that" stand at most so many words: "informed the members of the Committee that".
const TOLD_WITHIN: usize = 7;

/// What stands after the verb: to whom, what, by when.
fn after(words: &[Word], place: &Candidate) -> Vec<&'static str> {
    let mut found = Vec::new();
    let rest = words.get(place.verb + 1..).unwrap_or_default();
    for (k, word) in rest.iter().take(18).enumerate() {
        let name = match word.key.as_str() {
            "members" | "councillors" | "committee" | "council" | "board" | "panel" | "group" | "us" | "all" => {
                "members"
            }
            "me" | "him" | "her" | "them" => "person",
            "meeting" | "meetings" | "agenda" => "meeting",
            "report" | "update" | "information" | "details" | "response" | "letter" | "email" | "copy" | "list"
            | "minutes" | "data" | "paper" | "document" | "documents" | "slides" | "link" | "links" | "feedback" => {
                "text"
            }
            "website" | "noticeboard" => "website",
            "matter" | "issue" | "query" | "request" | "concerns" | "enquiries" => "matter",
            "week" | "month" | "year" | "next" | "end" | "soon" | "shortly" | "spring" | "summer" | "autumn" => "soon",
            "until" | "once" | "when" | "before" | "after" => "when",
            "with" if k < 3 => "with",
            "place" if k == 0 => "place",
            "not" | "no" => "no",
            _ if lexicon::month(&word.key).is_some() && word.is_capital() => "date",
            _ if deed(&word.key).is_some_and(|d| d.class == "effect" && d.shape == Shape::Bare) => "effect",
            _ if word.key.starts_with('£') || word.key.starts_with('€') || word.key.starts_with('$') => "money",
            _ => continue,
        };
        found.push(name);
    }
    found.dedup();
    if place.wording == Wording::Bare && rest.is_empty() {
        found.push("nothing");
    }
    found
}

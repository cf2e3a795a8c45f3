//! Undertakings in papers that nobody speaks in: what a report, letter or slide says will be done.

use super::due;
use jiff::civil::Date;
use record::{Basis, Commitment, Form, Kind, Owner, Strength};

patterns! {
    WILL = r"(?i)(?P<before>[\w’']+)?\s*\b(?:will|shall)\s+(?:also\s+|now\s+|then\s+|soon\s+|further\s+|therefore\s+|be\s+)*(?P<deed>[a-z-]+)";
    PLANNED = r"(?i)\bplans?\s+(?:are\s+in\s+place\s+)?to\s+(?:[a-z]|deliver|roll)|\b(?:is|are)\s+(?:now\s+|also\s+|currently\s+)*(?:planned|planning\s+to|scheduled\s+(?:to|for)|going\s+to\s+be|due\s+to\s+(?:start|begin|commence|launch|be|report|complete|open|go)|intending\s+to|looking\s+to|seeking\s+to|(?:currently\s+)?being\s+(?:progressed|developed|drafted|prepared|finalised|planned|rolled|implemented))\b|\bit\s+is\s+(?:also\s+)?(?:intended|envisaged|planned|proposed|anticipated)\s+(?:that|to)\b|\bwork\s+is\s+(?:on-?going|under\s*way|in\s+progress)\b|\b(?:area|areas)\s+of\s+focus\s+for\s+the\s+(?:next|coming)\b|\bannounced\s+plans\b|\bready\s+for\s+launch\b";
    IMPERATIVE = r"^(?:Continue|Continuing|Review|Roll|Go|Refresh|Implement|Engage|Develop|Launch|Embed|Establish|Deliver|Create|Strengthen|Complete|Introduce|Explore|Recruit|Expand|Undertake|Prepare|Finalise|Commission|Publish|Consult|Pilot|Extend|Produce|Update|Progress|Investigate|Appoint|Arrange|Agree|Monitor|Build|Work|Formally|Further|Fully|Jointly|Ensure|Improve|Increase|Reduce|Maintain|Support|Identify)\b\s+(?:\w+\s+)?\w+";
    NEXT = r"(?i)\bnext\s+steps?\b|\bstill\s+need\s+to\s+do\b|\bwhat\s+(?:next|we\s+will\s+do)\b|\bway\s+forward\b|\bfuture\s+(?:plans|actions|developments)\b|\bactions?\s+(?:plan|required|for|log)\b|\bwhat\s+needs\s+to\s+(?:happen|be\s+done)\b|\bplans?\s+for\s+(?:the\s+)?(?:coming|next)\b";
    SOON = r"(?i)\b(?:over|in|within|during)\s+the\s+(?:next|coming)\s+(?:\w+\s+)?(?:days|weeks|months|year)\b";
    LAUNCH = r"^(?:Launch|Development day|Roll-?out|Introduction|Implementation|Recruitment|Delivery|Review)\s+(?:of|with|day)\b";
}

/// Words whose "will" says what follows, not what is undertaken.
const CONSEQUENCES: &[&str] = &[
    "enable",
    "help",
    "allow",
    "mean",
    "lead",
    "depend",
    "vary",
    "impact",
    "require",
    "need",
    "have",
    "result",
    "remain",
    "always",
    "benefit",
    "cost",
    "not",
    "often",
    "never",
    "know",
    "find",
    "want",
    "like",
    "include",
    "see",
    "cause",
    "affect",
    "apply",
    "expire",
    "become",
    "no",
    "usually",
    "normally",
    "only",
    "likely",
    "subject",
    "required",
    "able",
    "aware",
    "filmed",
    "deemed",
    "consenting",
    "assumed",
    "excluded",
    "affected",
    "entitled",
];

/// What of a paper is read as undertakings, and the state of its headings.
#[derive(Debug, Default)]
pub struct Forward {
    /// Whether the last heading announced what is still to be done.
    next_steps: bool,
}

impl Forward {
    /// Takes a heading, or a short line that stands over a list.
    pub fn heading(&mut self, text: &str) {
        self.next_steps = NEXT.is_match(text);
    }

    /// The undertakings of a block, each with the sentence that is its evidence.
    pub fn read(
        &mut self,
        text: &str,
        form: Form,
        kind: Kind,
        at: (Option<usize>, usize),
        on: Option<Date>,
    ) -> Vec<Commitment> {
        if text.split_whitespace().count() <= 10 && NEXT.is_match(text) {
            self.heading(text);
            return Vec::new();
        }
        let listed = matches!(form, Form::ListEntry | Form::SlideBlock | Form::TableRow);
        let planning = self.next_steps || matches!(kind, Kind::Presentation | Kind::Plan);
        if listed && planning && IMPERATIVE.is_match(text) || listed && self.next_steps && LAUNCH.is_match(text) {
            return vec![made(text, Strength::Firm, at, on)];
        }
        let sentences = super::sentences::sentences(text);
        sentences
            .into_iter()
            .map(|range| text[range].trim())
            .filter_map(|sentence| strength(sentence).map(|strength| made(sentence, strength, at, on)))
            .collect()
    }
}

/// How binding the words of a sentence are; `None` where it undertakes nothing.
fn strength(sentence: &str) -> Option<Strength> {
    let conditional = ["If ", "Should ", "Where ", "When ", "Unless "].iter().any(|w| sentence.starts_with(w));
    if conditional || sentence.ends_with('?') {
        return None;
    }
    let will = WILL.captures_iter(sentence).any(|found| {
        let before = found.name("before").map_or(String::new(), |b| b.as_str().to_lowercase());
        let relative = matches!(
            before.as_str(),
            "which" | "that" | "who" | "this" | "it" | "you" | "what" | "how" | "when" | "if"
        );
        let deed = found["deed"].to_lowercase();
        !relative && !CONSEQUENCES.contains(&deed.as_str())
    });
    if PLANNED.is_match(sentence) {
        return Some(Strength::Soft);
    }
    (will || SOON.is_match(sentence)).then_some(Strength::Firm)
}

fn made(text: &str, strength: Strength, at: (Option<usize>, usize), on: Option<Date>) -> Commitment {
    Commitment {
        text: text.to_owned(),
        basis: Basis::Plan,
        strength,
        owner: owner(text),
        beneficiary: None,
        due: due::find(text, on),
        item: at.0,
        passage: at.1,
        why: None,
    }
}

patterns! {
    DOER = r"(?i)\b(?P<who>(?:the|our)\s+(?:[\w’'-]+\s+){0,6}?(?:service|council|team|board|partnership|government|authority|department|committee|group|agency|trust|directorate|director|manager|officer|panel|college|police|commissioner))\s+(?:will|shall|is|are|has|have|plans?|intends?)\b";
}

/// The body or office that stands before the verb, as printed.
fn owner(text: &str) -> Option<Owner> {
    let found = DOER.captures(text)?;
    Some(Owner { as_printed: Some(found["who"].to_owned()), ..Owner::default() })
}

/// Which kinds of paper undertake anything: an agenda only announces.
pub fn undertakes(kind: Kind) -> bool {
    !matches!(kind, Kind::Agenda | Kind::Decision)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_say_what_will_be_done() {
        for (text, expect) in [
            ("There is a plan to roll out this approach to partners.", Some(Strength::Soft)),
            ("The framework will be re-commissioned next year.", Some(Strength::Firm)),
            ("It is envisaged that a draft will be presented in September.", Some(Strength::Soft)),
            ("There are 3 more workshops over the next 3 weeks.", Some(Strength::Firm)),
            ("The service are scheduled to complete an audit.", Some(Strength::Soft)),
            ("This is a tool which will enable staff to plan.", None),
            ("If it rains, the fair will be moved.", None),
            ("The service was good.", None),
            ("Will the plan be shared?", None),
        ] {
            assert_eq!(strength(text), expect, "{text}");
        }
    }

    #[test]
    fn lists_of_next_steps_are_undertakings() {
        let mut forward = Forward::default();
        let mut read = |text: &str| forward.read(text, Form::ListEntry, Kind::Report, (None, 0), None).len();
        assert_eq!(read("Review the front door arrangements to measure impact"), 0);
        assert_eq!(read("What do we still need to do?"), 0);
        assert_eq!(read("Review the front door arrangements to measure impact"), 1);
        assert_eq!(read("Launch of the priorities in October"), 1);
    }
}

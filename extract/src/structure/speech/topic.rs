//! What stands to be decided where a motion has no words of its own: what its item proposes.
//!
//! Many bodies print "Motion by Elm, second by Oak. Motion carried." below the title of an item and nothing more. What
//! was moved is then what is recommended above, or the title itself.

use super::movers::Movers;
use crate::content::Block;

patterns! {
    /// A label before what is proposed: "Recommendation: Approve the lease", "Proposed addition: Dogs are kept out."
    LABELLED = r"(?i)^\W*(?:(?:staff |officers?[’']? |board |committee )?recommend(?:ation|ed(?: action| motion)?)|(?:requested|proposed) (?:action|motion|resolution)|(?:proposed|new|revised) (?:wording|text|addition|rule|clause|constitution))\s*:\s*(?P<words>\S.*)$";
    /// An entry of an agenda that is for action: "Action: B. Approval of the budget".
    LETTERED = r"^\W*(?:Action|ACTION)(?:, \w+)*\s*:\s*(?:[A-Z]|\d{1,2})[.)]\s+(?P<words>\p{Lu}.*)$";
    /// A bill, ordinance or resolution with its number and title: "B285-15 Authorizing a grant".
    NUMBERED = r"^\W*(?P<words>(?:[A-Z]{1,4}[-. ]?\d{1,5}(?:[-–/]\d{1,5})?[.:]?\s+(?:\p{Lu}\w+ing\b|(?i:an? (?:ordinance|resolution|bill)\b))|(?:Ordinance|ORDINANCE|Resolution|RESOLUTION|Bill|BILL|By-?law|BY-?LAW)\s+(?:(?i:no)\.?\s*|#\s?)?\d[\w./-]*[,:;.–-]?\s+(?:[–-]\s*)?\p{Lu}).*)$";
    /// The part of the meeting before the title of one of its items: "New Business - Approval of Contracts".
    SECTION = r"^\W*(?i:(?:new|old|unfinished|other|general) business|action items?|public hearing|consent (?:agenda|calendar|items?)|discussion(?:/| and )(?:possible )?action)\s*(?:[:–—]|-\s)\s*";
    /// What is to be done begins with a verb, or with its noun: "Approve the lease", "Adoption of Resolution 12".
    DEED = r"^\W*(?:(?:[A-Z]{0,4}[-. ]?\d{1,5}(?:[-–/]\d{1,5})?|[A-Z])[.:)]?\s+)?(?:(?i:public hearing and|consideration (?:and|of|to)|request (?:for|to)|motion to|proposed)\s+)?(?i:approv(?:e|al|ing)|adopt(?:ion|ing)?|accept(?:ance|ing)?|authori[sz](?:e|ation|ing)|award(?:ing)?|appoint(?:ment|ing)?|ratif(?:y|ication|ying)|confirm(?:ation|ing)?|designat(?:e|ion|ing)|establish(?:ment|ing)?|amend(?:ment|ing)?|grant(?:ing)?|receiv(?:e|ing)|receipt|declar(?:e|ing|ation)|set(?:ting)?|waiv(?:e|er|ing)|renew(?:al|ing)?|reject(?:ion|ing)?|releas(?:e|ing)|appropriat(?:e|ing|ion)|vacat(?:e|ing)|extend(?:ing)?|extension|transfer(?:ring)?|rezoning|calling|direct(?:ing)?|purchase|adjourn(?:ment)?)\s+\S";
    /// A label in a line of its own, or that was printed as a heading: "Motion:" over the words of one.
    LABEL = r"(?i)^\W*(?P<label>(?:(?:counter|amended|main|substitute|proposed|recommended|requested|staff)[ -])?(?:motion|recommendation|resolution|action))(?: (?:no\.? ?|#)?\d[\w.-]*)?\W*$";
    /// A number that names one thing: "B285-15", "2015-31".
    NUMBER = r"[A-Z]{0,4}-?\d{1,5}[-–/]\d{1,5}";
    /// Words around who moved that do not say what.
    HOW = r"(?i)^(?:action|motions?|moved|made|by|and|with|was|were|it|the|an?|on|upon|of|is|second|seconded|2nd|first|carried|carries|passed|passes|approved|adopted|agreed|unanimous(?:ly)?|votes?|voice|roll|call|all|in|favou?r|present|members?|board|council|committee|following|discussion|duly|properly|then|ayes?|nays?|noes|no|none|opposed|abstentions?|proposed|proposer|seconder|mover|trustees?|directors?|commissioners?|councilmembers?|\d+)$";
    /// That what was proposed is accepted, and not what it was: "This amendment was therefore accepted."
    ACCEPTED = r"^\W*(?:(?i:therefore),? )?(?:(?i:the|this|these) )?(?:\w+ )?(?i:amendment|proposal|recommendation|change|proposed wording)s?(?: \d[\d, –-]*)? (?:was|were) (?:(?:therefore|then|unanimously|duly|hereby) )*(?:accepted|approved|agreed|adopted|passed|carried)\W*$";
}

/// Fewest words of a title that says what it is about.
const FEWEST: usize = 2;

/// What an item, or a line above a motion, puts to the meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its words; several where each has a label of its own.
    pub words: Vec<String>,
    /// Whether they say what is to be done, and not only what it is about.
    pub says_what: bool,
    /// Whether a label says that they are proposed.
    pub labelled: bool,
    /// The block that it stands in: what comes of an earlier motion says nothing of it.
    pub block: usize,
}

impl Topic {
    /// What the title of an item proposes: "New Business - Approval of Contracts".
    pub fn of_title(title: &str) -> Option<Self> {
        let own = SECTION.find(title).map_or(title, |section| &title[section.end()..]).trim();
        let own = own.trim_end_matches([':', '-', '–', ' ']);
        let says_what = begins_with_deed(own) || NUMBERED.is_match(own);
        let enough = own.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() >= FEWEST;
        enough.then(|| Self { words: vec![own.to_owned()], says_what, labelled: false, block: 0 })
    }

    /// What a heading that heads no item proposes.
    pub fn of_heading(heading: &str) -> Option<Self> {
        let title = heading.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !heading.ends_with('.');
        Self::of_title(heading).filter(|topic| topic.says_what || title)
    }

    /// What a line proposes by its label or its number.
    pub fn of_line(line: &str) -> Option<Self> {
        let labelled = LABELLED.captures(line);
        let is_labelled = labelled.is_some();
        let found = labelled.or_else(|| LETTERED.captures(line)).or_else(|| NUMBERED.captures(line))?;
        let words = found.name("words")?.as_str().trim().to_owned();
        Some(Self { words: vec![words], says_what: true, labelled: is_labelled, block: 0 })
    }

    /// The same, in this block.
    pub fn at(self, block: usize) -> Self {
        Self { block, ..self }
    }

    /// Takes another that was proposed before anything came of this one.
    pub fn join(&mut self, later: Self) {
        if self.labelled && later.labelled {
            self.words.extend(later.words);
            self.block = later.block;
        } else {
            *self = later;
        }
    }

    /// The words that were proposed last.
    pub fn last(self) -> Option<String> {
        self.words.into_iter().next_back()
    }

    /// Whether `words` name it by its number: "B285-15 was given third reading".
    pub fn is_named_by(&self, words: &str) -> bool {
        let own = self.words.last().and_then(|own| NUMBER.find(own));
        own.is_some_and(|number| number.start() < 40 && words.contains(number.as_str()))
    }
}

/// The label that stands by itself right above the block at `i`: "Motion:", and the words of the motion in the block.
pub fn label_above(blocks: &[Block], i: usize) -> Option<&str> {
    let above = blocks[..i].iter().rev().find(|block| !block.furniture && !block.text.trim().is_empty())?;
    let label = LABEL.captures(&above.text)?.name("label")?.as_str();
    // "Action" and "Resolution" alone head much else.
    (label.contains([' ', '-']) || !label.eq_ignore_ascii_case("action") && !label.eq_ignore_ascii_case("resolution"))
        .then_some(label)
}

/// Whether words begin with what is to be done.
pub fn begins_with_deed(words: &str) -> bool {
    DEED.is_match(words)
}

/// Whether a sentence says that what was proposed is accepted, and not what it was.
pub fn says_accepted(sentence: &str) -> bool {
    ACCEPTED.is_match(sentence)
}

/// Whether a sentence says who moved, who seconded and how it went, and nothing of what.
pub fn says_who_alone(text: &str, movers: &Movers) -> bool {
    if movers.mover.is_none() {
        return false;
    }
    let around = movers.text_around(text);
    around.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(|word| HOW.is_match(word))
}

#[cfg(test)]
mod tests {
    use super::super::movers::find_movers;
    use super::*;

    #[test]
    fn a_title_or_a_label_says_what_is_put() {
        for (title, words, says_what) in [
            ("New Business - Approval of Contracts", "Approval of Contracts", true),
            ("Adoption of Resolution No. 12 - Paving", "Adoption of Resolution No. 12 - Paving", true),
            ("Ordinance No. 2015-31 Amending Chapter 12", "Ordinance No. 2015-31 Amending Chapter 12", true),
            ("Lease of the mill:", "Lease of the mill", false),
        ] {
            let found = Topic::of_title(title).unwrap_or_else(|| panic!("{title}"));
            assert_eq!((found.words, found.says_what), (vec![words.to_owned()], says_what), "{title}");
        }
        assert_eq!(Topic::of_title("Minutes"), None);
        for (line, words) in [
            ("Recommendation: Approve the lease of the mill.", "Approve the lease of the mill."),
            ("Action: B. Approval of the budget", "Approval of the budget"),
            ("Proposed addition: Dogs are kept out.", "Dogs are kept out."),
            ("B285-15 Authorizing a grant for the ferry.", "B285-15 Authorizing a grant for the ferry."),
        ] {
            assert_eq!(Topic::of_line(line).and_then(Topic::last).as_deref(), Some(words), "{line}");
        }
        for line in ["Action: Clerk to write", "A4 paper was bought", "The recommendation: it was late"] {
            assert_eq!(Topic::of_line(line), None, "{line}");
        }
    }

    #[test]
    fn who_moved_is_not_what() {
        for text in [
            "Motion by Trustee Ann Elm, second by Trustee Bo Oak.",
            "It was moved by Mr. Elm and seconded by Ms. Oak.",
            "Action: Moved by Elm, seconded by Oak, and carried unanimously by members present.",
            "Moved by Elm, seconded by Oak. Approved (4-0).",
        ] {
            assert!(says_who_alone(text, &find_movers(text)), "{text}");
        }
        for text in
            ["Moved by Elm, seconded by Oak, to pay the bills.", "Elm moved to adopt. Oak seconded.", "Carried."]
        {
            assert!(!says_who_alone(text, &find_movers(text)), "{text}");
        }
    }

    #[test]
    fn what_was_accepted_stands_elsewhere() {
        assert!(says_accepted("Therefore this constitutional amendment was accepted."));
        assert!(says_accepted("Amendments 1-3 were therefore accepted."));
        assert!(!says_accepted("The amendment to the lease was accepted."));
        assert!(!says_accepted("The budget was accepted."));
    }
}

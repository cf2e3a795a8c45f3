//! A motion: who moved it, its words, and where they stand in a sentence that says so.

use super::movers::Movers;
use super::outcomes::{find_outcome, sort_of};
use super::parts::split;
use super::place::Place;
use super::resolutions::{says_how, soft};
use crate::rules::rules;

rules! {
    /// How the words of motions are told.
    MOTIONS = "motions.toml";
}

patterns! {
    /// What stands before the words of a motion.
    LEAD = r"^(?:[\s,;:.)–—-]+|[’']s\s+(?i:motion|proposal|amendment)\b|\((?i:ayes?|yes|yeas?|for|y)\b[^)]*\)|(?i:and|was|were|it was put|be it|then|duly|a|an|the|another|also)\s+(?i:and\s+|was\s+|duly\s+)*(?:motion|(?i:carried|passed))\b|(?i:was|were|is)\s+(?i:made|moved|put|proposed|taken)\b|(?i:all )?(?i:in favou?r of)\b|(?i:the|a)\s+(?i:proposal|proposition|recommendation)\s+(?i:that|to)\b|&\s|(?i:motion|carried|passed|resolved|made|the motion)\b|(?i:unanimously)(?i:\s+by\s+(?:all\s+)?(?:of\s+)?(?:the\s+)?(?:members|directors|trustees|those)(?:\s+present)?)\b)";
    LEAD_VERB = r"^(?i:(?:and|was|were|then|duly)\s+)*(?i:unanimously\s+)?(?i:resolved|agreed|carried|passed|approved|voted|moved|motioned)(?i:\s+(?:unanimously|nem\.? con\.?))?(?:\s+by\s+(?:all\s+)?(?:the\s+)?(?i:members?|directors|trustees|councillors|those)(?:\s+present)?)?(?:\s*[,:;–-]|\s+(?:that|to)\b)";
    /// What stands behind them.
    TRAIL = r"(?i)(?:[\s,;:(\[–—-]+|[,;.]\s*(?:properly |duly )?seconded(?: (?:and passed |and carried )?without objections?)?\.?|\b(?:and|was|were|is|it was|this was|which was|be|by|all|made|moved|proposed|it|the motion|a motion|motion|on|put forward)|(?:[,;]\s*(?:and\s+)?|\s+and\s+)(?:all agreed|unanimously agreed|all in favou?r|carried|agreed|AGREED)(?: by all| as amended)?\.?)$";
    /// "THEREFORE BE IT RESOLVED THAT", "AND FURTHER BE IT RESOLVED".
    BE_IT = r"(?i)(?:(?:now,?|and|further|therefore|,)\s+)*\bbe it (?:further |therefore |hereby |also )?resolved(?:,? by the [^.;:]{3,120}?)??[,:]?(?: that)?\b[:,]?";
    /// Somebody says or does something behind the words of a motion.
    SPEAKS = r"(?:^|[.?!”]\s+)(?:The )?(?:Cllr|Councillor|Clr|Mr|Mrs|Ms|Miss|Dr|Chair|Clerk|Mayor|He|She|They|Members|Deputy|Director|Officers?|(?:A|The) (?:\w+ )?(?:voice |roll[ -]call |recorded )?vote|Discussion|There was|In response|It was|Following|Trustee|Commissioner|Alderman|President|Supervisor|Cathaoirleach|Treasurer|Borough)\b|\b(?:said|asked|stated|replied|explained|advised|noted that|thanked|inquired|clarified|commented|responded|reiterated|opined)\b";
    /// Words that name nothing: what is approved stands above.
    NO_OBJECT = r"(?i)^(?:to )?(?:approve|adopt|accept|receive|pass)(?: (?:it|this|same|the (?:motion|item|recommendations?)|as (?:presented|written|submitted|read|is)|staff recommendations?))?,?\W*$";
    /// How many were for it.
    COUNTED = r"(?i)^\W*(?:\d{1,3}|all|two|three|four|five|six|seven|eight|nine|ten) (?:\w+ ){0,2}(?:in favou?r|for|ayes?|yeas?|nays?|noes|against)\b";
    /// Proceedings, not words that are moved.
    TALKS = r"(?i)\b(?:spoke|debated?|discussed|discussion|replied|voted|(?:voice|roll[ -]call|recorded) vote|vote was|seconded|proposed by|thanked|left the meeting|agreed that|reported)\b";
    /// What was moved as the subject of a sentence, up to its verb.
    TOLD = r"^\W*(?:The|These|Those|A|An|\p{Lu}\w+) (?:[^.;]{2,}? )?(?:was|were)(?: then| also| duly| formally)?\s*$";
    NO_SUBJECT = r"(?i)\b(?:motion|amendment|resolution|proposal|it)\b";
    /// What was decided is that a motion be adopted, whose words stand above.
    ADOPTS = r"(?i)^\W*(?:that |to )?(?:adopt|approve|accept|carry|agree(?: to)?) the (?:\w+ ){0,2}(?:motion|amendment|proposal)\W*$";
    /// Words that only a motion, not its outcome, begins with.
    BEGINS = r"^[“”‘’\x22'\s]*(?:[Tt]hat|THAT|[Tt]o|TO|WHEREAS|[Ww]hereas)\b";
}

/// Most blocks that may stand between a motion and what came of it.
pub const FARTHEST: usize = 80;

/// Most words of a sentence that says little more than that something was agreed.
const LITTLE: usize = 6;

/// Most paragraphs behind a motion that may be its words.
const MOST_BELOW: usize = 12;

/// A motion that has been moved and not yet been decided.
#[derive(Debug, Clone, Default)]
pub struct Motion {
    /// Who moved it, as printed.
    pub mover: Option<String>,
    /// Who seconded it, as printed.
    pub seconder: Option<String>,
    /// Its words, so far.
    pub words: String,
    /// What it may have been about, where it has no words of its own: the words before it.
    pub about: String,
    /// The sentence that moves it, or tells what came of it: what was decided, where it has no words of its own.
    pub sentence: String,
    /// Whether it is told as a sentence about what was moved: "The accounts were proposed by A, seconded by B".
    pub told: bool,
    /// Where it was moved.
    pub at: Place,
    /// Where its words begin.
    pub words_at: Place,
    /// Its agenda item.
    pub item: Option<usize>,
    /// Whether it amends another.
    pub amendment: bool,
    /// Whether the words for it mean nothing else, so that it counts without a seconder or an outcome.
    pub firm: bool,
    /// The line above the one that names who moved and nothing else: its words, unless others come.
    pub above: Option<String>,
    /// What its item proposes, where it is only said who moved it: its words, unless others come.
    pub topic: Option<String>,
    /// Whether its words may still be coming.
    pub open: bool,
    /// Whether its words so far ask for more: a colon, a dash, "and".
    pub hangs: bool,
    /// Whether a colon behind who moved it introduces its words or a list of them.
    pub introduces: bool,
    /// Whether it was said to be agreed before its words came.
    pub agreed: bool,
    /// Its paragraphs, where its words stand in some of their own.
    pub paragraphs: Vec<String>,
    /// Sentences behind it in its paragraph, which are its words if the outcome follows them.
    pub tail: String,
    /// Paragraphs behind it in which nobody speaks: they are its words too if what came of it follows them.
    pub below: Vec<String>,
    /// The block of the last of them; `None` before any, and once somebody spoke.
    pub below_block: Option<usize>,
    /// Whether somebody spoke behind it.
    pub spoken: bool,
    /// Whether an outcome or a heading was printed behind it.
    pub ended: bool,
    /// Whether its words stand as a decision already.
    pub decided: bool,
    /// Blocks that hold nothing but its words.
    pub blocks: Vec<usize>,
    /// The block of its last words.
    pub words_block: Option<usize>,
    /// The rule that found it.
    pub rule: Option<&'static str>,
}

impl Motion {
    /// The motion that a sentence or line moves.
    pub fn new(text: &str, movers: &Movers, at: Place, item: Option<usize>) -> Self {
        let words = motion_words(text, movers);
        let lead = movers.ranges().first().map_or("", |first| &text[..first.start]);
        let amendment = sort_of(text) == Some(true) || lead.trim_start().to_lowercase().starts_with("amendment");
        Self {
            mover: movers.mover.as_ref().map(|n| n.name.clone()),
            seconder: movers.seconder.as_ref().map(|n| n.name.clone()),
            open: words.is_empty() || hangs(text),
            hangs: hangs(text),
            introduces: text.trim_end().ends_with(':'),
            words_at: at,
            words,
            sentence: verb_alone(text, movers).unwrap_or(text.trim()).to_owned(),
            told: TOLD.is_match(lead) && !NO_SUBJECT.is_match(lead),
            at,
            item,
            amendment,
            firm: movers.firm,
            rule: movers.rule,
            ..Self::default()
        }
    }

    /// Whether a sentence that says that something was agreed means this motion: by its words, or in few words right
    /// behind it ("The minutes were approved").
    pub fn is_said_by(&self, text: &str, at: Place) -> bool {
        let little = text.split_whitespace().count() <= LITTLE && self.at.block == at.block;
        overlap(&self.words, text) >= if little { 0.3 } else { 0.5 }
    }

    /// Whether anything says what is decided: its own words, or the sentence that told of it.
    pub fn has_words(&self) -> bool {
        !self.words.is_empty() || !self.sentence.is_empty()
    }

    /// Whether nothing but its verb is known: "to adopt".
    pub fn is_verb_alone(&self) -> bool {
        self.words.is_empty() && NO_OBJECT.is_match(&self.sentence)
    }

    /// The last block that is known to hold words of it.
    pub fn last_block(&self) -> usize {
        self.blocks.last().copied().unwrap_or(self.at.block)
    }

    /// Adds words of the paragraph that goes on with it.
    pub fn add(&mut self, words: &str, at: Place) {
        if self.words.is_empty() {
            self.words_at = at;
        } else {
            self.words.push(' ');
        }
        self.words.push_str(words.trim());
        self.hangs = hangs(words);
        match self.paragraphs.last_mut().filter(|_| self.words_block == Some(at.block)) {
            Some(last) => {
                last.push(' ');
                last.push_str(words.trim());
            }
            None => self.paragraphs.push(words.trim().to_owned()),
        }
        self.words_block = Some(at.block);
    }

    /// What follows in its paragraph, up to what came of it, belongs to it, unless somebody speaks there.
    pub fn take_tail(&mut self) {
        if !self.tail.is_empty() && !speaks(&self.tail) {
            self.words.push_str(&self.tail);
        }
        self.tail.clear();
    }

    /// Where no words came, what stands above who moved it are they.
    pub fn take_above(&mut self) {
        let above = self.above.take();
        if let Some(above) = above.filter(|_| self.words.is_empty() && self.below.is_empty()) {
            self.words = above;
        }
    }

    /// Whether its words open a quotation that is not closed.
    pub fn is_quoted(&self) -> bool {
        let words = self.words.trim_end();
        words.starts_with(['“', '"']) && !words.ends_with(['”', '"', '.']) && !words.ends_with("”.")
            || words.starts_with('“') && !words.contains('”')
    }

    /// Notes a paragraph behind it, which may be its words.
    pub fn below(&mut self, text: &str, block: usize) {
        if self.spoken || self.ended || self.words.is_empty() || self.words.contains('”') {
            return;
        }
        self.ended = find_outcome(text).is_some_and(|o| o.of_motion) || text.starts_with(|c: char| c.is_ascii_digit());
        if self.ended {
            return;
        }
        self.spoken = speaks(text) || TALKS.is_match(text) || self.below.len() >= MOST_BELOW;
        if !self.spoken && self.below_block != Some(block) {
            self.below.push(text.trim().to_owned());
            self.below_block = Some(block);
        }
    }

    /// The paragraphs between it and what came of it, told at `block`, are its words unless somebody spoke.
    pub fn take_below(&mut self, block: usize) {
        if self.below_block.is_some_and(|last| last < block) && !self.spoken {
            self.words = format!("{} {}", self.words.trim_end(), self.below.join(" "));
        }
        self.below.clear();
    }

    /// The parts that are decided if it is carried: what it resolves, where it gives reasons or a source first, or its
    /// numbered parts.
    pub fn parts(&self) -> Vec<String> {
        let words = &self.words;
        if words.is_empty() || self.told {
            return vec![self.sentence.clone()];
        }
        let resolves: Vec<usize> = BE_IT.find_iter(words).map(|found| found.end()).collect();
        if !resolves.is_empty() {
            let ends = BE_IT.find_iter(words).skip(1).map(|f| f.start()).chain([words.len()]);
            let parts =
                resolves.iter().zip(ends).map(|(from, to)| words[*from..to].trim().trim_end_matches([';', ',']));
            return parts.filter(|p| !p.is_empty()).map(str::to_owned).collect();
        }
        // "That the Board approve the recommendations of report 7, as follows:" introduces what is decided.
        let introduced = self.paragraphs.iter().position(|p| p.trim_end().ends_with("as follows:"));
        if let Some(at) = introduced.filter(|at| at + 1 < self.paragraphs.len()) {
            let rest = &self.paragraphs[at + 1..];
            return rest.iter().flat_map(|p| split(p).0).collect();
        }
        // "THAT the truck be bought; THAT it be paid from reserves;", each in a paragraph of its own.
        let each = |p: &String| p.starts_with("That ") || p.starts_with("THAT ");
        let parted = self.paragraphs.split_last().is_some_and(|(_, before)| {
            !before.is_empty() && before.iter().all(|p| p.trim_end().trim_end_matches(" and").ends_with([';', ',']))
        });
        if parted && self.paragraphs.iter().all(each) {
            return self.paragraphs.iter().flat_map(|p| split(p).0).collect();
        }
        split(words).0
    }
}

/// Whether a sentence asks for or suggests what the next one may agree to.
pub fn suggests(sentence: &str) -> bool {
    MOTIONS.first_giving("suggestion", sentence).is_some()
}

/// The rule that finds a motion in a sentence that does not say who moved it, and the words from those on.
pub fn named_by_no_one(sentence: &str) -> Option<(&'static str, &str)> {
    let found = MOTIONS.first_giving("unnamed", sentence)?;
    let words = found.captures.name("words")?;
    Some((found.rule.id.as_str(), &sentence[words.range()]))
}

/// Whether a sentence calls what it agrees to a proposal: "Members agreed to this proposal".
pub fn names_suggestion(sentence: &str) -> bool {
    ["proposal", "suggestion", "recommendation", "request"].iter().any(|word| sentence.contains(word))
}

/// Whether what was decided says no more than that the motion above was adopted: "to adopt the procedural motion".
pub fn adopts_motion(words: &str) -> bool {
    ADOPTS.is_match(words)
}

/// Whether a paragraph reads as the words of a motion: "That the road be mended", "I call on the Council to ...".
pub fn is_motion(text: &str) -> bool {
    MOTIONS.first_giving("motion", text).is_some()
}

/// Whether somebody speaks or acts in words that might be those of a motion.
pub fn speaks(words: &str) -> bool {
    SPEAKS.is_match(words.trim_start())
}

/// Whether words tell of what went on.
pub fn talks(words: &str) -> bool {
    TALKS.is_match(words)
}

/// Whether words ask for more behind them.
fn hangs(words: &str) -> bool {
    let words = words.trim_end();
    words.ends_with([':', ';', ',', '-', '–', '—']) || words.ends_with(" and") || words.ends_with(" that")
}

/// "Elm moved to adopt, seconded by Oak": the verb of a motion that names nothing, where what is adopted stands nowhere.
fn verb_alone<'t>(text: &'t str, movers: &Movers) -> Option<&'t str> {
    let ranges = movers.ranges();
    let starts = ranges.iter().map(|range| range.end);
    let ends = ranges.iter().skip(1).map(|range| range.start).chain([text.len()]);
    starts.zip(ends).filter_map(|(from, to)| text.get(from..to)).map(clean).find(|part| NO_OBJECT.is_match(part))
}

/// The words of a motion in the sentence that names who moved it: what is left when those are taken away.
pub fn motion_words(text: &str, movers: &Movers) -> String {
    let mut from = 0;
    let mut parts = Vec::new();
    for range in movers.ranges() {
        parts.push(&text[from..range.start.max(from)]);
        from = from.max(range.end);
    }
    parts.push(&text[from..]);
    let behind = parts.len() - 1;
    // "There being no further business, on motion of Mr Elm the meeting adjourned": why, not what.
    let cleaned: Vec<&str> =
        parts.into_iter().map(clean).map(|p| if p.starts_with("There being") { "" } else { p }).collect();
    let begins = cleaned.iter().skip(1).rev().find(|part| BEGINS.is_match(part) && part.split(' ').count() > 2);
    let count = |part: &str| part.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count();
    let longest = cleaned
        .iter()
        .enumerate()
        .max_by_key(|(i, part)| (count(part) + usize::from(*i == behind), *i))
        .map(|(_, part)| part);
    let begins = begins.or(cleaned.first().filter(|part| BEGINS.is_match(part) && part.split(' ').count() > 2));
    let chosen = begins.or(longest).copied().unwrap_or("");
    if count(chosen) < 2
        || is_no_motion(chosen)
        || says_how(chosen)
        || COUNTED.is_match(chosen)
        || NO_OBJECT.is_match(chosen)
    {
        return String::new();
    }
    // Where much is told before what was agreed, that alone is it.
    let from = if begins.is_some() { 0 } else { soft(chosen).map_or(0, |decided| decided.from) };
    without_that(behind_heading(&chosen[from..])).to_owned()
}

/// Most words of a heading that runs into the words of a motion.
const HEADING: usize = 16;

/// "Minutes of 3 May Council’s Resolution THAT the minutes be confirmed": the words of the motion begin with the word in
/// capitals, and what stands before it heads it.
fn behind_heading(words: &str) -> &str {
    let Some(at) = words.find(" THAT ").filter(|at| words[..*at].chars().any(char::is_lowercase)) else { return words };
    if words[..at].split_whitespace().count() <= HEADING && !words[..at].contains(['.', ';']) {
        &words[at + 1..]
    } else {
        words
    }
}

/// A stretch without the words that join it to movers and outcome.
pub fn clean(part: &str) -> &str {
    let mut part = part.trim();
    while let Some(found) = LEAD_VERB.find(part).or_else(|| LEAD.find(part)).filter(|f| f.end() > 0) {
        // "resolved that the road": the word that begins the words of the motion stays.
        let keep = ["that", "to"].iter().find(|w| found.as_str().to_lowercase().ends_with(*w)).map_or(0, |w| w.len());
        part = part[found.end() - keep..].trim_start();
        if keep > 0 {
            break;
        }
    }
    while let Some(found) = TRAIL.find(part).filter(|f| f.end() > f.start()) {
        part = part[..found.start()].trim_end();
    }
    part
}

/// Words that only speak of a motion: "the following notice", "as amended".
fn is_no_motion(words: &str) -> bool {
    let lower = words.to_lowercase();
    let lower = lower.trim_end_matches(['.', ':', ' ', '-']);
    let says = [
        "the following",
        "with the following",
        "this ",
        "following",
        "notice of motion",
        "as follows",
        "the motion",
        "the amendment",
        "second",
        "in the name of",
        "as recommended",
        "and agreed",
        "and carried",
        "agreed",
        "upon the",
        "was",
        "action",
        "decision",
        "resolution",
        "the vote",
        "a vote",
        "unanimous",
        "roll call",
        "seconded",
        "vote",
        "voice vote",
        "without dissent",
        "without objection",
        "unopposed",
    ];
    let named = lower.starts_with("in the name of")
        || ["amendment", "motion", "resolution"].iter().any(|w| lower.starts_with(&format!("the following {w}")));
    (named || words.split_whitespace().count() <= 6) && says.iter().any(|s| lower.starts_with(s))
}

/// "that the road be mended": without the word that joins it to its sentence.
pub fn without_that(words: &str) -> &str {
    words.strip_prefix("that ").unwrap_or(words)
}

/// The share of the words of the shorter text that the other has too.
pub fn overlap(a: &str, b: &str) -> f64 {
    overlap_of(&long_words(a), &long_words(b))
}

/// The words of a text that carry what it says.
pub fn long_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 3).map(str::to_lowercase).collect()
}

/// The same for words that were split before.
pub fn overlap_of(a: &[String], b: &[String]) -> f64 {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let shared = short.iter().filter(|word| long.contains(word)).count();
    if short.is_empty() { 0.0 } else { shared as f64 / short.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::super::movers::find_movers;
    use super::*;

    #[test]
    fn a_vote_that_is_told_is_no_word_of_the_motion() {
        assert!(speaks(" The Council roll call vote was as follows: Elm and Oak in favor."));
        assert!(speaks(" Mayor Elm called for discussion."));
        assert!(!speaks(" The votes of 1972 are to be framed."));
    }

    #[test]
    fn the_words_of_a_motion_stand_anywhere_in_its_sentence() {
        for (text, expect) in [
            ("It was moved by Mr Oake and seconded by Mr Barr that the pump be painted.", "the pump be painted."),
            (
                "Moved by Clark, seconded by Wood, and carried unanimously by all members to adopt the consent calendar.",
                "to adopt the consent calendar.",
            ),
            (
                "Councillor Rook moved the recommendation in the report, seconded by Councillor Rowbury.",
                "recommendation in the report",
            ),
            (
                "Motion to approve the bills as submitted was made by Trustee Elm, seconded by Trustee Oak.",
                "to approve the bills as submitted",
            ),
            ("A motion was made to join the club by Trustee Elm, seconded by Trustee Oak.", "to join the club"),
            (
                "On the proposal of Cllr Ann Oake seconded by Cllr Barr, it was agreed to suspend the sitting.",
                "agreed to suspend the sitting.",
            ),
            ("The plan was approved, proposed by Cllr. D. Ellis, seconded by Cllr. I. Rhys.", "The plan was approved"),
            (
                "proposed by Cllr. N. Parry, seconded by Cllr. D. Ellis and resolved to move the bench to the weir.",
                "to move the bench to the weir.",
            ),
            ("Cllr Elm's motion to move the lamp, seconded by Cllr Oak, was defeated.", "to move the lamp"),
            ("Motion to buy a new boat (Elm/Oak).", "to buy a new boat"),
            ("MOTION: Ann Elm motioned to close the hall, and Bo Oak seconded.", "to close the hall"),
            ("Moved by Councillor Rand, seconded by Councillor Riel", ""),
            ("The following Notice of Motion was proposed by Mr Oake and seconded by Mr Barr", ""),
        ] {
            let found = motion_words(text, &find_movers(text));
            assert_eq!(
                found.strip_prefix("the ").unwrap_or(&found),
                expect.strip_prefix("the ").unwrap_or(expect),
                "{text}"
            );
        }
    }
}

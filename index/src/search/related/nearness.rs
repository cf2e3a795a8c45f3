//! How near words must stand to say together what a phrase says.
//!
//! Words that meet far more often than by chance ("workforce" and "stability") speak of one thing wherever they are close
//! to each other. Words that stand everywhere ("local" and "plan", "social" and "housing") say the phrase only in the
//! shapes that English gives it: next to each other, in a list, or turned round with "of".

use super::lessons::Lesson;
use super::words::{FAR, Word, near};
use crate::error::IndexError;
use crate::plan::{Pattern, WordMatch};
use crate::query::pattern::leaf;
use crate::read::Snapshot;

/// How many times more often than by chance two words must meet within a few words to count in any order there. Over forty
/// phrases of council work in 27,000 passages: "affordable housing" 12, "climate change" 17, "workforce stability" 40;
/// "local plan" 2, "public transport" 2, "children" and "care" 4, "general reserves" 6.
const MORE_THAN_CHANCE: u128 = 12;

/// Of the passages in which they meet, one in so many must have them in the shape of the phrase: "care" and "home" meet in
/// "missing from home or care" more often than in care homes.
const MOSTLY: u64 = 2;

/// The same of words that stand up to a sentence apart, besides those that are close: "recruitment and retention" 18;
/// "budget monitoring" and "social housing" 1. At 4 more than half of what was read of New York's laws spoke of something
/// else ("electric scooter ... of the vehicle and traffic law").
const FAR_MORE_THAN_CHANCE: u128 = 12;

/// Meetings by chance below which counts tell nothing of those further apart: the usual least expected count of a
/// chi-squared test. There the second word may stand further from the first if it mostly stands close to it.
const FEWEST_BY_CHANCE: u128 = 5;

/// Small words that make the meaning of a phrase, and stay: children in care are not children's care.
const KEPT: [&str; 7] = ["at", "by", "from", "in", "on", "to", "with"];

/// Small words that turn a phrase round: "stability of the workforce". With others it is something else: "home from
/// care" of care homes.
const TURNING: [&str; 2] = ["for", "of"];

/// What may stand behind them.
const DETERMINERS: [&str; 10] = ["a", "all", "an", "any", "its", "our", "such", "the", "their", "this"];

/// Small words of lists: "residential and nursing care".
const LISTING: [&str; 2] = ["and", "or"];

/// Endings of adjectives. Source: English grammars.
const ADJECTIVES: [&str; 10] = ["al", "ive", "ary", "ic", "able", "ible", "ous", "ful", "less", "ed"];

/// Nouns of council work that end like adjectives.
const NOUNS: [&str; 20] = [
    "appeal",
    "approval",
    "arrival",
    "boundary",
    "canal",
    "capital",
    "clinic",
    "disposal",
    "executive",
    "festival",
    "hospital",
    "initiative",
    "library",
    "objective",
    "proposal",
    "referral",
    "removal",
    "rental",
    "salary",
    "traffic",
];

/// What is remembered of two words that may stand so: see [`Nearness`].
const SAME: &str = "same";
const DERIVED: &str = "derived";
const FAR_APART: &str = "far";

/// How freely the words of a phrase may stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nearness {
    /// The words themselves in any order within a few words.
    same: bool,
    /// Others of their families likewise.
    derived: bool,
    /// Others of their families up to a sentence apart.
    pub far: bool,
}

impl Nearness {
    /// The words themselves, as near as they must be.
    pub fn same(self, words: &[Word]) -> Pattern {
        match words {
            // Words that meet everywhere do so in every tense: a local plan is not local planning.
            [first, second] if !self.same => {
                in_shape(&first.in_both_numbers(), &second.in_both_numbers(), &second.link, turns(first))
            }
            _ => together(words, |word| word.same.clone()),
        }
    }

    /// The words, each also printed as two, as near as they must be.
    pub fn compound(self, words: &[Word]) -> Pattern {
        match words {
            [first, second] if !self.same => in_shape(&first.alone(), &second.alone(), &second.link, turns(first)),
            _ => together(words, Word::compound),
        }
    }

    /// The words or others of their families, as near as they must be.
    pub fn derived(self, words: &[Word]) -> Pattern {
        match words {
            [first, second] if !self.derived => {
                let (a, b) = (first.derived_alone(), second.derived_alone());
                Pattern::any(vec![in_shape(&a, &b, &second.link, turns(first)), verb_first(&a, second)])
            }
            [first, second] => {
                let verb_first = Pattern::Sequence(vec![second.made_of_it(), first.derived()]);
                Pattern::any(vec![together(words, Word::derived), verb_first])
            }
            _ => near(words, Word::derived),
        }
    }
}

impl Snapshot {
    /// How near the words of a phrase must stand. Three words and more are together by no chance.
    pub(super) fn nearness(&self, words: &[Word], cut: &mut Vec<String>) -> Result<Nearness, IndexError> {
        let [first, second] = words else { return Ok(Nearness { same: true, derived: true, far: false }) };
        // What conflicts with somebody's interest is no conflict of interest.
        if second.link.iter().any(|word| KEPT.contains(&word.as_str()) || TURNING.contains(&word.as_str())) {
            return Ok(Nearness { same: false, derived: false, far: false });
        }
        let link = second.link.join(" ");
        let about = format!("{} {link} {}", first.folded, second.folded);
        let free = self.remembered(Lesson::Nearness, &about, cut, |cut| self.freedoms(words, first, second, cut))?;
        let has = |freedom: &str| free.iter().any(|f| f == freedom);
        Ok(Nearness { same: has(SAME), derived: has(DERIVED), far: has(FAR_APART) })
    }

    /// What two words may do, by how often they meet. Most words that meet by chance are told by one count.
    fn freedoms(
        &self,
        words: &[Word],
        first: &Word,
        second: &Word,
        cut: &mut Vec<String>,
    ) -> Result<Vec<String>, IndexError> {
        let all = u128::from(self.passages());
        let more = |meetings: u64, by_chance: u128, times: u128| {
            meetings > 0 && u128::from(meetings) * all >= times * by_chance
        };
        let same_by_chance = self.by_chance(first, second, |word| word.same.clone(), cut)?;
        let close = self.passages_with(near(words, |word| word.same.clone()), cut)?;
        if !more(close, same_by_chance, MORE_THAN_CHANCE) {
            return Ok(Vec::new());
        }
        if self.passages_with(in_shape(&first.same, &second.same, &second.link, turns(first)), cut)? * MOSTLY < close {
            return Ok(Vec::new());
        }
        let mut free = vec![SAME.to_owned()];
        let derived_by_chance = self.by_chance(first, second, Word::derived, cut)?.saturating_sub(same_by_chance);
        let derived = self.passages_with(near(words, Word::derived), cut)?.saturating_sub(close);
        if more(derived, derived_by_chance, MORE_THAN_CHANCE) {
            free.push(DERIVED.to_owned());
        }
        let far = self.passages_with(Pattern::Near(FAR, vec![first.same.clone(), second.same.clone()]), cut)?;
        let too_few_to_tell = same_by_chance < FEWEST_BY_CHANCE * all;
        let second_alone = self.passages_with(second.same.clone(), cut)?;
        if more(far.saturating_sub(close), same_by_chance, FAR_MORE_THAN_CHANCE)
            || (too_few_to_tell && close * MOSTLY > second_alone)
        {
            free.push(FAR_APART.to_owned());
        }
        Ok(free)
    }

    /// The product of the passages of each: divided by those of the whole record, how many both stand in by chance.
    fn by_chance(
        &self,
        first: &Word,
        second: &Word,
        pattern: fn(&Word) -> Pattern,
        cut: &mut Vec<String>,
    ) -> Result<u128, IndexError> {
        let first = self.passages_with(pattern(first), cut)?;
        Ok(u128::from(first) * u128::from(self.passages_with(pattern(second), cut)?))
    }
}

/// Endings of what is done: before the other word it is its verb ("planting trees" of tree planting).
const DEEDS: [&str; 6] = ["ing", "tion", "sion", "ment", "ance", "al"];

/// Words near each other. Of two words the second directly before the first names something else, unless it is a deed:
/// home care is no care home.
fn together(words: &[Word], pattern: fn(&Word) -> Pattern) -> Pattern {
    let [first, second] = words else { return near(words, pattern) };
    if DEEDS.iter().any(|ending| second.folded.ends_with(ending)) {
        return near(words, pattern);
    }
    let (a, b) = (pattern(first), pattern(second));
    let then = |start: &Pattern, between: usize, end: &Pattern| {
        let start = (0..between).fold(start.clone(), |start, _| Pattern::AndNextWord(Box::new(start)));
        Pattern::Sequence(vec![start, end.clone()])
    };
    let in_order = (0..=BETWEEN).map(|between| then(&a, between, &b));
    let turned = (1..=BETWEEN).map(|between| then(&b, between, &a));
    Pattern::any(in_order.chain(turned).collect())
}

/// Words that may stand between two that are near each other.
const BETWEEN: usize = 3;

/// The second word as another of its family before the first: "stabilised the workforce". Without an article it may be
/// something else: "excluding schools" of school exclusions.
fn verb_first(a: &Pattern, second: &Word) -> Pattern {
    Pattern::Sequence(vec![second.others(), any_of(&DETERMINERS), a.clone()])
}

/// Any of these words.
fn any_of(words: &[&str]) -> Pattern {
    leaf(WordMatch::Exact, words.iter().map(|word| ((*word).to_owned(), 1)).collect())
}

/// Two patterns in the shapes of a phrase. `link` is what stands between them where it was asked for.
pub(super) fn in_shape(a: &Pattern, b: &Pattern, link: &[String], turns: bool) -> Pattern {
    let then = |words: &[&str]| Pattern::Sequence(vec![a.clone(), any_of(words)]);
    // One word stands between: "children in their care", "residential and nursing care".
    let one_between = |start: Pattern| Pattern::Sequence(vec![Pattern::AndNextWord(Box::new(start)), b.clone()]);
    let direct = |start: Pattern| Pattern::Sequence(vec![start, b.clone()]);
    let linked = |words: &[&str]| link.iter().any(|word| words.contains(&word.as_str()));
    if let Some(kept) = link.iter().map(String::as_str).find(|word| KEPT.contains(word)) {
        return Pattern::Any(vec![direct(then(&[kept])), one_between(then(&[kept]))]);
    }
    let mut shapes = vec![direct(a.clone()), one_between(then(&LISTING))];
    if linked(&TURNING) {
        shapes.push(Pattern::Sequence(vec![b.clone(), a.clone()]));
        shapes.extend([direct(then(&TURNING)), one_between(then(&TURNING))]);
    }
    if linked(&LISTING) {
        shapes.push(direct(then(&LISTING)));
        shapes.push(Pattern::Sequence(vec![b.clone(), any_of(&LISTING), a.clone()]));
    }
    if turns {
        let turned = Pattern::Sequence(vec![b.clone(), any_of(&TURNING)]);
        shapes.push(Pattern::Sequence(vec![turned.clone(), a.clone()]));
        shapes.push(Pattern::Sequence(vec![turned, any_of(&DETERMINERS), a.clone()]));
    }
    Pattern::Any(shapes)
}

/// Whether a phrase of these words can be turned round: "hospital discharge" is "discharge from hospital", but no
/// "alternative provision" is the "provision of an alternative".
fn turns(first: &Word) -> bool {
    let ends = ADJECTIVES.iter().any(|ending| first.folded.ends_with(ending));
    !ends || NOUNS.contains(&first.folded.as_str())
}

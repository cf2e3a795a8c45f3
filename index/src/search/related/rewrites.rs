//! From what was asked to its rewrites: the ways of saying it otherwise.

use super::abbreviation::{is_short, looks_like};
use super::nearness::Nearness;
use super::words::{FAR, Word, near};
use super::{Needs, Rewrite, family};
use crate::error::IndexError;
use crate::plan::{Pattern, WordMatch};
use crate::query::pattern::{exact, leaf, stemmed_words};
use crate::read::Snapshot;
use crate::routes::{RouteKind, Routes};
use crate::text::Tokens;

/// A shorter form stands for the whole where at least one in so many of its passages has the whole.
const OFTEN: u64 = 2;

/// How alike a misspelt name is (Jaro-Winkler): letters that changed places and sounds spelt otherwise pass, other
/// names with the same beginning do not.
const ALIKE: f64 = 0.83;

/// A word that is spelt a letter or two otherwise is a slip where it stands in one of so many passages that spell it as
/// asked: what is more frequent is another word ("dental" beside "mental").
const SLIP: u64 = 50;

/// Letters of a word up to which a slip is one letter: in a shorter word two letters make another word ("spreading" of
/// "speeding").
const ONE_SLIP: usize = 8;

/// Fewest letters of initials that nobody explains: two mean too much ("PC", "CC").
const INITIALS: usize = 3;

/// Words of a phrase that are put together in other ways; longer ones are sentences.
const LONGEST: usize = 12;

impl Snapshot {
    /// Ways of saying a phrase otherwise by these routes; some that others rest on may be among them.
    pub(crate) fn rewrites(
        &self,
        phrase: &str,
        routes: Routes,
        cut: &mut Vec<String>,
    ) -> Result<Vec<Rewrite>, IndexError> {
        let words = self.content_words(phrase, cut)?;
        if words.len() > LONGEST {
            cut.push(format!("other words: of phrases of more than {LONGEST} words only the order was changed"));
            return Ok(vec![Rewrite::new(RouteKind::WordOrder, near(&words, |w| w.same.clone()), other_order(phrase))]);
        }
        // What the thesaurus lists in small letters is no name, though headings print it with capitals.
        let listed = self.thesaurus.named(phrase).iter().any(|(_, term)| term.text.starts_with(char::is_lowercase));
        let is_name = words.len() > 1 && !listed && self.is_name(phrase, cut)?;
        let needs = Needs { initials: is_name, ..Needs::default() };
        let mut rewrites = match &words[..] {
            [only] => self.of_one_word(phrase, only),
            _ => self.rearranged(phrase, &words, needs, cut)?,
        };
        rewrites.extend(self.by_the_thesaurus(phrase, &words, is_name, routes, cut)?);
        // Of what the thesaurus lists it also lists what may be left out.
        if !is_name && self.thesaurus.named(phrase).is_empty() && routes.has(RouteKind::Family) {
            rewrites.extend(self.shortened(phrase, &words, cut)?);
        }
        if routes.has(RouteKind::Abbreviation) {
            rewrites.extend(self.abbreviated(phrase, &words, cut)?);
        }
        if routes.has(RouteKind::Spelling) {
            rewrites.extend(self.misspelt(phrase)?);
            if is_name {
                rewrites.extend(self.name_misspelt(phrase)?);
            }
        }
        if routes.has(RouteKind::ShortName) {
            rewrites.extend(short_name(phrase, &words));
        }
        Ok(rewrites)
    }

    /// A single word: in the other number, joined or split; its family where no thesaurus says what else it is called.
    fn of_one_word(&self, phrase: &str, word: &Word) -> Vec<Rewrite> {
        let why = format!("“{phrase}” in the other number, joined or split");
        let compound = Rewrite::new(RouteKind::Compound, word.alone(), why);
        let mut rewrites = vec![Rewrite { says_all: true, ..compound }];
        if self.thesaurus.named(phrase).is_empty() {
            let why = format!("words of the same family as “{phrase}”");
            rewrites.push(Rewrite { says_all: true, ..Rewrite::new(RouteKind::Family, word.family_alone(), why) });
        }
        rewrites
    }

    /// The words themselves: in another order, joined or split, or others of their families.
    fn rearranged(
        &self,
        phrase: &str,
        words: &[Word],
        needs: Needs,
        cut: &mut Vec<String>,
    ) -> Result<Vec<Rewrite>, IndexError> {
        let nearness = self.nearness(words, cut)?;
        let mut rewrites = Vec::new();
        let mut add = |route, pattern, why: String| {
            rewrites.push(Rewrite { needs, says_all: true, ..Rewrite::new(route, pattern, why) });
        };
        add(RouteKind::WordOrder, nearness.same(words), other_order(phrase));
        let joined = match words {
            [first, second] => Some(format!("{}{}", first.folded, second.folded)),
            _ => None,
        };
        let joined = joined.map(|word| Ok::<_, IndexError>((self.is_said(&word)?, word))).transpose()?;
        let joined = joined.filter(|(is_said, _)| *is_said).map(|(_, word)| leaf(WordMatch::Exact, vec![(word, 1)]));
        if joined.is_some() || words.iter().any(Word::splits) {
            let compound = std::iter::once(nearness.compound(words)).chain(joined);
            let why = format!("“{phrase}” with a word joined or split");
            add(RouteKind::Compound, Pattern::any(compound.collect()), why);
        }
        if !needs.initials {
            let why = format!("words of the same families as “{phrase}”");
            add(RouteKind::Family, nearness.derived(words), why);
        }
        if words.len() == 2 && !needs.initials {
            rewrites.extend(far_apart(phrase, words, needs, nearness));
        }
        Ok(rewrites)
    }

    /// Three words and more without the first or the last, where the record often says the rest with it.
    fn shortened(&self, phrase: &str, words: &[Word], cut: &mut Vec<String>) -> Result<Vec<Rewrite>, IndexError> {
        let mut rewrites = Vec::new();
        let ([first, rest @ ..], [most @ .., last]) = (words, words) else { return Ok(rewrites) };
        if rest.len() < 2 {
            return Ok(rewrites);
        }
        let whole = self.passages_with(near(words, Word::derived), cut)?;
        for (left_out, kept) in [(first, rest), (last, most)] {
            let pattern = self.nearness(kept, cut)?.derived(kept);
            if whole * OFTEN < self.passages_with(pattern.clone(), cut)? {
                continue;
            }
            let why = format!("“{phrase}” without “{}”, in a document that also says it in full", left_out.folded);
            let needs = Needs { same_document: true, ..Needs::default() };
            rewrites.push(Rewrite { needs, ..Rewrite::new(RouteKind::Family, pattern, why) });
        }
        Ok(rewrites)
    }

    fn abbreviated(&self, phrase: &str, words: &[Word], cut: &mut Vec<String>) -> Result<Vec<Rewrite>, IndexError> {
        let mut rewrites = Vec::new();
        let folded: Vec<&str> = words.iter().map(|w| w.folded.as_str()).collect();
        if let ["section", number] = folded[..]
            && number.chars().all(|c| c.is_ascii_digit())
        {
            let short = [format!("s{number}"), format!("s{number}s"), format!("ss{number}")];
            let pattern = Pattern::Any(short.iter().map(|s| exact(s)).chain([exact(&format!("s.{number}"))]).collect());
            let why = format!("“s.{number}” is how papers write “section {number}”");
            rewrites.push(Rewrite::new(RouteKind::Abbreviation, pattern, why));
        }
        if let [only] = words {
            rewrites.extend(self.spelt_out(phrase, &only.folded, cut)?);
            return Ok(rewrites);
        }
        for short in self.explained(phrase, words, cut)?.iter() {
            let is_meant = |found: &str| folded.iter().all(|word| found.contains(word));
            let explained = self.where_explained(short, phrase, is_meant, cut)?;
            let why = format!("the record explains “{short}” as “{phrase}”");
            let needs = Needs { capitals: true, ..Needs::default() };
            rewrites.extend(misread(short, &[], needs, &why).map(|way| way.where_told(&explained)));
            let rewrite = capitals(short, &[], needs, why);
            let unsure = !explained.but_not.is_empty() || short.chars().count() < INITIALS;
            rewrites.push(if unsure { rewrite.where_told(&explained) } else { rewrite });
        }
        // Initials that nobody explains: of the whole, or of the words before or after the rest.
        for (from, to) in (0..words.len()).flat_map(|a| (a + 2..=words.len()).map(move |b| (a, b))) {
            if from > 0 && to < words.len() {
                continue;
            }
            let part = &words[from..to];
            let short: String = part.iter().filter_map(|w| w.folded.chars().next()).collect::<String>().to_uppercase();
            let rest: Vec<&Word> = words[..from].iter().chain(&words[to..]).collect();
            let long = folded[from..to].join(" ");
            let is_meant = |found: &str| folded[from..to].iter().all(|word| found.contains(word));
            let telling = short.len() >= INITIALS || !rest.is_empty();
            if telling
                && short.chars().all(|c| c.is_ascii_uppercase())
                && !self.where_explained(&short, &long, is_meant, cut)?.otherwise
            {
                let why = format!("“{short}” has the initials of “{long}”, which the same document says in full");
                let needs = Needs { capitals: true, same_document: true, ..Needs::default() };
                rewrites.extend(misread(&short, &rest, needs, &why));
                rewrites.push(capitals(&short, &rest, needs, why));
            }
        }
        Ok(rewrites)
    }

    /// What the record explains a single word as, where the word is an abbreviation.
    fn spelt_out(&self, typed: &str, folded: &str, cut: &mut Vec<String>) -> Result<Vec<Rewrite>, IndexError> {
        let short = typed.trim().trim_end_matches(['s', '\'', '’']);
        if !is_short(short) {
            return Ok(Vec::new());
        }
        let rewrite = |long: &String| {
            let why = format!("the record explains “{short}” as “{long}”");
            let pattern = Pattern::sequence(stemmed_words(long));
            Rewrite { says_all: true, ..Rewrite::new(RouteKind::Abbreviation, pattern, why) }
        };
        Ok(self.long_forms(short, folded, cut)?.iter().map(rewrite).collect())
    }

    /// The phrase with one word misspelt, or spelt otherwise.
    fn misspelt(&self, phrase: &str) -> Result<Vec<Rewrite>, IndexError> {
        let tokens = Tokens::from_text(phrase);
        let words: Vec<&str> = tokens.iter().map(|t| tokens.form(t)).collect();
        let mut rewrites = Vec::new();
        for (at, word) in words.iter().enumerate() {
            if word.len() < 5 || !word.chars().all(char::is_alphabetic) {
                continue;
            }
            let letters = if word.len() <= ONE_SLIP || words.len() == 1 { 1 } else { 2 };
            let mut like = self.terms_like(word, letters)?;
            let as_asked = self.passages_of(word)?;
            like.retain(|(term, _, passages)| {
                let other = same_stem(term, word) || family::related(term, word) || family::is_opposite(term, word);
                term != word && !other && (*passages <= 2 || passages * SLIP <= as_asked)
            });
            if words.len() == 1 {
                // Alone, a frequent word a letter off is another word, and so is one that begins otherwise.
                like.retain(|(term, _, passages)| *passages <= 2 && term.as_bytes()[..1] == word.as_bytes()[..1]);
            }
            let Some(pattern) = with_other(&words, at, &like) else { continue };
            let why = format!("“{word}” spelt a letter or two otherwise");
            rewrites.push(Rewrite::new(RouteKind::Spelling, pattern, why));
        }
        Ok(rewrites)
    }

    /// A name with one word spelt otherwise, the others as they are.
    fn name_misspelt(&self, phrase: &str) -> Result<Vec<Rewrite>, IndexError> {
        let tokens = Tokens::from_text(phrase);
        let words: Vec<&str> = tokens.iter().map(|t| tokens.form(t)).collect();
        let needs = Needs { initials: true, ..Needs::default() };
        let mut rewrites = Vec::new();
        for (at, word) in words.iter().enumerate().filter(|(_, w)| w.len() >= 5 && w.is_ascii()) {
            let mut like = self.terms_that_begin(&word[..1])?;
            like.retain(|(t, n, _)| {
                *n == 1 && t != word && !same_stem(t, word) && strsim::jaro_winkler(t, word) >= ALIKE
            });
            let why = format!("“{word}” of the name spelt otherwise");
            if let Some(pattern) = with_other(&words, at, &like) {
                rewrites.push(Rewrite { needs, ..Rewrite::new(RouteKind::Spelling, pattern, why) });
            }
        }
        Ok(rewrites)
    }
}

/// The words in sequence with others in the place of one; `None` where there are no others.
fn with_other(words: &[&str], at: usize, others: &[(String, u32, u64)]) -> Option<Pattern> {
    let other = |i: usize, word: &str| match i == at {
        true => others.iter().map(|(t, n, _)| (t.clone(), *n)).collect(),
        false => vec![(word.to_owned(), 1)],
    };
    let parts = words.iter().enumerate().map(|(i, word)| leaf(WordMatch::Exact, other(i, word)));
    (!others.is_empty()).then(|| Pattern::sequence(parts.collect()))
}

fn same_stem(a: &str, b: &str) -> bool {
    stemmed_words(a) == stemmed_words(b)
}

/// An abbreviation, its plural, and the words beside it.
pub(super) fn capitals(short: &str, rest: &[&Word], needs: Needs, why: String) -> Rewrite {
    printed_as(vec![short.to_lowercase()], short, rest, needs, why)
}

/// The same with letters that look alike: most of these forms are other abbreviations ("CIA" beside "CLA"), so that the
/// document must say it in full.
pub(super) fn misread(short: &str, rest: &[&Word], needs: Needs, why: &str) -> Option<Rewrite> {
    let folded = short.to_lowercase();
    // Two letters look like too much else: "LD" and "ID".
    let long_enough = folded.len() >= INITIALS;
    let forms = if long_enough { looks_like(&folded) } else { Vec::new() };
    let forms: Vec<String> = forms.into_iter().filter(|form| *form != folded).collect();
    let why = format!("{why}; letters that look alike, in a document that says it in full");
    let needs = Needs { same_document: true, ..needs };
    (!forms.is_empty()).then(|| printed_as(forms, short, rest, needs, why))
}

fn printed_as(forms: Vec<String>, short: &str, rest: &[&Word], needs: Needs, why: String) -> Rewrite {
    let letters = short.chars().count();
    let forms = forms.into_iter().flat_map(|form| [(format!("{form}s"), 1), (form, 1)]);
    let short = leaf(WordMatch::Exact, forms.collect());
    let pattern = if rest.is_empty() {
        short
    } else {
        Pattern::Near(rest.len() as u32, std::iter::once(short).chain(rest.iter().map(|w| w.derived())).collect())
    };
    Rewrite { needs, letters, ..Rewrite::new(RouteKind::Abbreviation, pattern, why) }
}

fn other_order(phrase: &str) -> String {
    format!("the words of “{phrase}” in another order or a little apart")
}

/// Two words of the same families a sentence apart, and one of them turned to its opposite.
fn far_apart(phrase: &str, words: &[Word], needs: Needs, nearness: Nearness) -> Vec<Rewrite> {
    let mut rewrites = Vec::new();
    if nearness.far {
        let why = format!("words of the same families as “{phrase}”, up to {FAR} words apart");
        let pattern = Pattern::Near(FAR, words.iter().map(Word::derived).collect());
        rewrites.push(Rewrite { needs, ..Rewrite::new(RouteKind::Family, pattern, why) });
    }
    for (turned, kept) in [(&words[0], &words[1]), (&words[1], &words[0])] {
        if turned.opposites.is_empty() {
            continue;
        }
        let why = format!("the opposite of “{}” (in-, un-, non-) with the rest of “{phrase}”", turned.folded);
        let pattern = Pattern::Near(FAR, vec![turned.turned(), kept.derived()]);
        rewrites.push(Rewrite { needs, ..Rewrite::new(RouteKind::Opposite, pattern, why) });
    }
    rewrites
}

/// The last word with "the", behind the full phrase in the same document.
fn short_name(phrase: &str, words: &[Word]) -> Option<Rewrite> {
    let [_, .., last] = words else { return None };
    let pattern = Pattern::Sequence(vec![exact("the"), last.same.clone()]);
    let why = format!("“the {}” stands behind “{phrase}” in the same document and may be short for it", last.folded);
    let needs = Needs { after_full: true, ..Needs::default() };
    Some(Rewrite { needs, ..Rewrite::new(RouteKind::ShortName, pattern, why) })
}

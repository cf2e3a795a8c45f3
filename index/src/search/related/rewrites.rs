//! From what was asked to its rewrites: the ways of saying it otherwise.

use super::abbreviation::{is_short, is_small, looks_like};
use super::{Needs, Rewrite, family};
use crate::error::IndexError;
use crate::plan::{MentionUnit, Pattern, Plan, WordMatch};
use crate::query::pattern::{exact, leaf, stemmed_words};
use crate::read::Snapshot;
use crate::routes::{RouteKind, Routes};
use crate::text::Tokens;
use tantivy::Term;

/// Letters of each half of a word that print splits: "the rapist" is no way of saying "therapist".
const SHORTEST_HALF: usize = 4;

/// Words between the parts of a two-word phrase that still speak of the same thing: about one sentence.
const FAR: u32 = 25;

/// A shorter form stands for the whole where at least one in so many of its passages has the whole.
const OFTEN: u64 = 5;

/// How alike a misspelt name is (Jaro-Winkler): letters that changed places and sounds spelt otherwise pass, other
/// names with the same beginning do not.
const ALIKE: f64 = 0.83;

/// Words of a phrase that are put together in other ways; longer ones are sentences.
const LONGEST: usize = 12;

/// One word of what was asked, and what may stand for it.
pub(super) struct Word {
    pub folded: String,
    same: Pattern,
    splits: Vec<Pattern>,
    family: Vec<String>,
    /// The family with the other sign: "instability" beside "stability".
    opposites: Vec<String>,
}

impl Word {
    /// The word's own forms, and printed as two.
    fn compound(&self) -> Pattern {
        let mut any = self.splits.clone();
        any.push(self.same.clone());
        Pattern::any(any)
    }

    /// The same, and its family.
    pub fn derived(&self) -> Pattern {
        let mut any = self.splits.clone();
        any.push(self.same.clone());
        any.push(leaf(WordMatch::Exact, self.family.iter().map(|f| (f.clone(), 1)).collect()));
        Pattern::any(any)
    }

    /// The word with the other sign.
    fn turned(&self) -> Pattern {
        leaf(WordMatch::Exact, self.opposites.iter().map(|f| (f.clone(), 1)).collect())
    }
}

impl Snapshot {
    /// Ways of saying a phrase otherwise by these routes; some that others rest on may be among them.
    pub(crate) fn rewrites(
        &self,
        phrase: &str,
        routes: Routes,
        cut: &mut Vec<String>,
    ) -> Result<Vec<Rewrite>, IndexError> {
        let words = self.content_words(phrase)?;
        if words.len() > LONGEST {
            cut.push(format!("other words: of phrases of more than {LONGEST} words only the order was changed"));
            return Ok(vec![Rewrite::new(RouteKind::WordOrder, near(&words, |w| w.same.clone()), other_order(phrase))]);
        }
        let is_name = words.len() > 1 && self.is_name(phrase, cut)?;
        let mut rewrites = self.rearranged(phrase, &words, Needs { initials: is_name, ..Needs::default() });
        rewrites.extend(self.by_the_thesaurus(phrase, &words, is_name, routes, cut)?);
        if !is_name && routes.has(RouteKind::Family) {
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

    /// The words themselves: in another order, joined or split, or others of their families.
    fn rearranged(&self, phrase: &str, words: &[Word], needs: Needs) -> Vec<Rewrite> {
        let mut rewrites = Vec::new();
        let mut add = |route, pattern, why: String| {
            rewrites.push(Rewrite { needs, says_all: true, ..Rewrite::new(route, pattern, why) });
        };
        if words.len() > 1 {
            add(RouteKind::WordOrder, near(words, |w| w.same.clone()), other_order(phrase));
        }
        let joined = words.windows(2).filter(|_| words.len() == 2);
        let joined =
            joined.map(|pair| leaf(WordMatch::Exact, vec![(format!("{}{}", pair[0].folded, pair[1].folded), 1)]));
        let why = format!("“{phrase}” with a word joined or split");
        add(
            RouteKind::Compound,
            Pattern::any(std::iter::once(near(words, Word::compound)).chain(joined).collect()),
            why,
        );
        add(RouteKind::Family, near(words, Word::derived), format!("words of the same families as “{phrase}”"));
        if words.len() == 2 && !needs.initials {
            rewrites.extend(far_apart(phrase, words, needs));
        }
        rewrites
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
            let pattern = near(kept, Word::derived);
            if whole * OFTEN < self.passages_with(pattern.clone(), cut)? {
                continue;
            }
            let why = format!("“{phrase}” without “{}”, in a document that also says it in full", left_out.folded);
            let needs = Needs { same_document: true, ..Needs::default() };
            rewrites.push(Rewrite { needs, ..Rewrite::new(RouteKind::Family, pattern, why) });
        }
        Ok(rewrites)
    }

    fn passages_with(&self, pattern: Pattern, cut: &mut Vec<String>) -> Result<u64, IndexError> {
        let mut passages = 0;
        let pass = self.for_each_match(&Plan::Find(pattern, MentionUnit::Phrase), |_, _| Ok(()), |(), _| passages += 1);
        pass.map_err(|e| self.failed(e))?.report(cut);
        Ok(passages)
    }

    pub(super) fn content_words(&self, phrase: &str) -> Result<Vec<Word>, IndexError> {
        let tokens = Tokens::from_text(phrase);
        let all: Vec<&str> = tokens.iter().map(|t| tokens.form(t)).collect();
        let telling: Vec<&str> = all.iter().copied().filter(|w| !is_small(w)).collect();
        let words = if telling.is_empty() { all } else { telling };
        words.into_iter().map(|w| self.word(w)).collect()
    }

    fn word(&self, word: &str) -> Result<Word, IndexError> {
        let (mut family, mut opposites) = (Vec::new(), Vec::new());
        if word.is_ascii() && word.len() >= 5 && word.chars().all(char::is_alphabetic) {
            family = self.family_of(word)?;
            if let Some(positive) = family::without_sign(word)
                && self.is_said(positive)?
            {
                opposites = self.family_of(positive)?;
                opposites.push(positive.to_owned());
            }
            for sign in family::SIGNS.into_iter().filter(|sign| family::takes_sign(sign, word)) {
                let turned = self.terms_that_begin(&format!("{sign}{}", &word[..4]))?;
                let of_word = |t: &str| t[sign.len()..] == *word || family::related(word, &t[sign.len()..]);
                opposites.extend(turned.into_iter().filter(|(t, n, _)| *n == 1 && of_word(t)).map(|(t, ..)| t));
            }
        }
        for listed in family::listed(word) {
            if !family.iter().any(|known| known == listed) && self.is_said(listed)? {
                family.push(listed.to_owned());
            }
        }
        let halves = (SHORTEST_HALF..word.len().saturating_sub(SHORTEST_HALF - 1)).filter(|_| word.is_ascii());
        let splits = halves.map(|at| exact(&format!("{} {}", &word[..at], &word[at..]))).collect();
        let same = Pattern::sequence(stemmed_words(word));
        Ok(Word { folded: word.to_owned(), same, splits, family, opposites })
    }

    /// Whether a word stands anywhere in the record.
    fn is_said(&self, word: &str) -> Result<bool, IndexError> {
        let passages = self.searcher.doc_freq(&Term::from_field_text(self.fields.text, word));
        Ok(passages.map_err(|e| self.failed(e))? > 0)
    }

    /// Words of the record that are of a word's family.
    fn family_of(&self, word: &str) -> Result<Vec<String>, IndexError> {
        let alike = self.terms_that_begin(&word[..4])?;
        Ok(alike.into_iter().filter(|(t, n, _)| *n == 1 && family::related(word, t)).map(|(t, ..)| t).collect())
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
            let why = format!("the record explains “{short}” as “{phrase}”");
            rewrites.push(capitals(short, &[], Needs { capitals: true, ..Needs::default() }, why));
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
            if short.chars().all(|c| c.is_ascii_uppercase()) && !self.means_otherwise(&short, &long, is_meant, cut)? {
                let why = format!("“{short}” has the initials of “{long}”, which the same document says in full");
                let needs = Needs { capitals: true, same_document: true, ..Needs::default() };
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
            let letters = if word.len() < 7 { 1 } else { 2 };
            let mut like = self.terms_like(word, letters)?;
            like.retain(|(term, ..)| {
                let other = same_stem(term, word) || family::related(term, word) || family::is_opposite(term, word);
                term != word && !other
            });
            if words.len() == 1 {
                // Alone, a frequent word a letter off is another word.
                like.retain(|(_, _, passages)| *passages <= 2);
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

/// Words near each other, or the only one.
pub(super) fn near(words: &[Word], pattern: fn(&Word) -> Pattern) -> Pattern {
    let parts: Vec<Pattern> = words.iter().map(pattern).collect();
    if parts.len() == 1 { Pattern::any(parts) } else { Pattern::Near(2 * words.len() as u32, parts) }
}

fn same_stem(a: &str, b: &str) -> bool {
    stemmed_words(a) == stemmed_words(b)
}

/// An abbreviation, its plural, and the words beside it.
pub(super) fn capitals(short: &str, rest: &[&Word], needs: Needs, why: String) -> Rewrite {
    let forms = looks_like(&short.to_lowercase()).into_iter().flat_map(|form| [(format!("{form}s"), 1), (form, 1)]);
    let short = leaf(WordMatch::Exact, forms.collect());
    let pattern = if rest.is_empty() {
        short
    } else {
        Pattern::Near(rest.len() as u32, std::iter::once(short).chain(rest.iter().map(|w| w.derived())).collect())
    };
    Rewrite { needs, ..Rewrite::new(RouteKind::Abbreviation, pattern, why) }
}

fn other_order(phrase: &str) -> String {
    format!("the words of “{phrase}” in another order or a little apart")
}

/// Two words of the same families a sentence apart, and one of them turned to its opposite.
fn far_apart(phrase: &str, words: &[Word], needs: Needs) -> Vec<Rewrite> {
    let why = format!("words of the same families as “{phrase}”, up to {FAR} words apart");
    let parts = words.iter().map(Word::derived).collect();
    let mut rewrites = vec![Rewrite { needs, ..Rewrite::new(RouteKind::Family, Pattern::Near(FAR, parts), why) }];
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

//! What is looked for, in terms of the index's fields: the query language ends here and the engine begins.

use crate::schema::NumberColumn;
use tantivy::schema::Field;

/// Which form of the words is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum WordMatch {
    /// As printed, folded.
    Exact,
    /// English stems.
    Stem,
}

/// One word, or any of several, at a place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Leaf {
    pub word_match: WordMatch,
    /// Index terms in order, each with the number of words that it spans.
    pub terms: Vec<(String, u32)>,
}

/// Something that stands at places in a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Pattern {
    Leaf(Leaf),
    /// Each directly before the next.
    Sequence(Vec<Pattern>),
    /// All within so many words of each other.
    Near(u32, Vec<Pattern>),
    /// Any of these.
    Any(Vec<Pattern>),
    /// This and the word behind it, whatever that is: one part of a sequence, never its last.
    AndNextWord(Box<Pattern>),
}

/// What makes an occurrence a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MentionUnit {
    /// A word: where several are asked for, the passage is one mention.
    Word,
    /// A phrase or NEAR group: always one mention each.
    Phrase,
}

/// Which passages match, and what in them counts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Plan {
    Everything,
    Find(Pattern, MentionUnit),
    /// All of these and none of those.
    All {
        parts: Vec<Plan>,
        without: Vec<Plan>,
        counts: Counts,
    },
    Any(Vec<Plan>),
    /// Passages that have all these terms in a field of names or ids.
    HasTerms(Field, Vec<String>),
    Check(Check),
}

/// What of a conjunction counts as mentions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Counts {
    /// The occurrences of these parts.
    Parts(Vec<usize>),
    /// The passage, once.
    Passage,
}

/// What is read from a column of the index.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Check {
    /// Dates as numbers, inclusive.
    Dates { since: u64, until: u64, undated: bool },
    /// One of up to 64 values, as bits.
    OneOf { column: NumberColumn, bits: u64 },
}

impl Check {
    /// The column that it reads.
    pub fn column(&self) -> NumberColumn {
        match self {
            Check::Dates { .. } => NumberColumn::Date,
            Check::OneOf { column, .. } => *column,
        }
    }

    /// Whether every value from `least` to `greatest` passes.
    pub fn holds_between(&self, least: u64, greatest: u64) -> bool {
        match self {
            Check::Dates { .. } => least > 0 && self.holds(least) && self.holds(greatest),
            Check::OneOf { .. } => greatest < 64 && (least..=greatest).all(|value| self.holds(value)),
        }
    }

    /// Whether a value of that column passes.
    pub fn holds(&self, value: u64) -> bool {
        match self {
            Check::Dates { undated, .. } if value == 0 => *undated,
            Check::Dates { since, until, .. } => (*since..=*until).contains(&value),
            Check::OneOf { bits, .. } => value < 64 && bits >> value & 1 == 1,
        }
    }
}

impl Plan {
    /// A conjunction; flattens what needs none.
    pub fn all(parts: Vec<Plan>, without: Vec<Plan>) -> Plan {
        let mut parts: Vec<Plan> = parts.into_iter().filter(|p| *p != Plan::Everything).collect();
        if without.is_empty() && parts.len() <= 1 {
            return parts.pop().unwrap_or(Plan::Everything);
        }
        let sought = |wanted: fn(&Plan) -> bool| -> Vec<usize> {
            parts.iter().enumerate().filter(|(_, p)| wanted(p)).map(|(i, _)| i).collect()
        };
        let phrases = sought(Plan::has_phrase);
        let words = sought(Plan::seeks_words);
        let counts = match (phrases.is_empty(), words.len()) {
            (false, _) => Counts::Parts(phrases),
            // Filters alone are no mention beside words that are found.
            (true, 0 | 1) => Counts::Parts(words),
            (true, _) => Counts::Passage,
        };
        Plan::All { parts, without, counts }
    }

    /// The alternatives of one filter.
    pub fn any(mut parts: Vec<Plan>) -> Plan {
        if parts.len() == 1 { parts.remove(0) } else { Plan::Any(parts) }
    }

    /// Whether words are sought here, rather than filtered by.
    pub fn seeks_words(&self) -> bool {
        match self {
            Plan::Find(..) => true,
            Plan::All { parts, .. } | Plan::Any(parts) => parts.iter().any(Plan::seeks_words),
            Plan::Everything | Plan::HasTerms(..) | Plan::Check(_) => false,
        }
    }

    /// Calls `each` for the words of every pattern in it.
    pub fn each_leaf<'a>(&'a self, each: &mut impl FnMut(&'a Leaf)) {
        match self {
            Plan::Find(pattern, _) => pattern.each_leaf(each),
            Plan::All { parts, without, .. } => parts.iter().chain(without).for_each(|part| part.each_leaf(each)),
            Plan::Any(parts) => parts.iter().for_each(|part| part.each_leaf(each)),
            Plan::Everything | Plan::HasTerms(..) | Plan::Check(_) => {}
        }
    }

    fn has_phrase(&self) -> bool {
        match self {
            Plan::Find(_, weight) => *weight == MentionUnit::Phrase,
            Plan::All { parts, .. } | Plan::Any(parts) => parts.iter().any(Plan::has_phrase),
            Plan::Everything | Plan::HasTerms(..) | Plan::Check(_) => false,
        }
    }
}

impl Pattern {
    /// Calls `each` for every word in it.
    pub fn each_leaf<'a>(&'a self, each: &mut impl FnMut(&'a Leaf)) {
        match self {
            Pattern::Leaf(leaf) => each(leaf),
            Pattern::AndNextWord(only) => only.each_leaf(each),
            Pattern::Sequence(parts) | Pattern::Near(_, parts) | Pattern::Any(parts) => {
                parts.iter().for_each(|part| part.each_leaf(each));
            }
        }
    }

    /// Any of these, or the only one.
    pub fn any(mut of: Vec<Pattern>) -> Pattern {
        if of.len() == 1 { of.remove(0) } else { Pattern::Any(of) }
    }

    /// These in sequence, or the only one.
    pub fn sequence(mut of: Vec<Pattern>) -> Pattern {
        if of.len() == 1 { of.remove(0) } else { Pattern::Sequence(of) }
    }
}

//! Rules that are data: files of patterns, each with what it gives, examples that it must match and others that it
//! must not.
//!
//! A file of `extract/rules` has `[fragments]`, named parts of patterns, and `[[rule]]` blocks. A pattern is a regular
//! expression in which `{name}` stands for the fragment of that name; the fragments of `common.toml` are known in every
//! file. Longer patterns are composed of fragments, so that none is longer than [`LONGEST_PATTERN`].
//!
//! ```toml
//! needs = ["voted"]                              # letters of which a text must have one; may be left out
//!
//! [fragments]
//! body = "(?:Council|Board|Committee)"
//!
//! [[rule]]
//! id = "vote.body-voted"
//! pattern = '\b{body} voted\b'
//! gives = "vote"
//! why = "a body that votes decides something"     # may be left out
//! yes = ["The Board voted to go on."]
//! no = ["Members voted in the past."]
//! ```
//!
//! Which rules are tried on which words, and what follows, is code: it switches on `gives` and reads the named groups.
//! The files are compiled into the program. One test walks all of them, so that a file which does not parse, or a rule
//! whose examples disagree with it, is never met while reading.

use regex::{Captures, Regex, RegexBuilder};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Longest pattern or fragment, in characters: what a reader of a rule takes in at one look.
pub const LONGEST_PATTERN: usize = 160;

/// Memory that a compiled pattern may take, in bytes. Word classes are Unicode's, whose tables are large.
const LARGEST: usize = 64 << 20;

/// Deepest nesting of fragments: deeper ones name themselves.
const DEEPEST: usize = 8;

/// The fragments that every file knows.
const COMMON: &str = include_str!("../rules/common.toml");

/// Why a file of rules cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// It is no TOML, or has keys that no rule has.
    #[error("not a file of rules: {0}")]
    Syntax(#[from] toml::de::Error),
    /// A pattern names a fragment that there is not, or one that names itself.
    #[error("`{within}` names the fragment `{fragment}`, which is not there or names itself")]
    Fragment {
        /// The rule or fragment.
        within: String,
        /// The fragment that it names.
        fragment: String,
    },
    /// A pattern does not compile.
    #[error("`{within}` is no pattern: {cause}")]
    Pattern {
        /// The rule.
        within: String,
        /// Why.
        cause: Box<regex::Error>,
    },
}

/// A file of rules, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Letters, of any case, of which a text must have one for any rule to match: what keeps the others cheap.
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    fragments: BTreeMap<String, String>,
    #[serde(default, rename = "rule")]
    rules: Vec<Written>,
}

/// One rule, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    pattern: String,
    gives: String,
    why: Option<String>,
    yes: Vec<String>,
    no: Vec<String>,
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name, unique among all files, with the area before the point: `vote.body-voted`.
    pub id: String,
    /// What it gives: a word that the code switches on.
    pub gives: String,
    /// The reason for it, where the examples do not say enough.
    pub why: Option<String>,
    /// Texts that it matches.
    pub yes: Vec<String>,
    /// Texts that it does not match.
    pub no: Vec<String>,
    /// Its pattern with the fragments put in.
    pub pattern: Regex,
}

/// The rules of one file, in its order.
#[derive(Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    /// Letters of which a text must have one, as a pattern; `None` where any text may match.
    needs: Option<Regex>,
}

/// A rule that matched.
#[derive(Debug)]
pub struct Match<'r, 't> {
    /// The rule.
    pub rule: &'r Rule,
    /// What its groups hold.
    pub captures: Captures<'t>,
}

impl<'t> Match<'_, 't> {
    /// The words of a named group; `None` where it took no part.
    pub fn group(&self, name: &str) -> Option<&'t str> {
        self.captures.name(name).map(|found| found.as_str())
    }

    /// Byte offset of the first character of the match.
    pub fn start(&self) -> usize {
        self.captures.get(0).map_or(0, |whole| whole.start())
    }

    /// Byte offset after the last character of the match.
    pub fn end(&self) -> usize {
        self.captures.get(0).map_or(0, |whole| whole.end())
    }
}

impl RuleSet {
    /// Reads a file of rules.
    ///
    /// # Errors
    ///
    /// Where the file is malformed, or a pattern does not compile.
    pub fn parse(source: &str) -> Result<Self, RuleError> {
        let file: File = toml::from_str(source)?;
        let mut fragments = toml::from_str::<File>(COMMON)?.fragments;
        fragments.extend(file.fragments);
        let mut rules = Vec::with_capacity(file.rules.len());
        for written in file.rules {
            let Written { id, pattern, gives, why, yes, no } = written;
            let composed = compose(&pattern, &id, &fragments, 0)?;
            let pattern = pattern_of(&composed, &id)?;
            rules.push(Rule { id, gives, why, yes, no, pattern });
        }
        let letters: Vec<String> = file.needs.iter().map(|needed| regex::escape(needed)).collect();
        let needs = match letters.is_empty() {
            true => None,
            false => Some(pattern_of(&format!("(?i){}", letters.join("|")), "needs")?),
        };
        Ok(Self { rules, needs })
    }

    /// The rules, in the order of their file.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Whether any rule matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.candidates(text).iter().any(|rule| rule.pattern.is_match(text))
    }

    /// The first rule of the file that matches anywhere in the text.
    pub fn first_match<'r, 't>(&'r self, text: &'t str) -> Option<Match<'r, 't>> {
        self.all_matches(text).next()
    }

    /// The first rule that gives this and matches anywhere in the text.
    pub fn first_giving<'r, 't>(&'r self, gives: &str, text: &'t str) -> Option<Match<'r, 't>> {
        self.candidates(text).iter().filter(|rule| rule.gives == gives).find_map(|rule| rule.at_first(text))
    }

    /// Every rule that matches, in the order of the file, each at the first place where it does.
    pub fn all_matches<'r, 't>(&'r self, text: &'t str) -> impl Iterator<Item = Match<'r, 't>> {
        self.candidates(text).iter().filter_map(|rule| rule.at_first(text))
    }

    /// The rules that may match, in the order of the file. Each is then tried for itself: most are not worth it for want
    /// of a word that they must have. One pass for all of them was slower, by a third of all reading: past a letter that
    /// is not ASCII it has to follow every rule for every character.
    fn candidates(&self, text: &str) -> &[Rule] {
        if self.needs.as_ref().is_none_or(|needs| needs.is_match(text)) { &self.rules } else { &[] }
    }
}

impl Rule {
    /// Where it first matches.
    fn at_first<'r, 't>(&'r self, text: &'t str) -> Option<Match<'r, 't>> {
        Some(Match { rule: self, captures: self.pattern.captures(text)? })
    }
}

fn pattern_of(composed: &str, within: &str) -> Result<Regex, RuleError> {
    let compiled = RegexBuilder::new(composed).size_limit(LARGEST).dfa_size_limit(LARGEST).build();
    compiled.map_err(|cause| RuleError::Pattern { within: within.to_owned(), cause: Box::new(cause) })
}

/// Puts the fragments into a pattern, each as a group of its own.
fn compose(
    pattern: &str,
    within: &str,
    fragments: &BTreeMap<String, String>,
    depth: usize,
) -> Result<String, RuleError> {
    let mut composed = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(at) = rest.find('{') {
        let (before, inside) = (&rest[..at], &rest[at + 1..]);
        composed.push_str(before);
        rest = inside;
        // `{2,5}` repeats and `\p{Lu}` is a class of characters.
        let Some(name) = fragment_name(inside).filter(|_| !before.ends_with(r"\p") && !before.ends_with(r"\P")) else {
            composed.push('{');
            continue;
        };
        let missing = || RuleError::Fragment { within: within.to_owned(), fragment: name.to_owned() };
        let fragment = fragments.get(name).filter(|_| depth < DEEPEST).ok_or_else(missing)?;
        composed.push_str("(?:");
        composed.push_str(&compose(fragment, name, fragments, depth + 1)?);
        composed.push(')');
        rest = &inside[name.len() + 1..];
    }
    composed.push_str(rest);
    Ok(composed)
}

/// The name before the closing brace, where it is one: small letters, digits and underlines, a letter first.
fn fragment_name(inside: &str) -> Option<&str> {
    let name = &inside[..inside.find('}')?];
    let named = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(named)).then_some(name)
}

/// Declares a file of rules, compiled on first use: `rules! { VOTES = "votes.toml"; }` within a module.
macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)+) => {$(
        $(#[$doc])*
        static $name: std::sync::LazyLock<$crate::rules::RuleSet> = std::sync::LazyLock::new(|| {
            let source = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $file));
            $crate::rules::RuleSet::parse(source).expect("the rules of the program parse: a test walks them all")
        });
    )+};
}
pub(crate) use rules;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    const SAMPLE: &str = r#"
        [fragments]
        body = "(?:Council|Board)"
        who = "the {body}|members"
        [[rule]]
        id = "sample.voted"
        pattern = '\b(?P<who>{who}) voted\b'
        gives = "vote"
        yes = ["the Board voted"]
        no = ["the Board vetoed"]
        [[rule]]
        id = "sample.capital"
        pattern = '\p{Lu}{2,5}'
        gives = "capitals"
        why = "braces of the pattern language stay"
        yes = ["ABC"]
        no = ["abc"]
    "#;

    #[test]
    fn a_pattern_is_composed_of_fragments() {
        let set = RuleSet::parse(SAMPLE).unwrap();
        let found = set.first_match("Then the Board voted.").unwrap();
        assert_eq!((found.rule.id.as_str(), found.group("who")), ("sample.voted", Some("the Board")));
        assert_eq!((found.start(), found.end()), (5, 20));
        let all: Vec<_> = set.all_matches("members voted: AYE").map(|m| m.rule.gives.clone()).collect();
        assert_eq!(all, ["vote", "capitals"]);
        assert_eq!(set.first_giving("capitals", "members voted: AYE").and_then(|m| m.group("who")), None);
        assert!(set.first_giving("capitals", "members voted").is_none());
        assert!(!set.is_match("nothing of the kind") && set.first_match("nothing").is_none());
    }

    #[test]
    fn a_malformed_file_says_what_is_wrong() {
        for (from, to, says) in [
            ("gives =", "given =", "unknown field"),
            ("{who})", "{whom})", "names the fragment `whom`"),
            ("the {body}", "the {who}", "names itself"),
            ("{2,5}'", "{2,5}('", "is no pattern"),
        ] {
            let error = RuleSet::parse(&SAMPLE.replace(from, to)).unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
    }

    /// What is wrong with one rule: its examples, or its length.
    fn faults(rule: &Rule) -> Vec<String> {
        let mut faults = Vec::new();
        if rule.yes.is_empty() || rule.no.is_empty() {
            faults.push(format!("{}: needs an example and a counter-example", rule.id));
        }
        faults
            .extend(rule.yes.iter().filter(|t| !rule.pattern.is_match(t)).map(|t| format!("{} misses {t:?}", rule.id)));
        faults.extend(rule.no.iter().filter(|t| rule.pattern.is_match(t)).map(|t| format!("{} takes {t:?}", rule.id)));
        faults
    }

    #[test]
    fn every_rule_agrees_with_its_examples() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        let (mut ids, mut faults_found) = (BTreeSet::new(), Vec::new());
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let source = std::fs::read_to_string(&path).unwrap();
            let set = RuleSet::parse(&source).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let written: File = toml::from_str(&source).unwrap();
            let patterns = written.rules.iter().map(|r| (&r.id, &r.pattern)).chain(&written.fragments);
            for (id, _) in patterns.filter(|(_, p)| p.chars().count() > LONGEST_PATTERN) {
                faults_found.push(format!("{}: `{id}` is longer than {LONGEST_PATTERN} characters", path.display()));
            }
            for rule in set.rules() {
                let lacks = rule.yes.iter().filter(|text| set.candidates(text).is_empty());
                faults_found.extend(lacks.map(|text| format!("{}: `needs` keeps it from {text:?}", rule.id)));
                assert!(ids.insert(rule.id.clone()), "{} is the id of two rules", rule.id);
                faults_found.extend(faults(rule));
            }
        }
        assert!(faults_found.is_empty(), "{}", faults_found.join("\n"));
    }

    #[test]
    fn examples_that_disagree_are_found() {
        let set = RuleSet::parse(&SAMPLE.replace("the Board vetoed", "the Council voted").replace("\"ABC\"", "\"a\""));
        let found: Vec<_> = set.unwrap().rules().iter().flat_map(faults).collect();
        assert_eq!(found, ["sample.voted takes \"the Council voted\"", "sample.capital misses \"a\""]);
    }
}

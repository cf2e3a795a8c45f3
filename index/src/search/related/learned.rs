//! What is learned from the passages that hold a phrase: whether it is a name, how it is abbreviated, what an abbreviation
//! stands for. Learned once, and remembered as long as the snapshot.

use super::abbreviation::{after, before, begins_words, is_small, long_form, looks_like};
use super::lessons::{Learned, Lesson};
use super::words::{Word, near};
use crate::engine::{Address, Addresses};
use crate::error::IndexError;
use crate::plan::{MentionUnit, Plan, WordMatch};
use crate::query::pattern::{exact, leaf};
use crate::read::Snapshot;
use crate::schema::{document_of, place};
use crate::search::highlighter::Highlighter;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Passages that are read for one lesson.
const READ: usize = 600;

/// What is learned of a passage that explains an abbreviation by words that its letters do not begin.
const UNREAD: &str = "unread";

/// What stands before the id of a committee that explains an abbreviation as what is meant, and as something else.
const MEANT: &str = "meant ";
const NOT_MEANT: &str = "not meant ";

/// Where an abbreviation is explained.
pub(super) struct Explained {
    /// Whether it stands for something else anywhere.
    pub otherwise: bool,
    /// The documents that say for what, by the place where they begin.
    pub but_not: Vec<u64>,
    /// Committees whose papers explain it as what is meant, and none of them as something else.
    pub known_to: Vec<String>,
}

impl Explained {
    fn recall(found: &[String]) -> Self {
        let committees = |what: &str| found.iter().filter_map(|f| f.strip_prefix(what)).collect::<Vec<_>>();
        let (meant, not_meant) = (committees(MEANT), committees(NOT_MEANT));
        let but_not: Vec<u64> = found.iter().filter_map(|document| document.parse().ok()).collect();
        Self {
            otherwise: !but_not.is_empty() || found.iter().any(|f| f == UNREAD),
            but_not,
            known_to: meant.into_iter().filter(|id| !not_meant.contains(id)).map(str::to_owned).collect(),
        }
    }
}

impl Snapshot {
    /// Whether the record prints the phrase as a name: nearly always every word with a capital.
    pub(super) fn is_name(&self, phrase: &str, cut: &mut Vec<String>) -> Result<bool, IndexError> {
        let plan = Plan::Find(exact(phrase), MentionUnit::Phrase);
        let found = self.learn(Lesson::Name, phrase, &plan, cut, |addresses| {
            let mut highlighter = Highlighter::default();
            let (mut all, mut capital) = (0u32, 0u32);
            for &address in addresses {
                let entry = self.entry_at(address)?;
                let chars: Vec<char> = entry.text.chars().collect();
                for span in highlighter.find(&plan, &entry).mentions.iter().flatten() {
                    let printed: String = chars[span[0]..span[1]].iter().collect();
                    let mut telling =
                        printed.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !is_small(w));
                    all += 1;
                    capital += u32::from(telling.all(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_numeric())));
                }
            }
            Ok((all > 0 && capital * 5 >= all * 4).then(|| phrase.to_owned()).into_iter().collect())
        })?;
        Ok(!found.is_empty())
    }

    /// Abbreviations that stand beside the phrase to be explained, in any form of its words.
    pub(super) fn explained(
        &self,
        phrase: &str,
        words: &[Word],
        cut: &mut Vec<String>,
    ) -> Result<Arc<[String]>, IndexError> {
        let plan = Plan::Find(near(words, Word::derived), MentionUnit::Phrase);
        let folded: Vec<&str> = words.iter().map(|w| w.folded.as_str()).collect();
        self.learn(Lesson::Abbreviated, phrase, &plan, cut, |addresses| {
            let mut highlighter = Highlighter::default();
            let mut found = BTreeSet::new();
            for &address in addresses {
                let entry = self.entry_at(address)?;
                let text = &entry.text;
                let ends: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
                for mention in highlighter.find(&plan, &entry).mentions {
                    let end = mention.iter().map(|s| s[1]).max().unwrap_or(0);
                    let start = mention.iter().map(|s| s[0]).min().unwrap_or(0);
                    let behind = ends.get(end).and_then(|&end| after(text, end));
                    let ahead = ends.get(start).and_then(|&start| before(text, start));
                    let short = behind.into_iter().chain(ahead).filter(|s| begins_words(s, &folded));
                    found.extend(short.map(str::to_owned));
                }
            }
            Ok(found)
        })
    }

    /// What the record explains an abbreviation as.
    pub(super) fn long_forms(
        &self,
        short: &str,
        folded: &str,
        cut: &mut Vec<String>,
    ) -> Result<Arc<[String]>, IndexError> {
        let alike = looks_like(folded).into_iter().map(|form| (form, 1)).collect();
        let plan = Plan::Find(leaf(WordMatch::Exact, alike), MentionUnit::Word);
        self.learn(Lesson::StandsFor, short, &plan, cut, |addresses| {
            let mut forms = BTreeSet::new();
            for &address in addresses {
                forms.extend(long_form(&self.entry_at(address)?.text, short));
            }
            Ok(forms)
        })
    }

    /// Where the record explains an abbreviation as what it is `about`, which `is_meant` knows, and where otherwise.
    pub(super) fn where_explained(
        &self,
        short: &str,
        about: &str,
        is_meant: impl Fn(&str) -> bool,
        cut: &mut Vec<String>,
    ) -> Result<Explained, IndexError> {
        let plan = Plan::Find(exact(&short.to_lowercase()), MentionUnit::Word);
        let about = format!("{short} {about}");
        let found = self.learn(Lesson::Otherwise, &about, &plan, cut, |addresses| {
            let mut found = BTreeSet::new();
            for &address in addresses {
                let entry = self.entry_at(address)?;
                let text = &entry.text;
                let committee = |what: &str| entry.committee.as_ref().map(|c| format!("{what}{}", c.id));
                match long_form(text, short) {
                    Some(long) if is_meant(&long) => found.extend(committee(MEANT)),
                    Some(_) => {
                        found.insert(document_of(place(&entry)).to_string());
                        found.extend(committee(NOT_MEANT));
                    }
                    None if text.contains(&format!("({short})")) || text.contains(&format!("({short}s)")) => {
                        found.insert(UNREAD.to_owned());
                    }
                    None => {}
                }
            }
            Ok(found)
        })?;
        Ok(Explained::recall(&found))
    }

    /// Works something out, or remembers it. What was cut short is not remembered.
    pub(super) fn remembered(
        &self,
        lesson: Lesson,
        about: &str,
        cut: &mut Vec<String>,
        work: impl FnOnce(&mut Vec<String>) -> Result<Vec<String>, IndexError>,
    ) -> Result<Arc<[String]>, IndexError> {
        let learn = || {
            let mut said = Vec::new();
            let found = work(&mut said).map_err(Err)?;
            let whole = said.is_empty();
            let learned = Learned { found: found.into(), notes: said.into() };
            if whole { Ok(learned) } else { Err(Ok(learned)) }
        };
        let learned = self.lessons.get_or((lesson, about.to_owned()), learn).or_else(|unkept| unkept)?;
        cut.extend(learned.notes.iter().cloned());
        Ok(learned.found)
    }

    /// Learns from the first passages that match, or remembers it. What was cut short by time is not remembered.
    fn learn(
        &self,
        lesson: Lesson,
        about: &str,
        plan: &Plan,
        cut: &mut Vec<String>,
        from: impl FnOnce(&[Address]) -> Result<BTreeSet<String>, IndexError>,
    ) -> Result<Arc<[String]>, IndexError> {
        let learn = || {
            let (mut addresses, mut matching, mut said) = (Vec::new(), 0u64, Vec::new());
            let add = |n: &mut Addresses, doc| {
                matching += 1;
                if addresses.len() < READ {
                    addresses.push(n.of(doc));
                }
            };
            let pass = self.for_each_match(plan, |part| Ok(part.addresses.clone()), add).map_err(Err)?;
            pass.report(&mut said);
            let in_time = said.is_empty();
            if matching > READ as u64 {
                said.push(format!(
                    "other words: abbreviations and names were learned from {READ} of {matching} passages"
                ));
            }
            let found = from(&addresses).map_err(Err)?;
            let learned = Learned { found: found.into_iter().collect(), notes: said.into() };
            if in_time { Ok(learned) } else { Err(Ok(learned)) }
        };
        let learned = self.lessons.get_or((lesson, about.to_owned()), learn).or_else(|unkept| unkept)?;
        for said in learned.notes.iter().filter(|said| !cut.contains(said)).collect::<Vec<_>>() {
            cut.push(said.clone());
        }
        Ok(learned.found)
    }
}

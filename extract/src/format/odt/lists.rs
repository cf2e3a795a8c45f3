//! How lists and headings of OpenDocument count.

use crate::format::numerals::{self, letters, roman};
use crate::format::xml::attribute;
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// Levels that one number shows at most.
const MOST_SHOWN: usize = 10;

/// Name under which the levels of headings are kept; no list style has it.
pub const OUTLINE: &str = "\u{1}outline";

fn written(count: u32, format: &str) -> String {
    match format {
        "a" => letters(count),
        "A" => letters(count).to_uppercase(),
        "i" => roman(count),
        "I" => roman(count).to_uppercase(),
        "01" => format!("{count:02}"),
        "1st" => numerals::ordinal(count),
        "First" => numerals::ordinal_words(count),
        "One" | "one" => numerals::words(count),
        _ => count.to_string(),
    }
}

/// How one level of a list is numbered.
#[derive(Debug, Default, Clone)]
struct Level {
    bullet: bool,
    format: String,
    prefix: String,
    suffix: String,
    start: u32,
    shown: usize,
}

/// The list styles of a document, and how far each has counted.
#[derive(Debug, Default)]
pub struct Lists {
    levels: HashMap<String, HashMap<usize, Level>>,
    /// The list style whose levels are being read.
    pub style: Option<String>,
    /// Counts by list style and level.
    counts: HashMap<String, Vec<u32>>,
}

impl Lists {
    /// Takes a level of the style that is being read.
    pub fn take_level(&mut self, name: &str, tag: &BytesStart<'_>) {
        let (Some(list), Some(at)) = (&self.style, attribute(tag, "level").and_then(|n| n.parse::<usize>().ok()))
        else {
            return;
        };
        let value = |name| attribute(tag, name);
        let level = Level {
            bullet: matches!(name, "list-level-style-bullet" | "list-level-style-image"),
            format: value("num-format").unwrap_or_default(),
            prefix: value("num-prefix").unwrap_or_default(),
            suffix: value("num-suffix").unwrap_or_default(),
            start: value("start-value").and_then(|n| n.parse().ok()).unwrap_or(1),
            shown: value("display-levels").and_then(|n| n.parse().ok()).unwrap_or(1).min(MOST_SHOWN),
        };
        self.levels.entry(list.clone()).or_default().insert(at.saturating_sub(1), level);
    }

    /// Begins a list of this style anew.
    pub fn restart(&mut self, style: Option<&str>) {
        if let Some(style) = style {
            self.counts.remove(style);
        }
    }

    /// Counts an entry at a level (from 0), from `start` on where that is told.
    pub fn count(&mut self, style: &str, depth: usize, start: Option<u32>) {
        let begin = self.levels.get(style).and_then(|levels| levels.get(&depth)).map_or(1, |level| level.start);
        let counts = self.counts.entry(style.to_owned()).or_default();
        counts.truncate(depth + 1);
        let known = counts.len() > depth;
        counts.resize(depth + 1, 0);
        counts[depth] = start.unwrap_or(if known { counts[depth].saturating_add(1) } else { begin });
    }

    /// Whether headings of this level (from 0) have numbers.
    pub fn numbers_headings(&self, depth: usize) -> bool {
        let level = self.levels.get(OUTLINE).and_then(|levels| levels.get(&depth));
        level.is_some_and(|level| !level.format.is_empty())
    }

    /// The marker of the present entry of a list style at a level (from 0).
    pub fn marker(&self, style: &str, depth: usize) -> Option<String> {
        let levels = self.levels.get(style)?;
        let level = levels.get(&depth)?;
        if level.bullet {
            return Some("•".to_owned());
        }
        if level.format.is_empty() {
            return Some(format!("{}{}", level.prefix, level.suffix)).filter(|marker| !marker.trim().is_empty());
        }
        let counts = self.counts.get(style)?;
        let first = (depth + 1).saturating_sub(level.shown.max(1));
        let numbers: Vec<String> = (first..=depth)
            .filter_map(|at| {
                let format = levels.get(&at).map(|level| level.format.as_str()).filter(|format| !format.is_empty())?;
                Some(written(counts.get(at).copied().unwrap_or(1), format))
            })
            .collect();
        Some(format!("{}{}{}", level.prefix, numbers.join("."), level.suffix))
    }
}

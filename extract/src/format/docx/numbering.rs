//! List numbers: Word stores how a list counts, not what it counted to.
//!
//! Several lists may stand for one abstract list; they count on together, unless a list is told to start anew. A list
//! may have levels of its own in place of those of its abstract list.

use super::styles::is_on;
use crate::format::numerals::{self, letters, roman};
use crate::format::xml::{attribute, local};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{HashMap, HashSet};

/// How one level of a list is numbered.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// "%1." or "%1.%2": `%n` stands for the count of level n.
    text: String,
    /// Whether all counts in it are written as figures ("2.1" under "II").
    legal: bool,
    /// Level (from 1) after which it starts again; 0 for never; by default any level above.
    restarts: Option<usize>,
    /// Id of the paragraph style that is numbered at this level.
    style: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct Abstract {
    levels: HashMap<usize, Level>,
    /// Names the numbering style whose list this one stands for.
    stands_for: Option<String>,
    /// Names the numbering style that this list is.
    is_style: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct List {
    of: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    abstracts: HashMap<String, Abstract>,
    lists: HashMap<String, List>,
    /// By abstract list.
    counts: HashMap<String, Vec<u32>>,
    begun: HashSet<(String, usize)>,
}

/// Levels that Word has.
const LEVELS: usize = 9;

/// Reads `word/numbering.xml`.
pub fn parse(xml: &str) -> Numbering {
    let mut numbering = Numbering::default();
    let mut reader = Reader::from_str(xml);
    let (mut of, mut at, mut list) = (String::new(), 0, None::<String>);
    loop {
        let tag = match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => tag,
            Ok(Event::End(tag)) if local(tag.name().as_ref()) == "num" => {
                list = None;
                continue;
            }
            Ok(Event::Eof) | Err(_) => return numbering,
            _ => continue,
        };
        let value = || attribute(&tag, "val").unwrap_or_default();
        let id = |name| attribute(&tag, name).unwrap_or_default();
        match local(tag.name().as_ref()) {
            "abstractNum" => {
                of = id("abstractNumId");
                numbering.abstracts.entry(of.clone()).or_default();
            }
            "numStyleLink" => numbering.abstracts.entry(of.clone()).or_default().stands_for = Some(value()),
            "styleLink" => numbering.abstracts.entry(of.clone()).or_default().is_style = Some(value()),
            "num" => list = Some(id("numId")),
            "abstractNumId" => {
                if let Some(list) = &list {
                    numbering.lists.entry(list.clone()).or_default().of = value();
                }
            }
            "lvlOverride" => at = id("ilvl").parse().unwrap_or(0),
            "startOverride" => {
                if let (Some(list), Ok(start)) = (&list, value().parse()) {
                    numbering.lists.entry(list.clone()).or_default().starts.insert(at, start);
                }
            }
            "lvl" => at = id("ilvl").parse().unwrap_or(0),
            name @ ("start" | "numFmt" | "lvlText" | "isLgl" | "lvlRestart" | "pStyle") => {
                let levels = match &list {
                    Some(list) => &mut numbering.lists.entry(list.clone()).or_default().levels,
                    None => &mut numbering.abstracts.entry(of.clone()).or_default().levels,
                };
                let level = levels.entry(at).or_insert_with(|| Level { start: 1, ..Level::default() });
                match name {
                    "start" => level.start = value().parse().unwrap_or(1),
                    "numFmt" => level.format = value(),
                    "isLgl" => level.legal = is_on(&value()),
                    "lvlRestart" => level.restarts = value().parse().ok(),
                    "pStyle" => level.style = Some(value()),
                    _ => level.text = value(),
                }
            }
            _ => {}
        }
    }
}

impl Numbering {
    /// Counts on and gives the marker of the next entry of a list at this level (from 0), or at the level that the
    /// paragraph's style has in the list.
    pub fn next(&mut self, list: &str, level: Option<usize>, style: &str) -> Option<String> {
        let id = list;
        let list = self.lists.get(id)?;
        let of = self.real(&list.of)?;
        let abstract_levels = &self.abstracts.get(&of)?.levels;
        let get = |at: usize| list.levels.get(&at).or_else(|| abstract_levels.get(&at));
        let of_style = (0..LEVELS).find(|at| get(*at).is_some_and(|level| level.style.as_deref() == Some(style)));
        let level = level.or(of_style).unwrap_or(0).min(LEVELS - 1);
        let format = get(level)?;
        let counts = self.counts.entry(of).or_insert_with(|| vec![0; LEVELS]);
        let start = |at: usize| get(at).map_or(1, |level| level.start);
        // A list that is told where to start does so when it is first used.
        let told = list.starts.get(&level).copied().or_else(|| list.levels.get(&level).map(|level| level.start));
        let first = self.begun.insert((id.to_owned(), level));
        let begin = told.unwrap_or_else(|| start(level));
        counts[level] = match told {
            Some(told) if first => told,
            // Counts are held one higher than they are where they may be 0.
            _ if counts[level] == 0 => begin,
            _ => counts[level].saturating_add(1),
        };
        for (below, count) in counts.iter_mut().enumerate().skip(level + 1) {
            let restarts = get(below).and_then(|level| level.restarts).is_none_or(|after| after > 0 && level < after);
            if restarts {
                *count = 0;
            }
        }
        match format.format.as_str() {
            "bullet" => return Some("•".to_owned()),
            "none" if !format.text.contains(|c: char| c.is_alphanumeric() && c != '%') => return None,
            _ => {}
        }
        let mut marker = format.text.clone();
        for (at, &counted) in counts.iter().enumerate() {
            let place = format!("%{}", at + 1);
            if marker.contains(&place) {
                let count = if counted == 0 { start(at) } else { counted };
                let style = get(at).map_or("decimal", |level| level.format.as_str());
                let figures = format.legal && style != "decimalZero";
                marker = marker.replace(&place, &written(count, if figures { "decimal" } else { style }));
            }
        }
        Some(marker).filter(|marker| !marker.trim().is_empty())
    }

    /// The abstract list that has the levels: one may stand for the list of a numbering style.
    fn real(&self, of: &str) -> Option<String> {
        let found = self.abstracts.get(of)?;
        match &found.stands_for {
            Some(style) if found.levels.is_empty() => {
                let linked = self.abstracts.iter().find(|(_, other)| other.is_style.as_ref() == Some(style))?;
                Some(linked.0.clone())
            }
            _ => Some(of.to_owned()),
        }
    }
}

/// A count as the list's format writes it.
fn written(count: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(count),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerRoman" => roman(count),
        "upperRoman" => roman(count).to_uppercase(),
        "decimalZero" => format!("{count:02}"),
        "decimalEnclosedParen" => format!("({count})"),
        "ordinal" => numerals::ordinal(count),
        "ordinalText" => numerals::ordinal_words(count),
        "cardinalText" => numerals::words(count),
        "numberInDash" => format!("- {count} -"),
        "none" => String::new(),
        _ => count.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_word_does() {
        for (count, format, expected) in [
            (3, "decimal", "3"),
            (2, "lowerLetter", "b"),
            (27, "lowerLetter", "aa"),
            (4, "lowerRoman", "iv"),
            (19, "upperRoman", "XIX"),
            (9, "decimalZero", "09"),
            (22, "ordinal", "22nd"),
            (12, "ordinal", "12th"),
            (3, "ordinalText", "Third"),
            (21, "cardinalText", "Twenty-One"),
        ] {
            assert_eq!(written(count, format), expected);
        }
    }

    /// Markers of (list, level) in turn.
    fn markers(xml: &str, entries: &[(&str, usize)]) -> Vec<String> {
        let mut numbering = parse(xml);
        entries.iter().map(|(list, at)| numbering.next(list, Some(*at), "").unwrap_or_default()).collect()
    }

    const OUTLINE: &str = r#"<abstractNum abstractNumId="7">
        <lvl ilvl="0"><start val="1"/><numFmt val="upperRoman"/><lvlText val="%1."/></lvl>
        <lvl ilvl="1"><start val="1"/><numFmt val="decimal"/><isLgl/><lvlText val="%1.%2"/></lvl>
        <lvl ilvl="2"><start val="1"/><lvlRestart val="0"/><numFmt val="lowerLetter"/><lvlText val="(%3)"/></lvl>
        </abstractNum>"#;

    #[test]
    fn lists_share_the_count_of_their_abstract_list() {
        let xml = format!(
            r#"<numbering>{OUTLINE}
            <num numId="1"><abstractNumId val="7"/></num>
            <num numId="2"><abstractNumId val="7"/></num>
            <num numId="3"><abstractNumId val="7"/><lvlOverride ilvl="0"><startOverride val="5"/></lvlOverride></num>
            <num numId="4"><abstractNumId val="7"/><lvlOverride ilvl="0"><lvl ilvl="0"><start val="41"/>
                <numFmt val="decimal"/><lvlText val="16/%1"/></lvl></lvlOverride></num>
            </numbering>"#
        );
        for (entries, expected) in [
            (&[("1", 0), ("2", 0), ("1", 0)][..], &["I.", "II.", "III."][..]),
            (
                &[("1", 0), ("1", 0), ("1", 1), ("2", 1), ("1", 0), ("1", 1)],
                &["I.", "II.", "2.1", "2.2", "III.", "3.1"],
            ),
            (&[("1", 0), ("3", 0), ("3", 0)], &["I.", "V.", "VI."]),
            (&[("4", 0), ("4", 0)], &["16/41", "16/42"]),
            (&[("1", 2), ("1", 0), ("1", 2)], &["(a)", "I.", "(b)"]),
        ] {
            assert_eq!(markers(&xml, entries), expected, "{entries:?}");
        }
    }

    #[test]
    fn a_list_may_stand_for_that_of_a_style() {
        let xml = r#"<numbering>
            <abstractNum abstractNumId="0"><styleLink val="Items"/>
              <lvl ilvl="0"><start val="3"/><numFmt val="decimal"/><lvlText val="%1)"/></lvl></abstractNum>
            <abstractNum abstractNumId="1"><numStyleLink val="Items"/></abstractNum>
            <num numId="1"><abstractNumId val="1"/></num></numbering>"#;
        assert_eq!(markers(xml, &[("1", 0), ("1", 0)]), ["3)", "4)"]);
    }
}

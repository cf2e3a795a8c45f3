//! List numbers: Word stores how a list counts, not what it counted to.

use super::{attribute, local};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::HashMap;

/// How one level of a list is numbered.
#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// "%1." or "%1.%2": `%n` stands for the count of level n.
    text: String,
}

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    /// Levels of each abstract list.
    abstracts: HashMap<String, HashMap<usize, Level>>,
    /// Abstract list of each list.
    lists: HashMap<String, String>,
    counts: HashMap<String, Vec<u32>>,
}

/// Levels that Word has.
const LEVELS: usize = 9;

/// Reads `word/numbering.xml`.
pub fn read(xml: &str) -> Numbering {
    let mut numbering = Numbering::default();
    let mut reader = Reader::from_str(xml);
    let (mut of, mut at, mut list) = (String::new(), 0, String::new());
    loop {
        let tag = match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => tag,
            Ok(Event::Eof) | Err(_) => return numbering,
            _ => continue,
        };
        let value = || attribute(&tag, "val").unwrap_or_default();
        let id = |name| attribute(&tag, name).unwrap_or_default();
        match local(tag.name().as_ref()) {
            "abstractNum" => of = id("abstractNumId"),
            "lvl" => at = id("ilvl").parse().unwrap_or(0),
            "num" => list = id("numId"),
            "abstractNumId" => {
                numbering.lists.insert(list.clone(), value());
            }
            name @ ("start" | "numFmt" | "lvlText") => {
                let level = numbering
                    .abstracts
                    .entry(of.clone())
                    .or_default()
                    .entry(at)
                    .or_insert_with(|| Level { start: 1, ..Level::default() });
                match name {
                    "start" => level.start = value().parse().unwrap_or(1),
                    "numFmt" => level.format = value(),
                    _ => level.text = value(),
                }
            }
            _ => {}
        }
    }
}

impl Numbering {
    /// Counts on and gives the marker of the next entry of a list at this level (from 0).
    pub fn next(&mut self, list: &str, level: usize) -> Option<String> {
        let levels = self.abstracts.get(self.lists.get(list)?)?;
        let level = level.min(LEVELS - 1);
        let counts = self.counts.entry(list.to_owned()).or_insert_with(|| vec![0; LEVELS]);
        let start = |at: usize| levels.get(&at).map_or(1, |level| level.start);
        counts[level] = if counts[level] == 0 { start(level) } else { counts[level].saturating_add(1) };
        counts[level + 1..].fill(0);
        let format = levels.get(&level)?;
        if format.format == "bullet" {
            return Some("•".to_owned());
        }
        let mut marker = format.text.clone();
        for (at, &counted) in counts.iter().enumerate() {
            let place = format!("%{}", at + 1);
            if marker.contains(&place) {
                let count = if counted == 0 { start(at) } else { counted };
                let style = levels.get(&at).map_or("decimal", |level| level.format.as_str());
                marker = marker.replace(&place, &written(count, style));
            }
        }
        Some(marker).filter(|marker| !marker.trim().is_empty())
    }
}

/// A count as the list's format writes it.
fn written(count: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(count),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerRoman" => roman(count),
        "upperRoman" => roman(count).to_uppercase(),
        _ => count.to_string(),
    }
}

/// a to z, then aa, bb as Word does.
fn letters(count: u32) -> String {
    let at = count.saturating_sub(1);
    let letter = char::from(b'a' + (at % 26) as u8);
    letter.to_string().repeat((at / 26 + 1).min(4) as usize)
}

fn roman(mut count: u32) -> String {
    const SIGNS: [(u32, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    if count > 399 {
        return count.to_string();
    }
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while count >= value {
            out.push_str(sign);
            count -= value;
        }
    }
    out
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
        ] {
            assert_eq!(written(count, format), expected);
        }
    }
}

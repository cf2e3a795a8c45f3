//! Running heads, footers and page stamps: which lines are furniture, and which page numbers they print.
//!
//! Furniture is told by its place (the top or bottom band of a page) together with repetition over pages, and by the
//! stamps that pack builders add. A line is never furniture for its words alone, unless those words are a stamp.

use super::clean::clean;
use super::place::Place;
use super::report_columns;
use super::running;
use crate::content::Page;
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Share of the page's height, at its top and at its foot, in which running heads and footers stand.
const BAND: f32 = 0.12;

/// The furniture of a file.
#[derive(Debug, Default)]
pub struct Furniture {
    /// By page and line, in the order of the pages.
    places: Vec<Vec<Place>>,
    /// Page numbers as printed, by page.
    labels: Vec<Option<String>>,
}

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a constant pattern"));
    };
}

// Source: stamps of ModernGov packs, whole and torn, seen 2022 to 2025.
pattern!(PACK, r"(?i)^(?:d?ocumen)?t?\s*pack\s+page\s+(\d{1,4})$");
// In Welsh, Irish, Afrikaans and French too.
pattern!(PAGE, r"(?i)^(?:page|tudalen|leathanach|bladsy|-|–)?\s*(\d{1,4})\s*(?:-|–)?$");
// "4 | P a g e": a foot of word processors.
pattern!(PAGE_BEHIND, r"(?i)^\d{1,4}\s*\|\s*p ?a ?g ?e$");
pattern!(ROMAN, r"^(?:-|–)?\s*[ivxl]{1,6}\s*(?:-|–)?$");
pattern!(PAGE_OF, r"(?i)^(?:page\s*)?\d{1,4}\s*(?:of|/)\s*\d{1,4}$");
pattern!(FUSED_END, r"^(.*\S)\s+Page (\d{1,4})$");
pattern!(FUSED_START, r"^Page (\d{1,4}) (?:[•◦▪■●] )(.+)$");
pattern!(
    LEFT_BLANK,
    r"(?i)^\W*(?:this )?page (?:is |has been )?(?:intentionally )?left (?:intentionally )?blank(?: intentionally)?\W*$"
);
pattern!(ITEM, r"(?i)^(?:agenda )?item (?:no\.? ?)?\d{1,2}[a-z]?$");

impl Furniture {
    /// Finds it.
    pub fn find(pages: &[Page]) -> Self {
        let texts: Vec<Vec<String>> =
            pages.iter().map(|page| page.lines.iter().map(|line| clean(&line.text)).collect()).collect();
        let repeated = repeated_lines(pages, &texts);
        let stamped = texts.iter().flatten().any(|text| PACK.is_match(text));
        let fused = fused_stamps(&texts);
        let stamps = sideways_stamps(pages, &texts);
        let mut running =
            if pages.iter().all(|page| page.height <= 0.0) { running::find(pages) } else { HashMap::new() };
        let often = |band, key| repeated.get(&(band, key)).is_some_and(|&n| n >= 3 || n * 2 > pages.len());
        let mut found = Self::default();
        let mut numbers = Vec::new();
        for (at, page) in pages.iter().enumerate() {
            let mut candidates = Vec::new();
            let mut places = Vec::new();
            for (l, (line, text)) in page.lines.iter().zip(&texts[at]).enumerate() {
                let band = Band::at(page, line.y);
                let place = if let Some(place) = running.remove(&(at, l)) {
                    place
                } else if let Some(number) = number_of(&PACK, text, 1) {
                    candidates.push((number, true));
                    Place::Furniture
                } else if report_columns::is_column(text)
                    || is_hour_within(&texts[at], l)
                    || line.sideways && stamps.contains(text.as_str())
                    || LEFT_BLANK.is_match(text)
                    || (stamped && is_torn_stamp(text))
                {
                    Place::Furniture
                } else if let Some((rest, number)) = fused.get(&at).filter(|(rest, _)| text.starts_with(rest.as_str()))
                {
                    candidates.push((*number, false));
                    // A foot that ends in the page's number is a foot, and no line with a stamp in it.
                    let foot = band.is_some_and(|band| running::keys(at, text).into_iter().any(|key| often(band, key)));
                    if foot { Place::Furniture } else { Place::Cut(rest.clone()) }
                } else if let Some(cut) = FUSED_START.captures(text).filter(|_| stamped) {
                    Place::Cut(text[text.len() - cut[2].len()..].to_owned())
                } else if let Some(band) = band {
                    if let Some(number) = number_of(&PAGE, text, 1) {
                        candidates.push((number, false));
                    }
                    let stamp = [&PAGE, &PAGE_OF, &PAGE_BEHIND, &ROMAN].iter().any(|pattern| pattern.is_match(text));
                    let repeats = running::keys(at, text).into_iter().any(|key| often(band, key));
                    // The first time a head is printed it may be the title of the paper.
                    let title = at == 0 && band == Band::Top && is_title(text);
                    let repeats = repeats && !title;
                    let alone = stamp && stands_alone(page, line.y);
                    let item = band == Band::Top && ITEM.is_match(text);
                    if (pages.len() > 1 && repeats) || alone || item { Place::Furniture } else { Place::Body }
                } else {
                    Place::Body
                };
                places.push(place);
            }
            found.places.push(places);
            numbers.push(candidates);
        }
        found.labels = agree(&numbers);
        found
    }

    /// What a line is. Both indexes are 0-based.
    pub fn place(&self, page: usize, line: usize) -> &Place {
        self.places.get(page).and_then(|lines| lines.get(line)).unwrap_or(&Place::Body)
    }

    /// The page numbers that are printed, by page.
    pub fn into_labels(self) -> Vec<Option<String>> {
        self.labels
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Band {
    Top,
    Foot,
}

impl Band {
    fn at(page: &Page, y: f32) -> Option<Self> {
        if page.height <= 0.0 || y <= 0.0 {
            None
        } else if y < page.height * BAND {
            Some(Self::Top)
        } else if y > page.height * (1.0 - BAND) {
            Some(Self::Foot)
        } else {
            None
        }
    }
}

/// Words without a number of a page: what may be the title of the paper.
fn is_title(text: &str) -> bool {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() >= 3
        && !running::COUNTED.is_match(text)
}

/// Whether a line of these is an hour in the midst of a sentence, which columns may part too.
fn is_hour_within(texts: &[String], l: usize) -> bool {
    if !report_columns::is_hour(&texts[l]) {
        return false;
    }
    let words = |text: &&String| !text.is_empty() && !report_columns::is_column(text);
    let (before, behind) = (texts[..l].iter().rfind(words), texts[l + 1..].iter().find(words));
    before.zip(behind).is_some_and(|(before, behind)| report_columns::is_within_sentence(before, behind))
}

/// Whether no other line but furniture-like ones is nearer than two lines to this place.
fn stands_alone(page: &Page, y: f32) -> bool {
    page.lines.iter().filter(|line| (line.y - y).abs() < 10.0).count() <= 2
}

fn number_of(pattern: &Regex, text: &str, group: usize) -> Option<u32> {
    pattern.captures(text)?.get(group)?.as_str().parse().ok()
}

/// On how many pages each head or foot stands in each band, by its [`running::keys`].
fn repeated_lines(pages: &[Page], texts: &[Vec<String>]) -> HashMap<(Band, String), usize> {
    let mut seen: HashMap<(Band, String), (usize, usize)> = HashMap::new();
    for (at, page) in pages.iter().enumerate() {
        for (line, text) in page.lines.iter().zip(&texts[at]) {
            let Some(band) = Band::at(page, line.y).filter(|_| !text.is_empty()) else { continue };
            for key in running::keys(at, text) {
                let entry = seen.entry((band, key)).or_insert((0, usize::MAX));
                if entry.1 != at {
                    *entry = (entry.0 + 1, at);
                }
            }
        }
    }
    seen.into_iter().map(|(key, (count, _))| (key, count)).collect()
}

/// Lines that are printed sideways on several pages, and on most of them.
fn sideways_stamps<'a>(pages: &[Page], texts: &'a [Vec<String>]) -> HashSet<&'a str> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (page, texts) in pages.iter().zip(texts) {
        let sideways = page.lines.iter().zip(texts).filter(|(line, _)| line.sideways);
        let lines: HashSet<&str> = sideways.map(|(_, text)| text.as_str()).collect();
        lines.into_iter().for_each(|text| *seen.entry(text).or_default() += 1);
    }
    seen.into_iter().filter(|(_, n)| *n > 1 && n * 2 > pages.len()).map(|(text, _)| text).collect()
}

/// "Docum", "ent Pack Page": a piece of the pack stamp, torn inside a word. Whole words are left alone.
fn is_torn_stamp(text: &str) -> bool {
    const STAMP: &str = "Document Pack Page";
    let words = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let Some(at) = STAMP.find(words).filter(|_| words.len() >= 4) else { return false };
    let end = at + words.len();
    let torn = |i: usize| i > 0 && i < STAMP.len() && !STAMP[..i].ends_with(' ') && !STAMP[i..].starts_with(' ');
    torn(at) || torn(end)
}

/// Page stamps at the end of a body line, by page: what is left of the line, and the number. Only where the numbers
/// rise by one a page over at least three pages: "see Page 2" is text.
fn fused_stamps(texts: &[Vec<String>]) -> HashMap<usize, (String, u32)> {
    let candidates: Vec<Option<(String, u32)>> = texts
        .iter()
        .map(|lines| {
            let mut ends = lines.iter().filter_map(|text| {
                let found = FUSED_END.captures(text)?;
                Some((found[1].to_owned(), found[2].parse().ok()?))
            });
            ends.next().filter(|_| ends.next().is_none())
        })
        .collect();
    let offset = |at: usize| candidates.get(at)?.as_ref().map(|(_, number)| i64::from(*number) - at as i64);
    candidates
        .iter()
        .enumerate()
        .filter_map(|(at, candidate)| {
            let agreeing = (at.saturating_sub(2)..at + 3).filter(|&other| offset(other) == offset(at)).count();
            candidate.clone().filter(|_| agreeing >= 3).map(|stamp| (at, stamp))
        })
        .collect()
}

/// The printed number of each page: a pack stamp as it stands; a plain number only if another page agrees with it
/// (both count up with the pages); pages between two agreeing stamps get theirs. Never invented beyond them.
fn agree(candidates: &[Vec<(u32, bool)>]) -> Vec<Option<String>> {
    let offset = |at: usize, number: u32| i64::from(number) - at as i64;
    let mut votes: HashMap<i64, Vec<usize>> = HashMap::new();
    for (at, numbers) in candidates.iter().enumerate() {
        for &(number, _) in numbers {
            votes.entry(offset(at, number)).or_default().push(at);
        }
    }
    let mut labels: Vec<Option<u32>> = candidates
        .iter()
        .enumerate()
        .map(|(at, numbers)| {
            // A pack stamp outranks the inner document's own number; then the numbering that most pages share.
            let supported = |n: &u32| votes.get(&offset(at, *n)).map_or(0, Vec::len);
            let stamp = numbers.iter().find(|(_, pack)| *pack).map(|(n, _)| *n);
            stamp.or_else(|| numbers.iter().map(|(n, _)| *n).filter(|n| supported(n) >= 2).max_by_key(supported))
        })
        .collect();
    let known: Vec<(usize, u32)> = labels.iter().enumerate().filter_map(|(at, n)| Some((at, (*n)?))).collect();
    for pair in known.windows(2) {
        let ((first, a), (last, b)) = (pair[0], pair[1]);
        if offset(first, a) == offset(last, b) {
            for (at, label) in labels.iter_mut().enumerate().take(last).skip(first + 1) {
                *label = u32::try_from(at as i64 + offset(first, a)).ok();
            }
        }
    }
    labels.into_iter().map(|label| label.map(|n| n.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Line;
    use record::PageState;

    fn page(number: u32, lines: &[(f32, &str)]) -> Page {
        let lines = lines.iter().map(|(y, text)| Line { y: *y, size: 11.0, ..Line::plain(*text) }).collect();
        Page { number, width: 600.0, height: 800.0, lines, links: vec![], state: PageState::Text, quality: 1.0 }
    }

    fn furniture(pages: &[Page]) -> Vec<&str> {
        let found = Furniture::find(pages);
        let mut out = Vec::new();
        for (p, page) in pages.iter().enumerate() {
            for (l, line) in page.lines.iter().enumerate() {
                if *found.place(p, l) == Place::Furniture {
                    out.push(line.text.as_str());
                }
            }
        }
        out
    }

    #[test]
    fn heads_and_feet_repeat_in_their_band() {
        let pages: Vec<Page> = (1..=4)
            .map(|n| page(n, &[(40.0, "Bram Council"), (400.0, "Bram Council"), (770.0, &format!("Page {n} of 9"))]))
            .collect();
        assert_eq!(furniture(&pages).len(), 8);
        assert_eq!(Furniture::find(&pages).into_labels(), vec![None; 4], "n of m is the report's own");
    }

    #[test]
    fn heads_that_name_the_chapter_beside_the_paper_are_heads() {
        let heads =
            ["The weir report | 1. Water", "2 | The weir report", "The weir report | 2. Its stones", "Roads | 4"];
        let pages: Vec<Page> = (1..).zip(heads).map(|(n, head)| page(n, &[(40.0, head), (300.0, "Words.")])).collect();
        assert_eq!(furniture(&pages), heads[1..3], "the first is the title, the last is of its own");
    }

    #[test]
    fn what_is_printed_sideways_on_most_pages_is_a_stamp() {
        let beside = |text: &str| Line { y: 400.0, sideways: true, ..Line::plain(text) };
        let mut pages: Vec<Page> = (1..=2).map(|n| page(n, &[(300.0, "Words."), (320.0, "Words.")])).collect();
        pages[0].lines.push(beside("Received 30 MAY Records"));
        pages[1].lines.extend([beside("Received 30 MAY Records"), beside("The weir by night")]);
        assert_eq!(furniture(&pages), ["Received 30 MAY Records"; 2], "words of a page alone are read");
    }

    #[test]
    fn stamps_number_the_pages_between_them_and_no_others() {
        let mut pages: Vec<Page> = (1..=6).map(|n| page(n, &[(300.0, "Words.")])).collect();
        pages[2].lines.push(Line { y: 780.0, ..Line::plain("Page 1") });
        pages[4].lines.push(Line { y: 780.0, ..Line::plain("Document Pack Page 3") });
        let labels = Furniture::find(&pages).into_labels();
        assert_eq!(
            labels.iter().map(Option::as_deref).collect::<Vec<_>>(),
            [None, None, Some("1"), Some("2"), Some("3"), None]
        );
    }

    #[test]
    fn torn_stamps_go_and_whole_words_stay() {
        let lines: Vec<(f32, &str)> = [
            "Document Pack Page 23",
            "Docum",
            "ocument Pack Page 40",
            "t Pack Page 4",
            "Document",
            "Pack",
            "This page is intentionally left blank",
        ]
        .into_iter()
        .map(|text| (0.0, text))
        .collect();
        let found = furniture(&[page(1, &lines)]).join("|");
        assert_eq!(
            found,
            "Document Pack Page 23|Docum|ocument Pack Page 40|t Pack Page 4|This page is intentionally left blank"
        );
    }

    #[test]
    fn a_stamp_fused_into_a_line_is_cut_where_the_numbers_rise() {
        let pages: Vec<Page> =
            (1..=3).map(|n| page(n, &[(400.0, &format!("a period of time.   Page {}", n + 1))])).collect();
        let found = Furniture::find(&pages);
        assert_eq!(*found.place(1, 0), Place::Cut("a period of time.".into()));
        let once = [page(1, &[(400.0, "as told on Page 2")])];
        assert_eq!(*Furniture::find(&once).place(0, 0), Place::Body);
    }
}

//! The top of a paper: the lines in which it says what it is, without the menus and field names that stand before them.

use super::{dates, kinds, names};
use crate::content::Block;
use crate::lexicon::{self, Tags};
use record::{Form, Kind};

/// Lines of a head, at most: heads of one line for each word of the title have about a dozen.
const LINES: usize = 18;

patterns! {
    /// Fields that a site's software writes before the text: `layout: default title: "Minutes"`. Told from printed
    /// labels by the small letters.
    FIELDS = r#"^(?:\+\+\+\s*)?(?:(?:layout|title|author|permalink|slug|tags|categories|published|date|draft)\s*[:=]\s*)"#;
    /// The title among such fields.
    FIELD_TITLE = r#"\btitle\s*[:=]\s*["“']?(?P<title>.+?)["”']?\s*(?:$|["”']?\s+\b(?:layout|author|permalink|slug|tags|categories|published|date|draft|blog_post)\s*[:=])"#;
}

/// The printed blocks of a paper's head with their places: furniture and a menu before the first line are left out.
pub fn head(blocks: &[Block]) -> impl Iterator<Item = (usize, &Block)> {
    let menu = menu_end(blocks);
    blocks.iter().enumerate().skip(menu).filter(|(_, b)| !b.furniture && !is_stray(&b.text)).take(LINES)
}

/// One past the list of links with which a web page begins: five or more short entries without a mark, or many entries
/// with marks and short lines between them before the first line that says what the paper is or has a day; or past a
/// letterhead.
pub fn menu_end(blocks: &[Block]) -> usize {
    let link = |b: &Block| b.form == Form::ListEntry && b.marker.is_none() && is_short(b);
    let other = || marked_menu_end(blocks).max(letterhead_end(blocks));
    let Some(begins) = blocks.iter().take(6).position(link) else { return other() };
    let entries = blocks[begins..].iter().take_while(|b| link(b)).count();
    if entries >= 5 { begins + entries } else { other() }
}

/// Lines that a letterhead may have.
const LONGEST_LETTERHEAD: usize = 60;

/// Most words of a line of a letterhead.
const LETTERHEAD_WORDS: usize = 9;

/// One past a letterhead that names everybody in office, so that what the paper is stands below the lines of a head:
/// "700 Mill Road", "Treasurer – Jo Elm, Ward 3", and twenty lines down "SPECIAL MEETING", "3 May 2021".
fn letterhead_end(blocks: &[Block]) -> usize {
    let first = blocks.iter().take(LONGEST_LETTERHEAD).position(|b| says_what_it_is(&b.text) || calls_meeting(&b.text));
    let Some(end) = first.filter(|end| *end > LINES) else { return 0 };
    let of_letterhead = |b: &Block| {
        let text = b.text.trim();
        b.furniture
            || b.marker.is_none()
                && text.split_whitespace().count() <= LETTERHEAD_WORDS
                && !text.ends_with([':', '.'])
                && !opens_people(text)
    };
    if blocks[..end].iter().all(of_letterhead) { end } else { 0 }
}

/// Whether a short line is the name of a meeting: "SPECIAL BOARD MEETING".
fn calls_meeting(text: &str) -> bool {
    text.split_whitespace().count() <= 6 && text.trim().to_lowercase().ends_with("meeting")
}

/// Whether a line opens a list of those present: what follows it is no letterhead.
fn opens_people(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["present", "attend", "in attend", "apolog", "absent"].iter().any(|word| lower.starts_with(word))
}

/// Entries with marks that are a menu and no list of people or points.
const MENU: usize = 12;

/// Lines that a menu may have.
const LONGEST_MENU: usize = 400;

/// One past the last entry of a menu whose entries have marks.
fn marked_menu_end(blocks: &[Block]) -> usize {
    let entry = |b: &Block| (b.form == Form::ListEntry || b.marker.is_some()) && is_short(b);
    let says = |b: &Block| !entry(b) && says_what_it_is(&b.text);
    let first = blocks.iter().take(LONGEST_MENU).position(says).unwrap_or(0);
    let entries = blocks[..first].iter().filter(|b| entry(b)).count();
    if entries < MENU { 0 } else { blocks[..first].iter().rposition(entry).map_or(0, |last| last + 1) }
}

/// Whether a line calls the paper minutes, or has a day.
fn says_what_it_is(text: &str) -> bool {
    let text = clip(text, LINE);
    kinds::of_words(text) == Some(Kind::Minutes) || !dates::find(text).is_empty()
}

fn is_short(block: &Block) -> bool {
    block.text.split_whitespace().count() <= 6
}

/// A line of no words: a rule, a page number, a comment of the page's source.
fn is_stray(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("<!--") || !text.chars().any(char::is_alphabetic) && !text.chars().any(|c| c.is_ascii_digit())
}

/// A line of a head: what is printed together, though it was cut into several blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadLine {
    /// Its first block.
    pub at: usize,
    /// Its words, of long blocks the first.
    pub text: String,
    /// Whether it is a numbered item, or stands behind one: no line of the head any more.
    pub item: bool,
}

/// Most bytes of one line that are looked at: whole pages of text are one block in some formats.
const LINE: usize = 800;

/// The lines of a head; one that is broken off ("... OF THE", "... HELD" and "IN THE CHAMBER") goes on with the next.
pub fn lines(blocks: &[Block]) -> Vec<HeadLine> {
    let mut lines: Vec<HeadLine> = Vec::new();
    let mut item = false;
    for (at, block) in head(blocks) {
        let marker = block.marker.as_deref().unwrap_or_default();
        // "26.11.25 7pm" looks like a numbered line.
        let glued = format!("{marker}{}", block.text.trim());
        // "7.30 pm on Tuesday" too.
        let timed = dates::times(&glued).first().is_some_and(|time| time.start == 0);
        let dated = !dates::find(marker).is_empty();
        let text = match () {
            () if dated => format!("{marker} {}", block.text),
            () if timed => glued,
            () => line(&block.text).to_owned(),
        };
        let numbered = is_number(marker) || text.split_once('.').is_some_and(|(first, _)| is_number(first));
        item |= numbered && !dated && !timed;
        match lines.last_mut().filter(|last| block.marker.is_none() && goes_on(&last.text, &text)) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(&text);
            }
            None => lines.push(HeadLine { at, text, item }),
        }
    }
    for line in &mut lines {
        line.text.truncate(clip(&line.text, LINE).len());
    }
    lines
}

/// The first characters of a text, at most so many bytes: whole pages of text are one block in some formats.
pub fn clip(text: &str, bytes: usize) -> &str {
    let end = text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= bytes).last().unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

/// Whether a marker numbers an item: "1.", "12", "3)".
fn is_number(marker: &str) -> bool {
    let digits = marker.trim_end_matches(['.', ')', ':', '\\']);
    (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a line is broken off and the next is its rest.
fn goes_on(line: &str, next: &str) -> bool {
    let small = |word: &str| word.trim_end_matches(',').to_lowercase();
    let last = line.split_whitespace().last().map(small).unwrap_or_default();
    let first = next.split_whitespace().next().map(small).unwrap_or_default();
    let open = ["of", "the", "and", "held", "on", "in", "at", "&", "to", "for", "a", "-", "–"].contains(&last.as_str());
    let rest = ["held", "of", "and"].contains(&first.as_str());
    let place = ["at", "on", "in", "via"].contains(&first.as_str());
    let undated = || small(line).split_whitespace().any(|w| w == "held") && dates::find(line).is_empty();
    line.len() < 400
        && !line.ends_with(['.', ':'])
        && (open || rest || (place && undated()) || title_goes_on(line, next) || date_goes_on(line, next))
}

/// Whether a date is cut by the end of a line: "TUESDAY" before "3rd MARCH", "MARCH 12" before "2020".
fn date_goes_on(line: &str, next: &str) -> bool {
    let tail: Vec<&str> = line.split_whitespace().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
    let (Some(last), Some(first)) = (tail.last(), next.split_whitespace().next()) else { return false };
    if ["st", "nd", "rd", "th"].contains(&next.trim().to_lowercase().as_str()) {
        return last.ends_with(|c: char| c.is_ascii_digit());
    }
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let tags = |word: &str| lexicon::tags(&bare(word));
    let day = first.starts_with(|c: char| c.is_ascii_digit()) || tags(first).has(Tags::MONTH);
    if tags(last).has(Tags::WEEKDAY) && day {
        return !next.split_whitespace().take(5).any(|word| tags(word).has(Tags::WEEKDAY));
    }
    let tail = tail.join(" ");
    let length = tail.chars().count();
    let joined = format!("{tail} {}", next.split_whitespace().take(6).collect::<Vec<_>>().join(" "));
    let whole = dates::find(&tail).iter().any(|date| date.end == length);
    !whole
        && dates::find(&joined).iter().any(|date| {
            let lettered = tail.chars().skip(date.start).any(char::is_alphabetic);
            date.from == date.until && date.start < length && date.end > length && (lettered || date.start == 0)
        })
}

/// Whether a title in capitals is cut inside a name: "MINUTES OF MEETING OF ELM COUNCIL HOME AND SOCIAL" before
/// "DEVELOPMENT COMMITTEE".
fn title_goes_on(line: &str, next: &str) -> bool {
    let title = line.to_lowercase().contains("minutes of ") && !line.to_lowercase().contains(" held");
    let whole = line.split_whitespace().last().is_none_or(names::is_body_word);
    let caps = names::is_all_caps(line) && names::is_all_caps(next) && !next.contains(':');
    title && caps && !whole && dates::find(line).is_empty() && names::names_a_body(next)
}

/// A line of the head as it is read: of the fields that a site's software writes, the title.
pub fn line(text: &str) -> &str {
    let text = text.trim();
    if !FIELDS.is_match(text) {
        return text;
    }
    let title = FIELD_TITLE.captures(text).and_then(|found| found.name("title"));
    title.map_or("", |found| found.as_str().trim().trim_matches(['"', '“', '”', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    #[test]
    fn a_menu_is_no_head() {
        let entry = |text: &str| Block { form: Form::ListEntry, ..block(text) };
        let mut blocks: Vec<Block> = ["Home", "News", "Minutes", "Agendas", "Contact"].map(entry).into();
        blocks.push(block("Minutes, 3 May 2021"));
        let lines: Vec<&str> = head(&blocks).map(|(_, b)| b.text.as_str()).collect();
        assert_eq!(lines, ["Minutes, 3 May 2021"]);
    }

    #[test]
    fn a_menu_with_marks_ends_before_the_line_that_says_what_the_paper_is() {
        let entry = |text: String| Block { form: Form::ListEntry, marker: Some("-".into()), ..block(&text) };
        let menu = |entries: usize| -> Vec<Block> {
            let links = (0..entries).map(|n| entry(format!("Department {n}")));
            [block("Town of Elm")].into_iter().chain(links).chain([block("All departments")]).collect()
        };
        let page = |mut blocks: Vec<Block>| -> Vec<String> {
            let crumb = Block { marker: Some("1.".into()), ..block("Home") };
            blocks.extend([crumb, block("Board Minutes"), block("Monday, 3 May 2021"), entry("Jo Oak".into())]);
            head(&blocks).map(|(_, b)| b.text.clone()).collect()
        };
        assert_eq!(page(menu(20)), ["Board Minutes", "Monday, 3 May 2021", "Jo Oak"]);
        assert_eq!(page(menu(3))[0], "Town of Elm", "a few entries are points");
        let titled = [block("Board Minutes")].into_iter().chain(menu(20)).collect();
        assert_eq!(page(titled)[0], "Board Minutes", "people may be listed below the title");
    }

    #[test]
    fn a_letterhead_is_no_head() {
        let members = |opens: &str| -> Vec<Block> {
            let names = (0..20).map(|n| block(&format!("Jo Elm, Ward {n}")));
            let lines = ["700 Mill Road", opens].map(block).into_iter().chain(names);
            lines.chain([block("SPECIAL MEETING"), block("3 May 2021 at 7 pm")]).collect()
        };
        let first = |blocks: &[Block]| head(blocks).next().map(|(_, b)| b.text.clone());
        assert_eq!(first(&members("Elm Port District")).as_deref(), Some("SPECIAL MEETING"));
        assert_eq!(first(&members("Present")).as_deref(), Some("700 Mill Road"));
    }

    #[test]
    fn broken_lines_are_joined() {
        let shown = |lines: &[&str]| -> Vec<String> {
            let blocks: Vec<Block> = lines.iter().map(|l| block(l)).collect();
            super::lines(&blocks).into_iter().map(|l| l.text).collect()
        };
        assert_eq!(
            shown(&["MINUTES OF THE PORT DISTRICT MEETING HELD ON", "WEDNESDAY 20th May 2026 IN THE HALL", "PRESENT:"]),
            ["MINUTES OF THE PORT DISTRICT MEETING HELD ON WEDNESDAY 20th May 2026 IN THE HALL", "PRESENT:"]
        );
        assert_eq!(
            shown(&["Minutes of the meeting held in the Club", "At 7.30pm on Wednesday 16 September 2009"]),
            ["Minutes of the meeting held in the Club At 7.30pm on Wednesday 16 September 2009"]
        );
        assert_eq!(shown(&["Parks Committee", "Held at the Hut"]), ["Parks Committee Held at the Hut"]);
        assert_eq!(shown(&["Elm Council", "Minutes", "3 May 2021"]).len(), 3);
        assert_eq!(shown(&["held on", "TUESDAY", "3rd MARCH", "2020"]), ["held on TUESDAY 3rd MARCH 2020"]);
        assert_eq!(shown(&["Meeting 3", "March 2020"]).len(), 2);
        assert_eq!(shown(&["Issued 10 March 2020", "3 March 2020"]).len(), 2);
        let cut = ["MINUTES OF MEETING OF ELM COUNTY COUNCIL HOME AND SOCIAL", "DEVELOPMENT COMMITTEE", "PRESENT"];
        assert_eq!(
            shown(&cut),
            ["MINUTES OF MEETING OF ELM COUNTY COUNCIL HOME AND SOCIAL DEVELOPMENT COMMITTEE", "PRESENT"]
        );
        let numbered = [block("Minutes"), Block { marker: Some("1.".into()), ..block("Apologies") }, block("None")];
        let items: Vec<bool> = super::lines(&numbered).iter().map(|l| l.item).collect();
        assert_eq!(items, [false, true, true]);
    }

    #[test]
    fn fields_of_software_give_their_title() {
        for (text, expect) in [
            (
                r#"layout: default title: 2015-10-23 Data Panel Meeting permalink: /meetings/x"#,
                "2015-10-23 Data Panel Meeting",
            ),
            (r#"title: "Minutes of the Board" date: "2009-11-01" categories:"#, "Minutes of the Board"),
            (r#"title: "Minutes""#, "Minutes"),
            ("date: \"2009-11-01\" categories:", ""),
            ("Date: 3 May 2021", "Date: 3 May 2021"),
            ("Title: Roads", "Title: Roads"),
        ] {
            assert_eq!(line(text), expect, "{text}");
        }
    }
}

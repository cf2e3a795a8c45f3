//! Heads and feet of pages in text that has lost its pages: told by repetition, and by the sentences that they cut.
//!
//! A line that comes again and again is a running head or foot where it counts the pages, or where it stands inside
//! sentences at like distances; what stands beside such a line each time belongs to it. Headings, motions and decisions
//! come again too, but never inside a sentence. The first time a head is printed it is the title of the paper and stays.

use super::clean::clean;
use super::flow::{self, asks_for_more, ends_sentence, is_unfinished};
use super::place::Place;
use crate::content::Page;
use regex::Regex;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Letters of a head or foot at most.
const LONGEST: usize = 110;

/// Times that a line comes at least.
const LEAST: usize = 3;

/// Lines of one head at most: a sentence is looked for on both sides of so many.
const DEEPEST: usize = 8;

/// Share of the usual width below which a line of wrapped text is a head rather than a piece of a paragraph.
const NARROW: f32 = 0.85;

/// Letters that a line cut by a head has at least.
const CUT: usize = 12;

/// Numbers of pages, takes and sheets, as heads and feet print them.
pub static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    let word = r"(?:page|p\.|pg\.?|tudalen|leathanach|take|folio|sheet)";
    let of = r"(?:\s*(?:of|o|/)\s*\d{1,4})?";
    let named = format!(r"\b{word}\s*[:|]?\s*\d{{1,4}}{of}\b");
    let counted = r"\b\d{1,4}\s+(?:of|o)\s+\d{1,4}\b|^\W*\d{1,4}\s*/\s*\d{1,4}\W*$";
    let behind = r"^\d{1,4}\s*\|\s*p ?a ?g ?e\b";
    Regex::new(&format!("(?i){named}|{counted}|{behind}")).expect("a constant pattern")
});
// A foot run together with the line after it or before it: "6 May 2014  3 of 5 and the rest".
static FUSED_START: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(.{0,60}?\b(\d{1,4}) (?:of|/) (\d{1,4}))\s+(\S.*)$").expect("a constant pattern"));
static FUSED_END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(.*?\S)\s+((?:page\s+)?(\d{1,4}) (?:of|/) (\d{1,4}))$").expect("a constant pattern")
});

/// One line of the whole text.
struct Row {
    page: usize,
    line: usize,
    text: String,
    shape: String,
    /// Letters before it.
    offset: usize,
}

/// Places of the lines that are no text, by page and line (0-based).
pub fn find(pages: &[Page]) -> HashMap<(usize, usize), Place> {
    let rows = rows(pages);
    let mut places = fused(&rows);
    let mut by_shape: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        if !row.text.is_empty() && row.text.chars().count() <= LONGEST && !places.contains_key(&(row.page, row.line)) {
            by_shape.entry(&row.shape).or_default().push(at);
        }
    }
    // A head that is printed twice is known by the foot beside it alone.
    let twice: Vec<Vec<usize>> = by_shape
        .iter()
        .filter(|(shape, seen)| seen.len() == 2 && shape.split_whitespace().count() >= 3)
        .map(|(_, seen)| seen.clone())
        .collect();
    by_shape.retain(|_, seen| seen.len() >= LEAST || counts_every_page(&rows, seen));
    let width = flow::wrap_width(pages);
    let whole = |at: &usize| is_whole(&rows, *at, pages, width);
    by_shape.retain(|_, seen| seen.iter().filter(|at| whole(at)).count() * 2 > seen.len());
    let repeated: HashSet<usize> = by_shape.values().flatten().copied().collect();
    let mut accepted: HashSet<usize> = numbers_at_the_foot(pages, &rows).into_iter().collect();
    let mut open: Vec<(&str, Vec<usize>)> = by_shape.into_iter().collect();
    open.sort();
    open.retain(|(shape, seen)| {
        let taken = runs_along(&rows, shape, seen, &repeated)
            || counts_every_page(&rows, seen)
            || at_page_ends(pages, &rows, seen)
            || stands_below_pages(&rows, shape, seen);
        if taken {
            accepted.extend(seen);
        }
        !taken
    });
    // What stands beside a head each time is part of it.
    accepted.extend(twice.into_iter().filter(|seen| stands_beside(seen, &accepted)).flatten().collect::<Vec<_>>());
    for _ in 0..DEEPEST {
        let before = accepted.len();
        open.retain(|(_, seen)| {
            let beside = stands_beside(seen, &accepted);
            if beside {
                accepted.extend(seen);
            }
            !beside
        });
        if accepted.len() == before {
            break;
        }
    }
    let mut first: HashSet<&str> = HashSet::new();
    let mut in_order: Vec<usize> = accepted.iter().copied().collect();
    in_order.sort_unstable();
    for at in in_order {
        let row = &rows[at];
        let opens = first.insert(&row.shape) && !is_only_a_number(&row.text) && !cuts(&rows, at, &repeated);
        if !opens {
            places.insert((row.page, row.line), Place::Furniture);
        }
    }
    places
}

fn rows(pages: &[Page]) -> Vec<Row> {
    let mut offset = 0;
    let mut rows = Vec::new();
    for (page, content) in pages.iter().enumerate() {
        for (line, printed) in content.lines.iter().enumerate() {
            let text = clean(&printed.text);
            let shape = shape(&text);
            let length = text.len();
            rows.push(Row { page, line, text, shape, offset });
            offset += length;
        }
    }
    rows
}

/// What repeated heads have in common, in as many ways as they may: their words with the same figures, or with one that
/// counts the pages (`at` is the page's place in the file). Lines of text that differ in a figure are no heads. A part of
/// several words between bars is enough, since what stands beside it may name the chapter: "Report on the weir | 2. Its stones".
pub fn keys(at: usize, text: &str) -> Vec<String> {
    /// A line with more figures is a row of a table.
    const MOST: usize = 6;
    let shape = shape(text);
    let mut numbers: Vec<i64> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|n| n.len() < 10).filter_map(|n| n.parse().ok()).collect();
    numbers.sort_unstable();
    let mut keys = vec![format!("{shape}|{numbers:?}")];
    if numbers.len() <= MOST {
        for (n, number) in numbers.iter().enumerate() {
            let others: Vec<i64> =
                numbers.iter().enumerate().filter(|(other, _)| *other != n).map(|(_, n)| *n).collect();
            keys.push(format!("{shape}|{others:?}|{}", number - at as i64));
        }
    }
    if COUNTED.is_match(text) {
        keys.push(shape);
    }
    let parts = text.split('|').map(str::trim).filter(|part| part.len() < text.len() && part.contains(' '));
    keys.extend(parts.map(|part| format!("|{}", part.to_lowercase())));
    keys
}

/// A line without its figures, and without blanks and marks at its ends: heads change sides on left and right pages.
fn shape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if !(c == '#' && out.ends_with('#') || c.is_whitespace() && out.ends_with(' ')) {
            out.extend(if c.is_whitespace() { ' ' } else { c }.to_lowercase());
        }
    }
    let bare = out.trim_matches(|c: char| !c.is_alphanumeric());
    // A number alone has a shape too, with the marks around it: "- 2 -" counts pages where "14" is an answer. A line of
    // marks has none.
    if bare.is_empty() && out.contains('#') { out.replace(' ', "") } else { bare.to_owned() }
}

/// Whether a line stands for itself: no word at its end asks for more, and where the text is wrapped it is not as wide
/// as the text, unless gaps stand around it.
fn is_whole(rows: &[Row], at: usize, pages: &[Page], width: Option<f32>) -> bool {
    let row = &rows[at];
    let apart =
        |row: &Row| pages.get(row.page).and_then(|page| page.lines.get(row.line)).is_some_and(|l| l.starts_paragraph);
    let between_gaps = apart(row) && rows.get(at + 1).is_none_or(apart);
    let narrow = width.is_none_or(|width| (row.text.chars().count() as f32) < NARROW * width);
    !asks_for_more(&row.text) && (between_gaps || narrow)
}

/// Whether a shape counts the pages, or stands inside sentences at like distances.
fn runs_along(rows: &[Row], shape: &str, seen: &[usize], repeated: &HashSet<usize>) -> bool {
    let cut = seen.iter().filter(|at| cuts(rows, **at, repeated)).count();
    let counts = rises(rows, seen);
    let counted = seen.iter().filter(|at| COUNTED.is_match(&rows[**at].text)).count() * 2 > seen.len();
    if counts && (cut > 0 || counted) {
        return true;
    }
    // A head without figures has several words: single ones ("RESOLVED") part motions from their text.
    let wordy = shape.split_whitespace().count() >= 3;
    wordy && cut >= 2 && cut * 2 >= seen.len() && at_like_distances(rows, seen)
}

/// Whether these lines are nothing but "1 of 2" and "2 of 2", each page of so many once.
fn counts_every_page(rows: &[Row], seen: &[usize]) -> bool {
    let counted = |at: &usize| {
        let text = rows.get(*at).map_or("", |row| row.text.as_str());
        let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse::<usize>().ok());
        let pair = (numbers.next()?, numbers.next()?);
        (COUNTED.is_match(text) && is_only_a_number(text) && numbers.next().is_none()).then_some(pair)
    };
    seen.len() > 1 && seen.iter().zip(1..).all(|(at, n)| counted(at) == Some((n, seen.len())))
}

/// The last lines of pages, where each is a number alone and they rise by one from page to page.
fn numbers_at_the_foot(pages: &[Page], rows: &[Row]) -> Vec<usize> {
    let last = |page: usize| rows.iter().rposition(|row| row.page == page && !row.text.is_empty());
    let Some(last) = (0..pages.len()).map(last).collect::<Option<Vec<usize>>>() else { return Vec::new() };
    let number = |at: &usize| rows[*at].text.trim_matches(['-', '–', ' ']).parse::<u32>().ok();
    let Some(numbers) = last.iter().map(number).collect::<Option<Vec<u32>>>() else { return Vec::new() };
    let rise = numbers.len() > 1 && numbers.windows(2).all(|pair| pair[1] == pair[0].saturating_add(1));
    if rise { last } else { Vec::new() }
}

/// Whether the text before and after a line, and what is repeated beside it, is one sentence.
fn cuts(rows: &[Row], at: usize, repeated: &HashSet<usize>) -> bool {
    let text = |at: usize| !repeated.contains(&at) && !rows[at].text.is_empty();
    let before = (at.saturating_sub(DEEPEST)..at).rev().find(|at| text(*at));
    let after = (at + 1..rows.len().min(at + 1 + DEEPEST)).find(|at| text(*at));
    let (Some(before), Some(after)) = (before, after) else { return false };
    let (before, after) = (&rows[before].text, &rows[after].text);
    before.chars().count() >= CUT
        && !ends_sentence(before)
        && after.starts_with(char::is_lowercase)
        && is_unfinished(before, after)
}

/// Whether a figure in these lines rises by one from each to the next.
fn rises(rows: &[Row], seen: &[usize]) -> bool {
    let numbers = |at: usize| -> Vec<u32> {
        let parts = rows[at].text.split(|c: char| !c.is_ascii_digit());
        parts.filter_map(|part| part.parse().ok()).collect()
    };
    let rising = seen.windows(2).filter(|pair| {
        let (one, next) = (numbers(pair[0]), numbers(pair[1]));
        one.iter().any(|n| next.contains(&n.saturating_add(1)) && !one.contains(&n.saturating_add(1)))
    });
    rising.count() * 10 >= (seen.len() - 1) * 7
}

/// Whether most of these dated lines stand below a number alone, and these numbers rise by one: the foot of each page and
/// the head of the next.
fn stands_below_pages(rows: &[Row], shape: &str, seen: &[usize]) -> bool {
    let above = |at: &usize| at.checked_sub(1).and_then(|above| rows[above].text.parse::<u32>().ok());
    let numbers: Vec<u32> = seen.iter().filter_map(above).collect();
    let rising = numbers.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
    let figured = |at: &usize| rows[*at].text.contains(|c: char| c.is_ascii_digit());
    let dated = seen.iter().all(figured) && shape.split_whitespace().count() >= 3;
    dated && rising + 1 >= LEAST && (rising + 1) * 10 >= seen.len() * 7
}

fn at_like_distances(rows: &[Row], seen: &[usize]) -> bool {
    let mut gaps: Vec<usize> =
        seen.windows(2).map(|pair| rows[pair[1]].offset.saturating_sub(rows[pair[0]].offset)).collect();
    gaps.sort_unstable();
    let Some(usual) = gaps.get(gaps.len() / 2).map(|gap| *gap as f32) else { return false };
    let like = gaps.iter().filter(|gap| (0.5 * usual..=2.0 * usual).contains(&(**gap as f32))).count();
    like * 10 >= gaps.len() * 7
}

/// Whether the lines are first or last on most pages, where the text has kept its pages.
fn at_page_ends(pages: &[Page], rows: &[Row], seen: &[usize]) -> bool {
    const EDGE: usize = 3;
    let mut on: HashSet<usize> = HashSet::new();
    for at in seen {
        let row = &rows[*at];
        let lines = pages.get(row.page).map_or(0, |page| page.lines.len());
        if lines > 2 * EDGE && (row.line < EDGE || row.line + EDGE >= lines) {
            on.insert(row.page);
        }
    }
    on.len() >= LEAST && on.len() * 2 > pages.len() && on.len() * 10 >= seen.len() * 8
}

/// Whether most of these lines stand at one distance, with nothing but heads between, from lines that are heads.
fn stands_beside(seen: &[usize], accepted: &HashSet<usize>) -> bool {
    let most = seen.len() * 7;
    [true, false].iter().any(|after| {
        let beside = seen.iter().filter(|at| match after {
            true => accepted.contains(&(**at + 1)),
            false => at.checked_sub(1).is_some_and(|before| accepted.contains(&before)),
        });
        beside.count() * 10 >= most
    })
}

fn is_only_a_number(text: &str) -> bool {
    let rest = COUNTED.replace_all(text, "");
    !rest.chars().any(char::is_alphabetic)
}

/// Feet that were run together with a line of text: the totals agree, the numbers rise.
fn fused(rows: &[Row]) -> HashMap<(usize, usize), Place> {
    let mut places = HashMap::new();
    for pattern in [&*FUSED_START, &*FUSED_END] {
        let start = std::ptr::eq(pattern, &*FUSED_START);
        let mut found: HashMap<(String, u32), Vec<(u32, usize, String)>> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            let Some(parts) = pattern.captures(&row.text).filter(|_| !is_only_a_number(&row.text)) else { continue };
            let (head, n, total, rest) = if start {
                (&parts[1], &parts[2], &parts[3], &parts[4])
            } else {
                (&parts[2], &parts[3], &parts[4], &parts[1])
            };
            if let (Ok(n), Ok(total)) = (n.parse(), total.parse::<u32>())
                && n <= total
            {
                found.entry((shape(head), total)).or_default().push((n, at, rest.to_owned()));
            }
        }
        for (_, lines) in found {
            let rising = lines.windows(2).filter(|pair| pair[1].0 == pair[0].0 + 1).count();
            if lines.len() >= LEAST && rising * 10 >= (lines.len() - 1) * 7 {
                for (_, at, rest) in lines {
                    places.insert((rows[at].page, rows[at].line), Place::Cut(rest));
                }
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use crate::format::{self, Hint};

    fn blocks(text: &str) -> Vec<String> {
        let content = format::read(text.as_bytes(), &Hint { file_name: "a.txt".into(), ..Hint::default() });
        super::super::blocks(&content).into_iter().filter(|b| !b.furniture).map(|b| b.text).collect()
    }

    #[test]
    fn heads_that_cut_sentences_go_and_the_sentences_are_whole() {
        let page = |n: u32, before: &str, after: &str| format!("{before}\n\nTown Meeting of Bram\nPage {n}\n\n{after}");
        let text = [
            page(
                1,
                "Town Meeting of Bram\n\nMr Ash said that the bridge had been closed to carts since the",
                "flood and that nobody knew",
            ),
            page(
                2,
                "when it would open. Miss Birch asked what the price of a new one might",
                "be. Mr Ash did not know, and",
            ),
            page(3, "said that he would ask the mason, who lived over the", "river and could not come."),
        ]
        .join("\n");
        let blocks = blocks(&text);
        let all = blocks.join("|");
        assert!(all.contains("closed to carts since the flood and that nobody knew"), "{all}");
        assert!(all.contains("the price of a new one might be."), "{all}");
        assert!(!all.contains("Page 2"), "{all}");
        assert_eq!(all.matches("Town Meeting of Bram").count(), 1, "the first is the title: {all}");
    }

    #[test]
    fn a_dated_head_below_the_number_of_each_page_goes() {
        let page = |n: u32| format!("Mr Ash spoke of lamp {n}.\n\n          {n}\nDATE  MONDAY  MAY  30, 2019\n\n");
        let text = format!("DATE  MONDAY  MAY  30, 2019\n\n{}It was late.\n", (1..=5).map(page).collect::<String>());
        let all = blocks(&text).join("|");
        assert_eq!(all.matches("DATE MONDAY").count(), 1, "the first is the title: {all}");
        assert!(!all.contains("|2|"), "{all}");
        let titled = text.replace("spoke of lamp 3.", "spoke.\n\nLamps").replace("Mr Ash", "          Mr Ash");
        assert!(blocks(&titled).contains(&"Lamps".to_owned()), "a title at the end of a page stays apart: {titled}");
        let entry = |n: u32| format!("{n}\nElm Street, May 2019\n\nThe lamp was lit again.\n\n");
        let far: String = [2, 9, 4].into_iter().map(entry).collect();
        assert_eq!(blocks(&far).join("|").matches("Elm Street").count(), 3, "numbers that do not count are no pages");
    }

    #[test]
    fn feet_of_papers_of_two_pages_go_and_answers_of_one_figure_stay() {
        let text = "Mr Ash asked why the rate for the swamp is the rate for the\n\nPage 1 of 2\n\nThe Weir Board of Bram\n\nhill. \
                    Miss Oak said that water does not vote.\n\nPage 2 of 2\n\nThe Weir Board of Bram\n";
        let all = blocks(text).join("|");
        assert!(all.contains("is the rate for the hill."), "{all}");
        assert!(!all.contains("Page 2") && !all.contains("1 of 2"), "{all}");
        let text = "Mr Ash said that the gate had been opened by an eel and that it had not been asked to\n\n      - 1 -\n\u{c}\
                    shut it again.\n\nCulverts found:\n\n14\n\nCulverts lost:\n\n5\n\n      - 2 -\n\u{c}It rained.\n\n     - 3 -\n";
        let all = blocks(text).join("|");
        assert!(all.contains("had not been asked to shut it again."), "{all}");
        assert!(all.contains("|14|") && all.contains("|5|") && !all.contains("2 -"), "{all}");
        let numbered =
            "Mr Ash spoke at some length of all the lamps and of\n\n      14\n\u{c}the road to them.\n\n      15\n";
        assert_eq!(blocks(numbered), ["Mr Ash spoke at some length of all the lamps and of the road to them."]);
    }

    #[test]
    fn what_comes_again_as_text_stays() {
        let text = "Item 1\n\nThe lamps were lit.\n\nMotion carried by all members\n\nItem 2\n\nThe road was swept.\n\n\
                    Motion carried by all members\n\nItem 3\n\nThe well was dug.\n\nMotion carried by all members\n";
        let all = blocks(text).join("|");
        assert_eq!(all.matches("Motion carried").count(), 3, "{all}");
        assert_eq!(all.matches("Item ").count(), 3, "{all}");
    }

    #[test]
    fn feet_run_together_with_text_are_cut_off() {
        let text = "Mr Ash said that he sold eels\nMay 6, 2014  1 of 3 and that the price was fair, and the\n\
                    May 6, 2014  2 of 3 people bought them. Then he sold the\nMay 6, 2014  3 of 3 last.\n";
        let all = blocks(text).join(" ");
        assert!(all.contains("sold eels and that the price was fair, and the people bought them"), "{all}");
    }
}

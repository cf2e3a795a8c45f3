//! Pages of recorded votes: a table for each vote, with a row for each side or for each voter, under the words of what
//! was put.

use super::recorded::counted;
use super::rolls::read_roll;
use super::voters::{Which, read_voters, side_of};
use crate::content::Block;
use crate::structure::dates;
use crate::structure::items::Items;
use record::{Form, Item, Side, Vote, VoteOutcome, Voter};
use std::ops::Range;

patterns! {
    /// What such a page calls itself, or the line above its tables.
    TITLE = r"(?i)^(?:the\s+)?(?:voting\s+(?:record|details|results?|list)|record\s+of\s+(?:the\s+)?vot(?:es?|ing)|(?:recorded|named)\s+votes?|division\s+lists?|roll[\s-]calls?(?:\s+votes?)?|votes\s+(?:cast|recorded)|how\s+(?:councillors|members)\s+voted)\b|^votes\s*\(\d{1,3}\s*[:–-]\s*\d{1,3}\)$";
    /// The heads of the columns of voter and vote.
    BY_VOTER = r"(?i)^(?:councillors?|members?|names?|voters?|persons?)\b[^\t]*\t(?:[^\t]*\t)?(?:votes?|voted|how\s+voted|voting)\b[^\t]*$";
    /// What came of it, at the end of the words: "- Carried", ": Resolution status:Rejected".
    RESULT = r"(?i)\s*[-–—:(]?\s*(?:(?:resolution\s+|motion\s+|vote\s+)?(?:status|result|outcome|decision)\s*[-–—:]\s*)?(?P<word>not\s+carried|not\s+agreed|carried|agreed|approved|passed|lost|rejected|defeated|refused|fell|withdrawn)\s*[.)]?\s*$";
    /// How many rows a table has: "6 records".
    RECORDS = r"(?i)^\d{1,4}\s+(?:records?|rows?|entries|results?)$";
    /// What the words begin with that says only that a vote is recorded.
    LEAD = r"(?i)^(?:recorded\s+vote|vote|division)\s*(?:on|for|[-–—:])\s*(?:the\s+motion\s*[-–—:]\s*)?";
}

/// Blocks at the start of a page in which its title stands.
const HEAD: usize = 12;

/// Words above a table that may say what was put.
const MOST_WORDS: usize = 120;

/// Whether a paper is a page of recorded votes: it calls itself so and has such a table.
pub fn is_page(blocks: &[Block]) -> bool {
    let head = blocks.iter().filter(|b| !b.furniture).take(HEAD);
    head.clone().any(|b| b.form != Form::TableRow && TITLE.is_match(b.text.trim())) && tables(blocks).next().is_some()
}

/// The votes of such a page, each with the block that says what was put; `item` gives the item that a block stands under.
pub fn find_ballots(blocks: &[Block], item: impl Fn(usize) -> Option<usize>) -> Vec<(usize, Vote)> {
    let found = tables(blocks).map(|(rows, sides)| {
        let fields = Fields::above(blocks, rows.start);
        let (at, words, outcome) = what(blocks, rows.start);
        let words = fields.value(&["title", "motion", "subject"]).filter(|_| at == rows.start).unwrap_or(words);
        let outcome = outcome.or_else(|| fields.value(&["result", "outcome"]).and_then(|result| came_of(&result)));
        let [yes, no, abstain] = sides;
        let (yes, no, abstain) = (counted(&yes), counted(&no), counted(&abstain));
        let by_count = || VoteOutcome::by_count(yes.count?, no.count.unwrap_or(0));
        let vote = Vote {
            motion: words,
            mover: fields.value(&["mover", "moved by"]),
            seconder: fields.value(&["seconder", "seconded by"]),
            outcome: outcome.or_else(by_count),
            r#for: yes,
            against: no,
            abstain,
            item: item(rows.start),
            passage: 0,
            why: Some("vote.page".to_owned()),
        };
        (at, vote)
    });
    found.collect()
}

/// The items of such a page: the heading over each table, unless it is the page's own.
pub fn items(blocks: &[Block]) -> Items {
    let mut found = Items::default();
    let mut last = 0;
    for (rows, _) in tables(blocks) {
        let heads = |at: &usize| {
            let block = &blocks[*at];
            let text = block.text.trim();
            block.form == Form::Heading && !block.furniture && !TITLE.is_match(text) && dates::find(text).is_empty()
        };
        if let Some(at) = (last..rows.start).rev().find(heads) {
            let title = blocks[at].text.trim().to_owned();
            let number = blocks[at].marker.as_deref().map(|marker| marker.trim_end_matches('.').to_owned());
            found.items.push(Item { number, agenda_number: None, title, key: None });
            found.headings.push(vec![at]);
        }
        last = rows.end;
    }
    found
}

/// The tables of votes: their rows, and those for, against and abstaining.
fn tables(blocks: &[Block]) -> impl Iterator<Item = (Range<usize>, [Side; 3])> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < blocks.len() {
            let start = at;
            let row = |i: usize| blocks.get(i).is_some_and(|b| b.form == Form::TableRow && !b.furniture);
            while row(at) {
                at += 1;
            }
            if at == start {
                at += 1;
                continue;
            }
            let rows = &blocks[start..at];
            if let Some(sides) = by_voter(rows).or_else(|| by_side(rows)) {
                return Some((start..at, sides));
            }
        }
        None
    })
}

fn add(sides: &mut [Side; 3], which: Which, count: Option<u32>, names: Vec<Voter>) {
    let side = match which {
        Which::For => &mut sides[0],
        Which::Against => &mut sides[1],
        Which::Abstain => &mut sides[2],
        Which::Other => return,
    };
    side.count = side.count.or(count);
    side.names.extend(names);
}

/// A row for each voter, under the heads of such columns.
fn by_voter(rows: &[Block]) -> Option<[Side; 3]> {
    let (head, rows) = rows.split_first()?;
    if !BY_VOTER.is_match(head.text.trim()) {
        return None;
    }
    let mut sides = <[Side; 3]>::default();
    let mut read = 0;
    for row in rows {
        for (which, voter) in read_roll(&row.text) {
            read += 1;
            add(&mut sides, which, None, vec![voter]);
        }
    }
    (read > 1).then_some(sides)
}

/// A row for each side, names and their number behind it.
fn by_side(rows: &[Block]) -> Option<[Side; 3]> {
    let mut sides = <[Side; 3]>::default();
    let (mut yes, mut no) = (false, false);
    for row in rows {
        let Some((label, voters)) = row.text.split_once('\t') else { continue };
        let Some(which) = side_of(label.trim()) else { continue };
        let Some(voters) = read_voters(voters) else { continue };
        yes |= which == Which::For;
        no |= which == Which::Against;
        add(&mut sides, which, voters.count, voters.names);
    }
    let named = sides.iter().any(|side| !side.names.is_empty());
    (yes && (no || named)).then_some(sides)
}

/// What a table is about, with the block that says so, and what came of it: the words above it, or the heading where
/// there are none.
fn what(blocks: &[Block], table: usize) -> (usize, String, Option<VoteOutcome>) {
    let above = (0..table).rev().filter(|at| !blocks[*at].furniture).take(3);
    let mut words = above.take_while(|at| blocks[*at].form != Form::TableRow).filter(|at| {
        let text = blocks[*at].text.trim();
        text.split_whitespace().count() <= MOST_WORDS && !is_bare_title(text)
    });
    let Some(at) = words.next() else { return (table, "Recorded vote".to_owned(), None) };
    let text = blocks[at].text.trim();
    let Some(result) = RESULT.captures(text) else { return (at, without_lead(text), None) };
    let outcome = said_to_be(&result["word"]);
    match (result.get(0).map_or(text, |m| &text[..m.start()]), words.next()) {
        ("", Some(before)) => (before, without_lead(blocks[before].text.trim()), Some(outcome)),
        ("", None) => (at, without_lead(text), Some(outcome)),
        (rest, _) => (at, without_lead(rest), Some(outcome)),
    }
}

/// The outcome that a word of such a page means.
fn said_to_be(word: &str) -> VoteOutcome {
    match word.to_lowercase().as_str() {
        "carried" | "agreed" | "approved" | "passed" | "pass" | "adopted" => VoteOutcome::Carried,
        "fell" => VoteOutcome::Fell,
        "withdrawn" => VoteOutcome::Withdrawn,
        _ => VoteOutcome::Lost,
    }
}

/// What came of a motion by the value of a field: "Pass", "Failed".
fn came_of(result: &str) -> Option<VoteOutcome> {
    let known = ["pass", "passed", "adopted", "carried", "agreed", "approved", "fail", "failed", "lost", "rejected"];
    let word = result.trim().trim_end_matches('.').to_lowercase();
    known.contains(&word.as_str()).then(|| said_to_be(&word))
}

/// The fields that a page prints in rows above its table: "Mover: | Ann Elm | Seconder: | Bo Oak".
struct Fields(Vec<(String, String)>);

impl Fields {
    fn above(blocks: &[Block], table: usize) -> Self {
        let rows = blocks[..table].iter().filter(|b| b.form == Form::TableRow && !b.furniture);
        let pairs = rows.flat_map(|row| {
            let cells: Vec<&str> = row.text.split('\t').map(str::trim).collect();
            let label = |cell: &str| cell.strip_suffix(':').map(str::to_lowercase);
            let pair =
                |pair: &[&str]| Some((label(pair[0])?, pair[1].to_owned())).filter(|(_, value)| !value.is_empty());
            cells.windows(2).filter_map(pair).collect::<Vec<_>>()
        });
        Self(pairs.collect())
    }

    fn value(&self, labels: &[&str]) -> Option<String> {
        self.0.iter().find(|(label, _)| labels.contains(&label.as_str())).map(|(_, value)| value.clone())
    }
}

fn is_bare_title(text: &str) -> bool {
    RECORDS.is_match(text) || TITLE.find(text).is_some_and(|found| text[found.end()..].trim().is_empty())
}

fn without_lead(text: &str) -> String {
    let text = LEAD.replace(text, "");
    text.trim().trim_end_matches([':', '-', '–', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::{block, heading};

    fn row(text: &str) -> Block {
        Block { form: Form::TableRow, ..block(text) }
    }

    fn shown(blocks: &[Block]) -> Vec<String> {
        let side = |side: &Side| {
            let names: Vec<&str> = side.names.iter().map(|n| n.as_printed.as_str()).collect();
            format!("{} {}", side.count.map_or("-".to_owned(), |n| n.to_string()), names.join("/"))
        };
        let show = |vote: &Vote| {
            let outcome = vote.outcome.map(VoteOutcome::as_str).unwrap_or("-");
            format!(
                "{} [{outcome}] {}; {}; {}",
                vote.motion,
                side(&vote.r#for),
                side(&vote.against),
                side(&vote.abstain)
            )
        };
        find_ballots(blocks, |_| None).iter().map(|(_, vote)| show(vote)).collect()
    }

    #[test]
    fn a_row_for_each_side_or_for_each_voter() {
        let page = [
            heading("Voting record"),
            block("Full Council - Wednesday, 16 October 2019 7.00 pm"),
            heading("Ferry"),
            block("Recorded vote on the lease of the ferry: Resolution status:Rejected"),
            row("Vote\tCouncillors\tNumber"),
            row("For\tA. Elm and B. Oak\t2"),
            row("Against\tC. Ash, D. Fir and E. Yew\t3"),
            row("Conflict Of Interests\tNone\t0"),
            heading("Mill"),
            block("Motion that the mill be sold - Carried"),
            row("Councillor\tVote"),
            row("Councillor Ann Elm\tFor"),
            row("Councillor Ben Oak\tFor"),
            row("Councillor Cy Ash\tAgainst"),
            row("Councillor Di Fir\tAbstain"),
        ];
        assert!(is_page(&page));
        assert_eq!(items(&page).items.iter().map(|item| item.title.as_str()).collect::<Vec<_>>(), ["Ferry", "Mill"]);
        assert_eq!(
            shown(&page),
            [
                "the lease of the ferry [lost] 2 A. Elm/B. Oak; 3 C. Ash/D. Fir/E. Yew; - ",
                "Motion that the mill be sold [carried] 2 Councillor Ann Elm/Councillor Ben Oak; 1 Councillor Cy Ash; 1 Councillor Di Fir",
            ]
        );
    }

    #[test]
    fn fields_above_a_table_say_what_was_put_and_by_whom() {
        let page = [
            row("File #:\t19-0417\tVersion:\t1"),
            row("Title:\tA resolution to buy a plow"),
            row("Mover:\tAnn Elm\tSeconder:\tBo Oak"),
            row("Result:\tFail\tMeeting date:\t6/3/2019"),
            heading("Votes (1:2)"),
            block("3 records"),
            row("Person Name\tVote"),
            row("Ann Elm\tYes"),
            row("Cy Ash\tNo"),
            row("Di Fir\tNo"),
            row("Lee Yew\tAbsent"),
        ];
        assert!(is_page(&page));
        assert_eq!(shown(&page), ["A resolution to buy a plow [lost] 1 Ann Elm; 2 Cy Ash/Di Fir; - "]);
        let (_, vote) = find_ballots(&page, |_| None).remove(0);
        assert_eq!((vote.mover.as_deref(), vote.seconder.as_deref()), (Some("Ann Elm"), Some("Bo Oak")));
    }

    #[test]
    fn other_tables_are_no_votes() {
        let survey = [heading("Survey results"), row("Answer\tNumber"), row("For\t41"), row("Against\t12")];
        assert!(!is_page(&survey), "it does not call itself so");
        let names = [heading("Recorded votes"), row("Councillor\tWard"), row("Ann Elm\tNorth"), row("Ben Oak\tSouth")];
        assert!(!is_page(&names) && shown(&names).is_empty());
    }
}

//! Tables of motions: a row for each, with who moved and seconded it, its words, what came of it or who was on which
//! side; and tables of one motion, with a row for each of these.

use super::counts::{Counts, find_counts};
use super::movers::clean_name;
use super::outcomes::find_outcome;
use super::voters::{Voters, Which, read_voters, side_of};
use crate::content::Block;
use record::{Form, VoteOutcome};

/// What a cell holds, by the head of its column or the label before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    /// Who moved.
    Mover,
    /// Who seconded.
    Seconder,
    /// Both: "Moved / Seconded".
    Pair,
    /// What was moved.
    Words,
    /// What came of it.
    Outcome,
    /// Those on one side.
    Side(Which),
    /// A number, a remark.
    Other,
}

/// One motion of such a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its block, counted from that of the head.
    pub block: usize,
    /// Its words; empty where they stand elsewhere.
    pub words: String,
    /// Who moved it, as printed.
    pub mover: Option<String>,
    /// Who seconded it, as printed.
    pub seconder: Option<String>,
    /// What came of it.
    pub outcome: Option<VoteOutcome>,
    /// Those on each side.
    pub sides: Vec<(Which, Voters)>,
}

/// Least rows of a table that holds one motion.
const LEAST_LABELLED: usize = 3;

/// Words from which on a cell says what was moved.
const LEAST_WORDS: usize = 3;

/// The motions of the table that begins with the block at `at`, and how many blocks it takes; `None` where none does.
pub fn find_rows(blocks: &[Block], at: usize) -> Option<(usize, Vec<Row>)> {
    let row = |block: &&Block| block.form == Form::TableRow && !block.furniture;
    // Only the first row of a table is looked at from here: a long table is not gathered again at each of its rows.
    if blocks[..at].last().as_ref().is_some_and(row) {
        return None;
    }
    let rows: Vec<&Block> = blocks[at..].iter().take_while(row).collect();
    by_columns(&rows).or_else(|| labelled(&rows))
}

/// A row for each motion, under a row of heads.
fn by_columns(rows: &[&Block]) -> Option<(usize, Vec<Row>)> {
    let (first, rest) = rows.split_first()?;
    let heads: Vec<Head> = cells(first).into_iter().map(|cell| head(&cell)).collect();
    let has = |head: Head| heads.contains(&head);
    let told = has(Head::Outcome) || has(Head::Mover) || has(Head::Pair);
    let sides = has(Head::Side(Which::For)) && has(Head::Side(Which::Against));
    let once = |head: Head| heads.iter().filter(|h| **h == head).count() < 2;
    if heads.len() < 3 || !has(Head::Words) || !told && !sides || !once(Head::Words) || !once(Head::Outcome) {
        return None;
    }
    let mut found: Vec<Row> = Vec::new();
    for (k, block) in rest.iter().enumerate() {
        found.extend(aligned(&cells(block), &heads).and_then(|cells| row(k + 1, cells)));
    }
    (!found.is_empty()).then_some((rows.len(), found))
}

/// The cells of a row with what each holds. Empty cells are not printed, so that a row may have fewer than there are heads:
/// then those of least weight are the ones left empty, as long as what came of it stands in its place.
fn aligned<'c>(cells: &'c [String], heads: &[Head]) -> Option<Vec<(Head, &'c str)>> {
    let pair = |heads: &[Head]| -> Vec<(Head, &'c str)> {
        heads.iter().copied().zip(cells.iter().map(String::as_str)).collect()
    };
    if cells.len() == heads.len() {
        return Some(pair(heads));
    }
    let missing = heads.len().checked_sub(cells.len())?;
    let spare = [Head::Other, Head::Seconder, Head::Side(Which::Abstain), Head::Side(Which::Other)];
    let dropped = spare.iter().filter_map(|head| heads.iter().position(|h| h == head));
    let fits = |row: &Vec<(Head, &str)>| {
        row.iter().all(|(head, cell)| match head {
            Head::Outcome => outcome(cell).is_some(),
            Head::Words => cell.split_whitespace().count() >= LEAST_WORDS,
            Head::Mover | Head::Seconder => clean_name(cell).is_some() && cell.split_whitespace().count() < 6,
            _ => true,
        })
    };
    let rows = dropped.map(|at| pair(&[&heads[..at], &heads[at + 1..]].concat()));
    rows.take(usize::from(missing == 1) * spare.len()).find(fits)
}

/// The motion of a row.
fn row(block: usize, cells: Vec<(Head, &str)>) -> Option<Row> {
    let mut row = Row { block, ..Row::default() };
    let mut counts: Option<Counts> = None;
    for (head, cell) in cells {
        let name = |cell: &str| clean_name(cell.trim()).map(str::to_owned);
        match head {
            Head::Mover => row.mover = name(cell),
            Head::Seconder => row.seconder = name(cell),
            Head::Pair => {
                let (mover, seconder) = cell.split_once(['/', ',', ';']).or_else(|| cell.split_once(" and "))?;
                (row.mover, row.seconder) = (name(mover), name(seconder));
            }
            Head::Words => cell.trim().clone_into(&mut row.words),
            Head::Outcome => {
                row.outcome = outcome(cell);
                // "5-0" in a column headed "Vote".
                let found = find_counts(cell).or_else(|| find_counts(&format!("Vote: {cell}")));
                counts = found.map(|counts| counts.settled(row.outcome));
            }
            Head::Side(which) => row.sides.extend(read_voters(cell).map(|voters| (which, voters))),
            Head::Other => {}
        }
    }
    let told = |row: &Row, which: Which| row.sides.iter().any(|(side, _)| *side == which);
    if let Some(counts) = counts {
        for (which, count) in [(Which::For, counts.yes), (Which::Against, counts.no), (Which::Abstain, counts.abstain)]
        {
            if count.is_some() && !told(&row, which) {
                row.sides.push((which, Voters { count, names: Vec::new() }));
            }
        }
    }
    let stands = row.outcome.is_some() || row.mover.is_some() || told(&row, Which::For) || told(&row, Which::Against);
    (stands && (row.words.is_empty() || row.words.split_whitespace().count() > 1)).then_some(row)
}

/// A row for each thing that is told of one motion: "Proposed by | Cllr Elm", "For | 5", "Result | Carried".
fn labelled(rows: &[&Block]) -> Option<(usize, Vec<Row>)> {
    let mut taken: Vec<(Head, String)> = Vec::new();
    for block in rows {
        let cells = cells(block);
        let [label, value] = &cells[..] else { break };
        let head = head(label.trim_end_matches(':'));
        if head == Head::Other || taken.iter().any(|(h, _)| *h == head) {
            break;
        }
        taken.push((head, value.clone()));
    }
    let has = |head: Head| taken.iter().any(|(h, _)| *h == head);
    let voted = has(Head::Side(Which::For)) && has(Head::Side(Which::Against)) || has(Head::Outcome);
    let moved = has(Head::Mover) || has(Head::Pair) || has(Head::Words);
    if taken.len() < LEAST_LABELLED || !voted || !moved {
        return None;
    }
    let cells = taken.iter().map(|(head, value)| (*head, value.as_str())).collect();
    row(0, cells).map(|row| (taken.len(), vec![row]))
}

/// The cells of a row, with the number that layout took from its first.
fn cells(block: &Block) -> Vec<String> {
    let own = block.text.split('\t').map(|cell| cell.trim().to_owned());
    block.marker.iter().cloned().chain(own).collect()
}

/// What a column or row holds whose head or label this is.
fn head(cell: &str) -> Head {
    let lower = cell.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic() && c != '-').filter(|w| !w.is_empty()).collect();
    const MOVER: [&str; 9] =
        ["mover", "moved", "proposer", "proposed", "movers", "proposers", "cynigydd", "cynigiwyd", "moltóir"];
    const SECONDER: [&str; 7] = ["seconder", "seconded", "second", "seconders", "eilydd", "eiliwyd", "cuiditheoir"];
    const WORDS: [&str; 15] = [
        "motion",
        "motions",
        "subject",
        "resolution",
        "resolutions",
        "proposal",
        "proposals",
        "amendment",
        "amendments",
        "recommendation",
        "wording",
        "text",
        "cynnig",
        "gwelliant",
        "rún",
    ];
    const OUTCOME: [&str; 13] = [
        "disposition",
        "vote",
        "votes",
        "result",
        "results",
        "outcome",
        "decision",
        "status",
        "disposal",
        "canlyniad",
        "penderfyniad",
        "toradh",
        "cinneadh",
    ];
    let any = |of: &[&str]| words.iter().any(|word| of.contains(word));
    match () {
        () if words.len() > 4 => Head::Other,
        () if any(&MOVER) && any(&SECONDER) => Head::Pair,
        () if any(&MOVER) => Head::Mover,
        () if any(&SECONDER) => Head::Seconder,
        () if let Some(side) = side_of(cell) => Head::Side(side),
        () if any(&OUTCOME) => Head::Outcome,
        () if any(&WORDS) => Head::Words,
        () => Head::Other,
    }
}

/// What a cell says came of a motion.
fn outcome(cell: &str) -> Option<VoteOutcome> {
    let lower = cell.to_lowercase();
    let first = lower.split(|c: char| !c.is_alphabetic()).find(|w| !w.is_empty()).unwrap_or_default();
    let word = match first {
        "carried" | "agreed" | "approved" | "passed" | "adopted" | "accepted" | "derbyniwyd" | "cytunwyd"
        | "pasiwyd" | "glacadh" | "aontaíodh" => VoteOutcome::Carried,
        "lost" | "defeated" | "rejected" | "refused" | "failed" | "gwrthodwyd" | "collwyd" | "diúltaíodh" => {
            VoteOutcome::Lost
        }
        "withdrawn" => VoteOutcome::Withdrawn,
        "deferred" | "postponed" | "adjourned" | "referred" | "gohiriwyd" => VoteOutcome::Deferred,
        "tabled" => VoteOutcome::Tabled,
        "fell" | "lapsed" => VoteOutcome::Fell,
        _ => return find_outcome(cell).filter(|o| o.of_motion).map(|o| o.word),
    };
    Some(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    fn shown(rows: &[&str]) -> Vec<String> {
        let blocks: Vec<Block> = rows.iter().map(|text| Block { form: Form::TableRow, ..block(text) }).collect();
        let found = find_rows(&blocks, 0).map_or(Vec::new(), |(_, rows)| rows);
        let side = |(which, voters): &(Which, Voters)| {
            let names: Vec<&str> = voters.names.iter().map(|v| v.as_printed.as_str()).collect();
            format!(" {which:?} {:?} {}", voters.count, names.join("/"))
        };
        let show = |row: &Row| {
            let sides: String = row.sides.iter().map(side).collect();
            let name = |name: &Option<String>| name.clone().unwrap_or_default();
            let outcome = row.outcome.map_or("-", VoteOutcome::as_str);
            format!("{}: {} + {} [{outcome}]{sides}", row.words, name(&row.mover), name(&row.seconder))
        };
        found.iter().map(show).collect()
    }

    #[test]
    fn a_row_for_each_motion() {
        assert_eq!(
            shown(&[
                "No.\tProposer\tSeconder\tMotion\tOutcome",
                "1\tElm\tOak\tThat the pump be painted\tCARRIED",
                "2\tAsh\tThat the pond be drained\tWithdrawn by the mover",
                "3\tFir\tYew\tThat the hall be let\tLost 2-5",
            ]),
            [
                "That the pump be painted: Elm + Oak [carried]",
                "That the pond be drained: Ash +  [withdrawn]",
                "That the hall be let: Fir + Yew [lost] For Some(2)  Against Some(5) ",
            ]
        );
        assert_eq!(
            shown(&["Motion 7\tYEAS\tNAYS", "That the hall be let\tCllr Elm Cllr Oak\tCllr Ash"]),
            ["That the hall be let:  +  [-] For None Cllr Elm/Cllr Oak Against None Cllr Ash"]
        );
        assert_eq!(
            shown(&["Cynnig\tO blaid\tYn erbyn\tYmatal", "Bod y neuadd yn cael ei phaentio\t5\t2\t1"]),
            ["Bod y neuadd yn cael ei phaentio:  +  [-] For Some(5)  Against Some(2)  Abstain Some(1) "]
        );
    }

    #[test]
    fn a_row_for_each_thing_that_is_told_of_one() {
        assert_eq!(
            shown(&["Motion\tThat the hall be let", "Moved by\tCllr Elm", "Seconded by\tCllr Oak", "Result\tCarried"]),
            ["That the hall be let: Cllr Elm + Cllr Oak [carried]"]
        );
    }

    #[test]
    fn other_tables_hold_no_motions() {
        for rows in [
            &["Item\tAmount\tPaid to", "Paint\t30\tElm Ltd"][..],
            &["Councillor\tFor\tAgainst", "Elm\tX\t"],
            &["Action\tOwner\tStatus", "Paint the hall\tElm\tDone"],
            &["Name\tSubject\tMark", "Elm\tMusic\t7"],
        ] {
            assert_eq!(shown(rows), Vec::<String>::new(), "{rows:?}");
        }
    }
}

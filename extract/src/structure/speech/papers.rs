//! Papers that nobody speaks in: every block is one passage.

use super::asked::Asked;
use super::ballots;
use super::forward::{Forward, undertakes};
use super::marks::Mark;
use super::spoken::Spoken;
use super::tracker::{Columns, Row};
use crate::content::Block;
use crate::structure::head::{Head, act_by_role};
use record::{Act, Attribution, Form, Passage, Vote};

/// Reads a component that is not minutes.
pub fn read(blocks: &[Block], head: &Head) -> Spoken {
    let mut spoken = Spoken::default();
    let mut forward = Forward::default();
    let mut columns: Option<Columns> = None;
    let mut asked = Asked::default();
    for (i, block) in blocks.iter().enumerate() {
        let has_words = !block.furniture && !block.text.trim().is_empty();
        spoken.passage_of.push(has_words.then_some(spoken.passages.len()));
        if !has_words {
            continue;
        }
        let item = head.item_of.get(i).copied().flatten();
        let at = (item, spoken.passages.len());
        let mut act = act_by_role(head.roles.get(i).copied(), block.form);
        if act == Act::Heading {
            forward.heading(&block.text);
            columns = None;
        } else if undertakes(head.kind) && act == Act::Narration {
            columns = columns.filter(|_| block.form == Form::TableRow);
            let rows = match (block.form, columns) {
                (Form::TableRow, None) if Columns::in_head(&block.text).is_some() => {
                    columns = Columns::in_head(&block.text);
                    Vec::new()
                }
                (Form::TableRow, Some(columns)) => {
                    match columns.row(block.marker.as_deref(), &block.text, at, head.meeting_on) {
                        Row::Undertakes(row) => vec![*row],
                        Row::Done | Row::Other => Vec::new(),
                    }
                }
                _ => forward.read(&block.text, block.form, at, head.meeting_on),
            };
            if !rows.is_empty() {
                act = Act::Commitment;
            }
            spoken.commitments.extend(rows);
        }
        let asker = asked.read(block);
        if asker.is_some() && act == Act::Narration {
            act = Act::Question;
        }
        spoken.passages.push(Passage {
            text: block.text.clone(),
            page: block.page,
            last_page: block.last_page,
            form: block.form,
            act,
            attribution: asker.unwrap_or_else(Attribution::none),
            item,
        });
    }
    if ballots::is_page(blocks) {
        let item = |block: usize| head.item_of.get(block).copied().flatten();
        for (block, vote) in ballots::find_ballots(blocks, item) {
            let passage = spoken.passage_of.get(block).copied().flatten().unwrap_or(0);
            spoken.votes.push(Vote { passage, ..vote });
        }
    }
    spoken
}

/// Whether a short numbered line stands alone over paragraphs ("b) Wood Advisory Group"), not in a list of such lines.
pub fn heads_section(blocks: &[Block], i: usize) -> bool {
    let (before, after) = (blocks[..i].iter().rev(), blocks[i + 1..].iter());
    let text = blocks[i].text.trim();
    let short = text.split_whitespace().count() <= 8 && !text.ends_with(['.', ';', ':', ',', '?', '!', ')']);
    let over = after.clone().find(|b| !b.furniture).is_some_and(|b| b.marker.is_none() && b.form == Form::Paragraph);
    let listed = before.clone().find(|b| !b.furniture).is_none_or(|b| b.marker.is_some() || b.text.ends_with(':'));
    let bullet = blocks[i].marker.as_deref().is_some_and(|m| Mark::readings(m).contains(&Mark::Bullet));
    blocks[i].marker.is_some() && !bullet && short && over && !listed && text.starts_with(char::is_uppercase)
}

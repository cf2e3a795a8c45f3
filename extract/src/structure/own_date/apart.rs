//! A day that stands apart from the head: where the columns of a head were read one after the other, the labels come first
//! ("Meeting:", "Time:", "Present:") and their values, the day among them, far below.

use super::line;
use crate::content::Block;
use crate::structure::dates::{self, PrintedDate};
use crate::structure::items;

/// Lines among which such a day is looked for.
const LINES: usize = 80;

/// The only line above the first number that is a day with its own weekday and nothing else.
pub fn find(blocks: &[Block]) -> Option<PrintedDate> {
    let printed: Vec<&Block> = blocks.iter().filter(|b| !b.furniture).take(LINES).collect();
    let above = printed.iter().take_while(|b| !items::is_numbered(b) || dates::is_only_date(&b.text));
    let lines: Vec<&str> = above.map(|b| b.text.trim()).collect();
    let days = lines.iter().enumerate().filter(|(_, line)| dates::is_only_date(line)).flat_map(|(at, line)| {
        let above = at.checked_sub(1).and_then(|above| lines.get(above)).copied();
        line::candidates(line, above).into_iter().map(|(_, date)| date)
    });
    let mut days = days.filter(|date| date.weekday && date.oddity.is_none() && date.from.is_some());
    let first = days.next()?;
    days.all(|other| other.from == first.from).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::content::Block;
    use crate::structure::samples::block;

    #[test]
    fn a_day_below_the_labels_of_a_dumped_head_is_the_meetings() {
        let paper = |values: &[&str]| {
            let labels = ["MINUTES", "Meeting:", "Place:", "Time:", "Present:", "Apologies:", "2.30pm"];
            let people = ["Ann Elm"; 14];
            let lines = labels.iter().chain(&people).chain(values);
            let mut blocks: Vec<Block> = lines.map(|line| block(line)).collect();
            blocks.push(Block { marker: Some("1.".into()), ..block("Mill roof") });
            blocks.push(block("Friday 1 April 2022"));
            find(&blocks).and_then(|d| d.from).map(|d| d.to_string())
        };
        for (values, expect) in [
            (&["Tuesday, 1st March 2022", "Engineer"][..], Some("2022-03-01")),
            (&["Engineer", "Tuesday 1 March 2022 at 2.30pm"], Some("2022-03-01")),
            (&["Tuesday, lst March 2022"], Some("2022-03-01")),
            (&["Monday, 1st March 2022"], None),
            (&["1st March 2022"], None),
            (&["Next meeting:", "Tuesday, 1st March 2022"], None),
            (&["Tuesday, 1st March 2022", "Friday 1 April 2022"], None),
        ] {
            assert_eq!(paper(values).as_deref(), expect, "{values:?}");
        }
    }
}

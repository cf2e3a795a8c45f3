//! A column of labels that a text layer gives before the column of their lists: "Presiding / Members / Officers Present /
//! Apologies" and then as many lists, one below the other.

use super::entry::is_list_like;
use super::label::{self, List};
use crate::content::Block;
use crate::lexicon;
use crate::structure::people;

/// Fewer labels below each other are a label and the next one.
const FEWEST: usize = 3;

/// Most lines of such a table.
const MOST: usize = 80;

/// The lists of such a table among the first blocks of a paper, each with its lines, and the blocks that it stands in.
/// Nothing where there are not as many lists as labels: whose list is whose cannot be told then.
pub fn read<'b>(
    blocks: &'b [Block],
    lines: &impl Fn(&'b Block) -> Vec<String>,
) -> Option<(Vec<(List, Vec<String>)>, Vec<usize>)> {
    let printed = blocks.iter().enumerate().filter(|(_, b)| !b.furniture);
    let printed: Vec<(usize, String)> = printed.flat_map(|(i, b)| lines(b).into_iter().map(move |l| (i, l))).collect();
    let printed: Vec<(usize, &str)> =
        printed.iter().map(|(i, l)| (*i, l.trim())).filter(|(_, l)| !l.is_empty()).collect();
    let (from, labels, behind) = (0..printed.len()).find_map(|from| {
        let (labels, behind) = labels(&printed[from..]);
        (labels.len() >= FEWEST).then_some((from, labels, from + behind))
    })?;
    let listed = printed[behind..].iter().take(MOST).take_while(|(_, line)| is_list_like(line)).count();
    let groups = groups(printed[behind..behind + listed].iter().map(|(_, line)| *line));
    (groups.len() == labels.len()).then(|| {
        let used = printed[from..behind + listed].iter().map(|(block, _)| *block).collect();
        (labels.into_iter().zip(groups).collect(), used)
    })
}

/// The labels that stand below each other at the head of these lines, and how many lines they take.
fn labels(lines: &[(usize, &str)]) -> (Vec<List>, usize) {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some((_, line)) = lines.get(at) {
        // "Local Authority / Members": a label on two lines.
        let wrapped = || lines.get(at + 1).filter(|_| at > 0 && is_part_of_label(line)).and_then(|(_, l)| alone(l));
        if let Some(list) = alone(line) {
            found.push(list);
            at += 1;
        } else if let Some(list) = wrapped() {
            found.push(list);
            at += 2;
        } else {
            break;
        }
    }
    (found, at)
}

/// The label that is all of a line; of "Garda Officers" its last word.
fn alone(line: &str) -> Option<List> {
    let closed = format!("{}:", line.trim_end_matches([':', ' ']));
    let whole = |text: &str| label::parse(text).filter(|l| l.end == text.len()).map(|l| l.list);
    let last = || closed.rsplit(' ').next().filter(|_| is_part_of_label(line)).and_then(whole);
    whole(&closed).or_else(last).filter(|list| *list != List::Same)
}

/// Whether a line is a few words with capitals and no name.
fn is_part_of_label(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let capital = words.iter().all(|w| w.starts_with(char::is_uppercase) && w.chars().any(char::is_lowercase));
    (1..=3).contains(&words.len()) && capital && !line.contains([',', '.']) && !people::is_titled(line)
}

/// The lines in groups: one ends where neither a comma nor a cut name leads on.
fn groups<'l>(lines: impl Iterator<Item = &'l str>) -> Vec<Vec<String>> {
    let mut groups: Vec<Vec<String>> = Vec::new();
    let mut goes_on = false;
    for line in lines {
        match groups.last_mut().filter(|_| goes_on) {
            Some(group) => group.push(line.to_owned()),
            None => groups.push(vec![line.to_owned()]),
        }
        goes_on = line.ends_with([',', '&']) || line.ends_with(" and") || ends_in_cut_name(line);
    }
    groups
}

/// "Superintendent Jo": a title and a first name, whose surname stands on the next line.
fn ends_in_cut_name(line: &str) -> bool {
    let last = line.rsplit([',', ';']).next().unwrap_or_default().trim();
    let mut words = last.rsplit(' ');
    let (name, title) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let alone = words.next().is_none();
    alone
        && !line.ends_with('.')
        && name.starts_with(char::is_uppercase)
        && (lexicon::is_title(title) || people::is_post_word(title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    fn shown(lines: &[&str]) -> String {
        let blocks: Vec<Block> = lines.iter().map(|line| block(line)).collect();
        let found = read(&blocks, &|b: &Block| vec![b.text.clone()]);
        let one = |(list, lines): &(List, Vec<String>)| format!("{list:?} {}", lines.join(" "));
        found.map_or(String::new(), |(lists, _)| lists.iter().map(one).collect::<Vec<_>>().join(" | "))
    }

    #[test]
    fn as_many_lists_as_labels_belong_to_each_other() {
        let labels = ["Presiding", "Local Authority", "Members", "Town Officers:", "Officers Present:", "Apologies:"];
        let lists = [
            "Cllr Jo Elm (Chairman)",
            "Cllrs Kim Oak, Ann Ash,",
            "Lou Fir and Sam Yew.",
            "Chief Superintendent Nick Bay, Superintendent Pat",
            "Hay.",
            "Max Alder, Deputy Chief Executive",
            "Mr Ben Rowan, Cllr Sid Acer.",
            "The Chairman opened the meeting and welcomed all.",
        ];
        assert_eq!(
            shown(&[&labels[..], &lists[..]].concat()),
            "Chair Cllr Jo Elm (Chairman) | Present Cllrs Kim Oak, Ann Ash, Lou Fir and Sam Yew. | InAttendance Chief \
             Superintendent Nick Bay, Superintendent Pat Hay. | InAttendance Max Alder, Deputy Chief Executive | \
             Apologies Mr Ben Rowan, Cllr Sid Acer."
        );
        assert_eq!(shown(&[&labels[..], &lists[1..]].concat()), "");
        assert_eq!(shown(&["Present:", "Cllr Jo Elm", "Apologies:", "Cllr Kim Oak"]), "");
    }
}

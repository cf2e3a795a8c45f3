//! Where a line of a list is put: into the list that is open, or a cell into each of several.

use super::columns;
use super::label::List;
use super::lists::continues;
use super::parts::{is_one, is_unfinished};
use super::reader::Reader;
use crate::structure::people;

impl Reader {
    /// Puts a line into the lists that are open, a cell to a column.
    pub(super) fn put(&mut self, line: &str, group_open: bool) {
        let cells: Vec<&str> = line.split('\t').map(str::trim).filter(|c| !c.is_empty()).collect();
        let surnames = if self.by_surname { columns::surnames(line) } else { None };
        match *self.open.as_slice() {
            [] => {}
            // One person presides, one writes; those below are members again.
            [only @ (List::Chair | List::Scribe)] => {
                self.put_in(only, line, group_open);
                self.gathered.lists.push((List::Present, Vec::new()));
                self.open = if only == List::Chair { vec![List::Present] } else { Vec::new() };
            }
            [only] if surnames.is_some() => {
                let there = if only == List::Attended { List::Present } else { only };
                self.gathered.told.extend(surnames.into_iter().flatten().map(|p| (there, p)));
            }
            // Two people side by side, not a name and its post.
            [only] if cells.len() > 1 && cells.iter().all(|c| is_one(c)) => {
                cells.iter().for_each(|c| self.put_in(only, c, group_open));
            }
            [only] => {
                let own = cells.first().is_some_and(|c| people::looks_like_one(c));
                self.put_in(only, if own { line.trim_start() } else { line }, group_open);
            }
            _ => {
                let open = self.open.clone();
                for (column, list) in columns::cells(line).iter().zip(open) {
                    if !column.is_empty() {
                        self.put_in(list, column, group_open);
                    }
                }
            }
        }
    }

    pub(super) fn put_in(&mut self, list: List, line: &str, group_open: bool) {
        let Some((_, groups)) = self.gathered.lists.iter_mut().rev().find(|(l, _)| *l == list) else { return };
        let unfinished = groups.last().and_then(|g| g.last()).is_some_and(|l| is_unfinished(l));
        match groups.last_mut().filter(|_| group_open || unfinished || continues(line)) {
            Some(group) => group.push(line.to_owned()),
            None => groups.push(vec![line.to_owned()]),
        }
    }

    /// Puts a line that begins inside a bracket behind the line before it.
    pub(super) fn put_last(&mut self, line: &str) {
        let Some(list) = self.open.first() else { return };
        if let Some((_, groups)) = self.gathered.lists.iter_mut().rev().find(|(l, _)| l == list)
            && let Some(group) = groups.last_mut()
        {
            group.push(line.to_owned());
        }
    }
}

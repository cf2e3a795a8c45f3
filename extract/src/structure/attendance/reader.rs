//! The lists of a paper as they are gathered, line by line: which are open, and what each line adds to them.

use super::entry::{self, is_list_like, is_nobody};
use super::gathered::Gathered;
use super::label::{self, Label, List};
use super::parts::{self, is_asked, is_open_number, is_unfinished, parts, without_number};
use super::{columns, grid, roll, told, unlabelled};
use crate::content::Block;
use crate::layout::number::{self, Scheme};
use crate::lexicon;
use crate::structure::call_signs;
use crate::structure::people::{self, Person};
use record::Form;

/// Characters of a printed line that a paragraph was broken at; entries of lists are shorter.
const WRAPPED: usize = 55;

/// What is read of the lists so far.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) gathered: Gathered,
    /// The lists that are open: one, or as many as a line of labels heads columns.
    pub(super) open: Vec<List>,
    /// Lists that something else broke, and in how many lines they may go on.
    suspended: (Vec<List>, u8),
    /// Whether names stand below the block that is being read.
    pub(super) people_follow: bool,
    /// Whether names stand below the line that is being read.
    people_below: bool,
    /// Whether the lines that come have a name and a seat each: "Jo Elm Northgate" below "Name Ward".
    seated: bool,
    /// Whether those who are listed are called by their surnames alone, several on a line.
    pub(super) by_surname: bool,
    /// The columns of a table of names and ticks, and its row of heads.
    grid: Option<(grid::Columns, String)>,
}

impl Reader {
    pub(super) fn close(&mut self) {
        self.open.clear();
        (self.grid, self.seated) = (None, false);
    }

    /// Opens the list of those present where members stand one below the other and no label came yet.
    pub(super) fn open_unlabelled(&mut self, printed: &[String], behind: &[Block]) {
        let printed: Vec<String> = printed
            .iter()
            .map(|line| parts::tidy(line).trim_start_matches(['-', '–', '•', '*', ' ']).to_owned())
            .collect();
        if unlabelled::begins(&printed, behind) {
            self.gathered.lists.push((List::Present, Vec::new()));
            self.open = vec![List::Present];
            self.gathered.unlabelled = true;
        }
    }

    /// Reads a block; whether something of a list stood in it.
    pub(super) fn block(&mut self, block: &Block, lines: impl FnOnce() -> Vec<String>) -> bool {
        let text = block.text.trim();
        if !self.open.is_empty() && text.starts_with("Note: ") {
            return false;
        }
        // "2 To receive apologies" is numbered though no stop is behind its number.
        let bare = without_number(text);
        let number = number::leading(text).map(|(number, _)| number);
        let marked = block.marker.as_deref().is_some_and(|m| m.contains(char::is_alphanumeric))
            || is_open_number(block, number.as_ref(), bare);
        // "II. A. Roads": nobody's initials begin so.
        let roman = number.as_ref().is_some_and(|n| n.scheme == Scheme::Roman && n.closed && n.printed.len() > 1);
        let asked = is_asked(text);
        if (roman || marked && !people::looks_like_one(text) || self.ends_at_heading(block))
            && label::parse(bare).is_none()
            || asked
        {
            self.close();
            self.suspended = (Vec::new(), 0);
            if marked || roman || asked || block.form == Form::Heading {
                return false;
            }
        }
        if self.read_grid(text) {
            return true;
        }
        if let Some(called) = roll::boxes(text) {
            self.gathered.told.extend(called);
            return true;
        }
        let before = self.gathered.size();
        let printed = lines();
        // Where names wrap, the signs before them would stand on the lines above.
        let signed = call_signs::names_first(text).map(|list| list.replace('\n', " "));
        let printed = signed.map_or(printed, |list| vec![list]);
        let wrapped = printed.len() > 1 && printed.iter().rev().skip(1).all(|l| l.chars().count() >= WRAPPED);
        let tells = wrapped && block.form == Form::Paragraph && told::tells(text);
        let printed = if tells || parts::is_run_on(&printed) { vec![text.replace('\n', " ")] } else { printed };
        let printed = parts::with_brackets_below(printed.iter().map(|line| parts::tidy(line)));
        if let Some(cells) = columns::entries(&printed, self.open.len()) {
            for (entries, list) in cells.iter().zip(self.open.clone()) {
                entries.iter().for_each(|entry| self.put_in(list, entry, false));
            }
            return true;
        }
        if let Some(lines) = columns::labelled(&printed) {
            for part in lines.iter().flat_map(|line| parts(line)) {
                self.part(part, false);
            }
            return self.gathered.size() > before;
        }
        if before == 0 && roll::is_keyed(text) {
            self.gathered.lists.push((List::Attended, vec![printed]));
            return true;
        }
        let mut group_open = false;
        let mut depth = 0i32;
        for (at, line) in printed.iter().enumerate() {
            let below = printed.iter().skip(at + 1).filter(|l| people::looks_like_one(l)).count();
            self.people_below = self.people_follow || below >= parts::FOLLOWING;
            let inside = depth > 0;
            depth = (depth + line.chars().map(|c| i32::from(c == '(') - i32::from(c == ')')).sum::<i32>()).max(0);
            if inside && group_open {
                self.put_last(line);
                continue;
            }
            if let Some(found) = roll::answer(without_number(line)).filter(|_| !self.open.is_empty()) {
                self.gathered.told.push(found);
                group_open = false;
                continue;
            }
            group_open &= !line.trim_start().starts_with(['•', '●', '▪']);
            for part in parts(line) {
                group_open = self.part(part, group_open);
            }
        }
        self.gathered.size() > before
    }

    /// Reads a line, or a sentence of a running paragraph, outside brackets; whether a group is open behind it.
    fn part(&mut self, part: &str, group_open: bool) -> bool {
        let part = part.trim_start_matches(['*', '•', '·', '●', '▪', '-', '–', ' ']);
        let part = columns::without_seats(part);
        let part = part.as_ref();
        if let Some(named) = told::opens_members(part) {
            self.gathered.told.extend(named.into_iter().map(|p| (List::Present, p)));
            self.open_columns(vec![List::Present]);
            return false;
        }
        let bare = without_number(part);
        let bare = if self.open == [List::Apologies] { told::behind_received(bare) } else { bare };
        let with = told::with_present(bare).unwrap_or_default();
        self.gathered.told.extend(with.into_iter().map(|p| (List::Present, p)));
        if !self.open.is_empty() && columns::heads_seats(bare) {
            self.seated = true;
            return false;
        }
        let label = label::parse(bare);
        if (told::is_of_apologies(bare) || label.is_none())
            && let Some((list, people)) = told::find_lists(bare)
        {
            // "... were received from Cllr Elm," goes on below.
            if is_unfinished(bare) && list == List::Apologies {
                self.gathered.lists.push((list, Vec::new()));
                self.open = vec![list];
                self.put(told::who(bare), false);
                return true;
            }
            self.gathered.told.extend(people.into_iter().map(|p| (list, p)));
            return false;
        }
        if told::announces_apologies(bare) {
            self.gathered.lists.push((List::Apologies, Vec::new()));
            self.open = vec![List::Apologies];
            return false;
        }
        if let Some(lists) = columns::headed(part) {
            self.open_columns(lists);
            return false;
        }
        if let (&[only], Some((person, list))) = (self.open.as_slice(), columns::beside(part)) {
            self.put_in(only, person, group_open);
            self.gathered.lists.push((list, Vec::new()));
            self.open = vec![only, list];
            return false;
        }
        // "quorum: satisfied", "School members": a key of a page's data ends a list, a part of it does not.
        if entry::is_key(bare) && label.is_none_or(|l| l.weak) {
            self.close();
            return false;
        }
        if self.open == [List::Apologies]
            && label.is_some_and(|l| l.weak && l.list == List::Present && l.end == bare.len())
        {
            return false;
        }
        if let Some(label) = label.filter(|l| self.accepts(l, bare)) {
            return self.open_list(label, bare);
        }
        // "Scribe: Jo": somebody without a surname, and not the next of those listed.
        let held = |l: &Label| l.weak && l.closed && matches!(l.list, List::Scribe | List::Chair);
        let first_name = |l: Label| bare[l.end..].split_whitespace().count() == 1 && !self.gathered.lists_surnames();
        if label.filter(held).is_some_and(first_name) {
            return group_open;
        }
        if let Some((rest, label)) = parts::led_in(bare).filter(|_| label.is_none_or(|l| l.list == List::Scribe)) {
            return self.open_list(label, rest);
        }
        if self.open.is_empty() {
            self.resume(bare);
        }
        if self.open.is_empty() {
            return false;
        }
        if entry::is_movers(part) || entry::is_of_something_else(bare) {
            self.close();
            self.suspended = (Vec::new(), 0);
            return false;
        }
        // "1. Jo Elm" of a numbered list.
        let part = if bare.len() < part.len() && people::looks_like_one(bare) { bare } else { part };
        if is_nobody(part) || entry::is_note(part) {
            return group_open;
        }
        if parts::begins_item(part) {
            self.close();
            self.suspended = (Vec::new(), 0);
            return false;
        }
        // "Jo Elm (joined the meeting at 9.23)" of those who were away at first.
        let excused = self.open == [List::Apologies];
        if excused && entry::came_late(part) {
            // "Zorn arrived at 7:09" where all are called by their surnames.
            let surnames = self.gathered.lists_surnames();
            let mut fitting = people::list(part).into_iter().filter(|p| p.is_sure() || surnames);
            if let (Some(one), None) = (fitting.next(), fitting.next()) {
                self.gathered.came.push((List::Present, one));
                return false;
            }
        }
        let part = if excused { entry::without_reason(part) } else { part };
        let part = entry::behind_body(part);
        // "Cllr Jo Elm left at minute 221"
        let noted = !excused && part.split_whitespace().count() <= 9 && is_list_like(people::without_notes(part));
        if (is_list_like(part) || noted || part.starts_with('\t')) && !entry::is_vote(part) {
            let seated = self.seated.then(|| columns::with_seat(part));
            self.put(seated.as_deref().unwrap_or(part), group_open);
            return true;
        }
        if self.is_about_the_last(part) {
            return false;
        }
        // "L. Elm, M. Oak. Resolved that ...": the sentence behind a list ends it.
        let listed = entry::listed_prefix(part);
        if people::list(listed).iter().any(Person::is_sure) {
            self.put(listed, group_open);
        }
        let short = part.split_whitespace().count() <= 12;
        self.suspended = if short { (std::mem::take(&mut self.open), 3) } else { (Vec::new(), 0) };
        self.close();
        false
    }

    /// Goes on with a list that a line or two of something else (a running head) broke, at a titled person.
    fn resume(&mut self, line: &str) {
        let (lists, left) = &mut self.suspended;
        *left = left.saturating_sub(1);
        if *left > 0 && people::is_titled(line) && is_list_like(line) {
            self.open = std::mem::take(lists);
        } else if *left == 0 {
            lists.clear();
        }
    }

    /// The line listed last in the list that is open.
    fn last(&self) -> Option<&str> {
        let last = self.open.first().and_then(|list| self.gathered.lists.iter().rev().find(|(l, _)| l == list));
        last.and_then(|(_, groups)| groups.last()).and_then(|group| group.last()).map(String::as_str)
    }

    /// Whether a line tells of the person listed last: "Jo is the owner of the proposal" below "Jo Elm, Eden Trust".
    fn is_about_the_last(&self, line: &str) -> bool {
        let first = |text: &str| text.split_whitespace().next().map(str::to_owned);
        self.last().is_some_and(|entry| first(entry).filter(|w| !lexicon::is_title(w)) == first(line))
    }

    /// Whether a label opens a list here: a weak one only among lists, any only before people or nothing.
    fn accepts(&self, label: &Label, text: &str) -> bool {
        let rest = text[label.end..].trim();
        if label.weak && matches!(label.list, List::Chair | List::Scribe) && self.is_styled() {
            return false;
        }
        let among_lists = !self.open.is_empty() || !self.gathered.lists.is_empty();
        // A roll that is called behind the list of those present is a vote.
        let named = text[..label.end].to_lowercase();
        if named.contains("roll") && !named.contains("present") && self.gathered.has(List::Present) {
            return false;
        }
        let people = is_list_like(rest) && (!label.weak || people::list(rest).iter().any(Person::is_sure));
        let people = people || among_lists && label.closed && columns::surnames(rest).is_some_and(|all| all.len() > 1);
        let alone = rest.is_empty() && self.people_follow && !matches!(label.list, List::Chair | List::Scribe);
        if label.is_roster(text) && alone {
            return true;
        }
        if label.weak
            && (!among_lists || self.open.is_empty() && rest.is_empty())
            && !(label.closed && (people || alone))
        {
            return false;
        }
        if label.list == List::Scribe {
            return label.closed && people;
        }
        let begins = || label.closed && !label.weak && people::list(told::list_part(rest)).iter().any(Person::is_sure);
        rest.is_empty() || people || is_nobody(rest) || label.closed && label.list == List::Apologies || begins()
    }

    /// Whether the entry listed last has its office in front, as every entry of such lists has: "Treasurer: Jo Elm".
    fn is_styled(&self) -> bool {
        let members = matches!(self.open.as_slice(), [List::Present | List::Attended]);
        self.last().filter(|_| members).is_some_and(|line| line.contains(':') && people::opens_with_office(line))
    }

    /// Opens the list that a label names, with what stands behind it on its line.
    fn open_list(&mut self, label: Label, text: &str) -> bool {
        let mut rest = text[label.end..].trim();
        let list = match label.list {
            // Councillors of another council than that whose members are listed.
            List::Present
                if label.is_of_visitors(text)
                    && (self.gathered.has(List::Present) || self.gathered.has(List::Attended)) =>
            {
                List::InAttendance
            }
            // "Councillors: Elm, Oak" under "Apologies".
            List::Present if label.weak && self.gathered.has(List::Present) && self.open == [List::Apologies] => {
                List::Apologies
            }
            List::Present if label.is_roster(text) && self.gathered.lists.is_empty() => List::Roster,
            List::Same => self.open.first().copied().unwrap_or(List::Attended),
            list => list,
        };
        // "Attendees:" over "Apologies:" over everybody who came.
        if list == List::Apologies && rest.is_empty() && self.people_below && self.waits_for_people() {
            return false;
        }
        if label.list != List::Same || self.open.is_empty() {
            self.gathered.lists.push((list, Vec::new()));
        }
        (self.open, self.seated) = (vec![list], false);
        self.by_surname = columns::surnames(rest).is_some_and(|all| all.len() > 1);
        if !is_list_like(rest) {
            let listed = entry::listed_prefix(rest);
            rest = if listed.is_empty() { told::list_part(rest) } else { listed };
        }
        // "Town Clerk: Jane Elm": the label is her office.
        if label.list == List::Scribe && people::opens_with_office(text) {
            rest = text;
        }
        let sure = people::list(rest).iter().any(Person::is_sure);
        if rest.is_empty() || is_nobody(rest) || !sure && !is_list_like(rest) {
            return false;
        }
        self.put(rest, false);
        true
    }

    /// Whether the only list so far is that of the attendees, and nobody stands in it yet.
    fn waits_for_people(&self) -> bool {
        let empty = matches!(self.gathered.lists.as_slice(), [(List::Attended, groups)] if groups.is_empty());
        empty && self.open == [List::Attended]
    }

    /// Opens lists side by side.
    fn open_columns(&mut self, lists: Vec<List>) {
        self.gathered.lists.extend(lists.iter().map(|list| (*list, Vec::new())));
        self.open = lists;
    }

    /// Whether a heading ends the lists: one that is neither a label nor, as some papers stress them, a person.
    fn ends_at_heading(&self, block: &Block) -> bool {
        let text = block.text.trim();
        let shouted = crate::structure::names::is_all_caps(text) && text.split_whitespace().count() > 1;
        let heading = block.form == Form::Heading || block.bold || shouted;
        let person =
            people::list(text).iter().any(entry::is_titled_or_posted) || text.contains(',') && is_list_like(text);
        // Capitals are a person's where those listed before are in capitals too.
        let cells = || text.split('\t').map(str::trim).filter(|cell| !cell.is_empty());
        let named = people::whole_name(text) || cells().count() > 1 && cells().all(people::looks_like_one);
        let named = named && (!shouted || self.last().is_none_or(crate::structure::names::is_all_caps));
        let named = named && (block.form != Form::Heading || block.only_looks_like_heading() && !shouted);
        crate::structure::items::heads_a_part(text) || heading && !person && !named
    }

    /// A row of a table whose columns say who was there.
    fn read_grid(&mut self, text: &str) -> bool {
        if let Some(columns) = grid::Columns::parse(text) {
            self.grid = Some((columns, text.to_owned()));
            return true;
        }
        // "Councillors | Officers | Apologies" with a name in each cell.
        if let Some((_, heads)) = self.grid.take_if(|(columns, _)| columns.holds_people(text)) {
            self.open_columns(columns::headed(&heads).unwrap_or_default());
            return false;
        }
        let Some(row) = self.grid.as_ref().and_then(|(columns, _)| columns.row(text)) else {
            self.grid = None;
            return false;
        };
        if let Some((list, person)) = row {
            self.gathered.told.push((list, person));
        }
        true
    }
}

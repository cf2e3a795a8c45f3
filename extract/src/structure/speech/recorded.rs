//! A recorded vote that is being read: its sides, line by line.

use super::counts::Counts;
use super::place::Place;
use super::sides::SideHead;
use super::voters::{Voters, Which};
use record::{Side, Vote, VoteOutcome, Voter};

/// The sides of a vote, so far.
#[derive(Debug, Clone, Default)]
pub struct Recorded {
    /// Where it begins.
    pub at: Place,
    /// The sides in order; two may be for, of two motions or two people.
    pub entries: Vec<Entry>,
    /// The block of the last line that belonged to it.
    pub last_block: usize,
    /// Whether names may still be coming for the last side.
    pub listing: bool,
    /// Whether the last line of names ended within a name: "Councillors Ann Elm, Bo" and "Oak" below it.
    pub broken: bool,
    /// What came of it, where that stands before the names: "In favour: Carried".
    pub outcome: Option<VoteOutcome>,
}

/// One side.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Which.
    pub which: Which,
    /// What it is for or against, where printed.
    pub subject: Option<String>,
    /// Count and names.
    pub side: Side,
}

impl Recorded {
    /// A vote whose record begins here.
    pub fn new(at: Place) -> Self {
        Self { at, last_block: at.block, ..Self::default() }
    }

    /// Whether a side printed now begins another vote: this one has it already, with other figures.
    pub fn is_other(&self, head: &SideHead) -> bool {
        let same = |e: &&Entry| e.which == head.which && (e.subject == head.subject || head.subject.is_none());
        head.which == Which::For
            && self.entries.iter().find(same).is_some_and(|entry| {
                let counts = (counted(&entry.side).count, head.voters.as_ref().and_then(|v| v.count));
                let named = head.voters.as_ref().is_some_and(|v| !v.names.is_empty());
                !(matches!(counts, (Some(a), Some(b)) if a == b) || named && entry.side.names.is_empty())
            })
    }

    /// Takes a side.
    pub fn take(&mut self, head: SideHead) {
        let Voters { count, names } = head.voters.clone().unwrap_or_default();
        let same = |e: &&mut Entry| e.which == head.which && (e.subject == head.subject || head.subject.is_none());
        // "Ayes: All" names nobody, here or below.
        let everybody = head.voters.as_ref().is_some_and(|v| v.count.is_none() && v.names.is_empty());
        let more = names.is_empty() && count != Some(0) || count.is_some_and(|n| names.len() < n as usize);
        self.listing = more && !everybody;
        // Where the names of the side before ended says nothing of this one's.
        self.broken = false;
        match self.entries.iter_mut().find(same) {
            // Figures said once more, or figures after names.
            Some(entry) if entry.side.names.is_empty() => {
                entry.side = Side { count: count.or(entry.side.count), names };
            }
            Some(_) => {}
            None => self.entries.push(Entry { which: head.which, subject: head.subject, side: Side { count, names } }),
        }
    }

    /// Takes figures printed beside the sides: "VOTE: 8/0", "5-yay, 0-nay". Names may still be coming where they are fewer.
    pub fn figures(&mut self, counts: &Counts) {
        let told = [(Which::For, counts.yes), (Which::Against, counts.no), (Which::Abstain, counts.abstain)];
        // "4-0-1 [AYES: ...; ABSENT: Elm]": the last figure is of those who were not there.
        let absent = |e: &Entry| e.which == Which::Other && counted(&e.side).count == counts.abstain;
        let absent = self.entries.iter().any(absent) && !self.entries.iter().any(|e| e.which == Which::Abstain);
        let told = told.into_iter().filter(|(which, _)| !absent || *which != Which::Abstain);
        for (which, count) in told.filter_map(|(which, count)| Some((which, count?))) {
            match self.entries.iter_mut().find(|e| e.which == which) {
                Some(entry) => entry.side.count = entry.side.count.or(Some(count)),
                None => {
                    let side = Side { count: Some(count), names: Vec::new() };
                    self.entries.insert(0, Entry { which, subject: None, side });
                }
            }
        }
        let few = |e: &Entry| e.side.count.is_some_and(|n| e.side.names.len() < n as usize);
        self.listing = self.listing || self.entries.last().is_some_and(|e| !e.side.names.is_empty() && few(e));
    }

    /// Adds one voter, as a roll call names them.
    pub fn call(&mut self, which: Which, voter: Voter) {
        self.listing = false;
        match self.entries.iter_mut().find(|e| e.which == which && e.subject.is_none()) {
            Some(entry) => entry.side.names.push(voter),
            None => self.entries.push(Entry { which, subject: None, side: Side { count: None, names: vec![voter] } }),
        }
    }

    /// Whether the list goes on with these names: over a page or a gap for as long as its count says.
    pub fn go_on(&mut self, voters: Voters) -> bool {
        let Some(entry) = self.entries.last_mut().filter(|_| self.listing) else { return false };
        let side = &mut entry.side;
        let more = side.count.is_none_or(|n| side.names.len() + voters.names.len() <= n as usize);
        if voters.names.is_empty() {
            // A count on a line of its own, before or after the names.
            let taken = side.count.is_none() && voters.count.is_some();
            side.count = side.count.or(voters.count);
            return taken;
        }
        if !side.names.is_empty() && !more {
            return false;
        }
        let mut names = voters.names.into_iter();
        if let Some(cut) = side.names.last_mut().filter(|_| self.broken)
            && let Some(rest) = names.next()
        {
            cut.as_printed = format!("{} {}", cut.as_printed, rest.as_printed);
        }
        side.names.extend(names);
        side.count = side.count.or(voters.count);
        true
    }

    /// The side, with its count by its names where no other is printed.
    pub fn side(&self, which: Which) -> Side {
        let found = self.entries.iter().find(|e| e.which == which).map(|e| counted(&e.side));
        found.unwrap_or_default()
    }

    /// Whether nothing but heads of sides was read.
    pub fn is_empty(&self) -> bool {
        self.entries.iter().all(|e| e.side == Side::default())
    }

    /// Whether it names those whom a vote only counts. A list of many may lack one or have one too many.
    pub fn names(&self, vote: &Vote) -> bool {
        let near = |listed: u32, told: u32| listed.abs_diff(told) <= told / 8;
        let same = |which: Which, told: &Side| {
            told.names.is_empty() && self.side(which).count.zip(told.count).is_some_and(|(l, t)| near(l, t))
        };
        let counted = vote.r#for.count.is_some() && vote.against.count.is_some();
        counted && same(Which::For, &vote.r#for) && same(Which::Against, &vote.against)
    }

    /// Whether its names are as many as the figures say, on each side that it names.
    pub fn is_counted_so(&self, counts: &Counts) -> bool {
        let listed = |which: Which| self.entries.iter().find(|e| e.which == which).and_then(|e| counted(&e.side).count);
        let fits = |which: Which, told: Option<u32>| listed(which).is_none_or(|n| told == Some(n));
        fits(Which::For, counts.yes) && fits(Which::Against, counts.no)
    }

    /// Whether two sides are both for something: two motions, or two people.
    pub fn is_contest(&self) -> bool {
        self.entries.iter().filter(|e| e.which == Which::For).count() > 1
    }

    /// What the figures say came of it; `None` where they are equal or a side is missing.
    pub fn outcome(&self) -> Option<VoteOutcome> {
        if self.outcome.is_some() {
            return self.outcome;
        }
        let against = self.entries.iter().any(|e| e.which == Which::Against);
        let no = if against { self.side(Which::Against).count? } else { 0 };
        // "Ayes: All; Noes: None".
        let all = against && no == 0 && self.entries.iter().any(|e| e.which == Which::For);
        let yes = self.side(Which::For).count.or(all.then_some(1))?;
        VoteOutcome::by_count(yes, no)
    }
}

/// A side with its count: as printed, or how many names there are.
pub fn counted(side: &Side) -> Side {
    let names = u32::try_from(side.names.len()).ok().filter(|n| *n > 0);
    Side { count: side.count.or(names), names: side.names.clone() }
}

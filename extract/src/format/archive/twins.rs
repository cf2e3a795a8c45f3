//! Members of one name: a ZIP may hold several, and whoever looks members up by name sees only the last.
//!
//! Their names in the list at the end of the ZIP are made different before it is opened. Source: APPNOTE 6.3.10, 4.3.12 and
//! 4.3.16.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Longest end of a ZIP: its record, and a comment.
const LONGEST_END: usize = 22 + 65_535;

/// The bytes with every name of a member only once, and the names to show by those that were put in their place.
pub fn told_apart(bytes: &[u8]) -> (Cow<'_, [u8]>, HashMap<String, String>) {
    let names = names(bytes);
    let taken: HashSet<&[u8]> = names.iter().map(|(_, name)| *name).collect();
    let mut seen: HashMap<&[u8], usize> = HashMap::new();
    let (mut changed, mut shown) = (Cow::Borrowed(bytes), HashMap::new());
    let mut counter = 0usize;
    for (at, name) in &names {
        let nth = seen.entry(name).or_insert(0);
        *nth += 1;
        if *nth == 1 || name.ends_with(b"/") {
            continue;
        }
        let Some(other) = free_name(name.len(), &taken, &mut counter) else { continue };
        changed.to_mut()[*at..*at + name.len()].copy_from_slice(other.as_bytes());
        shown.insert(other, numbered(&String::from_utf8_lossy(name), *nth));
    }
    (changed, shown)
}

/// Where the names of the members stand in the list at the end, and what they are.
fn names(bytes: &[u8]) -> Vec<(usize, &[u8])> {
    let mut names = Vec::new();
    let tail = bytes.len().saturating_sub(LONGEST_END);
    let end = bytes[tail..].windows(4).rposition(|mark| mark == b"PK\x05\x06").map(|at| tail + at);
    let Some(end) = end else { return names };
    // The list ends where the record of the end begins, whatever stands before the ZIP.
    let Some(mut at) = number(bytes, end + 12, 4).and_then(|length| end.checked_sub(length)) else { return names };
    while bytes.get(at..at + 4) == Some(b"PK\x01\x02") {
        let length = |of: usize| number(bytes, at + of, 2).unwrap_or(0);
        let (name, extra, comment) = (length(28), length(30), length(32));
        let Some(found) = bytes.get(at + 46..at + 46 + name) else { break };
        names.push((at + 46, found));
        at += 46 + name + extra + comment;
    }
    names
}

/// A number of so many bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    Some(bytes.get(at..at + length)?.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

/// A name of this length that no member has.
fn free_name(length: usize, taken: &HashSet<&[u8]>, counter: &mut usize) -> Option<String> {
    loop {
        *counter += 1;
        let name = format!("{counter:0>length$}");
        if name.len() != length {
            return None;
        }
        if !taken.contains(name.as_bytes()) {
            return Some(name);
        }
    }
}

/// "minutes (2).txt": the second of a name.
fn numbered(name: &str, nth: usize) -> String {
    let file = name.rfind(['/', '\\']).map_or(0, |at| at + 1);
    match name[file..].rfind('.').filter(|dot| *dot > 0) {
        Some(dot) => format!("{} ({nth}){}", &name[..file + dot], &name[file + dot..]),
        None => format!("{name} ({nth})"),
    }
}

#[cfg(test)]
mod tests {
    use crate::format::samples::zip;
    use crate::format::{Hint, read};

    /// A ZIP whose members of the name `b.txt` are all called `a.txt`.
    fn with_twins(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut bytes = zip(parts);
        for at in 0..bytes.len().saturating_sub(5) {
            if matches!(&bytes[at..at + 5], b"b.txt" | b"c.txt") {
                bytes[at] = b'a';
            }
        }
        bytes
    }

    #[test]
    fn members_of_one_name_are_all_read() {
        let bytes =
            with_twins(&[("a.txt", "First."), ("b.txt", "Second."), ("x/d.txt", "Other."), ("c.txt", "Third.")]);
        let content = read(&bytes, &Hint::default());
        let members: Vec<&str> = content.members.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(members, ["a.txt", "a (2).txt", "x/d.txt", "a (3).txt"]);
        let words: Vec<&str> = content.pages.iter().flat_map(|p| &p.lines).map(|line| line.text.as_str()).collect();
        assert_eq!(words, ["First.", "Second.", "Other.", "Third."]);
    }

    #[test]
    fn what_is_no_list_is_left_alone() {
        let whole = zip(&[("a.txt", "First.")]);
        for bytes in [&whole[..], &whole[..40], b"PK\x05\x06", b""] {
            let (changed, shown) = super::told_apart(bytes);
            assert!(changed.as_ref() == bytes && shown.is_empty());
        }
    }
}

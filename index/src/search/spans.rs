//! Where words stand: pure arithmetic on positions, the same for postings and for a passage's text.

/// Word positions, half open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The span and the word behind it.
    pub fn with_next_word(self) -> Self {
        Self { end: self.end + 1, ..self }
    }
}

/// Spans of which each stands directly before the next: one list for each part, in order of their starts.
pub(crate) fn in_sequence(parts: &[&[Span]], out: &mut Vec<Span>) {
    out.clear();
    let Some((first, rest)) = parts.split_first() else { return };
    if let ([second], true) = (rest, first.iter().all(|s| s.end == s.start + 1)) {
        return pairs(first, second, out);
    }
    out.extend_from_slice(first);
    let mut next = Vec::new();
    for part in rest {
        next.clear();
        for span in out.iter() {
            let from = part.partition_point(|s| s.start < span.end);
            let follows = part[from..].iter().take_while(|s| s.start == span.end);
            next.extend(follows.map(|s| Span { start: span.start, end: s.end }));
        }
        std::mem::swap(out, &mut next);
    }
    out.dedup();
}

/// The commonest phrase, two plain words: positions of each, in order.
pub(crate) fn neighbours(first: &[u32], second: &[u32], out: &mut Vec<Span>) {
    out.clear();
    let mut second = second.iter().copied().peekable();
    for &start in first {
        while second.next_if(|&at| at <= start).is_some() {}
        if second.peek() == Some(&(start + 1)) {
            out.push(Span { start, end: start + 2 });
        }
    }
}

/// The next common case, two lists walked side by side; spans of the first are one word long.
fn pairs(first: &[Span], second: &[Span], out: &mut Vec<Span>) {
    let mut at = 0;
    for span in first {
        while second.get(at).is_some_and(|s| s.start < span.end) {
            at += 1;
        }
        let follows = second[at..].iter().take_while(|s| s.start == span.end);
        out.extend(follows.map(|s| Span { start: span.start, end: s.end }));
    }
}

/// How far apart two spans stand: 1 for neighbours; `None` where they overlap.
fn distance(a: Span, b: Span) -> Option<u32> {
    let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
    (first.end <= second.start).then(|| second.start - first.end + 1)
}

/// Occurrences of all parts within `within` words of each other, in any order: for each, one span of each part. No two
/// occurrences overlap; the closest come first where there is a choice.
pub(crate) fn near(parts: &[&[Span]], within: u32, out: &mut Vec<Span>) {
    out.clear();
    if let [a, b] = parts { near_pairs(a, b, within, out) } else { near_many(parts, within, out) }
}

/// Two parts: every pair that is near enough, taken in order of where it ends, the closest first.
fn near_pairs(a: &[Span], b: &[Span], within: u32, out: &mut Vec<Span>) {
    let reach = within + 1;
    let mut found: Vec<(u32, u32, Span, Span)> = Vec::new();
    for &left in a {
        let longest = b.iter().map(|s| s.end - s.start).max().unwrap_or(1);
        let from = b.partition_point(|s| s.start + longest + reach < left.start);
        for &right in b[from..].iter().take_while(|s| s.start <= left.end + reach) {
            if let Some(distance) = distance(left, right).filter(|d| *d <= within) {
                found.push((left.end.max(right.end), distance, left, right));
            }
        }
    }
    found.sort_unstable();
    let mut last_end = 0;
    for (end, _, left, right) in found {
        if left.start.min(right.start) >= last_end {
            out.extend([left, right]);
            last_end = end;
        }
    }
}

/// Any number of parts: the window that begins at the part standing furthest back is drawn on until it holds all.
fn near_many(parts: &[&[Span]], within: u32, out: &mut Vec<Span>) {
    let mut at = vec![0usize; parts.len()];
    loop {
        let Some(mut window) = window_at(parts, &at) else { return };
        if let Some(part) = overlapping(&window) {
            at[part] += 1;
            continue;
        }
        let Some(first) = (0..window.len()).min_by_key(|&i| window[i]) else { return };
        let Some(last) = window.iter().copied().max() else { return };
        if distance(window[first], last).is_none_or(|d| d <= within) {
            draw_closer(parts, &mut at, &mut window);
            out.extend_from_slice(&window);
            let end = window.iter().map(|s| s.end).max().unwrap_or(0);
            for (part, at) in parts.iter().zip(&mut at) {
                *at += part[*at..].partition_point(|s| s.start < end);
            }
        } else {
            at[first] += 1;
        }
    }
}

fn window_at(parts: &[&[Span]], at: &[usize]) -> Option<Vec<Span>> {
    parts.iter().zip(at).map(|(part, &at)| part.get(at).copied()).collect()
}

/// The later of two parts that claim the same words.
fn overlapping(window: &[Span]) -> Option<usize> {
    (1..window.len()).find(|&i| window[..i].iter().any(|s| distance(*s, window[i]).is_none()))
}

/// Moves the first part of a window on as long as it stays before the last.
fn draw_closer(parts: &[&[Span]], at: &mut [usize], window: &mut [Span]) {
    loop {
        let Some(first) = (0..window.len()).min_by_key(|&i| window[i]) else { return };
        let last = window.iter().copied().max().unwrap_or(window[first]);
        let Some(&next) = parts[first].get(at[first] + 1).filter(|s| s.end <= last.start) else { return };
        let free = (0..window.len()).all(|i| i == first || distance(window[i], next).is_some());
        if !free {
            return;
        }
        at[first] += 1;
        window[first] = next;
    }
}

/// The words from the first to the last of one occurrence.
pub(crate) fn enclosing(occurrence: &[Span]) -> Span {
    let start = occurrence.iter().map(|s| s.start).min().unwrap_or(0);
    let end = occurrence.iter().map(|s| s.end).max().unwrap_or(0);
    Span { start, end }
}

/// Puts spans in order and leaves, of those that begin at the same word, the longest.
pub(crate) fn one_for_each_start(spans: &mut Vec<Span>) {
    spans.sort_unstable_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    spans.dedup_by_key(|s| s.start);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(positions: &[u32]) -> Vec<Span> {
        positions.iter().map(|&start| Span { start, end: start + 1 }).collect()
    }

    fn check_near(lists: &[&[u32]], within: u32, expect: &[(u32, u32)]) {
        let lists: Vec<Vec<Span>> = lists.iter().map(|l| words(l)).collect();
        let parts: Vec<&[Span]> = lists.iter().map(Vec::as_slice).collect();
        let mut out = Vec::new();
        near(&parts, within, &mut out);
        let got: Vec<(u32, u32)> = out.chunks(parts.len()).map(|o| (enclosing(o).start, enclosing(o).end)).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn near_counts_each_place_once() {
        check_near(&[&[0], &[1]], 1, &[(0, 2)]);
        check_near(&[&[1], &[0]], 1, &[(0, 2)]);
        check_near(&[&[0], &[9]], 8, &[]);
        check_near(&[&[0], &[8]], 8, &[(0, 9)]);
        check_near(&[&[0, 5], &[6]], 8, &[(5, 7)]);
        check_near(&[&[0, 10], &[1, 11]], 3, &[(0, 2), (10, 12)]);
        check_near(&[&[3, 7], &[3, 7]], 4, &[(3, 8)]);
        check_near(&[&[3], &[3]], 8, &[]);
        check_near(&[&[0, 4], &[2], &[3]], 4, &[(0, 4)]);
        check_near(&[&[0, 1], &[0, 1], &[5]], 5, &[(0, 6)]);
        check_near(&[&[], &[1]], 5, &[]);
    }

    #[test]
    fn sequences_follow_directly() {
        let (a, b, c) = (words(&[0, 4, 9]), words(&[1, 5]), words(&[2, 7]));
        let mut out = Vec::new();
        in_sequence(&[&a, &b], &mut out);
        assert_eq!(out, [Span { start: 0, end: 2 }, Span { start: 4, end: 6 }]);
        in_sequence(&[&a, &b, &c], &mut out);
        assert_eq!(out, [Span { start: 0, end: 3 }]);
        let joined = [Span { start: 1, end: 3 }];
        in_sequence(&[&a, &joined, &words(&[3])], &mut out);
        assert_eq!(out, [Span { start: 0, end: 4 }]);
    }

    proptest! {
        #[test]
        fn near_finds_a_pair_where_there_is_one(
            a in prop::collection::btree_set(0u32..40, 0..6),
            b in prop::collection::btree_set(0u32..40, 0..6),
            within in 1u32..10,
        ) {
            let there_is = a.iter().any(|x| b.iter().any(|y| x != y && x.abs_diff(*y) <= within));
            let (a, b) = (words(&a.into_iter().collect::<Vec<_>>()), words(&b.into_iter().collect::<Vec<_>>()));
            let mut out = Vec::new();
            near(&[&a, &b], within, &mut out);
            prop_assert_eq!(!out.is_empty(), there_is);
        }
    }
}

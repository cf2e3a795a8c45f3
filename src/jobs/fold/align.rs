//! Laying two papers side by side: which passage of one says the same as which of the other.
//!
//! Order decides: "RESOLVED: that the report be noted" stands in every paper many times and is the same statement only in
//! the same place. What is equal word for word is found first, in order; between such anchors, what differs by a few
//! letters is the same too, unless a figure or a negation differs.

use std::collections::{HashMap, HashSet};

/// Two passages that say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Position in the first paper.
    pub first: usize,
    /// Position in the second paper.
    pub second: usize,
    /// How much alike they are.
    pub likeness: Likeness,
}

/// How much alike two passages are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// Word for word.
    Same,
    /// But for slips of typing or of character recognition.
    Slips,
    /// The same place, other words: amended.
    Amended,
}

/// Share of words in common from which two texts in the same place differ by slips only.
const SLIPS: f64 = 0.9;

/// Share of words in common from which a text in the same place is an amended one and not another.
const AMENDED: f64 = 0.6;

/// Words below which a text is too short to be told from another by its share of words.
const SHORT: usize = 6;

/// Share of the shorter paper that stands in the longer one, from which both are printings of one paper. Reports to one
/// meeting share their headings and standing sentences; a draft shares most of what it says with the confirmed minutes.
const ONE_PAPER: f64 = 1.0 / 3.0;

/// Words from which a passage that two different papers have in common is one statement (a paragraph that was carried
/// over) and no standing sentence.
const LONG: usize = 20;

/// Most pairs of equal passages that are all looked at, 32 bytes each: papers that say "Noted." thousands of times have more,
/// and are laid side by side by what stands in them a few times.
const MOST_PAIRS: usize = 1 << 20;

/// A text of which there are so many pairs at most stands in papers a few times.
const FEW_PAIRS: usize = 64;

/// Most comparisons of passages between two anchors, and of words between two passages: where there are more, what is not
/// equal word for word is another statement.
const MOST_COMPARED: usize = 1 << 20;

/// Pairs passages of two papers, each given as its passages' folded texts, in order.
pub fn align(first: &[String], second: &[String]) -> Vec<Pair> {
    let anchors = anchors(first, second);
    let shorter = first.len().min(second.len());
    if (anchors.len() as f64) < ONE_PAPER * shorter as f64 {
        let long = anchors.into_iter().filter(|&(i, _)| first[i].split(' ').count() >= LONG);
        return long.map(|(i, j)| Pair { first: i, second: j, likeness: Likeness::Same }).collect();
    }
    let words = |texts: &[String]| -> Vec<HashSet<String>> {
        texts.iter().map(|text| text.split(' ').map(str::to_owned).collect()).collect()
    };
    let papers = (Paper { texts: first, words: words(first) }, Paper { texts: second, words: words(second) });
    let mut pairs = Vec::new();
    let mut from = (0, 0);
    for (i, j) in anchors.into_iter().chain([(first.len(), second.len())]) {
        gap(&papers, (from.0, i), (from.1, j), &mut pairs);
        if i < first.len() {
            pairs.push(Pair { first: i, second: j, likeness: Likeness::Same });
        }
        from = (i + 1, j + 1);
    }
    pairs
}

/// The passages of one paper and the words of each.
struct Paper<'a> {
    texts: &'a [String],
    words: Vec<HashSet<String>>,
}

/// Equal passages that stand in the same order in both: the longest sequence of them, or where there are too many pairs the
/// longest of those that stand a few times, and between them whichever comes first.
fn anchors(first: &[String], second: &[String]) -> Vec<(usize, usize)> {
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    first.iter().for_each(|text| counts.entry(text).or_default().0 += 1);
    second.iter().for_each(|text| counts.entry(text).or_default().1 += 1);
    let pairs_of = |text: &str| counts.get(text).map_or(0, |(first, second)| first.saturating_mul(*second));
    let all = counts.values().fold(0_usize, |sum, (first, second)| sum.saturating_add(first.saturating_mul(*second)));
    if all <= MOST_PAIRS {
        return longest_sequence(first, second, |_| true);
    }
    let mut found = Vec::new();
    let mut from = (0, 0);
    let few = longest_sequence(first, second, |text| pairs_of(text) <= FEW_PAIRS);
    for (i, j) in few.into_iter().chain([(first.len(), second.len())]) {
        let between = in_order(&first[from.0..i], &second[from.1..j]);
        found.extend(between.into_iter().map(|(a, b)| (from.0 + a, from.1 + b)));
        found.extend((i < first.len()).then_some((i, j)));
        from = (i + 1, j + 1);
    }
    found
}

/// Where each of those texts stands that count.
fn places(texts: &[String], counts: impl Fn(&str) -> bool) -> HashMap<&str, Vec<usize>> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, text) in texts.iter().enumerate().filter(|(_, text)| counts(text)) {
        places.entry(text).or_default().push(at);
    }
    places
}

/// Each passage of the first with the next equal one of the second.
fn in_order(first: &[String], second: &[String]) -> Vec<(usize, usize)> {
    let places = places(second, |_| true);
    let mut from = 0;
    let mut found = Vec::new();
    for (i, text) in first.iter().enumerate() {
        let Some(places) = places.get(text.as_str()) else { continue };
        if let Some(&j) = places.get(places.partition_point(|&j| j < from)) {
            found.push((i, j));
            from = j + 1;
        }
    }
    found
}

/// The longest sequence of equal passages that stand in the same order in both, of those texts that count.
/// Source: Hunt and Szymanski, "A fast algorithm for computing longest common subsequences", 1977.
fn longest_sequence(first: &[String], second: &[String], counts: impl Fn(&str) -> bool) -> Vec<(usize, usize)> {
    let places = places(second, counts);
    // `ends[k]`: the pair that ends the best sequence of length k + 1; `nodes`: each pair with the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut nodes: Vec<(usize, usize, Option<usize>)> = Vec::new();
    for (i, text) in first.iter().enumerate() {
        for &j in places.get(text.as_str()).into_iter().flatten().rev() {
            let k = ends.partition_point(|&node| nodes[node].1 < j);
            let before = k.checked_sub(1).map(|k| ends[k]);
            nodes.push((i, j, before));
            match ends.get_mut(k) {
                Some(end) => *end = nodes.len() - 1,
                None => ends.push(nodes.len() - 1),
            }
        }
    }
    let mut found = Vec::new();
    let mut at = ends.last().copied();
    while let Some(node) = at {
        let (i, j, before) = nodes[node];
        found.push((i, j));
        at = before;
    }
    found.reverse();
    found
}

/// Pairs what lies between two anchors, in order.
fn gap((first, second): &(Paper<'_>, Paper<'_>), a: (usize, usize), b: (usize, usize), pairs: &mut Vec<Pair>) {
    if (a.1 - a.0).saturating_mul(b.1 - b.0) > MOST_COMPARED {
        return;
    }
    let mut from = a.0;
    for j in b.0..b.1 {
        let best = (from..a.1)
            .filter(|&i| may_be_alike(&first.words[i], &second.words[j]))
            .map(|i| (i, share_in_common(&first.texts[i], &second.texts[j])))
            .filter(|(_, share)| *share >= AMENDED)
            .max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0)));
        let Some((i, share)) = best else { continue };
        let slips = share >= SLIPS && telling(&first.texts[i]) == telling(&second.texts[j]);
        let likeness = if slips { Likeness::Slips } else { Likeness::Amended };
        pairs.push(Pair { first: i, second: j, likeness });
        from = i + 1;
    }
}

/// Spares the letter-by-letter comparison of texts that have hardly a word in common.
fn may_be_alike(a: &HashSet<String>, b: &HashSet<String>) -> bool {
    let (smaller, larger) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let shared = smaller.iter().filter(|word| larger.contains(*word)).count();
    shared * 5 >= larger.len() * 2
}

/// Words in common, in order, as a share of the longer text; words that differ by a letter or two count as the same.
fn share_in_common(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let longer = a.len().max(b.len());
    let shorter = a.len().min(b.len());
    let too_long = shorter.saturating_mul(longer) > MOST_COMPARED;
    if too_long || shorter < SHORT || (shorter as f64) < AMENDED * longer as f64 {
        return 0.0;
    }
    let mut before: Vec<usize> = (0..=b.len()).collect();
    for (i, word) in a.iter().enumerate() {
        let mut now = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let changed = before[j] + usize::from(!alike(word, other));
            now.push(changed.min(before[j + 1] + 1).min(now[j] + 1));
        }
        before = now;
    }
    1.0 - before[b.len()] as f64 / longer as f64
}

fn alike(a: &str, b: &str) -> bool {
    a == b || (a.len() > 3 && b.len() > 3 && strsim::osa_distance(a, b) <= 1 + a.len() / 8)
}

/// Words whose difference makes another statement, however alike the rest is.
fn telling(text: &str) -> Vec<&str> {
    let tells = |word: &&str| {
        word.contains(|c: char| c.is_ascii_digit()) || ["not", "no", "never", "against", "without"].contains(word)
    };
    text.split([' ', ',', ';', '(', ')']).map(|word| word.trim_end_matches(['.', ':'])).filter(tells).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Likeness::{Amended, Same, Slips};
    use proptest::prelude::*;

    fn paired(first: &[&str], second: &[&str]) -> Vec<(usize, usize, Likeness)> {
        let own = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        align(&own(first), &own(second)).into_iter().map(|p| (p.first, p.second, p.likeness)).collect()
    }

    #[test]
    fn the_same_words_in_the_same_place_are_the_same_statement() {
        let noted = "resolved: that the report be noted";
        assert_eq!(
            paired(&["apologies", noted, "budget", noted, "close"], &["budget", noted, "close"]),
            [(2, 0, Same), (3, 1, Same), (4, 2, Same)]
        );
        assert_eq!(paired(&[noted, "a"], &["b", "c"]), []);
    }

    #[test]
    fn different_papers_share_standing_sentences_and_at_times_a_paragraph() {
        let carried = "in march the board asked for a plan of repairs to every school roof in the borough by the end of the \
                       summer term and a cost for each";
        let heading = "financial implications";
        let first = ["one", "two", "three", "four", "five", "six", heading, carried];
        let second = ["un", "deux", "trois", "quatre", "cinq", "sept", heading, carried];
        assert_eq!(paired(&first, &second), [(7, 7, Same)]);
    }

    #[test]
    fn slips_are_the_same_and_figures_are_not() {
        let said = "the director said that the workforce was more stable than in the year before";
        for (other, likeness) in [
            ("the director said that the worktorce was more stable than in the year before", Some(Slips)),
            ("the director said that the workforce was not more stable than in the year before", Some(Amended)),
            (
                "the director said that the workforce was less settled than it had been in the year before",
                Some(Amended),
            ),
            ("councillor b asked how many social workers had left since the summer and why", None),
        ] {
            let expected: Vec<_> = likeness.into_iter().map(|l| (1, 1, l)).collect();
            let found = paired(&["opening", said, "close"], &["opening", other, "close"]);
            let found: Vec<_> = found.into_iter().filter(|p| p.0 == 1 || p.1 == 1).collect();
            assert_eq!(found, expected, "{other}");
        }
        let figure = |n: &str| format!("the budget for the coming year would be {n} million pounds in all");
        assert_eq!(paired(&["opening", &figure("4.1")], &["opening", &figure("4.7")]), [(0, 0, Same), (1, 1, Amended)]);
    }

    #[test]
    fn papers_that_say_the_same_thousands_of_times_are_laid_side_by_side_in_few_steps() {
        let noted = |count: usize, last: &str| {
            let mut texts = vec!["noted".to_owned(); count];
            texts.push(last.to_owned());
            texts
        };
        let (first, second) = (noted(30_000, "close"), noted(29_000, "close"));
        let pairs = align(&first, &second);
        assert_eq!(pairs.len(), 29_001);
        assert_eq!((pairs[29_000].first, pairs[29_000].second), (30_000, 29_000), "what stands once is found first");
        let long = |word: &str| format!("{word} {}", "word ".repeat(40_000).trim());
        assert_eq!(
            align(&[long("a"), "b".to_owned()], &[long("c"), "b".to_owned()]).len(),
            1,
            "not compared word by word"
        );
    }

    proptest! {
        #[test]
        fn pairs_stand_in_order_and_nothing_is_paired_twice(
            first in prop::collection::vec("[ab]( [ab]){0,7}", 0..20),
            second in prop::collection::vec("[ab]( [ab]){0,7}", 0..20),
        ) {
            let pairs = align(&first, &second);
            for two in pairs.windows(2) {
                prop_assert!(two[0].first < two[1].first && two[0].second < two[1].second);
            }
            for pair in pairs {
                prop_assert!(pair.first < first.len() && pair.second < second.len());
                if pair.likeness == Same {
                    prop_assert_eq!(&first[pair.first], &second[pair.second]);
                }
            }
        }
    }
}

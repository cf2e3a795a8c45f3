//! How alike two texts are.

use std::collections::HashMap;

/// How alike two lists are, 0 to 1: twice the length of the longest common blocks, found one after another on either
/// side of the longest, over the length of both (Ratcliff and Obershelp).
pub fn similarity(a: &[String], b: &[String]) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    2.0 * common(a, b) as f64 / (a.len() + b.len()) as f64
}

/// The same of two texts, letter by letter.
pub fn letter_similarity(a: &str, b: &str) -> f64 {
    let letters = |text: &str| text.to_lowercase().chars().map(String::from).collect::<Vec<_>>();
    similarity(&letters(a), &letters(b))
}

/// How many entries the common blocks of two lists have.
fn common(a: &[String], b: &[String]) -> usize {
    let (mut best, mut from_a, mut from_b) = (0, 0, 0);
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (j, word) in b.iter().enumerate() {
        places.entry(word).or_default().push(j);
    }
    let mut ending: HashMap<usize, usize> = HashMap::new();
    for (i, word) in a.iter().enumerate() {
        let mut next: HashMap<usize, usize> = HashMap::new();
        for &j in places.get(word.as_str()).into_iter().flatten() {
            let length = 1 + j.checked_sub(1).and_then(|before| ending.get(&before)).copied().unwrap_or(0);
            if length > best {
                (best, from_a, from_b) = (length, i + 1 - length, j + 1 - length);
            }
            next.insert(j, length);
        }
        ending = next;
    }
    if best == 0 {
        return 0;
    }
    best + common(&a[..from_a], &b[..from_b]) + common(&a[from_a + best..], &b[from_b + best..])
}

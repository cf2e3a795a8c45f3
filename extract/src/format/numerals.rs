//! Counts as lists write them.

use record::text::ordinal_ending;

/// a to z, then aa, bb as Word does.
pub fn letters(count: u32) -> String {
    let at = count.saturating_sub(1);
    let letter = char::from(b'a' + (at % 26) as u8);
    letter.to_string().repeat((at / 26 + 1).min(4) as usize)
}

/// In small Roman numerals.
pub fn roman(mut count: u32) -> String {
    const SIGNS: [(u32, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    if count > 399 {
        return count.to_string();
    }
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while count >= value {
            out.push_str(sign);
            count -= value;
        }
    }
    out
}

const ONES: [&str; 20] = [
    "",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
];

const TENS: [&str; 10] = ["", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];

/// In words: "One", "Twenty-One". Figures from a hundred on.
pub fn words(count: u32) -> String {
    let (tens, ones) = (count as usize / 10, count as usize % 10);
    match count {
        1..20 => ONES[count as usize].to_owned(),
        20..100 if ones == 0 => TENS[tens].to_owned(),
        20..100 => format!("{}-{}", TENS[tens], ONES[ones]),
        _ => count.to_string(),
    }
}

/// The place in words: "First", "Twenty-First". Figures from a hundred on.
pub fn ordinal_words(count: u32) -> String {
    if !(1..100).contains(&count) {
        return ordinal(count);
    }
    let words = words(count);
    let (before, last) = words.rsplit_once('-').map_or(("", words.as_str()), |(before, last)| (before, last));
    let last = match last {
        "One" => "First".to_owned(),
        "Two" => "Second".to_owned(),
        "Three" => "Third".to_owned(),
        "Five" => "Fifth".to_owned(),
        "Eight" => "Eighth".to_owned(),
        "Nine" => "Ninth".to_owned(),
        "Twelve" => "Twelfth".to_owned(),
        tens if tens.ends_with('y') => format!("{}ieth", tens.trim_end_matches('y')),
        other => format!("{other}th"),
    };
    if before.is_empty() { last } else { format!("{before}-{last}") }
}

/// The place in figures: "1st", "12th".
pub fn ordinal(count: u32) -> String {
    format!("{count}{}", ordinal_ending(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_in_words() {
        for (count, cardinal, place) in [
            (1, "One", "First"),
            (8, "Eight", "Eighth"),
            (12, "Twelve", "Twelfth"),
            (20, "Twenty", "Twentieth"),
            (43, "Forty-Three", "Forty-Third"),
            (100, "100", "100th"),
            (0, "0", "0th"),
        ] {
            assert_eq!((words(count).as_str(), ordinal_words(count).as_str()), (cardinal, place));
        }
    }
}

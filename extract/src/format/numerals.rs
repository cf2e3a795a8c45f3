//! Counts as lists write them.

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

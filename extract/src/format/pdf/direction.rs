//! Text that is read from right to left: glyphs come as they stand, from the left, and are put into the order of reading.

use unicode_normalization::UnicodeNormalization;

/// Letters that are written from right to left: Hebrew, Arabic, Syriac, Thaana, and the forms that fonts have for them.
fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}') && !is_figure(c)
}

/// Arabic figures are written from left to right like others.
fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}')
}

/// Whether a character keeps its neighbours from left to right.
fn is_rightward(c: char) -> bool {
    c.is_alphanumeric() && !is_leftward(c) || is_figure(c)
}

/// The line in the order in which it is read, forms of letters at the ends of words as the letters that they are. A line
/// that is mostly from left to right keeps its order but for the runs in it that are not.
pub fn as_read(line: String) -> String {
    if !line.chars().any(is_leftward) {
        return line;
    }
    let leftward = line.chars().filter(|c| is_leftward(*c)).count();
    let rightward = line.chars().filter(|c| c.is_alphabetic() && !is_leftward(*c)).count();
    let turned = if leftward >= rightward { turn(&line, is_rightward) } else { turn_runs(&line) };
    // Only the forms are folded: other signs stay as printed.
    let mut out = String::with_capacity(turned.len());
    for c in turned.chars() {
        match c {
            '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => out.extend(std::iter::once(c).nfkc()),
            c => out.push(c),
        }
    }
    out
}

/// Turns a line round, runs of characters of the other direction as they are, with what stands between two of them.
fn turn(line: &str, stays: fn(char) -> bool) -> String {
    let chars: Vec<char> = line.chars().collect();
    let mut out = String::with_capacity(line.len());
    let mut end = chars.len();
    while end > 0 {
        if !stays(chars[end - 1]) {
            end -= 1;
            out.push(mirrored(chars[end]));
            continue;
        }
        let mut begin = end;
        let mut at = end;
        while at > 0 && !is_leftward(chars[at - 1]) && chars[at - 1] != '\t' {
            at -= 1;
            if stays(chars[at]) {
                begin = at;
            }
        }
        out.extend(&chars[begin..end]);
        end = begin;
    }
    out
}

/// Turns the runs from right to left in a line that is read from left to right.
fn turn_runs(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    while at < chars.len() {
        if !is_leftward(chars[at]) {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let mut end = at + 1;
        let mut next = end;
        while next < chars.len() && !is_rightward(chars[next]) && chars[next] != '\t' {
            next += 1;
            if is_leftward(chars[next - 1]) {
                end = next;
            }
        }
        let run: String = chars[at..end].iter().collect();
        out.push_str(&turn(&run, is_rightward));
        at = end;
    }
    out
}

/// A bracket as it looks from the other side.
fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '«' => '»',
        '»' => '«',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::as_read;

    #[test]
    fn lines_are_put_into_the_order_of_reading() {
        for (seen, read) in [
            ("plain line 12", "plain line 12"),
            ("םולש", "שלום"),
            ("2019 רבוטקואב 12 (םולש)", "(שלום) 12 באוקטובר 2019"),
            ("The word םולש דליה is read", "The word הילד שלום is read"),
            ("\u{fe94}\u{fe92}\u{fe98}\u{fedc}\u{fee3}", "مكتبة"),
        ] {
            assert_eq!(as_read(seen.to_owned()), read, "{seen}");
        }
    }
}

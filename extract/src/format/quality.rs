//! Whether a page's text can be used: how many of its words look like words.

use crate::content::Line;
use record::PageState;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Words below which a page that is mostly picture counts as having no text.
const FEW_WORDS: usize = 10;

/// Share of a page that pictures must cover for it to count as a picture.
const MOSTLY_PICTURE: f32 = 0.5;

/// Shapes beyond which a page without words is a drawing, or text drawn as outlines, and not blank.
const MANY_PATHS: usize = 50;

/// Share of unreadable characters above which a text layer is nonsense.
const UNREADABLE: f32 = 0.2;

/// Share of word-like words below which a hidden text layer over a picture is nonsense. Good OCR layers of signed
/// scans measured above 0.8, rubbish ones below 0.5.
const RUBBISH: f32 = 0.6;

/// The small words of running text, and whether they tell English read backwards.
static RUNNING: LazyLock<HashMap<&'static str, bool>> = LazyLock::new(|| {
    let lines = include_str!("../../lexicon/running-words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| Some((line.split('\t').next()?, line.ends_with("\tenglish")))).collect()
});

/// What is known of a page besides its words.
#[derive(Debug, Clone, Copy, Default)]
pub struct Signs {
    /// Share of the page that pictures cover, 0 to 1.
    pub pictures: f32,
    /// Shapes painted.
    pub paths: usize,
    /// Characters without a Unicode value.
    pub unreadable: usize,
    /// All characters.
    pub characters: usize,
    /// Whether most of the text is invisible, as the text layers of scans are.
    pub hidden: bool,
}

/// State and quality of a page of a format without pictures.
pub fn measure_lines(lines: &[Line]) -> (PageState, f32) {
    measure(lines, Signs::default())
}

/// State and quality of a page.
pub fn measure(lines: &[Line], signs: Signs) -> (PageState, f32) {
    let (mut words, mut good) = (0usize, 0usize);
    for word in lines.iter().flat_map(|line| line.text.split_whitespace()) {
        words += 1;
        good += usize::from(looks_like_a_word(word));
    }
    let quality = if words == 0 { 0.0 } else { good as f32 / words as f32 };
    let pictured = signs.pictures >= MOSTLY_PICTURE;
    let unreadable = signs.unreadable as f32 > UNREADABLE * signs.characters as f32;
    let state = match words {
        _ if words < FEW_WORDS && pictured => PageState::NoText,
        0 if signs.pictures > 0.02 || signs.paths > MANY_PATHS => PageState::NoText,
        0 => PageState::Blank,
        _ if unreadable || is_nonsense(lines) => PageState::Nonsense,
        _ if signs.hidden && pictured && quality < RUBBISH => PageState::Nonsense,
        _ => PageState::Text,
    };
    (state, quality)
}

/// Whether words are none of any language: letters set apart without words between them, lines read backwards, or letters
/// that stand for others, as where the font's table of letters is missing. Looked for in running text, which has small
/// words and as many vowels as any; lists of names and figures have neither and are not judged.
fn is_nonsense(lines: &[Line]) -> bool {
    /// Words from which on it can be told.
    const MANY: usize = 60;
    /// Share of letters that stand alone from which on they are no words.
    const ALONE: f32 = 0.6;
    /// Share of small words below which text is none, and above which mirror images of them are no chance.
    const SMALL: f32 = 0.02;
    const MIRRORED: f32 = 0.1;
    /// Share of vowels among the letters of any language written in Latin letters, at least.
    const VOWELS: f32 = 0.31;
    let (mut all, mut alone, mut running, mut small, mut mirrored) = (0usize, 0usize, 0usize, 0usize, 0usize);
    let (mut letters, mut vowels) = (0usize, 0usize);
    for word in lines.iter().flat_map(|line| line.text.split_whitespace()) {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        all += 1;
        alone += usize::from(core.chars().count() == 1 && core.chars().all(char::is_alphabetic));
        if core.len() < 2 || !core.chars().all(|c| c.is_lowercase() && (c as u32) < 0x250) {
            continue;
        }
        running += 1;
        small += usize::from(RUNNING.contains_key(core));
        let mirror: String = core.chars().rev().collect();
        mirrored += usize::from(RUNNING.get(mirror.as_str()) == Some(&true));
        letters += core.chars().count();
        vowels += core.chars().filter(|c| "aeiouyw".contains(*c) || !c.is_ascii()).count();
    }
    let share = |part: usize, whole: usize| part as f32 / whole.max(1) as f32;
    all >= MANY && share(alone, all) > ALONE
        || running >= MANY && mirrored > small && share(mirrored, running) > MIRRORED
        || running >= MANY && share(small, running) < SMALL && share(vowels, letters) < VOWELS
}

/// Letters with a vowel among them and not too many consonants in a row, in one case or capitalised; or a number,
/// a date, a sum, a mark. Not a dictionary: names and abbreviations pass.
fn looks_like_a_word(word: &str) -> bool {
    if word.contains('\u{FFFD}') {
        return false;
    }
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    if core.is_empty() {
        return word.chars().count() <= 2;
    }
    if core.contains(['@', '/']) || core.contains("www.") {
        return true;
    }
    core.split(['-', '–', '—', '’', '\'', '.', ',', '&', '_', ':']).all(looks_like_a_part)
}

fn looks_like_a_part(part: &str) -> bool {
    let letters: Vec<char> = part.chars().filter(|c| c.is_alphabetic()).collect();
    let digits = part.chars().filter(char::is_ascii_digit).count();
    let others = part.chars().count() - letters.len() - digits;
    if others > 1 {
        return false;
    }
    if digits > 0 || letters.len() <= 2 {
        return letters.len() <= 4;
    }
    let upper = letters.iter().filter(|c| c.is_uppercase()).count();
    let one_case = upper == 0 || upper == letters.len() || (letters[0].is_uppercase() && upper <= 2);
    if upper == letters.len() && letters.len() <= 6 {
        return true;
    }
    one_case && has_vowels(&letters)
}

/// Welsh `w` and `y` count as vowels. Text beyond Latin is not judged.
fn has_vowels(letters: &[char]) -> bool {
    if letters.iter().any(|c| *c as u32 > 0x24F) {
        return true;
    }
    let mut run = 0;
    let mut any = false;
    for c in letters {
        if "aeiouyw".contains(c.to_ascii_lowercase()) || !c.is_ascii() {
            any = true;
            run = 0;
        } else {
            run += 1;
            if run > 5 {
                return false;
            }
        }
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, signs: Signs, state: PageState) {
        assert_eq!(measure(&[Line::plain(text)], signs).0, state, "{text}");
    }

    #[test]
    fn pages_are_told_apart() {
        let scan = Signs { pictures: 0.9, ..Signs::default() };
        let layer = Signs { hidden: true, ..scan };
        let prose = "The Committee resolved that the plan for the new bridge be agreed by all members";
        check("", Signs::default(), PageState::Blank);
        check("", scan, PageState::NoText);
        check("Signed 12 May", scan, PageState::NoText);
        check(prose, scan, PageState::Text);
        check(prose, layer, PageState::Text);
        check("oBpIs ,ANq,ENO. tLnrn xqZt iIlI1 rnNn ~~.,; sdfgTR qWzX Ord1nAnce zzxcvb", layer, PageState::Nonsense);
        check(prose, Signs { unreadable: 30, characters: 80, ..Signs::default() }, PageState::Nonsense);
    }

    #[test]
    fn text_of_no_language_is_told_from_text_of_any() {
        let prose = "the wardens of the bridge met by lamplight in the granary and swore that no barge should pass \
                     before the morning bell was rung by the sexton or his wife which they did for as long as the river \
                     was in flood and the clerk wrote all of it down in the book that he keeps under the seat of the ferry";
        let backwards: String = prose.chars().rev().collect();
        let shifted: String =
            prose.chars().map(|c| if c == ' ' { c } else { ((c as u8 - b'a' + 29) % 26 + b'a') as char }).collect();
        let apart: String = prose.chars().filter(|c| *c != ' ').flat_map(|c| [c, ' ']).collect();
        let welsh = "mae'r cyngor wedi cytuno bod y bont yn cael ei thrwsio cyn y gaeaf ac y bydd y clerc yn ysgrifennu at y \
                     perchennog i ofyn am ei gyfraniad gan nad oes digon o arian yn y gronfa ar hyn o bryd i dalu am y \
                     coed a'r hoelion a'r gwaith heb help y plwyf nesaf sydd hefyd yn defnyddio'r bont bob dydd farchnad";
        let names = "Ann Elm Bob Oak Cal Ash ".repeat(20);
        let figures = "12 40 7 £3 9.30 b c ".repeat(20);
        check(prose, Signs::default(), PageState::Text);
        check(welsh, Signs::default(), PageState::Text);
        check(&names, Signs::default(), PageState::Text);
        check(&figures, Signs::default(), PageState::Text);
        check(&backwards, Signs::default(), PageState::Nonsense);
        check(&shifted, Signs::default(), PageState::Nonsense);
        check(&apart, Signs::default(), PageState::Nonsense);
    }

    #[test]
    fn words_names_sums_and_references_look_like_words() {
        for word in ["workforce", "EHCP", "£1,200", "s.47", "2021/22", "McGregor", "D’Arcy", "co-operate", "6.30", "a"]
        {
            assert!(looks_like_a_word(word), "{word}");
        }
        for word in ["oBpIs", "xqztpl", "tLnRn", "a~b^c", "\u{FFFD}\u{FFFD}a"] {
            assert!(!looks_like_a_word(word), "{word}");
        }
    }
}

//! Bytes of text made characters, as browsers do it and a little more forgiving.
//!
//! A byte order mark is believed, then what the page declares, then UTF-8, then what its server said, then the old
//! encoding of one byte a character that suits best, which is mostly windows-1252. Two things that browsers get wrong for
//! published papers are mended: a page that was saved as UTF-8 under an old declaration is UTF-8, and a few bytes of
//! another set pasted into UTF-8 cost those bytes and not the page.
//! Source: WHATWG HTML, "determining the character encoding"; WHATWG Encoding Standard.

mod guess;

use super::{Out, problem};
use crate::content::Part;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use record::ProblemCode;
use regex::bytes::Regex;
use std::sync::LazyLock;

/// Bytes looked at for zeros and for a declaration. Browsers look at 1024, but saved pages carry scripts and comments
/// before their head.
const SAMPLE: usize = 16 * 1024;

/// Text and the encoding that it was in.
pub struct Decoded {
    /// The characters, line ends made `\n`.
    pub text: String,
    /// The encoding.
    pub encoding: &'static Encoding,
    /// The name of the encoding, for people.
    pub name: &'static str,
    /// Whether the encoding was guessed, or some bytes were no characters of it.
    pub guessed: bool,
}

// `<meta charset=…>`, `<meta http-equiv … content="…; charset=…">` and the XML declaration, oddly spaced or quoted.
static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i-u)<meta\s[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)|<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]+)"#)
        .expect("a constant pattern")
});

/// Decodes plain text. What steers a terminal or an old printer is no text.
pub fn text(bytes: &[u8]) -> Decoded {
    let decoded = with(bytes, None);
    Decoded { text: without_steering(decoded.text), ..decoded }
}

/// Text without the orders to a terminal ("ESC [1m") and with letters that were struck one over another as the last of them:
/// bold letters are struck twice, underlined ones over a low line.
fn without_steering(text: String) -> String {
    if !text.contains(['\u{8}', '\u{1b}']) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\u{8}' if out.ends_with(|c: char| c != '\n') => {
                let under = out.pop();
                if rest.peek() == Some(&'_') {
                    rest.next();
                    out.extend(under);
                }
            }
            '\u{1b}' => {
                // An order in brackets ends with a letter; of others the next character is all.
                let opens = rest.next() == Some('[');
                while opens && rest.next().is_some_and(|c| !c.is_ascii_alphabetic() && c != '\n') {}
            }
            c => out.push(c),
        }
    }
    out
}

/// Decodes a page of HTML or XML, which may declare its encoding.
pub fn markup(bytes: &[u8]) -> Decoded {
    with(bytes, declared(bytes))
}

/// Decodes text that came with the name of its encoding.
pub fn named(bytes: &[u8], label: &str) -> Decoded {
    with(bytes, Encoding::for_label(label.as_bytes()))
}

/// Text in UTF-8 whose server named its encoding; `None` where the bytes say or show theirs, or are not of that one.
/// Windows-1252 is what servers say of whatever they hold: it is not believed.
pub fn as_served(bytes: &[u8], charset: &str) -> Option<Vec<u8>> {
    let served = Encoding::for_label(charset.as_bytes()).filter(|encoding| *encoding != WINDOWS_1252)?;
    let told = Encoding::for_bom(bytes).is_some() || declared(bytes).is_some() || without_mark(bytes).is_some();
    if told || std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let (text, broken) = served.decode_without_bom_handling(bytes);
    (!broken).then(|| text.into_owned().into_bytes())
}

/// The beginning of a file as text, for telling formats apart.
pub fn head(bytes: &[u8]) -> String {
    markup(&bytes[..bytes.len().min(SAMPLE)]).text
}

/// Says so where an encoding had to be guessed, and hands the text on.
pub fn with_problems(decoded: Decoded, out: &mut Out) -> String {
    if decoded.guessed {
        let name = decoded.name;
        let message = if decoded.encoding == UTF_8 {
            "some bytes of the text are no UTF-8 and were read as windows-1252; odd characters may be wrong".to_owned()
        } else {
            format!("the text does not say its encoding and was read as {name}; odd characters may be wrong")
        };
        out(Part::Problem(problem(ProblemCode::EncodingGuessed, message)));
    }
    decoded.text
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let found = DECLARED.captures_iter(sample).find_map(|found| {
        let label = found.get(1).or_else(|| found.get(2))?;
        Encoding::for_label(label.as_bytes())
    })?;
    // A declaration that could be read as ASCII is none of UTF-16.
    Some(if found == UTF_16LE || found == UTF_16BE { UTF_8 } else { found })
}

fn with(bytes: &[u8], declared: Option<&'static Encoding>) -> Decoded {
    let decoded = |encoding: &'static Encoding| {
        let (text, broken) = encoding.decode_with_bom_removal(bytes);
        Decoded { text: with_plain_line_ends(&text), encoding, name: encoding.name(), guessed: broken }
    };
    if let Some((encoding, _)) = Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding != UTF_8) {
        return decoded(encoding);
    }
    if let Some(wide) = without_mark(bytes) {
        return decoded(wide);
    }
    if std::str::from_utf8(bytes).is_ok() {
        // Plain ASCII may still be an encoding of escapes.
        let decoded = decoded(declared.filter(|_| bytes.is_ascii()).unwrap_or(UTF_8));
        return Decoded { text: encoded_once(decoded.text), ..decoded };
    }
    let (good, broken) = wide_characters(bytes);
    // Text of another encoding hardly ever has two bytes in a row that are a character of UTF-8.
    if good > 0 && broken <= good {
        let text = with_plain_line_ends(&patched(bytes));
        return Decoded { text, encoding: UTF_8, name: UTF_8.name(), guessed: true };
    }
    match declared.filter(|encoding| *encoding != UTF_8) {
        Some(encoding) => decoded(encoding),
        None => {
            let best = guess::guess_code_page(bytes);
            let text = with_plain_line_ends(&best.decode(bytes));
            Decoded { text, encoding: best.encoding.unwrap_or(WINDOWS_1252), name: best.name, guessed: true }
        }
    }
}

/// UTF-16 without a mark: every other byte is mostly zero.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let half = sample.len() / 2;
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    if half > 0 && second * 10 > half * 7 && first * 10 < half {
        Some(UTF_16LE)
    } else if half > 0 && first * 10 > half * 7 && second * 10 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// How many characters beyond ASCII are whole UTF-8, and how many stretches of bytes are broken.
fn wide_characters(bytes: &[u8]) -> (usize, usize) {
    let (mut good, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    // A file that is cut off inside a character is not broken for that.
    let cut = bytes.utf8_chunks().last().is_some_and(|chunk| !chunk.invalid().is_empty());
    (good, if cut && broken == 1 { 0 } else { broken })
}

/// UTF-8 with the broken bytes read as what Western word processors write.
fn patched(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)
}

/// Text that was encoded twice, made what it was: "cafÃ©" is "café". Only stretches beyond ASCII whose characters are, as
/// bytes of windows-1252, whole characters of UTF-8: no language writes so.
fn encoded_once(text: String) -> String {
    if !text.contains(['Ã', 'Â', 'â', 'Å']) {
        return text;
    }
    let mut mended = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| c.is_ascii()) {
        let ascii = usize::from(piece.bytes().last().is_some_and(|last| last.is_ascii()));
        let (beyond, rest) = piece.split_at(piece.len() - ascii);
        let (bytes, _, lossy) = WINDOWS_1252.encode(beyond);
        match std::str::from_utf8(&bytes).ok().filter(|_| !lossy) {
            Some(once) if beyond.chars().count() > 1 => mended.push_str(once),
            _ => mended.push_str(beyond),
        }
        mended.push_str(rest);
    }
    mended
}

fn with_plain_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The encoding of a Windows code page.
pub fn code_page(page: &str) -> Option<&'static Encoding> {
    let label = match page {
        "65001" => "utf-8".to_owned(),
        "932" => "shift_jis".to_owned(),
        "936" => "gbk".to_owned(),
        "949" => "euc-kr".to_owned(),
        "950" => "big5".to_owned(),
        "10000" => "macintosh".to_owned(),
        "866" => "ibm866".to_owned(),
        page => format!("windows-{page}"),
    };
    Encoding::for_label(label.as_bytes())
}

/// The encoding of a Windows character set, as fonts name it. Source: `\fcharset` in the RTF specification.
pub fn charset(number: i64) -> Option<&'static Encoding> {
    let page = match number {
        0 => "1252",
        77 => "10000",
        128 => "932",
        129 => "949",
        134 => "936",
        136 => "950",
        161 => "1253",
        162 => "1254",
        163 => "1258",
        177 => "1255",
        178 => "1256",
        186 => "1257",
        204 => "1251",
        222 => "874",
        238 => "1250",
        _ => return None,
    };
    code_page(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_honoured_and_utf8_is_known_under_any() {
        for (bytes, text, encoding) in [
            (&b"<meta charset=iso-8859-15><p>4 \xa4"[..], "4 €", "ISO-8859-15"),
            (
                b"<META http-equiv='Content-Type' content = \"text/html;charset= 'windows-1251'\">\xcc\xe8\xf0",
                "Мир",
                "windows-1251",
            ),
            (b"<?xml version='1.0' encoding=\"ISO-8859-14\"?>t\xfe", "tŷ", "ISO-8859-14"),
            (b"<meta charset=iso-8859-1>caf\xc3\xa9", "café", "UTF-8"),
            (b"<meta charset=utf-8>caf\xe9", "café", "windows-1252"),
            (b"\x93caf\xe9\x94", "“café”", "windows-1252"),
            (b"\xef\xbb\xbfcaf\xc3\xa9", "café", "UTF-8"),
            (b"\xff\xfea\0\xe9\0", "aé", "UTF-16LE"),
            (b"\xfe\xff\0a\0\xe9", "aé", "UTF-16BE"),
            (b"<\0p\0>\0a\0b\0c\0d\0e\0", "<p>abcde", "UTF-16LE"),
        ] {
            let decoded = markup(bytes);
            assert!(decoded.text.ends_with(text), "{:?} {text}", decoded.text);
            assert_eq!(decoded.encoding.name(), encoding, "{text}");
        }
    }

    #[test]
    fn what_was_encoded_twice_is_read_once() {
        for (twice, once) in [
            ("the cafÃ©â€™s Â£4 â€“ Å´yr", "the café’s £4 – Ŵyr"),
            ("CafÉ â‚¬5, â", "CafÉ €5, â"),
            ("São João, Ângela, Ålesund", "São João, Ângela, Ålesund"),
        ] {
            assert_eq!(text(twice.as_bytes()).text, once);
        }
    }

    #[test]
    fn what_steers_a_terminal_is_no_text() {
        let typed = b"\x1b[1mF\x08Fe\x08er\x08rry\x1b[0m _\x08r_\x08ope o\x08_n \x1b)the\n\x08weir";
        assert_eq!(text(typed).text, "Ferry rope on the\n\u{8}weir");
    }

    #[test]
    fn a_bad_byte_costs_itself() {
        let whole = "“£2” and “£3” and “£4” of the Dean’s ";
        let bytes = [whole.as_bytes(), b"caf\xe9 ", whole.as_bytes()].concat();
        let decoded = text(&bytes);
        assert_eq!(decoded.text, format!("{whole}café {whole}"));
        assert!(decoded.guessed);
        let cut = text(&whole.as_bytes()[..2]);
        assert_eq!(cut.encoding, WINDOWS_1252, "two bytes tell nothing");
    }

    #[test]
    fn what_the_server_said_is_believed_of_text_that_says_nothing() {
        let polish = b"\xaf\xf3\xb3kiewski of \xa3\xf3d\xbc Road";
        let served = as_served(polish, "ISO-8859-2").map(|text| String::from_utf8_lossy(&text).into_owned());
        assert_eq!(served.as_deref(), Some("Żółkiewski of Łódź Road"));
        assert_eq!(as_served(polish, "iso-8859-1"), None, "what servers say of whatever they hold");
        assert_eq!(as_served("Łódź".as_bytes(), "ISO-8859-2"), None, "it shows itself");
        assert_eq!(as_served(b"<meta charset=windows-1250>\x9ced", "ISO-8859-2"), None, "it says so itself");
        assert_eq!(as_served(polish, "klingon"), None);
    }
}

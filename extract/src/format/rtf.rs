//! RTF: the text of word processors that write control words into ASCII.
//!
//! Control words that only dress the text are skipped, and so are groups that hold no text of the paper (fonts,
//! colours, styles, pictures, heads and feet of pages, deleted text). List numbers stand in the file as Word printed
//! them. Source: Rich Text Format Specification 1.9.1.

use super::left_out::LeftOut;
use super::{Hint, Out, decode, problem, text};
use crate::content::{Line, Metadata, Part};
use encoding_rs::{Encoding, WINDOWS_1252};
use record::Form;
use std::collections::HashMap;

/// Groups inside one another beyond which a file was made to break readers; deeper ones are read as if they were flat.
const DEEPEST: usize = 1_000;

/// Groups whose words are no words of the paper.
const SKIPPED: [&str; 5] = [
    "fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator pict object header headerl",
    "headerr headerf footer footerl footerr footerf fldinst themedata colorschememapping datastore",
    "latentstyles xmlnstbl pgptbl filetbl revtbl ftnsep ftnsepc aftnsep aftnsepc annotation atnid atnauthor",
    "private xe tc bkmkstart bkmkend pntxta pntxtb listpicture userprops docvar shppict sp mmath",
    "wgrffmtfilter",
];

/// Whether these bytes are RTF.
pub fn sniff(bytes: &[u8], _: &Hint) -> bool {
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

/// Reads it.
pub fn read(bytes: &[u8], out: &mut Out) {
    let mut reader = Reader::new();
    reader.read(bytes);
    reader.finish(None);
    if !reader.stack.is_empty() {
        out(Part::Problem(problem("truncated", "the RTF breaks off before its end; what is there was read")));
    }
    out(Part::Metadata(std::mem::take(&mut reader.metadata)));
    reader.left_out.tell(out);
    for (lines, number) in reader.pages.into_iter().zip(1..) {
        out(Part::Page(text::page_of(number, lines)));
    }
}

/// What a group inherits and gives back when it ends.
#[derive(Debug, Clone)]
struct State {
    skipped: bool,
    hidden: bool,
    deleted: bool,
    bold: bool,
    /// Field of the metadata that the words go to.
    field: Option<Field>,
    /// Fallback characters after each `\u`.
    fallback: usize,
    encoding: &'static Encoding,
    /// Whether the group is one that readers who do not know it are to skip.
    starred: bool,
    begins: bool,
    raised: bool,
    /// Whether the group is the table of fonts.
    in_fonts: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Author,
    Other,
}

struct Reader {
    pages: Vec<Vec<Line>>,
    metadata: Metadata,
    state: State,
    stack: Vec<State>,
    deeper: usize,
    fonts: HashMap<i32, &'static Encoding>,
    font: Option<i32>,
    page_encoding: &'static Encoding,
    text: String,
    /// Bytes of the present encoding that wait for their neighbours.
    bytes: Vec<u8>,
    surrogate: Option<u16>,
    to_skip: usize,
    letters: usize,
    bold: usize,
    left_out: LeftOut,
    /// Width of the picture that is open, in points.
    width: f64,
    /// Depth of the group that holds pictures once more.
    in_copy: usize,
    in_table: bool,
    cells: Vec<String>,
    level: Option<u8>,
}

impl Reader {
    fn new() -> Self {
        let state = State {
            skipped: false,
            hidden: false,
            deleted: false,
            bold: false,
            field: None,
            fallback: 1,
            encoding: WINDOWS_1252,
            starred: false,
            begins: false,
            raised: false,
            in_fonts: false,
        };
        Self {
            pages: vec![Vec::new()],
            metadata: Metadata::default(),
            state,
            stack: Vec::new(),
            deeper: 0,
            fonts: HashMap::new(),
            font: None,
            page_encoding: WINDOWS_1252,
            text: String::new(),
            bytes: Vec::new(),
            surrogate: None,
            to_skip: 0,
            left_out: LeftOut::default(),
            width: 0.0,
            in_copy: 0,
            letters: 0,
            bold: 0,
            in_table: false,
            cells: Vec::new(),
            level: None,
        }
    }

    fn read(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'{' => self.open(),
                b'}' => self.close(),
                b'\\' => at = self.control(bytes, at),
                b'\r' | b'\n' => {}
                b'\t' => self.push_char('\t'),
                byte => {
                    if self.to_skip > 0 {
                        self.to_skip -= 1;
                    } else {
                        self.push_byte(byte);
                    }
                    self.state.begins = false;
                }
            }
        }
        self.flush();
    }

    fn open(&mut self) {
        self.flush();
        self.to_skip = 0;
        if self.stack.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        self.stack.push(self.state.clone());
        self.state.begins = true;
        self.state.starred = false;
    }

    fn close(&mut self) {
        self.flush();
        self.to_skip = 0;
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        if let Some(outer) = self.stack.pop() {
            let field = self.state.field.is_some() && outer.field.is_none();
            self.state = outer;
            if field {
                self.text.clear();
            }
        }
    }

    /// Reads what stands behind a backslash at `at`; gives the byte after it.
    fn control(&mut self, bytes: &[u8], at: usize) -> usize {
        let Some(&first) = bytes.get(at) else { return at };
        if !first.is_ascii_alphabetic() {
            return self.symbol(bytes, at, first);
        }
        let letters = bytes[at..].iter().take(32).take_while(|b| b.is_ascii_alphabetic()).count();
        let mut end = at + letters;
        let word = std::str::from_utf8(&bytes[at..end]).unwrap_or_default().to_owned();
        let negative = bytes.get(end) == Some(&b'-') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        end += usize::from(negative);
        let digits = bytes[end..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        let number = std::str::from_utf8(&bytes[end..end + digits]).ok().and_then(|n| n.parse::<i64>().ok());
        end += digits;
        let number = number.map(|n| if negative { -n } else { n });
        end += usize::from(bytes.get(end) == Some(&b' '));
        if word == "bin" {
            return (end + number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0)).min(bytes.len());
        }
        if word != "u" {
            self.flush();
        }
        self.word(&word, number);
        self.state.begins = false;
        end
    }

    fn symbol(&mut self, bytes: &[u8], at: usize, first: u8) -> usize {
        match first {
            b'\'' => {
                let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
                if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    if self.to_skip > 0 {
                        self.to_skip -= 1;
                    } else {
                        self.push_byte(byte);
                    }
                }
                return (at + 3).min(bytes.len());
            }
            b'*' => self.state.starred = true,
            b'~' => self.push_char('\u{a0}'),
            b'_' => self.push_char('-'),
            b'-' => {}
            b'\\' | b'{' | b'}' if self.to_skip > 0 => self.to_skip -= 1,
            b'\\' | b'{' | b'}' => self.push_byte(first),
            b'\n' | b'\r' => self.finish(None),
            _ => {}
        }
        at + 1
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        let on = number != Some(0);
        if self.state.begins || self.state.starred {
            self.destination(word);
        }
        self.beside(word, number);
        match word {
            "ansicpg" => self.set_page(number),
            "mac" => self.set_encoding(encoding_rs::MACINTOSH),
            "f" if self.state.in_fonts => self.font = number.and_then(|n| i32::try_from(n).ok()),
            "f" => {
                let font = number.and_then(|n| i32::try_from(n).ok());
                let of_font = font.and_then(|font| self.fonts.get(&font)).copied();
                self.state.encoding = of_font.unwrap_or(self.page_encoding);
            }
            "fcharset" if self.state.in_fonts => {
                if let (Some(font), Some(encoding)) = (self.font, number.and_then(decode::charset)) {
                    self.fonts.insert(font, encoding);
                }
            }
            "uc" => self.state.fallback = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1),
            "u" => self.unicode(number.unwrap_or(0)),
            "plain" => {
                (self.state.bold, self.state.hidden, self.state.deleted, self.state.raised) =
                    (false, false, false, false)
            }
            "b" => self.state.bold = on,
            "v" => self.state.hidden = on,
            "deleted" => self.state.deleted = on,
            "super" => self.state.raised = on,
            "nosupersub" | "sub" => self.state.raised = false,
            "par" | "sect" => self.finish(None),
            "line" | "softline" => self.push_char('\n'),
            "tab" => self.push_char('\t'),
            "cell" | "nestcell" => self.end_cell(),
            "row" | "nestrow" => self.end_row(),
            "intbl" => self.in_table = true,
            "pard" => (self.in_table, self.level) = (false, None),
            "outlinelevel" => self.level = number.and_then(|n| u8::try_from(n + 1).ok()).filter(|level| *level < 10),
            "page" => self.end_page(),
            "emdash" => self.push_char('—'),
            "endash" => self.push_char('–'),
            "lquote" => self.push_char('‘'),
            "rquote" => self.push_char('’'),
            "ldblquote" => self.push_char('“'),
            "rdblquote" => self.push_char('”'),
            "bullet" => self.push_char('•'),
            "emspace" | "enspace" | "qmspace" => self.push_char(' '),
            "footnote" => self.push_char(' '),
            _ => {}
        }
    }

    /// Notes what stands beside the text: comments, and sizes of pictures, which are told in twentieths of points.
    fn beside(&mut self, word: &str, number: Option<i64>) {
        let points = || number.unwrap_or(0) as f64 / 20.0;
        match word {
            "annotation" => self.left_out.comments += 1,
            // The copy for old programs tells the size once more.
            "nonshppict" => self.in_copy = self.stack.len(),
            "picwgoal" => self.width = points(),
            "pichgoal" if self.in_copy == 0 || self.stack.len() < self.in_copy => {
                self.left_out.picture(std::mem::take(&mut self.width), points());
            }
            _ => {}
        }
    }

    /// The first control word of a group says what the group is.
    fn destination(&mut self, word: &str) {
        match word {
            "info" => self.state.field = Some(Field::Other),
            "title" if self.state.field.is_some() => self.state.field = Some(Field::Title),
            "author" if self.state.field.is_some() => self.state.field = Some(Field::Author),
            "fonttbl" => (self.state.in_fonts, self.state.skipped) = (true, true),
            _ if SKIPPED.iter().any(|words| words.split(' ').any(|skipped| skipped == word)) => {
                self.state.skipped = true
            }
            // What a starred group holds that is not known here is no text, but for what stands in drawn boxes.
            _ if self.state.starred
                && !matches!(word, "shpinst" | "shptxt" | "do" | "dptxbxtext" | "nesttableprops") =>
            {
                self.state.skipped = true;
            }
            _ => {}
        }
    }

    fn set_page(&mut self, number: Option<i64>) {
        if let Some(encoding) = number.and_then(|n| decode::code_page(&n.to_string())) {
            self.set_encoding(encoding);
        }
    }

    fn set_encoding(&mut self, encoding: &'static Encoding) {
        self.page_encoding = encoding;
        self.state.encoding = encoding;
    }

    fn unicode(&mut self, number: i64) {
        self.decode_bytes();
        let unit = (number & 0xFFFF) as u16;
        let pair = self.surrogate.take();
        match unit {
            0xD800..=0xDBFF => self.surrogate = Some(unit),
            _ => {
                let units: Vec<u16> = pair.into_iter().chain([unit]).collect();
                let c = char::decode_utf16(units).last().and_then(Result::ok).unwrap_or('\u{fffd}');
                self.push_char(c);
            }
        }
        self.to_skip = self.state.fallback;
    }

    fn push_byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    fn flush(&mut self) {
        self.decode_bytes();
    }

    fn decode_bytes(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let (words, _) = self.state.encoding.decode_without_bom_handling(&bytes);
        self.push(&words);
    }

    fn push_char(&mut self, c: char) {
        self.decode_bytes();
        self.push(c.encode_utf8(&mut [0; 4]));
    }

    fn push(&mut self, words: &str) {
        let state = &self.state;
        if state.skipped || state.hidden || state.deleted {
            return;
        }
        if let Some(field) = state.field {
            let into = match field {
                Field::Title => &mut self.metadata.title,
                Field::Author => &mut self.metadata.author,
                Field::Other => return,
            };
            into.get_or_insert_default().push_str(words);
            return;
        }
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        self.letters += letters;
        if state.bold {
            self.bold += letters;
        }
        if state.raised {
            self.text.push_str(&super::raised(words));
        } else {
            self.text.push_str(words);
        }
    }

    /// Ends the paragraph.
    fn finish(&mut self, form: Option<Form>) {
        self.decode_bytes();
        if self.state.skipped || self.state.field.is_some() {
            return;
        }
        if self.in_table && form.is_none() {
            // A paragraph within a cell.
            self.text.push(' ');
            return;
        }
        let text = std::mem::take(&mut self.text);
        let bold = self.letters > 0 && self.bold * 10 > self.letters * 9;
        (self.letters, self.bold) = (0, 0);
        let form = form.or(self.level.map(|_| Form::Heading));
        for (at, part) in text.split('\n').enumerate() {
            if part.trim().is_empty() {
                continue;
            }
            let line = Line { bold, form, level: self.level, starts_paragraph: at == 0, ..Line::plain(part) };
            self.push_line(line);
        }
    }

    fn end_cell(&mut self) {
        self.decode_bytes();
        let cell = std::mem::take(&mut self.text);
        self.cells.push(cell.replace(['\t', '\n'], " ").trim().to_owned());
        (self.letters, self.bold) = (0, 0);
    }

    fn end_row(&mut self) {
        self.decode_bytes();
        let cells = std::mem::take(&mut self.cells);
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.push_line(Line::whole(cells.join("\t"), Form::TableRow));
        }
    }

    fn end_page(&mut self) {
        if self.state.skipped {
            return;
        }
        // A paragraph that goes over a page is whole on the first.
        if self.text.trim().is_empty() && self.pages.last().is_some_and(|page| !page.is_empty()) {
            self.pages.push(Vec::new());
        }
    }

    fn push_line(&mut self, line: Line) {
        if let Some(page) = self.pages.last_mut() {
            page.push(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Content;
    use crate::format::read as read_file;

    fn lines(rtf: &str) -> Vec<String> {
        let content: Content = read_file(rtf.as_bytes(), &Hint::default());
        content.pages.iter().flat_map(|page| &page.lines).map(|line| line.text.replace('\t', "|")).collect()
    }

    #[test]
    fn control_words_are_no_words() {
        for (rtf, expected) in [
            (
                r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\*\generator Riched20;}\pard\f0\fs22 One\par Two\par}",
                vec!["One", "Two"],
            ),
            (r"{\rtf1\ansi Caf\'e9 \u8220?so\u8221? 5\u189\'bd\par}", vec!["Café “so” 5½"]),
            (r"{\rtf1\ansi\uc2 \u337\'f5\'f5x\par}", vec!["őx"]),
            (r"{\rtf1\ansi{\fonttbl{\f1\fcharset204 Arial;}}\f1 \'cc\'e8\'f0\par}", vec!["Мир"]),
            (r"{\rtf1 {\listtext\pard\tab 1.\tab}Apologies\par}", vec!["|1.|Apologies"]),
            (r"{\rtf1 \trowd\cellx1\cellx2\intbl Bridge\cell 12\cell\row\pard After\par}", vec!["Bridge|12", "After"]),
            (r"{\rtf1 Kept{\deleted  gone}{\v hidden}\line on\par}", vec!["Kept", "on"]),
            (r"{\rtf1{\header Head\par}{\footer Foot\par}{\pict 0102}Words{\footnote Note}\par}", vec!["Words Note"]),
            (r"{\rtf1{\info{\title Bridges}{\author A. Hay}}A \{brace\} and \\ too\par}", vec![r"A {brace} and \ too"]),
            (r"{\rtf1{\field{\*\fldinst HYPERLINK a}{\fldrslt the link}}\par}", vec!["the link"]),
            (r"{\rtf1\bin4 {{{{Words\par}", vec!["Words"]),
        ] {
            assert_eq!(lines(rtf), expected, "{rtf}");
        }
    }

    #[test]
    fn a_file_that_breaks_off_says_so() {
        let content = read_file(br"{\rtf1\ansi One\par Two", &Hint::default());
        assert_eq!(content.problems.iter().map(|p| p.code.as_str()).collect::<Vec<_>>(), ["truncated"]);
        assert_eq!(content.pages[0].lines.len(), 2);
    }
}

//! RTF: the text of word processors that write control words into ASCII.
//!
//! Control words that only dress the text are skipped, and so are groups that hold no text of the paper (fonts,
//! colours, styles, pictures, feet of pages, deleted text). List numbers stand in the file as Word printed
//! them. Source: Rich Text Format Specification 1.9.1.

mod beside;
mod group;

use super::left_out::LeftOut;
use super::marks::raised;
use super::{Hint, Out, decode, page_head, problem, text};
use crate::content::{Line, Metadata, Part};
use crate::layout::NOTE;
use beside::{Aside, Beside, Text};
use encoding_rs::{Encoding, WINDOWS_1252};
use group::{Field, State};
use record::{Form, ProblemCode};
use std::collections::HashMap;

/// Groups inside one another beyond which a file was made to break readers; deeper ones are read as if they were flat.
const DEEPEST: usize = 1_000;

/// Groups whose words are no words of the paper.
const SKIPPED: [&str; 5] = [
    "fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator pict object headerl",
    "footer footerl footerr footerf fldinst themedata colorschememapping datastore",
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
        out(Part::Problem(problem(
            ProblemCode::Truncated,
            "the RTF breaks off before its end; what is there was read",
        )));
    }
    out(Part::Metadata(std::mem::take(&mut reader.metadata)));
    reader.left_out.tell(out);
    page_head::put(&mut reader.pages, reader.beside.head);
    for (lines, number) in reader.pages.into_iter().zip(1..) {
        out(Part::Page(text::page_of(number, lines)));
    }
}

/// Half points above the line from which on words are raised.
const RAISED: i64 = 3;

struct Reader {
    pages: Vec<Vec<Line>>,
    metadata: Metadata,
    state: State,
    stack: Vec<State>,
    deeper: usize,
    fonts: HashMap<i32, &'static Encoding>,
    font: Option<i32>,
    page_encoding: &'static Encoding,
    /// The text that is being written: the paper's, or one beside it.
    open: Text,
    /// Bytes of the present encoding that wait for their neighbours.
    bytes: Vec<u8>,
    surrogate: Option<u16>,
    to_skip: usize,
    left_out: LeftOut,
    beside: Beside,
    /// Width of the picture that is open, in points.
    width: f64,
    /// Depth of the group that holds pictures once more.
    in_copy: usize,
}

impl Reader {
    fn new() -> Self {
        Self {
            pages: vec![Vec::new()],
            metadata: Metadata::default(),
            state: State::outermost(),
            stack: Vec::new(),
            deeper: 0,
            fonts: HashMap::new(),
            font: None,
            page_encoding: WINDOWS_1252,
            open: Text::default(),
            bytes: Vec::new(),
            surrogate: None,
            to_skip: 0,
            left_out: LeftOut::default(),
            beside: Beside::default(),
            width: 0.0,
            in_copy: 0,
        }
    }

    fn read(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'{' => self.begin_group(),
                b'}' => self.end_group(),
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

    fn begin_group(&mut self) {
        self.flush();
        self.to_skip = 0;
        if self.stack.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        self.stack.push(self.state.clone());
        self.state.begins = true;
        self.state.starred = false;
        self.state.of_twice = self.state.twice.take();
        self.state.skipped |= self.state.of_twice.is_some();
    }

    fn end_group(&mut self) {
        self.flush();
        self.to_skip = 0;
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        if let Some(outer) = self.stack.pop() {
            if self.state.aside != outer.aside {
                self.end_aside();
            }
            let field = self.state.field.is_some() && outer.field.is_none();
            self.state = outer;
            if field {
                self.open.text.clear();
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
            self.state.starred = false;
        }
        self.count_left_out(word, number);
        match word {
            "ansicpg" => self.set_page(number),
            "mac" => self.set_encoding(encoding_rs::MACINTOSH),
            "f" if self.state.in_fonts => self.font = number.and_then(|n| i32::try_from(n).ok()),
            "f" => {
                let font = number.and_then(|n| i32::try_from(n).ok());
                let of_font = font.and_then(|font| self.fonts.get(&font)).copied();
                self.state.signs = font.and_then(|font| self.beside.signs.get(&font)).copied();
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
                    (false, false, false, false);
                self.state.signs = None;
            }
            "b" => self.state.bold = on,
            "v" => self.state.hidden = on,
            "deleted" => self.state.deleted = on,
            "super" => self.state.raised = on,
            "up" => self.state.raised = number.unwrap_or(RAISED) >= RAISED,
            "nosupersub" | "sub" | "dn" => self.state.raised = false,
            "par" | "sect" => self.finish(None),
            "line" | "softline" => self.push_char('\n'),
            "tab" => self.push_char('\t'),
            "cell" | "nestcell" => self.end_cell(),
            "row" | "nestrow" => self.end_row(),
            "intbl" => self.open.in_table = true,
            "pard" => (self.open.in_table, self.open.level) = (false, None),
            "outlinelevel" => {
                self.open.level = number.and_then(|n| u8::try_from(n + 1).ok()).filter(|level| *level < 10)
            }
            "page" => self.end_page(),
            "emdash" => self.push_char('—'),
            "endash" => self.push_char('–'),
            "lquote" => self.push_char('‘'),
            "rquote" => self.push_char('’'),
            "ldblquote" => self.push_char('“'),
            "rdblquote" => self.push_char('”'),
            "bullet" => self.push_char('•'),
            "emspace" | "enspace" | "qmspace" => self.push_char(' '),
            _ => {}
        }
    }

    /// The first control word of a group says what the group is.
    fn destination(&mut self, word: &str) {
        match word {
            "info" => self.state.field = Some(Field::Other),
            "title" if self.state.field.is_some() => self.state.field = Some(Field::Title),
            "author" if self.state.field.is_some() => self.state.field = Some(Field::Author),
            "footnote" => self.begin_aside(Aside::Note),
            "header" | "headerr" if !self.beside.head.is_empty() => self.state.skipped = true,
            "header" | "headerr" | "headerf" => self.begin_aside(Aside::Head),
            "upr" => self.state.twice = Some(self.state.skipped),
            "ud" if self.state.of_twice.is_some() => self.state.skipped = self.state.of_twice == Some(true),
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
        if state.in_fonts {
            self.beside.name_font(self.font, words);
        }
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
        self.open.letters += letters;
        if state.bold {
            self.open.bold += letters;
        }
        if let Some(signs) = state.signs {
            self.open.text.extend(words.chars().map(|c| signs.shown(c)));
        } else if state.raised {
            self.open.text.push_str(&raised(words, &self.open.text));
        } else {
            self.open.text.push_str(words);
        }
    }

    /// Ends the paragraph.
    fn finish(&mut self, form: Option<Form>) {
        self.decode_bytes();
        if self.state.skipped || self.state.field.is_some() {
            return;
        }
        if self.open.in_table && form.is_none() {
            // A paragraph within a cell.
            self.open.text.push(' ');
            return;
        }
        let text = std::mem::take(&mut self.open.text);
        let bold = self.open.letters > 0 && self.open.bold * 10 > self.open.letters * 9;
        (self.open.letters, self.open.bold) = (0, 0);
        let form = form.or(self.open.level.map(|_| Form::Heading));
        for (at, part) in text.split('\n').enumerate() {
            if part.trim().is_empty() {
                continue;
            }
            let line = Line { bold, form, level: self.open.level, starts_paragraph: at == 0, ..Line::plain(part) };
            self.push_line(line);
        }
        self.put_notes();
    }

    fn end_cell(&mut self) {
        self.decode_bytes();
        let cell = std::mem::take(&mut self.open.text);
        self.open.cells.push(cell.replace(['\t', '\n'], " ").trim().to_owned());
        (self.open.letters, self.open.bold) = (0, 0);
    }

    fn end_row(&mut self) {
        self.decode_bytes();
        let cells = std::mem::take(&mut self.open.cells);
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.push_line(Line::whole(cells.join("\t"), Form::TableRow));
        }
        self.put_notes();
    }

    fn end_page(&mut self) {
        if self.state.skipped {
            return;
        }
        // A paragraph that goes over a page is whole on the first.
        if self.open.text.trim().is_empty() && self.pages.last().is_some_and(|page| !page.is_empty()) {
            self.pages.push(Vec::new());
        }
    }

    fn push_line(&mut self, line: Line) {
        if let Some(aside) = self.state.aside {
            self.beside.put(aside, line);
        } else if let Some(page) = self.pages.last_mut() {
            page.push(line);
        }
    }

    /// Counts what stands beside the text and is not read: comments, and pictures, whose sizes are told in twentieths of
    /// points.
    fn count_left_out(&mut self, word: &str, number: Option<i64>) {
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

    /// Begins a text beside the text.
    fn begin_aside(&mut self, aside: Aside) {
        if self.state.skipped || self.state.aside.is_some() {
            self.state.skipped = true;
            return;
        }
        self.state.aside = Some(aside);
        self.beside.begin(aside, &mut self.open);
    }

    /// Ends it, and goes on with the text where it was.
    fn end_aside(&mut self) {
        let of_note = self.state.aside == Some(Aside::Note);
        self.open.in_table = false;
        self.finish(None);
        let Some(around) = self.beside.end() else { return };
        self.open = around;
        if of_note {
            self.open.text.push(NOTE);
        }
    }

    /// Puts the notes of a paragraph or row behind it.
    fn put_notes(&mut self) {
        if self.state.aside.is_none() {
            for note in std::mem::take(&mut self.beside.notes) {
                self.push_line(note);
            }
        }
    }
}

#[cfg(test)]
mod tests;

//! Reading attributed passages: NDJSON, plain or zstd-compressed, one passage a line.
//!
//! Streams: memory follows the longest line, not the file. A line that cannot be read is told with its number and the
//! next one is read.

use jiff::civil::Date;
use record::{Act, Certainty, Kind};
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, BufReader, Read};

/// One passage as another system attributed it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordLine {
    /// Its id in the system that it comes from; unique within the file.
    pub id: String,
    /// Day on which it was said or published.
    pub date: Date,
    /// Its words.
    pub text: String,
    /// Council or body.
    #[serde(default)]
    pub council: Option<String>,
    /// Committee or hearing.
    #[serde(default)]
    pub committee: Option<String>,
    /// Title of the agenda item.
    #[serde(default)]
    pub item: Option<String>,
    /// Who said it, as printed.
    #[serde(default)]
    pub speaker: Option<String>,
    /// How safely that is known; sure where the line does not say.
    #[serde(default)]
    pub certainty: Option<Certainty>,
    /// In what office.
    #[serde(default)]
    pub role: Option<String>,
    /// What it does in its meeting.
    #[serde(default)]
    pub act: Option<Act>,
    /// What it was printed in.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// Title of the document that it was printed in.
    #[serde(default)]
    pub title: Option<String>,
    /// Where it is published.
    #[serde(default)]
    pub url: Option<String>,
    /// 1-based page of that document.
    #[serde(default)]
    pub page: Option<u32>,
}

/// A line that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct LineProblem {
    /// 1-based.
    pub line: u64,
    /// What is wrong with it.
    pub what: String,
}

/// Longest line in bytes. A passage is a paragraph or a speech; 4 MB is a book, and what comes longer is no NDJSON.
pub const MAX_LINE_BYTES: u64 = 4_000_000;

/// How many times its size a packed file may come to: passages pack to a fifth or a tenth, the same line again and again to a
/// ten thousandth.
const MOST_PACKED: u64 = 100;

/// What a packed file may come to whatever its size, in bytes.
const ALWAYS_UNPACKED: u64 = 1 << 20;

/// The first bytes of a zstd frame. Source: RFC 8878, 3.1.1.
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// Reads a file of records, plain or compressed, told by its first bytes.
///
/// # Errors
/// When the first bytes cannot be read or the decompressor cannot be set up.
pub fn lines<'a>(reader: impl Read + Send + 'a) -> io::Result<Lines<Box<dyn BufRead + Send + 'a>>> {
    let mut reader = BufReader::new(reader);
    if reader.fill_buf()?.starts_with(&ZSTD_MAGIC) {
        let packed = Counted { reader, bytes: 0 };
        let decoder = zstd::stream::read::Decoder::new(packed)?;
        Ok(read_lines(Box::new(BufReader::new(Unpacked { decoder, bytes: 0 }))))
    } else {
        Ok(read_lines(Box::new(reader)))
    }
}

/// What is read, counted.
struct Counted<R> {
    reader: R,
    bytes: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.bytes += read as u64;
        Ok(read)
    }
}

/// What is unpacked, until it comes to more than what was read of it can honestly hold.
struct Unpacked<R: Read> {
    decoder: zstd::stream::read::Decoder<'static, BufReader<Counted<R>>>,
    bytes: u64,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.bytes += read as u64;
        let packed = self.decoder.get_ref().get_ref().bytes;
        if self.bytes > ALWAYS_UNPACKED.max(packed * MOST_PACKED) {
            return Err(io::Error::other(format!("it unpacks to more than {MOST_PACKED} times its size")));
        }
        Ok(read)
    }
}

/// Reads records line by line. Empty lines are passed over.
pub fn read_lines<R: BufRead>(reader: R) -> Lines<R> {
    Lines { reader, line: 0, buffer: Vec::new(), ended: false }
}

/// Records in the order of their file, each with what it is or what is wrong with it.
pub struct Lines<R> {
    reader: R,
    line: u64,
    buffer: Vec<u8>,
    ended: bool,
}

impl<R> Lines<R> {
    /// The 1-based number of the line that was read last.
    pub fn line(&self) -> u64 {
        self.line
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<RecordLine, LineProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.buffer.clear();
            self.line += 1;
            let taken = (&mut self.reader).take(MAX_LINE_BYTES + 1).read_until(b'\n', &mut self.buffer);
            match taken {
                Ok(0) => self.ended = true,
                Ok(bytes) if bytes as u64 > MAX_LINE_BYTES => return Some(self.pass_over_long_line()),
                Ok(_) => {
                    if let Some(record) = parse(&self.buffer, self.line) {
                        return Some(record);
                    }
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(self.problem(format!("the file ends here, unreadable: {error}"))));
                }
            }
        }
        None
    }
}

impl<R: BufRead> Lines<R> {
    fn pass_over_long_line(&mut self) -> Result<RecordLine, LineProblem> {
        let problem = self.problem(format!("longer than {MAX_LINE_BYTES} bytes, passed over"));
        while self.buffer.last().is_some_and(|last| *last != b'\n') {
            self.buffer.clear();
            // A reading error comes again with the next line and is told there.
            if (&mut self.reader).take(MAX_LINE_BYTES).read_until(b'\n', &mut self.buffer).is_err() {
                break;
            }
        }
        Err(problem)
    }

    fn problem(&self, what: String) -> LineProblem {
        LineProblem { line: self.line, what }
    }
}

fn parse(bytes: &[u8], line: u64) -> Option<Result<RecordLine, LineProblem>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").filter(|_| line == 1).unwrap_or(bytes).trim_ascii();
    if bytes.is_empty() {
        return None;
    }
    let problem = |what| LineProblem { line, what };
    let read = serde_json::from_slice::<RecordLine>(bytes).map_err(|error| problem(error.to_string()));
    Some(read.and_then(|record| match () {
        () if record.id.trim().is_empty() => Err(problem("`id` is empty".into())),
        () if record.text.trim().is_empty() => Err(problem("`text` is empty".into())),
        () => Ok(record),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(input: &[u8]) -> Vec<String> {
        lines(input)
            .unwrap()
            .map(|line| match line {
                Ok(record) => format!("{} {}", record.id, record.text),
                Err(problem) => problem.to_string(),
            })
            .collect()
    }

    const GOOD: &str = r#"{"id":"a1","date":"2020-02-03","text":"Thank you.","speaker":"Cllr Ash","page":3,"more":1}"#;

    #[test]
    fn reads_what_it_can_and_numbers_what_it_cannot() {
        let input = format!(
            "\u{feff}{GOOD}\n\n{{\"id\":\"a2\"}}\nnot json\n{{\"id\":\"a3\",\"date\":\"2020-02-30\",\"text\":\"x\"}}\n\
             {{\"id\":\"a4\",\"date\":\"2020-02-03\",\"text\":\" \"}}\n\
             {{\"id\":\"a5\",\"date\":\"2020-02-03\",\"text\":\"x\",\"kind\":\"leaflet\"}}\n{GOOD}"
        );
        let told = told(input.as_bytes());
        for (place, expected) in [
            (0, "a1 Thank you."),
            (1, "line 3: missing field `date`"),
            (2, "line 4: expected"),
            (3, "line 5: "),
            (4, "line 6: `text` is empty"),
            (5, "line 7: unknown variant `leaflet`, expected one of `agenda`"),
            (6, "a1 Thank you."),
        ] {
            assert!(told[place].starts_with(expected), "{} should begin {expected}", told[place]);
        }
        assert_eq!(told.len(), 7);
    }

    #[test]
    fn reads_compressed_files_and_says_where_one_breaks_off() {
        let plain = format!("{GOOD}\n").repeat(3000);
        let packed = zstd::encode_all(plain.as_bytes(), 3).unwrap();
        assert_eq!(told(&packed).len(), 3000);
        let broken = told(&packed[..packed.len() - 8]);
        assert!(broken.last().unwrap().contains("the file ends here, unreadable"), "{:?}", broken.last());
    }

    #[test]
    fn a_file_that_unpacks_to_more_than_it_can_hold_ends_there() {
        let plain = format!("{GOOD}\n").repeat(200_000);
        let packed = zstd::encode_all(plain.as_bytes(), 3).unwrap();
        let told = told(&packed);
        assert!(told.last().unwrap().contains("more than 100 times its size"), "{:?}", told.last());
        assert!(told.len() < 40_000, "{} lines of {} bytes", told.len(), packed.len());
    }

    #[test]
    fn passes_over_a_line_without_end_and_goes_on() {
        let input = [&vec![b'x'; 3 * MAX_LINE_BYTES as usize][..], b"\n", GOOD.as_bytes()].concat();
        let told = told(&input);
        assert!(told[0].contains("passed over"));
        assert_eq!(&told[1..], ["a1 Thank you."]);
    }

    #[test]
    fn bytes_that_are_no_text_are_told() {
        assert!(told(b"\xff\xfe\x00\n")[0].starts_with("line 1: "));
        assert_eq!(told(b""), Vec::<String>::new());
    }
}

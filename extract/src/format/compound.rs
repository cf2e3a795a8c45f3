//! Compound files: the folders within a file that old Office formats, mails of Outlook and locked new ones are.

use std::io::{Cursor, Read};

/// What a compound file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Word 6 to 2003.
    Word,
    /// Excel to 2003.
    Workbook,
    /// PowerPoint to 2003.
    Slides,
    /// A mail of Outlook.
    Mail,
    /// A file of a newer Office, locked with a password.
    Locked,
    /// Something else, or damaged.
    Other,
}

/// Bytes read of one stream.
const STREAM_LIMIT: u64 = 256 * 1024 * 1024;

const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// What these bytes are, where they are a compound file.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    if !bytes.starts_with(MAGIC) {
        return None;
    }
    let Ok(file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return Some(Kind::Other) };
    let holds = |name: &str| file.exists(name);
    Some(if holds("/EncryptedPackage") {
        Kind::Locked
    } else if holds("/WordDocument") {
        Kind::Word
    } else if holds("/Workbook") || holds("/Book") {
        Kind::Workbook
    } else if holds("/PowerPoint Document") {
        Kind::Slides
    } else if holds("/__properties_version1.0") || holds("/__nameid_version1.0") {
        Kind::Mail
    } else {
        Kind::Other
    })
}

/// An open compound file.
pub struct Compound<'a>(std::cell::RefCell<cfb::CompoundFile<Cursor<&'a [u8]>>>);

impl<'a> Compound<'a> {
    /// Opens it; `None` where it is damaged.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        cfb::CompoundFile::open(Cursor::new(bytes)).ok().map(|file| Self(std::cell::RefCell::new(file)))
    }

    /// The bytes of a stream, as far as they can be read.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let mut file = self.0.borrow_mut();
        let stream = file.open_stream(name).ok()?;
        let mut bytes = Vec::new();
        // What stands before the damage is kept: the text may be whole.
        let _ = stream.take(STREAM_LIMIT).read_to_end(&mut bytes);
        Some(bytes)
    }
}

/// Whether these bytes are a document of a Word older than 97, whose text lies otherwise.
pub fn is_of_older_word(bytes: &[u8]) -> bool {
    let word = || Compound::open(bytes)?.stream("WordDocument");
    kind(bytes) == Some(Kind::Word) && word().is_some_and(|word| has_older_mark(&word))
}

fn has_older_mark(word: &[u8]) -> bool {
    let number = |at: usize| Some(u16::from_le_bytes(word.get(at..at + 2)?.try_into().ok()?));
    let (mark, version) = (number(0), number(2));
    mark == Some(0xA5DC) || mark == Some(0xA5EC) && version.is_some_and(|version| version < 0x00C1)
}

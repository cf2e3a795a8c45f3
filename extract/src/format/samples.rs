//! What tests of several formats need.

use super::{Content, Hint, read};
use crate::content::Block;
use record::Form;
use std::io::Write;

/// Blocks in short: form, marker, words.
pub fn shown(content: &Content) -> Vec<String> {
    let show = |block: &Block| {
        let form = match block.form {
            Form::Heading => 'h',
            Form::ListEntry => 'l',
            Form::TableRow => 'r',
            _ => 'p',
        };
        let marker = block.marker.as_deref().map(|marker| format!("<{marker}>")).unwrap_or_default();
        format!("{form}{marker} {}", block.text.replace('\t', "|"))
    };
    crate::layout::blocks(content).iter().map(show).collect()
}

/// A zip of these parts.
pub fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    zip_of(&parts.iter().map(|(name, xml)| (*name, xml.as_bytes())).collect::<Vec<_>>())
}

/// A zip of these files.
pub fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Blocks in short of a file with this name.
pub fn shown_of(bytes: &[u8], file_name: &str) -> Vec<String> {
    shown(&read(bytes, &Hint { file_name: file_name.to_owned(), ..Hint::default() }))
}

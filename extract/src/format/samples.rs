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

/// A small PDF: one content stream a page, in Helvetica (`/F1`) and its bold (`/F2`).
pub fn pdf(streams: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>".to_owned(),
    ];
    let mut kids = String::new();
    for stream in streams {
        let content = objects.len() + 1;
        objects.push(format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()));
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R \
             /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
        ));
        kids.push_str(&format!("{} 0 R ", content + 1));
    }
    objects[1] = format!("<< /Type /Pages /Count {} /Kids [{kids}] >>", streams.len());
    let mut out = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let xref = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    offsets.iter().for_each(|offset| out.push_str(&format!("{offset:010} 00000 n \n")));
    out.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n", objects.len() + 1));
    out.into_bytes()
}

/// Shows text at a place: x and y from the bottom left.
pub fn show(font: &str, size: u32, x: u32, y: u32, text: &str) -> String {
    format!("BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n")
}

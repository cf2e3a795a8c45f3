//! A Word document, written part by part: headings, quotations, links and pictures, and nothing that runs.
//!
//! Source: ECMA-376, parts 1 and 2.

use std::fmt::Write as _;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

/// A document that is being written.
pub struct Document {
    title: String,
    made: String,
    body: String,
    links: Vec<String>,
    pictures: Vec<Vec<u8>>,
}

/// A picture with what it shows, for whoever does not see it.
pub struct Picture<'p> {
    /// PNG.
    pub png: &'p [u8],
    /// What it shows.
    pub said: &'p str,
}

/// English metric units in a centimetre, and the widest and highest picture that fits a page of A4 with its caption.
const EMU_PER_CM: u64 = 360_000;
const WIDEST: u64 = 16 * EMU_PER_CM;
const HIGHEST: u64 = 21 * EMU_PER_CM;

impl Document {
    /// An empty document of this title, made on this day.
    pub fn new(title: &str, made: &str) -> Self {
        let (title, made) = (title.to_owned(), made.to_owned());
        Self { title, made, body: String::new(), links: Vec::new(), pictures: Vec::new() }
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, style: &str, text: &str) {
        self.open(style);
        self.run(text);
        self.body.push_str("</w:p>");
    }

    /// Adds a paragraph that leads to an address.
    pub fn link(&mut self, style: &str, text: &str, address: &str) {
        self.links.push(address.to_owned());
        let n = self.links.len();
        self.open(style);
        let _ = write!(self.body, "<w:hyperlink r:id=\"link{n}\" w:history=\"1\">");
        self.run(text);
        self.body.push_str("</w:hyperlink></w:p>");
    }

    /// Adds a picture as wide as the page, or as high. One whose size cannot be read is left out.
    pub fn picture(&mut self, picture: &Picture<'_>) {
        let Some((width, height)) = size(picture.png) else { return };
        let high = WIDEST * height / width;
        let (across, down) = if high > HIGHEST { (HIGHEST * width / height, HIGHEST) } else { (WIDEST, high) };
        self.pictures.push(picture.png.to_vec());
        let n = self.pictures.len();
        let said = escaped(picture.said);
        self.open("Picture");
        let _ = write!(
            self.body,
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{across}\" cy=\"{down}\"/>\
             <wp:docPr id=\"{n}\" name=\"page{n}\" descr=\"{said}\"/>\
             <a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">\
             <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
             <pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
             <pic:nvPicPr><pic:cNvPr id=\"{n}\" name=\"page{n}.png\" descr=\"{said}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"picture{n}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{across}\" cy=\"{down}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"B1B4B6\"/></a:solidFill></a:ln></pic:spPr>\
             </pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        );
    }

    /// The document as bytes.
    ///
    /// # Errors
    /// It cannot be packed.
    pub fn packed(&self) -> ZipResult<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        // The same document has the same bytes: no time of day stands in it.
        let how = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        let mut put = |name: &str, bytes: &[u8]| {
            zip.start_file(name, how)?;
            zip.write_all(bytes)?;
            Ok::<_, zip::result::ZipError>(())
        };
        put("[Content_Types].xml", TYPES.as_bytes())?;
        put("_rels/.rels", ROOT.as_bytes())?;
        put("docProps/core.xml", self.properties().as_bytes())?;
        put("word/styles.xml", STYLES.as_bytes())?;
        put("word/document.xml", self.text().as_bytes())?;
        put("word/_rels/document.xml.rels", self.relations().as_bytes())?;
        for (n, png) in (1..).zip(&self.pictures) {
            put(&format!("word/media/page{n}.png"), png)?;
        }
        Ok(zip.finish()?.into_inner())
    }

    fn open(&mut self, style: &str) {
        let _ = write!(self.body, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
    }

    fn run(&mut self, text: &str) {
        for (n, line) in text.split('\n').enumerate() {
            let broken = if n == 0 { "" } else { "<w:br/>" };
            let _ = write!(self.body, "<w:r>{broken}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(line));
        }
    }

    fn text(&self) -> String {
        format!(
            "{HEAD}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
             xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"><w:body>{}<w:sectPr>\
             <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" \
             w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
            self.body
        )
    }

    fn properties(&self) -> String {
        format!(
            "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:language>en-GB</dc:language>\
             <dcterms:created xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:created></cp:coreProperties>",
            escaped(&self.title),
            escaped(&self.made)
        )
    }

    fn relations(&self) -> String {
        const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let mut rows = format!("<Relationship Id=\"styles\" Type=\"{KINDS}/styles\" Target=\"styles.xml\"/>");
        for (n, address) in (1..).zip(&self.links) {
            let _ = write!(
                rows,
                "<Relationship Id=\"link{n}\" Type=\"{KINDS}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
                escaped(address)
            );
        }
        for n in 1..=self.pictures.len() {
            let _ =
                write!(rows, "<Relationship Id=\"picture{n}\" Type=\"{KINDS}/image\" Target=\"media/page{n}.png\"/>");
        }
        format!(
            "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{rows}</Relationships>"
        )
    }
}

/// Width and height of a PNG. Source: PNG specification, 11.2.2.
fn size(png: &[u8]) -> Option<(u64, u64)> {
    let number = |from: usize| Some(u64::from(u32::from_be_bytes(png.get(from..from + 4)?.try_into().ok()?)));
    let (width, height) = (number(16)?, number(20)?);
    (png.starts_with(b"\x89PNG\r\n\x1a\n") && width > 0 && height > 0).then_some((width, height))
}

/// Text as XML writes it; what XML cannot write is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'.. => out.push(sign),
            _ => {}
        }
    }
    out
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    <Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
    <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

const ROOT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"document\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
    <Relationship Id=\"properties\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

/// Fonts that every reader of Word documents has; sizes in half points, distances in twentieths of a point.
const STYLES: &str = include_str!("styles.xml");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_escaped_and_a_picture_keeps_its_shape() {
        assert_eq!(escaped("a<b> & \"c\"\u{3}\u{fffe}"), "a&lt;b&gt; &amp; &quot;c&quot;");
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 0, 100, 0, 0, 0, 200]);
        assert_eq!(size(&png), Some((100, 200)));
        let mut document = Document::new("T", "2026-03-01");
        document.picture(&Picture { png: &png, said: "Page 1" });
        // Too high for a page at full width: as high as one, and half as wide.
        assert!(document.body.contains("cx=\"3780000\" cy=\"7560000\""), "{}", document.body);
        assert_eq!(size(b"GIF89a"), None);
    }
}

use super::samples::{pdf, show, shown, zip as docx};
use super::*;
use proptest::prelude::*;
use record::PageState;

fn hint(file_name: &str) -> Hint {
    Hint { file_name: file_name.to_owned(), ..Hint::default() }
}

fn texts(content: &Content) -> Vec<Vec<&str>> {
    content.pages.iter().map(|page| page.lines.iter().map(|line| line.text.as_str()).collect()).collect()
}

fn codes(content: &Content) -> Vec<&str> {
    content.problems.iter().map(|problem| problem.code.as_str()).collect()
}

#[test]
fn text_of_any_encoding_is_read_and_guesses_are_recorded() {
    let utf16: Vec<u8> = "The café".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, problems) in [
        ("The café".as_bytes(), vec![]),
        (b"\xEF\xBB\xBFThe caf\xC3\xA9", vec![]),
        (b"The caf\xE9", vec!["encoding_guessed"]),
        (&utf16, vec![]),
    ] {
        let content = read(bytes, &hint("a.txt"));
        assert_eq!(texts(&content), [["The café"]]);
        assert_eq!(codes(&content), problems);
    }
}

#[test]
fn form_feeds_part_pages() {
    let content = read(b"One\x0c\x0cThree\x0c", &hint("a.txt"));
    let states: Vec<PageState> = content.pages.iter().map(|page| page.state).collect();
    assert_eq!(states, [PageState::Text, PageState::Blank, PageState::Text]);
}

#[test]
fn what_cannot_be_read_says_why() {
    let whole = pdf(&[&show("F1", 11, 72, 700, "Whole")]);
    let docx_cut = &docx(&[("word/document.xml", "<w:p/>")])[..40];
    for (bytes, name, code) in [
        (&b""[..], "a.pdf", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.pdf", "unknown_format"),
        (&[0u8, 1, 2, 3, 250, 251][..], "a.pdf", "unknown_format"),
        (b"%PDF-1.4 and nothing else", "a.pdf", "damaged"),
        (docx_cut, "a.docx", "damaged"),
    ] {
        let content = read(bytes, &hint(name));
        assert_eq!((codes(&content), content.pages.len()), (vec![code], 0), "{name}");
    }
    let cut = read(&whole[..whole.len() - 30], &hint("a.pdf"));
    assert_eq!((codes(&cut), texts(&cut)), (vec!["truncated"], vec![vec!["Whole"]]), "what is left is read");
}

#[test]
fn a_file_is_what_its_bytes_are() {
    let page = "<!DOCTYPE html><title>A</title><p>Words</p>";
    for (bytes, name, format) in [
        (page.as_bytes(), "minutes.pdf", "HTML"),
        (&pdf(&[""])[..], "minutes.docx", "PDF"),
        (b"Plain words", "minutes.pdf", "text"),
        (b"Plain words", "minutes.md", "Markdown"),
        (b"Present:\n\n| Name | Office |\n|---|:---|\n| Ann Elm | Chair |\n", "minutes.txt", "Markdown"),
        (&docx(&[("word/document.xml", "<w:document/>")])[..], "minutes.zip", "DOCX"),
        // Members that are not packed stand in a ZIP as they are.
        (b"PK\x03\x04 a.pdf %PDF-1.4 ... PK\x01\x02", "minutes.pdf", "no"),
    ] {
        assert_eq!(find_format(bytes, &hint(name)).map_or("no", |format| format.name), format, "{name}");
    }
}

#[test]
fn pdf_pages_become_headings_paragraphs_and_rows() {
    let first = [
        show("F2", 14, 72, 760, "BRAM COUNCIL"),
        show("F2", 11, 72, 720, "12."),
        show("F2", 11, 108, 720, "Bridges"),
        show("F1", 11, 72, 700, "The Director said that the old bridge over the river would be looked after in the"),
        show("F1", 11, 72, 686, "coming year, that the work would be done by a multi-"),
        show(
            "F1",
            11,
            72,
            672,
            "agency team, and that the members of the Committee would be told of its progress as it",
        ),
        show("F1", 9, 290, 30, "Page 7"),
    ]
    .concat();
    let second = [
        show("F1", 11, 72, 760, "went on."),
        show("F1", 11, 72, 720, "Name"),
        show("F1", 11, 200, 720, "Post"),
        show("F1", 9, 290, 30, "Page 8"),
    ]
    .concat();
    let content = read(&pdf(&[&first, &second]), &hint("a.pdf"));
    assert_eq!(
        shown(&content),
        [
            "h BRAM COUNCIL",
            // The font is not embedded: only its name tells that it is bold.
            "h<12.> Bridges",
            "p The Director said that the old bridge over the river would be looked after in the coming year, that the \
         work would be done by a multi-agency team, and that the members of the Committee would be told of its \
         progress as it went on.",
            "p Page 7",
            "r Name|Post",
            "p Page 8",
        ]
    );
    let labels = crate::layout::printed_labels(&content);
    assert_eq!(labels, [Some("7".to_owned()), Some("8".to_owned())]);
    assert!(content.problems.is_empty(), "{:?}", content.problems);
}

#[test]
fn pdf_watermarks_off_page_text_and_repainted_letters_are_dropped() {
    let page = [
        "BT /F2 60 Tf 0.7 0.7 -0.7 0.7 150 250 Tm (DRAFT) Tj ET\n".to_owned(),
        show("F1", 11, 900, 700, "Off the page"),
        show("F1", 11, 72, 700, "Still all of it"),
        show("F1", 11, 72, 700, "Still all of it"),
    ]
    .concat();
    assert_eq!(shown(&read(&pdf(&[&page]), &hint("a.pdf"))), ["p Still all of it"]);
}

#[test]
fn pdf_ticks_of_votes_are_told_by_the_heads_of_their_columns() {
    let row = |y, name: &str, x, tick: &str| show("F1", 10, 72, y, name) + &show("F1", 10, x, y, tick);
    let heads = ["Councillor", "For", "Against", "Abstain"].into_iter().zip([72, 250, 320, 390]);
    let page = [
        heads.map(|(words, x)| show("F1", 10, x, 700, words)).collect(),
        row(680, "Ann Oake", 255, "X"),
        row(660, "Tom Barr", 335, "X"),
        row(640, "Jo Hale", 405, "X"),
    ];
    let read = shown(&read(&pdf(&[&page.concat()]), &hint("a.pdf")));
    assert_eq!(read, ["r Councillor|For|Against|Abstain", "r Ann Oake|For", "r Tom Barr|Against", "r Jo Hale|Abstain"]);
}

#[test]
fn pdf_tables_that_are_drawn_are_read_cell_by_cell() {
    let line = |from: (u32, u32), to: (u32, u32)| format!("{} {} m {} {} l S\n", from.0, from.1, to.0, to.1);
    let frame = |ys: &[u32], xs: &[u32]| -> String {
        let (top, foot) = (ys[0], ys[ys.len() - 1]);
        let levels = ys.iter().map(|y| line((xs[0], *y), (xs[xs.len() - 1], *y)));
        levels.chain(xs.iter().map(|x| line((*x, top), (*x, foot)))).collect()
    };
    // As spreadsheets paint: short cells in the middle of their row, an empty one, and no gap at a wall.
    let programme = [
        frame(&[720, 680, 640], &[72, 200, 330, 420]),
        show("F1", 10, 76, 706, "Renewal of the old"),
        show("F1", 10, 76, 692, "bridge"),
        show("F1", 10, 204, 710, "Grant from the fund for"),
        show("F1", 10, 204, 698, "repairs to all the bridges"),
        show("F1", 10, 204, 686, "of the borough"),
        show("F1", 10, 392, 698, "1,250"),
        show("F1", 10, 76, 660, "Weir"),
        show("F1", 10, 392, 660, "80"),
        show("F1", 10, 72, 600, "Below."),
    ];
    // Cells of several paragraphs are paragraphs of their own, a column of sums is read row by row.
    let answers = [
        frame(&[720, 640], &[72, 200, 400]),
        show("F1", 10, 204, 706, "The bridge is needed by all the village."),
        show("F1", 10, 204, 680, "The weir is not."),
        show("F1", 10, 76, 690, "Why not close the"),
        show("F1", 10, 76, 678, "bridge at night?"),
        frame(&[600, 560], &[72, 200, 400]),
        show("F1", 10, 76, 586, "Bridges"),
        show("F1", 10, 76, 574, "Weirs"),
        show("F1", 10, 350, 586, "12.50"),
        show("F1", 10, 350, 574, "3.00"),
    ];
    // A box with a rule under it is no table, nor are columns without rows.
    let plain = [
        frame(&[720, 640], &[72, 400]),
        show("F1", 10, 76, 706, "Left"),
        show("F1", 10, 300, 706, "Right"),
        frame(&[600, 500], &[72, 200, 400]),
        show("F1", 10, 76, 586, "Bridges"),
        show("F1", 10, 350, 586, "12.50"),
        show("F1", 10, 76, 574, "Weirs"),
        show("F1", 10, 76, 562, "Roads and"),
        show("F1", 10, 76, 550, "paths"),
        show("F1", 10, 350, 556, "3.00"),
    ];
    for (page, expected) in [
        (
            &programme[..],
            &[
                "r Renewal of the old bridge|Grant from the fund for repairs to all the bridges of the borough|1,250",
                "r Weir|80",
                "p Below.",
            ][..],
        ),
        (
            &answers,
            &[
                "p Why not close the bridge at night?",
                "p The bridge is needed by all the village.",
                "p The weir is not.",
                "r Bridges|12.50",
                "r Weirs|3.00",
            ],
        ),
        (&plain, &["r Left|Right", "r Bridges|12.50", "p Weirs", "p Roads and paths", "p 3.00"]),
    ] {
        assert_eq!(shown(&read(&pdf(&[&page.concat()]), &hint("a.pdf"))), expected);
    }
}

#[test]
fn pdf_paragraphs_end_where_a_reader_sees_them_end() {
    let bold = |x, y, text: &str| format!("q 2 Tr {} Q\n", show("F1", 11, x, y, text));
    let underlined =
        |width: u32, y, text: &str| format!("{}72 {} {width} 0.6 re f\n", show("F1", 11, 72, y, text), y - 2);
    let full = "The bins at the end of the lane were asked for by many people of the village and of the";
    for (name, page, expected) in [
        (
            "emphasis runs on",
            [
                show("F1", 11, 72, 700, full),
                show("F1", 11, 72, 687, &full.to_lowercase()),
                bold(72, 674, "Clerk to ask for the price of new ones"),
                bold(72, 640, "Roads"),
                show("F1", 11, 72, 627, "None."),
            ],
            vec![
                format!("p {full} {} Clerk to ask for the price of new ones", full.to_lowercase()),
                "h Roads".to_owned(),
                "p None.".to_owned(),
            ],
        ),
        (
            "an underlined line is a heading, a rule across the page underlines nothing",
            [
                underlined(93, 700, "Any other business"),
                show("F1", 11, 72, 687, "None"),
                show("F1", 11, 72, 660, &format!("{full}.")),
                underlined(450, 620, "Roads and paths"),
                show("F1", 11, 72, 590, "Closed at 8.25 p.m."),
            ],
            vec![
                "h Any other business".to_owned(),
                "p None".to_owned(),
                format!("p {full}."),
                "p Roads and paths".to_owned(),
                "p Closed at 8.25 p.m.".to_owned(),
            ],
        ),
        (
            "the longest of short lines is not full",
            [
                show("F1", 11, 72, 700, "Director of Bridges and Weirs"),
                show("F1", 11, 72, 687, "Telephone: 01234 567890"),
                show("F1", 11, 72, 674, "Signed ______________________________ Dated 3 March 2020"),
                show("F1", 11, 72, 661, "20.1.6 Letters"),
                String::new(),
            ],
            vec![
                "p Director of Bridges and Weirs".to_owned(),
                "p Telephone: 01234 567890".to_owned(),
                "p Signed ______________________________ Dated 3 March 2020".to_owned(),
                "p<20.1.6> Letters".to_owned(),
            ],
        ),
    ] {
        assert_eq!(shown(&read(&pdf(&[&page.concat()]), &hint("a.pdf"))), expected, "{name}");
    }
}

#[test]
#[cfg(feature = "render")]
fn a_page_is_drawn_as_png() {
    let file = pdf(&[&show("F1", 11, 72, 700, "Words")]);
    assert!(pdf::render(&file, 1, 60.0).unwrap().starts_with(b"\x89PNG"));
    let error = pdf::render(&file, 2, 60.0).unwrap_err().to_string();
    assert_eq!(error, "cannot draw page 2: the file has 1 pages");
}

#[test]
#[cfg(not(feature = "render"))]
fn a_build_without_pictures_says_so() {
    let file = pdf(&[&show("F1", 11, 72, 700, "Words")]);
    let error = pdf::render(&file, 1, 60.0).unwrap_err().to_string();
    assert_eq!(error, "cannot draw page 1: this program was built without pictures of pages (the feature `render`)");
}

#[test]
fn html_of_a_meeting_page_keeps_its_shape_and_leaves_the_dress() {
    let page = r#"<html><head><title>x</title><meta name="DC.title" content="Agenda&#32;for Roads"></head><body>
        <nav><p>Home</p></nav><div id="modgov"><h1 class="mgMainTitleTxt">Agenda and minutes</h1>
        <table id="mgItemTable"><tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">12.</p></td>
        <td><p class="mgAiTitleTxt"><a href="documents/s1/A.pdf">Bridges</a></p>
        <div class="mgWordPara"><p class="MsoNormal">To receive a
        <span class="SpellE">report</span>.</p><p>&nbsp;</p>
        <p class="MsoListParagraph">1.&nbsp;&nbsp; That it be noted.</p></div>
        <p class="mgSubItemTitleTxt">Minutes:</p><ul><li>One</li></th><li><p>Two</p></ul>
        <table><tr><td>For</td><td>3</td></tr></table></td></tr></table></div></body></html>"#;
    let content = read(page.as_bytes(), &hint("page.html"));
    assert_eq!(content.metadata.title.as_deref(), Some("Agenda for Roads"));
    assert_eq!(
        shown(&content),
        [
            "h Agenda and minutes",
            "h<12.> Bridges",
            "p To receive a report.",
            "l<1.> That it be noted.",
            "h Minutes:",
            "l One",
            "l Two",
            "r For|3",
        ]
    );
    assert_eq!(content.pages[0].links, [("documents/s1/A.pdf".to_owned(), "Bridges".to_owned())]);
}

#[test]
fn markdown_keeps_headings_lists_and_rows() {
    let content =
        read(b"# Minutes\n\nThe **Chair** [said](a.md)\nso.\n\n- One\n- Two\n\n| A | B |\n|---|---|\n", &hint("a.md"));
    assert_eq!(shown(&content), ["h Minutes", "p The Chair said so.", "l<-> One", "l<-> Two", "r A|B"]);
}

#[test]
fn a_line_below_the_head_of_a_markdown_table_may_have_one_dash_a_column() {
    for line in ["|-|", "| :-: |", "|-|-|", "-|-"] {
        let content = read(format!("# Vote\n\n|Yeas:|\n{line}\n|A. Elm|\n").as_bytes(), &hint("a.md"));
        assert_eq!(shown(&content), ["h Vote", "r Yeas:", "r A. Elm"], "{line}");
    }
    let content = read(b"# Vote\n\n| Elm | - |\n\nA - B\n", &hint("a.md"));
    assert_eq!(shown(&content), ["h Vote", "r Elm|-", "p A - B"]);
}

#[test]
fn markdown_links_have_their_addresses_elsewhere_or_nowhere() {
    let text = b"Present: [Ann Elm][elm], [Tom Oak][]\nand [Olu Ash][lost] [sic]\n\n[elm]: /people/elm\n[Tom Oak]: /people/oak\n";
    let content = read(text, &hint("a.md"));
    assert_eq!(shown(&content), ["p Present: Ann Elm, Tom Oak and Olu Ash [sic]"]);
    let links = [("/people/elm", "Ann Elm"), ("/people/oak", "Tom Oak")];
    assert_eq!(content.pages[0].links, links.map(|(to, shown)| (to.to_owned(), shown.to_owned())));
}

#[test]
fn data_of_a_page_is_told_from_its_text() {
    for (text, expected) in [
        (
            "---\ntitle: \"Minutes of May\"\ndate: 2013-04-21\n---\nWe met.",
            &["p Minutes of May", "p date: 2013-04-21", "p We met."][..],
        ),
        (
            "Title: Minutes of May\r\nDate: 2013-04-21\r\n\r\nWe met.\r\n",
            &["p Minutes of May", "p Date: 2013-04-21", "p We met."],
        ),
        ("Present: Ann Elm (<code>ae1</code>)\n", &["p Present: Ann Elm (ae1)"]),
        ("Title: alone", &["p alone"]),
    ] {
        assert_eq!(shown(&read(text.as_bytes(), &hint("a.md"))), expected, "{text}");
    }
}

#[test]
fn markdown_leaves_out_the_marks_of_quotations_and_boxes() {
    let text = b"<style>\na { color: red }\n</style>\n\n# Minutes\n\n> [!abstract]- Present:\n> J. Elm, K. Oak\n\n> > Moved by J. Elm\n\n> - One\n";
    let content = read(text, &hint("a.md"));
    assert_eq!(shown(&content), ["h Minutes", "p Present:", "p J. Elm, K. Oak", "p Moved by J. Elm", "l<-> One"]);
}

#[test]
fn docx_keeps_styles_numbers_rows_and_inserted_text() {
    let numbering = r#"<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
        <w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
        <w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
    let styles = r#"<w:styles><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>"#;
    let entry = |text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let document = format!(
        r#"<w:document><w:body><w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Bridges</w:t></w:r></w:p>
        <w:p><w:r><w:t xml:space="preserve">Kept &amp; </w:t></w:r><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>
        {}{}<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Post</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:p><w:r><w:br w:type="page"/><w:t>Second page.</w:t></w:r></w:p></w:body></w:document>"#,
        entry("One"),
        entry("Two")
    );
    let file = docx(&[
        ("word/document.xml", &document),
        ("word/numbering.xml", numbering),
        ("word/styles.xml", styles),
        ("docProps/core.xml", "<cp:coreProperties><dc:title>Minutes</dc:title></cp:coreProperties>"),
    ]);
    let content = read(&file, &hint("a.docx"));
    assert_eq!(
        shown(&content),
        ["h Bridges", "p Kept & new", "l<1.> One", "l<2.> Two", "r Name|Post", "p Second page."]
    );
    assert_eq!((content.pages.len(), content.metadata.title.as_deref()), (2, Some("Minutes")));
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000), start in 0usize..5) {
        let starts: [&[u8]; 5] = [b"", b"%PDF-1.7\n", b"<html>", b"PK\x03\x04", b"# A\n# B\n"];
        let bytes = [starts[start], &bytes].concat();
        let content = read(&bytes, &hint("a.docx"));
        prop_assert!(!content.pages.is_empty() || !content.problems.is_empty());
        crate::layout::blocks(&content);
    }

    #[test]
    fn a_damaged_pdf_is_read_without_a_panic(at in 0usize..900, byte: u8, cut in 0usize..900) {
        let mut bytes = pdf(&[&show("F1", 11, 72, 700, "Words of the Committee")]);
        let len = bytes.len();
        bytes[at % len] = byte;
        bytes.truncate(len - cut % (len / 2));
        let content = read(&bytes, &hint("a.pdf"));
        prop_assert!(!content.pages.is_empty() || !content.problems.is_empty());
        crate::layout::blocks(&content);
    }

    #[test]
    fn no_word_of_a_text_is_lost(words in proptest::collection::vec("[A-Za-z]{1,12}", 1..60), seed in any::<u64>()) {
        let mut text = String::new();
        for (at, word) in words.iter().enumerate() {
            text.push_str(word);
            text.push_str([" ", "\n", "\n\n", ". "][(seed.rotate_left(at as u32) & 3) as usize]);
        }
        let content = read(text.as_bytes(), &hint("a.txt"));
        let read_back: String = crate::layout::blocks(&content)
            .iter()
            .map(|block| format!("{} {} ", block.marker.as_deref().unwrap_or_default(), block.text))
            .collect();
        let plain = |text: &str| {
            text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        prop_assert_eq!(plain(&read_back), plain(&text));
    }
}

#[test]
fn the_bytes_tell_the_media_type() {
    for (head, expect) in [
        (&b"%PDF-1.4\n"[..], Some("application/pdf")),
        (b"\xef\xbb\xbf\n%PDF-1.7", Some("application/pdf")),
        (b"<!DOCTYPE html><html>", Some("text/html")),
        (b"PRESENT\nCouncillor A. Ash", Some("text/plain")),
        (b"1\n00:00:01,000 --> 00:00:02,000\nOrder.\n", Some("text/plain")),
        (b"<p>PRESENT</p>", Some("text/html")),
        (b"PK\x03\x04 and words", Some("application/zip")),
        (b"", None),
    ] {
        assert_eq!(media_type(head), expect, "{}", String::from_utf8_lossy(head));
    }
}

#[test]
fn what_is_said_to_be_read_is_what_the_table_has() {
    let content = read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &hint("crest.png"));
    let [problem] = &content.problems[..] else { panic!("{:#?}", content.problems) };
    let (_, said) = problem.message.split_once("what can be read is ").unwrap();
    assert_eq!(said.split(", ").collect::<Vec<_>>(), FORMATS.iter().map(|format| format.name).collect::<Vec<_>>());
}

#[test]
fn a_zip_that_was_cut_off_is_damaged_though_its_members_are_words() {
    let words = "The sexton rang the bell. ".repeat(90);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("a.txt", stored).unwrap();
    std::io::Write::write_all(&mut zip, words.as_bytes()).unwrap();
    let whole = zip.finish().unwrap().into_inner();
    assert_eq!(codes(&read(&whole[..2_000], &hint("pack.zip"))), ["damaged"]);
    assert_eq!(codes(&read(&whole, &hint("pack.zip"))), Vec::<&str>::new());
}

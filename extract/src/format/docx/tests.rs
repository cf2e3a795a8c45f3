use crate::format::samples::{shown_of, zip};
use crate::format::{Hint, read};

const TYPES: &str = "<Types><Override PartName=\"/word/document2.xml\" \
     ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";

fn body(xml: &str) -> Vec<String> {
    shown_of(&zip(&[("word/document.xml", &format!("<w:document><w:body>{xml}</w:body></w:document>"))]), "a.docx")
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn paragraphs_are_read_as_word_shows_them() {
    let deleted_mark = "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>The third </w:t></w:r></w:p>";
    let gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>";
    let cap = "<w:p><w:pPr><w:framePr w:dropCap=\"drop\"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>";
    let moved = "<w:p><w:moveFrom><w:r><w:t>Brushes</w:t></w:r></w:moveFrom></w:p>\
                 <w:p><w:moveTo><w:r><w:t>Brushes</w:t></w:r></w:moveTo></w:p>";
    let boxed = "<w:p><w:r><w:t>The nest </w:t></w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r>\
                 <w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r>\
                 <w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent><w:r>\
                 <w:t>is dry.</w:t></w:r></w:p>";
    let raised = "<w:p><w:r><w:t>oats</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>2</w:t></w:r></w:p>";
    let broken = "<w:p><w:r><w:t>Ann Lee</w:t><w:br/><w:t>Bea Moss</w:t></w:r></w:p>";
    let hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t></w:r></w:p>";
    let row = format!("<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", paragraph("Bridge"), paragraph("12"));
    for (xml, expected) in [
        (format!("{deleted_mark}{}", paragraph("capstan")), vec!["p The third capstan"]),
        (format!("{gone}{}", paragraph("Kept")), vec!["p Kept"]),
        (format!("{cap}{}", paragraph("he quay was built")), vec!["p The quay was built"]),
        (moved.to_owned(), vec!["p Brushes"]),
        (boxed.to_owned(), vec!["p The nest is dry.", "p In a box"]),
        (raised.to_owned(), vec!["p oats²"]),
        (broken.to_owned(), vec!["p Ann Lee", "p Bea Moss"]),
        (hidden.to_owned(), vec!["p seen"]),
        (format!("<w:tbl>{row}</w:tbl>"), vec!["r Bridge|12"]),
    ] {
        assert_eq!(body(&xml), expected, "{xml}");
    }
}

#[test]
fn a_table_that_lays_out_a_page_is_paragraphs() {
    let long = "The clerk told the board that the bridge had been closed since the flood and that nobody could say when \
                the mason would come back from the fair, where he had gone to sell his second horse to a cousin.";
    let cell: String = [paragraph("Bridges"), paragraph(long), paragraph(long)].concat();
    let row =
        format!("<w:tr><w:tc>{}</w:tc><w:tc>{cell}</w:tc><w:tc>{}</w:tc></w:tr>", paragraph("7."), paragraph("Clerk"));
    let shown = body(&format!("<w:tbl>{row}</w:tbl>"));
    assert_eq!(shown.len(), 4, "{shown:?}");
    assert!(shown[0].ends_with("<7.> Bridges"), "{shown:?}");
}

#[test]
fn parts_are_found_by_their_relations() {
    let root = "<Relationships><Relationship Id=\"r1\" Type=\"http://x/officeDocument\" Target=\"word/document2.xml\"/></Relationships>";
    let own = "<Relationships><Relationship Id=\"c1\" Type=\"http://x/aFChunk\" Target=\"/word/chunk.html\"/>\
               <Relationship Id=\"n1\" Type=\"http://x/endnotes\" Target=\"notes2.xml\"/></Relationships>";
    let notes = "<w:endnotes><w:endnote w:type=\"separator\" w:id=\"0\"><w:p/></w:endnote><w:endnote w:id=\"2\">\
                 <w:p><w:r><w:t>See the law of 1482.</w:t></w:r></w:p></w:endnote></w:endnotes>";
    let main = "<w:document><w:body><w:p><w:r><w:t>Swans</w:t></w:r><w:r><w:endnoteReference w:id=\"2\"/></w:r><w:r>\
                <w:t> are the Crown’s.</w:t></w:r></w:p><w:altChunk r:id=\"c1\"/></w:body></w:document>";
    let file = zip(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", root),
        ("word/document2.xml", main),
        ("word/_rels/document2.xml.rels", own),
        ("word/notes2.xml", notes),
        ("word/chunk.html", "<html><p>Geese are not.</p></html>"),
    ]);
    assert_eq!(shown_of(&file, "a.docx"), ["p Swans are the Crown’s.", "p See the law of 1482.", "p Geese are not."]);
}

#[test]
fn numbers_come_from_styles_too() {
    let styles = "<w:styles><w:style w:styleId=\"H1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/>\
                  </w:numPr></w:pPr></w:style><w:style w:styleId=\"Mine\"><w:name w:val=\"Mine\"/><w:basedOn w:val=\"H1\"/>\
                  </w:style></w:styles>";
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
                     <w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\">\
                     <w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let styled = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    // The old number of a tracked change counts nothing.
    let changed = "<w:p><w:pPr><w:pStyle w:val=\"H1\"/><w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"9\"/></w:numPr></w:pPr>\
                   </w:pPrChange></w:pPr><w:r><w:t>Mills</w:t></w:r></w:p>";
    let main = format!(
        "<w:document><w:body>{}{}{changed}</w:body></w:document>",
        styled("H1", "Roads"),
        styled("Mine", "Weirs")
    );
    let file = zip(&[("word/document.xml", &main), ("word/styles.xml", styles), ("word/numbering.xml", numbering)]);
    assert_eq!(shown_of(&file, "a.docx"), ["h<1.> Roads", "h<2.> Weirs", "h<3.> Mills"]);
}

#[test]
fn empty_entries_count_as_word_shows_and_hidden_ones_do_not() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"88\"/>\
                     <w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1/16\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\">\
                     <w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let entry = |run: &str| {
        let list = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
        format!("<w:p><w:pPr>{list}</w:pPr>{run}</w:p>")
    };
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Gulls</w:t></w:r>";
    let [apologies, close] = ["Apologies", "Close"].map(|words| entry(&format!("<w:r><w:t>{words}</w:t></w:r>")));
    let main = format!("<w:document><w:body>{apologies}{}{}{close}</w:body></w:document>", entry(""), entry(hidden));
    let file = zip(&[("word/document.xml", &main), ("word/numbering.xml", numbering)]);
    assert_eq!(shown_of(&file, "a.docx"), ["l 88/16|Apologies", "l 90/16|Close"]);
}

#[test]
fn equations_and_what_was_not_filled_in() {
    let fraction = |upper: &str, lower: &str| {
        let part = |name: &str, words: &str| format!("<m:{name}><m:r><m:t>{words}</m:t></m:r></m:{name}>");
        format!("<m:oMath><m:f>{}{}</m:f></m:oMath>", part("num", upper), part("den", lower))
    };
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> EQ \\f(2,3) </w:instrText></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let run = |words: &str| format!("<w:r><w:t>{words}</w:t></w:r>");
    let control = |mark: &str, words: &str| {
        format!("<w:sdt><w:sdtPr>{mark}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", run(words))
    };
    let main = format!(
        "<w:document><w:body><w:p>{}{} inch, {field} of 3{}{}{}</w:p></w:body></w:document>",
        run("Rope 4"),
        fraction("3", "8"),
        run(" yards"),
        control("<w:showingPlcHdr/>", " Click to enter text."),
        control("", " agreed")
    );
    let main = main.replace(" inch, ", &run(" inch, ")).replace(" of 3", &run(" of 3"));
    let file = zip(&[("word/document.xml", &main)]);
    assert_eq!(shown_of(&file, "a.docx"), ["p Rope 4 3/8 inch, 2/3 of 3 yards agreed"]);
}

#[test]
fn a_number_alone_in_the_first_cell_stands_for_its_row() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
                     <w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\">\
                     <w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let numbered = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>";
    let row = |number: &str, text: &str| {
        format!(
            "<w:tr><w:tc>{number}</w:tc><w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc><w:tc>{numbered}</w:tc></w:tr>"
        )
    };
    let main = format!(
        "<w:document><w:body>{numbered}<w:tbl>{}{}{}</w:tbl></w:body></w:document>",
        row(numbered, "Apologies"),
        row("<w:p/>", "There were none."),
        row(numbered, "Pump")
    );
    let file = zip(&[("word/document.xml", &main), ("word/numbering.xml", numbering)]);
    assert_eq!(shown_of(&file, "a.docx"), ["r<2.> Apologies", "r There were none.", "r<5.> Pump"]);
}

#[test]
fn a_row_of_an_agenda_is_the_heading_of_its_item_and_what_was_said() {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let row = |first: &str, words: &[&str], action: &str| {
        let cells = [paragraph(first), words.iter().map(|text| paragraph(text)).collect(), paragraph(action)];
        let cells: String = cells.iter().map(|cell| format!("<w:tc>{cell}</w:tc>")).collect();
        body(&format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    };
    let item = row("3.", &["Buses", "Ms Elm said that the bus was late."], "J Oak");
    assert_eq!(item, ["p<3.> Buses", "p Ms Elm said that the bus was late.", "p J Oak"]);
    // The lines of an address are a cell's.
    assert_eq!(row("3.", &["The Mill", "Weir Lane"], "")[0].split_whitespace().next(), Some("r<3.>"));
}

#[test]
fn what_is_no_readable_document_says_what_it_is() {
    let sheet = zip(&[("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")]);
    let empty = zip(&[("[Content_Types].xml", "<Types/>"), ("docProps/core.xml", "<a/>")]);
    let picture =
        zip(&[("word/document.xml", "<w:document><w:body><w:p><w:r><w:drawing/></w:r></w:p></w:body></w:document>")]);
    for (file, code, word) in
        [(sheet, "other_format", "workbook"), (empty, "damaged", "no readable text"), (picture, "no_text", "pictures")]
    {
        let content = read(&file, &Hint { file_name: "a.docx".into(), ..Hint::default() });
        let problem = content.problems.first().map(|problem| (problem.code.as_str(), problem.message.contains(word)));
        assert_eq!(problem, Some((code, true)), "{:?}", content.problems);
    }
}

#[test]
fn what_was_deleted_or_is_hidden_in_tables_is_not_read() {
    let row = |properties: &str, first: &str, second: &str| {
        let cell =
            |words: &str, properties: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(words));
        let gone = if second == "gone" { "<w:cellDel w:id=\"1\"/>" } else { "" };
        format!("<w:tr><w:trPr>{properties}</w:trPr>{}{}</w:tr>", cell(first, ""), cell(second, gone))
    };
    let table = [
        row("<w:ins w:id=\"2\"/>", "Elm Street", "£4"),
        row("<w:del w:id=\"3\"/>", "Oak Street", "£5"),
        row("<w:hidden/>", "Ash Street", "£6"),
        row("<w:trPrChange><w:trPr><w:hidden/></w:trPr></w:trPrChange>", "Mill Lane", "gone"),
    ];
    assert_eq!(body(&format!("<w:tbl>{}</w:tbl>", table.concat())), ["r Elm Street|£4", "r Mill Lane"]);
}

#[test]
fn marks_of_notes_part_words_and_letters_of_words_do_not() {
    let run = |properties: &str, words: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>");
    let up = "<w:vertAlign w:val=\"superscript\"/>";
    let moved = "<w:position w:val=\"8\"/>";
    let runs = [
        run("", "stability"),
        run(up, "1"),
        run("", "and growth"),
        run(up, "a"),
        run("", " on the 3"),
        run(up, "rd"),
        run("", " of pay"),
        run(moved, "2"),
        run("", ". Roads"),
        "<w:r><w:footnoteReference w:id=\"7\"/></w:r>".to_owned(),
        run("", "and mills"),
    ];
    assert_eq!(
        body(&format!("<w:p>{}</w:p>", runs.concat())),
        ["p stability¹ and growthᵃ on the 3rd of pay². Roads and mills"]
    );
}

#[test]
fn codes_of_fields_are_no_text_and_what_forms_hold_is() {
    let turn = |sort: &str| format!("<w:r><w:fldChar w:fldCharType=\"{sort}\"/></w:r>");
    let run = |words: &str| format!("<w:r><w:t>{words}</w:t></w:r>");
    let inner = [turn("begin"), turn("separate"), run("code"), turn("end")].concat();
    let nested = [turn("begin"), inner, turn("separate"), run("shown"), turn("end")].concat();
    let form = |data: &str| {
        format!("<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData>{data}</w:ffData></w:fldChar></w:r>{}", turn("end"))
    };
    let list = form(
        "<w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"Refused\"/><w:listEntry w:val=\"Granted\"/></w:ddList>",
    );
    let ticked = form("<w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>");
    let empty = form("<w:checkBox><w:default w:val=\"0\"/></w:checkBox>");
    for (xml, expected) in [
        (nested, "p shown"),
        (list, "p Granted"),
        ([ticked, run(" For "), empty, run(" Against")].concat(), "p ☒ For ☐ Against"),
        ([turn("begin"), run("lost"), "</w:p><w:p>".into(), run("kept")].concat(), "p kept"),
    ] {
        assert_eq!(body(&format!("<w:p>{xml}</w:p>")), [expected], "{xml}");
    }
}

#[test]
fn ticks_in_fonts_of_signs_are_votes() {
    let tick = "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r></w:p>".to_owned();
    let typed = "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr><w:t>ü</w:t></w:r></w:p>".to_owned();
    let row =
        |cells: [String; 3]| format!("<w:tr>{}</w:tr>", cells.map(|cell| format!("<w:tc>{cell}</w:tc>")).concat());
    let table = [
        row(["Councillor", "For", "Against"].map(paragraph)),
        row([paragraph("Oak"), paragraph(""), tick]),
        row([paragraph("Elm"), typed, paragraph("")]),
    ];
    assert_eq!(
        body(&format!("<w:tbl>{}</w:tbl>", table.concat())),
        ["r Councillor|For|Against", "r Oak|Against", "r Elm|For"]
    );
}

#[test]
fn the_head_of_the_first_page_and_hidden_styles_are_read_as_shown() {
    let relations = "<Relationships><Relationship Id=\"h1\" Type=\"http://x/header\" Target=\"header1.xml\"/>\
                     <Relationship Id=\"h2\" Type=\"http://x/header\" Target=\"header2.xml\"/></Relationships>";
    let styles = "<w:styles><w:style w:styleId=\"Gone\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    let hidden = "<w:p><w:r><w:rPr><w:rStyle w:val=\"Gone\"/></w:rPr><w:t>unseen </w:t></w:r><w:r><w:t>Roads</w:t></w:r></w:p>\
                  <w:p><w:pPr><w:pStyle w:val=\"Gone\"/></w:pPr><w:r><w:t>unseen</w:t></w:r></w:p>";
    let section = |own: &str| {
        format!(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"h2\"/><w:headerReference w:type=\"first\" r:id=\"h1\"/>{own}</w:sectPr>"
        )
    };
    let shown = |own: &str| {
        let main = format!("<w:document><w:body>{hidden}{}</w:body></w:document>", section(own));
        let head = |words: &str| format!("<w:hdr>{}</w:hdr>", paragraph(words));
        let file = zip(&[
            ("word/document.xml", &main),
            ("word/styles.xml", styles),
            ("word/_rels/document.xml.rels", relations),
            ("word/header1.xml", &head("Bram Council")),
            ("word/header2.xml", &head("Page 2 of 3")),
        ]);
        shown_of(&file, "a.docx")
    };
    assert_eq!(shown("<w:titlePg/>"), ["p Bram Council", "p Roads"]);
    assert_eq!(shown(""), ["p Roads"]);
}

#[test]
fn documents_of_one_xml_file_are_read() {
    let notes = "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"0\"/><w:footnote\n w:id=\"2\"><w:p><w:r><w:t>Of oak.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let text = "<w:body><w:p><w:r><w:t>The mill</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p></w:body>";
    for root in ["pkg:package", "w:wordDocument"] {
        let file = format!("<?xml version=\"1.0\"?><{root}>{notes}{text}</{root}>");
        assert_eq!(shown_of(file.as_bytes(), "a.xml"), ["p The mill", "p Of oak."], "{root}");
    }
    let other = "<?xml version=\"1.0\"?><debate><p>Mills</p></debate>";
    assert!(crate::format::find_format(other.as_bytes(), &Hint::default()).is_none(), "tags of data are no words");
}

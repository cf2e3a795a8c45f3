use crate::format::samples::{shown_of, zip};
use crate::format::{Hint, read};

fn odt(styles: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}\
         </office:text></office:body></office:document-content>"
    );
    zip(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
}

#[test]
fn a_text_is_read_as_it_is_shown() {
    let styles = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties style:text-position=\"super 58%\"/>\
                  </style:style><text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" \
                  style:num-format=\"1\" style:num-suffix=\".\" text:start-value=\"4\"/><text:list-level-style-number \
                  text:level=\"2\" style:num-format=\"a\" style:num-prefix=\"(\" style:num-suffix=\")\"/></text:list-style>";
    for (body, expected) in [
        (
            "<text:h text:outline-level=\"2\">Roads</text:h><text:p>The  road<text:s text:c=\"2\"/>is\n dry.</text:p>",
            vec!["h Roads", "p The road is dry."],
        ),
        (
            "<text:list text:style-name=\"L1\"><text:list-item><text:p>Lamps</text:p><text:list><text:list-item><text:p>Oil</text:p>\
             </text:list-item></text:list></text:list-item><text:list-item><text:p>Wells</text:p></text:list-item></text:list>",
            vec!["l<4.> Lamps", "l<(a)> Oil", "l<5.> Wells"],
        ),
        (
            "<text:tracked-changes><text:deletion><text:p>gone</text:p></text:deletion></text:tracked-changes><text:p>Kept</text:p>",
            vec!["p Kept"],
        ),
        (
            "<text:p>Oats<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body>\
             </text:note> are dear.</text:p>",
            vec!["p Oats are dear.", "p A note."],
        ),
        ("<text:p>m<text:span text:style-name=\"T1\">2</text:span></text:p>", vec!["p m²"]),
        ("<text:p>Ann Lee<text:line-break/>Bea Moss</text:p>", vec!["p Ann Lee", "p Bea Moss"]),
        (
            "<table:table><table:table-row><table:table-cell><text:p>Bridge</text:p></table:table-cell><table:table-cell>\
             <text:p>12</text:p></table:table-cell></table:table-row></table:table>",
            vec!["r Bridge|12"],
        ),
    ] {
        assert_eq!(shown_of(&odt(styles, body), "a.odt"), expected, "{body}");
    }
}

#[test]
fn soft_page_breaks_part_pages() {
    let content = read(&odt("", "<text:p>One</text:p><text:soft-page-break/><text:p>Two</text:p>"), &Hint::default());
    assert_eq!(content.pages.len(), 2);
}

#[test]
fn a_locked_text_says_so() {
    let manifest =
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let file = zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "\u{0}\u{1}"),
    ]);
    let content = read(&file, &Hint::default());
    assert_eq!(content.problems[0].code, "encrypted");
}

use crate::format::samples::{shown_of, zip};
use crate::format::{Hint, read};
use record::ProblemCode;

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
    assert_eq!(content.problems[0].code, ProblemCode::Encrypted);
}

#[test]
fn sheets_and_slides_are_pages() {
    let file = |sort: &str, styles: &str, body: &str| {
        let content = format!(
            "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
        );
        zip(&[("mimetype", &format!("application/vnd.oasis.opendocument.{sort}")), ("content.xml", &content)])
    };
    let row = |cells: &[&str]| {
        let cell = |words: &&str| format!("<table:table-cell><text:p>{words}</text:p></table:table-cell>");
        format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
    };
    let sheets = format!(
        "<office:spreadsheet><table:table table:name=\"Sheet1\">{}<table:table-row table:visibility=\"collapse\"><table:table-cell>\
         <text:p>no</text:p></table:table-cell></table:table-row></table:table><table:table table:name=\"Old\" table:style-name=\"h\">{}\
         </table:table><table:table table:name=\"Grants\">{}</table:table></office:spreadsheet>",
        row(&["Bells", "£40"]),
        row(&["hidden"]),
        row(&["Moths", "£86"])
    );
    let hidden = "<style:style style:name=\"h\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>";
    let bytes = file("spreadsheet", hidden, &sheets);
    assert_eq!(shown_of(&bytes, "a.ods"), ["r Bells|£40", "h Grants", "r Moths|£86"]);
    let content = read(&bytes, &Hint::default());
    assert_eq!((content.pages.len(), content.problems[0].code.as_str()), (2, "hidden"));
    let slides = "<office:presentation><draw:page><draw:frame presentation:class=\"title\"><draw:text-box><text:p>Play areas</text:p>\
                  </draw:text-box></draw:frame><draw:frame><draw:text-box><text:p>Swings</text:p></draw:text-box></draw:frame>\
                  <presentation:notes><draw:frame><draw:text-box><text:p>Say thanks.</text:p></draw:text-box></draw:frame>\
                  </presentation:notes></draw:page><draw:page/></office:presentation>";
    let bytes = file("presentation", "", slides);
    assert_eq!(shown_of(&bytes, "a.odp"), ["h Play areas", "p Swings", "p Say thanks."]);
}

#[test]
fn what_is_hidden_is_not_read_and_the_head_of_the_page_is() {
    let content = "<office:document-content><office:body><office:text><text:section text:display=\"none\"><text:p>unseen</text:p>\
                   </text:section><text:section text:display=\"condition\"><text:p>Seen</text:p></text:section>\
                   <text:p><text:hidden-paragraph text:is-hidden=\"true\"/>unseen</text:p><text:p>\
                   <text:hidden-text text:is-hidden=\"true\">unseen</text:hidden-text>One note<text:note>\
                   <text:note-citation>1</text:note-citation><text:note-body><text:p>It says so.</text:p></text:note-body></text:note>and \
                   on.</text:p></office:text></office:body></office:document-content>";
    let styles = "<office:document-styles><office:master-styles><style:master-page><style:header><text:p>Bram Council</text:p>\
                  </style:header></style:master-page></office:master-styles></office:document-styles>";
    let file = zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", content),
        ("styles.xml", styles),
    ]);
    assert_eq!(shown_of(&file, "a.odt"), ["p Bram Council", "p Seen", "p One note and on.", "p It says so."]);
    assert_eq!(read(&file, &Hint::default()).problems[0].code, ProblemCode::Hidden);
}

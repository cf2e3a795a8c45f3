use super::column;
use crate::format::samples::{shown, zip};
use crate::format::{Hint, read};

fn book(sheets: &[(&str, &str)], strings: &str, styles: &str) -> Vec<u8> {
    let (mut list, mut relations) = (String::new(), String::new());
    let mut parts = vec![(
        "[Content_Types].xml".to_owned(),
        "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"
            .to_owned(),
    )];
    for (at, (about, rows)) in sheets.iter().enumerate() {
        list.push_str(&format!("<sheet {about} sheetId=\"{at}\" r:id=\"r{at}\"/>"));
        relations
            .push_str(&format!("<Relationship Id=\"r{at}\" Type=\"x/worksheet\" Target=\"worksheets/s{at}.xml\"/>"));
        parts.push((format!("xl/worksheets/s{at}.xml"), format!("<worksheet>{rows}</worksheet>")));
    }
    relations.push_str("<Relationship Id=\"a\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/>");
    relations.push_str("<Relationship Id=\"b\" Type=\"x/styles\" Target=\"styles.xml\"/>");
    parts.push(("xl/workbook.xml".into(), format!("<workbook><sheets>{list}</sheets></workbook>")));
    parts.push(("xl/_rels/workbook.xml.rels".into(), format!("<Relationships>{relations}</Relationships>")));
    parts.push(("xl/sharedStrings.xml".into(), format!("<sst>{strings}</sst>")));
    parts.push(("xl/styles.xml".into(), styles.to_owned()));
    zip(&parts.iter().map(|(name, xml)| (name.as_str(), xml.as_str())).collect::<Vec<_>>())
}

#[test]
fn rows_are_read_as_they_are_shown() {
    let rows = "<cols><col min=\"4\" max=\"4\" hidden=\"1\"/></cols><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>Sum</t></is></c>\
        <c r=\"D1\" t=\"str\"><v>secret</v></c></row>\
        <row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"s\"><v>1</v></c></row>\
        <row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" s=\"1\"><v>43739</v></c><c r=\"C3\" s=\"2\"><f>1+1</f><v>1200.5</v></c></row>\
        </sheetData>";
    let strings = "<si><t>Grant</t></si><si><r><t>Bell </t></r><r><t>ringers</t></r><rPh><t>no</t></rPh></si>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"&quot;£&quot;#,##0.00\"/></numFmts>\
        <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
        <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>";
    let bytes = book(&[("name=\"Grants\"", rows), ("name=\"Old\" state=\"hidden\"", rows)], strings, styles);
    let content = read(&bytes, &Hint::default());
    assert_eq!(shown(&content), ["h Grants", "r Grant|Sum", "r Bell ringers|01/10/2019|£1,200.50"]);
    let told: Vec<_> = content.problems.iter().map(|p| (p.code.as_str(), p.page)).collect();
    assert_eq!(told, [("hidden", Some(1)), ("hidden", Some(2))]);
    assert_eq!(content.pages.len(), 2);
}

#[test]
fn formulas_that_were_never_worked_out_are_counted() {
    let rows = "<cols><col min=\"4\" max=\"4\" hidden=\"1\"/></cols><sheetData><row r=\"1\">\
        <c r=\"A1\" t=\"inlineStr\"><is><t>Sum</t></is></c><c r=\"B1\"><f>SUM(B2:B9)</f><v></v></c><c r=\"C1\"><f>1+1</f></c>\
        <c r=\"D1\"><f>2+2</f><v/></c><c r=\"E1\" t=\"str\"><f>T(A9)</f><v></v></c><c r=\"F1\"><f>3*1</f><v>3</v></c>\
        </row></sheetData>";
    let content = read(&book(&[("name=\"Sheet1\"", rows)], "", ""), &Hint::default());
    assert_eq!(shown(&content), ["r Sum|3"]);
    let told: Vec<_> = content.problems.iter().map(|p| (p.code.as_str(), p.message.as_str())).collect();
    assert_eq!(told, [("left_out", "not read: 2 formulas, whose values are not in the file")]);
}

#[test]
fn columns_are_letters() {
    for (cell, number) in [("A1", Some(1)), ("Z9", Some(26)), ("AA10", Some(27)), ("7", None)] {
        assert_eq!(column(cell), number);
    }
}

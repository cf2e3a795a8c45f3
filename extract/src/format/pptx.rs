//! PPTX: each slide is a page: its title, its shapes, tables and diagrams in order, then the speaker's notes.
//!
//! Of charts the titles are read. Hidden slides are left out, as hidden text of other formats is, and said to be, as are
//! comments and values of charts; a slide that is a picture and next to no words has no text. Source: ECMA-376, part 1, chapter 19.

use super::drawing::{self, is_of_notes, is_of_slide};
use super::left_out::{self, LeftOut};
use super::package::{self, Package};
use super::quality::{self, Signs};
use super::xml::{attribute, each_element};
use super::{Hint, Out, problem, text};
use crate::content::{Line, Page, Part};
use record::{Problem, ProblemCode};

/// English metric units in a point.
const POINT: f64 = 12_700.0;

/// Slides read of one file.
const MOST_SLIDES: usize = 2_000;

/// Whether these bytes are slides.
pub fn sniff(bytes: &[u8], _: &Hint) -> bool {
    package::kind(bytes) == Some(package::Kind::Slides)
}

/// Reads them.
pub fn read(bytes: &[u8], out: &mut Out) {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(error) => {
            let message = format!("the PPTX is cut off or damaged ({error}); ask its publisher for it again");
            return out(Part::Problem(problem(ProblemCode::Damaged, message)));
        }
    };
    if let Some(xml) = package.text("docProps/core.xml", out) {
        out(Part::Metadata(package::metadata(&xml)));
    }
    let main = package.main_part("officeDocument").unwrap_or_else(|| "ppt/presentation.xml".to_owned());
    let Some(xml) = package.text(&main, out) else {
        return out(Part::Problem(problem(ProblemCode::Damaged, format!("the PPTX holds no list of slides ({main})"))));
    };
    let relations = package.relations(&main, out);
    let mut slides = Vec::new();
    let mut size = 0.0;
    each_element(&xml, |name, tag| {
        if name == "sldSz" {
            let side = |name| attribute(tag, name).and_then(|units| units.parse::<f64>().ok()).unwrap_or(0.0);
            size = side("cx") / POINT * side("cy") / POINT;
        }
        // The id of the relation comes after an id of its own that has the same name without its namespace.
        if name == "sldId" {
            let ids = tag.attributes().flatten().filter(|a| a.key.as_ref().ends_with(":id"));
            let ids: Vec<String> = ids.map(|a| AsRef::<str>::as_ref(&a.value).to_owned()).collect();
            slides.extend(relations.iter().find(|r| ids.contains(&r.id)).map(|r| r.target.clone()));
        }
    });
    let mut left = LeftOut::default();
    for (slide, number) in slides.iter().take(MOST_SLIDES).zip(1..) {
        let (lines, pictured) = read_slide(&mut package, slide, number, &mut left, out);
        let pictures = if size > 0.0 { (pictured / size) as f32 } else { 0.0 };
        let (state, quality) = quality::measure(&lines, Signs { pictures, ..Signs::default() });
        out(Part::Page(Page { state, quality, ..text::page_of(number, lines) }));
    }
    left.tell(out);
    if slides.len() > MOST_SLIDES {
        let message = format!("the file has {} slides; the first {MOST_SLIDES} were read", slides.len());
        out(Part::Problem(problem(ProblemCode::PageLimit, message)));
    }
    if slides.is_empty() {
        out(Part::Problem(problem(ProblemCode::NoPages, "the PPTX has no slide that can be found; it may be damaged")));
    }
}

/// The lines of a slide, and how much its pictures cover, in square points.
fn read_slide(
    package: &mut Package<'_>,
    slide: &str,
    number: u32,
    left: &mut LeftOut,
    out: &mut Out,
) -> (Vec<Line>, f64) {
    let about = |code: ProblemCode, message: String| Part::Problem(Problem { code, message, page: Some(number) });
    let Some(xml) = package.text(slide, out) else {
        out(about(ProblemCode::PageFailed, format!("slide {number} is missing from the file")));
        return (Vec::new(), 0.0);
    };
    if is_hidden(&xml) {
        out(about(ProblemCode::Hidden, format!("slide {number} is hidden and was not read")));
        return (Vec::new(), 0.0);
    }
    let (mut lines, damage) = drawing::lines(&xml, is_of_slide);
    if let Some(damage) = damage {
        out(about(ProblemCode::Truncated, format!("slide {number} is {damage}")));
    }
    let relations = package.relations(slide, out);
    for (sort, wanted) in
        [("diagramData", is_of_slide as fn(&str) -> bool), ("chart", is_of_slide), ("notesSlide", is_of_notes)]
    {
        for relation in relations.iter().filter(|relation| relation.is(sort)) {
            let xml = package.text(&relation.target, out).unwrap_or_default();
            lines.extend(drawing::lines(&xml, wanted).0);
        }
    }
    for relation in &relations {
        match relation.sort.as_str() {
            "chart" | "chartEx" => left.charts += 1,
            "comments" => left.comments += left_out::comments(&package.text(&relation.target, out).unwrap_or_default()),
            _ => {}
        }
    }
    package::embedded(package, &relations, out);
    let pictured = left_out::pictures(&xml).into_iter().map(|(width, height)| width * height).sum();
    (lines, pictured)
}

fn is_hidden(xml: &str) -> bool {
    let mut hidden = false;
    each_element(xml, |name, tag| {
        hidden |= name == "sld" && attribute(tag, "show").is_some_and(|show| show == "0" || show == "false");
    });
    hidden
}

#[cfg(test)]
mod tests {
    use crate::format::samples::{shown_of, zip};
    use crate::format::{Hint, read};

    fn slides(slides: &[(&str, &str)]) -> Vec<u8> {
        let mut parts = vec![(
            "[Content_Types].xml".to_owned(),
            "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml\"/></Types>"
                .to_owned(),
        )];
        let (mut list, mut relations) = (String::new(), String::new());
        for (at, (shapes, notes)) in slides.iter().enumerate() {
            list.push_str(&format!("<p:sldId id=\"{}\" r:id=\"rId{at}\"/>", 256 + at));
            relations
                .push_str(&format!("<Relationship Id=\"rId{at}\" Type=\"x/slide\" Target=\"slides/slide{at}.xml\"/>"));
            let show = if shapes.is_empty() { " show=\"0\"" } else { "" };
            parts.push((format!("ppt/slides/slide{at}.xml"), format!("<p:sld{show}>{shapes}</p:sld>")));
            let to_notes = "<Relationships><Relationship Id=\"n\" Type=\"x/notesSlide\" Target=\"../notesSlides/n.xml\"/></Relationships>";
            parts.push((
                format!("ppt/slides/_rels/slide{at}.xml.rels"),
                to_notes.replace("n.xml", &format!("n{at}.xml")),
            ));
            parts.push((format!("ppt/notesSlides/n{at}.xml"), format!("<p:notes>{notes}</p:notes>")));
        }
        parts.push(("ppt/presentation.xml".into(), format!("<p:presentation>{list}</p:presentation>")));
        parts.push(("ppt/_rels/presentation.xml.rels".into(), format!("<Relationships>{relations}</Relationships>")));
        zip(&parts.iter().map(|(name, xml)| (name.as_str(), xml.as_str())).collect::<Vec<_>>())
    }

    fn shape(placeholder: &str, paragraphs: &str) -> String {
        format!(
            "<p:sp><p:nvSpPr><p:nvPr><p:ph {placeholder}/></p:nvPr></p:nvSpPr><p:txBody>{paragraphs}</p:txBody></p:sp>"
        )
    }

    #[test]
    fn a_slide_is_a_page_with_its_notes() {
        let numbered = |words: &str| {
            format!("<a:p><a:pPr><a:buAutoNum type=\"arabicPeriod\"/></a:pPr><a:r><a:t>{words}</a:t></a:r></a:p>")
        };
        let body = shape(
            "idx=\"1\"",
            &format!("{}{}<a:p><a:r><a:t>In all</a:t></a:r></a:p>", numbered("Lamps"), numbered("Oil")),
        );
        let title = shape("type=\"title\"", "<a:p><a:r><a:t>Play </a:t></a:r><a:r><a:t>areas</a:t></a:r></a:p>");
        let number = shape("type=\"sldNum\"", "<a:p><a:fld type=\"slidenum\"><a:t>1</a:t></a:fld></a:p>");
        let table = "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Swings</a:t></a:r></a:p></a:txBody></a:tc>\
                     <a:tc><a:txBody><a:p><a:r><a:t>£90</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>";
        let notes = format!(
            "{}{}",
            shape("type=\"sldNum\"", "<a:p><a:r><a:t>1</a:t></a:r></a:p>"),
            shape("type=\"body\"", "<a:p><a:r><a:t>Say thanks.</a:t></a:r></a:p>")
        );
        let bytes = slides(&[(&format!("{body}{table}{title}{number}"), &notes)]);
        assert_eq!(
            shown_of(&bytes, "a.pptx"),
            ["h Play areas", "l<1.> Lamps", "l<2.> Oil", "p In all", "r Swings|£90", "p Say thanks."]
        );
    }

    #[test]
    fn hidden_slides_are_pages_that_were_not_read() {
        let bytes = slides(&[(&shape("", "<a:p><a:r><a:t>Seen</a:t></a:r></a:p>"), ""), ("", "")]);
        let content = read(&bytes, &Hint::default());
        let codes: Vec<_> = content.problems.iter().map(|p| (p.code.as_str(), p.page)).collect();
        assert_eq!((codes, content.pages.len()), (vec![("hidden", Some(2))], 2));
    }
}

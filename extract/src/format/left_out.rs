//! What stands in a file beside its text and is not read: comments, values of charts and of formulas, frames, pictures as
//! large as half a page.
//!
//! A page that was scanned and pasted in is such a picture; crests and portraits are smaller. It is counted while the file
//! is walked and said once, so that nobody takes silence for "nothing found".

use super::xml::{Walk, attribute, each_element, walk};
use super::{Out, problem};
use crate::content::Part;
use quick_xml::events::BytesStart;
use record::ProblemCode;

/// Half of a page of A4, in square points.
const HALF_PAGE: f64 = 595.0 * 842.0 / 2.0;

/// English metric units in a point.
const UNITS: f64 = 12_700.0;

/// How much of what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Comments in the margin.
    pub comments: usize,
    /// Charts whose values are not read.
    pub charts: usize,
    /// Pictures as large as half a page.
    pub pictures: usize,
    /// Frames of a page that show another page, or a file.
    pub frames: usize,
    /// Formulas whose values the file does not hold: the program that wrote it never worked them out.
    pub formulas: usize,
}

impl LeftOut {
    /// Counts a picture of this size, in points.
    pub fn picture(&mut self, width: f64, height: f64) {
        self.pictures += usize::from(width * height >= HALF_PAGE);
    }

    /// Says what there was.
    pub fn tell(self, out: &mut Out) {
        let counted = |n: usize, one: &str, many: &str| match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        };
        let left: Vec<String> = [
            counted(self.comments, "comment", "comments"),
            counted(self.charts, "chart, but for its titles", "charts, but for their titles"),
            counted(self.frames, "frame that shows another page or file", "frames that show other pages or files"),
            counted(
                self.formulas,
                "formula, whose value is not in the file",
                "formulas, whose values are not in the file",
            ),
            counted(self.pictures, "picture as large as half a page", "pictures as large as half a page"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !left.is_empty() {
            out(Part::Problem(problem(ProblemCode::LeftOut, format!("not read: {}", left.join("; ")))));
        }
    }
}

/// How many comments a part of an Office file holds.
pub fn comments(xml: &str) -> usize {
    let mut comments = 0;
    each_element(xml, |name, _| comments += usize::from(matches!(name, "comment" | "cm")));
    comments
}

/// Sizes of the pictures in a part of an Office file, in points: of DrawingML, and of the older VML.
pub fn pictures(xml: &str) -> Vec<(f64, f64)> {
    if !xml.contains(":pic") && !xml.contains("imagedata") {
        return Vec::new();
    }
    let mut pictures = Pictures::default();
    walk(xml, &mut pictures);
    pictures.found
}

#[derive(Default)]
struct Pictures {
    found: Vec<(f64, f64)>,
    /// Depth of what is skipped: the copy for old programs.
    skipped: usize,
    in_picture: bool,
    /// Size of the shape of VML that is open.
    shape: Option<(f64, f64)>,
}

impl Walk for Pictures {
    fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
        if self.skipped > 0 || name == "Fallback" {
            self.skipped += 1;
            return;
        }
        match name {
            "pic" => self.in_picture = true,
            "ext" if self.in_picture => {
                let side = |name| attribute(tag, name).and_then(|units| units.parse::<f64>().ok());
                if let (Some(width), Some(height)) = (side("cx"), side("cy")) {
                    self.found.push((width / UNITS, height / UNITS));
                    self.in_picture = false;
                }
            }
            "shape" => self.shape = attribute(tag, "style").and_then(|style| styled(&style)),
            "imagedata" => self.found.extend(self.shape.take()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
        } else if name == "pic" {
            self.in_picture = false;
        }
    }

    fn words(&mut self, _: &str) {}
}

/// Width and height that a style gives: "width:451pt;height:8.5in".
fn styled(style: &str) -> Option<(f64, f64)> {
    Some((styled_side(style, "width")?, styled_side(style, "height")?))
}

/// One side that a style gives, in points.
pub fn styled_side(style: &str, name: &str) -> Option<f64> {
    let value = style.split(';').find_map(|part| part.trim().strip_prefix(name)?.trim_start().strip_prefix(':'))?;
    length(value)
}

/// A length with its unit, in points.
pub fn length(value: &str) -> Option<f64> {
    let value = value.trim();
    let (number, unit) = value.split_at(value.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(value.len()));
    let points = match unit {
        "pt" | "" => 1.0,
        "in" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 7.2 / 2.54,
        "px" => 0.75,
        _ => return None,
    };
    Some(number.trim().parse::<f64>().ok()? * points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_pictures_are_told_from_crests() {
        let picture = |cx: u32, cy: u32| {
            format!(
                "<pic:pic><pic:blipFill/><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/>\
                 </a:xfrm></pic:spPr></pic:pic>"
            )
        };
        let old =
            "<w:pict><v:shape style=\"width:451.5pt; height:650pt\"><v:imagedata r:id=\"r1\"/></v:shape></w:pict>";
        let copy = format!("<mc:Fallback>{}</mc:Fallback>", picture(5_700_000, 8_000_000));
        for (xml, large) in [
            (picture(5_700_000, 8_000_000), 1),
            (picture(900_000, 900_000), 0),
            (old.to_owned(), 1),
            (copy, 0),
            ("<wps:wsp><a:ext cx=\"5700000\" cy=\"8000000\"/></wps:wsp>".to_owned(), 0),
        ] {
            let mut left = LeftOut::default();
            pictures(&xml).into_iter().for_each(|(width, height)| left.picture(width, height));
            assert_eq!(left.pictures, large, "{xml}");
        }
    }

    #[test]
    fn lengths_have_units() {
        for (value, points) in [
            ("17cm", Some(481)),
            ("10in", Some(720)),
            ("72pt", Some(72)),
            ("9em", None),
            ("", None),
            ("100", Some(100)),
        ] {
            assert_eq!(length(value).map(|points| points as i64), points, "{value}");
        }
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        let mut told = Vec::new();
        LeftOut::default().tell(&mut |part| told.push(part));
        assert!(told.is_empty());
        LeftOut { comments: 2, charts: 1, formulas: 3, ..LeftOut::default() }.tell(&mut |part| told.push(part));
        let [Part::Problem(problem)] = &told[..] else { panic!("{told:?}") };
        assert_eq!(
            problem.message,
            "not read: 2 comments; 1 chart, but for its titles; 3 formulas, whose values are not in the file"
        );
    }
}

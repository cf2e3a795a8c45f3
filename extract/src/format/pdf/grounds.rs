//! What words in the colour of the paper stand on: boxes, shading and pictures make them readable, bare paper does not.
//!
//! In doubt they can be read: anything painted where they stand counts, whenever it was painted and however it was cut.

use super::covers::Covers;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::{BlendMode, DrawMode, DrawProps, Paint};

/// Grounds kept of one page: where there are more, all words can be read.
const MOST: usize = 2_000;

/// Height and width of a ground at least. Points.
const THICK: f64 = 3.0;

/// The least that each part of the colour of paper has.
const PAPER: u8 = 250;

/// The least that each part of a colour has against which white is not seen.
const PALE: u8 = 0xE8;

/// The grounds of a page.
#[derive(Debug, Default)]
pub struct Grounds {
    places: Vec<Rect>,
    over: bool,
}

impl Grounds {
    /// Takes a shape that is painted.
    pub fn draw(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode, covers: &Covers) {
        if self.over || is_pale(props) {
            return;
        }
        let thick = match mode {
            DrawMode::Fill(_) => 0.0,
            DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) => f64::from(stroke.line_width),
            DrawMode::Invisible => return,
        };
        let seen = bounds(path, props.transform, thick);
        self.add(covers.clip_of(seen));
    }

    /// Takes a picture that is painted.
    pub fn add(&mut self, place: Rect) {
        if place.width().min(place.height()) < THICK {
            return;
        }
        self.over |= self.places.len() >= MOST;
        if !self.over {
            self.places.push(place);
        }
    }

    /// Whether something is painted at a place.
    pub fn are_at(&self, place: Point) -> bool {
        self.over || self.places.iter().any(|ground| ground.contains(place))
    }
}

/// The box around a path, with the thickness of its stroke.
fn bounds(path: &BezPath, transform: Affine, thick: f64) -> Rect {
    let half = thick / 2.0;
    transform.transform_rect_bbox(path.bounding_box().inflate(half, half))
}

fn is_pale(props: &DrawProps<'_>) -> bool {
    let Paint::Color(color) = &props.paint else { return false };
    let [red, green, blue, opaque] = color.to_rgba().to_rgba8();
    opaque == 0 || red.min(green).min(blue) >= PALE
}

/// Whether words that are painted so are not seen on paper: in its colour, or in none.
pub fn is_unseen(props: &DrawProps<'_>) -> bool {
    let Paint::Color(color) = &props.paint else { return false };
    let [red, green, blue, opaque] = color.to_rgba().to_rgba8();
    let plain = props.soft_mask.is_none() && matches!(props.blend_mode, BlendMode::Normal);
    opaque == 0 || plain && red.min(green).min(blue) >= PAPER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grounds_are_where_something_is_painted() {
        let mut grounds = Grounds::default();
        grounds.add(Rect::new(10.0, 10.0, 60.0, 24.0));
        grounds.add(Rect::new(0.0, 50.0, 300.0, 51.0));
        let seen = [(20.0, 20.0), (20.0, 30.0), (20.0, 50.5)].map(|(x, y)| grounds.are_at(Point::new(x, y)));
        assert_eq!(seen, [true, false, false]);
        for _ in 0..MOST {
            grounds.add(Rect::new(0.0, 0.0, 5.0, 5.0));
        }
        assert!(grounds.are_at(Point::new(200.0, 200.0)), "of a drawing nothing is known");
    }

    #[test]
    fn thick_strokes_are_boxes() {
        let mut line = BezPath::new();
        line.move_to((10.0, 20.0));
        line.line_to((60.0, 20.0));
        assert_eq!(bounds(&line, Affine::scale(2.0), 6.0), Rect::new(14.0, 34.0, 126.0, 46.0));
    }
}

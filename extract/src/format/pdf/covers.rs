//! Dark boxes painted over words, as those who redact papers do: nobody can read what lies under them.
//!
//! Only boxes that hide all behind them count: filled in one dark colour that nothing shows through, and not cut to a shape
//! that is not known.

use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect};
use hayro_interpret::{BlendMode, DrawMode, DrawProps, Paint};

/// Boxes kept of one page: more are a drawing.
const MOST: usize = 300;

/// Height and width that a box has at least: underlines and walls of cells are thinner. Points.
const THICK: f64 = 5.0;

/// The most that each part of a dark colour has.
const DARK: u8 = 60;

/// Edges slanted by more than this are those of no box. Points.
const STRAIGHT: f64 = 0.5;

/// One box, and what was painted before it.
#[derive(Debug, Clone, Copy)]
pub struct Cover {
    /// The box, on the page as it stands.
    pub place: Rect,
    /// The last show operator before it.
    pub runs: u32,
}

/// The boxes of a page, as they are painted.
#[derive(Debug, Default)]
pub struct Covers {
    /// In the order of painting.
    pub boxes: Vec<Cover>,
    /// What is cut away around what is painted now: the rest is a box, or a shape that is not known.
    clips: Vec<Option<Rect>>,
    /// Of the groups that are open, whether each may be seen through.
    groups: Vec<bool>,
}

impl Covers {
    /// Takes a shape that is painted.
    pub fn draw(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode, runs: u32) {
        let filled = matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..));
        if !filled || runs == 0 || self.groups.contains(&true) || self.boxes.len() >= MOST || !is_dark(props) {
            return;
        }
        let Some(mut place) = as_box(path, props.transform) else { return };
        for clip in &self.clips {
            let Some(clip) = clip else { return };
            place = place.intersect(*clip);
        }
        if place.width().min(place.height()) >= THICK {
            self.boxes.push(Cover { place, runs });
        }
    }

    /// What is painted from now on is cut to a box.
    pub fn clip_to(&mut self, place: Rect) {
        self.clips.push(Some(place));
    }

    /// What is painted from now on is cut to a shape.
    pub fn clip(&mut self, path: &BezPath) {
        self.clips.push(as_box(path, Affine::IDENTITY));
    }

    /// The last cut ends.
    pub fn end_clip(&mut self) {
        self.clips.pop();
    }

    /// A group begins, which may be seen through.
    pub fn begin_group(&mut self, seen_through: bool) {
        self.groups.push(seen_through);
    }

    /// It ends.
    pub fn end_group(&mut self) {
        self.groups.pop();
    }
}

fn is_dark(props: &DrawProps<'_>) -> bool {
    let Paint::Color(color) = &props.paint else { return false };
    let [red, green, blue, opaque] = color.to_rgba().to_rgba8();
    let plain = props.soft_mask.is_none() && matches!(props.blend_mode, BlendMode::Normal);
    plain && opaque == u8::MAX && red.max(green).max(blue) <= DARK
}

/// The box that a path is, where it is one alone.
fn as_box(path: &BezPath, transform: Affine) -> Option<Rect> {
    let mut corners: Vec<Point> = Vec::with_capacity(5);
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(to) if corners.is_empty() => corners.push(transform * to),
            PathEl::LineTo(to) if corners.len() < 5 => corners.push(transform * to),
            PathEl::ClosePath => {}
            _ => return None,
        }
    }
    let level = |a: &Point, b: &Point| (a.x - b.x).abs().min((a.y - b.y).abs()) < STRAIGHT;
    let first = *corners.first()?;
    let closed = corners.iter().zip(corners.iter().skip(1).chain([&first])).all(|(a, b)| level(a, b));
    let seen = corners.iter().fold(Rect::from_points(first, first), |seen, corner| seen.union_pt(*corner));
    (corners.len() >= 4 && closed).then_some(seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_interpret::kurbo::Shape;

    #[test]
    fn boxes_are_told_from_other_shapes() {
        let rect = Rect::new(10.0, 10.0, 60.0, 24.0);
        assert_eq!(as_box(&rect.to_path(0.1), Affine::IDENTITY), Some(rect));
        assert_eq!(as_box(&rect.to_path(0.1), Affine::rotate(0.3)), None);
        let mut two = rect.to_path(0.1);
        two.extend(rect.to_path(0.1));
        assert_eq!(as_box(&two, Affine::IDENTITY), None);
        assert_eq!(as_box(&BezPath::new(), Affine::IDENTITY), None);
    }
}

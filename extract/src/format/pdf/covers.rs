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
    /// What each of the open cuts and those around it leave, innermost last: a box, or a shape that is not known.
    clips: Vec<Option<Rect>>,
    /// Of the groups that are open, innermost last, whether each or one around it may be seen through.
    groups: Vec<bool>,
}

impl Covers {
    /// Takes a shape that is painted.
    pub fn draw(&mut self, path: &BezPath, props: &DrawProps<'_>, mode: &DrawMode, runs: u32) {
        if self.boxes.len() >= MOST || runs == 0 || self.groups.last() == Some(&true) {
            return;
        }
        let filled = matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..));
        if !filled || !is_dark(props) {
            return;
        }
        let Some(mut place) = as_box(path, props.transform) else { return };
        if let Some(clip) = self.clips.last() {
            let Some(clip) = clip else { return };
            place = place.intersect(*clip);
        }
        if place.width().min(place.height()) >= THICK {
            self.boxes.push(Cover { place, runs });
        }
    }

    /// What is painted from now on is cut to a box.
    pub fn clip_to(&mut self, place: Rect) {
        self.cut(Some(place));
    }

    /// What is painted from now on is cut to a shape.
    pub fn clip_to_path(&mut self, path: &BezPath) {
        self.cut(as_box(path, Affine::IDENTITY));
    }

    fn cut(&mut self, place: Option<Rect>) {
        let left = match self.clips.last() {
            Some(around) => around.zip(place).map(|(around, place)| around.intersect(place)),
            None => place,
        };
        self.clips.push(left);
    }

    /// The box that what is painted now is cut to; `None` where nothing cuts, or a shape that is not known.
    pub fn clip(&self) -> Option<Rect> {
        self.clips.last().copied().flatten()
    }

    /// What the cuts leave of a box; all of it where they are of a shape that is not known.
    pub fn clip_of(&self, place: Rect) -> Rect {
        self.clip().map_or(place, |clip| place.intersect(clip))
    }

    /// The last cut ends.
    pub fn end_clip(&mut self) {
        self.clips.pop();
    }

    /// A group begins, which may be seen through.
    pub fn begin_group(&mut self, seen_through: bool) {
        self.groups.push(seen_through || self.groups.last() == Some(&true));
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

    #[test]
    fn cuts_and_groups_hold_until_they_end() {
        let mut covers = Covers::default();
        let (outer, inner) = (Rect::new(0.0, 0.0, 40.0, 40.0), Rect::new(20.0, 10.0, 90.0, 30.0));
        covers.clip_to(outer);
        covers.clip_to_path(&inner.to_path(0.1));
        assert_eq!(covers.clips.last(), Some(&Some(Rect::new(20.0, 10.0, 40.0, 30.0))));
        covers.clip_to_path(&BezPath::new());
        covers.clip_to(inner);
        assert_eq!(covers.clips.last(), Some(&None), "a box inside a shape that is not known");
        covers.end_clip();
        covers.end_clip();
        covers.end_clip();
        assert_eq!(covers.clips.last(), Some(&Some(outer)));
        covers.begin_group(true);
        covers.begin_group(false);
        assert_eq!(covers.groups.last(), Some(&true));
        covers.end_group();
        covers.end_group();
        assert_eq!(covers.groups.last(), None);
    }
}

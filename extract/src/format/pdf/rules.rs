//! The straight lines that a page draws: what tables are made of.

use hayro_interpret::DrawMode;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect};

/// Lines kept of one page. Tables have some hundreds, drawings and maps any number.
const RULE_LIMIT: usize = 20_000;

/// A filled shape no thicker than this is a line. Points.
const THICK: f64 = 3.0;

/// Shorter strokes are dashes, ticks and the corners that word processors paint by themselves. Points.
const SHORT: f64 = 4.0;

/// Lines slanted by more than this over their whole length are no rules. Points.
const STRAIGHT: f64 = 0.5;

/// A straight line along one of the page's axes. Lengths are points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Whether it runs down the page and not across.
    pub upright: bool,
    /// Where it stands: x of an upright one, y of a level one.
    pub at: f32,
    /// Its upper or left end.
    pub from: f32,
    /// Its lower or right end.
    pub to: f32,
}

impl Rule {
    /// The rule between two points, if they lie on one axis and far enough apart.
    pub fn between(a: Point, b: Point) -> Option<Self> {
        let (dx, dy) = ((a.x - b.x).abs(), (a.y - b.y).abs());
        let upright = dx < dy;
        let (across, along) = if upright { (dx, dy) } else { (dy, dx) };
        if !(across < STRAIGHT && along > SHORT && along.is_finite()) {
            return None;
        }
        let (at, from, to) =
            if upright { (a.x, a.y.min(b.y), a.y.max(b.y)) } else { (a.y, a.x.min(b.x), a.x.max(b.x)) };
        Some(Self { upright, at: at as f32, from: from as f32, to: to as f32 })
    }

    /// Its two ends.
    pub fn ends(self) -> [(f32, f32); 2] {
        if self.upright {
            [(self.at, self.from), (self.at, self.to)]
        } else {
            [(self.from, self.at), (self.to, self.at)]
        }
    }
}

/// The rules of one page, as they are painted.
#[derive(Debug, Default)]
pub struct Rules(pub Vec<Rule>);

impl Rules {
    /// Adds what a path draws: strokes along the axes, and thin filled rectangles. Shading, letters and curves draw none.
    pub fn draw(&mut self, path: &BezPath, transform: Affine, mode: &DrawMode) {
        let stroked = matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..));
        let mut start = Point::ZERO;
        let mut pen = Point::ZERO;
        let mut shape: Option<Rect> = None;
        for element in path.elements() {
            let to = match *element {
                PathEl::MoveTo(to) => {
                    self.fill(shape.take());
                    start = transform * to;
                    pen = start;
                    shape = (!stroked).then_some(Rect::from_points(pen, pen));
                    continue;
                }
                PathEl::LineTo(to) | PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => transform * to,
                PathEl::ClosePath => start,
            };
            let straight = matches!(element, PathEl::LineTo(_) | PathEl::ClosePath);
            if stroked && straight {
                self.add(pen, to);
            }
            let level = (to.x - pen.x).abs().min((to.y - pen.y).abs()) < STRAIGHT;
            shape = shape.filter(|_| straight && level).map(|shape| shape.union_pt(to));
            pen = to;
        }
        self.fill(shape);
    }

    fn fill(&mut self, shape: Option<Rect>) {
        let Some(shape) = shape.filter(|shape| shape.width().min(shape.height()) <= THICK) else { return };
        let middle = shape.center();
        if shape.width() > shape.height() {
            self.add(Point::new(shape.x0, middle.y), Point::new(shape.x1, middle.y));
        } else {
            self.add(Point::new(middle.x, shape.y0), Point::new(middle.x, shape.y1));
        }
    }

    fn add(&mut self, a: Point, b: Point) {
        if self.0.len() < RULE_LIMIT {
            self.0.extend(Rule::between(a, b));
        }
    }
}

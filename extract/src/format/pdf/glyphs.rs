//! The glyphs of a page, as they are painted, and how much of it pictures cover.

use super::actual::Actual;
use super::bold::{self, BoldGlyphs};
use super::covers::Covers;
use super::glyph::{DIRECTIONS, Glyph};
use super::grounds::{self, Grounds};
use super::rules::{Rule, Rules};
use super::text_string::decode;
use crate::layout::SOFT_HYPHEN;
use hayro_interpret::font::{Glyph as Painted, GlyphRun, OutlineGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Glyphs kept of one page. The densest real page measured had 14,000; more is a bomb.
pub const GLYPH_LIMIT: usize = 200_000;

/// Repainted glyphs (fake bold, shadows) lie within this part of an em of their twin. The two letters of "ll" are
/// 0.2 em apart in narrow fonts.
const TWIN: f32 = 0.1;

/// Glyphs among which a twin that was painted in the colour of the paper is looked for.
const RECENT: usize = 5_000;

/// Glyphs slanted by more than this (sine of about 8 degrees) are watermarks; scans are never as crooked.
const SLANT: f64 = 0.14;

/// Collects what a page paints.
pub struct Collector<'f> {
    /// What tells bold fonts.
    bold: &'f BoldGlyphs,
    width: f32,
    height: f32,
    /// Glyphs by direction, in the order of painting.
    pub glyphs: [Vec<Glyph>; DIRECTIONS],
    /// Share of the page that pictures cover.
    pub pictures: f32,
    /// Shapes painted.
    pub paths: usize,
    /// Straight lines painted, as the page stands.
    rules: Rules,
    /// Dark boxes painted over words.
    covers: Covers,
    /// What words may stand on.
    grounds: Grounds,
    /// Words given for what is painted.
    actual: Actual,
    /// Glyphs that were not kept because there were more than [`GLYPH_LIMIT`].
    pub over_limit: usize,
    count: usize,
    runs: u32,
    /// By character and cell of a grid: where it was painted, and whether it could be seen.
    painted: HashMap<u64, Twin, BuildHasherDefault<Mixer>>,
}

/// A character that may be painted again.
#[derive(Debug, Clone, Copy)]
struct Twin {
    x: f32,
    y: f32,
    unseen: bool,
}

/// What became of the words of a page that are painted invisibly or in the colour of the paper and stand on nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unseen {
    /// There are none.
    Absent,
    /// They were left out.
    LeftOut,
    /// They are most of the page, so that something behind them may be painted that is not known here: they were kept.
    Kept,
}

impl<'f> Collector<'f> {
    /// For a page of this size in points.
    pub fn new(width: f32, height: f32, bold: &'f BoldGlyphs) -> Self {
        Self {
            bold,
            width,
            height,
            glyphs: Default::default(),
            pictures: 0.0,
            paths: 0,
            rules: Rules::default(),
            covers: Covers::default(),
            grounds: Grounds::default(),
            actual: Actual::default(),
            over_limit: 0,
            count: 0,
            runs: 0,
            painted: HashMap::default(),
        }
    }

    /// Width and height of the page as a reader of text in this direction sees it.
    pub fn frame(&self, direction: usize) -> (f32, f32) {
        if direction.is_multiple_of(2) { (self.width, self.height) } else { (self.height, self.width) }
    }

    /// Whether anything is written inside a place of the page.
    pub fn paints_in(&self, place: Rect) -> bool {
        self.glyphs.iter().flatten().any(|glyph| {
            let middle = Point::new(f64::from(glyph.x + glyph.advance / 2.0), f64::from(glyph.y - glyph.size / 4.0));
            !glyph.c.is_whitespace() && place.contains(middle)
        })
    }

    /// Takes away what lies under dark boxes that were painted over it; gives how many letters.
    pub fn uncover(&mut self) -> usize {
        let boxes = std::mem::take(&mut self.covers.boxes);
        if boxes.is_empty() {
            return 0;
        }
        let mut hidden = 0;
        for direction in 0..DIRECTIONS {
            let seen = |place: Rect| {
                let corner = |x: f64, y: f64| self.place(direction, x as f32, y as f32);
                let ((ax, ay), (bx, by)) = (corner(place.x0, place.y0), corner(place.x1, place.y1));
                Rect::new(ax.into(), ay.into(), bx.into(), by.into()).abs()
            };
            let boxes: Vec<(Rect, u32)> = boxes.iter().map(|cover| (seen(cover.place), cover.runs)).collect();
            self.glyphs[direction].retain(|glyph| {
                let middle =
                    Point::new(f64::from(glyph.x + glyph.advance / 2.0), f64::from(glyph.y - glyph.size * 0.3));
                let covered = boxes.iter().any(|(place, runs)| glyph.run <= *runs && place.contains(middle));
                hidden += usize::from(covered && !glyph.c.is_whitespace());
                !covered
            });
        }
        hidden
    }

    /// Takes away what is painted invisibly, or in the colour of the paper, on bare paper. Below the invisible words of a
    /// scan stands its picture.
    pub fn drop_unseen(&mut self) -> Unseen {
        let seen = |direction: usize, glyph: &Glyph| {
            let (x, y) = (glyph.x + glyph.advance / 2.0, glyph.y - glyph.size * 0.3);
            let (x, y) = self.paper_place(direction, x, y);
            !glyph.unseen || self.grounds.are_at(Point::new(x.into(), y.into()))
        };
        let kept: Vec<Vec<bool>> = (0..DIRECTIONS)
            .map(|direction| self.glyphs[direction].iter().map(|glyph| seen(direction, glyph)).collect())
            .collect();
        let (mut all, mut unseen) = (0usize, 0usize);
        for (glyph, kept) in self.glyphs.iter().flatten().zip(kept.iter().flatten()) {
            all += usize::from(!glyph.c.is_whitespace());
            unseen += usize::from(!kept && !glyph.c.is_whitespace());
        }
        if unseen == 0 {
            return Unseen::Absent;
        }
        if unseen * 2 > all {
            return Unseen::Kept;
        }
        for (glyphs, kept) in self.glyphs.iter_mut().zip(kept) {
            let mut kept = kept.into_iter();
            glyphs.retain(|_| kept.next().unwrap_or(true));
        }
        Unseen::LeftOut
    }

    fn place(&self, direction: usize, x: f32, y: f32) -> (f32, f32) {
        match direction {
            0 => (x, y),
            1 => (self.height - y, x),
            2 => (self.width - x, self.height - y),
            _ => (y, self.width - x),
        }
    }

    /// Where a place in the frame of a direction is on the page as it stands.
    fn paper_place(&self, direction: usize, x: f32, y: f32) -> (f32, f32) {
        match direction {
            0 => (x, y),
            1 => (y, self.height - x),
            2 => (self.width - x, self.height - y),
            _ => (self.width - y, x),
        }
    }

    /// The straight lines of the page as a reader of text in this direction sees them.
    pub fn rules(&self, direction: usize) -> Vec<Rule> {
        let seen = |rule: &Rule| {
            let [a, b] = rule.ends().map(|(x, y)| self.place(direction, x, y));
            Rule::between(Point::new(a.0.into(), a.1.into()), Point::new(b.0.into(), b.1.into()))
        };
        self.rules.0.iter().filter_map(seen).collect()
    }

    fn run(&mut self, run: &GlyphRun<'_, '_>, props: &DrawProps<'_>, mode: &DrawMode) {
        let transform = props.transform;
        if self.is_cut_away(run, transform) {
            return;
        }
        let unseen = matches!(mode, DrawMode::Invisible) || grounds::is_unseen(props);
        if matches!(mode, DrawMode::Stroke(_)) && self.thickens(run, transform, unseen) {
            return;
        }
        self.runs += 1;
        let font = Font { unseen, ..Font::read(run, mode, self.bold) };
        let mut began: [usize; DIRECTIONS] = Default::default();
        for (direction, start) in began.iter_mut().enumerate() {
            *start = self.glyphs[direction].len();
        }
        for glyph in run.glyphs() {
            self.glyph(glyph, transform * glyph.transform(), &font);
        }
        for (direction, start) in began.into_iter().enumerate() {
            set_tracking(&mut self.glyphs[direction][start..]);
        }
    }

    /// Whether all of a run stands outside of the box that the page is cut to where it is painted.
    fn is_cut_away(&self, run: &GlyphRun<'_, '_>, transform: Affine) -> bool {
        let Some(seen) = self.covers.clip() else { return false };
        run.glyphs().iter().all(|glyph| {
            let place = transform * glyph.transform();
            let (origin, up) = (place * Point::ZERO, place * Point::new(0.0, 1000.0));
            let em = (up - origin).hypot();
            !seen.inflate(em, em).contains(origin)
        })
    }

    /// Text that is filled and stroked, to look bold, comes as two runs: the second makes the first bold.
    fn thickens(&mut self, run: &GlyphRun<'_, '_>, transform: Affine, unseen: bool) -> bool {
        let Some(first) = run.glyphs().first() else { return false };
        let origin = transform * first.transform() * Point::ZERO;
        let mut found = false;
        for direction in 0..DIRECTIONS {
            let (x, y) = self.place(direction, origin.x as f32, origin.y as f32);
            let glyphs = &mut self.glyphs[direction];
            let begins = glyphs.iter().rposition(|glyph| glyph.run != self.runs).map_or(0, |before| before + 1);
            let twin = |glyph: &Glyph| (glyph.x - x).abs().max((glyph.y - y).abs()) < TWIN * glyph.size;
            if glyphs[begins..].first().is_some_and(twin) {
                for glyph in &mut glyphs[begins..] {
                    glyph.bold = true;
                    glyph.unseen &= unseen;
                }
                found = true;
            }
        }
        found
    }

    fn glyph(&mut self, painted: &Painted<'_>, transform: Affine, font: &Font) {
        let origin = transform * Point::ZERO;
        let (x, y) = (origin.x as f32, origin.y as f32);
        // Text outside the page is a rest of the designer's table: nobody can read it.
        if !(-1.0..=self.width + 1.0).contains(&x) || !(-1.0..=self.height + 1.0).contains(&y) {
            return;
        }
        let right = transform * Point::new(1000.0, 0.0) - origin;
        let up = transform * Point::new(0.0, 1000.0) - origin;
        let (size, across) = (up.hypot() as f32, right.hypot());
        let Some(direction) = direction(right.x / across, right.y / across) else { return };
        if !size.is_finite() || size <= 0.1 {
            return;
        }
        if self.count >= GLYPH_LIMIT {
            self.over_limit += 1;
            return;
        }
        let advance = match painted {
            Painted::Outline(glyph) => glyph.advance_width(),
            Painted::Type3(glyph) => glyph.advance_width(),
        };
        let advance = advance.unwrap_or(500.0) / 1000.0 * across as f32;
        let text = painted.as_unicode();
        let text: &[char] = match &text {
            Some(BfString::Char(c)) => &[*c],
            Some(BfString::String(s)) => &s.chars().collect::<Vec<_>>(),
            None if font.symbols => &['•'],
            None => &[char::REPLACEMENT_CHARACTER],
        };
        let (x, y) = self.place(direction, x, y);
        let each = advance / text.len().max(1) as f32;
        for (at, &c) in text.iter().enumerate() {
            let x = x + each * at as f32;
            // A hyphen that is painted is seen, whatever its font calls it.
            let c = if c == SOFT_HYPHEN { '-' } else { c };
            let (run, bold, hidden, unseen) = (self.runs, font.bold, font.hidden, font.unseen);
            let glyph = Glyph { c, x, y, advance: each, size, run, tracking: 0.0, bold, hidden, unseen };
            if c.is_control() || (!c.is_whitespace() && self.is_repainted(&glyph, direction)) {
                continue;
            }
            self.count += 1;
            self.glyphs[direction].push(glyph);
        }
    }

    /// Whether the same character was painted here before. Looks into the cells of a grid that a twin may be in.
    fn is_repainted(&mut self, glyph: &Glyph, direction: usize) -> bool {
        let Glyph { c, x, y, size, unseen, .. } = *glyph;
        let cell = 2.0 * TWIN * size;
        let key = |column: i64, row: i64| {
            (u64::from(u32::from(c)) << 40)
                ^ ((column as u64 & 0xF_FFFF) << 20)
                ^ (row as u64 & 0xF_FFFF)
                ^ ((direction as u64) << 62)
        };
        let (column, row) = ((x / cell).floor(), (y / cell).floor());
        let beside = if x / cell - column < 0.5 { -1 } else { 1 };
        let beyond = if y / cell - row < 0.5 { -1 } else { 1 };
        let (column, row) = (column as i64, row as i64);
        let is_twin = |at: &Twin| (at.x - x).abs() < TWIN * size && (at.y - y).abs() < TWIN * size;
        let cells = [(0, 0), (beside, 0), (0, beyond), (beside, beyond)].map(|(dx, dy)| key(column + dx, row + dy));
        let known = cells.into_iter().find(|cell| self.painted.get(cell).is_some_and(is_twin));
        match known.and_then(|cell| self.painted.get_mut(&cell)) {
            // White letters, as a halo, below black ones.
            Some(twin) if twin.unseen && !unseen => {
                twin.unseen = false;
                let twins = self.glyphs[direction].iter_mut().rev().take(RECENT);
                twins.filter(|twin| twin.c == c && is_twin(&Twin { x: twin.x, y: twin.y, unseen })).for_each(|twin| {
                    twin.unseen = false;
                });
                true
            }
            Some(_) => true,
            None => {
                self.painted.insert(key(column, row), Twin { x, y, unseen });
                false
            }
        }
    }
}

/// What a run's font tells.
struct Font {
    bold: bool,
    symbols: bool,
    hidden: bool,
    unseen: bool,
}

impl Font {
    fn read(run: &GlyphRun<'_, '_>, mode: &DrawMode, bold: &BoldGlyphs) -> Self {
        let hidden = matches!(mode, DrawMode::Invisible);
        let first = run.glyphs().first().and_then(|glyph| match &**glyph {
            Painted::Outline(glyph) => Some(glyph),
            Painted::Type3(_) => None,
        });
        let data = first.and_then(OutlineGlyph::font_data);
        let bold = match &data {
            Some(data) => bold::is_bold(data.postscript_name.as_deref(), data.weight),
            None => first.is_some_and(|glyph| bold.contains(glyph)),
        };
        let name = data.and_then(|data| data.postscript_name).unwrap_or_default().to_lowercase();
        let symbols = ["symbol", "dingbat", "wingding"].iter().any(|word| name.contains(word));
        Self { bold, symbols, hidden, unseen: false }
    }
}

/// Quarter turns of a direction given by its unit vector, y growing downwards; `None` where it is slanted.
fn direction(dx: f64, dy: f64) -> Option<usize> {
    match (dx, dy) {
        _ if dy.abs() < SLANT => Some(if dx > 0.0 { 0 } else { 2 }),
        _ if dx.abs() < SLANT => Some(if dy < 0.0 { 1 } else { 3 }),
        _ => None,
    }
}

/// Letter-spaced headings part all their letters alike; that much space is no word break.
fn set_tracking(run: &mut [Glyph]) {
    let mut gaps = 0;
    let mut least = f32::MAX;
    for pair in run.windows(2) {
        if !pair[0].c.is_whitespace() && !pair[1].c.is_whitespace() {
            gaps += 1;
            least = least.min((pair[1].x - pair[0].x - pair[0].advance) / pair[0].size);
        }
    }
    if gaps >= 5 && (0.05..0.6).contains(&least) {
        for glyph in run {
            glyph.tracking = least * glyph.size;
        }
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        // Words that were made outlines may be one path of a thousand shapes.
        self.paths += path.elements().iter().filter(|e| matches!(e, PathEl::MoveTo(_))).count();
        self.covers.draw(path, &props, mode, self.runs);
        self.grounds.draw(path, &props, mode, &self.covers);
        self.rules.draw(path, props.transform, mode);
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        let path = rect.to_path(0.1);
        self.covers.draw(&path, &props, mode, self.runs);
        self.grounds.draw(&path, &props, mode, &self.covers);
        self.rules.draw(&path, props.transform, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.covers.clip_to_path(&clip.path);
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.covers.clip_to(*rect);
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        self.covers.begin_group(opacity < 1.0 || mask.is_some() || !matches!(blend, BlendMode::Normal));
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.run(run, &props, mode);
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let unit = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let page = Rect::new(0.0, 0.0, f64::from(self.width), f64::from(self.height));
        let seen = props.transform.transform_rect_bbox(unit).intersect(page);
        self.grounds.add(self.covers.clip_of(seen));
        let share = seen.area() / page.area().max(1.0);
        if share.is_finite() {
            self.pictures = (self.pictures + share as f32).min(1.0);
        }
    }

    fn pop_clip(&mut self) {
        self.covers.end_clip();
    }

    fn pop_transparency_group(&mut self) {
        self.covers.end_group();
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        let words = properties.and_then(|given| given.get::<PdfString<'_>>("ActualText"));
        self.actual.begin(words.map(|words| decode(words.as_bytes())), &self.glyphs);
    }

    fn end_marked_content(&mut self) {
        self.actual.end(&mut self.glyphs);
    }
}

/// Mixes the keys of painted glyphs: they are spread well already and cost a lookup for every glyph.
#[derive(Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        let mixed = (self.0 ^ key).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

//! Which glyphs are bold. hayro tells name and weight of the font programs that a file holds as TrueType or CFF; of Type 1
//! fonts, and of fonts that the file only names ("Arial-BoldMT"), it tells neither. Their dictionaries do, and a glyph
//! of such a font is known again by its program.

use hayro_font::{CMapResolverFn, FontCache, FontGlyph, FontResolverFn};
use hayro_interpret::InterpreterSettings;
use hayro_interpret::font::OutlineGlyph;
use hayro_interpret::hayro_syntax::object::dict::keys::{
    BASE_FONT, FONT, FONT_DESC, FONT_WEIGHT, RESOURCES, SUBTYPE, XOBJECT,
};
use hayro_interpret::hayro_syntax::object::{Dict, Name, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use std::collections::HashSet;

/// Weight from which on a font is bold: "semi-bold" by the scale of ISO 32000-1, 9.8.1.
const BOLD: u32 = 600;

/// How deep drawings within drawings are looked into for fonts. Three were the most seen.
const DEEPEST: usize = 4;

/// Fonts of a page that are looked at.
const MOST_FONTS: usize = 200;

/// Whether a font of this name and weight is bold.
pub fn is_bold(name: Option<&str>, weight: Option<u32>) -> bool {
    let name = name.unwrap_or_default().to_lowercase();
    weight.is_some_and(|weight| weight >= BOLD) || ["bold", "black", "heavy"].iter().any(|word| name.contains(word))
}

/// The glyphs of a file's fonts that hayro does not tell the weight of, as far as its pages were looked at.
#[derive(Debug, Default)]
pub struct BoldGlyphs {
    /// Keys of glyphs.
    bold: HashSet<u128>,
    /// One program may stand for two fonts that the file does not hold; then the weight is not known.
    regular: HashSet<u128>,
}

impl BoldGlyphs {
    /// Whether this glyph, of whose font hayro tells nothing, is one of a bold font's.
    pub fn contains(&self, glyph: &OutlineGlyph) -> bool {
        let glyph = glyph.identifier().cache_key();
        self.bold.contains(&glyph) && !self.regular.contains(&glyph)
    }
}

/// The fonts of a file, looked at page by page.
pub struct Fonts<'a> {
    cache: FontCache<'a>,
    find_font: FontResolverFn,
    find_cmap: CMapResolverFn,
    /// Dictionaries of fonts and drawings that were looked at: a drawing may name itself, or a thousand others.
    seen: HashSet<&'a [u8]>,
    /// What was found.
    pub glyphs: BoldGlyphs,
}

impl<'a> Fonts<'a> {
    /// None looked at yet.
    pub fn new() -> Self {
        let settings = InterpreterSettings::default();
        Self {
            cache: FontCache::new(),
            find_font: settings.font_resolver,
            find_cmap: settings.cmap_resolver,
            seen: HashSet::new(),
            glyphs: BoldGlyphs::default(),
        }
    }

    /// Takes in the fonts of this page.
    pub fn look_at(&mut self, page: &Page<'a>) {
        let resources = page.resources();
        self.take_fonts(&resources.fonts);
        self.look_into(&resources.x_objects, DEEPEST);
    }

    fn look_into(&mut self, drawings: &Dict<'a>, deeper: usize) {
        if deeper == 0 {
            return;
        }
        for name in drawings.keys().take(MOST_FONTS) {
            let Some(drawing) = drawings.get::<Stream<'a>>(&name) else { continue };
            if !self.seen.insert(drawing.dict().data()) {
                continue;
            }
            let Some(resources) = drawing.dict().get::<Dict<'a>>(RESOURCES) else { continue };
            if let Some(fonts) = resources.get::<Dict<'a>>(FONT) {
                self.take_fonts(&fonts);
            }
            if let Some(inner) = resources.get::<Dict<'a>>(XOBJECT) {
                self.look_into(&inner, deeper - 1);
            }
        }
    }

    fn take_fonts(&mut self, fonts: &Dict<'a>) {
        for name in fonts.keys().take(MOST_FONTS) {
            if let Some(font) = fonts.get::<Dict<'a>>(&name) {
                self.take_font(&font);
            }
        }
    }

    fn take_font(&mut self, dict: &Dict<'a>) {
        let subtype = dict.get::<Name<'_>>(SUBTYPE);
        let one_byte = subtype.is_some_and(|subtype| ["Type1", "MMType1", "TrueType"].contains(&subtype.as_str()));
        // Fonts of many bytes a character are held by nearly every file that uses them, and hayro tells their weight.
        if !one_byte || !self.seen.insert(dict.data()) {
            return;
        }
        let Some(font) = self.cache.font(dict, &self.find_font, &self.find_cmap) else { return };
        let glyphs = (0..=u32::from(u8::MAX)).filter_map(|code| match font.glyph(font.map_code(code), code) {
            FontGlyph::Outline(glyph) => Some(glyph.identifier().cache_key()),
            FontGlyph::Type3(_) => None,
        });
        let descriptor = dict.get::<Dict<'_>>(FONT_DESC);
        let weight = descriptor.and_then(|descriptor| descriptor.get::<u32>(FONT_WEIGHT));
        let name = dict.get::<Name<'_>>(BASE_FONT);
        let known = if is_bold(name.as_ref().map(Name::as_str), weight) {
            &mut self.glyphs.bold
        } else {
            &mut self.glyphs.regular
        };
        known.extend(glyphs);
    }
}

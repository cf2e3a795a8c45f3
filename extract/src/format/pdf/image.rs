//! Pictures of pages: for readers who want to see the print, and for OCR.

/// Whether this build draws pictures at all.
pub const CAN_RENDER: bool = cfg!(feature = "render");

/// Why a page could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum ImageError {
    /// The file could not be opened.
    #[error("cannot draw page {page}: {reason}")]
    Unopened {
        /// 1-based.
        page: u32,
        /// Why.
        reason: String,
    },
    /// There is no such page.
    #[error("cannot draw page {page}: the file has {pages} pages")]
    NoPage {
        /// 1-based.
        page: u32,
        /// How many there are.
        pages: usize,
    },
    /// Drawing it failed.
    #[error("cannot draw page {page}: its content is damaged")]
    Failed {
        /// 1-based.
        page: u32,
    },
    /// Nothing is drawn here.
    #[error("cannot draw page {page}: this program was built without pictures of pages (the feature `render`)")]
    NotBuilt {
        /// 1-based.
        page: u32,
    },
}

/// Draws a page (1-based) of a PDF as PNG, on white. Pages larger than 16 million pixels at this resolution are drawn
/// smaller.
///
/// # Errors
/// If the file cannot be opened, has no such page, or the page cannot be drawn.
#[cfg(feature = "render")]
pub fn render(bytes: &[u8], page: u32, dots_per_inch: f32) -> Result<Vec<u8>, ImageError> {
    use hayro::vello_cpu::color::palette::css::WHITE;
    use hayro::{PixmapSettings, RenderCache, RenderSettings};
    use hayro_interpret::InterpreterSettings;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    /// Pixels of the largest picture made: an A0 plan at 100 dots per inch.
    const PIXEL_LIMIT: f32 = 16_000_000.0;
    /// Points per inch: the scale of a picture is its dots per inch through this.
    const POINTS: f32 = 72.0;

    let pdf = super::open::open(bytes).map_err(|problem| ImageError::Unopened { page, reason: problem.message })?;
    let pages = pdf.pages();
    let at = (page as usize).checked_sub(1);
    let source = at.and_then(|at| pages.get(at)).ok_or(ImageError::NoPage { page, pages: pages.len() })?;
    let (width, height) = source.render_dimensions();
    let wanted = dots_per_inch / POINTS;
    let largest = (PIXEL_LIMIT / (width * height).max(1.0)).sqrt();
    let scale = wanted.min(largest).min(f32::from(u16::MAX) / width.max(height).max(1.0));
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        let pixels = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
        let (settings, drawing) = (InterpreterSettings::default(), RenderSettings::default());
        hayro::render(source, &RenderCache::new(), &settings, &drawing, &pixels).into_png()
    }));
    match drawn {
        Ok(Ok(png)) => Ok(png),
        _ => Err(ImageError::Failed { page }),
    }
}

/// Draws nothing: this build has no rasteriser.
///
/// # Errors
/// Always.
#[cfg(not(feature = "render"))]
pub fn render(_bytes: &[u8], page: u32, _dots_per_inch: f32) -> Result<Vec<u8>, ImageError> {
    Err(ImageError::NotBuilt { page })
}

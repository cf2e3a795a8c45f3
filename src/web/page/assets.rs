//! The style sheet and the one script: part of the program, named by their own hash so that browsers may keep them.

use crate::web::error::Problem;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// A file that is part of the program.
pub struct Asset {
    name: String,
    address: String,
    media_type: &'static str,
    bytes: &'static [u8],
}

/// The look of the pages.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("minutebook", "css", "text/css; charset=utf-8", include_bytes!("assets/minutebook.css"))
});

/// Adds buttons that copy. The pages work without.
pub static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("copy", "js", "text/javascript; charset=utf-8", include_bytes!("assets/copy.js")));

impl Asset {
    fn new(stem: &str, ending: &str, media_type: &'static str, bytes: &'static [u8]) -> Self {
        let name = format!("{stem}-{}.{ending}", HEXLOWER.encode(&Sha256::digest(bytes)[..6]));
        Self { address: format!("/assets/{name}"), name, media_type, bytes }
    }

    /// Its bytes.
    pub fn weight(&self) -> usize {
        self.bytes.len()
    }

    /// Where it is served.
    pub fn address(&self) -> &str {
        &self.address
    }
}

pub async fn asset(Path(name): Path<String>) -> Result<Response, Problem> {
    let held: [&'static Asset; 2] = [&STYLE, &SCRIPT];
    let found = held.into_iter().find(|asset| asset.name == name);
    let asset = found.ok_or_else(|| Problem::no_such_path(&format!("/assets/{name}")))?;
    // The name changes with the bytes, so that this answer never grows old.
    let cache = HeaderValue::from_static("public, max-age=31536000, immutable");
    let media_type = HeaderValue::from_static(asset.media_type);
    Ok(([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, cache)], asset.bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_asks_for_nothing_and_is_nobody_elses() {
        let style = String::from_utf8_lossy(STYLE.bytes).to_lowercase();
        for foreign in ["url(", "@import", "gds transport", "crown", "crest"] {
            assert!(!style.contains(foreign), "{foreign} in the style sheet");
        }
        assert!(!String::from_utf8_lossy(SCRIPT.bytes).contains("://"));
    }
}

//! Which of several formats an answer takes: `format` first, since people can paste it, then the Accept header.

use super::params::{FormatParams, RowFormat};
use axum::http::{HeaderMap, header};

/// How rows are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One page of a list.
    Json,
    /// Every row, one JSON object a line.
    Ndjson,
    /// Every row, comma separated.
    Csv,
}

impl Format {
    /// The format that was asked for; JSON where none was, or none that is known.
    pub fn requested(params: &FormatParams, headers: &HeaderMap) -> Self {
        match params.format.map(|format| format.0) {
            Some(RowFormat::Ndjson) => Self::Ndjson,
            Some(RowFormat::Csv) => Self::Csv,
            Some(RowFormat::Json) => Self::Json,
            None => {
                let accept = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
                Self::accepted(&accept.collect::<Vec<_>>().join(","))
            }
        }
    }

    fn accepted(accept: &str) -> Self {
        let mut best = (0.0, Self::Json);
        for part in accept.split(',') {
            let mut pieces = part.split(';').map(str::trim);
            let format = match pieces.next().unwrap_or_default().to_ascii_lowercase().as_str() {
                "application/json" | "application/*" | "*/*" => Self::Json,
                "application/x-ndjson" | "application/ndjson" => Self::Ndjson,
                "text/csv" | "text/*" => Self::Csv,
                _ => continue,
            };
            let weight = pieces.find_map(|p| p.strip_prefix("q=")).and_then(|q| q.parse().ok()).unwrap_or(1.0);
            if weight > best.0 {
                best = (weight, format);
            }
        }
        best.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_known_type_wins() {
        for (accept, format) in [
            ("", Format::Json),
            ("*/*", Format::Json),
            ("text/html,application/xhtml+xml,*/*;q=0.8", Format::Json),
            ("application/x-ndjson", Format::Ndjson),
            ("text/csv", Format::Csv),
            ("application/json;q=0.5, text/csv", Format::Csv),
            ("text/csv;q=0", Format::Json),
            ("text/csv; q=nonsense", Format::Csv),
        ] {
            assert_eq!(Format::accepted(accept), format, "{accept}");
        }
    }
}

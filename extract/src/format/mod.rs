//! Formats: bytes to [`crate::Content`]. One file per format, one line each in the table below.

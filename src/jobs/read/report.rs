//! What was read, counted.

use serde::Serialize;

/// What was read.
#[derive(Debug, Default, Serialize)]
pub struct ReadReport {
    /// Documents read.
    pub documents: u64,
    /// Documents of which nothing could be read.
    pub failed: u64,
    /// Pages of them.
    pub pages: u64,
    /// Pages without usable text.
    pub pages_without_text: u64,
    /// Pages that were pictures and were read by OCR.
    pub pages_read_by_ocr: u64,
    /// Files in other formats that were read by LibreOffice.
    pub files_read_by_office: u64,
    /// Passages found.
    pub passages: u64,
    /// Problems noted.
    pub problems: u64,
    /// Seconds that it took.
    pub seconds: f64,
}

/// What one document came to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    pub pages: u64,
    pub pages_without_text: u64,
    pub passages: u64,
    pub problems: u64,
    pub failed: bool,
}

impl ReadReport {
    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            documents: self.documents + other.documents,
            failed: self.failed + other.failed,
            pages: self.pages + other.pages,
            pages_without_text: self.pages_without_text + other.pages_without_text,
            pages_read_by_ocr: self.pages_read_by_ocr + other.pages_read_by_ocr,
            files_read_by_office: self.files_read_by_office + other.files_read_by_office,
            passages: self.passages + other.passages,
            problems: self.problems + other.problems,
            seconds: self.seconds + other.seconds,
        }
    }

    /// Adds one document.
    pub fn add(&mut self, count: Count) {
        self.documents += 1;
        self.failed += u64::from(count.failed);
        self.pages += count.pages;
        self.pages_without_text += count.pages_without_text;
        self.passages += count.passages;
        self.problems += count.problems;
    }

    /// The same in words.
    pub fn in_words(&self) -> String {
        format!(
            "read {} documents, {} pages ({} without text), {} passages, {} problems, {} failed, in {:.1} s",
            self.documents,
            self.pages,
            self.pages_without_text,
            self.passages,
            self.problems,
            self.failed,
            self.seconds
        )
    }
}

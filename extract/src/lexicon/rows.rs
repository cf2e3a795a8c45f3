//! The rows of the files of words.

/// One row of a vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub word: &'static str,
    pub tags: &'static str,
    pub forms: &'static str,
}

/// The rows of a vocabulary: comments and empty lines left out.
pub fn rows(text: &'static str) -> impl Iterator<Item = Row> {
    text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).map(|line| {
        let mut cells = line.split('\t').map(str::trim).take_while(|c| !c.starts_with('#'));
        let mut next = || cells.next().unwrap_or_default();
        Row { word: next(), tags: next(), forms: next() }
    })
}

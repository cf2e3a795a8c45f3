//! How well PDFs are read, beside poppler's `pdftotext`, on every PDF of a folder.
//!
//! ```text
//! cargo run --release -p extract --example quality -- FOLDER [TEXTS]
//! ```
//!
//! Prints pages, words and seconds of both in the same run, how many of poppler's words are here and the other way round
//! (F1 over words with their counts), how many of its neighbouring words are neighbours here (order), the pages with
//! words that differ and those that differ most. Both read one file after another on one core; poppler's time includes
//! the start of a process a file. What was read is written into the folder TEXTS, if one is named: one text a file with
//! a form feed after each page, as `pdftotext` writes it, so that other engines can be compared too.

use extract::format::{self, Hint};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// Differing pages that are listed.
const WORST: usize = 12;

/// A page below this F1 was read differently.
const DIFFERS: f64 = 0.95;

#[derive(Default)]
struct Totals {
    files: u64,
    pages: u64,
    /// Pages with words in poppler's reading or ours.
    text_pages: u64,
    /// Of them, those below [`DIFFERS`]: F1, file, page.
    differing: Vec<(f64, PathBuf, usize)>,
    seconds: Duration,
    poppler_seconds: Duration,
    words: Overlap,
    order: Overlap,
}

/// How much two counted lists have in common.
#[derive(Default, Clone, Copy)]
struct Overlap {
    ours: u64,
    theirs: u64,
    both: u64,
}

impl Overlap {
    fn of<T: std::hash::Hash + Eq>(ours: impl IntoIterator<Item = T>, theirs: impl IntoIterator<Item = T>) -> Self {
        let mut counts: HashMap<T, u64> = HashMap::new();
        let mut overlap = Self::default();
        for item in theirs {
            overlap.theirs += 1;
            *counts.entry(item).or_default() += 1;
        }
        for item in ours {
            overlap.ours += 1;
            if let Some(left) = counts.get_mut(&item).filter(|left| **left > 0) {
                *left -= 1;
                overlap.both += 1;
            }
        }
        overlap
    }

    fn add(&mut self, other: Self) {
        self.ours += other.ours;
        self.theirs += other.theirs;
        self.both += other.both;
    }

    /// Harmonic mean of both shares, 1 where both are empty.
    fn f1(self) -> f64 {
        match self.ours + self.theirs {
            0 => 1.0,
            all => 2.0 * self.both as f64 / all as f64,
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder of PDFs?")?;
    let texts = std::env::args().nth(2).map(PathBuf::from);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf")));
    files.sort();
    let mut totals = Totals::default();
    for path in &files {
        compare(path, texts.as_deref(), &mut totals)?;
    }
    let Totals { files, pages, text_pages, mut differing, seconds, poppler_seconds, words, order } = totals;
    let speed = |time: Duration| pages as f64 / time.as_secs_f64();
    println!("{files} files, {pages} pages");
    println!("ours      {:8.2} s  {:6.0} pages/s  {:9} words", seconds.as_secs_f64(), speed(seconds), words.ours);
    println!(
        "pdftotext {:8.2} s  {:6.0} pages/s  {:9} words",
        poppler_seconds.as_secs_f64(),
        speed(poppler_seconds),
        words.theirs
    );
    println!("words F1 {:.4}, order F1 {:.4}", words.f1(), order.f1());
    println!("{} of {text_pages} text pages with F1 < {DIFFERS}", differing.len());
    differing.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (f1, path, page) in differing.iter().take(WORST) {
        println!("  {f1:.4} {} page {page}", path.display());
    }
    Ok(())
}

fn compare(path: &Path, texts: Option<&Path>, totals: &mut Totals) -> Result<(), Box<dyn std::error::Error>> {
    let bytes = std::fs::read(path)?;
    let begun = Instant::now();
    let content = format::read(&bytes, &Hint::default());
    totals.seconds += begun.elapsed();
    let begun = Instant::now();
    let poppler = Command::new("pdftotext").arg(path).arg("-").output()?;
    totals.poppler_seconds += begun.elapsed();
    let poppler = String::from_utf8_lossy(&poppler.stdout);
    let pages: Vec<String> = content
        .pages
        .iter()
        .map(|page| page.lines.iter().flat_map(|line| [line.text.as_str(), "\n"]).collect())
        .collect();
    if let (Some(folder), Some(name)) = (texts, path.file_stem()) {
        let whole: String = pages.iter().flat_map(|page| [page.as_str(), "\u{c}"]).collect();
        std::fs::write(folder.join(format!("{}.txt", name.to_string_lossy())), whole)?;
    }
    totals.files += 1;
    totals.pages += pages.len() as u64;
    let mut theirs = poppler.split('\u{c}');
    for (at, ours) in pages.iter().enumerate() {
        let (ours, theirs) = (words(ours), words(theirs.next().unwrap_or_default()));
        let same = Overlap::of(ours.iter(), theirs.iter());
        totals.text_pages += u64::from(!ours.is_empty() || !theirs.is_empty());
        if same.f1() < DIFFERS {
            totals.differing.push((same.f1(), path.to_owned(), at + 1));
        }
        totals.words.add(same);
        totals.order.add(Overlap::of(ours.windows(2), theirs.windows(2)));
    }
    Ok(())
}

/// Words as they compare: letters and digits, small, ligatures and dashes folded.
fn words(text: &str) -> Vec<String> {
    let folded = record::text::fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

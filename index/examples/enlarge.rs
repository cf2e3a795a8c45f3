//! A larger record out of a smaller one: `cargo run --release -p index --example enlarge -- FILE.ndjson COPIES > LARGE.ndjson`.
//!
//! Each copy has ids, committees, speakers and dates of its own, and one in ten of its words is another word, the same
//! wherever it stands in the copy, so that the vocabulary grows with the record and each word keeps its frequency. What comes
//! out is the same every time.

use std::fs::File;
use std::hash::{BuildHasher, Hasher};
use std::io::{BufRead, BufReader, BufWriter, Write};

/// One word in so many is another one in each copy.
const OTHER_WORDS: u64 = 10;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, copies] = &arguments[..] else { return Err("usage: enlarge FILE.ndjson COPIES > LARGE.ndjson".into()) };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for copy in 0..copies.parse::<u64>()? {
        for line in BufReader::new(File::open(file)?).lines() {
            let mut row: serde_json::Value = serde_json::from_str(&line?)?;
            if copy > 0 {
                change(&mut row, copy).ok_or("a record without id, date or text")?;
            }
            serde_json::to_writer(&mut out, &row)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(out.flush()?)
}

/// Makes a record that of a copy; `None` where it lacks what each must have.
fn change(row: &mut serde_json::Value, copy: u64) -> Option<()> {
    for (key, with) in [("id", "/"), ("committee", ", "), ("speaker", " ")] {
        if let Some(text) = row.get(key).and_then(|value| value.as_str()) {
            row[key] = format!("{text}{with}{copy}").into();
        }
    }
    // Years back, so that no copy's meetings are those of another.
    let (year, day) = row.get("date")?.as_str()?.split_once('-')?;
    row["date"] =
        format!("{:04}-{day}", year.parse::<u64>().ok()?.saturating_sub(copy)).replace("-02-29", "-02-28").into();
    let text = row.get("text")?.as_str()?;
    let mut changed = String::with_capacity(text.len() + text.len() / 40);
    for word in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let letters = word.trim_end_matches(|c: char| !c.is_alphabetic());
        changed.push_str(letters);
        if letters.len() > 3 && hash(letters, copy).is_multiple_of(OTHER_WORDS) {
            changed.push(char::from(b'a' + (copy % 26) as u8));
        }
        changed.push_str(&word[letters.len()..]);
    }
    row["text"] = changed.into();
    Some(())
}

/// A number for a word of a copy, without a pattern.
fn hash(word: &str, copy: u64) -> u64 {
    let mut hasher = rustc_hash::FxBuildHasher.build_hasher();
    hasher.write(word.to_lowercase().as_bytes());
    hasher.write_u64(copy);
    hasher.finish() >> 20
}

//! Why a paper is read as it is, at one place of it.
//!
//! ```text
//! cargo run -p extract --example explain -- FILE "PHRASE" [--council NAME]
//! ```
//!
//! Prints what the file is taken for and when and where that meeting was, and for every sentence with the phrase: where
//! it stands, its words with what the lexicon says of them, whom it mentions and who that may be, what the grammar and
//! the rules say of it, and what came of it. Case, quotes and line breaks of the phrase make no difference.

mod outcome;
mod paper;
mod sentence;
mod speaker;
mod undertaken;

use extract::format::{self, Hint};
use extract::{Context, layout};
use std::error::Error;
use std::path::{Path, PathBuf};

struct Arguments {
    file: PathBuf,
    phrase: String,
    council: Option<String>,
}

impl Arguments {
    fn parse() -> Result<Self, Box<dyn Error>> {
        let (mut plain, mut council) = (Vec::new(), None);
        let mut given = std::env::args().skip(1);
        while let Some(argument) = given.next() {
            match argument.as_str() {
                "--council" => council = Some(given.next().ok_or("--council needs a name")?),
                _ => plain.push(argument),
            }
        }
        match <[String; 2]>::try_from(plain) {
            Ok([file, phrase]) if !phrase.trim().is_empty() => Ok(Self { file: file.into(), phrase, council }),
            _ => Err("usage: explain FILE \"PHRASE\" [--council NAME]".into()),
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse()?;
    let bytes = std::fs::read(&arguments.file).map_err(|e| format!("{}: {e}", arguments.file.display()))?;
    let name = file_name(&arguments.file);
    let content = format::read(&bytes, &Hint { file_name: name.clone(), ..Hint::default() });
    let mut context = Context::default();
    context.facts.file_name = name;
    context.facts.council = arguments.council;
    let blocks = layout::blocks(&content);
    let paper = paper::Paper::read(&content, &blocks, &context);
    paper.print();
    let rules = sentence::rules()?;
    let mut places = 0;
    for place in paper.places(&arguments.phrase) {
        places += 1;
        paper.print_place(&place);
        sentence::print(&paper, &place, &rules);
        speaker::print(&paper, &place);
        outcome::print(&paper, &place);
    }
    if places == 0 {
        return Err(format!("no sentence has “{}”", arguments.phrase).into());
    }
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

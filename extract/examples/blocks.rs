//! Prints the blocks of files as the rest of the reader sees them: `cargo run -p extract --example blocks -- FILE...`

use extract::format::{self, Hint};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut failed = false;
    for path in std::env::args().skip(1) {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{path}: {error}");
                failed = true;
                continue;
            }
        };
        let content = format::read(&bytes, &Hint { file_name: path.clone(), ..Hint::default() });
        println!("== {path}: {} pages, {:?}", content.pages.len(), content.metadata);
        for problem in &content.problems {
            println!("!! {} {:?}: {}", problem.code, problem.page, problem.message);
        }
        let labels = extract::layout::printed_labels(&content);
        let mut page = 0;
        for block in extract::layout::blocks(&content) {
            if block.page != page {
                page = block.page;
                let at = page as usize - 1;
                let (state, quality) = (content.pages[at].state, content.pages[at].quality);
                println!("-- page {page}, printed {:?}, {state:?} {quality:.2}", labels[at]);
            }
            let form = if block.furniture { "FURNITURE" } else { block.form.as_str() };
            let marker = block.marker.as_deref().unwrap_or_default();
            println!("{form} [{marker}] {}", block.text.replace('\t', " | "));
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

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
        let blocks = extract::layout::blocks(&content);
        for (page, label) in content.pages.iter().zip(labels) {
            println!("-- page {}, printed {label:?}, {:?} {:.2}", page.number, page.state, page.quality);
            for block in blocks.iter().filter(|block| block.page == page.number) {
                let form = if block.furniture { "FURNITURE" } else { block.form.as_str() };
                let marker = block.marker.as_deref().unwrap_or_default();
                println!("{form} [{marker}] {}", block.text.replace('\t', " | "));
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

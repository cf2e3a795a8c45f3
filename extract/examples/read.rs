//! Prints what is read of each file named: one JSON object a line, `{"file": ..., "reading": ...}`.

use extract::format::{self, Hint};
use extract::{Context, layout, structure};

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let name =
            std::path::Path::new(&path).file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let content = format::read(&bytes, &Hint { file_name: name.clone(), ..Hint::default() });
        let mut context = Context::default();
        context.facts.file_name = name;
        let reading = structure::read(&content, &layout::blocks(&content), &context);
        println!("{}", serde_json::json!({ "file": path, "reading": reading }));
    }
    Ok(())
}

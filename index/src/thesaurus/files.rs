//! An operator's files, which may change at any time.

use super::concept::Problem;
use super::lookup::Thesaurus;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

/// Files of an operator, which may change at any time.
#[derive(Debug)]
pub struct Files {
    paths: Vec<PathBuf>,
    marks: Vec<Option<(SystemTime, u64)>>,
    thesaurus: Arc<Thesaurus>,
}

impl Files {
    /// The project's own and these files.
    pub fn new(paths: Vec<PathBuf>) -> Self {
        let mut files = Self { marks: Vec::new(), thesaurus: Thesaurus::built_in(), paths };
        if !files.paths.is_empty() {
            files.reload();
        }
        files
    }

    /// What was last read.
    pub fn thesaurus(&self) -> Arc<Thesaurus> {
        Arc::clone(&self.thesaurus)
    }

    /// Reads the files again where one has changed since; tells whether it did.
    pub fn look_again(&mut self) -> bool {
        let changed = !self.paths.is_empty() && self.marks != self.mark();
        if changed {
            self.reload();
        }
        changed
    }

    fn mark(&self) -> Vec<Option<(SystemTime, u64)>> {
        let of = |path: &PathBuf| fs::metadata(path).and_then(|m| Ok((m.modified()?, m.len()))).ok();
        self.paths.iter().map(of).collect()
    }

    fn reload(&mut self) {
        self.marks = self.mark();
        let (mut texts, mut unreadable) = (Vec::new(), Vec::new());
        for path in &self.paths {
            match fs::read_to_string(path) {
                Ok(text) => texts.push((path.display().to_string(), text)),
                Err(error) => unreadable.push((path.display().to_string(), error)),
            }
        }
        let mut thesaurus = Thesaurus::with_files(&texts);
        for (file, error) in unreadable {
            let message = format!("cannot be read ({error}): without it only the other terms are known");
            thesaurus.problems.push(Problem { file, line: 0, message });
        }
        for problem in thesaurus.problems() {
            tracing::warn!("thesaurus: {problem}");
        }
        self.thesaurus = Arc::new(thesaurus);
    }
}

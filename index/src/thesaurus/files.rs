//! Where the files lie: the project's own in the program, an operator's on the disk.

use super::Thesaurus;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

macro_rules! built_in {
    ($($field:literal),+ $(,)?) => {
        &[$((concat!($field, ".txt"), include_str!(concat!("../../data/thesaurus/", $field, ".txt")))),+]
    };
}

/// Name and text of each file of the project's own.
pub(super) const BUILT_IN: &[(&str, &str)] = built_in![
    "adults",
    "care",
    "children",
    "democracy",
    "economy",
    "education",
    "environment",
    "finance",
    "governance",
    "health",
    "highways",
    "housing",
    "licensing",
    "people",
    "planning",
    "safety",
    "transport",
    "waste",
];

/// Files of an operator, which may change at any time.
#[derive(Debug)]
pub struct Files {
    paths: Vec<PathBuf>,
    marks: Vec<Option<(SystemTime, u64)>>,
    thesaurus: Arc<Thesaurus>,
}

impl Files {
    /// The project's own and these files.
    pub fn of(paths: Vec<PathBuf>) -> Self {
        let mut files = Self { marks: Vec::new(), thesaurus: Thesaurus::built_in(), paths };
        if !files.paths.is_empty() {
            files.read();
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
            self.read();
        }
        changed
    }

    fn mark(&self) -> Vec<Option<(SystemTime, u64)>> {
        let of = |path: &PathBuf| fs::metadata(path).and_then(|m| Ok((m.modified()?, m.len()))).ok();
        self.paths.iter().map(of).collect()
    }

    fn read(&mut self) {
        self.marks = self.mark();
        let (mut texts, mut unreadable) = (Vec::new(), Vec::new());
        for path in &self.paths {
            match fs::read_to_string(path) {
                Ok(text) => texts.push((path.display().to_string(), text)),
                Err(error) => unreadable.push((path.display().to_string(), error)),
            }
        }
        let mut thesaurus = Thesaurus::of(&texts);
        for (file, error) in unreadable {
            let message = format!("cannot be read ({error}): without it only the other terms are known");
            thesaurus.problems.push(super::Problem { file, line: 0, message });
        }
        for problem in thesaurus.problems() {
            tracing::warn!("thesaurus: {problem}");
        }
        self.thesaurus = Arc::new(thesaurus);
    }
}

//! What is wrong with a configuration, where, and what to write instead.

use std::path::PathBuf;

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration {}: {source}", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line is wrong.
    #[error("{name}, line {line}: {message}")]
    Line {
        /// Which file.
        name: String,
        /// 1-based.
        line: usize,
        /// What is wrong, with a hint.
        message: String,
    },
    /// A variable is wrong.
    #[error("environment variable {name}: {message}")]
    Environment {
        /// Which variable.
        name: String,
        /// What is wrong, with a hint.
        message: String,
    },
    /// A name that cannot be used.
    #[error("{what} `{name}`: a name consists of letters, digits, `-` and `_`")]
    Name {
        /// `source` or `alert`.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A name that stands twice.
    #[error("two {what}s are called `{name}`: names must differ")]
    Twice {
        /// `source` or `alert`.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// What makes no sense in `[notebook]`.
    #[error("[notebook]: {0}")]
    Notebook(String),
    /// Keys of `[index]` that make no sense, or what they name that is not there.
    #[error("[index] {key}: {why}")]
    Index {
        /// Which key.
        key: String,
        /// What is wrong, with what to write.
        why: String,
    },
    /// Keys of `[mail]` that do not go together.
    #[error("[mail]: {0}")]
    Mail(String),
    /// An alert that makes no sense.
    #[error("alert `{name}`: {message}")]
    Alert {
        /// Its name.
        name: String,
        /// What is wrong, with a hint.
        message: String,
    },
    /// A source that makes no sense.
    #[error(transparent)]
    Source(#[from] crawler::SpecError),
    /// A source that is not there.
    #[error("no source is called `{name}`; {}", listed(known))]
    NoSuchSource {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
}

impl ConfigError {
    /// What TOML found wrong with `text`.
    pub(super) fn in_file(name: &str, text: &str, error: &toml::de::Error) -> Self {
        let start = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = text.as_bytes()[..start].iter().filter(|b| **b == b'\n').count() + 1;
        Self::Line { name: name.to_owned(), line, message: with_hint(error.message()) }
    }

    /// What is wrong with a key of `[index]`.
    pub(super) fn index(key: &str, why: &str) -> Self {
        Self::Index { key: key.to_owned(), why: why.to_owned() }
    }

    /// What is wrong with a variable.
    pub(super) fn environment(name: &str, value: &str, message: &str) -> Self {
        let message = with_hint(message);
        Self::Environment { name: name.to_owned(), message: format!("{message} (its value is `{value}`)") }
    }
}

fn listed(known: &[String]) -> String {
    match known {
        [] => "the configuration names none".to_owned(),
        _ => format!("the configuration names {}", known.join(", ")),
    }
}

/// Adds the nearest known word where serde says "unknown field `x`, expected one of `y`, `z`".
fn with_hint(message: &str) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let [unknown, known @ ..] = quoted.as_slice() else { return message.to_owned() };
    if !message.starts_with("unknown ") {
        return message.to_owned();
    }
    // Below 0.6 a guess is more often wrong than right.
    let nearest = known
        .iter()
        .map(|word| (strsim::jaro_winkler(unknown, word), word))
        .filter(|(likeness, _)| *likeness > 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match nearest {
        Some((_, word)) => format!("{message}; hint: did you mean `{word}`?"),
        None => message.to_owned(),
    }
}

//! The project's own files, compiled in.

macro_rules! built_in {
    ($($field:literal),+ $(,)?) => {
        &[$((concat!($field, ".txt"), include_str!(concat!("../../data/thesaurus/", $field, ".txt")))),+]
    };
}

/// Name and text of each file of the project's own.
pub(super) const BUILT_IN: &[(&str, &str)] = built_in![
    "adults",
    "america",
    "care",
    "children",
    "conduct",
    "culture",
    "democracy",
    "digital",
    "economy",
    "education",
    "elections",
    "environment",
    "finance",
    "governance",
    "health",
    "highways",
    "homes",
    "housing",
    "licensing",
    "localtax",
    "nations",
    "parish",
    "people",
    "planmaking",
    "planning",
    "procurement",
    "publichealth",
    "regeneration",
    "regulation",
    "resilience",
    "safety",
    "schools",
    "transport",
    "waste",
    "water",
];

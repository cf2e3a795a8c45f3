//! What a page of the made-up site is asked.

use std::collections::HashMap;

/// A page name in lower case and its parameters, names in lower case.
pub(super) struct Asking {
    pub page: String,
    pub folder: String,
    parameters: HashMap<String, String>,
}

impl Asking {
    pub fn parse(path: &str, query: &str) -> Self {
        let mut segments = path.rsplit('/');
        Self {
            page: segments.next().unwrap_or_default().to_lowercase(),
            folder: segments.next().unwrap_or_default().to_lowercase(),
            parameters: url::form_urlencoded::parse(query.as_bytes())
                .map(|(name, value)| (name.to_lowercase(), value.into_owned()))
                .collect(),
        }
    }

    pub fn number(&self, names: &[&str]) -> Option<u64> {
        names.iter().find_map(|name| self.parameters.get(*name)?.parse().ok())
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str)
    }
}

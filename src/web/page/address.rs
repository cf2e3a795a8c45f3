//! Addresses of pages: a path and what is asked of it, to which one thing is added or from which one is taken.

use crate::web::params::Request;
use std::fmt;
use url::form_urlencoded;

/// A path with parameters, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    path: String,
    pairs: Vec<(String, String)>,
}

impl Address {
    /// An address without parameters.
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: path.into(), pairs: Vec::new() }
    }

    /// The address at which a request is answered, without the cursor.
    pub fn from_request(path: impl Into<String>, request: &impl Request) -> Self {
        let pairs = request.pairs().into_iter().filter(|(name, _)| name != "cursor");
        Self { path: path.into(), pairs: pairs.collect() }
    }

    /// The same parameters at another path.
    pub fn at(&self, path: impl Into<String>) -> Self {
        Self { path: path.into(), pairs: self.pairs.clone() }
    }

    /// With one more value of a parameter.
    pub fn and(mut self, name: &str, value: impl Into<String>) -> Self {
        let pair = (name.to_owned(), value.into());
        if !self.pairs.contains(&pair) {
            self.pairs.push(pair);
        }
        self
    }

    /// With this value of a parameter and no other.
    pub fn set(self, name: &str, value: impl Into<String>) -> Self {
        self.without(name).and(name, value)
    }

    /// Without a parameter.
    pub fn without(mut self, name: &str) -> Self {
        self.pairs.retain(|(held, _)| held != name);
        self
    }

    /// Without one value of a parameter.
    pub fn less(mut self, name: &str, value: &str) -> Self {
        self.pairs.retain(|(held, word)| held != name || word != value);
        self
    }

    /// The address as it stands on a page with the same path: shorter.
    pub fn relative(&self) -> String {
        match self.pairs.is_empty() {
            true => self.path.clone(),
            false => format!("?{}", self.query()),
        }
    }

    /// Its parameters.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// Its parameters as a query string.
    pub fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.pairs).finish()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pairs.is_empty() {
            true => f.write_str(&self.path),
            false => write!(f, "{}?{}", self.path, self.query()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn parameters_come_and_go() {
        let here = Address::new("/search").and("q", "a&b \"c\"").and("kind", "minutes").and("kind", "report");
        for (address, expect) in [
            (here.clone(), "/search?q=a%26b+%22c%22&kind=minutes&kind=report"),
            (here.clone().and("kind", "report"), "/search?q=a%26b+%22c%22&kind=minutes&kind=report"),
            (here.clone().less("kind", "minutes"), "/search?q=a%26b+%22c%22&kind=report"),
            (here.clone().set("kind", "letter"), "/search?q=a%26b+%22c%22&kind=letter"),
            (here.clone().without("kind").without("q"), "/search"),
            (here.at("/feeds/search.atom").without("kind"), "/feeds/search.atom?q=a%26b+%22c%22"),
        ] {
            assert_eq!(address.to_string(), expect);
        }
    }
}

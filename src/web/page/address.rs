//! Addresses of pages: a path and what is asked there. Another address is made by changing a field of the request.

use crate::web::params::{Request, Text};
use std::fmt;
use url::form_urlencoded;

/// A path and the request that is answered there.
#[derive(Debug, Clone, PartialEq)]
pub struct Address<R> {
    path: String,
    request: R,
    /// The request as it is written: what was changed stands behind what was not.
    pairs: Vec<(String, String)>,
}

impl<R: Request> Address<R> {
    /// The address at which the first page of a request is answered.
    pub fn new(path: impl Into<String>, request: &R) -> Self {
        let request = request.first_page();
        Self { path: path.into(), pairs: request.pairs(), request }
    }

    /// The same request at another path.
    pub fn at(&self, path: impl Into<String>) -> Self {
        Self { path: path.into(), ..self.clone() }
    }

    /// The address of the request with a change.
    pub fn with(&self, change: impl FnOnce(&mut R)) -> Self {
        let mut request = self.request.clone();
        change(&mut request);
        let mut added = request.pairs();
        let stays = |pair: &&(String, String)| {
            added.iter().position(|other| other == *pair).map(|at| added.remove(at)).is_some()
        };
        let mut pairs: Vec<_> = self.pairs.iter().filter(stays).cloned().collect();
        pairs.append(&mut added);
        Self { path: self.path.clone(), request, pairs }
    }

    /// The address of the page that begins at a cursor.
    pub fn next_page(&self, cursor: impl Into<Text>) -> String {
        self.with(|request| *request = request.at_cursor(Some(cursor.into()))).to_string()
    }

    /// What is asked.
    pub fn request(&self) -> &R {
        &self.request
    }

    /// What is asked, for the hidden fields of a form.
    pub fn fields(self) -> Vec<(String, String)> {
        self.pairs
    }

    /// The address as it stands on a page with the same path: shorter.
    pub fn relative(&self) -> String {
        match self.pairs.is_empty() {
            true => self.path.clone(),
            false => format!("?{}", self.query()),
        }
    }

    /// What is asked, as a query string.
    pub fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.pairs).finish()
    }
}

impl<R: Request> fmt::Display for Address<R> {
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
    use crate::web::params::{Day, SearchRequest, parse};

    #[test]
    fn fields_come_and_go_and_the_rest_stays_where_it_was() {
        let request: SearchRequest = parse("q=a%26b+%22c%22&kind=report&kind=minutes&cursor=x").unwrap();
        let here = Address::new("/search", &request);
        for (address, expected) in [
            (here.clone(), "/search?kind=report&kind=minutes&q=a%26b+%22c%22"),
            (here.with(|request| request.filters.kind.truncate(1)), "/search?kind=report&q=a%26b+%22c%22"),
            (
                here.with(|request| request.filters.since = Day::parse("2019")),
                "/search?kind=report&kind=minutes&q=a%26b+%22c%22&since=2019",
            ),
            (here.with(|request| *request = SearchRequest::default()), "/search"),
            (here.at("/feeds/search.atom"), "/feeds/search.atom?kind=report&kind=minutes&q=a%26b+%22c%22"),
        ] {
            assert_eq!(address.to_string(), expected);
        }
        assert_eq!(here.with(|_| ()), here);
        assert_eq!(here.next_page("y"), "/search?kind=report&kind=minutes&q=a%26b+%22c%22&cursor=y");
    }
}

//! A request: read from a query string, told in the OpenAPI document, written back as an address.

use super::given::Given;
use super::limit::Limit;
use super::refusal::{Refusal, unknown};
use super::values::Text;
use super::words::Vocabulary;
use crate::web::error::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::Serialize;
use serde_json::Value;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

/// The longest query string that is read, in bytes.
pub const LONGEST_QUERY: usize = 8 * 1024;

/// All that an address takes.
pub trait Request: Clone + Default + PartialEq + Send + 'static {
    /// Its parameters, in the order in which they are told.
    fn parameters() -> Vec<Parameter>;

    /// Takes its parameters from what was given.
    ///
    /// # Errors
    /// The first value that cannot be used.
    fn take(given: &Given) -> Result<Self, Refusal>;

    /// What differs from an empty request: names in alphabetical order, values of one name as they were given.
    fn pairs(&self) -> Vec<(String, String)>;

    /// The page of its list that begins at a cursor, or the first.
    fn at_cursor(&self, cursor: Option<Text>) -> Self;

    /// A request with the parameters among these that it takes; none where one of their values cannot be used.
    fn from_pairs(pairs: Vec<(String, String)>) -> Option<Self> {
        Self::take(&Given::new(pairs)).ok()
    }

    /// What of it limits what is found, each value by itself, as in [`Request::pairs`].
    fn limits(&self) -> Vec<(Limit, String)> {
        let limits = self.pairs().into_iter();
        limits.filter_map(|(name, value)| Some((Limit::from_name(&name)?, value))).collect()
    }

    /// The same without one value that limits it.
    fn without(&self, limit: Limit, value: &str) -> Self {
        let pairs = self.pairs().into_iter().filter(|(name, held)| name != limit.as_str() || held != value);
        // What was read once can be read again.
        Self::from_pairs(pairs.collect()).unwrap_or_default()
    }

    /// The same from its first page on.
    fn first_page(&self) -> Self {
        self.at_cursor(None)
    }

    /// The same from its first page on, as a query string: what tells lists and searches apart.
    fn canonical(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(self.first_page().pairs()).finish()
    }
}

/// Reads a query string.
///
/// # Errors
/// The first parameter that is unknown, given too often, too long or outside its vocabulary.
pub fn parse<R: Request>(query: &str) -> Result<R, Problem> {
    if query.len() > LONGEST_QUERY {
        let detail = format!("all parameters together take at most {LONGEST_QUERY} bytes");
        return Err(Problem::bad_value("query", detail, Vec::new()));
    }
    let parameters = R::parameters();
    let known: Vec<&str> = parameters.iter().map(|parameter| parameter.name.as_str()).collect();
    let mut pairs = Vec::new();
    let mut stranger = None;
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        if !known.contains(&&*name) {
            stranger = Some(unknown(&name, &known));
            break;
        }
        pairs.push((name.into_owned(), value.into_owned()));
    }
    // What stands before a name that is not known is refused before it.
    let request = R::take(&Given::new(pairs)).map_err(Problem::from)?;
    stranger.map_or(Ok(request), Err)
}

/// Takes a request from the query string; what cannot be used is refused as a [`Problem`].
#[derive(Debug)]
pub struct Params<R>(pub R);

impl<R: Request, S: Send + Sync> FromRequestParts<S> for Params<R> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(parse(parts.uri.query().unwrap_or_default())?))
    }
}

/// Declares a request: the structs of parameters that it is put together from.
macro_rules! request {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $part:ty),* $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $name {
            $(#[doc = concat!("See [`", stringify!($part), "`].")] pub $field: $part,)*
        }

        impl $crate::web::params::request::Request for $name {
            fn parameters() -> Vec<utoipa::openapi::path::Parameter> {
                [$($crate::web::params::request::parameters_of::<$part>()),*].concat()
            }

            fn take(given: &$crate::web::params::given::Given) -> Result<Self, $crate::web::params::refusal::Refusal> {
                let mut refusals = Vec::new();
                let request = Self { $($field: given.part(&mut refusals)),* };
                $crate::web::params::refusal::Refusal::first(refusals).map_or(Ok(request), Err)
            }

            fn pairs(&self) -> Vec<(String, String)> {
                $crate::web::params::request::in_order([$($crate::web::params::request::pairs_of(&self.$field)),*].concat())
            }

            fn at_cursor(&self, _cursor: Option<$crate::web::params::values::Text>) -> Self {
                Self { $($field: $crate::web::params::request::part_at_cursor!(self, $field, _cursor)),* }
            }
        }
    )+};
}
pub(super) use request;

/// One struct of a request, at a cursor where it is the one that has it.
macro_rules! part_at_cursor {
    ($request:ident, paging, $cursor:ident) => {
        $crate::web::params::parts::PagingParams { cursor: $cursor.clone(), ..$request.paging.clone() }
    };
    ($request:ident, $field:ident, $cursor:ident) => {
        $request.$field.clone()
    };
}
pub(super) use part_at_cursor;

/// The parameters of one struct.
pub(super) fn parameters_of<P: IntoParams>() -> Vec<Parameter> {
    let mut parameters = P::into_params(|| Some(ParameterIn::Query));
    // A comment may be written in several lines; in the document it is one.
    for description in parameters.iter_mut().filter_map(|parameter| parameter.description.as_mut()) {
        *description = description.replace('\n', " ");
    }
    parameters
}

/// What was given for the parameters of one struct.
pub(super) fn pairs_of(part: &impl Serialize) -> Vec<(String, String)> {
    // Parameters are texts, numbers, flags and lists of those: all can be written.
    let Ok(Value::Object(fields)) = serde_json::to_value(part) else { return Vec::new() };
    let mut pairs = Vec::new();
    for (name, value) in fields {
        let values = match value {
            Value::Array(values) => values,
            one => vec![one],
        };
        pairs.extend(values.into_iter().filter_map(|value| Some((name.clone(), written(value)?))));
    }
    pairs
}

fn written(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

/// In alphabetical order of their names.
pub(super) fn in_order(mut pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    pairs.sort_by(|a, b| a.0.cmp(&b.0));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::params::SearchRequest;

    #[test]
    fn a_request_is_read_and_written_back() {
        for (query, canonical) in [
            ("", ""),
            ("q=&kind=", ""),
            ("q=a%26b&kind=report&kind=minutes&since=2019-03", "kind=report&kind=minutes&q=a%26b&since=2019-03"),
            ("page_size=07&cursor=x&facets=false&related=true", "facets=false&page_size=7&related=true"),
            ("related=near,family&undated=true&sort=newest", "related=near%2Cfamily&sort=newest&undated=true"),
        ] {
            assert_eq!(parse::<SearchRequest>(query).unwrap().canonical(), canonical, "{query}");
        }
    }

    #[test]
    fn the_first_that_cannot_be_used_is_refused_in_words() {
        for (query, parameter, detail) in [
            ("kind=x&page_size=0", "kind", "“x” is not a kind. Allowed: agenda, minutes,"),
            ("page_size=0&kind=x", "page_size", "“page_size” is a whole number from 1 to 100"),
            ("kind=minutes&kind=x", "kind", "“x” is not a kind. Allowed"),
            ("q=a&colour=red&kind=x", "colour", "“colour” is not a parameter here. Allowed: q, since,"),
            ("comittee=x", "comittee", "Did you mean “committee”?"),
            ("kind=x&colour=red", "kind", "“x” is not a kind"),
            ("q=a&q=b", "q", "“q” is taken once"),
            ("facets=yes", "facets", "“facets” is true or false"),
            ("since=2019-13", "since", "since: "),
            ("related=near,foo", "related", "“foo” is not a value of related. Allowed: true, false, "),
        ] {
            let refused = parse::<SearchRequest>(query).unwrap_err();
            assert_eq!((refused.status, refused.parameter.as_deref()), (400, Some(parameter)), "{query}");
            assert!(refused.detail.contains(detail), "{query}: {}", refused.detail);
        }
        let many: Vec<String> = (0..21).map(|n| format!("speaker=a{n}")).collect();
        assert_eq!(parse::<SearchRequest>(&many.join("&")).unwrap_err().detail, "“speaker” takes at most 20 values");
        let long = format!("q={}", "x".repeat(1_001));
        assert_eq!(parse::<SearchRequest>(&long).unwrap_err().detail, "“q” takes at most 1000 characters");
    }

    #[test]
    fn names_of_one_request_are_unique() {
        let mut names: Vec<String> = SearchRequest::parameters().into_iter().map(|parameter| parameter.name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}

//! When nothing is found: the nearest wider searches, each tried, with what it would find.

use super::address::Address;
use super::filters;
use crate::web::error::Problem;
use crate::web::params::{Number, PagingParams, Related, Request, SearchRequest, Text};
use crate::web::queries::{self, ReadContext};

/// A wider search that finds something.
pub struct Wider {
    /// What is different about it.
    pub label: String,
    /// What it finds.
    pub mentions: u64,
    /// Where.
    pub link: String,
}

/// Wider searches that are tried: each costs as much as the search itself.
const MOST_TRIES: usize = 6;

/// Wider searches than this one, most specific first.
///
/// # Errors
/// The index fails.
pub fn wider(
    context: &ReadContext<'_>,
    request: &SearchRequest,
    q: &str,
    hint: Option<&str>,
) -> Result<Vec<Wider>, Problem> {
    let with_words = |words: &str| {
        let mut wider = request.clone();
        wider.filters.q = Some(Text::from(words));
        wider
    };
    let mut tries: Vec<(String, SearchRequest)> = Vec::new();
    if let Some(better) = hint {
        tries.push((format!("Did you mean {better}"), with_words(better)));
    }
    if !q.is_empty() && request.otherwise.related.is_none() {
        let mut wider = request.clone();
        wider.otherwise.related = Some(Related::All(true));
        tries.push(("The same in other words".to_owned(), wider));
    }
    let loose = q.replace(['"', '“', '”'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    if loose != q && !loose.is_empty() {
        tries.push((format!("The words {loose} anywhere in a passage"), with_words(&loose)));
    }
    for (label, limit, value) in filters::chosen(context, request, "Speaker").into_iter().take(MOST_TRIES) {
        tries.push((format!("Without “{label}”"), request.without(limit, &value)));
    }
    let bare = SearchRequest::for_words(request.filters.q.clone());
    let is_filtered = request.first_page() != SearchRequest { order: request.order.clone(), ..bare.clone() };
    if is_filtered && !q.is_empty() {
        tries.push(("Without any filter".to_owned(), bare));
    }
    let words: Vec<&str> = loose.split(' ').filter(|word| word.chars().all(char::is_alphanumeric)).collect();
    if words.len() > 1 {
        tries.push(("Any of the words".to_owned(), with_words(&words.join(" OR "))));
    }
    let mut found: Vec<Wider> = Vec::new();
    for (label, mut request) in tries.into_iter().take(MOST_TRIES) {
        let link = Address::new("/search", &request).to_string();
        let known = found.iter().any(|wider| wider.link == link);
        let mentions = if known { 0 } else { mentions(context, &mut request)? };
        if mentions > 0 {
            found.push(Wider { label, mentions, link });
        }
    }
    Ok(found)
}

fn mentions(context: &ReadContext<'_>, request: &mut SearchRequest) -> Result<u64, Problem> {
    request.paging = PagingParams { page_size: Some(Number(1)), cursor: None };
    request.search.facets = None;
    let answer = queries::search(context, request)?;
    Ok(answer.total.mentions + answer.related.unwrap_or(0))
}

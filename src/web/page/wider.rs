//! When nothing is found: the nearest wider searches, each tried, with what it would find.

use super::address::{Address, parse_request};
use super::filters;
use crate::web::error::Problem;
use crate::web::view::{self, ReadContext, SearchRequest};

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

/// Wider searches than the one at `here`, most specific first.
///
/// # Errors
/// The index fails.
pub fn wider(context: &ReadContext<'_>, here: &Address, q: &str, hint: Option<&str>) -> Result<Vec<Wider>, Problem> {
    let mut tries: Vec<(String, Address)> = Vec::new();
    if let Some(better) = hint {
        tries.push((format!("Did you mean {better}"), here.clone().set("q", better)));
    }
    if !q.is_empty() && here.pairs().iter().all(|(name, _)| name != "related") {
        tries.push(("The same in other words".to_owned(), here.clone().set("related", "true")));
    }
    let loose = q.replace(['"', '“', '”'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    if loose != q && !loose.is_empty() {
        tries.push((format!("The words {loose} anywhere in a passage"), here.clone().set("q", &loose)));
    }
    for chip in filters::chips(context, here).into_iter().take(MOST_TRIES) {
        tries.push((format!("Without “{}”", chip.label), parse(&chip.link)));
    }
    if here.pairs().iter().any(|(name, _)| name != "q" && name != "sort") && !q.is_empty() {
        tries.push(("Without any filter".to_owned(), Address::new("/search").and("q", q)));
    }
    let words: Vec<&str> = loose.split(' ').filter(|word| word.chars().all(char::is_alphanumeric)).collect();
    if words.len() > 1 {
        tries.push(("Any of the words".to_owned(), here.clone().set("q", words.join(" OR "))));
    }
    let mut found: Vec<Wider> = Vec::new();
    for (label, address) in tries.into_iter().take(MOST_TRIES) {
        let link = address.to_string();
        let known = found.iter().any(|wider| wider.link == link);
        let mentions = if known { 0 } else { mentions(context, &address)? };
        if mentions > 0 {
            found.push(Wider { label, mentions, link });
        }
    }
    Ok(found)
}

fn mentions(context: &ReadContext<'_>, address: &Address) -> Result<u64, Problem> {
    let mut request: SearchRequest = parse_request(address)?;
    request.index.page_size = 1;
    request.index.facets = false;
    let answer = view::search(context, &request)?;
    Ok(answer.total.mentions + answer.related.unwrap_or(0))
}

fn parse(link: &str) -> Address {
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    url::form_urlencoded::parse(query.as_bytes())
        .fold(Address::new(path), |address, (name, value)| address.and(&name, value))
}

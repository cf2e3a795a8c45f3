//! Being told by mail: asking for it, saying yes to it, and leaving.
//!
//! A link in a mail is followed by programs too, so that a GET changes nothing: it shows a page with a button. The POST of
//! leaving is what RFC 8058 calls one click: it needs no more than its address.

use super::fields::text;
use super::filters;
use super::{Drawn, Shell, draw};
use crate::store::subscriptions::{Every, Link, Requested, Subscription, Subscriptions};
use crate::web::desk::Desk;
use crate::web::error::Problem;
use crate::web::params::{Limit, MailRequest, Params, Request, TokenRequest, Vocabulary};
use crate::web::queries::ReadContext;
use crate::web::state::App;
use askama::Template;
use axum::extract::{OriginalUri, RawForm, State};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use index::Query;
use jiff::Timestamp;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "mail.html")]
struct Form {
    shell: Shell,
    q: String,
    address: String,
    weekly: bool,
    wrong: Option<WrongField>,
    /// Filters of the search that cannot stand in a saved query.
    without: Vec<String>,
}

/// What was wrong with what was sent.
struct WrongField {
    /// The field.
    field: &'static str,
    message: String,
}

#[derive(Template)]
#[template(path = "mailstep.html")]
struct Step {
    shell: Shell,
    text: String,
    /// The button: where it goes and what stands on it.
    button: Option<(String, &'static str)>,
}

/// Longest query that is saved, in characters.
const LONGEST_QUERY: usize = 1_000;

/// The form, with the query of a search in it.
pub async fn form(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Params(request): Params<MailRequest>,
) -> Result<Response, Problem> {
    taking(&app, uri.path())?;
    let (q, without) = app.answer(move |context| Ok(saved_query(context, &request))).await?;
    shown(draw(&Form {
        shell: Shell::new("Be told by mail", "/search"),
        q,
        address: String::new(),
        weekly: true,
        wrong: None,
        without,
    }))
}

/// Somebody asks.
pub async fn request(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    RawForm(body): RawForm,
) -> Result<Response, Problem> {
    let desk = taking(&app, uri.path())?;
    let field = |name: &str| {
        let found = url::form_urlencoded::parse(&body).find(|(held, _)| held == name);
        found.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let (address, q) = (field("address"), field("q"));
    let every = Every::parse(&field("every")).unwrap_or(Every::Week);
    if let Some(wrong) = wrong(&address, &q) {
        return shown(draw(&Form {
            shell: Shell::new("Be told by mail", "/search"),
            q,
            address,
            weekly: every == Every::Week,
            wrong: Some(wrong),
            without: Vec::new(),
        }));
    }
    if !desk.has_room() {
        return Err(Problem::too_many(60 * 60));
    }
    let shown_address = address.clone();
    let requested = with_subscriptions(&desk, move |held| held.request(&address, &q, every, Timestamp::now())).await?;
    if requested == Requested::Full {
        return Err(Problem::busy("as many wait to be confirmed as are held"));
    }
    desk.wake();
    // The same whether the address is told already or not: that is nobody’s business.
    step(
        "Look into your mail",
        format!(
            "A message goes to {shown_address}. Follow the link in it: nothing else is sent before you have said yes there. \
             If this address is told of this search already, no message comes."
        ),
        None,
    )
}

/// The page behind the link of a confirmation.
pub async fn confirm_page(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Params(request): Params<TokenRequest>,
) -> Result<Response, Problem> {
    let desk = taking(&app, uri.path())?;
    let Some(found) = found(&desk, Link::Confirm, &token_of(&request)).await? else { return Err(no_such_link()) };
    let Some(subscription) = found.1 else { return Err(no_such_link()) };
    let often = if subscription.every == Every::Week { "once a week" } else { "after each update" };
    let text = format!("Shall {} be told {often} of {}?", subscription.address, understood(&subscription.query));
    step("Confirm", text, Some((again(&uri), "Yes, tell me")))
}

/// Whoever reads the address says yes.
pub async fn confirm(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Params(request): Params<TokenRequest>,
) -> Result<Response, Problem> {
    let desk = taking(&app, uri.path())?;
    let Some((id, Some(subscription))) = found(&desk, Link::Confirm, &token_of(&request)).await? else {
        return Err(no_such_link());
    };
    with_subscriptions(&desk, move |held| held.confirm(&id)).await?;
    let text = format!(
        "{} will be told of what is published from now on: {}. Every message says how to get no more.",
        subscription.address,
        understood(&subscription.query)
    );
    step("You will be told", text, None)
}

/// The page behind the link that leaves.
pub async fn leave_page(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Params(request): Params<TokenRequest>,
) -> Result<Response, Problem> {
    let desk = open(&app, uri.path())?;
    match found(&desk, Link::Leave, &token_of(&request)).await? {
        None => Err(no_such_link()),
        Some((_, None)) => left(),
        Some((_, Some(subscription))) => {
            let text =
                format!("Shall {} get no more mail of {}?", subscription.address, understood(&subscription.query));
            step("Get no more mail", text, Some((again(&uri), "Send no more of it")))
        }
    }
}

/// Whoever reads the address wants no more. Sources: RFC 8058, 3.1: no cookies, no redirect, whatever the body.
pub async fn leave(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Params(request): Params<TokenRequest>,
) -> Result<Response, Problem> {
    let desk = open(&app, uri.path())?;
    let Some((id, _)) = found(&desk, Link::Leave, &token_of(&request)).await? else { return Err(no_such_link()) };
    with_subscriptions(&desk, move |held| held.leave(&id)).await?;
    left()
}

fn left() -> Result<Response, Problem> {
    step("No more mail", "Nothing more is sent to you of this search.".to_owned(), None)
}

/// The desk, where visitors may ask there.
fn taking(app: &App, path: &str) -> Result<Arc<Desk>, Problem> {
    app.desk().filter(|desk| desk.takes()).ok_or_else(|| Problem::no_such_path(path))
}

/// The desk, where mail goes out.
fn open(app: &App, path: &str) -> Result<Arc<Desk>, Problem> {
    app.desk().ok_or_else(|| Problem::no_such_path(path))
}

/// Works with the subscriptions on a thread that may block.
async fn with_subscriptions<T: Send + 'static>(
    desk: &Arc<Desk>,
    work: impl FnOnce(&mut Subscriptions) -> Result<T, crate::store::CatalogueError> + Send + 'static,
) -> Result<T, Problem> {
    let desk = Arc::clone(desk);
    let worked = tokio::task::spawn_blocking(move || work(&mut desk.subscriptions()?));
    worked.await.map_err(Problem::internal)?.map_err(Problem::internal)
}

/// The id in a link that was signed here, and its subscription where it is still there.
async fn found(desk: &Arc<Desk>, link: Link, token: &str) -> Result<Option<(String, Option<Subscription>)>, Problem> {
    let token = token.to_owned();
    with_subscriptions(desk, move |held| {
        let Some(id) = held.id_in(link, &token)? else { return Ok(None) };
        let subscription = held.find(&id)?;
        Ok(Some((id, subscription)))
    })
    .await
}

fn no_such_link() -> Problem {
    Problem::not_available("this link is not whole, or nobody followed it in time: ask to be told again")
}

/// The address of this page, for its button.
fn again(uri: &axum::http::Uri) -> String {
    uri.path_and_query().map(ToString::to_string).unwrap_or_default()
}

fn step(title: &'static str, text: String, button: Option<(String, &'static str)>) -> Result<Response, Problem> {
    shown(draw(&Step { shell: Shell::new(title, ""), text, button }))
}

/// A page that nobody keeps.
fn shown(drawn: Drawn) -> Result<Response, Problem> {
    let Html(page) = drawn?;
    Ok(([(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], Html(page)).into_response())
}

fn wrong(address: &str, q: &str) -> Option<WrongField> {
    if !crawler::mail::is_address(address) {
        let message = "Write an address of mail, like clerk@example.org".to_owned();
        return Some(WrongField { field: "address", message });
    }
    let message = match Query::strict(q) {
        Ok(query) if query.is_everything() => "Write what you want to be told of".to_owned(),
        Ok(_) if q.chars().count() <= LONGEST_QUERY => return None,
        Ok(_) => format!("Write at most {} characters", LONGEST_QUERY),
        Err(error) => error.to_string(),
    };
    Some(WrongField { field: "q", message })
}

fn understood(query: &str) -> String {
    let query = Query::lenient(query).query;
    query.understood(&query.filters())
}

/// A search as one query, and the filters of it that no query has.
fn saved_query(context: &ReadContext<'_>, request: &MailRequest) -> (String, Vec<String>) {
    const IN_QUERIES: [Limit; 8] = [
        Limit::Since,
        Limit::Until,
        Limit::Speaker,
        Limit::Committee,
        Limit::Council,
        Limit::Kind,
        Limit::Act,
        Limit::Item,
    ];
    const LOST: [Limit; 6] =
        [Limit::Person, Limit::Meeting, Limit::Document, Limit::Attribution, Limit::Certainty, Limit::Undated];
    let limits = request.limits();
    let values = |wanted: Limit| limits.iter().filter(move |(limit, _)| *limit == wanted).map(|(_, value)| value);
    let mut typed = Vec::new();
    for limit in IN_QUERIES {
        // The query language has the same names.
        let field = limit.as_str();
        let value = |value: &String| format!("{field}:\"{}\"", filters::named(context, limit, value).replace('"', " "));
        let each: Vec<String> = values(limit).map(value).collect();
        match each.len() {
            0 => {}
            1 => typed.extend(each),
            _ => typed.push(format!("({})", each.join(" OR "))),
        }
    }
    let q = text(request.filters.q.as_ref());
    let q = if typed.is_empty() || q.is_empty() { q } else { format!("({q})") };
    let parts = [&[q][..], &typed].concat().into_iter().filter(|part| !part.is_empty());
    let lost = LOST.into_iter().filter(|&limit| values(limit).next().is_some());
    (parts.collect::<Vec<_>>().join(" "), lost.map(|limit| limit.as_str().to_owned()).collect())
}

fn token_of(request: &TokenRequest) -> String {
    text(request.link.token.as_ref())
}

//! From address to page: what the site answers, and its log.

use super::asking::Asking;
use super::council::Stage;
use super::mischief::{BOMB, Mischief};
use super::site::{Asked, Site};
use super::{decisions, meeting_page, pages, service};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, USER_AGENT};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::Predicate;

/// What the site answers, whatever is asked.
pub(super) fn router(site: Arc<Site>) -> Router {
    Router::new().fallback(answer).layer(CompressionLayer::new().compress_when(OnlyBombs)).with_state(site)
}

/// Council sites do not compress; only a bomb is packed.
#[derive(Clone, Copy)]
struct OnlyBombs;

impl Predicate for OnlyBombs {
    fn should_compress<B: axum::body::HttpBody>(&self, response: &axum::http::Response<B>) -> bool {
        response.headers().contains_key(BOMB)
    }
}

async fn answer(State(site): State<Arc<Site>>, request: Request) -> Response {
    let target = request.uri().to_string();
    let mischief = note(&site, &target, request.headers());
    let _in_flight = InFlight(site.clone());
    match mischief {
        Some(mischief) => match mischief.answer(&target) {
            Some(response) => response,
            None => std::future::pending().await,
        },
        None => published(&site, &request),
    }
}

/// A request that is being answered; it may also end by being dropped.
struct InFlight(Arc<Site>);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.state().in_flight -= 1;
    }
}

/// Writes the log and finds the misbehaviour that waits for this address.
fn note(site: &Site, target: &str, headers: &HeaderMap) -> Option<Mischief> {
    let at = site.clock.now();
    let mut state = site.state();
    state.in_flight += 1;
    let in_flight = state.in_flight;
    let user_agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default().to_owned();
    state.asked.push(Asked { target: target.to_owned(), user_agent, at, in_flight });
    let planned =
        state.mischief.iter_mut().find(|planned| target.contains(&planned.words) && planned.times != Some(0))?;
    planned.times = planned.times.map(|times| times - 1);
    Some(planned.mischief.clone())
}

fn published(site: &Site, request: &Request<Body>) -> Response {
    let (path, query) = (request.uri().path(), request.uri().query().unwrap_or_default());
    let asking = Asking::parse(path, query);
    let (stage, has_service) = {
        let state = site.state();
        (state.stage, state.has_service)
    };
    let council = site.council();
    if path == "/robots.txt" {
        return ([(CONTENT_TYPE, "text/plain")], site.state().robots.clone()).into_response();
    }
    if path.starts_with("/provider/") {
        return page(pages::provider(council, asking.number(&["start"]).unwrap_or(0)));
    }
    if path.starts_with("/v1/file/") || path.contains("/documents/") {
        return file(site, &asking, path, stage, request.headers());
    }
    if path.to_lowercase().contains("/mgwebservice.asmx/") && has_service {
        return match service::answer(council, &asking, stage) {
            Some(xml) => ([(CONTENT_TYPE, "text/xml; charset=utf-8")], xml).into_response(),
            None => (StatusCode::INTERNAL_SERVER_ERROR, "Missing parameter.").into_response(),
        };
    }
    let found = match asking.page.as_str() {
        "mglistcommittees.aspx" => Some(pages::committees(council)),
        "iedochome.aspx" => Some(pages::home(council)),
        "mgcommitteedetails.aspx" => asking.number(&["id"]).and_then(|id| pages::committee(council, id)),
        "ielistmeetings.aspx" => asking
            .number(&["cid", "committeeid"])
            .and_then(|id| pages::meetings(council, id, asking.text("year") == Some("0"), stage)),
        "ielistdocuments.aspx" => {
            asking.number(&["mid", "meetingid"]).and_then(|id| meeting_page::meeting(council, id, stage))
        }
        "mgai.aspx" => asking.number(&["id"]).and_then(|id| meeting_page::item_in_full(council, id)),
        "mgchoosedocpack.aspx" => {
            asking.number(&["id"]).and_then(|id| meeting_page::chooser(council, id, asking.number(&["sid"]), stage))
        }
        "iedecisiondetails.aspx" => asking.number(&["id"]).and_then(|id| decisions::decision(council, id)),
        "mgdelegateddecisions.aspx" => asking.text("dr").and_then(|window| decisions::register(council, window)),
        "mgmeetingattendance.aspx" => asking.number(&["id"]).and_then(|id| meeting_page::attendance(council, id)),
        "mgmemberindex.aspx" => Some(pages::members(council)),
        "mguserinfo.aspx" => asking.number(&["uid"]).and_then(|id| pages::member(council, id)),
        "mgerror.aspx" => Some(pages::error()),
        "mgwebservice.asmx" | "getcommittees" => return StatusCode::NOT_FOUND.into_response(),
        _ => None,
    };
    // An unknown page or number is no 404 but a redirect to a page that says sorry.
    found.map_or_else(|| (StatusCode::FOUND, [(LOCATION, "mgError.aspx?LLL=0")]).into_response(), page)
}

fn page(html: String) -> Response {
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

/// A file, by the number in its folder. Generated files know validators, attachments do not.
fn file(site: &Site, asking: &Asking, path: &str, stage: Stage, headers: &HeaderMap) -> Response {
    let council = site.council();
    let number = asking.folder.get(1..).and_then(|digits| digits.parse::<u64>().ok());
    let t = asking.number(&["t"]);
    let meeting = council.meetings.iter().find(|meeting| Some(meeting.agenda) == number).map(|meeting| meeting.id);
    let paper = council.papers.iter().filter(|paper| paper.is_published(stage)).find(|paper| {
        match asking.folder.chars().next() {
            Some('g') => Some(paper.meeting) == meeting && paper.t.is_some() && paper.t.map(u64::from) == t,
            Some('s') => paper.s.is_some() && paper.s == number,
            Some('b') => paper.b.is_some() && paper.b == number,
            _ => false,
        }
    });
    let letter = council.letters.iter().find(|letter| path == format!("/v1/file/{}", letter.number));
    let name = paper.map(|paper| paper.file_at(stage)).or(letter.map(|letter| letter.file.as_str()));
    let Some((name, bytes)) = name.and_then(|name| Some((name, council.bytes(name)?))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match name.rsplit_once('.') {
        Some((_, "docx")) => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some((_, "html")) => "text/html",
        _ => "application/pdf",
    };
    if paper.is_some_and(|paper| paper.s.is_some()) {
        return ([(CONTENT_TYPE, kind)], bytes.into_owned()).into_response();
    }
    let etag = format!("\"{}\"", data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)[..8]));
    if headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response();
    }
    ([(CONTENT_TYPE, kind.to_owned()), (ETAG, etag)], bytes.into_owned()).into_response()
}

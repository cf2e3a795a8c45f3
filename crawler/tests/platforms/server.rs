//! A twin on a loopback port: what it answers is drawn by the platform, what was asked is noted, and it can misbehave.

use super::body::{self, Meeting, Paper};
use super::clock::StillClock;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, LOCATION, USER_AGENT};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use crawler::Clock;
use jiff::Timestamp;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

/// One request.
#[derive(Debug, Clone)]
pub struct Asked {
    pub target: String,
    pub posted: String,
    pub at: Timestamp,
    pub in_flight: usize,
    pub user_agent: String,
    pub accept: String,
}

impl Asked {
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    pub fn parameter(&self, name: &str) -> Option<String> {
        let query = self.target.split_once('?')?.1;
        url::form_urlencoded::parse(query.as_bytes()).find(|(of, _)| of == name).map(|(_, value)| value.into_owned())
    }
}

/// What a twin answers.
pub enum Reply {
    Html(String),
    Json(String),
    Pdf(Vec<u8>),
    /// A paper in the form of a page.
    Page(Vec<u8>),
    Redirect(String),
}

/// What can go wrong with all of a site at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    Status(u16),
    /// Whoever asks is sent to a page to log in at, with status 200.
    Login,
    /// A page that says that the site is being worked on, with status 200.
    Maintenance,
    /// A captcha, with status 200.
    Captcha,
    Empty,
    /// Lists break off in the middle, with status 200.
    Half,
}

pub type Draw = fn(&Twin, &Asked) -> Option<Reply>;

pub struct Twin {
    pub meetings: Vec<Meeting>,
    pub draw: Draw,
    clock: Arc<StillClock>,
    state: Mutex<TwinState>,
}

#[derive(Default)]
pub struct TwinState {
    pub later: bool,
    pub trouble: Option<Trouble>,
    pub robots: String,
    pub log: Vec<Asked>,
    /// Changes opaque addresses.
    pub epoch: u32,
    pub home: String,
    in_flight: usize,
}

impl Twin {
    pub fn new(draw: Draw, clock: Arc<StillClock>) -> Arc<Self> {
        Self::with_meetings(body::meetings(), draw, clock)
    }

    pub fn with_meetings(meetings: Vec<Meeting>, draw: Draw, clock: Arc<StillClock>) -> Arc<Self> {
        Arc::new(Self { meetings, draw, clock, state: Mutex::default() })
    }

    pub fn state(&self) -> MutexGuard<'_, TwinState> {
        self.state.lock().unwrap()
    }

    pub fn home(&self) -> String {
        self.state().home.clone()
    }

    pub fn later(&self) -> bool {
        self.state().later
    }

    pub fn take_log(&self) -> Vec<Asked> {
        std::mem::take(&mut self.state().log)
    }

    pub fn paper(&self, id: u64) -> Option<&Paper> {
        let later = self.later();
        self.meetings.iter().flat_map(|meeting| meeting.published(later)).find(|paper| paper.id == id)
    }

    pub fn published(&self) -> Vec<(&Meeting, &Paper)> {
        let later = self.later();
        self.meetings.iter().flat_map(|m| m.published(later).map(move |paper| (m, paper))).collect()
    }

    pub async fn serve(self: &Arc<Self>) -> SocketAddr {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        self.state().home = format!("http://{address}");
        let router = Router::new().fallback(answer).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }
}

async fn answer(State(twin): State<Arc<Twin>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let posted = to_bytes(body, 100_000).await.unwrap();
    let header = |headers: &HeaderMap, name| {
        headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    let mut asked = Asked {
        target: parts.uri.to_string(),
        posted: String::from_utf8_lossy(&posted).into_owned(),
        at: twin.clock.now(),
        in_flight: 0,
        user_agent: header(&parts.headers, USER_AGENT),
        accept: header(&parts.headers, axum::http::header::ACCEPT),
    };
    let trouble = {
        let mut state = twin.state();
        state.in_flight += 1;
        asked.in_flight = state.in_flight;
        state.log.push(asked.clone());
        state.trouble
    };
    let response = respond(&twin, &asked, trouble);
    twin.state().in_flight -= 1;
    response
}

fn respond(twin: &Twin, asked: &Asked, trouble: Option<Trouble>) -> Response {
    if asked.path() == "/robots.txt" {
        return ([(CONTENT_TYPE, "text/plain")], twin.state().robots.clone()).into_response();
    }
    let html = |text: &str| ([(CONTENT_TYPE, "text/html; charset=utf-8")], text.to_owned()).into_response();
    match trouble {
        Some(Trouble::Status(status)) => return StatusCode::from_u16(status).unwrap().into_response(),
        Some(Trouble::Login) if asked.path() != "/account/login" => {
            return (StatusCode::FOUND, [(LOCATION, "/account/login?ReturnUrl=%2F")]).into_response();
        }
        Some(Trouble::Login) => {
            return html(
                "<html><head><title>Sign in</title></head><body><form><input type=\"password\"></form></body></html>",
            );
        }
        Some(Trouble::Maintenance) => {
            return html("<html><body><h1>Planned maintenance</h1><p>We will be back soon.</p></body></html>");
        }
        Some(Trouble::Captcha) => return html("<html><body><div class=\"g-recaptcha\"></div></body></html>"),
        Some(Trouble::Empty) => return ().into_response(),
        Some(Trouble::Half) | None => {}
    }
    let half = |mut text: String| {
        if trouble == Some(Trouble::Half) {
            let middle = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text.truncate(middle);
        }
        Body::from(text)
    };
    match (twin.draw)(twin, asked) {
        Some(Reply::Html(text)) => ([(CONTENT_TYPE, "text/html; charset=utf-8")], half(text)).into_response(),
        Some(Reply::Json(text)) => ([(CONTENT_TYPE, "application/json")], half(text)).into_response(),
        Some(Reply::Pdf(bytes)) => ([(CONTENT_TYPE, "application/pdf")], bytes).into_response(),
        Some(Reply::Page(bytes)) => ([(CONTENT_TYPE, "text/html")], bytes).into_response(),
        Some(Reply::Redirect(to)) => (StatusCode::FOUND, [(LOCATION, to)]).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

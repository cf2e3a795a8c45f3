//! A way into one site: asks, follows redirects hop by hop, tries again, gives up.

use super::address::{self, PublicResolver};
use super::buildable::buildable;
use super::clock::pauses;
use super::expect::{ContentMismatch, Expect, challenge, judge, leads_to_login};
use super::fetch_error::FetchError;
use super::manners::{ClientError, authorities, connections};
use super::receive::{Destination, Page, Received, TransportError, receive, with_causes};
use super::robots::{self, Robots};
use super::shared::Client;
use super::trial::Form;
use crate::sink::{Body, Fetched, Known};
use jiff::Timestamp;
use reqwest::StatusCode;
use reqwest::header::{ACCEPT, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH};
use reqwest::header::{LAST_MODIFIED, LOCATION, ORIGIN, REFERER};
use std::path::PathBuf;
use std::pin::Pin;
use std::time::Duration;
use url::Url;

/// How a site is reached.
#[derive(Debug, Clone)]
pub struct Access {
    /// Its address; redirects may stay on this host.
    pub url: Url,
    /// Other hosts that it may send us to.
    pub hosts: Vec<String>,
    /// PEM file with authorities to trust besides the system's.
    pub extra_ca: Option<PathBuf>,
    /// Longest wait for the first and for every next piece of an answer, where it differs from everybody's.
    pub patience: Option<Duration>,
}

impl Client {
    /// A way into one site.
    ///
    /// # Errors
    /// When there is no contact for a public host, when the host is private and that is not allowed, or when
    /// certificates cannot be read.
    pub fn site(&self, access: &Access) -> Result<Site<'_>, ClientError> {
        Site::new(self, access)
    }
}

/// A source that fails this often in a row is given up for the run. Source: the value that scrapers of every council
/// site in the country use.
const FAILURES_IN_A_ROW: u32 = 5;

/// Longest `Retry-After` that is waited for; whoever wants us away for longer is visited in the next run.
const LONGEST_STAY_AWAY: Duration = Duration::from_secs(600);

/// Most redirects for one request.
const MAX_HOPS: usize = 10;

/// Most bytes of a page that is read in memory. The longest council page seen has 2 MB.
const MAX_PAGE_BYTES: u64 = 8_000_000;

/// A way into one site.
pub struct Site<'c> {
    client: &'c Client,
    http: reqwest::Client,
    home: Url,
    hosts: Vec<String>,
    failures_in_a_row: u32,
    began: Timestamp,
    /// Requests made.
    pub asked: u64,
    /// Bytes received, decompressed.
    pub bytes: u64,
    /// The public page whose data is asked for: some interfaces answer only those who name it.
    pub on_behalf_of: Option<Url>,
}

/// What is sent besides an address.
#[derive(Clone, Copy, Default)]
struct Question<'a> {
    /// What is held, so that the server can say that it is as it was.
    known: Option<&'a Known>,
    /// A question that is posted, as JSON.
    posted: Option<&'a str>,
    /// JSON is wanted, of a server that would send XML to others.
    as_json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Obey {
    Robots,
    Nothing,
}

type Following<'a> = Pin<Box<dyn Future<Output = Result<Received, FetchError>> + Send + 'a>>;

impl<'c> Site<'c> {
    pub(super) fn new(client: &'c Client, access: &Access) -> Result<Self, ClientError> {
        let manners = client.manners();
        let host = access.url.host_str().unwrap_or_default().to_owned();
        let private = address::is_private_by_name(&access.url);
        if private && !manners.allow_private_hosts {
            return Err(ClientError::PrivateHost { host });
        }
        if !private && manners.real_contact().is_none() {
            return Err(ClientError::NoContact { host });
        }
        let mut builder = connections(manners)
            .no_proxy()
            .connect_timeout(access.patience.unwrap_or(manners.patience))
            .read_timeout(access.patience.unwrap_or(manners.patience))
            .timeout(manners.deadline)
            .tls_certs_merge(authorities(access.extra_ca.as_deref())?);
        if !manners.allow_private_hosts {
            builder = builder.dns_resolver(PublicResolver);
        }
        let hosts = access.hosts.iter().map(|host| host.to_lowercase()).chain([host]).collect();
        Ok(Self {
            client,
            http: builder.build()?,
            home: access.url.clone(),
            hosts,
            failures_in_a_row: 0,
            began: client.clock.now(),
            asked: 0,
            bytes: 0,
            on_behalf_of: None,
        })
    }

    /// Asks for a page; `None` if the server says that it is as it was.
    ///
    /// # Errors
    /// A [`FetchError`] for everything that is not the page that was asked for.
    pub async fn page(&mut self, url: &Url, expect: Expect, known: Option<&Known>) -> Result<Option<Page>, FetchError> {
        let question = Question { known, as_json: expect == Expect::Json, ..Question::default() };
        let Some(received) = self.fetch(url, expect, question, Destination::Memory).await? else { return Ok(None) };
        self.in_memory(url, received).map(Some)
    }

    /// Asks a question of an interface that reads it from what is posted. Changes nothing there: a question that did, would
    /// be none of ours.
    ///
    /// # Errors
    /// A [`FetchError`] for everything that is not JSON.
    pub async fn post(&mut self, url: &Url, question: &str) -> Result<Page, FetchError> {
        let question = Question { posted: Some(question), as_json: true, ..Question::default() };
        match self.fetch(url, Expect::Json, question, Destination::Memory).await? {
            Some(received) => self.in_memory(url, received),
            None => Err(FetchError::Failed(format!("{url} answers that it has not changed, though nothing was known"))),
        }
    }

    fn in_memory(&self, url: &Url, received: Received) -> Result<Page, FetchError> {
        let known = Known {
            etag: received.header(ETAG),
            last_modified: received.header(LAST_MODIFIED),
            checked_at: Some(self.client.clock.now()),
            ..Known::default()
        };
        let Body::Memory(body) = received.body else { return Err(FetchError::Failed(format!("{url} was not kept"))) };
        Ok(Page { body, url: received.url, known })
    }

    /// Asks for a file and streams it to disk; `None` if the server says that it is as it was.
    ///
    /// # Errors
    /// A [`FetchError`] for everything that is not the file that was asked for.
    pub async fn file(
        &mut self,
        url: &Url,
        expect: Expect,
        known: Option<&Known>,
    ) -> Result<Option<Fetched>, FetchError> {
        let question = Question { known, ..Question::default() };
        let Some(received) = self.fetch(url, expect, question, Destination::Disk).await? else { return Ok(None) };
        Ok(Some(Fetched {
            content_type: received.header(CONTENT_TYPE),
            final_url: Some(received.url.to_string()),
            etag: received.header(ETAG),
            last_modified: received.header(LAST_MODIFIED),
            fetched_at: self.client.clock.now(),
            body: received.body,
        }))
    }

    async fn fetch(
        &mut self,
        url: &Url,
        expect: Expect,
        question: Question<'_>,
        into: Destination,
    ) -> Result<Option<Received>, FetchError> {
        let answer = self.follow(url, question, into, Obey::Robots).await;
        let judged = answer.and_then(|received| match received.status {
            StatusCode::NOT_MODIFIED => Ok(None),
            _ => match judge(expect, &received.url, received.seen())
                .and_then(|()| buildable(self.client, expect, &received))
            {
                Ok(()) => Ok(Some(received)),
                Err(ContentMismatch::Refused(what)) => Err(FetchError::Refused(format!("{url}: {what}"))),
                Err(ContentMismatch::Other(what)) => Err(FetchError::Failed(format!("{url}: {what}"))),
                Err(ContentMismatch::ErrorPage(what)) => Err(FetchError::ErrorPage(format!("{url}: {what}"))),
            },
        });
        self.count_failure(judged)
    }

    /// Gives the site up once it has failed too often in a row.
    fn count_failure<T>(&mut self, answer: Result<T, FetchError>) -> Result<T, FetchError> {
        let (refused, reason) = match &answer {
            Err(FetchError::Refused(reason)) => (true, reason),
            Err(FetchError::Failed(reason) | FetchError::ErrorPage(reason)) => (false, reason),
            Err(FetchError::Forbidden(_) | FetchError::TooLarge(_) | FetchError::GivenUp { .. }) => return answer,
            Ok(_) | Err(FetchError::Gone(_)) => {
                self.failures_in_a_row = 0;
                return answer;
            }
        };
        self.failures_in_a_row += 1;
        if self.failures_in_a_row < FAILURES_IN_A_ROW {
            return answer;
        }
        let reason = format!("given up after {FAILURES_IN_A_ROW} failures in a row, the last: {reason}");
        Err(FetchError::GivenUp { reason, refused })
    }

    fn follow<'a>(&'a mut self, url: &'a Url, question: Question<'a>, into: Destination, obey: Obey) -> Following<'a> {
        Box::pin(async move {
            let mut here = url.clone();
            let mut seen = vec![];
            loop {
                self.check_address(&here, seen.last())?;
                if obey == Obey::Robots {
                    self.check_robots(&here).await?;
                }
                let received = self.ask_patiently(&here, question, into).await?;
                let Some(next) = redirect(&received)? else { return Ok(received) };
                if question.posted.is_some() {
                    let told = format!("{url} redirects a question to {next}, where it is not repeated");
                    return Err(if leads_to_login(&next) {
                        FetchError::Refused(told)
                    } else {
                        FetchError::Failed(told)
                    });
                }
                seen.push(here);
                if seen.contains(&next) {
                    return Err(FetchError::Failed(format!("{url} redirects in a circle, back to {next}")));
                }
                if seen.len() > MAX_HOPS {
                    return Err(FetchError::Failed(format!("{url} redirects more than {MAX_HOPS} times")));
                }
                here = next;
            }
        })
    }

    fn check_address(&self, url: &Url, from: Option<&Url>) -> Result<(), FetchError> {
        let way = from.map(|from| format!("{from} redirects to ")).unwrap_or_default();
        let problem = if !matches!(url.scheme(), "http" | "https") {
            "which is no web address"
        } else if !self.client.manners().allow_private_hosts && address::is_private_by_name(url) {
            "which is a private or special address"
        } else if !self.hosts.iter().any(|host| url.host_str() == Some(host)) {
            from.into_iter().for_each(|from| self.client.note_led_away(from, url));
            "whose host is not this source's; if it should be, add it to `hosts`"
        } else if from.is_some_and(|from| from.scheme() == "https" && url.scheme() == "http") {
            "which is not encrypted any more"
        } else if !self.is_usual_port(url) {
            "whose port is neither the source's nor the usual one"
        } else {
            return Ok(());
        };
        let told = format!("{way}{url}, {problem}");
        Err(match from {
            Some(_) if leads_to_login(url) => FetchError::Refused(told),
            Some(_) => FetchError::Failed(told),
            None => FetchError::Forbidden(told),
        })
    }

    /// A site may lead to itself and to the usual ports of its hosts, not to whatever else listens there.
    fn is_usual_port(&self, url: &Url) -> bool {
        let port = url.port_or_known_default();
        port == self.home.port_or_known_default() || url.port().is_none()
    }

    /// The site maps that its robots.txt names; none before the first request.
    pub fn site_maps(&self) -> Vec<String> {
        match self.client.host(&self.home).robots.get() {
            Some(Robots::Rules(robot)) => robot.sitemaps.clone(),
            _ => Vec::new(),
        }
    }

    async fn check_robots(&mut self, url: &Url) -> Result<(), FetchError> {
        let host = self.client.host(url);
        let rules = host.robots.get_or_init(|| self.read_robots(url)).await;
        // Of another host than the source's own this says nothing about the source.
        let own = url.origin() == self.home.origin();
        rules.check(url).map_err(|reason| match rules {
            Robots::Unreadable { refused, .. } if own => FetchError::GivenUp { reason, refused: *refused },
            _ => FetchError::Forbidden(reason),
        })
    }

    async fn read_robots(&mut self, url: &Url) -> Robots {
        let mut at = url.clone();
        at.set_path("/robots.txt");
        at.set_query(None);
        at.set_fragment(None);
        match self.follow(&at, Question::default(), Destination::Memory, Obey::Nothing).await {
            Ok(received) => {
                let body = match &received.body {
                    Body::Memory(body) => body,
                    _ => &received.head,
                };
                let body = &body[..body.len().min(robots::MAX_BYTES)];
                if let Err(why) = self.client.try_to_build(Form::Robots, body) {
                    return Robots::Unreadable { reason: unread(&why), refused: false };
                }
                let rules = Robots::parse(received.header(CONTENT_TYPE).as_deref(), body);
                if let Some(delay) = rules.delay(body) {
                    self.client.host(url).slow_down(delay).await;
                }
                rules
            }
            Err(FetchError::Gone(_)) => Robots::Absent,
            Err(FetchError::Refused(what)) => Robots::Unreadable { reason: unread(&what), refused: true },
            Err(
                FetchError::Forbidden(what)
                | FetchError::Failed(what)
                | FetchError::ErrorPage(what)
                | FetchError::TooLarge(what),
            ) => Robots::Unreadable { reason: unread(&what), refused: false },
            Err(FetchError::GivenUp { reason, refused }) => Robots::Unreadable { reason: unread(&reason), refused },
        }
    }

    /// Asks, and asks again after a while where that may help.
    async fn ask_patiently(
        &mut self,
        url: &Url,
        question: Question<'_>,
        into: Destination,
    ) -> Result<Received, FetchError> {
        let mut pauses = pauses();
        loop {
            let (answer, retry_after) = self.ask_once(url, question, into).await;
            let trouble = match answer {
                Ok(received) => match sort(url, received) {
                    Sorted::Good(received) => return Ok(received),
                    Sorted::Never(miss) => return Err(miss),
                    Sorted::Later(what) => what,
                },
                Err(TransportError::TooLarge(what)) => return Err(FetchError::TooLarge(what)),
                Err(TransportError::UsedUp(reason)) => return Err(FetchError::GivenUp { reason, refused: false }),
                Err(TransportError::Broken(what)) => what,
            };
            tracing::debug!(%url, trouble, "will be asked again");
            if let Some(stay) = retry_after.filter(|stay| *stay > LONGEST_STAY_AWAY) {
                let reason = format!("{trouble}, and asks us to stay away for {} seconds", stay.as_secs());
                return Err(FetchError::GivenUp { reason, refused: false });
            }
            let Some(pause) = pauses.next() else { return Err(FetchError::Failed(trouble)) };
            if retry_after.is_none() {
                self.client.clock.sleep(pause).await;
            }
        }
    }

    /// One request, alone in its host's lane.
    async fn ask_once(
        &mut self,
        url: &Url,
        question: Question<'_>,
        into: Destination,
    ) -> (Result<Received, TransportError>, Option<Duration>) {
        let manners = self.client.manners();
        if let Some(reason) = manners.budget.used_up(self.asked, self.bytes, self.began, self.client.clock.now()) {
            return (Err(TransportError::UsedUp(reason)), None);
        }
        let host = self.client.host(url);
        let mut lane = host.enter(self.client.clock.as_ref()).await;
        self.asked += 1;
        let answer = self.send(url, question, into).await;
        let now = self.client.clock.now();
        let wants_pause = |received: &Received| may_recover(received.status);
        let retry_after =
            answer.as_ref().ok().filter(|answer| wants_pause(answer)).and_then(|answer| answer.retry_after(now.into()));
        lane.leave(now, retry_after.filter(|stay| *stay <= LONGEST_STAY_AWAY));
        self.bytes += answer.as_ref().map_or(0, |received| received.bytes);
        (answer, retry_after)
    }

    async fn send(&self, url: &Url, question: Question<'_>, into: Destination) -> Result<Received, TransportError> {
        let mut request = match question.posted {
            Some(posted) => self
                .http
                .post(url.clone())
                .header(CONTENT_TYPE, "application/json; charset=utf-8")
                .body(posted.to_owned()),
            None => self.http.get(url.clone()),
        };
        if question.as_json {
            request = request.header(ACCEPT, "application/json");
        }
        if let Some(page) = &self.on_behalf_of {
            request = request.header(ORIGIN, page.origin().ascii_serialization()).header(REFERER, page.as_str());
        }
        if let Some(known) = question.known {
            request = known.etag.iter().fold(request, |request, etag| request.header(IF_NONE_MATCH, etag));
            request = known.last_modified.iter().fold(request, |request, at| request.header(IF_MODIFIED_SINCE, at));
        }
        let manners = self.client.manners();
        let limit = match into {
            Destination::Memory => manners.max_document_bytes.min(MAX_PAGE_BYTES),
            Destination::Disk => manners.max_document_bytes,
        };
        let response = request.send().await.map_err(|error| TransportError::Broken(with_causes(&error)))?;
        receive(response, into, limit, manners.scratch_dir.as_deref()).await
    }
}

/// What an answer means for the asking.
enum Sorted {
    Good(Received),
    Never(FetchError),
    Later(String),
}

fn sort(url: &Url, received: Received) -> Sorted {
    let status = received.status;
    let told = format!("{url} answers {status}");
    let blocked = challenge(&received.head).filter(|_| !status.is_success());
    match status {
        _ if let Some(name) = blocked => Sorted::Never(FetchError::Refused(format!("{told} with {name}"))),
        StatusCode::OK | StatusCode::NOT_MODIFIED => Sorted::Good(received),
        _ if status.is_redirection() => Sorted::Good(received),
        StatusCode::UNAUTHORIZED
        | StatusCode::FORBIDDEN
        | StatusCode::PROXY_AUTHENTICATION_REQUIRED
        | StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS => Sorted::Never(FetchError::Refused(told)),
        StatusCode::NOT_FOUND | StatusCode::GONE => Sorted::Never(FetchError::Gone(told)),
        _ if may_recover(status) => Sorted::Later(told),
        _ => Sorted::Never(FetchError::Failed(told)),
    }
}

fn may_recover(status: StatusCode) -> bool {
    matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY)
        || status.is_server_error()
}

fn redirect(received: &Received) -> Result<Option<Url>, FetchError> {
    if !received.status.is_redirection() || received.status == StatusCode::NOT_MODIFIED {
        return Ok(None);
    }
    let bad = |what: String| FetchError::Failed(format!("{} redirects {what}", received.url));
    let location = received.header(LOCATION).ok_or_else(|| bad("nowhere".into()))?;
    let mut next = received.url.join(&location).map_err(|error| bad(format!("to {location}: {error}")))?;
    next.set_fragment(None);
    // Where it led is published with the document.
    let _ = next.set_username("").and_then(|()| next.set_password(None));
    Ok(Some(next))
}

fn unread(what: &str) -> String {
    format!("robots.txt cannot be read, which means no: {what}")
}

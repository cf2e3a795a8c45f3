//! Telling people by mail: one message at a time, over SMTP, with the way out of it in its headers.
//!
//! What a mail server refuses for the moment (4xx) and what it refuses for good (5xx) are told apart: the first may be
//! sent again later, the second never. Sources: RFC 5321 for the replies, RFC 8058 for leaving with one click, RFC 3834
//! for mail that no person wrote.

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// How the way to the mail server is kept from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte, usually at port 465.
    Tls,
    /// The server is asked to change to TLS before anything is told, usually at port 587.
    StartTls,
    /// Nothing: for a server on this machine.
    Plain,
}

/// The mail server that takes what is sent.
#[derive(Debug, Clone)]
pub struct MailServer {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way to it is kept from being read.
    pub security: Security,
    /// A PEM file of authorities beside those of the system.
    pub extra_ca: Option<PathBuf>,
    /// User and password.
    pub credentials: Option<(String, String)>,
}

/// What is sent.
#[derive(Debug, Clone, Copy)]
pub struct Mail<'a> {
    /// Names it for ever, without a host.
    pub id: &'a str,
    /// Whom it is from: `minutes@example.org` or `Minutebook <minutes@example.org>`.
    pub from: &'a str,
    /// Whom it is for: an address alone.
    pub to: &'a str,
    /// What stands in the list of messages.
    pub subject: &'a str,
    /// Its words for readers without HTML.
    pub plain: &'a str,
    /// The same as HTML.
    pub html: &'a str,
    /// Where a POST leaves the list. Absent where there is no list to leave yet.
    pub leave: Option<&'a Url>,
}

/// Why a mail was not sent.
#[derive(Debug, thiserror::Error)]
pub enum Unsent {
    /// The server cannot be reached, or refuses us: whatever else is sent now fares the same.
    #[error("the mail server {host} cannot be used: {reason}")]
    Unusable {
        /// Which server.
        host: String,
        /// What went wrong.
        reason: String,
    },
    /// The server refuses this mail for the moment: it may be sent later.
    #[error("the mail server {host} refuses a mail for the moment: {reason}")]
    ForNow {
        /// Which server.
        host: String,
        /// What it said.
        reason: String,
    },
    /// The server refuses this mail for good: it is not sent again.
    #[error("the mail server {host} refuses a mail for good: {reason}")]
    ForGood {
        /// Which server.
        host: String,
        /// What it said.
        reason: String,
    },
    /// An address that is none.
    #[error("`{address}` is no address of mail: write one like \"clerk@example.org\"")]
    Address {
        /// What was written.
        address: String,
    },
    /// The authorities cannot be read, or TLS cannot be set up.
    #[error("the way to the mail server {host} cannot be set up: {reason}")]
    Setup {
        /// Which server.
        host: String,
        /// Why.
        reason: String,
    },
}

impl Unsent {
    /// Whether there is no use in sending any other mail now.
    pub fn is_of_the_server(&self) -> bool {
        matches!(self, Self::Unusable { .. } | Self::Setup { .. })
    }

    /// Whether the same mail will never be taken.
    pub fn is_for_good(&self) -> bool {
        matches!(self, Self::ForGood { .. } | Self::Address { .. })
    }
}

/// Longest wait for one answer of the server.
const PATIENCE: Duration = Duration::from_secs(60);

/// Replies that refuse us and not the mail: 53x who we are, and what we must do before (RFC 4954,
/// 4.7); 421 that the service is closing. They are the operator's to mend, and what was to be told is told then.
const REFUSED_US: [u16; 5] = [421, 530, 534, 535, 538];

/// Whether an address of mail can be written to.
pub fn is_address(text: &str) -> bool {
    text.parse::<Address>().is_ok()
}

/// Whether somebody can be told as the one whom a mail is from.
pub fn is_sender(text: &str) -> bool {
    text.parse::<Mailbox>().is_ok()
}

/// Sends mail by one server.
pub struct Postman {
    host: String,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl Postman {
    /// A postman for this server. Nothing is asked of it yet.
    ///
    /// # Errors
    /// The extra authorities cannot be read, or TLS cannot be set up.
    pub fn new(server: &MailServer) -> Result<Self, Unsent> {
        let setup = |reason: String| Unsent::Setup { host: server.host.clone(), reason };
        let tls = || {
            let mut tls = TlsParameters::builder(server.host.clone());
            if let Some(path) = &server.extra_ca {
                let bad = |error: String| setup(format!("cannot read the authorities in {}: {error}", path.display()));
                let pem = std::fs::read(path).map_err(|error| bad(error.to_string()))?;
                tls = tls.add_root_certificate(Certificate::from_pem(&pem).map_err(|error| bad(error.to_string()))?);
            }
            tls.build_rustls().map_err(|error| setup(error.to_string()))
        };
        let tls = match server.security {
            Security::Tls => Tls::Wrapper(tls()?),
            Security::StartTls => Tls::Required(tls()?),
            Security::Plain => Tls::None,
        };
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
            .port(server.port)
            .tls(tls)
            .timeout(Some(PATIENCE));
        if let Some((user, password)) = &server.credentials {
            transport = transport.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self { host: server.host.clone(), transport: transport.build() })
    }

    /// Sends one mail.
    ///
    /// # Errors
    /// An address is none; the server cannot be reached, or refuses, for the moment or for good.
    pub async fn send(&self, mail: Mail<'_>) -> Result<(), Unsent> {
        let message = message(mail).map_err(|bad| match bad {
            Malformed::Address(address) => Unsent::Address { address },
            Malformed::Other(reason) => Unsent::Setup { host: self.host.clone(), reason },
        })?;
        let sent = self.transport.send(message).await;
        sent.map(|_| ()).map_err(|error| {
            // Servers repeat the address; what is shown of problems is no place for it.
            let (host, reason) = (self.host.clone(), with_causes(&error).replace(mail.to, "(the address)"));
            match error.status().map(u16::from) {
                Some(code) if REFUSED_US.contains(&code) => Unsent::Unusable { host, reason },
                Some(_) if error.is_permanent() => Unsent::ForGood { host, reason },
                Some(_) => Unsent::ForNow { host, reason },
                None => Unsent::Unusable { host, reason },
            }
        })
    }
}

enum Malformed {
    Address(String),
    Other(String),
}

fn message(mail: Mail<'_>) -> Result<Message, Malformed> {
    let from: Mailbox = mail.from.parse().map_err(|_| Malformed::Address(mail.from.to_owned()))?;
    let to: Address = mail.to.parse().map_err(|_| Malformed::Address(mail.to.to_owned()))?;
    let domain = from.email.domain().to_owned();
    let mut builder = Message::builder()
        .from(from)
        .to(Mailbox::new(None, to))
        .subject(mail.subject)
        .message_id(Some(format!("<{}@{domain}>", mail.id)))
        .date_now()
        .raw_header(header("Auto-Submitted", "auto-generated"));
    if let Some(leave) = mail.leave {
        builder = builder
            .raw_header(header("List-Unsubscribe", &format!("<{leave}>")))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let parts = MultiPart::alternative_plain_html(mail.plain.to_owned(), mail.html.to_owned());
    builder.multipart(parts).map_err(|error| Malformed::Other(error.to_string()))
}

/// A header by one of the constant names above.
fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// An error with everything below it: the outermost says least.
fn with_causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut said = error.to_string();
    let mut below = error.source();
    while let Some(error) = below {
        let more = error.to_string();
        if !said.contains(&more) {
            said = format!("{said}: {more}");
        }
        below = error.source();
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail<'a>(leave: &'a Url) -> Mail<'a> {
        Mail {
            id: "alert_1",
            from: "Minutebook <minutes@council.example>",
            to: "clerk@council.example",
            subject: "2 new: “repairs backlog”\r\nBcc: somebody@example.org",
            plain: "Städtische Wörter",
            html: "<p>Städtische Wörter</p>",
            leave: Some(leave),
        }
    }

    #[test]
    fn a_mail_says_how_to_leave_and_takes_no_header_from_a_subject() {
        let leave = "https://minutes.example/mail/leave?token=abc".parse().unwrap();
        let message = message(mail(&leave)).ok().unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        let (headers, body) = text.split_once("\r\n\r\n").unwrap();
        let lines: Vec<&str> = headers.lines().collect();
        for line in [
            "Message-ID: <alert_1@council.example>",
            "List-Unsubscribe: <https://minutes.example/mail/leave?token=abc>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Auto-Submitted: auto-generated",
            "To: clerk@council.example",
        ] {
            assert!(lines.contains(&line), "{line} is not in\n{headers}");
        }
        assert!(!headers.contains("\nBcc:"), "{headers}");
        assert!(body.contains("text/plain; charset=utf-8") && body.contains("text/html; charset=utf-8"), "{body}");
    }

    #[test]
    fn what_is_no_address_is_said_before_anybody_is_asked() {
        let leave = "https://minutes.example/".parse().unwrap();
        let bad = Mail { to: "clerk at council", ..mail(&leave) };
        assert!(matches!(message(bad), Err(Malformed::Address(address)) if address == "clerk at council"));
        assert!(is_address("clerk@council.example") && !is_address("Clerk <clerk@council.example>"));
        assert!(is_sender("Minutebook <minutes@council.example>") && !is_sender("Minutebook"));
    }
}

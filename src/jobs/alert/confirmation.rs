//! Asking those whose address was given whether they want to be told.

use super::message;
use super::post::postman;
use super::site::Site;
use crate::config::Config;
use crate::store::DataPaths;
use crate::store::subscriptions::{Every, Link, Subscriptions, UNCONFIRMED_HOURS};
use crawler::mail::Mail;
use jiff::Timestamp;

/// Asks everybody who is to be asked now. Gives how many were. Holds no lock: a server does it while a job writes.
///
/// # Errors
/// The subscriptions cannot be read or written to. Somebody who cannot be asked is no error: it is noted and tried again.
pub fn send_confirmation_requests(config: &Config) -> anyhow::Result<u64> {
    let subscriptions = Subscriptions::open(&DataPaths::below(&config.data.dir))?;
    let due = subscriptions.due_requests(Timestamp::now())?;
    if due.is_empty() {
        return Ok(0);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let postman = postman(&config.mail);
    let site = Site(&config.server.public_url);
    let mut sent = 0;
    for one in due {
        let confirm = site.link("confirm", &subscriptions.token(Link::Confirm, &one.id)?);
        let words = message::confirmation(&one.query, one.every == Every::Week, confirm, UNCONFIRMED_HOURS, site)?;
        let id = format!("confirm_{}", one.id);
        let mail = Mail {
            id: &id,
            from: &config.mail.from,
            to: &one.address,
            subject: &words.subject,
            plain: &words.plain,
            html: &words.html,
            leave: None,
        };
        let failure = match &postman {
            Ok(postman) => {
                runtime.block_on(postman.send(mail)).err().map(|error| (error.to_string(), error.is_for_good()))
            }
            Err(error) => Some((format!("{error:#}"), false)),
        };
        match &failure {
            None => sent += 1,
            Some((error, _)) => tracing::warn!("mail to {}: {error}", one.address),
        }
        let failure = failure.as_ref().map(|(error, for_good)| (error.as_str(), *for_good));
        subscriptions.note_request(&one.id, failure, Timestamp::now())?;
    }
    Ok(sent)
}

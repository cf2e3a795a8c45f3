//! Telling what waits, oldest first, each recipient for themselves: whoever cannot be told keeps nobody else waiting.

use super::hook::{self, Told, ToldPassage};
use super::message;
use super::missing::ToldSilence;
use super::news::{self, MOST_PASSAGES, NewPassage};
use super::post::postman;
use super::site::Site;
use super::watch::{Recipient, Watch};
use crate::config::{About, Config};
use crate::jobs::manners::manners;
use crate::jobs::schedule::Schedule;
use crate::store::Store;
use crate::store::catalogue::alerts::{self, Delivery, Telling};
use crate::store::catalogue::{runs, silences};
use crate::store::subscriptions::{Link, Subscription, Subscriptions};
use crawler::SystemClock;
use crawler::mail::{Mail, Postman, Unsent};
use crawler::webhook::Messenger;
use index::{Copies, Route, Snapshot};
use jiff::Timestamp;
use record::{PassageId, ProblemCode};
use std::collections::BTreeMap;
use std::sync::Arc;
use url::Url;

/// What became of what waited.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Passages that were told of.
    pub told: u64,
    /// Passages that wait to be told of.
    pub waiting: u64,
    /// Passages that were refused for good.
    pub refused: u64,
    /// What went wrong last.
    pub error: Option<String>,
}

/// Tells by whatever way a recipient is told.
pub struct Teller<'t> {
    config: &'t Config,
    snapshot: &'t Snapshot,
    subscriptions: Option<&'t Subscriptions>,
    messenger: Messenger,
    runtime: tokio::runtime::Runtime,
    weekly: Schedule,
    postman: Option<Postman>,
    /// Why no mail can be sent at all in this run.
    no_mail: Option<String>,
}

/// What a delivery tells.
enum News {
    Passages(Vec<NewPassage>),
    Silences(Vec<silences::Told>),
}

impl News {
    fn is_empty(&self) -> bool {
        match self {
            Self::Passages(passages) => passages.is_empty(),
            Self::Silences(silences) => silences.is_empty(),
        }
    }
}

/// How one delivery went.
enum Sent {
    Told,
    Waits(String),
    Refused(String),
}

impl<'t> Teller<'t> {
    /// A teller of what `snapshot` holds.
    ///
    /// # Errors
    /// The HTTP library cannot be set up.
    pub fn new(
        config: &'t Config,
        snapshot: &'t Snapshot,
        subscriptions: Option<&'t Subscriptions>,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            config,
            snapshot,
            subscriptions,
            messenger: Messenger::new(&manners(&config.crawl), Arc::new(SystemClock))?,
            runtime: tokio::runtime::Builder::new_current_thread().enable_all().build()?,
            weekly: Schedule::new(&config.mail.weekly, config.timezone())?,
            postman: None,
            no_mail: None,
        })
    }

    /// Tells what waits for a watch's recipients, and forgets what waits for those who left.
    ///
    /// # Errors
    /// Index or catalogue cannot be asked or written to. Somebody who cannot be told is no error but part of the outcome.
    pub fn tell(&mut self, store: &mut Store, watch: &Watch) -> anyhow::Result<Outcome> {
        let mut outcome = Outcome::default();
        for id in &watch.left {
            for delivery in alerts::waiting(store.catalogue(), &watch.name, id)? {
                let left = Telling::Refused("whoever it was for left");
                store.write(|t| alerts::note_telling(t, &delivery.id, left, Timestamp::now()))?;
            }
        }
        let mut otherwise = None;
        for recipient in &watch.recipients {
            let due = self.due(store, watch, recipient)?;
            if due.is_empty() {
                continue;
            }
            // Looked for once, however many are told.
            let otherwise = match &otherwise {
                Some(found) => found,
                None => otherwise.insert(self.otherwise(watch)?),
            };
            self.tell_one(store, watch, recipient, (due, otherwise), &mut outcome)?;
        }
        Ok(outcome)
    }

    fn tell_one(
        &mut self,
        store: &mut Store,
        watch: &Watch,
        recipient: &Recipient,
        (due, otherwise): (Vec<Delivery>, &BTreeMap<PassageId, Route>),
        outcome: &mut Outcome,
    ) -> anyhow::Result<()> {
        let mut is_held_up = false;
        for delivery in due {
            let passages = delivery.passages.len() as u64;
            if is_held_up {
                outcome.waiting += passages;
                continue;
            }
            let news = self.news(store, watch, &delivery, otherwise)?;
            let sent = match recipient {
                Recipient::Webhook { url, secret_env } => self.post(watch, url, secret_env.as_deref(), &delivery, news),
                // All of it was taken down meanwhile: there is nothing to tell.
                Recipient::Mail(_) if news.is_empty() => Sent::Told,
                Recipient::Mail(subscription) => self.send(subscription, &delivery, &news)?,
            };
            note(store, watch, &delivery, &sent)?;
            match sent {
                Sent::Told => outcome.told += passages,
                Sent::Waits(error) => {
                    outcome.waiting += passages;
                    outcome.error = Some(error);
                    is_held_up = true;
                }
                Sent::Refused(error) => {
                    outcome.refused += passages;
                    outcome.error = Some(error);
                }
            }
        }
        Ok(())
    }

    fn otherwise(&self, watch: &Watch) -> anyhow::Result<BTreeMap<PassageId, Route>> {
        match watch.related.is_empty() {
            true => Ok(BTreeMap::new()),
            false => news::otherwise(watch, self.snapshot, Copies::All),
        }
    }

    /// `otherwise` knows the passages that say in other words what is looked for.
    fn news(
        &self,
        store: &Store,
        watch: &Watch,
        delivery: &Delivery,
        otherwise: &BTreeMap<PassageId, Route>,
    ) -> anyhow::Result<News> {
        let ids: Vec<&str> = delivery.passages.iter().map(PassageId::as_str).collect();
        Ok(match watch.about {
            About::Passages => {
                let entries = news::entries(self.snapshot, delivery)?;
                News::Passages(entries.into_iter().map(|entry| NewPassage::new(entry, otherwise)).collect())
            }
            About::Silence => News::Silences(silences::told(store.catalogue(), &ids)?),
        })
    }

    /// Posts a delivery to a webhook.
    fn post(&self, watch: &Watch, url: &Url, secret_env: Option<&str>, delivery: &Delivery, news: News) -> Sent {
        let site = Site(&self.config.server.public_url);
        let (passages, silences) = match news {
            News::Passages(passages) => (passages, Vec::new()),
            News::Silences(silences) => (Vec::new(), silences),
        };
        let told = Told {
            delivery: &delivery.id,
            alert: &watch.name,
            query: &watch.query,
            related: watch.routes(),
            generation: self.snapshot.generation(),
            passages: passages.into_iter().map(|passage| ToldPassage::new(passage, site)).collect(),
            silences: silences.into_iter().map(|silence| ToldSilence::new(silence, site)).collect(),
        };
        match self.runtime.block_on(hook::tell(&self.messenger, url, secret_env, &told)) {
            Ok(()) => Sent::Told,
            Err(error) => Sent::Waits(format!("{error:#}")),
        }
    }

    /// What is to be told now. Of what is told weekly that is what waited when the week ended, in as few mails as can be;
    /// what was tried before keeps its id.
    fn due(&self, store: &mut Store, watch: &Watch, recipient: &Recipient) -> anyhow::Result<Vec<Delivery>> {
        let waiting = alerts::waiting(store.catalogue(), &watch.name, recipient.key())?;
        if !recipient.is_weekly() {
            return Ok(waiting);
        }
        let now = Timestamp::now();
        let ended = |delivery: &Delivery| self.weekly.is_due(Some(delivery.queued_at), now);
        let (tried, fresh): (Vec<Delivery>, Vec<Delivery>) =
            waiting.into_iter().filter(ended).partition(|delivery| delivery.was_tried);
        let mut due = tried;
        let Some(first) = fresh.first() else { return Ok(due) };
        let queued_at = first.queued_at;
        let passages: Vec<PassageId> = fresh.iter().flat_map(|delivery| delivery.passages.clone()).collect();
        let joined: Vec<Delivery> = passages
            .chunks(MOST_PASSAGES)
            .map(|passages| news::delivery(watch, recipient, passages, queued_at))
            .collect();
        store.write(|t| {
            let mut replaced: Vec<&Delivery> = fresh.iter().collect();
            for one in &joined {
                alerts::join(t, &watch.name, recipient.key(), &replaced, one)?;
                replaced.clear();
            }
            Ok(())
        })?;
        due.extend(joined);
        Ok(due)
    }

    fn send(&mut self, to: &Subscription, delivery: &Delivery, news: &News) -> anyhow::Result<Sent> {
        if let Some(why) = &self.no_mail {
            return Ok(Sent::Waits(why.clone()));
        }
        let Some(subscriptions) = self.subscriptions else {
            return Ok(Sent::Waits("[mail] has no `server`".to_owned()));
        };
        let site = Site(&self.config.server.public_url);
        let leave = site.link("leave", &subscriptions.token(Link::Leave, &to.id)?);
        let weekly = to.every == crate::store::subscriptions::Every::Week;
        let words = match news {
            News::Passages(passages) => {
                message::news(&to.query, passages, weekly, to.alert.is_some(), leave.clone(), site)?
            }
            News::Silences(silences) => message::silences(silences, to.alert.is_some(), leave.clone(), site)?,
        };
        let mail = Mail {
            id: &delivery.id,
            from: &self.config.mail.from,
            to: &to.address,
            subject: &words.subject,
            plain: &words.plain,
            html: &words.html,
            leave: Some(&leave),
        };
        if self.postman.is_none() {
            match postman(&self.config.mail) {
                Ok(postman) => self.postman = Some(postman),
                Err(error) => {
                    let why = format!("{error:#}");
                    self.no_mail = Some(why.clone());
                    return Ok(Sent::Waits(why));
                }
            }
        }
        let Some(postman) = &self.postman else { return Ok(Sent::Waits("no mail can be sent".to_owned())) };
        Ok(match self.runtime.block_on(postman.send(mail)) {
            Ok(()) => Sent::Told,
            Err(error) => {
                // Whom it was for is for whoever runs this alone: the log says it, and what is shown of problems does not.
                tracing::warn!("mail to {}: {error}", to.address);
                if error.is_of_the_server() {
                    self.no_mail = Some(error.to_string());
                }
                sent(&error)
            }
        })
    }
}

fn sent(error: &Unsent) -> Sent {
    if error.is_for_good() { Sent::Refused(error.to_string()) } else { Sent::Waits(error.to_string()) }
}

/// Notes what became of a delivery, and reports it where it was not told.
fn note(store: &mut Store, watch: &Watch, delivery: &Delivery, sent: &Sent) -> anyhow::Result<()> {
    let (telling, what_next) = match sent {
        Sent::Told => (Telling::Told, ""),
        Sent::Waits(error) => (Telling::Waits(error), "; it waits for the next run"),
        Sent::Refused(error) => (Telling::Refused(error), "; it is not sent again"),
    };
    store.write(|t| {
        if let Telling::Waits(error) | Telling::Refused(error) = telling {
            let message = format!("alert {}: {error}{what_next}", watch.reported_as);
            runs::problem(t, None, None, "alert", ProblemCode::Undelivered, &message, Timestamp::now())?;
        }
        alerts::note_telling(t, &delivery.id, telling, Timestamp::now())
    })?;
    Ok(())
}

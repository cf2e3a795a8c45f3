//! Who is told by mail: addresses that the operator wrote down, and addresses that somebody gave and confirmed.
//!
//! A file of its own in the data folder, which any process may write to. An address that was given and not confirmed within
//! [`UNCONFIRMED_HOURS`] is deleted, as is a visitor's that leaves; of an operator's that leaves it stays noted that it left.

use super::side_file::{self, random_bytes};
use super::{CatalogueError, DataPaths};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use rusqlite_migration::M;
use sha2::Sha256;

const STEPS: &[M<'static>] = &[M::up(include_str!("migrations/mail_001.sql"))];

/// Hours for which a confirmation is waited for.
pub const UNCONFIRMED_HOURS: i64 = 48;

/// Subscriptions that one address may have without having confirmed them: each is a mail to somebody who may not have
/// asked for it.
const UNCONFIRMED_OF_ONE: i64 = 3;

/// Subscriptions that may wait for a confirmation in all.
const UNCONFIRMED_OF_ALL: i64 = 500;

/// Subscriptions that one address may have.
const OF_ONE: i64 = 50;

/// How often somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// After each update that brings something new.
    #[default]
    Update,
    /// Once a week, all that is new in it.
    Week,
}

impl Every {
    /// The word in the file and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Update => "update",
            Self::Week => "week",
        }
    }

    /// The value with this word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Update, Self::Week].into_iter().find(|every| every.as_str() == word)
    }
}

/// Where a subscription stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Asked for; whoever reads the address has not said yes.
    Pending,
    /// To be told.
    Confirmed,
    /// Not to be told any more.
    Left,
}

impl State {
    fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Confirmed => "confirmed",
            Self::Left => "left",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Pending, Self::Confirmed, Self::Left].into_iter().find(|state| state.as_str() == word)
    }
}

/// Somebody who is told of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Names it for ever.
    pub id: String,
    /// Whom to write to.
    pub address: String,
    /// The alert of the configuration; none where a visitor asked for it.
    pub alert: Option<String>,
    /// What is looked for, in the query language.
    pub query: String,
    /// How often.
    pub every: Every,
    /// Where it stands.
    pub state: State,
    /// Why the mail that asks for a confirmation could not be sent.
    pub last_error: Option<String>,
}

/// What became of asking for a subscription. Whoever asks is told no more than whether anything can be done at all: who
/// is subscribed is nobody's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requested {
    /// It waits for a confirmation, or need not wait for one.
    Taken,
    /// So many wait for confirmations that no more are taken.
    Full,
}

/// What a link in a mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Saying yes.
    Confirm,
    /// Leaving.
    Leave,
}

/// The file of subscriptions, open.
pub struct Subscriptions {
    connection: Connection,
}

impl Subscriptions {
    /// Opens the file, made where it is missing.
    ///
    /// # Errors
    /// It cannot be opened, or a newer program made it.
    pub fn open(paths: &DataPaths) -> Result<Self, CatalogueError> {
        Self::prepare(Connection::open(paths.subscriptions())?)
    }

    fn prepare(connection: Connection) -> Result<Self, CatalogueError> {
        let connection = side_file::prepare(connection, STEPS)?;
        let key = random_bytes::<32>();
        connection.execute("INSERT INTO signing SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM signing)", [&key[..]])?;
        Ok(Self { connection })
    }

    /// A visitor asks to be told.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn request(
        &mut self,
        address: &str,
        query: &str,
        every: Every,
        now: Timestamp,
    ) -> Result<Requested, CatalogueError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        expire(&transaction, now)?;
        let count = |sql: &str, of: &[&str]| transaction.query_row(sql, rusqlite::params_from_iter(of), |r| r.get(0));
        let waiting: i64 = count("SELECT count(*) FROM subscription WHERE state = 'pending'", &[])?;
        let waiting_of_one: i64 =
            count("SELECT count(*) FROM subscription WHERE state = 'pending' AND address = ?1", &[address])?;
        let of_one: i64 = count("SELECT count(*) FROM subscription WHERE address = ?1", &[address])?;
        if waiting >= UNCONFIRMED_OF_ALL {
            return Ok(Requested::Full);
        }
        // More than that to one address is a nuisance to whoever reads it, and is dropped without a word.
        if waiting_of_one < UNCONFIRMED_OF_ONE && of_one < OF_ONE {
            transaction.execute(
                "INSERT OR IGNORE INTO subscription (id, address, query, every, state, asked_at, try_after)
                 VALUES (?1, ?2, ?3, ?4, 'pending', ?5, ?5)",
                params![HEXLOWER.encode(&random_bytes::<16>()), address, query, every.as_str(), now.to_string()],
            )?;
        }
        transaction.commit()?;
        Ok(Requested::Taken)
    }

    /// Somebody whom the configuration names for an alert; whether they left is known from before.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn configured(
        &self,
        alert: &str,
        address: &str,
        query: &str,
        every: Every,
        now: Timestamp,
    ) -> Result<Subscription, CatalogueError> {
        let find = || {
            let sql = format!("SELECT {COLUMNS} FROM subscription WHERE alert = ?1 AND address = ?2");
            self.connection.query_row(&sql, [alert, address], from_row).optional()
        };
        if let Some(found) = find()? {
            if (&found.query, found.every) != (&query.to_owned(), every) {
                let sql = "UPDATE subscription SET query = ?2, every = ?3 WHERE id = ?1";
                self.connection.execute(sql, [&found.id, query, every.as_str()])?;
            }
            return Ok(Subscription { query: query.to_owned(), every, ..found });
        }
        self.connection.execute(
            "INSERT INTO subscription (id, address, alert, query, every, state, asked_at, try_after)
             VALUES (?1, ?2, ?3, ?4, ?5, 'confirmed', ?6, ?6)",
            params![HEXLOWER.encode(&random_bytes::<16>()), address, alert, query, every.as_str(), now.to_string()],
        )?;
        Ok(find()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?)
    }

    /// Visitors who are to be told.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn visitors(&self) -> Result<Vec<Subscription>, CatalogueError> {
        self.all("alert IS NULL AND state = 'confirmed'", &[])
    }

    /// Those who are to be asked for a confirmation now. What nobody confirmed in time is deleted first.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn due_requests(&self, now: Timestamp) -> Result<Vec<Subscription>, CatalogueError> {
        expire(&self.connection, now)?;
        self.all("state = 'pending' AND mailed_at IS NULL AND try_after <= ?1", &[&now.to_string()])
    }

    /// Those who could not be asked.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn failed_requests(&self) -> Result<Vec<Subscription>, CatalogueError> {
        self.all("last_error IS NOT NULL", &[])
    }

    /// Notes that somebody was asked for a confirmation, or why that failed. Where it failed for good nobody is asked
    /// again; else the pauses grow from a minute to some hours.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn note_request(&self, id: &str, failure: Option<(&str, bool)>, now: Timestamp) -> Result<(), CatalogueError> {
        let Some((error, for_good)) = failure else {
            let sql = "UPDATE subscription SET mailed_at = ?2, last_error = NULL WHERE id = ?1";
            self.connection.execute(sql, [id, &now.to_string()])?;
            return Ok(());
        };
        let attempts: i64 =
            self.connection.query_row("SELECT attempts FROM subscription WHERE id = ?1", [id], |row| row.get(0))?;
        let pause = SignedDuration::from_mins(4_i64.saturating_pow(u32::try_from(attempts.clamp(0, 4)).unwrap_or(4)));
        let mailed = for_good.then(|| now.to_string());
        self.connection.execute(
            "UPDATE subscription SET attempts = attempts + 1, last_error = ?2, try_after = ?3, mailed_at = ?4 WHERE id = ?1",
            params![id, error, (now + pause).to_string(), mailed],
        )?;
        Ok(())
    }

    /// The subscription with this id.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn find(&self, id: &str) -> Result<Option<Subscription>, CatalogueError> {
        Ok(self.all("id = ?1", &[id])?.pop())
    }

    /// Whoever reads the address says yes. Nothing else is changed.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn confirm(&self, id: &str) -> Result<(), CatalogueError> {
        self.connection
            .execute("UPDATE subscription SET state = 'confirmed' WHERE id = ?1 AND state = 'pending'", [id])?;
        Ok(())
    }

    /// Whoever reads the address wants no more.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn leave(&self, id: &str) -> Result<(), CatalogueError> {
        self.connection.execute("DELETE FROM subscription WHERE id = ?1 AND alert IS NULL", [id])?;
        self.connection.execute("UPDATE subscription SET state = 'left' WHERE id = ?1", [id])?;
        Ok(())
    }

    /// What stands in a link: an id, signed for one purpose.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn token(&self, link: Link, id: &str) -> Result<String, CatalogueError> {
        Ok(format!("{id}.{}", BASE64URL_NOPAD.encode(&self.mac(link, id)?.finalize().into_bytes())))
    }

    /// The id in a link, where it was signed here for this purpose.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn id_in(&self, link: Link, token: &str) -> Result<Option<String>, CatalogueError> {
        let Some((id, signature)) = token.split_once('.') else { return Ok(None) };
        let Ok(signature) = BASE64URL_NOPAD.decode(signature.as_bytes()) else { return Ok(None) };
        Ok(self.mac(link, id)?.verify_slice(&signature).is_ok().then(|| id.to_owned()))
    }

    /// Copies the file, also while others write.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn copy_to(&self, path: &std::path::Path) -> Result<(), CatalogueError> {
        Ok(self.connection.backup(rusqlite::MAIN_DB, path, None)?)
    }

    fn mac(&self, link: Link, id: &str) -> Result<Hmac<Sha256>, CatalogueError> {
        let key: Vec<u8> = self.connection.query_row("SELECT key FROM signing", [], |row| row.get(0))?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key of any length is taken");
        mac.update(match link {
            Link::Confirm => b"confirm\0",
            Link::Leave => b"leave\0",
        });
        mac.update(id.as_bytes());
        Ok(mac)
    }

    fn all(&self, which: &str, of: &[&str]) -> Result<Vec<Subscription>, CatalogueError> {
        let sql = format!("SELECT {COLUMNS} FROM subscription WHERE {which} ORDER BY asked_at, id");
        let mut statement = self.connection.prepare(&sql)?;
        let rows = statement.query_map(rusqlite::params_from_iter(of), from_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

const COLUMNS: &str = "id, address, alert, query, every, state, last_error";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Subscription> {
    let (every, state): (String, String) = (row.get(4)?, row.get(5)?);
    let unknown = |column, word: &str| {
        let error = format!("“{word}” is no word of this program: a later one wrote it, so go on with that one");
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, error.into())
    };
    Ok(Subscription {
        id: row.get(0)?,
        address: row.get(1)?,
        alert: row.get(2)?,
        query: row.get(3)?,
        every: Every::parse(&every).ok_or_else(|| unknown(4, &every))?,
        state: State::parse(&state).ok_or_else(|| unknown(5, &state))?,
        last_error: row.get(6)?,
    })
}

fn expire(connection: &Connection, now: Timestamp) -> Result<(), CatalogueError> {
    let before = now - SignedDuration::from_hours(UNCONFIRMED_HOURS);
    connection.execute("DELETE FROM subscription WHERE state = 'pending' AND asked_at < ?1", [before.to_string()])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subscriptions() -> Subscriptions {
        Subscriptions::prepare(Connection::open_in_memory().unwrap()).unwrap()
    }

    fn hour(n: i64) -> Timestamp {
        "2026-03-01T00:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(n)
    }

    #[test]
    fn nobody_is_told_before_they_say_yes_and_nobody_after_they_leave() {
        let mut held = subscriptions();
        assert_eq!(held.request("a@example.org", "roof", Every::Week, hour(0)).unwrap(), Requested::Taken);
        assert!(held.visitors().unwrap().is_empty());
        let asked = held.due_requests(hour(0)).unwrap().remove(0);
        held.note_request(&asked.id, None, hour(0)).unwrap();
        assert!(held.due_requests(hour(1)).unwrap().is_empty(), "nobody is asked twice");
        let token = held.token(Link::Confirm, &asked.id).unwrap();
        assert_eq!(held.id_in(Link::Leave, &token).unwrap(), None, "a link does one thing");
        assert_eq!(held.id_in(Link::Confirm, &token.replace('.', ".A")).unwrap(), None);
        assert_eq!(held.id_in(Link::Confirm, &token).unwrap(), Some(asked.id.clone()));
        held.confirm(&asked.id).unwrap();
        assert_eq!(held.visitors().unwrap().len(), 1);
        held.leave(&asked.id).unwrap();
        assert_eq!(held.find(&asked.id).unwrap(), None, "nothing of a visitor who left stays");
        held.confirm(&asked.id).unwrap();
        assert!(held.visitors().unwrap().is_empty());
    }

    #[test]
    fn whoever_left_an_alert_of_the_configuration_stays_away() {
        let held = subscriptions();
        let configured = || held.configured("roof", "a@example.org", "roof", Every::Update, hour(0)).unwrap();
        assert_eq!(configured().state, State::Confirmed);
        held.leave(&configured().id).unwrap();
        assert_eq!(configured().state, State::Left);
        let other = held.configured("roof", "a@example.org", "cellar", Every::Week, hour(0)).unwrap();
        assert_eq!((other.state, other.query.as_str()), (State::Left, "cellar"));
    }

    #[test]
    fn addresses_are_neither_flooded_nor_held_without_a_yes() {
        let mut held = subscriptions();
        for n in 0..10 {
            held.request("a@example.org", &format!("roof {n}"), Every::Week, hour(0)).unwrap();
        }
        assert_eq!(held.due_requests(hour(0)).unwrap().len(), 3);
        for n in 0..UNCONFIRMED_OF_ALL {
            held.request(&format!("{n}@example.org"), "roof", Every::Week, hour(1)).unwrap();
        }
        assert_eq!(held.request("b@example.org", "roof", Every::Week, hour(1)).unwrap(), Requested::Full);
        assert_eq!(held.request("b@example.org", "roof", Every::Week, hour(50)).unwrap(), Requested::Taken);
        assert_eq!(held.due_requests(hour(50)).unwrap().len(), 1, "the others were deleted");
    }

    #[test]
    fn asking_is_tried_again_later_and_not_where_it_is_refused_for_good() {
        let mut held = subscriptions();
        held.request("a@example.org", "roof", Every::Week, hour(0)).unwrap();
        let id = held.due_requests(hour(0)).unwrap().remove(0).id;
        held.note_request(&id, Some(("greylisted", false)), hour(0)).unwrap();
        assert!(held.due_requests(hour(0)).unwrap().is_empty());
        assert_eq!(held.due_requests(hour(1)).unwrap().len(), 1);
        held.note_request(&id, Some(("no such mailbox", true)), hour(1)).unwrap();
        assert!(held.due_requests(hour(47)).unwrap().is_empty());
        assert_eq!(held.failed_requests().unwrap()[0].last_error.as_deref(), Some("no such mailbox"));
    }
}

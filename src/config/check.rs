//! What makes a value wrong, told in words with an example of a right one.

use super::ConfigError;
use croner::Cron;
use index::{RouteKind, Routes};
use jiff::tz::TimeZone;
use serde::de::{Deserialize, Deserializer, Error};
use std::net::SocketAddr;
use std::str::FromStr;
use url::Url;

/// An address to listen at.
pub fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    read_address(&String::deserialize(deserializer)?)
}

/// An address to listen at, or none.
pub fn address_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SocketAddr>, D::Error> {
    String::deserialize(deserializer).and_then(|text| read_address(&text)).map(Some)
}

/// A web address.
pub fn web_address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
    read_web_address(&String::deserialize(deserializer)?)
}

/// A web address, or none.
pub fn web_address_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Url>, D::Error> {
    String::deserialize(deserializer).and_then(|text| read_web_address(&text)).map(Some)
}

/// Addresses or networks; a single address is a network of one.
pub fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<ipnet::IpNet>, D::Error> {
    Vec::<String>::deserialize(deserializer)?
        .iter()
        .map(|text| {
            let network = text.parse().or_else(|_| text.parse().map(|ip: std::net::IpAddr| ip.into()));
            network.map_err(|_| {
                D::Error::custom(format!("`{text}` is no address or network: write 127.0.0.1 or 10.0.0.0/8"))
            })
        })
        .collect()
}

/// A cron expression.
pub fn cron<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    Cron::from_str(&text).map_err(|e| {
        D::Error::custom(format!(
            "`{text}` is no cron expression ({e}): write minute, hour, day, month and weekday, like \"30 4 * * *\""
        ))
    })?;
    Ok(text)
}

/// A query, written without a mistake: whoever is told by an alert does not see what was ignored of it.
pub fn query<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    match index::Query::strict(&text) {
        Ok(query) if query.is_everything() => Err(D::Error::custom("an alert's query names nothing to look for")),
        Ok(_) => Ok(text),
        Err(error) => Err(D::Error::custom(error)),
    }
}

/// The same where it may be left out.
pub fn query_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    query(deserializer).map(Some)
}

/// Routes to other words.
pub fn routes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Routes, D::Error> {
    let text = String::deserialize(deserializer)?;
    Routes::parse(&text).map_err(|word| {
        let known: Vec<&str> = RouteKind::sought().map(RouteKind::as_str).collect();
        D::Error::custom(format!(
            "“{word}” is no route to other words: write \"true\", or some of {}",
            known.join(", ")
        ))
    })
}

/// The time zone of councils that do not say another.
pub fn london() -> TimeZone {
    TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC)
}

/// A time zone by its name.
pub fn timezone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<TimeZone, D::Error> {
    let name = String::deserialize(deserializer)?;
    TimeZone::get(&name)
        .map_err(|_| D::Error::custom(format!("`{name}` is no time zone: write one like \"Europe/London\"")))
}

/// Names that are told apart in reports, addresses and environment variables.
pub fn names<'a>(what: &'static str, names: impl Iterator<Item = &'a str>) -> Result<(), ConfigError> {
    let mut seen = std::collections::HashSet::new();
    for name in names {
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
            return Err(ConfigError::Name { what, name: name.to_owned() });
        }
        if !seen.insert(name) {
            return Err(ConfigError::Twice { what, name: name.to_owned() });
        }
    }
    Ok(())
}

fn read_address<E: Error>(text: &str) -> Result<SocketAddr, E> {
    text.parse()
        .map_err(|_| E::custom(format!("`{text}` is no address to listen at: write one like \"127.0.0.1:8080\"")))
}

fn read_web_address<E: Error>(text: &str) -> Result<Url, E> {
    let refuse =
        |why: &str| E::custom(format!("`{text}` is no web address ({why}): write one like \"https://example.org\""));
    let url = Url::parse(text).map_err(|e| refuse(&e.to_string()))?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        _ => Err(refuse("it begins with neither http:// nor https://")),
    }
}

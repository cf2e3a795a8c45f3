//! The way to the mail server, as it is configured.

use crate::config::Mail as Config;
use anyhow::Context;
use crawler::mail::{MailServer, Postman};

/// A postman for the configured server. User and password come from the environment and go nowhere else.
///
/// # Errors
/// No server is configured, a variable that is to hold user or password is not set, or the way cannot be set up.
pub fn postman(config: &Config) -> anyhow::Result<Postman> {
    let (host, port) = config.host_and_port().context("[mail] has no `server`")?;
    let held = |name: &str| {
        let value = std::env::var(name).ok().filter(|value| !value.is_empty());
        value.with_context(|| format!("the environment variable {name}, which [mail] names, is not set"))
    };
    let credentials = match (&config.username_env, &config.password_env) {
        (Some(user), Some(password)) => Some((held(user)?, held(password)?)),
        _ => None,
    };
    let server = MailServer {
        host: host.to_owned(),
        port,
        security: config.security,
        extra_ca: config.extra_ca.clone(),
        credentials,
    };
    Ok(Postman::new(&server)?)
}

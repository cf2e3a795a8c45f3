//! `password`: hashes a password for `[notebook] users`.

use super::{Ended, print};
use anyhow::{Context, bail};
use argon2::Argon2;
use argon2::password_hash::PasswordHasher;
use std::io::{IsTerminal, Read};

/// Shorter ones are guessed, in characters. Source: NIST SP 800-63B, 5.1.1.2.
const SHORTEST: usize = 8;

pub fn run() -> anyhow::Result<Ended> {
    let mut input = std::io::stdin();
    if input.is_terminal() {
        eprintln!("The password is shown as it is typed. Type it, then Enter and Ctrl-D:");
    }
    let mut typed = String::new();
    input.read_to_string(&mut typed).context("cannot read a password from standard input")?;
    let password = typed.trim_end_matches(['\r', '\n']);
    if password.chars().count() < SHORTEST {
        bail!("a password has at least {SHORTEST} characters");
    }
    let hash = hash(password)?;
    print(|out| writeln!(out, "{hash}"))?;
    Ok(Ended::Done)
}

fn hash(password: &str) -> anyhow::Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    Ok(hash.map_err(|error| anyhow::anyhow!("the password cannot be hashed: {error}"))?.to_string())
}

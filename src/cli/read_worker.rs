//! `read-worker`: the process that one file is read in. Not for people.

use super::Ended;
use crate::jobs::read::worker;

pub fn run() -> anyhow::Result<Ended> {
    worker::run()?;
    Ok(Ended::Done)
}

//! `detect`: which platform a site is, and the block that reads it.

use super::{Ended, print};
use crate::config::Config;
use crate::jobs::probe::detect;
use clap::Args;
use url::Url;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Any page of the site: its page of meetings, best of all
    #[arg(value_name = "URL")]
    url: Url,
}

pub fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<Ended> {
    let found = detect(config, &arguments.url)?;
    super::tell(&found.in_words());
    match found.block() {
        Some(block) => {
            print(|out| out.write_all(block.as_bytes()))?;
            Ok(Ended::Done)
        }
        None => Ok(Ended::NothingFound),
    }
}

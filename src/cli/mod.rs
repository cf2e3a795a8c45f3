//! The command line: one file per command, and what every command has in common.
//!
//! Data goes to standard output, everything else to standard error. Exit status: 0 done, 1 nothing found, 2 done but
//! something failed, 3 could not start.

mod answer;
mod backup;
mod check;
mod crawl;
#[cfg(feature = "demo")]
mod demo;
mod detect;
mod ended;
mod forget;
mod generate;
mod index;
mod job;
mod mcp;
mod password;
mod progress;
mod read;
mod read_worker;
mod release;
mod search;
mod serve;
mod status;
mod table;
mod update;

pub(crate) use ended::{Ended, Shown, print, tell};

use crate::config::Config;
use clap::{CommandFactory, Parser, Subcommand};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Full-text search over the published history of council committees: who said it, when, on which page, and what was
/// promised.
#[derive(Debug, Parser)]
#[command(name = "minutebook", version, max_term_width = 100, propagate_version = true)]
struct CommandLine {
    /// Configuration file [default: config.toml, or the built-in default where there is none]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,

    #[command(subcommand)]
    command: Command,
}

/// Every command.
#[derive(Debug, Subcommand)]
enum Command {
    /// Crawl, read and serve a made-up council: no configuration, no network
    #[cfg(feature = "demo")]
    Demo(demo::Arguments),
    /// Crawl every source, read what is new or changed, bring the index up to date
    Update(update::Arguments),
    /// Crawl: ask every source for what is due
    Crawl(crawl::Arguments),
    /// Read: pages, passages, speakers and decisions of what is new or changed
    Read(read::Arguments),
    /// Index: make what was read searchable
    Index(index::Arguments),
    /// Serve the HTTP API and the pages; with `[schedule]`, also update when it is due
    Serve(serve::Arguments),
    /// Answer an assistant over standard input and output (Model Context Protocol)
    Mcp,
    /// Search, in the terminal
    Search(search::Arguments),
    /// Say what is held and how fresh it is
    Status(status::Arguments),
    /// Say which platform the site at an address is, and print the block that reads it
    Detect(detect::Arguments),
    /// Verify the configuration, and archive, catalogue and index against each other
    Check(check::Arguments),
    /// Take a document down: bytes, text, index and copies; it is not crawled again
    Forget(forget::Arguments),
    /// Let a quarantined (exempt-looking) document through after a person has looked
    Release(release::Arguments),
    /// Copy what cannot be rebuilt, while everything runs
    Backup(backup::Arguments),
    /// Bring a copy back into an empty data folder
    Restore(backup::RestoreArguments),
    /// Hash a password, from standard input, for `[notebook] users`
    Password,
    /// Write the completions of a shell
    Completions(generate::Completions),
    /// Write the OpenAPI document
    Openapi,
    /// Write the manual page
    Man,
    /// Read one file, asked by another process
    #[command(hide = true)]
    ReadWorker(read_worker::Arguments),
}

/// Exit status of a command that could not start.
const COULD_NOT_START: u8 = 3;

/// Runs the command that the arguments of this process name.
pub fn main() -> ExitCode {
    let line = match CommandLine::try_parse() {
        Ok(line) => line,
        Err(error) => {
            // Nowhere to say it is no reason to fail: help may be piped into something that has read enough.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { COULD_NOT_START } else { 0 });
        }
    };
    log_to_stderr();
    match line.command.run(line.config) {
        Ok(Ended::Done) => ExitCode::SUCCESS,
        Ok(Ended::NothingFound) => ExitCode::from(1),
        Ok(Ended::FailedInPart) => ExitCode::from(2),
        Err(error) => {
            tell(&format!("error: {}", with_causes(&error)));
            ExitCode::from(COULD_NOT_START)
        }
    }
}

impl Command {
    fn run(self, config: Option<PathBuf>) -> anyhow::Result<Ended> {
        let self_config = config.clone();
        let config = || Config::load(config.as_deref());
        match self {
            #[cfg(feature = "demo")]
            Self::Demo(arguments) => demo::run(&arguments),
            Self::Update(arguments) => update::run(&config()?, &arguments),
            Self::Crawl(arguments) => crawl::run(&config()?, &arguments),
            Self::Read(arguments) => read::run(&config()?, &arguments),
            Self::Index(arguments) => index::run(&config()?, &arguments),
            Self::Serve(arguments) => serve::run(config()?, self_config.as_deref(), &arguments),
            Self::Mcp => mcp::run(&config()?),
            Self::Search(arguments) => search::run(&config()?, &arguments),
            Self::Status(arguments) => status::run(&config()?, &arguments),
            Self::Detect(arguments) => detect::run(&config()?, &arguments),
            Self::Check(arguments) => check::run(&config()?, &arguments),
            Self::Forget(arguments) => forget::run(&config()?, &arguments),
            Self::Release(arguments) => release::run(&config()?, &arguments),
            Self::Backup(arguments) => backup::backup(&config()?, &arguments),
            Self::Restore(arguments) => backup::restore(&config()?, &arguments),
            Self::Password => password::run(),
            Self::Completions(arguments) => generate::completions(&arguments, command()),
            Self::Openapi => generate::openapi(),
            Self::Man => generate::man(command()),
            Self::ReadWorker(arguments) => read_worker::run(&arguments),
        }
    }
}

/// An error with its causes, outermost first. Many say their cause themselves: no cause is told twice.
fn with_causes(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).fold(String::new(), |told, cause| match told.as_str() {
        "" => cause,
        told if told.contains(&cause) => told.to_owned(),
        told => format!("{told}: {cause}"),
    })
}

/// The command line itself, for completions, the manual page and tests.
pub fn command() -> clap::Command {
    CommandLine::command()
}

/// `RUST_LOG` chooses what is logged (`warn`, `minutebook=debug,crawler=info`); a terminal gets progress bars in place of
/// the plain lines about progress. What cannot be read there is said, and the standard is kept.
fn log_to_stderr() {
    let is_terminal = std::io::stderr().is_terminal();
    let standard = if is_terminal { LevelFilter::WARN } else { LevelFilter::INFO };
    let wanted = std::env::var("RUST_LOG").ok().filter(|wanted| !wanted.trim().is_empty());
    let (targets, mistake) = match wanted.as_deref().map(str::parse::<Targets>) {
        Some(Ok(targets)) => (targets, None),
        Some(Err(mistake)) => (Targets::new().with_default(standard), Some(mistake)),
        None => (Targets::new().with_default(standard), None),
    };
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(is_terminal)
        .with_target(false)
        .with_filter(targets);
    tracing_subscriber::registry().with(lines).init();
    if let Some(mistake) = mistake {
        tracing::warn!("RUST_LOG is not read: {mistake}. Write a level or target=level, with commas between them");
    }
}

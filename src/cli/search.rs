//! `search`: the same search as over HTTP, in the terminal. Its flags are the API's parameters, made from the same struct.

use super::Ended;
use crate::config::Config;
use crate::store::{DataPaths, Reader};
use crate::web::params::shape::{Takes, takes};
use crate::web::params::{Request as _, SearchRequest};
use crate::web::{self, App};
use anyhow::{Context, bail};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, ValueEnum};
use futures_util::StreamExt;
use serde_json::Value;
use std::io::Write;
use std::net::SocketAddr;
use tower::ServiceExt;
use url::form_urlencoded;
use utoipa::openapi::path::Parameter;

/// What is asked, as the API's parameters.
#[derive(Debug, Default)]
pub struct Arguments {
    asked: Vec<(String, String)>,
    mentions: bool,
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// The API's answer
    Json,
    /// One row a line
    Ndjson,
    /// A table
    Csv,
}

/// The parameters that are flags; `q` is the argument itself.
fn parameters() -> impl Iterator<Item = Parameter> {
    SearchRequest::parameters().into_iter().filter(|parameter| parameter.name != "q")
}

impl Args for Arguments {
    fn augment_args(command: Command) -> Command {
        let query = Arg::new("q").value_name("QUERY").help("What to look for; see the query language below");
        let mentions = Arg::new("mentions")
            .long("mentions")
            .action(ArgAction::SetTrue)
            .help("Every occurrence, in date order, in place of passages");
        let format = Arg::new("format")
            .long("format")
            .value_parser(clap::value_parser!(Format))
            .default_value("text")
            .help("How it is written");
        let command = command.arg(query).arg(mentions).arg(format).after_help(language());
        parameters().fold(command, |command, parameter| command.arg(flag(parameter)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Arguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut arguments = Self::default();
        arguments.update_from_arg_matches(matches)?;
        Ok(arguments)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.asked.extend(matches.get_one::<String>("q").map(|q| ("q".to_owned(), q.clone())));
        for parameter in parameters() {
            let name = parameter.name.as_str();
            match takes(&parameter).0 {
                Takes::Flag if matches.get_flag(name) => self.asked.push((name.to_owned(), "true".to_owned())),
                Takes::Flag => {}
                _ => {
                    let values = matches.get_many::<String>(name).into_iter().flatten();
                    self.asked.extend(values.map(|value| (name.to_owned(), value.clone())));
                }
            }
        }
        self.mentions = matches.get_flag("mentions");
        self.format = matches.get_one("format").copied().unwrap_or_default();
        Ok(())
    }
}

fn flag(parameter: Parameter) -> Arg {
    let (takes, may_be_repeated) = takes(&parameter);
    // Leaked: names must outlive the command line, which is made once in a process.
    let leak = |text: String| -> &'static str { text.leak() };
    let (long, value) = (leak(parameter.name.replace('_', "-")), leak(parameter.name.to_uppercase()));
    let arg = Arg::new(leak(parameter.name)).long(long).help(parameter.description.unwrap_or_default());
    match takes {
        Takes::Flag => arg.action(ArgAction::SetTrue),
        _ => {
            let arg = arg.action(if may_be_repeated { ArgAction::Append } else { ArgAction::Set });
            match takes {
                Takes::OneOf(words) => arg.value_parser(PossibleValuesParser::new(words.into_iter().map(leak))),
                // The name alone stands for `true`; a value must then follow after `=`.
                Takes::SomeOf => {
                    arg.num_args(0..=1).require_equals(true).default_missing_value("true").value_name(value)
                }
                _ => arg.value_name(value),
            }
        }
    }
}

/// The query language, made from the table of its operators.
fn language() -> String {
    let operators = index::operators();
    let width = operators.iter().map(|o| o.example.chars().count()).max().unwrap_or(0);
    let lines = operators.iter().map(|o| format!("  {:<width$}  {}", o.example, o.help));
    format!("Query language:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// Opens what is held, wherever the configuration says that the index is.
///
/// # Errors
/// It cannot be read.
pub(super) fn open(config: &Config) -> anyhow::Result<Reader> {
    let place = config.index.place(&DataPaths::below(&config.data.dir))?;
    Ok(Reader::open_at(&config.data.dir, place, config.search.thesaurus.clone())?)
}

pub fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<Ended> {
    let reader = open(config).with_context(|| {
        format!("nothing can be searched in {}; run `minutebook update`", config.data.dir.display())
    })?;
    let app = App::new(reader, config.server.public_url.clone(), Vec::new());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match (arguments.mentions, arguments.format) {
            (true, Format::Ndjson) => stream(&app, arguments, "ndjson").await,
            (true, Format::Csv) => stream(&app, arguments, "csv").await,
            (false, Format::Ndjson | Format::Csv) => all_passages(&app, arguments).await,
            _ => one_page(&app, arguments).await,
        }
    })
}

/// One answer of the API, as it is or for people.
async fn one_page(app: &App, arguments: &Arguments) -> anyhow::Result<Ended> {
    let answer = json(app, arguments, &[]).await?;
    let rows = answer["results"].as_array().map_or(0, Vec::len);
    match arguments.format {
        Format::Json => {
            let pretty = serde_json::to_string_pretty(&answer)?;
            super::print(|out| writeln!(out, "{pretty}"))?;
        }
        _ => super::print(|out| super::answer::write(out, &answer, arguments.mentions))?,
    }
    Ok(if rows == 0 { Ended::NothingFound } else { Ended::Done })
}

/// Every passage, page after page, as lines or as a table.
async fn all_passages(app: &App, arguments: &Arguments) -> anyhow::Result<Ended> {
    let mut table = super::answer::Rows::new(arguments.format == Format::Csv);
    let mut cursor: Option<String> = None;
    let mut found = false;
    loop {
        let mut more = vec![("page_size", "100")];
        more.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
        let answer = json(app, arguments, &more).await?;
        let lines = table.lines(answer["results"].as_array().map_or(&[], Vec::as_slice))?;
        found |= answer["results"].as_array().is_some_and(|rows| !rows.is_empty());
        super::print(|out| out.write_all(&lines))?;
        match answer["next"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => return Ok(if found { Ended::Done } else { Ended::NothingFound }),
        }
    }
}

/// The stream of all mentions, as the API sends it.
async fn stream(app: &App, arguments: &Arguments, format: &str) -> anyhow::Result<Ended> {
    let body = get(app, arguments, &[("format", format)]).await?;
    let mut chunks = body.into_data_stream();
    let mut lines = 0;
    let mut out = super::Shown(std::io::stdout().lock());
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk?;
        lines += chunk.iter().filter(|b| **b == b'\n').count();
        match out.write_all(&chunk) {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => break,
            other => other?,
        }
    }
    let head = usize::from(format == "csv");
    Ok(if lines > head { Ended::Done } else { Ended::NothingFound })
}

async fn json(app: &App, arguments: &Arguments, more: &[(&str, &str)]) -> anyhow::Result<Value> {
    let body = axum::body::to_bytes(get(app, arguments, more).await?, usize::MAX).await?;
    Ok(serde_json::from_slice(&body)?)
}

/// Asks the API in this process; a refusal becomes an error in its words.
async fn get(app: &App, arguments: &Arguments, more: &[(&str, &str)]) -> anyhow::Result<Body> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let given = |name: &str| more.iter().any(|(more, _)| *more == name);
    query.extend_pairs(arguments.asked.iter().filter(|(name, _)| !given(name)));
    query.extend_pairs(more);
    let path = if arguments.mentions { "mentions" } else { "search" };
    let mut request = Request::get(format!("/api/v1/{path}?{}", query.finish())).body(Body::empty())?;
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 0))));
    let response = web::app(app, false).oneshot(request).await?;
    if response.status() == StatusCode::OK {
        return Ok(response.into_body());
    }
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await?;
    let problem: Value = serde_json::from_slice(&body).unwrap_or_default();
    bail!("{}", problem["detail"].as_str().or(problem["title"].as_str()).unwrap_or(status.as_str()))
}

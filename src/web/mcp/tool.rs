//! Which addresses of the API are tools, what each takes, and how a call becomes an address.

use crate::store::read::Scope;
use crate::web::error::Problem;
use crate::web::params::{CoverageRequest, PlaceRequest, Request, parse, unknown};
use crate::web::queries;
use crate::web::routes::{ENDPOINTS, Endpoint};
use rmcp::model::{JsonObject, ToolAnnotations};
use serde_json::{Map, Value, json};
use url::form_urlencoded;
use utoipa::openapi::path::Parameter;

/// A tool: the address of this name, and when to use it.
pub(super) struct Tool {
    /// Name of the address and of the tool.
    pub name: &'static str,
    /// What it is good for, in one or two sentences.
    help: &'static str,
}

const fn tool(name: &'static str, help: &'static str) -> Tool {
    Tool { name, help }
}

/// Every tool.
pub(super) const TOOLS: &[Tool] = &[
    tool(
        "search",
        "Passages that match a query, the best first, each with its words, speaker, date, page and address. `total` has the \
         exact numbers of mentions, passages and documents.",
    ),
    tool("mentions", "Every occurrence of a query in order of time, one short row each, with exact totals."),
    tool(
        "passage",
        "One passage in its context: with up to three passages before it and after it. Look here before quoting.",
    ),
    tool("meetings", "Meetings by day, of a committee or a council, between two days; with or without minutes."),
    tool(
        "coming",
        "Meetings to come, the next one first: items of their agendas that touch a query, a person, or what was undertaken \
         before, and what falls due by them.",
    ),
    tool("meeting", "One meeting: who was present and who was not, its items, its papers, and what of it is missing."),
    tool("people", "People by name or office. Ids of people for other tools are found here."),
    tool("person", "One person: offices over time, and how much they said, asked, presented, moved and undertook."),
    tool(
        "compare",
        "Two people side by side: what each did, at how many meetings both were, and each vote in which it is printed by name \
         how both voted.",
    ),
    tool(
        "commitments",
        "Who undertook to do what by when, in which words, and what the record shows of it since. `not_seen_again` does not \
         say that it was not done.",
    ),
    tool("resolutions", "What meetings resolved, one row for each numbered part, and what took it up later."),
    tool("votes", "Motions that were put, what came of them, and who voted how where the paper prints it."),
    tool("letters", "Letters and reports of inspectors, by date, with their judgements and points for improvement."),
    tool("letter", "One letter of an inspector, and what followed on each of its points for improvement."),
    tool("speakers", "Who says it, and how often: everyone who does, with exact numbers."),
    tool("timeline", "How often it is said in each year, quarter or month, also for every 10,000 words."),
    tool(
        "coverage",
        "What answers with these filters rest on, and what could not be searched, by name. Look here before saying that \
         something is not in the record.",
    ),
    tool(
        "brief",
        "The turning points of what is asked for in order of time: first said, first asked, promised, due, resolved, voted, \
         reported, what inspectors said, last said; each a quotation with its page.",
    ),
    tool(
        "interpret",
        "Reads a question in words by rules: `endpoint` names the tool that answers it and `request` has its arguments. \
         Where `understood` is false nothing was guessed.",
    ),
];

impl Tool {
    /// The tool of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        TOOLS.iter().find(|tool| tool.name == name)
    }

    /// The address that answers it.
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        ENDPOINTS.iter().find(|endpoint| endpoint.name == self.name)
    }

    /// The tool as clients are told of it.
    pub fn described(&self) -> Option<rmcp::model::Tool> {
        let endpoint = self.endpoint()?;
        let mut properties = Map::new();
        for part in parts(endpoint) {
            let help = format!("the {part} of one {}, as lists and other answers give it", self.name);
            properties.insert(part.to_owned(), json!({"type": "string", "description": help}));
        }
        for parameter in params(endpoint) {
            let mut described = json!(parameter.schema);
            described["description"] = json!(parameter.description);
            properties.insert(parameter.name, described);
        }
        let mut input = JsonObject::new();
        input.insert("type".to_owned(), json!("object"));
        input.insert("properties".to_owned(), Value::Object(properties));
        input.insert("required".to_owned(), json!(parts(endpoint).collect::<Vec<_>>()));
        input.insert("additionalProperties".to_owned(), json!(false));
        let hints = ToolAnnotations::new().read_only(true).destructive(false).idempotent(true).open_world(false);
        Some(rmcp::model::Tool::new(self.name, self.help, input).with_annotations(hints))
    }

    /// The address that a call stands for.
    ///
    /// # Errors
    /// An argument that the tool does not take, or that no address can hold.
    pub fn address(&self, arguments: &JsonObject) -> Result<String, Problem> {
        let endpoint = self.endpoint().ok_or_else(|| Problem::internal(format!("no address for {}", self.name)))?;
        let names = parts(endpoint).map(str::to_owned).chain(params(endpoint).map(|parameter| parameter.name));
        let names: Vec<String> = names.collect();
        let known: Vec<&str> = names.iter().map(String::as_str).collect();
        if let Some(name) = arguments.keys().find(|name| !known.contains(&name.as_str())) {
            return Err(unknown(name, &known));
        }
        let mut path = endpoint.path.to_owned();
        for part in parts(endpoint) {
            let value = arguments.get(part).and_then(Value::as_str).filter(|value| !value.is_empty());
            let needed = || Problem::bad_value(part, format!("“{part}” is needed: a text"), Vec::new());
            // A form writes a space as a plus, a path does not.
            let written: String = form_urlencoded::byte_serialize(value.ok_or_else(needed)?.as_bytes()).collect();
            path = path.replace(&format!("{{{part}}}"), &written.replace('+', "%20"));
        }
        let query = query(arguments, |name| !parts(endpoint).any(|part| part == name))?;
        Ok(if query.is_empty() { path } else { format!("{path}?{query}") })
    }

    /// What a call is limited to, as far as coverage can be: as the address itself would say it.
    ///
    /// # Errors
    /// Those of the address.
    pub fn scope(&self, arguments: &JsonObject) -> Result<Scope, Problem> {
        let takes: Vec<Parameter> = self.endpoint().into_iter().flat_map(params).collect();
        let limits = |limits: Vec<Parameter>| query(arguments, |name| limits.iter().any(|limit| limit.name == name));
        let all = CoverageRequest::parameters();
        // Only what takes all filters has a `q` of the query language, in which filters may stand.
        if all.iter().all(|limit| takes.iter().any(|taken| taken.name == limit.name)) {
            let CoverageRequest { filters, reading } = parse(&limits(all)?)?;
            return Ok(queries::parse_query(&filters, &reading)?.scope());
        }
        Ok(queries::scope(&parse::<PlaceRequest>(&limits(PlaceRequest::parameters())?)?.place))
    }
}

/// The parameters of an address that a tool takes: answers are JSON alone.
fn params(endpoint: &'static Endpoint) -> impl Iterator<Item = Parameter> {
    (endpoint.params)().into_iter().filter(|parameter| parameter.name != "format")
}

/// The names in the path of an address.
fn parts(endpoint: &'static Endpoint) -> impl Iterator<Item = &'static str> {
    endpoint.path.split('{').skip(1).filter_map(|part| part.split('}').next())
}

/// The arguments that are wanted, as a query string.
fn query(arguments: &JsonObject, is_wanted: impl Fn(&str) -> bool) -> Result<String, Problem> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in arguments.iter().filter(|(name, _)| is_wanted(name)) {
        let each = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for one in each {
            match one {
                Value::String(text) => query.append_pair(name, text),
                Value::Number(_) | Value::Bool(_) => query.append_pair(name, &one.to_string()),
                Value::Null => continue,
                Value::Array(_) | Value::Object(_) => {
                    let detail = format!("“{name}” is a text, a number, a flag, or a list of those");
                    return Err(Problem::bad_value(name, detail, Vec::new()));
                }
            };
        }
    }
    Ok(query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(name: &str, arguments: Value) -> Result<String, Problem> {
        Tool::named(name).unwrap().address(arguments.as_object().unwrap())
    }

    #[test]
    fn every_tool_is_an_address_and_takes_what_that_takes() {
        for tool in TOOLS {
            let endpoint = tool.endpoint().unwrap();
            let described = json!(tool.described().unwrap());
            let takes = described["inputSchema"]["properties"].as_object().unwrap();
            let declared = (endpoint.params)().into_iter().filter(|param| param.name != "format");
            assert_eq!(takes.len(), declared.count() + parts(endpoint).count(), "{}", tool.name);
            assert_eq!(described["annotations"]["readOnlyHint"], true, "{}", tool.name);
        }
    }

    #[test]
    fn arguments_become_the_address_that_says_the_same() {
        for (name, arguments, expected) in [
            ("search", json!({}), "/api/v1/search"),
            ("search", json!({"q": "\"a b\" & c", "facets": true}), "/api/v1/search?facets=true&q=%22a+b%22+%26+c"),
            (
                "search",
                json!({"kind": ["minutes", "report"], "since": 2019, "until": null}),
                "/api/v1/search?kind=minutes&kind=report&since=2019",
            ),
            ("meeting", json!({"id": "a b/c?d#e+f%"}), "/api/v1/meetings/a%20b%2Fc%3Fd%23e%2Bf%25"),
            ("passage", json!({"id": "../search"}), "/api/v1/passages/..%2Fsearch"),
        ] {
            assert_eq!(address(name, arguments).unwrap(), expected);
        }
    }

    #[test]
    fn what_no_address_can_hold_is_refused_in_words() {
        for (name, arguments, parameter, words) in [
            ("search", json!({"comittee": "x"}), "comittee", "Did you mean “committee”?"),
            ("mentions", json!({"format": "csv"}), "format", "is not a parameter here"),
            ("passage", json!({}), "id", "“id” is needed"),
            ("passage", json!({"id": 7}), "id", "“id” is needed"),
            ("passage", json!({"id": "a", "q": "b"}), "q", "Allowed: id."),
            ("search", json!({"q": {"a": 1}}), "q", "is a text"),
            ("search", json!({"kind": [["minutes"]]}), "kind", "a list of those"),
        ] {
            let refused = address(name, arguments).unwrap_err();
            assert_eq!(refused.parameter.as_deref(), Some(parameter));
            assert!(refused.detail.contains(words), "{}", refused.detail);
        }
    }
}

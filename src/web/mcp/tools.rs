//! The tools: what each is called with, and the answer of its address.

use super::tool::{TOOLS, Tool};
use crate::web::answers::Figures;
use crate::web::error::Problem;
use crate::web::queries;
use crate::web::state::App;
use crate::web::turns::ASKER;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::request::Parts;
use axum::http::{Request, header};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorData, Implementation, JsonObject,
    ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::{RoleServer, ServerHandler};
use serde_json::{Value, json};
use std::net::IpAddr;
use tower::ServiceExt;

/// What an assistant is told of the whole, before the query language and the address.
const INSTRUCTIONS: &str = "The published record of council committees: who said what, when, on which page, what was \
    promised and what came of it. Read only. Every total is exact, and lists go on with `cursor` as long as there is a \
    `next`. Quote with date, page and `page_url`. `coverage` says what an answer rests on: say what could not be searched \
    before saying that something was not found. A speaker whose certainty is `likely` is probable, not sure. `interpret` \
    reads a question in words into the arguments of another tool and guesses nothing; what it does not understand, ask \
    otherwise.";

/// How often an answer is asked for again where the record changed between it and what it rests on.
const TRIES: usize = 3;

/// Who sent a request, handed on to where it is worked at.
#[derive(Clone, Copy)]
pub(super) struct Asker(pub IpAddr);

/// The tools, answered by the API of one application.
#[derive(Clone)]
pub struct Tools {
    app: App,
    api: Router,
}

impl Tools {
    /// The tools of an application.
    pub fn new(app: &App) -> Self {
        let endpoints = TOOLS.iter().filter_map(Tool::endpoint);
        let api = endpoints.fold(Router::new(), |api, one| api.route(one.path, (one.route)()));
        Self { app: app.clone(), api: api.with_state(app.clone()) }
    }

    /// Answers over standard input and output until the client goes.
    ///
    /// # Errors
    /// The client does not speak the protocol.
    pub async fn serve_stdio(self) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let running = rmcp::serve_server(self, rmcp::transport::stdio()).await?;
        running.waiting().await?;
        Ok(())
    }

    /// The answer of a tool's address, with what it rests on where the address itself does not say so.
    async fn answer(&self, tool: &Tool, arguments: &JsonObject) -> Result<Value, Problem> {
        let address = tool.address(arguments)?;
        let mut before = self.app.answer(|context| context.state()).await?;
        for _ in 0..TRIES {
            let mut answer = self.get(&address).await?;
            let Some(fields) = answer.as_object_mut() else { return Ok(answer) };
            if ["coverage", "generation"].iter().all(|field| fields.contains_key(*field)) {
                return Ok(answer);
            }
            let scope = tool.scope(arguments)?;
            let rests_on = move |context: &queries::ReadContext<'_>| {
                Ok::<(_, Figures), Problem>((context.state()?, queries::figures(context, &scope)?))
            };
            let (state, figures) = self.app.answer(rests_on).await?;
            if state == before {
                fields.insert("coverage".to_owned(), json!(figures));
                fields.insert("generation".to_owned(), json!(state.0));
                return Ok(answer);
            }
            before = state;
        }
        Err(Problem::busy("the record changes while it is asked"))
    }

    async fn get(&self, address: &str) -> Result<Value, Problem> {
        let request = Request::get(address).header(header::ACCEPT, "application/json").body(Body::empty());
        let request = request.map_err(|error| Problem::bad_value("arguments", error.to_string(), Vec::new()))?;
        let mut response = match self.api.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        if let Some(problem) = response.extensions_mut().remove::<Problem>() {
            return Err(problem);
        }
        // It is ours, and as long as the API lets it be.
        let bytes = to_bytes(response.into_body(), usize::MAX).await.map_err(Problem::internal)?;
        serde_json::from_slice(&bytes).map_err(Problem::internal)
    }

    async fn call(&self, tool: &Tool, arguments: &JsonObject) -> CallToolResult {
        match self.answer(tool, arguments).await {
            Ok(answer) => CallToolResult::structured(answer),
            // A refusal is for the assistant to read and to do better by: no failure of the protocol.
            Err(problem) => {
                let mut refused = CallToolResult::error(vec![ContentBlock::text(problem.detail.clone())]);
                refused.structured_content = Some(json!(problem));
                refused
            }
        }
    }
}

impl ServerHandler for Tools {
    fn get_info(&self) -> ServerConfig {
        let language: Vec<String> = index::operators().iter().map(|o| format!("{} {}", o.example, o.help)).collect();
        let instructions = format!(
            "{INSTRUCTIONS}\n\nThe query language of `q`:\n{}\n\nAddresses that begin with a slash are below {}.",
            language.join("\n"),
            self.app.public_url(),
        );
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("minutebook", env!("CARGO_PKG_VERSION")))
            .with_instructions(instructions)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(TOOLS.iter().filter_map(Tool::described).collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(tool) = Tool::named(&request.name) else {
            let names: Vec<&str> = TOOLS.iter().map(|tool| tool.name).collect();
            let detail = format!("there is no tool “{}”; there are {}", request.name, names.join(", "));
            return Err(ErrorData::invalid_params(detail, None));
        };
        let arguments = request.arguments.unwrap_or_default();
        let called = self.call(tool, &arguments);
        let asker = context.extensions.get::<Parts>().and_then(|parts| parts.extensions.get::<Asker>().copied());
        Ok(match asker {
            Some(Asker(address)) => ASKER.scope(address, called).await,
            None => called.await,
        }
        .into())
    }

    fn get_tool(&self, name: &str) -> Option<rmcp::model::Tool> {
        Tool::named(name).and_then(Tool::described)
    }
}

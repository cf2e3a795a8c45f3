//! The OpenAPI document, made of the table of addresses, and the page on which people read it.

use super::error::Problem;
use super::routes::{Answers, ENDPOINTS, Endpoint};
use super::schema::{Schemas, schema_of};
use super::state::App;
use axum::Json;
use axum::Router;
use axum::http::{HeaderName, HeaderValue};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, PathItem, PathsBuilder};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, Required,
    ResponseBuilder, ResponsesBuilder,
};
use utoipa_swagger_ui::SwaggerUi;

/// The document.
pub fn document() -> OpenApi {
    let mut schemas = Schemas::new();
    let problem = schema_of::<Problem>(&mut schemas);
    let paths = ENDPOINTS.iter().fold(PathsBuilder::new(), |paths, endpoint| {
        let operation = operation(endpoint, &problem, &mut schemas);
        paths.path(endpoint.path, PathItem::new(HttpMethod::Get, operation))
    });
    let operators = index::operators();
    let language: Vec<String> = operators.iter().map(|o| format!("- `{}` {}", o.example, o.help)).collect();
    let info = InfoBuilder::new()
        .title("Minutebook")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(format!(
            "The published history of council committees: who said it, when, on which page, and what was promised. \
             Read only.\n\nThe query language of `q`:\n\n{}\n\nErrors are RFC 9457 problem details.",
            language.join("\n")
        )))
        .license(Some(LicenseBuilder::new().name("MIT OR Apache-2.0").build()));
    let components = ComponentsBuilder::new().schemas_from_iter(schemas).build();
    OpenApiBuilder::new().info(info).paths(paths).components(Some(components)).build()
}

/// Serves the document.
pub async fn json() -> Json<OpenApi> {
    Json(document())
}

/// The page on which people read the document. Its script is not ours and writes styles into the page.
pub fn readable() -> Router<App> {
    let policy = HeaderValue::from_static(
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
         connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    let page = SwaggerUi::new("/docs").config(utoipa_swagger_ui::Config::from("/openapi.json"));
    Router::from(page)
        .layer(SetResponseHeaderLayer::overriding(HeaderName::from_static("content-security-policy"), policy))
}

fn operation(endpoint: &Endpoint, problem: &str, schemas: &mut Schemas) -> OperationBuilder {
    let mut ok = ResponseBuilder::new().description(endpoint.summary);
    match &endpoint.answers {
        Answers::Json(schema, others) => {
            let schema = Ref::from_schema_name(schema(schemas));
            ok = ok.content("application/json", ContentBuilder::new().schema(Some(schema)).build());
            for media_type in *others {
                ok = ok.content(*media_type, text_content());
            }
        }
        Answers::Other(media_types) => {
            for media_type in *media_types {
                ok = ok.content(*media_type, text_content());
            }
        }
    }
    let refusal = |description: &str| {
        let schema = Ref::from_schema_name(problem);
        let content = ContentBuilder::new().schema(Some(schema)).build();
        ResponseBuilder::new().description(description).content("application/problem+json", content).build()
    };
    let mut responses = ResponsesBuilder::new()
        .response("200", ok.build())
        .response("304", ResponseBuilder::new().description("what the asker holds is the present answer").build())
        .response("400", refusal("a parameter is unknown or cannot be used; the answer lists what is allowed"))
        .response("429", refusal("too many requests from one address"))
        .response("431", ResponseBuilder::new().description("the address or a header is too long").build())
        .response("500", refusal("our fault"))
        .response("503", refusal("more is asked at this moment than can be answered"))
        .response("504", refusal("it took too long"));
    let path: Vec<&str> = endpoint.path.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
    let parameters = (endpoint.params)();
    let pages = parameters.iter().any(|parameter| parameter.name == "cursor");
    if !path.is_empty() {
        responses = responses.response("404", refusal("there is no such thing in the record"));
    }
    if !path.is_empty() || pages {
        responses = responses.response("410", refusal("it was taken down, or the cursor is out of date"));
    }
    let mut operation = OperationBuilder::new()
        .operation_id(Some(endpoint.name))
        .summary(Some(endpoint.summary))
        .responses(responses.build());
    for name in path {
        let schema = ObjectBuilder::new().schema_type(SchemaType::new(Type::String));
        operation = operation.parameter(
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .schema(Some(schema)),
        );
    }
    parameters.into_iter().fold(operation, OperationBuilder::parameter)
}

fn text_content() -> utoipa::openapi::Content {
    let schema = ObjectBuilder::new().schema_type(SchemaType::new(Type::String));
    ContentBuilder::new().schema(Some(schema)).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_and_every_schema_is_in_the_document() {
        let document = document();
        let paths: Vec<&str> = document.paths.paths.keys().map(String::as_str).collect();
        let mut served: Vec<&str> = ENDPOINTS.iter().map(|endpoint| endpoint.path).collect();
        served.sort_unstable();
        assert_eq!(paths, served);
        let json = serde_json::to_string(&document).unwrap();
        let schemas = document.components.unwrap().schemas;
        for part in json.split("#/components/schemas/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(schemas.contains_key(name), "{name} is referred to and not there");
        }
    }

    #[test]
    fn names_of_addresses_are_unique() {
        let mut names: Vec<&str> = ENDPOINTS.iter().map(|endpoint| endpoint.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ENDPOINTS.len());
    }
}

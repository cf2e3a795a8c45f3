//! Signing in and out.

use super::sent::{Fields, go, is_from_elsewhere, private, shown};
use crate::web::error::Problem;
use crate::web::keeper::Keeper;
use crate::web::keepers::Keepers;
use crate::web::page::fields::text;
use crate::web::page::shell::{Shell, draw};
use crate::web::params::{Params, SignInRequest};
use crate::web::state::App;
use askama::Template;
use axum::extract::{OriginalUri, RawForm, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "login.html")]
struct SignIn {
    shell: Shell,
    to: String,
    name: String,
    is_wrong: bool,
}

/// The form.
pub async fn page(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    Params(request): Params<SignInRequest>,
) -> Result<Response, Problem> {
    with_passwords(&app, uri.path())?;
    form(own(&text(request.sign_in.to.as_ref())), String::new(), false)
}

/// Somebody signs in.
pub async fn sign_in(
    State(app): State<App>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    RawForm(body): RawForm,
) -> Result<Response, Problem> {
    let keepers = with_passwords(&app, uri.path())?;
    if is_from_elsewhere(&headers) {
        return Err(Problem::not_ours());
    }
    let fields = Fields::parse(&body);
    let (name, to) = (fields.text("name").to_owned(), own(fields.text("to")));
    match keepers.sign_in(&name, fields.raw("password").to_owned()).await? {
        None => form(to, name, true),
        Some(cookie) => with_cookie(go(&to), &cookie),
    }
}

/// Somebody signs out.
pub async fn sign_out(keeper: Keeper, headers: HeaderMap, RawForm(body): RawForm) -> Result<Response, Problem> {
    Fields::parse(&body).must_be_ours(&keeper, &headers)?;
    with_cookie(go("/"), &keeper.keepers.sign_out())
}

fn form(to: String, name: String, is_wrong: bool) -> Result<Response, Problem> {
    shown(draw(&SignIn { shell: Shell::new("Sign in", ""), to, name, is_wrong }))
}

fn with_passwords(app: &App, path: &str) -> Result<Arc<Keepers>, Problem> {
    app.keepers().filter(|keepers| keepers.has_passwords()).ok_or_else(|| Problem::no_such_path(path))
}

fn with_cookie(response: Response, cookie: &str) -> Result<Response, Problem> {
    let mut response = private(response);
    response.headers_mut().insert(header::SET_COOKIE, HeaderValue::from_str(cookie).map_err(Problem::internal)?);
    Ok(response)
}

/// An address of this site; the list of notebooks for any other.
fn own(to: &str) -> String {
    let is_own = to.starts_with('/') && !to.starts_with("//") && !to.contains(['\\', '\n', '\r']);
    if is_own { to.to_owned() } else { "/notebooks".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::own;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for (to, expect) in [
            ("/notebooks/mark?passage=a", "/notebooks/mark?passage=a"),
            ("//evil.example/", "/notebooks"),
            ("/\\evil.example", "/notebooks"),
            ("https://evil.example", "/notebooks"),
            ("", "/notebooks"),
        ] {
            assert_eq!(own(to), expect);
        }
    }
}

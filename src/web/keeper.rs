//! Somebody who keeps notebooks, as a request shows them. Whoever is not signed in is led to where they sign in.

use super::error::Problem;
use super::keepers::Keepers;
use super::state::App;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use std::net::SocketAddr;
use std::sync::Arc;

/// Somebody who keeps notebooks, as a request shows them.
pub struct Keeper {
    /// Their name.
    pub name: String,
    /// What every form of theirs carries.
    pub token: String,
    /// Everybody’s notebooks, and who may keep them.
    pub keepers: Arc<Keepers>,
}

/// Why there is no keeper.
pub enum NoKeeper {
    /// They are to sign in first.
    SignIn(String),
    /// Something else.
    Problem(Problem),
}

impl IntoResponse for NoKeeper {
    fn into_response(self) -> Response {
        match self {
            Self::SignIn(to) => Redirect::to(&to).into_response(),
            Self::Problem(problem) => problem.into_response(),
        }
    }
}

impl FromRequestParts<App> for Keeper {
    type Rejection = NoKeeper;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, NoKeeper> {
        let path = parts.uri.path();
        let keepers = app.keepers().ok_or_else(|| NoKeeper::Problem(Problem::no_such_path(path)))?;
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
        match keepers.who(&parts.headers, peer) {
            Some(name) => Ok(Self { token: keepers.token(&name), name, keepers }),
            None if keepers.has_passwords() => {
                let here = parts.uri.path_and_query().map(|here| here.as_str()).unwrap_or("/notebooks");
                let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("to", here).finish();
                Err(NoKeeper::SignIn(format!("/login?{query}")))
            }
            None => Err(NoKeeper::Problem(Problem::not_signed_in())),
        }
    }
}

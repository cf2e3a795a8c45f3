//! What a form sent, and how pages of notebooks are answered.

use crate::store::notebooks::{Notebook, NotebookError, Remark};
use crate::web::error::Problem;
use crate::web::keeper::Keeper;
use crate::web::page::shell::Drawn;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The longest title, folder or label, in characters.
const LONGEST_NAME: usize = 100;

/// The longest note, in characters: a form may have a body of 16 kB.
const LONGEST_NOTE: usize = 4_000;

/// Labels of one passage.
const LABELS: usize = 20;

/// The fields of a form.
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads what a form sent.
    pub fn parse(body: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(body).into_owned().collect())
    }

    /// What stands in a field, without blanks around it; nothing where there is no such field.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// What stands in a field to the last blank.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(held, _)| held == name).map_or("", |(_, value)| value)
    }

    /// A title, folder or label.
    ///
    /// # Errors
    /// It is too long.
    pub fn name(&self, field: &str) -> Result<String, Problem> {
        short(field, self.text(field))
    }

    /// What was written beside a passage.
    ///
    /// # Errors
    /// Something is too long.
    pub fn remark(&self) -> Result<Remark, Problem> {
        let labels = self.text("labels").split(',').map(str::trim).filter(|label| !label.is_empty());
        let labels: BTreeSet<String> = labels.map(|label| short("labels", label)).collect::<Result<_, _>>()?;
        if labels.len() > LABELS {
            return Err(Problem::bad_value("labels", format!("a passage has at most {LABELS} labels"), Vec::new()));
        }
        // Browsers end lines as HTTP does.
        let note = self.text("note").replace("\r\n", "\n");
        if note.chars().count() > LONGEST_NOTE {
            return Err(Problem::bad_value(
                "note",
                format!("a note has at most {LONGEST_NOTE} characters"),
                Vec::new(),
            ));
        }
        Ok(Remark { folder: self.name("folder")?, labels, note })
    }

    /// That a page of ours sent it, shown to whoever sends it.
    ///
    /// # Errors
    /// It was not, or long ago.
    pub fn must_be_ours(&self, keeper: &Keeper, headers: &HeaderMap) -> Result<(), Problem> {
        if is_from_elsewhere(headers) || !keeper.keepers.is_ours(&keeper.name, self.text("token")) {
            return Err(Problem::not_ours());
        }
        Ok(())
    }
}

/// Whether a browser says that a page of somebody else sent it. Source: Fetch Metadata, 2.4.
pub fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    site.is_some_and(|site| !matches!(site, "same-origin" | "none"))
}

fn short(field: &str, text: &str) -> Result<String, Problem> {
    if text.chars().count() > LONGEST_NAME {
        let detail = format!("“{field}” takes at most {LONGEST_NAME} characters");
        return Err(Problem::bad_value(field, detail, Vec::new()));
    }
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Works with a person's notebooks on a thread that may block.
///
/// # Errors
/// Those of the work.
pub async fn with_notebooks<T: Send + 'static>(
    keeper: &Keeper,
    work: impl FnOnce(&crate::store::notebooks::Notebooks, &str) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let (keepers, name) = (Arc::clone(&keeper.keepers), keeper.name.clone());
    tokio::task::spawn_blocking(move || work(&keepers.notebooks, &name)).await.map_err(Problem::internal)?
}

/// A person's notebook.
///
/// # Errors
/// They have none with this id.
pub fn opened(notebooks: &crate::store::notebooks::Notebooks, name: &str, id: &str) -> Result<Notebook, Problem> {
    notebooks.open(name, id).map_err(failed)?.ok_or_else(|| Problem::not_found("notebook", id, "/notebooks"))
}

/// What notebooks could not do, as an answer.
pub fn failed(error: NotebookError) -> Problem {
    match error {
        NotebookError::Full(why) => Problem::bad_value("notebook", why, Vec::new()),
        other => Problem::internal(other),
    }
}

/// A page that nobody keeps.
///
/// # Errors
/// It cannot be drawn.
pub fn shown(drawn: Drawn) -> Result<Response, Problem> {
    let Html(page) = drawn?;
    Ok(private((Html(page)).into_response()))
}

/// An answer that is somebody's own.
pub fn private(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}

/// On to another page, after a form.
pub fn go(to: &str) -> Response {
    Redirect::to(to).into_response()
}

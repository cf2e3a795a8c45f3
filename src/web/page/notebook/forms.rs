//! What is sent: a new notebook, a mark, a change. Each carries the token of a page of ours.

use super::noted::{self, was};
use super::sent::{Fields, failed, go, opened, with_notebooks};
use crate::web::error::Problem;
use crate::web::keeper::Keeper;
use crate::web::state::App;
use axum::extract::{Path, RawForm, State};
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::Timestamp;

/// Makes a notebook.
pub async fn create(keeper: Keeper, headers: HeaderMap, RawForm(body): RawForm) -> Result<Response, Problem> {
    let fields = Fields::parse(&body);
    fields.must_be_ours(&keeper, &headers)?;
    let title = titled(&fields)?;
    let id = with_notebooks(&keeper, move |notebooks, name| {
        notebooks.create(name, &title, Timestamp::now()).map_err(failed)
    })
    .await?;
    Ok(go(&format!("/notebooks/{id}")))
}

/// Marks a passage, changes what is noted of it, or takes the mark away.
pub async fn mark(
    State(app): State<App>,
    keeper: Keeper,
    headers: HeaderMap,
    RawForm(body): RawForm,
) -> Result<Response, Problem> {
    let fields = Fields::parse(&body);
    fields.must_be_ours(&keeper, &headers)?;
    let passage = fields.text("passage").to_owned();
    let mut notebook = fields.text("notebook").to_owned();
    if fields.text("do") == "remove" {
        let (id, gone) = (notebook.clone(), passage);
        with_notebooks(&keeper, move |notebooks, name| opened(notebooks, name, &id)?.remove(&gone).map_err(failed))
            .await?;
        return Ok(go(&format!("/notebooks/{notebook}")));
    }
    let remark = fields.remark()?;
    let wanted = passage.clone();
    let now = app.answer(move |context| Ok(noted::passage(context, &wanted).map(|found| was(&found)))).await?;
    // A title is that of a new one, whatever stands in the list beside it.
    if notebook.is_empty() || !fields.text("title").is_empty() {
        let title = titled(&fields)?;
        notebook = with_notebooks(&keeper, move |notebooks, name| {
            notebooks.create(name, &title, Timestamp::now()).map_err(failed)
        })
        .await?;
    }
    let id = notebook.clone();
    with_notebooks(&keeper, move |notebooks, name| {
        let notebook = opened(notebooks, name, &id)?;
        // What is written beside a passage that the record no longer has can still be changed.
        let was = match (now, notebook.of_passage(&passage).map_err(failed)?) {
            (Ok(now), _) => now,
            (Err(_), Some(mark)) => mark.was,
            (Err(problem), None) => return Err(problem),
        };
        notebook.mark(&passage, &was, &remark, Timestamp::now()).map_err(failed)
    })
    .await?;
    Ok(go(&format!("/notebooks/{notebook}")))
}

/// Gives a notebook another title, or deletes it.
pub async fn change(
    keeper: Keeper,
    Path(id): Path<String>,
    headers: HeaderMap,
    RawForm(body): RawForm,
) -> Result<Response, Problem> {
    let fields = Fields::parse(&body);
    fields.must_be_ours(&keeper, &headers)?;
    if fields.text("do") == "delete" {
        if fields.text("sure") != "yes" {
            let detail = "tick that you are sure: nothing brings a deleted notebook back";
            return Err(Problem::bad_value("sure", detail, vec!["yes".to_owned()]));
        }
        with_notebooks(&keeper, move |notebooks, name| opened(notebooks, name, &id)?.delete().map_err(failed)).await?;
        return Ok(go("/notebooks"));
    }
    let title = titled(&fields)?;
    let to = format!("/notebooks/{id}");
    with_notebooks(&keeper, move |notebooks, name| opened(notebooks, name, &id)?.rename(&title).map_err(failed))
        .await?;
    Ok(go(&to))
}

fn titled(fields: &Fields) -> Result<String, Problem> {
    match fields.name("title")? {
        title if title.is_empty() => Err(Problem::bad_value("title", "a notebook has a title", Vec::new())),
        title => Ok(title),
    }
}

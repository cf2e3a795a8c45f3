//! What is taken away of a notebook: a table, a dossier, a package of both with hashes.

use super::dossier::{self, Dossier};
use super::sent::{failed, opened, private, with_notebooks};
use super::{package, rows};
use crate::web::error::Problem;
use crate::web::keeper::Keeper;
use crate::web::state::App;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// The files, with their types.
const FILES: [(&str, &str); 3] = [
    ("notebook.csv", "text/csv; charset=utf-8"),
    ("dossier.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("ro-crate.zip", "application/zip"),
];

/// One of the files.
pub async fn file(
    State(app): State<App>,
    keeper: Keeper,
    Path((id, name)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let Some((name, media_type)) = FILES.into_iter().find(|(known, _)| *known == name) else {
        let known = FILES.map(|(name, _)| name).join(", ");
        return Err(Problem::not_available(format!("a notebook has no file “{name}”; there are {known}")));
    };
    let (title, marks) = with_notebooks(&keeper, move |notebooks, person| {
        let notebook = opened(notebooks, person, &id)?;
        Ok((notebook.title().map_err(failed)?, notebook.marks().map_err(failed)?))
    })
    .await?;
    let wants_pictures = name != "notebook.csv";
    let dossier = dossier::gather(&app, title, marks, wants_pictures).await?;
    let built = tokio::task::spawn_blocking(move || match name {
        "notebook.csv" => Ok(rows::csv(&dossier.notes)),
        "dossier.docx" => built(&dossier),
        _ => package::package(&dossier).map_err(Problem::internal),
    });
    let bytes = built.await.map_err(Problem::internal)??;
    let mut response = private(bytes.into_response());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).map_err(Problem::internal)?;
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

fn built(dossier: &Dossier) -> Result<Vec<u8>, Problem> {
    dossier.document().map_err(Problem::internal)
}

//! The pages: a person's notebooks, one of them, and the form that marks a passage.

use super::noted::{self, Facet, Noted};
use super::sent::{failed, opened, shown, with_notebooks};
use crate::store::notebooks::{About, Remark};
use crate::web::error::Problem;
use crate::web::keeper::Keeper;
use crate::web::page::address::Address;
use crate::web::page::fields::text;
use crate::web::page::shell::{Shell, draw};
use crate::web::page::{result, words};
use crate::web::params::{MarkParams, MarkRequest, NotebookParams, NotebookRequest, Number, Params, Text};
use crate::web::state::App;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

#[derive(Template)]
#[template(path = "notebooks.html")]
struct List {
    shell: Shell,
    who: String,
    token: String,
    notebooks: Vec<About>,
    signs_out: bool,
}

#[derive(Template)]
#[template(path = "notebook.html")]
struct One {
    shell: Shell,
    token: String,
    id: String,
    title: String,
    q: String,
    chosen: Vec<(&'static str, String, String)>,
    labels: Vec<Choice>,
    folders: Vec<Choice>,
    rows: Vec<Noted>,
    total: u64,
    all: u64,
    page: usize,
    next: Option<String>,
    hidden: Vec<(String, String)>,
}

struct Choice {
    label: String,
    marks: usize,
    link: String,
}

#[derive(Template)]
#[template(path = "mark.html")]
struct Marking {
    shell: Shell,
    token: String,
    passage: Option<crate::web::answers::Passage>,
    id: String,
    back: String,
    notebooks: Vec<About>,
    /// The notebook that is meant, where the passage is marked in it or it was chosen.
    notebook: Option<String>,
    remark: Remark,
    is_marked: bool,
    folders: Vec<String>,
}

/// Marks of one page.
const MARKS: usize = 20;

/// Characters of a passage that are shown in a list.
const SHOWN: usize = 600;

/// A person's notebooks.
pub async fn list(keeper: Keeper) -> Result<Response, Problem> {
    let notebooks = with_notebooks(&keeper, |notebooks, name| notebooks.list(name).map_err(failed)).await?;
    shown(draw(&List {
        shell: Shell::new("Notebooks", ""),
        signs_out: keeper.keepers.has_passwords(),
        who: keeper.name,
        token: keeper.token,
        notebooks,
    }))
}

/// One notebook.
pub async fn notebook(
    State(app): State<App>,
    keeper: Keeper,
    Path(id): Path<String>,
    Params(request): Params<NotebookRequest>,
) -> Result<Response, Problem> {
    let page = request.notebook.page.map_or(1, |page| page.0 as usize);
    let wanted = NotebookParams { page: None, ..request.notebook };
    let wanted_id = id.clone();
    let (title, marks) = with_notebooks(&keeper, move |notebooks, name| {
        let notebook = opened(notebooks, name, &wanted_id)?;
        Ok((notebook.title().map_err(failed)?, notebook.marks().map_err(failed)?))
    })
    .await?;
    let public_url = app.public_url().to_owned();
    let token = keeper.token;
    let drawn = app
        .answer(move |context| {
            let all = marks.len();
            let (chosen, labels, folders) = noted::choose(context, marks, &wanted)?;
            let total = chosen.len();
            let here = Address::new(format!("/notebooks/{id}"), &NotebookRequest { notebook: wanted.clone() });
            let next = here.with(|request| request.notebook.page = Some(Number(page as u64 + 1)));
            let marks = chosen.into_iter().skip((page - 1) * MARKS).take(MARKS).collect();
            Ok(One {
                shell: Shell::new(title.clone(), ""),
                rows: noted::noted(context, marks, &public_url)?,
                next: (total > page * MARKS).then(|| next.to_string()),
                chosen: chips(&here),
                labels: choices(labels, &here, |asked| &mut asked.label),
                folders: choices(folders, &here, |asked| &mut asked.folder),
                hidden: here.with(|request| request.notebook.q = None).fields(),
                q: text(wanted.q.as_ref()),
                page,
                token,
                id,
                title,
                total: total as u64,
                all: all as u64,
            })
        })
        .await?;
    shown(draw(&drawn))
}

/// The form that marks a passage, or changes what is written beside it.
pub async fn mark(
    State(app): State<App>,
    keeper: Keeper,
    Params(request): Params<MarkRequest>,
) -> Result<Response, Problem> {
    let missing = || Problem::bad_value("passage", "“passage” is needed", Vec::new());
    let passage_id = request.mark.passage.map(|text| text.0).ok_or_else(missing)?;
    let asked_notebook = request.mark.notebook.map(|text| text.0);
    let another = request.mark.another == Some(true);
    let wanted = passage_id.clone();
    let passage = app.answer(move |context| Ok(noted::passage(context, &wanted).ok())).await?;
    let (id, chosen) = (passage_id.clone(), asked_notebook.clone());
    let (notebooks, marked, folders) = with_notebooks(&keeper, move |notebooks, name| {
        let mut list = notebooks.list(name).map_err(failed)?;
        let (mut marked, mut holding) = (None, Vec::new());
        let mut folders = std::collections::BTreeSet::new();
        for about in list.iter().filter(|about| chosen.as_ref().is_none_or(|chosen| *chosen == about.id)) {
            let notebook = opened(notebooks, name, &about.id)?;
            folders.extend(notebook.marks().map_err(failed)?.into_iter().map(|mark| mark.remark.folder));
            if let Some(mark) = notebook.of_passage(&id).map_err(failed)? {
                holding.push(about.id.clone());
                marked.get_or_insert((about.id.clone(), mark.remark));
            }
        }
        folders.remove("");
        if another {
            marked = None;
            list.retain(|about| !holding.contains(&about.id));
        }
        Ok((list, marked, folders))
    })
    .await?;
    if passage.is_none() && marked.is_none() {
        return Err(Problem::not_found("passage", &passage_id, "/api/v1/search"));
    }
    let is_marked = marked.is_some();
    let (notebook, remark) = match marked {
        Some((notebook, remark)) => (Some(notebook), remark),
        None => (asked_notebook, Remark::default()),
    };
    shown(draw(&Marking {
        shell: Shell::new(if is_marked { "Change what is noted" } else { "Mark in a notebook" }, ""),
        token: keeper.token,
        passage,
        back: format!("/passages/{}", passage_id),
        id: passage_id,
        notebooks,
        notebook,
        remark,
        is_marked,
        folders: folders.into_iter().collect(),
    }))
}

impl One {
    /// The words of a passage that are shown.
    fn words(&self, text: &str) -> String {
        result::pieces(text, &[], SHOWN).into_iter().map(|piece| piece.text).collect()
    }

    /// The form that changes what is noted of a passage.
    fn change(&self, noted: &Noted) -> String {
        let mark = MarkParams {
            passage: Some(noted.mark.passage.as_str().into()),
            notebook: Some(self.id.as_str().into()),
            ..MarkParams::default()
        };
        Address::new("/notebooks/mark", &MarkRequest { mark }).to_string()
    }
}

impl Marking {
    fn labels(&self) -> String {
        self.remark.labels.iter().cloned().collect::<Vec<_>>().join(", ")
    }

    fn is_chosen(&self, about: &About) -> bool {
        self.notebook.as_deref() == Some(about.id.as_str())
    }
}

/// What is chosen, each with the address without it.
fn chips(here: &Address<NotebookRequest>) -> Vec<(&'static str, String, String)> {
    let asked = &here.request().notebook;
    let label = asked.label.as_ref().map(|label| ("Label", label, here.with(|request| request.notebook.label = None)));
    let folder =
        asked.folder.as_ref().map(|folder| ("Folder", folder, here.with(|request| request.notebook.folder = None)));
    let chosen = label.into_iter().chain(folder);
    chosen.map(|(name, value, without)| (name, value.0.clone(), without.to_string())).collect()
}

/// The values of a facet that are not chosen; `facet` is where the request says which is.
fn choices(
    values: Vec<Facet>,
    here: &Address<NotebookRequest>,
    facet: fn(&mut NotebookParams) -> &mut Option<Text>,
) -> Vec<Choice> {
    let link = |value: &str| here.with(|request| *facet(&mut request.notebook) = Some(value.into()));
    let open = values.into_iter().map(|found| (link(&found.value), found));
    open.filter(|(link, _)| link != here)
        .map(|(link, found)| Choice { link: link.to_string(), label: found.value, marks: found.marks })
        .collect()
}

//! The pages: a person's notebooks, one of them, and the form that marks a passage.

use super::noted::{self, Facet, Noted, Wanted};
use super::sent::{failed, opened, shown, with_notebooks};
use crate::store::notebooks::{About, Remark};
use crate::web::error::Problem;
use crate::web::keeper::Keeper;
use crate::web::page::address::Address;
use crate::web::page::shell::{Shell, draw};
use crate::web::page::{result, words};
use crate::web::params::{MarkRequest, NotebookRequest, Params, Text};
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
    hidden: Vec<(&'static str, String)>,
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
    let given = |text: Option<Text>| text.map(|text| text.0);
    let asked = request.notebook;
    let page = asked.page.map_or(1, |page| page.0 as usize);
    let wanted =
        Wanted { q: given(asked.q).unwrap_or_default(), label: given(asked.label), folder: given(asked.folder) };
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
            let here = address(&id, &wanted);
            let marks = chosen.into_iter().skip((page - 1) * MARKS).take(MARKS).collect();
            Ok(One {
                shell: Shell::new(title.clone(), ""),
                rows: noted::noted(context, marks, &public_url)?,
                next: (total > page * MARKS).then(|| here.clone().set("page", (page + 1).to_string()).to_string()),
                chosen: chips(&here, &wanted),
                labels: choices(labels, &here, "label", wanted.label.as_ref()),
                folders: choices(folders, &here, "folder", wanted.folder.as_ref()),
                hidden: hidden(&wanted),
                q: wanted.q,
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
    let wanted = passage_id.clone();
    let passage = app.answer(move |context| Ok(noted::passage(context, &wanted).ok())).await?;
    let (id, chosen) = (passage_id.clone(), asked_notebook.clone());
    let (notebooks, marked, folders) = with_notebooks(&keeper, move |notebooks, name| {
        let list = notebooks.list(name).map_err(failed)?;
        let mut marked = None;
        let mut folders = std::collections::BTreeSet::new();
        for about in list.iter().filter(|about| chosen.as_ref().is_none_or(|chosen| *chosen == about.id)) {
            let notebook = opened(notebooks, name, &about.id)?;
            folders.extend(notebook.marks().map_err(failed)?.into_iter().map(|mark| mark.remark.folder));
            if marked.is_none() {
                marked = notebook.of_passage(&id).map_err(failed)?.map(|mark| (about.id.clone(), mark.remark));
            }
        }
        folders.remove("");
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
        Address::new("/notebooks/mark").and("passage", &noted.mark.passage).and("notebook", &self.id).to_string()
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

fn address(id: &str, wanted: &Wanted) -> Address {
    hidden(wanted)
        .into_iter()
        .chain(Some(("q", wanted.q.clone())).filter(|(_, q)| !q.is_empty()))
        .fold(Address::new(format!("/notebooks/{id}")), |address, (name, value)| address.and(name, value))
}

fn hidden(wanted: &Wanted) -> Vec<(&'static str, String)> {
    let label = wanted.label.clone().map(|label| ("label", label));
    let folder = wanted.folder.clone().map(|folder| ("folder", folder));
    label.into_iter().chain(folder).collect()
}

fn chips(here: &Address, wanted: &Wanted) -> Vec<(&'static str, String, String)> {
    let said = |name: &str| if name == "label" { "Label" } else { "Folder" };
    hidden(wanted)
        .into_iter()
        .map(|(name, value)| (said(name), value, here.clone().without(name).to_string()))
        .collect()
}

fn choices(facets: Vec<Facet>, here: &Address, name: &str, chosen: Option<&String>) -> Vec<Choice> {
    let open = facets.into_iter().filter(|facet| chosen != Some(&facet.value));
    open.map(|facet| Choice {
        link: here.clone().set(name, &facet.value).to_string(),
        label: facet.value,
        marks: facet.marks,
    })
    .collect()
}

//! A dossier: what was marked, folder by folder, each with its quotation, citation and picture of the page, and on what it
//! rests.

use super::noted::{Noted, noted};
use super::word::{Document, Picture};
use crate::store::notebooks::Mark;
use crate::store::read::{Scope, documents};
use crate::web::answers::Figures;
use crate::web::error::Problem;
use crate::web::page::words;
use crate::web::queries::{self, ReadContext};
use crate::web::state::App;
use bytes::Bytes;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Everything of a notebook that is taken away.
pub struct Dossier {
    /// Title of the notebook.
    pub title: String,
    /// The day.
    pub made: String,
    /// Where the record is served.
    pub public_url: String,
    /// The state of the index that it rests on.
    pub generation: u64,
    /// What was marked.
    pub notes: Vec<Noted>,
    /// The papers that it is from.
    pub papers: BTreeMap<String, Paper>,
    /// On what the record rests.
    pub coverage: Figures,
    pictures: BTreeMap<(String, u32), Bytes>,
    not_drawn: usize,
}

/// A paper that something was marked in.
pub struct Paper {
    /// Its title.
    pub title: String,
    /// Where it is published.
    pub url: Option<String>,
    /// SHA-256 of the archived bytes, hex.
    pub hash: String,
    is_pdf: bool,
}

/// How long pages are drawn for one dossier: an answer begins within half a minute.
const DRAWING: Duration = Duration::from_secs(15);

/// Pictures of one dossier.
const PICTURES: usize = 60;

/// Dots per inch of a picture: to be read in print at the width of a page.
const DOTS_PER_INCH: f32 = 110.0;

/// Gathers what a dossier is made of.
///
/// # Errors
/// The record cannot be read.
pub async fn gather(app: &App, title: String, marks: Vec<Mark>, wants_pictures: bool) -> Result<Dossier, Problem> {
    let public_url = app.public_url().to_owned();
    let mut dossier = app
        .answer(move |context| {
            let notes = noted(context, marks, &public_url)?;
            Ok(Dossier {
                title,
                made: jiff::Zoned::now().date().to_string(),
                generation: context.index.generation(),
                papers: papers(context, &notes)?,
                coverage: queries::figures(context, &Scope::default())?,
                notes,
                public_url,
                pictures: BTreeMap::new(),
                not_drawn: 0,
            })
        })
        .await?;
    if wants_pictures {
        dossier.draw(app).await;
    }
    Ok(dossier)
}

/// The papers that are shown, with the hashes of their bytes.
fn papers(context: &ReadContext<'_>, notes: &[Noted]) -> Result<BTreeMap<String, Paper>, Problem> {
    let mut found = BTreeMap::new();
    for passage in notes.iter().filter_map(|noted| noted.passage.as_ref()) {
        let id = &passage.document.id;
        if found.contains_key(id) {
            continue;
        }
        let Ok(document) = queries::held(context, id) else { continue };
        let versions = documents::versions(context.catalogue, id)?;
        let Some(version) = versions.into_iter().find(|version| version.n == document.version) else { continue };
        let is_pdf = queries::shown(&document) && document.media_type.as_deref() == Some("application/pdf");
        let (title, url) = (passage.document.title.clone(), passage.document.url.clone());
        found.insert(id.clone(), Paper { title, url, hash: version.hash, is_pdf });
    }
    Ok(found)
}

impl Dossier {
    async fn draw(&mut self, app: &App) {
        let until = Instant::now() + DRAWING;
        let mut wanted: Vec<(String, u32)> = self
            .notes
            .iter()
            .filter_map(|noted| noted.passage.as_ref())
            .filter(|passage| self.papers.get(&passage.document.id).is_some_and(|paper| paper.is_pdf))
            .map(|passage| (passage.document.id.clone(), passage.page))
            .collect();
        wanted.sort();
        wanted.dedup();
        for (document, page) in wanted {
            let Some(paper) = self.papers.get(&document) else { continue };
            let left = until.saturating_duration_since(Instant::now());
            let drawing = app.picture(&paper.hash, page, DOTS_PER_INCH);
            let drawn = match self.pictures.len() < PICTURES {
                true => tokio::time::timeout(left, drawing).await.ok().and_then(Result::ok),
                false => None,
            };
            match drawn {
                Some(png) => drop(self.pictures.insert((document, page), png)),
                None => self.not_drawn += 1,
            }
        }
    }

    /// The dossier as a Word document.
    ///
    /// # Errors
    /// It cannot be packed.
    pub fn document(&self) -> zip::result::ZipResult<Vec<u8>> {
        let mut document = Document::new(&self.title, &self.made);
        document.paragraph("Title", &self.title);
        document.paragraph("Normal", &format!("Dossier of {}. {}", words::day(&self.made), self.summary()));
        let mut folder = None;
        let has_folders = self.notes.iter().any(|noted| !noted.mark.remark.folder.is_empty());
        let mut shown = std::collections::BTreeSet::new();
        for noted in &self.notes {
            if has_folders && folder != Some(&noted.mark.remark.folder) {
                folder = Some(&noted.mark.remark.folder);
                let name = noted.mark.remark.folder.as_str();
                document.paragraph("Heading1", if name.is_empty() { "In no folder" } else { name });
            }
            self.add(&mut document, noted, &mut shown);
        }
        document.paragraph("Heading1", "What this rests on");
        for line in self.rests_on() {
            document.paragraph("Normal", &line);
        }
        document.packed()
    }

    fn add<'s>(
        &'s self,
        document: &mut Document,
        noted: &'s Noted,
        shown: &mut std::collections::BTreeSet<(&'s str, u32)>,
    ) {
        document.paragraph("Heading2", &noted.heading());
        for said in &noted.changed {
            document.paragraph("Changed", said);
        }
        if let Some(passage) = &noted.passage {
            document.paragraph("Quote", &passage.text);
        }
        if let Some(citation) = &noted.citation {
            document.paragraph("Source", citation);
        }
        if let Some(url) = noted.passage.as_ref().and_then(|passage| passage.document.page_url.as_deref()) {
            document.link("Source", "The published paper, at the page", url);
        }
        if !noted.mark.remark.note.is_empty() {
            for line in noted.mark.remark.note.lines() {
                document.paragraph("Note", line);
            }
        }
        if !noted.mark.remark.labels.is_empty() {
            document.paragraph("Source", &format!("Labels: {}", noted.labels()));
        }
        let Some(passage) = &noted.passage else { return };
        let which = (passage.document.id.clone(), passage.page);
        let Some(png) = self.pictures.get(&which) else { return };
        // A page on which several passages stand is shown once.
        if !shown.insert((passage.document.id.as_str(), passage.page)) {
            document.paragraph("Source", "The picture of this page stands further up.");
            return;
        }
        let said = format!("Page {} of {}", passage.page, passage.document.title);
        document.picture(&Picture { png, said: &said });
        document.paragraph("Source", &said);
    }

    fn summary(&self) -> String {
        let gone = self.notes.iter().filter(|noted| noted.passage.is_none()).count() as u64;
        let changed = self.notes.iter().filter(|noted| !noted.changed.is_empty()).count() as u64 - gone;
        let mut said = format!(
            "{} from {}.",
            words::count(self.notes.len() as u64, "passage", "passages"),
            words::count(self.papers.len() as u64, "paper", "papers")
        );
        if changed > 0 {
            said.push_str(&format!(" {} not as when marked.", words::count(changed, "passage is", "passages are")));
        }
        if gone > 0 {
            said.push_str(&format!(" {} no longer in the record.", words::count(gone, "passage is", "passages are")));
        }
        said
    }

    /// On what it rests, in sentences.
    pub fn rests_on(&self) -> Vec<String> {
        let Figures { meetings, with_minutes, documents, pages, pages_without_text, .. } = self.coverage;
        let mut said = vec![
            format!(
                "The record holds {} with {}, from {} to {}.",
                words::count(documents, "document", "documents"),
                words::count(pages, "page", "pages"),
                words::day_or_unknown(self.coverage.earliest.as_deref()),
                words::day_or_unknown(self.coverage.latest.as_deref())
            ),
            format!(
                "It knows of {}; {} no minutes in it. {} no text that can be searched.",
                words::count(meetings, "meeting", "meetings"),
                words::count(meetings.saturating_sub(with_minutes), "meeting has", "meetings have"),
                words::count(pages_without_text, "page has", "pages have")
            ),
        ];
        if !self.coverage.sources_failing.is_empty() {
            said.push(format!("These sources could not be read last: {}.", self.coverage.sources_failing.join(", ")));
        }
        if self.not_drawn > 0 {
            let pages = words::count(self.not_drawn as u64, "page is", "pages are");
            said.push(format!("{pages} not shown as a picture: drawing them took too long, or they cannot be drawn."));
        }
        said.push(format!(
            "Made from {} at state {}. It repeats what councils have published and is not the official record: follow the \
             link to the published paper before you rely on it.",
            self.public_url, self.generation
        ));
        said
    }
}

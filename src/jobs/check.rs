//! Verifying archive, catalogue and index against each other, and mending what can be made again.

use super::{Report, Setting, attend, bring_up_to_date, index};
use crate::store::catalogue::{audit, facts, takedown};
use crate::store::{Store, StoreError, journal};
use ::index::thesaurus::Files;
use ::index::{Index, Snapshot};
use serde::Serialize;

/// What is wrong and what was looked at.
#[derive(Debug, Default, Serialize)]
pub struct CheckReport {
    /// Blobs whose hash was computed again.
    pub blobs: u64,
    /// Facts in the journal.
    pub facts: u64,
    /// Passages in the index.
    pub passages: u64,
    /// What is wrong, in words.
    pub wrong: Vec<String>,
    /// What is odd but harmless.
    pub notes: Vec<String>,
    /// What was mended.
    pub mended: Vec<String>,
}

/// Whether what is wrong is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mending {
    /// It is only told.
    Tell,
    /// It is mended where it can be made again.
    Repair,
}

/// Checks everything. With [`Mending::Repair`], what was mended is no longer listed as wrong.
///
/// # Errors
/// Something cannot be read at all.
pub fn check(
    store: &mut Store,
    setting: Setting<'_>,
    report: &mut Report,
    mending: Mending,
) -> anyhow::Result<CheckReport> {
    let mut told = CheckReport::default();
    check_journal(store, &mut told)?;
    check_blobs(store, setting, mending, &mut told)?;
    check_lost(store, mending, &mut told)?;
    told.wrong.extend(audit::integrity(store.catalogue())?);
    if mending == Mending::Repair {
        // What was read but not yet indexed, and an index that is missing, are made good as after a kill.
        bring_up_to_date(store, setting, report, index::Extent::Changed)?;
    }
    check_index(store, setting, report, mending, &mut told)?;
    let thesaurus = Files::new(setting.config.search.thesaurus.clone()).thesaurus();
    told.wrong.extend(thesaurus.problems().iter().map(|problem| format!("thesaurus: {problem}")));
    Ok(told)
}

fn check_journal(store: &Store, told: &mut CheckReport) -> anyhow::Result<()> {
    for fact in journal::replay(&store.paths().archive(), 0)? {
        fact?;
        told.facts += 1;
    }
    let read = facts::journal_offset(store.catalogue())?;
    let held = store.journal_len();
    if read != held {
        told.wrong.push(format!("the catalogue has read {read} bytes of a journal that has {held}"));
    }
    Ok(())
}

fn check_blobs(
    store: &mut Store,
    setting: Setting<'_>,
    mending: Mending,
    told: &mut CheckReport,
) -> anyhow::Result<()> {
    let named = audit::hashes(store.catalogue())?;
    setting.progress.begin("checking the archive", Some(named.len() as u64));
    for hash in &named {
        told.blobs += 1;
        setting.progress.step(1);
        // An archive takes hours to be read again: what is to be taken down does not wait for it.
        attend::attend(store, setting)?;
        let Err(error) = store.archive().verify(hash) else { continue };
        if takedown::is_forgotten_content(store.catalogue(), hash)? {
            continue;
        }
        if mending == Mending::Tell {
            told.wrong.push(format!("{error}; `check --repair` has it asked for again by the next crawl"));
            continue;
        }
        store.archive().remove(hash)?;
        store.write(|t| audit::ask_again(t, hash))?;
        told.mended.push(format!("{error}: it will be asked for again by the next crawl"));
    }
    setting.progress.end(&format!("checked {} blobs", told.blobs));
    let mut unnamed = 0;
    for hash in store.archive().hashes()?.iter().filter(|hash| !named.contains(*hash)) {
        if !takedown::is_forgotten_content(store.catalogue(), hash)? {
            unnamed += 1;
        } else if mending == Mending::Repair {
            store.archive().remove(hash)?;
            told.mended.push(format!("bytes {hash} were taken down and were held: they are removed"));
        } else {
            told.wrong.push(format!("bytes {hash} were taken down and are held; `check --repair` removes them"));
        }
    }
    if unnamed > 0 {
        told.notes.push(format!("{unnamed} blobs in the archive that nothing names (a crawl was killed): harmless"));
    }
    Ok(())
}

/// Documents that were to be read while their bytes were lost, and whose bytes are held again.
fn check_lost(store: &mut Store, mending: Mending, told: &mut CheckReport) -> anyhow::Result<()> {
    for (document, hash) in audit::lost(store.catalogue())? {
        if store.archive().verify(&hash).is_err() {
            continue;
        }
        let what = format!("{document} was not read since its bytes were lost, and they are back");
        if mending == Mending::Tell {
            told.wrong.push(format!("{what}; `check --repair` has it read again by the next update"));
        } else {
            store.write(|t| audit::read_again(t, &document))?;
            told.mended.push(format!("{what}: the next update reads it again"));
        }
    }
    Ok(())
}

/// Documents of which the index holds another number of passages than the catalogue.
fn by_document(store: &Store, snapshot: &Snapshot) -> anyhow::Result<Option<String>> {
    let mut held = snapshot.passages_by_document()?;
    let (mut documents, mut first) = (0, None);
    for (document, passages) in audit::passages_by_document(store.catalogue())? {
        let found = held.remove(&Snapshot::document_key(&document)).unwrap_or(0);
        if found != passages {
            documents += 1;
            first.get_or_insert_with(|| format!("{found} passages of {document} and the catalogue {passages}"));
        }
    }
    let Some(first) = first else { return Ok(None) };
    Ok(Some(format!("the index differs in {documents} documents: it holds {first}; `check --repair` makes it anew")))
}

fn check_index(
    store: &mut Store,
    setting: Setting<'_>,
    report: &mut Report,
    mending: Mending,
    told: &mut CheckReport,
) -> anyhow::Result<()> {
    let expected = audit::passages_in_answers(store.catalogue())?;
    let found = match Index::open(&setting.config.index.place(store.paths())?) {
        Ok(index) => Ok(index.snapshot()),
        // A cluster that does not answer is no damage, and nothing is made anew for it.
        Err(error) if !error.asks_for_rebuild() => return Err(error.into()),
        Err(error) => Err(error.to_string()),
    };
    told.passages = found.as_ref().map_or(0, |snapshot| snapshot.passages());
    let waiting = audit::waiting_for_the_index(store.catalogue())?;
    if waiting > 0 && found.is_ok() {
        told.notes.push(format!("{waiting} documents wait to be indexed: the next update does it"));
        return Ok(());
    }
    let wrong = match found {
        Err(error) => error,
        Ok(snapshot) if snapshot.passages() != expected => format!(
            "the index holds {} passages and the catalogue {expected}; `check --repair` makes it anew",
            snapshot.passages()
        ),
        Ok(snapshot) => match by_document(store, &snapshot)? {
            Some(wrong) => wrong,
            None => return Ok(()),
        },
    };
    if mending == Mending::Tell {
        told.wrong.push(wrong);
        return Ok(());
    }
    let made = index::index(store, setting, index::Extent::All)?;
    told.passages = made.passages;
    report.index = Some(made);
    told.mended.push(format!("{wrong}: it was made anew"));
    Ok(())
}

/// Opens the store; with [`Mending::Repair`], a catalogue that cannot be opened or belongs to another archive is set
/// aside and made again from the journal.
///
/// # Errors
/// The store cannot be opened, and not because of its catalogue.
pub fn open(dir: &std::path::Path, mending: Mending) -> Result<(Store, Option<String>), StoreError> {
    let error = match Store::open(dir, "check") {
        Ok(store) if audit::integrity(store.catalogue()).is_ok_and(|wrong| wrong.is_empty()) => {
            return Ok((store, None));
        }
        Ok(store) if mending == Mending::Tell => return Ok((store, None)),
        Ok(_) => "the catalogue is damaged".to_owned(),
        Err(error @ (StoreError::Catalogue(_) | StoreError::Ahead { .. })) if mending == Mending::Repair => {
            error.to_string()
        }
        Err(error) => return Err(error),
    };
    let aside = Store::set_catalogue_aside(dir)?;
    let store = Store::open(dir, "check")?;
    Ok((store, Some(format!("{error}: it was set aside as {} and made again from the journal", aside.display()))))
}

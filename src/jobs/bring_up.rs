//! Bringing what answers rest on up to date with what was read.

use super::{Report, Setting, against, fold, follow, identify, index};
use crate::store::Store;
use ::index::thesaurus::Files;

/// Everything that follows from what was read: who is who, which copies are one statement, where
/// a system and the minutes disagree, what became of what was promised,
/// what answers rest on.
///
/// # Errors
/// The store cannot keep what is found.
pub fn bring_up_to_date(
    store: &mut Store,
    setting: Setting<'_>,
    report: &mut Report,
    extent: index::Extent,
) -> anyhow::Result<()> {
    report.identify = Some(identify::identify(store)?);
    report.fold = Some(fold::fold(store)?);
    report.against = Some(against::hold_against(store)?);
    let terms = &setting.config.search;
    let thesaurus = terms.follow_other_names.then(|| Files::new(terms.thesaurus.clone()).thesaurus());
    report.follow = Some(follow::follow(store, jiff::Zoned::now().date(), thesaurus.as_deref())?);
    let before = report.index.take();
    report.index = Some(index::index(store, setting, extent)?.after(before));
    Ok(())
}

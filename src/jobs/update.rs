//! The scheduled job: crawl, read, work out what follows, index, tell. Costs next to nothing when nothing changed.

use super::{Report, Setting, alert, crawl, fold, follow, identify, index, read};
use crate::store::Store;

/// Does everything that is due, in order.
///
/// # Errors
/// The store cannot keep what is found; what was kept before stays.
pub fn update(store: &mut Store, setting: Setting<'_>, report: &mut Report) -> anyhow::Result<()> {
    alert::meet(store, setting)?;
    report.crawl = crawl::crawl(store, setting, crawl::Extent::Due)?;
    report.read = Some(read::read(store, setting, read::Extent::Unread)?);
    bring_up_to_date(store, setting, report, index::Extent::Changed)?;
    report.alerts = alert::alert(store, setting)?;
    Ok(())
}

/// Everything that follows from what was read: who is who, which copies are one statement, what became of what was promised,
/// what answers rest on.
///
/// # Errors
/// See [`update`].
pub fn bring_up_to_date(
    store: &mut Store,
    setting: Setting<'_>,
    report: &mut Report,
    extent: index::Extent,
) -> anyhow::Result<()> {
    report.identify = Some(identify::identify(store)?);
    report.fold = Some(fold::fold(store)?);
    report.follow = Some(follow::follow(store, jiff::Zoned::now().date())?);
    report.index = Some(index::index(store, setting, extent)?);
    Ok(())
}

//! The scheduled job: crawl, read, index. Costs next to nothing when nothing changed.

use super::{Report, Setting, crawl, index, read};
use crate::store::Store;

/// Does everything that is due, in order.
///
/// # Errors
/// The store cannot keep what is found; what was kept before stays.
pub fn update(store: &mut Store, setting: Setting<'_>, report: &mut Report) -> anyhow::Result<()> {
    report.crawl = crawl::crawl(store, setting, crawl::Extent::Due)?;
    report.read = Some(read::read(store, setting, read::Extent::Unread)?);
    report.index = Some(index::index(store, setting, index::Extent::Changed)?);
    Ok(())
}

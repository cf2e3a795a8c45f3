//! The scheduled job: crawl, read, work out what follows, index, notice what is missing, tell. Costs next to nothing when nothing changed.

use super::attend::attend;
use super::bring_up::bring_up_to_date;
use super::{Report, Setting, alert, crawl, index, read, silence};
use crate::store::Store;
use crate::store::catalogue::changes;
use jiff::Timestamp;

/// Does everything that is due, source after source: what one brings is read and indexed before the next is asked, so that
/// one without end keeps nothing of the others back.
///
/// # Errors
/// The store cannot keep what is found; what was kept before stays.
pub fn update(store: &mut Store, setting: Setting<'_>, report: &mut Report) -> anyhow::Result<()> {
    attend(store, setting)?;
    alert::meet(store, setting)?;
    for source in setting.config.source.iter().filter(|s| setting.source.is_none_or(|name| s.name == name)) {
        let setting = Setting { source: Some(&source.name), ..setting };
        report.crawl.extend(crawl::crawl(store, setting, crawl::Extent::Due)?);
        report.add_read(read::read(store, setting, read::Extent::Unread)?);
        if !changes::to_index(store.catalogue())?.is_empty() {
            bring_up_to_date(store, setting, report, index::Extent::Changed)?;
        }
        attend(store, setting)?;
    }
    // What no source of the configuration has any more is read too.
    report.add_read(read::read(store, setting, read::Extent::Unread)?);
    bring_up_to_date(store, setting, report, index::Extent::Changed)?;
    attend(store, setting)?;
    report.silence = Some(silence::notice(store, setting, Timestamp::now())?);
    report.alerts = alert::alert(store, setting)?;
    Ok(())
}

//! Commits, rebuilds, crashes and other versions.

use crate::record;

use index::{Filters, Index, IndexError, Query, Writer};
use std::fs;

fn count(index: &Index, typed: &str) -> u64 {
    index.snapshot().count(&Query::lenient(typed).query, &Filters::default()).unwrap().found.passages
}

#[test]
fn an_update_is_seen_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(record::write(folder.path(), &record::passages()), 1);
    let index = Index::open(folder.path()).unwrap();
    let before = index.snapshot();
    let mut writer = Writer::update(folder.path()).unwrap();
    let document = ::record::DocumentId::from_stored("m1");
    writer.delete_document(&document);
    writer.add(&record::entry("m1", 0, Some("2019-05-14"), "Zebra crossings.")).unwrap();
    index.reload().unwrap();
    assert_eq!((count(&index, "zebra"), count(&index, "stability")), (0, 4));
    assert_eq!(writer.commit().unwrap(), 2);
    assert_eq!(count(&index, "zebra"), 0, "a snapshot stays as it was until the index is reloaded");
    index.reload().unwrap();
    assert_eq!((count(&index, "zebra"), count(&index, "stability")), (1, 1));
    assert_eq!((before.generation(), index.snapshot().generation()), (1, 2));
    assert_eq!(before.count(&Query::lenient("stability").query, &Filters::default()).unwrap().found.passages, 4);
}

#[test]
fn a_rebuild_leaves_old_readers_alone_and_cleans_up() {
    let folder = tempfile::tempdir().unwrap();
    record::write(folder.path(), &record::passages());
    let old = Index::open(folder.path()).unwrap();
    let before = old.snapshot();
    // One that was never finished.
    drop(Writer::rebuild(folder.path()).unwrap());
    assert_eq!(count(&old, "stability"), 4);
    assert_eq!(record::write(folder.path(), &[record::entry("n", 0, None, "New words")]), 2);
    assert_eq!(
        before
            .search(&index::SearchRequest::new(Query::lenient("stability").query, Filters::default()))
            .unwrap()
            .hits
            .len(),
        4
    );
    old.reload().unwrap();
    assert_eq!((count(&old, "stability"), count(&old, "words")), (0, 1));
    let folders = fs::read_dir(folder.path()).unwrap().filter(|e| e.as_ref().unwrap().path().is_dir()).count();
    assert_eq!(folders, 1);
}

#[test]
fn what_cannot_be_used_is_said_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let missing = Index::open(folder.path()).err().unwrap();
    assert!(matches!(missing, IndexError::Missing(_)) && missing.to_string().contains("--rebuild"));
    record::write(folder.path(), &record::passages());
    let writer = Writer::update(folder.path()).unwrap();
    assert!(matches!(Writer::update(folder.path()).err().unwrap(), IndexError::Locked(_)));
    drop(writer);
    let header = folder.path().join("1/header.json");
    let other = fs::read_to_string(&header).unwrap().replace("\"fields\":\"", "\"fields\":\"0");
    fs::write(&header, other).unwrap();
    let outdated = Index::open(folder.path()).err().unwrap();
    assert!(matches!(outdated, IndexError::Outdated { .. }) && outdated.to_string().contains("--rebuild"));
    fs::write(&header, "{").unwrap();
    assert!(matches!(Index::open(folder.path()).err().unwrap(), IndexError::Damaged { .. }));
    fs::write(folder.path().join("current"), "none").unwrap();
    assert!(matches!(Index::open(folder.path()).err().unwrap(), IndexError::Damaged { .. }));
    // A rebuild mends all of it.
    record::write(folder.path(), &record::passages());
    assert_eq!(count(&Index::open(folder.path()).unwrap(), "stability"), 4);
}

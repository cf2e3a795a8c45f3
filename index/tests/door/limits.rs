//! What cannot be told whole says so.

use crate::record;

use ::record::{DocumentId, Kind};
use index::{Filters, Index, Interval, Query, Routes, SearchRequest};
use std::sync::Arc;
use std::time::Duration;

/// With no time at all, every way of asking says that it was cut; with the usual time none does.
#[test]
fn what_is_stopped_for_time_says_so() {
    let folder = tempfile::tempdir().unwrap();
    record::write(folder.path(), &record::passages());
    for (index, cut) in [
        (Index::open_within(folder.path(), Duration::ZERO).unwrap(), true),
        (Index::open(folder.path()).unwrap(), false),
    ] {
        let (index, query, all) = (index.snapshot(), Query::lenient("workforce").query, Filters::default());
        let told = [
            ("ask", index.search(&SearchRequest::new(query.clone(), all.clone())).unwrap().cut),
            ("count", index.count(&query, &all).unwrap().cut),
            ("matching", index.matching(&query, &all).unwrap().cut),
            ("timeline", index.timeline(&query, &all, Interval::Year, Routes::NONE).unwrap().cut),
            ("speakers", index.speakers(&query, &all).unwrap().cut),
            ("related", index.related(&query, &all).unwrap().cut),
            ("mentions", Arc::clone(&index).mentions(&query, &all, Routes::NONE, None).unwrap().cut().to_vec()),
            (
                "document mentions",
                index.document_mentions(&query, &DocumentId::from_stored("m1")).unwrap().cut().to_vec(),
            ),
        ];
        for (asked, said) in told {
            assert_eq!(!said.is_empty(), cut, "{asked}: {said:?}");
        }
    }
}

/// Every value of a passage comes back as it was written.
#[test]
fn passages_come_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut entries = record::passages();
    let mut full = record::said_by(entries.swap_remove(0), "The Chair", Some("Ann Acton"), Some("Chair"));
    full.page_label = Some("iv".to_owned());
    full.document.url = Some("https://example.org/a.pdf".to_owned());
    full.document.page_url = Some("https://example.org/a.pdf#page=1".to_owned());
    if let Some(meeting) = &mut full.meeting {
        meeting.time = "18:30".parse().ok();
    }
    entries.push(full);
    record::write(folder.path(), &entries);
    let index = Index::open(folder.path()).unwrap().snapshot();
    for entry in &entries {
        assert_eq!(index.entry(&entry.id).unwrap().as_ref(), Some(entry));
        let of_document = index.entries_of(&entry.document.id).unwrap();
        assert!(of_document.map(Result::unwrap).any(|e| e == *entry));
    }
}

/// A word keeps company in some years and not in others; what is not read or not shown is told.
#[test]
fn company_is_told_by_year_and_its_limits_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut entries = Vec::new();
    for i in 0..3_600u32 {
        let (date, text) = match i % 3 {
            0 => ("2019-05-14", "The workforce plan needs retention."),
            1 => ("2020-02-03", "The workforce plan needs recruitment."),
            _ => ("2020-02-03", "Nothing of the sort was said here."),
        };
        entries.push(record::entry("m1", i, Some(date), text));
    }
    record::write(folder.path(), &entries);
    let index = Index::open(folder.path()).unwrap().snapshot();
    let few = index.related(&Query::lenient("workforce since:2019 until:2019").query, &Filters::default()).unwrap();
    assert_eq!(few.cut, [""; 0]);
    let all = index.related(&Query::lenient("workforce").query, &Filters::default()).unwrap();
    let retention = all.found.iter().find(|t| t.term == "retention").unwrap();
    let years: Vec<_> = retention.years.iter().map(|y| (y.year, y.passages, y.of)).collect();
    assert_eq!(years, [(Some(2019), 1200, 1200), (Some(2020), 0, 1200)]);
    assert_eq!(all.cut, [""; 0]);
    let most = index.related(&Query::lenient("the").query, &Filters::default()).unwrap();
    assert_eq!(most.cut, ["company: the words of 3000 of 3600 passages were read, evenly over all of them"]);
}

/// The filters that a query names itself limit what its answer rests on, the others do not.
#[test]
fn a_query_tells_its_own_filters() {
    let filters =
        Query::lenient("plan committee:cabinet kind:minutes kind:report since:2020 since:2019-03").query.filters();
    assert_eq!(filters.committees, ["cabinet"]);
    assert_eq!(filters.kinds, [Kind::Minutes, Kind::Report]);
    assert_eq!(filters.since.map(|d| d.to_string()).as_deref(), Some("2019-03"));
    assert_eq!(Query::lenient("until:2020").query.filters().until.map(|d| d.to_string()).as_deref(), Some("2020"));
    assert_eq!(Query::lenient("plan OR committee:cabinet").query.filters(), Filters::default());
    assert_eq!(Query::lenient("plan -committee:cabinet").query.filters(), Filters::default());
}

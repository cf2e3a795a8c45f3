//! What becomes of answers when nodes are lost, writers die, and hands change what is in the cluster.

use crate::UNCUT;
use crate::chance::{Chance, entries};
use crate::nodes::{Nodes, Wire, nodes};
use crate::record;
use ::record::DocumentId;
use index::{
    Cluster, ClusterError, Entry, Filters, Index, IndexError, Interval, Place, Query, Reply, Routes, SearchError,
    SearchRequest, Snapshot, Sort, Transport, Writer,
};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

fn rebuild(place: &Place, entries: &[Entry]) -> u64 {
    let mut writer = Writer::rebuild(place).unwrap();
    entries.iter().for_each(|e| writer.add(e).unwrap());
    writer.commit().unwrap()
}

fn count(index: &Snapshot, typed: &str) -> Result<u64, IndexError> {
    Ok(index.count(&Query::lenient(typed).query, &Filters::default())?.found.mentions)
}

fn open_index(place: &Place) -> Index {
    Index::open_within(place, UNCUT).unwrap()
}

fn open(place: &Place) -> Arc<Snapshot> {
    open_index(place).snapshot()
}

/// Requests of a writer, of which one is its last.
struct Dying {
    left: AtomicUsize,
}

impl Transport for Dying {
    fn send(&self, method: &str, url: &str, content: &str, body: &[u8], wait: Duration) -> Result<Reply, String> {
        let left = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        assert!(left.is_ok(), "the writer is killed here");
        Wire.send(method, url, content, body, wait)
    }
}

fn reached_by(place: &Place, transport: Arc<dyn Transport>) -> Place {
    let cluster = Cluster { transport, ..place.cluster.clone().unwrap() };
    Place { folder: place.folder.clone(), cluster: Some(cluster) }
}

#[test]
fn a_generation_is_seen_whole_or_not_at_all() {
    let Some(nodes) = nodes() else { return };
    let folder = tempfile::tempdir().unwrap();
    let place = nodes.place(folder.path(), "generations");
    let mut all: Vec<Entry> =
        (0..3).map(|seq| record::entry("m1", seq, Some("2020-01-01"), "alder and birch")).collect();
    all.push(record::entry("m2", 0, Some("2021-01-01"), "alder"));
    assert_eq!(rebuild(&place, &all), 1);
    let index = open_index(&place);
    let first = index.snapshot();
    let mut page = SearchRequest::new(Query::lenient("alder").query, Filters::default());
    page.page_size = 2;
    let cursor = first.search(&page).unwrap().next;
    assert!(cursor.is_some());
    // An update that is killed at each of its requests in turn, until one comes to its end.
    let mut killed = 0;
    loop {
        let dying = reached_by(&place, Arc::new(Dying { left: AtomicUsize::new(killed) }));
        let update = || {
            let mut writer = Writer::update(&dying).unwrap();
            writer.delete_document(&DocumentId::from_stored("m1"));
            writer.add(&record::entry("m1", 0, Some("2020-01-01"), "cedar")).unwrap();
            writer.commit().unwrap()
        };
        match catch_unwind(AssertUnwindSafe(update)) {
            Ok(generation) => break assert_eq!(generation, 2),
            Err(_) => killed += 1,
        }
        assert!(killed < 100, "it never comes to its end");
        index.reload().unwrap();
        if index.snapshot().generation() == 2 {
            // It was killed behind the one request that publishes.
            break;
        }
        assert_eq!(count(&index.snapshot(), "alder").unwrap(), 4, "killed at request {killed}");
        assert_eq!(count(&index.snapshot(), "cedar").unwrap(), 0, "killed at request {killed}");
    }
    assert!(killed > 6, "{killed}");
    println!("an update was killed at each of {killed} requests");
    index.reload().unwrap();
    let second = index.snapshot();
    assert_eq!((second.generation(), second.passages()), (2, 2));
    assert_eq!((count(&second, "alder").unwrap(), count(&second, "cedar").unwrap()), (1, 1));
    // Who began with the first goes on with it.
    assert_eq!((count(&first, "alder").unwrap(), count(&first, "cedar").unwrap()), (4, 0));
    page.cursor = cursor;
    assert_eq!(first.search(&page).unwrap().hits.len(), 2);
    // What was added and deleted by the same writer was never there.
    let mut writer = Writer::update(&place).unwrap();
    writer.add(&record::entry("m3", 0, None, "dogwood")).unwrap();
    writer.delete_document(&DocumentId::from_stored("m3"));
    writer.add(&record::entry("m4", 0, None, "elm")).unwrap();
    assert_eq!(writer.commit().unwrap(), 3);
    let third = open(&place);
    assert_eq!((count(&third, "dogwood").unwrap(), count(&third, "elm").unwrap()), (0, 1));
    assert_eq!(third.passages_by_document().unwrap().len(), 3);
    // A rebuild stands beside it until it is published; a second writer waits.
    let writer = Writer::rebuild(&place).unwrap();
    assert!(matches!(Writer::update(&place).err().unwrap(), IndexError::Locked(_)));
    drop(writer);
    assert_eq!(count(&third, "elm").unwrap(), 1);
    assert_eq!(rebuild(&place, &all), 4);
    assert_eq!((count(&open(&place), "alder").unwrap(), count(&third, "elm").unwrap()), (4, 1));
}

#[test]
fn what_is_purged_is_in_no_byte_of_any_node() {
    let Some(nodes) = nodes() else { return };
    let folder = tempfile::tempdir().unwrap();
    let place = nodes.place(folder.path(), "purge");
    let mut all = entries(&mut Chance(77), 4, 10);
    all.push(record::entry("secret", 0, Some("2020-01-01"), "The quibblemarkerword stood here."));
    rebuild(&place, &all);
    nodes.ask("POST", "/purge-1/_flush?force=true", "");
    assert!(holds(&nodes.data, b"quibblemarkerword"), "it is looked for where it stands");
    let before = open(&place);
    let mut writer = Writer::update(&place).unwrap();
    writer.delete_document(&DocumentId::from_stored("secret"));
    assert_eq!(writer.commit_and_purge().unwrap(), 3);
    assert!(!holds(&nodes.data, b"quibblemarkerword"), "it is said to be gone");
    let after = open(&place);
    assert_eq!((after.passages(), count(&after, "quibblemarkerword").unwrap()), (40, 0));
    // What rested on the state before is refused, not answered with less.
    let refused = before.count(&Query::lenient("quibblemarkerword").query, &Filters::default()).err().unwrap();
    assert!(matches!(refused, IndexError::Cluster(ClusterError::Gone(1))), "{refused}");
}

/// Notes what is asked, and of searches how many passages are to be handed over.
#[derive(Default)]
struct Noting(Mutex<Vec<String>>);

impl Noting {
    /// What was asked since the last time.
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl Transport for Noting {
    fn send(&self, method: &str, url: &str, content: &str, body: &[u8], wait: Duration) -> Result<Reply, String> {
        let path = url.trim_start_matches("http://").split_once('/').map_or("", |(_, path)| path);
        let size = serde_json::from_slice(body)
            .map_or(serde_json::Value::Null, |body: serde_json::Value| body["size"].clone());
        self.0.lock().unwrap().push(format!("{method} {} {size}", path.split('?').next().unwrap()));
        Wire.send(method, url, content, body, wait)
    }
}

#[test]
fn a_search_asks_for_nothing_beside_itself() {
    let Some(nodes) = nodes() else { return };
    let folder = tempfile::tempdir().unwrap();
    let place = nodes.place(folder.path(), "alone");
    rebuild(&place, &entries(&mut Chance(11), 4, 10));
    let noting = Arc::new(Noting::default());
    let index = open(&reached_by(&place, Arc::<Noting>::clone(&noting)));
    let before = count(&index, "zebra").unwrap();
    noting.take();
    assert_eq!(count(&index, "zebra").unwrap(), before);
    assert_eq!(noting.take(), ["POST alone-1/_search 0"], "its words are known by then");
}

#[test]
fn what_the_cluster_counts_is_not_handed_over() {
    let Some(nodes) = nodes() else { return };
    let folder = tempfile::tempdir().unwrap();
    let place = nodes.place(folder.path(), "counted");
    rebuild(&place, &entries(&mut Chance(12), 4, 10));
    let noting = Arc::new(Noting::default());
    let index = open(&reached_by(&place, Arc::<Noting>::clone(&noting)));
    let (query, filters) = (Query::lenient("zebra").query, Filters::default());
    let mut facets = SearchRequest::new(query.clone(), filters.clone());
    (facets.facets, facets.page_size) = (true, 2);
    noting.take();
    index.search(&facets).unwrap();
    let handed_over = |asked: Vec<String>| asked.into_iter().filter(|asked| !asked.ends_with(" 0")).collect::<Vec<_>>();
    assert_eq!(handed_over(noting.take()), ["POST counted-1/_search 3"], "a page, and whether there is a next");
    index.speakers(&query, &filters).unwrap();
    index.timeline(&query, &filters, Interval::Month, Routes::NONE).unwrap();
    assert_eq!(handed_over(noting.take()), [""; 0]);
}

#[test]
fn an_earlier_generation_answers_as_long_as_it_is_whole() {
    let Some(nodes) = nodes() else { return };
    let folder = tempfile::tempdir().unwrap();
    let place = nodes.place(folder.path(), "earlier");
    rebuild(&place, &[record::entry("m1", 0, Some("2020-01-01"), "alder")]);
    let mut writer = Writer::update(&place).unwrap();
    writer.add(&record::entry("m2", 0, Some("2021-01-01"), "alder")).unwrap();
    assert_eq!(writer.commit().unwrap(), 2);
    let index = open_index(&place);
    for (asked, generation, found) in [(&[1][..], 1, 1), (&[2], 2, 2), (&[1, 2], 2, 2), (&[], 2, 2)] {
        let snapshot = index.snapshot_of(asked).unwrap();
        assert_eq!((snapshot.generation(), count(&snapshot, "alder").unwrap()), (generation, found), "{asked:?}");
    }
    let mut writer = Writer::update(&place).unwrap();
    writer.delete_document(&DocumentId::from_stored("m2"));
    assert_eq!(writer.commit_and_purge().unwrap(), 4);
    index.reload().unwrap();
    // One that is open says that it is gone, whoever opens now is told what there is.
    let refused = count(&index.snapshot_of(&[1]).unwrap(), "alder").unwrap_err();
    assert!(matches!(refused, IndexError::Cluster(ClusterError::Gone(1))), "{refused}");
    let refused = Index::open(&place).unwrap().snapshot_of(&[1]).err().unwrap();
    let is_told = matches!(refused, IndexError::Cluster(ClusterError::OtherState { wanted: 1, published: 4 }));
    assert!(is_told, "{refused}");
    // A folder has one state.
    let embedded = Place::folder(folder.path().join("embedded"));
    rebuild(&embedded, &[record::entry("m1", 0, None, "alder")]);
    assert_eq!(Index::open(&embedded).unwrap().snapshot_of(&[7]).unwrap().generation(), 1);
}

/// Whether any file below a folder holds these bytes.
fn holds(folder: &Path, bytes: &[u8]) -> bool {
    let Ok(list) = fs::read_dir(folder) else { return false };
    list.flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return holds(&path, bytes);
        }
        // A file that is gone meanwhile holds nothing.
        fs::read(&path).unwrap_or_default().windows(bytes.len()).any(|window| window.eq_ignore_ascii_case(bytes))
    })
}

#[test]
fn a_lost_node_changes_no_answer_and_two_are_told() {
    let Some(mut nodes) = nodes() else { return };
    let folder = tempfile::tempdir().unwrap();
    let embedded = Place::folder(folder.path().join("embedded"));
    let cluster = nodes.place(&folder.path().join("cluster"), "lost");
    let all = entries(&mut Chance(4242), 400, 30);
    let (early, late) = all.split_at(all.len() / 2);
    rebuild(&embedded, &all);
    let mut writer = Writer::rebuild(&cluster).unwrap();
    early.iter().for_each(|e| writer.add(e).unwrap());
    // A shard of which there is no second copy yet would be lost with its node.
    nodes.wait_for("green");
    nodes.close(2);
    late.iter().for_each(|e| writer.add(e).unwrap());
    writer.commit().unwrap();
    nodes.open(2);
    nodes.wait_for("green");
    let ours = open(&embedded);
    let index = open_index(&cluster);
    let theirs = index.snapshot();
    let query = Query::lenient("plan OR \"the council\"").query;
    let expected: Vec<_> = ours
        .mentions(&query, &Filters::default(), Routes::NONE, None)
        .unwrap()
        .map(|m| format!("{:?}", m.unwrap()))
        .collect();
    // A stream, during which a node goes.
    let (began, begun) = mpsc::channel();
    let found: Vec<String> = std::thread::scope(|scope| {
        let (theirs, query) = (&theirs, &query);
        // The sender goes with the stream: one that ends early is an error here, and no wait without end.
        let stream = scope.spawn(move || {
            let list = theirs.mentions(query, &Filters::default(), Routes::NONE, None).unwrap();
            let told = list.enumerate().map(|(nth, mention)| {
                if nth == 200 {
                    began.send(()).unwrap();
                }
                format!("{:?}", mention.unwrap())
            });
            told.collect()
        });
        begun.recv().unwrap();
        nodes.close(1);
        stream.join().unwrap()
    });
    assert!(found == expected, "the stream changed when a node was lost");
    // Pages and counts, and an update, while it is away.
    let mut request = SearchRequest::new(query.clone(), Filters::default());
    request.sort = Sort::Oldest;
    for _ in 0..3 {
        let (expected, found) = (ours.search(&request).unwrap(), theirs.search(&request).unwrap());
        assert_eq!(expected, found);
        request.cursor = found.next;
    }
    let mut writer = Writer::update(&cluster).unwrap();
    writer.add(&record::entry("late", 0, None, "written while a node was away")).unwrap();
    writer.commit().unwrap();
    // Of two that are lost, it is told.
    nodes.close(2);
    let unavailable = |error: &IndexError| {
        // 500 is what a node says that does not know yet that another is gone.
        matches!(
            error,
            IndexError::Cluster(ClusterError::Unreachable(_) | ClusterError::Refused { status: 500 | 503, .. })
        )
    };
    let told = index.reload().and_then(|()| count(&index.snapshot(), "council").map(drop));
    let error = told.expect_err("one node of three cannot answer for all");
    assert!(unavailable(&error), "{error}");
    println!("two of three nodes lost: {error}");
    nodes.open(1);
    nodes.open(2);
    nodes.wait_for("yellow");
    index.reload().unwrap();
    assert_eq!(count(&index.snapshot(), "away").unwrap(), 1);
    assert_eq!(count(&index.snapshot(), "council").unwrap(), count(&ours, "council").unwrap());
}

#[test]
fn what_hands_change_is_told_in_words() {
    let Some(nodes) = nodes() else { return };
    let folder = tempfile::tempdir().unwrap();
    let place = nodes.place(&folder.path().join("one"), "hands");
    let all = entries(&mut Chance(9), 2, 5);
    assert!(matches!(Index::open(&place).err().unwrap(), IndexError::Missing(_)));
    rebuild(&place, &all);
    // Another folder may read it, and may not write.
    let stranger = nodes.place(&folder.path().join("two"), "hands");
    assert_eq!(open(&stranger).passages(), 10);
    for refused in [Writer::rebuild(&stranger).err(), Writer::update(&stranger).err()] {
        assert!(matches!(refused, Some(IndexError::Cluster(ClusterError::Foreign { .. }))));
    }
    // A disk that is full, as the cluster says it.
    let block = |on: bool| {
        let body = format!("{{\"index.blocks.read_only_allow_delete\":{}}}", if on { "true" } else { "null" });
        assert_eq!(nodes.ask("PUT", "/hands-1/_settings", &body).status, 200);
    };
    let snapshot = open(&place);
    block(true);
    let mut writer = Writer::update(&place).unwrap();
    writer.add(&record::entry("m9", 0, None, "no room")).unwrap();
    let told = writer.commit().err().unwrap().to_string();
    assert!(told.contains("disk") || told.contains("429") || told.contains("403"), "{told}");
    println!("a full disk: {told}");
    assert_eq!(snapshot.passages(), 10);
    block(false);
    // A field more, by hand.
    let added = nodes.ask("PUT", "/hands-1/_mapping", "{\"properties\":{\"mine\":{\"type\":\"long\"}}}");
    assert_eq!(added.status, 200);
    let told = Index::open(&place).err().unwrap();
    assert!(told.asks_for_rebuild() && told.to_string().contains("“mine”"), "{told}");
    assert_eq!(rebuild(&place, &all), 2);
    // The index deleted, by hand.
    let snapshot = open(&place);
    assert_eq!(nodes.ask("DELETE", "/hands-2", "").status, 200);
    let told = count(&snapshot, "plan").err().unwrap();
    assert!(told.asks_for_rebuild(), "{told}");
    println!("deleted by hand: {told}");
    assert_eq!(rebuild(&place, &all), 3);
    assert_eq!(open(&place).passages(), 10);
    not_an_engine(&nodes, folder.path());
}

#[test]
fn what_one_engine_gave_is_not_taken_for_the_others() {
    let Some(nodes) = nodes() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (embedded, cluster) = (Place::folder(folder.path()), nodes.place(folder.path(), "turns"));
    let all = entries(&mut Chance(3), 2, 10);
    let mut request = SearchRequest::new(Query::everything(), Filters::default());
    request.page_size = 2;
    for (generation, place) in [&embedded, &cluster, &embedded, &cluster, &cluster].into_iter().enumerate() {
        assert_eq!(rebuild(place, &all), generation as u64 + 1);
        let index = open(place);
        if request.cursor.is_some() {
            assert!(matches!(index.search(&request).err().unwrap(), SearchError::StaleCursor { .. }));
        }
        request.cursor = None;
        request.cursor = index.search(&request).unwrap().next;
    }
}

/// An address at which something else answers, and one at which nothing does.
fn not_an_engine(nodes: &Nodes, folder: &Path) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let answers = [
        ("a page", "<p>It works</p>"),
        ("another engine", r#"{"version":{"number":"8.15.0","build_flavor":"default"}}"#),
        ("an old one", r#"{"version":{"distribution":"opensearch","number":"1.3.20"}}"#),
    ];
    let server = std::thread::spawn(move || {
        for (_, body) in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 2048]).unwrap();
            let length = body.len();
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}").unwrap();
        }
    });
    let at = |url: String| {
        let cluster = Cluster { urls: vec![url], ..nodes.place(folder, "hands").cluster.unwrap() };
        let place = Place { folder: folder.to_owned(), cluster: Some(cluster) };
        match Writer::rebuild(&place).err().unwrap() {
            IndexError::Cluster(error) => error,
            other => panic!("{other}"),
        }
    };
    let url = || format!("http://{address}");
    assert!(matches!(at(url()), ClusterError::NotAnEngine { .. }));
    assert!(matches!(at(url()), ClusterError::NotAnEngine { .. }));
    assert!(matches!(at(url()), ClusterError::TooOld { .. }));
    server.join().unwrap();
    assert!(matches!(at(url()), ClusterError::Unreachable(_)));
}

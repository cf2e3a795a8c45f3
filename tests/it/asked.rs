//! What is asked while a job runs is done between two of its steps, however long they are, and told to be done once no
//! answer holds it any more.

use crate::sandbox::{MINUTES, Sandbox, found};
use crate::takedown::{MARK, filled, marked_files};
use minutebook::config::Config;
use minutebook::jobs::check::{self, Mending};
use minutebook::jobs::{Quiet, Report, Setting, bring_up_to_date, fold, forget, index, update};
use minutebook::store::catalogue::documents;
use minutebook::store::{DataPaths, Request, Store, WriterLock, requests};
use record::DocumentId;

/// A job that holds the data folder of a sandbox.
struct Job {
    config: Config,
    store: Store,
    paths: DataPaths,
}

impl Job {
    fn running(sandbox: &Sandbox) -> Self {
        let config = Config::load(Some(&sandbox.path("config.toml"))).unwrap();
        Self { config, store: Store::open(&sandbox.data(), "test").unwrap(), paths: DataPaths::below(sandbox.data()) }
    }

    fn asked_to_forget(&self, document: &str) -> std::path::PathBuf {
        Request::Forget { document: document.to_owned(), reason: "asked to".to_owned() }.submit(&self.paths).unwrap()
    }

    fn does<T>(&mut self, work: impl FnOnce(&mut Store, Setting<'_>) -> T) -> T {
        work(&mut self.store, Setting { config: &self.config, source: None, progress: &Quiet })
    }
}

#[test]
fn whoever_asks_while_a_job_runs_waits_until_it_is_done() {
    let (sandbox, id) = filled();
    let mut job = Job::running(&sandbox);
    assert_eq!(
        sandbox.run(&["forget", "nothing", "--reason", "a test"]).status,
        1,
        "what is not there is told at once"
    );
    let mut asking = sandbox.command(&["forget", &id, "--reason", "asked to"]).spawn().unwrap();
    while requests::requested(&job.paths).unwrap().is_empty() {
        std::thread::yield_now();
    }
    job.does(|store, setting| update::update(store, setting, &mut Report::default())).unwrap();
    assert!(asking.wait().unwrap().success());
    drop(job);
    assert_eq!(marked_files(&sandbox.data()), [""; 0]);
    assert_eq!(found(&sandbox.search(&[MARK])).len(), 0);
}

#[test]
fn what_a_job_that_ends_left_undone_is_done_by_whoever_asked() {
    let (sandbox, id) = filled();
    let lock = WriterLock::take(&sandbox.data(), "update", jiff::Timestamp::now()).unwrap();
    let mut asking = sandbox.command(&["forget", &id, "--reason", "asked to"]).spawn().unwrap();
    let paths = DataPaths::below(sandbox.data());
    while requests::requested(&paths).unwrap().is_empty() {
        std::thread::yield_now();
    }
    drop(lock);
    assert!(asking.wait().unwrap().success());
    assert!(requests::requested(&paths).unwrap().is_empty());
    assert_eq!(marked_files(&sandbox.data()), [""; 0]);
    assert_eq!(found(&sandbox.search(&[MARK])).len(), 0);
}

#[test]
fn a_takedown_is_told_to_be_done_once_the_index_has_it() {
    let (sandbox, id) = filled();
    let mut job = Job::running(&sandbox);
    let asked = job.asked_to_forget(&id);
    forget::attend_in_tables(&mut job.store).unwrap();
    assert!(requests::is_waiting(&asked), "the index still has it");
    assert_ne!(found(&sandbox.search(&[MARK])).len(), 0, "as answers show");
    job.does(|store, setting| bring_up_to_date(store, setting, &mut Report::default(), index::Extent::Changed))
        .unwrap();
    assert!(!requests::is_waiting(&asked));
    assert_eq!(found(&sandbox.search(&[MARK])).len(), 0);
}

#[test]
fn folding_attends_between_groups_of_papers() {
    let sandbox = Sandbox::new();
    sandbox.paper("a.txt", MINUTES);
    sandbox.paper("b.txt", format!("{MINUTES}\n"));
    sandbox.paper("c.txt", MINUTES.replace("12 MARCH 2020", "14 MAY 2020"));
    sandbox.done(&["update"]);
    let mut job = Job::running(&sandbox);
    let of = |name: &str| DocumentId::derive("papers", name);
    job.store.write(|t| documents::to_index(t, &of("a.txt"))).unwrap();
    job.asked_to_forget(of("c.txt").as_str());
    assert_eq!(fold::fold(&mut job.store).unwrap().groups, 2, "once more after it attended");
    assert!(requests::requested(&job.paths).unwrap().is_empty());
}

#[test]
fn checking_attends_between_files() {
    let (sandbox, id) = filled();
    let mut job = Job::running(&sandbox);
    let asked = job.asked_to_forget(&id);
    let told = job.does(|store, setting| check::check(store, setting, &mut Report::default(), Mending::Tell)).unwrap();
    assert!(!requests::is_waiting(&asked));
    assert_eq!(told.wrong, [""; 0], "what was taken down meanwhile is not missing");
}

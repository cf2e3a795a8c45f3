//! Visitors of every sort while jobs run beside the server: `cargo bench --bench load`.
//!
//! The server is a process of its own, and so are the jobs. Requests are sent at their times whether earlier ones were
//! answered or not (an open loop), and each is timed from when it was due: a server that falls behind is seen to. Three equal
//! parts: nobody writes; update, forget, a new index beside the old one and the swap to it, again and again; nobody writes.
//!
//! `FOLDER` names a folder with a `config.toml` whose record is there already, in place of a made-up one, and `FORGET` the
//! document of it that is taken down; without it none is. `SECONDS` says how long all takes (60), `RATE` how many requests a
//! second are sent (20), `MINUTEBOOK_PROGRAM` another build of the program. It fails where an answer is neither good nor an
//! honest 503.

#[path = "../unattended/place.rs"]
#[allow(dead_code)] // of the bench that it is shared with
mod place;
#[path = "../attacks/wire.rs"]
#[allow(dead_code)] // likewise
mod wire;

use demo::Site;
use place::Place;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// What is asked, each as often as it stands here: questions, pages, streams, files, dear questions.
const ASKED: &[&str] = &[
    "/api/v1/search?q=school",
    "/api/v1/search?q=%22social+workers%22",
    "/search?q=housing",
    "/api/v1/search?q=budget+OR+repairs",
    "/api/v1/search?q=children+NEAR/5+services",
    "/search?q=the&sort=newest",
    "/api/v1/timeline?q=school",
    "/api/v1/speakers?q=school",
    "/api/v1/suggest?q=sch",
    "/meetings",
    "/people",
    "/api/v1/coverage",
    "/api/v1/commitments",
    "/api/v1/mentions?q=school&format=ndjson",
    "/api/v1/resolutions?format=csv",
    "/api/v1/documents/ID/file",
    "/documents/ID",
    "/api/v1/documents/ID/pages/1/image",
    "/api/v1/search?q=staffing&related=true",
    "/",
];

/// Visitors come from so many addresses.
const VISITORS: u8 = 40;

/// How often the memory of the server is looked at.
const LOOK: Duration = Duration::from_millis(200);

/// One answer: how long it took from when it was due, and its status.
type Timed = (Duration, u16);

fn main() {
    let number = |name: &str, otherwise: u64| {
        std::env::var(name).map_or(otherwise, |told| told.parse().expect("a whole number"))
    };
    let part = Duration::from_secs(number("SECONDS", 60)) / 3;
    let rate = number("RATE", 20);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let (made_up, folder) = folder(&runtime);
    let server = Server::start(&folder);
    let id = runtime.block_on(a_document(server.address));
    let forgotten = std::env::var("FORGET").ok().or_else(|| made_up.is_some().then(|| id.clone()));
    println!(
        "\n| part | requests | good | 503 | other | p50 | p99 | longest | memory, MB |\n|---|---|---|---|---|---|---|---|---|"
    );
    let mut bad = 0;
    for (name, jobs) in [("before", false), ("with jobs", true), ("after", false)] {
        let stop = Arc::new(AtomicBool::new(false));
        let watching = watch(server.child.id(), Arc::clone(&stop));
        let working = jobs.then(|| work(&folder, forgotten.clone(), Arc::clone(&stop)));
        let answers = runtime.block_on(visit(server.address, &id, part, rate));
        stop.store(true, Ordering::Relaxed);
        let memory = watching.join().expect("a figure");
        let ran = working.map(|working| working.join().expect("the jobs")).unwrap_or_default();
        bad += told(name, answers, memory);
        ran.iter().for_each(|(job, times)| println!("  {job}: {times} times"));
    }
    assert_eq!(bad, 0, "some answers were neither good nor honest refusals");
}

/// The folder that is named, or one with a made-up record, which lives as long as its place.
fn folder(runtime: &tokio::runtime::Runtime) -> (Option<(Place, demo::Serving)>, PathBuf) {
    if let Some(folder) = std::env::var_os("FOLDER") {
        return (None, folder.into());
    }
    let site = Site::made_up(jiff::Zoned::now().date()).expect("the made-up council");
    let serving = runtime.block_on(demo::serve(Arc::clone(&site))).expect("a port");
    let place = Place::new(&site, &serving);
    place.run(&["update"]);
    let folder = place.data().parent().expect("a folder").to_owned();
    (Some((place, serving)), folder)
}

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let program = std::env::var_os("MINUTEBOOK_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_minutebook").into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).stdout(Stdio::null());
    command
}

/// The server as a process.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    fn start(folder: &Path) -> Self {
        let mut command = program(folder, &["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.env("RUST_LOG", "minutebook=info").stderr(Stdio::piped()).spawn().expect("the program");
        let mut lines = BufReader::new(child.stderr.take().expect("its words")).lines().map_while(Result::ok);
        let line = lines.find(|line| line.contains("serving http://")).expect("an address");
        std::thread::spawn(move || lines.count());
        let address = line.rsplit("http://").next().expect("an address").trim().parse().expect("an address");
        Self { child, address }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The document of some hit, of which file and pages are asked for.
async fn a_document(address: SocketAddr) -> String {
    let answer = wire::get(address, 2, "/api/v1/search?q=the").await;
    let body = answer.text.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
    let read: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    let id = read["results"][0]["document"]["id"].as_str();
    id.expect("a record in which “the” is found").to_owned()
}

/// Sends requests at their times and gives every answer.
async fn visit(address: SocketAddr, id: &str, time: Duration, rate: u64) -> Vec<Timed> {
    let mut asked = JoinSet::new();
    let begun = Instant::now();
    let requests = u32::try_from(rate * time.as_secs()).expect("a sensible number of requests");
    let between = Duration::from_secs(1) / u32::try_from(rate).expect("a sensible rate");
    for n in 0..requests {
        let due = begun + between * n;
        tokio::time::sleep_until(due.into()).await;
        let path = ASKED[n as usize % ASKED.len()].replace("ID", id);
        let visitor = 2 + u8::try_from(n % u32::from(VISITORS)).expect("a small number");
        asked.spawn(async move {
            let answer = wire::get(address, visitor, &path).await;
            (due.elapsed(), answer.status)
        });
    }
    asked.join_all().await
}

/// The largest resident memory until told to stop, in MB; 0 where the system does not tell.
fn watch(process: u32, stop: Arc<AtomicBool>) -> std::thread::JoinHandle<u64> {
    std::thread::spawn(move || {
        let mut most = 0;
        while !stop.load(Ordering::Relaxed) {
            let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
            let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
            most = most.max(line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024);
            std::thread::sleep(LOOK);
        }
        most
    })
}

/// Runs every job that writes, one after another, until told to stop. Gives how often each came to its end.
fn work(
    folder: &Path,
    forgotten: Option<String>,
    stop: Arc<AtomicBool>,
) -> std::thread::JoinHandle<BTreeMap<String, u32>> {
    let folder = folder.to_owned();
    std::thread::spawn(move || {
        let mut ran = BTreeMap::new();
        let forget: Option<Vec<&str>> = forgotten.as_deref().map(|id| vec!["forget", id, "--reason", "a bench"]);
        let jobs = [Some(vec!["update"]), forget, Some(vec!["index", "--rebuild"])];
        for job in jobs.iter().flatten().cycle() {
            if stop.load(Ordering::Relaxed) {
                break;
            }
            let status = program(&folder, job).stderr(Stdio::null()).status().expect("the program");
            // 2: done, but a paper could not be read.
            assert!(matches!(status.code(), Some(0 | 2)), "{job:?} ended with {status}");
            *ran.entry(job[0].to_owned()).or_default() += 1;
        }
        ran
    })
}

/// Prints a line of figures and gives how many answers were neither good nor honest.
fn told(name: &str, mut answers: Vec<Timed>, memory: u64) -> usize {
    answers.sort();
    let at =
        |share: f64| answers.get((answers.len() as f64 * share) as usize).map_or(Duration::ZERO, |(time, _)| *time);
    // What was taken down meanwhile is told to be gone, and what is a text has no pictures.
    let good = answers.iter().filter(|(_, status)| matches!(status, 200 | 404 | 410)).count();
    let busy = answers.iter().filter(|(_, status)| *status == 503).count();
    let bad = answers.len() - good - busy;
    println!(
        "| {name} | {} | {good} | {busy} | {bad} | {:.0?} | {:.0?} | {:.0?} | {memory} |",
        answers.len(),
        at(0.5),
        at(0.99),
        answers.last().map_or(Duration::ZERO, |(time, _)| *time)
    );
    bad
}

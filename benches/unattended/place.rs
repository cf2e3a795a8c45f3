//! A folder with a configuration, and the program run in it.

use demo::{Serving, Site};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How often a running program is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// A folder that goes when it is dropped.
pub struct Place {
    dir: tempfile::TempDir,
}

/// One run of the program.
pub struct Ran {
    pub time: Duration,
    /// Largest resident memory of the program itself, and of any of its worker processes, in kB, where the system tells.
    /// The kernel keeps the highest mark, so that only what grows within the last moment is missed.
    pub peak: Option<(u64, u64)>,
}

impl Place {
    /// A place that crawls this site, without pauses.
    pub fn new(site: &Site, serving: &Serving) -> Self {
        Self::with_delay(site, serving, 0)
    }

    /// A place that crawls this site with this pause between requests.
    pub fn with_delay(site: &Site, serving: &Serving, delay_ms: u64) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let council = &site.council().council;
        let text = format!(
            "[crawl]\ncontact = \"bench@example.org\"\ndelay_ms = {delay_ms}\nallow_private_hosts = true\n\
             [[source]]\nname = \"council\"\nkind = \"moderngov\"\nurl = \"{}\"\ncouncil = \"{council}\"\n\
             [[source]]\nname = \"inspectorate\"\nkind = \"ofsted\"\nurl = \"{}\"\ncouncil = \"{council}\"\n",
            serving.council_url(),
            serving.inspectorate_url(site)
        );
        std::fs::write(dir.path().join("config.toml"), text).expect("a configuration");
        Self { dir }
    }

    /// Another place with everything that is in this one.
    pub fn copy(&self) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        copy_all(self.dir.path(), dir.path());
        Self { dir }
    }

    /// The same place with nothing held.
    pub fn without_data(self) -> Self {
        self.remove_data();
        self
    }

    pub fn remove_data(&self) {
        std::fs::remove_dir_all(self.data()).expect("a data folder");
    }

    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let program = std::env::var_os("MINUTEBOOK_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_minutebook").into());
        let mut command = Command::new(program);
        command.current_dir(self.dir.path()).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).env("RUST_LOG", "off");
        command
    }

    /// Runs a job to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let began = Instant::now();
        let mut child = self.command(arguments).stdout(Stdio::null()).spawn().expect("the program");
        let mut peak = None;
        let status = loop {
            peak = higher(peak, peak_of(&child));
            match child.try_wait().expect("its end") {
                Some(status) => break status,
                None => std::thread::sleep(LOOK_EVERY),
            }
        };
        // 2: done, but a paper could not be read; the made-up council has one that is damaged.
        assert!(matches!(status.code(), Some(0 | 2)), "{arguments:?} ended with {status}");
        Ran { time: began.elapsed(), peak }
    }

    /// Starts a job and kills it after a while. Gives whether it was still under way.
    pub fn kill_after(&self, arguments: &[&str], while_: Duration) -> bool {
        let mut child = self.command(arguments).stdout(Stdio::null()).spawn().expect("the program");
        std::thread::sleep(while_);
        let under_way = child.try_wait().expect("its state").is_none();
        child.kill().expect("a kill");
        child.wait().expect("its end");
        under_way
    }

    /// What the program prints.
    pub fn outcome(&self, arguments: &[&str]) -> (bool, String) {
        let output = self.command(arguments).output().expect("the program");
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// The report of the last update.
    pub fn report(&self) -> Value {
        let (_, told) = self.outcome(&["status", "--format", "json"]);
        let held: Value = serde_json::from_str(&told).expect("the state as JSON");
        let runs = held["runs"].as_array().cloned().unwrap_or_default();
        runs.into_iter().find(|run| run["job"] == "update").map(|run| run["report"].clone()).unwrap_or_default()
    }

    /// Bytes below the data folder.
    pub fn size(&self) -> u64 {
        bytes_below(&self.data())
    }
}

fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => copy_all(&entry.path(), &target),
            _ => drop(std::fs::copy(entry.path(), target).expect("a copy")),
        }
    }
}

fn bytes_below(dir: &Path) -> u64 {
    let entries = std::fs::read_dir(dir).expect("a folder").flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(about) if about.is_dir() => bytes_below(&entry.path()),
            Ok(about) => about.len(),
            Err(_) => 0,
        })
        .sum()
}

fn higher(a: Option<(u64, u64)>, b: Option<(u64, u64)>) -> Option<(u64, u64)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.max(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}

/// Marks of the program and its workers, as Linux keeps them; nothing elsewhere.
fn peak_of(child: &Child) -> Option<(u64, u64)> {
    let own = mark(child.id())?;
    let children = std::fs::read_dir(format!("/proc/{}/task", child.id())).ok()?.flatten();
    let children = children.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    let workers = children.flat_map(|ids| ids.split(' ').filter_map(|id| id.parse().ok()).collect::<Vec<u32>>());
    Some((own, workers.filter_map(mark).max().unwrap_or(0)))
}

fn mark(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

//! Real nodes of OpenSearch, which `tests/engine/install` gathers. Where they are not there, or no Java is, tests say so.

use index::{Cluster, Place, Reply, Transport};
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

/// Longest that these tests wait for a cluster to stand as it should.
const PATIENCE: Duration = Duration::from_secs(130);

/// Nodes of one cluster, all in one process, which ends with ours.
pub struct Nodes {
    child: Child,
    input: Option<ChildStdin>,
    output: Lines<BufReader<ChildStdout>>,
    pub urls: Vec<String>,
    closed: Vec<usize>,
    _folder: tempfile::TempDir,
    pub data: PathBuf,
}

/// The root of the project, from whichever crate these nodes are asked for.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    if here.join("tests/engine").is_dir() { here.to_owned() } else { here.join("..") }
}

/// The jars, where they were gathered.
///
/// # Panics
/// `MINUTEBOOK_REQUIRED` is set and there are none.
fn jars() -> Option<PathBuf> {
    let root = root();
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
    let jars = target.join("engine");
    let has_java = Command::new("java").arg("-version").stderr(Stdio::null()).status().is_ok_and(|s| s.success());
    if has_java && jars.is_dir() {
        return Some(jars);
    }
    let missing = format!("no Java, or no OpenSearch at {}: run tests/engine/install", jars.display());
    assert!(std::env::var_os("MINUTEBOOK_REQUIRED").is_none(), "{missing}");
    eprintln!("{missing}; the second engine is NOT tested");
    None
}

/// The three nodes of these tests, for one test at a time; all are open and empty when they are given.
pub fn nodes() -> Option<MutexGuard<'static, Nodes>> {
    static NODES: OnceLock<Option<Mutex<Nodes>>> = OnceLock::new();
    let nodes = NODES.get_or_init(|| jars().map(|jars| Mutex::new(Nodes::start(&jars, 3))));
    let mut nodes = nodes.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
    // Those that a test lost which did not come to its end.
    while let Some(node) = nodes.closed.pop() {
        nodes.tell(&format!("open {node}"));
    }
    nodes.delete_indices();
    nodes.wait_for("green");
    Some(nodes)
}

/// How often a minute is waited for a cluster.
const MOST_WAITS: usize = 4;

impl Nodes {
    fn start(jars: &Path, count: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().to_owned();
        let mut child = Command::new("java")
            .args(["-Xmx768m", "-cp", &format!("{}/*", jars.display())])
            .arg(root().join("tests/engine/Cluster.java"))
            .arg(&data)
            .arg(count.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = loop {
            let line = output.next().expect("the nodes ended").unwrap();
            if let Some(ports) = line.strip_prefix("ready ") {
                break ports.to_owned();
            }
        };
        let urls = ready.split_whitespace().map(|port| format!("http://127.0.0.1:{port}")).collect();
        let mut nodes = Self { child, input, output, urls, closed: Vec::new(), _folder: folder, data };
        nodes.wait_for("green");
        nodes
    }

    fn tell(&mut self, order: &str) {
        writeln!(self.input.as_mut().unwrap(), "{order}").unwrap();
        while self.output.next().expect("the nodes ended").unwrap() != "done" {}
    }

    /// Loses a node.
    pub fn close(&mut self, node: usize) {
        self.tell(&format!("close {node}"));
        self.closed.push(node);
    }

    /// Brings it back.
    pub fn open(&mut self, node: usize) {
        self.tell(&format!("open {node}"));
        self.closed.retain(|closed| *closed != node);
    }

    /// Waits until all shards stand so; the cluster itself says when. On a busy machine copies are given up after a few
    /// tries, until somebody asks for them again.
    pub fn wait_for(&mut self, colour: &str) {
        let path = format!("/_cluster/health?wait_for_status={colour}&wait_for_nodes=3&timeout=60s");
        let mut told = String::new();
        for _ in 0..MOST_WAITS {
            let reply = self.ask("GET", &path, "");
            if reply.status == 200 {
                return;
            }
            told = String::from_utf8_lossy(&reply.body).into_owned();
            self.ask("POST", "/_cluster/reroute?retry_failed=true", "");
        }
        panic!("the cluster is not {colour}: {told}");
    }

    /// What tests before left: nobody waits for copies of it to be made, and nobody finds it by chance.
    fn delete_indices(&mut self) {
        // Indices are only told, and deleted, by a cluster that has a manager.
        self.wait_for("red");
        let listed = String::from_utf8(self.ask("GET", "/_cat/indices?h=index", "").body).unwrap();
        for index in listed.split_whitespace() {
            let reply = self.ask("DELETE", &format!("/{index}"), "");
            assert_eq!(reply.status, 200, "{index} stays: {}", String::from_utf8_lossy(&reply.body));
        }
    }

    /// Sends a request to the first node that answers.
    pub fn ask(&self, method: &str, path: &str, body: &str) -> Reply {
        let send = |url: &String| {
            Wire.send(method, &format!("{url}{path}"), "application/json", body.as_bytes(), PATIENCE).ok()
        };
        self.urls.iter().find_map(send).unwrap()
    }

    /// A place for an index of this name, with a folder of ours.
    pub fn place(&self, folder: &Path, name: &str) -> Place {
        let cluster = Cluster {
            urls: self.urls.clone(),
            index: name.to_owned(),
            shards: 3,
            replicas: 1,
            transport: Arc::new(Wire),
        };
        Place { folder: folder.to_owned(), cluster: Some(cluster) }
    }
}

impl Drop for Nodes {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

/// Plain HTTP/1.1 over loopback: what the tests need of a client.
pub struct Wire;

impl Transport for Wire {
    fn send(&self, method: &str, url: &str, content: &str, body: &[u8], patience: Duration) -> Result<Reply, String> {
        exchange(method, url, content, body, patience).map_err(|error| format!("{url}: {error}"))
    }
}

fn exchange(method: &str, url: &str, content: &str, body: &[u8], patience: Duration) -> std::io::Result<Reply> {
    let rest = url.trim_start_matches("http://");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(patience))?;
    let path = path.replace(' ', "%20");
    let length = body.len();
    let head = format!(
        "{method} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: {content}\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let bad = || std::io::Error::other("the answer was cut off");
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n").ok_or_else(bad)?;
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).ok_or_else(bad)?;
    let body = &answer[end + 4..];
    let body = if head.contains("transfer-encoding: chunked") { unchunk(body).ok_or_else(bad)? } else { body.to_vec() };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse::<usize>().ok());
    // A node that is lost in the midst of an answer.
    if length.is_some_and(|length| length != body.len()) {
        return Err(bad());
    }
    Ok(Reply { status, body })
}

fn unchunk(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|w| w == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..end]).ok()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(end + 2..end + 2 + size)?);
        rest = rest.get(end + 4 + size..)?;
    }
}

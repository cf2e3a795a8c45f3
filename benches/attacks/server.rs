//! Attacks of visitors.

use super::Outcome;
use super::place::Place;
use super::wire::{Answer, connect, escaped, get, send};
use demo::Site;
use minutebook::web::routes::ENDPOINTS;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::task::JoinSet;

/// Who attacks and who looks on, as last parts of their addresses.
const ATTACKER: u8 = 2;
const BYSTANDER: u8 = 3;

/// Another attacker, none of whose connections is still being closed.
const SECOND: u8 = 4;

/// The server as a process.
struct Server {
    child: Child,
    address: SocketAddr,
    _place: Place,
}

impl Server {
    fn start(place: Place) -> Self {
        let program = std::env::var_os("MINUTEBOOK_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_minutebook").into());
        let folder = place.data().parent().expect("a folder").to_owned();
        let mut child = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .current_dir(folder)
            .env("RUST_LOG", "minutebook=info")
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        let mut lines = BufReader::new(child.stderr.take().expect("its words")).lines().map_while(Result::ok);
        let line = lines.find(|line| line.contains("serving http://")).expect("an address");
        std::thread::spawn(move || lines.count());
        let address = line.rsplit("http://").next().expect("an address").trim().parse().expect("an address");
        Self { child, address, _place: place }
    }

    /// Resident memory now, in MB; 0 where the system does not tell.
    fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Every attack on one server.
pub async fn attack() -> Vec<Outcome> {
    let site = Site::made_up(jiff::Zoned::now().date()).expect("the made-up council");
    let serving = demo::serve(Arc::clone(&site)).await.expect("a port");
    let place = Place::new(&site, &serving);
    let place = tokio::task::spawn_blocking(move || {
        place.run(&["update"]);
        place
    });
    let server = Server::start(place.await.expect("a record"));
    let mut outcomes = vec![
        asked("paths and words that lead elsewhere", &server, paths(), |answer| !answer.text.contains("root:x:")).await,
        asked("markup that is said back", &server, markup(), |answer| {
            !answer.is_page() || !answer.text.contains("<script>alert")
        })
        .await,
        asked("repeated and long parameters", &server, bombs(), |_| true).await,
        asked("hostile queries", &server, queries(), |_| true).await,
        asked("forged cursors", &server, cursors(), |answer| matches!(answer.status, 200 | 400 | 410)).await,
        raw(&server).await,
        labels(&server).await,
        silent(&server).await,
        stalled(&server).await,
        heavy(&server).await,
    ];
    let alive = get(server.address, BYSTANDER, "/healthz").await.status == 200;
    let note = format!("{} MB resident", server.memory());
    outcomes.push(Outcome { name: "the server afterwards", tried: 1, held: usize::from(alive), note });
    outcomes
}

/// Asks for addresses, one after another.
async fn asked(name: &'static str, server: &Server, paths: Vec<String>, holds: fn(&Answer) -> bool) -> Outcome {
    let mut outcome = Outcome { name, tried: paths.len(), held: 0, note: String::new() };
    let mut slowest = Duration::ZERO;
    for path in paths {
        let begun = Instant::now();
        let answer = get(server.address, ATTACKER, &path).await;
        slowest = slowest.max(begun.elapsed());
        let held = answer.is_honest() && holds(&answer);
        outcome.held += usize::from(held);
        if !held {
            outcome.note += &format!("{} for {}; ", answer.status, path.chars().take(80).collect::<String>());
        }
    }
    outcome.note += &format!("slowest {:.1} s", slowest.as_secs_f64());
    outcome
}

fn paths() -> Vec<String> {
    let ends = [
        "../../../../etc/passwd",
        "..%2f..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "..%5c..%5c..%5cetc%5cpasswd",
        "....//....//....//etc/passwd",
        "%252e%252e%252f%252e%252e%252fetc%252fpasswd",
        "/etc/passwd",
        "%00",
        "a%0d%0aset-cookie:%20x=y",
        "'%20OR%201=1--",
        "1;DROP%20TABLE%20document",
    ];
    let begin = ["/", "/documents/", "/api/v1/documents/", "/api/v1/passages/", "/api/v1/export/", "/static/"];
    begin.iter().flat_map(|begin| ends.iter().map(move |end| format!("{begin}{end}"))).collect()
}

fn markup() -> Vec<String> {
    let said = escaped("\"><script>alert(1)</script>");
    let parameters = ["q", "speaker", "committee", "council", "since", "sort", "cursor", "kind", "owner", "unknown"];
    let pages =
        ["/search", "/people", "/meetings", "/commitments", "/resolutions", "/api/v1/search", "/api/v1/mentions"];
    pages
        .iter()
        .flat_map(|page| parameters.iter().map(|name| format!("{page}?{name}={said}")).collect::<Vec<_>>())
        .collect()
}

fn bombs() -> Vec<String> {
    let many = |path: &str, name: &str, n: usize| {
        let values: Vec<String> = (0..n).map(|i| format!("{name}=a{i}")).collect();
        format!("{path}?{}", values.join("&"))
    };
    let words = (0..400).map(|n| format!("a{n}")).collect::<Vec<_>>().join("+");
    vec![
        many("/search", "speaker", 500),
        many("/search", "speaker", 4_000),
        many("/search", "q", 4_000),
        many("/search", "committee", 1_000),
        many("/api/v1/commitments", "owner", 1_200),
        many("/api/v1/commitments", "owner", 20),
        format!("/api/v1/commitments?owner={words}"),
        format!("/search?q={}", "x".repeat(9_000)),
        format!("/search?q={}", words),
        format!("/search?{}", "&".repeat(8_000)),
    ]
}

fn queries() -> Vec<String> {
    let deep = format!("{}x{}", "(".repeat(480), ")".repeat(480));
    let words = [
        "*",
        "a*",
        "\"",
        "\"\"",
        "-",
        "NOT",
        "NOT the",
        "OR OR OR",
        "(",
        ")",
        "((((",
        "a NEAR/0 b",
        "a NEAR/99999 b",
        "\"the of and to in a\"",
        "th* OR a* OR s* OR c* OR e* OR o*",
        "the~2",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa~",
        "speaker:",
        "since:9999",
        "since:-1",
        "\u{0}",
        "\u{202e}abc",
        "👩‍👩‍👧‍👦",
        "%",
        "_",
        "'; --",
        "\\",
        "NEAR",
        "a:b:c:d",
    ];
    let mut all: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    all.extend([deep, "a OR ".repeat(190), "\"a b\" ".repeat(150), "a NEAR/5 ".repeat(100)]);
    let ask = ["search", "mentions", "timeline", "speakers", "related", "suggest", "resolutions", "commitments"];
    all.iter().flat_map(|q| ask.map(|path| format!("/api/v1/{path}?q={}", escaped(q)))).collect()
}

fn cursors() -> Vec<String> {
    let forged =
        ["x", "AAAA", "////", "0", "-1", "18446744073709551616", "e30", "W10", "bnVsbA", "%00", "..", "' OR 1=1"];
    let lists = ENDPOINTS.iter().filter(|endpoint| !endpoint.path.contains('{'));
    lists.flat_map(|list| forged.map(|cursor| format!("{}?q=the&cursor={}", list.path, escaped(cursor)))).collect()
}

/// What is no request as a browser sends it.
async fn raw(server: &Server) -> Outcome {
    let header = |name: &str, value: String| {
        format!("GET / HTTP/1.1\r\nhost: x\r\n{name}: {value}\r\nconnection: close\r\n\r\n")
    };
    let many: String = (0..300).map(|n| format!("x-{n}: y\r\n")).collect();
    let requests = [
        header("x", "y".repeat(400_000)),
        format!("GET / HTTP/1.1\r\nhost: x\r\n{many}\r\n"),
        header("x-request-id", "i".repeat(6_000)),
        header("x-request-id", "\u{1b}[31m".to_owned()),
        header("x-forwarded-for", "1.2.3.4, ".repeat(500)),
        header("host", "evil.example".to_owned()),
        "POST /search HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n0\r\n\r\nGET /x".to_owned(),
        format!("POST /mcp HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999\r\nconnection: close\r\n\r\n{}", "x".repeat(60_000)),
        "DELETE /api/v1/documents/x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_owned(),
        "GET http://169.254.169.254/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_owned(),
        "CONNECT example.org:443 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\n\r\n".to_owned(),
        "\u{16}\u{3}\u{1}\r\n\r\n".to_owned(),
    ];
    let mut outcome = Outcome { name: "malformed requests", tried: requests.len(), held: 0, note: String::new() };
    for request in requests {
        let answer = send(server.address, ATTACKER, request.as_bytes()).await;
        // A connection that is closed without a word is a refusal, too.
        let held = answer.status < 500 && !answer.text.contains("evil.example") && !answer.text.contains("iiii");
        outcome.held += usize::from(held);
        if !held {
            outcome.note +=
                &format!("{} for {}; ", answer.status, request.chars().take(50).collect::<String>().escape_debug());
        }
    }
    outcome
}

/// Words of visitors that would become figures for ever.
async fn labels(server: &Server) -> Outcome {
    let before = server.memory();
    for n in 0..300 {
        let request = format!("{}{n} / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", "M".repeat(20_000));
        send(server.address, ATTACKER, request.as_bytes()).await;
    }
    let figures = get(server.address, BYSTANDER, "/metrics").await;
    let grown = server.memory().saturating_sub(before);
    let held = figures.status == 200 && !figures.text.contains("MMMM") && grown < 32;
    let note = format!("{} kB of figures, {grown} MB more", figures.text.len() / 1024);
    Outcome { name: "300 methods of 20,000 letters", tried: 1, held: usize::from(held), note }
}

/// Connections that say nothing, or half of what HTTP/2 begins with.
async fn silent(server: &Server) -> Outcome {
    let mut open = Vec::new();
    for n in 0..1_100 {
        if let Ok(mut stream) = connect(server.address, ATTACKER).await {
            if n % 2 == 0 {
                let _ = stream.write_all(b"PRI * HT").await;
            }
            open.push(stream);
        }
    }
    let begun = Instant::now();
    let answer = get(server.address, BYSTANDER, "/api/v1/search?q=school").await;
    let note = format!(
        "{} opened; somebody else is answered {} after {:.1} s",
        open.len(),
        answer.status,
        begun.elapsed().as_secs_f64()
    );
    Outcome { name: "1,100 connections that say nothing", tried: 1, held: usize::from(answer.status == 200), note }
}

/// Readers who stop reading.
async fn stalled(server: &Server) -> Outcome {
    let mut open = Vec::new();
    for _ in 0..64 {
        if let Ok(mut stream) = connect(server.address, ATTACKER).await {
            let _ = stream.write_all(b"GET /api/v1/mentions?q=the&format=ndjson HTTP/1.1\r\nhost: x\r\n\r\n").await;
            open.push(stream);
        }
    }
    let mut held = 0;
    let paths = [
        "/api/v1/mentions?q=school&format=ndjson",
        "/api/v1/export/meetings.ndjson",
        "/api/v1/commitments?format=csv",
        "/search?q=school",
    ];
    for path in paths {
        held += usize::from(get(server.address, BYSTANDER, path).await.status == 200);
    }
    Outcome {
        name: "64 streams that are not read on",
        tried: paths.len(),
        held,
        note: "asked by somebody else".to_owned(),
    }
}

/// Many dear questions at once.
async fn heavy(server: &Server) -> Outcome {
    let mut asked = JoinSet::new();
    for n in 0..40 {
        let address = server.address;
        let path = if n % 2 == 0 {
            "/api/v1/search?q=the+OR+a+OR+of&related=true"
        } else {
            "/search?q=the+OR+a&speaker=a&related=true"
        };
        asked.spawn(async move { get(address, SECOND, path).await.status });
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    let begun = Instant::now();
    let light = get(server.address, BYSTANDER, "/api/v1/search?q=school").await;
    let waited = begun.elapsed();
    let answers = asked.join_all().await;
    let honest = answers.iter().filter(|status| matches!(status, 200 | 503)).count();
    let note = format!(
        "{} answered, {} turned away; a light one of somebody else {} after {:.1} s",
        answers.iter().filter(|status| **status == 200).count(),
        answers.iter().filter(|status| **status == 503).count(),
        light.status,
        waited.as_secs_f64()
    );
    Outcome { name: "40 dear questions at once", tried: 41, held: honest + usize::from(light.status == 200), note }
}

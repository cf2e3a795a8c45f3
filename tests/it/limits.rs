//! Nothing that one visitor does, or one publisher writes, keeps the others from being served.

use crate::program::Program;
use crate::sandbox::{MINUTES, Sandbox};
use minutebook::store::Reader;
use minutebook::web::{App, Listeners, Patience, serve_with};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

/// Short enough for a test, long enough for an answer on a busy machine.
const PATIENCE: Patience = Patience {
    first_request: Duration::from_secs(2),
    idle: Duration::from_secs(2),
    stalled: Duration::from_secs(30),
    of_one_address: 8,
    in_all: 16,
};

/// A small record, served in this process.
struct Served {
    _sandbox: Sandbox,
    _runtime: Runtime,
    address: SocketAddr,
    stop: CancellationToken,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

fn served() -> Served {
    let sandbox = Sandbox::new();
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.done(&["update"]);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (address, stop) = runtime.block_on(async {
        let reader = Reader::open(&sandbox.data()).unwrap();
        let app = App::new(reader, "https://record.example".parse().unwrap(), Vec::new());
        let listeners = Listeners::bind("127.0.0.1:0".parse().unwrap(), None).await.unwrap();
        let (address, stop) = (listeners.address().unwrap(), CancellationToken::new());
        tokio::spawn(serve_with(listeners, app, stop.clone(), PATIENCE));
        (address, stop)
    });
    Served { _sandbox: sandbox, _runtime: runtime, address, stop }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
    stream
}

/// Sends this and gives everything that comes until the other side closes.
fn send(address: SocketAddr, request: &str) -> String {
    let mut stream = connect(address);
    // Whoever is turned away may be so before all is sent.
    let _ = stream.write_all(request.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(address: SocketAddr, path: &str) -> String {
    send(address, &format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"))
}

/// Whether the other side closes without a word.
fn is_closed(stream: &mut TcpStream) -> bool {
    !matches!(stream.read(&mut [0; 64]), Ok(n) if n > 0)
}

#[test]
fn connections_that_say_nothing_are_closed_and_one_address_has_so_many() {
    let served = served();
    let mut silent: Vec<TcpStream> = (0..PATIENCE.of_one_address).map(|_| connect(served.address)).collect();
    // Half of what HTTP/2 begins with is as little.
    for stream in silent.iter_mut().take(4) {
        stream.write_all(b"PRI * HT").unwrap();
    }
    assert!(is_closed(&mut connect(served.address)), "one more is turned away at once");
    for stream in &mut silent {
        assert!(is_closed(stream));
    }
    assert!(get(served.address, "/healthz").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_connection_between_requests_is_closed_after_a_while() {
    let served = served();
    let mut idle = connect(served.address);
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    idle.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"));
}

#[test]
fn what_asks_for_too_much_is_refused() {
    let served = served();
    let many = (0..500).map(|n| format!("speaker=a{n}")).collect::<Vec<_>>().join("&");
    let refused = get(served.address, &format!("/search?{many}"));
    assert!(refused.starts_with("HTTP/1.1 400") && refused.contains("at most 20 values"), "{refused}");
    let long = (0..9).map(|_| format!("q={}", "x".repeat(990))).collect::<Vec<_>>().join("&");
    assert!(get(served.address, &format!("/api/v1/search?{long}")).contains("at most 8192 bytes"));
    let headers: String = (0..200).map(|n| format!("x-{n}: y\r\n")).collect();
    let answer = send(served.address, &format!("GET / HTTP/1.1\r\nhost: x\r\n{headers}\r\n"));
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    let answer = send(served.address, &format!("GET / HTTP/1.1\r\nhost: x\r\nx-y: {}\r\n\r\n", "z".repeat(100_000)));
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[test]
fn no_word_of_a_request_becomes_a_figure_or_an_id() {
    let served = served();
    for n in 0..5 {
        let method = format!("{}{n}", "M".repeat(2_000));
        send(served.address, &format!("{method} / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"));
    }
    let figures = get(served.address, "/metrics");
    assert!(figures.contains("method=\"other\"") && !figures.contains("MMM"), "{figures}");
    for figure in ["minutebook_source_last_good_crawl_seconds{source=\"papers\"}", "minutebook_documents_unread 0"] {
        assert!(figures.contains(figure), "{figures}");
    }
    let asked =
        format!("GET /healthz HTTP/1.1\r\nhost: x\r\nx-request-id: {}\r\nconnection: close\r\n\r\n", "i".repeat(6_000));
    let answer = send(served.address, &asked);
    assert!(answer.starts_with("HTTP/1.1 200") && !answer.contains("iiii"), "{answer}");
    let kept = "GET /healthz HTTP/1.1\r\nhost: x\r\nx-request-id: abc-1\r\nconnection: close\r\n\r\n";
    assert!(send(served.address, kept).contains("x-request-id: abc-1"));
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_to_is_served_and_searched_as_it_is() {
    use landlock::{ABI, AccessFs, Ruleset, RulesetAttr, RulesetCreatedAttr, path_beneath_rules};
    let sandbox = Sandbox::new();
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.done(&["update"]);
    std::thread::scope(|scope| {
        // What a thread may not write, nothing that it starts may.
        let asked = scope.spawn(|| {
            let writing = AccessFs::from_write(ABI::V3);
            let rules = Ruleset::default().handle_access(writing).unwrap().create().unwrap();
            rules.add_rules(path_beneath_rules(["/dev"], writing)).unwrap().restrict_self().unwrap();
            let found = crate::sandbox::found(&sandbox.search(&["backlog"])).len();
            let program = Program::serving(&sandbox);
            (found, get(program.1, "/api/v1/search?q=backlog"))
        });
        let (found, answer) = asked.join().unwrap();
        assert_eq!(found, 2);
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("repairs backlog"), "{answer}");
    });
}

/// A PDF of one page with this content.
pub fn pdf(content: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", n + 1).into_bytes());
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    file.extend(
        format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).into_bytes(),
    );
    file
}

#[test]
fn a_page_that_cannot_be_drawn_ends_nothing_but_its_drawing() {
    let sandbox = Sandbox::new();
    // One line of dashes so short that they would fill any memory.
    let text = "BT /F 12 Tf 72 700 Td (The committee noted the report of the officers.) Tj ET";
    sandbox.paper("bomb.pdf", pdf(&format!("{text}\n[0.00000001] 0 d 1 w 0 0 m 590 800 l S")));
    sandbox.paper("plain.pdf", pdf(text));
    sandbox.run(&["update"]);
    let program = Program::serving(&sandbox);
    let image = |name: &str| {
        let id = record::DocumentId::derive("papers", name);
        get(program.1, &format!("/api/v1/documents/{id}/pages/1/image"))
    };
    let bomb = image("bomb.pdf");
    assert!(bomb.starts_with("HTTP/1.1 404") && bomb.contains("cannot draw page 1"), "{bomb}");
    assert!(image("bomb.pdf").contains("cannot draw page 1"), "and it is remembered");
    assert!(get(program.1, "/healthz").starts_with("HTTP/1.1 200"), "the server is there");
    assert!(image("plain.pdf").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_program_that_was_replaced_goes_on_serving() {
    let sandbox = Sandbox::new();
    sandbox.paper("plain.pdf", pdf("BT /F 12 Tf 72 700 Td (The committee noted the report of the officers.) Tj ET"));
    sandbox.done(&["update"]);
    let own = sandbox.path("program");
    std::fs::copy(env!("CARGO_BIN_EXE_minutebook"), &own).unwrap();
    let program = Program::start(&sandbox, Command::new(&own));
    std::fs::remove_file(&own).unwrap();
    std::fs::write(&own, "another program").unwrap();
    let id = record::DocumentId::derive("papers", "plain.pdf");
    assert!(get(program.1, &format!("/api/v1/documents/{id}/pages/1/image")).starts_with("HTTP/1.1 200"));
}

//! A server is restarted, and nobody is turned away: a service manager holds the socket, as a unit of systemd does.

use crate::sandbox::{MINUTES, Sandbox};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

/// Hands its standard input on as the first socket of a service manager, and so many in all.
const HAND_ON: &str = r#"exec 3<&0 0</dev/null; sockets=$1; shift; LISTEN_PID=$$ LISTEN_FDS=$sockets exec "$@""#;

/// Requests that are answered between two restarts, over all visitors.
const BETWEEN: usize = 40;

fn start(sandbox: &Sandbox, socket: &TcpListener, sockets: &str) -> Child {
    let server = sandbox.command(&[]);
    let mut shell = Command::new("sh");
    // The address of the command line is nobody's: the socket's is served.
    shell.args(["-c", HAND_ON, "sh", sockets]).arg(server.get_program()).args(["serve", "--listen", "192.0.2.1:1"]);
    shell.current_dir(sandbox.path(".")).env("RUST_LOG", "info");
    let socket = OwnedFd::from(socket.try_clone().unwrap());
    shell.stdin(Stdio::from(socket)).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits until it serves, and reads on what it logs.
fn is_serving(server: &mut Child) {
    let mut lines = BufReader::new(server.stderr.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains("serving http://")), "it ended before it served");
    std::thread::spawn(move || lines.count());
}

fn stop(server: &mut Child) {
    let told = Command::new("kill").args(["-TERM", &server.id().to_string()]).status().unwrap();
    assert!(told.success() && server.wait().unwrap().success());
}

/// Visitors stop when this goes, also where the test fails.
struct Visiting<'a>(&'a AtomicBool);

impl Drop for Visiting<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The first line of an answer, or what went wrong.
fn ask(address: SocketAddr) -> String {
    let answer = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer.lines().next().unwrap_or("closed without an answer").to_owned())
    };
    answer().unwrap_or_else(|error| error.to_string())
}

#[test]
fn a_restart_turns_nobody_away_where_the_socket_is_held() {
    let sandbox = Sandbox::new();
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.done(&["update"]);
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap();
    let (over, (answers, answered)) = (AtomicBool::new(false), mpsc::channel());
    std::thread::scope(|scope| {
        let visiting = Visiting(&over);
        for _ in 0..4 {
            let (over, answers) = (&over, answers.clone());
            scope.spawn(move || while !over.load(Ordering::Relaxed) && answers.send(ask(address)).is_ok() {});
        }
        for _ in 0..4 {
            let mut server = start(&sandbox, &socket, "1");
            is_serving(&mut server);
            answered.iter().take(BETWEEN).for_each(|answer| assert_eq!(answer, "HTTP/1.1 200 OK"));
            stop(&mut server);
        }
        // Whoever came since waits for one more.
        let mut last = start(&sandbox, &socket, "1");
        drop((visiting, answers));
        answered.iter().for_each(|answer| assert_eq!(answer, "HTTP/1.1 200 OK"));
        is_serving(&mut last);
        stop(&mut last);
    });
}

#[test]
fn a_socket_too_many_is_told() {
    let sandbox = Sandbox::new();
    sandbox.done(&["update"]);
    let socket = TcpListener::bind("127.0.0.1:0").unwrap();
    let ended = start(&sandbox, &socket, "2").wait_with_output().unwrap();
    let log = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(ended.status.code() == Some(3) && log.contains("hands over 2 sockets, and 1 can be used"), "{log}");
}

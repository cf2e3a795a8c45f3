//! A real client of the Model Context Protocol, the Python SDK, against the program itself: `minutebook mcp` that the client
//! starts, and `/mcp` of a server. Where the client is not installed these tests say so; `tests/mcp/install` installs it.

use crate::program::Program;
use crate::sandbox::{LETTER, MINUTES, Sandbox, root};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A committee that votes, of people who do not exist.
const VOTES: &str = "\
ANYTOWN BOROUGH COUNCIL

LICENSING COMMITTEE

6 FEBRUARY 2024

PRESENT

Councillor R. Vale (in the Chair).

Councillors A. Marrow, S. Pell and T. Ash.

1. FEES FOR TAXIS

It was moved by Councillor Marrow, seconded by Councillor Ash, that the fees for taxis be doubled.

A recorded vote was taken.

For (1): Councillor Marrow

Against (3): Councillors Vale, Pell and Ash

The motion was lost.
";

/// The Python that has the client; none where it is not installed.
///
/// # Panics
/// `MINUTEBOOK_REQUIRED` is set and there is none.
fn client() -> Option<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir));
    let python =
        std::env::var_os("MINUTEBOOK_MCP_PYTHON").map_or_else(|| target.join("mcp-client/bin/python"), PathBuf::from);
    if python.exists() {
        return Some(python);
    }
    let missing = format!("no client at {}: run tests/mcp/install", python.display());
    assert!(std::env::var_os("MINUTEBOOK_REQUIRED").is_none(), "{missing}");
    eprintln!("{missing}; the tools for assistants are NOT tested with a real client");
    None
}

fn record() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.paper("votes.txt", VOTES);
    sandbox.paper("letter.txt", LETTER);
    sandbox.done(&["update"]);
    sandbox
}

#[test]
fn a_real_client_is_told_the_same_by_both_ways_and_by_the_api() {
    let Some(python) = client() else { return };
    let sandbox = record();
    let server = Program::serving(&sandbox);
    let session = Command::new(python)
        .arg(root().join("tests/mcp/session.py"))
        .args([env!("CARGO_BIN_EXE_minutebook"), &format!("http://{}", server.1)])
        .current_dir(sandbox.path("."))
        .output()
        .unwrap();
    let (said, wrong) = (String::from_utf8_lossy(&session.stdout), String::from_utf8_lossy(&session.stderr));
    assert!(session.status.success(), "{said}\n{wrong}");
    assert!(said.trim_end().ends_with("the client is content"), "{said}\n{wrong}");
}

#[test]
fn it_ends_with_its_client_and_says_why_it_cannot_start() {
    let sandbox = Sandbox::new();
    let refused = sandbox.run(&["mcp"]);
    assert_eq!(refused.status, 3, "{refused:?}");
    assert!(refused.stdout.is_empty() && !refused.stderr.is_empty(), "{refused:?}");
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.done(&["update"]);
    let mut command = sandbox.command(&["mcp"]);
    let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let first = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}"#;
    let then = r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#;
    let call =
        r#"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"search","arguments":{"q":"backlog"}}}"#;
    let mut input = server.stdin.take().unwrap();
    write!(input, "{first}\n{then}\n{call}\n").unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(server.stdout.take().unwrap()));
    let mut answer = || serde_json::from_str::<serde_json::Value>(&lines.next().unwrap().unwrap()).unwrap();
    assert_eq!(answer()["result"]["serverInfo"]["name"], "minutebook");
    let before = answer()["result"]["structuredContent"].clone();
    assert_eq!(before["total"]["mentions"], 2);
    // What is brought in meanwhile is in the next answer.
    sandbox.paper("more.txt", MINUTES.replace("12 MARCH 2020", "9 JULY 2020").replace("by June", "by September"));
    sandbox.done(&["update"]);
    writeln!(input, "{call}").unwrap();
    let after = answer()["result"]["structuredContent"].clone();
    assert_eq!(after["total"]["documents"], 2, "{after}");
    assert!(after["generation"].as_u64() > before["generation"].as_u64(), "{after}");
    drop(input);
    assert_eq!(server.wait().unwrap().code(), Some(0), "the client has gone");
    assert!(lines.next().is_none(), "nothing but the protocol is on standard output");
}

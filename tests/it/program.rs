//! The program itself as a server, on a free port.

use crate::sandbox::Sandbox;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

/// The program, serving; it ends when this is dropped. The address that it listens at.
pub struct Program(Child, pub SocketAddr);

impl Program {
    /// Serves what is held in a sandbox.
    pub fn serving(sandbox: &Sandbox) -> Self {
        Self::start(sandbox, sandbox.command(&[]))
    }

    /// The same by another way of starting it.
    pub fn start(sandbox: &Sandbox, mut program: Command) -> Self {
        let mut child = program
            .args(["serve", "--listen", "127.0.0.1:0"])
            .current_dir(sandbox.path("."))
            .env("RUST_LOG", "info")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut lines = lines.map_while(Result::ok);
        let line = lines.find(|line| line.contains("serving http://")).unwrap();
        // Whoever does not read on holds the program up.
        std::thread::spawn(move || lines.count());
        let address = line.rsplit("http://").next().unwrap().trim().parse().unwrap();
        Self(child, address)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

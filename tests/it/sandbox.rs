//! A folder of its own for each test: a configuration, made-up papers, and the program.

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use minutebook::store::Reader;
use minutebook::web::{App, app};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tower::ServiceExt;

/// Minutes with everything that minutes have, of people who do not exist.
pub const MINUTES: &str = "\
ANYTOWN BOROUGH COUNCIL

HOUSING SCRUTINY COMMITTEE

12 MARCH 2020

PRESENT

Councillor R. Vale (in the Chair).

Councillors A. Marrow and S. Pell.

In attendance

J. Thorn\tDirector of Housing

APOLOGIES

Apologies for absence were received from Councillor T. Ash.

24. REPAIRS PLAN

The Director of Housing presented the repairs plan. Councillor Marrow asked when the repairs backlog would be cleared. The Director of Housing responded that the repairs backlog would be cleared by June.

RESOLVED: That the plan be noted.

The meeting commenced at 6.30 p.m. and finished at 8.00 p.m.
";

/// An inspectorate’s letter to people who do not exist.
pub const LETTER: &str = "\
Ofsted

Piccadilly Gate

4 May 2020

J. Thorn Director of Children’s Services Anytown Borough Council

Dear J. Thorn

Focused visit to Anytown children’s services

This letter summarises the findings of the focused visit to Anytown children’s services on 10 and 11 March 2020. Her Majesty’s inspectors for this visit were Kate Sorrel and Lorna Thyme.

Areas for improvement

- The caseloads of social workers in the assessment team.
- The timeliness of visits.

Findings

Visits are late in some teams.

Yours sincerely

Kate Sorrel Her Majesty’s Inspector
";

/// A folder that goes when it is dropped.
pub struct Sandbox {
    dir: tempfile::TempDir,
}

impl Sandbox {
    /// A sandbox with one folder source, `papers`, that is empty.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("papers")).unwrap();
        let sandbox = Self { dir };
        sandbox.configure(
            "[[source]]\nname = \"papers\"\nkind = \"folder\"\npath = \"papers\"\ncouncil = \"Anytown Borough Council\"\n",
        );
        sandbox
    }

    /// Replaces the configuration.
    pub fn configure(&self, text: &str) {
        fs::write(self.path("config.toml"), text).unwrap();
    }

    /// Writes a paper.
    pub fn paper(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path("papers").join(name), bytes).unwrap();
    }

    /// A path in the sandbox.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// The program, ready to run in the sandbox.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_minutebook"));
        command.current_dir(self.dir.path()).args(arguments).env("RUST_LOG", "info");
        command
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &[])
    }

    /// Runs the program with these variables set.
    pub fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        let mut command = self.command(arguments);
        let Output { status, stdout, stderr } = command.envs(variables.iter().copied()).output().unwrap();
        Ran {
            status: status.code().unwrap(),
            stdout: String::from_utf8(stdout).unwrap(),
            stderr: String::from_utf8(stderr).unwrap(),
        }
    }

    /// Runs the program and expects it to be done.
    pub fn done(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.status, 0, "{arguments:?}\n{}{}", ran.stdout, ran.stderr);
        ran.stdout
    }

    /// The answer to a search, as the API gives it.
    pub fn search(&self, arguments: &[&str]) -> Value {
        let ran = self.run(&[&["search", "--format", "json"], arguments].concat());
        assert!(ran.status < 2, "{arguments:?}\n{}{}", ran.stdout, ran.stderr);
        serde_json::from_str(&ran.stdout).unwrap()
    }

    /// What the server answers at this address: status and body.
    pub fn get(&self, path: &str) -> (u16, String) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let reader = Reader::open(&self.data()).unwrap();
            let application = app(&App::new(reader, "http://minutes.example".parse().unwrap(), Vec::new()), true);
            let request = Request::builder().uri(path).header("accept", "text/html,application/json");
            let response = application.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
            let status = response.status().as_u16();
            let body = response.into_body().collect().await.unwrap().to_bytes();
            (status, String::from_utf8_lossy(&body).into_owned())
        })
    }

    /// What is held, as `status` tells machines.
    pub fn held(&self) -> Value {
        serde_json::from_str(&self.done(&["status", "--format", "json"])).unwrap()
    }

    /// The report of the last run of a job.
    pub fn report(&self, job: &str) -> Value {
        let held = self.held();
        let run = held["runs"].as_array().unwrap().iter().find(|run| run["job"] == job);
        run.unwrap_or_else(|| panic!("{job} never ran: {held}"))["report"].clone()
    }
}

/// How a run of the program ended.
#[derive(Debug)]
pub struct Ran {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// Ids of the passages that were found.
pub fn found(answer: &Value) -> Vec<String> {
    let results = answer["results"].as_array().unwrap();
    results.iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
}

/// The root of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

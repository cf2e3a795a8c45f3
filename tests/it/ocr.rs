//! Reading pictures, with a stand-in for tesseract that waits until it is let go.

use crate::sandbox::Sandbox;
use minutebook::store::{DataPaths, Request, requests};
use record::DocumentId;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};

/// The first page waits for `first`, every other one for `rest`. It starts nothing and writes nothing, as it may not.
const STAND_IN: &str = r#"#!/bin/sh
[ "$1" = --version ] && exit 0
gate="$TESSDATA_PREFIX/first"
[ -e "$gate" ] && gate="$TESSDATA_PREFIX/rest"
until [ -e "$gate" ]; do :; done
echo "ANYTOWN BOROUGH COUNCIL\n\nThe committee noted the quillonbeck report of the officers."
"#;

/// A scan of so many pages.
fn scan(pages: usize) -> Vec<u8> {
    let kids: Vec<String> = (0..pages).map(|n| format!("{} 0 R", n + 4)).collect();
    let picture = "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q";
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << >> >>".to_owned();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {pages} >>", kids.join(" ")),
        format!("<< /Length {} >>\nstream\n{picture}\nendstream", picture.len()),
    ];
    objects.extend((0..pages).map(|_| page.clone()));
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", n + 1).into_bytes());
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").into_bytes()));
    let size = objects.len() + 1;
    file.extend(format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").into_bytes());
    file
}

/// A scan of three pages, and an update that has begun to read its pictures.
struct Reading {
    sandbox: Sandbox,
    update: Child,
}

impl Reading {
    fn begun() -> Self {
        let sandbox = Sandbox::new();
        let configured = fs::read_to_string(sandbox.path("config.toml")).unwrap();
        sandbox.configure(&format!("[read]\nocr = true\n{configured}"));
        sandbox.paper("scan.pdf", scan(3));
        let program = sandbox.path("gates").join("tesseract");
        fs::create_dir(program.parent().unwrap()).unwrap();
        fs::write(&program, STAND_IN).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let gates = program.parent().unwrap().to_owned();
        let path = format!("{}:{}", gates.display(), std::env::var("PATH").unwrap());
        let mut update = sandbox
            .command(&["update"])
            .envs([("PATH", path.as_str()), ("TESSDATA_PREFIX", gates.to_str().unwrap())])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(update.stderr.take().unwrap()).lines().map_while(Result::ok);
        assert!(lines.any(|line| line.contains("reading pictures")));
        // Whoever does not read on holds the program up.
        std::thread::spawn(move || lines.count());
        Self { sandbox, update }
    }

    fn let_go(&self, gate: &str) {
        fs::write(self.sandbox.path("gates").join(gate), "").unwrap();
    }

    /// Processes that are the stand-in.
    fn at_work(&self) -> Vec<u32> {
        let program = self.sandbox.path("gates").join("tesseract").display().to_string();
        let processes = fs::read_dir("/proc").unwrap().flatten();
        let numbers = processes.filter_map(|process| process.file_name().to_str()?.parse().ok());
        let is_it = |process: &u32| {
            let line = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line).contains(&program)
        };
        numbers.filter(is_it).collect()
    }

    fn wait_for_work(&self) -> u32 {
        loop {
            if let Some(process) = self.at_work().first() {
                return *process;
            }
            std::thread::yield_now();
        }
    }
}

#[test]
fn a_takedown_does_not_wait_for_the_other_pages_of_a_scan() {
    let mut reading = Reading::begun();
    reading.wait_for_work();
    let id = DocumentId::derive("papers", "scan.pdf").to_string();
    let paths = DataPaths::below(reading.sandbox.data());
    let asked = Request::Forget { document: id, reason: "asked to".to_owned() }.submit(&paths).unwrap();
    reading.let_go("first");
    assert!(reading.update.wait().unwrap().success());
    assert!(!requests::is_waiting(&asked));
    assert_eq!(reading.sandbox.report("update")["read"]["pages_read_by_ocr"], 0, "nothing of it was kept");
}

#[test]
fn a_page_whose_reading_dies_loses_none_of_the_others_and_leaves_nothing_behind() {
    let mut reading = Reading::begun();
    let process = reading.wait_for_work();
    let killed = Command::new("kill").args(["-KILL", &process.to_string()]).status().unwrap();
    assert!(killed.success());
    reading.let_go("first");
    reading.let_go("rest");
    assert!(matches!(reading.update.wait().unwrap().code(), Some(0 | 2)));
    let told = reading.sandbox.run(&["status"]).stdout;
    assert_ne!(reading.sandbox.report("update")["read"]["pages_read_by_ocr"], 0, "{told}");
    assert_eq!(reading.at_work(), [0; 0], "none goes on without us");
    assert!(!crate::sandbox::found(&reading.sandbox.search(&["quillonbeck"])).is_empty());
}

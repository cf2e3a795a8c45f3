//! The program over a cluster of real nodes: the same answers as over a folder, from as many servers as there are, and a
//! clear word where the cluster cannot answer.

#[path = "../../index/tests/cluster/nodes.rs"]
#[allow(dead_code, reason = "what these tests do not ask of the nodes")]
mod nodes;

use crate::program::Program;
use crate::sandbox::{MINUTES, Sandbox};
use index::Transport;
use nodes::{Nodes, Wire, nodes};
use serde_json::Value;
use std::time::Duration;

const SOURCE: &str =
    "[[source]]\nname = \"papers\"\nkind = \"folder\"\npath = \"papers\"\ncouncil = \"Anytown Borough Council\"\n";

fn configuration(nodes: &Nodes, index: &str) -> String {
    let urls = format!("{:?}", nodes.urls);
    format!("[index]\nengine = \"opensearch\"\nurls = {urls}\nindex = \"{index}\"\nreplicas = 1\n\n{SOURCE}")
}

fn get(program: &Program, path: &str) -> (u16, Value) {
    let reply = Wire.send("GET", &format!("http://{}{path}", program.1), "text/plain", &[], Duration::from_secs(60));
    let reply = reply.unwrap();
    let mut answer: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
    if answer.get("took_ms").is_some() {
        answer["took_ms"].take();
    }
    (reply.status, answer)
}

#[test]
fn the_program_answers_from_a_cluster_as_from_a_folder() {
    let Some(mut nodes) = nodes() else { return };
    let sandbox = Sandbox::new();
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.paper("later.txt", MINUTES.replace("12 MARCH 2020", "9 APRIL 2020").replace("backlog", "damp"));
    sandbox.done(&["update"]);
    let answers = || {
        let questions = [
            &["repairs"][..],
            &["\"repairs backlog\"", "--facets"],
            &["plan NEAR/3 repairs"],
            &["dam*", "--group", "meeting"],
            &["backlog OR damp", "--sort", "oldest"],
        ];
        questions.map(|question| {
            let mut answer = sandbox.search(question);
            for told_of_the_run in ["generation", "took_ms"] {
                answer[told_of_the_run].take();
            }
            answer
        })
    };
    let from_folder = answers();
    sandbox.configure(&configuration(&nodes, "program"));
    sandbox.done(&["index", "--rebuild"]);
    assert_eq!(from_folder, answers());
    sandbox.done(&["check"]);
    // A passage less, by hand: `check` tells it, and a rebuild makes it good.
    let hits = nodes.ask("POST", "/program-1/_search", "{\"size\":1,\"_source\":false}");
    let hits: Value = serde_json::from_slice(&hits.body).unwrap();
    let id = hits["hits"]["hits"][0]["_id"].as_str().unwrap();
    assert_eq!(nodes.ask("DELETE", &format!("/program-1/_doc/{id}?refresh=true"), "").status, 200);
    let told = sandbox.run(&["check"]);
    assert_ne!(told.status, 0);
    assert!(told.stdout.contains("the index holds"), "{}{}", told.stdout, told.stderr);
    sandbox.done(&["index", "--rebuild"]);
    sandbox.done(&["check"]);
    // Two servers over one cluster.
    let (one, two) = (Program::serving(&sandbox), Program::serving(&sandbox));
    let path = "/api/v1/search?q=repairs&facets=true";
    let (status, answer) = get(&one, path);
    assert_eq!((status, &answer["generation"]), (200, &Value::from(3)));
    assert_eq!(get(&two, path), (status, answer.clone()));
    // Too few nodes: told as such, by servers that live on. What was asked just before is still known.
    nodes.close(1);
    nodes.close(2);
    for program in [&one, &two] {
        let (status, problem) = get(program, "/api/v1/search?q=director");
        assert_eq!((status, problem["type"].as_str()), (503, Some("/docs#index_unavailable")), "{problem}");
    }
    nodes.open(1);
    nodes.open(2);
    // Every passage is there again; a busy machine makes the second copies later.
    nodes.wait_for("yellow");
    assert_eq!(get(&one, path), (200, answer.clone()));
    assert_eq!(get(&two, path), (200, answer));
    // Another folder is refused before it writes.
    let stranger = Sandbox::new();
    stranger.configure(&configuration(&nodes, "program"));
    stranger.paper("minutes.txt", MINUTES);
    let refused = stranger.run(&["update"]);
    assert_ne!(refused.status, 0);
    assert!(refused.stderr.contains("belongs to another data folder"), "{}", refused.stderr);
    assert_eq!(from_folder, answers());
    // And back, by one command.
    sandbox.configure(SOURCE);
    sandbox.done(&["index", "--rebuild"]);
    assert_eq!(from_folder, answers());
}

#[test]
fn a_copy_of_the_catalogue_answers_from_its_own_generation() {
    let Some(nodes) = nodes() else { return };
    let (sandbox, follower) = (Sandbox::new(), Sandbox::new());
    for each in [&sandbox, &follower] {
        each.configure(&configuration(&nodes, "followed"));
    }
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.done(&["update"]);
    sandbox.done(&["backup", "copy"]);
    follower.done(&["restore", sandbox.path("copy").to_str().unwrap()]);
    let answer = |of: &Sandbox| {
        let mut answer = of.search(&["repairs"]);
        answer["took_ms"].take();
        answer
    };
    let before = answer(&follower);
    assert_eq!(before, answer(&sandbox));
    // What is added later is in the index, and not in this copy.
    sandbox.paper("later.txt", MINUTES.replace("12 MARCH 2020", "9 APRIL 2020"));
    sandbox.done(&["update"]);
    assert_ne!(answer(&sandbox)["total"], before["total"]);
    let program = Program::serving(&follower);
    assert_eq!(answer(&follower), before);
    // One made anew has no earlier generation: who did not hold it refuses, in words.
    sandbox.done(&["index", "--rebuild"]);
    let (status, problem) = get(&program, "/api/v1/search?q=repairs");
    assert_eq!((status, problem["type"].as_str()), (503, Some("/docs#index_unavailable")), "{problem}");
    assert!(problem["detail"].as_str().unwrap().contains("another state than the record"), "{problem}");
}

//! What the command line refuses, and what it says of itself.

use crate::sandbox::{Sandbox, root};

#[test]
fn a_configuration_that_cannot_be_used_is_told_and_exits_with_3() {
    let sandbox = Sandbox::new();
    for (text, words) in [
        ("[crawl]\ndelay = 1", "did you mean `delay_ms`?"),
        ("[schedule]\nupdate = \"at night\"", "`at night` is no cron expression"),
        ("[server]\nlisten = \"here\"", "`here` is no address to listen at"),
        ("[[source]]\nname = \"a\"\nkind = \"fax\"", "there is no kind “fax”"),
    ] {
        sandbox.configure(text);
        let refused = sandbox.run(&["check"]);
        assert_eq!(refused.status, 3, "{text}: {refused:?}");
        assert!(refused.stderr.contains(words), "{text}: {refused:?}");
    }
    let missing = sandbox.run(&["--config", "nowhere.toml", "check"]);
    assert_eq!(missing.status, 3, "{missing:?}");
    assert!(missing.stderr.contains("nowhere.toml"), "{missing:?}");
}

#[test]
fn a_choice_of_log_lines_is_followed_or_told() {
    let sandbox = Sandbox::new();
    sandbox.paper("minutes.txt", crate::sandbox::MINUTES);
    let update = |lines: &str| sandbox.run_with(&["update"], &[("RUST_LOG", lines)]).stderr;
    assert!(update("info").contains("INFO"), "the lines asked for are missing");
    assert_eq!(update("off"), "");
    assert!(!update("minutebook=warn,crawler=off").contains("INFO"));
    let told = update("minutebook=loud");
    assert!(told.contains("RUST_LOG is not read") && told.contains("INFO"), "{told}");
}

#[test]
fn what_cannot_be_asked_is_refused_in_words() {
    let sandbox = Sandbox::new();
    sandbox.paper("minutes.txt", crate::sandbox::MINUTES);
    assert_eq!(sandbox.run(&["search", "anything"]).status, 3);
    assert_eq!(sandbox.run(&["status"]).status, 3);
    sandbox.done(&["update"]);
    for (arguments, words) in [
        (&["search", "plan", "--since", "soon"][..], "soon"),
        (&["search", "plan", "--kind", "gossip"][..], "inspection_report"),
        (&["crawl", "--source", "other"][..], "the configuration names papers"),
        (&["dance"][..], "unrecognized subcommand"),
    ] {
        let refused = sandbox.run(arguments);
        assert_eq!(refused.status, 3, "{arguments:?}: {refused:?}");
        assert!(refused.stderr.contains(words), "{arguments:?}: {refused:?}");
    }
}

#[test]
fn a_probe_says_what_is_behind_each_source() {
    let sandbox = Sandbox::new();
    sandbox.paper("minutes.txt", crate::sandbox::MINUTES);
    let told = sandbox.done(&["check", "--probe"]);
    assert!(told.contains("source papers: papers holds 1 files and folders"), "{told}");
    std::fs::remove_dir_all(sandbox.path("papers")).unwrap();
    let told = sandbox.run(&["check", "--probe"]);
    assert_eq!(told.status, 2, "{told:?}");
    assert!(told.stdout.contains("source papers: wrong: "), "{told:?}");
}

#[test]
fn everything_has_help_and_the_rest_is_generated() {
    let sandbox = Sandbox::new();
    for command in minutebook::cli::command().get_subcommands() {
        assert!(command.get_about().is_some(), "{} says nothing of itself", command.get_name());
        let help = sandbox.done(&[command.get_name(), "--help"]);
        assert!(help.contains("Usage: minutebook"), "{help}");
    }
    assert!(sandbox.done(&["search", "--help"]).contains("NEAR/"));
    assert!(sandbox.done(&["completions", "bash"]).contains("minutebook"));
    assert!(sandbox.done(&["man"]).starts_with(".ie"));
    let openapi: serde_json::Value = serde_json::from_str(&sandbox.done(&["openapi"])).unwrap();
    assert!(openapi["paths"]["/api/v1/search"].is_object());
}

#[test]
fn the_readme_lists_the_commands_as_they_are() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let mut command = minutebook::cli::command().term_width(100);
    let help = command.render_help().to_string();
    let commands = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    for line in commands.lines() {
        assert!(readme.contains(line.trim_end()), "README.md does not have this line of `minutebook --help`:\n{line}");
    }
}

//! Circles of files: a file that knows another must not be known by it, by however many steps.
//!
//! Read from the text of `use` declarations and of paths: what a macro makes is not seen, nor which methods of a type are
//! written in another file than the type. A `mod` line alone is no knowledge: a module may list its children.

use crate::sandbox::root;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A module by the names on the way to it, the crate's root being empty.
type Module = Vec<String>;

#[test]
fn no_files_know_each_other_in_a_circle() {
    for folder in ["record/src", "index/src", "crawler/src", "demo/src", "extract/src", "src"] {
        let found = circles(&root().join(folder));
        assert!(found.is_empty(), "circles in {folder}:\n{}", found.join("\n"));
    }
}

/// Each circle with the names that tie it.
fn circles(folder: &Path) -> Vec<String> {
    let modules = modules(folder, &[]);
    let ties: BTreeMap<&Module, Vec<(Module, String)>> =
        modules.iter().map(|(module, (_, text))| (module, known_by(module, text, &modules))).collect();
    let reached = |from: &Module| -> BTreeSet<Module> {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(module) = next.pop() {
            for (other, _) in &ties[&module] {
                if seen.insert(other.clone()) {
                    next.push(other.clone());
                }
            }
        }
        seen
    };
    let reach: BTreeMap<&Module, BTreeSet<Module>> = modules.keys().map(|module| (module, reached(module))).collect();
    let mut found = Vec::new();
    for (module, others) in &ties {
        for (other, name) in others.iter().filter(|(other, _)| reach[other].contains(*module)) {
            found.push(format!("  {} knows {} by {name}", modules[*module].0.display(), modules[other].0.display()));
        }
    }
    found
}

/// The files below a folder, without those that only test.
fn modules(folder: &Path, above: &[String]) -> BTreeMap<Module, (PathBuf, String)> {
    let mut found = BTreeMap::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let module = [above, std::slice::from_ref(&name)].concat();
        if name == "tests" {
            continue;
        } else if path.is_dir() {
            found.extend(modules(&path, &module));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let module = if matches!(name.as_str(), "mod" | "lib" | "main") { above.to_vec() } else { module };
            let text = fs::read_to_string(&path).unwrap();
            found.insert(module, (path, code(&text)));
        }
    }
    found
}

/// The text without comments and without the tests at its end.
fn code(text: &str) -> String {
    let text = text.split("\nmod tests {").next().unwrap_or(text);
    let without_comment = text.lines().map(|line| line.split("//").next().unwrap_or(line));
    // Who may see a thing is no knowledge of them.
    without_comment.map(|line| line.replace("pub(in crate::", "pub(")).collect::<Vec<_>>().join("\n")
}

/// The other files that a file knows, each with a name by which it does.
fn known_by(module: &Module, text: &str, modules: &BTreeMap<Module, (PathBuf, String)>) -> Vec<(Module, String)> {
    let mut known = BTreeMap::new();
    for path in paths(text) {
        let Some(path) = absolute(&path, module, modules) else { continue };
        let Some(other) = owner(&path, modules, 0).filter(|other| other != module) else { continue };
        known.entry(other).or_insert_with(|| path.join("::"));
    }
    known.into_iter().collect()
}

/// Every path that a text names: those of `use` declarations, braces opened, and those in its code.
fn paths(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut code = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("use ") {
        let before = &rest[..start];
        let is_declaration = before.trim_end_matches(' ').ends_with(['\n', ')', 'b']) || before.trim().is_empty();
        code.push_str(before);
        let declared = &rest[start + 4..];
        let end = declared.find(';').unwrap_or(declared.len());
        if is_declaration {
            flatten("", &declared[..end], &mut found);
            rest = &declared[end..];
        } else {
            rest = declared;
        }
    }
    code.push_str(rest);
    let is_in_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    for piece in code.split(|c| !is_in_path(c)).filter(|piece| piece.contains("::")) {
        found.push(names(piece));
    }
    found
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`.
fn flatten(before: &str, tree: &str, found: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let Some((stem, inner)) = tree.split_once('{') else {
        let name = tree.split(" as ").next().unwrap_or(tree);
        return found.push(names(&format!("{before}{name}")));
    };
    let inner = inner.strip_suffix('}').unwrap_or(inner);
    let (mut depth, mut start) = (0, 0);
    for (position, sign) in inner.char_indices().chain([(inner.len(), ',')]) {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !inner[start..position].trim().is_empty() {
                    flatten(&format!("{before}{}", stem.trim()), &inner[start..position], found);
                }
                start = (position + 1).min(inner.len());
            }
            _ => {}
        }
    }
}

fn names(path: &str) -> Vec<String> {
    path.split("::").map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// A path from the crate's root; `None` for one that leaves the crate.
fn absolute(path: &[String], module: &Module, modules: &BTreeMap<Module, (PathBuf, String)>) -> Option<Vec<String>> {
    let up = path.iter().take_while(|name| *name == "super").count();
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "self" => Some([module, &path[1..]].concat()),
        "super" => Some([&module[..module.len().checked_sub(up)?], &path[up..]].concat()),
        child => {
            let inner = [&module[..], std::slice::from_ref(&child.to_owned())].concat();
            modules.contains_key(&inner).then(|| [&module[..], path].concat())
        }
    }
}

/// The file that owns what a path names, followed through re-exports.
fn owner(path: &[String], modules: &BTreeMap<Module, (PathBuf, String)>, steps: usize) -> Option<Module> {
    let module = (0..=path.len()).rev().map(|length| path[..length].to_vec()).find(|m| modules.contains_key(m))?;
    let Some(name) = path.get(module.len()).filter(|_| steps < 5) else { return Some(module) };
    let text = &modules[&module].1;
    let exported = text.split("pub").skip(1).filter_map(|piece| {
        let declared = piece.trim_start_matches("(crate)").trim_start_matches("(super)").trim().strip_prefix("use ")?;
        let mut found = Vec::new();
        flatten("", declared.split(';').next()?, &mut found);
        found.into_iter().find(|path| path.last() == Some(name))
    });
    for path in exported.collect::<Vec<_>>() {
        if let Some(path) = absolute(&path, &module, modules) {
            return owner(&path, modules, steps + 1);
        }
    }
    Some(module)
}

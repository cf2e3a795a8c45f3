//! What a sentence shows: its words and their tags, whom it mentions, what grammar and rules say of it.

use crate::paper::{Paper, Place};
use crate::undertaken;
use extract::lexicon;
use extract::rules::RuleSet;
use extract::structure::speech::mention::{Mention, Who, mentions_at};
use extract::structure::speech::office::Office;
use extract::structure::speech::roster::{Found, Roster};
use extract::structure::speech::subject::finder::find_subject;
use extract::structure::speech::words::words;
use std::error::Error;
use std::path::Path;

/// Every file of rules, by name.
pub fn rules() -> Result<Vec<(String, RuleSet)>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut files = std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    // The parts that the other files' patterns are put together from are no rules themselves.
    files.retain(|path| path.file_stem().is_some_and(|stem| stem != "common"));
    files.sort();
    let mut sets = Vec::new();
    for path in files {
        let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        sets.push((name, RuleSet::parse(&std::fs::read_to_string(&path)?)?));
    }
    Ok(sets)
}

/// Prints everything about the sentence at this place.
pub fn print(paper: &Paper, place: &Place, rules: &[(String, RuleSet)]) {
    let (_, head) = &paper.parts[place.part];
    let text = paper.sentence(place);
    let roster = Roster::gather(&head.attendance, &paper.context.roll, head.meeting_on);
    let all = words(text);
    println!("words:");
    for (n, word) in all.iter().enumerate() {
        let mut tags: Vec<String> = lexicon::tags(word.text).names().map(str::to_owned).collect();
        if let Some(verb) = lexicon::verb(word.text) {
            tags.push(format!("verb {} ({:?}, {:?})", verb.lemma, verb.speech, verb.form));
        }
        println!("  {n:3} {:20} {}", word.text, tags.join(", "));
    }
    println!("mentions:");
    let mut at = 0;
    while at < all.len() {
        let Some(mention) = mentions_at(&all, at, text, &roster).into_iter().find(|m| m.end > at) else {
            at += 1;
            continue;
        };
        println!("  {at}-{} “{}”: {} -> {}", mention.end, mention.printed, manner(&mention), whom(&mention, &roster));
        at = mention.end;
    }
    println!("grammar: {:?}", find_subject(&all, text, &roster));
    println!("rules that fit:");
    for (file, set) in rules {
        for found in set.all_matches(text) {
            println!("  {file}: {} gives {} at {}-{}", found.rule.id, found.rule.gives, found.start(), found.end());
        }
    }
    undertaken::print(&all, head.kind == record::Kind::Minutes);
}

fn manner(mention: &Mention) -> String {
    match &mention.who {
        Who::Name { bare: true, .. } => "a name by its capitals alone".to_owned(),
        Who::Name { office: Some(office), .. } => format!("a name, office “{office}”"),
        Who::Name { .. } => "a name".to_owned(),
        Who::Office(_) => "an office".to_owned(),
        other => format!("{other:?}"),
    }
}

/// Who a mention may be, and why nobody where it is nobody.
fn whom(mention: &Mention, roster: &Roster) -> String {
    let found = match &mention.who {
        Who::Name { name, office, .. } => roster.named(name, office.as_deref().map(Office::parse).as_ref()),
        Who::Office(office) => roster.holding(office, &[]),
        Who::Chair => roster.chair().map_or(Found::Nobody, Found::One),
        Who::ViceChair => roster.vice_chair().map_or(Found::Nobody, Found::One),
        _ => return "whoever spoke before".to_owned(),
    };
    match found {
        Found::One(person) => {
            let person = &roster.people[person];
            let offices: Vec<&str> = person.offices.iter().map(|(office, _)| office.as_str()).collect();
            format!(
                "{} ({:?}{})",
                person.display,
                person.known,
                offices.iter().map(|o| format!(", {o}")).collect::<String>()
            )
        }
        Found::Several => "several fit: nobody is named".to_owned(),
        Found::Nobody => "nobody whom the lists know".to_owned(),
    }
}

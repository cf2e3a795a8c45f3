//! What a component is: by its label, its opening form, the sum of its forms, its name, and only then by its words.

use super::file::File;
use crate::content::{Block, Content, Page};
use crate::structure::components::{Part, few_words};
use crate::structure::evidence::Evidence;
use crate::structure::kinds;
use crate::structure::speech::ballots;
use record::Kind;

/// The kind of the component that consists of these blocks.
pub fn tell_kind(blocks: &[Block], part: &Part, file: &File) -> Kind {
    let facts = &file.context.facts;
    let labelled = if file.pack { None } else { facts.kind };
    if let Some(kind) = labelled.or(part.kind.filter(|k| *k == Kind::Minutes)) {
        return kind;
    }
    let file_name = facts.file_name.rsplit('/').next().unwrap_or_default();
    let called: Vec<&str> = match file.pack {
        true => part.title.as_deref().into_iter().collect(),
        false => facts.title.as_deref().into_iter().chain([file_name]).collect(),
    };
    if ballots::is_page(blocks) {
        return Kind::Decision;
    }
    let evidence = Evidence::gather(blocks, &called);
    if evidence.is_minutes(part.kind) {
        return Kind::Minutes;
    }
    if let Some(kind) = part.kind {
        return kind;
    }
    let pages = pages_of(blocks, file.content);
    let turned = pages.iter().filter(|p| p.width > p.height && p.height > 0.0).count();
    if pages.len() >= 3 && turned * 10 >= pages.len() * 8 && few_words(pages) {
        return Kind::Presentation;
    }
    // A letter without "Dear" is what its name says; what its name calls minutes has been asked for its forms.
    let named = called.iter().find_map(|name| kinds::of_words(name)).filter(|k| *k != Kind::Minutes);
    let agenda = || evidence.is_agenda().then_some(Kind::Agenda);
    named.or_else(agenda).or_else(|| by_words(blocks)).unwrap_or(Kind::Other)
}

fn pages_of<'c>(blocks: &[Block], content: &'c Content) -> &'c [Page] {
    let (Some(first), Some(last)) = (blocks.first(), blocks.iter().map(|b| b.last_page).max()) else {
        return &content.pages;
    };
    let at = |number: u32| content.pages.iter().position(|p| p.number == number);
    match (at(first.page), at(last)) {
        (Some(from), Some(until)) if from <= until => &content.pages[from..=until],
        _ => &[],
    }
}

/// The kind that the first words of a paper without any opening form tell.
fn by_words(blocks: &[Block]) -> Option<Kind> {
    let mut printed = blocks.iter().filter(|b| !b.furniture);
    let start: Vec<&str> = printed.clone().take(6).flat_map(|b| b.text.split_whitespace()).take(60).collect();
    let heading = printed.find(|b| b.text.split_whitespace().count() <= 20).and_then(|b| kinds::of_words(&b.text));
    heading.filter(|k| !matches!(k, Kind::Minutes | Kind::Letter)).or_else(|| {
        let start = start.join(" ").to_lowercase();
        ["report", "summary", "recommendation", "background", "purpose"]
            .iter()
            .any(|w| start.contains(w))
            .then_some(Kind::Report)
    })
}

//! What a file is taken for, and where in it a phrase stands.

use extract::structure::evidence::{ENOUGH, Evidence};
use extract::structure::head::Head;
use extract::structure::speech::sentences::sentences;
use extract::structure::{self, dates};
use extract::{Block, Content, Context};
use record::text::fold;
use record::{Component, Presence, Reading};
use std::ops::Range;

/// Dates that are printed: the own one stands near the beginning.
const DATES: usize = 6;

/// A file, read twice: as the program reads it, and with what that rests on.
pub struct Paper<'a> {
    pub content: &'a Content,
    pub context: &'a Context,
    /// The blocks and the head of each component, in order.
    pub parts: Vec<(&'a [Block], Head)>,
    pub reading: Reading,
}

/// A sentence with the phrase.
pub struct Place {
    /// Position of its component.
    pub part: usize,
    /// Position of its block in that component.
    pub block: usize,
    /// Where it stands in the block's text.
    pub range: Range<usize>,
}

impl<'a> Paper<'a> {
    pub fn read(content: &'a Content, blocks: &'a [Block], context: &'a Context) -> Self {
        let parts = structure::heads(content, blocks, context, &mut Vec::new());
        Self { content, context, parts, reading: structure::read(content, blocks, context) }
    }

    pub fn component(&self, place: &Place) -> &Component {
        &self.reading.components[place.part]
    }

    pub fn block(&self, place: &Place) -> &Block {
        &self.parts[place.part].0[place.block]
    }

    pub fn sentence(&self, place: &Place) -> &str {
        &self.block(place).text[place.range.clone()]
    }

    /// Every sentence that has the phrase; of a phrase that goes over sentences, the whole block.
    pub fn places(&self, phrase: &str) -> Vec<Place> {
        let phrase = fold(phrase);
        let mut found = Vec::new();
        for (part, (blocks, _)) in self.parts.iter().enumerate() {
            for (block, text) in blocks.iter().map(|b| b.text.as_str()).enumerate() {
                if !fold(text).contains(&phrase) {
                    continue;
                }
                let mut ranges = sentences(text);
                ranges.retain(|range| fold(&text[range.clone()]).contains(&phrase));
                if ranges.is_empty() {
                    ranges.push(0..text.len());
                }
                found.extend(ranges.into_iter().map(|range| Place { part, block, range }));
            }
        }
        found
    }

    /// Prints what the file is taken for.
    pub fn print(&self) {
        let Content { pages, metadata, .. } = self.content;
        println!("file: {} pages, metadata title {:?}", pages.len(), metadata.title);
        self.reading.problems.iter().for_each(|p| println!("problem {}: {}", p.code, p.message));
        for (component, (blocks, head)) in self.reading.components.iter().zip(&self.parts) {
            println!(
                "component {}: {}, “{}”, pages {}-{}",
                component.n, component.kind, component.title, component.first_page, component.last_page
            );
            let basis = component.date_basis.map_or("none", |b| b.as_str());
            println!("  date {} (basis {basis}), meeting on {}", shown(&component.date), shown(&component.meeting_on));
            println!(
                "  council {:?}, committee {:?}, place {:?}",
                component.council, component.committee, component.place
            );
            self.print_evidence(blocks);
            let of = |presence| component.attendance.listed.iter().filter(move |a| a.presence == presence);
            for presence in Presence::ALL {
                let names: Vec<String> = of(*presence)
                    .map(|a| format!("{}{}", a.name, a.role.as_ref().map(|r| format!(" ({r})")).unwrap_or_default()))
                    .collect();
                println!("  {presence}: {}", names.join("; "));
            }
            println!(
                "  {} items, {} blocks of which {} furniture",
                head.items.len(),
                blocks.len(),
                blocks.iter().filter(|b| b.furniture).count()
            );
        }
    }

    /// Prints by which forms a component is told from others, and the first dates in it: its own is chosen among them.
    fn print_evidence(&self, blocks: &[Block]) {
        let evidence = Evidence::gather(blocks, &[&self.context.facts.file_name]);
        println!("  speaks for minutes: {} of {ENOUGH} points; {evidence:?}", evidence.minutes());
        let dates = blocks
            .iter()
            .enumerate()
            .flat_map(|(n, block)| dates::find(&block.text).into_iter().map(move |date| (n, block, date)));
        for (n, block, date) in dates.take(DATES) {
            let words: String = block.text.chars().skip(date.start.saturating_sub(40)).take(90).collect();
            println!("  date in block {n}: {} ({:?}) in “{words}”", shown(&date.from), date.precision);
        }
    }

    /// Prints where a sentence stands.
    pub fn print_place(&self, place: &Place) {
        let (_, head) = &self.parts[place.part];
        let block = self.block(place);
        println!(
            "\ncomponent {}, page {}, block {}: {}, {:?}{}{}",
            place.part + 1,
            block.page_at(place.range.start),
            place.block,
            block.form,
            head.roles.get(place.block),
            block.marker.as_ref().map(|m| format!(", marker “{m}”")).unwrap_or_default(),
            if block.furniture { ", furniture: no passage" } else { "" }
        );
        match head.item_of.get(place.block).copied().flatten().and_then(|item| head.items.get(item)) {
            Some(item) => println!("item {} “{}”", item.number.as_deref().unwrap_or("(no number)"), item.title),
            None => println!("under no item"),
        }
        println!("sentence: {}", self.sentence(place));
    }
}

/// What is known, or a dash.
pub fn shown<T: std::fmt::Display>(value: &Option<T>) -> String {
    value.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string)
}

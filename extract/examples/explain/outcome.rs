//! What came of a sentence: its passage, who is said to speak there, and the rows that were taken from it.

use crate::paper::{Paper, Place, shown};
use record::text::fold;

/// Prints the passage of the sentence and everything that was taken from it.
pub fn print(paper: &Paper, place: &Place) {
    let component = paper.component(place);
    let sentence = fold(paper.sentence(place));
    let passages = || component.passages.iter().enumerate().filter(|(_, p)| fold(&p.text).contains(&sentence));
    if passages().next().is_none() {
        println!("outcome: no passage has the whole sentence; it is split between passages or is furniture");
    }
    for (at, passage) in passages() {
        let said = &passage.attribution;
        println!("outcome: passage {at}, page {}, {} {}", passage.page, passage.form, passage.act);
        println!(
            "  speaker: {} (printed {:?}, role {:?}), {}, {}, why: {}",
            shown(&said.name),
            said.as_printed,
            said.role,
            said.grade,
            said.certainty.map_or("nobody is known to speak", |c| c.as_str()),
            shown(&said.why)
        );
        for row in component.resolutions.iter().filter(|r| r.passage == at) {
            println!("  decided ({}, part {}): {}; why: {}", row.verb, row.n, row.text, shown(&row.why));
        }
        for row in component.votes.iter().filter(|r| r.passage == at) {
            println!(
                "  vote: {}; moved by {}, seconded by {}: {} ({} for, {} against, {} abstaining); why: {}",
                row.motion,
                shown(&row.mover),
                shown(&row.seconder),
                shown(&row.outcome),
                shown(&row.r#for.count),
                shown(&row.against.count),
                shown(&row.abstain.count),
                shown(&row.why)
            );
        }
        for row in component.commitments.iter().filter(|r| r.passage == at) {
            let owner = row.owner.as_ref().and_then(|o| o.name.as_ref().or(o.as_printed.as_ref()).or(o.role.as_ref()));
            let due = row.due.as_ref().map(|d| format!("{} ({})", d.as_printed, shown(&d.date)));
            let owner = owner.map_or("-", String::as_str);
            println!("  undertaken ({}, {}): {}", row.basis, row.strength, row.text);
            println!("    owner {owner}, due {}; why: {}", shown(&due), shown(&row.why));
        }
    }
}

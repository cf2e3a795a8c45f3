//! What of a labelled paper is read as its labels say: one figure a row of labels.

use super::compare::{contains_words, words};
use super::labels::{Labels, Listed, ResolutionRow, Turn, VoteRow};
use super::similarity::{letter_similarity, similarity};
use super::undertakings;
use record::{Component, Kind, Passage, Presence, Reading, Resolution, Side, Vote, VoteOutcome};
use std::collections::BTreeMap;

/// How many of the labelled (or listed) rows are right, and what fell short.
#[derive(Debug, Clone, Default)]
pub struct Figure {
    pub right: usize,
    pub total: usize,
    pub misses: Vec<String>,
}

/// All figures of one paper, or of several, by the name of the figure.
#[derive(Debug, Clone, Default)]
pub struct Scores(pub BTreeMap<&'static str, Figure>, pub Attributions);

/// How probable the reader held the speakers whom it named, and which were right.
#[derive(Debug, Clone, Default)]
pub struct Attributions {
    /// Probability of each speaker who was named, 0 to 1, and whether it is the labelled one.
    pub named: Vec<(f64, bool)>,
    /// Labelled sentences, whoever speaks in them.
    pub sentences: usize,
    /// Those that have a speaker.
    pub spoken: usize,
}

impl Scores {
    pub fn add(&mut self, name: &'static str, right: bool, miss: impl FnOnce() -> String) {
        let figure = self.0.entry(name).or_default();
        figure.total += 1;
        figure.right += usize::from(right);
        if !right {
            figure.misses.push(miss());
        }
    }

    /// Adds the figures of another paper.
    pub fn merge(&mut self, other: &Scores) {
        for (name, theirs) in &other.0 {
            let figure = self.0.entry(name).or_default();
            figure.right += theirs.right;
            figure.total += theirs.total;
            figure.misses.extend(theirs.misses.iter().cloned());
        }
        self.1.named.extend(&other.1.named);
        self.1.sentences += other.1.sentences;
        self.1.spoken += other.1.spoken;
    }
}

/// Holds what was read of a paper against its labels.
pub fn score(reading: &Reading, labels: &Labels) -> Scores {
    let mut scores = Scores::default();
    score_turns(reading, labels, &mut scores);
    score_meeting(reading, labels, &mut scores);
    score_items(reading, labels, &mut scores);
    score_resolutions(reading, labels, &mut scores);
    score_votes(reading, labels, &mut scores);
    undertakings::score_minutes(reading, labels, &mut scores);
    undertakings::score_reports(reading, labels, &mut scores);
    scores
}

/// A passage, its words and the component that it stands in.
struct Placed<'a> {
    passage: &'a Passage,
    component: &'a Component,
    words: Vec<String>,
}

fn placed(reading: &Reading) -> Vec<Placed<'_>> {
    let passages =
        reading.components.iter().flat_map(|component| component.passages.iter().map(move |p| (p, component)));
    passages.map(|(passage, component)| Placed { passage, component, words: words(&passage.text) }).collect()
}

fn score_turns(reading: &Reading, labels: &Labels, scores: &mut Scores) {
    let passages = placed(reading);
    for row in &labels.turns {
        let phrase = words(&row.phrase);
        // The shortest of several is what a search by relevance would show first.
        let hits = passages.iter().filter(|p| contains_words(&p.words, &phrase));
        let hit = hits.min_by_key(|p| p.words.len());
        scores.add("turns: sentence found by its words", hit.is_some(), || row.phrase.clone());
        if let Some(hit) = hit {
            score_turn(row, hit, scores);
        }
    }
}

fn score_turn(row: &Turn, hit: &Placed, scores: &mut Scores) {
    let sentence = if row.sentence.is_empty() { &row.phrase } else { &row.sentence };
    if let Some(date) = &row.meeting_date {
        let found = hit.component.date.map(|d| d.to_string());
        scores.add("turns: date of the meeting", found.as_ref() == Some(date), || format!("{found:?}, not {date}"));
        if let Some(found) = found {
            scores.add("turns: date right where there is one", found == *date, || format!("{found}, not {date}"));
        }
    }
    let item = hit.passage.item.and_then(|i| hit.component.items.get(i));
    if row.item_no.is_some() {
        let numbers = [&row.item_no, &row.item_no_alt];
        let right = same_number(item.and_then(|i| i.number.as_deref()), &numbers)
            && row.item_title.as_ref().is_none_or(|t| letter_similarity(item.map_or("", |i| &i.title), t) > 0.8);
        scores.add("turns: agenda item", right, || {
            format!(
                "{:?} {:?}, not {:?} {:?}: {sentence}",
                item.and_then(|i| i.number.as_ref()),
                item.map(|i| &i.title),
                row.item_no,
                row.item_title
            )
        });
    }
    if row.explicit == "ambiguous" {
        return;
    }
    let said = &hit.passage.attribution;
    let person = said.name.as_deref().unwrap_or_default();
    if let Some(role) = &row.role_only {
        let printed = words(said.as_printed.as_deref().unwrap_or_default());
        let right = person.is_empty() && words(role).iter().any(|w| w != "the" && printed.contains(w));
        return scores.add("turns: office without a name, as printed", right, || {
            format!("{person:?} {:?}, not {role}: {sentence}", said.as_printed)
        });
    }
    let sure = if is_sure(said) { person } else { "" };
    scores.1.sentences += 1;
    scores.1.spoken += usize::from(row.speaker.is_some());
    // "O'Driscoll" and "Hyland-Wood" are words of their own only when both sides are taken apart alike.
    let surname = words(row.speaker_surname.as_deref().unwrap_or_default());
    let right = row.speaker.is_some() && contains_words(&words(person), &surname);
    if !person.is_empty() {
        scores.1.named.push((probability(said), right));
    }
    let Some(speaker) = &row.speaker else {
        scores.add("turns: nobody speaks, nobody named", person.is_empty(), || format!("{person}: {sentence}"));
        return scores
            .add("turns: surely named, not wrong", sure.is_empty(), || format!("{sure}, not nobody: {sentence}"));
    };
    let miss = || format!("{:?}, not {speaker}: {sentence}", said.name);
    scores.add("turns: surely named, not wrong", right || sure.is_empty(), miss);
    scores.add("turns: surely named, right", right && !sure.is_empty(), String::new);
    let grade = if row.explicit == true {
        "turns: speaker, named in the sentence"
    } else {
        "turns: speaker, goes on from before"
    };
    scores.add(grade, right, miss);
    scores.add("turns: speaker, all", right, String::new);
    scores.add("turns: speaker wrong person", right || person.is_empty(), miss);
    let act = hit.passage.act.as_str();
    let miss = || format!("{act}, not {}: {sentence}", row.act);
    scores.add("turns: act", acts(&row.act).contains(&act), miss);
    scores.add("turns: act, coarse", coarse(act) == coarse(&row.act), miss);
}

/// How probable the reader held a speaker: what the weights said, else by its certainty.
fn probability(attribution: &record::Attribution) -> f64 {
    let weighed = attribution.why.as_deref().and_then(|why| why.strip_prefix("weights ")?.parse().ok());
    weighed.unwrap_or(if is_sure(attribution) { 1.0 } else { 0.5 })
}

/// An attribution without a certainty counts as sure.
fn is_sure(attribution: &record::Attribution) -> bool {
    let value = serde_json::to_value(attribution).unwrap_or_default();
    value.get("certainty").and_then(|c| c.as_str()).is_none_or(|c| c == "sure")
}

/// The acts that are as good as the labelled one.
fn acts(labelled: &str) -> &'static [&'static str] {
    match labelled {
        "question" => &["question"],
        "answer" => &["answer"],
        "presentation" => &["presentation"],
        "statement" => &["statement"],
        "thanks" => &["statement", "thanks"],
        "request" => &["question", "statement", "request", "commitment"],
        "motion" => &["motion", "statement", "resolution"],
        _ => &[],
    }
}

/// Asking, answering, moving, or the rest of what people say: the line between a statement and a presentation is thin.
fn coarse(act: &str) -> &str {
    match act {
        "presentation" | "thanks" | "request" | "commitment" => "statement",
        other => other,
    }
}

fn same_number(number: Option<&str>, wanted: &[&Option<String>]) -> bool {
    let number = words(number.unwrap_or_default());
    wanted.iter().filter_map(|w| w.as_ref()).any(|w| words(w) == number)
}

fn score_meeting(reading: &Reading, labels: &Labels, scores: &mut Scores) {
    for row in &labels.attendance {
        let wanted = words(&row.meeting_body);
        let subset = |a: &[String], b: &[String]| a.iter().all(|w| b.contains(w));
        let fits = |c: &&Component| {
            let committee = words(c.committee.as_deref().unwrap_or_default());
            let named = !committee.is_empty() && (subset(&wanted, &committee) || subset(&committee, &wanted));
            named && c.kind == Kind::Minutes && c.meeting_on.is_some_and(|d| d.to_string() == row.meeting_date)
        };
        let found: Vec<&Component> = reading.components.iter().filter(fits).collect();
        scores.add("meetings: found, once", found.len() == 1, || {
            let seen: Vec<_> =
                reading.components.iter().map(|c| (c.kind, c.meeting_on, c.committee.as_deref())).collect();
            format!("{} {}: {seen:?}", row.meeting_date, row.meeting_body)
        });
        let Some(meeting) = found.first() else { continue };
        score_list(
            meeting,
            Presence::Present,
            &row.present,
            ("attendance: present found", "attendance: present right"),
            scores,
        );
        score_list(
            meeting,
            Presence::InAttendance,
            &row.in_attendance,
            ("attendance: in attendance found", "attendance: in attendance right"),
            scores,
        );
        score_list(
            meeting,
            Presence::Apologies,
            &row.apologies,
            ("attendance: apologies found", "attendance: apologies right"),
            scores,
        );
    }
}

fn score_list(
    meeting: &Component,
    presence: Presence,
    wanted: &[Listed],
    names: (&'static str, &'static str),
    scores: &mut Scores,
) {
    let last = |name: &str| words(name).pop();
    let listed: Vec<_> = meeting
        .attendance
        .listed
        .iter()
        .filter(|a| a.presence == presence)
        .map(|a| (last(&a.name), &a.as_printed))
        .collect();
    let wanted: Vec<_> = wanted.iter().map(|w| (last(&w.name), &w.name)).collect();
    for (surname, name) in &wanted {
        scores.add(names.0, listed.iter().any(|(l, _)| l == surname), || name.to_string());
    }
    for (surname, printed) in &listed {
        scores.add(names.1, wanted.iter().any(|(w, _)| w == surname), || printed.to_string());
    }
}

fn score_items(reading: &Reading, labels: &Labels, scores: &mut Scores) {
    let items: Vec<_> = reading.components.iter().filter(|c| c.kind == Kind::Minutes).flat_map(|c| &c.items).collect();
    for row in &labels.items {
        let found = items.iter().any(|item| {
            let numbers = [&row.item_no, &row.item_no_alt];
            let numbered = same_number(item.number.as_deref(), &numbers) || row.item_no.is_none();
            numbered && row.title.as_ref().is_none_or(|t| letter_similarity(&item.title, t) > 0.8)
        });
        scores.add("items: found", found, || format!("{:?} {:?}", row.item_no, row.title));
    }
    if labels.items.is_empty() {
        return;
    }
    for item in items {
        let right = labels.items.iter().any(|row| {
            row.item_no.as_deref().map(words).unwrap_or_default() == words(item.number.as_deref().unwrap_or_default())
                || row.title.as_ref().is_some_and(|t| letter_similarity(&item.title, t) > 0.8)
        });
        scores.add("items: right", right, || format!("{:?} {:?}", item.number, item.title));
    }
}

/// The wanted rows matched one to one with what is nearest, if it is near enough.
fn score_resolutions(reading: &Reading, labels: &Labels, scores: &mut Scores) {
    if labels.turns.is_empty() && labels.resolutions.is_empty() {
        return;
    }
    let all = reading.components.iter().flat_map(|c| c.resolutions.iter().map(move |r| (r, c)));
    let mut left: Vec<(&Resolution, &Component, Vec<String>)> = all.map(|(r, c)| (r, c, words(&r.text))).collect();
    for row in &labels.resolutions {
        let wanted = words(&row.text);
        let nearest = left.iter().enumerate().map(|(i, (_, _, text))| (i, similarity(text, &wanted)));
        let best = nearest.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, likeness)| *likeness >= 0.8);
        scores.add("resolutions: found", best.is_some(), || row.text.clone());
        let Some((i, _)) = best else { continue };
        let (found, component, _) = left.remove(i);
        score_item_of_resolution(row, found, component, scores);
    }
    let matched = reading.components.iter().map(|c| c.resolutions.len()).sum::<usize>() - left.len();
    let neither = |text: &[String]| labels.neither.iter().any(|row| similarity(text, &words(&row.text)) >= 0.7);
    for (found, _, text) in left.iter().filter(|(_, _, text)| !neither(text)) {
        scores.add("resolutions: right", false, || format!("{} ({})", found.text, text.len()));
    }
    (0..matched).for_each(|_| scores.add("resolutions: right", true, String::new));
}

fn score_item_of_resolution(row: &ResolutionRow, found: &Resolution, component: &Component, scores: &mut Scores) {
    if row.item_no.is_none() {
        return;
    }
    let item = found.item.and_then(|i| component.items.get(i));
    let right = same_number(item.and_then(|i| i.number.as_deref()), &[&row.item_no, &row.item_no_alt]);
    scores.add("resolutions: under the right item", right, || {
        format!("{:?}, not {:?}: {}", item.map(|i| (&i.number, &i.title)), row.item_no, row.text)
    });
}

fn score_votes(reading: &Reading, labels: &Labels, scores: &mut Scores) {
    let mut left: Vec<&Vote> = reading.components.iter().flat_map(|c| &c.votes).collect();
    for row in &labels.votes {
        let nearest = left.iter().enumerate().map(|(i, vote)| (i, closeness(vote, row)));
        let best = nearest.max_by(|a, b| a.1.total_cmp(&b.1));
        let motion = row.motion_first_words.as_deref().unwrap_or_default();
        scores.add("votes: found", best.is_some(), || motion.to_owned());
        let Some((i, closeness)) = best else { continue };
        let vote = left.remove(i);
        if let Some(outcome) = &row.outcome {
            let right = same_outcome(vote.outcome.map(VoteOutcome::as_str).unwrap_or_default(), outcome);
            scores.add("votes: outcome", right, || {
                format!("{:?}, not {outcome}: {motion} [{} {closeness:.2}]", vote.outcome, vote.motion)
            });
        }
        for (side, count, names) in sides(vote, row) {
            if count.is_some() {
                scores
                    .add("votes: count", side.count == count, || format!("{:?}, not {count:?}: {motion}", side.count));
            }
            let listed = last_names(side);
            for name in names {
                let right = listed.contains(&words(name).pop());
                scores.add("votes: name on the right side", right, || format!("{name}: {motion} [{}]", vote.motion));
            }
        }
    }
    if !labels.votes.is_empty() {
        // Not a miss by itself (a reader need not label each): how many more were listed than labelled.
        for vote in left {
            scores.add("votes: listed beyond the labelled", false, || vote.motion.clone());
        }
    }
}

type SideRow<'a> = (&'a Side, Option<u32>, &'a [String]);

fn sides<'a>(vote: &'a Vote, row: &'a VoteRow) -> [SideRow<'a>; 3] {
    fn names(list: &Option<Vec<String>>) -> &[String] {
        list.as_deref().unwrap_or_default()
    }
    [
        (&vote.r#for, row.for_n, names(&row.in_favour)),
        (&vote.against, row.against_n, names(&row.against)),
        (&vote.abstain, row.abstain_n, names(&row.abstain)),
    ]
}

/// The last words of the names of a side, as printed and as known from the list of those present ("Elm, Ann").
fn last_names(side: &Side) -> Vec<Option<String>> {
    let names = side.names.iter().flat_map(|v| [Some(v.as_printed.as_str()), v.name.as_deref()]).flatten();
    names.map(|n| words(n).pop()).collect()
}

fn closeness(vote: &Vote, row: &VoteRow) -> f64 {
    let motion = similarity(&words(&vote.motion), &words(row.motion_first_words.as_deref().unwrap_or_default()));
    let same = sides(vote, row).into_iter().map(|(side, count, names)| {
        let listed = last_names(side);
        let shared = names.iter().filter(|n| listed.contains(&words(n).pop())).count();
        shared as f64 + if side.count == count { 0.25 } else { 0.0 }
    });
    motion + same.sum::<f64>()
}

fn same_outcome(found: &str, wanted: &str) -> bool {
    const PASSED: &[&str] =
        &["carried", "agreed", "passed", "approved", "adopted", "resolved", "unanimously", "unanimous"];
    const LOST: &[&str] = &["lost", "failed", "defeated", "rejected", "fell", "not"];
    let way = |outcome: &str| {
        let words = words(outcome);
        let any = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
        if any(LOST) { -1 } else { i32::from(any(PASSED)) }
    };
    let shared = words(found).iter().any(|w| words(wanted).contains(w));
    way(found) == way(wanted) && (way(found) != 0 || shared)
}

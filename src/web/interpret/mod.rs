//! Questions in words: which address of the API answers them, with which parameters, by rules alone.
//!
//! A question is cut into words; times, people, offices and bodies of the record are found among them; the rest must fit
//! one of the forms of `forms/` whole. What does not is not understood: nothing here guesses, and every word that was
//! not used is told. Pure: what the record calls people and bodies is handed in, and so is the day.

mod forms;
mod names;
mod order;
mod pieces;
mod say;
mod spelling;
mod text;
mod when;

pub use forms::{QuestionTarget, Request};
pub use names::{Names, Sort};

use forms::{FORMS, Form, Slots};
use jiff::civil::Date;
use names::Named;
use pieces::{Piece, Sorted, What};
use record::PartialDate;
use regex::Regex;
use std::sync::LazyLock;

/// How a question was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Who answers with which parameters; none where it was not understood.
    pub request: Option<(QuestionTarget, Request)>,
    /// The same in words, or why it was not understood.
    pub said_back: String,
    /// Words that were not used.
    pub left: Vec<String>,
}

/// Why a question is not understood: the words, and what is wrong with them.
struct Refusal {
    why: String,
    left: Vec<String>,
}

/// Words that join rows of the record to whose or what they are.
const JOINTS: &[&str] = &["by", "from", "to", "about", "on", "for", "of", "owned", "made", "with"];

/// What may stand before a phrase in quotes and is no part of what is looked for.
const PHRASES: &[&str] = &["word", "words", "phrase", "phrases", "term", "terms", "expression"];

impl Reading {
    /// Reads a question asked on a day.
    pub fn parse(text: &str, names: &Names, today: Date) -> Self {
        let tokens = text::tokens(text);
        let mut sorted = pieces::sort(&tokens, names, today);
        let mut read = by_a_form(&sorted, today);
        if !matches!(read, Ok(Some(_))) {
            // Only what fits nothing as it is typed is tried with its slips mended, and with committees in short.
            let mended: Vec<text::Token> = tokens.iter().map(mend).collect();
            let mended = (mended != tokens).then(|| pieces::sort(&mended, names, today));
            let short = mended.iter().chain([&sorted]).find_map(|sorted| sorted.with_short_names(names));
            for again in mended.into_iter().chain(short) {
                if let Ok(Some(found)) = by_a_form(&again, today) {
                    (read, sorted) = (Ok(Some(found)), again);
                    break;
                }
            }
        }
        let read = read.and_then(|read| read.map_or_else(|| only_words(text, &sorted, today), Ok));
        match read {
            Ok((target, request)) => Self {
                said_back: say::said_back(target, &request, &sorted),
                request: Some((target, request)),
                left: sorted.courtesies,
            },
            Err(refusal) => Self { request: None, said_back: refusal.why, left: refusal.left },
        }
    }
}

/// Whether somebody who types this asks, and does not only look for the words.
pub fn is_a_question(text: &str) -> bool {
    let tokens = text::tokens(text);
    let begins = tokens.first().is_some_and(|first| !first.is_phrase && FORMS.is_never(&first.word));
    (begins && tokens.len() > 2) || text.trim_end().ends_with('?')
}

/// A token with the word that was meant; what was typed is kept.
fn mend(token: &text::Token) -> text::Token {
    let meant = FORMS.meant(&token.word).filter(|_| !token.is_phrase);
    meant.map_or_else(|| token.clone(), |meant| text::Token { word: meant.to_owned(), ..token.clone() })
}

type Read = Result<(QuestionTarget, Request), Refusal>;

/// Reads what fits a form; nothing where no form fits.
fn by_a_form(sorted: &Sorted, today: Date) -> Result<Option<(QuestionTarget, Request)>, Refusal> {
    let pieces = &sorted.pieces;
    if let Some(wrong) = &sorted.wrong {
        return Err(Refusal { why: wrong.clone(), left: words(pieces) });
    }
    if pieces.is_empty() && sorted.bodies.is_empty() {
        return Err(Refusal { why: "There is nothing to look for.".to_owned(), left: Vec::new() });
    }
    let canon: Vec<&str> = pieces.iter().map(|piece| piece.canon.as_str()).collect();
    // A topic that holds what none may hold is no reading; another form may have a place for it.
    let mut refused = None;
    for (form, slots) in FORMS.all_fitting(&canon.join(" ")).take_while(|(form, _)| !form.plain) {
        match request(form.target, Some(form), &slots, sorted, today) {
            Ok(read) => return Ok(Some(read)),
            Err(refusal) => refused = refused.or(Some(refusal)),
        }
    }
    refused.map_or(Ok(None), Err)
}

/// Signs of the query language, of which words alone would say something else.
static QUERY: LazyLock<Regex> = LazyLock::new(|| {
    let signs =
        r#"(^|[\s(])([-=][\w"“]|\w+\*|\w+~|NEAR/\d|NOT\s|(speaker|committee|council|kind|act|item|since|until):)"#;
    Regex::new(signs).unwrap_or_else(|wrong| panic!("{wrong}"))
});

/// Hands on what is written in the query language, where nothing else was read in it.
fn as_a_query(text: &str, sorted: &Sorted) -> Read {
    let asks = |piece: &Piece| piece.what == What::Word && piece.canon != "not" && FORMS.is_never(&piece.canon);
    match sorted.period.is_some() || !sorted.bodies.is_empty() || sorted.pieces.iter().any(asks) {
        true => Err(not_understood(&sorted.pieces)),
        false => Ok((QuestionTarget::Search, Request::from([("q", vec![text.trim().to_owned()])]))),
    }
}

/// Reads words that ask nothing: they are looked for. With somebody's whole name, or a body, before or behind them, they
/// are looked for in what was said by the one and in the other.
fn only_words(text: &str, sorted: &Sorted, today: Date) -> Read {
    if QUERY.is_match(text) {
        return as_a_query(text, sorted);
    }
    let canon: Vec<&str> = sorted.pieces.iter().map(|piece| piece.canon.as_str()).collect();
    // “Find parking permits” says no more than the words.
    let told = FORMS.fitting(&canon.join(" ")).and_then(|(form, slots)| slots.topic.filter(|_| form.plain));
    let mut topic = told.unwrap_or(0..sorted.pieces.len());
    // “Agency staff, count per quarter”.
    let counts = ["count", "counts", "trend", "timeline", "frequency", "number", "chart", "graph"];
    if sorted.interval.is_some() && topic.len() > 1 && sorted.pieces[topic.end - 1].is_any(&counts) {
        topic.end -= 1;
    }
    let (first, pieces) = (topic.start, &sorted.pieces[topic.clone()]);
    if !are_only_words(pieces) {
        return Err(not_understood(&sorted.pieces));
    }
    let n = pieces.len();
    let mut slots = Slots { topic: Some(topic), ..Slots::default() };
    let is_free = |piece: &Piece| {
        piece.what == What::Word && !JOINTS.contains(&piece.canon.as_str()) && !piece.is_any(&["and", "or", "that"])
    };
    let names: Vec<usize> = (0..n).filter(|&at| !matches!(pieces[at].what, What::Word | What::Phrase)).collect();
    if let [at] = names[..]
        && let Some((topic, beside)) = match at {
            0 if n > 1 => Some((1..n, 1)),
            _ if at > 0 && at + 1 == n => Some((0..at, at - 1)),
            _ => None,
        }
        && (is_free(&pieces[beside]) || pieces[beside].what == What::Phrase)
    {
        match &pieces[at].named {
            Some(Named::Who { .. }) if pieces[at].is_plainly_a_person() => slots.who = Some(first + at..first + at + 1),
            Some(Named::Body { sort: Sort::Committee, .. }) => slots.body = Some(first + at..first + at + 1),
            _ => return request(QuestionTarget::Search, None, &slots, sorted, today),
        }
        slots.topic = Some(first + topic.start..first + topic.end);
    }
    request(QuestionTarget::Search, None, &slots, sorted, today)
}

/// Whether the pieces are only to be looked for: none asks or orders anything.
fn are_only_words(pieces: &[Piece]) -> bool {
    let has = |holds: &dyn Fn(&str) -> bool| pieces.iter().any(|piece| piece.what == What::Word && holds(&piece.canon));
    let orders = pieces.first().is_some_and(|first| first.what == What::Word && FORMS.is_order(&first.canon));
    let target = has(&|word| FORMS.is_never(word)) || pieces.iter().any(|piece| piece.what == What::Nobody);
    let asks_for_rows = has(&|word| JOINTS.contains(&word)) && has(&|word| FORMS.is_row(word));
    // “Broken promises”, “votes lost”, “last three meetings”: rows that are told apart by what no form knows.
    let is_rows = |piece: Option<&Piece>| {
        piece.is_some_and(|p| p.what == What::Word && p.canon.ends_with('s') && FORMS.is_row(&p.canon))
    };
    let votes = |piece: Option<&Piece>| piece.is_some_and(|piece| piece.is_any(&["vote", "voting"]));
    let at_an_end = |holds: &dyn Fn(Option<&Piece>) -> bool| holds(pieces.first()) || holds(pieces.last());
    let tells_rows_apart = pieces.len() > 1 && (at_an_end(&is_rows) || at_an_end(&votes));
    // “Count of complaints”: no words alone.
    let orders = orders || pieces.first().is_some_and(|first| first.is_any(&["of"]));
    !pieces.is_empty() && !orders && !target && !asks_for_rows && !tells_rows_apart && !has(&|word| FORMS.asks(word))
}

fn request(
    mut target: QuestionTarget,
    form: Option<&Form>,
    slots: &Slots,
    sorted: &Sorted,
    today: Date,
) -> Result<(QuestionTarget, Request), Refusal> {
    let mut request = Request::new();
    if let Some(topic) = &slots.topic {
        request.insert("q", vec![topic_query(without_rows(target, &sorted.pieces[topic.clone()]))?]);
    }
    for (name, values) in form.iter().flat_map(|form| &form.with) {
        let known = ["act", "basis", "interval", "kind", "outcome", "q", "sort", "status", "strength", "with_minutes"];
        request.extend(known.iter().find(|known| *known == name).map(|&name| (name, values.clone())));
    }
    add_names(target, form.is_some_and(|form| form.moved), slots, sorted, &mut request)?;
    if target == QuestionTarget::Letters && sorted.kinds.contains(&"letter") {
        // “Points to improve in inspection reports”: all of them are.
    } else if !sorted.kinds.is_empty() && request.get("kind").is_none_or(|own| own == sorted.kinds) {
        if matches!(target, QuestionTarget::Letters | QuestionTarget::Meetings | QuestionTarget::People) {
            let kinds: Vec<String> = sorted.kinds.iter().map(|kind| kind.replace('_', " ")).collect();
            return Err(Refusal { why: not_plain(&kinds), left: kinds });
        }
        request.insert("kind", sorted.kinds.iter().map(|&kind| kind.to_owned()).collect());
    } else if !sorted.kinds.is_empty() {
        return Err(not_understood(&sorted.pieces));
    }
    if let Some(interval) = sorted.interval {
        target = count_by(interval, target, &mut request)?;
    }
    if let Some((order, words)) = &sorted.order {
        let can_be_sorted = match target {
            QuestionTarget::Commitments | QuestionTarget::Resolutions => true,
            QuestionTarget::Search | QuestionTarget::Votes => matches!(*order, "newest" | "oldest"),
            _ => false,
        };
        if !can_be_sorted || request.get("sort").is_some_and(|own| own != &[*order]) {
            return Err(Refusal { why: not_plain(std::slice::from_ref(words)), left: vec![words.clone()] });
        }
        request.insert("sort", vec![(*order).to_owned()]);
    }
    times(form, sorted, today, target, &mut request)?;
    let they = sorted.pieces.iter().filter(|piece| piece.is_any(&["they", "them", "it"])).map(Piece::typed);
    match they.collect::<Vec<_>>() {
        // “What did they decide”: of everybody, about everything, is not what was meant.
        words if request.is_empty() && !words.is_empty() => Err(Refusal { why: not_plain(&words), left: words }),
        _ => Ok((target, request)),
    }
}

/// Words for rows of the record that are asked for anyway, by who answers: “what became of the promise to publish it”.
const ROWS: &[(QuestionTarget, &[&str])] = &[
    (QuestionTarget::Commitments, &["promise", "commitment", "undertaking", "pledge", "assurance", "action"]),
    (QuestionTarget::Resolutions, &["decision", "resolution", "recommendation", "proposal", "motion"]),
    (QuestionTarget::Votes, &["motion", "amendment", "proposal", "recommendation"]),
];

/// A topic without the word for the rows themselves before what they are about.
fn without_rows(target: QuestionTarget, topic: &[Piece]) -> &[Piece] {
    let rows = ROWS.iter().find(|(own, _)| *own == target).map_or(&[][..], |(_, rows)| rows);
    match topic {
        [first, joint, rest @ ..] if first.is_any(rows) && joint.is_any(&["to", "about", "on"]) && !rest.is_empty() => {
            rest
        }
        _ => topic,
    }
}

/// What a question is about, in the query language.
fn topic_query(topic: &[Piece]) -> Result<String, Refusal> {
    // “The phrase “corporate parenting””: the quotes say that it is one.
    let topic = match topic {
        [first, rest @ ..] if first.is_any(PHRASES) && rest.first().is_some_and(|p| p.what == What::Phrase) => rest,
        _ => topic,
    };
    let mut wrong: Vec<String> =
        topic.iter().filter(|p| p.what == What::Word && FORMS.is_never(&p.canon)).map(Piece::typed).collect();
    // Whose deed it is, or to whom it was said, is no part of what it is about.
    let of_somebody = topic.windows(2).filter(|pair| pair[0].is_any(&["by", "from"]) && pair[1].may_be_somebody());
    wrong.extend(of_somebody.flat_map(|pair| [pair[0].typed(), pair[1].typed()]));
    let to_somebody = topic.windows(2).filter(|pair| pair[0].is_any(&["to"]) && pair[1].what == What::Who);
    wrong.extend(to_somebody.flat_map(|pair| [pair[0].typed(), pair[1].typed()]));
    let to_whom = topic.windows(2).filter(|pair| pair[0].what == What::Who && pair[1].is_any(&["about", "on"]));
    wrong.extend(to_whom.flat_map(|pair| [pair[0].typed(), pair[1].typed()]));
    // “In her last meeting”: which one is not said.
    let which = topic.windows(2).filter(|pair| {
        let of_rows =
            pair[1].is_any(&["time", "session", "year's", "month's", "week's"]) || FORMS.is_row(&pair[1].canon);
        pair[0].is_any(&["last", "next", "latest", "previous", "recent", "first"]) && of_rows
    });
    wrong.extend(which.flat_map(|pair| [pair[0].typed(), pair[1].typed()]));
    let has = |holds: &dyn Fn(&Piece) -> bool| topic.iter().any(holds);
    if has(&|piece| piece.is_any(&["that"])) && has(&|piece| piece.what == What::Who) {
        wrong.push("that".to_owned());
    }
    // “About dentists that came back”: what became of it is no part of it.
    let back = topic
        .windows(2)
        .filter(|pair| pair[0].is_any(&["came", "come", "comes", "brought"]) && pair[1].is_any(&["back"]));
    wrong.extend(back.flat_map(|pair| [pair[0].typed(), pair[1].typed()]));
    let cut = ["first", "last", "next", "latest", "made", "given", "asked", "said", "passed", "taken", "moved"];
    let ends = topic.last().filter(|last| topic.len() > 1 && last.is_any(&cut));
    wrong.extend(ends.map(Piece::typed));
    if !wrong.is_empty() {
        return Err(Refusal { why: not_plain(&wrong), left: wrong });
    }
    let q = pieces::query(topic);
    match q.is_empty() {
        true => Err(Refusal { why: "What it is about is not said.".to_owned(), left: words(topic) }),
        false => Ok(q),
    }
}

/// Adds who and which bodies are named.
fn add_names(
    target: QuestionTarget,
    moved: bool,
    slots: &Slots,
    sorted: &Sorted,
    request: &mut Request,
) -> Result<(), Refusal> {
    let named =
        |slot: &Option<std::ops::Range<usize>>| slot.as_ref().and_then(|range| sorted.pieces[range.clone()].first());
    if let Some(Named::Who { words, .. }) = named(&slots.who).and_then(|piece| piece.named.as_ref()) {
        let name = match target {
            QuestionTarget::Commitments | QuestionTarget::Resolutions => "owner",
            QuestionTarget::People => "q",
            QuestionTarget::Votes if moved => "owner",
            _ => "speaker",
        };
        request.insert(name, vec![words.clone()]);
    }
    for body in named(&slots.body).and_then(|piece| piece.named.as_ref()).into_iter().chain(&sorted.bodies) {
        let Named::Body { sort, words, .. } = body else { continue };
        let held = request.entry(if *sort == Sort::Council { "council" } else { "committee" }).or_default();
        if !held.contains(words) {
            held.push(words.clone());
        }
    }
    match request.get("committee") {
        // “What did scrutiny recommend to Cabinet”: not what either of them did.
        Some(held) if held.len() > 1 => Err(Refusal { why: not_plain(held), left: held.clone() }),
        _ => Ok(()),
    }
}

/// Counts by a width of time, where mentions are asked for; gives who answers then.
fn count_by(interval: &str, target: QuestionTarget, request: &mut Request) -> Result<QuestionTarget, Refusal> {
    let counts_mentions =
        matches!(target, QuestionTarget::Mentions | QuestionTarget::Timeline | QuestionTarget::Search);
    if !counts_mentions || !request.contains_key("q") {
        let why = format!("Only mentions are counted by {interval}.");
        return Err(Refusal { why, left: vec![format!("by {interval}")] });
    }
    request.retain(|name, _| *name != "sort");
    request.insert("interval", vec![interval.to_owned()]);
    Ok(QuestionTarget::Timeline)
}

/// Adds the times: of what was said when, or of what is due by when.
fn times(
    form: Option<&Form>,
    sorted: &Sorted,
    today: Date,
    target: QuestionTarget,
    request: &mut Request,
) -> Result<(), Refusal> {
    let is_due = target == QuestionTarget::Commitments
        && sorted.period.is_some_and(|period| period.is_deadline || form.is_some_and(|form| form.due));
    if let Some(period) = sorted.period {
        let set = |name: &'static str, when: Option<PartialDate>, request: &mut Request| {
            request.extend(when.map(|when| (name, vec![when.to_string()])));
        };
        if is_due {
            // What is due is told by a last day alone.
            let begins = period.since.filter(|since| period.until != Some(*since) && since.first_day() != today);
            if begins.is_some() && form.is_some_and(|form| form.due) {
                let why = "What is due is only told by the day by which it is.".to_owned();
                return Err(Refusal { why, left: begins.iter().map(PartialDate::to_string).collect() });
            }
            // What is due by December is due by the next one.
            let until = match period.until {
                Some(when) if sorted.is_without_year && when.last_day() < today => Some(when::a_year_later(when)),
                until => until,
            };
            set("due_before", until, request);
        } else {
            set("until", period.until, request);
        }
        if !is_due || period.until.is_none() {
            set("since", period.since, request);
        }
    }
    let day = || vec![today.to_string()];
    if form.is_some_and(|form| form.overdue) {
        // What is due today is not late yet.
        let yesterday = today.yesterday().unwrap_or(today).to_string();
        request.insert("due_before", vec![yesterday]);
        request.insert("status", vec!["open".to_owned(), "not_seen_again".to_owned()]);
    }
    if form.is_some_and(|form| form.next) {
        request.entry("since").or_insert_with(day);
    }
    if form.is_some_and(|form| form.past) {
        request.entry("until").or_insert_with(day);
    }
    Ok(())
}

/// Why words fit no form: what stands among them that cannot be told plainly, or all of them.
fn not_understood(pieces: &[Piece]) -> Refusal {
    let unknown: Vec<String> = pieces.iter().filter(|piece| piece.what == What::Nobody).map(Piece::typed).collect();
    if !unknown.is_empty() {
        let why = format!("Nobody in this record is called {}.", listed(&unknown));
        return Refusal { why, left: unknown };
    }
    let all = words(pieces);
    Refusal { why: not_plain(&all), left: all }
}

fn not_plain(words: &[String]) -> String {
    format!("This cannot be told plainly: {}. Ask it in other words, or look for the words themselves.", listed(words))
}

fn listed(words: &[String]) -> String {
    format!("“{}”", words.join(" "))
}

fn words(pieces: &[Piece]) -> Vec<String> {
    pieces.iter().map(Piece::typed).collect()
}

#[cfg(test)]
mod tests;

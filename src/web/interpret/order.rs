//! How the rows are to come: counted by which period, sorted by what.

use super::text::Token;

/// What counts by a period.
const INTERVALS: [&str; 3] = ["year", "quarter", "month"];

/// `by month`, `per year`, `each quarter`, `month by month`, `broken down by year`, `monthly`.
pub fn interval(tokens: &[Token]) -> Option<(&'static str, usize)> {
    let told_apart = [&["broken", "down"][..], &["split"], &["grouped"], &["counted"]];
    if let Some(words) = told_apart
        .iter()
        .find(|words| words.len() < tokens.len() && words.iter().zip(tokens).all(|(word, token)| token.is(word)))
    {
        let (interval, n) = interval(&tokens[words.len()..])?;
        return Some((interval, words.len() + n));
    }
    if let [first, by, second, ..] = tokens
        && by.is_any(&["by", "on", "for"])
        && first.word == second.word
        && let Some(interval) = INTERVALS.iter().find(|interval| first.is(interval))
    {
        return Some((*interval, 3));
    }
    let [first, rest @ ..] = tokens else { return None };
    if first.is("per") && rest.first().is_some_and(|token| token.is("annum")) {
        return Some(("year", 2));
    }
    let daily = [("yearly", "year"), ("annually", "year"), ("quarterly", "quarter"), ("monthly", "month")];
    if let Some((_, interval)) = daily.iter().find(|(word, _)| first.is(word)) {
        // “Quarterly reports” are a topic, “reports quarterly” are not asked for.
        let counts = ["mentions", "count", "counts", "trend", "trends", "timeline", "frequency", "figures"];
        return rest.first().is_none_or(|next| next.is_any(&counts)).then_some((*interval, 1));
    }
    let second = rest.first().filter(|_| first.is_any(&["by", "per", "each", "every"]))?;
    INTERVALS.iter().find(|interval| second.is(interval)).map(|interval| (*interval, 2))
}

/// Orders of rows, each with the words that ask for it at the end of a question.
const ORDERS: &[(&str, &[&str])] = &[
    ("newest", &["newest first", "latest first", "most recent first", "most recent at top", "newest to oldest"]),
    ("oldest", &["oldest first", "earliest first", "oldest to newest", "in date order", "in chronological order"]),
    ("due", &["by due date", "in order of due date", "by deadline", "in order of deadline"]),
    ("owner", &["by owner", "in order of owner", "by who owns them"]),
];

/// `recently`; at the end `newest first`, `sorted by due date`: the order, and how many words say it.
pub fn order(tokens: &[Token]) -> Option<(&'static str, usize)> {
    if tokens.first()?.is_any(&["recently", "lately"]) {
        return Some(("newest", 1));
    }
    let sorted = usize::from(tokens[0].is_any(&["sorted", "ordered", "listed", "sort", "order", "with"]));
    let end =
        tokens[sorted..].iter().map(|token| token.word.as_str()).collect::<Vec<_>>().join(" ").replace("the ", "");
    let found = ORDERS.iter().find(|(_, words)| words.contains(&end.as_str()));
    found.map(|(order, _)| (*order, tokens.len()))
}

//! What the scheduled job costs, and what is left of it when it is killed: measured on made-up councils over HTTP.
//!
//! `cargo bench --bench unattended -- cost [MEETINGS DOCUMENTS]`: the first update of a generated council, a second one
//! with nothing changed, a third with one document replaced; seconds, requests, bytes, documents read, peak memory.
//!
//! `cargo bench --bench unattended -- kills [KILLS SEED]`: every command that writes, killed at random moments, carried on to
//! its end and compared with what nobody disturbed; then as many kills of updates one after another on one data folder.
//!
//! `cargo bench --bench unattended -- manners [MILLISECONDS]`: the smallest gap between two requests, by the server's log.
//!
//! Without a word it does all three. `MINUTEBOOK_PROGRAM` names another build of the program to measure, for comparisons. Figures are for people to read: nothing here is judged by the clock.

mod cost;
mod kills;
mod manners;
mod place;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let number = |at: usize| words.get(at).map(|word| word.parse::<u64>().expect("a whole number"));
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    let which = words.first().map(String::as_str);
    if which.is_none_or(|word| word == "cost") {
        let sizes = match (number(1), number(2)) {
            (Some(meetings), Some(documents)) => vec![(meetings, documents)],
            _ => vec![(100, 1_000), (1_000, 10_000)],
        };
        for (meetings, documents) in sizes {
            cost::measure(&runtime, meetings, documents);
        }
    }
    if which.is_none_or(|word| word == "manners") {
        manners::measure(&runtime, number(1).unwrap_or(50));
    }
    if which.is_none_or(|word| word == "kills") {
        kills::measure(&runtime, number(1).unwrap_or(20), number(2).unwrap_or(7));
    }
}

//! The index through its door: a mini record, searched, changed and compared with a naive scan.

mod brute_force;
mod generations;
mod limits;
mod many_passages;
mod matching;
mod otherwise;
mod record;
mod related;
mod search;

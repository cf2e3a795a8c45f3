//! People as lists print them: titles, initials, honours, posts in brackets, after a comma or in a second column.
//!
//! Knows the words of which posts are made, never a person's name. What is no name ("one member of the public") is
//! left out; the whole entry is always kept as printed.

mod couples;
mod entry;
mod list;
mod offices_first;
mod posts_behind;
mod run;
#[cfg(test)]
mod tests;
mod words;

pub use couples::couple;
pub use entry::{Person, opens_with_office, person, without_notes};
pub use list::{list, split_joined, surname_first};
pub use offices_first::offices_first;
pub use posts_behind::with_posts_behind;
pub use words::{is_honorific, is_of_body, is_plain_name, is_post_word, is_titled, looks_like_one, whole_name};

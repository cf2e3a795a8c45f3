//! Whether somebody who asks holds the present answer already, by its validator.

use axum::http::{HeaderMap, header};

/// Whether the asker holds what has this validator: one of a list, or any.
pub fn is_held(headers: &HeaderMap, tag: &str) -> bool {
    let held = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    held.flat_map(|list| list.split(',')).any(|one| matches(one.trim(), tag))
}

/// Weak comparison. Source: RFC 9110, 8.8.3.2.
fn matches(held: &str, tag: &str) -> bool {
    held == "*" || held.trim_start_matches("W/") == tag.trim_start_matches("W/")
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn validators_are_compared_weakly() {
        for (held, same) in [("W/\"g1-a\"", true), ("\"g1-a\"", true), ("*", true), ("W/\"g2-a\"", false), ("", false)]
        {
            assert_eq!(matches(held, "W/\"g1-a\""), same, "{held}");
        }
    }
}

//! Call signs of radio amateurs, which stand beside names as other papers print offices: "W1ELM – Jo Elm", "Jo, W1ELM, said".
//!
//! A call sign is nobody's name: it tells which of several called Jo is meant.

use std::borrow::Cow;

patterns! {
    /// A call sign, its zero perhaps crossed out: "W1ELM", "KØAK", "2E0ASH".
    CALL_SIGN = r"^(?:[A-Z]{1,2}|\d[A-Z])[0-9Ø][A-Z]{1,4}$";
    /// A call sign beside a name: "K9ELM – Jo Elm", "Jo Elm - WØELM".
    BESIDE_NAME = r"\b[A-Z]{1,2}[0-9Ø][A-Z]{1,4}\s+[-–—](?:\s+|$)|\s+[-–—]\s+[A-Z]{1,2}[0-9Ø][A-Z]{1,4}\b";
    /// A call sign before a dash and somebody's name, in a list.
    BEFORE_NAME = r"\b(?P<sign>(?:[A-Z]{1,2}|\d[A-Z])[0-9Ø][A-Z]{1,4})\s+[–—-]\s+(?P<name>\p{Lu}[^;,–—]{2,40}?)\s*(?P<end>[;,]|$)";
}

/// Names of a list before which call signs have to stand until it is a list of them.
const LEAST: usize = 3;

/// Whether a word is a call sign.
pub fn is_call_sign(word: &str) -> bool {
    CALL_SIGN.is_match(word)
}

/// An entry of a list without the call sign beside its name, and the dash between them.
pub fn removed(entry: &str) -> Cow<'_, str> {
    BESIDE_NAME.replace_all(entry, "")
}

/// A list with each name before its call sign: "Jo Elm (W1ELM)" for "W1ELM – Jo Elm", where several stand so.
pub fn names_first(list: &str) -> Option<Cow<'_, str>> {
    let several = BEFORE_NAME.find_iter(list).nth(LEAST - 1).is_some();
    several.then(|| BEFORE_NAME.replace_all(list, "$name ($sign)$end"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn call_signs_are_no_words() {
        for (word, expect) in
            [("W1ELM", true), ("KØAK", true), ("2E0ASH", true), ("A14", false), ("COVID", false), ("Q4", false)]
        {
            assert_eq!(is_call_sign(word), expect, "{word}");
        }
    }

    #[test]
    fn a_call_sign_beside_a_name_is_removed() {
        for entry in ["K9ELM – Jo Elm", "Jo Elm - WØELM", "Jo Elm"] {
            assert_eq!(removed(entry), "Jo Elm");
        }
    }

    #[test]
    fn names_come_before_their_call_signs() {
        let list = "In attendance: W1ELM – Jo Elm; KØAK –\nTom Oak; N2ASH - Kim Ash; Ann Birch";
        let expect = "In attendance: Jo Elm (W1ELM); Tom Oak (KØAK); Kim Ash (N2ASH); Ann Birch";
        assert_eq!(names_first(list).as_deref(), Some(expect));
        assert_eq!(names_first("W1ELM – Jo Elm"), None);
    }
}

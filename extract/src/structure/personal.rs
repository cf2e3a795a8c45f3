//! Personal data that was published by mistake: numbers by which the state knows a person, dates of birth, private
//! addresses of e-mail, mobile telephones beside a name. What is found is flagged for a person to look at and stays as
//! it is; the flag says which kind and which page, never the value.
//!
//! Names and postal addresses alone are no such thing: planning lists and councillors' declarations print them by law.

use crate::content::Block;
use record::{Problem, ProblemCode};
use std::collections::BTreeSet;

patterns! {
    /// Two letters that numbers begin with, six digits, a suffix. Source: HMRC, National Insurance Manual NIM39110.
    NATIONAL_INSURANCE = r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b";
    /// Ten digits behind their label.
    NHS = r"(?i)\bNHS\s+(?:no\.?|number|#)\W{0,3}(?P<digits>\d{3}[ -]?\d{3}[ -]?\d{4})\b";
    /// Seven digits and a letter or two behind their label.
    PPS = r"(?i)\bPPSN?\b[^\d]{0,20}(?P<digits>\d{7})\s?(?P<check>[A-W])(?P<second>[A-IW]?)\b";
    /// A label, then a whole date.
    BIRTH = r"(?i)\b(?:d\.?o\.?b\.?|date\s+of\s+birth)\b\W{0,4}\d{1,2}(?:[./-]\d{1,2}[./-]|(?:st|nd|rd|th)?\s+\w{3,9},?\s+)\d{2,4}\b";
    /// An address of e-mail at a provider that people use at home.
    PRIVATE_MAIL = r"(?i)\b[\w.+-]+@(?:gmail|googlemail|hotmail|outlook|live|yahoo|icloud|aol|btinternet|sky|eircom|talktalk)\.\w{2,3}(?:\.\w{2})?\b";
    /// A mobile telephone of the United Kingdom or Ireland.
    MOBILE = r"\b(?:\+44 ?7\d{3}|07\d{3}|\+353 ?8\d|08[3-9])[ -]?\d{3}[ -]?\d{3,4}\b";
    /// A titled name: whose telephone it is.
    TITLED = r"\b(?:Mr|Mrs|Ms|Miss)\.? (?:\p{Lu}\.? ?)?\p{Lu}\p{L}+";
}

/// One problem for each kind of datum and page.
pub fn find(blocks: &[Block]) -> Vec<Problem> {
    let mut found = BTreeSet::new();
    for block in blocks {
        found.extend(kinds(&block.text).into_iter().map(|kind| (block.page, kind)));
    }
    let problem = |(page, kind)| Problem {
        code: ProblemCode::PersonalData,
        message: format!(
            "the page seems to print {kind}; let a person look, and `forget` the paper if it must not be shown"
        ),
        page: Some(page),
    };
    found.into_iter().map(problem).collect()
}

/// What a text seems to hold.
fn kinds(text: &str) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    if NATIONAL_INSURANCE.is_match(text) {
        kinds.push("a National Insurance number");
    }
    if NHS.captures_iter(text).any(|found| is_nhs_number(&found["digits"])) {
        kinds.push("an NHS number");
    }
    if PPS.captures_iter(text).any(|found| is_pps_number(&found["digits"], &found["check"], &found["second"])) {
        kinds.push("a PPS number");
    }
    if BIRTH.is_match(text) {
        kinds.push("a date of birth");
    }
    if PRIVATE_MAIL.is_match(text) {
        kinds.push("a private address of e-mail");
    }
    if MOBILE.is_match(text) && TITLED.is_match(text) {
        kinds.push("a person's mobile telephone number");
    }
    kinds
}

fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// Whether the last of ten digits checks the others. Source: NHS Data Dictionary, "NHS number", modulus 11.
fn is_nhs_number(text: &str) -> bool {
    let digits = digits(text);
    let [first @ .., last] = &digits[..] else { return false };
    let sum: u32 = first.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let check = 11 - sum % 11;
    digits.len() == 10 && check % 11 == *last && check != 10
}

/// Whether the letter checks the digits. Source: Department of Social Protection (Ireland), modulus 23, the second letter
/// weighing 9 (A is 1, W stands for none).
fn is_pps_number(text: &str, check: &str, second: &str) -> bool {
    let value = |letter: &str| match letter.to_ascii_uppercase().bytes().next() {
        Some(b'W') | None => 0,
        Some(letter) => u32::from(letter - b'A') + 1,
    };
    let sum: u32 = digits(text).iter().zip((2..=8).rev()).map(|(digit, weight)| digit * weight).sum();
    (sum + 9 * value(second)) % 23 == value(check)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    #[test]
    fn tells_personal_data_from_what_papers_print_by_right() {
        for (text, expected) in [
            ("His number is QQ 12 34 56 C.", &[][..]),
            ("Her number is AB 12 34 56 C.", &["a National Insurance number"]),
            ("NHS number: 943 476 5919", &["an NHS number"]),
            ("NHS number: 943 476 5918", &[]),
            ("The NHS spent 9434765919 pounds", &[]),
            ("PPS No. 1234567T", &["a PPS number"]),
            ("PPSN: 1234567FA", &["a PPS number"]),
            ("PPS No. 1234567A", &[]),
            ("Child J.B., DOB 03/04/2011, lives with", &["a date of birth"]),
            ("date of birth: 3rd April 2011", &["a date of birth"]),
            ("The date of birth of the scheme was 2011", &[]),
            ("Contact: jane.elm@gmail.com", &["a private address of e-mail"]),
            ("Contact: democracy@northgate.gov.uk", &[]),
            ("Mrs Elm, 07700 900123", &["a person's mobile telephone number"]),
            ("Out of hours: 07700 900123", &[]),
            ("Mr J Elm, 12 High Street, Northgate NG1 2AB: two-storey extension", &[]),
        ] {
            assert_eq!(kinds(text), expected, "{text}");
        }
    }

    #[test]
    fn says_which_page_and_never_the_value() {
        let problems = find(&[block("NHS number: 943 476 5919"), block("NHS no 943 476 5919")]);
        assert_eq!(problems.len(), 1);
        assert_eq!((problems[0].code, problems[0].page), (ProblemCode::PersonalData, Some(1)));
        assert!(!problems[0].message.contains("943"));
    }
}

//! Patterns written in the code: compiled once, on first use.

/// Declares patterns. Each is a constant of the program, so that one which does not compile is found by any test that
/// uses it and can never be caused by input.
macro_rules! patterns {
    ($($(#[$doc:meta])* $name:ident = $pattern:expr;)+) => {$(
        $(#[$doc])*
        static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| regex::Regex::new($pattern).expect("a pattern of the program compiles"));
    )+};
}

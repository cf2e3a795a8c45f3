//! Pages written as XHTML, whose elements may end where they begin.

use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// XHTML may end an element where it begins ("<title/>"); to a reader of HTML all that follows would stand in it.
pub fn with_ends(source: &str) -> Cow<'_, str> {
    let declared = source.get(..source.floor_char_boundary(XHTML_WITHIN)).unwrap_or(source);
    if !declared.contains("http://www.w3.org/1999/xhtml") {
        return Cow::Borrowed(source);
    }
    ENDED_AT_ONCE.replace_all(source, "<$name$attributes></$name>")
}

/// Bytes in which a page says that it is XHTML.
const XHTML_WITHIN: usize = 4096;

static ENDED_AT_ONCE: LazyLock<Regex> = LazyLock::new(|| {
    let names = "title|script|style|iframe|textarea|a|b|i|em|strong|span|div|p|li|td|th|h[1-6]";
    Regex::new(&format!(r#"(?i)<(?P<name>{names})(?P<attributes>(?:\s+[a-z:-]+="[^"<>]*")*)\s*/>"#))
        .expect("a constant pattern")
});

#[cfg(test)]
mod tests {
    use super::with_ends;

    #[test]
    fn what_ends_at_once_holds_nothing_that_follows() {
        let page =
            r#"<html xmlns="http://www.w3.org/1999/xhtml"><title/><a id="top"/><br/><p>Mr Elm: "5 <6/>"</p></html>"#;
        let ended = page.replace("<title/>", "<title></title>").replace(r#"<a id="top"/>"#, r#"<a id="top"></a>"#);
        assert_eq!(with_ends(page), ended);
        assert_eq!(with_ends("<html><title/><p>Weir</p></html>"), "<html><title/><p>Weir</p></html>");
    }
}

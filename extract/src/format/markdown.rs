//! Markdown, lightly: headings, list entries, table rows and emphasis; everything else is text.

use super::lead::Lead;
use super::underlined::Levels;
use super::{Hint, Out, decode, html, text, wiki};
use crate::content::{Line, Part};
use record::Form;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Bytes looked at.
const SAMPLE: usize = 4096;

static HEADING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^(#{1,6})[ \t]+(\S.*?)[ \t#]*$").expect("a constant pattern"));
static LINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"!?\[([^\]\n]*)\]\(([^)\s]*)[^)\n]*\)").expect("a constant pattern"));
// "[Ann Elm][annelm]", "[Ann Elm][]": a link whose address stands elsewhere, or was lost with the site that it is from.
static REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"!?\[([^\]\n]+)\]\[([^\]\n]*)\]").expect("a constant pattern"));
static DEFINITION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^ {0,3}\[([^\]\n^]+)\]:\s+(\S+)").expect("a constant pattern"));
static EMPHASIS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\*\*([^*\n]+)\*\*|__([^_\n]+)__|`([^`\n]+)`|~~([^~\n]+)~~").expect("a constant pattern")
});
// Lone asterisks are footnote marks and stay.
static SLANTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(^|[\s(“])(?:\*([^*\s](?:[^*\n]*[^*\s])?)\*\B|_([^_\s](?:[^_\n]*[^_\s])?)_\b)")
        .expect("a constant pattern")
});
// Stressed words at the start of a line: "7. **Roads.** The engineer", "*Officer* - Jo Elm"; slanted ones too.
static LEADING: LazyLock<Regex> = LazyLock::new(|| {
    let stressed = r"\*\*[^*\n]+\*\*|__[^_\n]+__|\*[^*\s](?:[^*\n]*[^*\s])?\*|<u>[^<]+</u>";
    Regex::new(&format!(r"^(?:[-*+•]\s+)?(?P<number>[\w./()\\-]{{0,12}})\s*(?P<words>{stressed})(?P<rest>[^*].*)$"))
        .expect("a constant pattern")
});
static ESCAPED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\\([!-/:-@\[-`{-~])").expect("a constant pattern"));
// "the listing[^1]", and the note itself: "[^1]: Entry 457."
static NOTE_MARK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s{0,3}\[\^[^\]\s]+\]:\s*|\[\^[^\]\s]+\]").expect("a constant pattern"));

/// Keys of the data before a page that only the program asks for which makes the site: their values are no words of the paper.
const SITE_KEYS: [&str; 20] = [
    "aliases",
    "categories",
    "category",
    "css",
    "draft",
    "id",
    "js",
    "lang",
    "layout",
    "nav_order",
    "parent",
    "permalink",
    "published",
    "redirect_from",
    "sidebar",
    "slug",
    "tags",
    "template",
    "toc",
    "weight",
];
// Nothing of these is text: comments, style sheets, scripts.
static UNPRINTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?is)<!--.*?-->|<style\b.*?</style>|<script\b.*?</script>").expect("a constant pattern")
});
// A tag that goes on in the next line, as programs write long ones.
static SPLIT_TAG: LazyLock<Regex> = LazyLock::new(|| {
    let name = "a|abbr|br|div|em|font|img|p|span|strong|table|td|th|tr";
    Regex::new(&format!(r#"(?i)<(?:{name})(?:\s+[a-z][a-z-]*="[^"<>]{{0,400}}")+\s*/?>"#)).expect("a constant pattern")
});
// Stressed words that go on in the next line: "_at its / mill_".
static SPLIT_STRESS: LazyLock<Regex> = LazyLock::new(|| {
    let first = r"[^\s*_|][^*_\n|]{0,300}";
    let second = r"[^\s*_|#>-](?:[^*_\n|]{0,300}[^\s*_|])?";
    let begins = r"(?P<before>^|[\s(“])(?P<mark>[*_]{1,2})";
    Regex::new(&format!(r"{begins}(?P<first>{first})\n(?P<second>{second})[*_]{{1,2}}(?P<behind>[^\w*]|$)"))
        .expect("a constant pattern")
});
// The head of a table and the line below it: "| Name | Office |" above "|---|---|".
static TABLE_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^\|[^\n]*\|[ \t]*\r?\n\|(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*\r?$").expect("a constant pattern")
});
static RULE: LazyLock<Regex> = LazyLock::new(|| {
    let table = r"^\s*\|?[\s:|-]*-{3,}[\s:|-]*$|^\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?\s*$";
    Regex::new(&format!(r"^\s*(?:[-*_]\s*){{3,}}$|{table}")).expect("a constant pattern")
});

/// A line without the marks of a quotation in front of it, and without the mark of a box: "> [!abstract]- Present:".
fn unquoted(raw: &str) -> &str {
    let Some(rest) = text::behind_quotation(raw) else { return raw };
    let boxed = rest.strip_prefix("[!").and_then(|inside| inside.split_once(']'));
    boxed
        .filter(|(kind, _)| kind.chars().all(char::is_alphabetic))
        .map_or(rest, |(_, title)| title.trim_start_matches(['-', '+']).trim_start())
}

/// Whether text is Markdown: its name says so, two of its lines are headings, or a table has its head underlined.
pub fn sniff(bytes: &[u8], hint: &Hint) -> bool {
    if !text::sniff(bytes, hint) {
        return false;
    }
    let name = hint.file_name.to_lowercase();
    let sample = decode::text(&bytes[..bytes.len().min(SAMPLE)]).text;
    // The entries of a wiki's lists begin as headings of Markdown do.
    if wiki::is_wiki(&sample) {
        return false;
    }
    name.ends_with(".md")
        || name.ends_with(".markdown")
        || HEADING.find_iter(&sample).count() >= 2
        || TABLE_HEAD.is_match(&sample)
}

/// Reads it.
pub fn read(bytes: &[u8], out: &mut Out) {
    let source = decode::with_problems(decode::text(bytes), out);
    let source = UNPRINTED.replace_all(&source, "");
    let source = SPLIT_TAG.replace_all(&source, |tag: &regex::Captures<'_>| tag[0].replace(['\r', '\n'], " "));
    let source = SPLIT_STRESS.replace_all(&source, |found: &regex::Captures<'_>| {
        let mark = &found["mark"];
        let (before, behind) = (&found["before"], &found["behind"]);
        if is_broken_title(found) {
            return format!("{before}{mark}{} {}{mark}{behind}", &found["first"], &found["second"]);
        }
        format!("{before}{mark}{}{mark}\n{mark}{}{mark}{behind}", &found["first"], &found["second"])
    });
    let mut lines: Vec<Line> = Vec::new();
    let mut links = Vec::new();
    let mut gap = true;
    let (front, body) = front_matter(&source);
    lines.extend(of_paper(&front).into_iter().map(front_line));
    let targets: BTreeMap<&str, &str> = body.lines().filter_map(definition).collect();
    let mut levels = Levels::default();
    let mut rest = body.lines().peekable();
    while let Some(raw) = rest.next() {
        let raw = unquoted(raw);
        // A table's head is underlined, too.
        let below = rest.peek().map(|below| unquoted(below)).filter(|_| gap && !raw.contains('|')).unwrap_or_default();
        if let Some(level) = levels.level(raw, below) {
            lines.push(Line { level: Some(level), ..Line::whole(plain(raw.trim()), Form::Heading) });
            rest.next();
            gap = true;
            continue;
        }
        if raw.trim().is_empty() || RULE.is_match(raw) || is_fence(raw) {
            gap = true;
            continue;
        }
        if raw.trim_start().to_ascii_lowercase().starts_with("<table") {
            let table = std::iter::once(raw).chain(rest.by_ref().take_while(|line| !line.contains("</table")));
            lines.extend(html::lines_of(&table.collect::<Vec<_>>().join("\n")));
            gap = true;
            continue;
        }
        if html::strip_tags(raw).trim().is_empty() || definition(raw).is_some() {
            continue;
        }
        links.extend(LINK.captures_iter(raw).map(|link| (link[2].to_owned(), link[1].to_owned())));
        links.extend(REFERENCE.captures_iter(raw).filter_map(|link| {
            let label = link.get(2).filter(|label| !label.is_empty()).map_or(&link[1], |label| label.as_str());
            targets.get(label).map(|target| ((*target).to_owned(), link[1].to_owned()))
        }));
        let line = Line { bold: text::is_emphasized(unnumbered(raw)), lead: lead(raw), ..line(raw) };
        lines.push(Line { starts_paragraph: gap || line.form == Some(Form::TableRow), ..line });
        gap = false;
    }
    let mut page = text::page_of(1, lines);
    page.links = links;
    out(Part::Page(page));
}

/// Whether stressed words that go on in the next line are a title of a few words, alone on both lines, and no break is meant.
fn is_broken_title(found: &regex::Captures<'_>) -> bool {
    /// Most words of such a title.
    const LONGEST: usize = 8;
    let alone = matches!(&found["before"], "" | "\n") && matches!(&found["behind"], "" | "\n" | "\r");
    let (first, second) = (plain(&found["first"]), plain(&found["second"]));
    let words = first.split_whitespace().count() + second.split_whitespace().count();
    let meant = found["first"].ends_with("  ") || found["first"].ends_with(['\\', ':', '.']);
    alone
        && found["mark"].len() == 2
        && words <= LONGEST
        && !meant
        && !found["first"].contains(|c: char| c.is_ascii_digit())
}

/// A line without the number of an entry in front of it: "1. **Mill roof**". What has a letter of its own behind the
/// number is a part of something else: "1. **i) Roads**".
fn unnumbered(raw: &str) -> &str {
    let line = raw.trim_start();
    let figures = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(figures..).and_then(|rest| rest.strip_prefix(". ")).map(str::trim_start);
    let part = |rest: &&str| rest.split_whitespace().next().is_some_and(|first| first.ends_with(')'));
    rest.filter(|rest| (1..=3).contains(&figures) && !part(rest)).unwrap_or(line)
}

/// Whether a line opens or closes words that are shown as they were typed: "```text".
fn is_fence(raw: &str) -> bool {
    let behind = raw.trim().strip_prefix("```").or_else(|| raw.trim().strip_prefix("~~~"));
    behind.is_some_and(|kind| kind.chars().all(char::is_alphanumeric))
}

/// The label and the address of a line that says where a link leads: "[annelm]: /people/ann".
fn definition(line: &str) -> Option<(&str, &str)> {
    let found = DEFINITION.captures(line)?;
    Some((found.get(1)?.as_str(), found.get(2)?.as_str()))
}

/// The lines of the data that stand before a page of a site between "---" or "+++", and the rest of it.
fn front_matter(source: &str) -> (Vec<&str>, &str) {
    for fence in ["---", "+++"] {
        let Some(rest) =
            source.trim_start_matches('\u{feff}').strip_prefix(fence).filter(|r| r.starts_with(['\n', '\r']))
        else {
            continue;
        };
        let end = rest.match_indices(fence).map(|(at, _)| at).find(|&at| {
            rest[..at].ends_with('\n')
                && rest[at + fence.len()..].lines().next().is_none_or(|line| line.trim().is_empty())
        });
        if let Some(end) = end {
            let lines = rest[..end].lines().filter(|line| !line.trim().is_empty()).collect();
            return (lines, &rest[end + fence.len()..]);
        }
    }
    // Without a fence such data begins with the title: "Title: Minutes".
    let source = source.trim_start_matches('\u{feff}');
    let end = source.split_inclusive('\n').take_while(|line| key_of(line).is_some()).map(str::len).sum::<usize>();
    let own = source.get(..end).unwrap_or(source);
    let titled = own.lines().next().and_then(key_of).is_some_and(|key| key.eq_ignore_ascii_case("title"));
    if titled { (own.lines().collect(), &source[own.len()..]) } else { (Vec::new(), source) }
}

/// The lines of such data without what only makes the site, lists below its key too. That a site files the page under minutes
/// says what it is.
fn of_paper<'a>(front: &[&'a str]) -> Vec<&'a str> {
    let mut dropping = false;
    let mut kept = Vec::new();
    for &line in front {
        let entry = line.starts_with([' ', '\t']) || line.trim_start().starts_with("- ");
        if !entry {
            let key = line.split([':', '=']).next().unwrap_or_default().trim().to_lowercase();
            dropping = SITE_KEYS.contains(&key.as_str());
        }
        let filed = entry && line.to_lowercase().contains("minutes");
        if !dropping || filed {
            kept.push(line);
        }
    }
    kept
}

/// The key of a line of such data: one word before a colon and a blank, and its value.
fn key_of(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(": ")?;
    (!value.trim().is_empty() && !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_')).then_some(key)
}

/// A line of such data: an entry of a list, or a key with its value; none goes on in the next. A title is printed
/// without its key: the paper is called so.
fn front_line(raw: &str) -> Line {
    let entry = raw.trim_start().starts_with("- ");
    let title = raw.split_once([':', '=']).filter(|(key, _)| key.trim().eq_ignore_ascii_case("title"));
    let shown = title.map_or(raw, |(_, value)| value.trim().trim_matches(['"', '\'']));
    Line::whole(plain(shown.trim()), if entry { Form::ListEntry } else { Form::Paragraph })
}

fn line(raw: &str) -> Line {
    if let Some(heading) = HEADING.captures(raw) {
        let level = u8::try_from(heading[1].len()).ok();
        return Line { level, ..Line::whole(plain(&heading[2]), Form::Heading) };
    }
    let trimmed = raw.trim();
    if trimmed.starts_with('|') && trimmed.ends_with('|') && trimmed.len() > 1 {
        let cells: Vec<String> = trimmed[1..trimmed.len() - 1].split('|').map(|cell| plain(cell.trim())).collect();
        return Line::whole(cells.join("\t"), Form::TableRow);
    }
    Line::plain(plain(raw.trim_end()))
}

/// How many characters, blanks and marks not counted, are stressed at the start of a line, with a number before them.
fn lead(raw: &str) -> u32 {
    let Some(found) = LEADING.captures(raw.trim()) else { return 0 };
    let mut lead = Lead::default();
    lead.push(&plain(&found["number"]), false);
    lead.push(&plain(&found["words"]), true);
    lead.push(&found["rest"], false);
    lead.characters()
}

/// Takes the marks of emphasis and links off, tags, and the backslashes before marks that are meant as such.
fn plain(text: &str) -> String {
    let text = html::strip_tags(text);
    let text = NOTE_MARK.replace_all(&text, "");
    // Twice: a picture may be what is linked, "[![The mill](mill.png)](mill.html)".
    let text = LINK.replace_all(&text, "$1");
    let text = LINK.replace_all(&text, "$1");
    let text = REFERENCE.replace_all(&text, "$1");
    let text = EMPHASIS.replace_all(&text, "$1$2$3$4");
    let text = SLANTED.replace_all(&text, "$1$2$3");
    ESCAPED.replace_all(&text, "$1").into_owned()
}

#[cfg(test)]
mod tests {
    use crate::format::samples::shown_of;

    #[test]
    fn a_bold_line_behind_its_number_is_no_part_of_what_stands_below() {
        for (raw, expect) in [
            ("1. **Mill roof**", "**Mill roof**"),
            ("**Mill roof**", "**Mill roof**"),
            ("1. **i) Roads**", "1. **i) Roads**"),
        ] {
            assert_eq!(super::unnumbered(raw), expect);
        }
        assert!(super::is_fence("```text") && super::is_fence("~~~") && !super::is_fence("```let x = 1;```"));
    }

    #[test]
    fn tags_and_stress_that_go_on_in_the_next_line_are_no_words() {
        let page = "# Weir\n\nSee <a href=\"a.html\"\nclass=\"reference\">the *very\nold* gate</a>, _quite\nlow_ and \
                    **shut\nfast**. ~~Gone~~ 2 * 3\nand 4 * 5.\n";
        let shown = shown_of(page.as_bytes(), "a.md").join(" ");
        assert_eq!(shown, "h Weir p See the very old gate, quite low and shut fast. Gone 2 * 3 and 4 * 5.");
    }

    #[test]
    fn a_picture_that_is_linked_leaves_its_words_alone() {
        let page = "# Weir\n\n[![The mill](a.png)](b.html) stands by [the weir](c.html).\n";
        assert_eq!(shown_of(page.as_bytes(), "a.md"), ["h Weir", "p The mill stands by the weir."]);
    }

    #[test]
    fn a_bold_title_that_goes_on_in_the_next_line_is_one() {
        let page = "**Call To\nOrder**\n\nIt was noon.\n\n**<span class=\"s\">Roll Call Of\nMembers</span>**\n\nAll came.\n\n\
                    **ELM  \nMINUTES**\n";
        let shown = shown_of(page.as_bytes(), "a.md").join(" ");
        for words in ["h Call To Order p", "h Roll Call Of Members p", "h ELM h MINUTES"] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
    }

    #[test]
    fn what_only_makes_the_site_and_marks_of_notes_are_no_words() {
        let page = "---\nlayout: minutes\ntitle: \"Minutes: Parks Group\"\npermalink: /parks/\ntags:\n  - parks\n  - inner\n\
                    location: Weir Hall\n---\n\nElm asked for the listing[^1], at $2\\,100.\n\n[^1]: Entry 457.\n";
        let shown = shown_of(page.as_bytes(), "a.md").join("\n");
        for words in ["Minutes: Parks Group", "Weir Hall", "the listing, at $2,100.", "Entry 457."] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        for words in ["layout", "permalink", "/parks/", "inner", "[^"] {
            assert!(!shown.contains(words), "{words}: {shown}");
        }
    }
}

//! What a link is: a paper, a page that may lead to papers, or neither. Told by words: those of the link, of the file's name
//! and of the headings above it.

use crate::source::dates;
use jiff::civil::Date;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use url::Url;

/// What a paper is called where the configuration does not say.
static PAPERS: LazyLock<Regex> = LazyLock::new(|| whole_words(include_str!("words/papers.txt")));

/// Words of links that lead to papers.
static LEADS: LazyLock<Regex> = LazyLock::new(|| whole_words(include_str!("words/leads.txt")));

/// Words that lead to papers even from the menu of a site, which leads everywhere.
static LEADS_FROM_MENU: LazyLock<Regex> = LazyLock::new(|| whole_words(include_str!("words/menu.txt")));

/// Addresses without end, and doors.
static ENDLESS: LazyLock<Regex> = LazyLock::new(|| one_of(include_str!("words/endless.txt"), "", ""));

/// Words of the bodies whose papers these are.
static BODY: LazyLock<Regex> = LazyLock::new(|| whole_words(include_str!("words/bodies.txt")));

/// Bodies that are called by their meetings, at which everybody may speak.
#[allow(clippy::unwrap_used, reason = "a constant pattern, compiled in the tests")]
static OPEN_MEETING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\bannual (?:parish|town|community) (?:meeting|assembly)\b").unwrap());

/// What is no part of the name of a body.
static NO_NAME: LazyLock<Regex> = LazyLock::new(|| whole_words(include_str!("words/nameless.txt")));

/// Words that say nothing of what they lead to.
static EMPTY: LazyLock<Regex> = LazyLock::new(|| one_of(include_str!("words/empty.txt"), "^", "$"));

fn whole_words(list: &str) -> Regex {
    one_of(list, r"\b", r"\b")
}

/// One pattern of the lines of a list; those that begin with `#` explain.
#[allow(clippy::unwrap_used, reason = "lists of this folder, compiled in the tests")]
fn one_of(list: &str, before: &str, after: &str) -> Regex {
    let lines: Vec<&str> =
        list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    Regex::new(&format!("(?i){before}(?:{}){after}", lines.join("|"))).unwrap()
}

/// Endings of files that can be papers.
const FILES: &[&str] = &[
    "pdf", "docx", "doc", "odt", "rtf", "docm", "pptx", "ppt", "odp", "xlsx", "xls", "ods", "txt", "zip", "eml", "srt",
    "vtt",
];

/// Endings of what is neither a page nor a paper.
const OTHERS: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "svg", "webp", "mp3", "mp4", "m4a", "mov", "avi", "wav", "css", "js", "ico", "ics",
    "xml", "json", "rss", "csv", "exe", "woff", "woff2",
];

/// Parts of addresses that stand for a file although they have no ending.
const DOWNLOADS: &[&str] = &[
    "download",
    "getfile",
    "getdocument",
    "viewdocument",
    "media.php",
    "filehandler",
    "/dl/",
    "fileticket=",
    "/viewfile/",
    "agendaviewer.php",
    "minutesviewer.php",
];

/// Ends of addresses of a file's other edition, which is a page: CivicPlus offers each agenda as both.
const PAGE_EDITIONS: &[&str] = &["?html=true"];

/// What the rule makes of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A paper.
    Paper,
    /// A page that may lead to papers.
    Page,
    /// A file that is no paper.
    OtherFile,
    /// Nothing to follow.
    Nothing,
}

/// A link with what stands around it.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub url: Url,
    /// Its own words.
    pub text: String,
    /// Headings above it, the nearest last.
    pub headings: Vec<String>,
    /// What the paragraph or entry around it says besides its links.
    pub around: String,
    /// Whether it stands in a menu, a head or a foot.
    pub in_menu: bool,
    /// Whether it is marked as the next page of a list.
    pub is_next: bool,
}

/// What a paper is.
pub(super) struct Rule {
    papers: Regex,
}

impl Rule {
    /// The words of this folder.
    pub fn usual() -> Self {
        Self { papers: PAPERS.clone() }
    }

    pub fn new(papers: Option<&str>) -> Result<Self, regex::Error> {
        Ok(Self { papers: papers.map_or_else(|| Ok(PAPERS.clone()), Regex::new)? })
    }

    pub fn judge(&self, link: &Link) -> Verdict {
        if !matches!(link.url.scheme(), "http" | "https") {
            return Verdict::Nothing;
        }
        let own = link.said();
        match form(&link.url) {
            Form::File if self.names(&own) => Verdict::Paper,
            Form::File => {
                // "January", "14 May 2024" or "download" is what the heading above it says, unless the words around it say more.
                let is_left_to_heading = !link.in_menu && link.says_nothing() && is_empty_of_words(&link.around);
                let says = link.headings.iter().any(|heading| self.names(&spoken(heading)));
                if is_left_to_heading && says { Verdict::Paper } else { Verdict::OtherFile }
            }
            Form::Page => self.judge_page(link, &own),
            Form::Other => Verdict::Nothing,
        }
    }

    fn judge_page(&self, link: &Link, own: &str) -> Verdict {
        let address = &link.url[url::Position::BeforePath..];
        if ENDLESS.is_match(address) {
            return Verdict::Nothing;
        }
        let leads = if link.in_menu { LEADS_FROM_MENU.is_match(own) } else { LEADS.is_match(own) || self.names(own) };
        let under = !link.in_menu && dates::day_in_name(own).is_some();
        // The card of a meeting: the name of the body that meets, and the day beside it.
        let is_meeting = !link.in_menu && BODY.is_match(&link.text) && dates::day_in_name(&link.around).is_some();
        if link.is_next || leads || under || is_meeting { Verdict::Page } else { Verdict::Nothing }
    }

    /// Whether words name a paper.
    pub fn names(&self, words: &str) -> bool {
        self.papers.is_match(words)
    }
}

enum Form {
    File,
    Page,
    Other,
}

fn form(url: &Url) -> Form {
    let ending = ending(url.path()).unwrap_or_default();
    let address = url[url::Position::BeforePath..].to_lowercase();
    let in_query =
        FILES.iter().any(|ending| url.query().is_some_and(|q| q.to_lowercase().ends_with(&format!(".{ending}"))));
    if PAGE_EDITIONS.iter().any(|end| address.ends_with(end)) {
        Form::Other
    } else if FILES.contains(&ending.as_str()) || in_query || DOWNLOADS.iter().any(|part| address.contains(part)) {
        Form::File
    } else if OTHERS.contains(&ending.as_str()) {
        Form::Other
    } else {
        Form::Page
    }
}

impl Link {
    /// Its words and those of its address's last part, with the folder where that part is a number alone.
    pub fn own_words(&self) -> String {
        let name = file_name(&self.url);
        let folder = self.url.path_segments().and_then(|parts| parts.rev().nth(1)).unwrap_or_default();
        let is_number = !name.contains(char::is_alphabetic);
        format!("{} {} {}", self.text.replace('_', " "), if is_number { folder } else { "" }, spoken(&name))
    }

    /// Its own words, with those around it where they say nothing of what it leads to: "Minutes of 14 May 2024: click here".
    pub fn said(&self) -> String {
        let own = self.own_words();
        if self.in_menu || !is_empty_of_words(&self.text) { own } else { format!("{own} {}", self.around) }
    }

    /// Whether it leaves to its heading what it is: by naming a day or a month alone, or nothing at all where the file's name
    /// is no word either.
    fn says_nothing(&self) -> bool {
        if !is_empty_of_words(&self.text) {
            return false;
        }
        let words = |text: &str| text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
        let names_time = words(&self.text).iter().any(|word| !word.is_empty() && !EMPTY.is_match(word));
        let name = file_name(&self.url);
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let is_word = |word: &String| word.chars().count() > 3 && !word.contains(|c: char| c.is_ascii_digit());
        names_time || !words(&spoken(stem)).iter().any(|word| is_word(word) && !is_empty_of_words(word))
    }

    /// The day that it names: in its words, in the file's name, around it, or in a heading right above it; one without a year
    /// is of the year that the nearest heading with one names.
    pub fn day(&self) -> Option<Date> {
        let name = file_name(&self.url);
        let own = [self.text.as_str(), name.as_str(), self.around.as_str()];
        let mut named = own.into_iter().filter_map(dates::day_in_name);
        named
            .next()
            .or_else(|| self.day_of_headings_year(&own))
            .or_else(|| self.headings.iter().rev().find_map(|heading| dates::day_in_name(heading)))
    }

    fn day_of_headings_year(&self, own: &[&str]) -> Option<Date> {
        let heading = self.headings.iter().rev().find(|heading| dates::year(heading).is_some())?;
        let years: BTreeSet<i16> = dates::years(heading).collect();
        let year = *years.first().filter(|_| years.len() == 1)?;
        own.iter().find_map(|words| dates::day_of_year(words, year))
    }

    /// The body that it names: in its words, or in the nearest heading that names one.
    pub fn body(&self) -> Option<String> {
        body(&self.text).or_else(|| self.headings.iter().rev().find_map(|heading| body(heading)))
    }

    /// A title for people: its words, with the nearest heading where these say nothing.
    pub fn title(&self) -> String {
        let says_all = PAPERS.is_match(&self.text) && dates::day_in_name(&self.text).is_some();
        match self.headings.last().filter(|_| is_empty_of_words(&self.text) && !says_all) {
            Some(heading) => format!("{heading}: {}", self.text),
            None => self.text.clone(),
        }
    }
}

/// The name of a body in words that say more, or none.
fn body(words: &str) -> Option<String> {
    // Names of files have hyphens for blanks; what is written in words has them where they belong: "Sub-Committee".
    let words = if words.contains(' ') { parted(words) } else { spoken(words) };
    if let Some(meeting) = OPEN_MEETING.find(&words) {
        return Some(meeting.as_str().to_owned());
    }
    if !BODY.is_match(&words) {
        return None;
    }
    let kept = NO_NAME.replace_all(&words, "\u{1}");
    let parts = kept
        .split(['\u{1}', ',', ':', '|', '/', '(', ')', '–', '—'])
        .map(|part| part.trim_matches([' ', '-', '.', '&']));
    let named = parts.filter(|part| BODY.is_match(part)).max_by_key(|part| part.len())?;
    // "Council" and "Committee" alone name no body but the site's own.
    let name = named.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = name.to_lowercase();
    (!["committee", "committees", "board", "group", "party"].contains(&lower.as_str())).then_some(name)
}

/// Whether words name a paper as it is called where the configuration does not say.
pub(super) fn names_paper(words: &str) -> bool {
    PAPERS.is_match(words)
}

/// Whether words are a day, a month or a year and nothing else.
pub(super) fn says_time_alone(words: &str) -> bool {
    let is_time = |words: &str| dates::year(words).is_some() || dates::day_in_name(words).is_some();
    words.len() < 60 && is_time(words) && is_empty_of_words(words) && !PAPERS.is_match(words)
}

/// Whether words leave it to others to say what this is: days, months, years and words like "download".
fn is_empty_of_words(words: &str) -> bool {
    let left = NO_NAME.replace_all(words, " ");
    left.split(|c: char| !c.is_alphanumeric())
        .all(|word| word.chars().all(|c| c.is_ascii_digit()) || EMPTY.is_match(word))
}

/// A name of a file as words: no ending, blanks for the signs that stand for them, runs of words taken apart.
pub(super) fn spoken(name: &str) -> String {
    parted(name).replace('-', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same with hyphens left where they are.
fn parted(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    let mut before: Option<char> = None;
    for sign in name.chars() {
        let sign = if matches!(sign, '_' | '+' | '%' | '\u{a0}') { ' ' } else { sign };
        let begins = before.is_some_and(|before| {
            before.is_lowercase() && sign.is_uppercase()
                || before.is_alphabetic() && sign.is_ascii_digit()
                || before.is_ascii_digit() && sign.is_uppercase()
        });
        if begins {
            out.push(' ');
        }
        out.push(sign);
        before = Some(sign);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The last part of an address, decoded, without what follows it.
pub(super) fn file_name(url: &Url) -> String {
    let last = url.path().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let pair = format!("x={}", last.replace('+', "%2B").replace('&', "%26"));
    url::form_urlencoded::parse(pair.as_bytes()).next().map_or_else(|| last.to_owned(), |(_, value)| value.into_owned())
}

/// Parameters that only keep browsers from showing what they held before: another value is the same file.
const VERSIONS: &[&str] = &["ver", "v", "version", "rev", "sfvrsn", "timestamp"];

/// What of a file's address stays when the file is replaced: path and query, without the version of a named file.
pub(super) fn lasting(url: &Url) -> String {
    let address = &url[url::Position::BeforePath..url::Position::AfterQuery];
    let is_version = |pair: &str| {
        VERSIONS.iter().any(|name| pair.split_once('=').is_some_and(|(of, _)| of.eq_ignore_ascii_case(name)))
    };
    match url.query() {
        Some(query) if is_named_file(url) => {
            let kept: Vec<&str> = query.split('&').filter(|pair| !is_version(pair)).collect();
            let parting = if kept.is_empty() { "" } else { "?" };
            format!("{}{parting}{}", url.path(), kept.join("&"))
        }
        _ => address.to_owned(),
    }
}

/// Whether an address ends as that of a file that can be a paper.
pub(super) fn is_named_file(url: &Url) -> bool {
    ending(url.path()).is_some_and(|ending| FILES.contains(&ending.as_str()))
}

/// The ending of the last part of a path, in lower case.
fn ending(path: &str) -> Option<String> {
    path.rsplit('/').next()?.rsplit_once('.').map(|(_, ending)| ending.to_lowercase())
}

/// The form of an address with every number left out: a site without end has few forms and many numbers.
pub(super) fn shape(url: &Url) -> String {
    let mut out = String::new();
    for sign in url[url::Position::BeforePath..url::Position::AfterQuery].chars() {
        match sign {
            sign if sign.is_ascii_digit() && out.ends_with('#') => {}
            sign if sign.is_ascii_digit() => out.push('#'),
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(text: &str, address: &str, headings: &[&str]) -> Link {
        Link {
            url: Url::parse("https://elm.example/council/").unwrap().join(address).unwrap(),
            text: text.into(),
            headings: headings.iter().map(|heading| (*heading).to_owned()).collect(),
            around: String::new(),
            in_menu: false,
            is_next: false,
        }
    }

    #[test]
    fn papers_are_told_from_other_files_and_from_pages() {
        let rule = Rule::new(None).unwrap();
        for (text, address, headings, verdict) in [
            ("14 May 2024", "a1.pdf", &["Council", "Minutes"][..], Verdict::Paper),
            ("January", "x.pdf", &["Minutes 2024"], Verdict::Paper),
            ("Download", "FullCouncilMinutes2024.pdf", &[], Verdict::Paper),
            ("Planning Agenda 3 June", "x", &[], Verdict::Page),
            ("Privacy notice", "privacy.pdf", &["Minutes"], Verdict::OtherFile),
            ("Map of footpaths", "map.pdf", &[], Verdict::OtherFile),
            ("Minutes 2019", "minutes-2019", &[], Verdict::Page),
            ("Minutes", "/events/2024/05/minutes", &[], Verdict::Nothing),
            ("Meetings", "meetings?month=2031-05", &[], Verdict::Nothing),
            ("A photograph", "minutes.jpg", &[], Verdict::Nothing),
            ("Get in touch", "contact", &["Minutes"], Verdict::Nothing),
            ("Minutes", "/download.php?id=7", &[], Verdict::Paper),
            ("Agenda", "/AgendaViewer.php?view_id=5&clip_id=7", &[], Verdict::Paper),
            ("Agenda", "/AgendaCenter/ViewFile/Agenda/_05142024-7", &[], Verdict::Paper),
            ("Quorum notice", "/AgendaCenter/ViewFile/Agenda/_05142024-8", &[], Verdict::Paper),
            ("HTML", "/AgendaCenter/ViewFile/Agenda/_05142024-7?html=true", &[], Verdict::Nothing),
            ("minutes_090309.pdf", "m4.pdf", &[], Verdict::Paper),
            ("Miontuairiscí Mhí Márta", "m.pdf", &[], Verdict::Paper),
        ] {
            assert_eq!(rule.judge(&link(text, address, headings)), verdict, "{text} {address}");
        }
    }

    #[test]
    fn a_body_is_named_by_the_link_or_by_the_nearest_heading_that_names_one() {
        for (text, headings, body) in [
            ("Planning Committee Minutes 4 May 2024", &[][..], Some("Planning Committee")),
            (
                "14 May 2024",
                &["Elm Parish Council", "Finance & Staffing Committee", "2024"],
                Some("Finance & Staffing Committee"),
            ),
            ("Minutes of the Athlone Municipal District meeting", &[], Some("Athlone Municipal District")),
            ("Staffing Sub-Committee - minutes 3 June 2024", &[], Some("Staffing Sub-Committee")),
            ("20 May 2024", &["Annual Parish Meeting minutes"], Some("Annual Parish Meeting")),
            ("Minutes", &["Committees"], None),
            ("Minutes", &["Documents"], None),
        ] {
            assert_eq!(link(text, "a.pdf", headings).body().as_deref(), body, "{text}");
        }
    }

    #[test]
    fn what_stands_around_a_link_speaks_where_its_own_words_say_nothing() {
        let rule = Rule::new(None).unwrap();
        let around =
            |text: &str, around: &str| Link { around: around.into(), ..link(text, "1a2b_3c4d.pdf", &["Minutes"]) };
        for (text, words, verdict, day) in [
            ("click here", "Minutes of the meeting on 13 May 2024:", Verdict::Paper, Some("2024-05-13")),
            ("Agenda", "Monday 13 May 2024", Verdict::Paper, Some("2024-05-13")),
            ("here", "Our bus timetable is .", Verdict::OtherFile, None),
            ("here", "", Verdict::Paper, None),
        ] {
            let link = around(text, words);
            assert_eq!(rule.judge(&link), verdict, "{text} {words}");
            assert_eq!(link.day().map(|day| day.to_string()).as_deref(), day, "{text} {words}");
        }
    }

    #[test]
    fn a_day_without_a_year_is_of_the_year_above_it() {
        for (text, headings, day) in [
            ("13th May - Minutes", &["Minutes", "2024"][..], Some("2024-05-13")),
            ("9 October (draft)", &["2024", "Minutes 2023"], Some("2023-10-09")),
            ("9 October", &["Minutes 2023/24", "2022-2023"], None),
            ("9 October", &["Minutes"], None),
        ] {
            assert_eq!(link(text, "a.pdf", headings).day().map(|day| day.to_string()).as_deref(), day, "{text}");
        }
    }

    #[test]
    fn names_of_files_are_words() {
        assert_eq!(spoken("FullCouncil_Minutes-May2024.pdf"), "Full Council Minutes May 2024.pdf");
        for (address, key) in [
            ("May.pdf?ver=2024-05-20-101112", "/May.pdf"),
            ("May.pdf?id=7&v=2", "/May.pdf?id=7"),
            ("get.aspx?v=2", "/get.aspx?v=2"),
        ] {
            assert_eq!(lasting(&Url::parse("https://x/").unwrap().join(address).unwrap()), key);
        }
        assert_eq!(shape(&Url::parse("https://x/events/2031/05?page=12").unwrap()), "/events/#/#?page=#");
    }

    #[test]
    fn no_pattern_takes_words_that_say_nothing_for_a_paper() {
        assert!(is_empty_of_words("14 May 2024 (PDF, 200 KB)"));
        assert!(!is_empty_of_words("Privacy notice"));
    }
}

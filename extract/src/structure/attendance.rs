//! Who was at a meeting: the lists under PRESENT, In attendance and Apologies, and apologies told in a sentence.
//!
//! Never drops a person: an entry that names nobody ("two members of the public") is the only thing left out.

use super::people::{self, Person};
use crate::content::Block;
use crate::lexicon;
use record::{Appearance, Attendance, Form, Presence};

patterns! {
    /// What opens a list of those who were there as members.
    PRESENT = r"(?i)^(?:(?:the\s+)?(?:(?:elected|voting|committee|board|panel|cabinet|council|core|other)\s+)?(?:members?|councillors?|cllrs)\s+(?:of\s+the\s+\w+\s+)?(?:were\s+)?|those\s+|all\s+)?(?:present|attendance|attendees|yn\s+bresennol)(?:\s+(?:at\s+the\s+meeting|virtually|remotely|were))?\b\s*[:.\-–—]*\s*";
    /// What opens a list of those who were there in another capacity.
    IN_ATTENDANCE = r"(?i)^(?:also\s+(?:in\s+attendance|present|attending)|(?:officers?|others?|members?|guests?|observers?|non-members?)?\s*(?:also\s+)?in\s+attendance|in\s+attendance|also\s+present|attending|(?:council\s+)?officers?(?:\s+present)?|others?\s+present|observers?|guests?|invitees|visitors|wrth\s+law|advisers|advisors|members\s+of\s+(?:the\s+)?public|executive\s+members?|cabinet\s+members?|portfolio\s+holders?|non-members?)(?:\s*[-–(]?\s*(?:virtually|remotely|online|via\s+\w+(?:\s+\w+)?|by\s+invitation)\)?|\s+in\s+attendance(?:\s+virtually)?|\s+present|\s+(?:for|under|at)\s+[^:]{1,60})?\s*(?P<end>[:.\-–—]|$|\t|\s)\s*";
    /// Co-opted members and substitutes belong to those present.
    ALSO_MEMBERS = r"(?i)^(?:(?:statutory\s+|voting\s+|non-voting\s+)?co-?opted\s+members?|co-?optees|substitutes?(?:\s+members?)?|ex-?officio(?:\s+members?)?)\s*(?:present|\(.*?\))?\s*(?:[:\-–—]|$|\t)\s*";
    /// What opens the list of those who sent apologies.
    APOLOGIES = r"(?i)^(?:apolog(?:y|ies)(?:\s+for\s+(?:absence|non-?attendance))?(?:\s+(?:and|&)\s+\w+)?|ymddiheuriadau)\s*(?P<end>[:.\-–—]|$|\t|\s)\s*";
    /// Absent without apology: known, but no list of ours.
    ABSENT = r"(?i)^(?:absent|not\s+present|did\s+not\s+attend)\s*(?:[:\-–—]|$|\t)\s*";
    /// Apologies told in a sentence.
    TOLD = r"(?is)\bapolog(?:y|ies)\b(?:\s+for\s+(?:absence|non-?attendance|lateness))?(?:\s+(?:had|have|has))?(?:\s+(?:been|were|was))?(?:\s+(?:also|duly|then))?(?:\s+(?:received|given|submitted|recorded|offered|noted|tendered|reported|made|presented|sent|accepted))?(?:\s+and\s+accepted)?\s+(?:from|by|on\s+behalf\s+of)\s+(?P<who>.+)";
    /// Where the list inside such a sentence ends.
    SENTENCE_END = r"(?:\.\s+[A-Z]|;\s|\s+(?:who|due\s+to|owing|because|as\s+(?:he|she|they)|with|in\s+advance|were|was|had|substituted|for\s+whom)\b)";
}

/// What a block of a minutes head opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Listed(Presence, bool),
    Absent,
}

/// The lists of one set of minutes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lists {
    /// Everyone found.
    pub attendance: Attendance,
    /// Which blocks the lists stand in.
    pub blocks: Vec<usize>,
}

/// Whether a block opens the list of those present.
pub fn opens_present(text: &str) -> bool {
    let text = text.trim();
    let Some(found) = PRESENT.find(text) else { return false };
    let label = found.as_str().trim();
    let rest = &text[found.end()..];
    let loud = super::names::is_all_caps(label) || label.ends_with([':', '-', '–', '—']);
    rest.is_empty() || (loud && !label.is_empty()) || rest.starts_with("Councillor") || rest.starts_with("Cllr")
}

/// Whether a line opens any list.
pub fn opens_list(text: &str) -> bool {
    open(text.trim()).is_some()
}

/// Reads the lists of a set of minutes. `lines` gives the printed lines of a block: names and posts that stand on
/// lines of their own are only apart there. `first_item` is the block that heads the first agenda item: lists end
/// there, and sentences about apologies are looked for from there on.
pub fn read<'b>(blocks: &'b [Block], first_item: usize, lines: impl Fn(&'b Block) -> Vec<String>) -> Lists {
    let mut found = Lists::default();
    let mut columns: Vec<Section> = Vec::new();
    for (i, block) in blocks.iter().enumerate().take(first_item).filter(|(_, b)| !b.furniture) {
        if open(block.text.trim()).is_none() && ends_lists(block) {
            columns.clear();
        }
        let mut lists: Vec<(Section, Vec<String>)> = Vec::new();
        let printed = lines(block);
        let inside = inside_brackets(&printed);
        let labels = printed.iter().zip(&inside).filter(|(_, inside)| !**inside).filter_map(|(l, _)| open(l.trim()));
        let lists_others = labels.into_iter().any(|(section, _)| section != Section::Listed(Presence::Apologies, true));
        if TOLD.is_match(&block.text) && !lists_others {
            lists.push((Section::Listed(Presence::Apologies, true), printed));
        } else {
            for (line, inside) in printed.iter().zip(inside) {
                match lists.last_mut().filter(|_| inside) {
                    Some((_, entries)) => entries.push(line.clone()),
                    None => sort_line(line, &mut columns, &mut lists),
                }
            }
        }
        if !lists.is_empty() {
            found.blocks.push(i);
        }
        for (section, entries) in lists {
            if let Section::Listed(presence, member) = section {
                add(&mut found.attendance, &entries, presence, member);
            }
        }
    }
    told(blocks, first_item, &mut found);
    chair(&mut found.attendance);
    found
}

/// For each line, whether it begins inside a bracket that an earlier line opened: "(Area Education / Officer - West)".
fn inside_brackets(lines: &[String]) -> Vec<bool> {
    let mut depth = 0i32;
    let begins = lines.iter().map(|line| {
        let inside = depth > 0;
        depth += line.chars().map(|c| i32::from(c == '(') - i32::from(c == ')')).sum::<i32>();
        inside
    });
    begins.collect()
}

/// Puts a line's cells into the lists that they belong to. A line of several labels heads as many columns; a label
/// alone or before names opens a list of its own.
fn sort_line(line: &str, columns: &mut Vec<Section>, lists: &mut Vec<(Section, Vec<String>)>) {
    let cells: Vec<&str> = line.split('\t').map(str::trim).filter(|c| !c.is_empty()).collect();
    let labels: Vec<Section> = cells.iter().filter_map(|c| open(c).map(|(section, _)| section)).collect();
    if labels.len() > 1 && labels.len() == cells.len() {
        lists.extend(labels.iter().map(|section| (*section, Vec::new())));
        *columns = labels;
        return;
    }
    if let Some((section, at)) = open(line.trim()) {
        *columns = vec![section];
        let rest = line.trim()[at..].trim();
        lists.push((section, Some(rest.to_owned()).filter(|r| !r.is_empty()).into_iter().collect()));
        return;
    }
    let mut put = |section: Section, text: &str| match lists.iter_mut().rev().find(|(open, _)| *open == section) {
        Some((_, entries)) => entries.push(text.to_owned()),
        None => lists.push((section, vec![text.to_owned()])),
    };
    match columns.as_slice() {
        [] => {}
        // Two people side by side, not a name and its post.
        [only] if cells.len() > 1 && cells.iter().all(|c| people::looks_like_one(c)) => {
            cells.iter().for_each(|c| put(*only, c))
        }
        [only] => put(*only, line),
        several => cells.iter().zip(several).for_each(|(cell, section)| put(*section, cell)),
    }
}

/// What a block opens and where its own words begin, in bytes.
fn open(text: &str) -> Option<(Section, usize)> {
    let label_like = |found: &regex::Match| {
        let label = found.as_str().trim_end();
        let rest = &text[found.end()..];
        let loud = label.ends_with([':', '-', '–', '—', '.']) || super::names::is_all_caps(label) || rest.is_empty();
        let public = label.to_lowercase().contains("public");
        loud || public
            || found.as_str().ends_with('\t')
            || rest.starts_with("Councillor")
            || rest.starts_with("Cllr")
            || rest.starts_with('\t')
    };
    let told = TOLD.is_match(text);
    let forms: [(&regex::Regex, Section); 5] = [
        (&ALSO_MEMBERS, Section::Listed(Presence::Present, false)),
        (&IN_ATTENDANCE, Section::Listed(Presence::InAttendance, false)),
        (&PRESENT, Section::Listed(Presence::Present, true)),
        (&APOLOGIES, Section::Listed(Presence::Apologies, true)),
        (&ABSENT, Section::Absent),
    ];
    for (form, section) in forms {
        if let Some(found) = form.find(text)
            && (label_like(&found) || (told && section == Section::Listed(Presence::Apologies, true)))
        {
            return Some((section, found.end()));
        }
    }
    None
}

/// Whether a block cannot belong to a list any more: a sentence about something else, or a heading.
fn ends_lists(block: &Block) -> bool {
    let text = block.text.trim();
    if TOLD.is_match(text) {
        return false;
    }
    let verbs = [
        " was ",
        " were ",
        " is ",
        " are ",
        " had ",
        " has ",
        " opened ",
        " welcomed ",
        " resolved ",
        " noted ",
        " will ",
    ];
    let sentence = verbs.iter().any(|v| text.contains(v)) && !text.contains('\t');
    let upper_heading = super::names::is_all_caps(text) && people::list(text).iter().all(|p| p.title.is_none());
    sentence
        || super::items::heads_a_part(text)
        || text.starts_with("(During")
        || (upper_heading && text.split_whitespace().count() > 1)
}

/// Adds the people on these lines.
fn add(attendance: &mut Attendance, lines: &[String], presence: Presence, member: bool) {
    let lines = match lines {
        [first, rest @ ..] if continues(first) && lengthen(attendance, first, presence) => rest,
        _ => lines,
    };
    let joined = joined(lines);
    if let Some(found) = TOLD.captures(&joined) {
        push(attendance, people::list(list_part(&found["who"])), presence, member);
        return;
    }
    let running = looks_running(&joined);
    if running {
        push(attendance, people::list(&joined), presence, member);
        return;
    }
    let columns = if lines.iter().all(|l| !l.contains('\t')) { posts_after_names(lines) } else { None };
    for entry in columns.unwrap_or_else(|| entries(lines)) {
        for part in people::split_joined(&entry) {
            push(attendance, people::list(&part), presence, member);
        }
    }
}

/// Lines of a running list as one text. A line break stands for a comma where a whole name ends one line and another
/// begins the next, as in lists that put one group on each line.
fn joined(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        let last = text.rsplit([',', '(', ')']).next().unwrap_or_default().rsplit(" and ").next().unwrap_or_default();
        let first = line.split([',', '(']).next().unwrap_or_default().split(" and ").next().unwrap_or_default();
        let closed = text.matches('(').count() <= text.matches(')').count();
        let apart = closed && people::whole_name(last) && people::whole_name(first);
        if !text.is_empty() {
            text.push_str(if apart { "\n" } else { " " });
        }
        text.push_str(line);
    }
    text
}

/// A running list has commas or "and" between people, and posts only in brackets; a column has one person a line.
fn looks_running(text: &str) -> bool {
    let people = people::list(text);
    let separators = [", ", " and ", " & "].iter().any(|s| text.contains(s));
    let titled = people.iter().any(|p| p.title.is_some());
    let open_posts = people.iter().filter(|p| {
        let outside = p.as_printed.split('(').next().unwrap_or_default();
        p.role.is_some() && outside.split_whitespace().skip(1).any(people::is_post_word)
    });
    separators && !text.contains('\t') && (titled || people.len() > 1) && open_posts.count() * 2 < people.len().max(1)
}

/// All names first, then as many posts: what is left of two columns when they were read one after the other.
fn posts_after_names(lines: &[String]) -> Option<Vec<String>> {
    let half = lines.len() / 2;
    let is_post = |l: &String| l.split_whitespace().next().is_some_and(people::is_post_word);
    let fits = lines.len() >= 4
        && lines.len().is_multiple_of(2)
        && lines[..half].iter().all(|l| !l.split_whitespace().any(people::is_post_word) && people::person(l).is_some())
        && lines[half..].iter().all(is_post);
    fits.then(|| lines[..half].iter().zip(&lines[half..]).map(|(name, post)| format!("{name}\t{post}")).collect())
}

/// Joins the lines on which a post goes on ("Advisor for Inclusion") to the line of their person.
fn entries(lines: &[String]) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for line in lines {
        match entries.last_mut() {
            Some(last) if continues(line) && !last.is_empty() => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => entries.push(line.trim().to_owned()),
        }
    }
    entries
}

/// Whether a line goes on with the post of the line before: "Disability Team", "and Performance"; not "Clerk J Elm".
fn continues(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let second = line.split_whitespace().nth(1);
    let post_first = people::is_post_word(first) || first.chars().next().is_some_and(char::is_lowercase);
    line.starts_with('\t')
        || (post_first && !second.is_some_and(|s| s.trim_end_matches('.').chars().count() == 1 && s != "&"))
}

/// Adds a line to the post of the person listed last, where one with a post stands in the same list.
fn lengthen(attendance: &mut Attendance, line: &str, presence: Presence) -> bool {
    let Some(last) = attendance.listed.last_mut().filter(|a| a.presence == presence) else { return false };
    let Some(role) = &mut last.role else { return false };
    for words in [role, &mut last.as_printed] {
        words.push(' ');
        words.push_str(line.trim());
    }
    true
}

fn push(attendance: &mut Attendance, people: Vec<Person>, presence: Presence, member: bool) {
    for person in people {
        let known = attendance.listed.iter().any(|a| a.presence == presence && a.name == person.name);
        if known {
            continue;
        }
        let councillor = match person.title.as_deref() {
            Some(title) if lexicon::is_member_title(title) => true,
            _ => member && !person.role.as_deref().is_some_and(is_officer),
        };
        attendance.listed.push(Appearance {
            as_printed: person.as_printed,
            name: person.name,
            role: person.role,
            presence,
            councillor,
            chair: false,
            source_id: None,
        });
    }
}

/// Whether a post is one that members do not hold.
fn is_officer(role: &str) -> bool {
    let role = role.to_lowercase();
    ["clerk", "officer", "director", "manager", "rfo", "co-opt", "representative", "rep"]
        .iter()
        .any(|w| role.split(|c: char| !c.is_alphanumeric() && c != '-').any(|r| r.starts_with(w)))
}

/// Marks who chaired: "in the Chair" before "Chair"; a Vice-Chair only where it says that they took it.
fn chair(attendance: &mut Attendance) {
    let rank = |a: &Appearance| {
        let role = a.role.as_deref().unwrap_or_default().to_lowercase();
        let vice = role.contains("vice") || role.contains("deputy");
        match () {
            () if a.presence != Presence::Present => 0,
            () if role.contains("in the chair") => 3,
            () if !vice
                && role
                    .split(|c: char| !c.is_alphabetic())
                    .any(|w| matches!(w, "chair" | "chairman" | "chairwoman" | "chairperson")) =>
            {
                2
            }
            () => 0,
        }
    };
    let best = attendance.listed.iter().map(rank).max().unwrap_or(0);
    if best > 0
        && let Some(found) = attendance.listed.iter_mut().find(|a| rank(a) == best)
    {
        found.chair = true;
    }
}

/// Sentences that tell of apologies among the first items ("Apologies were received from Mrs C Elm.").
fn told(blocks: &[Block], first_item: usize, found: &mut Lists) {
    let mut under_apologies = false;
    for block in blocks.iter().skip(first_item).filter(|b| !b.furniture).take(30) {
        let text = block.text.trim();
        let heading = text.split_whitespace().count() <= 8 && !text.ends_with('.');
        if heading && text.to_lowercase().contains("apologies") && !TOLD.is_match(text) {
            under_apologies = true;
            continue;
        }
        if let Some(told) = TOLD.captures(text) {
            push(&mut found.attendance, people::list(list_part(&told["who"])), Presence::Apologies, true);
        } else if under_apologies && !text.starts_with('(') && block.form != Form::Heading {
            let people = people::list(text);
            let short = text.split_whitespace().count() <= 14 && !text.contains(" were ") && !text.contains(" was ");
            if short && block.marker.is_none() {
                push(&mut found.attendance, people, Presence::Apologies, true);
            }
        }
        under_apologies &= text.starts_with('(');
    }
}

/// The part of a sentence that is its list of people.
fn list_part(text: &str) -> &str {
    // Initials end in a stop too: a sentence ends only before a word, and not after one letter.
    let end = SENTENCE_END.find_iter(text).find(|m| {
        let before = text[..m.start()].rsplit([' ', '.']).next().unwrap_or_default();
        !m.as_str().starts_with('.') || (before.chars().count() > 2 && !lexicon::is_title(before))
    });
    end.map_or(text, |m| &text[..m.start()])
}

#[cfg(test)]
mod tests;

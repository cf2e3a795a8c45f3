//! From the lines under a label to people: running lists, columns, names with their posts below or beside them.

use crate::lexicon::{self, Tags, is_honour};
use crate::structure::names;
use crate::structure::people::{self, Person};
use record::{Appearance, Attendance, Presence};

/// Adds the people of one list: as columns of names where its lines have that form, else group by group.
pub fn add_list(attendance: &mut Attendance, groups: Vec<Vec<String>>, presence: Presence, member: bool) {
    let lines: Vec<String> = groups.iter().flatten().cloned().collect();
    if let Some(found) = surnames_with_bodies(&lines) {
        return push(attendance, found, presence, member);
    }
    if side_by_side(&lines) {
        let apart: Vec<String> = lines.iter().map(|l| l.trim().replace('\t', "\n")).collect();
        return push(attendance, people::list(&joined(&apart)), presence, member);
    }
    if let Some(inverted) = surnames_first(&lines).or_else(|| surnames_above(&lines)) {
        return push(attendance, inverted, presence, member);
    }
    let groups = with_couples(groups);
    let bodied = |group: &Vec<String>| matches!(group.as_slice(), [line] if person_and_body(line).is_some());
    let one_each = groups.iter().filter(|g| bodied(g)).count();
    let column = one_each >= 2 && one_each * 5 >= groups.len() * 3;
    for group in attach_posts(groups) {
        match group.as_slice() {
            [line] if column => match person_and_body(line) {
                Some(person) => push(attendance, vec![person], presence, member),
                None => add(attendance, &group, presence, member),
            },
            _ => add(attendance, &group, presence, member),
        }
    }
}

/// Couples on a line of their own among whole names, with the surname that they share: "Ann and Kim Oak".
fn with_couples(groups: Vec<Vec<String>>) -> Vec<Vec<String>> {
    const LEAST: usize = 2;
    let lines = || groups.iter().flatten();
    let named = lines().filter(|l| people::looks_like_one(l)).count();
    let couples = lines().filter(|l| people::couple(l).is_some()).count();
    if couples == 0 || named < LEAST || named + couples < lines().count() {
        return groups;
    }
    let whole = |line: String| people::couple(&line).unwrap_or(line);
    groups.into_iter().map(|group| group.into_iter().map(whole).collect()).collect()
}

/// Whether the lines of a list have several people each, side by side: "Jo Elm, Kim Oak, Ann Ash" or three columns of
/// names. Two names alone may be a person and whom they come from, so they need a comma at the end of their line, or tabs.
fn side_by_side(lines: &[String]) -> bool {
    let wide: Vec<usize> = lines.iter().filter_map(|l| names_on(l)).filter(|n| *n > 1).collect();
    let parted = lines.iter().filter(|l| l.contains([',', ';', '\t'])).count();
    let ended = lines.iter().filter(|l| l.trim_end().ends_with([',', ';']) || l.contains('\t')).count();
    let several = wide.iter().any(|n| *n > 2) || ended * 2 > lines.len();
    lines.len() > 1 && wide.len() > 1 && wide.len() * 10 >= parted * 8 && several
}

/// How many names stand on a line that has nothing else on it.
fn names_on(line: &str) -> Option<usize> {
    let pieces = line.split([',', ';', '\t']).flat_map(|p| p.split(" and ")).flat_map(|p| p.split(" & "));
    let pieces = pieces.map(|p| p.trim().trim_end_matches('.')).filter(|p| !p.is_empty() && !is_honour(p));
    let pieces: Vec<&str> = pieces.collect();
    let outside = |p: &str| p.split('(').next().unwrap_or_default().trim().to_owned();
    let whole = pieces.iter().filter(|p| people::is_titled(p) || people::whole_name(&outside(p))).count();
    // A name may be cut at the end of a line and go on at the start of the next.
    let cut = |p: &&&str| people::is_plain_name(&outside(p));
    let ends = [pieces.first(), pieces.last()].into_iter().flatten().all(|p| cut(&p));
    let inner = pieces.len().saturating_sub(2);
    (ends && whole > 0 && whole >= inner && whole + 1 >= pieces.len()).then_some(pieces.len())
}

/// "Jo Elm, Ordnance Survey": a name and whatever stands behind its comma, in a column with one person a line.
fn person_and_body(line: &str) -> Option<Person> {
    let (name, body) = line.trim().trim_end_matches(['.', ',', ';']).split_once(',')?;
    let several = name.split_whitespace().next().is_some_and(|w| lexicon::tags(w).has(Tags::SEVERAL));
    let named = people::whole_name(name.split('(').next()?.trim()) && !name.contains(" and ") && !body.contains(';');
    let titled = people::is_titled(body.trim()) && !body.split_whitespace().any(people::is_post_word);
    let named = named && !several && !titled;
    let person = people::person(name).filter(|_| named && body.matches(',').count() <= 3)?;
    let role = person.role.map_or_else(|| body.trim().to_owned(), |role| format!("{role}, {}", body.trim()));
    Some(Person { as_printed: line.trim().to_owned(), role: Some(role), ..person })
}

/// Surname and first name on lines of their own, as a table of names falls apart: "Elm" above "Jo", "Oak" above "Kim".
fn surnames_above(lines: &[String]) -> Option<Vec<Person>> {
    let mut whole: Vec<String> = Vec::new();
    for line in lines {
        match whole.last_mut().filter(|last| last.ends_with('-')) {
            Some(last) => last.push_str(line.trim()),
            None => whole.push(line.trim().to_owned()),
        }
    }
    let lines = whole;
    let short = |l: &String| (1..=2).contains(&l.split_whitespace().count()) && people::is_plain_name(l);
    let single = lines.iter().filter(|l| l.split_whitespace().count() == 1).count();
    if lines.len() < 8 || lines.len() % 2 == 1 || !lines.iter().all(short) || single * 5 < lines.len() * 4 {
        return None;
    }
    let pairs = lines.chunks_exact(2).filter_map(|pair| {
        let [surname, first] = pair else { return None };
        people::surname_first(&format!("{}, {}", surname.trim(), first.trim()))
    });
    Some(pairs.collect())
}

/// Adds the people on these lines.
fn add(attendance: &mut Attendance, lines: &[String], presence: Presence, member: bool) {
    let lines = match lines {
        [first, rest @ ..] if continues(first) && lengthen(attendance, first, presence) => rest,
        _ => lines,
    };
    if lines.len() > 1 && lines.iter().all(|l| is_in_capitals(l)) {
        return lines.iter().for_each(|line| push(attendance, people::list(line), presence, member));
    }
    let joined = joined(lines);
    let with_posts = || people::with_posts_behind(&joined.replace('\n', " "));
    if let Some(found) = people::offices_first(&joined).or_else(with_posts) {
        return push(attendance, found, presence, member);
    }
    if looks_running(&joined) || parted_by_semicolons(&joined) {
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

/// A column of names with the surname first: "Elm, Jo" below "Ash, Kim". A line in five may have lost its comma.
fn surnames_first(lines: &[String]) -> Option<Vec<Person>> {
    // "Elm, Oak, Ash" and "Jo Elm, Kim Oak" are several people.
    let one = |l: &&String| {
        let mut pieces = l.trim_end_matches([',', ' ']).split(',').map(str::trim);
        let two =
            pieces.next().zip(pieces.next()).is_some_and(|(a, b)| !(people::whole_name(a) && people::whole_name(b)));
        two && !pieces.any(people::is_plain_name)
    };
    let inverted = lines.iter().filter(one).filter(|l| people::surname_first(l).is_some()).count();
    let fits = lines.len() >= 3 && inverted * 5 >= lines.len() * 4;
    let read = |l: &String| people::surname_first(l).map_or_else(|| people::list(l), |one| vec![one]);
    fits.then(|| lines.iter().flat_map(read).collect())
}

/// Surname, first name and, behind a semicolon, whom they come from, one person a line: "Elm, Jo; Eden Trust".
fn surnames_with_bodies(lines: &[String]) -> Option<Vec<Person>> {
    /// Lines that make a column.
    const FEWEST: usize = 3;
    let one = |line: &String| {
        let (name, body) = line.trim_end_matches([';', ' ']).split_once(';')?;
        let person = people::surname_first(name).filter(|_| !body.contains(';'))?;
        Some(Person { as_printed: line.trim().to_owned(), role: Some(body.trim().to_owned()), ..person })
    };
    let found: Vec<Person> = lines.iter().map_while(one).collect();
    (lines.len() >= FEWEST && found.len() == lines.len()).then_some(found)
}

/// Lines of a running list as one text. A line break stands for a comma where a whole name ends one line and another
/// begins the next, as in lists that put one group on each line.
fn joined(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        let last = text
            .rsplit([',', ';', '(', ')', '\n'])
            .next()
            .unwrap_or_default()
            .rsplit(" and ")
            .next()
            .unwrap_or_default();
        let first = line.split([',', ';', '(']).next().unwrap_or_default().split(" and ").next().unwrap_or_default();
        let closed = text.matches('(').count() <= text.matches(')').count();
        let office = text.ends_with('.') && people::opens_with_office(first.split(';').next().unwrap_or_default());
        let apart = closed && (office || is_whole(last) && is_whole(first));
        if !text.is_empty() {
            text.push_str(if apart { "\n" } else { " " });
        }
        text.push_str(line);
    }
    text
}

/// Whether a line begins with a whole name in capitals: "SEAN ELM, Chair".
fn is_in_capitals(line: &str) -> bool {
    let name = line.split([',', '(', '\t']).next().unwrap_or_default().trim();
    names::is_all_caps(name) && is_whole(name) && !name.split_whitespace().any(people::is_of_body)
}

/// Whether a text is a whole name, in capitals too: "SEAN ELM", of which "SEAN" alone might be an abbreviation.
fn is_whole(text: &str) -> bool {
    people::whole_name(text) || names::is_all_caps(text) && people::whole_name(&names::title_case(text.trim()))
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

/// Whether semicolons part the people of a text that goes over several lines: "Jo Elm, Clerk; Kim Oak, Head of\nWorks; ...".
fn parted_by_semicolons(text: &str) -> bool {
    const LEAST: usize = 3;
    let chunks: Vec<&str> = text.split(';').map(|c| c.trim().trim_start_matches("and ")).collect();
    let begins = |c: &&str| people::looks_like_one(c) || people::opens_with_office(c.split(',').next().unwrap_or(c));
    let full: Vec<&str> = chunks.into_iter().filter(|c| !c.is_empty()).collect();
    full.len() >= LEAST && !text.contains('\t') && full.iter().all(begins)
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
pub fn continues(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let one = line.split([';', ',', '\t']).next().unwrap_or_default().trim();
    // "Dean Elm" is called so.
    let borne = lexicon::tags(first).has(Tags::NAME) && one.contains(' ') && people::is_plain_name(one);
    let post_first =
        people::is_post_word(first) && !is_whole(one) && !borne || first.chars().next().is_some_and(char::is_lowercase);
    // "Deputy Clerk Jo Elm; Treasurer Kim Oak": the first of several.
    let opens = people::opens_with_office(line) || people::opens_with_office(one);
    let body = line.split_whitespace().all(|w| people::is_post_word(w) || people::is_of_body(w));
    let body = body && line.split_whitespace().any(people::is_of_body);
    line.starts_with('\t') || body || post_first && !people::is_titled(line) && !opens
}

/// Posts and bodies on lines of their own belong to the titled person on the line before: "Cllr Jo Elm" and below it
/// "Eden County Council".
fn attach_posts(groups: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let titled = |group: &Vec<String>| group.first().is_some_and(|l| people::is_titled(l));
    let alone = groups.iter().filter(|g| titled(g) && g.len() == 1).count();
    if alone < 2 || alone * 4 < groups.len() {
        return groups;
    }
    let posted = |line: &String| line.split(|c: char| c.is_whitespace() || c == '/').any(people::is_post_word);
    let plain = |line: &String| (posted(line) || !people::whole_name(line)) && !begins_with_name(line);
    // Where a titled person and where they come from take turns, "Farming Pillar" is no person either.
    let others: Vec<&String> = groups.iter().filter(|g| !titled(g)).flatten().collect();
    let turns = groups.windows(2).all(|w| w.iter().any(titled)) && groups.first().is_some_and(titled);
    // One without a title among many is a person too.
    let turns = turns && others.len() * 3 >= groups.len();
    let turns = turns && others.iter().filter(|l| plain(l)).count() * 2 >= others.len();
    let mut out: Vec<Vec<String>> = Vec::new();
    for group in groups {
        match (out.last_mut(), group.as_slice()) {
            (Some(before), [line])
                if titled(before) && before.len() == 1 && !people::is_titled(line) && (turns || plain(line)) =>
            {
                if let Some(last) = before.last_mut() {
                    last.push('\t');
                    last.push_str(line);
                }
            }
            _ => out.push(group),
        }
    }
    out
}

/// Whether a line is a whole name and, behind a mark, what they are: "Jo Elm, Chief Officer", "Kim Oak (Clerk)".
fn begins_with_name(line: &str) -> bool {
    const LONGEST: usize = 3;
    let Some((name, _)) = line.split_once([',', '(', '\t']).or_else(|| line.split_once(" - ")) else { return false };
    let words = name.split_whitespace().count();
    let body = name.split_whitespace().any(|w| people::is_of_body(w) || lexicon::tags(w).has(Tags::BODY));
    people::whole_name(name.trim()) && (2..=LONGEST).contains(&words) && !body
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

/// Adds people whom no entry of the same list names yet.
pub fn push(attendance: &mut Attendance, people: Vec<Person>, presence: Presence, member: bool) {
    for person in people {
        let same = |a: &Appearance| a.name == person.name && !are_a_couple(&a.as_printed, &person.as_printed);
        // Who is in the chair may take the minutes, too: one person, whatever lists name them.
        let there = |p: Presence| p != Presence::Apologies;
        let both = |a: &Appearance| there(a.presence) && there(presence) && person.name.contains(' ');
        let known = attendance.listed.iter().any(|a| (a.presence == presence || both(a)) && same(a));
        // "Elm, A.M. Whyte and Oak": initials behind which a sentence seemed to end are nobody.
        let cut = |a: &Appearance| {
            let initials = person.name.split('.').all(|letter| letter.chars().count() < 2);
            initials && a.name.len() > person.name.len() && a.name.starts_with(&person.name)
        };
        if known || attendance.listed.iter().any(cut) {
            continue;
        }
        let councillor = match person.title.as_deref() {
            Some(title) if lexicon::is_member_title(title) => true,
            // "Director Hale" of a list of members is one of them; the "Director of Finance" is not.
            None if member && person.role.as_deref().is_some_and(is_member_office) => true,
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

/// Whether one of two entries is a man's and the other a woman's, by how they are addressed: "Mr D Elm" and "Mrs D Elm".
fn are_a_couple(one: &str, other: &str) -> bool {
    let addressed = |entry: &str, forms: &[&str]| entry.split([' ', '.']).any(|word| forms.contains(&word));
    let (man, woman) = (&["Mr", "Sir"][..], &["Mrs", "Miss", "Ms", "Lady", "Dame"][..]);
    addressed(one, man) && addressed(other, woman) || addressed(one, woman) && addressed(other, man)
}

/// Whether a role is an office of members and nothing else: "Director", "Trustee".
fn is_member_office(role: &str) -> bool {
    lexicon::tags(role).has(Tags::OFFICE_TITLE | Tags::MEMBER) && !role.contains(' ')
}

/// Whether most of these lines' people bear the title of an elected member.
pub fn are_members(groups: &[Vec<String>]) -> bool {
    let people: Vec<Person> = groups.iter().flat_map(|g| people::list(&joined(g))).collect();
    let members = people.iter().filter(|p| p.title.as_deref().is_some_and(lexicon::is_member_title)).count();
    members * 2 > people.len()
}

/// Whether a post is one of an administration, where elected members stand in the same list.
pub fn is_official(role: &str) -> bool {
    const WORDS: [&str; 20] = [
        "engineer",
        "planner",
        "architect",
        "solicitor",
        "administrator",
        "accountant",
        "executive",
        "head",
        "dos",
        "co-ordinator",
        "coordinator",
        "technician",
        "surveyor",
        "librarian",
        "inspector",
        "superintendent",
        "sergeant",
        "staff",
        "official",
        "secretary",
    ];
    let role = role.to_lowercase();
    is_officer(&role) || role.split(|c: char| !c.is_alphanumeric() && c != '-').any(|w| WORDS.contains(&w))
}

/// Whether a post is one that members do not hold, or no post of the body at all: "Town Administrator", "Guest".
pub fn is_officer(role: &str) -> bool {
    const COMES: [&str; 3] = ["guest", "visitor", "observer"];
    let role = role.to_lowercase();
    let administers = ["town", "city", "county", "village"].iter().any(|of| role == format!("{of} administrator"));
    if administers || role.split_whitespace().any(|w| COMES.contains(&w)) {
        return true;
    }
    ["clerk", "officer", "director", "manager", "superintendent", "rfo", "co-opt", "representative", "rep"]
        .iter()
        .any(|w| role.split(|c: char| !c.is_alphanumeric() && c != '-').any(|r| r.starts_with(w)))
}

/// Marks who chaired: whoever a label says presided, "in the Chair" before "Chair" before an office that presides; a
/// Vice-Chair only where it says that they took it.
pub fn chair(attendance: &mut Attendance) {
    if attendance.listed.iter().any(|a| a.chair) {
        return;
    }
    let best = attendance.listed.iter().map(precedence).max().unwrap_or(0);
    if best > 0
        && let Some(found) = attendance.listed.iter_mut().find(|a| precedence(a) == best)
    {
        found.chair = true;
    }
}

/// How surely somebody's role says that they presided; 0 where it does not.
fn precedence(one: &Appearance) -> u8 {
    let role = record::text::fold(one.role.as_deref().unwrap_or_default());
    let says = |words: &[&str]| role.split(|c: char| !c.is_alphabetic()).any(|w| words.contains(&w));
    let vice = says(&["vice", "deputy", "leas", "former", "past", "dirprwy", "tem", "tempore"]);
    let presides = ["in the chair", "presiding", "presided", "acting chair", "sa chathaoir", "yn y gadair"];
    match () {
        () if one.presence != Presence::Present => 0,
        () if presides.iter().any(|p| role.contains(p)) => 3,
        () if vice => 0,
        () if says(&["chair", "chairman", "chairwoman", "chairperson", "cathaoirleach", "cadeirydd"]) => 2,
        () if says(&["mayor", "president", "reeve", "provost", "ardmheara"]) => 1,
        () => 0,
    }
}

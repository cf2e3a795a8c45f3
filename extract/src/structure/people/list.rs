//! Running lists of people: where one entry ends and the next begins.

use super::couples::with_surnames;
use super::entry::{Person, opens_with_office, peer, person};
use super::offices_first::offices_first;
use super::run;
use super::words::{
    is_borne, is_chief, is_deputy_and_name, is_initials, is_name_word, is_no_name, is_of_body, is_post_word, is_titled,
    is_vice, is_word_alone, looks_like_one, member_title, whole_name,
};
use crate::lexicon::{self, Tags, is_honour, is_title};
use crate::structure::names::{self, starts_upper};
use std::borrow::Cow;

/// Splits a running list at its semicolons, commas, "and" and "&", outside brackets; honours, posts and lone titles stay
/// with their person.
pub fn list(text: &str) -> Vec<Person> {
    let small = names::title_case(text);
    if names::is_all_caps(text) && text.contains(' ') && !names::is_all_caps(&small) {
        let printed = |p: Person| Person { as_printed: p.as_printed.to_uppercase(), ..p };
        return list(&small).into_iter().map(printed).collect();
    }
    if let Some(found) = offices_first(text) {
        return found;
    }
    let text = with_commas(text);
    let text = &with_surnames(&text);
    let chunks = chunks(text);
    let turned = chunks.iter().filter(|c| surname_first(c).is_some()).count();
    let parted = chunks.iter().filter(|c| c.contains(',')).count();
    if chunks.len() > 1 && (turned * 2 >= chunks.len() || turned > 1 && turned == parted) {
        return chunks.iter().filter_map(|c| surname_first(c).or_else(|| person(c))).collect();
    }
    let alone = chunks.len() > 1;
    chunks.iter().flat_map(|chunk| people_of(chunk, alone)).collect()
}

/// Names between dashes, slashes or bars ("Jo Elm - Kim Oak - Ann Ash") with commas between them.
fn with_commas(text: &str) -> Cow<'_, str> {
    for mark in [" - ", " – ", " / ", " | ", "/"] {
        let mut pieces = text.trim_end_matches('.').split(mark);
        if pieces.clone().count() > 2 && pieces.all(|p| is_titled(p) && !p.contains(',') || whole_name(p)) {
            return Cow::Owned(text.replace(mark, ", "));
        }
    }
    Cow::Borrowed(text)
}

/// The people of a part without semicolons. "Councillors" is everybody's title up to the next. `alone` says that semicolons
/// part it from others.
fn people_of(chunk: &str, alone: bool) -> Vec<Person> {
    let mut title: Option<String> = None;
    let mut found = Vec::new();
    // Semicolons part the people, so a name and an office behind its comma are one of them.
    let whole = |e: &String| alone && is_name_with_office(e);
    let apart = |e: &String| if whole(e) { vec![e.clone()] } else { split_joined(e) };
    for mut one in entries(chunk, alone).iter().flat_map(apart).filter_map(|e| person(&e)) {
        match &one.title {
            Some(own) => title = Some(own.clone()).filter(|t| lexicon::tags(t).has(Tags::SEVERAL)),
            None if one.role.is_none() => one.title.clone_from(&title),
            None => {}
        }
        if let Some(name) = initials_first(&one.name).filter(|_| one.title.is_some()) {
            one.name = name;
        }
        found.push(one);
    }
    // "Elm, Oak, Ash J, Ash K": among surnames alone an initial behind one tells two of a name apart.
    let surnames = found.iter().filter(|one| !one.name.contains(' ')).count();
    if surnames >= SURNAMES && surnames * 2 >= found.len() {
        for one in found.iter_mut() {
            one.name = initials_first(&one.name).unwrap_or_else(|| std::mem::take(&mut one.name));
        }
    }
    found
}

/// Surnames alone in a list that show how it is made.
const SURNAMES: usize = 4;

/// A name with its initials in front of it: "Elm J." of a list that puts surnames first.
fn initials_first(name: &str) -> Option<String> {
    let (surname, initials) = name.rsplit_once(' ')?;
    let fits = is_initials(initials) && !surname.split_whitespace().any(is_initials);
    fits.then(|| format!("{initials} {surname}"))
}

/// The parts of a text between semicolons outside brackets; "and" before the last is dropped.
fn chunks(text: &str) -> Vec<&str> {
    let mut depth = 0i32;
    let cut = |c: char| {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        c == ';' && depth <= 0
    };
    let parts = text.split(cut).map(str::trim).map(|c| c.strip_prefix("and ").unwrap_or(c).trim());
    parts.filter(|c| !c.is_empty()).collect()
}

/// "Green, A", "Hollis, Edwin R., Sr.": a surname, a comma and what stands before it.
pub fn surname_first(chunk: &str) -> Option<Person> {
    // "ELM, Jo (Chairman)": the office stands in a bracket behind both.
    if let Some((name, bracket)) = chunk.trim_end_matches(['.', ' ']).strip_suffix(')').and_then(|c| c.split_once('('))
        && !bracket.is_empty()
        && !bracket.contains(['(', ')'])
        && name.split(',').next().is_some_and(|surname| names::is_all_caps(surname) || !surname.contains(' '))
    {
        let found = surname_first(name.trim_end())?;
        return Some(Person { as_printed: chunk.trim().to_owned(), role: Some(bracket.trim().to_owned()), ..found });
    }
    let (surname, given) = chunk.trim_end_matches(['.', ' ']).split_once(',')?;
    // Surnames in capitals before a first name in small letters are no abbreviations: "DORN, Axel".
    let firsts = given.split(',').next().unwrap_or_default().split_whitespace().filter(|w| !is_initials(w)).count();
    let loud = names::is_all_caps(surname) && surname.chars().count() > 2 && given.contains(char::is_lowercase);
    let loud = loud && firsts == 1;
    let small = names::title_case(surname);
    let surname = if loud { small.as_str() } else { surname };
    let given = given.split(',').next()?.trim();
    let one = (1..=2).contains(&surname.split_whitespace().count());
    let words: Vec<&str> = given.split_whitespace().collect();
    let named = |w: &&str| is_name_word(w) && !is_post_word(w) && !is_no_name(w) && !is_title(w);
    let last = surname.split_whitespace().all(|w| named(&w) || is_borne(w) && is_name_word(w));
    // "Jo Elm, Town Clerk", "Mayor Elm, Presiding" and "Commissioners Elm, Oak" have the name in front.
    let whole = surname.contains(' ')
        && surname
            .split_whitespace()
            .next()
            .is_some_and(|w| lexicon::tags(w).has_any(Tags::TITLE | Tags::OFFICE_TITLE));
    let posts = words.iter().any(|w| is_post_word(w) && !is_initials(w));
    let office = words.iter().any(|w| lexicon::is_office_title(w) && !is_borne(w));
    // "Jo Elm, MD" has letters behind it and no first name.
    let honoured = surname.contains(' ') && words.iter().all(|w| is_honour(w));
    let last = last && !whole && !office && !honoured && !(posts && (surname.contains(' ') || words.len() > 1));
    let fits = one
        && last
        && (1..=3).contains(&words.len())
        && words.iter().all(|w| named(w) || is_initials(w) || is_borne(w) && !is_title(w));
    let name = || format!("{given} {surname}").split_whitespace().collect::<Vec<_>>().join(" ");
    fits.then(|| Person { as_printed: chunk.trim().to_owned(), name: name(), role: None, title: None })
}

/// The entries between commas and "and".
fn entries(chunk: &str, alone: bool) -> Vec<String> {
    if peer(chunk).is_some() {
        return vec![chunk.to_owned()];
    }
    let mut entries: Vec<String> = Vec::new();
    let mut several = false;
    for (separator, piece) in pieces(chunk) {
        let bare = piece.trim();
        let first = bare.split_whitespace().next().map_or(Tags::NONE, lexicon::tags);
        if first.has_any(Tags::TITLE | Tags::OFFICE_TITLE) && (first.has(Tags::SEVERAL) || entries.is_empty()) {
            several = first.has(Tags::SEVERAL);
        }
        // "the Clerk, Mr Jo Elm": the office waits for its name.
        let held = entries.last().is_some_and(|last| is_office_waiting(last));
        // "City Manager Elm, City Attorney Oak".
        // "Engineer Jo Elm of Oak & Ash": of whom they are stands behind.
        let office = |text: &str| {
            opens_with_office(
                [" of ", " from "].iter().find_map(|of| text.rsplit_once(of)).map_or(text, |(own, _)| own),
            ) || opens_with_office(text)
        };
        let offices = entries
            .last()
            .is_some_and(|last| office(last) && office(bare) || is_titled(last) && is_deputy_and_name(bare));
        // "Jo Elm, Head of Estates, Works and Gardens": semicolons part the people, so a word more is one of the post.
        let goes_on = |last: &String| is_of_department(last) || separator == " and " && has_post(last);
        let held = held || alone && is_word_alone(bare) && entries.last().is_some_and(goes_on);
        // "Chief Jo Elm, NHS"
        let letters = separator == ", " && names::is_all_caps(bare) && !bare.contains(' ') && is_post_word(bare);
        let held = held || letters && entries.last().is_some_and(|l| whole_name(l) && !names::is_all_caps(l));
        // "Jo Elm, Granite Markets Division Director; ...": behind the comma stands what they are.
        let named = |last: &String| !last.contains(',') && looks_like_one(last);
        let post = alone && separator == ", " && ends_in_head(&bare.split(' ').collect::<Vec<_>>()) && !is_titled(bare);
        let held = held || post && entries.last().is_some_and(named);
        let opens = !held && (opens_entry(bare, separator) || is_office_waiting(bare) || offices)
            || !held && several && is_surname_alone(bare);
        match entries.last_mut() {
            Some(last) if !bare.is_empty() && !opens => {
                last.push_str(separator);
                last.push_str(bare);
            }
            _ if !bare.is_empty() => entries.push(bare.to_owned()),
            _ => {}
        }
    }
    entries
}

/// Whether an entry is a whole name and the post of one who heads something: "Jo Elm, Head of Estates".
fn is_of_department(entry: &str) -> bool {
    let Some((name, post)) = entry.split_once(',') else { return false };
    let heads = [" of ", " for "].iter().find_map(|of| post.split_once(of)).map(|(head, _)| head.trim());
    looks_like_one(name) && heads.is_some_and(|head| !head.is_empty() && head.split_whitespace().all(is_post_word))
}

/// Whether an entry is a whole name and, behind its only comma, an office of no more than one: "Jo Elm, Granite Markets
/// Division Director".
fn is_name_with_office(entry: &str) -> bool {
    let Some((name, post)) = entry.split_once(',') else { return false };
    let words: Vec<&str> = post.split_whitespace().collect();
    let heads = words.iter().filter(|w| lexicon::is_office_head(w)).count();
    looks_like_one(name) && !post.contains([',', '(']) && heads == 1 && ends_in_head(&words)
}

/// Whether an entry is a whole name and words of posts alone: "Jo Elm, General Counsel".
fn has_post(entry: &str) -> bool {
    let parts = entry.split_once(',').filter(|(name, _)| looks_like_one(name));
    parts.is_some_and(|(_, post)| !post.trim().is_empty() && post.split_whitespace().all(is_post_word))
}

/// Whether a piece is an office with its article, a dash and who holds it: "the Clerk – Jo Elm".
fn is_office_and_name(piece: &str) -> bool {
    let parts = [" – ", " - ", " — ", ": "].iter().find_map(|mark| piece.split_once(mark));
    parts.is_some_and(|(office, name)| is_office_waiting(office) && whole_name(name.trim_end_matches('.')))
}

/// Whether a piece is an office with its article and nothing else.
fn is_office_waiting(piece: &str) -> bool {
    let office = ["the ", "The ", "An ", "Y ", "Yr "].iter().find_map(|article| piece.strip_prefix(article));
    office.is_some_and(|office| office.split_whitespace().all(is_post_word))
}

/// Whether a piece behind "Councillors" is somebody although it is the word of a post: "Dean", "Ward (Chairman)".
fn is_surname_alone(piece: &str) -> bool {
    let name = piece.split('(').next().unwrap_or_default().trim_end_matches(['.', ' ']);
    let mut words = name.split_whitespace();
    let one = words.next().is_some_and(|w| is_name_word(w) && (is_borne(w) || !is_post_word(w)) && !is_no_name(w));
    one && words.next().is_none() && !is_honour(name)
}

/// Whether a piece begins with a person rather than going on with the one before.
fn opens_entry(piece: &str, separator: &str) -> bool {
    let mut words: Vec<&str> = piece.split_whitespace().collect();
    if is_vice(&words) {
        words.remove(0);
    }
    let Some(first) = words.first() else { return false };
    // "Jo Elm, Legal Counsel, Eden Metro Township": the body that they serve; "Jo Elm, Planning and Upkeep of
    // Policy Manager".
    let body = words.last().is_some_and(|w| is_of_body(w) && !is_borne(w)) && (2..=3).contains(&words.len());
    let body = body && !is_title(first) && !is_initials(first);
    let department = words.iter().any(|w| matches!(*w, "of" | "for")) && ends_in_head(&words) && !is_titled(piece);
    if separator == ", " && body || separator == " and " && department {
        return false;
    }
    // "Jo Elm, Oak & Ash LLP" is one person and whom they come from.
    if separator == ", " && words.len() > 1 && words.last().is_some_and(|w| is_of_firm(w)) {
        return false;
    }
    let named = |at: usize| words.get(at).is_some_and(|w| is_name_word(w));
    if member_title(&words).is_some() {
        return true;
    }
    // "General Manager" goes on with the person before it.
    let post = words.get(1).is_some_and(|w| lexicon::is_post_word(w) && !is_borne(w));
    if is_title(first) && post && !lexicon::is_member_title(first) {
        return false;
    }
    if is_title(first) {
        // "Councillors the Reverend F Elm".
        let styled = words.get(1) == Some(&"the") && words.get(2).is_some_and(|w| is_title(w));
        let next = if styled { 2 } else { 1 };
        return words.len() > next && (named(next) || is_initials(words[next]));
    }
    if matches!(*first, "His" | "Her" | "The" | "An" | "Y" | "Yr") {
        return person(piece).is_some_and(|p| p.title.is_some() || p.role.is_some());
    }
    if is_honour(first) && !(named(1) && words.get(1).is_some_and(|w| !is_honour(w) && !is_post_word(w))) {
        return false;
    }
    if is_office_and_name(piece) {
        return true;
    }
    if !(is_name_word(first) || is_initials(first)) || is_no_name(first) {
        return false;
    }
    // "Cabinet Member for Education" goes on; "Clerk J Connelly" and "Deputy Clerk Mina Sorley" open.
    if is_post_word(first) {
        let lead = words.iter().take_while(|w| is_post_word(w) && !is_initials(w)).count();
        let plain = |w: &&&str| is_name_word(w) && !is_post_word(w);
        let name = words.iter().skip(lead).take_while(plain).count();
        let whole = separator != ", " && name == 2 && lead + name == words.len() && ends_in_head(&words[..lead]);
        let office_titled = lexicon::is_office_title(first) && lead == 1 && name >= 1 && lead + name == words.len();
        let titled = words.get(lead).is_some_and(|w| is_initials(w) || is_title(w));
        return titled || whole || office_titled;
    }
    // "Northgate CCG" goes on with the post before it; "Elm" and "Elm (Chair)" open.
    let outside = piece.split('(').next().unwrap_or_default();
    let second = outside.split_whitespace().nth(1);
    !(words.len() > 1
        && second.is_some_and(|w| is_post_word(w) && !(is_borne(w) && outside.split_whitespace().count() == 2)))
}

fn ends_in_head(words: &[&str]) -> bool {
    words.last().is_some_and(|w| lexicon::is_office_head(w) || w.contains('-'))
}

/// Whether a word that ends before `behind` says "and" in Welsh, Irish or French between two names: "Jo Elm a Kim Oak".
fn joins(text: &str, behind: usize, word: &str) -> bool {
    let before = text[..behind].trim_end().strip_suffix(word).and_then(|t| t.split_whitespace().last());
    let named = |w: Option<&str>| w.is_some_and(|w| is_name_word(w) && w.len() > 1 && !is_post_word(w));
    matches!(word, "a" | "ac" | "agus" | "et") && named(before) && named(text[behind..].split_whitespace().next())
}

/// Whether a word ends the name of a firm: "Elm & Oak LLP".
fn is_of_firm(word: &str) -> bool {
    const FORMS: [&str; 9] = ["LLP", "LLC", "PLC", "PLLC", "Ltd", "Limited", "Inc", "Co", "Associates"];
    FORMS.contains(&word.trim_end_matches(['.', ',', ';', ')']))
}

/// Whether these words go on to the end of a firm's name before another entry begins: "Oak LLP, Ann Ash".
fn ends_a_firm(rest: &str) -> bool {
    const LONGEST: usize = 4;
    let words = rest.split_whitespace().take(LONGEST);
    let before = words.take_while(|w| is_of_firm(w) || is_name_word(w) && !w.ends_with([',', ';']));
    before.into_iter().any(is_of_firm)
}

/// Cuts text at list separators outside brackets; each piece with the separator before it.
fn pieces(text: &str) -> Vec<(&'static str, String)> {
    let mut pieces = vec![("", String::new())];
    let mut depth = 0i32;
    let mut behind = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim();
        behind += word.len();
        if depth <= 0 && matches!(bare, "and" | "&") && !ends_a_firm(&text[behind..]) || joins(text, behind, bare) {
            pieces.push((if bare == "&" { " & " } else { " and " }, String::new()));
            continue;
        }
        for c in word.chars() {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth -= 1,
                _ => {}
            }
            if depth <= 0 && matches!(c, ',' | ';' | '\n') {
                pieces.push((", ", String::new()));
            } else if let Some((_, last)) = pieces.last_mut() {
                last.push(c);
            }
        }
    }
    pieces
}

/// Cuts an entry in which a second name begins after a post: "Ann Bell Service Manager Cal Dean Governance Officer".
pub fn split_joined(entry: &str) -> Vec<String> {
    let words: Vec<&str> = entry.split(' ').filter(|w| !w.is_empty()).collect();
    if let Some(people) = run::apart(&words) {
        return people;
    }
    let mut cuts = Vec::new();
    let mut seen_post = false;
    let mut depth = 0i32;
    for i in 1..words.len() {
        depth += words[i - 1].chars().map(|c| i32::from(c == '(') - i32::from(c == ')')).sum::<i32>();
        seen_post |= is_post_word(words[i - 1]) || words[i - 1].contains(')');
        let joins = ["of", "for", "and", "the", "in", "to", "&", "with", "at", "from"];
        // "The Right Worshipful the Mayor (Councillor Mrs Elm)": the bracket holds who it is.
        let held = words[i].starts_with('(') && matches!(words[from_cut(&cuts)], "The" | "His" | "Her");
        let free = !held && !joins.contains(&words[i - 1].to_lowercase().as_str()) && !words[i - 1].ends_with(',');
        let titled = starts_upper(words[i]) && opens_titled(&words[i..]) && !is_title(words[i - 1]);
        let titled = titled && !words[from_cut(&cuts)..i].iter().all(|w| is_post_word(w));
        let after_bracket = words[i - 1].ends_with(')') && opens_bare(&words[i..]);
        let begun = &words[from_cut(&cuts)..i];
        let whole = ends_in_initials(begun) && opens_bare(&words[i..])
            || is_titled_whole(begun) && opens_person(&words[i..])
            || seen_post && opens_with_initials(&words[i..]);
        // "(vice Cllr Elm)" names whom somebody stands in for.
        if free
            && (depth <= 0 || !entry.contains(')'))
            && (titled
                || after_bracket
                || whole
                || seen_post && opens_person(&words[i..]) && !is_office(begun)
                || is_office_with_name(begun) && opens_with_whole_office(&words[i..])
                || opens_with_post(&words[i..])
                || !seen_post && opens_with_chief(&words[i..]))
        {
            cuts.push(i);
            seen_post = false;
        }
    }
    let mut out = Vec::new();
    let mut from = 0;
    for cut in cuts.into_iter().chain([words.len()]) {
        if cut > from {
            out.push(words[from..cut].join(" "));
        }
        from = cut;
    }
    out
}

/// Whether an entry ends in the initials of its own name, as where a list gives them for later: "Jo Elm JE".
fn ends_in_initials(words: &[&str]) -> bool {
    let [names @ .., last] = words else { return false };
    if names.len() < 2 || last.len() < 2 || !last.chars().all(char::is_uppercase) {
        return false;
    }
    // From the end, and no more of them than there are letters: an entry may be a whole page in capitals.
    let mut initials = names.iter().rev().filter(|w| !is_title(w)).filter_map(|w| w.chars().next());
    last.chars().rev().all(|letter| initials.next() == Some(letter))
}

/// Whether these words begin with a name of two words and its initials: "Jo Elm JE".
fn opens_with_initials(words: &[&str]) -> bool {
    words.len() >= 3 && opens_bare(words) && ends_in_initials(&words[..3])
}

/// Whether an entry is a title and two words of a name, to which no third is wanted: "Cllr Jo Elm".
fn is_titled_whole(words: &[&str]) -> bool {
    let [first, names @ ..] = words else { return false };
    is_title(first) && names.len() == 2 && names.iter().all(|w| is_name_word(w) && !is_post_word(w) && !is_initials(w))
}

/// Whether these words are an office and nothing else: "CITY CLERK".
fn is_office(words: &[&str]) -> bool {
    words.iter().all(|w| is_post_word(w)) && ends_in_head(words)
}

/// Whether these words are an office and then a first name and a surname: "CITY CLERK Mona Reyes".
fn is_office_with_name(words: &[&str]) -> bool {
    let lead = words.iter().take_while(|w| is_post_word(w)).count();
    let (office, name) = words.split_at(lead);
    lead > 0 && is_office(office) && name.len() == 2 && opens_bare(name)
}

/// Whether these words begin with an office and a first name and a surname: "CITY ATTORNEY Dirk Hale ...".
fn opens_with_whole_office(words: &[&str]) -> bool {
    let lead = words.iter().take_while(|w| is_post_word(w)).count();
    words.get(..lead + 2).is_some_and(is_office_with_name)
}

/// Where the entry begins that is being read.
fn from_cut(cuts: &[usize]) -> usize {
    cuts.last().copied().unwrap_or(0)
}

/// Whether these words begin with a title and a name: nothing but a list has "Mr" in the middle of an entry.
fn opens_titled(words: &[&str]) -> bool {
    let [first, second, ..] = words else { return false };
    is_title(first) && !is_initials(first) && (is_name_word(second) || is_initials(second)) && !is_post_word(second)
}

/// Whether these words begin with a name of two words, as after "(Chair)" where the comma was forgotten.
fn opens_bare(words: &[&str]) -> bool {
    let [first, second, ..] = words else { return false };
    [first, second].iter().all(|w| (is_name_word(w) || is_initials(w)) && !is_post_word(w)) && !is_initials(second)
}

/// Whether these words are a post of one word before a name in initials ("Clerk J Yew").
fn opens_with_post(words: &[&str]) -> bool {
    let [post, initials, surname, ..] = words else { return false };
    !post.starts_with('(')
        && is_post_word(post)
        && starts_upper(post)
        && is_initials(initials)
        && is_name_word(surname)
        && !is_post_word(surname)
}

/// Whether these words are the abbreviation of who heads an administration and their name, and nothing else: "CEO Jo Elm".
fn opens_with_chief(words: &[&str]) -> bool {
    words.split_first().is_some_and(|(chief, name)| is_chief(chief) && name.len() == 2 && whole_name(&name.join(" ")))
}

/// Whether these words are a name of two or three words followed by a post, or a titled name.
fn opens_person(words: &[&str]) -> bool {
    if words.len() >= 2 && is_title(words[0]) && words[0].len() > 1 {
        return is_name_word(words[1]) && !is_post_word(words[1]);
    }
    let plain = |w: &&&str| is_name_word(w) && !is_post_word(w) && !w.ends_with([',', ')']);
    let name = words.iter().take(4).take_while(plain).count();
    (2..=3).contains(&name) && words.get(name).is_some_and(|w| is_post_word(w))
}

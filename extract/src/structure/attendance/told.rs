//! Who was there and who was not, told in sentences: "Apologies were received from ...", "Cllr Elm was unable to attend",
//! "The Clerk, Jo Elm, was also present", "Jo Elm joined the meeting".

use super::label::List;
use crate::lexicon;
use crate::structure::people::{self, Person};

/// What follows "apologies".
const RECEIVED: &str =
    r"(?:received|given|submitted|recorded|offered|noted|tendered|reported|made|presented|sent|accepted)";
const ABSENCE: &str = r"(?:\s+for\s+(?:[\w-]+\s+){0,4}?(?:absence|attend|non-?attendance|attendance|lateness))?";
const WERE: &str = r"(?:\s+(?:had|have|has))?(?:\s+(?:been|were|was))?(?:\s+(?:also|duly|then))?";
/// What is said of those who stayed away.
const AWAY: &str = r"(?:absent|excused|unable\s+to\s+(?:attend|be\s+(?:present|there))|not\s+(?:present|in\s+attendance|able\s+to\s+attend))";

const WERE_PRESENT: &str = r"(?:was|were)\s+(?:also\s+)?(?:present|in\s+attendance|attendance)";
const ALSO_PRESENT: &str = r"also\s+(?:present|in\s+attendance|participated\s+in\s+the\s+meeting)";
const PRESENT_FROM: &str = r"present\s+(?:after|from|at|until)\s+\d+";
const OPENED: &str = r"called\s+the\s+(?:[\w-]+\s+){0,4}?meeting\s+to\s+order";
const ENTERED: &str = r"(?:joined|entered)\s+the\s+(?:meeting|chamber)";
const ARRIVED: &str = r"arrived\s+(?:at|late|during|in\s+the)";

const FOR_ANOTHER: &str = r"(?:as\s+(?:an?\s+|his\s+|her\s+|the\s+)?(?:substitute|sub|deputy|alternate)|in\s+(?:his|her|their)\s+(?:absence|place|stead))";

patterns! {
    /// Apologies told of in a sentence.
    FROM = &format!(
        r"(?is)\b(?:apolog(?:y|ies)|regrets)\b{ABSENCE}:?(?:\s+at\s+(?:the|this)\s+meeting)?{WERE}(?:\s+{RECEIVED})?(?:\s+and\s+accepted)?{ABSENCE}\s+(?:from|by|on\s+behalf\s+of|for(?:\s+absence)?)\s*:?\s+(?P<who>.+)"
    );
    /// "Cllrs Elm and Oak sent their apologies", "had given apologies".
    SENT = r"(?is)^(?P<who>.+?)\s+(?:had\s+|have\s+|has\s+)?(?:sent|tendered|gave|given|offered|submitted|extended|conveyed)\s+(?:(?:his|her|their|in)\s+)?(?:apolog|regrets)";
    /// "Director Elm was absent", "were unable to attend".
    STAYED_AWAY = &format!(r"(?is)^(?P<who>.+?)\s+(?:(?:was|were|is|are)\s+(?:also\s+)?{AWAY}|did\s+not\s+attend)\b");
    /// "Leave of absence was granted to Mr Elm", "The Board granted leave of absence to Ms Oak, Director, who ...".
    LEAVE = r"(?is)\bleave\s+of\s+absence\s+(?:(?:was|were|is|has\s+been|had\s+been)\s+)?(?:(?:granted|given|approved)\s+)?(?:to|for)\s+(?P<who>[^:]+)";
    /// "... at which were present the Mayor, Jo Elm, presiding, and Councillors:", over those who are listed below.
    OPENS_MEMBERS = r"(?is)\b(?:were|was|being|are)\s+present[:,]?\s+(?P<who>[^:]*?)(?:,?\s+and|,)?\s*(?:the\s+)?(?:following\s+)?(?:councillors?|councilors?|(?:council|board|commission)?\s*members?|directors|commissioners|trustees|aldermen|supervisors|governors)\s*:\s*$";
    /// "The Clerk, Jo Elm, was also present".
    WAS_THERE = &format!(r"(?is)^(?P<who>.+?)\s+(?:{WERE_PRESENT}|{ALSO_PRESENT}|{PRESENT_FROM})\b(?P<rest>.*)");
    /// "Present at the meeting that was held at the Town Building were Selectmen Elm and Oak".
    WERE_THERE = r"(?is)^(?:also\s+)?(?:present|in\s+attendance)\s+(?:at|on|in|for|via|by)\b[^.:;]{0,90}\s(?:was|were)\s+(?P<who>[^:;]+)";
    /// "The Mayor, Councillor Elm, presided", "Cllr Oak took the Chair".
    PRESIDED = &format!(r"(?is)^(?P<who>.+?),?\s+(?:presided|was\s+in\s+the\s+chair|took\s+the\s+chair|chaired\s+the\s+meeting|in\s+the\s+chair|{OPENED})\b");
    /// "The meeting was called to order by Chairman Jo Elm".
    OPENED_BY = r"(?is)\bmeeting\b.{0,60}?\b(?:called\s+to\s+order|opened|convened)\b.{0,30}?\bby\s+(?P<who>[^;]+)";
    /// "Jo Elm, Clerk, recorded the minutes".
    RECORDED = r"(?is)^(?P<who>.+?),?\s+(?:recorded|took|kept|transcribed|was\s+taking)\s+(?:the\s+)?minutes\b";
    /// "called to order with Councillors Elm and Oak present".
    WITH = r"(?is)\b(?:order|opened|convened|met|assembled)\b.{0,80}?\bwith\s+(?P<who>.+?)\s+(?:being\s+)?(?:present|in\s+attendance)\b";
    /// "Jo Elm joined the meeting", "attended by telephone", "arrived at 7.20pm".
    CAME = &format!(r"(?is)^(?P<who>.+?)\s+(?:{ENTERED}|{ARRIVED}|attended\s+(?:the\s+meeting|remotely|virtually|online|by|via))\b");
    /// "Zorn arrived at 7:09 p.m."
    CAME_ALONE = &format!(r"(?is)^(?P<who>\S+)\s+{ARRIVED}\b");
    /// "Mr Elm (Mrs Oak attended as substitute)", "Cllr Oak attended in his absence".
    ATTENDED_AS = &format!(r"(?i)(?:^|[(;]\s*)(?P<who>[^();]+?),?\s+(?:attended|attending|acted|present)\s+{FOR_ANOTHER}");
    /// "Cllr Elm (substituted by Cllr Oak)".
    SUBSTITUTED_BY = r"(?i)\b(?:substituted|replaced|represented)\s+by\s+(?P<who>[^();]+)";
    /// "were received from Jo Elm" under a heading that says what was received.
    WERE_RECEIVED = &format!(r"(?i)^(?:was|were|have\s+been|had\s+been)\s+{RECEIVED}(?:\s+and\s+accepted)?\s+(?:from|by)\s*:?\s+");
    /// "and a member of the public" behind those who are named.
    PUBLIC = r"(?i),?\s+(?:and|with)\s+(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d+|several|some)\s+(?:other\s+)?(?:members?|representatives?|residents?)(?:\s+of\s+the\s+(?:public|press))?(?:\s+and\s+.{0,30})?$";
    /// Where the list inside such a sentence ends.
    SENTENCE_END = r"(?:\.\s+[A-Z]|;\s|\s+(?:With|It|There|The\s+(?:meeting|council|committee|board))\s|\s+(?:who|due\s+to|owing|because|as\s+(?:he|she|they)|with|in\s+advance|were|was|had|substituted|for\s+whom|have|has|prior)\b)";
}

/// Those of whom a sentence tells, and in what list they belong; `None` where it tells of nobody's being there.
pub fn find_lists(sentence: &str) -> Option<(List, Vec<Person>)> {
    let sentence = sentence.trim();
    if is_of_apologies(sentence) {
        return Some((List::Apologies, people::list(list_part(who(sentence)))));
    }
    if let Some(found) = SENT.captures(sentence).or_else(|| STAYED_AWAY.captures(sentence)) {
        return everyone(&found["who"]).map(|people| (List::Apologies, people));
    }
    if let Some(found) = LEAVE.captures(sentence).filter(|_| !sentence.contains(|c: char| c.is_ascii_digit())) {
        return everyone(list_part(&found["who"])).map(|people| (List::Apologies, people));
    }
    if let Some(found) = PRESIDED.captures(sentence) {
        let one = everyone(&found["who"]).filter(|people| people.len() == 1);
        return one.map(|people| (List::Chair, people));
    }
    if let Some(found) = OPENED_BY.captures(sentence) {
        let who = found.name("who").map_or("", |w| w.as_str().split(" at ").next().unwrap_or_default());
        let one = everyone(list_part(who)).filter(|people| people.len() == 1);
        return one.map(|people| (List::Chair, people));
    }
    if let Some(found) = RECORDED.captures(sentence) {
        return everyone(&found["who"]).map(|people| (List::InAttendance, people));
    }
    if let Some(found) = WERE_THERE.captures(sentence) {
        let who = found["who"].replace("newly elected ", "");
        return everyone(list_part(&who)).map(|people| (list_of_those(sentence, &people), people));
    }
    let there = WAS_THERE.captures(sentence)?;
    let people = everyone(&there["who"])?;
    // Only what is said of them counts: "also" may stand anywhere behind it.
    Some((list_of_those(&sentence[..sentence.len() - there["rest"].len()], &people), people))
}

/// Whether a paragraph tells in a sentence who was there: its printed lines are then no entries of a list.
pub fn tells(text: &str) -> bool {
    let text = text.replace('\n', " ");
    let sentences = crate::structure::speech::sentences::sentences(&text);
    let mut sentences = sentences.into_iter().filter_map(|range| text.get(range));
    sentences.any(|sentence| {
        let label = super::label::parse(sentence);
        label.is_some_and(|l| !l.weak && sentence[..l.end].contains(" were"))
            || find_lists(sentence).is_some()
            || with_present(sentence).is_some()
    })
}

/// Where those belong of whom a sentence says that they were there.
fn list_of_those(sentence: &str, people: &[Person]) -> List {
    let is_member = |p: &Person| p.title.as_deref().is_some_and(|t| lexicon::tags(t).has(lexicon::Tags::MEMBER));
    const PRESIDE: [&str; 7] = ["chair", "chairman", "chairwoman", "chairperson", "mayor", "president", "reeve"];
    let presides = |p: &Person| {
        let word = p.title.as_deref().or(p.role.as_deref()).map(|t| t.to_lowercase().trim_end_matches('.').to_owned());
        word.is_some_and(|word| PRESIDE.contains(&word.as_str()))
    };
    // A title may stand once before several: "Selectmen Elm, Oak and Ash"; "Chair Elm, Commissioners Oak and Ash".
    let leads = people.first().is_some_and(|p| is_member(p) || presides(p) && people.iter().any(is_member));
    let members = leads && people.iter().all(|p| p.title.is_none() || is_member(p) || presides(p));
    let also = sentence.to_lowercase().split_whitespace().any(|word| word == "also");
    if also || !members { List::InAttendance } else { List::Present }
}

/// Whether a text ends over the list of the members who were there, with those whom it names before them: "at which were
/// present the Mayor, Jo Elm, and Councillors:".
pub fn opens_members(text: &str) -> Option<Vec<Person>> {
    let who = OPENS_MEMBERS.captures(text.trim())?["who"].trim().trim_end_matches(',').to_owned();
    let who = who.trim_end_matches("presiding").trim_end_matches([',', ' ']);
    Some(if who.is_empty() { Vec::new() } else { people::list(who).into_iter().filter(Person::is_sure).collect() })
}

/// Whether a sentence says that apologies came from those who are listed below: "Apologies had been received from: -".
pub fn announces_apologies(sentence: &str) -> bool {
    let bare = sentence.trim_end_matches([' ', ':', '-', '–', '—']);
    let from = ["from", "from the following", "from the following members"].iter().any(|end| bare.ends_with(end));
    from && bare.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("apologies"))
}

/// The words that name those of whom a sentence about apologies tells.
pub fn who(sentence: &str) -> &str {
    let found = FROM.captures(sentence).and_then(|c| c.name("who"));
    found.map_or(sentence, |who| who.as_str())
}

/// What stands behind "were received from", where a heading above says that it is of apologies.
pub fn behind_received(sentence: &str) -> &str {
    WERE_RECEIVED.find(sentence).map_or(sentence, |found| &sentence[found.end()..])
}

/// Those who came in during the meeting.
pub fn came(sentence: &str) -> Option<Vec<Person>> {
    let found = CAME.captures(sentence.trim())?;
    everyone(&found["who"])
}

/// Those who came for members who stayed away.
pub fn substitutes(sentence: &str) -> Vec<Person> {
    let found = ATTENDED_AS.captures_iter(sentence).chain(SUBSTITUTED_BY.captures_iter(sentence));
    found.filter_map(|found| everyone(list_part(found.name("who")?.as_str().trim()))).flatten().collect()
}

/// Where somebody belongs who came in: a member among the members.
pub fn list_of_comer(person: &Person) -> List {
    let member = person.title.as_deref().is_some_and(lexicon::is_member_title);
    if member { List::Present } else { List::InAttendance }
}

/// The one who came in and is called by a surname alone.
pub fn came_alone(sentence: &str) -> Option<Person> {
    let found = CAME_ALONE.captures(sentence.trim())?;
    people::person(&found["who"]).filter(|_| people::is_plain_name(&found["who"]))
}

/// Those with whom a meeting began: "called to order with Councillors Elm and Oak present".
pub fn with_present(sentence: &str) -> Option<Vec<Person>> {
    WITH.captures(sentence).and_then(|found| everyone(&found["who"]))
}

/// The people of whom something is said, where nothing but people is in these words.
fn everyone(who: &str) -> Option<Vec<Person>> {
    // "with the following results: Council Members Elm and Oak".
    let who = who.rsplit(": ").next().unwrap_or(who).trim_end_matches([',', ' ']);
    let who = PUBLIC.find(who).map_or(who, |public| &who[..public.start()]);
    let short = who.split_whitespace().count() <= 40 && !who.contains(['?', '"', '“', '.']);
    let who = if short { who } else { last_clause(who)? };
    let found = people::list(who.split(" from the ").next().unwrap_or(who));
    let named = |p: &Person| p.title.is_some() || p.name.contains(' ') || p.role.as_deref().is_some_and(is_office);
    let plain = |p: &Person| !super::entry::is_nobody(&p.as_printed);
    let listed = super::entry::is_list_like(who) && !super::entry::is_nobody(who);
    (listed && !found.is_empty() && found.iter().all(|p| named(p) && plain(p))).then_some(found)
}

/// Whether a role names an office-holder: a single word before it is then a surname.
fn is_office(role: &str) -> bool {
    role.split(|c: char| !c.is_alphanumeric()).any(lexicon::is_office_head)
}

/// The words after the last full stop that ends no initial or title: "It was noted. Mr. J. Elm".
fn last_clause(who: &str) -> Option<&str> {
    let ranges = crate::structure::speech::sentences::sentences(who);
    let last = who.get(ranges.last()?.clone())?.trim();
    (last.split_whitespace().count() <= 40 && !last.contains(['?', '"', '“'])).then_some(last)
}

/// Whether a text tells of apologies.
pub fn is_of_apologies(text: &str) -> bool {
    let found = FROM.captures(text).and_then(|c| c.name("who"));
    // "Apologies for absence" heads them and tells of nobody.
    let heads = |who: &str| ["absence", "lateness", "non"].iter().any(|w| who.to_lowercase().starts_with(w));
    found.is_some_and(|who| !heads(who.as_str()))
}

/// The part of a sentence that is its list of people.
pub fn list_part(text: &str) -> &str {
    // Initials end in a stop too: a sentence ends only before a word, and not after one letter.
    let end = SENTENCE_END.find_iter(text).find(|m| {
        let before = text[..m.start()].rsplit([' ', '.']).next().unwrap_or_default();
        !m.as_str().starts_with('.') || (before.chars().count() > 2 && !lexicon::is_title(before))
    });
    end.map_or(text, |m| &text[..m.start()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_tell_who_was_there() {
        for (sentence, expect) in [
            ("Apologies were received from Mrs C Elm and Mr D Oak.", "apologies C Elm; D Oak"),
            ("Apologies for absence had been received from Cllr Elm, who was on leave.", "apologies Elm"),
            (
                "It was agreed to accept apologies for non-attendance at the meeting on behalf of Councillor B Elm.",
                "apologies B Elm",
            ),
            (
                "Apologies were received from Cllr Elm With the absence of the chair it was agreed to wait.",
                "apologies Elm",
            ),
            ("Apologies: none.", ""),
            ("Leave of absence was granted to Mr J Elm and Ms K Oak.", "apologies J Elm; K Oak"),
            (
                "The Board granted leave of absence to Mr. J. Elm, Director, who had expressed his inability to attend.",
                "apologies J. Elm",
            ),
            ("That leave of absence be granted to Cr Elm from 3 July to 9 August.", ""),
            ("Leave of absence for parents was discussed.", ""),
            ("Regrets were received from Jo Elm.", "apologies Jo Elm"),
            ("Councillors Elm and Oak had sent their apologies.", "apologies Elm; Oak"),
            ("Ann Elm sent apologies.", "apologies Ann Elm"),
            ("Director Elm was absent.", "apologies Elm"),
            ("Jo Elm and Kim Oak were unable to attend.", "apologies Jo Elm; Kim Oak"),
            ("Clerk Elm was also present.", "in Elm"),
            ("Mr J Elm (Clerk) was in attendance.", "in J Elm"),
            ("Councillors Elm and Oak were present.", "present Elm; Oak"),
            ("Apologies for absence", ""),
            ("Sam Yew has given apologies for lateness.", "apologies Sam Yew"),
            ("Apologies for absence: received and accepted from Cllr L Fir (holiday).", "apologies L Fir"),
            ("The Clerk, Jo Elm, was also present.", "in Jo Elm"),
            ("The Town Clerk, Mrs. L. Elm, and two members of the public were also present.", "in L. Elm"),
            ("City Manager Elm and City Clerk Oak also present.", "in Elm; Oak"),
            ("Jo Elm, Assistant Attorney, also participated in the meeting.", "in Jo Elm"),
            ("Councillor Jo Elm present after 10:00 a.m.", "present Jo Elm"),
            ("Jo Elm, Clerk, recorded the minutes.", "in Jo Elm"),
            ("Results of the roll: Council Members ELM and OAK were present.", "present ELM; OAK"),
            (
                "Chair Jo Elm, Commissioners Alexander Oak, Jack Fir, and Susan Ash were present.",
                "present Jo Elm; Alexander Oak; Jack Fir; Susan Ash",
            ),
            ("A quorum was present.", ""),
            ("All members were present.", ""),
            ("Twelve members of the public were present.", ""),
            ("The report was present in the pack.", ""),
            ("Nobody was absent.", ""),
            ("The motion was lost as the mover was absent.", ""),
        ] {
            let found = find_lists(sentence).filter(|(_, people)| !people.is_empty()).map(|(list, people)| {
                let list = match list {
                    List::Apologies => "apologies",
                    List::Present => "present",
                    _ => "in",
                };
                let names: Vec<String> = people.into_iter().map(|p| p.name).collect();
                format!("{list} {}", names.join("; "))
            });
            assert_eq!(found.unwrap_or_default(), expect, "{sentence}");
        }
        for (sentence, expect) in [
            ("Apologies were received from Mr D Elm (Ms H Oak attended as substitute) and Mr A Ash.", "H Oak"),
            ("Apologies were received from Cllr Elm (substituted by Cllr Oak).", "Oak"),
            ("Councillor Oak attended as a substitute for Councillor Elm.", "Oak"),
            ("The cost (paid by the Trust) was represented by a line.", ""),
        ] {
            let names: Vec<String> = substitutes(sentence).into_iter().map(|p| p.name).collect();
            assert_eq!(names.join("; "), expect, "{sentence}");
        }
        for (sentence, expect) in [
            ("PCSO Lou Elm joined the meeting and advised that all was quiet.", 1),
            ("Jo Elm attended via Zoom.", 1),
            ("Cllr Elm arrived at 7.20pm.", 1),
            ("The letter arrived at noon.", 0),
            ("Members of the public joined the meeting.", 0),
            ("The towns joined the meeting of minds.", 0),
        ] {
            assert_eq!(came(sentence).map_or(0, |people| people.len()), expect, "{sentence}");
        }
    }
}

//! Roll calls: a name and how it voted, again and again, in a line or a sentence.

use super::movers::clean_name;
use super::sentences::sentences;
use super::voters::{Which, members_end, read_voters};
use crate::lexicon::{Tags, tags};
use record::Voter;

patterns! {
    /// The heads of the columns of a table of votes, where they run into its first name.
    HEADS = r"^(?i:members?|councillors?|names?|directors?|trustees?|commissioners?|supervisors?)\s+(?i:votes?|voted|position)\s+";
    /// "Elm-Y, Oak-N, Ash-A": a name and a letter.
    LETTER = r"(?P<name>\p{Lu}[\p{L}\p{M}.’'-]*(?: (?:v[ao]n |de[rn]? )?\p{Lu}[\p{L}\p{M}.’'-]*){0,4})\s?[-–:=]\s?(?P<vote>Y|N|A|AB)\b\W*";
    /// "Elm – yes", "Green, A aye": a name, and how it voted.
    ROLL = r"(?x) (?P<name> (?:[Tt]he\ )? \p{Lu}[\p{L}\p{M}.’'-]* (?:\ (?:v[ao]n|der?|den|pro|tem|la|le|\p{Lu}[\p{L}\p{M}.’'-]*)){0,5}
        (?:,\ (?:[JS]r\b\.?|\p{Lu}\b\.?))?) \s* (?:[-–—:,=\t(]\s*(?:in\s)? | (?:\.\s?){3,} | …+ | _{3,} | \s(?:voted|voting|votes)\s(?:in\s)?)? \s*
        (?P<vote> (?i:yes|yea|aye|no|nay|opposed|abstain(?:ed|s)?|abstention|absent|recused?|for|against|(?:in\ )?favou?r|not\ voting|present|excused
        |o\ blaid|yn\ erbyn|ymatal|ar\ son|in\ aghaidh|staonadh)) \b";
}

/// Reads a roll call: how each name voted. At least two of them, or one that is the whole line.
pub fn read_roll(text: &str) -> Vec<(Which, Voter)> {
    read_rolls(text, false)
}

/// The same in a sentence, where one word may be said of a list: "Elm, Oak and Ash voting aye, Yew voting nay".
pub fn read_told_roll(text: &str) -> Vec<(Which, Voter)> {
    read_rolls(text, true)
}

/// Reads a roll with a letter behind each name: "Elm-Y, Oak-N, Ash-A". It is most of its line, and somebody is for it.
fn read_letters(text: &str) -> Vec<(Which, Voter)> {
    const FEWEST: usize = 3;
    // So many are a roll whatever stands beside them: what the letters mean, what came of it.
    const SURE: usize = 5;
    let mut covered = 0;
    let mut found: Vec<(Which, Voter)> = Vec::new();
    for letter in LETTER.captures_iter(text) {
        covered += letter[0].len();
        let which = match &letter["vote"] {
            "Y" => Which::For,
            "N" => Which::Against,
            _ => Which::Abstain,
        };
        found.push((which, Voter { as_printed: letter["name"].to_owned(), name: None }));
    }
    let affirmed = found.iter().any(|(which, _)| *which == Which::For);
    let roll = found.len() >= SURE || found.len() >= FEWEST && covered * 3 >= text.len() * 2;
    if roll && affirmed { found } else { Vec::new() }
}

fn read_rolls(text: &str, listed: bool) -> Vec<(Which, Voter)> {
    let letters = read_letters(text);
    if !letters.is_empty() {
        return letters;
    }
    let mut found = Vec::new();
    let mut covered = 0;
    let mut last = 0;
    let several = ROLL.captures_iter(text).nth(1).is_some();
    for roll in ROLL.captures_iter(text) {
        let (Some(whole), Some(name)) = (roll.get(0), roll.name("name")) else { continue };
        let printed = name.as_str().trim_end();
        let which = vote_of(&roll["vote"]);
        // "Elm, Oak and Ash voting aye": the word behind the last of a list is said of all.
        let before = text[std::mem::replace(&mut last, whole.end())..whole.start()].trim_end();
        // One list alone is told in talk ("Elm and Oak abstained"), unless a colon introduces it or a comma parts the vote.
        let parted = whole.as_str().contains(&format!(", {}", &roll["vote"]));
        // "Elm, Oak and Ash voted in favour" is no talk.
        let voted = is_cast(whole.as_str());
        let rolled = listed && (several || parted || voted || before.contains(':'));
        let said = rolled && is_said(whole.as_str(), &roll["vote"], &text[whole.end()..]);
        let list = if said { listed_before(before) } else { Vec::new() };
        // "Motion in favor", "All in favor" is no list of voters; "Elm, Oak and Mayor Ash in favor" is.
        if roll["vote"].starts_with("in ") && list.is_empty() {
            continue;
        }
        covered += if list.is_empty() { 0 } else { before.len() - list_start(before) };
        found.extend(list.into_iter().map(|name| (which, name)));
        // "The votes being equal, the Chair voted against": a casting vote.
        let casting = printed.to_lowercase().starts_with("the ") && whole.as_str().contains(" vote");
        // "Member Vote Ann Elm Yes": the heads of the columns stand before the first name.
        let printed = HEADS.find(printed).map_or(printed, |heads| &printed[heads.end()..]);
        let Some(printed) = clean_name(printed).filter(|_| !casting) else { continue };
        covered += whole.len() + Some(members_end(before)).filter(|end| *end >= before.len()).unwrap_or(0);
        found.push((which, Voter { as_printed: printed.to_owned(), name: None }));
    }
    let label =
        text.trim().find(": ").filter(|at| text.trim()[..*at].to_lowercase().ends_with("vote")).map_or(0, |at| at + 2);
    let alone = covered + label + 3 >= text.trim().len();
    let told = found.iter().filter(|(which, _)| *which != Which::Other).count();
    if found.len() >= 3 && told >= 2 || found.len() == 2 && told == 2 && covered * 3 >= text.len() * 2 || alone {
        found
    } else {
        Vec::new()
    }
}

/// Whether the words say that votes were cast: "Ash voted in favour", "Ash voted against".
fn is_cast(whole: &str) -> bool {
    let lower = whole.to_lowercase();
    [" voted in favo", " voted against", " voted for", " voted aye", " voted yes", " voted no", " voted nay"]
        .iter()
        .any(|cast| lower.contains(cast))
}

/// Whether a vote is told of a list of names: by a verb, by a word that means nothing else, or at the end of the clause.
/// "Contract and Amendment No. 2" and "the lanes and roads for which" tell none.
fn is_said(whole: &str, mark: &str, behind: &str) -> bool {
    let mark = mark.to_lowercase();
    let plain =
        ["aye", "yea", "nay", "yes"].contains(&mark.as_str()) || mark.starts_with("abst") || mark.starts_with("in ");
    let ends = behind.is_empty() || behind.starts_with(['.', ';', ',', ')']);
    let numbered = behind.trim_start_matches(['.', ' ']).starts_with(|c: char| c.is_ascii_digit());
    ends && (plain || whole.contains(" vot") || mark == "no" && whole.contains(',') && !numbered)
}

/// Where the list begins that ends a text: behind a colon, a semicolon or the sentence before.
fn list_start(before: &str) -> usize {
    let from = before.rfind([':', ';']).map_or(0, |mark| mark + 1);
    sentences(&before[from..]).pop().map_or(from, |range| from + range.start)
}

/// The names of a list whose last name stands behind `before`: what ends in a comma or "and" and is nothing but names.
fn listed_before(before: &str) -> Vec<Voter> {
    let goes_on = before.ends_with([',', '&']) || before.ends_with(" and");
    let list = &before[list_start(before)..];
    if !goes_on || list.trim().is_empty() {
        return Vec::new();
    }
    let list = list.trim_end_matches(" and").trim_matches([' ', ',', '&', '.']);
    let mut names = read_voters(list).map(|voters| voters.names).unwrap_or_default();
    // "Town Councillors, Ann Elm, Bo Oak": what stands first says who they are.
    let several = |name: &Voter| {
        let last = name.as_printed.rsplit(' ').next().unwrap_or_default();
        tags(last).has(Tags::SEVERAL)
            || last.to_lowercase().ends_with("men") && tags(&last.replace("men", "man")).has_any(Tags::TITLE)
    };
    names.retain(|name| !several(name));
    names
}

/// The side that a word means.
fn vote_of(word: &str) -> Which {
    match word.to_lowercase().as_str() {
        "yes" | "yea" | "aye" | "for" | "favour" | "favor" | "in favour" | "in favor" | "o blaid" | "ar son" => {
            Which::For
        }
        "no" | "nay" | "opposed" | "against" | "yn erbyn" | "in aghaidh" => Which::Against,
        word if word.starts_with("abst") || matches!(word, "ymatal" | "staonadh") => Which::Abstain,
        _ => Which::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roll_call_has_a_vote_behind_each_name() {
        let read =
            |text: &str| read_told_roll(text).into_iter().map(|(which, v)| (which, v.as_printed)).collect::<Vec<_>>();
        assert_eq!(
            read("Green, A aye; Green, P nay; Hollis aye; Van Alst absent."),
            [
                (Which::For, "Green, A".into()),
                (Which::Against, "Green, P".into()),
                (Which::For, "Hollis".into()),
                (Which::Other, "Van Alst".into())
            ]
        );
        assert_eq!(read("Trustee Oakes – yes"), [(Which::For, "Trustee Oakes".into())]);
        assert_eq!(
            read("Council members Oakes, Elm and Ash voted in favor."),
            [(Which::For, "Oakes".into()), (Which::For, "Elm".into()), (Which::For, "Ash".into())]
        );
        assert_eq!(
            read("Vote on motion:Ann Elm-Aye;Bo Oak, Jr.-Aye; Cy Ash-Nay.").len(),
            3,
            "what a name ends in is no voter"
        );
        assert_eq!(
            read("Roll call: Elm-Y, Oak-N, Van Alst-Y, Ash-A"),
            [
                (Which::For, "Elm".into()),
                (Which::Against, "Oak".into()),
                (Which::For, "Van Alst".into()),
                (Which::Abstain, "Ash".into())
            ]
        );
        let explained =
            "Roll call: Elm-Y, Oak-N, Ash-Y, Fir-Y, Yew-Y (Y=yes, N=no, A=abstain) Motion carries, as told.";
        assert_eq!(read(explained).len(), 5);
        assert_eq!(read("Form Y-12, form N-3 and Lot A-Y were filed, as Elm-Y said of the form last week."), []);
        assert_eq!(
            read("Chair Elm ......... aye Commissioner B. Oak ..... nay Ash … aye"),
            [
                (Which::For, "Chair Elm".into()),
                (Which::Against, "Commissioner B. Oak".into()),
                (Which::For, "Ash".into())
            ]
        );
        assert_eq!(
            read("Member Vote Dr. Ann Elm Yes Bo Oak No Prof. Cy R. Ash Yes"),
            [
                (Which::For, "Dr. Ann Elm".into()),
                (Which::Against, "Bo Oak".into()),
                (Which::For, "Prof. Cy R. Ash".into())
            ]
        );
        assert_eq!(read("Council member Elm voted against."), [(Which::Against, "Elm".into())]);
        assert_eq!(
            read("The roll call vote was as follows: Council Members Oakes, Elm and Mayor Ash in favor."),
            [(Which::For, "Oakes".into()), (Which::For, "Elm".into()), (Which::For, "Mayor Ash".into())]
        );
        assert_eq!(read("All in favor."), []);
        assert_eq!(read("Motion in favor. Mr Elm was in favor of the plan."), []);
        assert_eq!(read("Elm and Oak voted for the first time in this hall."), []);
        assert_eq!(
            read("Trustee Elm – yes, Trustee Hodge – yes, Supervisor Liss – no"),
            [
                (Which::For, "Trustee Elm".into()),
                (Which::For, "Trustee Hodge".into()),
                (Which::Against, "Supervisor Liss".into())
            ]
        );
        assert_eq!(read("Ms Elm was present and Mr Oak was for it."), []);
        assert_eq!(read("Contract with Elm, Oak and Ash, Amendment No. 2, and Paint, Oil and Lane for all."), []);
        assert_eq!(read("Elm, Oak and Ash voting aye; Yew and Fir voting nay.").len(), 5);
    }
}

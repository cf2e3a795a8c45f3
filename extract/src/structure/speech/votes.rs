//! Motions and votes: who moved and seconded, who voted how, and what came of it, lost motions too.

use super::name::Name;
use super::roster::{Found, Known, Roster};
use record::{Side, Vote, Voter};

patterns! {
    SIDE = r"^(?:(?:Voting|Votes?|VOTING|VOTES?)\s+)?(?P<side>For|FOR|In favour|IN FAVOUR|Against|AGAINST|Abstain(?:ed|ing)?|ABSTAIN(?:ED|ING)?|Abstentions?|ABSTENTIONS?)(?:\s+(?:the|THE)\s+(?:(?:substantive|original|amended)\s+)?(?:[Mm]otion|MOTION|[Aa]mendment|AMENDMENT|[Rr]ecommendations?|RECOMMENDATIONS?|[Pp]roposal|PROPOSAL))?\s*(?:\((?P<n>\d+)\)|[:–—-]\s*\(?(?P<m>\d+)\)?|(?P<sep>[:–—-]))\s*[:–—-]?\s*(?P<rest>.*)$";
    TAIL = r"(?i)(?:^|\s)(?P<what>(?:substantive\s+)?(?:motion|amendment|recommendation|proposal)s?)\s+(?:was\s+|were\s+)?(?P<out>carried|lost|fell|agreed|defeated|withdrawn|rejected|not carried)(?:\s+unanimously)?\s*\.?\s*$";
    BARE_OUTCOME = r"^(?P<out>CARRIED|LOST|FELL|Carried|Lost|Fell|Agreed|AGREED)(?:\s+(?:unanimously|UNANIMOUSLY))?\s*\.?$";
    MOVED_BY = r"\b(?:[Mm]oved|[Pp]roposed|[Mm]otion|Prop\.?)(?:\s+by|:)\s*(?P<mover>(?:[A-Z][\w.’'-]*\s*){1,5}?)\s*[,;.(]?\s*(?:and\s+)?(?:(?:was|duly|it was)\s+)*(?:[Ss]econded|Sec\.?)(?:\s+by|:)\s*(?P<seconder>(?:[A-Z][\w.’'-]*\s*){1,5})";
    MOVES = r"(?P<mover>(?:[A-Z][\w.’'-]*\s+){1,5})(?:\([^)]*\)\s*)?(?:formally\s+)?(?:moved|proposed)\b,?[^.]{0,80}?\b(?:and\s+)?(?P<seconder>(?:[A-Z][\w.’'-]*\s+){1,5})(?:\([^)]*\)\s*)?(?:formally\s+)?[Ss]econded";
    COUNTS = r"(?i)\bby\s+(?P<a>\d+)\s+votes?\s+(?:for\s+)?to\s+(?P<b>\d+)|\bfor:?\s*\(?(?P<c>\d+)\)?\s*[,;.]?\s*against:?\s*\(?(?P<d>\d+)\)?(?:\s*[,;.]?\s*(?:and\s+)?abst\w*:?\s*\(?(?P<e>\d+))?|\b(?P<f>\d+)\s+(?:votes?\s+)?(?:in favour|for)\b[^.]{0,30}?\b(?P<g>\d+|none|no)\s+(?:votes?\s+)?against(?:[^.]{0,20}?\b(?P<h>\d+|no)\s+abst)?";
    OUTCOME = r"(?i)\b(?:(?:motion|amendment|proposal|recommendations?)\b[^.]{0,100}?\b(?:was|were|be|being)?\s*(?P<out>carried|lost|fell|defeated|withdrawn|rejected|not carried|agreed|passed)\b|(?P<bare>carried)\s+unanimously|(?P<un>agreed unanimously|unanimously (?:agreed|approved|carried|resolved)|nem\.? con|all in favour|vote was unanimous))";
}

/// Which side of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    For,
    Against,
    Abstain,
}

/// A motion that has been moved and not yet been decided.
#[derive(Debug, Clone, PartialEq)]
struct Motion {
    vote: Vote,
    amendment: bool,
    /// Whether its words may still be coming.
    open: bool,
}

/// The motions and votes of a meeting.
#[derive(Debug, Default)]
pub struct Votes {
    /// Those found, in order.
    pub found: Vec<Vote>,
    moved: Vec<Motion>,
    record: Option<Vote>,
    side: Option<Which>,
    /// Whether what is put to the vote is an amendment; `None` where that is not said.
    amendment: Option<bool>,
}

impl Votes {
    /// Whether the block is part of a recorded vote, which it then takes: "For (12)", a list of names, "Motion lost."
    pub fn records(&mut self, text: &str, passage: usize, item: Option<usize>) -> bool {
        let text = text.trim();
        let counted = COUNTS.captures(text).filter(|c| c.name("c").is_some() && text.len() < 160);
        if let Some(counts) = counted {
            let outcome = cut_outcome(text).1;
            self.counted(text, Some(counts), outcome, passage, item);
            return true;
        }
        if let Some(found) = SIDE.captures(text) {
            let count = found.name("n").or_else(|| found.name("m")).and_then(|n| n.as_str().parse().ok());
            let rest = found.name("rest").map_or("", |r| r.as_str().trim());
            let (list, outcome) = cut_outcome(rest);
            let names = names(list);
            if count.is_none() && names.is_none() {
                return false;
            }
            let which = side_of(&found["side"]);
            if which == Which::For && self.record.as_ref().is_some_and(|r| r.r#for.count.is_some()) {
                self.close(None);
            }
            let record = self.record.get_or_insert_with(|| empty(item, passage));
            let names = names.unwrap_or_default();
            let counted = count.or_else(|| u32::try_from(names.len()).ok().filter(|n| *n > 0));
            *record.side(which) = Side { count: counted, names };
            self.side = Some(which);
            if let Some(outcome) = outcome {
                self.close(Some(outcome));
            }
            return true;
        }
        let (list, outcome) = cut_outcome(text);
        if let (Some(side), Some(record), Some(names)) = (self.side, &mut self.record, names(list)) {
            let taken = record.side(side);
            // A list goes on over a page or a gap for as long as its count says.
            let more = taken.count.is_none_or(|n| taken.names.len() + names.len() <= n as usize);
            if taken.names.is_empty() || more {
                taken.names.extend(names);
                taken.count = taken.count.or_else(|| u32::try_from(taken.names.len()).ok());
                if let Some(outcome) = outcome {
                    self.close(Some(outcome));
                }
                return true;
            }
        }
        if list.is_empty() && outcome.is_some() {
            if self.record.is_some() {
                self.close(outcome);
            } else {
                self.decide(outcome.unwrap_or_default(), text, passage, item);
            }
            return true;
        }
        self.close(None);
        false
    }

    /// Takes what a sentence says of motions and votes.
    pub fn sentence(&mut self, text: &str, passage: usize, item: Option<usize>) {
        if let Some(motion) = moved(text, passage, item) {
            self.stop_gathering();
            self.moved.push(motion);
            return;
        }
        let put = text.contains("to the vote") || text.contains("put the");
        if put {
            self.amendment = sort_of(text);
            self.stop_gathering();
        }
        let counts = COUNTS.captures(text);
        let outcome = OUTCOME.captures(text).and_then(|c| {
            if c.name("un").is_some() {
                Some("carried")
            } else {
                c.name("out").or_else(|| c.name("bare")).map(|m| outcome_of(m.as_str()))
            }
        });
        if counts.is_some() || outcome.is_some() {
            if put || counts.is_some() || self.moved.iter().any(|m| !m.open) {
                self.amendment = sort_of(text);
                self.counted(text, counts, outcome, passage, item);
            }
            return;
        }
        if let Some(motion) = self.moved.last_mut().filter(|m| m.open) {
            let gap = if motion.vote.motion.is_empty() { "" } else { " " };
            motion.vote.motion = format!("{}{gap}{}", motion.vote.motion, text.trim());
        }
    }

    /// A decision follows: the motion before it was carried.
    pub fn decided(&mut self, text: &str) {
        self.close(None);
        if let Some(mut motion) = self.moved.pop() {
            if motion.vote.motion.is_empty() {
                motion.vote.motion = text.trim().to_owned();
            }
            motion.vote.outcome = Some("carried".into());
            self.found.push(motion.vote);
        }
    }

    /// An item, or the minutes, end: what was moved and seconded without a recorded outcome is kept so.
    pub fn end(&mut self) {
        self.close(None);
        self.found.extend(self.moved.drain(..).filter(|m| m.vote.seconder.is_some()).map(|m| m.vote));
    }

    /// Whether the words of a motion are being printed: nobody undertakes what is only moved.
    pub fn is_gathering(&self) -> bool {
        self.moved.last().is_some_and(|m| m.open)
    }

    fn stop_gathering(&mut self) {
        for motion in &mut self.moved {
            motion.open = false;
        }
    }

    /// The motion that a vote is about: the last of its sort.
    fn take_motion(&mut self) -> Option<Vote> {
        let at = self.moved.iter().rposition(|m| self.amendment.is_none_or(|a| m.amendment == a))?;
        Some(self.moved.remove(at).vote)
    }

    /// Ends the recorded vote that is open.
    fn close(&mut self, outcome: Option<&str>) {
        self.side = None;
        let Some(record) = self.record.take() else { return };
        let mut vote = self.take_motion().unwrap_or_else(|| empty(record.item, record.passage));
        if vote.motion.is_empty() {
            vote.motion = if self.amendment == Some(true) { "Amendment" } else { "Motion" }.into();
        }
        (vote.r#for, vote.against, vote.abstain) = (record.r#for, record.against, record.abstain);
        vote.outcome = outcome.map(str::to_owned).or_else(|| {
            let (yes, no) = (vote.r#for.count?, vote.against.count?);
            (yes != no).then(|| if yes > no { "carried" } else { "lost" }.to_owned())
        });
        (vote.passage, vote.item) = (record.passage, record.item);
        self.found.push(vote);
    }

    /// An outcome on a line of its own.
    fn decide(&mut self, outcome: &str, text: &str, passage: usize, item: Option<usize>) {
        self.amendment = sort_of(text);
        if let Some(mut vote) = self.take_motion() {
            vote.outcome = Some(outcome.to_owned());
            self.found.push(vote);
        } else if self.found.last().is_none_or(|v| v.item != item || v.outcome.is_none()) {
            self.found.push(Vote {
                motion: text.to_owned(),
                outcome: Some(outcome.to_owned()),
                ..empty(item, passage)
            });
        }
    }

    fn counted(
        &mut self,
        text: &str,
        counts: Option<regex::Captures>,
        outcome: Option<&str>,
        passage: usize,
        item: Option<usize>,
    ) {
        let again = |v: &Vote| v.item == item && v.outcome.as_deref() == outcome && counts.is_none();
        let vote = self.take_motion();
        if vote.is_none() && self.found.last().is_some_and(again) {
            return;
        }
        let mut vote = vote.unwrap_or_else(|| Vote { motion: text.to_owned(), ..empty(item, passage) });
        let outcome = outcome.map(str::to_owned);
        if let Some(found) = counts {
            let number = |keys: [&str; 3]| {
                let printed = keys.iter().find_map(|k| found.name(k))?.as_str().to_lowercase();
                if matches!(printed.as_str(), "no" | "none") { Some(0) } else { printed.parse().ok() }
            };
            let (first, second) = (number(["a", "c", "f"]), number(["b", "d", "g"]));
            // "lost by 16 votes to 45" puts the votes for it first, "lost by 45 votes to 16" the larger side.
            let swap = found.name("a").is_some() && outcome.as_deref() == Some("lost") && first > second;
            (vote.r#for.count, vote.against.count) = if swap { (second, first) } else { (first, second) };
            vote.abstain.count = number(["e", "h", "e"]);
        }
        vote.outcome = outcome.or_else(|| {
            let (yes, no) = (vote.r#for.count?, vote.against.count?);
            Some(if yes > no { "carried" } else { "lost" }.to_owned())
        });
        self.found.push(vote);
    }
}

/// Says whom of the meeting's attendance list each recorded name means: one alone, or nobody.
pub fn identify(votes: &mut [Vote], roster: &Roster) {
    let listed = |at: usize| matches!(roster.people[at].known, Known::There | Known::Absent);
    for vote in votes {
        for voter in [&mut vote.r#for, &mut vote.against, &mut vote.abstain].into_iter().flat_map(|s| &mut s.names) {
            let found = Name::parse(&voter.as_printed).map(|name| roster.named(&name, None));
            if let Some(Found::One(at)) = found.filter(|f| matches!(f, Found::One(at) if listed(*at))) {
                voter.name = Some(roster.people[at].display.clone());
            }
        }
    }
}

/// The sides of a vote by their place.
trait Sides {
    fn side(&mut self, which: Which) -> &mut Side;
}

impl Sides for Vote {
    fn side(&mut self, which: Which) -> &mut Side {
        match which {
            Which::For => &mut self.r#for,
            Which::Against => &mut self.against,
            Which::Abstain => &mut self.abstain,
        }
    }
}

fn empty(item: Option<usize>, passage: usize) -> Vote {
    let (r#for, against, abstain) = Default::default();
    Vote {
        motion: String::new(),
        mover: None,
        seconder: None,
        outcome: None,
        r#for,
        against,
        abstain,
        item,
        passage,
        why: None,
    }
}

/// A sentence that moves a motion: its mover, its seconder and, where they stand in it, its words.
fn moved(text: &str, passage: usize, item: Option<usize>) -> Option<Motion> {
    let found = MOVED_BY.captures(text).or_else(|| MOVES.captures(text))?;
    let name = |key: &str| found.name(key).map(|m| tidy(m.as_str())).filter(|n| !n.is_empty());
    let after = text[found.get(0)?.end()..].trim();
    let words = after.find("that ").map(|at| after[at + 5..].trim()).filter(|w| !w.is_empty());
    let lower = text.to_lowercase();
    let motion = words.unwrap_or("").trim_end_matches(':').to_owned();
    let open = motion.is_empty() || text.trim_end().ends_with([':', ',']);
    let vote = Vote { motion, mover: name("mover"), seconder: name("seconder"), ..empty(item, passage) };
    Some(Motion { vote, amendment: lower.contains("amendment"), open })
}

/// A name without the words that surround it in "It was moved by Councillor A and".
fn tidy(printed: &str) -> String {
    let words: Vec<&str> = printed
        .split_whitespace()
        .skip_while(|w| matches!(*w, "The" | "It" | "On" | "Proposal" | "Following"))
        .collect();
    words.join(" ").trim_end_matches([',', '.', ';']).to_owned()
}

/// What a sentence puts to the vote: an amendment or a motion.
fn sort_of(text: &str) -> Option<bool> {
    let lower = text.to_lowercase();
    if lower.contains("amendment") && !lower.contains("substantive") {
        Some(true)
    } else if lower.contains("motion") {
        Some(false)
    } else {
        None
    }
}

fn side_of(printed: &str) -> Which {
    match printed.to_lowercase().as_str() {
        "for" | "in favour" => Which::For,
        "against" => Which::Against,
        _ => Which::Abstain,
    }
}

fn outcome_of(printed: &str) -> &'static str {
    match printed.to_lowercase().as_str() {
        "lost" | "defeated" | "rejected" | "not carried" => "lost",
        "fell" => "fell",
        "withdrawn" => "withdrawn",
        _ => "carried",
    }
}

/// Parts a line from the outcome printed at its end, as a line at the right margin comes out.
fn cut_outcome(text: &str) -> (&str, Option<&'static str>) {
    let text = text.trim();
    if let Some(found) = TAIL.captures(text).or_else(|| BARE_OUTCOME.captures(text)) {
        let start = found.get(0).map_or(0, |m| m.start());
        return (text[..start].trim(), found.name("out").map(|o| outcome_of(o.as_str())));
    }
    (text, None)
}

/// The names of a list, as printed; `None` where it is no list of names.
fn names(text: &str) -> Option<Vec<Voter>> {
    let text = text.trim().trim_end_matches('.');
    let text = text
        .rsplit_once('(')
        .filter(|(_, n)| n.trim_end_matches(')').parse::<u32>().is_ok())
        .map_or(text, |(t, _)| t.trim());
    if text.is_empty() {
        return None;
    }
    let mut found: Vec<Voter> = Vec::new();
    for piece in text.replace(" and ", ", ").replace(" & ", ", ").split([',', ';']) {
        let piece = piece.trim().trim_start_matches("Councillors ").trim_start_matches("and ").trim();
        let words: Vec<&str> = piece.split_whitespace().collect();
        if words.is_empty() || crate::lexicon::is_honour(piece) {
            continue;
        }
        let capital =
            |w: &&str| w.starts_with(|c: char| c.is_uppercase() || c == '(') || crate::lexicon::is_particle(w);
        if words.len() > 6 || !words.iter().all(capital) {
            return None;
        }
        // The label of the next side, run into the list.
        if matches!(piece, "For" | "Against" | "Abstain" | "Abstained" | "Abstentions") {
            break;
        }
        found.push(Voter { as_printed: piece.to_owned(), name: None });
    }
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voter(printed: &str) -> Voter {
        Voter { as_printed: printed.into(), name: None }
    }

    #[test]
    fn names_mean_those_on_the_attendance_list() {
        let listed = |name: &str| record::Appearance {
            as_printed: name.into(),
            name: name.trim_start_matches("Mr ").into(),
            role: None,
            presence: record::Presence::Present,
            councillor: true,
            chair: false,
            source_id: None,
        };
        let attendance =
            record::Attendance { listed: ["Mr P Barr", "Mr A Hood", "Mr C Hood", "Mr L Binnes"].map(listed).into() };
        let mut roster = Roster::of(&attendance, &[], None);
        roster.introduce("Mr T Gawn", Name::parse("Mr T Gawn").unwrap(), None);
        let mut votes = Votes::default();
        votes.records("For (4): Mr Barr, Mr Hood, Mr C Hood, Mr Gawn", 0, None);
        votes.records("Against (1): Mr Binns", 1, None);
        votes.end();
        identify(&mut votes.found, &roster);
        let who = |side: &Side| side.names.iter().map(|v| v.name.clone().unwrap_or_default()).collect::<Vec<_>>();
        assert_eq!(who(&votes.found[0].r#for), ["P Barr", "", "C Hood", ""]);
        assert_eq!(who(&votes.found[0].against), ["L Binnes"]);
    }

    fn read(lines: &[&str]) -> Vec<Vote> {
        let mut votes = Votes::default();
        for (i, line) in lines.iter().enumerate() {
            if let Some(rest) = line.strip_prefix("RESOLVED") {
                votes.decided(rest);
            } else if !votes.records(line, i, None) {
                for range in super::super::sentences::sentences(line) {
                    votes.sentence(line[range].trim(), i, None);
                }
            }
        }
        votes.end();
        votes.found
    }

    #[test]
    fn a_recorded_vote_has_names_on_every_side() {
        let found = read(&[
            "Mr Oake proposed, and Mr Gawn seconded the motion that:",
            "“County Council agree the plan.”",
            "The Chairman put the motion set out in paragraph 2 to the vote and the voting was as follows:",
            "For (3)",
            "Mr Barr, Mrs Binns, OBE, Sir Paul Court",
            "Against (0)",
            "Abstain (1)",
            "Mr D Rosse Motion carried.",
        ]);
        let [vote] = &found[..] else { panic!("{found:#?}") };
        assert_eq!(vote.mover.as_deref(), Some("Mr Oake"));
        assert_eq!(vote.seconder.as_deref(), Some("Mr Gawn"));
        assert_eq!(vote.motion, "“County Council agree the plan.”");
        assert_eq!(
            vote.r#for,
            Side { count: Some(3), names: ["Mr Barr", "Mrs Binns", "Sir Paul Court"].map(voter).into() }
        );
        assert_eq!((vote.against.count, vote.abstain.count), (Some(0), Some(1)));
        assert_eq!(vote.outcome.as_deref(), Some("carried"));
    }

    #[test]
    fn counts_and_outcomes_in_words() {
        let check = |lines: &[&str], outcome: &str, counts: (Option<u32>, Option<u32>, Option<u32>)| {
            let found = read(lines);
            let [vote] = &found[..] else { panic!("{lines:?}: {found:#?}") };
            assert_eq!(vote.outcome.as_deref(), Some(outcome), "{lines:?}");
            assert_eq!((vote.r#for.count, vote.against.count, vote.abstain.count), counts, "{lines:?}");
        };
        check(
            &["The amendment was put to the vote and was lost by 16 votes to 45."],
            "lost",
            (Some(16), Some(45), None),
        );
        check(&["On being put to the vote, the motion was CARRIED."], "carried", (None, None, None));
        check(&["For: 23 Against: 12 Abstain: 3"], "carried", (Some(23), Some(12), Some(3)));
        check(&["There were 2 votes for, 12 against and 3 abstentions."], "lost", (Some(2), Some(12), Some(3)));
        check(
            &["FOR THE MOTION - Councillors Oake, Barr and Binns (3)", "AGAINST THE MOTION - Councillor Gawn (1)"],
            "carried",
            (Some(3), Some(1), None),
        );
        check(
            &["It was moved by Councillor A. Oake, seconded by Councillor B. Barr and", "RESOLVED that it be so."],
            "carried",
            (None, None, None),
        );
        check(
            &["Mr Oake moved and Mr Barr seconded that the plan be agreed.", "Motion lost."],
            "lost",
            (None, None, None),
        );
    }

    #[test]
    fn talk_is_no_vote() {
        assert_eq!(
            read(&[
                "For further reading, see the report.",
                "Members voted in the past.",
                "Against this background work went on."
            ]),
            []
        );
    }
}

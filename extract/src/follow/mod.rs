//! What became of an undertaking: the later passages of the record that take it up.
//!
//! Never says that a promise was broken. It says which later passages speak of the same thing and why they were
//! linked, and how many later meetings were searched. A passage is linked when it shares enough of the undertaking's
//! *distinctive* words: words are weighed by how rare they are in the committee's own record, so that "the report be
//! noted" links nothing and "nitrous oxide cannisters" links at once. Who undertakes is no part of what is undertaken:
//! the words of the owner's name and office do not count.

mod undertaking;
mod why;
mod words;

pub use undertaking::{Later, Name, Undertaking};

use jiff::civil::Date;
use record::FollowUpStatus;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use words::{Bag, Lexicon};

/// Why and where an undertaking was taken up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// The passage's id.
    pub passage: String,
    /// Its date.
    pub on: Date,
    /// The reason, for a person: "shares “case studies”, “pathways”; under the same item".
    pub why: String,
    /// Whether the passage says that the thing is done.
    pub says_done: bool,
}

/// An undertaking with what the record shows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What the record shows.
    pub status: FollowUpStatus,
    /// Passages that take it up, by date.
    pub follow_ups: Vec<FollowUp>,
    /// How many later meetings were searched.
    pub meetings_searched: usize,
}

/// What a passage must share with an undertaking to be linked. Chosen by eye on the minutes and packs of three councils:
/// with less, passages about the same place or the same yearly business begin to link; with more, rewordings are lost.
mod enough {
    /// Share of the undertaking's weight, and weight in words that stand nowhere else.
    pub const WORDS: (f32, f32) = (0.4, 2.0);
    /// The same where two of the words stand next to each other in both: long undertakings come back in part.
    pub const PHRASE: (f32, f32) = (0.3, 3.0);
    /// Share from which less than [`SEVERAL`] words do, if they are a phrase.
    pub const NEARLY_ALL: f32 = 0.6;
    /// Words.
    pub const SEVERAL: usize = 4;
    /// Of them rare ones: one rare word beside common ones is a coincidence.
    pub const RARE: usize = 2;
}

/// What an extra sign (same item, same person, action log) is worth.
const SIGN: f32 = 0.08;

/// The passages of a committee's record, ready to be searched for what takes an undertaking up.
#[derive(Debug)]
pub struct Record {
    passages: Vec<(Later, Bag)>,
    lexicon: Lexicon,
    /// Positions of the passages that have a stem.
    having: HashMap<String, Vec<u32>>,
    /// Positions of the passages that name a thing.
    naming: HashMap<String, Vec<u32>>,
    /// Days and meetings of the passages.
    meetings: BTreeSet<(Date, String)>,
}

impl Record {
    /// Counts and weighs the words of the passages, which may come in any order.
    pub fn weigh(passages: Vec<Later>) -> Self {
        let lexicon = Lexicon::count(passages.iter().map(|p| p.text.as_str()));
        let passages: Vec<(Later, Bag)> = passages
            .into_iter()
            .map(|passage| {
                let bag = lexicon.bag(&passage.text, "");
                (passage, bag)
            })
            .collect();
        let mut having: HashMap<String, Vec<u32>> = HashMap::new();
        for (at, (_, bag)) in (0u32..).zip(&passages) {
            for stem in bag.stems() {
                having.entry(stem.to_owned()).or_default().push(at);
            }
        }
        let mut naming: HashMap<String, Vec<u32>> = HashMap::new();
        for (at, (passage, _)) in (0u32..).zip(&passages) {
            for name in &passage.names {
                naming.entry(name.thing.clone()).or_default().push(at);
            }
        }
        let meetings = passages.iter().filter_map(|(p, _)| Some((p.on, p.meeting.clone()?))).collect();
        Self { passages, lexicon, having, naming, meetings }
    }

    /// Follows one undertaking through what is dated after it and not after `until`.
    ///
    /// `today` decides whether something due is still to come.
    pub fn follow(&self, undertaking: &Undertaking, until: Option<Date>, today: Date) -> Outcome {
        let in_time = |on: Date| on > undertaking.on && until.is_none_or(|until| on <= until);
        let searched: BTreeSet<&str> =
            self.meetings.iter().filter(|(on, _)| in_time(*on)).map(|(_, meeting)| meeting.as_str()).collect();
        let wanted = self.lexicon.bag(&undertaking.text, &undertaking.owner_words);
        let phrases = words::phrases(&undertaking.text);
        let mut follow_ups: Vec<FollowUp> = self
            .candidates(&wanted, &undertaking.names)
            .map(|at| &self.passages[at as usize])
            .filter(|(passage, _)| in_time(passage.on))
            .filter_map(|(passage, found)| self.taken_up(undertaking, &wanted, &phrases, passage, found))
            .collect();
        follow_ups.sort_by(|a, b| (a.on, &a.passage).cmp(&(b.on, &b.passage)));
        let status = match (&follow_ups[..], undertaking.due) {
            ([_, ..], _) if follow_ups.iter().any(|f| f.says_done) => FollowUpStatus::ReportedDone,
            ([_, ..], _) => FollowUpStatus::CameBack,
            ([], Some(due)) if due > today => FollowUpStatus::Open,
            ([], _) if searched.is_empty() => FollowUpStatus::Open,
            ([], _) => FollowUpStatus::NotSeenAgain,
        };
        Outcome { status, follow_ups, meetings_searched: searched.len() }
    }

    /// Positions of the passages that share at least two words with `wanted`, or a thing by whatever name.
    fn candidates(&self, wanted: &Bag, names: &[Name]) -> impl Iterator<Item = u32> {
        let mut shared: BTreeMap<u32, u32> = BTreeMap::new();
        for at in names.iter().filter_map(|name| self.naming.get(&name.thing)).flatten() {
            *shared.entry(*at).or_default() += 2;
        }
        for at in wanted.stems().filter_map(|stem| self.having.get(stem)).flatten() {
            *shared.entry(*at).or_default() += 1;
        }
        shared.into_iter().filter(|(_, words)| *words >= 2).map(|(at, _)| at)
    }

    /// The link between an undertaking and one later passage, if there is one.
    fn taken_up(
        &self,
        undertaking: &Undertaking,
        wanted: &Bag,
        phrases: &HashSet<[String; 2]>,
        passage: &Later,
        found: &Bag,
    ) -> Option<FollowUp> {
        let otherwise = otherwise(undertaking, passage);
        let extended;
        let (text, found) = match otherwise.is_empty() {
            true => (passage.text.as_str(), found),
            false => {
                let names = otherwise.iter().map(|(asked, _)| asked.printed.as_str());
                let text = std::iter::once(passage.text.as_str()).chain(names).collect::<Vec<_>>().join(" . ");
                extended = (self.lexicon.bag(&text, ""), text);
                (extended.1.as_str(), &extended.0)
            }
        };
        let shared = wanted.shared(found);
        if shared.rare.len() < enough::RARE {
            return None;
        }
        let signs = why::signs(undertaking, passage);
        let share = shared.weight / wanted.weight + SIGN * signs.len() as f32;
        let weight = shared.weight / self.lexicon.heaviest();
        let reaches = |(least, heaviness): (f32, f32)| share >= least && weight >= heaviness;
        let is_phrase = || words::phrases(text).intersection(phrases).any(|phrase| shared.has_rare(phrase));
        let linked = if shared.words.len() >= enough::SEVERAL {
            reaches(enough::WORDS) || (reaches(enough::PHRASE) && is_phrase())
        } else {
            share >= enough::NEARLY_ALL && is_phrase()
        };
        linked.then(|| FollowUp {
            passage: passage.passage.clone(),
            on: passage.on,
            why: why::sentence(&shared.words, &otherwise, &signs),
            says_done: why::says_done(&passage.text),
        })
    }
}

/// Things that both name, each by another name: the undertaking's and the passage's.
fn otherwise<'a>(undertaking: &'a Undertaking, passage: &'a Later) -> Vec<(&'a Name, &'a Name)> {
    let other = |asked: &'a Name| {
        let fold = |name: &Name| record::text::fold(&name.printed);
        let same_thing: Vec<&Name> = passage.names.iter().filter(|name| name.thing == asked.thing).collect();
        let stands_too = same_thing.iter().any(|name| fold(name) == fold(asked));
        same_thing.first().filter(|_| !stands_too).map(|name| (asked, *name))
    };
    undertaking.names.iter().filter_map(other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn undertaking(text: &str) -> Undertaking {
        Undertaking {
            id: "u".into(),
            text: text.into(),
            item: Some("Youth provision".into()),
            owner: Some("Ada Quill".into()),
            owner_words: "The Youth Service Manager, Ada Quill".into(),
            on: date(2022, 2, 9),
            due: None,
            names: Vec::new(),
        }
    }

    fn later(n: u8, text: &str) -> Later {
        Later {
            passage: format!("p{n}"),
            on: date(2022, 3 + n as i8, 1),
            meeting: Some(format!("m{n}")),
            text: text.into(),
            item: None,
            speaker: None,
            names: Vec::new(),
        }
    }

    /// A record in which words such as "report", "noted" and "committee" are everywhere.
    fn record(extra: &[Later]) -> Vec<Later> {
        let common = "The Committee noted the report of the service and thanked officers for the update";
        let mut all: Vec<Later> = (0..6).map(|n| later(n, common)).collect();
        all.extend_from_slice(extra);
        all
    }

    fn outcome(promise: &str, extra: &[&str]) -> Outcome {
        let extra: Vec<Later> = extra.iter().enumerate().map(|(n, text)| later(n as u8, text)).collect();
        Record::weigh(record(&extra)).follow(&undertaking(promise), None, date(2024, 1, 1))
    }

    #[test]
    fn links_on_distinctive_words_only() {
        for (promise, passage, linked) in [
            (
                "That further reports on pathways are to include case studies.",
                "The pathways report now included three case studies.",
                true,
            ),
            ("That further reports on pathways are to include case studies.", "The Committee noted the report.", false),
            ("That the report be noted.", "RESOLVED: That the report be noted.", false),
            (
                "He would share the nitrous oxide figures with ward Councillors.",
                "Nitrous oxide figures had been shared with ward councillors.",
                true,
            ),
            (
                "He would share the nitrous oxide figures with ward Councillors.",
                "Ward councillors were thanked.",
                false,
            ),
            (
                "Final decisions will be made on a case-by-case basis.",
                "Proposals below that size may be made on a case-by-case basis where the geography asks for it.",
                false,
            ),
            (
                "The Youth Service Manager, Ada Quill, would look at Elm Park.",
                "The Youth Service Manager presented the annual figures.",
                false,
            ),
            (
                "She would pass on contacts for the Elm Park area.",
                "Deprivation is highest in parts of the Elm Park area.",
                false,
            ),
            (
                "Develop our Social Care Academy including routes for unqualified staff.",
                "Another piece of work is the development of a Social Care Academy, which brings many strands together.",
                true,
            ),
        ] {
            let seen =
                outcome(promise, &[passage]).follow_ups.iter().any(|f| f.passage == "p0" && f.why.contains("shares"));
            assert_eq!(seen, linked, "{promise} / {passage}");
        }
    }

    #[test]
    fn another_name_of_the_same_thing_counts_and_is_told() {
        let name = |printed: &str| Name { thing: "children in care".into(), printed: printed.into() };
        let mut promise = undertaking("She would bring a dashboard on looked-after children.");
        let mut passage = later(0, "The dashboard on children in care was tabled.");
        let follow = |promise: &Undertaking, passage: &Later| {
            let record = Record::weigh(record(std::slice::from_ref(passage)));
            record.follow(promise, None, date(2024, 1, 1)).follow_ups
        };
        assert_eq!(follow(&promise, &passage), []);
        (promise.names, passage.names) = (vec![name("looked-after children")], vec![name("children in care")]);
        let linked = follow(&promise, &passage);
        let whys: Vec<&str> = linked.iter().map(|link| link.why.as_str()).collect();
        assert_eq!(whys.len(), 1, "{whys:?}");
        assert!(whys[0].contains("says “children in care” for “looked-after children”"), "{whys:?}");
        passage.names = vec![Name { thing: "dashboards".into(), printed: "dashboard".into() }];
        assert_eq!(follow(&promise, &passage), []);
    }

    #[test]
    fn says_what_was_and_was_not_seen() {
        let promise = "She would circulate the safeguarding dashboard to members.";
        let done = outcome(promise, &["The safeguarding dashboard had been circulated to members."]);
        assert_eq!(done.status, FollowUpStatus::ReportedDone);
        let back =
            outcome(promise, &["A member asked when the safeguarding dashboard would be circulated to members."]);
        assert_eq!(back.status, FollowUpStatus::CameBack);
        let unseen = outcome(promise, &[]);
        assert_eq!((unseen.status, unseen.meetings_searched), (FollowUpStatus::NotSeenAgain, 6));
    }

    #[test]
    fn what_is_not_due_yet_is_open() {
        let mut promise = undertaking("She would circulate the safeguarding dashboard.");
        promise.due = Some(date(2030, 1, 1));
        let record = Record::weigh(record(&[]));
        assert_eq!(record.follow(&promise, None, date(2024, 1, 1)).status, FollowUpStatus::Open);
    }

    #[test]
    fn earlier_passages_are_never_follow_ups() {
        let mut early = later(0, "The safeguarding dashboard had been circulated to members.");
        early.on = date(2021, 1, 1);
        let promise = undertaking("She would circulate the safeguarding dashboard to members.");
        let outcome = Record::weigh(vec![early]).follow(&promise, None, date(2024, 1, 1));
        assert_eq!((outcome.status, outcome.follow_ups.len()), (FollowUpStatus::Open, 0));
    }

    #[test]
    fn stops_where_it_is_told() {
        let record = Record::weigh(record(&[later(5, "The safeguarding dashboard had been circulated to members.")]));
        let promise = undertaking("She would circulate the safeguarding dashboard to members.");
        assert_eq!(record.follow(&promise, Some(date(2022, 4, 1)), date(2024, 1, 1)).follow_ups, []);
        assert_eq!(record.follow(&promise, None, date(2024, 1, 1)).follow_ups.len(), 1);
    }
}

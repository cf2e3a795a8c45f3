//! What became of an undertaking: the later passages of the record that take it up.
//!
//! Never says that a promise was broken. It says which later passages speak of the same thing and why they were
//! linked, and how many later meetings were searched. A passage is linked when it shares enough of the undertaking's
//! *distinctive* words: words are weighed by how rare they are in the committee's own record, so that "the report be
//! noted" links nothing and "nitrous oxide cannisters" links at once.

mod why;
mod words;

pub use words::Lexicon;

use jiff::civil::Date;
use words::Bag;

/// Something that was promised, resolved or asked for, to be followed.
#[derive(Debug, Clone, PartialEq)]
pub struct Undertaking {
    /// Its row id; comes back in nothing but the caller's own pairing.
    pub id: String,
    /// The words that were undertaken.
    pub text: String,
    /// Title of its agenda item.
    pub item: Option<String>,
    /// Who is to do it: full name.
    pub owner: Option<String>,
    /// When it was undertaken.
    pub on: Date,
    /// By when it is due.
    pub due: Option<Date>,
}

/// A passage in which it may have been taken up.
#[derive(Debug, Clone, PartialEq)]
pub struct Later {
    /// The passage's id.
    pub passage: String,
    /// Its date.
    pub on: Date,
    /// Its meeting, to count how many were searched.
    pub meeting: Option<String>,
    /// Its words.
    pub text: String,
    /// Title of its agenda item.
    pub item: Option<String>,
    /// Who says it: full name.
    pub speaker: Option<String>,
}

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

/// What the record shows of an undertaking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Its time has not come, or nothing later has been searched.
    Open,
    /// Later passages take it up.
    CameBack,
    /// A later passage says that it was done.
    ReportedDone,
    /// Later meetings were searched, and none takes it up.
    NotSeenAgain,
}

impl Status {
    /// The word for it outside the program.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::CameBack => "came_back",
            Self::ReportedDone => "reported_done",
            Self::NotSeenAgain => "not_seen_again",
        }
    }
}

/// An undertaking with what the record shows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What the record shows.
    pub status: Status,
    /// Passages that take it up, by date.
    pub follow_ups: Vec<FollowUp>,
    /// How many later meetings were searched.
    pub meetings_searched: usize,
}

/// Share of an undertaking's weight that a passage must carry to be linked. Chosen on real minutes: at 0.45 the
/// minutes of neighbouring items begin to link; at 0.7 rewordings are lost.
const ENOUGH: f32 = 0.55;

/// What an extra sign (same item, same person, action log) is worth.
const SIGN: f32 = 0.08;

/// Follows one undertaking through `later`, which need be neither ordered nor limited to later passages.
///
/// `today` decides whether something due is still to come.
pub fn follow(undertaking: &Undertaking, later: &[Later], lexicon: &Lexicon, today: Date) -> Outcome {
    let wanted = lexicon.bag(&undertaking.text);
    let mut meetings = std::collections::BTreeSet::new();
    let mut follow_ups = Vec::new();
    for passage in later.iter().filter(|p| p.on > undertaking.on) {
        meetings.extend(passage.meeting.as_deref());
        follow_ups.extend(taken_up(undertaking, &wanted, passage, lexicon));
    }
    follow_ups.sort_by(|a, b| (a.on, &a.passage).cmp(&(b.on, &b.passage)));
    let status = match (&follow_ups[..], undertaking.due) {
        ([_, ..], _) if follow_ups.iter().any(|f| f.says_done) => Status::ReportedDone,
        ([_, ..], _) => Status::CameBack,
        ([], Some(due)) if due > today => Status::Open,
        ([], _) if meetings.is_empty() => Status::Open,
        ([], _) => Status::NotSeenAgain,
    };
    Outcome { status, follow_ups, meetings_searched: meetings.len() }
}

/// The link between an undertaking and one later passage, if there is one.
fn taken_up(undertaking: &Undertaking, wanted: &Bag, passage: &Later, lexicon: &Lexicon) -> Option<FollowUp> {
    let found = lexicon.bag(&passage.text);
    let shared = wanted.shared(&found);
    // One shared word is a coincidence, however rare it is, unless it stands beside another in both.
    if shared.words.len() < 2 || wanted.weight == 0.0 {
        return None;
    }
    let signs = why::signs(undertaking, passage);
    let share = shared.weight / wanted.weight + SIGN * signs.len() as f32;
    (share >= ENOUGH && shared.is_distinctive()).then(|| FollowUp {
        passage: passage.passage.clone(),
        on: passage.on,
        why: why::sentence(&shared.words, &signs),
        says_done: why::says_done(&passage.text),
    })
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
            on: date(2022, 2, 9),
            due: None,
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
        let record = record(&extra);
        let lexicon = Lexicon::of(record.iter().map(|l| l.text.as_str()));
        follow(&undertaking(promise), &record, &lexicon, date(2024, 1, 1))
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
        ] {
            let seen =
                outcome(promise, &[passage]).follow_ups.iter().any(|f| f.passage == "p0" && f.why.contains("shares"));
            assert_eq!(seen, linked, "{promise} / {passage}");
        }
    }

    #[test]
    fn says_what_was_and_was_not_seen() {
        let promise = "She would circulate the safeguarding dashboard to members.";
        let done = outcome(promise, &["The safeguarding dashboard had been circulated to members."]);
        assert_eq!(done.status, Status::ReportedDone);
        let back =
            outcome(promise, &["A member asked when the safeguarding dashboard would be circulated to members."]);
        assert_eq!(back.status, Status::CameBack);
        let unseen = outcome(promise, &[]);
        assert_eq!((unseen.status, unseen.meetings_searched), (Status::NotSeenAgain, 6));
    }

    #[test]
    fn what_is_not_due_yet_is_open() {
        let mut promise = undertaking("She would circulate the safeguarding dashboard.");
        promise.due = Some(date(2030, 1, 1));
        let record = record(&[]);
        let lexicon = Lexicon::of(record.iter().map(|l| l.text.as_str()));
        assert_eq!(follow(&promise, &record, &lexicon, date(2024, 1, 1)).status, Status::Open);
    }

    #[test]
    fn earlier_passages_are_never_follow_ups() {
        let mut early = later(0, "The safeguarding dashboard had been circulated to members.");
        early.on = date(2021, 1, 1);
        let lexicon = Lexicon::of([early.text.as_str()]);
        let outcome = follow(
            &undertaking("She would circulate the safeguarding dashboard to members."),
            &[early],
            &lexicon,
            date(2024, 1, 1),
        );
        assert_eq!((outcome.status, outcome.follow_ups.len()), (Status::Open, 0));
    }
}

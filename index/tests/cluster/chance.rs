//! Seeded chance: a record of made-up words and questions about it, the same in every run.

use crate::record;
use ::record::{Act, Certainty, DocumentId, Grade, Kind};
use index::{Copies, Entry, Filters};

/// A generator of numbers that all follow from its seed (xorshift).
pub struct Chance(pub u64);

impl Chance {
    /// A number below this one.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % most
    }

    /// Whether something happens that does once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of these.
    pub fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// What texts are made of: forms of one stem, words that print joins, numbers, money, cells.
pub const WORDS: &[&str] = &[
    "plan",
    "plans",
    "planning",
    "planned",
    "stability",
    "stabilise",
    "stabilised",
    "workforce",
    "work-force",
    "work force",
    "children’s",
    "childrens",
    "children",
    "O'Brien",
    "obrien",
    "s.47",
    "s47",
    "section 47",
    "£1,250",
    "£120",
    "1250",
    "120",
    "2021/22",
    "not-for-profit",
    "notforprofit",
    "Café",
    "cafe",
    "of",
    "the",
    "and",
    "council",
    "Council's",
    "coun-cil",
    "agency",
    "permanent",
    "temporary",
    "staff",
    "agreed",
    "co-ordinated",
    "coordinated",
    "organisation",
    "organization",
    "budget",
    "budgets",
    "school",
    "schools",
    "highway",
    "dying",
    "die",
    "dies",
    "½",
    "EHCP",
    "EHCPs",
    "stabilty",
    "recieved",
    "received",
    "zebra",
    "quorum",
    "ouse_bridge",
    "m²",
    "Tŷ",
];

const JOINTS: &[&str] = &[" ", " ", " ", " ", ", ", ". ", "\n", "\t", " — ", "-", "/"];

const DATES: &[Option<&str>] =
    &[None, Some("2018-03-01"), Some("2019-05-14"), Some("2019-11-02"), Some("2020-02-03"), Some("2021-11-30")];

/// Passages of some documents.
pub fn entries(chance: &mut Chance, documents: usize, of_each: usize) -> Vec<Entry> {
    let mut entries = Vec::new();
    for document in 0..documents {
        let name = format!("{}{document}", chance.of(&["c", "m", "r"]));
        let date = chance.of(DATES);
        let kind = chance.of(&[Kind::Minutes, Kind::Minutes, Kind::Report, Kind::Letter]);
        for seq in 0..of_each as u32 {
            let mut text = String::new();
            // Frequent words come more often, as in print.
            for _ in 0..chance.below(26) {
                let rare = WORDS.len() - chance.below(WORDS.len());
                text += WORDS[chance.below(rare)];
                text += chance.of(JOINTS);
            }
            let mut entry = record::entry(&name, seq, date, &text);
            entry.kind = kind;
            entry.act = chance.of(&[Act::Statement, Act::Statement, Act::Question, Act::Heading, Act::Resolution]);
            entry.canonical = !chance.once_in(7);
            if chance.once_in(2) {
                let (printed, person, role) = chance.of(&[
                    ("The Director", Some("Ann Acton"), Some("Director of Plans")),
                    ("Councillor O’Brien", Some("Pat O’Brien"), None),
                    ("Councillor Quell", Some("Bea Quell"), None),
                    ("The Chair", None, None),
                ]);
                entry = record::said_by(entry, printed, person, role);
                if chance.once_in(3) {
                    entry = record::likely(entry);
                }
            }
            entries.push(entry);
        }
    }
    entries
}

/// The kinds of query that are tried, by name.
pub const KINDS: &[&str] = &[
    "word",
    "exact",
    "phrase",
    "proximity",
    "prefix",
    "fuzzy",
    "near",
    "and",
    "or",
    "not",
    "filter",
    "everything",
    "mixed",
];

fn word(chance: &mut Chance) -> &'static str {
    loop {
        let word = chance.of(WORDS);
        if !word.contains(' ') {
            return word;
        }
    }
}

/// A query of a kind.
pub fn query(chance: &mut Chance, kind: &str) -> String {
    let other = |chance: &mut Chance| {
        let kind = chance.of(&["word", "exact", "phrase", "proximity", "prefix", "fuzzy", "near"]);
        query(chance, kind)
    };
    match kind {
        "exact" => format!("={}", word(chance)),
        "phrase" => {
            let words: Vec<&str> = (0..2 + chance.below(2)).map(|_| chance.of(WORDS)).collect();
            format!("\"{}\"", words.join(" "))
        }
        "proximity" => format!("\"{} {}\"~{}", word(chance), word(chance), 1 + chance.below(6)),
        "prefix" => {
            format!("{}*", chance.of(&["pla", "stab", "work", "wor", "12", "not", "s4", "c", "co", "obr", "x"]))
        }
        "fuzzy" => chance
            .of(&["stabilty~", "plan~", "plan~2", "workfroce~", "caef~", "recieved~2", "die~", "of~", "zebar~2"])
            .to_owned(),
        "near" => match chance.below(3) {
            0 => format!("{} NEAR/{} \"{} {}\"", word(chance), 1 + chance.below(5), word(chance), word(chance)),
            1 => format!(
                "({} OR {}) NEAR/{} {}*",
                word(chance),
                word(chance),
                1 + chance.below(5),
                chance.of(&["pla", "co"])
            ),
            _ => format!("{} NEAR/{} {}", word(chance), 1 + chance.below(5), word(chance)),
        },
        "and" => format!("{} {}", word(chance), other(chance)),
        "or" => format!("{} OR {}", word(chance), other(chance)),
        "not" => format!("{} NOT ({})", word(chance), other(chance)),
        "filter" => format!("{} {}", word(chance), filter(chance)),
        "everything" => filter(chance).to_owned(),
        "mixed" => {
            let (a, b, c) = (other(chance), other(chance), other(chance));
            let filter = filter(chance);
            chance_of_mixed(chance, &a, &b, &c, filter)
        }
        _ => word(chance).to_owned(),
    }
}

fn chance_of_mixed(chance: &mut Chance, a: &str, b: &str, c: &str, filter: &str) -> String {
    match chance.below(4) {
        0 => format!("({a} OR {b}) NOT ({c}) {filter}"),
        1 => format!("({a}) ({b} OR ({c} {filter}))"),
        2 => format!("({a} {b}) OR ({c} NOT {filter})"),
        _ => format!("{a} {b} {c}"),
    }
}

fn filter(chance: &mut Chance) -> &'static str {
    chance.of(&[
        "speaker:acton",
        "speaker:\"o'brien\"",
        "speaker:director",
        "committee:cabinet",
        "council:northmere",
        "kind:letter",
        "act:question",
        "item:7(a)",
        "item:funding",
        "since:2020",
        "until:2019-05-14",
        "speaker:actn",
        "committee:cabnet",
    ])
}

/// Filters beside the query; none half of the time.
pub fn filters(chance: &mut Chance) -> Filters {
    let mut filters = Filters::default();
    if chance.once_in(2) {
        return filters;
    }
    filters.undated = chance.once_in(2);
    filters.sure_speakers = chance.once_in(4);
    if chance.once_in(2) {
        filters.copies = Copies::All;
    }
    match chance.below(8) {
        0 => filters.since = "2019".parse().ok(),
        1 => filters.until = "2019-12".parse().ok(),
        2 => filters.kinds = vec![Kind::Letter, Kind::Report],
        3 => filters.acts = vec![Act::Question],
        4 => filters.attributions = vec![Grade::Named],
        5 => filters.certainties = vec![Certainty::Sure],
        6 => filters.speakers = vec!["pat".to_owned(), "acton".to_owned()],
        _ => filters.documents = vec![DocumentId::from_stored("m1"), DocumentId::from_stored("c2")],
    }
    filters
}

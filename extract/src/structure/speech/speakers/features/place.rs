//! Where in the grammar of its sentence somebody is mentioned: as its subject, behind "by", as whom somebody thanks.

use super::terms::{Sink, bucket, class, standing};
use crate::lexicon::{Speech, speech_noun, verb};
use crate::structure::speech::predicate::verb_at;
use crate::structure::speech::roster::Roster;
use crate::structure::speech::speakers::candidate::Candidate;
use crate::structure::speech::speakers::kinds::{Kinds, speech};
use crate::structure::speech::words::Word;

/// The place of a mention in its sentence.
pub fn place(mentions: &[Candidate], nth: usize, words: &[Word]) -> &'static str {
    let candidate = &mentions[nth];
    let Some(before) = candidate.start.checked_sub(1).and_then(|i| words.get(i)) else {
        return if candidate.start >= words.len() { "outside" } else { "first" };
    };
    if candidate.start >= words.len() {
        return "outside";
    }
    let bracket = words[candidate.start].before.contains(['(', '[']);
    let last = candidate.end >= words.len();
    if bracket {
        return if last { "last-in-brackets" } else { "in-brackets" };
    }
    let listed = nth > 0 && {
        let other = mentions[nth - 1].end;
        other == candidate.start || other + 1 == candidate.start && matches!(before.key.as_str(), "and" | "or")
    };
    if listed {
        return "in-a-list";
    }
    let reported = |key: &str| verb(key).map(|v| v.speech);
    match before.key.as_str() {
        "by" if passive_before(words, candidate.start - 1) => "by-after-passive",
        "by" => "by",
        "of" | "from" if candidate.start > 1 && speech_noun(&words[candidate.start - 2].key).is_some() => {
            "behind-its-noun"
        }
        "to" | "for" | "with" | "of" | "from" | "on" | "at" | "in" | "between" | "against" => {
            if after_lead(words, candidate.start) { "after-preposition-in-front" } else { "after-preposition" }
        }
        "that" | "whether" | "if" | "which" | "as" | "when" | "what" | "how" | "why" | "because" => "in-a-clause",
        "and" | "but" | "while" | "whilst" => "second-clause",
        _ if before.has_comma() && candidate.start <= LONGEST_LEAD => "after-a-phrase",
        _ if before.has_comma() => "after-a-comma",
        key => match reported(key) {
            Some(Speech::Thank) => "thanked",
            Some(Speech::Ask) => "asked",
            Some(Speech::Procedure) => "called",
            Some(_) => "after-a-verb",
            None if candidate.start <= 2 => "near-the-front",
            None => "inside",
        },
    }
}

/// A phrase in front of the subject has so many words at most: "In response to a question from a member of the public,".
const LONGEST_LEAD: usize = 16;

/// Whether a word stands in a phrase in front of the subject, which a comma ends further on.
fn after_lead(words: &[Word], at: usize) -> bool {
    let first = words.first().map_or("", |w| w.key.as_str());
    let leads = matches!(
        first,
        "in" | "following"
            | "after"
            | "responding"
            | "on"
            | "at"
            | "with"
            | "further"
            | "replying"
            | "answering"
            | "to"
    );
    leads && !words[..at].iter().any(Word::has_comma)
}

/// Whether a passive stands before this word, close by or with what it was about between: "moved by", "a presentation was
/// given to the Members by".
fn passive_before(words: &[Word], at: usize) -> bool {
    let participle =
        |w: &Word| w.key.ends_with("ed") || w.key.ends_with("en") || w.key == "made" || verb(&w.key).is_some();
    let right_before = at.checked_sub(1).and_then(|i| words.get(i)).is_some_and(participle);
    let be = |w: &Word| matches!(w.key.as_str(), "was" | "were" | "been" | "is" | "are");
    right_before || words[..at].windows(2).any(|pair| be(&pair[0]) && participle(&pair[1]))
}

fn verb_of(word: &str) -> Option<Speech> {
    verb(word).map(|verb| verb.speech)
}

/// The features of a mention by its place, by the kinds of the words around it and by the other mentions.
pub fn of_place(mentions: &[Candidate], nth: usize, words: &[Word], kinds: &Kinds, roster: &Roster, out: &mut Sink) {
    let candidate = &mentions[nth];
    let place = place(mentions, nth, words);
    let verb = verb_at(words, candidate.end).map_or("none", |(verb, _)| class(verb));
    let standing = standing(candidate, roster);
    out(&["at=", place]);
    out(&["at=", place, " ", candidate.manner.as_str()]);
    out(&["at=", place, " verb ", verb]);
    let about = words[..candidate.start.min(words.len())].iter().rev().find_map(|w| {
        let noun = speech_noun(&w.key).map(|noun| (speech(noun), "noun"));
        noun.or_else(|| verb_of(&w.key).map(|verb| (speech(verb), "verb")))
    });
    let (about, sort) = about.unwrap_or(("none", ""));
    out(&["at=", place, " behind ", about, " ", sort]);
    out(&["at=", place, " ", standing]);
    out(&["verb=", verb, " ", standing]);
    let speaks = |i: usize| verb_at(words, mentions[i].end).is_some();
    let others = (0..mentions.len()).filter(|&i| i != nth && speaks(i)).count();
    let first = !(0..nth).any(speaks);
    let own = if verb == "none" { "none" } else { "own" };
    out(&["others-speak=", bucket(others), " ", own, if first { " first" } else { " later" }]);
    let front = (0..mentions.len()).filter(|&i| i != nth).any(|i| mentions[i].start <= 1);
    out(&["other-in-front=", if front { "yes " } else { "no " }, place]);
    let Some(at) = kinds.place(candidate.start) else { return };
    let kind = |by: isize| kinds.at(at.checked_add_signed(by));
    out(&["kind-before=", kind(-1)]);
    out(&["kind-before2=", kind(-2), " ", kind(-1)]);
    out(&["kind-after=", kind(1)]);
    out(&["kind-after2=", kind(1), " ", kind(2)]);
    out(&["kind-after3=", kind(1), " ", kind(2), " ", kind(3)]);
    out(&["kind-frame=", kind(-1), " ", kind(0), " ", kind(1)]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::speech::speakers::candidates::candidates;
    use crate::structure::speech::words::words;

    #[test]
    fn the_place_of_each_mention() {
        for (text, places) in [
            ("Cllr Elm asked why.", &["first"][..]),
            ("In response to Cllr Elm on the lamp, Mr Oak said no.", &["after-preposition-in-front", "after-a-phrase"]),
            ("A presentation was given to the members by Ms Ash.", &["by-after-passive"]),
            ("It was moved by Cllr Elm and Cllr Oak.", &["by-after-passive", "in-a-list"]),
            ("On the proposal of Cllr Elm, it was agreed.", &["behind-its-noun"]),
            ("The members thanked Mr Oak.", &["thanked"]),
            ("The drain was cleared (Mr Oak).", &["last-in-brackets"]),
        ] {
            let words = words(text);
            let mentions: Vec<Candidate> = candidates(&words, text, &Roster::default())
                .into_iter()
                .filter(|c| c.printed.starts_with(['C', 'M']))
                .collect();
            let found: Vec<&str> = (0..mentions.len()).map(|nth| place(&mentions, nth, &words)).collect();
            assert_eq!(found, places, "{text}");
        }
    }
}

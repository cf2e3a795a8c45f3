//! What stands around a sentence: who seems to have the floor before it, how its paragraph began, under which line it
//! is listed, and whether its tense goes on.

use super::terms::{Sink, bucket, class, rule, standing};
use crate::structure::speech::predicate::verb_at;
use crate::structure::speech::roster::Roster;
use crate::structure::speech::speakers::utterance::Utterance;
use crate::structure::speech::subject::Subject;
use crate::structure::speech::words::Word;
use record::Form;

/// The features of a sentence by what stands around it.
pub fn of_surroundings(all: &[Utterance], at: usize, words: &[Word], roster: &Roster, out: &mut Sink) {
    let utterance = &all[at];
    let pronoun = words.first().map_or("", |w| w.key.as_str());
    let pronoun = if matches!(pronoun, "he" | "she" | "they" | "it") { pronoun } else { "-" };
    let own = rule(&utterance.subject);
    let (floor, verb, away) = floor(all, at, roster);
    out(&["floor=", floor]);
    out(&["floor=", floor, " ", verb]);
    out(&["floor=", floor, " ", verb, " then ", own]);
    out(&["floor-away=", if floor == "nobody" { "-" } else { away }, " then ", own]);
    out(&["floor-pronoun=", if floor == "nobody" { floor } else { "somebody" }, " ", pronoun]);
    let tense = tense(words);
    out(&["tense=", tense]);
    out(&["tense=", tense, " ", own, " ", if floor == "nobody" { floor } else { "somebody" }]);
    of_paragraph(all, at, own, out);
}

/// Who seems to have the floor: what the last subject of a verb of speech is, what they do, and how many sentences ago.
fn floor(all: &[Utterance], at: usize, roster: &Roster) -> (&'static str, &'static str, &'static str) {
    let nobody = ("nobody", "-", "-");
    let Some((from, before)) = all[at].floor_from.and_then(|from| Some((from, all.get(from)?))) else { return nobody };
    let away = bucket(at - 1 - from);
    match (&before.subject, before.label) {
        (Subject::Speaks(speaks), _) => {
            let mention = before.candidates.iter().find(|c| (c.start..c.end).contains(&(speaks.mention.end - 1)));
            let who = mention.map_or("unknown", |mention| standing(mention, roster));
            (who, class(speaks.verb), away)
        }
        (Subject::Group { .. }, _) => ("group", "-", away),
        (_, Some(nth)) => (standing(&before.candidates[nth], roster), "label", away),
        (_, None) => nobody,
    }
}

/// How the paragraph began in which a sentence stands, or the one that announces its list.
fn of_paragraph(all: &[Utterance], at: usize, own: &str, out: &mut Sink) {
    let utterance = &all[at];
    if utterance.in_block > 0 {
        let head = at.checked_sub(utterance.in_block).and_then(|head| all.get(head));
        let head = head.filter(|head| head.block == utterance.block).map_or("none", |head| rule(&head.subject));
        out(&["paragraph=", head]);
        out(&["paragraph=", head, " then ", own]);
        return;
    }
    let above = utterance.list_below.and_then(|above| all.get(above)).filter(|above| above.item == utterance.item);
    if let Some(above) = above.filter(|_| utterance.form == Form::ListEntry) {
        let colon = if above.text.trim_end().ends_with(':') { " colon" } else { " stop" };
        out(&["listed-under=", rule(&above.subject), colon]);
        out(&["listed-under=", rule(&above.subject), colon, " then ", own]);
    }
    if let Some(before) = at.checked_sub(1).map(|i| &all[i]).filter(|before| before.item == utterance.item) {
        let forms = [before.form, utterance.form].map(|form| matches!(form, Form::ListEntry));
        let forms = match forms {
            [false, false] => "text text",
            [false, true] => "text list",
            [true, false] => "list text",
            [true, true] => "list list",
        };
        out(&["after-paragraph=", forms, " ", rule(&before.subject), " then ", own]);
        let long = if before.in_block > 0 { "long" } else { "short" };
        out(&["after-paragraph=", forms, " ", long]);
    }
}

/// In which tense a sentence tells: by its first auxiliary or verb.
fn tense(words: &[Word]) -> &'static str {
    let found = words.iter().enumerate().find_map(|(i, word)| {
        Some(match word.key.as_str() {
            "was" | "were" | "had" | "did" => "past",
            "would" | "could" | "might" | "should" => "told",
            "is" | "are" | "has" | "have" | "does" | "do" => "present",
            "will" | "shall" | "can" | "may" | "must" => "plan",
            key if i > 0 && !word.is_capital() && key.ends_with("ed") => "past",
            _ => return verb_at(words, i).filter(|_| i > 0).map(|_| "past"),
        })
    });
    found.unwrap_or("none")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::speech::words::words;

    #[test]
    fn the_tense_of_a_sentence() {
        for (text, expected) in [
            ("It had been closed since May.", "past"),
            ("The work would be done in June.", "told"),
            ("Closing date for applications is 28 July.", "present"),
            ("Crews will be out again.", "plan"),
            ("Officers visited the site.", "past"),
            ("Signs on Elm Lane.", "none"),
        ] {
            assert_eq!(tense(&words(text)), expected, "{text}");
        }
    }
}

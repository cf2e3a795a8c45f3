//! What kind of word each word of a sentence is. Words are learnt by heart, kinds travel: "Cllr Elm queried" and "Mr Oak
//! enquired" are a name and a verb of asking in the past.
//!
//! Small words stay as they are, since every paper has them; what a sentence is about is told by its ending alone.

use super::candidate::{Candidate, Manner};
use crate::lexicon::{self, Speech, Tags, VerbForm, tags};
use crate::structure::speech::words::Word;
use std::borrow::Cow;

/// How many words of a sentence have kinds: what it is about tells nothing of who says it.
const MOST_KINDS: usize = 24;

/// The kinds of a sentence's words, a mention as one, and where in it each word stands.
#[derive(Debug, Clone)]
pub struct Kinds {
    kinds: Vec<Cow<'static, str>>,
    /// For each kind, the position of its first word.
    words: Vec<usize>,
}

impl Kinds {
    /// Of these words, with whom they mention.
    pub fn tell(mentions: &[Candidate], words: &[Word]) -> Self {
        let mut found = Self { kinds: Vec::new(), words: Vec::new() };
        let mut at = 0;
        while at < words.len() {
            found.words.push(at);
            if let Some(mention) = mentions.iter().find(|c| c.start == at) {
                found.kinds.push(Cow::Borrowed(sign_of(mention.manner)));
                at = mention.end.max(at + 1);
            } else {
                found.kinds.push(kind(&words[at], at == 0));
                at += 1;
            }
        }
        found
    }

    /// The kind at this place; beyond the sentence a sign of its own.
    pub fn at(&self, place: Option<usize>) -> &str {
        place.and_then(|place| self.kinds.get(place)).map_or("<end>", |kind| kind)
    }

    /// All kinds that are looked at.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.kinds.iter().take(MOST_KINDS).map(|kind| &**kind)
    }

    /// The place of the word at this position of the sentence.
    pub fn place(&self, word: usize) -> Option<usize> {
        self.words.iter().position(|w| *w == word)
    }
}

/// The sign for a mention.
pub fn sign_of(manner: Manner) -> &'static str {
    match manner {
        Manner::Office => "<office>",
        Manner::Chair => "<chair>",
        Manner::Bare => "<bare>",
        _ => "<name>",
    }
}

/// The kind of a word. At the beginning of a sentence a capital says nothing.
fn kind(word: &Word, first: bool) -> Cow<'static, str> {
    let key = word.key.as_str();
    if key.chars().all(|c| c.is_ascii_digit() || ",.:/£%-".contains(c)) {
        return Cow::Borrowed("<number>");
    }
    let tags = tags(key);
    if tags.has(Tags::SMALL) {
        return Cow::Owned(key.to_owned());
    }
    let capital = word.is_capital();
    if let Some(verb) = lexicon::verb(key).filter(|_| !capital || first) {
        return Cow::Owned(format!("<{} {}>", speech(verb.speech), form(verb.form)));
    }
    if let Some(noun) = lexicon::speech_noun(key).filter(|_| !capital || first) {
        return Cow::Owned(format!("<{} noun>", speech(noun)));
    }
    Cow::Borrowed(match () {
        () if tags.has_any(Tags::MONTH | Tags::WEEKDAY) && capital => "<calendar>",
        () if tags.has_any(Tags::TITLE) && capital => "<title>",
        () if tags.has(Tags::STATE) => "<state>",
        () if tags.has(Tags::BODY) => "<body>",
        () if tags.has(Tags::HEAD) => "<post>",
        () if capital && !first => "<capital>",
        () if key.ends_with("ing") => "<-ing>",
        () if key.ends_with("ed") => "<-ed>",
        () if key.ends_with("ly") => "<-ly>",
        () if key.ends_with('s') => "<-s>",
        () => "<word>",
    })
}

/// The word by which features call a class of speech.
pub fn speech(speech: Speech) -> &'static str {
    match speech {
        Speech::Ask => "ask",
        Speech::Reply => "reply",
        Speech::Present => "present",
        Speech::Say => "say",
        Speech::Thank => "thank",
        Speech::Move => "move",
        Speech::Second => "second",
        Speech::Procedure => "procedure",
        Speech::Undertake => "undertake",
    }
}

fn form(form: VerbForm) -> &'static str {
    match form {
        VerbForm::Bare => "bare",
        VerbForm::Third => "third",
        VerbForm::Past => "past",
        VerbForm::Ing => "ing",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::speech::roster::Roster;
    use crate::structure::speech::speakers::candidates::candidates;
    use crate::structure::speech::words::words;

    fn kinds(text: &str) -> Vec<String> {
        let words = words(text);
        let found = Kinds::tell(&candidates(&words, text, &Roster::default()), &words);
        found.all().map(str::to_owned).collect()
    }

    #[test]
    fn sentences_that_are_built_alike_have_the_same_kinds() {
        assert_eq!(kinds("Cllr Elm queried the bollards."), kinds("Mr Oak enquired the lanterns."));
        assert_eq!(kinds("Cllr Elm queried the bollards."), ["<name>", "<ask past>", "the", "<-s>"]);
        assert_eq!(
            kinds("A presentation from Mrs Ash on 4 June was answered."),
            ["a", "<present noun>", "from", "<name>", "on", "<number>", "<calendar>", "was", "<reply past>"]
        );
        assert_eq!(kinds("Cycling in Elmton was safer"), ["<-ing>", "in", "<capital>", "was", "<word>"]);
    }
}

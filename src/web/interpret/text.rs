//! The words of a question: one after the other, folded for comparing, as typed for quoting.

use record::text::fold;

/// One word, or one phrase in quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As typed, without punctuation around it; of a phrase what stands between the quotes.
    pub typed: String,
    /// Folded: lower case, straight quotes, no accents.
    pub word: String,
    /// Whether it stood in quotes.
    pub is_phrase: bool,
}

impl Token {
    fn word(typed: &str) -> Self {
        Self { typed: typed.to_owned(), word: fold(typed), is_phrase: false }
    }

    /// The word without the mark of possession.
    pub fn stem(&self) -> &str {
        self.word.strip_suffix("'s").or_else(|| self.word.strip_suffix('\'')).unwrap_or(&self.word)
    }

    /// Whether it is read as another word than was typed.
    pub fn is_mended(&self) -> bool {
        !self.is_phrase && self.word != fold(&self.typed)
    }

    /// Whether it is this word, outside quotes.
    pub fn is(&self, word: &str) -> bool {
        !self.is_phrase && self.word == word
    }

    /// Whether it is one of these words, outside quotes.
    pub fn is_any(&self, words: &[&str]) -> bool {
        !self.is_phrase && words.contains(&self.word.as_str())
    }
}

/// Words of which a shortened form is made, each with what it is short for.
const SHORT: &[(&str, [&str; 2])] = &[
    ("what's", ["what", "is"]),
    ("who's", ["who", "is"]),
    ("when's", ["when", "is"]),
    ("where's", ["where", "is"]),
    ("how's", ["how", "is"]),
    ("there's", ["there", "is"]),
    ("i'd", ["i", "would"]),
    ("we'd", ["we", "would"]),
    ("i'm", ["i", "am"]),
    ("i've", ["i", "have"]),
    ("we've", ["we", "have"]),
    ("they've", ["they", "have"]),
    ("it's", ["it", "is"]),
    ("that's", ["that", "is"]),
    ("can't", ["can", "not"]),
    ("won't", ["will", "not"]),
];

/// Quotes that open a phrase, each with those that close it.
const QUOTES: &[(char, &[char])] = &[('"', &['"']), ('“', &['”', '"']), ('„', &['“', '”']), ('«', &['»'])];

/// Cuts a text into words and phrases.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some((at, closing)) = next_quote(rest) {
        let (before, from) = rest.split_at(at);
        let inside = &from[from.chars().next().map_or(0, char::len_utf8)..];
        let Some(end) = inside.find(|c| closing.contains(&c)) else { break };
        words(before, &mut tokens);
        let phrase = inside[..end].split_whitespace().collect::<Vec<_>>().join(" ");
        if phrase.chars().any(char::is_alphanumeric) {
            tokens.push(Token { word: fold(&phrase), typed: phrase, is_phrase: true });
        }
        rest = &inside[end + inside[end..].chars().next().map_or(0, char::len_utf8)..];
    }
    words(rest, &mut tokens);
    for at in 1..tokens.len() {
        // “What's been said” is what has been.
        if tokens[at - 1].is("is") && tokens[at].is_any(DONE) {
            tokens[at - 1] = Token::word("has");
        }
    }
    tokens
}

/// Words before which the `'s` of a shortened form is short for `has`.
const DONE: &[&str] = &["been", "said", "become", "come", "got", "happened", "spoken"];

fn next_quote(text: &str) -> Option<(usize, &'static [char])> {
    text.char_indices().find_map(|(at, c)| QUOTES.iter().find(|(open, _)| *open == c).map(|(_, close)| (at, *close)))
}

fn words(text: &str, into: &mut Vec<Token>) {
    for piece in text.split_whitespace() {
        let typed = piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '£' && c != '$' && c != '€');
        let typed = typed.trim_end_matches(['£', '$', '€']);
        if typed.is_empty() {
            continue;
        }
        let token = Token::word(typed);
        if let Some((_, long)) = SHORT.iter().find(|(short, _)| *short == token.word) {
            into.extend(long.map(Token::word));
        } else if let Some(verb) = token.word.strip_suffix("n't") {
            into.extend([Token::word(verb), Token::word("not")]);
        } else {
            into.push(token);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn words_and_phrases_come_one_after_the_other() {
        for (text, expect) in [
            ("What's new?", "what is new"),
            ("who didn’t vote", "who did not vote"),
            ("what's been said", "what has been said"),
            ("“Workforce  Stability”, since 2019", "[workforce stability] since 2019"),
            ("an \"open quote", "an open quote"),
            ("£120, s.47 and not-for-profit!", "£120 s.47 and not-for-profit"),
            ("\"\" … -- ?", ""),
        ] {
            let said: Vec<String> = tokens(text)
                .into_iter()
                .map(|token| if token.is_phrase { format!("[{}]", token.word) } else { token.word })
                .collect();
            assert_eq!(said.join(" "), expect, "{text}");
        }
    }
}

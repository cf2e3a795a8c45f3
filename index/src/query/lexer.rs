//! The characters of a query from left to right, and what could not be read as written. Positions count Unicode characters.

use super::ignored::Ignored;

/// Longest query, in characters: beyond this it is a paste, not a question.
pub(crate) const LONGEST: usize = 1000;

/// Deepest nesting of brackets and NOTs.
pub(crate) const DEEPEST: usize = 20;

/// Most words, phrases and filters.
pub(crate) const MOST_CLAUSES: usize = 100;

/// A query on its way through the grammar.
pub(crate) struct Lexer {
    chars: Vec<char>,
    /// Position of the next character.
    pub position: usize,
    pub depth: usize,
    pub clauses: usize,
    pub ignored: Vec<Ignored>,
}

impl Lexer {
    /// Begins at the first character.
    pub fn new(typed: &str) -> Self {
        let chars: Vec<char> = typed.chars().collect();
        let mut lexer = Self { chars, position: 0, depth: 0, clauses: 0, ignored: Vec::new() };
        if lexer.chars.len() > LONGEST {
            let end = lexer.chars.len();
            lexer.ignore(LONGEST, end, format!("a query has at most {LONGEST} characters"), None);
            lexer.chars.truncate(LONGEST);
        }
        lexer
    }

    /// The character here, or one further on.
    pub fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.position + ahead).copied()
    }

    /// Whether everything has been read.
    pub fn is_done(&self) -> bool {
        self.position >= self.chars.len()
    }

    /// Goes over white space.
    pub fn skip_space(&mut self) {
        while self.peek(0).is_some_and(char::is_whitespace) {
            self.position += 1;
        }
    }

    /// Takes characters as long as they fit.
    pub fn take_while(&mut self, fits: impl Fn(char) -> bool) -> String {
        let from = self.position;
        while self.peek(0).is_some_and(&fits) {
            self.position += 1;
        }
        self.text(from, self.position)
    }

    /// What was typed between two positions.
    pub fn text(&self, from: usize, to: usize) -> String {
        self.chars[from.min(self.chars.len())..to.min(self.chars.len())].iter().collect()
    }

    /// The unbroken piece that begins here, without going over it.
    pub fn piece(&self) -> String {
        self.chars[self.position.min(self.chars.len())..].iter().take_while(|c| is_in_word(**c)).collect()
    }

    /// Takes a keyword that stands alone.
    pub fn take_keyword(&mut self, keyword: &str) -> bool {
        let found = self.piece() == keyword;
        if found {
            self.position += keyword.chars().count();
        }
        found
    }

    /// Notes that a part was not read as written.
    pub fn ignore(&mut self, from: usize, to: usize, why: impl Into<String>, suggestion: Option<String>) {
        self.ignored.push(Ignored { what: self.text(from, to), from, to, why: why.into(), suggestion });
    }
}

/// Quotation marks of all keyboards.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '″' | '«' | '»' | '＂')
}

/// What belongs to an unbroken piece.
pub(crate) fn is_in_word(c: char) -> bool {
    !c.is_whitespace() && !is_quote(c) && !matches!(c, '(' | ')')
}

//! What a passage looks like to the search engine: fields, and how an [`Entry`] fills them.

use crate::entry::{Entry, Named};
use crate::stored;
use crate::text::{ANALYSER_VERSION, Tokens, apostrophe_term, joined_term, joins_exact, joins_stemmed};
use jiff::civil::Date;
use record::{Act, Certainty, Grade, Kind};
use std::borrow::Cow;
use std::hash::Hasher;
use std::sync::LazyLock;
use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

/// Name of the tokeniser in the index.
const COUNCIL: &str = "council";

/// Separates id and name in the columns that are counted by value.
pub(crate) const UNIT: char = '\u{1f}';

/// Columns of values that are counted, by the names under which the engine keeps them.
pub(crate) mod column {
    pub(crate) const COUNCIL: &str = "council_value";
    pub(crate) const COMMITTEE: &str = "committee_value";
    pub(crate) const SPEAKER: &str = "speaker_value";
}

/// A column that holds a number of every passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum NumberColumn {
    Date,
    Place,
    Document,
    Meeting,
    Words,
    Kind,
    Act,
    Grade,
    Certainty,
    Canonical,
}

impl NumberColumn {
    pub const ALL: [Self; 10] = [
        Self::Date,
        Self::Place,
        Self::Document,
        Self::Meeting,
        Self::Words,
        Self::Kind,
        Self::Act,
        Self::Grade,
        Self::Certainty,
        Self::Canonical,
    ];

    /// The name under which the engine keeps it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Place => "place",
            Self::Document => "document_key",
            Self::Meeting => "meeting_key",
            Self::Words => "words",
            Self::Kind => "kind",
            Self::Act => "act",
            Self::Grade => "grade",
            Self::Certainty => "certainty",
            Self::Canonical => "canonical",
        }
    }

    /// What it holds of an entry whose text has so many words.
    pub fn number(self, entry: &Entry, words: usize) -> u64 {
        match self {
            Self::Date => entry.date.map_or(0, date_number),
            Self::Place => place(entry),
            Self::Document => key(entry.document.id.as_str()),
            Self::Meeting => entry.meeting.as_ref().map_or(0, |m| key(m.id.as_str())),
            Self::Words => words as u64,
            Self::Kind => number_in(Kind::ALL, entry.kind),
            Self::Act => number_in(Act::ALL, entry.act),
            Self::Grade => number_in(Grade::ALL, entry.speaker.attribution),
            Self::Certainty => entry.speaker.certainty.map_or(NO_CERTAINTY, |c| number_in(Certainty::ALL, c)),
            Self::Canonical => entry.canonical.into(),
        }
    }
}

/// The fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// The words as printed, folded. Stems are no field of their own: they are looked up among these words.
    pub text: Field,
    pub id: Field,
    pub document: Field,
    pub meeting: Field,
    pub person: Field,
    pub committee: Field,
    pub council: Field,
    pub speaker_words: Field,
    pub committee_words: Field,
    pub council_words: Field,
    pub item_words: Field,
    /// In the order of [`NumberColumn::ALL`].
    numbers: [Field; 10],
    council_value: Field,
    committee_value: Field,
    speaker_value: Field,
    pub entry: Field,
}

/// The schema and its fields: the same for every index.
pub(crate) fn schema() -> &'static (Schema, Fields) {
    static SCHEMA: LazyLock<(Schema, Fields)> = LazyLock::new(build);
    &SCHEMA
}

fn build() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexed = |tokenizer, option, norms| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option).set_fieldnorms(norms),
        )
    };
    let words = indexed(COUNCIL, IndexRecordOption::Basic, false);
    // Only the text is scored: lengths of ids would be a byte of each passage and field.
    let whole = indexed("raw", IndexRecordOption::Basic, false);
    let value = TextOptions::default().set_fast("raw");
    let fields = Fields {
        text: schema.add_text_field("text", indexed(COUNCIL, IndexRecordOption::WithFreqsAndPositions, true)),
        id: schema.add_text_field("id", whole.clone()),
        document: schema.add_text_field("document", whole.clone()),
        meeting: schema.add_text_field("meeting", whole.clone()),
        person: schema.add_text_field("person", whole.clone()),
        committee: schema.add_text_field("committee", whole.clone()),
        council: schema.add_text_field("council", whole.clone()),
        speaker_words: schema.add_text_field("speaker_words", words.clone()),
        committee_words: schema.add_text_field("committee_words", words.clone()),
        council_words: schema.add_text_field("council_words", words.clone()),
        item_words: schema.add_text_field("item_words", words),
        numbers: NumberColumn::ALL.map(|column| schema.add_u64_field(column.name(), FAST)),
        council_value: schema.add_text_field(column::COUNCIL, value.clone()),
        committee_value: schema.add_text_field(column::COMMITTEE, value.clone()),
        speaker_value: schema.add_text_field(column::SPEAKER, value),
        entry: schema.add_text_field("entry", STORED),
    };
    (schema.build(), fields)
}

/// A text that changes whenever an index written before could no longer be read as it was meant.
pub(crate) fn fingerprint() -> String {
    let (schema, _) = schema();
    let words = [Kind::ALL.iter().map(|k| k.as_str()).collect::<Vec<_>>().join(" ")]
        .into_iter()
        .chain(Act::ALL.iter().map(|a| a.as_str().to_owned()))
        .chain(Grade::ALL.iter().map(|g| g.as_str().to_owned()))
        .chain(Certainty::ALL.iter().map(|c| c.as_str().to_owned()))
        .collect::<Vec<_>>();
    let described = serde_json::to_string(schema).unwrap_or_default() + &words.join(" ");
    format!("{:016x}/{ANALYSER_VERSION}/{}", key(&described), stored::VERSION)
}

impl Fields {
    /// The engine's form of an entry. `tokens` lends its memory.
    pub fn document(&self, entry: &Entry, tokens: &mut Tokens) -> serde_json::Result<TantivyDocument> {
        let mut document = self.searchable(entry, tokens);
        document.add_text(self.entry, stored::write(entry)?);
        Ok(document)
    }

    /// The same without the entry itself: what is looked for and counted.
    pub fn searchable(&self, entry: &Entry, tokens: &mut Tokens) -> TantivyDocument {
        tokens.refill(&entry.text);
        let mut document = TantivyDocument::default();
        document.add_text(self.text, &entry.text);
        for (field, text) in self.names(entry) {
            document.add_text(field, text);
        }
        for (field, column) in self.numbers.iter().zip(NumberColumn::ALL) {
            document.add_u64(*field, column.number(entry, tokens.words()));
        }
        if let Some(Named { id, name }) = &entry.committee {
            document.add_text(self.committee_value, format!("{id}{UNIT}{name}"));
        }
        if let Some(Named { id, name }) = &entry.council {
            document.add_text(self.council_value, format!("{id}{UNIT}{name}"));
        }
        if let Some(value) = Self::speaker_value(entry) {
            document.add_text(self.speaker_value, value);
        }
        document
    }

    /// What is counted of a speaker: id and name, or the words as printed where nobody was identified.
    pub fn speaker_value(entry: &Entry) -> Option<String> {
        match (&entry.speaker.person, &entry.speaker.as_printed) {
            (Some(person), _) => Some(format!("{}{UNIT}{}", person.id, person.name)),
            (None, Some(printed)) if !printed.is_empty() => Some(format!("{UNIT}{printed}")),
            (None, _) => None,
        }
    }

    /// The ids and names of an entry, by the fields that filters ask.
    pub fn names<'a>(&self, entry: &'a Entry) -> Vec<(Field, Cow<'a, str>)> {
        let mut names: Vec<(Field, Cow<'a, str>)> =
            vec![(self.id, entry.id.as_str().into()), (self.document, entry.document.id.as_str().into())];
        if let Some(meeting) = &entry.meeting {
            names.push((self.meeting, meeting.id.as_str().into()));
        }
        if let Some(Named { id, name }) = &entry.committee {
            names.extend([(self.committee, id.as_str().into()), (self.committee_words, name.into())]);
        }
        if let Some(Named { id, name }) = &entry.council {
            names.extend([(self.council, id.as_str().into()), (self.council_words, name.into())]);
        }
        if let Some(item) = &entry.item {
            let number = item.number.as_deref().unwrap_or_default();
            names.push((self.item_words, format!("{number} {}", item.title).into()));
        }
        let speaker = &entry.speaker;
        let printed = speaker.as_printed.as_deref().unwrap_or_default();
        let name = speaker.person.as_ref().map_or("", |p| p.name.as_str());
        let words = format!("{printed} {name} {}", speaker.role.as_deref().unwrap_or_default());
        names.push((self.speaker_words, words.into()));
        if let Some(person) = &speaker.person {
            names.push((self.person, person.id.as_str().into()));
        }
        names
    }

    /// Whether a field of names is asked word by word; ids are asked whole.
    pub fn has_words(&self, field: Field) -> bool {
        [self.speaker_words, self.committee_words, self.council_words, self.item_words].contains(&field)
    }
}

/// What the column of certainties holds where nobody is known to speak.
const NO_CERTAINTY: u64 = Certainty::ALL.len() as u64;

/// A day as a number that sorts and reads like it: 20220705.
pub(crate) fn date_number(date: Date) -> u64 {
    let (year, month, day) = (date.year().max(0) as u64, date.month() as u64, date.day() as u64);
    year * 10_000 + month * 100 + day
}

/// The day again; `None` for 0, which stands for no date.
pub(crate) fn number_date(number: u64) -> Option<Date> {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()
}

/// A word's place in its vocabulary, as the columns hold it.
pub(crate) fn number_in<T: PartialEq>(all: &[T], value: T) -> u64 {
    all.iter().position(|v| *v == value).unwrap_or(all.len()) as u64
}

/// Where a passage stands: its document in the upper 40 bits, its place therein below. Stable over rebuilds.
pub(crate) fn place(entry: &Entry) -> u64 {
    place_in(entry.document.id.as_str(), entry.seq)
}

/// See [`place`].
pub(crate) fn place_in(document: &str, seq: u32) -> u64 {
    (key(document) & !0xFF_FFFF) | u64::from(seq & 0xFF_FFFF)
}

/// A passage's place within its document, of where it stands.
pub(crate) fn seq_in(place: u64) -> u32 {
    (place & 0xFF_FFFF) as u32
}

/// The document of a place: the place where it begins.
pub(crate) fn document_of(place: u64) -> u64 {
    place - u64::from(seq_in(place))
}

/// 64 bits that stand for an id: the same in every build and version.
pub(crate) fn key(id: &str) -> u64 {
    let mut hasher = KeyHasher::default();
    hasher.write(id.as_bytes());
    hasher.finish()
}

/// FNV-1a.
pub(crate) struct KeyHasher(u64);

impl Default for KeyHasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The tokeniser that the schema names.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(COUNCIL, TextAnalyzer::builder(Council::default()).build());
    manager
}

/// Our tokeniser as the engine wants it: words at their positions, then the forms at the same position.
#[derive(Default)]
struct Council {
    tokens: Tokens,
}

impl Clone for Council {
    /// A clone begins without a text.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Tokenizer for Council {
    type TokenStream<'a> = CouncilStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> CouncilStream<'a> {
        self.tokens.refill(text);
        CouncilStream { tokens: &self.tokens, next: 0, pending: Vec::new(), token: Token::default() }
    }
}

struct CouncilStream<'a> {
    tokens: &'a Tokens,
    next: usize,
    pending: Vec<String>,
    token: Token,
}

impl TokenStream for CouncilStream<'_> {
    fn advance(&mut self) -> bool {
        if let Some(form) = self.pending.pop() {
            self.token.text = form;
            return true;
        }
        let tokens = self.tokens;
        // Gaps between cells take a position and are no words.
        while tokens.get(self.next).is_some_and(|token| tokens.form(token).is_empty()) {
            self.next += 1;
        }
        let position = self.next;
        let Some(token) = tokens.get(position) else { return false };
        self.next += 1;
        self.token.position = position;
        self.token.offset_from = token.start;
        self.token.offset_to = token.end;
        self.token.text.clear();
        self.token.text.push_str(tokens.form(token));
        if let Some(money) = tokens.money(token) {
            self.pending.push(money.to_owned());
        }
        let joined = tokens.joined(position, joins_exact);
        let with_apostrophes = tokens.joined(position, joins_stemmed).filter(|form| joined.as_ref() != Some(form));
        self.pending.extend(joined.map(|(form, length)| joined_term(length, &form)));
        self.pending.extend(with_apostrophes.map(|(form, length)| apostrophe_term(length, &form)));
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

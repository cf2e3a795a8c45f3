//! Values of parameters that serde and utoipa have no type for: each says how it is read, written, and described.

use super::refusal::InvalidValue;
use super::words::{Vocabulary, words};
use index::{RouteKind, Routes};
use record::PartialDate;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// The longest text that is read, in characters.
const LONGEST_TEXT: usize = 1_000;

/// Any text of at most 1,000 characters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Text(pub String);

impl Text {
    /// Many of them.
    pub fn list(texts: &[Self]) -> Vec<String> {
        texts.iter().map(|text| text.0.clone()).collect()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.chars().count() > LONGEST_TEXT {
            true => Err(D::Error::custom(InvalidValue::TooLong(LONGEST_TEXT))),
            false => Ok(Self(text)),
        }
    }
}

/// A year, month or day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub PartialDate);

impl Day {
    /// The one that is written so.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map(Self)
            .map_err(|error: record::PartialDateError| D::Error::custom(InvalidValue::NoDay(error.to_string())))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A whole number, both bounds inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Number<const FROM: u64, const UNTIL: u64>(pub u64);

/// Rows of one page.
pub type PageSize = Number<1, 100>;

impl<'de, const FROM: u64, const UNTIL: u64> Deserialize<'de> for Number<FROM, UNTIL> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = String::deserialize(deserializer)?.parse().ok();
        let number = number.filter(|n| (FROM..=UNTIL).contains(n));
        number.map(Self).ok_or_else(|| D::Error::custom(InvalidValue::OutOfRange(FROM, UNTIL)))
    }
}

/// One word of a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<T>(pub T);

impl<T: Vocabulary> Word<T> {
    /// The one that is written so.
    pub fn parse(text: &str) -> Option<Self> {
        T::ALL.iter().find(|known| known.as_str() == text).map(|&known| Self(known))
    }

    /// Many of them.
    pub fn list(words: &[Self]) -> Vec<T> {
        words.iter().map(|word| word.0).collect()
    }

    /// Many of them as they are written.
    pub fn written(words: &[Self]) -> Vec<String> {
        words.iter().map(|word| word.0.as_str().to_owned()).collect()
    }
}

impl<'de, T: Vocabulary> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let allowed = || words::<T>().map(str::to_owned).collect();
        Self::parse(&text).ok_or_else(|| D::Error::custom(InvalidValue::NotOneOf(text, allowed())))
    }
}

impl<T: Vocabulary> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_str())
    }
}

/// Which routes to other words are taken: `true`, `false`, or some of them by name with commas between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Related {
    /// All routes to the same thing, or none.
    All(bool),
    /// These, in the order in which they were given.
    Some(Vec<RouteKind>),
}

impl Related {
    /// The routes that are taken.
    pub fn routes(&self) -> Routes {
        match self {
            Self::All(true) => Routes::same(),
            Self::All(false) => Routes::from_kinds([]),
            Self::Some(routes) => Routes::from_kinds(routes.iter().copied()),
        }
    }
}

impl<'de> Deserialize<'de> for Related {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if let Ok(all) = text.parse() {
            return Ok(Self::All(all));
        }
        let sought = |word: &str| RouteKind::sought().find(|kind| kind.as_str() == word);
        let routes: Result<Vec<RouteKind>, &str> = text.split(',').map(|word| sought(word).ok_or(word)).collect();
        routes.map(Self::Some).map_err(|word| {
            let routes = RouteKind::sought().map(RouteKind::as_str);
            let allowed = ["true", "false"].into_iter().chain(routes).map(str::to_owned).collect();
            D::Error::custom(InvalidValue::NotSomeOf(word.to_owned(), allowed))
        })
    }
}

impl Serialize for Related {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All(all) => serializer.collect_str(all),
            Self::Some(routes) => {
                let names: Vec<&str> = routes.iter().map(|kind| kind.as_str()).collect();
                serializer.serialize_str(&names.join(","))
            }
        }
    }
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::new(Type::String))
}

impl PartialSchema for Text {
    fn schema() -> RefOr<Schema> {
        text().max_length(Some(LONGEST_TEXT)).build().into()
    }
}

impl PartialSchema for Day {
    fn schema() -> RefOr<Schema> {
        text().pattern(Some("^\\d{4}(-\\d{2}(-\\d{2})?)?$")).build().into()
    }
}

impl<const FROM: u64, const UNTIL: u64> PartialSchema for Number<FROM, UNTIL> {
    fn schema() -> RefOr<Schema> {
        let number = ObjectBuilder::new().schema_type(SchemaType::new(Type::Integer));
        let bound = |bound: u64| Some(utoipa::Number::from(bound as i64));
        number.minimum(bound(FROM)).maximum(bound(UNTIL)).build().into()
    }
}

impl<T: Vocabulary> PartialSchema for Word<T> {
    fn schema() -> RefOr<Schema> {
        text().enum_values(Some(words::<T>())).build().into()
    }
}

impl PartialSchema for Related {
    fn schema() -> RefOr<Schema> {
        let one = RouteKind::sought().map(RouteKind::as_str).collect::<Vec<_>>().join("|");
        text().pattern(Some(format!("^(true|false|({one})(,({one}))*)$"))).build().into()
    }
}

impl ToSchema for Text {}
impl ToSchema for Day {}
impl<const FROM: u64, const UNTIL: u64> ToSchema for Number<FROM, UNTIL> {}
impl<T: Vocabulary> ToSchema for Word<T> {}
impl ToSchema for Related {}

//! Names and values as they stand in a query string, as serde takes them: each value knows its name and its place, so that
//! a refusal can say which it was.

use super::refusal::{InvalidValue, Refusal};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

/// Most values of one parameter: each costs a look at the record, and each is offered to be left out again.
const MOST_VALUES: usize = 20;

/// What was given, without what is empty: by name, each value with its place in the query string.
#[derive(Debug)]
pub struct Given(Vec<(String, Vec<(usize, String)>)>);

impl Given {
    /// The pairs of a query string.
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        let mut given: Vec<(String, Vec<(usize, String)>)> = Vec::new();
        for (place, (name, value)) in pairs.into_iter().enumerate().filter(|(_, (_, value))| !value.is_empty()) {
            match given.iter_mut().find(|(held, _)| *held == name) {
                Some((_, values)) => values.push((place, value)),
                None => given.push((name, vec![(place, value)])),
            }
        }
        Self(given)
    }

    /// Takes the parameters of one struct and leaves the others; what cannot be used is added to `refusals`.
    pub fn part<P: DeserializeOwned + Default>(&self, refusals: &mut Vec<Refusal>) -> P {
        P::deserialize(Parameters { left: &self.0, values: None }).unwrap_or_else(|refusal| {
            refusals.push(refusal);
            P::default()
        })
    }
}

type Values<'g> = (&'g str, &'g [(usize, String)]);

/// A struct of parameters.
struct Parameters<'g> {
    left: &'g [(String, Vec<(usize, String)>)],
    values: Option<Values<'g>>,
}

impl<'de> Deserializer<'de> for Parameters<'_> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_map(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> MapAccess<'de> for Parameters<'_> {
    type Error = Refusal;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refusal> {
        let Some(((name, values), left)) = self.left.split_first() else { return Ok(None) };
        self.left = left;
        self.values = Some((name, values));
        let name: StrDeserializer<'_, Refusal> = name.as_str().into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Refusal> {
        let (name, values) = self.values.take().unwrap_or_default();
        let place = values.first().map_or(0, |(place, _)| *place);
        seed.deserialize(Parameter { name, values }).map_err(|refusal| refusal.of_parameter(name, place))
    }
}

/// One parameter with all its values.
struct Parameter<'g> {
    name: &'g str,
    values: &'g [(usize, String)],
}

impl<'g> Parameter<'g> {
    /// Its value, where it is taken once.
    fn one(&self) -> Result<&'g str, Refusal> {
        match self.values {
            [(_, value)] => Ok(value),
            [_, (place, _), ..] => Err(Refusal::new(InvalidValue::Repeated).of_parameter(self.name, *place)),
            [] => Ok(""),
        }
    }
}

impl<'de> Deserializer<'de> for Parameter<'_> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_str(self.one()?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.one()? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(Refusal::new(InvalidValue::NoFlag)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_newtype_struct(self)
    }

    /// It belongs to another struct, which takes it.
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_unit()
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_seq(Each { name: self.name, left: self.values, taken: 0 })
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple
        tuple_struct map struct enum identifier
    }
}

/// The values of a parameter that may be repeated, one after another.
struct Each<'g> {
    name: &'g str,
    left: &'g [(usize, String)],
    taken: usize,
}

impl<'de> SeqAccess<'de> for Each<'_> {
    type Error = Refusal;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Refusal> {
        let Some((first, left)) = self.left.split_first() else { return Ok(None) };
        let taken = seed.deserialize(Parameter { name: self.name, values: std::slice::from_ref(first) });
        let taken = taken.map_err(|refusal| refusal.of_parameter(self.name, first.0))?;
        if self.taken == MOST_VALUES {
            return Err(Refusal::new(InvalidValue::TooMany(MOST_VALUES)).of_parameter(self.name, first.0));
        }
        (self.left, self.taken) = (left, self.taken + 1);
        Ok(Some(taken))
    }
}

//! What a parameter takes, as its schema tells it: for the command line, whose flags are made of the same structs.

use utoipa::openapi::path::Parameter;
use utoipa::openapi::schema::{ArrayItems, SchemaType, Type};
use utoipa::openapi::{Object, RefOr, Schema};

/// What values a parameter takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Takes {
    /// `true` or `false`.
    Flag,
    /// One word of a closed list.
    OneOf(Vec<String>),
    /// `true`, `false`, or some words of a closed list.
    SomeOf,
    /// Anything else, written as text.
    Text,
}

/// What a parameter takes, and whether it may be repeated.
pub fn takes(parameter: &Parameter) -> (Takes, bool) {
    match &parameter.schema {
        Some(RefOr::T(Schema::Array(array))) => match &array.items {
            ArrayItems::RefOrSchema(items) => (of_schema(items), true),
            ArrayItems::False => (Takes::Text, true),
        },
        Some(schema) => (of_schema(schema), false),
        None => (Takes::Text, false),
    }
}

fn of_schema(schema: &RefOr<Schema>) -> Takes {
    let RefOr::T(Schema::Object(object)) = schema else { return Takes::Text };
    let is_flag = object.schema_type == SchemaType::new(Type::Boolean);
    match words(object) {
        _ if is_flag => Takes::Flag,
        Some(words) => Takes::OneOf(words),
        None if object.pattern.as_deref().is_some_and(|pattern| pattern.starts_with("^(true|false|")) => Takes::SomeOf,
        None => Takes::Text,
    }
}

fn words(object: &Object) -> Option<Vec<String>> {
    let words = object.enum_values.as_ref()?.iter();
    Some(words.filter_map(|word| word.as_str().map(str::to_owned)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::params::{Request, SearchRequest};

    #[test]
    fn what_a_parameter_takes_is_told_by_its_schema() {
        let parameters = SearchRequest::parameters();
        for (name, expected) in [
            ("facets", (Takes::Flag, false)),
            ("group", (Takes::OneOf(vec!["meeting".to_owned(), "document".to_owned()]), false)),
            ("certainty", (Takes::OneOf(vec!["sure".to_owned(), "likely".to_owned()]), true)),
            ("related", (Takes::SomeOf, false)),
            ("page_size", (Takes::Text, false)),
            ("speaker", (Takes::Text, true)),
        ] {
            let parameter = parameters.iter().find(|parameter| parameter.name == name).unwrap();
            assert_eq!(takes(parameter), expected, "{name}");
        }
    }
}

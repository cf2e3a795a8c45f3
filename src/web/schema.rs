//! Schemas of what is answered, by name.

use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// Gives the name of a schema and puts it, with all that it refers to, into the list.
pub type SchemaOf = fn(&mut Schemas) -> String;

/// Named schemas.
pub type Schemas = Vec<(String, RefOr<Schema>)>;

/// See [`SchemaOf`].
pub fn schema_of<T: ToSchema>(into: &mut Schemas) -> String {
    let name = name_of(std::any::type_name::<T>());
    into.push((name.clone(), <T as PartialSchema>::schema()));
    T::schemas(into);
    name
}

/// The same for a page of a list: a generic type does not list what it is a page of.
pub fn schema_of_page<T: ToSchema>(into: &mut Schemas) -> String {
    schema_of::<T>(into);
    schema_of::<super::answers::Page<T>>(into)
}

/// `Page<Meeting>` is called `Page_Meeting`, as it is where other schemas refer to it.
fn name_of(type_name: &str) -> String {
    let parts = type_name.trim_end_matches('>').split('<').map(|path| path.rsplit("::").next().unwrap_or(path));
    parts.collect::<Vec<_>>().join("_")
}

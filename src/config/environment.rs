//! The environment over the file: `MINUTEBOOK__SECTION__KEY`, and for lists `MINUTEBOOK__SOURCE__NAME__KEY`.

use super::error::ConfigError;
use serde::de::DeserializeOwned;
use toml::{Table, Value};

/// One variable that begins with `MINUTEBOOK__`.
#[derive(Debug)]
pub struct Override {
    name: String,
    path: Vec<String>,
    value: String,
}

/// Picks the variables that override keys.
pub fn overrides(variables: impl Iterator<Item = (String, String)>) -> Vec<Override> {
    let mut overrides: Vec<Override> = variables
        .filter_map(|(name, value)| {
            let path = name.strip_prefix("MINUTEBOOK__")?.split("__").map(str::to_lowercase).collect();
            Some(Override { name, path, value })
        })
        .collect();
    overrides.sort_by(|a, b| a.name.cmp(&b.name));
    overrides
}

/// Reads `text` with the overrides laid over it.
pub fn apply<T: DeserializeOwned>(text: &str, name: &str, overrides: &[Override]) -> Result<T, ConfigError> {
    let mut table: Table = toml::from_str(text).map_err(|e| ConfigError::in_file(name, text, &e))?;
    for set in overrides {
        place(&mut table, set)?;
        // The file was read before, so what is wrong now came with this variable.
        from_table::<T>(table.clone()).map_err(|message| ConfigError::environment(&set.name, &set.value, &message))?;
    }
    from_table(table).map_err(|message| ConfigError::environment("the environment", "", &message))
}

fn from_table<T: DeserializeOwned>(table: Table) -> Result<T, String> {
    table.try_into().map_err(|e: toml::de::Error| e.message().to_owned())
}

fn place(table: &mut Table, set: &Override) -> Result<(), ConfigError> {
    let refuse = |message: String| ConfigError::environment(&set.name, &set.value, &message);
    let section = |key: &str| match key {
        "source" | "alert" => Value::Array(Vec::new()),
        _ => Value::Table(Table::new()),
    };
    match set.path.as_slice() {
        [first, key] => match table.entry(first).or_insert_with(|| section(first)) {
            Value::Table(keys) => {
                keys.insert(key.clone(), value_of(&set.value));
                Ok(())
            }
            _ => Err(refuse(format!("write MINUTEBOOK__{}__NAME__KEY", first.to_uppercase()))),
        },
        [first, name, key] => match table.entry(first).or_insert_with(|| section(first)) {
            Value::Array(entries) => {
                let entry = entries.iter_mut().filter_map(Value::as_table_mut).find(|t| is_called(t, name));
                entry
                    .ok_or_else(|| refuse(format!("no {first} is called `{name}`")))?
                    .insert(key.clone(), value_of(&set.value));
                Ok(())
            }
            _ => Err(refuse("write MINUTEBOOK__SECTION__KEY".to_owned())),
        },
        _ => Err(refuse("write MINUTEBOOK__SECTION__KEY".to_owned())),
    }
}

fn is_called(entry: &Table, name: &str) -> bool {
    let called = entry.get("name").and_then(Value::as_str).unwrap_or_default();
    called.to_lowercase().replace('-', "_") == name
}

/// What reads as a TOML value is one (`0`, `true`, `["a"]`); everything else is text.
fn value_of(text: &str) -> Value {
    let read = toml::from_str::<Table>(&format!("value = {text}")).ok().and_then(|mut t| t.remove("value"));
    match read {
        Some(value @ (Value::Integer(_) | Value::Boolean(_) | Value::Array(_) | Value::String(_))) => value,
        _ => Value::String(text.to_owned()),
    }
}

//! Names of councils in Welsh and Irish, and the English ones by which other papers call them.

patterns! {
    /// A council that is one in another tongue.
    WELSH = r"(?i)^(?P<what>cyngor\s+(?:cymuned|tref|sir(?:ol)?|dinas|bwrdeistref(?:\s+sirol)?|plwyf)|pwyllgor|bwrdd|comhairle|coiste|ceantar)\b\s*(?P<name>.*)$";
}

/// Whether a name is a body's in another tongue than English.
pub(super) fn is_in_another_tongue(name: &str) -> bool {
    WELSH.is_match(name)
}

/// A Welsh council or committee by its English name, so that both editions of one meeting's minutes are one meeting's.
pub(super) fn in_english(name: String) -> String {
    let Some(found) = WELSH.captures(&name) else { return name };
    let what = found["what"].to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let of = found["name"].trim();
    let english = match what.as_str() {
        "cyngor cymuned" => "Community Council",
        "cyngor tref" => "Town Council",
        "cyngor sir" | "cyngor sirol" => "County Council",
        "cyngor dinas" => "City Council",
        "cyngor bwrdeistref" => "Borough Council",
        "cyngor bwrdeistref sirol" => "County Borough Council",
        "cyngor plwyf" => "Parish Council",
        _ => return name,
    };
    if of.is_empty() { english.to_owned() } else { format!("{of} {english}") }
}

//! Who is who: the people of each council, from what sources publish of members and what papers print of names.
//!
//! Nobody is married to anybody by likeness alone: two forms are one person where they are the same name, or where a
//! source's system gives both the same number. What was printed stays as it is; the person stands beside it.

use crate::store::Store;
use crate::store::catalogue::CatalogueError;
use crate::store::catalogue::people::{self, Evidence, Identified};
use record::text::slug;
use record::{CouncilId, PersonId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What was identified.
#[derive(Debug, Default, Serialize)]
pub struct IdentifyReport {
    /// People known.
    pub people: u64,
    /// Documents in which somebody is now known as somebody else, or known at all.
    pub documents: u64,
}

/// Works out the people of every council anew and notes them beside passages, attendance, owners and votes, where
/// anything was read since it was last done.
///
/// # Errors
/// The catalogue cannot be asked or written to.
pub fn identify(store: &mut Store) -> Result<IdentifyReport, CatalogueError> {
    let mut report = IdentifyReport::default();
    if !people::is_due(store.connection())? {
        return Ok(report);
    }
    for council in people::councils(store.connection())? {
        let evidence = people::evidence(store.connection(), &council)?;
        let known = work_out(&council, &evidence);
        report.people += known.len() as u64;
        report.documents += store.catalogue().write(|t| people::keep(t, &council, &known))?;
    }
    store.catalogue().write(|t| people::done(t))?;
    Ok(report)
}

/// Puts the forms of names together that are one person.
fn work_out(council: &CouncilId, evidence: &[Evidence]) -> Vec<Identified> {
    let mut groups: BTreeMap<String, Vec<&Evidence>> = BTreeMap::new();
    let mut by_number: HashMap<&str, String> = HashMap::new();
    let mut by_name: HashMap<String, String> = HashMap::new();
    // Members' own entries first: their names are the fullest.
    for form in
        evidence.iter().filter(|e| e.source_id.is_some()).chain(evidence.iter().filter(|e| e.source_id.is_none()))
    {
        let name = slug(&form.name);
        if name.is_empty() {
            continue;
        }
        let number = form.source_id.as_deref();
        let group = number
            .and_then(|number| by_number.get(number).cloned())
            .or_else(|| by_name.get(&name).cloned())
            .unwrap_or_else(|| name.clone());
        if let Some(number) = number {
            by_number.entry(number).or_insert_with(|| group.clone());
        }
        by_name.entry(name).or_insert_with(|| group.clone());
        groups.entry(group).or_default().push(form);
    }
    groups.into_values().map(|forms| person(council, &forms)).collect()
}

fn person(council: &CouncilId, forms: &[&Evidence]) -> Identified {
    let published = forms.iter().find_map(|form| form.member.as_ref());
    let fullest = forms.iter().map(|form| form.name.as_str()).max_by_key(|name| (name.len(), std::cmp::Reverse(*name)));
    let name = match published {
        Some(member) => people::without_title(&member.name),
        None => fullest.unwrap_or_default(),
    };
    Identified {
        id: PersonId::of(council, name),
        name: name.to_owned(),
        names: forms.iter().map(|form| form.name.clone()).collect::<BTreeSet<_>>(),
        forms: forms.iter().flat_map(|form| form.as_printed.clone()).collect::<BTreeSet<_>>(),
        member: published.cloned(),
        offices: forms.iter().filter_map(|form| form.office.clone()).collect::<BTreeSet<_>>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(name: &str, source_id: Option<&str>) -> Evidence {
        Evidence { name: name.into(), source_id: source_id.map(str::to_owned), ..Evidence::default() }
    }

    #[test]
    fn forms_are_one_person_by_name_or_number_and_by_nothing_else() {
        let council = CouncilId::of("Anytown");
        let known = work_out(
            &council,
            &[
                form("R. Vale", None),
                form("Robin Vale", Some("7")),
                form("R. Vale", Some("7")),
                form("ROBIN VALE", None),
                form("Robyn Vale", None),
                form("R. Vane", None),
            ],
        );
        let names: Vec<Vec<&str>> = known.iter().map(|p| p.names.iter().map(String::as_str).collect()).collect();
        assert_eq!(names, [vec!["R. Vane"], vec!["R. Vale", "ROBIN VALE", "Robin Vale"], vec!["Robyn Vale"]]);
    }
}

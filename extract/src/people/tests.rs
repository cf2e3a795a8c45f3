use super::*;
use proptest::prelude::*;

fn seen(name: &str, councillor: bool, committee: &str, year: i16, role: &str) -> Sighting {
    Sighting {
        name: name.into(),
        role: (!role.is_empty()).then(|| role.into()),
        councillor: Some(councillor),
        on: Some(jiff::civil::date(year, 3, 1)),
        committee: Some(committee.into()),
        listed_at: Some(format!("{committee} {year}")),
        source_id: None,
    }
}

fn names(sightings: &[Sighting]) -> Vec<(String, usize)> {
    identify(sightings).into_iter().map(|p| (p.name, p.sightings.len())).collect()
}

fn mixed() -> Vec<Sighting> {
    vec![
        seen("S. Marrow", true, "Scrutiny", 2021, ""),
        seen("Councillor Sue Marrow", true, "Scrutiny", 2022, "Chair"),
        seen("Sue Marrow", true, "Cabinet", 2022, ""),
        seen("John Pell", true, "Scrutiny", 2022, ""),
        seen("Jane Pell", true, "Scrutiny", 2022, ""),
        seen("J. Pell", true, "Scrutiny", 2021, ""),
        seen("Jane Pell", false, "Scrutiny", 2021, "Governance Officer"),
        seen("Hollis", true, "Scrutiny", 2021, "Executive Member for Growth"),
        seen("C. Hollis", true, "Cabinet", 2022, "Executive Member for Growth"),
    ]
}

#[test]
fn names_are_married_on_evidence_only() {
    let expect =
        [("C. Hollis", 2), ("J. Pell", 1), ("Jane Pell", 1), ("Jane Pell", 1), ("John Pell", 1), ("Sue Marrow", 3)];
    let expect: Vec<(String, usize)> = expect.iter().map(|(n, c)| ((*n).to_owned(), *c)).collect();
    assert_eq!(names(&mixed()), expect);
}

#[test]
fn namesakes_have_keys_of_their_own() {
    let keys: BTreeSet<String> = identify(&mixed()).into_iter().map(|p| p.key).collect();
    assert!(keys.contains("Jane Pell") && keys.contains("Jane Pell 2"), "{keys:?}");
}

#[test]
fn initials_elsewhere_or_long_ago_are_somebody_else() {
    let far = [seen("S. Marrow", true, "Planning", 2021, ""), seen("Sue Marrow", true, "Scrutiny", 2021, "")];
    assert_eq!(identify(&far).len(), 2);
    let old = [seen("S. Marrow", true, "Scrutiny", 2001, ""), seen("Sue Marrow", true, "Scrutiny", 2021, "")];
    assert_eq!(identify(&old).len(), 2);
}

#[test]
fn two_on_one_list_are_two() {
    let both = [seen("A. Pell", true, "Scrutiny", 2021, ""), seen("Ann Pell", true, "Scrutiny", 2021, "")];
    assert_eq!(identify(&both).len(), 2);
}

#[test]
fn the_source_id_decides() {
    let with = |name: &str, id: &str| Sighting { source_id: Some(id.into()), ..seen(name, true, "A", 2020, "") };
    let changed = Sighting { listed_at: None, ..with("Sue Marrow-Hill", "7") };
    assert_eq!(identify(&[with("Sue Marrow", "7"), changed]).len(), 1);
    assert_eq!(identify(&[with("Jo Pell", "1"), with("Jo Pell", "2")]).len(), 2);
}

#[test]
fn offices_have_their_time() {
    let years = [2019, 2021].map(|y| seen("Jo Pell", false, "Scrutiny", y, "Director of Growth"));
    let people = identify(&years);
    let [office] = &people[0].offices[..] else { panic!("{people:?}") };
    assert_eq!((office.first.map(Date::year), office.last.map(Date::year)), (Some(2019), Some(2021)));
}

proptest! {
    #[test]
    fn order_makes_no_difference(order in Just((0..9usize).collect::<Vec<_>>()).prop_shuffle()) {
        let all = mixed();
        let shuffled: Vec<Sighting> = order.iter().map(|&i| all[i].clone()).collect();
        prop_assert_eq!(names(&shuffled), names(&all));
    }
}

#[test]
fn a_speaker_has_the_standing_of_the_one_whom_the_list_prints_so() {
    let said = |name: &str| Sighting { councillor: None, listed_at: None, ..seen(name, true, "Scrutiny", 2022, "") };
    let found = names(&[
        seen("Hollis", true, "Scrutiny", 2022, "Executive Member for Growth"),
        seen("Jo Hollis", false, "Scrutiny", 2022, "Health Manager"),
        said("Hollis"),
    ]);
    assert_eq!(found, [("Hollis".to_owned(), 2), ("Jo Hollis".to_owned(), 1)]);
}

use super::*;
use proptest::prelude::*;

fn shown(people: &[Person]) -> String {
    let one = |p: &Person| match &p.role {
        Some(role) => format!("{} [{role}]", p.name),
        None => p.name.clone(),
    };
    people.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn splits_running_lists() {
    for (text, expect) in [
        (
            "Councillors Mrs. P. Elm (Vice-Chair), J. Oak, Miss L. Ash, S. J. Fir and A.M. Yew (ex-Officio).",
            "P. Elm [Vice-Chair]; J. Oak; L. Ash; S. J. Fir; A.M. Yew [ex-Officio]",
        ),
        ("Councillor D. Birch (in the Chair).", "D. Birch [in the Chair]"),
        ("Mitch Elm, Ann and Joel Oak, Tom Ash and Lou Fir", "Mitch Elm; Ann Oak; Joel Oak; Tom Ash; Lou Fir"),
        ("Elm, Oak and Jo Ash", "Elm; Oak; Jo Ash"),
        ("Jo Elm, An Leas Cathaoirleach", "Jo Elm"),
        (
            "Mr R W Elm (Chairman), Mr R C Oak, OBE, Mr D Ash, MBE, Sir Paul Fir, CBE, Rich Yew and Mrs S V Elder",
            "R W Elm [Chairman]; R C Oak; D Ash; Paul Fir; Rich Yew; S V Elder",
        ),
        (
            "Mrs S Elm (Corporate Director Children, Young People and Education), Dr A Oak (Director of Public Health) and Yew (Acting Chief Accountant)",
            "S Elm [Corporate Director Children, Young People and Education]; A Oak [Director of Public Health]; Yew [Acting Chief Accountant]",
        ),
        (
            "Sue Elm, Cabinet Member for Integrated Children’s Services.",
            "Sue Elm [Cabinet Member for Integrated Children’s Services]",
        ),
        (
            "Councillors D Elm (Chair), S Oak & P Ash Clerk J Yew Mr L Fir",
            "D Elm [Chair]; S Oak; P Ash; J Yew [Clerk]; L Fir",
        ),
        ("Clerk J Elm, A Oak Eden District Council", "J Elm [Clerk]; A Oak [Eden District Council]"),
        ("Cllr J Oak, Cllr R Ash and the Clerk – Jo Elm", "J Oak; R Ash; Jo Elm [Clerk]"),
        ("P Batt, P Oak CEO Jo Elm, Acting CEO Kim Ash", "P Batt; P Oak; Jo Elm [CEO]; Kim Ash [Acting CEO]"),
        ("One member of the public", ""),
        ("Elm, A; Elm, P; Oak, Edwin R., Sr.; Kim Ash; Fir; Yew", "A Elm; P Elm; Edwin R. Oak; Kim Ash; Fir; Yew"),
        (
            "Ann Elm, Head of Estates, Works and Gardens; Jo Oak, Clerk",
            "Ann Elm [Head of Estates, Works and Gardens]; Jo Oak [Clerk]",
        ),
        ("Cllr. D Elm, Cllr. S Oak and the Clerk, Mr. R Yew", "D Elm; S Oak; R Yew [the Clerk]"),
        (
            "Councillors D Elm (Chair) R Oak, Ann Ash Chief Nurse, Northgate CCG",
            "D Elm [Chair]; R Oak; Ann Ash [Chief Nurse, Northgate CCG]",
        ),
        ("CITY CLERK Jo Elm CITY ATTORNEY Kim Oak", "Jo Elm [CITY CLERK]; Kim Oak [CITY ATTORNEY]"),
        ("Chief Elm and Board Clerk Oak", "Elm [Chief]; Oak [Board Clerk]"),
        ("Y Cynghorwyr Jo Elm (Cadeirydd), Kim Oak ac Ann Ash", "Jo Elm [Cadeirydd]; Kim Oak; Ann Ash"),
        ("Councillors Jo Clerk (Chair), Kim Mayor and Ann Ward", "Jo Clerk [Chair]; Kim Mayor; Ann Ward"),
        (
            "DORN, Axel (Chairman); FALK, Ria; McBRIDE, Sean; DE WITT, Hans; LE ROUX-ELM, Ida",
            "Axel Dorn [Chairman]; Ria Falk; Sean McBRIDE; Hans De Witt; Ida Le Roux-Elm",
        ),
        ("José Luis Elm y Oak, Ann Ash", "José Luis Elm y Oak; Ann Ash"),
        (
            "The Right Worshipful the Mayor (Councillor Mrs A B Elm JP), Councillors the Reverend F Oak, Dr. H. Ash",
            "A B Elm [The Right Worshipful the Mayor]; F Oak; H. Ash",
        ),
        ("Mayor Elm, Mayor Pro Tem Oak, Jo Ash", "Elm [Mayor]; Oak [Mayor Pro Tem]; Jo Ash"),
        ("Jo Elm, Oak & Ash LLP, Kim Fir", "Jo Elm [Oak & Ash LLP]; Kim Fir"),
        (
            "Works Superintendent Jo Elm; Deputy Clerk Kim Oak and Clerk-Treasurer Ann Ash",
            "Jo Elm [Works Superintendent]; Kim Oak [Deputy Clerk]; Ann Ash [Clerk-Treasurer]",
        ),
        ("Mr B van der Elm and Ms O’Oak-Ash", "B van der Elm; O’Oak-Ash"),
    ] {
        assert_eq!(shown(&list(text)), expect, "{text}");
    }
}

#[test]
fn parts_names_from_posts() {
    for (entry, expect) in [
        ("Ann Elm Corporate Director of Children's Services", "Ann Elm [Corporate Director of Children's Services]"),
        ("Bea Oak\tHead of Service", "Bea Oak [Head of Service]"),
        ("Councillor Ash Executive Member for Children's Services", "Ash [Executive Member for Children's Services]"),
        ("Flora Student attending Northgate College", "Flora [Student attending Northgate College]"),
        (
            "Cal Yew SEN Advisory Service (SENAS) Service Manager and Advisor",
            "Cal Yew [SEN Advisory Service Service Manager and Advisor, SENAS]",
        ),
        ("Nick Elm (NE) CHAIR", "Nick Elm [CHAIR]"),
        ("Clerk: J Elm", "J Elm [Clerk]"),
    ] {
        assert_eq!(shown(&person(entry).into_iter().collect::<Vec<_>>()), expect, "{entry}");
    }
}

#[test]
fn cuts_two_people_on_one_line() {
    assert_eq!(
        split_joined(
            "Ann Elm Service Manager of the Youth Engagement Service Cal Oak SEN Advisory Service (SENAS) Service Manager"
        ),
        [
            "Ann Elm Service Manager of the Youth Engagement Service",
            "Cal Oak SEN Advisory Service (SENAS) Service Manager"
        ]
    );
    assert_eq!(split_joined("Ann Elm Chief Nurse, Northgate CCG").len(), 1);
    assert_eq!(split_joined("Flo Elm Governance Officer Jo Oak Governance Officer").len(), 2);
    assert_eq!(split_joined("Cllr Flo Elm Jo Oak Parish Clerk"), ["Cllr Flo Elm", "Jo Oak Parish Clerk"]);
    assert_eq!(
        split_joined("Flo Elm FE Jo Oak JO Vice Chair Ann Ash AA"),
        ["Flo Elm FE", "Jo Oak JO Vice Chair", "Ann Ash AA"]
    );
}

proptest! {
    #[test]
    fn never_panics(text in "[A-Za-z0-9 ,.()&'\\t-]{0,120}") {
        for person in list(&text) {
            prop_assert!(!person.name.is_empty());
        }
    }
}

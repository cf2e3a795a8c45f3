use super::*;
use crate::structure::samples::{block, heading};
use record::{Appearance, Presence};

fn shown(lists: &Lists) -> Vec<String> {
    let one = |a: &Appearance| {
        let role = a.role.as_deref().map(|r| format!(" [{r}]")).unwrap_or_default();
        let chair = if a.chair { "*" } else { "" };
        let kind = if a.councillor { "c" } else { "o" };
        format!("{}:{kind}:{}{role}{chair}", a.presence, a.name)
    };
    lists.attendance.listed.iter().map(one).collect()
}

fn check(blocks: &[Block], expect: &[&str]) {
    let lists = read(blocks, |b| b.text.split('\n').map(str::to_owned).collect());
    assert_eq!(shown(&lists), expect);
}

#[test]
fn reads_lists_under_headings() {
    let blocks = [
        heading("PRESENT"),
        block("Councillor D. Elm (in the Chair)."),
        block("Councillors Mrs. P. Oak (Vice-Chair), J. Ash and A.M. Yew (ex-Officio)."),
        block("In attendance"),
        block("Jill Fir Corporate Director of Children's Services\nPam Birch Director for Social Care"),
        block(
            "Andy Hazel Service Manager of the Youth Service Sally Rowan SEN Advisory Service (SENAS) Service Manager and\nAdvisor for Inclusion",
        ),
        heading("APOLOGIES"),
        block("Apologies for absence were received from Councillors T. Alder, S. J. Larch and D. Acer."),
        heading("21. DECLARATIONS OF INTEREST"),
    ];
    check(
        &blocks,
        &[
            "present:c:D. Elm [in the Chair]*",
            "present:c:P. Oak [Vice-Chair]",
            "present:c:J. Ash",
            "present:c:A.M. Yew [ex-Officio]",
            "in_attendance:o:Jill Fir [Corporate Director of Children's Services]",
            "in_attendance:o:Pam Birch [Director for Social Care]",
            "in_attendance:o:Andy Hazel [Service Manager of the Youth Service]",
            "in_attendance:o:Sally Rowan [SEN Advisory Service Service Manager and Advisor for Inclusion, SENAS]",
            "apologies:c:T. Alder",
            "apologies:c:S. J. Larch",
            "apologies:c:D. Acer",
        ],
    );
}

#[test]
fn reads_running_lists_with_their_label_in_front() {
    let blocks = [
        block("PRESENT: Mr R W Elm (Chairman), Mr R C Oak, OBE and Mrs S Ash"),
        block(
            "IN ATTENDANCE: Mrs S Fir (Corporate Director Children, Young People and Education) and Mr B Birch (General Counsel)",
        ),
        block("IN ATTENDANCE VIRTUALLY: Dr M Hazel (Interim Strategic Lead for Public Health)"),
        block("ALSO PRESENT: Sue Rowan, Cabinet Member for Integrated Services."),
        block("II. A. Re-seeding, discussion with Biologist Ann Larch."),
        heading("UNRESTRICTED ITEMS"),
        heading("84. Apologies"),
        block("(Item 1)"),
        block("Apologies were received from Mrs C Larch."),
        block("Mr Oak was absent."),
    ];
    check(
        &blocks,
        &[
            "present:c:R W Elm [Chairman]*",
            "present:c:R C Oak",
            "present:c:S Ash",
            "in_attendance:o:S Fir [Corporate Director Children, Young People and Education]",
            "in_attendance:o:B Birch [General Counsel]",
            "in_attendance:o:M Hazel [Interim Strategic Lead for Public Health]",
            "in_attendance:o:Sue Rowan [Cabinet Member for Integrated Services]",
            "apologies:c:C Larch",
        ],
    );
}

#[test]
fn reads_two_columns_read_one_after_the_other_and_tables() {
    let names_then_posts = [
        block("Present: Councillors Elm and Oak"),
        block("Officers:"),
        block("Ann Fir\nBea Yew\nHead of Finance\nGovernance Officer"),
    ];
    check(
        &names_then_posts,
        &[
            "present:c:Elm",
            "present:c:Oak",
            "in_attendance:o:Ann Fir [Head of Finance]",
            "in_attendance:o:Bea Yew [Governance Officer]",
        ],
    );
    let table = [
        heading("PRESENT"),
        block("Councillor Elm"),
        heading("In Attendance:"),
        block("Ann Fir\tHead of Finance"),
        block("Bea Yew\tGovernance Officer"),
    ];
    check(
        &table,
        &["present:c:Elm", "in_attendance:o:Ann Fir [Head of Finance]", "in_attendance:o:Bea Yew [Governance Officer]"],
    );
}

#[test]
fn names_nobody_where_nobody_is_named() {
    let blocks = [
        block("Present: Councillors D Elm (Chair) and R Oak"),
        block("Members of the Public - Two Members"),
        heading("1 Apologies"),
        block("None"),
    ];
    check(&blocks, &["present:c:D Elm [Chair]*", "present:c:R Oak"]);
}

/// The lists of a paper that consists of one block a line; names only, by list.
fn names(lines: &[&str]) -> String {
    names_in(&lines.iter().map(|l| block(l)).collect::<Vec<_>>())
}

/// The lists of a paper; names only, by list.
fn names_in(blocks: &[Block]) -> String {
    let lists = read(blocks, |b| b.text.split('\n').map(str::to_owned).collect());
    let of = |presence: Presence| {
        let listed = lists.attendance.listed.iter().filter(|a| a.presence == presence);
        listed.map(|a| a.name.clone()).collect::<Vec<_>>().join(", ")
    };
    [of(Presence::Present), of(Presence::InAttendance), of(Presence::Apologies)].join(" | ")
}

#[test]
fn people_stand_side_by_side_in_many_ways() {
    let people = "Jo Elm, Kim Oak, Ann Ash, Lou Fir, Sam Yew, Pat Birch";
    for lines in [
        vec!["PRESENT:", "Jo Elm, Kim Oak, Ann Ash\nLou Fir, Sam Yew, Pat Birch"],
        vec!["PRESENT:", "Jo Elm, Kim Oak, Ann Ash,", "Lou Fir, Sam Yew, Pat Birch"],
        vec!["PRESENT:", "Jo Elm, Kim Oak,\nAnn Ash, Lou\nFir, Sam Yew,\nPat Birch"],
        vec!["PRESENT", "Jo Elm\tKim Oak\tAnn Ash", "Lou Fir\tSam Yew\tPat Birch"],
        vec!["PRESENT", "Jo Elm      Kim Oak      Ann Ash", "Lou Fir      Sam Yew      Pat Birch"],
        vec!["PRESENT", "Elm, Jo    Oak, Kim    Ash, Ann", "Fir, Lou    Yew, Sam    Birch, Pat"],
        vec!["PRESENT", "Elm, Jo; Oak, Kim; Ash, Ann;\nFir, Lou; Yew, Sam; Birch, Pat"],
        vec![
            "PRESENT",
            "Cllr. Jo Elm, M.C.C.; Cllr. Kim Oak, M.C.C.;\nCllr. Ann Ash, M.C.C.; Cllr. Lou Fir, M.C.C.;\nCllr. Sam Yew, M.C.C.; Cllr. Pat Birch, M.C.C.",
        ],
        vec!["Present: Jo Elm - Kim Oak - Ann Ash - Lou Fir - Sam Yew - Pat Birch"],
        vec!["Present: JO ELM, KIM OAK, ANN ASH, LOU FIR, SAM YEW AND PAT BIRCH"],
        vec!["Roll call: present - Jo Elm, Kim Oak, Ann Ash, Lou Fir, Sam Yew, Pat Birch"],
        vec![
            "On the call:",
            "- Jo Elm @jelm (TSC)\n- Kim Oak @oak (TSC)\n- Ann Ash\n- Lou Fir\n- Sam Yew\n- Pat Birch",
        ],
    ] {
        assert_eq!(names(&lines), format!("{people} |  | "), "{lines:?}");
    }
    let surnames = ["Present: Councillors Elm, Oak, Ash,", "Fir, Yew, Birch,", "Hazel, Rowan and Alder"];
    assert_eq!(names(&surnames), "Elm, Oak, Ash, Fir, Yew, Birch, Hazel, Rowan, Alder |  | ");
    let initials = ["Present: Councillors Elm J., Oak K., Ash A."];
    assert_eq!(names(&initials), "J Elm, K Oak, A Ash |  | ");
}

#[test]
fn labels_stand_in_sentences_and_offices_in_front_of_names() {
    for (lines, expect) in [
        (
            vec!["Upon roll call, the following were present: Jo Elm, Kim Oak. Absent: Ann Ash."],
            "Jo Elm, Kim Oak |  | Ann Ash",
        ),
        (vec!["Roll call: present - Jo Elm, Kim Oak; absent - Ann Ash."], "Jo Elm, Kim Oak |  | Ann Ash"),
        (
            vec!["Present were: Jo Elm, Kim Oak. Also in attendance were Ann Ash, Clerk, and Lou Fir, Treasurer."],
            "Jo Elm, Kim Oak | Ann Ash, Lou Fir | ",
        ),
        (vec!["A quorum was present: Directors Elm and Oak."], "Elm, Oak |  | "),
        (
            vec!["PRESENT:", "Chair: Jo Elm\nVice Chair: Kim Oak\nSecretary: Ann Ash\nTrustee: Lou Fir"],
            "Jo Elm, Kim Oak, Ann Ash, Lou Fir |  | ",
        ),
        (
            vec!["Present: Cllr Jo Elm", "IN ATTENDANCE:", "Chief Executive\tMs. Kim Oak\nSenior Engineer\tAnn Ash"],
            "Jo Elm | Kim Oak, Ann Ash | ",
        ),
        (
            vec!["Present\tJo Elm\tChair\n\tKim Oak\tVice-Chair\n\tAnn Ash", "Apologies\tLou Fir"],
            "Jo Elm, Kim Oak, Ann Ash |  | Lou Fir",
        ),
        (
            vec!["Councillor:", "Councillor:", "Jo Elm", "Kim Oak", "Ann Ash", "Officers", "Lou Fir", "Sam Yew"],
            "Jo Elm, Kim Oak, Ann Ash | Lou Fir, Sam Yew | ",
        ),
        (
            vec!["The Chair, Councillor Jo Elm, presided.", "Also present: Councillors Kim Oak, Ann Ash and Lou Fir."],
            "Kim Oak, Ann Ash, Lou Fir, Jo Elm |  | ",
        ),
        (
            vec![
                "In attendance:",
                "Cllr. Jo Elm",
                "Elm Council",
                "Cllr. Kim Oak",
                "Elm Council",
                "Mr. Lou Fir",
                "Farming Pillar",
                "Ms. Sam Yew",
                "Senior Engineer",
            ],
            "Jo Elm, Kim Oak, Lou Fir | Sam Yew | ",
        ),
        (vec!["Staff present: City Manager Elm, City Attorney Oak"], " | Elm, Oak | "),
        (
            vec![
                "Present:",
                "Cllr Jo Elm",
                "Cllr Kim Oak",
                "A roll call was taken as follows:",
                "Jo Elm\tFor",
                "Kim Oak\tAgainst",
                "Mr. Lou Fir",
            ],
            "Jo Elm, Kim Oak |  | ",
        ),
        (vec!["Present: Jo Elm", "Kim Oak did not attend."], "Jo Elm |  | Kim Oak"),
    ] {
        assert_eq!(names(&lines), expect, "{lines:?}");
    }
}

/// The forms of `forms.txt`: what each is called, its blocks with their printed lines, and who is expected where.
fn forms() -> Vec<(String, Vec<Block>, String)> {
    let mut found: Vec<(String, Vec<Block>, String)> = Vec::new();
    for line in include_str!("forms.txt").lines().map(|l| l.replace("\\t", "\t")) {
        if let Some(name) = line.strip_prefix("## ") {
            found.push((name.to_owned(), Vec::new(), String::new()));
        }
        let Some((_, blocks, expect)) = found.last_mut() else { continue };
        match line.split_once(' ') {
            Some((">", text)) => blocks.push(block(text)),
            Some((">>", text)) => blocks.push(heading(text)),
            Some(("+", text)) => blocks.last_mut().into_iter().for_each(|b| b.text = format!("{}\n{text}", b.text)),
            Some(("=", text)) => *expect = text.trim().to_owned(),
            _ => {}
        }
    }
    found
}

#[test]
fn lists_of_many_forms_are_read() {
    let spaced = |text: &str| text.split('|').map(str::trim).collect::<Vec<_>>().join(" | ");
    let mut wrong = Vec::new();
    for (name, blocks, expect) in forms() {
        let found = spaced(&names_in(&blocks));
        if found != spaced(&expect) {
            wrong.push(format!("{name}\n  expected {}\n  found    {found}", spaced(&expect)));
        }
    }
    assert!(wrong.is_empty(), "{} forms:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_menu_above_the_paper_does_not_hide_who_was_there() {
    let entry =
        |n: usize| Block { form: record::Form::ListEntry, marker: Some("-".into()), ..block(&format!("Page {n}")) };
    let mut blocks: Vec<Block> = (0..80).map(entry).collect();
    blocks.extend([heading("Board Minutes"), block("3 May 2021"), block("Present: Mayor Jo Elm, Ann Oak")]);
    let lists = read(&blocks, |b| vec![b.text.clone()]);
    assert_eq!(lists.attendance.listed.len(), 2, "{:?}", shown(&lists));
}

#[test]
fn a_full_list_below_the_menus_of_a_page_is_read() {
    let mut blocks: Vec<Block> = (0..OPENING_BLOCKS + 9).map(|_| block("Home")).collect();
    blocks.push(block("Present: Mayor Jo Elm, Councillor Kim Oak, Councillor Ann Ash"));
    blocks.extend((0..CLOSING_BLOCKS + 9).map(|_| block("It rained.")));
    assert_eq!(names_in(&blocks), "Jo Elm, Kim Oak, Ann Ash |  | ");
    blocks[OPENING_BLOCKS + 9] = block("Present: Jo Elm");
    assert_eq!(names_in(&blocks), " |  | ");
}

#[test]
fn call_signs_and_ends_of_lines_are_no_part_of_names_and_a_note_ends_no_list() {
    let names = |blocks: &[Block]| -> Vec<String> {
        let lists = read(blocks, |b| b.text.split('\n').map(str::to_owned).collect());
        lists.attendance.listed.into_iter().map(|one| one.name).collect()
    };
    let signed = [block(
        "Present: K9ELM – Jo Elm; WØOAK – Kim Oak; KA1ASH – Ann Ash; KB2FIR –\nDi Fir; W1YEW – Bo\nYew; N2BOX – Cy Box",
    )];
    assert_eq!(names(&signed), ["Jo Elm", "Kim Oak", "Ann Ash", "Di Fir", "Bo Yew", "Cy Box"]);
    let noted = [
        block("Members Present:"),
        block("Note: Members vote when they have been at two of three meetings. Others do not."),
        block("Jo Elm (Oak Mills)"),
        block("Kim Oak (Elm Trust)"),
        block("Ann Ash (Weir Board)"),
    ];
    assert_eq!(names(&noted), ["Jo Elm", "Kim Oak", "Ann Ash"]);
}

#[test]
fn the_last_word_of_an_office_is_no_label() {
    check(
        &[
            block("Present: Cllr. M. Gill (Cathaoirleach), Cllrs. S. Bren, T. Cad"),
            block("Officials: Mr. F. Drury, Chief Executive; Ms. O. Comer, Chief Fire Officer; Mr. J. Oak, Clerk"),
        ],
        &[
            "present:c:M. Gill [Cathaoirleach]*",
            "present:c:S. Bren",
            "present:c:T. Cad",
            "in_attendance:o:F. Drury [Chief Executive]",
            "in_attendance:o:O. Comer [Chief Fire Officer]",
            "in_attendance:o:J. Oak [Clerk]",
        ],
    );
}

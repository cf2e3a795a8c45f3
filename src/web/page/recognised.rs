//! By which words something undertaken was recognised, as people are told it.

/// What the reading notes of a finding (a kind of wording, or a rule), and what that is in words.
const WORDINGS: [(&str, &str); 37] = [
    ("agreed-to", "“agreed to”, “undertook to” or the like"),
    ("will", "“will”"),
    ("would", "“would”"),
    ("is-to", "“is to”"),
    ("can", "“can”"),
    ("needs", "“needs to”"),
    ("plan-to", "“plans to”"),
    ("intended", "“intended”"),
    ("was-asked", "“was asked to”"),
    ("asked-to", "“asked … to”"),
    ("asked-that", "“asked that”"),
    ("charge", "somebody charged with it"),
    ("action", "a line headed Action"),
    ("action-by", "a line headed Action that names who is to do it"),
    ("label", "a line headed by who is to do it"),
    ("bare", "a task in a list of actions"),
    ("to-be", "a task in a list of actions that is “to be” done"),
    ("action-table", "a row in a table of actions"),
    ("next-steps", "a list of next steps"),
    ("binding.charges", "a decision that charges somebody with it"),
    ("binding.comes-back", "a decision that brings it to a meeting"),
    ("binding.passed-on", "a decision that something be shared or sent"),
    ("binding.reports-include", "a decision on what reports are to say"),
    ("binding.letter", "a decision to write a letter"),
    ("binding.authority", "a decision that delegates authority"),
    ("binding.asks-somebody", "a decision that asks somebody to do it"),
    ("paper.delegates", "a paper that proposes to delegate authority"),
    ("paper.agree-to", "a paper that proposes to agree to it"),
    ("paper.asked-to-decide", "a paper that asks for the decision"),
    ("paper.proposed-to", "“it is proposed to” or the like in a paper"),
    ("paper.goes-to", "a paper that says where it goes next"),
    ("paper.carried-out", "a paper that says that it will be carried out"),
    ("paper.people-told", "a paper that says who will be told or asked"),
    ("paper.planned-for", "“is planned” in a paper"),
    ("paper.work-planned", "work that a paper says is planned"),
    ("paper.intended-that", "“it is intended” in a paper"),
    ("paper.ready-by", "a paper that says when it will be ready"),
];

/// By which words a row was recognised, from what the reading noted: a wording and how probable it makes an undertaking
/// (`will 0.93`), or the name of a rule.
pub fn recognised(why: &str) -> String {
    let (noted, probability) = match why.rsplit_once(' ').map(|(name, number)| (name, number.parse::<f64>())) {
        Some((name, Ok(probability))) => (name, Some(probability)),
        _ => (why, None),
    };
    let Some((_, words)) = WORDINGS.iter().find(|(name, _)| *name == noted) else { return format!("the rule {noted}") };
    match probability {
        Some(probability) => format!("{words} ({:.0} in 100 such wordings are undertakings)", probability * 100.0),
        None => (*words).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_made_a_row_is_said_in_words() {
        for (why, said) in [
            ("will 0.93", "“will” (93 in 100 such wordings are undertakings)"),
            ("action", "a line headed Action"),
            ("a.rule-of-later", "the rule a.rule-of-later"),
        ] {
            assert_eq!(recognised(why), said);
        }
    }

    #[test]
    fn every_rule_that_makes_a_row_has_words() {
        let files = [
            include_str!("../../../extract/rules/binding.toml"),
            include_str!("../../../extract/rules/undertakings.toml"),
        ];
        for file in files {
            let file: toml::Table = toml::from_str(file).unwrap();
            for rule in file["rule"].as_array().unwrap() {
                let (id, gives) = (rule["id"].as_str().unwrap(), rule["gives"].as_str().unwrap());
                // What is done again and again is no undertaking.
                let makes_a_row = id.starts_with("binding.") || (id.starts_with("paper.") && gives != "standing");
                assert!(!makes_a_row || !recognised(id).starts_with("the rule"), "{id}");
            }
        }
    }
}

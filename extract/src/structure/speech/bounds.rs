//! Where the words of a decision begin and end in the sentence that tells it: what led to it, by how many it was decided
//! and what came of it stand around them.

patterns! {
    /// Why nobody else was chosen: "There being one nomination for each post, Elm was elected".
    THERE_BEING = r"^\W*(?:[Tt]here|[Tt]heir) being (?:no|none|one|two|only)\b[^.;]{3,120}?, ";
    /// What went before: "After some discussion, ", "Upon receiving the majority vote of the Council, ".
    AFTER = r"^\W*(?:After|Following|Upon|On) (?:[\w-]+ ){0,4}(?:discussions?|debate|consideration|deliberations?|votes?(?: of (?:\w+ ){1,3})?|motion (?:being )?(?:duly |properly )?(?:made|moved)(?: and (?:duly |properly )?seconded)?)\s?(?:,|and upon [^.,;]{5,60},) ";
    /// "The three-fourths majority having been obtained, the measure was adopted".
    HAVING_BEEN = r"^(?:The|A|No|Nominations?|Minutes|Copies) (?:[\w’'-]+ ){0,12}having been [^.;,]{3,60}, ";
    /// Reasons before what is resolved: "Whereas it rains, resolved that the roof be mended".
    WHEREAS = r"^\W*(?:Whereas|WHEREAS)\b[^;]{5,400}?\b(?:[Rr]esolved|RESOLVED),? (?P<words>[Tt]hat|THAT)\b";
    /// Who decided, as a body, and that they did.
    DECIDED = r"^\W*(?:[Ii]t (?:was|is)|(?:[Tt]he )?(?:\w+ ){0,3}(?:[Cc]ouncil(?:lors)?|[Bb]oard|[Cc]ommittee|[Pp]anel|[Cc]abinet|[Mm]embers|[Mm]eeting|[Tt]rustees|[Gg]overnors|[Cc]ommission(?:ers)?|[Aa]ssembly|[Dd]irectors|[Ff]orum|[Cc]ourt|[Ss]enate|[Hh]ouse|[Pp]artnership)) (?:(?:also|then|therefore|thereupon|accordingly|unanimously|duly|further|finally) )*(?:RESOLVED|AGREED|DECIDED|[Rr]esolved|[Aa]greed|decided|voted|ordered)";
    /// How it was decided, before the words: "by three votes to one (Mrs Elm dissenting)".
    HOW = r"^,? ?(?:unanimously|by all(?: present)?|nem\.? ?con\.?|by (?:a )?(?:\w+ )?(?:majority|consensus|consent|show of hands)(?: vote)?(?: of [\w ]{1,12}?)?|without (?:a )?(?:division|dissent|objection|vote)|(?:by |on )?(?:a vote of )?\(?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) ?(?:votes? )?(?:to|-|–) ?(?:\d+|none|nil|one|two|three|four|five|six|seven|eight|nine|ten)(?: votes?)?\)?|\([^()]{2,60}\))";
    /// What joins that to the words.
    JOINS = r"^,? ?(?P<words>(?:that|to|not to)\b)";
    /// Who was not for it: ", Mrs Elm abstaining", "with Mr Oak dissenting as he lives there".
    NOT_FOR_IT = r",? (?:with )?(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Cr|Sen|Prof|Councillor|Senator|Commissioner|Trustee|Director|Member)s?\.? )?\p{Lu}[\w.’'-]*(?: (?:and )?\p{Lu}[\w.’'-]*){0,4} (?:abstain|dissent|oppos|not vot)(?:ing|ed)\b[^.;]*\.?$";
    /// By how many: "by a vote of 5 for, 0 against", "by 3 votes to 2".
    BY_VOTES = r",? (?:by|on) (?:a |an )?(?:(?:unanimous |majority |voice |roll[ -]call )?vote(?: of\b[^.;]*)?|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) votes? to\b[^.;]*)\.?$";
    /// The figures or the time, in brackets at the end: "(+1:4, 0:1)", "(Elm/Oak, 4–0)", "(7:49 p.m.)".
    BRACKETED = r"(?: \((?:[^()]*?\b\d{1,2}\s?[-–:]\s?\d{1,2}\b[^()]*|(?:[Ff]or|FOR|[Aa]yes?)\b[:; ][^()]*|[^()]*\d in favou?r[^()]*)\))+\W*$";
    /// What came of it or who moved it, told behind: ", which was carried with acclamation", "; proposed AR, seconded TH".
    CAME = r"(?:,? (?:which|and (?:this|the motion)) (?:was|were|is) (?:then |\w+ly )?(?:carried|seconded|agreed|approved|passed|adopted|supported)\b|[;,.] ?(?:[Pp]roposed|[Pp]rop\.|[Mm]oved):? (?:by )?\p{Lu}[^;]{1,40}[Ss]ec(?:onded|\b)|[.,;] V(?:ote|OTE)\b ?[:–-]|[.,;]? (?:CARRIED|DEFEATED)\W*$).*$";
    /// Who seconded, in a clause of its own behind: "; Commissioner Elm seconded", "and Mr Oak seconded the motion".
    SECONDED = r"(?:[;,](?: and)?| and) \p{Lu}[\w.’'-]*(?: \p{Lu}[\w.’'-]*){0,4} (?:2nd|seconded)(?: (?:it|this|that|the motion))?\W*$";
    /// What is done about it, behind: "and will be posted to the list", "and was invested with the chain".
    DONE = r",? and (?:will be (?:posted|published|circulated|sent|signed|added)|(?:was|were) (?:invested|released|thanked|congratulated|welcomed|invited to|called to))\b[^;]*$";
    /// What is told behind a decision in the same sentence: "and the minutes were signed by the Chair".
    BEHIND = r",?\s+and (?:the minutes were (?:then |duly )?signed\b|(?:the )?(?:\p{Lu}\w+ ){0,3}(?:[Cc]ouncil|[Mm]embers|[Bb]oard|[Cc]ommittee) (?:stated|felt|thought|commented|said)\b).*$|(?:,? and (?:it was (?:also )?(?:suggested|noted|hoped|felt|mentioned|explained|pointed out)|(?:he|she|they) (?:was|were) thanked)|,? but (?:thanked|asked)|, although)\b.*$";
    /// The mark of a list, or who agreed, at the end of a sentence: what follows it begins another.
    END = r"(?:\s+(?:[ivx]{1,4}|[a-h])[.)]|\s+All [Aa]greed\.?)$";
    /// The number of a cheque or minute at the end: "agreed to give £50 (Ch. No. 12)".
    REFERENCE = r"\s+\((?:Ch|Chq|Cheque|Ref|Min|Minute|No)s?\b[^()]{0,30}\)\W*$";
    /// A list of sums behind what was agreed to be paid.
    SUMS = r":(?:[^:]{0,160}?\d\.\d\d\b){4}";
}

/// Fewer words say not what was decided: what stands around them stays.
const FEWEST: usize = 3;

/// Most things that are told of how it was decided, one behind the other.
const MOST_HOW: usize = 3;

/// The words of a decision without what is told before and behind them.
pub fn own_words(words: &str) -> &str {
    without_rest(without_lead(words))
}

/// The words without what led to the decision, and without that and how it was decided, where both are told.
fn without_lead(words: &str) -> &str {
    let mut own = words;
    for lead in [&THERE_BEING, &AFTER, &HAVING_BEEN] {
        let end = lead.find(own).map_or(0, |found| found.end());
        let left = &own[end..];
        // "Following a discussion, the motion was agreed": what was decided is told nowhere, so that the sentence stays.
        own = if left.starts_with("the motion ") { own } else { enough(own, left) };
    }
    let resolved = WHEREAS.captures(own).and_then(|found| found.name("words")).map_or(0, |words| words.start());
    own = enough(own, &own[resolved..]);
    enough(own, behind_how(own))
}

/// "The Board resolved by three votes to one to go on": from "to go on". Without how it was decided, what decides stays.
fn behind_how(words: &str) -> &str {
    let decided = DECIDED.find(words).map_or(0, |found| found.end());
    let mut at = decided;
    for _ in 0..MOST_HOW {
        at += HOW.find(&words[at..]).map_or(0, |found| found.end());
    }
    let joined = JOINS.captures(&words[at..]).and_then(|found| found.name("words"));
    joined.filter(|_| at > decided).map_or(words, |joined| &words[at + joined.start()..])
}

/// The words of a decision without what is told behind them: a list of sums, who signed, the mark of the next part.
fn without_rest(words: &str) -> &str {
    let words = REFERENCE.find(words).map_or(words, |reference| &words[..reference.start()]);
    let words = SUMS.find(words).map_or(words, |sums| words[..sums.start()].trim_end());
    let long = |cut: usize| words[..cut].split_whitespace().count() > 4;
    let mut words = BEHIND.find(words).filter(|b| long(b.start())).map_or(words, |behind| &words[..behind.start()]);
    for rest in [&CAME, &SECONDED, &BRACKETED, &NOT_FOR_IT, &BY_VOTES, &DONE] {
        let end = rest.find(words).map_or(words.len(), |found| found.start());
        words = enough(words, &words[..end]);
    }
    END.find(words).filter(|end| end.start() > 0).map_or(words, |end| &words[..end.start()])
}

/// What is left, where it says enough to be what was decided.
fn enough<'w>(whole: &'w str, left: &'w str) -> &'w str {
    if left.split_whitespace().count() >= FEWEST { left } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_led_to_a_decision_is_no_word_of_it() {
        for (text, expect) in [
            ("There being no other nominee, Jo Elm was elected.", "Jo Elm was elected."),
            ("After a long discussion, the plan was approved.", "the plan was approved."),
            (
                "After discussion and upon motion duly made and seconded, the same were accepted.",
                "the same were accepted.",
            ),
            ("The three-fourths majority having been obtained, the rule was adopted.", "the rule was adopted."),
            ("Whereas the roof leaks, Resolved that it be mended.", "that it be mended."),
            ("It was RESOLVED by three votes to one (Mrs Elm dissenting) that leave be given.", "that leave be given."),
            ("The Panel agreed by four votes to one (Mr Oak) to report the loss.", "to report the loss."),
            ("The house resolved by 24 votes to 9 that a committee be formed.", "that a committee be formed."),
            ("by 3 votes to 2, to issue the Direction.", "to issue the Direction."),
        ] {
            assert_eq!(own_words(text), expect, "{text}");
        }
    }

    #[test]
    fn what_is_told_behind_a_decision_is_no_word_of_it() {
        for (text, expect) in [
            ("The estimates were approved, Mrs Elm abstaining.", "The estimates were approved"),
            ("The minutes were approved with Ms. Oak abstaining as she was away.", "The minutes were approved"),
            (
                "The minutes were approved as amended by a vote of 5 for, 0 against.",
                "The minutes were approved as amended",
            ),
            ("sentence dropped, draft to be sent (+1:5, 0:0)", "sentence dropped, draft to be sent"),
            ("Minutes of May are approved (Elm/Oak, 4–0).", "Minutes of May are approved"),
            ("That the meeting adjourn. (7:49 p.m.)", "That the meeting adjourn."),
            ("a vote of thanks to the Clerk, which was carried with acclamation.", "a vote of thanks to the Clerk"),
            ("The Board approved the budget; proposed AR, seconded TH, all for.", "The Board approved the budget"),
            ("to approve the consent items; Commissioner Elm seconded.", "to approve the consent items"),
            ("to sweep Mill Lane, and Trustee Jo Oak seconded the motion", "to sweep Mill Lane"),
            ("spending $850 on the form. Vote: 3 in favor, 0 opposed", "spending $850 on the form"),
            ("Jo Elm was declared elected Mayor and was invested with the chain.", "Jo Elm was declared elected Mayor"),
        ] {
            assert_eq!(own_words(text), expect, "{text}");
        }
    }

    #[test]
    fn words_of_the_decision_itself_stay() {
        for text in [
            "to vote on the plan by 3 June.",
            "that Messrs Elm & Co. be appointed as auditors.",
            "After the works, the road is to be swept.",
            "that the hall (12-14 Mill Lane) be sold to the school",
            "Following the advice of officers, the plan be made.",
            "that the rates be lowered and that the Clerk publish them.",
            "to abstain from the vote in May.",
            "Following a discussion, the motion was agreed",
            "the bowling club - £100 (proposed by Elm, seconded by Oak)",
            "the accounts be signed (2023-24)",
        ] {
            assert_eq!(own_words(text), text, "{text}");
        }
    }
}

//! Parameters that limit what is found: people see each value of them, and can take it away again.

use super::words::{Vocabulary, own_words};

own_words! {
    /// A parameter that limits what is found, by its name.
    Limit {
        /// First day.
        Since = "since",
        /// Last day.
        Until = "until",
        /// Words of the speaker's name.
        Speaker = "speaker",
        /// An identified person.
        Person = "person",
        /// A committee.
        Committee = "committee",
        /// A council.
        Council = "council",
        /// Kind of paper.
        Kind = "kind",
        /// What a passage does.
        Act = "act",
        /// An agenda item.
        Item = "item",
        /// A meeting.
        Meeting = "meeting",
        /// A document.
        Document = "document",
        /// How the speaker is known.
        Attribution = "attribution",
        /// How safely that is known.
        Certainty = "certainty",
        /// Papers without a date as well.
        Undated = "undated",
        /// Which published copies are listed.
        Copies = "copies",
        /// Other words as well.
        Related = "related",
        /// Due by a day.
        DueBefore = "due_before",
        /// What came of a motion.
        Outcome = "outcome",
        /// Who is to do it, or who moved or seconded.
        Owner = "owner",
        /// What became of it.
        Status = "status",
        /// What it rests on.
        Basis = "basis",
        /// Meetings with minutes, or without.
        WithMinutes = "with_minutes",
    }
}

impl Limit {
    /// The one that is called so.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|limit| limit.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::params::{LedgerRequest, MeetingsRequest, Request, SearchRequest, VotesRequest};

    #[test]
    fn each_is_a_parameter_and_can_be_taken_away() {
        let all = [
            SearchRequest::parameters(),
            LedgerRequest::parameters(),
            VotesRequest::parameters(),
            MeetingsRequest::parameters(),
        ];
        for limit in Limit::ALL {
            let is_known = all.iter().flatten().any(|parameter| parameter.name == limit.as_str());
            assert!(is_known, "{}", limit.as_str());
        }
        let request: SearchRequest =
            crate::web::params::parse("kind=report&kind=minutes&q=a&since=2019&cursor=x&sort=newest").unwrap();
        let limits = [(Limit::Kind, "report"), (Limit::Kind, "minutes"), (Limit::Since, "2019")];
        assert_eq!(request.limits(), limits.map(|(limit, value)| (limit, value.to_owned())));
        assert_eq!(request.without(Limit::Kind, "report").canonical(), "kind=minutes&q=a&since=2019&sort=newest");
        assert_eq!(request.first_page().paging.cursor, None);
    }
}

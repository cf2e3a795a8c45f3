//! Addresses of this site, as they stand in what is told.

use crate::store::catalogue::silences::Told;
use record::PassageId;
use url::Url;

/// Where people find this site.
#[derive(Clone, Copy)]
pub struct Site<'a>(pub &'a Url);

impl Site<'_> {
    /// The page of a passage.
    pub fn passage(self, id: &PassageId) -> Url {
        self.page(&format!("passages/{id}"))
    }

    /// The page that says more of a silence: the meeting's, the committee's, or that of what is held.
    pub fn silence(self, silence: &Told) -> Url {
        match (&silence.meeting_id, &silence.committee_id) {
            (Some(meeting), _) => self.page(&format!("meetings/{meeting}")),
            (None, Some(committee)) => self.page(&format!("committees/{committee}")),
            (None, None) => self.page("status"),
        }
    }

    /// The page that does what a link in a mail is for: `confirm` or `leave`.
    pub fn link(self, what: &str, token: &str) -> Url {
        let mut address = self.page(&format!("mail/{what}"));
        address.query_pairs_mut().append_pair("token", token);
        address
    }

    /// The site's first page.
    pub fn home(self) -> Url {
        self.page("")
    }

    fn page(self, path: &str) -> Url {
        let mut address = self.0.clone();
        address.set_path(&format!("{}/{path}", address.path().trim_end_matches('/')));
        address
    }
}

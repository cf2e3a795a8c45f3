//! The made-up council's site, crawled over HTTP.
//!
//! The oddities of real sites, and where each is covered (`moderngov` is `crawler/src/source/moderngov`):
//!
//! | oddity | test |
//! |---|---|
//! | a meeting to come, listed without a word; cancelled and postponed ones | `keeping_up::finds_everything_that_the_site_publishes`, `moderngov/tests::{a_list_tells_what_is_published_or_why_nothing_is, a_cancelled_meeting_has_a_proposed_venue_and_nothing_else}` |
//! | the short list of meetings and that of all years | `keeping_up::both_channels_give_the_same_minutes_of_the_page` (by the pages alone) |
//! | cut minutes | the same |
//! | items without title or number; 5.1, 4a, 54 | `moderngov/tests::items_keep_their_printed_numbers_and_may_lack_number_or_title` |
//! | a table of votes within the table of items | `moderngov/tests::an_item_has_files_decision_minutes_and_votes_apart` |
//! | blanks, entities, `&` and line ends in addresses; spellings of parameters | `moderngov/address::{links_with_blanks_and_line_ends_become_addresses, variants_of_an_address_lead_to_one_target}` |
//! | agenda numbers that are not the meeting's; packs and supplements behind choosers | `keeping_up::finds_everything_that_the_site_publishes`, `moderngov/tests::files_are_known_by_number_and_packs_by_their_chooser`, `sparing::a_pack_is_asked_for_only_where_a_part_of_it_may_be_missing` |
//! | XML with blanks, double escapes, empty lists | `moderngov/tests::{the_web_service_is_read_with_all_its_quirks, a_meeting_of_the_web_service_is_sorted_trimmed_and_unescaped}` |
//! | HTML for XML or PDF, error pages with status 200, redirects by script | `politeness::{a_web_service_that_answers_something_else_is_told_and_the_pages_are_read, each_misbehaviour_of_a_file_is_told_and_the_others_go_on}` |
//! | sites below a path | every test here, `moderngov/address::reads_bases_with_and_without_a_path` |
//! | Welsh labels and editions | `moderngov/tests::welsh_labels_mean_the_same`, `sparing::a_welsh_edition_is_a_variant_of_the_english_one` |
//! | attendance of nobody but the expected | `keeping_up::attendance_is_what_was_recorded_and_nothing_else` |
//! | a letter that stands in a pack too | `tests/it/site` |
//! | a paper published again with other bytes and the same words | `tests/it/papers::the_same_minutes_in_two_files_count_once` |

mod keeping_up;
mod politeness;
mod sparing;

use crawler::client::Trial;
use crawler::{Client, Clock, Manners, MemorySink, Plan, Report, SourceSpec, crawl};
use demo::{Asked, Council, Serving, Site, serve};
use jiff::{SignedDuration, Timestamp};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A clock that stands still but for those who wait, and remembers how long they did.
struct StillClock(Mutex<(Timestamp, Vec<Duration>)>);

impl StillClock {
    fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new((NOON.parse().unwrap(), Vec::new()))))
    }

    fn waits(&self) -> Vec<Duration> {
        self.0.lock().unwrap().1.clone()
    }
}

impl Clock for StillClock {
    fn now(&self) -> Timestamp {
        self.0.lock().unwrap().0
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let mut state = self.0.lock().unwrap();
        state.0 += SignedDuration::try_from(time).unwrap();
        state.1.push(time);
        Box::pin(std::future::ready(()))
    }
}

/// The day of the first crawl: a week after the last meeting that was held.
const NOON: &str = "2025-02-18T12:00:00Z";

/// A site, a sink, and everything needed to visit the one for the other.
struct World {
    site: Arc<Site>,
    serving: Serving,
    clock: Arc<StillClock>,
    sink: MemorySink,
    manners: Manners,
    plan: Plan,
    spec: SourceSpec,
    trial: Option<Arc<dyn Trial>>,
}

impl World {
    async fn new() -> Self {
        Self::with_council(Council::made_up("2025-02-18".parse().unwrap()).unwrap()).await
    }

    async fn with_council(council: Council) -> Self {
        let clock = StillClock::new();
        let site = Site::with_clock(council, clock.clone());
        let serving = serve(site.clone()).await.unwrap();
        let spec = SourceSpec {
            name: "wexcombe".into(),
            kind: "moderngov".into(),
            url: Some(serving.council_url()),
            council: Some("Wexcombe Borough Council".into()),
            ..SourceSpec::default()
        };
        let manners = Manners {
            delay: Duration::from_secs(1),
            allow_private_hosts: true,
            max_document_bytes: 1_000_000,
            // Long: on a busy machine a good answer takes its time, too.
            patience: Duration::from_secs(60),
            deadline: Duration::from_secs(120),
            ..Manners::default()
        };
        let plan = Plan { now: clock.now(), look_back_days: 120, full: false, max_document_bytes: 1_000_000 };
        Self { site, serving, clock, sink: MemorySink::default(), manners, plan, spec, trial: None }
    }

    async fn visit(&mut self) -> Report {
        let mut client = Client::with_clock(self.manners.clone(), self.clock.clone());
        if let Some(trial) = &self.trial {
            client = client.with_trial(Arc::clone(trial));
        }
        let source = self.spec.build().unwrap();
        crawl(source.as_ref(), &client, &self.plan, &mut self.sink).await.unwrap()
    }

    /// Visits for what is asked, not for what is found.
    async fn log_of_visit(&mut self) -> (Report, Vec<Asked>) {
        self.site.take_log();
        let report = self.visit().await;
        (report, self.site.take_log())
    }

    fn after_days(&mut self, days: i64) -> &mut Self {
        self.plan.now += SignedDuration::from_hours(24 * days);
        self
    }

    fn of_inspectorate(&mut self) -> &mut Self {
        self.spec = SourceSpec {
            name: "inspectorate".into(),
            kind: "ofsted".into(),
            url: Some(self.serving.inspectorate_url(&self.site)),
            council: self.spec.council.clone(),
            ..SourceSpec::default()
        };
        self
    }
}

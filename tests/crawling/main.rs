//! The made-up council's site, crawled over HTTP.

mod keeping_up;
mod politeness;

use crawler::{Client, Clock, Manners, MemorySink, Plan, Report, SourceSpec, crawl};
use jiff::{SignedDuration, Timestamp};
use minutebook::demo::{Asked, Council, Serving, Site, serve};
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
}

impl World {
    async fn new() -> Self {
        Self::of(Council::made_up("2025-02-18".parse().unwrap()).unwrap()).await
    }

    async fn of(council: Council) -> Self {
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
            patience: Duration::from_millis(300),
            deadline: Duration::from_secs(20),
            ..Manners::default()
        };
        let plan = Plan { now: clock.now(), look_back_days: 120, full: false, max_document_bytes: 1_000_000 };
        Self { site, serving, clock, sink: MemorySink::default(), manners, plan, spec }
    }

    async fn visit(&mut self) -> Report {
        let client = Client::with_clock(self.manners.clone(), self.clock.clone());
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

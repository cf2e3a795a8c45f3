//! Every platform against a twin of it on loopback: one made-up body, drawn as each platform draws it, and one suite of what
//! every source owes. Real pages that were saved are read by the same door, where there are any.

mod body;
mod clock;
mod cmis;
mod contract;
mod data;
mod detecting;
mod infocouncil;
mod moderngov;
mod oddities;
mod plain;
mod saved;
mod server;

use clock::StillClock;
use crawler::{Client, Manners, MemorySink, Plan, Report, SourceSpec, crawl};
use jiff::SignedDuration;
use server::{Asked, Draw, Twin};
use std::sync::Arc;
use std::time::Duration;

/// A platform: how it is drawn, and what its block says besides name, kind and council.
#[derive(Clone, Copy)]
struct Platform {
    name: &'static str,
    kind: &'static str,
    path: &'static str,
    draw: Draw,
    /// Requests that a first visit cannot do without besides robots.txt and one for each paper.
    lists: fn(&Twin) -> usize,
    /// Whether it tells of meetings, or of papers alone.
    has_meetings: bool,
}

const PLATFORMS: &[Platform] = &[
    Platform {
        name: "moderngov",
        kind: "moderngov",
        path: "/mg/",
        draw: moderngov::draw,
        // Whether there is a web service, the committees that meet and those that met, the list of each, a page for each
        // meeting, who was at those that were held; two registers in two years, the members, and the seats of each committee.
        lists: |twin| {
            let held = twin.meetings.iter().filter(|m| !m.cancelled && m.on < body::today()).count();
            1 + 2 + 4 + twin.meetings.len() + held + 3 + 1 + 4
        },
        has_meetings: true,
    },
    Platform {
        name: "cmis",
        kind: "cmis",
        path: "/elm/",
        draw: cmis::draw,
        // Home, list of the month, 14 months with 12 quiet ones before and 3 after, the list of committees, the board, and a
        // page for each meeting.
        lists: |twin| 2 + 14 + 12 + 3 + 2 + twin.meetings.len(),
        has_meetings: true,
    },
    Platform {
        name: "infocouncil, grid",
        kind: "infocouncil",
        path: "/",
        draw: infocouncil::grid,
        lists: |_| 2,
        has_meetings: true,
    },
    Platform {
        name: "infocouncil, cards",
        kind: "infocouncil",
        path: "/",
        draw: infocouncil::cards,
        lists: |_| 2,
        has_meetings: true,
    },
    Platform {
        name: "links",
        kind: "links",
        path: "/council/",
        draw: plain::draw,
        // The start page, the list, its second page, last year's.
        lists: |_| 4,
        has_meetings: false,
    },
    Platform {
        name: "legistar",
        kind: "legistar",
        path: "/v1/elm",
        draw: data::legistar,
        // One list, the items of each meeting, the votes of one item of each.
        lists: |twin| 1 + 2 * twin.meetings.len(),
        has_meetings: true,
    },
    Platform {
        name: "escribe",
        kind: "escribe",
        path: "/",
        draw: data::escribe,
        // Next year, two years with meetings, three quiet ones before, and the page of each agenda.
        lists: |twin| 1 + 2 + 3 + twin.published().iter().filter(|(_, paper)| paper.what == body::What::Agenda).count(),
        has_meetings: true,
    },
    Platform {
        name: "civicclerk",
        kind: "civicclerk",
        path: "/",
        draw: data::civicclerk,
        lists: |twin| twin.meetings.len().div_ceil(25) + twin.meetings.len(),
        has_meetings: true,
    },
    Platform {
        name: "primegov",
        kind: "primegov",
        path: "/",
        draw: data::primegov,
        // Those to come, two years with meetings, three quiet ones before.
        lists: |_| 1 + 2 + 3,
        has_meetings: true,
    },
    Platform {
        name: "oparl",
        kind: "oparl",
        path: "/oparl",
        draw: data::oparl,
        // System, bodies, organisations, meetings in pages of twenty, papers.
        lists: |twin| 4 + twin.meetings.len().div_ceil(20),
        has_meetings: true,
    },
];

/// A twin, a sink, and everything needed to visit the one for the other.
struct World {
    twin: Arc<Twin>,
    sink: MemorySink,
    spec: SourceSpec,
    plan: Plan,
    manners: Manners,
    clock: Arc<StillClock>,
}

impl World {
    async fn new(platform: &Platform) -> Self {
        let clock = StillClock::new(body::NOON);
        let twin = Twin::new(platform.draw, clock.clone());
        Self::with(twin, clock, platform.kind, platform.path).await
    }

    async fn with(twin: Arc<Twin>, clock: Arc<StillClock>, kind: &str, path: &str) -> Self {
        twin.serve().await;
        let spec = SourceSpec {
            name: "elm".into(),
            kind: kind.into(),
            url: Some(format!("{}{path}", twin.home())),
            council: Some("Elm Council".into()),
            ..SourceSpec::default()
        };
        let manners = Manners {
            delay: Duration::from_secs(1),
            allow_private_hosts: true,
            max_document_bytes: 5_000_000,
            ..Manners::default()
        };
        let now = body::NOON.parse().unwrap();
        let plan = Plan { now, look_back_days: 120, full: false, max_document_bytes: 5_000_000 };
        Self { twin, sink: MemorySink::default(), spec, plan, manners, clock }
    }

    async fn visit(&mut self) -> Report {
        let client = Client::with_clock(self.manners.clone(), self.clock.clone());
        let source = self.spec.build().unwrap();
        crawl(source.as_ref(), &client, &self.plan, &mut self.sink).await.unwrap()
    }

    /// Visits for what is asked, not for what is found.
    async fn log_of_visit(&mut self) -> (Report, Vec<Asked>) {
        self.twin.take_log();
        let report = self.visit().await;
        (report, self.twin.take_log())
    }

    fn after_days(&mut self, days: i64) -> &mut Self {
        self.plan.now += SignedDuration::from_hours(24 * days);
        self.twin.state().epoch += 1;
        self
    }
}

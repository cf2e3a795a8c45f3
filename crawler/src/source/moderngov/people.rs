//! Members: councillors with party, ward and terms, and who sits on which committee. Asked for once a week; addresses,
//! phones and mails are never read.

use super::address::Target;
use super::lists::{self, CommitteeRow};
use super::{Crawl, PAGE, service};
use crate::client::Expect;
use crate::sink::Known;
use crate::source::page;
use crate::source::visit::VisitError;
use jiff::SignedDuration;
use record::{MemberFacts, ProblemCode, Term};
use scraper::Html;
use std::collections::BTreeMap;

/// Members change seldom.
const ASK_AFTER: SignedDuration = SignedDuration::from_hours(7 * 24 - 6);

impl Crawl<'_, '_, '_> {
    /// Asks who the members are, if it is time. Members are replaced as a whole, so that nobody keeps a seat that the
    /// site does not show any more.
    pub(super) async fn visit_people(&mut self, committees: &[CommitteeRow]) -> Result<(), VisitError> {
        let ledger = self.source.base.join("mgMemberIndex.aspx");
        let known = self.visit.sink.known_page(ledger.as_str())?;
        let now = self.visit.plan.now;
        let fresh = known.and_then(|known| known.checked_at).is_some_and(|at| now.duration_since(at) < ASK_AFTER);
        if fresh && !self.visit.plan.full {
            return Ok(());
        }
        let mut members: BTreeMap<String, MemberFacts> = BTreeMap::new();
        for mut member in self.councillors().await? {
            member.url = member.key.parse().ok().map(|id| self.source.base.page(&Target::Member(id)).to_string());
            members.insert(member.key.clone(), member);
        }
        for committee in committees.iter().filter(|committee| !committee.expired) {
            let url = self.source.base.page(&Target::Committee(committee.id));
            let Some(page) = self.fetch_page(&url, PAGE, None).await? else { continue };
            for seat in lists::seats(&Html::parse_document(&page::text(&page.body))) {
                let key = seat.member.to_string();
                let member = members.entry(key.clone()).or_insert_with(|| MemberFacts {
                    key,
                    name: seat.name,
                    url: Some(self.source.base.page(&Target::Member(seat.member)).to_string()),
                    ..MemberFacts::default()
                });
                let term = Term {
                    role: seat.office.unwrap_or_else(|| "Member".into()),
                    committee: Some(committee.name.clone()),
                    ..Term::default()
                };
                if !member.terms.contains(&term) {
                    member.terms.push(term);
                }
            }
        }
        for member in members.into_values() {
            let member =
                MemberFacts { scope: self.source.scope.clone(), council: self.source.council.clone(), ..member };
            self.visit.sink.member(&member)?;
        }
        let checked = Known { checked_at: Some(now), ..Known::default() };
        Ok(self.visit.sink.page(ledger.as_str(), checked)?)
    }

    /// From the web service, or from the members' own pages.
    async fn councillors(&mut self) -> Result<Vec<MemberFacts>, VisitError> {
        if self.has_service {
            let url = self.source.base.service("GetCouncillorsByWard", &[]);
            if let Some(page) = self.fetch_page(&url, Expect::Xml { root: "councillorsbyward" }, None).await? {
                match service::councillors(&page.body) {
                    Ok(members) if !members.is_empty() => return Ok(members),
                    Ok(_) => {}
                    Err(reason) => self.visit.sink.problem(ProblemCode::BadAnswer, &format!("{url}: {reason}"))?,
                }
            }
        }
        let url = self.source.base.join("mgMemberIndex.aspx?VW=TABLE&PIC=1&FN=");
        let Some(page) = self.fetch_page(&url, PAGE, None).await? else { return Ok(Vec::new()) };
        let listed = lists::members(&Html::parse_document(&page::text(&page.body)));
        let mut members = Vec::new();
        for id in listed {
            let url = self.source.base.page(&Target::Member(id));
            let Some(page) = self.fetch_page(&url, PAGE, None).await? else { continue };
            members.push(lists::member(&Html::parse_document(&page::text(&page.body)), id));
        }
        Ok(members)
    }
}

//! Ofsted: the reports page of one provider, and the letters and reports that it lists.
//!
//! Markup classes changed before and will again: what is relied on is the address of a file and the words of its link,
//! which give type and day of publication. Identity is the number in the file's address.

use super::visit::{Visit, VisitError, survive};
use super::{Kind, Source, SourceSpec, SpecError, Visiting};
use crate::client::{Access, Expect, FetchError, Site};
use crate::sink::Known;
use crate::source::dates;
use crate::source::page::{self, ANCHOR, NEXT};
use jiff::civil::Date;
use record::{DocumentFacts, Kind as DocumentKind};
use scraper::{ElementRef, Html};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use url::Url;

pub(super) const KIND: Kind = Kind {
    name: "ofsted",
    help: "inspection letters and reports of one provider, by the address of its page on reports.ofsted.gov.uk",
    keys: &[
        ("url", true),
        ("council", false),
        ("since", false),
        ("hosts", false),
        ("extra_ca", false),
        ("timeout_seconds", false),
    ],
    build,
};

/// Where files lie; the second is what old links name.
const FILE_HOSTS: [&str; 2] = ["files.ofsted.gov.uk", "files.api.ofsted.gov.uk"];

/// Keys are the inspectorate's own, whoever asks.
const SCOPE: &str = "ofsted";

/// Most pages of a list that are followed: a provider has one or two, so more is a circle.
const MAX_PAGES: usize = 100;

struct Ofsted {
    name: String,
    council: Option<String>,
    url: Url,
    access: Access,
    since: Option<Date>,
}

/// One entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Publication {
    number: u64,
    url: Url,
    title: String,
    /// As the list says it, in lower case: "children's services focused visit".
    kind: Option<String>,
    published: Option<Date>,
}

fn build(spec: &SourceSpec) -> Result<Box<dyn Source>, SpecError> {
    let text = spec.url.as_deref().unwrap_or_default();
    let url: Url = text.trim().parse().map_err(|error| spec.bad("url", format!("{text:?}: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(spec.bad("url", format!("{text:?} must begin with https:// or http://")));
    }
    let more = spec.hosts.clone().unwrap_or_default();
    Ok(Box::new(Ofsted {
        name: spec.name.clone(),
        council: spec.council.clone(),
        access: Access {
            url: url.clone(),
            hosts: FILE_HOSTS.iter().map(|host| (*host).to_owned()).chain(more).collect(),
            extra_ca: spec.extra_ca.clone(),
            patience: spec.timeout_seconds.map(Duration::from_secs),
        },
        url,
        since: spec.first_day()?,
    }))
}

impl Source for Ofsted {
    fn name(&self) -> &str {
        &self.name
    }

    fn visit<'a>(&'a self, visit: &'a mut Visit<'_>) -> Visiting<'a> {
        Box::pin(async move {
            let mut site = visit.client.site(&self.access).map_err(|error| VisitError::Failed(error.to_string()))?;
            let ended = self.crawl(visit, &mut site).await;
            visit.report.asked += site.asked;
            visit.report.bytes += site.bytes;
            ended
        })
    }
}

impl Ofsted {
    async fn crawl(&self, visit: &mut Visit<'_>, site: &mut Site<'_>) -> Result<(), VisitError> {
        let listed = self.list(visit, site).await?;
        let wanted = listed
            .values()
            .filter(|publication| publication.published.is_none_or(|on| self.since.is_none_or(|since| on >= since)));
        for publication in wanted {
            let facts = self.facts(publication);
            // A file is replaced rarely and then gets a new number: what is held is asked for again only in a full crawl
            // or while it is recent.
            let known = visit.sink.known_document(SCOPE, &facts.key)?;
            let held = known.is_some_and(|known| known.hash.is_some() && known.missing_since.is_none());
            let recent = publication.published.is_some_and(|on| {
                visit.today().duration_since(on).as_hours() / 24 <= i64::from(visit.plan.look_back_days)
            });
            if held && !recent && !visit.plan.full {
                visit.keep_as_is(&facts)?;
            } else {
                visit.fetch_document(site, &facts, Expect::Pdf).await?;
            }
        }
        self.tell_gone(visit, &listed)
    }

    /// Every entry of every page of the list, by number. A list that cannot be read to its end is a failure: nothing
    /// could be said of what it does not show.
    async fn list(&self, visit: &mut Visit<'_>, site: &mut Site<'_>) -> Result<BTreeMap<u64, Publication>, VisitError> {
        let mut listed = BTreeMap::new();
        let (mut next, mut seen) = (Some(self.url.clone()), BTreeSet::new());
        while let Some(url) = next.take().filter(|url| seen.len() < MAX_PAGES && seen.insert(url.to_string())) {
            let answer = survive(site.page(&url, Expect::Html { marker: "/provider" }, None).await)?;
            let page = match answer {
                Ok(Some(page)) => page,
                Ok(None) => return Err(VisitError::Failed(format!("{url} answers that it has not changed"))),
                Err(miss @ (FetchError::Refused(_) | FetchError::Forbidden(_))) => {
                    return Err(VisitError::Refused(miss.to_string()));
                }
                Err(miss) => return Err(VisitError::Failed(miss.to_string())),
            };
            let html = Html::parse_document(&page::text(&page.body));
            listed.extend(publications(&html, &page.url).into_iter().map(|found| (found.number, found)));
            next = html.select(&NEXT).next().and_then(|link| page::href(link, &page.url));
            let known = Known { checked_at: Some(visit.plan.now), ..page.known };
            visit.sink.page(url.as_str(), known)?;
        }
        if listed.is_empty() {
            visit.report.notes.push(format!("{} lists no reports", self.url));
        }
        Ok(listed)
    }

    /// Only the keys of this provider: the scope is shared by the providers of other councils.
    fn tell_gone(&self, visit: &mut Visit<'_>, listed: &BTreeMap<u64, Publication>) -> Result<(), VisitError> {
        if listed.is_empty() {
            return Ok(());
        }
        for key in visit.sink.held_keys(SCOPE)? {
            let number = key.rsplit(':').next().and_then(|number| number.parse::<u64>().ok());
            if number.is_none_or(|number| listed.contains_key(&number)) {
                continue;
            }
            if let Some(held) = visit.sink.held_document(SCOPE, &key)?.filter(|held| self.lists(&held.facts)) {
                visit.miss_listed(&held.facts, "the provider's page does not list it any more")?;
            }
        }
        Ok(())
    }

    fn facts(&self, publication: &Publication) -> DocumentFacts {
        DocumentFacts {
            scope: SCOPE.to_owned(),
            key: format!("file:{}", publication.number),
            url: Some(publication.url.to_string()),
            file_name: format!("{}.pdf", publication.number),
            title: Some(publication.title.clone()),
            kind: Some(document_kind(publication)),
            council: self.council.clone(),
            dated: publication.published,
            found_on: Some(self.url.to_string()),
            ..DocumentFacts::default()
        }
    }

    /// Whether it was this provider's page that listed a document.
    fn lists(&self, facts: &DocumentFacts) -> bool {
        facts.found_on.as_deref() == Some(self.url.as_str())
    }
}

/// What a publication is, as far as its label tells: visits end in a letter, inspections in a report. Any other type is
/// taken for a letter and looked at when it is read.
fn document_kind(publication: &Publication) -> DocumentKind {
    let label = format!("{} {}", publication.kind.as_deref().unwrap_or_default(), publication.title.to_lowercase());
    if label.contains("inspection") && !label.contains("visit") {
        DocumentKind::InspectionReport
    } else {
        DocumentKind::Letter
    }
}

/// Every link to a file of the inspectorate: `…/v1/file/50123456` with "type, pdf - 01 August 2024" in its words.
fn publications(page: &Html, at: &Url) -> Vec<Publication> {
    page.select(&ANCHOR).filter_map(|link| publication(link, at)).collect()
}

fn publication(link: ElementRef<'_>, at: &Url) -> Option<Publication> {
    let url = page::href(link, at)?;
    let (_, after) = url.path().split_once("/v1/file/")?;
    let number = after.trim_matches('/').parse().ok()?;
    let words = page::words(link);
    let (before_date, date) = words.rsplit_once(" - ").unwrap_or((words.as_str(), ""));
    let kind = before_date.rsplit_once(',').map(|(kind, _)| kind);
    let title = link.children().filter_map(|child| child.value().as_text().map(|text| text.trim().to_owned()));
    let title = title.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    let kind = kind.map(|kind| kind.strip_prefix(&title).unwrap_or(kind).trim().to_lowercase());
    Some(Publication {
        number,
        url,
        title: if title.is_empty() { before_date.to_owned() } else { title },
        kind: kind.filter(|kind| !kind.is_empty()),
        published: dates::day(date),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = r#"<html><body><a href="/provider/44/81999">Elmbury</a><ol>
      <li><a class="publication-link" href="https://files.ofsted.gov.uk/v1/file/50123456" target="_blank">
        Focused visit <span class="nonvisual">children's services focused visit, pdf - 01 August 2024</span></a></li>
      <li><a href="https://files.api.ofsted.gov.uk/v1/file/2717171">Inspection
        <span class="nonvisual">Single inspection of LA children's services as pdf, pdf - 12 May 2015</span></a></li>
      <li><a href="/v1/file/50200000"><span>joint area child protection inspection, pdf - 3 March 2023</span></a></li>
      <li><a href="/v1/file/none">Nothing</a></li></ol>
      <ul class="pagination"><li class="next"><a href="?start=10">Next</a></li></ul></body></html>"#;

    #[test]
    fn reads_number_type_and_day_of_publication() {
        let at: Url = "https://reports.ofsted.gov.uk/provider/44/81999".parse().unwrap();
        let page = Html::parse_document(LIST);
        let found: Vec<_> = publications(&page, &at)
            .iter()
            .map(|p| {
                let on = p.published.map(|on| on.to_string()).unwrap_or_default();
                format!(
                    "{} | {} | {} | {on} | {}",
                    p.number,
                    p.title,
                    p.kind.clone().unwrap_or_default(),
                    document_kind(p)
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                "50123456 | Focused visit | children's services focused visit | 2024-08-01 | letter",
                "2717171 | Inspection | single inspection of la children's services as pdf | 2015-05-12 | inspection_report",
                "50200000 | joint area child protection inspection, pdf | joint area child protection inspection | 2023-03-03 | inspection_report",
            ]
        );
        let next = page.select(&NEXT).next().and_then(|link| page::href(link, &at)).unwrap();
        assert_eq!(next.as_str(), "https://reports.ofsted.gov.uk/provider/44/81999?start=10");
    }
}

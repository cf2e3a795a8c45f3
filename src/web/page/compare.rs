//! Two people side by side.

use super::address::Address;
use super::filters::{self, Chip};
use super::listing::{ListPage, Listed, draw_list};
use super::{Drawn, Shell, draw, votes, words};
use crate::web::answers::{Comparison, Page, PersonDetail, SharedVote};
use crate::web::error::Problem;
use crate::web::params::{CompareRequest, Params};
use crate::web::queries::{self, ReadContext};
use crate::web::state::App;
use crate::web::turns::Cost;
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "compare.html")]
struct Pair {
    shell: Shell,
    chosen: Vec<Chip>,
    found: Comparison,
    list: Listed<SharedVote>,
    /// The same with only the votes in which they differed, or with all again.
    turned: String,
    differed: bool,
}

impl ListPage for Pair {
    type Row = SharedVote;

    fn list(&mut self) -> &mut Listed<SharedVote> {
        &mut self.list
    }
}

/// Whom somebody can be compared with.
#[derive(Template)]
#[template(path = "comparewith.html")]
struct Others {
    shell: Shell,
    person: PersonDetail,
    others: Vec<Other>,
    more: u64,
}

struct Other {
    name: String,
    votes: u64,
    link: String,
}

/// Others that are offered: a council's members are fewer, most of the time.
const OFFERED: usize = 80;

pub async fn page(State(app): State<App>, Params(request): Params<CompareRequest>) -> Drawn {
    let here = Address::new("/compare", &request);
    app.answer_at(Cost::SeveralPasses, move |context| match &request.filters.person[..] {
        [alone] => draw(&with_whom(context, alone, &here)?),
        _ => pair(context, &request, &here),
    })
    .await
}

fn pair(context: &ReadContext<'_>, request: &CompareRequest, here: &Address<CompareRequest>) -> Drawn {
    let mut found = queries::compare(context, request)?;
    let differed = request.compare.differed == Some(true);
    let names: Vec<&str> = found.people.iter().map(|detail| detail.person.name.as_str()).collect();
    let bare = here.with(|request| request.compare.differed = None);
    let rows = Page { results: std::mem::take(&mut found.results), total: found.total, next: found.next.take() };
    let page = Pair {
        shell: Shell::new(names.join(" and "), "/people"),
        chosen: filters::chips_beside_people(context, here),
        list: Listed::new(rows, here),
        turned: if differed {
            bare.to_string()
        } else {
            bare.with(|request| request.compare.differed = Some(true)).to_string()
        },
        differed,
        found,
    };
    draw_list(page, here, &request.paging, |paging| {
        Ok(queries::compare(context, &CompareRequest { paging, ..request.clone() })?.next)
    })
}

fn with_whom(context: &ReadContext<'_>, id: &str, here: &Address<CompareRequest>) -> Result<Others, Problem> {
    let person = queries::person_asked(context, id)?;
    let all = queries::fellow_voters(context, &person.person.id)?;
    let link = |other: &str| here.with(|request| request.filters.person.push(other.into())).to_string();
    let offered = all.iter().take(OFFERED);
    let others: Vec<Other> =
        offered.map(|other| Other { name: other.name.clone(), votes: other.votes, link: link(&other.id) }).collect();
    Ok(Others {
        shell: Shell::new(format!("Compare {}", person.person.name), "/people"),
        more: all.len().saturating_sub(others.len()) as u64,
        person,
        others,
    })
}

impl Pair {
    /// The rows of the table: what is counted, and how much of it is each one's.
    fn rows(&self) -> Vec<(&'static str, Vec<u64>)> {
        let each = |count: fn(&PersonDetail) -> u64| self.found.people.iter().map(count).collect::<Vec<_>>();
        vec![
            ("Meetings present", each(|detail| detail.present)),
            ("Meetings in attendance", each(|detail| detail.in_attendance)),
            ("Apologies", each(|detail| detail.apologies)),
            ("Questions asked", each(|detail| passages(detail, "question"))),
            ("Answers given", each(|detail| passages(detail, "answer"))),
            ("Votes for", each(|detail| detail.votes.r#for)),
            ("Votes against", each(|detail| detail.votes.against)),
            ("Abstentions", each(|detail| detail.votes.abstain)),
            ("Motions moved", each(|detail| detail.moved)),
            ("Commitments undertaken", each(|detail| detail.binding_commitments)),
        ]
    }
}

fn passages(detail: &PersonDetail, act: &str) -> u64 {
    detail.acts.iter().find(|count| count.act == act).map_or(0, |count| count.passages)
}

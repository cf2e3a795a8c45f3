//! Lists on pages: as many rows as a page can carry, and where the list goes on after them.

use super::address::Address;
use super::assets;
use super::shell::{Drawn, draw};
use crate::web::answers::Page;
use crate::web::error::Problem;
use crate::web::params::{Number, PagingParams, Request};
use askama::Template;

/// Bytes of a page with its style that are too many for a slow line.
const HEAVY: usize = 60_000;

/// The rows of a list that a page shows.
pub struct Listed<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the list goes on after them.
    pub next: Option<String>,
}

impl<T> Listed<T> {
    /// What was found for `here`.
    pub fn new<R: Request>(found: Page<T>, here: &Address<R>) -> Self {
        Self { rows: found.results, next: found.next.map(|cursor| here.next_page(cursor)) }
    }
}

/// A page with a list, which can be cut shorter.
pub trait ListPage: Template {
    /// A row of it.
    type Row;

    /// The list.
    fn list(&mut self) -> &mut Listed<Self::Row>;
}

/// Draws the page of `here` with as many rows as it can carry, one at least; with all of them where their number was
/// asked for. `next` finds the cursor at which the list goes on after a page with fewer rows.
///
/// # Errors
/// The page cannot be drawn; those of `next`.
pub fn draw_list<P: ListPage, R: Request>(
    mut page: P,
    here: &Address<R>,
    paging: &PagingParams,
    next: impl Fn(PagingParams) -> Result<Option<String>, Problem>,
) -> Drawn {
    let drawn = draw(&page)?;
    let room = HEAVY.saturating_sub(assets::STYLE.weight());
    if paging.page_size.is_some() || drawn.0.len() < room || page.list().rows.len() < 2 {
        return Ok(drawn);
    }
    let mut rows = carried(&mut page, room)?;
    loop {
        let shorter = PagingParams { page_size: Some(Number(rows as u64)), ..paging.clone() };
        let list = page.list();
        list.rows.truncate(rows);
        list.next = next(shorter)?.map(|cursor| here.next_page(cursor));
        let drawn = draw(&page)?;
        // The way to the next page stands only on a page that was cut, and weighs something too.
        if drawn.0.len() < room || rows == 1 {
            return Ok(drawn);
        }
        rows -= 1;
    }
}

/// With how many of its rows a page that is too heavy with all of them is not, one at least.
fn carried<P: ListPage>(page: &mut P, room: usize) -> Result<usize, Problem> {
    let (mut fits, mut heavy) = (1, page.list().rows.len());
    while heavy - fits > 1 {
        let half = fits.midpoint(heavy);
        let rest = page.list().rows.split_off(half);
        let weight = draw(page)?.0.len();
        page.list().rows.extend(rest);
        (fits, heavy) = if weight < room { (half, heavy) } else { (fits, half) };
    }
    Ok(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::params::ListPageRequest;

    /// Rows of so many bytes.
    #[derive(Template)]
    #[template(
        source = "{% for row in list.rows %}{{ row }}\n{% endfor %}{% if let Some(next) = list.next %}{{ next }}{% endif %}",
        ext = "txt"
    )]
    struct Rows {
        list: Listed<String>,
    }

    impl ListPage for Rows {
        type Row = String;

        fn list(&mut self) -> &mut Listed<String> {
            &mut self.list
        }
    }

    /// The page of a list that begins at a row. Its cursors are the numbers of rows.
    fn found(weights: &[usize], paging: &PagingParams) -> Page<String> {
        let size = paging.page_size.map_or(20, |size| size.0 as usize);
        let from = paging.cursor.as_ref().map_or(0, |cursor| cursor.0.parse().unwrap());
        let rest = weights.get(from..).unwrap_or_default();
        let results = rest.iter().take(size).map(|&weight| "x".repeat(weight)).collect();
        Page { results, total: weights.len() as u64, next: (rest.len() > size).then(|| (from + size).to_string()) }
    }

    fn drawn(weights: &[usize], paging: PagingParams) -> String {
        let here = Address::new("/rows", &ListPageRequest { paging: paging.clone() });
        let page = Rows { list: Listed::new(found(weights, &paging), &here) };
        draw_list(page, &here, &paging, |paging| Ok(found(weights, &paging).next)).unwrap().0
    }

    #[test]
    fn a_page_carries_what_it_can_and_the_list_goes_on_where_it_was_cut() {
        let weights: Vec<usize> = (0..90).map(|i| 50 + i * 977 % 6_000).chain([HEAVY * 2, 10, 20]).collect();
        let room = HEAVY - assets::STYLE.weight();
        let (mut from, mut seen, mut cut) = (0, Vec::<usize>::new(), 0);
        loop {
            let cursor = Some(from.to_string().into());
            let page = drawn(&weights, PagingParams { page_size: None, cursor });
            let rows: Vec<usize> = page.lines().filter(|line| line.starts_with('x')).map(str::len).collect();
            assert!(page.len() < room || rows.len() == 1, "{} bytes in {} rows", page.len(), rows.len());
            seen.extend(&rows);
            let Some(next) = page.lines().find_map(|line| line.strip_prefix("/rows?cursor=")) else { break };
            if rows.len() < 20 {
                // One row more would have been too many.
                assert!(page.len() + weights[from + rows.len()] + 1 >= room, "row {from}: {} bytes", page.len());
                cut += 1;
            }
            from = next.parse().unwrap();
            assert_eq!(from, seen.len());
        }
        assert_eq!(seen, weights);
        assert!(cut > 3, "{cut}");
    }

    #[test]
    fn a_number_of_rows_that_was_asked_for_is_kept() {
        let asked = PagingParams { page_size: Some(Number(40)), cursor: None };
        let page = drawn(&[5_000; 60], asked);
        assert_eq!(page.lines().filter(|line| line.starts_with('x')).count(), 40);
        assert!(page.ends_with("/rows?page_size=40&cursor=40") && page.len() > HEAVY);
    }
}

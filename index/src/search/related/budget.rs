//! How much of the index a question in other words may look at: enough for what is usual, and told where it is not. It is
//! counted in passages and not in time, so that the same question has the same answer on any machine and on every page.

use super::Rewrite;
use crate::error::IndexError;
use crate::plan::Pattern;
use crate::read::Snapshot;
use std::collections::BTreeSet;
use std::ops::Range;

/// Passages that may be looked at for each millisecond that one pass over the index may take: a million in five seconds,
/// which take a tenth of one.
const FOR_A_MILLISECOND: u64 = 200;

/// Passages that are looked at in the time in which the print of one is read, for capitals: on the record of
/// docs/performance.md 0.1 and 15 microseconds.
const PRINT: u64 = 150;

impl Snapshot {
    /// Those of the passes, nearest route first, that one question may make. The nearest is always made.
    pub(super) fn affordable(
        &self,
        rewrites: &[Rewrite],
        mut passes: Vec<Range<usize>>,
        cut: &mut Vec<String>,
    ) -> Result<Vec<Range<usize>>, IndexError> {
        let most = FOR_A_MILLISECOND.saturating_mul(u64::try_from(self.budget.as_millis()).unwrap_or(u64::MAX));
        let mut work = Vec::new();
        for pass in &passes {
            let ways = &rewrites[pass.clone()];
            let passages = ways.iter().map(|way| self.passages_at_most(&way.pattern)).sum::<Result<u64, _>>()?;
            work.push(passages.saturating_mul(if ways[0].needs.print() { PRINT } else { 1 }));
        }
        let fits = fitting(&work, most);
        let left: Vec<&Rewrite> = passes
            .iter()
            .zip(&fits)
            .filter(|(_, fits)| !**fits)
            .flat_map(|(pass, _)| &rewrites[pass.clone()])
            .collect();
        if !left.is_empty() {
            cut.push(left_out(&left, most));
        }
        let mut fits = fits.into_iter();
        passes.retain(|_| fits.next().unwrap_or(false));
        Ok(passes)
    }

    /// Passages in which a pattern may stand, at most: what it costs to look for it.
    fn passages_at_most(&self, pattern: &Pattern) -> Result<u64, IndexError> {
        let each = |parts: &[Pattern]| -> Result<Vec<u64>, IndexError> {
            parts.iter().map(|part| self.passages_at_most(part)).collect()
        };
        Ok(match pattern {
            Pattern::Leaf(leaf) => {
                self.frequencies.get_or(leaf.clone(), || self.engine.weight(leaf).map(|(with, _)| with as u64))?
            }
            Pattern::Sequence(parts) | Pattern::Near(_, parts) => each(parts)?.into_iter().min().unwrap_or(0),
            Pattern::Any(parts) => each(parts)?.into_iter().sum(),
            Pattern::AndNextWord(part) => self.passages_at_most(part)?,
        })
    }
}

/// Which of them fit into `most` together, each where those before it leave room; the first always does.
fn fitting(work: &[u64], most: u64) -> Vec<bool> {
    let mut sum = 0u64;
    let mut fits = |(at, &passages): (usize, &u64)| {
        let fits = at == 0 || sum.saturating_add(passages) <= most;
        sum = if fits { sum.saturating_add(passages) } else { sum };
        fits
    };
    work.iter().enumerate().map(&mut fits).collect()
}

/// What is told of ways that were not looked for.
fn left_out(rewrites: &[&Rewrite], most: u64) -> String {
    let routes: BTreeSet<_> = rewrites.iter().map(|way| way.route).collect();
    let routes: Vec<&str> = routes.into_iter().map(|route| route.as_str()).collect();
    let (terms, routes) = (rewrites.len(), routes.join(", "));
    format!(
        "other words: with {terms} more terms ({routes}) more would be looked at than {most} passages; ask for these routes alone"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::RouteKind;

    #[test]
    fn the_nearest_come_first_and_what_is_left_is_told() {
        for (work, most, fits) in [
            (vec![5, 5, 5], 10, vec![true, true, false]),
            (vec![5, 5, 5], 15, vec![true, true, true]),
            (vec![50, 1], 10, vec![true, false]),
            (vec![5, 50, 1], 10, vec![true, false, true]),
            (vec![u64::MAX, 1], 10, vec![true, false]),
            (vec![], 10, vec![]),
        ] {
            assert_eq!(fitting(&work, most), fits, "{work:?} {most}");
        }
        let way = |route| Rewrite::new(route, Pattern::any(Vec::new()), String::new());
        let ways = [way(RouteKind::Spelling), way(RouteKind::Family), way(RouteKind::Family)];
        let said = left_out(&ways.iter().collect::<Vec<_>>(), 7);
        assert!(said.contains("3 more terms (family, spelling) more would be looked at than 7 passages"), "{said}");
    }
}

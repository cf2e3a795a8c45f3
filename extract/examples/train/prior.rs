//! Weights that were learnt before, to go on from: papers that are no longer at hand keep their say.

use crate::data::Features;
use crate::objective::Layout;
use extract::structure::speech::speakers::state::STATES;
use std::error::Error;
use std::path::Path;

/// What each feature weighed, line by line of the file.
#[derive(Clone, Default)]
pub struct Prior {
    rows: Vec<Row>,
}

#[derive(Clone)]
struct Row {
    sort: Sort,
    name: String,
    /// Places in the feature's own row, with their weights.
    weights: Vec<(usize, f64)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Sentence,
    Mention,
    Speaker,
    Transition,
}

impl Prior {
    /// Reads a file of weights.
    pub fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let lines = text.lines().filter(|line| !line.starts_with(['#', 'C']));
        let rows = lines.map(|line| row(line).ok_or_else(|| format!("{}: no weights: {line}", path.display())));
        Ok(Self { rows: rows.collect::<Result<_, _>>()? })
    }

    /// Numbers its features before those of any paper, so that none of them is left out as too rare.
    pub fn number(&self, features: &mut Features) {
        for row in &self.rows {
            match row.sort {
                Sort::Sentence => features.sentence.hold(&row.name),
                Sort::Mention => features.mention.hold(&row.name),
                Sort::Speaker => features.speaker.hold(&row.name),
                Sort::Transition => {}
            }
        }
    }

    /// What every weight was, in the order of the layout; 0 where it was not learnt.
    pub fn weights(&self, features: &Features, layout: Layout, transitions: usize, size: usize) -> Vec<f64> {
        let mut weights = vec![0.0; size];
        for row in &self.rows {
            let from = match row.sort {
                Sort::Sentence => features.sentence.find(&row.name).map(|n| layout.sentence(n)),
                Sort::Mention => features.mention.find(&row.name).map(|n| layout.mention(n)),
                Sort::Speaker => features.speaker.find(&row.name).map(|n| layout.speaker(n)),
                Sort::Transition => row.name.parse().ok().map(|before: usize| transitions + before * STATES),
            };
            for (place, weight) in from.into_iter().flat_map(|from| row.weights.iter().map(move |(p, w)| (from + p, w)))
            {
                weights[place] = *weight;
            }
        }
        weights
    }
}

fn row(line: &str) -> Option<Row> {
    let mut fields = line.split('\t');
    let (sort, name, rest) = (fields.next()?, fields.next()?, fields.next()?);
    let sort = match sort {
        "S" => Sort::Sentence,
        "M" => Sort::Mention,
        "K" => Sort::Speaker,
        "T" => Sort::Transition,
        _ => return None,
    };
    let pair = |text: &str| text.split_once(':').and_then(|(place, w)| Some((place.parse().ok()?, w.parse().ok()?)));
    let weights = match sort {
        Sort::Mention => vec![(0, rest.parse().ok()?)],
        _ => rest.split(' ').filter(|text| !text.is_empty()).map(pair).collect::<Option<Vec<(usize, f64)>>>()?,
    };
    Some(Row { sort, name: name.to_owned(), weights })
}

//! A timeline as bars that are links, and the same numbers as rows of a table.

use super::address::Address;
use super::words;
use crate::web::view::Step;

/// Bars of one timeline. Lengths are in units of the drawing.
pub struct Chart {
    /// One bar a period.
    pub bars: Vec<Bar>,
    /// Mentions in passages whose date is not known.
    pub undated: u64,
}

/// One period.
pub struct Bar {
    /// The period: `2022`, `2022-02`.
    pub period: String,
    /// What stands below the bar; empty where there is no room for it.
    pub label: String,
    /// Where the bar begins, and how wide and high it is.
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
    /// The middle of the bar.
    pub middle: u32,
    /// The numbers.
    pub step: Step,
    /// The same search within the period.
    pub link: String,
}

/// Width of the drawing.
pub const WIDTH: u32 = 640;

/// Height of the highest bar; its number stands above, its period below.
pub const HEIGHT: u32 = 90;

/// Room above the bars for their numbers.
const ABOVE: u32 = 18;

/// Labels that fit beside each other.
const LABELS: usize = 12;

impl Chart {
    /// Draws the steps of a search that stands at `here`.
    pub fn of(steps: Vec<Step>, here: &Address) -> Self {
        let undated = steps.iter().filter(|step| step.period.is_none()).map(|step| step.mentions).sum();
        let dated: Vec<Step> = steps.into_iter().filter(|step| step.period.is_some()).collect();
        let most = dated.iter().map(|step| step.mentions).max().unwrap_or(0).max(1);
        let each = WIDTH / u32::try_from(dated.len().max(1)).unwrap_or(WIDTH).max(1);
        let every = dated.len().div_ceil(LABELS).max(1);
        let mut bars = Vec::new();
        for (i, step) in dated.into_iter().enumerate() {
            let Some(period) = step.period.clone() else { continue };
            let height = u32::try_from(u64::from(HEIGHT) * step.mentions / most).unwrap_or(HEIGHT);
            // A year with one mention beside a year with a thousand must still be seen.
            let height = if step.mentions > 0 { height.max(2) } else { 0 };
            let x = each * u32::try_from(i).unwrap_or(0);
            bars.push(Bar {
                label: if i % every == 0 { period.clone() } else { String::new() },
                x: x + each / 10,
                y: ABOVE + HEIGHT - height,
                width: (each * 4 / 5).max(1),
                height,
                middle: x + each / 2,
                link: here.clone().set("since", &period).set("until", &period).without("interval").to_string(),
                period,
                step,
            });
        }
        Self { bars, undated }
    }

    /// The periods in words, for those who do not see the bars.
    pub fn summary(&self) -> String {
        let most = self.bars.iter().max_by_key(|bar| bar.step.mentions);
        match (self.bars.first(), self.bars.last(), most) {
            (Some(first), Some(last), Some(most)) => format!(
                "Mentions from {} to {}; most in {}, with {}",
                first.period,
                last.period,
                most.period,
                words::figure(most.step.mentions)
            ),
            _ => "No mentions with a date".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_in_proportion_and_inside_the_drawing() {
        let step = |period: Option<&str>, mentions| Step {
            period: period.map(str::to_owned),
            mentions,
            passages: mentions,
            words: 1_000,
            per_10_000_words: 0.0,
        };
        let steps = vec![step(Some("2021"), 1_000), step(Some("2022"), 0), step(Some("2023"), 1), step(None, 4)];
        let chart = Chart::of(steps, &Address::new("/search").and("q", "x").and("since", "2020"));
        assert_eq!(chart.bars.iter().map(|bar| bar.height).collect::<Vec<_>>(), [HEIGHT, 0, 2]);
        assert_eq!(chart.undated, 4);
        assert_eq!(chart.bars[2].link, "/search?q=x&since=2023&until=2023");
        assert!(chart.bars.iter().all(|bar| bar.x + bar.width <= WIDTH && bar.y + bar.height <= ABOVE + HEIGHT));
        assert_eq!(chart.summary(), "Mentions from 2021 to 2023; most in 2021, with 1,000");
    }
}

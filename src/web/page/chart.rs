//! A timeline as bars that are links, and the same numbers as rows of a table.

use super::words;
use crate::web::answers::{RouteCount, Step};
use index::RouteKind;

/// Bars of one timeline. Across, places are shares of the drawing's width, so that it fits any screen and its words keep
/// their size; up, they are pixels.
pub struct Chart {
    /// One bar a period.
    pub bars: Vec<Bar>,
    /// Mentions in passages whose date is not known.
    pub undated: u64,
}

/// One period.
pub struct Bar {
    /// The period: `2022`, `February 2022`.
    pub period: String,
    /// Its name below the bar: `2022`, `Feb`. Months are drawn of one year only.
    pub short: String,
    /// Whether the period stands below the bar: on any screen, on wide ones, or not for want of room.
    pub label: Label,
    /// Where the bar begins and how wide it is, in percent.
    pub x: f64,
    pub width: f64,
    /// The middle of the bar, in percent.
    pub middle: f64,
    /// Where it begins and how high it is, in pixels.
    pub y: u32,
    pub height: u32,
    /// What says it in other words, on top of it, nearest route lowest.
    pub layers: Vec<Layer>,
    /// The numbers.
    pub step: Step,
    /// The same search within the period.
    pub link: String,
}

/// What one route to other words found in a period.
pub struct Layer {
    /// What the route is called, and how many passages came by it.
    pub said: String,
    /// How dark it is drawn, in hundredths: the further the route, the lighter.
    pub shade: usize,
    /// Where it begins and how high it is, in pixels.
    pub y: u32,
    pub height: u32,
}

/// Where the name of a period has room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// On every screen.
    Always,
    /// On wide screens.
    Wide,
    /// Nowhere.
    Never,
}

/// Height of the highest bar; its number stands above, its period below.
pub const HEIGHT: u32 = 80;

/// Room above the bars for their numbers.
const ABOVE: u32 = 18;

/// Width of a drawing with room for all its bars, where the screen has it.
const WIDEST: usize = 640;
const BAR: usize = 64;

/// Labels that fit beside each other, on wide screens and on narrow ones.
const LABELS: usize = 12;
const NARROW_LABELS: usize = 6;

impl Chart {
    /// Draws the steps of a search; `link` is the same search within a period.
    pub fn from_steps(steps: Vec<Step>, link: impl Fn(&str) -> String) -> Self {
        let undated = steps.iter().filter(|step| step.period.is_none()).map(|step| step.mentions).sum();
        let dated: Vec<Step> = steps.into_iter().filter(|step| step.period.is_some()).collect();
        let otherwise = |step: &Step| step.routes.iter().map(|route| route.passages).sum::<u64>();
        let most = dated.iter().map(|step| step.mentions + otherwise(step)).max().unwrap_or(0).max(1);
        let n = dated.len();
        let each = 100.0 / n.max(1) as f64;
        let mut bars = Vec::new();
        for (i, step) in dated.into_iter().enumerate() {
            let Some(period) = step.period.clone() else { continue };
            let height = height(step.mentions, most);
            let mut top = (ABOVE + HEIGHT).saturating_sub(height);
            let layers = step.routes.iter().map(|route| Layer::on_top(&mut top, route, most)).collect();
            let x = each * i as f64;
            bars.push(Bar {
                label: Label::new(n - 1 - i, n),
                x: percent(x + each * 0.1),
                width: percent(each * 0.8),
                middle: percent(x + each * 0.5),
                y: ABOVE + HEIGHT - height,
                height,
                layers,
                link: link(&period),
                short: if period.len() == 7 {
                    words::period(&period).chars().take(3).collect()
                } else {
                    period.clone()
                },
                period: words::period(&period),
                step,
            });
        }
        Self { bars, undated }
    }

    /// Whether there is anything in other words.
    pub fn has_layers(&self) -> bool {
        self.bars.iter().any(|bar| !bar.layers.is_empty())
    }

    /// The width of the drawing, in pixels, where the screen is no narrower.
    pub fn width(&self) -> usize {
        (self.bars.len() * BAR).min(WIDEST)
    }

    /// Where the names of the periods stand.
    pub fn below(&self) -> u32 {
        ABOVE + HEIGHT + 16
    }

    /// The height of the drawing.
    pub fn height(&self) -> u32 {
        self.below() + 6
    }

    /// Whether the number above a bar has room on wide screens, and on narrow ones too.
    pub fn numbers(&self) -> Label {
        match self.bars.len() {
            0..=NARROW_LABELS => Label::Always,
            7..=16 => Label::Wide,
            _ => Label::Never,
        }
    }

    /// The periods in words, for those who do not see the bars.
    pub fn summary(&self) -> String {
        let most = self.bars.iter().max_by_key(|bar| bar.step.mentions);
        match (self.bars.first(), self.bars.last(), most) {
            (Some(first), Some(last), Some(most)) => format!(
                "{} to {}. Most in {}: {}.",
                first.period,
                last.period,
                most.period,
                words::count(most.step.mentions, "mention", "mentions")
            ),
            _ => "No mentions with a date".to_owned(),
        }
    }
}

impl Label {
    /// Of `n` periods the one that stands `back` before the last: the newest is named, and others as there is room.
    fn new(back: usize, n: usize) -> Self {
        let (wide, narrow) = (n.div_ceil(LABELS).max(1), n.div_ceil(NARROW_LABELS).max(1));
        // What a narrow screen names a wide one names too.
        let narrow = narrow.div_ceil(wide) * wide;
        match (back % narrow, back % wide) {
            (0, _) => Self::Always,
            (_, 0) => Self::Wide,
            _ => Self::Never,
        }
    }
}

impl Bar {
    /// Where all of it begins, in pixels.
    pub fn top(&self) -> u32 {
        self.layers.last().map_or(self.y, |layer| layer.y)
    }

    /// Passages that say it in other words.
    pub fn otherwise(&self) -> u64 {
        self.step.routes.iter().map(|route| route.passages).sum()
    }

    /// The bar in words, for those who do not see it.
    pub fn said(&self) -> String {
        let mentions = words::count(self.step.mentions, "mention", "mentions");
        let layers = self.layers.iter().map(|layer| layer.said.clone());
        std::iter::once(format!("{}: {mentions}", self.period)).chain(layers).collect::<Vec<_>>().join("; ")
    }
}

impl Layer {
    /// On top of what is there already.
    fn on_top(top: &mut u32, route: &RouteCount, most: u64) -> Self {
        let height = height(route.passages, most).min(*top);
        *top -= height;
        let kind = RouteKind::parse(&route.route);
        let name = match kind {
            Some(kind) => words::route(kind),
            None => route.route.as_str(),
        };
        Self {
            said: format!("{name}: {}", words::count(route.passages, "passage", "passages")),
            shade: 80 - 5 * RouteKind::ALL.iter().position(|&other| Some(other) == kind).unwrap_or(0),
            y: *top,
            height,
        }
    }
}

/// How high so many are drawn, in pixels. A year with one mention beside a year with a thousand must still be seen.
fn height(n: u64, most: u64) -> u32 {
    let height = u32::try_from(u64::from(HEIGHT) * n / most).unwrap_or(HEIGHT);
    if n > 0 { height.max(2) } else { 0 }
}

/// To a hundredth.
fn percent(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
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
            routes: Vec::new(),
        };
        let steps = vec![step(Some("2021"), 1_000), step(Some("2022"), 0), step(Some("2023"), 1), step(None, 4)];
        let chart = Chart::from_steps(steps, |period| format!("#{period}"));
        assert_eq!(chart.bars.iter().map(|bar| bar.height).collect::<Vec<_>>(), [HEIGHT, 0, 2]);
        assert_eq!(chart.undated, 4);
        assert_eq!(chart.bars[2].link, "#2023");
        assert!(chart.bars.iter().all(|bar| bar.x + bar.width <= 100.0 && bar.y + bar.height <= ABOVE + HEIGHT));
        assert_eq!(chart.summary(), "2021 to 2023. Most in 2021: 1,000 mentions.");
    }

    #[test]
    fn routes_to_other_words_stand_on_top_of_each_other() {
        let by = |route: &str, passages| RouteCount { route: route.to_owned(), passages };
        let routes = vec![by("synonym", 1), by("abbreviation", 1)];
        let step = Step {
            period: Some("2021".to_owned()),
            mentions: 2,
            passages: 2,
            words: 100,
            per_10_000_words: 200.0,
            routes,
        };
        let chart = Chart::from_steps(vec![step], str::to_owned);
        let [bar] = &chart.bars[..] else { panic!("one period, one bar") };
        assert_eq!((bar.y, bar.height), (ABOVE + HEIGHT / 2, HEIGHT / 2));
        let (a, b) = ("other names: 1 passage", "abbreviations: 1 passage");
        let layers: Vec<_> = bar.layers.iter().map(|l| (l.said.as_str(), l.y, l.height)).collect();
        assert_eq!(bar.said(), format!("2021: 2 mentions; {a}; {b}"));
        assert_eq!(layers, [(a, ABOVE + HEIGHT / 4, HEIGHT / 4), (b, ABOVE, HEIGHT / 4)]);
    }

    #[test]
    fn the_newest_period_is_named_on_every_screen_and_names_do_not_run_into_each_other() {
        for n in 1..100 {
            let labels: Vec<Label> = (0..n).rev().map(|back| Label::new(back, n)).collect();
            assert_eq!(labels.last(), Some(&Label::Always), "{n}");
            let wide: Vec<usize> = (0..n).filter(|&i| labels[i] != Label::Never).collect();
            let narrow: Vec<usize> = (0..n).filter(|&i| labels[i] == Label::Always).collect();
            for (named, most) in [(wide, LABELS), (narrow, NARROW_LABELS)] {
                assert!(named.len() <= most, "{n}: {named:?}");
                assert!(named.windows(2).all(|pair| (pair[1] - pair[0]) * most >= n), "{n}: {named:?}");
            }
        }
    }
}

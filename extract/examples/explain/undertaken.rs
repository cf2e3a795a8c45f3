//! Where a sentence may undertake something, and what the learnt weights say of each place.

use extract::structure::speech::undertaking::candidates::candidates;
use extract::structure::speech::undertaking::doer::is_decided;
use extract::structure::speech::undertaking::features::features;
use extract::structure::speech::undertaking::{People, Setting, WEIGHTS, likelihood};
use extract::structure::speech::words::Word;

/// How many features of a place are printed.
const FEATURES: usize = 12;

/// Prints the places, each with the features that weigh most. What the paper says around the sentence is left out.
pub fn print(words: &[Word], minutes: bool) {
    println!("undertakings that may be here, by the sentence alone:");
    let setting = if minutes { Setting::minutes() } else { Setting::paper() };
    for place in candidates(words) {
        let features = features(words, &place, setting, &People::default());
        let doer: Vec<&str> = words.get(place.doer.clone()).unwrap_or_default().iter().map(|w| w.text).collect();
        let verb = words.get(place.verb).map_or("-", |w| w.text);
        let decided = if is_decided(words, place.mark) { ", decided by the meeting: not counted" } else { "" };
        let likely = likelihood(&WEIGHTS, &features);
        println!("  {likely:.2} {}, “{}” to “{verb}”{decided}", place.wording.name(), doer.join(" "));
        let mut weighed: Vec<(&str, f64)> =
            features.iter().filter_map(|f| WEIGHTS.of.get(f).map(|w| (f.as_str(), *w))).collect();
        weighed.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        let shown: Vec<String> = weighed.iter().take(FEATURES).map(|(f, w)| format!("{f} {w:+.2}")).collect();
        println!("       {}", shown.join(", "));
    }
}

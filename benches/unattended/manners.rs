//! How far apart requests are, as the server sees them.

use super::place::Place;
use demo::Site;
use jiff::Zoned;
use std::sync::Arc;
use tokio::runtime::Runtime;

pub fn measure(runtime: &Runtime, delay_ms: u64) {
    let site = Site::made_up(Zoned::now().date()).expect("the made-up council");
    let serving = runtime.block_on(demo::serve(Arc::clone(&site))).expect("a port");
    let place = Place::with_delay(&site, &serving, delay_ms);
    place.run(&["crawl"]);
    let log = site.take_log();
    let gaps = log.windows(2).map(|pair| pair[1].at.duration_since(pair[0].at).as_secs_f64() * 1e3);
    println!(
        "\n{} requests with a delay of {delay_ms} ms: the smallest gap {:.2} ms, at most {} in flight",
        log.len(),
        gaps.fold(f64::INFINITY, f64::min),
        log.iter().map(|asked| asked.in_flight).max().unwrap_or(0)
    );
}

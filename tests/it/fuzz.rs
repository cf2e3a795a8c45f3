//! Whatever anybody writes can be read or is refused: nothing panics, nothing takes for ever. `PROPTEST_CASES` says how many.

use index::Query;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use minutebook::jobs::schedule::Schedule;
use minutebook::web::params::{LedgerRequest, Request, parse};
use proptest::prelude::*;
use record::PartialDate;

proptest! {
    #[test]
    fn query_strings(text in "([a-z_]{1,12}=?[^&]{0,20}&?){0,30}|.{0,200}") {
        if let Ok(request) = parse::<LedgerRequest>(&text) {
            let again = request.canonical();
            prop_assert!(parse::<LedgerRequest>(&again).is_ok(), "{again}");
        }
    }

    #[test]
    fn queries(text in "([a-z]{1,6}|\"|\\(|\\)| OR | AND | NOT |-|NEAR/[0-9]{1,3}|\\*|:|since:|speaker:| ){0,60}|.{0,200}") {
        let read = Query::lenient(&text);
        let _ = read.query.to_string();
    }

    #[test]
    fn dates(text in "[0-9-]{0,12}|.{0,20}") {
        if let Ok(date) = text.parse::<PartialDate>() {
            prop_assert!(date.first_day() <= date.last_day());
        }
    }

    #[test]
    fn schedules(text in "([0-9*/,?L#W-]{1,6} ){4,5}[0-9*/,?L#W-]{1,6}|.{0,40}") {
        if let Ok(schedule) = Schedule::new(&text, TimeZone::UTC) {
            let now = Timestamp::UNIX_EPOCH;
            prop_assert!(schedule.next(now).is_none_or(|next| next > now));
        }
    }

    #[test]
    fn requests_of_a_running_job(text in ".{0,100}") {
        let _ = serde_json::from_str::<minutebook::store::Request>(&text);
    }
}

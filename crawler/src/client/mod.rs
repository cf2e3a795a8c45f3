//! The one polite client that every source goes out with.
//!
//! It owns manners: who we say we are, which hosts and addresses may be asked, robots.txt, one request at a time and
//! not too soon after the last, backing off, limits of size and time, and whether what came back is what was asked
//! for. It refuses to look like anybody else. Nothing goes out but through a [`Site`].

mod address;
mod budget;
mod buildable;
mod clock;
mod expect;
mod fetch_error;
mod host;
mod manners;
mod markup;
mod receive;
mod robots;
mod shared;
mod site;
mod trial;

pub use budget::Budget;
pub use clock::{Clock, SystemClock};
pub use expect::Expect;
pub use fetch_error::FetchError;
pub use manners::{ClientError, Manners};
pub use receive::Page;
pub use shared::Client;
pub use site::{Access, Site};
pub use trial::{Form, Trial};

pub(crate) use clock::pauses;
pub(crate) use manners::{authorities, connections, cryptography};
pub(crate) use receive::with_causes;
pub(crate) use robots::Robots;

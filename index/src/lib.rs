//! Search: passages in, answers out. The only crate that knows the search engine, which stays behind this door.
//!
//! Write with [`Writer`], search a [`Snapshot`]. The index holds nothing that cannot be rebuilt from the catalogue. Spans
//! and mentions are found by our own code in the text itself, so that another engine could stand behind the same door.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use index::{Filters, Index, Query, SearchRequest};
//! let index = Index::open(std::path::Path::new("data/index"))?;
//! let read = Query::lenient("\"workforce stability\" since:2019");
//! let answer = index.snapshot().search(&SearchRequest::new(read.query, Filters::default()))?;
//! println!("{} mentions", answer.total.mentions);
//! # Ok(()) }
//! ```

pub mod answer;
mod cache;
pub mod deadline;
mod engine;
pub mod entry;
mod error;
pub mod filters;
mod place;
mod plan;
pub mod query;
mod read;
pub mod request;
pub mod routes;
mod schema;
mod search;
mod segment;
mod stored;
mod text;
pub mod thesaurus;
mod weights;
mod write;

pub use answer::{
    Answer, Completion, Counted, Facet, Facets, Hit, Mention, RelatedTerm, SpeakerCount, Step, Suggestions, Totals,
    YearShare,
};
pub use engine::opensearch::{Cluster, ClusterError, Reply, Transport};
pub use entry::{AlsoIn, Document, Entry, Item, Meeting, Named, Speaker};
pub use error::IndexError;
pub use filters::{Copies, Filters};
pub use place::Place;
pub use query::{IdFilter, Ignored, LenientQuery, OperatorHelp, Query, QueryError, operators};
pub use read::{Index, Snapshot};
pub use request::{Group, Interval, SearchError, SearchRequest, Sort};
pub use routes::{Route, RouteCount, RouteKind, Routes};
pub use search::{DocumentMentions, Mentions};
pub use thesaurus::Thesaurus;
pub use write::Writer;

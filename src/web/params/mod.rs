//! What addresses take. A request is one struct of parameters: it checks what was given, words the refusal, makes its part
//! of the OpenAPI document and is written back as an address.
//!
//! Nothing is ignored: an unknown name, a value outside its vocabulary or a second value where one is taken is a 400
//! that lists what is allowed. An empty value counts as absent, since forms send those.

mod given;
mod limit;
mod parts;
mod refusal;
pub(super) mod request;
mod requests;
pub mod shape;
mod values;
mod words;

pub use limit::Limit;
pub use parts::*;
pub use refusal::unknown;
pub use request::{Params, Request, parse};
pub use requests::*;
pub use values::{Day, Number, PageSize, Related, Text, Word};
pub use words::*;

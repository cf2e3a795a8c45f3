//! Workers: processes in which everything that publishers wrote is read and drawn, so that no file can do more than fail.
//!
//! A worker is this program, started again with nothing in its environment. Before it sees a byte it gives up files,
//! network and other programs, and takes limits of memory and processor time; time and output are limited from here. It is
//! asked by a `Request` on standard input, which the compressed bytes or the parts follow, and answers with one
//! `Answer` a line.

mod hear;
mod inside;
mod message;
mod ocr;
mod office;
mod process;
mod program;
mod sandbox;

pub use inside::run;
pub use message::Sort;
pub use process::Workers;
pub use program::this_program;

/// How one runs under limits: the hidden command's other uses.
pub use ocr::run as run_ocr;
pub use office::run as run_office;

//! The Model Context Protocol: the API as tools for assistants, over standard input and output and at `/mcp`.
//!
//! A tool is an address of the API with the same parameters and the same answer, so that the two cannot tell different
//! things. Nothing here changes the record, and nothing guesses: what an address refuses, its tool refuses in the same
//! words. Source: modelcontextprotocol.io, specification of 2026-07-28; older clients are answered in their versions.

mod tool;
mod tools;
mod wire;

pub use tools::Tools;
pub use wire::routes;

//! ZIP packs: each member is a file of its own, read like any other.
//!
//! Nothing is written anywhere: names of members are only shown. What is unpacked is bounded, whatever the ZIP says of
//! itself.

mod twins;

use super::package::{self, Package};
use super::{Hint, Out, problem};
use crate::content::{Inside, Part};
use record::ProblemCode;

/// Bytes of one member: as much as the largest paper has.
const MEMBER_LIMIT: u64 = 200_000_000;

/// Bytes of all members of one ZIP.
const PACK_LIMIT: u64 = 1 << 30;

/// Members looked at.
const MOST_MEMBERS: usize = 10_000;

/// Whether these bytes are a ZIP of files.
pub fn sniff(bytes: &[u8], _: &Hint) -> bool {
    package::kind(bytes) == Some(package::Kind::Zip)
}

/// Reads it.
pub fn read(bytes: &[u8], out: &mut Out) {
    let (bytes, twins) = twins::told_apart(bytes);
    let mut package = match Package::open(&bytes) {
        Ok(package) => package,
        Err(error) => {
            return out(Part::Problem(problem(
                ProblemCode::Damaged,
                format!("the ZIP is cut off or damaged ({error})"),
            )));
        }
    };
    let mut left = PACK_LIMIT;
    let members = package.len();
    for at in 0..members.min(MOST_MEMBERS) {
        let name = package.name_of(at).map(|name| twins.get(&name).cloned().unwrap_or(name));
        let Some(name) = name.filter(|name| !name.ends_with('/') && !is_debris(name)) else { continue };
        match package.member(at, MEMBER_LIMIT.min(left)) {
            Ok(bytes) => {
                left -= bytes.len() as u64;
                out(Part::Inside(Inside { name, bytes }));
            }
            Err(why) => {
                out(Part::Problem(problem(ProblemCode::Attachment, format!("{name} was not read: {}", why.message))));
                if why.code == ProblemCode::PartLimit && left < MEMBER_LIMIT {
                    let message = format!("the ZIP unpacks to more than {PACK_LIMIT} bytes; the rest was not read");
                    return out(Part::Problem(problem(ProblemCode::PartLimit, message)));
                }
            }
        }
    }
    if members > MOST_MEMBERS {
        let message = format!("the ZIP has {members} members; the first {MOST_MEMBERS} were looked at");
        out(Part::Problem(problem(ProblemCode::PartLimit, message)));
    }
    if members == 0 {
        out(Part::Problem(problem(ProblemCode::Empty, "the ZIP holds no file; ask its publisher for it again")));
    }
}

/// Files that systems leave beside papers.
fn is_debris(name: &str) -> bool {
    name.split(['/', '\\']).any(|step| {
        step.starts_with("~$") || step.starts_with('.') && step != "." && step != ".." || step == "__MACOSX"
    }) || name.ends_with("Thumbs.db")
        || name.ends_with("desktop.ini")
}

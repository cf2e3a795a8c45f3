//! The worker: files, one after another, read in a process of its own that the system stops when one takes too much.
//!
//! Asked by a [`Request`] on standard input; answers on standard output, one JSON line a part as soon as the part is
//! known, the reading last. It opens the file that it is asked for, writes none, and knows nothing of the store.

use super::pictures;
use anyhow::Context as _;
use extract::format::{self, Hint};
use extract::{Content, Context, Part, layout, structure};
use record::Reading;
use rlimit::Resource;
use serde::{Deserialize, Serialize};
use std::io::{BufRead, Read, Write};
use std::path::PathBuf;

/// What a worker is asked.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    /// The compressed bytes to read; without them the parts follow, one JSON line each.
    pub blob: Option<PathBuf>,
    /// How many parts follow.
    #[serde(default)]
    pub parts: usize,
    /// What is known of the file.
    pub context: Context,
    /// Whether pages without usable text are drawn and read by OCR.
    #[serde(default)]
    pub pictures: bool,
}

/// What a worker answers, line by line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The next part of the file.
    Part(Box<Part>),
    /// Everything; nothing comes after it.
    Reading(Box<Reading>),
}

/// Memory that one file may need, in bytes. Ordinary packs need 50 MB; what needs twenty times that is broken or hostile.
const MEMORY_BYTES: u64 = 1 << 30;

/// Processor time that one file may need, in seconds. The longest real pack of 400 pages needs 3.
const CPU_SECONDS: u64 = 60;

/// Processor time that a worker may have spent on the files before: the system counts a process's whole life.
pub const CPU_SECONDS_BEFORE: u64 = 20;

/// Reads the files that standard input asks for, until it ends.
///
/// # Errors
/// A request cannot be read, or nobody takes the answer.
pub fn run() -> anyhow::Result<()> {
    limit()?;
    let mut lines = std::io::stdin().lock().lines();
    let mut out = std::io::stdout().lock();
    while let Some(request) = lines.next() {
        let request: Request = serde_json::from_str(&request?).context("the request cannot be read")?;
        answer(&request, &mut lines, &mut out)?;
    }
    Ok(())
}

fn answer(
    request: &Request,
    lines: &mut impl Iterator<Item = std::io::Result<String>>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let mut content = Content::default();
    match &request.blob {
        Some(path) => {
            let mut bytes = Vec::new();
            crate::store::archive::open_blob(path)
                .and_then(|mut blob| blob.read_to_end(&mut bytes))
                .with_context(|| format!("cannot read {}", path.display()))?;
            let facts = &request.context.facts;
            let hint = Hint { file_name: facts.file_name.clone(), channel: facts.channel };
            let mut broken = None;
            format::read_parts(&bytes, &hint, &mut |part| {
                if let Err(error) = tell(out, &Answer::Part(Box::new(part.clone()))) {
                    broken.get_or_insert(error);
                }
                content.add(part);
            });
            if let Some(error) = broken {
                return Err(error);
            }
            if request.pictures {
                pictures::read(&bytes, &mut content)?;
            }
        }
        None => {
            for line in lines.take(request.parts) {
                content.add(serde_json::from_str(&line?).context("a part cannot be read")?);
            }
        }
    }
    let blocks = layout::blocks(&content);
    let reading = structure::read(&content, &blocks, &request.context);
    tell(out, &Answer::Reading(Box::new(reading)))
}

fn tell(out: &mut impl Write, answer: &Answer) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, answer)?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}

fn limit() -> anyhow::Result<()> {
    if cfg!(unix) {
        for (resource, limit) in
            [(Resource::CPU, CPU_SECONDS + CPU_SECONDS_BEFORE), (Resource::AS, MEMORY_BYTES), (Resource::CORE, 0)]
        {
            // A limit that is lower already stays; macOS refuses some, and its wall limit holds all the same.
            if let Ok((soft, hard)) = resource.get() {
                let _ = resource.set(limit.min(soft), limit.min(hard));
            }
        }
    }
    Ok(())
}

//! Inside a worker: files, one after another, read in a process that the system stops when one takes too much.

use super::message::{Answer, Request, Sort, Task};
use super::sandbox;
use anyhow::Context as _;
use extract::format::{self, Hint, pdf};
use extract::{Content, Context, layout, structure};
use std::io::{BufRead, BufReader, Read, Write};

/// Bytes from whose beginning the encoding of a text is told.
const TEXT_SAMPLE: usize = 1024 * 1024;

/// Reads the files that standard input asks for, until it ends.
///
/// # Errors
/// A request cannot be read, or nobody takes the answer.
pub fn run() -> anyhow::Result<()> {
    sandbox::limit(&sandbox::WORKER);
    sandbox::close();
    let mut asked = BufReader::new(std::io::stdin().lock());
    let mut out = std::io::stdout().lock();
    let mut line = String::new();
    while asked.read_line(&mut line)? > 0 {
        let request: Request = serde_json::from_str(&line).context("the request cannot be read")?;
        answer(&request, &mut asked, &mut out)?;
        line.clear();
    }
    Ok(())
}

fn answer(request: &Request, asked: &mut impl BufRead, out: &mut impl Write) -> anyhow::Result<()> {
    let bytes = match request.blob {
        Some(length) => Some(unpacked(asked, length)?),
        None => None,
    };
    match &request.task {
        Task::Reading(context) => {
            let mut content = Content::default();
            let mut sort = Sort::default();
            match &bytes {
                Some(bytes) => {
                    sort = sort_of(bytes);
                    read_parts(bytes, context, &mut content, out)?;
                }
                None => take_parts(asked, request.parts, &mut content)?,
            }
            let blocks = layout::blocks(&content);
            let reading = structure::read(&content, &blocks, context);
            tell(out, &Answer::Reading(Box::new(reading), sort))
        }
        Task::Picture { page, dots_per_inch } => {
            match pdf::render(bytes.as_deref().unwrap_or_default(), *page, *dots_per_inch) {
                Ok(png) => {
                    tell(out, &Answer::Picture(png.len() as u64))?;
                    out.write_all(&png)?;
                    Ok(out.flush()?)
                }
                Err(error) => tell(out, &Answer::NotDrawn(error.to_string())),
            }
        }
        Task::Trial(form) => {
            let built = crawler::source::build(*form, bytes.as_deref().unwrap_or_default());
            tell(out, &Answer::Built(built))
        }
    }
}

/// The bytes of a blob that follows. What is left of it is read away, so that the next request stands where it is looked
/// for.
pub(super) fn unpacked(asked: &mut impl BufRead, length: u64) -> anyhow::Result<Vec<u8>> {
    let mut packed = asked.take(length);
    let mut bytes = Vec::new();
    let unpacked = zstd::Decoder::with_buffer(&mut packed).and_then(|mut blob| blob.read_to_end(&mut bytes));
    unpacked.context("the archived bytes cannot be unpacked")?;
    std::io::copy(&mut packed, &mut std::io::sink())?;
    Ok(bytes)
}

fn sort_of(bytes: &[u8]) -> Sort {
    let sample = &bytes[..bytes.len().min(TEXT_SAMPLE)];
    let charset = format::decode::text(sample).encoding.name().to_ascii_lowercase();
    Sort { media_type: format::media_type(bytes).map(str::to_owned), charset: Some(charset) }
}

fn read_parts(bytes: &[u8], context: &Context, content: &mut Content, out: &mut impl Write) -> anyhow::Result<()> {
    let hint = Hint {
        file_name: context.facts.file_name.clone(),
        channel: context.facts.channel,
        charset: context.charset.clone(),
    };
    let mut broken = None;
    format::read_parts(bytes, &hint, &mut |part| {
        if broken.is_none()
            && let Err(error) = tell(out, &Answer::Part(Box::new(part.clone())))
        {
            broken = Some(error);
        }
        content.add(part);
    });
    broken.map_or(Ok(()), Err)
}

fn take_parts(asked: &mut impl BufRead, parts: usize, content: &mut Content) -> anyhow::Result<()> {
    for line in asked.lines().take(parts) {
        content.add(serde_json::from_str(&line?).context("a part cannot be read")?);
    }
    Ok(())
}

fn tell(out: &mut impl Write, answer: &Answer) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, answer)?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}

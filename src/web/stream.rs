//! Long answers, sent row by row while they are made: constant memory, and an end that says whether all has come.
//!
//! What fails before the first row is an ordinary problem. What fails later cannot change the status any more: NDJSON
//! then ends with `"complete":false`, and CSV, which has no place for such a line, is broken off so that the transfer
//! itself is seen to fail.

use super::cells::{Tabular, write_head, write_row};
use super::chunks::{ChunkSender, LONGEST};
use super::error::Problem;
use super::negotiate::Format;
use super::queries::ReadContext;
use super::state::App;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use index::deadline::{Deadline, within};
use serde::Serialize;
use std::io;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::oneshot;

/// Bytes gathered before they are handed on.
const CHUNK_BYTES: usize = 32 * 1024;

/// The far end of a stream, as whoever makes the rows sees it.
pub struct Sink {
    format: Format,
    buffer: Vec<u8>,
    rows: u64,
    cut: Vec<String>,
    chunks: ChunkSender,
    begun: Option<oneshot::Sender<Result<Option<u64>, Problem>>>,
}

impl Sink {
    /// Says that rows will come, and how many where that is known. Before this, a failure is answered as a problem.
    pub fn begin(&mut self, total: Option<u64>) {
        if let Some(begun) = self.begun.take() {
            // A reader who has gone already is noticed at the first chunk.
            let _ = begun.send(Ok(total));
        }
    }

    /// Says before the first row why the rows are not all that there are: NDJSON ends with it.
    ///
    /// # Errors
    /// CSV has no place where it could be said.
    pub fn cut(&mut self, cut: &[String]) -> Result<(), Problem> {
        if self.format == Format::Csv && !cut.is_empty() {
            let detail = format!("{}; CSV cannot say so: narrow the question, or ask for ndjson", cut.join("; "));
            return Err(Problem::bad_value("q", detail, Vec::new()));
        }
        self.cut = cut.to_vec();
        Ok(())
    }

    /// Sends the column names of a CSV stream, with the mark by which spreadsheets know UTF-8.
    fn head<T: Tabular>(&mut self) {
        if self.format == Format::Csv {
            self.buffer.extend_from_slice("\u{FEFF}".as_bytes());
            write_head::<T>(&mut self.buffer);
        }
    }

    /// Sends a row; false when nobody reads any more.
    pub fn row<T: Serialize + Tabular>(&mut self, row: &T) -> bool {
        match self.format {
            Format::Csv => {
                if self.rows == 0 {
                    self.head::<T>();
                }
                write_row(&mut self.buffer, &row.row());
                self.counted()
            }
            Format::Json | Format::Ndjson => self.object(row),
        }
    }

    /// Sends a row of NDJSON; false when nobody reads any more.
    pub fn object(&mut self, row: &impl Serialize) -> bool {
        if let Err(error) = serde_json::to_writer(&mut self.buffer, row) {
            tracing::error!(%error, "a row cannot be written");
            return false;
        }
        self.buffer.push(b'\n');
        self.counted()
    }

    fn counted(&mut self) -> bool {
        self.rows += 1;
        self.buffer.len() < CHUNK_BYTES || self.flush()
    }

    /// Whether the reader has gone.
    pub fn is_left(&self) -> bool {
        self.chunks.is_left()
    }

    fn flush(&mut self) -> bool {
        // Whoever waits for the beginning reads nothing before it.
        self.begin(None);
        let chunk = std::mem::replace(&mut self.buffer, Vec::with_capacity(CHUNK_BYTES + 4_096));
        chunk.is_empty() || self.chunks.send(Ok(chunk.into()))
    }

    fn end(mut self, outcome: Result<(), Problem>) {
        match (outcome, self.begun.take()) {
            (Err(problem), Some(begun)) => {
                let _ = begun.send(Err(problem));
                return;
            }
            (Err(problem), None) if self.format == Format::Csv => {
                self.flush();
                self.chunks.send(Err(io::Error::other(problem.detail)));
                return;
            }
            (Err(problem), None) => {
                let problem = serde_json::Value::from(problem.detail);
                let rows = self.rows;
                let end = format!("{{\"end\":{{\"count\":{rows},\"complete\":false,\"problem\":{problem}}}}}\n");
                self.buffer.extend_from_slice(end.as_bytes());
            }
            (Ok(()), begun) => {
                if let Some(begun) = begun {
                    let _ = begun.send(Ok(None));
                }
                if self.format != Format::Csv {
                    let (rows, cut) = (self.rows, serde_json::Value::from(self.cut.as_slice()));
                    let end = match self.cut.is_empty() {
                        true => format!("{{\"end\":{{\"count\":{rows},\"complete\":true}}}}\n"),
                        false => format!("{{\"end\":{{\"count\":{rows},\"complete\":false,\"cut\":{cut}}}}}\n"),
                    };
                    self.buffer.extend_from_slice(end.as_bytes());
                }
            }
        }
        self.flush();
    }
}

/// Answers with the rows that `make` sends, in one state of the record. `name` is the file name for whoever saves it.
///
/// # Errors
/// What fails before the first row; too many streams at once.
pub async fn respond<T: Tabular>(
    app: App,
    format: Format,
    name: &str,
    make: impl FnOnce(&ReadContext<'_>, &mut Sink) -> Result<(), Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let turn = app.stream_turn().await?;
    let (chunks, body) = ChunkSender::with_body(&app);
    let span = tracing::Span::current();
    let (begun, beginning) = oneshot::channel();
    turn.spawn(move || {
        let mut sink = Sink { format, buffer: Vec::new(), rows: 0, cut: Vec::new(), chunks, begun: Some(begun) };
        let outcome = span.in_scope(|| {
            let deadline = Deadline::new(Instant::now() + LONGEST, Arc::default());
            within(deadline, || app.answer_here(|context| make(context, &mut sink)))
        });
        if sink.rows == 0 && outcome.is_ok() {
            sink.head::<T>();
        }
        sink.end(outcome);
    });
    let total = beginning.await.map_err(Problem::internal)??;
    Ok(answer(format, name, total, body))
}

fn answer(format: Format, name: &str, total: Option<u64>, body: Body) -> Response {
    let (media_type, ending) = match format {
        Format::Csv => ("text/csv; charset=utf-8; header=present", "csv"),
        Format::Json | Format::Ndjson => ("application/x-ndjson", "ndjson"),
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.{ending}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    if let Some(total) = total {
        headers.insert("x-total-count", total.into());
    }
    response
}

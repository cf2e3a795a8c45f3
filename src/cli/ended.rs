//! How a command ends, and how it says what it found.

use std::io::{self, Write};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It is done.
    Done,
    /// Nothing was found.
    NothingFound,
    /// It is done, but something failed, and was named.
    FailedInPart,
}

/// Writes to standard output. A reader that has seen enough and closed it is no failure.
pub fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = io::BufWriter::new(Shown(io::stdout().lock()));
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Says something on standard error.
pub fn tell(told: &str) {
    // Nowhere to say it is no reason to fail.
    let _ = writeln!(Shown(io::stderr().lock()), "{told}");
}

/// What a terminal shows and does nothing else with. Publishers write titles and names, and a terminal takes some signs for
/// orders: to clear its screen, to change its title, to write elsewhere.
pub struct Shown<W>(pub W);

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A sign of control is a byte of its own, or the second of two: all others go on as they came.
        let mut shown = bytes.to_vec();
        for at in 0..shown.len() {
            let rest = &mut shown[at..];
            match *rest {
                [b'\r', b'\n', ..] | [b'\n' | b'\t', ..] => {}
                [0..0x20 | 0x7f, ..] => rest[0] = b' ',
                [0xc2, 0x80..=0x9f, ..] => rest[..2].fill(b' '),
                _ => {}
            }
        }
        self.0.write_all(&shown)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_given_no_orders() {
        let mut out = Vec::new();
        let told = "a\u{1b}[2J b\r\nc\td\u{9b}31m é – \u{7f}\rx\n";
        Shown(&mut out).write_all(told.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a [2J b\r\nc\td  31m é –   x\n");
    }
}

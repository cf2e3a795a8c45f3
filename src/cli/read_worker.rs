//! `read-worker`: the process that one file is read in. Not for people.

use super::Ended;
use crate::worker;
use clap::Args;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Read one picture by OCR, in place of files
    #[arg(long)]
    ocr: bool,
    /// By LibreOffice, make a file that can be read of one that cannot, in place of reading files
    #[arg(long, conflicts_with = "ocr")]
    office: bool,
}

pub fn run(arguments: &Arguments) -> anyhow::Result<Ended> {
    if arguments.ocr {
        worker::run_ocr()?
    } else if arguments.office {
        worker::run_office()?
    } else {
        worker::run()?
    }
    Ok(Ended::Done)
}

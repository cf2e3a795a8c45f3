//! `completions`, `man` and `openapi`: what is made from the program's own tables.

use super::Ended;
use clap::Args;
use clap_complete::Shell;

#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

pub fn completions(arguments: &Completions) -> anyhow::Result<Ended> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::command(), "minutebook", &mut script);
    super::print(|out| out.write_all(&script))?;
    Ok(Ended::Done)
}

pub fn man() -> anyhow::Result<Ended> {
    let mut page = Vec::new();
    clap_mangen::Man::new(super::command()).render(&mut page)?;
    super::print(|out| out.write_all(&page))?;
    Ok(Ended::Done)
}

pub fn openapi() -> anyhow::Result<Ended> {
    let document = serde_json::to_string_pretty(&crate::web::openapi())?;
    super::print(|out| writeln!(out, "{document}"))?;
    Ok(Ended::Done)
}

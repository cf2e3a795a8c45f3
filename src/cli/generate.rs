//! `completions`, `man` and `openapi`: what is made from the program's own tables.

use super::{Ended, print};
use clap::{Args, Command};
use clap_complete::Shell;

#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

pub fn completions(arguments: &Completions, mut command: Command) -> anyhow::Result<Ended> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "minutebook", &mut script);
    print(|out| out.write_all(&script))?;
    Ok(Ended::Done)
}

pub fn man(command: Command) -> anyhow::Result<Ended> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    print(|out| out.write_all(&page))?;
    Ok(Ended::Done)
}

pub fn openapi() -> anyhow::Result<Ended> {
    let document = serde_json::to_string_pretty(&crate::web::openapi())?;
    print(|out| writeln!(out, "{document}"))?;
    Ok(Ended::Done)
}

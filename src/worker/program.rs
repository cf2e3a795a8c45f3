//! This program and those of others that read what publishers wrote: how one is looked for, started, waited for, heard and
//! become.

use anyhow::Context as _;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How often one that works is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// What any of them may read: itself, its libraries and its data.
pub(super) const READABLE: &[&str] = &["/usr", "/lib", "/lib64", "/bin", "/etc", "/opt", "/proc", "/dev", "/nix"];

/// Whether a program is installed.
pub(super) fn is_installed(name: &str) -> bool {
    let mut asked = Command::new(name);
    asked.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    asked.status().is_ok_and(|status| status.success())
}

/// How it ended in its time; `None` where it took longer and was stopped.
///
/// # Errors
/// The system does not tell.
pub(super) fn wait(child: &mut Child, patience: Duration) -> anyhow::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if begun.elapsed() > patience {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(LOOK);
    }
}

/// What it says, up to so many bytes.
pub(super) fn text_of(from: Option<impl Read>, most: u64) -> String {
    let mut bytes = Vec::new();
    // What cannot be read any more is missing from the text; the exit status tells.
    let _ = from.map(|from| from.take(most).read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Becomes the program, in this process where the system allows it.
///
/// # Errors
/// It cannot be started.
pub(super) fn become_it(mut program: Command) -> anyhow::Result<()> {
    let name = program.get_program().to_string_lossy().into_owned();
    #[cfg(unix)]
    return Err(std::os::unix::process::CommandExt::exec(&mut program)).with_context(|| format!("cannot start {name}"));
    #[cfg(not(unix))]
    match program.status()?.success() {
        true => Ok(()),
        false => anyhow::bail!("{name} failed"),
    }
}

/// What of this process's surroundings a worker is told: where tesseract and its languages are.
const TOLD: &[&str] = &["PATH", "TESSDATA_PREFIX"];

/// This program as it was when it was started: a newer one may lie in its place by now, and speak otherwise.
///
/// # Errors
/// The system does not tell.
pub fn this_program() -> anyhow::Result<PathBuf> {
    let running = Path::new("/proc/self/exe");
    if running.exists() {
        return Ok(running.to_owned());
    }
    std::env::current_exe().context("cannot tell which program this is")
}

/// The command that starts a worker, told nothing of where we run.
pub(super) fn command() -> anyhow::Result<Command> {
    let mut command = Command::new(this_program()?);
    command.env_clear().envs(TOLD.iter().filter_map(|name| Some((*name, std::env::var_os(name)?))));
    // A signal that is meant for us does not stop a file half-way, and stopping one stops nothing of ours.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    Ok(command)
}

//! Files in formats that nothing here reads: made into some that are by LibreOffice, where it is installed and asked for.
//!
//! It runs in a process of its own that has a folder of its own and may write nowhere else, reach nobody and read nothing
//! but the system. Processor time, memory and the size of what it writes are limited; its time is limited from here, and
//! whatever it started ends with it. What it made is then read like any other file, in a worker.

use super::{inside, program, sandbox};
use anyhow::{Context as _, bail};
use extract::format;
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Time for one file. It starts in some seconds, and takes half a minute for a long workbook; on a busy machine several
/// times that.
const PATIENCE: Duration = Duration::from_secs(300);

/// Most bytes that are taken of what it says.
const MOST_BYTES: u64 = 64 << 10;

/// The largest file that is taken, in bytes.
const LARGEST: u64 = 256 << 20;

const PROGRAM: &str = "soffice";

/// What it may read beside itself, its libraries and fonts.
const READABLE: &[&str] = &["/var/lib/libreoffice", "/var/spool/libreoffice", "/var/cache/fontconfig"];

/// What a new profile says: no macros, nothing fetched from elsewhere.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"#;

/// Whether LibreOffice is installed.
pub(super) fn is_installed() -> bool {
    program::is_installed(PROGRAM)
}

/// What came of a file.
pub(super) enum Made {
    /// A file that is read here, packed as blobs are.
    Packed(File),
    /// Its format is none that LibreOffice is asked to read.
    NotItsFormat,
}

/// Makes a file of a blob that is read here.
///
/// # Errors
/// LibreOffice cannot be started, fails, takes too long, or makes none.
pub(super) fn convert(blob: &Path) -> anyhow::Result<Made> {
    let blob = File::open(blob).with_context(|| format!("cannot open {}", blob.display()))?;
    let folder = tempfile::tempdir().context("cannot make a folder for LibreOffice")?;
    let mut child = program::command()?
        .args(["read-worker", "--office"])
        .current_dir(folder.path())
        .stdin(Stdio::from(blob))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .context("cannot start LibreOffice")?;
    let stderr = child.stderr.take();
    let words = std::thread::spawn(move || last_words(stderr));
    let ended = program::wait(&mut child, PATIENCE);
    end_group(child.id())?;
    let ended = ended?;
    let words = words.join().unwrap_or_default();
    match ended {
        Some(status) if status.code() == Some(NOT_ITS_FORMAT) => return Ok(Made::NotItsFormat),
        Some(_) => {}
        None => bail!("LibreOffice took longer than {} s and was stopped", PATIENCE.as_secs()),
    }
    let mut made = format::OFFICE_MAKES.iter().map(|ending| folder.path().join(format!("file.{ending}")));
    let Some(path) = made.find(|path| path.symlink_metadata().is_ok()) else {
        bail!("LibreOffice made nothing of it: {words}");
    };
    let made = plain_file(&path).with_context(|| format!("LibreOffice made nothing of it: {words}"))?;
    Ok(Made::Packed(packed(made)?))
}

/// Opens what LibreOffice left, if that is a file and no link to one that it could not read itself.
fn plain_file(path: &Path) -> anyhow::Result<File> {
    let mut how = File::options();
    how.read(true);
    #[cfg(target_os = "linux")]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut how, libc::O_NOFOLLOW | libc::O_NONBLOCK);
    let file = how.open(path)?;
    let about = file.metadata()?;
    if !about.is_file() || about.len() > LARGEST {
        bail!("{} bytes that are no file, or too many", about.len());
    }
    Ok(file)
}

fn packed(file: File) -> anyhow::Result<File> {
    let mut packed = zstd::Encoder::new(tempfile::tempfile()?, 1)?;
    std::io::copy(&mut file.take(LARGEST), &mut packed)?;
    let mut packed = packed.finish()?;
    std::io::Seek::rewind(&mut packed)?;
    Ok(packed)
}

/// The last line of what was said.
fn last_words(from: Option<impl Read>) -> String {
    let text = program::text_of(from, MOST_BYTES);
    let last = text.lines().map(str::trim).rfind(|line| !line.is_empty());
    last.unwrap_or("it said nothing").to_owned()
}

/// Ends whatever it started: it is a script that starts others, all of them of its group.
fn end_group(group: u32) -> anyhow::Result<()> {
    if cfg!(unix) {
        // A group that is gone already is what is wanted, and told of by the status alone.
        let kill = format!("kill -KILL -{group} 2>/dev/null");
        Command::new("sh").args(["-c", &kill]).status().context("cannot end what LibreOffice started")?;
    }
    Ok(())
}

/// Exit status where the format is none that LibreOffice is asked to read.
const NOT_ITS_FORMAT: i32 = 3;

/// Unpacks what standard input gives into the present folder and becomes LibreOffice, which makes a file of it there that is read here.
///
/// # Errors
/// It cannot be unpacked, or LibreOffice cannot be started.
pub fn run() -> anyhow::Result<()> {
    sandbox::limit(&sandbox::OFFICE);
    let folder = std::env::current_dir()?;
    let readable = program::READABLE.iter().chain(READABLE).copied().filter(|path| Path::new(path).exists());
    sandbox::close_for_program_in(&folder, &readable.collect::<Vec<_>>());
    let bytes = inside::unpacked(&mut BufReader::new(std::io::stdin().lock()), u64::MAX)?;
    let Some(by) = format::read_by_office(&bytes) else { std::process::exit(NOT_ITS_FORMAT) };
    let file = folder.join(format!("file.{}", by.ending));
    File::create_new(&file)?.write_all(&bytes)?;
    drop(bytes);
    let user = folder.join("profile/user");
    std::fs::create_dir_all(&user)?;
    std::fs::write(user.join("registrymodifications.xcu"), PROFILE)?;
    let profile = url::Url::from_directory_path(folder.join("profile"))
        .map_err(|()| anyhow::anyhow!("{} is no place for a profile", folder.display()))?;
    let mut office = Command::new(PROGRAM);
    office
        .arg(format!("-env:UserInstallation={profile}"))
        .args(["--headless", "--nologo", "--nodefault", "--norestore", "--nolockcheck"])
        .args(by.filter.map(|filter| format!("--infilter={filter}")))
        .args(["--convert-to", by.into, "--outdir"])
        .args([folder.as_os_str(), file.as_os_str()])
        .envs([("HOME", &folder), ("TMPDIR", &folder)]);
    program::become_it(office)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_plain_file_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("file.pdf"), "%PDF").unwrap();
        assert!(plain_file(&path("file.pdf")).is_ok());
        assert!(plain_file(&path("none.pdf")).is_err());
        assert!(plain_file(folder.path()).is_err(), "a folder is none");
        #[cfg(target_os = "linux")]
        {
            std::os::unix::fs::symlink(path("file.pdf"), path("link.pdf")).unwrap();
            assert!(plain_file(&path("link.pdf")).is_err(), "and a link may lead anywhere");
        }
    }

    #[test]
    fn what_was_made_is_packed_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.pdf");
        std::fs::write(&path, "%PDF-1.4 and more").unwrap();
        let packed = packed(File::open(&path).unwrap()).unwrap();
        assert_eq!(zstd::decode_all(packed).unwrap(), b"%PDF-1.4 and more");
    }

    #[test]
    fn its_last_line_is_told() {
        assert_eq!(last_words(Some(&b"warning\nError: no filter \n\n"[..])), "Error: no filter");
        assert_eq!(last_words(None::<&[u8]>), "it said nothing");
    }
}

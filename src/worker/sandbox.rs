//! What a worker gives up before it reads a byte: memory and time beyond its limits, files, network, other programs.
//!
//! Limits hold wherever there is a Unix; the rest where the kernel is Linux and has it. Nothing here can be taken back.

use rlimit::Resource;

/// Processor time that a worker may have spent on the files before: the system counts a process's whole life.
pub(super) const CPU_SECONDS_BEFORE: u64 = 20;

/// What one process may take.
pub(super) struct Limits {
    /// Memory, in bytes.
    memory: u64,
    /// Processor time, in seconds.
    cpu_seconds: u64,
    /// The largest file that it may write, in bytes.
    file: u64,
    /// Open files.
    files: u64,
}

/// Those of a worker. Ordinary packs need 50 MB; what needs twenty times that is broken or hostile. The longest real pack
/// of 400 pages needs 3 seconds. Open files: the three of every process, and what the runtime needs.
pub(super) const WORKER: Limits = Limits { memory: 1 << 30, cpu_seconds: 60 + CPU_SECONDS_BEFORE, file: 0, files: 64 };

/// Those of LibreOffice, which maps some gigabytes before it reads anything, and writes a profile and a PDF.
pub(super) const OFFICE: Limits = Limits { memory: 6 << 30, cpu_seconds: 90, file: 256 << 20, files: 512 };

/// Takes the limits.
pub(super) fn limit(limits: &Limits) {
    if cfg!(unix) {
        for (resource, limit) in [
            (Resource::CPU, limits.cpu_seconds),
            (Resource::AS, limits.memory),
            (Resource::CORE, 0),
            (Resource::FSIZE, limits.file),
            (Resource::NOFILE, limits.files),
        ] {
            // A limit that is lower already stays; macOS refuses some, and its wall limit holds all the same.
            if let Ok((soft, hard)) = resource.get() {
                let _ = resource.set(limit.min(soft), limit.min(hard));
            }
        }
    }
}

/// Gives up every file, the network, and starting anything.
pub(super) fn close() {
    #[cfg(target_os = "linux")]
    {
        note_failure(linux::without_files(&[], None), "files");
        let refused = [linux::NETWORK, linux::SOCKETS, linux::SYSTEM, linux::PROGRAMS];
        note_failure(linux::without_calls(&refused), "system calls");
    }
}

/// Gives up writing, every file that is no part of the system, and the network: for a program that is started next.
pub(super) fn close_for_program(readable: &[&str]) {
    #[cfg(target_os = "linux")]
    {
        note_failure(linux::without_files(readable, None), "files");
        note_failure(linux::without_calls(&[linux::NETWORK, linux::SOCKETS, linux::SYSTEM]), "system calls");
    }
    #[cfg(not(target_os = "linux"))]
    let _ = readable;
}

/// The same, but for one folder that the program may do with as it likes. LibreOffice wants a socket by which it would
/// find itself running already, and does not start without: it gets one that nobody can reach.
pub(super) fn close_for_program_in(folder: &std::path::Path, readable: &[&str]) {
    #[cfg(target_os = "linux")]
    {
        note_failure(linux::without_files(readable, Some(folder)), "files");
        note_failure(linux::with_dead_sockets(), "sockets");
        note_failure(linux::without_calls(&[linux::NETWORK, linux::SYSTEM]), "system calls");
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (folder, readable);
}

/// A kernel without a wall is told of once a worker, and its limits hold all the same.
#[cfg(target_os = "linux")]
fn note_failure<E: std::fmt::Display>(result: Result<(), E>, what: &str) {
    if let Err(error) = result {
        tracing::debug!("this kernel does not keep a worker from {what}: {error}");
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, path_beneath_rules};
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
        TargetArch,
    };
    use std::collections::BTreeMap;
    use std::path::Path;

    /// The newest rules that are asked for; an older kernel keeps those that it knows.
    const RULES: ABI = ABI::V5;

    /// What leads to other programs and other machines.
    pub const NETWORK: &[i64] = &[libc::SYS_connect, libc::SYS_io_uring_setup];

    /// Sockets, whatever they are for.
    pub const SOCKETS: &[i64] = &[libc::SYS_socket, libc::SYS_socketpair, libc::SYS_bind, libc::SYS_listen];

    /// What looks into other processes or changes the system.
    pub const SYSTEM: &[i64] = &[
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_pidfd_open,
        libc::SYS_pidfd_getfd,
        libc::SYS_bpf,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
        libc::SYS_keyctl,
        libc::SYS_add_key,
        libc::SYS_request_key,
        libc::SYS_mount,
        libc::SYS_umount2,
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_open_by_handle_at,
        libc::SYS_init_module,
        libc::SYS_finit_module,
        libc::SYS_kexec_load,
    ];

    /// Other programs.
    pub const PROGRAMS: &[i64] = &[libc::SYS_execve, libc::SYS_execveat, libc::SYS_kill, libc::SYS_tkill];

    /// Leaves what may be read, and a folder in which everything may be done.
    pub fn without_files(readable: &[&str], folder: Option<&Path>) -> Result<(), landlock::RulesetError> {
        let rules = Ruleset::default()
            .handle_access(AccessFs::from_all(RULES))?
            .handle_access(AccessNet::from_all(RULES))?
            .create()?;
        let rules = rules.add_rules(path_beneath_rules(readable, AccessFs::from_read(RULES)))?;
        let rules = rules.add_rules(path_beneath_rules(folder, AccessFs::from_all(RULES)))?;
        // Where programs throw away what nobody is to read.
        let write = AccessFs::WriteFile | AccessFs::ReadFile;
        let rules = rules.add_rules(path_beneath_rules(folder.map(|_| "/dev/null"), write))?;
        rules.restrict_self().map(|_| ())
    }

    /// Refuses these calls from now on; the kernel also gives no rights to what is started (`no_new_privs`).
    pub fn without_calls(calls: &[&[i64]]) -> anyhow::Result<()> {
        filter(each(calls), libc::EPERM)
    }

    /// Leaves sockets within the system that are bound to nothing, whatever is said to who asks, and heard by nobody.
    pub fn with_dead_sockets() -> anyhow::Result<()> {
        let local = u64::from(libc::AF_UNIX.unsigned_abs());
        let other = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, local)?;
        filter(BTreeMap::from([(libc::SYS_socket, vec![SeccompRule::new(vec![other])?])]), libc::EPERM)?;
        filter(each(&[&[libc::SYS_bind, libc::SYS_listen]]), 0)
    }

    type Rules = BTreeMap<i64, Vec<SeccompRule>>;

    fn each(calls: &[&[i64]]) -> Rules {
        calls.iter().copied().flatten().map(|call| (*call, Vec::new())).collect()
    }

    fn filter(calls: Rules, answer: i32) -> anyhow::Result<()> {
        let arch = TargetArch::try_from(std::env::consts::ARCH)?;
        let answer = SeccompAction::Errno(answer.unsigned_abs());
        let filter: BpfProgram = SeccompFilter::new(calls, SeccompAction::Allow, answer, arch)?.try_into()?;
        Ok(seccompiler::apply_filter(&filter)?)
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::ErrorKind::PermissionDenied;

    #[test]
    fn nothing_can_be_reached_or_started() {
        // What a thread gives up, only that thread has given up.
        let tried = std::thread::spawn(|| {
            let program = std::fs::metadata("/bin/true").is_ok();
            super::close();
            let network = std::net::UdpSocket::bind("127.0.0.1:0").map(drop).map_err(|e| e.kind());
            let started = std::process::Command::new("/bin/true").status().map(drop).map_err(|e| e.kind());
            let rights = std::fs::read_to_string("/proc/thread-self/status");
            (program, network, started, rights)
        });
        let (program, network, started, rights) = tried.join().unwrap();
        assert_eq!(network, Err(PermissionDenied));
        assert!(!program || started == Err(PermissionDenied), "{started:?}");
        // Where the kernel closes files to us, this one too.
        assert!(rights.is_err() || rights.is_ok_and(|told| told.contains("NoNewPrivs:\t1")));
    }

    #[test]
    fn a_program_with_a_folder_reaches_no_other_and_no_network() {
        let folder = tempfile::tempdir().unwrap();
        let other = tempfile::tempdir().unwrap();
        let (own, theirs) = (folder.path().to_owned(), other.path().join("a"));
        let tried = std::thread::spawn(move || {
            super::close_for_program_in(&own, &["/usr", "/lib", "/lib64", "/bin"]);
            let network = std::net::UdpSocket::bind("127.0.0.1:0").map(drop).map_err(|e| e.kind());
            let bound = own.join("socket");
            let within = std::os::unix::net::UnixListener::bind(&bound).map(drop).map_err(|e| e.kind());
            let reached = std::os::unix::net::UnixStream::connect(&bound).map(drop).map_err(|e| e.kind());
            let within = within.map(|()| bound.exists());
            let kept = std::fs::write(own.join("a"), "x").map_err(|e| e.kind());
            let elsewhere = std::fs::write(theirs, "x").map_err(|e| e.kind());
            // A kernel without Landlock keeps nothing from files.
            let walled = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).is_err();
            (network, within, reached, kept, elsewhere, walled)
        });
        let (network, within, reached, kept, elsewhere, walled) = tried.join().unwrap();
        assert_eq!((network, reached), (Err(PermissionDenied), Err(PermissionDenied)));
        assert_eq!((within, kept), (Ok(false), Ok(())), "nothing is bound to a name");
        assert!(!walled || elsewhere == Err(PermissionDenied), "{elsewhere:?}");
    }
}

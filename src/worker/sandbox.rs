//! What a worker gives up before it reads a byte: memory and time beyond its limits, files, network, other programs.
//!
//! Limits hold wherever there is a Unix; the rest where the kernel is Linux and has it. Nothing here can be taken back.

use rlimit::Resource;

/// Memory that one file may need, in bytes. Ordinary packs need 50 MB; what needs twenty times that is broken or hostile.
const MEMORY_BYTES: u64 = 1 << 30;

/// Processor time that one file may need, in seconds. The longest real pack of 400 pages needs 3.
const CPU_SECONDS: u64 = 60;

/// Processor time that a worker may have spent on the files before: the system counts a process's whole life.
pub(super) const CPU_SECONDS_BEFORE: u64 = 20;

/// Open files: the three of every process, and what the runtime needs.
const FILES: u64 = 64;

/// Takes the limits.
pub(super) fn limit() {
    if cfg!(unix) {
        for (resource, limit) in [
            (Resource::CPU, CPU_SECONDS + CPU_SECONDS_BEFORE),
            (Resource::AS, MEMORY_BYTES),
            (Resource::CORE, 0),
            (Resource::FSIZE, 0),
            (Resource::NOFILE, FILES),
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
        told(linux::without_files(&[]), "files");
        told(linux::without_calls(&[linux::NETWORK, linux::SYSTEM, linux::PROGRAMS]), "system calls");
    }
}

/// Gives up writing, every file that is no part of the system, and the network: for a program that is started next.
pub(super) fn close_for_program(readable: &[&str]) {
    #[cfg(target_os = "linux")]
    {
        told(linux::without_files(readable), "files");
        told(linux::without_calls(&[linux::NETWORK, linux::SYSTEM]), "system calls");
    }
    #[cfg(not(target_os = "linux"))]
    let _ = readable;
}

/// A kernel without a wall is told of once a worker, and its limits hold all the same.
#[cfg(target_os = "linux")]
fn told<E: std::fmt::Display>(result: Result<(), E>, what: &str) {
    if let Err(error) = result {
        tracing::debug!("this kernel does not keep a worker from {what}: {error}");
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, path_beneath_rules};
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch};
    use std::collections::BTreeMap;

    /// The newest rules that are asked for; an older kernel keeps those that it knows.
    const RULES: ABI = ABI::V5;

    /// Sockets, whatever they lead to.
    pub const NETWORK: &[i64] = &[
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_io_uring_setup,
    ];

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

    pub fn without_files(readable: &[&str]) -> Result<(), landlock::RulesetError> {
        let rules = Ruleset::default()
            .handle_access(AccessFs::from_all(RULES))?
            .handle_access(AccessNet::from_all(RULES))?
            .create()?;
        let rules = rules.add_rules(path_beneath_rules(readable, AccessFs::from_read(RULES)))?;
        rules.restrict_self().map(|_| ())
    }

    /// Refuses these calls from now on; the kernel also gives no rights to what is started (`no_new_privs`).
    pub fn without_calls(calls: &[&[i64]]) -> anyhow::Result<()> {
        let arch = TargetArch::try_from(std::env::consts::ARCH)?;
        let refused: BTreeMap<i64, Vec<_>> = calls.iter().copied().flatten().map(|call| (*call, Vec::new())).collect();
        let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let filter: BpfProgram = SeccompFilter::new(refused, SeccompAction::Allow, refuse, arch)?.try_into()?;
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
}

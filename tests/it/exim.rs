//! Mail by way of Exim, the mail server that Debian installs: what it takes, what it refuses, and what lies in a mailbox at the
//! end. Where it is not installed this test says so.

use crate::sandbox::{MINUTES, Sandbox, root};
use mail_parser::MessageParser;
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::Path;
use std::process::Command;
use std::thread;
use tempfile::TempDir;

const PROGRAM: &str = "/usr/sbin/exim4";

/// The user and group `mail` of every Debian (base-passwd).
const MAIL: u32 = 8;

/// Exim, started anew for each connection as a super-server does it: it delivers before it ends.
struct Exim {
    folder: TempDir,
    address: SocketAddr,
}

impl Exim {
    /// None where it is not installed.
    ///
    /// # Panics
    /// `MINUTEBOOK_REQUIRED` is set and there is none.
    fn start() -> Option<Self> {
        if !Path::new(PROGRAM).exists() {
            let missing = format!("no {PROGRAM}: install Debian's exim4-daemon-light");
            assert!(std::env::var_os("MINUTEBOOK_REQUIRED").is_none(), "{missing}");
            eprintln!("{missing}; mail is NOT tested with it");
            return None;
        }
        let folder = tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o755)).tempdir().unwrap();
        let owner = fs::metadata(folder.path()).unwrap();
        // It delivers nothing as root.
        let (user, group) = if owner.uid() == 0 { (MAIL, MAIL) } else { (owner.uid(), owner.gid()) };
        for name in ["spool", "log", "mailboxes"] {
            fs::create_dir(folder.path().join(name)).unwrap();
            chown(folder.path().join(name), Some(user), Some(group)).unwrap();
        }
        let macros =
            [format!("-DFOLDER={}", folder.path().display()), format!("-DUSER={user}"), format!("-DGROUP={group}")];
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        // Ends with the tests: nobody connects after them.
        thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = OwnedFd::from(stream.unwrap());
                let mut exim = Command::new(PROGRAM);
                exim.arg("-C").arg(root().join("tests/mail/exim.conf")).args(&macros).args(["-bs", "-odi"]);
                exim.stdin(stream.try_clone().unwrap()).stdout(stream);
                exim.status().unwrap();
            }
        });
        Some(Self { folder, address })
    }

    /// What lies in a mailbox once all that was taken has been delivered.
    fn mailbox(&self, name: &str) -> Option<String> {
        // Connections are served one after the other: whoever is answered waited for those before.
        let mut last = TcpStream::connect(self.address).unwrap();
        last.write_all(b"QUIT\r\n").unwrap();
        last.read_to_end(&mut Vec::new()).unwrap();
        fs::read_to_string(self.folder.path().join("mailboxes").join(name)).ok()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log/main")).unwrap()
    }
}

#[test]
fn what_is_new_lies_in_the_mailbox_of_whoever_has_one() {
    let Some(exim) = Exim::start() else { return };
    let sandbox = Sandbox::new();
    sandbox.configure(&format!(
        "[server]\npublic_url = \"https://minutes.example/\"\n\
         [mail]\nserver = \"{}\"\nfrom = \"Minutebook <minutes@council.example>\"\nsecurity = \"none\"\n\
         [[alert]]\nname = \"repairs\"\nquery = '\"repairs backlog\"'\n\
         mail = [\"clerk@council.example\", \"gone@council.example\", \"somebody@elsewhere.example\"]\n\
         [[source]]\nname = \"papers\"\nkind = \"folder\"\npath = \"papers\"\ncouncil = \"Anytown Borough Council\"\n",
        exim.address
    ));
    sandbox.paper("march.txt", MINUTES);
    sandbox.done(&["update"]);
    assert_eq!(exim.mailbox("clerk"), None, "what was there before is no news");
    // A sentence as long as clerks write them, in letters beyond ASCII, and a line that begins with a full stop.
    let long = "Llŷn – naïve ‘café’ £12½m ".repeat(60);
    let minutes = MINUTES.replace("12 MARCH", "9 APRIL").replace("by June", &format!("by Michaelmas {long}\n.\n"));
    sandbox.paper("april.txt", minutes);

    let ran = sandbox.run(&["update"]);
    assert_eq!(ran.status, 2, "two of three are refused: {}", ran.stderr);
    let report = sandbox.report("update")["alerts"][0].clone();
    let new = report["new"].as_u64().unwrap();
    assert_eq!((&report["told"], &report["refused"]), (&new.into(), &(2 * new).into()), "{report}");
    let mailbox = exim.mailbox("clerk").unwrap();
    assert!(exim.log().contains("rejected RCPT <gone@council.example>"), "{}", exim.log());
    assert!(exim.log().contains("rejected RCPT <somebody@elsewhere.example>"), "{}", exim.log());

    let (first, source) = mailbox.split_once('\n').unwrap();
    assert!(first.starts_with("From minutes@council.example "), "{first}");
    assert!(!source.contains("\nFrom minutes@council.example "), "one mail: {source}");
    assert!(source.lines().all(|line| line.len() <= 998), "a line is longer than mail allows (RFC 5322, 2.1.1)");
    let mail = MessageParser::default().parse(source).unwrap();
    let header = |name| mail.header_raw(name).unwrap_or_else(|| panic!("no {name} in {source}")).trim();
    assert_eq!(header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    assert!(header("List-Unsubscribe").contains("https://minutes.example/"), "{source}");
    assert!(mail.date().is_some() && mail.message_id().is_some(), "{source}");
    for body in [mail.body_text(0).unwrap(), mail.body_html(0).unwrap()] {
        assert!(body.contains("cleared by Michaelmas") && body.contains("£12½m"), "{body}");
    }
    sandbox.done(&["update"]);
    assert_eq!(exim.mailbox("clerk").unwrap(), mailbox, "each statement once");
}

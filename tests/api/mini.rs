//! The mini record: seventeen documents of a council that does not exist, brought in by the program itself.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use minutebook::store::Reader;
use minutebook::web::{App, app};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;
use tower::ServiceExt;

const COUNCIL: &str = "Westmere Council";
const SCRUTINY: &str = "Children’s Scrutiny Committee";

/// What was said at one meeting: speaker, role, act and words.
type Said = (&'static str, &'static str, &'static str, &'static str);

const MEETINGS: &[(&str, &str, &[Said])] = &[
    (
        "2019-03-06",
        SCRUTINY,
        &[
            ("Councillor Amina Okoro", "Chair", "question", "How is workforce stability in social care measured?"),
            (
                "Rhys Pallister",
                "Director of Children’s Services",
                "answer",
                "Workforce stability is measured by turnover, vacancies and agency use.",
            ),
            ("", "", "narration", "The Committee noted the report on school places."),
        ],
    ),
    (
        "2020-07-15",
        SCRUTINY,
        &[
            (
                "Councillor Amina Okoro",
                "Chair",
                "question",
                "Has the stability of the workforce changed since last year?",
            ),
            (
                "Rhys Pallister",
                "Director of Children’s Services",
                "answer",
                "Agency staff fell; permanent social workers rose to £120 a week in retention payments.",
            ),
        ],
    ),
    (
        "2021-11-03",
        "Cabinet",
        &[
            (
                "Councillor Bram Tilney",
                "Leader",
                "statement",
                "The budget for 2021/22 protects not-for-profit providers.",
            ),
            ("Councillor Amina Okoro", "", "question", "Will workforce stability be funded under s.47 of the plan?"),
            (
                "Councillor Bram Tilney",
                "Leader",
                "answer",
                "Workforce stability, and workforce stability alone, is the aim of the recruitment plan.",
            ),
        ],
    ),
    (
        "2022-02-09",
        SCRUTINY,
        &[
            (
                "Rhys Pallister",
                "Director of Children’s Services",
                "presentation",
                "An EHCP review was presented with the figures on placement stability.",
            ),
            ("Councillor Bram Tilney", "", "question", "=SUM of what, exactly, do the figures show?"),
        ],
    ),
    (
        "2022-07-05",
        SCRUTINY,
        &[("Councillor Amina Okoro", "Chair", "statement", "Workforce stability had improved, the Chair said.")],
    ),
    (
        "2023-01-18",
        "Cabinet",
        &[("Councillor Bram Tilney", "Leader", "statement", "School funding would be reviewed in the spring.")],
    ),
];

/// Lines of those meetings of which their source says that the speaker is only likely.
const LIKELY: &[&str] = &["2021-11-03-1", "2023-01-18-0"];

/// Minutes as text: attendance, items, questions, resolutions, undertakings.
fn minutes(day: &str, said: &str, resolved: &str) -> String {
    format!(
        "WESTMERE COUNCIL\n\nHEALTH SCRUTINY COMMITTEE\n\n{day}\n\nPRESENT\n\nCouncillor D. Farrow (in the Chair).\n\
         Councillors E. Quill (Vice-Chair), F. Marsh and G. Idle.\n\nIn attendance\n\nNadia Orme\tDirector of Public Health\n\n\
         APOLOGIES\n\nApologies for absence were received from Councillor H. Brand.\n\n1. MINUTES\n\n\
         RESOLVED: That the minutes of the last meeting be agreed as an accurate record and signed by the Chair.\n\n\
         2. HEALTH VISITING\n\n{said}\n\nRESOLVED:\n\n1) That the report be noted.\n2) {resolved}\n"
    )
}

/// Minutes with one recorded vote.
fn ballot(day: &str, motion: &str, sides: &str) -> String {
    format!(
        "WESTMERE COUNCIL\n\nLICENSING COMMITTEE\n\n{day}\n\nPRESENT\n\nCouncillor D. Farrow (in the Chair).\n\
         Councillors E. Quill, F. Marsh and G. Idle.\n\n1. {motion}\n\n{sides}\n"
    )
}

/// The data folder, made once for all tests.
fn data() -> &'static Path {
    static DATA: OnceLock<TempDir> = OnceLock::new();
    DATA.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        write_papers(dir.path());
        let program = Command::new(env!("CARGO_BIN_EXE_minutebook"))
            .args(["--config", "config.toml", "update"])
            .current_dir(dir.path())
            .output()
            .unwrap();
        assert!(program.status.success(), "{}", String::from_utf8_lossy(&program.stderr));
        dir
    })
    .path()
}

fn write_papers(dir: &Path) {
    fs::write(
        dir.join("config.toml"),
        "[data]\ndir = \"data\"\n\n[[source]]\nname = \"papers\"\nkind = \"folder\"\npath = \"papers\"\n\
         council = \"Westmere Council\"\n\n[[source]]\nname = \"transcripts\"\nkind = \"records\"\npath = \"transcripts\"\n",
    )
    .unwrap();
    fs::create_dir(dir.join("transcripts")).unwrap();
    for (day, committee, said) in MEETINGS {
        let lines = said.iter().enumerate().map(|(n, (speaker, role, act, text))| {
            let printed = |words: &'static str| Some(words).filter(|words| !words.is_empty());
            let id = format!("{day}-{n}");
            let certainty = LIKELY.contains(&id.as_str()).then_some("likely");
            let line = json!({
                "id": id, "certainty": certainty, "council": COUNCIL, "committee": committee, "date": day, "act": act,
                "kind": "minutes", "title": format!("Transcript of {day}"), "item": "4. Workforce", "speaker": printed(speaker),
                "role": printed(role), "page": 1, "text": text, "url": "https://westmere.example/transcripts",
            });
            format!("{line}\n")
        });
        fs::write(dir.join(format!("transcripts/{day}.ndjson")), lines.collect::<String>()).unwrap();
    }
    let spoken = (0..240).map(|n| {
        let speaker = ["Councillor Ines Farrant", "Councillor Otto Greave"][n / 3 % 2];
        let line = json!({
            "id": format!("long-{n}"), "council": COUNCIL, "committee": "Planning Committee", "date": "2018-05-01",
            "act": "statement", "kind": "minutes", "title": "Transcript of 2018-05-01", "speaker": speaker, "page": 1,
            "item": if n < 120 { "1. Trees" } else { "2. Hedges" }, "url": "https://westmere.example/transcripts",
            "text": format!("Plant {n} stands at the edge of the lane, where it keeps the wind from the gardens behind."),
        });
        format!("{line}\n")
    });
    fs::write(dir.join("transcripts/2018-05-01.ndjson"), spoken.collect::<String>()).unwrap();
    fs::create_dir(dir.join("papers")).unwrap();
    let menus: String =
        (1..=150).map(|n| format!("Menu {n} is soup with bread, cooked in the school that day.\n\n")).collect();
    // Published three times: the same file under another name, and with a resolution that reads otherwise.
    let january = |resolved| {
        let said = "Councillor Idle asked whether recruitment had improved. The Director of Public Health responded that it had.";
        minutes("Tuesday, 10 January 2023", said, resolved)
    };
    for (name, text) in [
        ("a.txt", minutes("Tuesday, 12 April 2022", "Councillor Quill asked how many visits were late. The Director of Public Health responded that one in ten was late, and that a note would be circulated to Members after the meeting.", "That a further report on late visits be brought to the September meeting.")),
        ("b.txt", minutes("Tuesday, 13 September 2022", "The Director of Public Health presented the further report on late visits. Councillor Marsh welcomed it and asked about recruitment. The Director agreed to share the recruitment plan with the Committee by the end of October.", "That the recruitment plan be shared with the Committee.")),
        ("c.txt", january("That the update be noted.")),
        ("c-again.txt", january("That the update be noted.")),
        ("c-draft.txt", january("That a second update be given at every meeting of the year to come.")),
        ("v.txt", ballot("Tuesday, 6 February 2024", "BUDGET FOR LICENCES", "It was moved by Councillor Quill, seconded by Councillor Idle, that the budget for licences be approved.\n\nA recorded vote was taken.\n\nFor (3): Councillors Farrow, Idle and Quill\n\nAgainst (1): Councillor Marsh\n\nThe motion was carried.")),
        ("w.txt", ballot("Tuesday, 5 March 2024", "FEES FOR TAXIS", "It was moved by Councillor Marsh, seconded by Councillor Idle, that the fees for taxis be doubled.\n\nA recorded vote was taken.\n\nFor (1): Councillor Marsh\n\nAgainst (3): Councillors Farrow, Idle and Quill\n\nThe motion was lost.")),
        ("d.txt", format!("A report without a date on school meals.\n\nMeals are free in every primary school.\n\n{menus}")),
        ("e.md", "# Carers plan\n\n1 March 2021\n\nThe plan for carers. Workforce stability is its first aim.\n".to_owned()),
        ("f.html", "<!doctype html><title>Note on £120</title><p>A payment of £120 <b>&lt;script&gt;alert(1)&lt;/script&gt;</b> was made.</p>".to_owned()),
    ] {
        fs::write(dir.join("papers").join(name), text).unwrap();
    }
}

/// The application on the mini record.
pub fn application() -> Router {
    let reader = Reader::open(&data().join("data")).unwrap();
    app(&App::new(reader, "http://minutes.example".parse().unwrap(), Vec::new()), true)
}

/// What came back.
pub struct Reply {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Vec<u8>,
}

impl Reply {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

/// Asks with these headers.
pub async fn ask_with(application: &Router, path: &str, headers: &[(&str, &str)]) -> Reply {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(application, request.body(Body::empty()).unwrap()).await
}

/// Asks.
pub async fn ask(application: &Router, path: &str) -> Reply {
    ask_with(application, path, &[(header::ACCEPT.as_str(), "application/json")]).await
}

/// Sends a request.
pub async fn send(application: &Router, request: Request<Body>) -> Reply {
    let response = application.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    Reply { status: parts.status, headers: parts.headers, body }
}

/// Text as it may stand in an address.
pub fn escaped(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

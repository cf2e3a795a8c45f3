//! Pages on which a site refuses what was asked for, saved under the name of the paper that they stand for: "Page Not
//! Found", "Sign in to continue".

use super::{decode, problem};
use record::{Problem, ProblemCode};
use scraper::{Html, Selector};

/// More words are a paper, whatever its title says.
const LONGEST: usize = 160;

/// What such pages say in their title or first heading, in small letters.
const REFUSES: [&str; 22] = [
    "rejected",
    "blocked",
    "maintenance",
    "not found",
    "could not be found",
    "404",
    "403",
    "500",
    "503",
    "forbidden",
    "access denied",
    "unauthorized",
    "unauthorised",
    "unavailable",
    "no longer available",
    "cannot be displayed",
    "session expired",
    "session has expired",
    "sign in",
    "log in",
    "login",
    "error",
];

/// Most bytes of a program's answer that says what went wrong.
const LONGEST_ANSWER: usize = 4_000;

/// Why the text in a file that is named as another format is no paper: the answer of a program, or one line of refusal.
pub fn why_text(bytes: &[u8]) -> Option<Problem> {
    /// Words of such a line.
    const LINE: usize = 30;
    let text = decode::text(bytes.get(..LONGEST_ANSWER).unwrap_or(bytes)).text;
    let told = text.trim().to_lowercase();
    let answer = bytes.len() < LONGEST_ANSWER && told.starts_with(['{', '[']) && told.ends_with(['}', ']']);
    let line = told.split_whitespace().count() <= LINE && REFUSES.iter().any(|refuses| told.contains(refuses));
    (answer || line).then(|| {
        let shown: String = text.trim().chars().take(80).collect();
        let message =
            format!("the file is no paper: it is the answer of a program, “{shown}”; fetch or ask for the paper again");
        problem(ProblemCode::Damaged, message)
    })
}

/// What files begin with that only say where a paper is: those that large files are swapped for, and links saved to a disk.
const POINTERS: [&str; 3] = ["version https://git-lfs", "[internetshortcut]", "[desktop entry]"];

/// Why a text is no paper: it only says where one is.
pub fn pointer(bytes: &[u8]) -> Option<Problem> {
    if bytes.len() > LONGEST_ANSWER {
        return None;
    }
    let text = decode::text(bytes).text;
    let told = text.trim_start_matches('\u{feff}').trim_start().to_lowercase();
    let points = POINTERS.iter().any(|begins| told.starts_with(begins));
    let message = "the file is no paper: it only says where one is kept; fetch or ask for the paper itself";
    points.then(|| problem(ProblemCode::Damaged, message))
}

/// Why the web page in a file that is named as another format is no paper; `None` where it may be one.
pub fn why(bytes: &[u8]) -> Option<Problem> {
    let html = Html::parse_document(&decode::markup(bytes).text);
    let text_of = |selector: &str| {
        let found = Selector::parse(selector).ok()?;
        html.select(&found).next().map(|element| element.text().collect::<String>().trim().to_lowercase())
    };
    let words = text_of("body").map_or(0, |text| text.split_whitespace().count());
    let headings = ["title", "h1", "h2"].iter().filter_map(|selector| text_of(selector));
    let told = headings.into_iter().find(|heading| REFUSES.iter().any(|refuses| heading.contains(refuses)))?;
    (words <= LONGEST).then(|| {
        let message =
            format!("the file is no paper: it is a web page that says “{told}”; fetch or ask for the paper again");
        problem(ProblemCode::Damaged, message)
    })
}

#[cfg(test)]
mod tests {
    use super::{pointer, why, why_text};

    fn refused(title: &str, body: &str) -> bool {
        why(format!("<html><head><title>{title}</title></head><body>{body}</body></html>").as_bytes()).is_some()
    }

    #[test]
    fn answers_of_programs_and_lines_of_refusal_are_told_from_texts() {
        for text in
            [r#"{"error":"NotFound","message":"The blob does not exist."}"#, "404 Not Found", "Request rejected. ID 12"]
        {
            assert!(why_text(text.as_bytes()).is_some(), "{text}");
        }
        for text in ["Minutes of the Board, 3 May 2019. Mr Elm said that it rained.", ""] {
            assert!(why_text(text.as_bytes()).is_none(), "{text}");
        }
    }

    #[test]
    fn files_that_only_say_where_a_paper_is_are_none() {
        for text in [
            "version https://git-lfs.github.com/spec/v1\noid sha256:4d\n",
            "[InternetShortcut]\r\nURL=https://a.example/",
        ] {
            assert!(pointer(text.as_bytes()).is_some(), "{text}");
        }
        assert!(pointer(b"Version 2 of the minutes of 3 May").is_none());
    }

    #[test]
    fn short_pages_that_refuse_are_told_from_papers() {
        assert!(refused("404 - Page Not Found", "<h1>Page Not Found</h1><p>It may have been moved.</p>"));
        assert!(refused("Library Board", "<h1>Sign in</h1><form>Name</form>"));
        assert!(!refused("Minutes", "<h1>Library Board</h1><p>The catalogue was not found.</p>"));
        let long = "Mr Elm asked where the page was. ".repeat(40);
        assert!(!refused("Error in the accounts", &format!("<h1>Finance</h1><p>{long}</p>")));
    }
}

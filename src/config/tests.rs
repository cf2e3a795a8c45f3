use super::*;

fn parse(text: &str) -> Result<Config, ConfigError> {
    Config::parse(text, "config.toml", Path::new("/etc/minutebook"), std::iter::empty())
}

fn read_with(text: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let variables = variables.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
    Config::parse(text, "config.toml", Path::new(""), variables)
}

#[test]
fn the_shipped_file_says_what_the_code_does_without_it() {
    let shipped = parse(DEFAULT).unwrap();
    let bare = parse("[schedule]\nupdate = \"30 4 * * *\"").unwrap();
    assert_eq!(format!("{shipped:?}"), format!("{bare:?}"));
}

#[test]
fn the_shipped_file_is_complete_and_its_examples_work() {
    let examples: String = DEFAULT
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.starts_with("[[") || rest.split_once(" = ").is_some_and(|(k, _)| is_key(k)) => rest,
            _ => line,
        })
        .map(|line| format!("{line}\n"))
        .collect();
    let config: Config = toml::from_str(&examples).unwrap();
    let kinds: Vec<&str> = config.source.iter().map(|s| s.kind.as_str()).collect();
    let every: Vec<_> = crawler::KINDS.iter().map(|kind| kind.name).collect();
    assert_eq!(kinds, every);
    assert_eq!(config.alert.len(), 1);
    for section in ["data", "server", "schedule", "crawl", "read", "search", "notebook", "mail", "alert", "source"] {
        let probe = match section {
            "alert" | "source" => format!("[[{section}]]\nno_such_key = 1"),
            _ => format!("[{section}]\nno_such_key = 1"),
        };
        let message = parse(&probe).unwrap_err().to_string();
        for key in message.split('`').skip(3).step_by(2) {
            assert!(examples.contains(&format!("\n{key} = ")), "[{section}] {key} is not in config.toml");
        }
    }
}

fn is_key(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

#[test]
fn what_is_wrong_is_said_where_and_how_to_mend_it() {
    let folder = "[[source]]\nname = \"papers\"\nkind = \"folder\"\n";
    for (text, words) in [
        ("\n[crawl]\ndelay = 5", "config.toml, line 3: unknown field `delay`, expected one of `contact`, `delay_ms`"),
        ("[crawl]\ndelay = 5", "did you mean `delay_ms`?"),
        ("[sauce]", "did you mean `source`?"),
        ("[server]\nlisten = \"8080\"", "line 2: `8080` is no address to listen at: write one like \"127.0.0.1:8080\""),
        ("[server]\npublic_url = \"example.org\"", "`example.org` is no web address"),
        ("[server]\ntrusted_proxies = [\"all\"]", "`all` is no address or network"),
        ("[schedule]\nupdate = \"daily\"", "`daily` is no cron expression"),
        ("[schedule]\nupdate = \"0 4 * * *\"\ntimezone = \"Mars\"", "`Mars` is no time zone"),
        ("[[source]]\nname = \"a\"\nkind = \"modern\"", "there is no kind “modern”; the kinds are"),
        ("[[source]]\nname = \"a\"\nkid = \"folder\"", "did you mean `kind`?"),
        (folder, "a folder source needs `path`"),
        (&format!("{folder}path = \"p\"\nsince = \"2019\""), "a folder source has no `since`"),
        (&format!("{folder}path = \"p\"\n{folder}path = \"q\""), "two sources are called `papers`"),
        ("[[source]]\nname = \"a b\"\nkind = \"folder\"\npath = \"p\"", "a name consists of letters"),
        ("[notebook]\nusers = { ann = \"secret\" }", "what stands for `ann` is no hash of a password"),
        ("[notebook]\nidentity_header = \"X-User\"", "believed from `[server] trusted_proxies` alone"),
        ("[mail]\nserver = \"mail.example.org\"", "is no server: write one like \"mail.example.org:587\""),
        ("[mail]\nserver = \"mail.example.org:25\"\nfrom = \"us\"", "nobody whom mail can be from"),
        ("[mail]\nsubscribe = true", "`subscribe` needs a `server`"),
        ("[mail]\nsecurity = \"ssl\"", "write \"starttls\", \"tls\" or \"none\""),
        ("[[alert]]\nname = \"a\"\nquery = \"roof\"", "alert `a`: it tells nobody: write `webhook` or `mail`"),
        ("[[alert]]\nname = \"a\"\nquery = \"roof\"\nmail = [\"a@b.example\"]", "[mail] has no `server`"),
        ("[[alert]]\nname = \"a\"\nquery = \"roof\"\nmail = [\"a\"]", "`a` is no address of mail"),
        ("[data", "line 1"),
    ] {
        let error = parse(text).expect_err(text).to_string();
        assert!(error.contains(words), "{text}\n  gave: {error}\n  not: {words}");
    }
}

#[test]
fn the_environment_stands_over_the_file() {
    let text = "[[source]]\nname = \"my-papers\"\nkind = \"folder\"\npath = \"p\"\n[crawl]\ndelay_ms = 10";
    let config = read_with(
        text,
        &[
            ("MINUTEBOOK__CRAWL__DELAY_MS", "0"),
            ("MINUTEBOOK__CRAWL__CONTACT", "0161 912"),
            ("MINUTEBOOK__READ__OCR", "true"),
            ("MINUTEBOOK__SOURCE__MY_PAPERS__COUNCIL", "Trafford Council"),
            ("PATH", "/bin"),
        ],
    )
    .unwrap();
    assert_eq!((config.crawl.delay_ms, config.crawl.contact.as_str(), config.read.ocr), (0, "0161 912", true));
    assert_eq!(config.source[0].council.as_deref(), Some("Trafford Council"));
    for (name, value, words) in [
        ("MINUTEBOOK__CRAWL__DELAY", "0", "environment variable MINUTEBOOK__CRAWL__DELAY: unknown field `delay`"),
        ("MINUTEBOOK__CRAWL__DELAY_MS", "soon", "its value is `soon`"),
        ("MINUTEBOOK__SOURCE__OTHER__PATH", "x", "no source is called `other`"),
        ("MINUTEBOOK__SOURCE__PATH", "x", "write MINUTEBOOK__SOURCE__NAME__KEY"),
        ("MINUTEBOOK__CRAWL", "x", "write MINUTEBOOK__SECTION__KEY"),
    ] {
        let error = read_with(text, &[(name, value)]).expect_err(name).to_string();
        assert!(error.contains(words), "{name}: {error}");
    }
}

#[test]
fn relative_paths_start_at_the_file() {
    let config = parse("[[source]]\nname = \"p\"\nkind = \"folder\"\npath = \"papers\"").unwrap();
    assert_eq!(config.data.dir, Path::new("/etc/minutebook/data"));
    assert_eq!(config.source[0].path.as_deref(), Some(Path::new("/etc/minutebook/papers")));
}

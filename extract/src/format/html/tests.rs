use crate::format::samples::shown_of;
use crate::format::{Hint, find_format, read};
use record::ProblemCode;

fn html(page: &str) -> Vec<String> {
    shown_of(page.as_bytes(), "a.html")
}

#[test]
fn fragments_late_roots_and_saved_pages_are_html_and_text_about_tags_is_not() {
    let late =
        format!("<!-- {} --><script>var a = 1;</script><html><body><p>Lamps</p></body></html>", "note ".repeat(1000));
    let saved = "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n\
                 Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
                 <p style=3D\"a\">The se=\r\ncond</p>\r\n--b--\r\n";
    for (file, name, format) in [
        ("<button aria-label=\"x\">Close</button><h4>Bram</h4>", "a.html", "HTML"),
        ("<!-- note --><table><tr><td>Fair</td></tr></table>", "a", "HTML"),
        (late.as_str(), "a.html", "HTML"),
        (saved, "a.html", "mail"),
        ("Subject: Lamps\nMIME-Version: 1.0\n\nThe lamps.", "a.txt", "mail"),
        ("Note: the lamps\nare out.", "a.txt", "text"),
        ("The tag <p> begins a paragraph.", "a.txt", "text"),
        ("Plain words", "a.html", "text"),
    ] {
        let hint = Hint { file_name: name.to_owned(), ..Hint::default() };
        assert_eq!(find_format(file.as_bytes(), &hint).map(|format| format.name), Some(format), "{file}");
    }
    assert_eq!(shown_of(saved.as_bytes(), "a.html"), ["p The second"]);
    assert_eq!(html(&late), ["p Lamps"]);
}

#[test]
fn the_dress_of_a_site_is_no_text() {
    let links: String = ["Home", "Council", "Bins", "Taxes", "Roads", "Library", "Arena"]
        .map(|w| format!("<li><a href='/{w}'>{w}</a></li>"))
        .concat();
    let papers: String = (1..8).map(|n| format!("<li><a href='/p{n}.pdf'>Minutes of {n} May 2019</a></li>")).collect();
    let text =
        "<p>Mr Ash said that the arena was full of eels, and that the eels had been there since the flood of May.</p>";
    for (page, expected) in [
        (format!("<a href='#c'>Skip to content</a><div><ul>{links}</ul></div><article id=c>{text}</article>"), 1),
        (format!("<body><ul>{links}</ul>{text}</body>"), 1),
        (format!("<nav><ul>{links}</ul></nav>{text}<footer>Bram Council, Mill Lane</footer>"), 1),
        (
            format!(
                "<div class='top-menu'>{links}</div>{text}<div class=banner>We use cookies. <button>Accept</button></div>"
            ),
            1,
        ),
        (format!("<div>We use cookies. <a href='/c'>Accept all</a></div>{text}"), 1),
        (format!("<div style='display: none'>Hidden</div>{text}<p hidden>Too</p>"), 1),
        (format!("<main></main><div>{text}</div>"), 1),
        // A list of links to papers is text, and so is a paper about cookies.
        (format!("<body>{text}<ul>{papers}</ul></body>"), 8),
        (format!("<main>{text}<p>The shop sells cookies. <a href='/c'>Accept the offer</a></p></main>"), 2),
    ] {
        assert_eq!(html(&page).len(), expected, "{page}\n{:?}", html(&page));
    }
}

#[test]
fn lists_raised_signs_and_breaks_are_read_as_they_are_shown() {
    for (page, expected) in [
        (
            "<ol><li><h5>LAMPS</h5><p>Out.</p></li><li><p>Roads</p></li></ol>",
            vec!["h<1.> LAMPS", "p Out.", "l<2.> Roads"],
        ),
        ("<ol start=4 type=a><li>Lamps<li value=7>Roads</ol>", vec!["l<d.> Lamps", "l<g.> Roads"]),
        ("<ol><li>1. Lamps</li></ol>", vec!["l<1.> Lamps"]),
        ("<ol type=I><li><pre><code>Lamps</code></pre><p>Out.</p></li></ol>", vec!["l<I.> Lamps", "p Out."]),
        ("<p>oats<sup>1</sup>, 10 m<sup>2</sup>, CO<sub>2</sub>, 3<sup>rd</sup></p>", vec!["p oats¹, 10 m², CO2, 3rd"]),
        ("<p>Ann Lee<br>Bea Moss</p>", vec!["p Ann Lee", "p Bea Moss"]),
        ("<p>The lamps were put<br>out.</p>", vec!["p The lamps were put out."]),
        ("<table><tr><td><b>Bridge</b><br>Old</td><td>12</td></tr></table>", vec!["r Bridge Old|12"]),
        ("<p>oats<sup><a href='#n'>1</a></sup>and hay<a class=footnote-ref>2</a>too</p>", vec!["p oats¹ and hay² too"]),
        (
            "<table><tr><th>Member<th>For<th>Against<tr><td>Ann Lee<td><td><img src=t.png alt=tick><tr><td>Bea Moss\
             <td><i aria-label=Yes></i><td></table>",
            vec!["r Member|For|Against", "r Ann Lee|Against", "r Bea Moss|For"],
        ),
        ("<div role=tabpanel hidden><p>The lamps are out.</p></div>", vec!["p The lamps are out."]),
        ("<p>He said <del>old</del><ins>new</ins> words.</p>", vec!["p He said new words."]),
        ("<p><a href=x>Report<span class=sr-only> (opens in a new window)</span></a></p>", vec!["p Report"]),
        (
            "<span style='display: block'>Ann Lee</span><span style='display:block'>Bea Moss</span>",
            vec!["p Ann Lee", "p Bea Moss"],
        ),
        (
            "<pre>\nANN LEE: I move that the bridge be\nclosed to carts.\n\nBEA MOSS: I second it.\n</pre>",
            vec!["p ANN LEE: I move that the bridge be closed to carts.", "p BEA MOSS: I second it."],
        ),
    ] {
        assert_eq!(html(page), expected, "{page}");
    }
}

#[test]
fn tags_inside_markdown_are_no_words() {
    let text = "# Lamps\n\n*<small>Scanned.</small>*\n\nThe lamp<br>is <b>out</b> &amp; cold\\.\n\n<!-- Page 2 -->\n\n<div \
                align=\"right\"></div>\n\n<table><tr><td>Oil</td><td>2</td></tr>\n</table>\n\nx < y and a <- b\n";
    let shown = shown_of(text.as_bytes(), "a.md");
    assert_eq!(shown, ["h Lamps", "p Scanned.", "p The lamp is out & cold.", "r Oil|2", "p x < y and a <- b"]);
}

#[test]
fn a_page_that_is_all_links_in_a_box_called_search_is_read() {
    let results: String =
        (1..9).map(|n| format!("<li><a href=\"m{n}.pdf\">Minutes of the Harbour Board, part {n}</a></li>")).collect();
    let page = format!("<body><nav>Menu</nav><div class=\"search\"><ul>{results}</ul></div></body>");
    let content = crate::format::read(page.as_bytes(), &crate::format::Hint::default());
    assert_eq!(content.pages[0].lines.len(), 8);
}

#[test]
fn what_a_search_found_is_read_and_the_site_around_it_is_not() {
    let row = |n: usize| {
        format!(
            "<tr><td>{n}</td><td><a href=\"d{n}\">Dredging of the lower harbour, part {n} of the report</a></td>\
             <td>Report</td><td>Meeting: <a href=\"m{n}\">Harbour Board, 1 May 2019</a></td></tr>"
        )
    };
    let rows: String = (1..9).map(row).collect();
    let menu: String = ["Home", "Bins", "Roads", "Help", "Login", "Rents"]
        .map(|w| format!("<li><a href='/{w}'>{w}</a></li>"))
        .concat();
    let page = format!(
        "<body><form><div id=\"menu\"><ul>{menu}</ul></div><div id=\"site_search\"><a href=\"/s\">Search the site</a></div>\
         <div class=\"ModSearchC\"><div id=\"SearchResults\"><table>{rows}</table></div></div>\
         <div id=\"footer\"><a href=\"/map\">View the sitemap</a></div></form></body>"
    );
    let shown = html(&page);
    assert_eq!(shown.len(), 8, "{shown:?}");
    assert!(shown[0].contains("Dredging of the lower harbour"), "{shown:?}");
}

#[test]
fn pages_that_others_fill_say_that_they_hold_no_text() {
    for (page, said) in [
        ("<frameset cols=\"1,2\"><frame src=a><frame src=b></frameset>", "frames other pages"),
        ("<body><noscript>Turn scripts on.</noscript><div id=app></div><script src=a.js></script>", "by a script"),
        ("<body><p><img src=scan.png></p>", "pictures"),
        (
            "<frameset><frame src=a><noframes><body>Your browser shows no frames.</body></noframes></frameset>",
            "frames other",
        ),
    ] {
        let content =
            read(format!("<html><head><title>Minutes</title></head>{page}</html>").as_bytes(), &Hint::default());
        let [problem] = &content.problems[..] else { panic!("{page} {:?}", content.problems) };
        assert_eq!(problem.code, ProblemCode::NoText);
        assert!(problem.message.contains(said), "{}", problem.message);
    }
    let told = |frame: &str| {
        let page = format!("<html><body><h1>Minutes</h1><p>As below.</p>{frame}</body></html>");
        read(page.as_bytes(), &Hint::default()).problems.iter().any(|problem| problem.message.contains("1 frame"))
    };
    assert!(told("<iframe src='/view?file=a.pdf'></iframe>") && told("<object data=a.pdf><p>A paper</p></object>"));
    assert!(!told("<iframe src='/count' width=1 height=1></iframe>") && !told("<iframe src='/a' hidden></iframe>"));
    assert!(!told("<iframe></iframe>"));
    let blank = read(b"<html><body><p> </p></body></html>", &Hint::default());
    assert!(blank.problems.is_empty(), "{:?}", blank.problems);
}

#[test]
fn buttons_that_fold_parts_out_are_their_titles_and_pictures_as_large_as_pages_are_told() {
    let page = "<body><main><h2><button>Item 1</button></h2><p>Weir</p><button aria-expanded=false>Item 2</button>\
                <p>Rope</p><button>Print</button></main></body>";
    assert_eq!(html(page), ["h Item 1", "p Weir", "p Item 2", "p Rope"]);
    let told = |size: &str| {
        let page = format!("<html><body><h1>Minutes</h1><img src=a.jpg {size}></body></html>");
        read(page.as_bytes(), &Hint::default()).problems.iter().any(|problem| problem.code == ProblemCode::LeftOut)
    };
    assert!(told("width=1240 height=\"1754\"") && told("style='width: 21cm; height: 29.7cm'"));
    assert!(!told("width=120 height=80") && !told("width=100%") && !told(""));
}

#[test]
fn a_form_that_was_filled_in_and_saved_is_read_and_a_box_for_searching_is_not() {
    let fields = "<input type=hidden name=t value=token><p>Name <input value='Una Elm'></p><p>Item <select><option>Tyres\
                  <option selected>Fines</select></p><p>Words <textarea>Ride forty miles.</textarea></p>\
                  <input type=password value=buckskin><input type=submit value=Send>";
    let saved = format!("<html><body><h1>Request</h1><form method=POST>{fields}</form></body></html>");
    let text = shown_of(saved.as_bytes(), "a.html").join("\n");
    for (word, shown) in [
        ("Una Elm", true),
        ("Fines", true),
        ("forty", true),
        ("Tyres", false),
        ("token", false),
        ("buckskin", false),
        ("Send", false),
    ] {
        assert_eq!(text.contains(word), shown, "{word}: {text}");
    }
    let search = "<html><body><p>Papers</p><form method=get><input value='What for?'><textarea>Where?</textarea>\
                  <input value=Go></form></body></html>";
    assert_eq!(shown_of(search.as_bytes(), "a.html"), ["p Papers"]);
}

#[test]
fn a_fraction_of_a_formula_has_its_stroke() {
    let page = "<html><body><p>The deck is <math><mfrac><mn>5</mn><mn>8</mn></mfrac></math> inch.</p></body></html>";
    assert_eq!(shown_of(page.as_bytes(), "a.html"), ["p The deck is 5/8 inch."]);
}

#[test]
fn answers_in_fields_and_words_of_charts_are_read_and_what_asks_is_not() {
    let page = "<html><body><h1>Grant return</h1><p>Organisation <input readonly value='Weir Band'></p>\
                <p>Spent on <textarea disabled>Skins for drums.</textarea></p>\
                <p>Ward <select disabled><option>Elm<option selected>Oak</select></p>\
                <p><input type=hidden readonly value=token> <input value='Search'> <select><option selected>10</select></p>\
                <p style='display:none'>Gone <input readonly value='Masked'></p><input readonly style='display: none' value='Veiled'>\
                <svg style='display:none'><text>Sprite</text></svg><svg><title>A chart</title><text>Kite makers</text><text>640</text></svg></body></html>";
    let text = shown_of(page.as_bytes(), "a.html").join("\n");
    for word in ["Weir Band", "Skins for drums.", "Oak", "Kite makers", "640"] {
        assert!(text.contains(word), "{word}: {text}");
    }
    for word in ["token", "Search", "Elm", "10", "Masked", "Veiled", "Sprite"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn an_entry_stands_as_deep_as_the_list_that_it_is_of() {
    let page =
        "<ul><li>Mill roof.<ul><li>It leaks.</li><li>Slates:<ul><li>None.</li></ul></li></ul></li><li>Roads</li></ul>";
    let hint = Hint { file_name: "a.html".to_owned(), ..Hint::default() };
    let content = read(page.as_bytes(), &hint);
    let depths: Vec<u32> = content.pages.iter().flat_map(|page| &page.lines).map(|line| line.depth).collect();
    assert_eq!(depths, [1, 2, 2, 3, 1]);
}

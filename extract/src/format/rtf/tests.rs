use super::*;
use crate::content::Content;
use crate::format::read as read_file;
use crate::layout::clean;

fn lines(rtf: &str) -> Vec<String> {
    let content: Content = read_file(rtf.as_bytes(), &Hint::default());
    content.pages.iter().flat_map(|page| &page.lines).map(|line| clean(&line.text).replace('\t', "|")).collect()
}

#[test]
fn control_words_are_no_words() {
    for (rtf, expected) in [
        (
            r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\*\generator Riched20;}\pard\f0\fs22 One\par Two\par}",
            vec!["One", "Two"],
        ),
        (r"{\rtf1\ansi Caf\'e9 \u8220?so\u8221? 5\u189\'bd\par}", vec!["Café “so” 5½"]),
        (r"{\rtf1\ansi\uc2 \u337\'f5\'f5x\par}", vec!["őx"]),
        (r"{\rtf1\ansi{\fonttbl{\f1\fcharset204 Arial;}}\f1 \'cc\'e8\'f0\par}", vec!["Мир"]),
        (r"{\rtf1 {\listtext\pard\tab 1.\tab}Apologies\par}", vec!["1.|Apologies"]),
        (r"{\rtf1 \trowd\cellx1\cellx2\intbl Bridge\cell 12\cell\row\pard After\par}", vec!["Bridge|12", "After"]),
        (r"{\rtf1 Kept{\deleted  gone}{\v hidden}\line on\par}", vec!["Kept", "on"]),
        (
            r"{\rtf1{\header Head\par}{\footer Foot\par}{\pict 0102}Words{\footnote Note}\par}",
            vec!["Head", "Words", "Note"],
        ),
        (r"{\rtf1{\info{\title Bridges}{\author A. Hay}}A \{brace\} and \\ too\par}", vec![r"A {brace} and \ too"]),
        (r"{\rtf1{\field{\*\fldinst HYPERLINK a}{\fldrslt the link}}\par}", vec!["the link"]),
        (
            r"{\rtf1 One note{\super\chftn{\*\footnote\pard{\super\chftn} It says so.\par}}and on.\par}",
            vec!["One note and on.", "It says so."],
        ),
        (
            r"{\rtf1\trowd\cellx1\cellx2\intbl Bridge{\footnote\pard Of wood.}\cell 12\cell\row\pard After\par}",
            vec!["Bridge|12", "Of wood.", "After"],
        ),
        (
            r"{\rtf1{\headerl Left\par}{\headerr Bram\par}{\headerf First page\par}Bram is here\par}",
            vec!["First page", "Bram is here"],
        ),
        (r"{\rtf1 A {\upr{plain}{\*\ud{T\u375?}}} and{\up6 1} so\par}", vec!["A Tŷ and¹ so"]),
        (
            r"{\rtf1{\fonttbl{\f1\fcharset2 Wingdings;}{\f2 Arial;}}\f2 Yes {\f1\'fc} no {\f1\u-3845?}\par}",
            vec!["Yes ✓ no ✗"],
        ),
        (r"{\rtf1 stability{\super a}and {\*\bkmkstart {\upr{x}{\*\ud{y}}}}so\par}", vec!["stabilityᵃ and so"]),
        (
            r"{\rtf1{\shp{\*\shpinst\shpleft9\shptop9{\sp{\sn a}{\sv 1}}{\shptxt In a box\par}}}After it\par}",
            vec!["In a box", "After it"],
        ),
        (r"{\rtf1\bin4 {{{{Words\par}", vec!["Words"]),
    ] {
        assert_eq!(lines(rtf), expected, "{rtf}");
    }
}

#[test]
fn a_file_that_breaks_off_says_so() {
    let content = read_file(br"{\rtf1\ansi One\par Two", &Hint::default());
    assert_eq!(content.problems.iter().map(|p| p.code.as_str()).collect::<Vec<_>>(), ["truncated"]);
    assert_eq!(content.pages[0].lines.len(), 2);
}

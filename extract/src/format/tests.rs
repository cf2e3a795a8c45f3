use super::*;
use proptest::prelude::*;
use record::PageState;

fn hint(file_name: &str) -> Hint {
    Hint { file_name: file_name.to_owned(), ..Hint::default() }
}

fn texts(content: &Content) -> Vec<Vec<&str>> {
    content.pages.iter().map(|page| page.lines.iter().map(|line| line.text.as_str()).collect()).collect()
}

fn codes(content: &Content) -> Vec<&str> {
    content.problems.iter().map(|problem| problem.code.as_str()).collect()
}

#[test]
fn text_of_any_encoding_is_read_and_guesses_are_recorded() {
    let utf16: Vec<u8> = "The café".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, problems) in [
        ("The café".as_bytes(), vec![]),
        (b"\xEF\xBB\xBFThe caf\xC3\xA9", vec![]),
        (b"The caf\xE9", vec!["encoding_guessed"]),
        (&utf16, vec![]),
    ] {
        let content = read(bytes, &hint("a.txt"));
        assert_eq!(texts(&content), [["The café"]]);
        assert_eq!(codes(&content), problems);
    }
}

#[test]
fn form_feeds_part_pages() {
    let content = read(b"One\x0c\x0cThree\x0c", &hint("a.txt"));
    let states: Vec<PageState> = content.pages.iter().map(|page| page.state).collect();
    assert_eq!(states, [PageState::Text, PageState::Blank, PageState::Text]);
}

#[test]
fn what_cannot_be_read_says_why() {
    for (bytes, code) in [
        (&b""[..], "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "unknown_format"),
        (&[0u8, 1, 2, 3, 250, 251][..], "unknown_format"),
    ] {
        let content = read(bytes, &hint("minutes.pdf"));
        assert_eq!((codes(&content), content.pages.len()), (vec![code], 0));
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let content = read(&bytes, &hint("a"));
        prop_assert!(!content.pages.is_empty() || !content.problems.is_empty());
        crate::layout::blocks(&content);
    }

    #[test]
    fn no_word_of_a_text_is_lost(words in proptest::collection::vec("[A-Za-z]{1,12}", 1..60), seed in any::<u64>()) {
        let mut text = String::new();
        for (at, word) in words.iter().enumerate() {
            text.push_str(word);
            text.push_str([" ", "\n", "\n\n", ". "][(seed.rotate_left(at as u32) & 3) as usize]);
        }
        let content = read(text.as_bytes(), &hint("a.txt"));
        let read_back: String = crate::layout::blocks(&content)
            .iter()
            .map(|block| format!("{} {} ", block.marker.as_deref().unwrap_or_default(), block.text))
            .collect();
        let plain = |text: &str| text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(plain(&read_back), plain(&text));
    }
}

#[test]
fn the_first_bytes_tell_the_media_type() {
    for (head, expect) in [
        (&b"%PDF-1.4\n"[..], Some("application/pdf")),
        (b"\xef\xbb\xbf\n%PDF-1.7", Some("application/pdf")),
        (b"<!DOCTYPE html><html>", Some("text/html")),
        (b"PRESENT\nCouncillor A. Ash", None),
        (b"", None),
    ] {
        assert_eq!(media_type(head), expect, "{}", String::from_utf8_lossy(head));
    }
}

//! Walking XML from front to back without a tree: names without their namespace, words with their entities resolved.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Who is told what stands in a piece of XML.
pub trait Walk {
    /// An element begins.
    fn start(&mut self, name: &str, tag: &BytesStart<'_>);
    /// An element ends; an empty one right after it began.
    fn end(&mut self, name: &str);
    /// Words, in as many pieces as the XML has them in.
    fn words(&mut self, words: &str);
}

/// Walks XML to its end, or to where it is damaged: gives that place and the error.
pub fn walk(xml: &str, walker: &mut impl Walk) -> Option<(u64, quick_xml::Error)> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => walker.start(local(tag.name().as_ref()), &tag),
            Ok(Event::Empty(tag)) => {
                walker.start(local(tag.name().as_ref()), &tag);
                walker.end(local(tag.name().as_ref()));
            }
            Ok(Event::End(tag)) => walker.end(local(tag.name().as_ref())),
            Ok(Event::Text(words)) => walker.words(words.as_ref()),
            Ok(Event::CData(words)) => walker.words(words.as_ref()),
            Ok(Event::GeneralRef(entity)) => walker.words(&character(entity.as_ref())),
            Ok(Event::Eof) => return None,
            Ok(_) => {}
            Err(error) => return Some((reader.buffer_position(), error)),
        }
    }
}

/// Shows every element that begins, as far as the XML is whole.
pub fn each_element(xml: &str, mut take: impl FnMut(&str, &BytesStart<'_>)) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => take(local(tag.name().as_ref()), &tag),
            Ok(Event::Eof) | Err(_) => return,
            _ => {}
        }
    }
}

/// A tag's or attribute's name without its namespace.
pub fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// An attribute by its name without namespace, entities resolved.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| local(attribute.key.as_ref()) == name)?;
    let value: &str = found.value.as_ref();
    Some(quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned))
}

/// Whether an attribute says yes.
pub fn is_true(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
}

/// The character that an entity stands for.
pub fn character(entity: &str) -> String {
    match entity {
        "amp" => "&".into(),
        "lt" => "<".into(),
        "gt" => ">".into(),
        "quot" => "\"".into(),
        "apos" => "'".into(),
        _ => {
            let code = entity.strip_prefix('#').and_then(|code| match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => code.parse().ok(),
            });
            code.and_then(char::from_u32).map(String::from).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Said(String);

    impl Walk for Said {
        fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
            let id = attribute(tag, "id").map(|id| format!("={id}")).unwrap_or_default();
            self.0.push_str(&format!("<{name}{id}>"));
        }

        fn end(&mut self, name: &str) {
            self.0.push_str(&format!("</{name}>"));
        }

        fn words(&mut self, words: &str) {
            self.0.push_str(words);
        }
    }

    #[test]
    fn names_entities_and_damage() {
        for (xml, expected, damaged) in [
            ("<w:p r:id='a&amp;b'>x &lt; &#x31;&#50;<w:br/></w:p>", "<p=a&b>x < 12<br></br></p>", false),
            ("<p><![CDATA[a<b]]></p>", "<p>a<b</p>", false),
            ("<p>whole</p><p>cut</q>", "<p>whole</p><p>cut", true),
        ] {
            let mut said = Said(String::new());
            assert_eq!((walk(xml, &mut said).is_some(), said.0.as_str()), (damaged, expected));
        }
    }
}

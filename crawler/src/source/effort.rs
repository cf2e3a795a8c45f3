//! How much it takes to read a page, counted before any source reads it: sources look for elements within elements, beside
//! elements, and for words around links, and none of that has a clock.

use scraper::{Html, Node};

/// Elements within elements that whoever reads a page can follow. What is looked at before ([`crate::client`]) reads tags by
/// rules of its own and lets 400 through, with formatting that is made again; the tree itself is what counts.
const DEEPEST: usize = 700;

/// Each element counted once for every element around it: what it takes to look for something within each of them. The
/// largest council page seen has 600,000.
const AROUND: u64 = 20_000_000;

/// Each element counted once for every other one beside it. A list of 10,000 meetings has a tenth of it.
const BESIDE: u64 = 1_000_000_000;

/// The words around a link, in bytes, counted once for every link among them. 2,000 links in one paragraph of 100 kB have a
/// fifth of it.
const ABOUT: u64 = 1_000_000_000;

/// What is known of an element that is not gone through yet.
#[derive(Default)]
struct Open {
    elements: u64,
    links: u64,
    bytes: u64,
}

/// Why it takes too much to read a page; nothing where it does not.
pub(super) fn too_much(page: &Html) -> Option<String> {
    let (mut around, mut beside, mut about) = (0_u64, 0_u64, 0_u64);
    let mut open = vec![(page.tree.root().children(), Open::default())];
    while let Some((children, own)) = open.last_mut() {
        let Some(child) = children.next() else {
            beside = beside.saturating_add(own.elements.saturating_mul(own.elements));
            about = about.saturating_add(own.links.saturating_mul(own.bytes));
            let bytes = own.bytes;
            open.pop();
            if let Some((_, outer)) = open.last_mut() {
                outer.bytes += bytes;
            }
            continue;
        };
        match child.value() {
            Node::Text(text) => own.bytes += text.len() as u64,
            Node::Element(element) => {
                own.elements += 1;
                own.links += u64::from(element.name() == "a");
                open.push((child.children(), Open::default()));
                around += open.len() as u64;
            }
            _ => {}
        }
        if open.len() > DEEPEST {
            return Some(format!("elements nested more than {DEEPEST} deep"));
        }
    }
    [
        (around > AROUND, "so many elements nested so deep"),
        (beside > BESIDE, "so many elements beside each other"),
        (about > ABOUT, "so many links among so many words"),
    ]
    .into_iter()
    .find_map(|(is_too_much, what)| is_too_much.then(|| format!("{what} that reading it would not end")))
}

#[cfg(test)]
mod tests {
    use super::too_much;
    use scraper::Html;

    fn told(page: &str) -> Option<String> {
        too_much(&Html::parse_document(page))
    }

    #[test]
    fn what_takes_too_long_to_look_through_is_told() {
        let nested = format!("{}{}", "<div>".repeat(300), "<br>".repeat(90_000));
        assert!(told(&nested).unwrap().contains("nested so deep"));
        let row = format!("<table><tr>{}", "<td>1".repeat(40_000));
        assert!(told(&row).unwrap().contains("beside each other"));
        let links = format!("<p>{}{}", "word ".repeat(200_000), "<a href=x>1</a> ".repeat(5_000));
        assert!(told(&links).unwrap().contains("among so many words"));
    }

    #[test]
    fn pages_of_large_councils_are_read() {
        let table =
            format!("<table>{}</table>", "<tr><td><a href=x>Minutes</a><td>1 May<td>Cabinet<td>Elm Hall".repeat(8_000));
        assert_eq!(told(&table), None);
        let list = format!("<ul>{}</ul>", "<li><a href=x>Cabinet, 1 May</a> to be held at Elm Hall".repeat(10_000));
        assert_eq!(told(&list), None);
    }
}

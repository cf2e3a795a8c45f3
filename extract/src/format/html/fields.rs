//! What pages show without its being their text: answers in the fields of forms, and the letters of drawings.

use super::dress::is_hidden;
use scraper::ElementRef;

/// The words that an element shows though they are not its text; `None` where it is no such element, or is hidden.
pub fn shown_words(element: ElementRef<'_>) -> Option<String> {
    let words = match element.value().name() {
        "svg" => words_of_drawing(element),
        "input" | "textarea" | "select" if is_filled_in(element) => value_of(element),
        _ => return None,
    };
    (!is_hidden(element)).then_some(words)
}

/// Whether a field of a form shows what somebody has answered, and asks a visitor nothing.
fn is_filled_in(field: ElementRef<'_>) -> bool {
    let value = field.value();
    let shown = !matches!(value.attr("type"), Some("hidden" | "password" | "submit" | "button" | "checkbox" | "radio"));
    shown && (value.attr("readonly").is_some() || value.attr("disabled").is_some())
}

/// What stands in a field: its value, its text, or what was chosen.
fn value_of(field: ElementRef<'_>) -> String {
    match field.value().name() {
        "input" => field.value().attr("value").unwrap_or_default().to_owned(),
        "select" => {
            let options = field.descendants().filter_map(ElementRef::wrap).filter(|o| o.value().name() == "option");
            let mut chosen = options.filter(|option| option.value().attr("selected").is_some());
            chosen.next().map(|option| option.text().collect()).unwrap_or_default()
        }
        _ => field.text().collect(),
    }
}

/// The words of a drawing, each on a line of its own: the names and figures of a chart.
fn words_of_drawing(drawing: ElementRef<'_>) -> String {
    let texts = drawing.descendants().filter_map(ElementRef::wrap).filter(|inner| inner.value().name() == "text");
    texts.map(|text| format!("\n{}\n", text.text().collect::<String>())).collect()
}

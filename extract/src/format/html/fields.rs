//! What pages show without its being their text: answers in the fields of forms, the strokes of fractions, and
//! the letters of drawings.

use super::dress::is_hidden;
use scraper::ElementRef;

/// The words that an element shows though they are not its text; `None` where it is no such element, or is hidden.
pub fn shown_words(element: ElementRef<'_>) -> Option<String> {
    let words = match element.value().name() {
        "svg" => words_of_drawing(element),
        "mfrac" => fraction(element)?,
        "input" | "textarea" | "select" if is_filled_in(element) => value_of(element),
        _ => return None,
    };
    (!is_hidden(element)).then_some(words)
}

/// Whether a field of a form shows what somebody has answered, and asks a visitor nothing.
fn is_filled_in(field: ElementRef<'_>) -> bool {
    let value = field.value();
    let locked = value.attr("readonly").is_some() || value.attr("disabled").is_some();
    takes_words(field) && (locked || form_of(field).is_some_and(is_return))
}

/// Whether words are typed into a field or chosen in it, for all to see.
fn takes_words(field: ElementRef<'_>) -> bool {
    const OTHERS: [&str; 8] = ["hidden", "password", "submit", "button", "reset", "image", "checkbox", "radio"];
    !field.value().attr("type").is_some_and(|sort| OTHERS.contains(&sort.to_lowercase().as_str()))
}

fn form_of(field: ElementRef<'_>) -> Option<ElementRef<'_>> {
    field.ancestors().filter_map(ElementRef::wrap).find(|element| element.value().name() == "form")
}

/// Whether a form is a page that somebody has filled in and saved, not a site's box for searching or signing in: it is
/// sent as a whole, and several of its fields hold words.
fn is_return(form: ElementRef<'_>) -> bool {
    const LEAST_ANSWERS: usize = 2;
    // Each field of a form asks for this.
    const MOST_LOOKED_AT: usize = 2000;
    let posted = form.value().attr("method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
    let inner = || form.descendants().filter_map(ElementRef::wrap).take(MOST_LOOKED_AT);
    let signs_in = inner().filter(|field| field.value().name() == "input").count() <= LEAST_ANSWERS;
    let typed = inner().filter(|field| matches!(field.value().name(), "input" | "textarea") && takes_words(*field));
    posted && !signs_in && typed.filter(|field| !value_of(*field).trim().is_empty()).count() >= LEAST_ANSWERS
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

/// A fraction of a formula on one line: "5/8".
fn fraction(formula: ElementRef<'_>) -> Option<String> {
    let parts: Vec<String> =
        formula.child_elements().map(|part| part.text().collect::<String>().trim().to_owned()).collect();
    let [above, below] = &parts[..] else { return None };
    Some(format!("{above}/{below}"))
}

/// The words of a drawing, each on a line of its own: the names and figures of a chart.
fn words_of_drawing(drawing: ElementRef<'_>) -> String {
    let texts = drawing.descendants().filter_map(ElementRef::wrap).filter(|inner| inner.value().name() == "text");
    texts.map(|text| format!("\n{}\n", text.text().collect::<String>())).collect()
}

//! Fields of Word: codes that are no text, results that are, and what was filled into forms.

use crate::format::codes::{self, Codes};
use crate::format::xml::{attribute, is_true};
use quick_xml::events::BytesStart;

/// The fields that are open, and the form field that is being described.
#[derive(Debug, Default)]
pub struct Fields {
    codes: Codes,
    /// The code that was read last.
    instruction: String,
    /// What an equation shows that has just ended.
    equation: Option<String>,
    form: Option<Form>,
}

/// A form field: a list to choose from, or a box to tick.
#[derive(Debug, Default)]
struct Form {
    entries: Vec<String>,
    chosen: usize,
    is_box: bool,
    checked: Option<bool>,
    default: bool,
}

impl Fields {
    /// Whether words here belong to the code of a field.
    pub fn in_code(&self) -> bool {
        self.codes.in_code()
    }

    /// A paragraph ends: a code that nothing ends must not swallow the rest of the paper.
    pub fn end_paragraph(&mut self) {
        self.codes.end_paragraph();
    }

    /// Adds to the code of the innermost field.
    pub fn instruct(&mut self, words: &str) {
        self.instruction.push_str(words);
    }

    /// What an equation shows that has just ended.
    pub fn take_equation(&mut self) -> Option<String> {
        self.equation.take()
    }

    /// Takes an element of a field; gives whether it was one.
    pub fn start(&mut self, name: &str, tag: &BytesStart<'_>) -> bool {
        let value = || attribute(tag, "val").unwrap_or_default();
        let Some(form) = &mut self.form else {
            match name {
                "fldChar" => self.turn(&attribute(tag, "fldCharType").unwrap_or_default()),
                "ffData" => self.form = Some(Form::default()),
                _ => return false,
            }
            return true;
        };
        let on = attribute(tag, "val").is_none() || is_true(tag, "val");
        match name {
            "listEntry" => form.entries.push(value()),
            "result" => form.chosen = value().parse().unwrap_or(0),
            "checkBox" => form.is_box = true,
            "checked" => form.checked = Some(on),
            "default" if form.is_box => form.default = on,
            "default" => form.chosen = value().parse().unwrap_or(0),
            _ => {}
        }
        true
    }

    fn turn(&mut self, sort: &str) {
        match sort {
            "begin" => {
                self.instruction.clear();
                self.codes.begin();
            }
            "separate" => self.codes.separate(),
            "end" => {
                self.equation = codes::equation(&std::mem::take(&mut self.instruction));
                self.codes.end();
            }
            _ => {}
        }
    }

    /// Ends an element; gives what a form field shows.
    pub fn end(&mut self, name: &str) -> Option<String> {
        let form = self.form.take_if(|_| name == "ffData")?;
        if form.is_box {
            return Some(if form.checked.unwrap_or(form.default) { "☒" } else { "☐" }.to_owned());
        }
        form.entries.into_iter().nth(form.chosen)
    }
}

//! Fields of word processors: a code, which is no text, and a result, which is.

/// The fields that are open.
#[derive(Debug, Default)]
pub struct Codes {
    /// How many are open.
    open: usize,
    /// Of those whose code is being read, which they are, counted from 1: the innermost last.
    codes: Vec<usize>,
}

impl Codes {
    /// A field begins, with its code.
    pub fn begin(&mut self) {
        self.open += 1;
        self.codes.push(self.open);
    }

    /// The code of the innermost field ends: what follows is its result.
    pub fn separate(&mut self) {
        self.codes.pop_if(|code| *code == self.open);
    }

    /// The innermost field ends.
    pub fn end(&mut self) {
        self.separate();
        self.open = self.open.saturating_sub(1);
    }

    /// Whether words here belong to the code of a field.
    pub fn in_code(&self) -> bool {
        !self.codes.is_empty()
    }

    /// A paragraph ends: a code that nothing ends must not swallow the rest of the paper.
    pub fn end_paragraph(&mut self) {
        self.codes.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::Codes;

    #[test]
    fn codes_are_told_from_results() {
        let mut fields = Codes::default();
        fields.end();
        fields.separate();
        assert!(!fields.in_code());
        fields.begin();
        fields.begin();
        fields.separate();
        assert!(fields.in_code(), "the outer code goes on around the inner result");
        fields.end();
        fields.separate();
        assert!(!fields.in_code());
        fields.begin();
        fields.end_paragraph();
        assert!(!fields.in_code());
        fields.end();
        fields.begin();
        fields.end();
        assert!(!fields.in_code(), "a field that ends in its code");
    }
}

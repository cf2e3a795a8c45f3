//! Markers of lists: numbers, letters, roman numerals and bullets, and which comes after which.

/// What kind of marker stands before a list entry, and its place in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// "1.", "(1)", "1)": the brackets and the number.
    Number(u8, u32),
    /// "a", "(a)".
    Letter(u8, u32),
    /// "i", "(ii)".
    Roman(u8, u32),
    /// A bullet or a dash.
    Bullet,
}

impl Mark {
    /// Every way to read a marker: "i" and "v" are letters as well as numerals.
    pub fn readings(printed: &str) -> Vec<Self> {
        let printed = printed.trim();
        let shape = u8::from(printed.starts_with('(')) + 2 * u8::from(printed.ends_with(')'));
        let core = printed.trim_matches(|c: char| matches!(c, '(' | ')' | '.' | ':'));
        let mut out = Vec::new();
        if let Ok(number) = core.parse() {
            out.push(Self::Number(shape, number));
        }
        if let [letter @ b'a'..=b'z'] = core.to_lowercase().as_bytes() {
            out.push(Self::Letter(shape, u32::from(letter - b'a') + 1));
        }
        if let Some(number) = roman(&core.to_lowercase()) {
            out.push(Self::Roman(shape, number));
        }
        if out.is_empty() {
            out.push(Self::Bullet);
        }
        out
    }

    /// Whether both are of one list by their shape.
    pub fn same_list(self, other: Self) -> bool {
        match (self, other) {
            (Self::Number(a, _), Self::Number(b, _))
            | (Self::Letter(a, _), Self::Letter(b, _))
            | (Self::Roman(a, _), Self::Roman(b, _)) => a == b,
            (Self::Bullet, Self::Bullet) => true,
            _ => false,
        }
    }

    /// Whether it is a number in digits.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number(..))
    }

    /// Whether this one comes next after the other.
    pub fn follows(self, other: Self) -> bool {
        self.same_list(other) && self.place() == other.place().map(|p| p + 1) && self.place().is_some()
    }

    /// Its place in its list, from 1; bullets have none.
    pub fn place(self) -> Option<u32> {
        match self {
            Self::Number(_, n) | Self::Letter(_, n) | Self::Roman(_, n) => Some(n),
            Self::Bullet => None,
        }
    }
}

fn roman(text: &str) -> Option<u32> {
    let value = |c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    };
    let digits: Option<Vec<u32>> = text.chars().map(value).collect();
    let digits = digits.filter(|d| !d.is_empty() && d.len() <= 5)?;
    let signed = digits.iter().enumerate().map(|(i, &d)| {
        let smaller = digits.get(i + 1).is_some_and(|&next| next > d);
        if smaller { -i64::from(d) } else { i64::from(d) }
    });
    u32::try_from(signed.sum::<i64>()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_know_their_list() {
        let number = |m: &str| Mark::readings(m)[0];
        assert!(number("2)").follows(number("1)")));
        assert!(!number("(2)").follows(number("1)")));
        assert_eq!(Mark::readings("iv")[0], Mark::Roman(0, 4));
        assert_eq!(Mark::readings("•"), [Mark::Bullet]);
    }
}

//! Somebody whom a sentence mentions: who may be its speaker.

use crate::structure::speech::name::Name;

/// In what manner somebody is mentioned: each is differently often the speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// With a title: "Cllr Marrow".
    Titled,
    /// By a name that the paper gives elsewhere: "Ann Marrow", "Ann".
    Known,
    /// By a surname alone that one person of the paper has.
    Surname,
    /// By initials that the paper explains: "(AM)".
    Initials,
    /// By two or three words with capitals that nothing else says to be a name.
    Bare,
    /// By an office: "The Director of Finance".
    Office,
    /// As whoever is in the chair.
    Chair,
    /// Not in the sentence: in the heading right above it ("Plan Commission - John Ash").
    Heading,
    /// Not in the sentence: in the line below it, which says who moved it.
    Mover,
}

impl Manner {
    /// The word by which the weights call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Titled => "titled",
            Self::Known => "known",
            Self::Surname => "surname",
            Self::Initials => "initials",
            Self::Bare => "bare",
            Self::Office => "office",
            Self::Chair => "chair",
            Self::Heading => "heading",
            Self::Mover => "mover",
        }
    }

    /// Whether a name is printed, not only an office.
    pub fn is_name(self) -> bool {
        !matches!(self, Self::Office | Self::Chair)
    }
}

/// Somebody whom a sentence mentions.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Words of the sentence that the mention takes, half open, what stands in apposition included.
    pub start: usize,
    /// See [`Candidate::start`].
    pub end: usize,
    /// In what manner.
    pub manner: Manner,
    /// The words, as printed, without the apposition.
    pub printed: String,
    /// The name taken apart, where one is printed.
    pub name: Option<Name>,
    /// The office that stands with the name, or is the mention, as printed.
    pub office: Option<String>,
    /// Who it is: position in `people` of the [roster](crate::structure::speech::roster::Roster); `None` where nobody, or
    /// several, fit.
    pub person: Option<usize>,
}

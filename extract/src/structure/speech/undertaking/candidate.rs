//! A place of a sentence where somebody may undertake something, and by which wording it was found.

use super::deeds::{Deed, deed};
use crate::structure::speech::words::Word;
use std::ops::Range;

/// By which wording a place was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wording {
    /// "agreed to send", "offered to", "undertook to".
    AgreedTo,
    /// "Clerk to send".
    Charge,
    /// "ACTION: send the list to all".
    Action,
    /// "Jo: send the list".
    Label,
    /// "will send", "shall be sent".
    Will,
    /// "would send", "would be sent".
    Would,
    /// "was to send", "are to be sent".
    IsTo,
    /// "going to send", "due to start", "plans to", "intends to", "hoped to".
    Plan,
    /// "it is intended that", "it was planned to".
    Intended,
    /// "The Clerk was asked to send".
    WasAsked,
    /// "asked the Clerk to send".
    AskedTo,
    /// "asked that the list be sent".
    AskedThat,
    /// "can be reviewed", "could be sent".
    Can,
    /// "Send the list": an entry of a list that begins with what is to be done.
    Bare,
    /// "A letter to be sent to the owner".
    ToBe,
    /// "Jo needs to send the list".
    Needs,
}

impl Wording {
    /// Whether it is a note of an action, not a sentence.
    pub fn is_note(self) -> bool {
        matches!(self, Self::Charge | Self::Action | Self::Label | Self::Bare | Self::ToBe)
    }

    /// Its name in the weights and in what is told of a finding.
    pub fn name(self) -> &'static str {
        match self {
            Self::AgreedTo => "agreed-to",
            Self::Charge => "charge",
            Self::Action => "action",
            Self::Label => "label",
            Self::Will => "will",
            Self::Would => "would",
            Self::IsTo => "is-to",
            Self::Plan => "plan-to",
            Self::Intended => "intended",
            Self::WasAsked => "was-asked",
            Self::AskedTo => "asked-to",
            Self::AskedThat => "asked-that",
            Self::Can => "can",
            Self::Bare => "bare",
            Self::ToBe => "to-be",
            Self::Needs => "needs",
        }
    }
}

/// A place where somebody may undertake something. Places are those of words.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The wording.
    pub wording: Wording,
    /// The words that stand for whoever does it; empty where there are none.
    pub doer: Range<usize>,
    /// The word that makes it an undertaking: "will", "agreed", "to".
    pub mark: usize,
    /// The verb of what is done.
    pub verb: usize,
    /// What that verb is; `None` for one that is not listed.
    pub deed: Option<Deed>,
    /// Whether it is done to the subject: "will be sent".
    pub passive: bool,
    /// What softens it between mark and verb: "be happy", "try", "look".
    pub soft: bool,
    /// Whether it is denied.
    pub negated: bool,
}

impl Candidate {
    /// One of this wording, not denied, with what its verb is.
    pub fn new(wording: Wording, doer: Range<usize>, mark: usize, verb: usize, words: &[Word]) -> Self {
        let deed = words.get(verb).and_then(|w| w.key.split('/').next().and_then(deed));
        Self { wording, doer, mark, verb, deed, passive: false, soft: false, negated: false }
    }
}

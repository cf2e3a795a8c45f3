//! What a sentence of minutes can be: nobody's, somebody's who is named in it, or the same speaker's as before; and
//! what the speaker does.

use record::Act;

/// How many states there are.
pub const STATES: usize = 13;

/// What a speaker does in a sentence, finer than [`Act`]: thanks follow other thanks and precede answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speech {
    /// Asks.
    Question,
    /// Replies.
    Answer,
    /// Says something else.
    Statement,
    /// Introduces a paper or reports.
    Presentation,
    /// Moves or seconds.
    Motion,
    /// Thanks, welcomes, congratulates.
    Thanks,
}

impl Speech {
    /// All of them, in the order of the weights.
    pub const ALL: [Self; 6] =
        [Self::Question, Self::Answer, Self::Statement, Self::Presentation, Self::Motion, Self::Thanks];

    /// The word by which labels and weights call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Answer => "answer",
            Self::Statement => "statement",
            Self::Presentation => "presentation",
            Self::Motion => "motion",
            Self::Thanks => "thanks",
        }
    }

    /// What a passage of such sentences does.
    pub fn act(self) -> Act {
        match self {
            Self::Question => Act::Question,
            Self::Answer => Act::Answer,
            Self::Statement | Self::Thanks => Act::Statement,
            Self::Presentation => Act::Presentation,
            Self::Motion => Act::Motion,
        }
    }
}

/// What a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody in particular speaks.
    Nobody,
    /// The sentence names its speaker.
    Named(Speech),
    /// It goes on with the speaker before.
    GoesOn(Speech),
}

impl State {
    /// All states, in the order of the weights.
    pub const ALL: [Self; STATES] = {
        let mut all = [Self::Nobody; STATES];
        let mut i = 0;
        while i < Speech::ALL.len() {
            all[1 + i] = Self::Named(Speech::ALL[i]);
            all[1 + Speech::ALL.len() + i] = Self::GoesOn(Speech::ALL[i]);
            i += 1;
        }
        all
    };

    /// Its place in [`State::ALL`].
    pub fn index(self) -> usize {
        match self {
            Self::Nobody => 0,
            Self::Named(speech) => 1 + speech as usize,
            Self::GoesOn(speech) => 1 + Speech::ALL.len() + speech as usize,
        }
    }

    /// What the speaker does; `None` where nobody speaks.
    pub fn speech(self) -> Option<Speech> {
        match self {
            Self::Nobody => None,
            Self::Named(speech) | Self::GoesOn(speech) => Some(speech),
        }
    }

    /// Whether the sentence names its speaker.
    pub fn is_named(self) -> bool {
        matches!(self, Self::Named(_))
    }

    /// Whether it goes on with the speaker before.
    pub fn goes_on(self) -> bool {
        matches!(self, Self::GoesOn(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_stands_at_its_index() {
        for (i, state) in State::ALL.into_iter().enumerate() {
            assert_eq!(state.index(), i);
        }
    }
}

//! What can go wrong with a cluster, each with what to do about it.

/// Why a cluster gave no answer that can be relied on.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// No node answered in time.
    #[error("no node of the cluster answers ({0}): see that one runs, and what [index] urls says")]
    Unreachable(String),
    /// It answered that it cannot, or will not.
    #[error("the cluster answered {status} to {asked}: {reason}{}", advice(*status))]
    Refused {
        /// HTTP status.
        status: u16,
        /// What was asked: method and path.
        asked: String,
        /// Its reason.
        reason: String,
    },
    /// What answers there is another program.
    #[error("{url} is no OpenSearch: it answers {said}; see what [index] urls says")]
    NotAnEngine {
        /// The address.
        url: String,
        /// The beginning of what it says.
        said: String,
    },
    /// A version that lacks what is needed.
    #[error("the cluster runs OpenSearch {found}, and at least {lowest} is needed: upgrade it")]
    TooOld {
        /// Its version.
        found: String,
        /// The lowest that was tried.
        lowest: &'static str,
    },
    /// The name is taken.
    #[error(
        "the index “{index}” of the cluster belongs to another data folder: name another with [index] index, or delete {index}-* there first"
    )]
    Foreign {
        /// Its name.
        index: String,
    },
    /// Somebody changed how fields are kept.
    #[error("the field “{field}” of the index “{index}” was changed by hand: run `minutebook index --rebuild`")]
    Changed {
        /// The index.
        index: String,
        /// The field.
        field: String,
    },
    /// The state is gone that an answer rested on.
    #[error("generation {0} of the index was purged or replaced meanwhile: ask again")]
    Gone(u64),
    /// Another generation is asked for than is there.
    #[error(
        "the catalogue here goes with generation {wanted} of the index, and the cluster holds {published} and that one no more: bring a newer copy of the catalogue here, or run `minutebook index` where it is filled"
    )]
    OtherState {
        /// The generation that is asked for.
        wanted: u64,
        /// The one that is published.
        published: u64,
    },
    /// Another writer published meanwhile.
    #[error("another writer published in “{0}” meanwhile: let one machine write, and run `minutebook index` again")]
    Overtaken(String),
    /// More words than are read.
    #[error("more than {most} words {what}: type more letters")]
    TooManyWords {
        /// What they have in common.
        what: String,
        /// How many are read.
        most: usize,
    },
    /// What was written is not what is there.
    #[error("{index} holds {found} of {written} passages that were written: run `minutebook index` again")]
    Lost {
        /// The index.
        index: String,
        /// Passages there.
        found: u64,
        /// Passages written.
        written: u64,
    },
    /// What was deleted is still held somewhere.
    #[error(
        "what was taken down is in no answer any more, but {held} deleted passages are still in files of {index}: run `minutebook index` again when all copies of its shards are there"
    )]
    NotPurged {
        /// The index.
        index: String,
        /// Deleted passages in files.
        held: u64,
    },
    /// An answer that is not understood.
    #[error("the answer of the cluster to {asked} cannot be read: {cause}")]
    Garbled {
        /// What was asked.
        asked: String,
        /// What is wrong with it.
        cause: String,
    },
}

impl ClusterError {
    /// What anybody may know of it: no address, no name, no word of the cluster.
    pub fn in_public(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "no node of the cluster that holds the index answers",
            Self::Refused { status: 401 | 403, .. } => "the cluster that holds the index refuses this server",
            Self::Refused { status: 404, .. } | Self::Changed { .. } => {
                "the index in the cluster is not as it was made"
            }
            Self::Refused { status: 429, .. } => "the cluster that holds the index has too much to do",
            Self::Refused { status: 500 | 502..=504, .. } => {
                "a part of the index does not answer: too few nodes of its cluster run"
            }
            Self::Gone(_) => "the state of the record on which this answer began is gone",
            Self::OtherState { .. } => "the index is of another state than the record beside this server",
            Self::TooManyWords { .. } => "too many words of the record are meant: type more letters",
            _ => "the cluster that holds the index does not answer as it should",
        }
    }

    /// Whether an index that is made anew puts it right: its fields were changed, or it was deleted by hand.
    pub fn asks_for_rebuild(&self) -> bool {
        matches!(self, Self::Changed { .. } | Self::Refused { status: 404, .. })
    }
}

fn advice(status: u16) -> &'static str {
    match status {
        401 => "; see user and password, or the API key, in the environment",
        403 => "; see the rights of the user, and whether disks of the cluster are full",
        404 => "; if it was deleted by hand, run `minutebook index --rebuild`",
        429 => "; it has too much to do, or disks are full: ask again later",
        500 | 502..=504 => "; see whether enough of its nodes run",
        _ => "",
    }
}

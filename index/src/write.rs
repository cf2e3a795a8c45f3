//! Writing: what an update changes becomes visible at once, and a rebuild takes the place of what was there.

use crate::engine::Writing;
use crate::entry::Entry;
use crate::error::IndexError;
use crate::place::Place;
use record::DocumentId;

/// The one place where the index is changed: nothing is seen by readers before [`Writer::commit`].
pub struct Writer {
    writing: Box<dyn Writing>,
}

impl Writer {
    /// Continues the index at a place: changes become one commit.
    ///
    /// # Errors
    ///
    /// As [`crate::Index::open`]; [`IndexError::Locked`] while another writer lives.
    pub fn update(place: impl Into<Place>) -> Result<Self, IndexError> {
        Ok(Self { writing: place.into().writing(false)? })
    }

    /// Begins an empty index beside the one at a place (which need not exist, or be readable); [`Writer::commit`] puts it
    /// in its place.
    ///
    /// # Errors
    ///
    /// [`IndexError::Locked`] while another writer lives.
    pub fn rebuild(place: impl Into<Place>) -> Result<Self, IndexError> {
        Ok(Self { writing: place.into().writing(true)? })
    }

    /// Removes every passage of a document.
    pub fn delete_document(&mut self, document: &DocumentId) {
        self.writing.delete_document(document);
    }

    /// Adds a passage.
    ///
    /// # Errors
    ///
    /// The engine's, when it cannot write.
    pub fn add(&mut self, entry: &Entry) -> Result<(), IndexError> {
        self.writing.add(entry)
    }

    /// Makes all changes visible at once and durable, and gives the new generation. Dropping a writer without this
    /// leaves the index as it was.
    ///
    /// # Errors
    ///
    /// The engine's; the index is then as it was.
    pub fn commit(self) -> Result<u64, IndexError> {
        self.writing.publish(false)
    }

    /// As [`Writer::commit`], and leaves nothing of what was deleted: no word in a dictionary, no byte in a file.
    /// What holds deleted passages is written anew, so that it takes as long as that is large. The generation counts up
    /// by two: answers that were made before the words were gone are not taken for those after it.
    ///
    /// # Errors
    ///
    /// As [`Writer::commit`].
    pub fn commit_and_purge(self) -> Result<u64, IndexError> {
        self.writing.publish(true)
    }
}

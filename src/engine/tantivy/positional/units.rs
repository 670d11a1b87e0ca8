//! The sentences and paragraphs of the articles of a segment, as the index has them.

use crate::matching::{Units, unit_at};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet};

/// The sentences and paragraphs of one text of one article after the other.
pub(crate) struct SegmentUnits {
    document: DocId,
    paragraphs: Starts,
    sentences: Starts,
}

impl SegmentUnits {
    /// Returns the units by the postings of the words that begin paragraphs and sentences.
    pub(crate) fn new(paragraphs: Option<SegmentPostings>, sentences: Option<SegmentPostings>) -> Self {
        Self { document: 0, paragraphs: Starts::of(paragraphs), sentences: Starts::of(sentences) }
    }

    /// Turns to the next article.
    pub(crate) fn turn_to(&mut self, document: DocId) {
        self.document = document;
        self.paragraphs.are_read = false;
        self.sentences.are_read = false;
    }
}

impl Units for SegmentUnits {
    fn paragraph(&mut self, place: u32) -> u32 {
        self.paragraphs.unit_at(self.document, place)
    }

    fn sentence(&mut self, place: u32) -> u32 {
        self.sentences.unit_at(self.document, place)
    }
}

/// Where the units of one kind begin, read for an article when first asked for.
struct Starts {
    postings: Option<SegmentPostings>,
    places: Vec<u32>,
    are_read: bool,
}

impl Starts {
    fn of(postings: Option<SegmentPostings>) -> Self {
        Self { postings, places: Vec::new(), are_read: false }
    }

    fn unit_at(&mut self, document: DocId, place: u32) -> u32 {
        if !self.are_read {
            self.read(document);
            self.are_read = true;
        }
        unit_at(&self.places, place)
    }

    fn read(&mut self, document: DocId) {
        self.places.clear();
        if let Some(postings) = &mut self.postings {
            if postings.doc() < document {
                postings.seek(document);
            }
            if postings.doc() == document {
                postings.positions(&mut self.places);
            }
        }
    }
}

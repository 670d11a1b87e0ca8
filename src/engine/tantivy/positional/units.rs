//! The sentences and paragraphs of the articles of a segment, read from annotations in the index.

use crate::matching::{Units, unit_at};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet};

/// The sentences and paragraphs of one field, article by article.
pub(crate) struct SegmentUnits {
    document: DocId,
    paragraphs: Starts,
    sentences: Starts,
}

impl SegmentUnits {
    /// Creates the units from the postings of the words that begin paragraphs and sentences.
    pub(crate) fn new(paragraphs: Option<SegmentPostings>, sentences: Option<SegmentPostings>) -> Self {
        Self { document: 0, paragraphs: Starts::of(paragraphs), sentences: Starts::of(sentences) }
    }

    /// Advances to an article.
    pub(crate) fn turn_to(&mut self, document: DocId) {
        self.document = document;
        self.paragraphs.are_read = false;
        self.sentences.are_read = false;
    }
}

impl Units for SegmentUnits {
    fn paragraph(&mut self, position: u32) -> u32 {
        self.paragraphs.unit_at(self.document, position)
    }

    fn sentence(&mut self, position: u32) -> u32 {
        self.sentences.unit_at(self.document, position)
    }
}

/// The starting positions of one kind of unit, read lazily for each article.
struct Starts {
    postings: Option<SegmentPostings>,
    positions: Vec<u32>,
    are_read: bool,
}

impl Starts {
    fn of(postings: Option<SegmentPostings>) -> Self {
        Self { postings, positions: Vec::new(), are_read: false }
    }

    fn unit_at(&mut self, document: DocId, position: u32) -> u32 {
        if !self.are_read {
            self.read(document);
            self.are_read = true;
        }
        unit_at(&self.positions, position)
    }

    fn read(&mut self, document: DocId) {
        self.positions.clear();
        if let Some(postings) = &mut self.postings {
            if postings.doc() < document {
                postings.seek(document);
            }
            if postings.doc() == document {
                postings.positions(&mut self.positions);
            }
        }
    }
}

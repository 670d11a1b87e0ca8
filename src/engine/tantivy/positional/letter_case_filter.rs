//! Keeps the positions at which a word is printed in one letter case.
//!
//! The index stores the positions of all words in title case, and of all words in capitals, in one list each per text (see [`Annotation::LetterCase`]).
//!
//! [`Annotation::LetterCase`]: crate::engine::tantivy::schema::Annotation::LetterCase

use crate::engine::tantivy::schema::CaseLists;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Term};

/// The letter case of one leaf in one field of a segment.
pub(super) struct LetterCaseFilter {
    lists: Vec<SegmentPostings>,
    /// Whether the positions in the lists are kept, rather than the others.
    keeps_listed: bool,
    /// Buffer for the listed positions of the current article.
    listed: Vec<u32>,
}

impl LetterCaseFilter {
    pub(super) fn open(lists: &CaseLists, inverted: &InvertedIndexReader, field: Field) -> tantivy::Result<Self> {
        let (names, keeps_listed) = match lists {
            CaseLists::Listed(name) => (std::slice::from_ref(name), true),
            CaseLists::InNone(names) => (&names[..], false),
        };
        let mut lists = Vec::with_capacity(names.len());
        for name in names {
            let term = Term::from_field_text(field, name);
            lists.extend(inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?);
        }
        Ok(Self { lists, keeps_listed, listed: Vec::new() })
    }

    /// Removes the positions of words in other letter cases; calls must be in ascending order of `document`.
    pub(super) fn retain(&mut self, document: DocId, positions: &mut Vec<u32>) {
        self.listed.clear();
        for list in &mut self.lists {
            if list.doc() < document {
                list.seek(document);
            }
            if list.doc() == document {
                list.append_positions_with_offset(0, &mut self.listed);
            }
        }
        if self.lists.len() > 1 {
            self.listed.sort_unstable();
        }
        positions.retain(|position| self.listed.binary_search(position).is_ok() == self.keeps_listed);
    }
}

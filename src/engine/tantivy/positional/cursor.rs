//! A cursor over one word of a positional query in one field of a segment: the union of all terms that the word matches.

use crate::engine::tantivy::lookup::ArticleSet;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, TERMINATED};

/// The articles that contain the word, in ascending order, with its positions.
#[derive(Default)]
pub(crate) struct Cursor {
    choices: Vec<Choice>,
    /// The current article of each choice, the lowest on top.
    heads: BinaryHeap<Reverse<(DocId, usize)>>,
    /// An upper bound on the number of articles with the word.
    articles: u32,
}

/// The postings of one term, limited to some articles if needed.
pub(crate) struct Choice {
    pub postings: SegmentPostings,
    /// The articles in which the term counts as a match; all if `None`.
    pub only_in: Option<Arc<ArticleSet>>,
}

impl Choice {
    /// Seeks the first article at or after `target` in which the term counts as a match.
    fn seek(&mut self, target: DocId) -> DocId {
        let mut document = self.postings.doc();
        if document < target {
            document = self.postings.seek(target);
        }
        while document != TERMINATED && self.only_in.as_ref().is_some_and(|articles| !articles.contains(document)) {
            document = self.postings.advance();
        }
        document
    }
}

impl Cursor {
    pub(crate) fn new(choices: Vec<Choice>) -> Self {
        let articles = choices.iter().map(|choice| choice.postings.doc_freq()).fold(0, u32::saturating_add);
        let mut cursor = Self { choices, heads: BinaryHeap::new(), articles };
        for number in 0..cursor.choices.len() {
            cursor.position(number, 0);
        }
        cursor
    }

    /// Returns an upper bound on the number of articles with the word.
    pub(crate) fn articles(&self) -> u32 {
        self.articles
    }

    /// Seeks the first article at or after `target` that has the word.
    pub(crate) fn seek(&mut self, target: DocId) -> DocId {
        while let Some(Reverse((document, number))) = self.heads.peek().copied()
            && document < target
        {
            self.heads.pop();
            self.position(number, target);
        }
        self.heads.peek().map_or(TERMINATED, |Reverse((document, _))| *document)
    }

    /// Fills `positions` with the positions of the word in an article, in ascending order; empty if the article does not have it.
    pub(crate) fn positions(&mut self, document: DocId, positions: &mut Vec<u32>) {
        positions.clear();
        if self.seek(document) != document {
            return;
        }
        let mut here = Vec::new();
        while let Some(Reverse((_, number))) = self.heads.peek().copied().filter(|Reverse((at, _))| *at == document) {
            self.heads.pop();
            here.push(number);
            if let Some(choice) = self.choices.get_mut(number) {
                choice.postings.append_positions_with_offset(0, positions);
            }
        }
        if here.len() > 1 {
            positions.sort_unstable();
            // A joined form and its first part may have the same stem.
            positions.dedup();
        }
        self.heads.extend(here.into_iter().map(|number| Reverse((document, number))));
    }

    fn position(&mut self, number: usize, target: DocId) {
        if let Some(choice) = self.choices.get_mut(number) {
            let document = choice.seek(target);
            if document != TERMINATED {
                self.heads.push(Reverse((document, number)));
            }
        }
    }
}

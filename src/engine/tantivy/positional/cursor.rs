//! One word of a positional query in one field of a segment: the union of all that it may be printed as.

use crate::engine::tantivy::lookup::ArticleSet;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, TERMINATED};

/// The articles that have the word, in order, and its places in each.
#[derive(Default)]
pub(crate) struct Cursor {
    choices: Vec<Choice>,
    /// Where each choice stands, the first article on top.
    heads: BinaryHeap<Reverse<(DocId, usize)>>,
    /// How many articles have it at most.
    articles: u32,
}

/// The postings of one term, in some of the articles if not in all.
pub(crate) struct Choice {
    pub postings: SegmentPostings,
    /// The articles in which the term is one of those meant; all if `None`.
    pub only_in: Option<Arc<ArticleSet>>,
}

impl Choice {
    /// Goes to the first article at `target` or after it in which the term is meant.
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
            cursor.place(number, 0);
        }
        cursor
    }

    /// Returns how many articles have the word at most.
    pub(crate) fn articles(&self) -> u32 {
        self.articles
    }

    /// Goes to the first article at `target` or after it that has the word.
    pub(crate) fn seek(&mut self, target: DocId) -> DocId {
        while let Some(Reverse((document, number))) = self.heads.peek().copied()
            && document < target
        {
            self.heads.pop();
            self.place(number, target);
        }
        self.heads.peek().map_or(TERMINATED, |Reverse((document, _))| *document)
    }

    /// Puts the places of the word in an article into `places`, in order; none if the article does not have it.
    pub(crate) fn places(&mut self, document: DocId, places: &mut Vec<u32>) {
        places.clear();
        if self.seek(document) != document {
            return;
        }
        let mut here = Vec::new();
        while let Some(Reverse((_, number))) = self.heads.peek().copied().filter(|Reverse((at, _))| *at == document) {
            self.heads.pop();
            here.push(number);
            if let Some(choice) = self.choices.get_mut(number) {
                choice.postings.append_positions_with_offset(0, places);
            }
        }
        if here.len() > 1 {
            places.sort_unstable();
        }
        self.heads.extend(here.into_iter().map(|number| Reverse((document, number))));
    }

    fn place(&mut self, number: usize, target: DocId) {
        if let Some(choice) = self.choices.get_mut(number) {
            let document = choice.seek(target);
            if document != TERMINATED {
                self.heads.push(Reverse((document, number)));
            }
        }
    }
}

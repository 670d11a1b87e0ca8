//! What tantivy has no query for: words near each other, phrases with wildcards, words counted.
//!
//! Exact, and by positions alone: the candidates have all the words; of each the places of its words are read from the index, and
//! `matching` makes of them what it makes of the places in a text.

mod candidates;
mod cursor;
mod marked;
mod scorer;
mod units;

use super::language_set::{LanguageSet, only_in};
use super::terms::Marker;
use crate::matching::TextPlan;
use cursor::{Choice, Cursor};
pub(super) use marked::{Marked, MarkedSegment};
use scorer::{PositionalScorer, Track};
use std::sync::Arc;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, Term};
use units::SegmentUnits;

/// The articles in which a part of a query is, at least so many times.
#[derive(Debug, Clone)]
pub(super) struct PositionalQuery(pub Arc<Positional>);

#[derive(Debug)]
pub(super) struct Positional {
    pub part: TextPlan,
    /// How many times.
    pub least: usize,
    pub texts: Vec<TextWords>,
}

/// The words of the part as they are in one field of running text.
#[derive(Debug)]
pub(super) struct TextWords {
    pub index_field: Field,
    /// For each leaf the terms that it may be there; none if it is not asked of this field.
    pub leaves: Vec<Vec<LeafTerm>>,
    /// For each leaf whether only the lead counts, which is the beginning of this field.
    pub within_lead: Vec<bool>,
}

/// One term of a leaf.
#[derive(Debug, Clone)]
pub(super) struct LeafTerm {
    pub term: Term,
    /// The languages of the articles in which it is meant; `None` for all.
    pub languages: Option<Arc<LanguageSet>>,
}

impl Query for PositionalQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(PositionalWeight(self.0.clone())))
    }
}

impl Positional {
    /// Returns the words in one field of a segment, or `None` if it has none of them.
    fn track(&self, segment: &SegmentReader, words: &TextWords) -> tantivy::Result<Option<Track>> {
        let inverted = segment.inverted_index(words.index_field)?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut cursors = Vec::with_capacity(words.leaves.len());
        for terms in &words.leaves {
            let mut choices = Vec::new();
            for leaf in terms {
                if let Some(postings) = inverted.read_postings(&leaf.term, option)? {
                    choices.push(Choice { postings, only_in: only_in(segment, leaf.languages.as_deref())? });
                }
            }
            cursors.push(Cursor::new(choices));
        }
        if cursors.iter().all(|cursor| cursor.articles() == 0) {
            return Ok(None);
        }
        let starts = |marker: Marker| {
            inverted.read_postings(&Term::from_field_text(words.index_field, &marker.term("")), option)
        };
        let units = SegmentUnits::new(starts(Marker::Paragraph)?, starts(Marker::Sentence)?);
        Track::new(&self.part, words, cursors, units, segment).map(Some)
    }
}

struct PositionalWeight(Arc<Positional>);

impl Weight for PositionalWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut tracks = Vec::new();
        for words in &self.0.texts {
            tracks.extend(self.0.track(segment, words)?);
        }
        if tracks.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(PositionalScorer::new(self.0.clone(), tracks, boost)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let is_there = self.scorer(segment, 1.0)?.seek(document) == document;
        Ok(Explanation::new("words at places", if is_there { 1.0 } else { 0.0 }))
    }
}

//! What a query marks in its answers, by the places of words in the index.
//!
//! This is what `matching` does with the tokens of an article: of a word, a phrase or nearness its places are marked, of alternatives those of
//! all that are answered in full.

use crate::engine::tantivy::positional::{Positional, Track};
use crate::matching::{Leaf, PositionRange, TextPlan, WordTest};
use crate::query::Field as QueryField;
use std::sync::Arc;
use tantivy::query::{Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, SegmentReader};

/// What is asked of a single word. No two words of one kind are at one place: a word is printed in one way and has one stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum WordKind {
    Printed,
    Acronym,
    Stem,
}

impl WordKind {
    /// Returns the kind of a part that is a single word wherever in a text.
    pub(crate) fn of(part: &TextPlan, leaves: &[Leaf]) -> Option<Self> {
        match (part, leaves) {
            // The lead is a part of a text, and where it ends is told by places.
            (TextPlan::Word { .. }, [Leaf { field: Some(QueryField::Lead), .. }]) => None,
            (TextPlan::Word { .. }, [leaf]) => Some(match leaf.test {
                WordTest::Term(_) | WordTest::Pattern(..) => Self::Printed,
                WordTest::Acronym(_) => Self::Acronym,
                WordTest::Stems(_) => Self::Stem,
            }),
            _ => None,
        }
    }
}

/// What a part of a query marks.
pub(crate) enum Marked {
    /// Words at places; of a single word, what is asked of it.
    Text { query: Arc<Positional>, kind: Option<WordKind> },
    /// Nothing, but what it marks beside it counts only where it holds.
    Test(Box<dyn Weight>),
    /// What all of these mark, where all are answered.
    All(Vec<Self>),
    /// What those mark that are answered.
    Any(Vec<Self>),
}

impl Marked {
    /// Returns the same for the articles of a segment.
    pub(crate) fn in_segment(&self, segment: &SegmentReader) -> tantivy::Result<MarkedSegment> {
        Ok(MarkedSegment { part: self.part_in(segment)?, runs: Vec::new() })
    }

    fn part_in(&self, segment: &SegmentReader) -> tantivy::Result<MarkedPart> {
        let parts = |parts: &[Self]| parts.iter().map(|part| part.part_in(segment)).collect::<tantivy::Result<_>>();
        Ok(match self {
            Self::Text { query, .. } => {
                let mut tracks = Vec::with_capacity(query.texts.len());
                for words in &query.texts {
                    tracks.extend(Track::open(&query.part, words, segment)?.map(|track| (words.index_field, track)));
                }
                MarkedPart::Text(Arc::clone(query), tracks)
            }
            Self::Test(weight) => MarkedPart::Test(weight.scorer(segment, 1.0)?),
            Self::All(all) => MarkedPart::All(parts(all)?),
            Self::Any(any) => MarkedPart::Any(parts(any)?),
        })
    }
}

/// What a query marks in the articles of a segment, one after the other.
pub(crate) struct MarkedSegment {
    part: MarkedPart,
    runs: Vec<(Field, PositionRange)>,
}

impl MarkedSegment {
    /// Returns how many places are marked in an answer, joined where they overlap. It comes after the last one asked for.
    pub(crate) fn places(&mut self, document: DocId) -> u64 {
        self.runs.clear();
        self.part.mark(document, &mut self.runs);
        self.runs.sort_unstable();
        let mut places = 0;
        let mut reached: Option<(Field, u32)> = None;
        for (field, run) in &self.runs {
            match &mut reached {
                Some((in_field, last)) if in_field == field && run.first <= *last => *last = run.last.max(*last),
                _ => {
                    places += 1;
                    reached = Some((*field, run.last));
                }
            }
        }
        places
    }
}

enum MarkedPart {
    Text(Arc<Positional>, Vec<(Field, Track)>),
    Test(Box<dyn Scorer>),
    All(Vec<Self>),
    Any(Vec<Self>),
}

impl MarkedPart {
    /// Returns whether an article answers, and adds what made it so.
    fn mark(&mut self, document: DocId, runs: &mut Vec<(Field, PositionRange)>) -> bool {
        let before = runs.len();
        let answers = match self {
            Self::Text(query, tracks) => {
                let mut count = 0;
                for (field, track) in tracks {
                    let places = track.mark(document, &query.part, &mut |run| runs.push((*field, run)));
                    count += if query.least > 1 { places.count_disjoint() } else { places.ranges.len() };
                }
                count >= query.least
            }
            Self::Test(scorer) => {
                if scorer.doc() < document {
                    scorer.seek(document);
                }
                scorer.doc() == document
            }
            Self::All(parts) => parts.iter_mut().all(|part| part.mark(document, runs)),
            Self::Any(parts) => {
                // Each of them marks, also after one that has.
                let mut any = false;
                for part in parts {
                    any |= part.mark(document, runs);
                }
                any
            }
        };
        if !answers {
            runs.truncate(before);
        }
        answers
    }
}

//! Finds the highlights of a query from the positions in the index.
//!
//! It mirrors how `matching` treats the tokens of an article: words, phrases and proximity highlight their positions, and of the alternatives of an `OR`
//! those that match in full are highlighted.

use crate::engine::Pace;
use crate::engine::tantivy::positional::{Positional, Track};
use crate::matching::{Leaf, PositionRange, TextPlan, WordTest};
use crate::query::Field as QueryField;
use std::sync::Arc;
use tantivy::query::{Scorer, Weight};
use tantivy::schema::Field;
use tantivy::{DocId, DocSet, SegmentReader};

/// The kind of test on a single word. No two words of one kind share a position: a token has one printed form and one stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum WordKind {
    Printed,
    Acronym,
    Stem,
}

impl WordKind {
    /// Returns the kind of a part that is a single word and not limited to the lead.
    pub(crate) fn of(part: &TextPlan, leaves: &[Leaf]) -> Option<Self> {
        match (part, leaves) {
            // The lead may be the opening of the body, and only positions show where it ends.
            (TextPlan::Word { .. }, [Leaf { field: Some(QueryField::Lead), .. }]) => None,
            (TextPlan::Word { .. }, [leaf]) => Some(match leaf.test {
                WordTest::JoinedTerm(_) | WordTest::Cased(..) => return None,
                WordTest::Term(_) | WordTest::Pattern(..) | WordTest::OneOf(..) => Self::Printed,
                WordTest::Acronym(_) => Self::Acronym,
                WordTest::Stems(_) => Self::Stem,
            }),
            _ => None,
        }
    }
}

/// The highlights of a part of a query.
pub(crate) enum Highlighted {
    /// Highlights at positions; for a single word, the kind of its test.
    Text { query: Arc<Positional>, kind: Option<WordKind> },
    /// No highlights; the parts joined to it are highlighted only if it matches.
    Test(Box<dyn Weight>),
    /// The highlights of all parts, if all of them match.
    All(Vec<Self>),
    /// The highlights of the parts that match.
    Any(Vec<Self>),
}

impl Highlighted {
    /// Returns the highlights restricted to one segment.
    pub(crate) fn in_segment(&self, segment: &SegmentReader, pace: Pace) -> tantivy::Result<SegmentHighlights> {
        Ok(SegmentHighlights { part: self.part_in(segment)?, runs: Vec::new(), pace })
    }

    fn part_in(&self, segment: &SegmentReader) -> tantivy::Result<HighlightedPart> {
        let parts = |parts: &[Self]| parts.iter().map(|part| part.part_in(segment)).collect::<tantivy::Result<_>>();
        Ok(match self {
            Self::Text { query, .. } => {
                let mut tracks = Vec::with_capacity(query.texts.len());
                for words in &query.texts {
                    tracks.extend(Track::open(query, words, segment)?.map(|track| (words.index_field, track)));
                }
                HighlightedPart::Text(Arc::clone(query), tracks)
            }
            Self::Test(weight) => HighlightedPart::Test(weight.scorer(segment, 1.0)?),
            Self::All(all) => HighlightedPart::All(parts(all)?),
            Self::Any(any) => HighlightedPart::Any(parts(any)?),
        })
    }
}

/// The highlights of a query in the articles of a segment, in ascending order.
pub(crate) struct SegmentHighlights {
    part: HighlightedPart,
    runs: Vec<(Field, PositionRange)>,
    pace: Pace,
}

impl SegmentHighlights {
    /// Returns the number of highlights in a hit, overlapping ones merged, or any number if the time is up; calls must be in ascending order of
    /// `document`.
    pub(crate) fn matches(&mut self, document: DocId) -> u64 {
        // Skips the remaining articles.
        if self.pace.is_over(0) {
            return 0;
        }
        self.runs.clear();
        self.part.mark(document, &mut self.runs, &mut self.pace);
        self.runs.sort_unstable();
        let mut positions = 0;
        let mut reached: Option<(Field, u32)> = None;
        for (field, run) in &self.runs {
            match &mut reached {
                Some((in_field, last)) if in_field == field && run.first <= *last => *last = run.last.max(*last),
                _ => {
                    positions += 1;
                    reached = Some((*field, run.last));
                }
            }
        }
        positions
    }
}

enum HighlightedPart {
    Text(Arc<Positional>, Vec<(Field, Track)>),
    Test(Box<dyn Scorer>),
    All(Vec<Self>),
    Any(Vec<Self>),
}

impl HighlightedPart {
    /// Returns whether an article matches, and adds its highlights to `runs`.
    fn mark(&mut self, document: DocId, runs: &mut Vec<(Field, PositionRange)>, pace: &mut Pace) -> bool {
        let before = runs.len();
        let answers = match self {
            Self::Text(query, tracks) => {
                let work = tracks.iter().map(|(_, track)| track.work()).fold(1, usize::saturating_add);
                if pace.is_over_at(&query.deadline, work) {
                    return false;
                }
                let mut count = 0;
                for (field, track) in tracks {
                    let positions = track.mark(document, &query.part, &mut |run| runs.push((*field, run)));
                    count += if query.least > 1 { positions.count_disjoint() } else { positions.ranges.len() };
                }
                count >= query.least
            }
            Self::Test(scorer) => {
                if scorer.doc() < document {
                    scorer.seek(document);
                }
                scorer.doc() == document
            }
            Self::All(parts) => parts.iter_mut().all(|part| part.mark(document, runs, pace)),
            Self::Any(parts) => {
                // Every part adds its highlights, so the loop does not stop at the first match.
                let mut any = false;
                for part in parts {
                    any |= part.mark(document, runs, pace);
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

//! Reads the words of a positional query in one field of a segment, article by article.

use super::candidates::CandidateCursor;
use super::cursor::{Choice, Cursor};
use super::letter_case_filter::LetterCaseFilter;
use super::plan::{FieldTerms, Positional};
use super::units::SegmentUnits;
use crate::engine::tantivy::lookup::only_in;
use crate::engine::tantivy::schema::{Annotation, CaseLists, column};
use crate::matching::{PositionRange, Positions, TextPlan};
use tantivy::columnar::Column;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader, Term};

/// The cost of opening a posting list with its positions, in units of [`Pace`](crate::engine::Pace).
const OPENING: usize = 4;

/// One field of running text in a segment.
pub(crate) struct Track {
    cursors: Vec<Cursor>,
    candidates: CandidateCursor,
    /// The positions of each leaf in the current article.
    positions: Vec<Vec<u32>>,
    /// The letter case of each leaf, if it matters.
    letter_cases: Vec<Option<LetterCaseFilter>>,
    /// Whether each leaf is limited to the lead.
    within_lead: Vec<bool>,
    opening: Column<u64>,
    units: SegmentUnits,
    candidate: DocId,
}

impl Track {
    /// Opens the words of one field of a segment; `None` if the field contains none of them, or if the time is up.
    pub(crate) fn open(
        query: &Positional,
        words: &FieldTerms,
        segment: &SegmentReader,
    ) -> tantivy::Result<Option<Self>> {
        let inverted = segment.inverted_index(words.index_field)?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut cursors = Vec::with_capacity(words.leaves.len());
        let mut pace = query.deadline.pace();
        for terms in &words.leaves {
            let mut choices = Vec::new();
            for leaf in terms {
                if pace.is_over(OPENING) {
                    return Ok(None);
                }
                if let Some(postings) = inverted.read_postings(&leaf.term, option)? {
                    choices.push(Choice { postings, only_in: only_in(segment, leaf.languages.as_deref())? });
                }
            }
            cursors.push(Cursor::new(choices));
        }
        if cursors.iter().all(|cursor| cursor.articles() == 0) {
            return Ok(None);
        }
        let starts = |annotation: Annotation| {
            inverted.read_postings(&Term::from_field_text(words.index_field, &annotation.term("")), option)
        };
        let units = SegmentUnits::new(starts(Annotation::Paragraph)?, starts(Annotation::Sentence)?);
        let filter = |lists: &CaseLists| LetterCaseFilter::open(lists, &inverted, words.index_field);
        let letter_cases = words.letter_cases.iter().map(|lists| lists.as_ref().map(filter).transpose());
        let letter_cases = letter_cases.collect::<tantivy::Result<_>>()?;
        let mut candidates = CandidateCursor::of(&query.part);
        candidates.order(&cursors);
        let mut track = Self {
            positions: vec![Vec::new(); cursors.len()],
            letter_cases,
            within_lead: words.within_lead.clone(),
            opening: segment.fast_fields().u64(column::OPENING)?,
            cursors,
            candidates,
            units,
            candidate: 0,
        };
        track.seek(0);
        Ok(Some(track))
    }

    pub(crate) fn seek(&mut self, target: DocId) {
        self.candidate = self.candidates.seek(&mut self.cursors, target);
    }

    /// Reads the positions of all leaves in the candidate.
    fn read(&mut self) {
        let document = self.candidate;
        let opening = self.opening.first(document).unwrap_or(0);
        for (leaf, positions) in self.positions.iter_mut().enumerate() {
            if let Some(cursor) = self.cursors.get_mut(leaf) {
                cursor.positions(document, positions);
            }
            if let Some(Some(letter_case)) = self.letter_cases.get_mut(leaf)
                && !positions.is_empty()
            {
                letter_case.retain(document, positions);
            }
            if self.within_lead.get(leaf) == Some(&true) {
                positions.truncate(positions.partition_point(|position| u64::from(*position) < opening));
            }
        }
        self.units.turn_to(document);
    }

    pub(crate) fn has(&mut self, part: &TextPlan) -> bool {
        self.read();
        part.occurs(&self.positions, &mut self.units)
    }

    /// Calls `visit` with the highlights of the part in an article and returns the positions of the part; calls must be in ascending order
    /// of `document`.
    pub(crate) fn mark(&mut self, document: DocId, part: &TextPlan, visit: &mut dyn FnMut(PositionRange)) -> Positions {
        if self.candidate < document {
            self.seek(document);
        }
        if self.candidate != document {
            return Positions::default();
        }
        self.read();
        let positions = part.positions(&self.positions, &mut self.units);
        part.for_each_highlight(&positions, &mut |_, run| visit(run));
        positions
    }

    /// Returns the number of disjoint matches of the part in the candidate.
    pub(crate) fn count(&mut self, part: &TextPlan) -> usize {
        self.read();
        part.positions(&self.positions, &mut self.units).count_disjoint()
    }

    /// Returns the cost of combining the positions last read, in units of [`Pace`](crate::engine::Pace).
    pub(crate) fn work(&self) -> usize {
        self.positions.iter().map(|positions| 1 + positions.len()).sum()
    }

    /// Returns the current candidate.
    pub(crate) fn candidate(&self) -> DocId {
        self.candidate
    }

    /// Returns an upper bound on the number of matching articles.
    pub(crate) fn articles(&self) -> u32 {
        self.candidates.articles(&self.cursors)
    }
}

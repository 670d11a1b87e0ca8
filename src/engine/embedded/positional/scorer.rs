//! The articles of a segment that answer a positional query, one after the other.

use super::candidates::Candidates;
use super::cursor::Cursor;
use super::units::SegmentUnits;
use super::{Positional, TextWords};
use crate::engine::embedded::schema::column;
use crate::matching::{PositionRange, Positions, TextPlan};
use std::sync::Arc;
use tantivy::columnar::Column;
use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// One field of running text in a segment.
pub(super) struct Track {
    cursors: Vec<Cursor>,
    candidates: Candidates,
    /// For each leaf the places of its word in the article at hand.
    places: Vec<Vec<u32>>,
    /// For each leaf whether only the lead counts.
    within_lead: Vec<bool>,
    opening: Column<u64>,
    units: SegmentUnits,
    candidate: DocId,
}

impl Track {
    pub(super) fn new(
        part: &TextPlan,
        words: &TextWords,
        cursors: Vec<Cursor>,
        units: SegmentUnits,
        segment: &SegmentReader,
    ) -> tantivy::Result<Self> {
        let mut candidates = Candidates::of(part);
        candidates.order(&cursors);
        let mut track = Self {
            places: vec![Vec::new(); cursors.len()],
            within_lead: words.within_lead.clone(),
            opening: segment.fast_fields().u64(column::OPENING)?,
            cursors,
            candidates,
            units,
            candidate: 0,
        };
        track.seek(0);
        Ok(track)
    }

    fn seek(&mut self, target: DocId) {
        self.candidate = self.candidates.seek(&mut self.cursors, target);
    }

    /// Reads the places of the words in the candidate.
    fn read(&mut self) {
        let document = self.candidate;
        let opening = self.opening.first(document).unwrap_or(0);
        for (leaf, places) in self.places.iter_mut().enumerate() {
            if let Some(cursor) = self.cursors.get_mut(leaf) {
                cursor.places(document, places);
            }
            if self.within_lead.get(leaf) == Some(&true) {
                places.truncate(places.partition_point(|place| u64::from(*place) < opening));
            }
        }
        self.units.turn_to(document);
    }

    fn has(&mut self, part: &TextPlan) -> bool {
        self.read();
        part.occurs(&self.places, &mut self.units)
    }

    /// Adds the runs of words that the part marks in an article, which comes after the last one asked for; returns where the part is.
    pub(super) fn mark(&mut self, document: DocId, part: &TextPlan, visit: &mut dyn FnMut(PositionRange)) -> Positions {
        if self.candidate < document {
            self.seek(document);
        }
        if self.candidate != document {
            return Positions::default();
        }
        self.read();
        let places = part.positions(&self.places, &mut self.units);
        part.for_each_highlight(&places, &mut |_, run| visit(run));
        places
    }

    /// Returns how often the part is in the candidate.
    fn count(&mut self, part: &TextPlan) -> usize {
        self.read();
        part.positions(&self.places, &mut self.units).count_disjoint()
    }
}

pub(super) struct PositionalScorer {
    query: Arc<Positional>,
    tracks: Vec<Track>,
    document: DocId,
    boost: Score,
}

impl PositionalScorer {
    pub(super) fn new(query: Arc<Positional>, tracks: Vec<Track>, boost: Score) -> Self {
        let mut scorer = Self { query, tracks, document: 0, boost };
        scorer.find();
        scorer
    }

    /// Goes to the first candidate of any track that answers.
    fn find(&mut self) {
        loop {
            let document = self.tracks.iter().map(|track| track.candidate).min().unwrap_or(TERMINATED);
            self.document = document;
            if document == TERMINATED || self.answers() {
                return;
            }
            self.pass(document + 1);
        }
    }

    /// Returns whether the article at hand answers.
    fn answers(&mut self) -> bool {
        let Positional { part, least, .. } = &*self.query;
        let mut tracks = self.tracks.iter_mut().filter(|track| track.candidate == self.document);
        match least {
            0 | 1 => tracks.any(|track| track.has(part)),
            _ => tracks.map(|track| track.count(part)).sum::<usize>() >= *least,
        }
    }

    fn pass(&mut self, target: DocId) {
        for track in self.tracks.iter_mut().filter(|track| track.candidate < target) {
            track.seek(target);
        }
    }
}

impl DocSet for PositionalScorer {
    fn advance(&mut self) -> DocId {
        if self.document != TERMINATED {
            self.pass(self.document + 1);
            self.find();
        }
        self.document
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.document < target {
            self.pass(target);
            self.find();
        }
        self.document
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        let candidates = self.tracks.iter().map(|track| track.candidates.articles(&track.cursors));
        candidates.fold(0, u32::saturating_add)
    }

    fn cost(&self) -> u64 {
        // Positions are read and compared: some ten times the work of passing an article by.
        u64::from(self.size_hint()) * 10
    }
}

impl Scorer for PositionalScorer {
    fn score(&mut self) -> Score {
        self.boost
    }
}

//! Iterates over the articles of a segment that match a positional query. It ends early when the time is up.

use super::plan::Positional;
use super::track::Track;
use crate::engine::Pace;
use std::sync::Arc;
use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, TERMINATED};

pub(crate) struct PositionalScorer {
    query: Arc<Positional>,
    tracks: Vec<Track>,
    document: DocId,
    boost: Score,
    pace: Pace,
}

impl PositionalScorer {
    pub(crate) fn new(query: Arc<Positional>, tracks: Vec<Track>, boost: Score) -> Self {
        let pace = query.deadline.pace();
        let mut scorer = Self { query, tracks, document: 0, boost, pace };
        scorer.find();
        scorer
    }

    /// Advances to the first candidate of any track that matches.
    fn find(&mut self) {
        loop {
            let document = self.tracks.iter().map(super::track::Track::candidate).min().unwrap_or(TERMINATED);
            self.document = document;
            if document == TERMINATED {
                return;
            }
            let answers = self.answers();
            let work = self.tracks.iter().map(Track::work).fold(1, usize::saturating_add);
            if self.pace.is_over(work) {
                self.document = TERMINATED;
                return;
            }
            if answers {
                return;
            }
            self.pass(document + 1);
        }
    }

    /// Returns whether the current candidate matches.
    fn answers(&mut self) -> bool {
        let Positional { part, least, .. } = &*self.query;
        let mut tracks = self.tracks.iter_mut().filter(|track| track.candidate() == self.document);
        match least {
            0 | 1 => tracks.any(|track| track.has(part)),
            _ => tracks.map(|track| track.count(part)).sum::<usize>() >= *least,
        }
    }

    fn pass(&mut self, target: DocId) {
        for track in self.tracks.iter_mut().filter(|track| track.candidate() < target) {
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
        let candidates = self.tracks.iter().map(super::track::Track::articles);
        candidates.fold(0, u32::saturating_add)
    }

    fn cost(&self) -> u64 {
        // Reading and comparing positions costs about ten times as much as skipping an article.
        u64::from(self.size_hint()) * 10
    }
}

impl Scorer for PositionalScorer {
    fn score(&mut self) -> Score {
        self.boost
    }
}

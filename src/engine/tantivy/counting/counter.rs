//! The answers to a query, counted without reading any.

use super::grouping::SegmentGroups;
use super::match_counts::SegmentMarks;
use crate::article::{ArticleGroup, Grouping};
use crate::engine::tantivy::open_index::TantivyEngine;
use crate::engine::{EngineError, MatchCount, MatchCounts, Request};
use std::collections::HashMap;
use tantivy::query::Weight;
use tantivy::{DocId, SegmentReader};

impl TantivyEngine {
    /// MatchCounts the answers to a request, apart by what they are, and the places in them if those are asked for and can be told.
    pub(crate) fn counted(
        &self,
        request: &Request<'_>,
        by: Option<Grouping>,
        places: bool,
    ) -> Result<MatchCounts, EngineError> {
        let mut lowering = self.lowering()?.unranked();
        let query = lowering.request(request)?;
        let marks = if places { lowering.marks(request.query)? } else { None };
        let weight = self.weight(&*query)?;
        let mut groups = HashMap::new();
        for segment in self.searcher.segment_readers() {
            if by.is_none() && marks.is_none() {
                let counted = MatchCount { articles: u64::from(weight.count(segment)?), places: 0 };
                SegmentGroups::One(counted).add_to(&mut groups)?;
                continue;
            }
            let marks = marks.as_ref().map(|marks| marks.in_segment(segment)).transpose()?;
            count(segment, &*weight, by, marks, &mut groups)?;
        }
        Ok(MatchCounts { groups, has_places: marks.is_some(), truncated: lowering.truncated })
    }
}

fn count(
    segment: &SegmentReader,
    weight: &dyn Weight,
    by: Option<Grouping>,
    mut marks: Option<SegmentMarks>,
    groups: &mut HashMap<ArticleGroup, MatchCount>,
) -> tantivy::Result<()> {
    let mut of_segment = SegmentGroups::new(segment, by)?;
    let mut add = |document: DocId| {
        let places = marks.as_mut().map_or(0, |marks| marks.places(document));
        of_segment.add(document, places);
    };
    weight.for_each_no_score(segment, &mut |documents| match segment.alive_bitset() {
        None => documents.iter().for_each(|document| add(*document)),
        Some(alive) => {
            documents.iter().filter(|document| alive.is_alive(**document)).for_each(|document| add(*document));
        }
    })?;
    of_segment.add_to(groups)
}

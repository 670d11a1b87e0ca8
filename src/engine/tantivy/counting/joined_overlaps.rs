//! Finds joined forms that begin at a word which is also counted: `climat*` matches climate-change twice at one position.

use crate::engine::Pace;
use crate::engine::tantivy::positional::LeafTerm;
use crate::engine::tantivy::schema::Annotation;
use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

/// A joined form and the words that can be its first part.
pub(crate) struct JoinedOverlap {
    joined: Term,
    first_parts: Vec<Term>,
}

/// Returns the joined forms among the terms that have a first part among them.
pub(crate) fn joined_overlaps(words: &[LeafTerm]) -> Vec<JoinedOverlap> {
    let terms: FxHashSet<&Term> = words.iter().map(|word| &word.term).collect();
    let mut overlaps = Vec::new();
    for term in words.iter().map(|word| &word.term) {
        let value = term.serialized_value_bytes();
        if !Annotation::is_joined(value) {
            continue;
        }
        let word = std::str::from_utf8(value.get(1..).unwrap_or_default()).unwrap_or_default();
        let starts = word.char_indices().skip(1).filter_map(|(end, _)| word.get(..end));
        let parts = starts.map(|part| Term::from_field_text(term.field(), part));
        let first_parts: Vec<Term> = parts.filter(|part| terms.contains(part)).collect();
        if !first_parts.is_empty() {
            overlaps.push(JoinedOverlap { joined: term.clone(), first_parts });
        }
    }
    overlaps
}

/// Returns by article the number of positions at which both a joined form and its first part are counted; incomplete if the time is up.
pub(crate) fn overlaps_in(
    segment: &SegmentReader,
    overlaps: &[JoinedOverlap],
    pace: &mut Pace,
) -> tantivy::Result<FxHashMap<DocId, u32>> {
    let mut counts: FxHashMap<DocId, u32> = FxHashMap::default();
    let (mut joined_at, mut part_at) = (Vec::new(), Vec::new());
    for JoinedOverlap { joined, first_parts } in overlaps {
        let inverted = segment.inverted_index(joined.field())?;
        let open = |term: &Term| inverted.read_postings(term, IndexRecordOption::WithFreqsAndPositions);
        let Some(mut joined) = open(joined)? else { continue };
        let mut parts: Vec<SegmentPostings> = Vec::new();
        for part in first_parts {
            parts.extend(open(part)?);
        }
        while joined.doc() != TERMINATED && !pace.is_over(parts.len()) {
            let document = joined.doc();
            joined.positions(&mut joined_at);
            for part in &mut parts {
                if part.doc() < document {
                    part.seek(document);
                }
                if part.doc() == document {
                    part.positions(&mut part_at);
                    let shared = joined_at.iter().filter(|position| part_at.binary_search(position).is_ok()).count();
                    *counts.entry(document).or_default() += u32::try_from(shared).unwrap_or(u32::MAX);
                }
            }
            joined.advance();
        }
    }
    Ok(counts)
}

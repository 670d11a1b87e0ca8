//! The words of the archive: the dictionary of what is printed, walked with a pattern.

use super::posting_blocks::each_article;
use super::vocabulary::frequencies;
use crate::engine::tantivy::schema::Fields;
use crate::engine::{Count, EngineError};
use crate::query;
use crate::text::WordPattern;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, Searcher, SegmentReader};

/// One segment and its dictionaries of printed words.
struct Segment<'a> {
    reader: &'a SegmentReader,
    prose: Vec<Arc<InvertedIndexReader>>,
}

/// Returns the words that fit with the articles that have each, at most so many, the most frequent first.
///
/// The dictionaries know how many articles of a segment have a word in one field, deleted ones included. Their sum is never too small,
/// so words are counted exactly from the greatest sum down, until no sum left can beat what was counted.
pub(crate) fn word_list(
    searcher: &Searcher,
    fields: &Fields,
    pattern: &WordPattern,
    most: usize,
) -> Result<Vec<Count<String>>, EngineError> {
    let prose: Vec<_> = query::Field::PROSE.into_iter().filter_map(|field| fields.printed(field)).collect();
    let at_most = frequencies(searcher, &prose, pattern)?;
    let segments = segments(searcher, &prose)?;
    let mut candidates: Vec<(Box<[u8]>, u64)> = at_most.into_iter().collect();
    candidates
        .sort_unstable_by(|(one, one_sum), (other, other_sum)| other_sum.cmp(one_sum).then_with(|| one.cmp(other)));
    let mut counted = BinaryHeap::new();
    for (word, at_most) in candidates {
        let least = counted.peek().map_or(0, |(Reverse(articles), _): &(Reverse<u64>, _)| *articles);
        if counted.len() >= most && least > at_most {
            break;
        }
        let articles = count(&word, &segments)?;
        if articles > 0 {
            counted.push((Reverse(articles), word));
            if counted.len() > most {
                counted.pop();
            }
        }
    }
    let counted = counted.into_sorted_vec().into_iter();
    Ok(counted.map(|(Reverse(articles), word)| (String::from_utf8_lossy(&word).into_owned(), articles)).collect())
}

fn segments<'a>(searcher: &'a Searcher, prose: &[Field]) -> Result<Vec<Segment<'a>>, EngineError> {
    let segment = |reader: &'a SegmentReader| {
        let prose = prose.iter().map(|field| reader.inverted_index(*field)).collect::<Result<_, _>>()?;
        Ok(Segment { reader, prose })
    };
    searcher.segment_readers().iter().map(segment).collect()
}

/// Returns how many articles have the word in any field.
fn count(word: &[u8], segments: &[Segment<'_>]) -> Result<u64, EngineError> {
    let mut articles = 0;
    let mut documents: Vec<DocId> = Vec::new();
    for segment in segments {
        documents.clear();
        for inverted in &segment.prose {
            if let Some(info) = inverted.terms().get(word)? {
                let postings = inverted.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
                each_article(postings, |document, _| documents.push(document));
            }
        }
        documents.sort_unstable();
        documents.dedup();
        articles += documents.iter().filter(|document| !segment.reader.is_deleted(**document)).count() as u64;
    }
    Ok(articles)
}

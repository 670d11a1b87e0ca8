//! Lists the printed words of the archive that match a pattern, with their exact document frequencies.

use super::posting_blocks::each_article;
use super::vocabulary::frequencies;
use crate::engine::tantivy::schema::Fields;
use crate::engine::{Count, Deadline, EngineError};
use crate::query;
use crate::text::WordPattern;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, Searcher, SegmentReader};

/// The number of postings that are read and sorted in one unit of work of [`Pace`](crate::engine::Pace).
const PER_WORK: usize = 64;

/// A segment with the inverted indexes of its fields of running text.
struct Segment<'a> {
    reader: &'a SegmentReader,
    prose: Vec<Arc<InvertedIndexReader>>,
}

/// Returns the `most` most frequent words that match the pattern with their document frequencies, most frequent first.
///
/// A dictionary stores the document frequency of a word in one field of one segment, including deleted articles. The sum of these is an upper
/// bound, so words are counted exactly in descending order of the sum, until no remaining sum can exceed the counts found.
pub(crate) fn word_list(
    searcher: &Searcher,
    fields: &Fields,
    pattern: &WordPattern,
    most: usize,
    deadline: &Deadline,
) -> Result<Vec<Count<String>>, EngineError> {
    let prose: Vec<_> = query::Field::PROSE.into_iter().filter_map(|field| fields.printed(field)).collect();
    let at_most = frequencies(searcher, &prose, pattern, deadline)?;
    let segments = segments(searcher, &prose)?;
    let mut candidates: Vec<(Box<[u8]>, u64)> = at_most.into_iter().collect();
    candidates
        .sort_unstable_by(|(one, one_sum), (other, other_sum)| other_sum.cmp(one_sum).then_with(|| one.cmp(other)));
    let mut pace = deadline.pace();
    let mut counted = BinaryHeap::new();
    for (word, at_most) in candidates {
        let least = counted.peek().map_or(0, |(Reverse(articles), _): &(Reverse<u64>, _)| *articles);
        if counted.len() >= most && least > at_most {
            break;
        }
        if pace.is_over(1 + usize::try_from(at_most).unwrap_or(usize::MAX) / PER_WORK) {
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
    deadline.result()?;
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

/// Returns the number of articles with the word in any of the fields, without deleted ones.
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

//! The words of the archive: the dictionary of what is printed, walked with a pattern.

use super::schema::Fields;
use crate::engine::{Count, EngineError};
use crate::query;
use crate::text::{PatternState, WordPattern};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, Searcher, SegmentReader, TERMINATED};
use tantivy_fst::Automaton;

/// The first byte that a word can begin with: terms that begin below it are marks of the engine's own.
const FIRST_OF_WORDS: [u8; 1] = [0x20];

/// The fields of running text.
const PROSE: [query::Field; 3] = [query::Field::Headline, query::Field::Lead, query::Field::Body];

/// A pattern as the dictionary walks it.
struct Walk<'a>(&'a WordPattern);

impl Automaton for Walk<'_> {
    type State = PatternState;

    fn start(&self) -> PatternState {
        self.0.start()
    }

    fn is_match(&self, state: &PatternState) -> bool {
        self.0.is_match(*state)
    }

    fn can_match(&self, state: &PatternState) -> bool {
        self.0.can_match(*state)
    }

    fn accept(&self, state: &PatternState, byte: u8) -> PatternState {
        self.0.step(*state, byte)
    }
}

/// One segment and its dictionaries of printed words.
struct Segment<'a> {
    reader: &'a SegmentReader,
    prose: Vec<Arc<InvertedIndexReader>>,
}

/// Returns the words that fit with the articles that have each, at most so many, the most frequent first.
///
/// The dictionaries know how many articles of a segment have a word in one field, deleted ones included. Their sum is never too small,
/// so words are counted exactly from the greatest sum down, until no sum left can beat what was counted.
pub(super) fn words(
    searcher: &Searcher,
    fields: &Fields,
    pattern: &WordPattern,
    most: usize,
) -> Result<Vec<Count<String>>, EngineError> {
    let segments = segments(searcher, fields)?;
    let mut at_most: HashMap<Vec<u8>, u64> = HashMap::new();
    for inverted in segments.iter().flat_map(|segment| &segment.prose) {
        let mut terms = inverted.terms().search(Walk(pattern)).ge(FIRST_OF_WORDS).into_stream()?;
        while terms.advance() {
            let articles = u64::from(terms.value().doc_freq);
            match at_most.get_mut(terms.key()) {
                Some(sum) => *sum += articles,
                None => {
                    at_most.insert(terms.key().to_vec(), articles);
                }
            }
        }
    }
    let mut candidates: Vec<(Vec<u8>, u64)> = at_most.into_iter().collect();
    candidates
        .sort_unstable_by(|(one, one_sum), (other, other_sum)| other_sum.cmp(one_sum).then_with(|| one.cmp(other)));
    let mut counted = BinaryHeap::new();
    for (word, at_most) in candidates {
        let least = counted.peek().map_or(0, |(Reverse(articles), _): &(Reverse<u64>, _)| *articles);
        if counted.len() >= most && least >= at_most {
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

fn segments<'a>(searcher: &'a Searcher, fields: &Fields) -> Result<Vec<Segment<'a>>, EngineError> {
    let readers = searcher.segment_readers().iter();
    let segment = |reader: &'a SegmentReader| {
        let prose = PROSE.iter().filter_map(|field| fields.printed(*field));
        let prose = prose.map(|field| reader.inverted_index(field)).collect::<Result<_, _>>()?;
        Ok(Segment { reader, prose })
    };
    readers.map(segment).collect()
}

/// Returns how many articles have the word in any field.
fn count(word: &[u8], segments: &[Segment<'_>]) -> Result<u64, EngineError> {
    let mut articles = 0;
    let mut documents: Vec<DocId> = Vec::new();
    for segment in segments {
        documents.clear();
        for inverted in &segment.prose {
            if let Some(info) = inverted.terms().get(word)? {
                let mut postings = inverted.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
                while postings.doc() != TERMINATED {
                    documents.push(postings.doc());
                    postings.advance();
                }
            }
        }
        documents.sort_unstable();
        documents.dedup();
        articles += documents.iter().filter(|document| !segment.reader.is_deleted(**document)).count() as u64;
    }
    Ok(articles)
}

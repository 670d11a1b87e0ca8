//! The places of an article that a query marks, told from the index: how many lines of the concordance the article has.
//!
//! They are the same as `matching` marks in the text of an answer: what labels ask and what is left out has no place, and of alternatives those
//! count that are answered in full.
//!
//! Most queries are single words. Where no two of them can be at one place, an article has as many places as it has of the words, and
//! that is said beside the postings: nothing has to be read of where they are.

use super::position_highlights::{Marked, MarkedSegment, WordKind};
use crate::engine::EngineError;
use crate::engine::tantivy::lookup::{CountTable, LanguageSet, List, only_in, table};
use crate::engine::tantivy::lowering::{Lowering, MOST_WORDS};
use crate::engine::tantivy::positional::{LeafTerm, Positional};
use crate::matching::{Planner, possible_languages};
use crate::query::{Field, Node, Query};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tantivy::query::EnableScoring;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader};

/// How the marked places of an article are counted.
pub(crate) enum Marks {
    /// As often as it has any of the words, of which no two are at one place.
    Words(Vec<LeafTerm>),
    /// By where they are.
    Places(Marked),
}

/// The marked places of the articles of one segment.
pub(crate) enum SegmentMarks {
    /// How many by article.
    Words(CountTable),
    Places(MarkedSegment),
}

impl Lowering<'_> {
    /// Returns how the places are counted that a query marks in its answers, or `None` if they have to be read: if a pattern stands for more
    /// words than it is answered from, the others are marked too where they are.
    pub(crate) fn marks(&mut self, query: &Query) -> Result<Option<Marks>, EngineError> {
        let marked = self.marked(query, true)?;
        if let Some(words) = words_of(&marked) {
            return Ok(Some(Marks::Words(words)));
        }
        Ok(self.truncated.is_empty().then_some(Marks::Places(marked)))
    }

    /// Plans what a part of a query marks; `is_required` if all answers have it.
    fn marked(&mut self, query: &Query, is_required: bool) -> Result<Marked, EngineError> {
        match &query.node {
            Node::Boost { of, .. } => self.marked(of, is_required),
            Node::And(parts) => {
                let narrowed = possible_languages(query, &self.languages);
                let before = std::mem::replace(&mut self.languages, narrowed);
                // What has no place and is known to be so need not be looked at.
                let parts = parts.iter().filter(|part| !is_required || part.has_text());
                let parts = parts.map(|part| self.marked(part, is_required)).collect::<Result<_, _>>();
                self.languages = before;
                Ok(Marked::All(parts?))
            }
            Node::Or(parts) => {
                // What marks nothing may be what is answered, and then what stands beside the alternatives is marked.
                Ok(Marked::Any(parts.iter().map(|part| self.marked(part, false)).collect::<Result<_, _>>()?))
            }
            Node::AtLeast { count, of } => self.marked_text(of, if is_required { 1 } else { *count as usize }),
            _ if query.has_text() => self.marked_text(query, 1),
            _ => {
                let query = self.all_of(std::slice::from_ref(query))?;
                Ok(Marked::Test(query.weight(EnableScoring::disabled_from_searcher(self.searcher))?))
            }
        }
    }

    fn marked_text(&mut self, query: &Query, least: usize) -> Result<Marked, EngineError> {
        let mut planner = Planner::new(&self.languages);
        let Some(part) = planner.plan(query) else {
            return Ok(Marked::Any(Vec::new()));
        };
        let leaves = planner.leaves;
        let kind = WordKind::of(&part, &leaves).filter(|_| least <= 1);
        // Of one word it takes little to count every place of all that it stands for.
        let most = if kind.is_some() { usize::MAX } else { MOST_WORDS };
        let forms = leaves.iter().map(|leaf| self.forms(leaf, most)).collect::<Result<Vec<_>, _>>()?;
        let mut query = self.positional(part, &leaves, &forms, least);
        let prose = Field::PROSE.map(|field| self.fields.printed(field));
        query.texts.retain(|text| prose.contains(&Some(text.index_field)));
        Ok(Marked::Text { query: Arc::new(query), kind })
    }
}

/// Returns the words all of whose places are marked in every answer, if there is nothing else and no two of them are at one place.
fn words_of(marked: &Marked) -> Option<Vec<LeafTerm>> {
    let mut words = BTreeMap::new();
    let mut kinds = BTreeSet::new();
    let is_all = each_word(marked, true, &mut |query, kind| {
        kinds.insert(kind);
        // A word has one stem in a language, so two that are not meant in the same languages are meant in none of the other's.
        let of_query = query.texts.iter().flat_map(|text| text.leaves.iter().flatten());
        words.extend(of_query.map(|word| ((&word.term, word.languages.as_deref().map(LanguageSet::codes)), word)));
    });
    (is_all && kinds.len() == 1).then(|| words.into_values().cloned().collect())
}

/// Calls `visit` with every single word, and returns whether there are no others and all their places are marked in every answer.
fn each_word<'a>(marked: &'a Marked, is_required: bool, visit: &mut impl FnMut(&'a Positional, WordKind)) -> bool {
    match marked {
        Marked::Text { query, kind: Some(kind) } => {
            visit(query, *kind);
            true
        }
        Marked::Text { kind: None, .. } | Marked::Test(_) => false,
        // Of an alternative nothing is marked where not all of it is there.
        Marked::All(parts) => is_required && parts.iter().all(|part| each_word(part, true, visit)),
        Marked::Any(parts) => parts.iter().all(|part| each_word(part, false, visit)),
    }
}

impl Marks {
    /// Returns the marked places of the articles of a segment.
    pub(crate) fn in_segment(&self, segment: &SegmentReader) -> tantivy::Result<SegmentMarks> {
        Ok(match self {
            Self::Words(words) => SegmentMarks::Words(frequencies(segment, words)?),
            Self::Places(marked) => SegmentMarks::Places(marked.in_segment(segment)?),
        })
    }
}

/// Returns how often each article of a segment has any of the words.
fn frequencies(segment: &SegmentReader, words: &[LeafTerm]) -> tantivy::Result<CountTable> {
    let mut lists = Vec::with_capacity(words.len());
    for word in words {
        let inverted = segment.inverted_index(word.term.field())?;
        let Some(postings) = inverted.read_block_postings(&word.term, IndexRecordOption::WithFreqs)? else { continue };
        lists.push(List { postings, weight: 1, only_in: only_in(segment, word.languages.as_deref())? });
    }
    Ok(table(lists, segment.max_doc()))
}

impl SegmentMarks {
    /// Returns how many places are marked in an answer, which comes after the last one asked for.
    pub(crate) fn places(&mut self, document: DocId) -> u64 {
        match self {
            Self::Words(frequencies) => frequencies.get(document).into(),
            Self::Places(marked) => marked.places(document),
        }
    }
}

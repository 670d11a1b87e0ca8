//! Counts the matches in each article from the index, which is the number of its concordance lines.
//!
//! The counts equal the highlights that `matching` finds in the text: label fields and excluded terms have none, and of the alternatives of
//! an `OR` only those that match in full are highlighted.
//!
//! Most queries are single words. If no two of the words can share a position, the match count of an article is the sum of their term
//! frequencies, and no positions are read, except those of the few joined forms that a pattern matches.

use super::joined_overlaps::{JoinedOverlap, joined_overlaps, overlaps_in};
use super::position_highlights::{Highlighted, SegmentHighlights, WordKind};
use crate::engine::tantivy::lookup::{CountTable, LanguageSet, List, only_in, table};
use crate::engine::tantivy::lowering::{Lowering, MAX_PATTERN_WORDS};
use crate::engine::tantivy::positional::{LeafTerm, Positional};
use crate::engine::tantivy::schema::Annotation;
use crate::engine::{Deadline, EngineError, Pace};
use crate::matching::{Planner, possible_languages};
use crate::query::{Field, Node, Query};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tantivy::query::EnableScoring;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader};

/// The cost of opening a posting list, in units of [`Pace`].
const OPENING: usize = 4;

/// How to count the matches of an article.
pub(crate) enum MatchCounter {
    /// By summing term frequencies; no two of the terms share a position except a joined form and its first part.
    Words(Vec<LeafTerm>, Vec<JoinedOverlap>, Deadline),
    /// By combining positions.
    Places(Highlighted, Deadline),
}

/// The match counts of the articles of one segment.
pub(crate) enum SegmentMatchCounter {
    /// The match count by article, and the number of matches that it counts twice.
    Words(CountTable, FxHashMap<DocId, u32>),
    Places(SegmentHighlights),
}

impl Lowering<'_> {
    /// Returns how to count the matches of a query, or `None` if the articles must be read, as for a truncated pattern: its other words are highlighted too.
    pub(crate) fn counter(&mut self, query: &Query) -> Result<Option<MatchCounter>, EngineError> {
        let marked = self.marked(query, true)?;
        if let Some(words) = words_of(&marked) {
            let overlaps = joined_overlaps(&words);
            return Ok(Some(MatchCounter::Words(words, overlaps, self.deadline.clone())));
        }
        Ok(self.truncated.is_empty().then(|| MatchCounter::Places(marked, self.deadline.clone())))
    }

    /// Plans the highlights of a part of a query; `is_required` if every hit matches the part.
    fn marked(&mut self, query: &Query, is_required: bool) -> Result<Highlighted, EngineError> {
        match &query.node {
            Node::Boost { of, .. } => self.marked(of, is_required),
            Node::And(parts) => {
                let narrowed = possible_languages(query, &self.languages);
                let before = std::mem::replace(&mut self.languages, narrowed);
                // A required part without text has no highlights and holds for every hit, so it can be skipped.
                let parts = parts.iter().filter(|part| !is_required || part.has_text());
                let parts = parts.map(|part| self.marked(part, is_required)).collect::<Result<_, _>>();
                self.languages = before;
                Ok(Highlighted::All(parts?))
            }
            Node::Or(parts) => {
                // Alternatives without text are kept: if one of them matches, the parts joined to the `OR` are highlighted.
                Ok(Highlighted::Any(parts.iter().map(|part| self.marked(part, false)).collect::<Result<_, _>>()?))
            }
            Node::AtLeast { count, of } => {
                self.at(query)?.marked_text(of, if is_required { 1 } else { *count as usize })
            }
            _ if query.has_text() => self.at(query)?.marked_text(query, 1),
            _ => {
                let query = self.all_of(std::slice::from_ref(query))?;
                Ok(Highlighted::Test(query.weight(EnableScoring::disabled_from_searcher(self.searcher))?))
            }
        }
    }

    fn marked_text(&mut self, query: &Query, least: usize) -> Result<Highlighted, EngineError> {
        let mut planner = Planner::new(&self.languages);
        let Some(part) = planner.plan(query) else {
            return Ok(Highlighted::Any(Vec::new()));
        };
        let leaves = planner.leaves;
        let kind = WordKind::of(&part, &leaves).filter(|_| least <= 1);
        // Counting all positions of a single word is cheap, so all its matching words are included.
        let most = if kind.is_some() { usize::MAX } else { MAX_PATTERN_WORDS };
        let forms = leaves.iter().map(|leaf| self.forms(leaf, most)).collect::<Result<Vec<_>, _>>()?;
        let mut query = self.positional(part, &leaves, &forms, least);
        let prose = Field::PROSE.map(|field| self.fields.printed(field));
        query.texts.retain(|text| prose.contains(&Some(text.index_field)));
        Ok(Highlighted::Text { query: Arc::new(query), kind })
    }
}

/// Returns the terms whose positions are all highlighted in every hit, or `None` if there are other highlights or two of the terms can
/// share a position.
fn words_of(marked: &Highlighted) -> Option<Vec<LeafTerm>> {
    let mut words = BTreeMap::new();
    let mut kinds = BTreeSet::new();
    let is_all = each_word(marked, true, &mut |query, kind| {
        kinds.insert(kind);
        // A word has one stem per language, so two entries of a term with different language sets never apply to the same article.
        let of_query = query.texts.iter().flat_map(|text| text.leaves.iter().flatten());
        words.extend(of_query.map(|word| ((&word.term, word.languages.as_deref().map(LanguageSet::codes)), word)));
    });
    // A joined form shares its position with a printed word, which may also match; a pattern matches that word by the word's own term.
    let is_joined = |word: &&LeafTerm| Annotation::is_joined(word.term.serialized_value_bytes());
    let has_joined = words.values().any(is_joined);
    let is_printed = kinds.first() == Some(&WordKind::Printed);
    (is_all && kinds.len() == 1 && (is_printed || !has_joined)).then(|| words.into_values().cloned().collect())
}

/// Calls `visit` with every single word; returns whether the query has no other parts and all positions of the words are highlighted in
/// every hit.
fn each_word<'a>(marked: &'a Highlighted, is_required: bool, visit: &mut impl FnMut(&'a Positional, WordKind)) -> bool {
    match marked {
        Highlighted::Text { query, kind: Some(kind) } => {
            visit(query, *kind);
            true
        }
        Highlighted::Text { kind: None, .. } | Highlighted::Test(_) => false,
        // An alternative that requires several parts highlights nothing unless all of them match.
        Highlighted::All(parts) => is_required && parts.iter().all(|part| each_word(part, true, visit)),
        Highlighted::Any(parts) => parts.iter().all(|part| each_word(part, false, visit)),
    }
}

impl MatchCounter {
    /// Returns the match counts of the articles of a segment.
    pub(crate) fn in_segment(&self, segment: &SegmentReader) -> tantivy::Result<SegmentMatchCounter> {
        Ok(match self {
            Self::Words(words, overlaps, deadline) => {
                let mut pace = deadline.pace();
                let frequencies = frequencies(segment, words, &mut pace)?;
                SegmentMatchCounter::Words(frequencies, overlaps_in(segment, overlaps, &mut pace)?)
            }
            Self::Places(marked, deadline) => SegmentMatchCounter::Places(marked.in_segment(segment, deadline.pace())?),
        })
    }
}

/// Returns the summed frequency of the terms in each article of a segment; some are missing if the time is up.
fn frequencies(segment: &SegmentReader, words: &[LeafTerm], pace: &mut Pace) -> tantivy::Result<CountTable> {
    let mut lists = Vec::with_capacity(words.len());
    for word in words {
        if pace.is_over(OPENING) {
            break;
        }
        let inverted = segment.inverted_index(word.term.field())?;
        let Some(postings) = inverted.read_block_postings(&word.term, IndexRecordOption::WithFreqs)? else { continue };
        lists.push(List { postings, weight: 1, only_in: only_in(segment, word.languages.as_deref())? });
    }
    Ok(table(lists, segment.max_doc(), pace))
}

impl SegmentMatchCounter {
    /// Returns the match count of a hit; calls must be in ascending order of `document`.
    pub(crate) fn matches(&mut self, document: DocId) -> u64 {
        match self {
            Self::Words(frequencies, overlaps) => {
                let twice = overlaps.get(&document).copied().unwrap_or_default();
                frequencies.get(document).saturating_sub(twice).into()
            }
            Self::Places(marked) => marked.matches(document),
        }
    }
}

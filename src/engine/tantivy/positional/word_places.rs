//! The positions of words in a few articles, read from the postings.

use super::cursor::Choice;
use crate::engine::tantivy::lookup::{LanguageSet, OfSegment, by_segment, only_in};
use crate::engine::tantivy::open_index::TantivyEngine;
use crate::engine::tantivy::schema::Annotation;
use crate::engine::{ArticleAddress, ArticlePlaces, EngineError, PlacedWord, Places, WordPlaces};
use crate::text::query_stems;
use std::sync::Arc;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field as IndexField, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, Term};

/// The distance between the first positions of two fields: more than the words of any headline or lead.
const FIELD_DISTANCE: u32 = 1 << 21;

/// The printed terms of a word, with its exact form separate.
struct WordTerms {
    exact: String,
    /// Its other forms, each with the languages in which it is valid.
    others: Vec<(String, Option<Arc<LanguageSet>>)>,
}

/// The postings of one word in one field of a segment.
struct WordPostings {
    exact: Option<SegmentPostings>,
    others: Vec<Choice>,
    first_position: u32,
}

impl WordPostings {
    /// Adds the positions of the word in an article. Articles must come in ascending order.
    fn read(&mut self, document: DocId, places: &mut Places) {
        if let Some(postings) = &mut self.exact
            && seek(postings, document)
        {
            places.exact = places.exact.saturating_add(postings.term_freq());
            postings.append_positions_with_offset(self.first_position, &mut places.positions);
        }
        for choice in &mut self.others {
            let is_valid = choice.only_in.as_ref().is_none_or(|articles| articles.contains(document));
            if is_valid && seek(&mut choice.postings, document) {
                choice.postings.append_positions_with_offset(self.first_position, &mut places.positions);
            }
        }
    }
}

/// Moves to an article and returns whether it contains the term.
fn seek(postings: &mut SegmentPostings, document: DocId) -> bool {
    let at = postings.doc();
    at == document || (at < document && postings.seek(document) == document)
}

impl TantivyEngine {
    /// Returns the positions of the words in the articles.
    pub(crate) fn places_of(
        &self,
        words: &[PlacedWord],
        addresses: &[ArticleAddress],
    ) -> Result<WordPlaces, EngineError> {
        let terms = words.iter().map(|word| Ok((self.terms_of(word)?, self.deadline.at(&word.term))));
        let terms = terms.collect::<Result<Vec<_>, EngineError>>()?;
        let mut found = vec![ArticlePlaces::default(); addresses.len()];
        for OfSegment { ordinal, articles, indexes } in by_segment(addresses) {
            let segment = self.searcher.segment_reader(ordinal);
            let lengths = segment.get_fieldnorms_reader(self.fields.emphasis)?;
            for (document, index) in articles.iter().zip(&indexes) {
                if let Some(article) = found.get_mut(*index) {
                    article.length = lengths.fieldnorm(*document);
                }
            }
            for (word, deadline) in &terms {
                deadline.check()?;
                let mut postings = self.postings_of(word, segment)?;
                for (document, index) in articles.iter().zip(&indexes) {
                    let mut places = Places::default();
                    for of_field in &mut postings {
                        of_field.read(*document, &mut places);
                    }
                    places.positions.sort_unstable();
                    places.positions.dedup();
                    if let Some(article) = found.get_mut(*index) {
                        article.words.push(places);
                    }
                }
            }
        }
        Ok(WordPlaces { mean_length: self.statistics.mean_length()?, articles: found })
    }

    /// Returns the index terms of a word.
    fn terms_of(&self, word: &PlacedWord) -> Result<WordTerms, EngineError> {
        if word.is_acronym {
            let others = vec![(Annotation::TitleCase.term(&word.term), None)];
            return Ok(WordTerms { exact: Annotation::Acronym.term(&word.term), others });
        }
        let mut others = Vec::new();
        for stem in query_stems(&word.term, self.stems.languages()?) {
            for form in
                self.stems.forms(&stem, &self.deadline.at(&word.term))?.iter().filter(|form| form.term != word.term)
            {
                others.push((form.term.clone(), form.languages.clone()));
            }
        }
        Ok(WordTerms { exact: word.term.clone(), others })
    }

    /// Opens the postings of a word in the fields of a segment that have it.
    fn postings_of(&self, word: &WordTerms, segment: &SegmentReader) -> Result<Vec<WordPostings>, EngineError> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut found = Vec::new();
        let fields: [IndexField; 3] = [self.fields.headline, self.fields.lead, self.fields.body];
        for (number, field) in (0..).zip(fields) {
            let inverted = segment.inverted_index(field)?;
            let postings = |term: &str| inverted.read_postings(&Term::from_field_text(field, term), option);
            let exact = postings(&word.exact)?;
            let mut others = Vec::new();
            for (term, languages) in &word.others {
                if let Some(postings) = postings(term)? {
                    others.push(Choice { postings, only_in: only_in(segment, languages.as_deref())? });
                }
            }
            if exact.is_some() || !others.is_empty() {
                found.push(WordPostings { exact, others, first_position: number * FIELD_DISTANCE });
            }
        }
        Ok(found)
    }
}

//! The lists of one field on their way to the disk.

use super::families::{Articles, Families};
use super::lexicon::Lexicon;
use super::lists::{Lists, Order};
use super::log::Posting;
use crate::engine::EngineError;
use crate::engine::embedded::terms::Marker;
use tantivy::DocId;
use tantivy::postings::FieldSerializer;
use tantivy::schema::IndexRecordOption;

/// The lists of one field on their way to the disk, in the order of their terms.
pub(super) struct Writing<'a, 'field> {
    lexicon: &'a Lexicon,
    order: &'a Order,
    record: IndexRecordOption,
    field: &'a mut FieldSerializer<'field>,
    term: Vec<u8>,
    places: Vec<u32>,
}

impl<'a, 'field> Writing<'a, 'field> {
    pub(super) fn new(
        lexicon: &'a Lexicon,
        order: &'a Order,
        record: IndexRecordOption,
        field: &'a mut FieldSerializer<'field>,
    ) -> Self {
        Self { lexicon, order, record, field, term: Vec::new(), places: Vec::new() }
    }

    /// Writes lists as they are.
    pub(super) fn lists(&mut self, marker: Option<Marker>, lists: &Lists) -> Result<(), EngineError> {
        if lists.is_empty() {
            return Ok(());
        }
        let mut found = Vec::new();
        for place in self.all_places() {
            found.clear();
            found.extend(lists.at(place));
            self.list(marker, place, &found)?;
        }
        Ok(())
    }

    /// Writes the lists of the stems of printed words.
    pub(super) fn stems(
        &mut self,
        families: &Families,
        printed: &Lists,
        articles: &Articles,
    ) -> Result<(), EngineError> {
        let mut found = Vec::new();
        for place in self.all_places() {
            found.clear();
            families.stemmed(place, printed, articles, &mut found);
            self.list(Some(Marker::Stem), place, &found)?;
        }
        Ok(())
    }

    /// Writes the lists that rank: of headlines, stated leads and bodies.
    pub(super) fn ranking(
        &mut self,
        families: &Families,
        prose: [&Lists; 3],
        articles: &Articles,
    ) -> Result<(), EngineError> {
        let mut found = Vec::new();
        for place in self.all_places() {
            found.clear();
            families.ranked(place, prose, articles, &mut found);
            if !found.is_empty() {
                self.begin(None, place, found.len())?;
                found.iter().for_each(|(document, times)| self.field.write_doc(*document, *times, &[]));
                self.field.close_term()?;
            }
        }
        Ok(())
    }

    fn all_places(&self) -> std::ops::Range<u32> {
        0..self.order.words.len() as u32
    }

    fn begin(&mut self, marker: Option<Marker>, place: u32, articles: usize) -> Result<(), EngineError> {
        let word = self.order.words.get(place as usize).map_or("", |word| self.lexicon.text(*word));
        self.term.clear();
        self.term.extend(marker.map(|marker| marker as u8));
        self.term.extend_from_slice(word.as_bytes());
        Ok(self.field.new_term(&self.term, articles as DocId, self.record.has_freq())?)
    }

    /// Writes the list of one term. Postings of one article stand together.
    fn list(&mut self, marker: Option<Marker>, place: u32, postings: &[Posting<'_>]) -> Result<(), EngineError> {
        let by_article = postings.chunk_by(|one, next| one.document == next.document);
        let articles = by_article.clone().count();
        if articles == 0 {
            return Ok(());
        }
        self.begin(marker, place, articles)?;
        let Self { record, field, places, .. } = self;
        for of_article in by_article {
            let [first, others @ ..] = of_article else { continue };
            match record {
                IndexRecordOption::Basic => field.write_doc(first.document, 0, &[]),
                IndexRecordOption::WithFreqs => {
                    let times = of_article.iter().flat_map(|posting| posting.numbers).sum();
                    field.write_doc(first.document, times, &[]);
                }
                IndexRecordOption::WithFreqsAndPositions => {
                    places.clear();
                    if others.is_empty() {
                        places.extend(first.numbers);
                    } else {
                        merge(of_article, places);
                    }
                    field.write_doc(first.document, places.len() as u32, places);
                }
            }
        }
        Ok(self.field.close_term()?)
    }
}

/// Puts the places of several words in order, each but the first as the difference to the one before.
fn merge(postings: &[Posting<'_>], places: &mut Vec<u32>) {
    places.extend(postings.iter().flat_map(Posting::places));
    places.sort_unstable();
    let mut before = 0;
    for place in places {
        *place -= std::mem::replace(&mut before, *place);
    }
}

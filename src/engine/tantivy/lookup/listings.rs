//! The dictionary entries of the forms of a word, looked up once and reused for matching and for scoring.

use super::language_set::LanguageSet;
use crate::engine::tantivy::schema::Fields;
use crate::engine::{Deadline, EngineError};
use crate::scoring::IndexPolicy;
use std::sync::Arc;
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentOrdinal, SegmentReader};

/// One index term of a word: a printed form or an annotation.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub term: String,
    /// The languages in which the form is valid; `None` for all.
    pub languages: Option<Arc<LanguageSet>>,
}

/// The dictionary entry of a form in one field of one segment.
pub(crate) struct Listing {
    pub field: Field,
    pub info: TermInfo,
    /// The languages in which the form is valid; `None` for all.
    pub languages: Option<Arc<LanguageSet>>,
}

/// The dictionary entries of the forms of a word, by segment.
pub(crate) struct Listings {
    headline: Field,
    of_segments: Vec<(SegmentId, Vec<Listing>)>,
}

impl Listings {
    pub(crate) fn new(searcher: &Searcher, fields: &Fields) -> Self {
        let none = |segment: &SegmentReader| (segment.segment_id(), Vec::new());
        Self { headline: fields.headline, of_segments: searcher.segment_readers().iter().map(none).collect() }
    }

    /// Adds the dictionary entry of a form in a field of a segment.
    pub(crate) fn add(&mut self, segment: SegmentOrdinal, field: Field, info: &TermInfo, form: &Form) {
        if let Some((_, listings)) = self.of_segments.get_mut(segment as usize) {
            listings.push(Listing { field, info: info.clone(), languages: form.languages.clone() });
        }
    }

    /// Looks the forms up in the fields of every segment and adds the entries found.
    pub(crate) fn look_up(
        &mut self,
        searcher: &Searcher,
        fields: &[Field],
        forms: &[Form],
        deadline: &Deadline,
    ) -> Result<(), EngineError> {
        let mut pace = deadline.pace();
        for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
            for field in fields {
                let inverted = segment.inverted_index(*field)?;
                for form in forms {
                    if pace.is_over(1) {
                        return deadline.result();
                    }
                    if let Some(info) = inverted.terms().get(form.term.as_bytes())? {
                        self.add(ordinal, *field, &info, form);
                    }
                }
            }
        }
        Ok(())
    }

    /// Returns the weight of one occurrence in a field.
    pub(crate) fn weight_of(&self, field: Field) -> u32 {
        if field == self.headline { IndexPolicy::CURRENT.headline_weight } else { 1 }
    }

    /// Returns the number of entries in all segments.
    pub(crate) fn len(&self) -> usize {
        self.of_segments.iter().map(|(_, listings)| listings.len()).sum()
    }

    /// Returns the total number of postings, including those of deleted articles.
    pub(crate) fn postings(&self) -> u64 {
        let listings = self.of_segments.iter().flat_map(|(_, listings)| listings);
        listings.map(|listing| u64::from(listing.info.doc_freq)).sum()
    }

    /// Returns the entries of a segment, grouped by field.
    pub(crate) fn of_segment(&self, segment: &SegmentReader) -> &[Listing] {
        let of_segment = self.of_segments.iter().find(|(id, _)| *id == segment.segment_id());
        of_segment.map_or(&[], |(_, listings)| listings)
    }
}

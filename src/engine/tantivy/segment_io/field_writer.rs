//! The lists of one field on their way to the disk.

use crate::engine::EngineError;
use crate::engine::tantivy::postings::{Articles, Families, Lexicon, Lists, Posting, WordId};
use crate::engine::tantivy::schema::Annotation;
use tantivy::DocId;
use tantivy::postings::FieldSerializer;
use tantivy::schema::IndexRecordOption;

/// The lists of one field on their way to the disk, in the order of their terms.
pub(crate) struct FieldWriter<'a, 'field> {
    lexicon: &'a Lexicon,
    /// The words in the order of their bytes.
    order: &'a [WordId],
    record: IndexRecordOption,
    field: &'a mut FieldSerializer<'field>,
    term: Vec<u8>,
    places: Vec<u32>,
}

impl<'a, 'field> FieldWriter<'a, 'field> {
    pub(crate) fn new(
        lexicon: &'a Lexicon,
        order: &'a [WordId],
        record: IndexRecordOption,
        field: &'a mut FieldSerializer<'field>,
    ) -> Self {
        Self { lexicon, order, record, field, term: Vec::new(), places: Vec::new() }
    }

    /// Writes lists as they are.
    pub(crate) fn lists(&mut self, annotation: Option<Annotation>, lists: &Lists) -> Result<(), EngineError> {
        if lists.is_empty() {
            return Ok(());
        }
        self.each_list(annotation, |word, found| found.extend(lists.of_word(word)))
    }

    /// Writes the lists of the stems of printed words.
    pub(crate) fn stems(
        &mut self,
        families: &Families,
        printed: &Lists,
        articles: &Articles,
    ) -> Result<(), EngineError> {
        self.each_list(Some(Annotation::Stem), |word, found| families.stemmed(word, printed, articles, found))
    }

    fn each_list<'p>(
        &mut self,
        annotation: Option<Annotation>,
        mut find: impl FnMut(WordId, &mut Vec<Posting<'p>>),
    ) -> Result<(), EngineError> {
        let mut found = Vec::new();
        self.order.iter().try_for_each(|word| {
            found.clear();
            find(*word, &mut found);
            self.list(annotation, *word, &found)
        })
    }

    /// Writes how much more words or stems count in which articles, as `find` says.
    pub(crate) fn emphasis(
        &mut self,
        annotation: Option<Annotation>,
        mut find: impl FnMut(WordId, &mut Vec<(DocId, u32)>),
    ) -> Result<(), EngineError> {
        let mut found = Vec::new();
        for word in self.order.iter().copied() {
            found.clear();
            find(word, &mut found);
            if !found.is_empty() {
                self.begin(annotation, word, found.len())?;
                for (document, times) in &found {
                    self.field.write_doc(*document, *times, &[]);
                }
                self.field.close_term()?;
            }
        }
        Ok(())
    }

    fn begin(&mut self, annotation: Option<Annotation>, word: WordId, articles: usize) -> Result<(), EngineError> {
        self.term.clear();
        self.term.extend(annotation.map(|annotation| annotation as u8));
        self.term.extend_from_slice(self.lexicon.text(word).as_bytes());
        Ok(self.field.new_term(&self.term, articles as DocId, self.record.has_freq())?)
    }

    /// Writes the list of one term. Postings of one article stand together.
    fn list(
        &mut self,
        annotation: Option<Annotation>,
        word: WordId,
        postings: &[Posting<'_>],
    ) -> Result<(), EngineError> {
        let by_article = postings.chunk_by(|one, next| one.document == next.document);
        let articles = by_article.clone().count();
        if articles == 0 {
            return Ok(());
        }
        self.begin(annotation, word, articles)?;
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
                    match others {
                        [] => first.numbers.for_each(|number| places.push(number)),
                        _ => merge(of_article, places),
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

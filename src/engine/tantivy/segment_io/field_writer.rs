//! Writes the posting lists of one field.

use crate::engine::EngineError;
use crate::engine::tantivy::postings::{Articles, Families, Lexicon, Lists, Posting, WordId};
use crate::engine::tantivy::schema::Annotation;
use tantivy::DocId;
use tantivy::postings::FieldSerializer;
use tantivy::schema::IndexRecordOption;

/// Writes the posting lists of one field. The lists must be written in the order of their terms, one annotation after another.
pub(crate) struct FieldWriter<'a, 'field> {
    lexicon: &'a Lexicon,
    /// The words, sorted by their bytes.
    order: &'a [WordId],
    record: IndexRecordOption,
    field: &'a mut FieldSerializer<'field>,
    term: Vec<u8>,
    positions: Vec<u32>,
}

impl<'a, 'field> FieldWriter<'a, 'field> {
    pub(crate) fn new(
        lexicon: &'a Lexicon,
        order: &'a [WordId],
        record: IndexRecordOption,
        field: &'a mut FieldSerializer<'field>,
    ) -> Self {
        Self { lexicon, order, record, field, term: Vec::new(), positions: Vec::new() }
    }

    /// Writes the given posting lists; `annotation` is `None` for those of printed words.
    pub(crate) fn lists(&mut self, annotation: Option<Annotation>, lists: &Lists) -> Result<(), EngineError> {
        if lists.is_empty() {
            return Ok(());
        }
        self.each_list(annotation, |word, found| found.extend(lists.of_word(word)))
    }

    /// Writes the posting lists of stems, derived from those of printed words and of joined forms.
    pub(crate) fn stems(
        &mut self,
        families: &Families,
        lists: [&Lists; 2],
        articles: &Articles,
    ) -> Result<(), EngineError> {
        self.each_list(Some(Annotation::Stem), |word, found| {
            for lists in lists {
                families.stemmed(word, lists, articles, found);
            }
        })
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

    /// Writes the additional weights of words or stems, which `find` returns by article, as term frequencies.
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

    /// Writes the posting list of one term. Postings of the same article must be adjacent; they are merged.
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
        let Self { record, field, positions, .. } = self;
        for of_article in by_article {
            let [first, others @ ..] = of_article else { continue };
            match record {
                IndexRecordOption::Basic => field.write_doc(first.document, 0, &[]),
                IndexRecordOption::WithFreqs => {
                    let times = of_article.iter().flat_map(|posting| posting.numbers).sum();
                    field.write_doc(first.document, times, &[]);
                }
                IndexRecordOption::WithFreqsAndPositions => {
                    positions.clear();
                    match others {
                        [] => first.numbers.for_each(|number| positions.push(number)),
                        _ => merge(of_article, positions),
                    }
                    field.write_doc(first.document, positions.len() as u32, positions);
                }
            }
        }
        Ok(self.field.close_term()?)
    }
}

/// Merges the positions of several words of one article into one delta-encoded list.
fn merge(postings: &[Posting<'_>], positions: &mut Vec<u32>) {
    positions.extend(postings.iter().flat_map(Posting::positions));
    positions.sort_unstable();
    let mut before = 0;
    for position in positions {
        *position -= std::mem::replace(&mut before, *position);
    }
}

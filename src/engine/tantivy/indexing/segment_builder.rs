//! Builds one segment in memory, article by article.
//!
//! Words are looked up once in the lexicon of the segment and their positions appended to its logs. Stems and weights are derived from
//! these when the segment is written.

use super::text_words::{TextWords, by_word, words_of};
use crate::article::Article;
use crate::engine::EngineError;
use crate::engine::analysis::{AnalysedArticle, AnalysedText, AnalysedValue};
use crate::engine::tantivy::postings::LanguageId;
use crate::engine::tantivy::schema::{Annotation, Fields};
use crate::engine::tantivy::segment_io::{SegmentContents, SegmentWriter, WrittenSegment, list_id};
use crate::engine::tantivy::stored::{Packing, columns, json, label_terms, packed};
use crate::query;
use crate::scoring::TextStart;
use crate::text::{MeaningTally, has_meaning_vectors};
use std::sync::Arc;
use tantivy::schema::Field;
use tantivy::{DocId, Index};

/// The maximum length of a term in tantivy, in bytes.
const LONGEST_TERM: usize = u16::MAX as usize - 5;

/// A segment being built in memory.
pub(crate) struct SegmentBuilder {
    fields: Fields,
    writer: SegmentWriter,
    contents: SegmentContents,
    names_bytes: usize,
    tally: MeaningTally,
    /// The words of the current text.
    words: TextWords,
}

impl SegmentBuilder {
    pub(crate) fn new(index: &Index, fields: &Fields, packing: &Arc<Packing>) -> Result<Self, EngineError> {
        Ok(Self {
            fields: fields.clone(),
            writer: SegmentWriter::create(index, fields, packing)?,
            contents: SegmentContents::default(),
            names_bytes: 0,
            tally: MeaningTally::default(),
            words: TextWords::default(),
        })
    }

    /// Adds an article; `turn` is its number in the sequence of additions and deletions. The tokens of each text are freed as soon as they
    /// are read, because those of a long article take many times its size.
    pub(crate) fn add(&mut self, analysed: AnalysedArticle, turn: u64) -> Result<(), EngineError> {
        let AnalysedArticle { article, texts, labels, words, opening } = analysed;
        let mut document = columns(&article, &self.fields);
        document.add_u64(self.fields.words, words as u64);
        document.add_u64(self.fields.opening, u64::from(opening));
        let number = self.contents.turns.len() as DocId;
        let length = self.add_texts(&article, texts, number);
        for numbers in self.tally.take_vector().iter().flat_map(packed) {
            document.add_u64(self.fields.meaning, numbers);
        }
        self.add_labels(&article, &labels, number);
        self.words.clear();
        let stored = json(&article)?;
        drop(article);
        self.writer.add(number, &document, stored, length)?;
        self.contents.turns.push(turn);
        Ok(())
    }

    /// Adds the headline, lead and body and returns the length of the article in the ranking field.
    fn add_texts(&mut self, article: &Article, texts: [AnalysedText; 3], document: DocId) -> u32 {
        let has_meaning_vectors = has_meaning_vectors(article.language);
        let language = self.contents.lexicon.language(article.language);
        let lead = texts.iter().find(|text| text.field == query::Field::Lead);
        self.contents.articles.push(language, lead.map_or(0, |lead| lead.tokens.len()));
        let mut length = 0;
        // The number of tokens in the preceding lead and body texts.
        let mut before = 0;
        for text in texts {
            let Some(field) = self.fields.printed(text.field) else { continue };
            let tokens = text.tokens.len() as u32;
            let start =
                if text.field == query::Field::Headline { TextStart::Headline } else { TextStart::After(before) };
            self.words.read(&text, article, &mut self.contents.lexicon);
            drop(text);
            if has_meaning_vectors {
                for (position, word) in (0..).zip(words_of(&self.words.printed)) {
                    self.tally.add(self.contents.lexicon.meaning(word), start.meaning_weight(position));
                }
            }
            length += start.weighted_count(0..tokens, tokens) + self.add_words(start, language, field, document);
            if let TextStart::After(_) = start {
                before = before.saturating_add(tokens);
            }
        }
        length
    }

    /// Adds the words of the current text and returns the weighted number of character bigrams in the ranking field.
    fn add_words(&mut self, start: TextStart, language: LanguageId, field: Field, document: DocId) -> u32 {
        let Self { fields, contents: SegmentContents { lexicon, logs, .. }, words, .. } = self;
        let log = logs.get(list_id(field, None));
        for (word, positions) in by_word(&mut words.printed) {
            log.add_places(word, document, positions);
            // Registers the stem of the word, from which its stem postings are derived.
            lexicon.add_stem(word, language);
        }
        let mut more = 0;
        for (pair, positions) in by_word(&mut words.bigrams) {
            let times = start.weighted_count(positions.clone(), positions.count() as u32);
            logs.get(list_id(fields.emphasis, Some(Annotation::Pair))).add(pair, document, std::iter::once(times));
            more += times;
        }
        for (annotation, marked) in [
            (Annotation::Pair, &mut words.common_pairs),
            (Annotation::Acronym, &mut words.acronyms),
            (Annotation::Paragraph, &mut words.paragraphs),
            (Annotation::Sentence, &mut words.sentences),
            (Annotation::Joined, &mut words.joined),
            (Annotation::JoinedAcronym, &mut words.joined_acronyms),
            (Annotation::LetterCase, &mut words.letter_cases),
            (Annotation::TitleCase, &mut words.title_case),
        ] {
            let log = logs.get(list_id(field, Some(annotation)));
            for (word, positions) in by_word(marked) {
                log.add_places(word, document, positions);
                if annotation == Annotation::Joined {
                    lexicon.add_stem(word, language);
                }
            }
        }
        more
    }

    fn add_labels(&mut self, article: &Article, labels: &[(query::Field, Vec<AnalysedValue>)], document: DocId) {
        for (label, values) in labels {
            let Some(field) = self.fields.printed(*label) else { continue };
            self.words.read_values(values, &mut self.contents.lexicon);
            for (word, positions) in by_word(&mut self.words.printed) {
                self.contents.logs.get(list_id(field, None)).add_places(word, document, positions);
            }
            for (annotation, marked) in
                [(Annotation::Value, &mut self.words.values), (Annotation::Joined, &mut self.words.joined)]
            {
                for (word, positions) in by_word(marked) {
                    self.contents.logs.get(list_id(field, Some(annotation))).add_places(word, document, positions);
                }
            }
        }
        let path = article.path();
        for (field, term) in
            label_terms(article, &path, &self.fields).into_iter().filter(|(_, term)| term.len() <= LONGEST_TERM)
        {
            let word = self.contents.lexicon.number(term);
            self.contents.logs.get(list_id(field, None)).add(word, document, std::iter::empty());
        }
        for (field, name) in [(self.fields.id, article.id.as_str()), (self.fields.file, article.file.as_str())] {
            if name.len() <= LONGEST_TERM {
                self.names_bytes += name.len() + size_of::<(Field, Box<str>, Vec<DocId>)>();
                self.contents.names.entry((field, name.into())).or_default().push(document);
            }
        }
    }

    /// Writes the segment to disk, before any deletions are applied.
    pub(crate) fn write(self) -> Result<WrittenSegment, EngineError> {
        self.writer.write(self.contents)
    }

    /// Returns the memory use of the segment, in bytes.
    pub(crate) fn memory(&self) -> usize {
        self.contents.lexicon.memory()
            + self.contents.logs.memory()
            + self.contents.articles.memory()
            + self.names_bytes
            + self.writer.memory()
    }
}

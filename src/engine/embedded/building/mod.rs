//! Segments made in memory, article by article, and written as tantivy's files.
//!
//! tantivy looks every word up anew for every field, form and repetition that it is given, and most of the time of indexing went
//! there. Here each word is looked up once, in the [`lexicon`], which also knows its stem and what it means; what stands where is written
//! down in a [`log`] and sorted at the end ([`lists`]); what follows from that is worked out then ([`families`]); and [`segment`] hands
//! the lists to tantivy's own serializers, so that an index is tantivy's as ever.

mod families;
mod key;
mod lexicon;
mod lists;
mod log;
mod numbers;
mod segment;
mod weights;
mod words;
mod writing;

use super::analysis::AnalysedArticle;
use super::meanings::packed;
use super::packing::Packing;
use super::schema::Fields;
use super::stored::{columns, json, label_terms};
use super::terms::Marker;
use crate::engine::EngineError;
use crate::query;
use crate::text::{MeaningTally, has_meaning_vectors};
use families::Articles;
use lexicon::{LanguageId, Lexicon};
use log::Log;
use segment::SegmentFiles;
use std::collections::HashMap;
use std::sync::Arc;
use tantivy::schema::Field;
use tantivy::{DocId, Index};
pub(super) use weights::HEADLINE_WEIGHT;
use weights::Standing;
use words::{Words, by_word};

/// The longest term that tantivy takes, in bytes.
const LONGEST_TERM: usize = u16::MAX as usize - 5;

/// Lists of a field: of the words themselves, and one for each marker.
const LISTS_OF_FIELD: usize = 1 + Marker::ALL.len();

/// Returns the number of the list of a field.
fn list_id(field: Field, marker: Option<Marker>) -> usize {
    field.field_id() as usize * LISTS_OF_FIELD + marker.map_or(0, |marker| marker as usize)
}

/// A segment in the making.
pub(super) struct SegmentBuilder {
    fields: Fields,
    files: SegmentFiles,
    lexicon: Lexicon,
    logs: Logs,
    /// Ids and files.
    names: Names,
    names_bytes: usize,
    articles: Articles,
    /// In what order each article was handed to the writer.
    turns: Vec<u64>,
    tally: MeaningTally,
    /// The words of the text at hand.
    words: Words,
}

/// The terms that few articles share, with the articles that have them.
type Names = HashMap<(Field, Box<str>), Vec<DocId>>;

impl SegmentBuilder {
    pub(super) fn new(index: &Index, fields: &Fields, packing: &Arc<Packing>) -> Result<Self, EngineError> {
        Ok(Self {
            fields: fields.clone(),
            files: SegmentFiles::create(index, fields, packing)?,
            lexicon: Lexicon::default(),
            logs: Logs(Vec::new()),
            names: HashMap::new(),
            names_bytes: 0,
            articles: Articles::default(),
            turns: Vec::new(),
            tally: MeaningTally::default(),
            words: Words::default(),
        })
    }

    /// Adds an article that was handed in as the `turn`th.
    pub(super) fn add(&mut self, analysed: &AnalysedArticle, turn: u64) -> Result<(), EngineError> {
        let article = &analysed.article;
        let mut document = columns(article, &self.fields);
        document.add_u64(self.fields.words, analysed.words as u64);
        document.add_u64(self.fields.opening, u64::from(analysed.opening));
        let number = self.turns.len() as DocId;
        let length = self.add_texts(analysed, number);
        for numbers in self.tally.take_meaning().iter().flat_map(packed) {
            document.add_u64(self.fields.meaning, numbers);
        }
        self.add_labels(analysed, number);
        self.files.add(number, &document, json(article)?, length)?;
        self.turns.push(turn);
        Ok(())
    }

    /// Adds the running text and returns how many terms it has in the ranking field.
    fn add_texts(&mut self, analysed: &AnalysedArticle, document: DocId) -> u32 {
        let has_meaning_vectors = has_meaning_vectors(analysed.article.language);
        let language = self.lexicon.language(analysed.article.language);
        let mut length = 0;
        // How many tokens of the running text came before.
        let mut before = 0;
        for text in &analysed.texts {
            let Some(field) = self.fields.printed(text.field) else { continue };
            let tokens = text.tokens.len() as u32;
            let standing =
                if text.field == query::Field::Headline { Standing::Headline } else { Standing::After(before) };
            self.words.read(text, &analysed.article, &mut self.lexicon);
            if has_meaning_vectors {
                for (place, word) in (0..).zip(&self.words.numbers) {
                    self.tally.add(self.lexicon.meaning(*word), standing.in_meaning(place));
                }
            }
            length += standing.in_ranking(0..tokens, tokens) + self.add_words(standing, language, field, document);
            if let Standing::After(_) = standing {
                before = before.saturating_add(tokens);
            }
        }
        let lead = analysed.texts.iter().find(|text| text.field == query::Field::Lead);
        self.articles.push(language, lead.map_or(0, |lead| lead.tokens.len()));
        length
    }

    /// Adds the words that were read last, and returns how many terms the ranking field gets beside their stems.
    fn add_words(&mut self, standing: Standing, language: LanguageId, field: Field, document: DocId) -> u32 {
        let Self { fields, lexicon, logs, words, .. } = self;
        let log = logs.get(list_id(field, None));
        for (word, places) in by_word(&mut words.printed) {
            log.add_places(word, document, places);
            // From now on the lexicon knows the word's family.
            lexicon.add_stem(word, language);
        }
        let mut more = 0;
        for (pair, places) in by_word(&mut words.touching) {
            let times = standing.in_ranking(places.clone(), places.count() as u32);
            logs.get(list_id(fields.emphasis, Some(Marker::Pair))).add(pair, document, std::iter::once(times));
            more += times;
        }
        for (marker, marked) in [
            (Marker::Pair, &mut words.common_pairs),
            (Marker::Acronym, &mut words.acronyms),
            (Marker::Paragraph, &mut words.paragraphs),
            (Marker::Sentence, &mut words.sentences),
        ] {
            let log = logs.get(list_id(field, Some(marker)));
            for (word, places) in by_word(marked) {
                log.add_places(word, document, places);
            }
        }
        more
    }

    fn add_labels(&mut self, analysed: &AnalysedArticle, document: DocId) {
        let article = &analysed.article;
        for (label, values) in &analysed.labels {
            let Some(field) = self.fields.printed(*label) else { continue };
            self.words.read_values(values, &mut self.lexicon);
            for (word, places) in by_word(&mut self.words.printed) {
                self.logs.get(list_id(field, None)).add_places(word, document, places);
            }
        }
        for (field, term) in
            label_terms(article, &self.fields).into_iter().filter(|(_, term)| term.len() <= LONGEST_TERM)
        {
            let word = self.lexicon.number(term);
            self.logs.get(list_id(field, None)).add(word, document, std::iter::empty());
        }
        for (field, name) in [(self.fields.id, article.id.as_str()), (self.fields.file, article.file.as_str())] {
            if name.len() <= LONGEST_TERM {
                self.names_bytes += name.len() + size_of::<(Field, Box<str>, Vec<DocId>)>();
                self.names.entry((field, name.into())).or_default().push(document);
            }
        }
    }

    /// Returns how much memory the segment takes, in bytes.
    pub(super) fn memory(&self) -> usize {
        self.lexicon.memory() + self.logs.memory() + self.articles.memory() + self.names_bytes + self.files.memory()
    }
}

/// The logs of a segment by the number of the list.
struct Logs(Vec<Log>);

impl Logs {
    fn get(&mut self, list: usize) -> &mut Log {
        if list >= self.0.len() {
            self.0.resize_with(list + 1, Log::default);
        }
        &mut self.0[list]
    }

    /// Takes a log out; it is empty if nothing was written.
    fn take(&mut self, list: usize) -> Log {
        self.0.get_mut(list).map(std::mem::take).unwrap_or_default()
    }

    fn memory(&self) -> usize {
        self.0.iter().map(Log::memory).sum()
    }
}

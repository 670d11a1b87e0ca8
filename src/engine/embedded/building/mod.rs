//! Segments made in memory, article by article, and written as tantivy's files.
//!
//! tantivy looks every word up anew for every field, form and repetition that it is given, and most of the time of indexing went
//! there. Here each word is looked up once, in the [`lexicon`], which also knows its stem and what it means; what stands where is written
//! down in [`postings`] and sorted at the end; and [`segment`] hands the lists to tantivy's own serializers, so that an index is tantivy's
//! as ever.

mod lexicon;
mod postings;
mod segment;
mod words;

use super::analysis::AnalysedArticle;
use super::meanings::packed;
use super::schema::Fields;
use super::stored::{label_terms, stored};
use super::terms::Marker;
use crate::article::Language;
use crate::engine::EngineError;
use crate::query;
use crate::text::{MeaningTally, has_meaning};
use lexicon::Lexicon;
use postings::Log;
use segment::SegmentFiles;
use std::collections::HashMap;
use tantivy::schema::Field;
use tantivy::{DocId, Index};
use words::{Words, at, by_word};

/// How many times a stem of the headline counts in the ranking. Repeating it is BM25F with one length norm
/// (Robertson, Zaragoza and Taylor, CIKM 2004: a weight of n is the text repeated n times).
pub(super) const HEADLINE_WEIGHT: u32 = 3;

/// How many of the first tokens of the text count how many times more: the lead says what the article is about, its first words above all.
/// Settled by measurement (docs/ranking.md).
const LEAD_WEIGHTS: [(usize, u32); 2] = [(12, 3), (30, 1)];

/// How many of the first tokens of the text say most of what the article is about, and how many times they and those of the headline count then.
const SUBJECT_TOKENS: usize = 30;
const SUBJECT_WEIGHT: u32 = 3;

/// The longest term that tantivy takes, in bytes.
const LONGEST_TERM: usize = u16::MAX as usize - 5;

/// Lists of a field: of the words themselves, and one for each marker.
const LISTS_OF_FIELD: usize = 8;

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
    /// In what order each article was handed to the writer.
    turns: Vec<u64>,
    /// The terms of the ranking field in all articles.
    ranked: u64,
    tally: MeaningTally,
    /// The words of the text at hand.
    words: Words,
}

/// The terms that few articles share, with the articles that have them.
type Names = HashMap<(Field, Box<str>), Vec<DocId>>;

impl SegmentBuilder {
    pub(super) fn new(index: &Index, fields: &Fields) -> Result<Self, EngineError> {
        Ok(Self {
            fields: fields.clone(),
            files: SegmentFiles::create(index)?,
            lexicon: Lexicon::default(),
            logs: Logs(Vec::new()),
            names: HashMap::new(),
            names_bytes: 0,
            turns: Vec::new(),
            ranked: 0,
            tally: MeaningTally::default(),
            words: Words::default(),
        })
    }

    /// Adds an article that was handed in as the `turn`th.
    pub(super) fn add(&mut self, analysed: &AnalysedArticle, turn: u64) -> Result<(), EngineError> {
        let article = &analysed.article;
        let mut document = stored(article, &self.fields)?;
        document.add_u64(self.fields.words, analysed.words as u64);
        document.add_u64(self.fields.opening, u64::from(analysed.opening));
        let number = self.turns.len() as DocId;
        let length = self.add_texts(analysed, number);
        for numbers in self.tally.take_meaning().iter().flat_map(packed) {
            document.add_u64(self.fields.meaning, numbers);
        }
        self.add_labels(analysed, number);
        self.files.add(number, &document, self.fields.stems, length)?;
        self.turns.push(turn);
        Ok(())
    }

    /// Adds the running text and returns how many terms it has in the ranking field.
    fn add_texts(&mut self, analysed: &AnalysedArticle, document: DocId) -> u32 {
        let mut length = 0;
        // How many tokens of the running text came before.
        let mut before = 0;
        for text in &analysed.texts {
            let Some(field) = self.fields.printed(text.field) else { continue };
            let is_headline = text.field == query::Field::Headline;
            let weights = Weights { is_headline, before };
            self.words.read(text, &analysed.article, &mut self.lexicon);
            if has_meaning(analysed.article.language) {
                for (place, word) in self.words.numbers.iter().enumerate() {
                    self.tally.add(self.lexicon.meaning(*word), weights.in_meaning(place));
                }
            }
            length += self.add_words(&weights, analysed.article.language, field, document);
            if !is_headline {
                before += text.tokens.len();
            }
        }
        self.ranked += u64::from(length);
        length
    }

    /// Adds the words that were read last.
    fn add_words(&mut self, weights: &Weights, language: Option<Language>, field: Field, document: DocId) -> u32 {
        let Self { fields, lexicon, logs, words, .. } = self;
        let (ranks, ranks_pairs) = (list_id(fields.stems, None), list_id(fields.stems, Some(Marker::Pair)));
        let mut length = 0;
        let mut stems = std::mem::take(&mut words.stems);
        for (word, places) in by_word(&mut words.printed) {
            logs.get(list_id(field, None)).add_places(word, document, places.clone());
            let stem = lexicon.stem(word, language);
            let times = places.clone().map(|place| weights.in_ranking(place as usize)).sum();
            logs.get(ranks).add_times(stem, document, times);
            length += times;
            if stem != word {
                stems.extend(places.map(|place| at(stem, place)));
            }
        }
        for (pair, places) in by_word(&mut words.touching) {
            let times = places.map(|place| weights.in_ranking(place as usize)).sum();
            logs.get(ranks_pairs).add_times(pair, document, times);
            length += times;
        }
        for (marker, marked) in [
            (Marker::Stem, &mut stems),
            (Marker::Pair, &mut words.common_pairs),
            (Marker::Acronym, &mut words.acronyms),
            (Marker::Paragraph, &mut words.paragraphs),
            (Marker::Sentence, &mut words.sentences),
        ] {
            for (word, places) in by_word(marked) {
                logs.get(list_id(field, Some(marker))).add_places(word, document, places);
            }
        }
        words.stems = stems;
        length
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
            self.logs.get(list_id(field, None)).add_times(word, document, 1);
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
        self.lexicon.memory() + self.logs.memory() + self.names_bytes + self.files.memory()
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

/// What a place in a text counts.
struct Weights {
    is_headline: bool,
    /// How many tokens of the running text came before this text.
    before: usize,
}

impl Weights {
    fn in_ranking(&self, place: usize) -> u32 {
        if self.is_headline {
            return HEADLINE_WEIGHT;
        }
        let leads = LEAD_WEIGHTS.iter().filter(|(first, _)| self.before + place < *first);
        1 + leads.map(|(_, times)| times).sum::<u32>()
    }

    fn in_meaning(&self, place: usize) -> u32 {
        if self.is_headline || self.before + place < SUBJECT_TOKENS { SUBJECT_WEIGHT } else { 1 }
    }
}

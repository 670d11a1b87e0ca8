//! Finds compounds in the vocabulary of the archive.
//!
//! One pass over the dictionary of printed words collects the words that begin or end with a form of a query word; few are left to split.

use super::stems::Stems;
use crate::article::Language;
use crate::engine::tantivy::schema::{FIRST_PRINTED, Fields};
use crate::engine::{CompoundWords, EngineError};
use crate::query;
use crate::text::{CompoundRules, query_stems};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// Where words are looked up.
pub(crate) struct CompoundLookup<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
    pub stems: &'a Stems,
}

/// A query word with its forms in the archive.
struct Wanted {
    term: String,
    forms: Vec<String>,
}

impl CompoundLookup<'_> {
    /// Returns the compounds of folded words in some languages, and the parts of those that are compounds, in the order of the words.
    pub(crate) fn compounds_of(
        &self,
        terms: &[String],
        languages: &[Option<Language>],
        most: usize,
    ) -> Result<Vec<CompoundWords>, EngineError> {
        let prose: Vec<Field> =
            query::Field::PROSE.into_iter().filter_map(|field| self.fields.printed(field)).collect();
        // A dictionary that cannot be read has no words here, as the search will say.
        let frequency = |word: &str| self.frequency(&prose, word).unwrap_or_default();
        let rules = CompoundRules::new(languages.iter().copied().flatten(), &frequency);
        let wanted = terms.iter().map(|term| self.wanted(term, languages, &rules)).collect::<Result<Vec<_>, _>>()?;
        let near = self.words_with(&prose, &wanted)?;
        let compounds = |(number, wanted): (usize, &Wanted)| {
            let is_compound = |word: &str| wanted.forms.iter().any(|form| rules.is_compound_of(word, form));
            let mut words: Vec<(u64, &str)> = near
                .iter()
                .filter(|(_, found)| found.of.contains(&number))
                .filter_map(|(word, found)| Some((found.frequency, std::str::from_utf8(word).ok()?)))
                .filter(|(_, word)| !wanted.forms.iter().any(|form| form == word) && is_compound(word))
                .collect();
            words
                .sort_unstable_by(|(one, one_word), (other, other_word)| other.cmp(one).then(one_word.cmp(other_word)));
            words.truncate(most);
            CompoundWords {
                compounds: words.into_iter().map(|(_, word)| word.to_owned()).collect(),
                parts: rules.split(&wanted.term),
            }
        };
        Ok(wanted.iter().enumerate().map(|(number, wanted)| compounds((number, wanted))).collect())
    }

    /// Returns the share of the articles that are in any of the languages.
    pub(crate) fn share_of(&self, languages: &[Language]) -> Result<f64, EngineError> {
        let mut articles = 0;
        for language in languages {
            articles += self.searcher.doc_freq(&Term::from_field_text(self.fields.language, language.code()))?;
        }
        Ok(articles as f64 / self.searcher.num_docs().max(1) as f64)
    }

    fn wanted(&self, term: &str, languages: &[Option<Language>], rules: &CompoundRules<'_>) -> tantivy::Result<Wanted> {
        let mut forms = BTreeSet::from([term.to_owned()]);
        for stem in query_stems(term, languages) {
            let printed = self.stems.forms(&stem)?;
            let is_printed = |form: &str| form.as_bytes().first() >= Some(&FIRST_PRINTED);
            forms.extend(printed.iter().filter(|form| is_printed(&form.term)).map(|form| form.term.clone()));
        }
        Ok(Wanted { term: term.to_owned(), forms: forms.into_iter().filter(|form| rules.may_be_part(form)).collect() })
    }

    /// Returns the printed words that begin or end with a form of a wanted word.
    fn words_with(&self, prose: &[Field], wanted: &[Wanted]) -> Result<FxHashMap<Box<[u8]>, Found>, EngineError> {
        let shortest = |wanted: &Wanted| {
            // A form that begins with another finds nothing new at the beginning.
            let is_first = |form: &&String| !wanted.forms.iter().any(|other| *form != other && form.starts_with(other));
            wanted
                .forms
                .iter()
                .filter(is_first)
                .map(|form| form.trim_end_matches(['a', 'e']).as_bytes().to_vec())
                .collect()
        };
        let beginnings: Vec<Vec<Vec<u8>>> = wanted.iter().map(shortest).collect();
        let mut found: FxHashMap<Box<[u8]>, Found> = FxHashMap::default();
        for segment in self.searcher.segment_readers() {
            for field in prose {
                let inverted = segment.inverted_index(*field)?;
                let mut words = inverted.terms().range().ge([FIRST_PRINTED]).into_stream()?;
                while words.advance() {
                    let word = words.key();
                    let is_with = |(beginnings, wanted): &(&Vec<Vec<u8>>, &Wanted)| {
                        beginnings.iter().any(|beginning| word.starts_with(beginning))
                            || wanted.forms.iter().any(|form| word.ends_with(form.as_bytes()))
                    };
                    if !beginnings.iter().zip(wanted).any(|pair| is_with(&pair)) {
                        continue;
                    }
                    let of = || {
                        let pairs = beginnings.iter().zip(wanted).enumerate();
                        pairs.filter(|(_, pair)| is_with(pair)).map(|(number, _)| number).collect()
                    };
                    let entry = found.entry(word.into()).or_insert_with(|| Found { frequency: 0, of: of() });
                    entry.frequency += u64::from(words.value().doc_freq);
                }
            }
        }
        Ok(found)
    }

    /// Returns an upper bound on the document frequency of a printed word.
    fn frequency(&self, prose: &[Field], word: &str) -> tantivy::Result<u64> {
        prose.iter().map(|field| self.searcher.doc_freq(&Term::from_field_text(*field, word))).sum()
    }
}

/// A word of the archive that begins or ends with query words.
struct Found {
    /// An upper bound on its document frequency.
    frequency: u64,
    /// The numbers of the query words.
    of: Vec<usize>,
}

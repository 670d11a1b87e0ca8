//! Finds compounds in the vocabulary of the archive.
//!
//! Words that begin with a query word are adjacent in the dictionary. Those that end with it may be anywhere: finding them takes a scan of the whole
//! dictionary, a quarter of a microsecond per word, so it is done only for rare words, which need them most.

use super::stems::Stems;
use super::vocabulary::walk;
use crate::article::Language;
use crate::engine::tantivy::schema::{FIRST_PRINTED, Fields, PrefixAutomaton};
use crate::engine::{CompoundWords, Deadline, EngineError};
use crate::query;
use crate::scoring::{CompoundPolicy, SearchPolicy};
use crate::text::{CompoundRules, query_stems};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::BTreeSet;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};
use tantivy_fst::Automaton;

const POLICY: CompoundPolicy = SearchPolicy::CURRENT.compounds;

/// Looks up compounds in an index.
pub(crate) struct CompoundLookup<'a> {
    pub searcher: &'a Searcher,
    pub fields: &'a Fields,
    pub stems: &'a Stems,
    pub deadline: &'a Deadline,
}

/// A query word with its forms in the archive.
struct Wanted {
    term: String,
    forms: Vec<String>,
    /// Whether few articles contain the word.
    is_rare: bool,
}

impl CompoundLookup<'_> {
    /// Returns the compounds of folded words in some languages, and the parts of the words that are rare compounds, in the order of the words.
    pub(crate) fn compounds_of(
        &self,
        terms: &[String],
        languages: &[Option<Language>],
    ) -> Result<Vec<CompoundWords>, EngineError> {
        let prose: Vec<Field> =
            query::Field::PROSE.into_iter().filter_map(|field| self.fields.printed(field)).collect();
        // Splitting looks up the same few parts repeatedly.
        let known: RefCell<FxHashMap<String, u64>> = RefCell::default();
        let frequency = |word: &str| {
            let cached = known.borrow().get(word).copied();
            cached.unwrap_or_else(|| {
                // If the dictionary cannot be read, the frequency counts as 0; the search itself will report the error.
                let articles = self.frequency(&prose, word).unwrap_or_default();
                known.borrow_mut().insert(word.to_owned(), articles);
                articles
            })
        };
        let rules = CompoundRules::new(languages.iter().copied().flatten(), &frequency);
        let wanted = terms.iter().map(|term| self.wanted(term, languages, &rules)).collect::<Result<Vec<_>, _>>()?;
        let ending = self.words_ending(&prose, &wanted)?;
        wanted.iter().map(|wanted| self.compounds_of_word(&prose, wanted, &ending, &rules)).collect()
    }

    fn compounds_of_word(
        &self,
        prose: &[Field],
        wanted: &Wanted,
        ending: &Found,
        rules: &CompoundRules<'_>,
    ) -> Result<CompoundWords, EngineError> {
        let beginning = self.words_beginning(prose, wanted)?;
        let is_compound = |word: &str| wanted.forms.iter().any(|form| form != word && rules.is_compound_of(word, form));
        let is_form = |word: &str| wanted.forms.iter().any(|form| form == word);
        let mut words: Vec<(u64, &str)> = ending
            .iter()
            .filter(|(word, _)| wanted.is_rare && !beginning.contains_key(*word))
            .chain(&beginning)
            .filter_map(|(word, articles)| Some((*articles, std::str::from_utf8(word).ok()?)))
            .filter(|(_, word)| !is_form(word) && is_compound(word))
            .collect();
        words.sort_unstable_by(|(one, one_word), (other, other_word)| other.cmp(one).then(one_word.cmp(other_word)));
        words.truncate(POLICY.most);
        let compounds = words.into_iter().map(|(_, word)| word.to_owned()).collect();
        let parts = if wanted.is_rare { rules.split(&wanted.term) } else { Vec::new() };
        Ok(CompoundWords { compounds, parts })
    }

    /// Returns the share of the articles that are in any of the languages.
    pub(crate) fn share_of(&self, languages: &[Language]) -> Result<f64, EngineError> {
        let mut articles = 0;
        for language in languages {
            articles += self.searcher.doc_freq(&Term::from_field_text(self.fields.language, language.code()))?;
        }
        Ok(articles as f64 / self.searcher.num_docs().max(1) as f64)
    }

    fn wanted(
        &self,
        term: &str,
        languages: &[Option<Language>],
        rules: &CompoundRules<'_>,
    ) -> Result<Wanted, EngineError> {
        let mut forms = BTreeSet::from([term.to_owned()]);
        let mut articles = 0;
        let deadline = self.deadline.at(&term);
        for stem in query_stems(term, languages) {
            articles += self.stems.articles_with(&stem, &deadline)?;
            let printed = self.stems.forms(&stem, &deadline)?;
            let is_printed = |form: &str| form.as_bytes().first() >= Some(&FIRST_PRINTED);
            forms.extend(printed.iter().filter(|form| is_printed(&form.term)).map(|form| form.term.clone()));
        }
        Ok(Wanted {
            term: term.to_owned(),
            forms: forms.into_iter().filter(|form| rules.may_be_part(form)).collect(),
            is_rare: articles < POLICY.rare,
        })
    }

    /// Returns the printed words that begin with a form of a word, or with the form without a final `a` or `e`.
    fn words_beginning(&self, prose: &[Field], wanted: &Wanted) -> Result<Found, EngineError> {
        let without_last = |form: &str| form.strip_suffix(['a', 'e']).unwrap_or(form).to_owned();
        let beginnings: BTreeSet<String> = wanted.forms.iter().map(|form| without_last(form)).collect();
        let deadline = self.deadline.at(&wanted.term);
        let mut found = Found::default();
        let mut last: Option<&str> = None;
        // In sorted order, a prefix that begins with the previous one finds nothing new.
        for beginning in &beginnings {
            if last.is_some_and(|last| beginning.starts_with(last)) {
                continue;
            }
            last = Some(beginning);
            let automaton = PrefixAutomaton::of_prefix(beginning);
            walk(self.searcher, prose, automaton, beginning.as_bytes(), &deadline, |entry| {
                *found.entry(entry.word.into()).or_default() += u64::from(entry.info.doc_freq);
            })?;
        }
        Ok(found)
    }

    /// Returns the printed words that end with a form of a rare word. This scans the whole dictionary, so only if its size is limited.
    fn words_ending(&self, prose: &[Field], wanted: &[Wanted]) -> Result<Found, EngineError> {
        let mut found = Found::default();
        let rare = wanted.iter().filter(|wanted| wanted.is_rare);
        let endings: Vec<Ending> = rare.flat_map(|wanted| &wanted.forms).map(|form| Ending::of(form)).collect();
        if endings.is_empty() || self.dictionary_size(prose)? > POLICY.max_dictionary {
            return Ok(found);
        }
        let words: Vec<&str> = wanted.iter().map(|wanted| wanted.term.as_str()).collect();
        let deadline = self.deadline.at(&words.join(" "));
        walk(self.searcher, prose, Endings(&endings), &[FIRST_PRINTED], &deadline, |entry| {
            *found.entry(entry.word.into()).or_default() += u64::from(entry.info.doc_freq);
        })?;
        Ok(found)
    }

    /// Returns the number of words in the dictionaries of the fields, segment by segment.
    fn dictionary_size(&self, prose: &[Field]) -> tantivy::Result<usize> {
        let mut terms = 0;
        for segment in self.searcher.segment_readers() {
            for field in prose {
                terms += segment.inverted_index(*field)?.terms().num_terms();
            }
        }
        Ok(terms)
    }

    /// Returns an upper bound on the document frequency of a printed word.
    fn frequency(&self, prose: &[Field], word: &str) -> tantivy::Result<u64> {
        prose.iter().map(|field| self.searcher.doc_freq(&Term::from_field_text(*field, word))).sum()
    }
}

/// Words, each with an upper bound on its document frequency.
type Found = FxHashMap<Box<[u8]>, u64>;

/// The last eight bytes of a word, or fewer.
struct Ending {
    bytes: u64,
    mask: u64,
}

impl Ending {
    fn of(word: &str) -> Self {
        let shifted = |(bytes, mask): (u64, u64), byte: u8| (bytes << 8 | u64::from(byte), mask << 8 | 0xFF);
        let (bytes, mask) = word.bytes().fold((0, 0), shifted);
        Self { bytes, mask }
    }
}

/// An automaton that accepts words with any of several endings, compared up to eight bytes. The state is the last eight bytes.
#[derive(Clone, Copy)]
struct Endings<'a>(&'a [Ending]);

impl Automaton for Endings<'_> {
    type State = u64;

    fn start(&self) -> u64 {
        0
    }

    fn is_match(&self, state: &u64) -> bool {
        self.0.iter().any(|ending| state & ending.mask == ending.bytes)
    }

    fn accept(&self, state: &u64, byte: u8) -> u64 {
        state << 8 | u64::from(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts<A: Automaton>(automaton: &A, word: &str) -> bool {
        let end = word.bytes().fold(automaton.start(), |state, byte| automaton.accept(&state, byte));
        automaton.is_match(&end) && automaton.can_match(&end)
    }

    #[test]
    fn beginnings_and_endings_of_words_are_accepted() {
        let endings = ["wahl", "hochwasser", "東京"].map(Ending::of);
        for (word, begins, ends) in [
            ("wahl", true, true),
            ("wahlkampf", true, false),
            ("bundeswahl", false, true),
            ("elbehochwasser", false, true),
            // Only the last eight bytes are compared here; the rules compare the rest.
            ("meerchwasser", false, true),
            ("wasser", false, false),
            ("東東京", false, true),
            ("wah", false, false),
            ("", false, false),
        ] {
            assert_eq!(accepts(&PrefixAutomaton::of_prefix("wahl"), word), begins, "{word}");
            assert_eq!(accepts(&Endings(&endings), word), ends, "{word}");
        }
    }
}

//! Finds compounds in the vocabulary of the archive, as far as the cluster reveals it.

use super::lowering::{index_fields, stems_query};
use super::open_index::ClusterIndex;
use super::tokens::{PRINTED, STEM_ITSELF, token};
use super::vocabulary::{matching_words, words_of_wildcard};
use crate::article::Language;
use crate::engine::{CompoundWords, EngineError};
use crate::scoring::{CompoundPolicy, SearchPolicy};
use crate::text::{ANY_RUN, CompoundRules, query_stems, stem};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const POLICY: CompoundPolicy = SearchPolicy::CURRENT.compounds;

/// The minimum number of letters of a part of a compound whose frequency is requested in advance.
const MIN_PART: usize = 3;

/// Looks up compounds on a cluster.
pub(super) struct ClusterCompounds<'a>(pub &'a ClusterIndex);

impl ClusterCompounds<'_> {
    /// Returns the compounds of folded words in some languages, and the parts of the words that are rare compounds, in the order of the words.
    pub(super) fn compounds_of(
        &self,
        terms: &[String],
        languages: &[Option<Language>],
    ) -> Result<Vec<CompoundWords>, EngineError> {
        // A frequency that cannot be read counts as 0 here; the search itself will report the error.
        let frequency =
            |word: &str| self.frequencies([word]).ok().and_then(|of| of.first().copied()).unwrap_or_default();
        let rules = CompoundRules::new(languages.iter().copied().flatten(), &frequency);
        terms.iter().map(|term| self.compounds_of_word(term, languages, &rules)).collect()
    }

    fn compounds_of_word(
        &self,
        term: &str,
        languages: &[Option<Language>],
        rules: &CompoundRules<'_>,
    ) -> Result<CompoundWords, EngineError> {
        let all = self.0.summary()?.languages();
        let stems = query_stems(term, languages);
        let queries: Vec<Value> = stems.iter().map(|stem| stems_query(std::slice::from_ref(stem), &all)).collect();
        let articles: u64 = self.0.frequencies(&queries)?.iter().sum();
        let is_rare = articles < POLICY.rare;
        let mut forms = BTreeSet::from([term.to_owned()]);
        for of_word in &stems {
            let printed = self.words(&format!("{of_word}{ANY_RUN}"))?;
            let is_form = |word: &String| languages.iter().any(|language| stem(word, *language) == **of_word);
            forms.extend(printed.into_iter().filter(is_form));
        }
        let forms: Vec<String> = forms.into_iter().filter(|form| rules.may_be_part(form)).collect();
        let mut found: BTreeSet<String> = BTreeSet::new();
        for form in &forms {
            let beginning = form.strip_suffix(['a', 'e']).unwrap_or(form);
            found.extend(self.words(&format!("{beginning}{ANY_RUN}"))?);
            if is_rare {
                found.extend(self.words(&format!("{ANY_RUN}{form}"))?);
            }
        }
        // One request prefetches the frequencies that the rules look up word by word.
        self.frequencies(found.iter().map(String::as_str))?;
        let is_compound =
            |word: &&String| !forms.contains(*word) && forms.iter().any(|form| rules.is_compound_of(word, form));
        let words: Vec<&String> = found.iter().filter(is_compound).collect();
        let mut words: Vec<(u64, &String)> =
            self.frequencies(words.iter().map(|word| word.as_str()))?.into_iter().zip(words).collect();
        words.sort_unstable_by(|(one, one_word), (other, other_word)| other.cmp(one).then(one_word.cmp(other_word)));
        words.truncate(POLICY.most);
        let parts = if is_rare && CompoundRules::may_be_compound(term) {
            self.frequencies(parts_of(term))?;
            rules.split(term)
        } else {
            Vec::new()
        };
        Ok(CompoundWords { compounds: words.into_iter().map(|(_, word)| word.clone()).collect(), parts })
    }

    /// Returns the printed words that match a wildcard; none if there are too many.
    fn words(&self, wildcard: &str) -> Result<Vec<String>, EngineError> {
        let Some(leaf) = words_of_wildcard(wildcard) else { return Ok(Vec::new()) };
        Ok(matching_words(self.0, &leaf, &self.0.summary()?.languages())?.unwrap_or_default())
    }

    /// Returns the sum of the document frequencies of each printed word in headline, lead and body.
    fn frequencies<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Result<Vec<u64>, EngineError> {
        let fields = index_fields(None);
        let queries: Vec<Value> = words
            .into_iter()
            .flat_map(|word| {
                let tokens = [STEM_ITSELF, PRINTED].map(|kind| token(kind, word));
                fields.iter().map(move |field| json!({ "terms": { field: tokens } }))
            })
            .collect();
        let counts = self.0.frequencies(&queries)?;
        Ok(counts.chunks(fields.len()).map(|of_word| of_word.iter().sum()).collect())
    }
}

/// Returns all parts of a word that are long enough.
fn parts_of(word: &str) -> BTreeSet<&str> {
    let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let of_start = |(number, start): (usize, &usize)| {
        let ends = ends.iter().skip(number + MIN_PART);
        ends.filter_map(|end| word.get(*start..*end)).collect::<Vec<_>>()
    };
    ends.iter().enumerate().flat_map(of_start).collect()
}

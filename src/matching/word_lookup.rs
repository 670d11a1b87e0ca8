//! Looks up all words of a query in one pass over a text.

use super::plan::{Leaf, WordTest};
use super::tokenized::TokenizedText;
use super::word_positions::WordPositions;
use crate::article::Language;
use crate::query::{Field, FieldKind};
use crate::text::{JoinedForm, StemCache, Token, WordPattern, is_found_by, keeps_first_letter, token_stems};
use std::collections::{BTreeSet, HashMap};

/// The leaves of one query, keyed by the form in which a token matches them.
pub(super) struct WordLookup {
    fields: Vec<Option<Field>>,
    by_term: HashMap<String, Vec<usize>>,
    by_acronym: HashMap<String, Vec<usize>>,
    by_stem: HashMap<String, Vec<usize>>,
    /// The first letters of the stems.
    first_letters: Vec<char>,
    patterns: Vec<(usize, WordPattern)>,
    /// The languages of the archive, in any of which an article of unknown language may be.
    languages: Vec<Option<Language>>,
}

impl WordLookup {
    /// Arranges the leaves of a query to an archive with articles in `languages`.
    pub(super) fn new(leaves: Vec<Leaf>, languages: &[Option<Language>]) -> Self {
        let mut lookup = Self {
            fields: leaves.iter().map(|leaf| leaf.field).collect(),
            by_term: HashMap::new(),
            by_acronym: HashMap::new(),
            by_stem: HashMap::new(),
            first_letters: Vec::new(),
            patterns: Vec::new(),
            languages: languages.to_vec(),
        };
        for (number, leaf) in leaves.into_iter().enumerate() {
            match leaf.test {
                WordTest::Term(term) => lookup.by_term.entry(term).or_default().push(number),
                WordTest::OneOf(terms, _) => {
                    for term in terms {
                        lookup.by_term.entry(term).or_default().push(number);
                    }
                }
                WordTest::Acronym(term) => lookup.by_acronym.entry(term).or_default().push(number),
                WordTest::Stems(stems) => {
                    for stem in stems {
                        lookup.first_letters.extend(stem.chars().next());
                        lookup.by_stem.entry(stem).or_default().push(number);
                    }
                }
                WordTest::Pattern(pattern, _) => lookup.patterns.push((number, pattern)),
            }
        }
        lookup.first_letters.sort_unstable();
        lookup.first_letters.dedup();
        lookup
    }

    /// Returns for each leaf the positions where its word is in a running text.
    pub(super) fn in_text(
        &self,
        text: &TokenizedText<'_>,
        language: Option<Language>,
        stems: &mut StemCache,
    ) -> WordPositions {
        let mut found = vec![Vec::new(); self.fields.len()];
        let covers = |leaf: usize, position: u32| match self.fields.get(leaf) {
            Some(Some(Field::Lead)) => text.field == Field::Lead || position < text.lead_tokens,
            Some(Some(field)) => *field == text.field,
            _ => true,
        };
        let mut add = |leaf: usize, position: u32| {
            if covers(leaf, position)
                && let Some(positions) = found.get_mut(leaf)
            {
                positions.push(position);
            }
        };
        self.match_terms(text.positions(), &mut add);
        if !self.by_stem.is_empty() {
            self.match_stems(text, language, stems, &mut add);
        }
        let mut joined: Vec<(usize, u32)> = Vec::new();
        self.match_joined(&text.joined, language, stems, &mut |leaf, position| joined.push((leaf, position)));
        joined.retain(|(leaf, position)| covers(*leaf, *position));
        let is_part = |position: &u32| found.iter().any(|positions| positions.binary_search(position).is_ok());
        let mut only_joined: Vec<u32> = joined.iter().map(|(_, position)| *position).collect();
        only_joined.dedup();
        only_joined.retain(|position| !is_part(position));
        for (leaf, position) in joined {
            if let Some(positions) = found.get_mut(leaf)
                && let Err(at) = positions.binary_search(&position)
            {
                positions.insert(at, position);
            }
        }
        WordPositions { of_leaves: found, only_joined }
    }

    /// Calls `add` for every leaf that a token matches by its stem.
    ///
    /// In an article of unknown language, a token also has the stems of all languages of the archive by which an engine can find it.
    fn match_stems(
        &self,
        text: &TokenizedText<'_>,
        language: Option<Language>,
        stems: &mut StemCache,
        add: &mut impl FnMut(usize, u32),
    ) {
        let mut matched: Vec<(u32, usize)> = Vec::new();
        for in_language in self.languages_of(language) {
            // Stemming is slow: tokens that cannot have one of the stems are not stemmed.
            let may_match = |token: &Token<'_>| token.term.starts_with(&self.first_letters[..]);
            let all = !keeps_first_letter(in_language);
            let (positions, tokens): (Vec<u32>, Vec<Token<'_>>) =
                text.positions().filter(|(_, token)| all || may_match(token)).unzip();
            let mut positions = positions.into_iter();
            token_stems(&tokens, in_language, stems, |token, stem| {
                let position = positions.next().unwrap_or_default();
                let leaves =
                    self.by_stem.get(stem).filter(|_| in_language == language || is_found_by(stem, token.term));
                matched.extend(leaves.into_iter().flatten().map(|leaf| (position, *leaf)));
            });
        }
        if language.is_none() {
            matched.sort_unstable();
            matched.dedup();
        }
        for (position, leaf) in matched {
            add(leaf, position);
        }
    }

    /// Calls `add` for every leaf that the joined form of a word matches, with the position of its first part.
    fn match_joined(
        &self,
        joined: &[JoinedForm],
        language: Option<Language>,
        stems: &mut StemCache,
        add: &mut impl FnMut(usize, u32),
    ) {
        for form in joined {
            let acronym = form.acronym.then(|| self.by_acronym.get(form.term.as_str())).flatten();
            acronym.into_iter().flatten().for_each(|leaf| add(*leaf, form.first));
            if self.by_stem.is_empty() {
                continue;
            }
            for in_language in self.languages_of(language) {
                let token = Token { term: &form.term, start: 0, end: 0, unspaced: false, acronym: false };
                token_stems(&[token], in_language, stems, |token, stem| {
                    let leaves =
                        self.by_stem.get(stem).filter(|_| in_language == language || is_found_by(stem, token.term));
                    leaves.into_iter().flatten().for_each(|leaf| add(*leaf, form.first));
                });
            }
        }
    }

    /// Returns the languages whose stems the words of an article have: its own, or if that is unknown all those of the archive, too.
    fn languages_of(&self, language: Option<Language>) -> impl Iterator<Item = Option<Language>> {
        let others = self.languages.iter().copied().filter(move |other| language.is_none() && other.is_some());
        std::iter::once(language).chain(others)
    }

    /// Returns the labels that the query searches, without duplicates.
    pub(super) fn labels(&self) -> impl Iterator<Item = Field> {
        let labels = self.fields.iter().flatten().filter(|field| field.kind() == FieldKind::Label);
        labels.copied().collect::<BTreeSet<Field>>().into_iter()
    }

    /// Returns for each leaf the positions where its word is in the values of a label; none for leaves of other fields.
    pub(super) fn in_label<'t>(&self, field: Field, tokens: impl Iterator<Item = (u32, Token<'t>)>) -> Vec<Vec<u32>> {
        let mut found = vec![Vec::new(); self.fields.len()];
        self.match_terms(tokens, &mut |leaf, position| {
            if self.fields.get(leaf) == Some(&Some(field))
                && let Some(positions) = found.get_mut(leaf)
            {
                positions.push(position);
            }
        });
        found
    }

    /// Calls `add` for every leaf that a token matches by its term rather than its stem.
    fn match_terms<'t>(&self, tokens: impl Iterator<Item = (u32, Token<'t>)>, add: &mut impl FnMut(usize, u32)) {
        if self.by_term.is_empty() && self.by_acronym.is_empty() && self.patterns.is_empty() {
            return;
        }
        for (position, token) in tokens {
            let exact = self.by_term.get(token.term).into_iter().flatten();
            let acronym = token.acronym.then(|| self.by_acronym.get(token.term)).into_iter().flatten().flatten();
            let by_pattern =
                self.patterns.iter().filter(|(_, pattern)| pattern.matches(token.term)).map(|(leaf, _)| leaf);
            for leaf in exact.chain(acronym).chain(by_pattern) {
                add(*leaf, position);
            }
        }
    }
}

//! Looks up all words of a query in one pass over a text.

use super::fields::LabelTokens;
use super::plan::{Leaf, WordTest};
use super::tokenized::TokenizedText;
use super::word_positions::WordPositions;
use crate::article::Language;
use crate::query::{Field, FieldKind};
use crate::text::{
    JoinedForm, LetterCase, StemCache, Token, WordPattern, is_found_by, keeps_first_letter, token_stems,
};
use std::collections::{BTreeSet, HashMap};

/// The leaves of one query, keyed by the form in which a token matches them.
pub(super) struct WordLookup {
    fields: Vec<Option<Field>>,
    by_term: HashMap<String, Vec<usize>>,
    by_acronym: HashMap<String, Vec<usize>>,
    /// The terms that match joined forms in labels.
    by_joined: HashMap<String, Vec<usize>>,
    by_cased: HashMap<String, Vec<(usize, LetterCase)>>,
    by_stem: HashMap<String, Vec<usize>>,
    /// The first letters of the stems.
    first_letters: Vec<char>,
    patterns: Vec<(usize, WordPattern)>,
    /// The patterns that also match joined forms.
    joined_patterns: Vec<(usize, WordPattern)>,
    /// The languages of the archive, any of which an article of unknown language may have.
    languages: Vec<Option<Language>>,
}

impl WordLookup {
    /// Indexes the leaves of a query to an archive with articles in `languages`.
    pub(super) fn new(leaves: Vec<Leaf>, languages: &[Option<Language>]) -> Self {
        let mut lookup = Self {
            fields: leaves.iter().map(|leaf| leaf.field).collect(),
            by_term: HashMap::new(),
            by_acronym: HashMap::new(),
            by_joined: HashMap::new(),
            by_cased: HashMap::new(),
            by_stem: HashMap::new(),
            first_letters: Vec::new(),
            patterns: Vec::new(),
            joined_patterns: Vec::new(),
            languages: languages.to_vec(),
        };
        for (number, leaf) in leaves.into_iter().enumerate() {
            match leaf.test {
                WordTest::Term(term) => lookup.by_term.entry(term).or_default().push(number),
                WordTest::JoinedTerm(term) => {
                    lookup.by_joined.entry(term.clone()).or_default().push(number);
                    lookup.by_term.entry(term).or_default().push(number);
                }
                WordTest::OneOf(terms, _) => {
                    for term in terms {
                        lookup.by_term.entry(term).or_default().push(number);
                    }
                }
                WordTest::Acronym(term) => lookup.by_acronym.entry(term).or_default().push(number),
                WordTest::Cased(term, case) => lookup.by_cased.entry(term).or_default().push((number, case)),
                WordTest::Stems(stems) => {
                    for stem in stems {
                        lookup.first_letters.extend(stem.chars().next());
                        lookup.by_stem.entry(stem).or_default().push(number);
                    }
                }
                WordTest::Pattern(pattern, _) => {
                    if leaf.matches_joined {
                        lookup.joined_patterns.push((number, pattern.clone()));
                    }
                    lookup.patterns.push((number, pattern));
                }
            }
        }
        lookup.first_letters.sort_unstable();
        lookup.first_letters.dedup();
        lookup
    }

    /// Returns for each leaf the positions of its word in a running text.
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
        self.match_title_case(text, &mut add);
        self.match_letter_case(text, &mut add);
        if !self.by_stem.is_empty() {
            self.match_stems(text, language, stems, &mut add);
        }
        if !self.by_acronym.is_empty() {
            // Words in title case were added after those in capitals.
            for positions in &mut found {
                positions.sort_unstable();
            }
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

    /// Calls `add` for every acronym that a token in title case matches.
    fn match_title_case(&self, text: &TokenizedText<'_>, add: &mut impl FnMut(usize, u32)) {
        if self.by_acronym.is_empty() {
            return;
        }
        for position in text.title_case() {
            let leaves = text.tokens.term(position as usize).and_then(|term| self.by_acronym.get(term));
            leaves.into_iter().flatten().for_each(|leaf| add(*leaf, position));
        }
    }

    /// Calls `add` for every leaf that a token matches by its letter case.
    fn match_letter_case(&self, text: &TokenizedText<'_>, add: &mut impl FnMut(usize, u32)) {
        if self.by_cased.is_empty() {
            return;
        }
        for (position, token) in text.positions() {
            let Some(leaves) = self.by_cased.get(token.term) else { continue };
            let printed = LetterCase::of(text.text.get(token.start..token.end).unwrap_or_default());
            leaves.iter().filter(|(_, case)| *case == printed).for_each(|(leaf, _)| add(*leaf, position));
        }
    }

    /// Calls `add` for every leaf that a token matches by its stem.
    ///
    /// In an article of unknown language, a token also has its stems in all languages of the archive by which an engine can find it.
    fn match_stems(
        &self,
        text: &TokenizedText<'_>,
        language: Option<Language>,
        stems: &mut StemCache,
        add: &mut impl FnMut(usize, u32),
    ) {
        let mut matched: Vec<(u32, usize)> = Vec::new();
        for in_language in self.languages_of(language) {
            // Stemming is slow, so tokens that cannot have one of the stems are skipped.
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
            self.joined_by_pattern(&form.term).for_each(|leaf| add(leaf, form.first));
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

    /// Returns the leaves whose patterns match a joined form.
    fn joined_by_pattern(&self, term: &str) -> impl Iterator<Item = usize> {
        self.joined_patterns.iter().filter(move |(_, pattern)| pattern.matches_joined(term)).map(|(leaf, _)| *leaf)
    }

    /// Returns the languages in which the words of an article are stemmed: its own, and if that is unknown also all those of the archive.
    fn languages_of(&self, language: Option<Language>) -> impl Iterator<Item = Option<Language>> {
        let others = self.languages.iter().copied().filter(move |other| language.is_none() && other.is_some());
        std::iter::once(language).chain(others)
    }

    /// Returns the labels that the query searches, without duplicates.
    pub(super) fn labels(&self) -> impl Iterator<Item = Field> {
        let labels = self.fields.iter().flatten().filter(|field| field.kind() == FieldKind::Label);
        labels.copied().collect::<BTreeSet<Field>>().into_iter()
    }

    /// Returns for each leaf the positions of its word in the values of a label; none for leaves of other fields.
    pub(super) fn in_label(&self, field: Field, values: &[LabelTokens]) -> Vec<Vec<u32>> {
        let mut found = vec![Vec::new(); self.fields.len()];
        let mut add = |leaf: usize, position: u32| {
            if self.fields.get(leaf) == Some(&Some(field))
                && let Some(positions) = found.get_mut(leaf)
            {
                positions.push(position);
            }
        };
        for LabelTokens { start, tokens, joined } in values {
            self.match_terms((*start..).zip(tokens.iter()), &mut add);
            for form in joined {
                let leaves = self.by_joined.get(form.term.as_str()).into_iter().flatten();
                let leaves = leaves.copied().chain(self.joined_by_pattern(&form.term));
                leaves.for_each(|leaf| add(leaf, start.saturating_add(form.first)));
            }
        }
        for positions in &mut found {
            positions.sort_unstable();
            positions.dedup();
        }
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

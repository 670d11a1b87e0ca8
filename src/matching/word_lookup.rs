//! The words of a query, all looked up in one pass over a text.

use super::plan::{Leaf, WordTest};
use super::view::TextView;
use crate::article::Language;
use crate::query::{Field, FieldKind};
use crate::text::{StemCache, Token, WordPattern, keeps_first_letter, token_stems};
use std::collections::{BTreeSet, HashMap};

/// The words of one query, by what they are looked up with.
pub(super) struct WordIndex {
    fields: Vec<Option<Field>>,
    by_term: HashMap<String, Vec<usize>>,
    by_acronym: HashMap<String, Vec<usize>>,
    by_stem: HashMap<String, Vec<usize>>,
    /// The letters that the stems begin with.
    first_letters: Vec<char>,
    patterns: Vec<(usize, WordPattern)>,
}

impl WordIndex {
    pub(super) fn new(leaves: Vec<Leaf>) -> Self {
        let mut index = Self {
            fields: leaves.iter().map(|leaf| leaf.field).collect(),
            by_term: HashMap::new(),
            by_acronym: HashMap::new(),
            by_stem: HashMap::new(),
            first_letters: Vec::new(),
            patterns: Vec::new(),
        };
        for (number, leaf) in leaves.into_iter().enumerate() {
            match leaf.test {
                WordTest::Term(term) => index.by_term.entry(term).or_default().push(number),
                WordTest::Acronym(term) => index.by_acronym.entry(term).or_default().push(number),
                WordTest::Stems(stems) => {
                    for stem in stems {
                        index.first_letters.extend(stem.chars().next());
                        index.by_stem.entry(stem).or_default().push(number);
                    }
                }
                WordTest::Pattern(pattern, _) => index.patterns.push((number, pattern)),
            }
        }
        index.first_letters.sort_unstable();
        index.first_letters.dedup();
        index
    }

    /// Returns for each word the places where it is in a running text.
    pub(super) fn in_text(
        &self,
        view: &TextView<'_>,
        language: Option<Language>,
        stems: &mut StemCache,
    ) -> Vec<Vec<u32>> {
        let mut found = vec![Vec::new(); self.fields.len()];
        let is_asked = |leaf: usize, place: u32| match self.fields.get(leaf) {
            Some(Some(Field::Lead)) => view.field == Field::Lead || place < view.opening,
            Some(Some(field)) => *field == view.field,
            _ => true,
        };
        let mut add = |leaf: usize, place: u32| {
            if is_asked(leaf, place)
                && let Some(places) = found.get_mut(leaf)
            {
                places.push(place);
            }
        };
        self.each_printed(view.places(), &mut add);
        if !self.by_stem.is_empty() {
            let is_likely = |token: &Token<'_>| token.term.starts_with(&self.first_letters[..]);
            let all = !keeps_first_letter(language);
            let (places, tokens): (Vec<u32>, Vec<Token<'_>>) =
                view.places().filter(|(_, token)| all || is_likely(token)).unzip();
            let mut places = places.into_iter();
            token_stems(&tokens, language, stems, |_, stem| {
                let place = places.next().unwrap_or_default();
                for leaf in self.by_stem.get(stem).into_iter().flatten() {
                    add(*leaf, place);
                }
            });
        }
        found
    }

    /// Returns the labels that are asked for, each once.
    pub(super) fn labels(&self) -> impl Iterator<Item = Field> {
        let labels = self.fields.iter().flatten().filter(|field| field.kind() == FieldKind::Label);
        labels.copied().collect::<BTreeSet<Field>>().into_iter()
    }

    /// Returns for each word that is asked of a label the places where it is in the values of that label.
    pub(super) fn in_label<'t>(&self, field: Field, tokens: impl Iterator<Item = (u32, Token<'t>)>) -> Vec<Vec<u32>> {
        let mut found = vec![Vec::new(); self.fields.len()];
        self.each_printed(tokens, &mut |leaf, place| {
            if self.fields.get(leaf) == Some(&Some(field))
                && let Some(places) = found.get_mut(leaf)
            {
                places.push(place);
            }
        });
        found
    }

    fn each_printed<'t>(&self, tokens: impl Iterator<Item = (u32, Token<'t>)>, add: &mut impl FnMut(usize, u32)) {
        if self.by_term.is_empty() && self.by_acronym.is_empty() && self.patterns.is_empty() {
            return;
        }
        for (place, token) in tokens {
            let printed = self.by_term.get(token.term).into_iter().flatten();
            let acronym = token.acronym.then(|| self.by_acronym.get(token.term)).into_iter().flatten().flatten();
            let fitting = self.patterns.iter().filter(|(_, pattern)| pattern.matches(token.term)).map(|(leaf, _)| leaf);
            for leaf in printed.chain(acronym).chain(fitting) {
                add(*leaf, place);
            }
        }
    }
}

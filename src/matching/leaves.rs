//! The words and phrases of a query, all found in one pass over an article.

use super::Match;
use super::view::ArticleView;
use crate::article::Language;
use crate::query::Field;
use crate::text::{StemCache, Tokens, query_stems, token_stems};
use std::collections::HashMap;

/// The words and phrases of one query.
pub(super) struct Leaves {
    languages: Vec<Option<Language>>,
    leaves: Vec<Leaf>,
    /// For each stem, the words that it answers.
    by_stem: HashMap<String, Vec<usize>>,
    /// For each term, the phrases that begin with it.
    by_first_term: HashMap<String, Vec<usize>>,
}

struct Leaf {
    field: Option<Field>,
    /// The terms of a phrase; empty for a word.
    terms: Vec<String>,
}

impl Leaves {
    pub(super) fn new(languages: &[Option<Language>]) -> Self {
        Self {
            languages: languages.to_vec(),
            leaves: Vec::new(),
            by_stem: HashMap::new(),
            by_first_term: HashMap::new(),
        }
    }

    pub(super) fn count(&self) -> usize {
        self.leaves.len()
    }

    /// Adds a word in any inflection and returns its number.
    pub(super) fn add_word(&mut self, text: &str, field: Option<Field>) -> usize {
        let number = self.leaves.len();
        for term in Tokens::of(text).terms() {
            for stem in query_stems(term, &self.languages) {
                self.by_stem.entry(stem).or_default().push(number);
            }
        }
        self.leaves.push(Leaf { field, terms: Vec::new() });
        number
    }

    /// Adds words as printed, one after the other, and returns the number of the phrase.
    pub(super) fn add_phrase(&mut self, text: &str, field: Option<Field>) -> usize {
        let number = self.leaves.len();
        let terms: Vec<String> = Tokens::of(text).terms().map(str::to_owned).collect();
        if let Some(first) = terms.first() {
            self.by_first_term.entry(first.clone()).or_default().push(number);
        }
        self.leaves.push(Leaf { field, terms });
        number
    }

    /// Returns for each word and phrase the places that answer it.
    pub(super) fn find(&self, view: &ArticleView<'_>, stems: &mut StemCache) -> Vec<Vec<Match>> {
        let mut found = vec![Vec::new(); self.leaves.len()];
        let lead_end = view.lead_within_body();
        for (field, _, tokens) in &view.texts {
            let all: Vec<_> = tokens.iter().collect();
            let mut answer = |leaf: usize, range: std::ops::Range<usize>| {
                let asked = self.leaves[leaf].field;
                let in_lead = asked == Some(Field::Lead) && *field == Field::Body && range.end <= lead_end;
                if asked.is_none_or(|asked| asked == *field) || in_lead {
                    found[leaf].push(Match { field: *field, range, leaf });
                }
            };
            if !self.by_stem.is_empty() {
                token_stems(&all, view.article.language, stems, |token, stem| {
                    for leaf in self.by_stem.get(stem).into_iter().flatten() {
                        answer(*leaf, token.start..token.end);
                    }
                });
            }
            if !self.by_first_term.is_empty() {
                for (position, token) in all.iter().enumerate() {
                    for leaf in self.by_first_term.get(token.term).into_iter().flatten() {
                        let terms = &self.leaves[*leaf].terms;
                        let window = all.get(position..position + terms.len()).unwrap_or_default();
                        if let Some(last) = window.last()
                            && window.iter().map(|token| token.term).eq(terms.iter().map(String::as_str))
                        {
                            answer(*leaf, token.start..last.end);
                        }
                    }
                }
            }
        }
        found
    }
}

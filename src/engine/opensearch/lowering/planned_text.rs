//! A text condition with the tokens of its words.

use super::leaf_tokens::{LeafTokens, index_fields};
use super::query_lowering::Lowered;
use crate::article::Language;
use crate::engine::opensearch::tokens::{ANY_WORD, SAME};
use crate::matching::{Leaf, TextPlan};
use crate::query::Field;
use serde_json::Value;

/// The plan of a text condition with the tokens of its words.
pub(super) struct PlannedText<'a> {
    pub leaves: &'a [Leaf],
    pub tokens: Vec<LeafTokens>,
    /// The languages of the archive.
    pub languages: &'a [Option<Language>],
    /// Whether phrases and proximity are left to the verification of the articles.
    pub is_simple: bool,
}

impl PlannedText<'_> {
    /// Returns the words of a phrase as query text, and whether it matches nothing beyond the phrase; `None` if one of them is a pattern.
    pub(super) fn phrase_text(&self, words: &[(u32, usize)]) -> Option<(String, bool)> {
        let mut text = String::new();
        let mut is_exact = true;
        let mut next = 0;
        for (offset, leaf) in words {
            let tokens = self.tokens.get(*leaf).filter(|tokens| tokens.patterns.is_empty())?;
            is_exact &= tokens.is_exact;
            if !text.is_empty() {
                text.push(' ');
            }
            for _ in next..*offset {
                text.push_str(&format!("{ANY_WORD} "));
            }
            text.push_str(&tokens.tokens.join(&SAME.to_string()));
            next = offset + 1;
        }
        Some((text, is_exact))
    }

    /// Returns the field that all leaves of a plan search.
    pub(super) fn field_of(&self, plan: &TextPlan) -> Option<Option<Field>> {
        let of_leaf = |leaf: usize| self.leaves.get(leaf).map(|leaf| leaf.field);
        let same = |fields: Vec<Option<Option<Field>>>| {
            let first = (*fields.first()?)?;
            fields.iter().all(|field| *field == Some(first)).then_some(first)
        };
        match plan {
            TextPlan::Word { leaf, .. } => of_leaf(*leaf),
            TextPlan::Phrase { words, .. } => same(words.iter().map(|(_, leaf)| of_leaf(*leaf)).collect()),
            TextPlan::Any(parts) => same(parts.iter().map(|part| self.field_of(part)).collect()),
            TextPlan::Near { left, right, .. } => same(vec![self.field_of(left), self.field_of(right)]),
        }
    }
}

/// Returns the alternatives of a query for several fields.
pub(super) fn in_fields(of: Option<Field>, is_exact: bool, query: impl Fn(&str) -> Value) -> Lowered {
    let queries = index_fields(of).into_iter().map(|field| Lowered { query: query(&field), is_exact });
    Lowered::any(queries.collect())
}

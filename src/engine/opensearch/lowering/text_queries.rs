//! Lowers words, phrases and proximity conditions.

use super::intervals::near_query;
use super::leaf_tokens::{LeafTokens, index_fields, stems_query};
use super::planned_text::PlannedText;
use super::query_lowering::{ClusterLowering, Lowered};
use crate::matching::{Planner, TextPlan, WordTest};
use crate::query::{FieldKind, Query};
use serde_json::json;

impl ClusterLowering<'_> {
    /// Returns the query for the articles that match a word, phrase or proximity condition at least `least` times.
    pub(super) fn text(&mut self, query: &Query, least: usize) -> Lowered {
        let mut planner = Planner::new(&self.languages);
        let Some(plan) = planner.plan(query) else {
            return Lowered::none();
        };
        let leaves = planner.leaves;
        let tokens = leaves.iter().map(|leaf| LeafTokens::of(leaf, self.all_languages)).collect();
        let is_label = leaves.iter().any(|leaf| leaf.field.is_some_and(|field| field.kind() != FieldKind::Prose));
        let lowered = PlannedText { leaves: &leaves, tokens, languages: self.all_languages, is_simple: self.is_simple }
            .lower(&plan);
        if self.ranks && !self.is_negated && !is_label {
            self.rank_by(&plan, &leaves);
        }
        // The cluster does not count matches.
        if least > 1 { lowered.or_more() } else { lowered }
    }
}

impl PlannedText<'_> {
    fn lower(&self, plan: &TextPlan) -> Lowered {
        match plan {
            TextPlan::Word { leaf, .. } => self.word(*leaf),
            TextPlan::Phrase { words, slop, .. } => self.phrase(words, *slop),
            TextPlan::Any(parts) => Lowered::any(parts.iter().map(|part| self.lower(part)).collect()),
            TextPlan::Near { left, right, proximity } => {
                let near = if self.is_simple { None } else { near_query(self, left, right, *proximity) };
                near.unwrap_or_else(|| Lowered::all(vec![self.lower(left), self.lower(right)]).or_more())
            }
        }
    }

    fn word(&self, leaf: usize) -> Lowered {
        let Some((leaf, tokens)) = self.leaves.get(leaf).zip(self.tokens.get(leaf)) else {
            return Lowered::none();
        };
        if let (WordTest::Stems(stems), None) = (&leaf.test, leaf.field) {
            return Lowered::exact(stems_query(stems, self.languages));
        }
        let queries = index_fields(leaf.field).into_iter().flat_map(|field| tokens.query(&field));
        let queries = queries.map(|query| Lowered { query, is_exact: tokens.is_exact });
        Lowered::any(queries.collect())
    }

    fn phrase(&self, words: &[(u32, usize)], slop: u32) -> Lowered {
        let Some(of_field) = words.first().and_then(|(_, leaf)| self.leaves.get(*leaf)).map(|leaf| leaf.field) else {
            return Lowered::none();
        };
        let text = if self.is_simple && words.len() > 1 { None } else { self.phrase_text(words) };
        let Some((text, is_exact)) = text else {
            // The cluster does not allow patterns in a phrase.
            return Lowered::all(words.iter().map(|(_, leaf)| self.word(*leaf)).collect()).or_more();
        };
        let queries = index_fields(of_field).into_iter().map(|field| {
            let query = json!({ "match_phrase": { field: { "query": text, "slop": slop } } });
            Lowered { query, is_exact }
        });
        Lowered::any(queries.collect())
    }
}

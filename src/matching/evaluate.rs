//! Evaluates a compiled query on one article.

use super::fields::{article_has, days_of, label_tokens, label_values, number_of};
use super::plan::{Planner, TextPlan};
use super::spans::{Match, PositionRange};
use super::tokenized::TokenizedArticle;
use super::units::TextUnits;
use super::word_lookup::WordLookup;
use super::word_positions::WordPositions;
use crate::article::Article;
use crate::query::{DayRange, Field, FieldKind, Node, Query};
use crate::text::{StemCache, TokenRange, Tokens, label_key};
use std::ops::Range;

/// A query whose words are replaced by the numbers of their leaves.
pub(super) enum CompiledQuery {
    All,
    Nothing,
    /// Running text that matches the plan at least this many times.
    Text(TextPlan, usize),
    Label(Field, TextPlan),
    Value(Field, String),
    /// One of the values of a label has this key.
    WholeLabel(Field, String),
    Days(Field, DayRange),
    /// A number of the article, between two bounds.
    Number(Field, Option<u64>, Option<u64>),
    Exists(Field),
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
}

pub(super) fn compile(query: &Query, planner: &mut Planner) -> CompiledQuery {
    let all = |parts: &[Query], planner: &mut Planner| parts.iter().map(|part| compile(part, planner)).collect();
    match &query.node {
        Node::All => CompiledQuery::All,
        Node::Word { field: Some(field), .. }
        | Node::Phrase { field: Some(field), .. }
        | Node::Compound { field: Some(field), .. }
        | Node::Pattern { field: Some(field), .. }
            if field.kind() != FieldKind::Prose =>
        {
            planner.plan(query).map_or(CompiledQuery::Nothing, |plan| CompiledQuery::Label(*field, plan))
        }
        Node::Word { .. } | Node::Phrase { .. } | Node::Compound { .. } | Node::Pattern { .. } | Node::Near { .. } => {
            planner.plan(query).map_or(CompiledQuery::Nothing, |plan| CompiledQuery::Text(plan, 1))
        }
        Node::AtLeast { count, of } => {
            planner.plan(of).map_or(CompiledQuery::Nothing, |plan| CompiledQuery::Text(plan, *count as usize))
        }
        Node::Boost { of, .. } => compile(of, planner),
        Node::Value { field, value } if field.kind() == FieldKind::Label => {
            CompiledQuery::WholeLabel(*field, label_key(value))
        }
        Node::Value { field, value } => CompiledQuery::Value(*field, value.clone()),
        Node::Days { field, range } => CompiledQuery::Days(*field, *range),
        Node::Number { field, from, to } => CompiledQuery::Number(*field, *from, *to),
        Node::Exists(field) => CompiledQuery::Exists(*field),
        Node::And(parts) => CompiledQuery::And(planner.with_languages_of(query, |planner| all(parts, planner))),
        Node::Or(parts) => CompiledQuery::Or(all(parts, planner)),
        Node::Not(part) => CompiledQuery::Not(Box::new(compile(part, planner))),
    }
}

/// One article with the positions of all words of a query.
pub(super) struct Evaluation<'a> {
    tokenized: TokenizedArticle<'a>,
    /// For each text, the positions of the words.
    positions: Vec<WordPositions>,
    /// For each label in the query and each leaf, the positions of its word in the values of the label.
    label_positions: Vec<(Field, Vec<Vec<u32>>)>,
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(article: &'a Article, words: &WordLookup, stems: &mut StemCache) -> Self {
        let tokenized = TokenizedArticle::of(article);
        let positions = tokenized.texts.iter().map(|text| words.in_text(text, article.language, stems)).collect();
        let in_label = |field: Field| {
            let values = label_tokens(article, field);
            (field, words.in_label(field, &values))
        };
        let label_positions = words.labels().map(in_label).collect();
        Self { tokenized, positions, label_positions }
    }

    /// Returns whether the article matches, and adds the matches in its text.
    pub(super) fn matches(&self, query: &CompiledQuery, matches: &mut Vec<Match>) -> bool {
        let article = self.tokenized.article;
        match query {
            CompiledQuery::All => true,
            CompiledQuery::Nothing => false,
            CompiledQuery::Text(plan, min_count) => self.text_matches(plan, *min_count, matches),
            CompiledQuery::Label(field, plan) => self.label_matches(*field, plan),
            CompiledQuery::Value(Field::Lang, value) => {
                article.language.is_some_and(|language| language.code() == value)
            }
            CompiledQuery::WholeLabel(field, key) => {
                label_values(article, *field).into_iter().any(|value| label_key(&value) == *key)
            }
            CompiledQuery::Value(_, value) => article.id.as_str() == value,
            CompiledQuery::Days(field, range) => {
                days_of(article, *field).is_some_and(|(first, last)| range.overlaps(first, last))
            }
            CompiledQuery::Number(field, from, to) => number_of(article, *field)
                .is_some_and(|number| from.is_none_or(|from| from <= number) && to.is_none_or(|to| number <= to)),
            CompiledQuery::Exists(field) => article_has(article, *field),
            CompiledQuery::And(parts) => parts.iter().all(|part| self.matches(part, matches)),
            // All alternatives are evaluated, even after one has matched, because all matching ones are highlighted.
            CompiledQuery::Or(parts) => parts.iter().filter(|part| self.alternative_matches(part, matches)).count() > 0,
            CompiledQuery::Not(part) => !self.matches(part, &mut Vec::new()),
        }
    }

    /// Evaluates one alternative of an OR, whose matches count only if all of it matches.
    fn alternative_matches(&self, query: &CompiledQuery, matches: &mut Vec<Match>) -> bool {
        let before = matches.len();
        let is_match = self.matches(query, matches);
        if !is_match {
            matches.truncate(before);
        }
        is_match
    }

    fn text_matches(&self, plan: &TextPlan, min_count: usize, matches: &mut Vec<Match>) -> bool {
        let before = matches.len();
        let mut count = 0;
        for (text, words) in self.tokenized.texts.iter().zip(&self.positions) {
            let positions = plan.positions(&words.of_leaves, &mut TextUnits::new(text.text, &text.tokens));
            count += if min_count > 1 { positions.count_disjoint() } else { positions.ranges.len() };
            plan.for_each_highlight(&positions, &mut |operand, range| {
                let range = text.with_all_parts(range, words);
                if let Some(range) = byte_range(range, text.tokens.ranges()) {
                    matches.push(Match { field: text.field, range, operand });
                }
            });
        }
        let is_match = count >= min_count.max(1);
        if !is_match {
            matches.truncate(before);
        }
        is_match
    }

    fn label_matches(&self, field: Field, plan: &TextPlan) -> bool {
        // Only words, phrases and patterns are planned for labels; none of them needs sentences or paragraphs.
        let no_tokens = Tokens::default();
        let mut units = TextUnits::new("", &no_tokens);
        let found = self.label_positions.iter().find(|(label, _)| *label == field);
        found.is_some_and(|(_, words)| plan.occurs(words, &mut units))
    }
}

/// Converts a range of positions to a byte range of the text.
fn byte_range(range: PositionRange, tokens: &[TokenRange]) -> Option<Range<usize>> {
    let (first, last) = (tokens.get(range.first as usize)?, tokens.get(range.last as usize)?);
    Some(first.start()..last.end())
}

//! The tree evaluated on one article.

use super::Match;
use super::fields::{article_has, days_of, label_tokens};
use super::plan::{Planner, TextPlan};
use super::positions::PositionRange;
use super::view::{ArticleView, TextUnits};
use super::word_lookup::WordIndex;
use crate::article::Article;
use crate::query::{DayRange, Field, FieldKind, Node, Query};
use crate::text::{StemCache, TokenRange, Tokens, token_count};
use std::ops::Range;

/// A query whose words are numbered.
pub(super) enum Compiled {
    All,
    Nothing,
    /// Something in running text, at least so many times.
    Text(TextPlan, usize),
    /// Something in a label.
    Label(Field, TextPlan),
    Value(Field, String),
    Days(Field, DayRange),
    Words(Option<u64>, Option<u64>),
    Exists(Field),
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
}

pub(super) fn compile(query: &Query, planner: &mut Planner) -> Compiled {
    let all = |parts: &[Query], planner: &mut Planner| parts.iter().map(|part| compile(part, planner)).collect();
    match &query.node {
        Node::All => Compiled::All,
        Node::Word { field: Some(field), .. }
        | Node::Phrase { field: Some(field), .. }
        | Node::Pattern { field: Some(field), .. }
            if field.kind() != FieldKind::Prose =>
        {
            planner.plan(query).map_or(Compiled::Nothing, |part| Compiled::Label(*field, part))
        }
        Node::Word { .. } | Node::Phrase { .. } | Node::Pattern { .. } | Node::Near { .. } => {
            planner.plan(query).map_or(Compiled::Nothing, |part| Compiled::Text(part, 1))
        }
        Node::AtLeast { count, of } => {
            planner.plan(of).map_or(Compiled::Nothing, |part| Compiled::Text(part, *count as usize))
        }
        Node::Boost { of, .. } => compile(of, planner),
        Node::Value { field, value } => Compiled::Value(*field, value.clone()),
        Node::Days { field, range } => Compiled::Days(*field, *range),
        Node::Number { from, to, .. } => Compiled::Words(*from, *to),
        Node::Exists(field) => Compiled::Exists(*field),
        Node::And(parts) => Compiled::And(planner.within(query, |planner| all(parts, planner))),
        Node::Or(parts) => Compiled::Or(all(parts, planner)),
        Node::Not(part) => Compiled::Not(Box::new(compile(part, planner))),
    }
}

/// One article, and where the words of the query are in it.
pub(super) struct Evaluation<'a> {
    view: ArticleView<'a>,
    /// For each text, the places of each word.
    found: Vec<Vec<Vec<u32>>>,
    /// For each label that is asked for, the places of each word in its values.
    found_in_labels: Vec<(Field, Vec<Vec<u32>>)>,
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(article: &'a Article, words: &WordIndex, stems: &mut StemCache) -> Self {
        let view = ArticleView::of(article);
        let found = view.texts.iter().map(|text| words.in_text(text, article.language, stems)).collect();
        let in_label = |field: Field| {
            let values = label_tokens(article, field);
            let tokens = values.iter().flat_map(|(start, tokens)| (*start..).zip(tokens.iter()));
            (field, words.in_label(field, tokens))
        };
        let found_in_labels = words.labels().map(in_label).collect();
        Self { view, found, found_in_labels }
    }

    /// Returns whether the article answers, and adds the places that made it so.
    pub(super) fn answers(&self, query: &Compiled, matches: &mut Vec<Match>) -> bool {
        let article = self.view.article;
        match query {
            Compiled::All => true,
            Compiled::Nothing => false,
            Compiled::Text(part, least) => self.has_text(part, *least, matches),
            Compiled::Label(field, part) => self.has_label(*field, part),
            Compiled::Value(Field::Lang, value) => article.language.is_some_and(|language| language.code() == value),
            Compiled::Value(_, value) => article.id.as_str() == value,
            Compiled::Days(field, range) => {
                days_of(article, *field).is_some_and(|(first, last)| range.overlaps(first, last))
            }
            Compiled::Words(from, to) => {
                let words = token_count(&article.body) as u64;
                from.is_none_or(|from| from <= words) && to.is_none_or(|to| words <= to)
            }
            Compiled::Exists(field) => article_has(article, *field),
            Compiled::And(parts) => parts.iter().all(|part| self.answers(part, matches)),
            // Every alternative is asked, not only the first that answers: all of them are marked.
            Compiled::Or(parts) => parts.iter().filter(|part| self.answers_alone(part, matches)).count() > 0,
            Compiled::Not(part) => !self.answers(part, &mut Vec::new()),
        }
    }

    /// Evaluates one alternative, whose places count only if all of it answers.
    fn answers_alone(&self, query: &Compiled, matches: &mut Vec<Match>) -> bool {
        let before = matches.len();
        let answers = self.answers(query, matches);
        if !answers {
            matches.truncate(before);
        }
        answers
    }

    fn has_text(&self, part: &TextPlan, least: usize, matches: &mut Vec<Match>) -> bool {
        let before = matches.len();
        let mut count = 0;
        for (text, words) in self.view.texts.iter().zip(&self.found) {
            let places = part.positions(words, &mut TextUnits::new(text.text, &text.tokens));
            count += if least > 1 { places.count_disjoint() } else { places.ranges.len() };
            part.for_each_highlight(&places, &mut |operand, run| {
                if let Some(range) = bytes(run, text.tokens.ranges()) {
                    matches.push(Match { field: text.field, range, operand });
                }
            });
        }
        let answers = count >= least.max(1);
        if !answers {
            matches.truncate(before);
        }
        answers
    }

    fn has_label(&self, field: Field, part: &TextPlan) -> bool {
        // Nothing is asked of the sentences of a label.
        let none = Tokens::default();
        let mut units = TextUnits::new("", &none);
        let found = self.found_in_labels.iter().find(|(label, _)| *label == field);
        found.is_some_and(|(_, words)| part.occurs(words, &mut units))
    }
}

/// Returns where a run of words stands in its text.
fn bytes(run: PositionRange, tokens: &[TokenRange]) -> Option<Range<usize>> {
    let (first, last) = (tokens.get(run.first as usize)?, tokens.get(run.last as usize)?);
    Some(first.start..last.end)
}

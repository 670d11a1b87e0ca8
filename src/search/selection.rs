//! Which of the words of a question an article has to have: all, most or one.

use super::{ResolvedQuery, bigrams};
use crate::article::FilePath;
use crate::engine::{Engine, EngineError, MinimumMatch, Request};
use crate::query::{Node, Query};
use crate::text::{Tokens, is_acronym, is_stop_word};
use std::collections::BTreeSet;

/// Of as many words as the best article has, how many are most of them: numerator and denominator.
const MOST: (usize, usize) = (3, 4);

/// How many words a query has to have to be prose.
const PROSE: usize = 10;

/// How many words of a pasted text are asked for where some are enough: more than a page.
const MOST_WORDS: usize = 1_000;

/// How many words a note names.
const MOST_NAMED: usize = 10;

/// What the articles that answer have to be and to have.
#[derive(Debug, Clone)]
pub(super) struct Selection {
    /// What all have to be.
    required: Query,
    /// What they have to have some of.
    words: Vec<Query>,
    /// How many of these, at least; 0 if it is in `required` that they have all.
    least: usize,
    /// Words so common that having them says nothing: they only rank.
    common: Vec<Query>,
    /// Whether the query is prose.
    is_prose: bool,
    /// What is marked in them.
    pub marked: Query,
    /// What to say of it.
    pub notes: Vec<String>,
}

impl Selection {
    /// Returns the selection of articles that have all the words.
    pub(super) fn all(understood: &ResolvedQuery) -> Self {
        Self {
            required: understood.full_query(),
            words: Vec::new(),
            least: 0,
            common: Vec::new(),
            is_prose: words_of_prose(&understood.words) >= PROSE,
            marked: understood.full_query(),
            notes: Vec::new(),
        }
        .with_note_of_negations(understood)
    }

    /// Returns the selection of articles that have any of the words but the commonest, or `None` if there are not two or more to choose from.
    pub(super) fn any(understood: &ResolvedQuery) -> Option<Self> {
        let parts = match &understood.words.node {
            Node::And(parts) => &parts[..],
            _ => std::slice::from_ref(&understood.words),
        };
        let (words, required): (Vec<Query>, Vec<Query>) = parts.iter().cloned().partition(Query::has_text);
        let mut seen = BTreeSet::new();
        let mut words: Vec<Query> = words.iter().flat_map(bigrams::parts).collect();
        words.retain(|word| seen.insert(sameness(word)));
        let (common, telling): (Vec<Query>, Vec<Query>) = words.iter().cloned().partition(is_common_word);
        let (common, mut words) = if telling.is_empty() { (Vec::new(), words) } else { (common, telling) };
        if words.len() + common.len() < 2 {
            return None;
        }
        let all = Self::all(understood);
        let mut notes = all.notes.clone();
        if words.len() > MOST_WORDS {
            words.truncate(MOST_WORDS);
            notes.push(format!("only the first {MOST_WORDS} different words count"));
        }
        let required = required.into_iter().fold(understood.filters.clone(), Query::and);
        let any = if words.len() == 1 { words.first()?.clone() } else { Node::Or(words.clone()).into() };
        let marked = any.and(required.clone());
        Some(Self { required, words, least: 1, common, marked, notes, ..all })
    }

    /// Returns the selection of articles that have most of the words but the commonest: three quarters of as many as any article has. `None` as for
    /// [`any`](Self::any), or if no article has any.
    pub(super) fn most(
        understood: &ResolvedQuery,
        engine: &dyn Engine,
        folders: &[FilePath],
    ) -> Result<Option<Self>, EngineError> {
        let Some(any) = Self::any(understood) else { return Ok(None) };
        let has = engine.most_parts(&Request { folders, ..any.request() })?;
        Ok((has > 0).then(|| Self { least: (has * MOST.0).div_ceil(MOST.1), ..any }))
    }

    /// Returns the request for all articles that answer.
    pub(super) fn request(&self) -> Request<'_> {
        let minimum_match = MinimumMatch { parts: &self.words, least: self.least };
        Request {
            minimum_match: (self.least > 0).then_some(minimum_match),
            ranks_by: &self.common,
            is_prose: self.is_prose,
            ..Request::new(&self.required)
        }
    }

    /// Says what a dash in prose has done: there it may have been none.
    fn with_note_of_negations(mut self, understood: &ResolvedQuery) -> Self {
        if let (true, Node::And(parts)) = (self.is_prose, &understood.words.node) {
            let negated = parts.iter().filter_map(|part| match &part.node {
                Node::Not(negated) => Some(format!("`{negated}`")),
                _ => None,
            });
            let negated: Vec<String> = negated.take(MOST_NAMED).collect();
            if !negated.is_empty() {
                let negated = negated.join(", ");
                self.notes.push(format!("articles with {negated} are left out; --literal reads all words as words"));
            }
        }
        self
    }

    /// Returns the selection with a note that says why it is asked for.
    pub(super) fn instead_of_all(mut self) -> Self {
        let is_word = |part: &Query| matches!(part.node, Node::Word { .. });
        let parts = if self.words.iter().all(is_word) { "words" } else { "parts" };
        let none = if self.required == Query::all() { "no article" } else { "none of the articles asked for" };
        let (all, least) = (self.words.len(), self.least);
        let shown = match (all, least) {
            _ if least == all => "the commonest were not asked for".to_owned(),
            (2, 1) => "shown are those that have either".to_owned(),
            (_, 1) => "shown are those that have any".to_owned(),
            _ => format!("shown are those that have at least {least}"),
        };
        let commonest = if self.common.is_empty() { "" } else { " (the commonest not counted)" };
        let nothing_has = match all {
            _ if least == all => format!("{none} has all the words"),
            2 => format!("{none} has both {parts}{commonest}"),
            _ => format!("{none} has all {all} {parts}{commonest}"),
        };
        self.notes.push(format!("{nothing_has}: {shown}"));
        self
    }
}

/// Returns how many words a query has that may just have come along in a pasted text: those that all have to be there.
fn words_of_prose(query: &Query) -> usize {
    match &query.node {
        Node::And(parts) => parts.iter().map(words_of_prose).sum(),
        Node::Word { text, .. } | Node::Phrase { text, .. } => Tokens::of(text).approximate_word_count(|_| true),
        _ => 0,
    }
}

/// Returns what is the same for parts that ask the same: words in any case, but not acronyms.
fn sameness(part: &Query) -> String {
    match &part.node {
        Node::Word { text, .. } if !is_acronym(text) => part.to_string().to_lowercase(),
        _ => part.to_string(),
    }
}

fn is_common_word(query: &Query) -> bool {
    match &query.node {
        Node::Word { text, field: None } => !is_acronym(text) && Tokens::of(text).terms().all(is_stop_word),
        _ => false,
    }
}

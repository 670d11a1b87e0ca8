//! Which of the words of a question an article has to have: all, most or one.

use super::{SearchError, SearchOptions, Understood, runs};
use crate::article::FilePath;
use crate::engine::{Engine, EngineError, Request, SomeOf, Sort};
use crate::query::{Node, Query};
use crate::ranking::MatchMode;
use crate::text::{Tokens, is_common, token_count};

/// Of as many words as the best article has, how many are most of them: numerator and denominator.
const MOST: (usize, usize) = (3, 4);

/// How many words a query has to have to be prose.
const PROSE: usize = 10;

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
    /// Whether no article had all the words that were asked for.
    pub fell_back: bool,
}

impl Selection {
    /// Returns the request for all articles that answer.
    pub(super) fn request(&self) -> Request<'_> {
        let some_of = SomeOf { parts: &self.words, least: self.least };
        Request {
            some_of: (self.least > 0).then_some(some_of),
            ranks_by: &self.common,
            is_prose: self.is_prose,
            ..Request::new(&self.required)
        }
    }

    /// Returns what to say of it.
    pub(super) fn notes(&self) -> Vec<String> {
        let (least, all) = (self.least, self.words.len());
        let shown = if least == 1 { "any".to_owned() } else { format!("at least {least}") };
        match self.fell_back {
            true if all == 2 => vec!["no article has both words: shown are those that have either".to_owned()],
            true => vec![format!("no article has all {all} words: shown are those that have {shown} of them")],
            false => Vec::new(),
        }
    }
}

/// Returns what the articles that answer a question are selected by.
pub(super) fn selection(
    engine: &dyn Engine,
    understood: &Understood,
    options: &SearchOptions,
) -> Result<Selection, SearchError> {
    let all = Selection {
        required: understood.asked.clone(),
        words: Vec::new(),
        least: 0,
        common: Vec::new(),
        is_prose: is_prose(&understood.words),
        marked: understood.asked.clone(),
        fell_back: false,
    };
    let mode = options.ranking.matching;
    if mode == MatchMode::All {
        return Ok(all);
    }
    let Some(some) = some_of(understood) else { return Ok(all) };
    if mode == MatchMode::AllElseMost && has_hits(engine, &all.request(), &options.folders)? {
        return Ok(all);
    }
    if mode == MatchMode::Any {
        return Ok(some);
    }
    // The most that any article has: the more are asked for, the fewer articles have them.
    let (mut has, mut has_not) = (1, some.words.len() + 1);
    while has_not - has > 1 {
        let least = has.midpoint(has_not);
        if has_hits(engine, &Selection { least, ..some.clone() }.request(), &options.folders)? {
            has = least;
        } else {
            has_not = least;
        }
    }
    let least = (has * MOST.0).div_ceil(MOST.1);
    Ok(Selection { least, fell_back: mode == MatchMode::AllElseMost, ..some })
}

/// Returns the selection of articles that have any of the words, or `None` if there are not two or more to choose from.
fn some_of(understood: &Understood) -> Option<Selection> {
    let parts = match &understood.words.node {
        Node::And(parts) => &parts[..],
        _ => std::slice::from_ref(&understood.words),
    };
    let (words, required): (Vec<Query>, Vec<Query>) = parts.iter().cloned().partition(Query::has_text);
    let words: Vec<Query> = words.iter().flat_map(|word| runs::parts(word, &understood.typed)).collect();
    let (common, telling): (Vec<Query>, Vec<Query>) = words.iter().cloned().partition(is_common_word);
    let (common, words) = if telling.is_empty() { (Vec::new(), words) } else { (common, telling) };
    if words.len() + common.len() < 2 {
        return None;
    }
    let required = required.into_iter().fold(understood.filters.clone(), Query::and);
    let any = if words.len() == 1 { words.first()?.clone() } else { Node::Or(words.clone()).into() };
    let marked = any.and(required.clone());
    Some(Selection {
        required,
        words,
        least: 1,
        common,
        is_prose: is_prose(&understood.words),
        marked,
        fell_back: false,
    })
}

fn is_prose(query: &Query) -> bool {
    let mut words = 0;
    query.each_text(&mut |text| words += token_count(text));
    words >= PROSE
}

fn is_common_word(query: &Query) -> bool {
    match &query.node {
        Node::Word { text, .. } => Tokens::of(text).terms().all(is_common),
        _ => false,
    }
}

fn has_hits(engine: &dyn Engine, request: &Request<'_>, folders: &[FilePath]) -> Result<bool, EngineError> {
    Ok(engine.search(&Request { folders, sort: Sort::AsKept, ranks_by: &[], ..request.clone() })?.total > 0)
}

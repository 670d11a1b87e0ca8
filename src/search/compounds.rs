//! Compounds: in languages that write them as one word, a word also finds its compounds, and a compound its parts.
//!
//! Such hits rank below the word itself and count as lacking it, so that the counts of a search agree with `count` and the concordance, which ignore
//! compounds.

use super::resolved_query::{RelatedWords, ResolvedQuery};
use super::search_note::{CompoundNote, SearchNote};
use super::search_options::{HitOrder, SearchOptions};
use crate::article::{ArticleGroup, Grouping, Language};
use crate::engine::{CompoundWords, Engine, EngineError, Request, Sort};
use crate::matching::possible_languages;
use crate::query::{BoostFactor, CompoundGroup, Field, Node, Pattern, Proximity, Query};
use crate::ranking::MatchMode;
use crate::scoring::{CompoundPolicy, SearchPolicy};
use crate::text::{Tokens, closes_compounds, is_acronym};

const POLICY: CompoundPolicy = SearchPolicy::CURRENT.compounds;

impl ResolvedQuery {
    /// Adds the compounds of the optional words of a short query, and the parts of the words that are compounds, if the search ranks articles that lack words.
    /// Adds a note for each word.
    ///
    /// # Errors
    /// If the archive cannot be read.
    pub(super) fn with_compounds(mut self, engine: &dyn Engine, options: &SearchOptions) -> Result<Self, EngineError> {
        let is_ranked = options.order.is_none_or(|order| order == HitOrder::Relevance);
        if !is_ranked || options.ranking.matching == MatchMode::All {
            return Ok(self);
        }
        let languages = possible_languages(&self.full_query(), &engine.languages()?);
        let (closing, others): (Vec<Language>, Vec<Language>) =
            languages.iter().copied().flatten().partition(|language| closes_compounds(*language));
        let words: Vec<(Query, String)> =
            self.query.parts().iter().filter_map(|part| Some((part.clone(), candidate(part)?))).collect();
        if closing.is_empty() || words.is_empty() || words.len() > POLICY.words {
            return Ok(self);
        }
        let share = engine.share_of(&closing)?;
        if share < POLICY.min_share {
            return Ok(self);
        }
        let mut compounding = Vec::with_capacity(words.len());
        for (word, term) in words {
            if others.is_empty() || is_mostly_in_closing(engine, &word, share)? {
                compounding.push((word, term));
            }
        }
        let terms: Vec<String> = compounding.iter().map(|(_, term)| term.clone()).collect();
        let found = engine.compounds(&terms, &languages)?;
        for ((word, _), CompoundWords { compounds, parts }) in compounding.into_iter().zip(found) {
            let alternatives = compounds_query(&word, &compounds).into_iter().chain(parts_query(&parts));
            let in_closing = |query: Query| if others.is_empty() { query } else { query.and(in_any_of(&closing)) };
            let alternatives: Vec<Query> = alternatives.map(in_closing).collect();
            if !alternatives.is_empty() {
                let note = CompoundNote { word: word.to_string(), compounds, parts };
                self.notes.push(SearchNote::Compounds(note));
                self.related.push(RelatedWords { word, alternatives });
            }
        }
        Ok(self)
    }
}

/// Returns the folded form of a word that articles may lack.
fn candidate(part: &Query) -> Option<String> {
    match &part.node {
        Node::Word { text, field: None } if part.is_optional() && !is_acronym(text) => {
            let tokens = Tokens::of(text);
            tokens.terms().next().filter(|term| term.chars().all(char::is_alphabetic)).map(str::to_owned)
        }
        _ => None,
    }
}

/// Returns whether at least half of the articles of known language that contain a word are in languages that close compounds; for a word in no article,
/// whether half of all articles are.
fn is_mostly_in_closing(engine: &dyn Engine, word: &Query, share: f64) -> Result<bool, EngineError> {
    let request = Request { sort: Sort::AsKept, ..Request::new(word) };
    let counts = engine.counts(&request, Some(Grouping::Language), false)?;
    let (mut closing, mut known) = (0, 0);
    for (group, count) in counts.groups {
        if let ArticleGroup::Language(language) = group {
            known += count.articles;
            closing += if closes_compounds(language) { count.articles } else { 0 };
        }
    }
    Ok(if known == 0 { share >= 0.5 } else { closing * 2 >= known })
}

/// Returns the query for the articles in any of the languages.
fn in_any_of(languages: &[Language]) -> Query {
    let value = |language: &Language| Node::Value { field: Field::Lang, value: language.code().to_owned() };
    match languages {
        [only] => value(only).into(),
        several => Node::Or(several.iter().map(|language| value(language).into()).collect()).into(),
    }
}

fn compounds_query(word: &Query, compounds: &[String]) -> Option<Query> {
    let group = CompoundGroup { of: word.to_string(), words: compounds.to_vec() };
    let of = Box::new(Node::Pattern { pattern: Pattern::Compounds(Box::new(group)), field: None }.into());
    (!compounds.is_empty()).then(|| Node::Boost { of, factor: BoostFactor(POLICY.weight) }.into())
}

/// Returns a query for the parts near one another.
fn parts_query(parts: &[String]) -> Option<Query> {
    let words = parts.iter().map(|part| Query::from(Node::Word { text: part.clone(), field: None }));
    let near = words.reduce(|left, right| {
        let proximity = Proximity::Words { most: POLICY.distance, in_order: false };
        Node::Near { left: Box::new(left), right: Box::new(right), proximity }.into()
    })?;
    Some(Node::Boost { of: Box::new(near), factor: BoostFactor(POLICY.weight) }.into())
}

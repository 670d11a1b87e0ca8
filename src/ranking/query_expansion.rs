//! Query expansion by pseudo-relevance feedback: the query is extended with words that the best articles share.
//!
//! RM3 (Abdul-Jaleel et al., TREC 2004): a word is as likely as its share of the words of the best articles, each article weighted by its score;
//! the resulting model is interpolated with the query.

use super::candidate::RankedCandidate;
use crate::article::Article;
use crate::engine::{Engine, EngineError};
use crate::matching::text_of;
use crate::query::{BoostFactor, Field, Node, Query};
use crate::scoring::ExpansionPolicy;
use crate::text::{StemCache, Token, Tokens, is_frequent_word, query_stems, token_stems};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The words added to a query.
#[derive(Debug, Clone, Default)]
pub struct QueryExpansion {
    /// The words as printed, by descending weight.
    pub words: Vec<String>,
    /// The words as queries, each with its weight relative to an original word.
    pub queries: Vec<Query>,
}

/// Returns the words that the best articles for a query share.
///
/// # Errors
/// If the archive cannot be read.
pub fn expand_query(
    engine: &dyn Engine,
    query: &Query,
    best: &[RankedCandidate],
    policy: ExpansionPolicy,
) -> Result<QueryExpansion, EngineError> {
    let languages = engine.languages()?;
    let (mut original_stems, mut original_words) = (BTreeSet::new(), 0_u32);
    query.each_text(&mut |text| {
        for term in Tokens::of(text).terms() {
            original_stems.extend(query_stems(term, &languages));
            original_words += u32::from(!is_frequent_word(term));
        }
    });
    let mut terms: BTreeMap<String, FeedbackTerm> = BTreeMap::new();
    let mut cache = StemCache::default();
    for candidate in best.iter().take(policy.articles) {
        let article = engine.article_at(candidate.address)?;
        add_terms(&article, candidate.score, &mut cache, &mut terms);
    }
    let mut terms: Vec<(String, FeedbackTerm)> = terms.into_iter().collect();
    terms.sort_by(|(_, one), (_, other)| other.likelihood.total_cmp(&one.likelihood));
    terms.truncate(policy.looked_up);
    let mut chosen = Vec::new();
    for (stem, FeedbackTerm { likelihood, printed }) in terms {
        let (with, all) = engine.articles_with_stem(&stem)?;
        let is_frequent = with as f64 > (policy.max_frequency * all as f64).max(policy.always_rare);
        if with > 1 && !is_frequent && !is_frequent_word(&printed) && !original_stems.contains(&stem) {
            let idf = ((all as f64 + 1.0) / with as f64).ln();
            chosen.push((likelihood * idf, likelihood, printed));
        }
    }
    chosen.sort_by(|(one, _, one_word), (other, _, other_word)| {
        other.total_cmp(one).then_with(|| one_word.cmp(other_word))
    });
    chosen.truncate(policy.max_words);
    let total: f64 = chosen.iter().map(|(_, likelihood, _)| likelihood).sum();
    let scale = (1.0 - policy.query_share) / policy.query_share * f64::from(original_words.max(1))
        / total.max(f64::MIN_POSITIVE);
    let mut expansion = QueryExpansion::default();
    for (_, likelihood, word) in chosen {
        let of = Box::new(Query::from(Node::Word { text: word.clone(), field: None }));
        let factor = BoostFactor((likelihood * scale * 1000.0).round() as u32);
        expansion.queries.push(Node::Boost { of, factor }.into());
        expansion.words.push(word);
    }
    Ok(expansion)
}

/// A stem of the best articles.
#[derive(Default)]
struct FeedbackTerm {
    /// The likelihood of the stem times a constant factor.
    likelihood: f64,
    /// The first word seen with this stem.
    printed: String,
}

/// Adds the stems of an article, weighted by its score.
fn add_terms(article: &Article, score: f64, cache: &mut StemCache, terms: &mut BTreeMap<String, FeedbackTerm>) {
    let mut counts: HashMap<String, (u32, String)> = HashMap::new();
    let mut length = 0_u32;
    for field in Field::PROSE {
        let tokens = Tokens::of(text_of(article, field));
        let tokens: Vec<Token<'_>> = tokens.iter().collect();
        token_stems(&tokens, article.language, cache, |token, stem| {
            length += 1;
            if token.unspaced || token.term.chars().all(|character| character.is_numeric() || character == '.') {
                return;
            }
            match counts.get_mut(stem) {
                Some((count, _)) => *count += 1,
                None => {
                    counts.insert(stem.to_owned(), (1, token.term.to_owned()));
                }
            }
        });
    }
    for (stem, (count, printed)) in counts {
        let term = terms.entry(stem).or_insert_with(|| FeedbackTerm { likelihood: 0.0, printed });
        term.likelihood += score * f64::from(count) / f64::from(length);
    }
}

//! Scores how well articles match the wording of a query: exact form, order and proximity of its words, and the passage with the most of them.

use super::document_frequency::document_frequency;
use super::word_sequence::WordSequence;
use crate::engine::{ArticleAddress, ArticlePlaces, Engine, EngineError};
use crate::scoring::{Bm25, LengthNorms, SearchPolicy, pair_count, passage_weight, proximity_accumulators};

const POLICY: SearchPolicy = SearchPolicy::CURRENT;

/// The scores of one article for the wording of a query, each on its own scale.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct WordEvidence {
    /// BM25 of the words in exactly the form of the query; 0 if no article has another form, as in languages without a stemmer.
    pub exact: f64,
    /// BM25 of neighbouring words of the query that are neighbours in the article too.
    pub order: f64,
    /// BM25 of the proximity accumulators of the words.
    pub nearness: f64,
    /// The share of the words, by weight, in the passage that has the most, from 0 to 1. A passage is twice as long as the query.
    pub passage: f64,
}

/// Returns the evidence of each article, in the order of the addresses; none if the query has no words.
///
/// # Errors
/// If the archive cannot be read.
pub fn word_evidence(
    engine: &dyn Engine,
    sequence: &WordSequence,
    addresses: &[ArticleAddress],
) -> Result<Option<Vec<WordEvidence>>, EngineError> {
    if sequence.words.is_empty() || addresses.len() < 2 {
        return Ok(None);
    }
    let languages = engine.languages()?;
    let mut words = Vec::with_capacity(sequence.words.len());
    for word in &sequence.words {
        let (with, all) = document_frequency(engine, &word.term, &languages)?;
        words.push(Bm25::new(POLICY, with, all));
    }
    let places = engine.word_places(&sequence.words, addresses)?;
    let norms = LengthNorms::new(POLICY, places.mean_length);
    let mut all_places = places.articles.iter().flat_map(|article| &article.words);
    let has_other_forms = all_places.any(|places| places.positions.len() > places.exact as usize);
    let evidence = |article: &ArticlePlaces| {
        let mut evidence = evidence_of(article, sequence, &words, norms.norm(article.length));
        if !has_other_forms {
            evidence.exact = 0.0;
        }
        evidence
    };
    Ok(Some(places.articles.iter().map(evidence).collect()))
}

fn evidence_of(article: &ArticlePlaces, sequence: &WordSequence, words: &[Bm25], norm: f32) -> WordEvidence {
    let mut evidence = WordEvidence::default();
    for (word, places) in words.iter().zip(&article.words) {
        evidence.exact += f64::from(word.score(norm, places.exact as f32));
    }
    let weight_of = |word: usize| words.get(word).map_or(0.0, |word| f64::from(word.weight()));
    for (first, second, distance) in &sequence.pairs {
        let (Some(one), Some(other)) = (article.words.get(*first), article.words.get(*second)) else { continue };
        let count = pair_count(&one.positions, &other.positions, *distance) as f32;
        let weight = (weight_of(*first) + weight_of(*second)) / 2.0;
        evidence.order += weight * f64::from(count / (count + norm));
    }
    if words.len() > 1 {
        let positions: Vec<&[u32]> = article.words.iter().map(|places| &places.positions[..]).collect();
        let idf: Vec<f64> = words.iter().map(|word| f64::from(word.weight() / (1.0 + POLICY.k1))).collect();
        let weights: Vec<f64> = words.iter().map(|word| f64::from(word.weight())).collect();
        let passage = u32::try_from(2 * sequence.length).unwrap_or(u32::MAX);
        evidence.passage = passage_weight(&positions, &weights, passage) / weights.iter().sum::<f64>();
        for (accumulator, idf) in proximity_accumulators(&positions, &idf).into_iter().zip(idf) {
            evidence.nearness += idf.min(1.0) * accumulator / (accumulator + f64::from(norm));
        }
    }
    evidence
}

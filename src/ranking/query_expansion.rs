//! Words that the best answers have in common, by which others rank then too: pseudo-relevance feedback.
//!
//! RM3 (Abdul-Jaleel et al., TREC 2004): the words of the best articles, each as likely as its share of them, articles counting by their scores;
//! interpolated with the query. Careful settings, since it harms as often as it helps on short lists of articles (research/ranking.md).

use super::RankedCandidate;
use crate::article::Article;
use crate::engine::{Engine, EngineError};
use crate::matching::text_of;
use crate::query::{BoostFactor, Field, Node, Query};
use crate::text::{StemCache, Token, Tokens, is_stop_word, query_stems, token_stems};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many of the best answers are read.
const ARTICLES: usize = 10;
/// How many words are taken from them.
const WORDS: usize = 30;
/// How many words are looked up in the archive to choose these from.
const LOOKED_UP: usize = 100;
/// What the query itself counts, of 1.
const QUERY_SHARE: f64 = 0.7;
/// Words in more of the articles of the archive than this say nothing; in a small archive, in more than so many articles.
const COMMON: f64 = 0.1;
const COMMON_ARTICLES: f64 = 5.0;

/// What a query is expanded with.
#[derive(Debug, Clone, Default)]
pub struct QueryExpansion {
    /// The words as they are printed, the weightiest first.
    pub words: Vec<String>,
    /// The same as queries, each with its weight beside words that weigh 1.
    pub queries: Vec<Query>,
}

/// Returns the words that the best answers to a query have in common.
///
/// # Errors
/// If the archive cannot be read.
pub fn expand_query(
    engine: &dyn Engine,
    query: &Query,
    best: &[RankedCandidate],
) -> Result<QueryExpansion, EngineError> {
    let languages = engine.languages()?;
    let (mut asked, mut asked_words) = (BTreeSet::new(), 0_u32);
    query.each_text(&mut |text| {
        for term in Tokens::of(text).terms() {
            asked.extend(query_stems(term, &languages));
            asked_words += u32::from(!is_stop_word(term));
        }
    });
    let mut likely: BTreeMap<String, FeedbackTerm> = BTreeMap::new();
    let mut cache = StemCache::default();
    for answer in best.iter().take(ARTICLES) {
        let article = engine.article_at(answer.address)?;
        count(&article, answer.score, &mut cache, &mut likely);
    }
    let mut likely: Vec<(String, FeedbackTerm)> = likely.into_iter().collect();
    likely.sort_by(|(_, one), (_, other)| other.share.total_cmp(&one.share));
    likely.truncate(LOOKED_UP);
    let mut chosen = Vec::new();
    for (stem, FeedbackTerm { share, printed }) in likely {
        let (with, all) = engine.articles_with_stem(&stem)?;
        let is_frequent = with as f64 > (COMMON * all as f64).max(COMMON_ARTICLES);
        if with > 1 && !is_frequent && !is_stop_word(&printed) && !asked.contains(&stem) {
            let idf = ((all as f64 + 1.0) / with as f64).ln();
            chosen.push((share * idf, share, printed));
        }
    }
    chosen.sort_by(|(one, _, one_word), (other, _, other_word)| {
        other.total_cmp(one).then_with(|| one_word.cmp(other_word))
    });
    chosen.truncate(WORDS);
    let total: f64 = chosen.iter().map(|(_, share, _)| share).sum();
    let scale = (1.0 - QUERY_SHARE) / QUERY_SHARE * f64::from(asked_words.max(1)) / total.max(f64::MIN_POSITIVE);
    let mut expansion = QueryExpansion::default();
    for (_, share, word) in chosen {
        let of = Box::new(Query::from(Node::Word { text: word.clone(), field: None }));
        let factor = BoostFactor((share * scale * 1000.0).round() as u32);
        expansion.queries.push(Node::Boost { of, factor }.into());
        expansion.words.push(word);
    }
    Ok(expansion)
}

/// A stem of the best articles.
#[derive(Default)]
struct FeedbackTerm {
    /// How likely it is, times a number that is the same for all.
    share: f64,
    /// One of the words that have it: the first that was met.
    printed: String,
}

fn count(article: &Article, score: f64, cache: &mut StemCache, likely: &mut BTreeMap<String, FeedbackTerm>) {
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
        let entry = likely.entry(stem).or_insert_with(|| FeedbackTerm { share: 0.0, printed });
        entry.share += score * f64::from(count) / f64::from(length);
    }
}

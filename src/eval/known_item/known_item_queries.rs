//! The articles to find and the queries for them.

use super::article_pool::ArticlePool;
use super::headline_removal::without_headline;
use super::known_item_test::{KnownItemKind, KnownItemTest};
use crate::article::{Article, ArticleId, Language};
use crate::engine::{Engine, EngineError};
use crate::eval::split_mix::SplitMix64;
use crate::text::{Token, Tokens, is_frequent_word, sentences};

/// The minimum number of content words in a headline.
const MIN_CONTENT_WORDS: usize = 3;

/// The minimum number of letters of a content word, in scripts with spaces.
const MIN_LETTERS: usize = 3;

/// The minimum number of words in a sentence.
const MIN_SENTENCE_WORDS: usize = 8;

/// The share of words dropped from a sentence.
const DROPPED: f64 = 0.3;

/// An article to find, with its query.
pub(super) struct KnownItem {
    pub id: ArticleId,
    pub language: Option<Language>,
    pub body: String,
    pub query: String,
}

/// Selects random articles that give a query, up to the sample size of the test.
pub(super) fn choose_items(
    engine: &dyn Engine,
    pool: &mut ArticlePool,
    test: &KnownItemTest,
) -> Result<Vec<KnownItem>, EngineError> {
    let count = pool.addresses.len();
    let shuffled = pool.random.sample(pool.addresses.clone(), count);
    let mut items = Vec::with_capacity(test.sample.min(count));
    for address in shuffled {
        if items.len() >= test.sample {
            break;
        }
        let article = engine.article_at(address)?;
        let query = match test.kind {
            KnownItemKind::Headline => headline_query(&article),
            KnownItemKind::Sentence => sentence_query(&article.body, &mut pool.random),
        };
        let Some(query) = query else { continue };
        items.push(KnownItem { id: article.id, language: article.language, body: article.body, query });
    }
    Ok(items)
}

/// Returns the headline if it has enough content words and the article has other text.
fn headline_query(article: &Article) -> Option<String> {
    let tokens = Tokens::of(&article.headline);
    let is_content = |token: &Token<'_>| token.term.chars().count() >= MIN_LETTERS && !is_frequent_word(token.term);
    let content = tokens.approximate_word_count(is_content);
    let has_text = || !Tokens::of(&without_headline(article.clone()).body).is_empty();
    (content >= MIN_CONTENT_WORDS && has_text()).then(|| article.headline.clone())
}

/// Returns a random sentence of the last third of a text without some of its words.
fn sentence_query(body: &str, random: &mut SplitMix64) -> Option<String> {
    let start = body.len() / 3 * 2;
    let late = sentences(body).into_iter().filter(|sentence| sentence.start >= start);
    let long: Vec<&str> = late
        .filter_map(|sentence| body.get(sentence))
        .filter(|sentence| Tokens::of(sentence).approximate_word_count(|_| true) >= MIN_SENTENCE_WORDS)
        .collect();
    let sentence = long.get(random.below(long.len()))?;
    let tokens = Tokens::of(sentence);
    let count = (tokens.len() as f64 * DROPPED).round() as usize;
    let mut dropped: Vec<_> = random.sample(tokens.iter().map(|token| token.start..token.end).collect(), count);
    dropped.sort_by_key(|range| range.start);
    let mut query = String::with_capacity(sentence.len());
    let mut kept = 0;
    for range in dropped {
        query.push_str(sentence.get(kept..range.start).unwrap_or_default());
        query.push(' ');
        kept = kept.max(range.end);
    }
    query.push_str(sentence.get(kept..).unwrap_or_default());
    Some(query)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_need_content_words_and_other_text() {
        let headline = |headline: &str, body: &str| {
            let article = Article { headline: headline.into(), body: body.into(), ..Article::default() };
            headline_query(&article).is_some()
        };
        assert!(headline("Flood gates fail", "Text."));
        assert!(!headline("Flood at the gates", "Text."));
        assert!(!headline("Flood gates fail", " "));
        assert!(!headline("Flood gates fail", "Flood gates fail."));
        assert!(headline("洪水防御失敗", "本文。"));
        assert!(!headline("洪水防", "本文。"));
    }

    #[test]
    fn sentences_lose_a_share_of_their_words() {
        let late = "The council will pay for nine new gates by June.";
        let body = format!("{} {late}", "Nothing of any length stands before what is asked for here. ".repeat(3));
        let query = sentence_query(&body, &mut SplitMix64::new(1)).unwrap();
        assert_eq!(Tokens::of(&query).len(), 7, "{query}");
        assert!(query.split_whitespace().all(|word| late.contains(word)), "{query}");
        assert_eq!(query, sentence_query(&body, &mut SplitMix64::new(1)).unwrap());
        assert_eq!(sentence_query("Too short.", &mut SplitMix64::new(1)), None);
        assert!(
            sentence_query("前。防波堤の新しい水門は六月までに完成する予定だ。", &mut SplitMix64::new(1)).is_none()
        );
    }
}

//! A plain baseline: words as white space separates them, in lower case, ranked by BM25. No folding, no stems, no segmenter.

use super::article_pool::ArticlePool;
use super::queries::KnownItem;
use super::target_article::TargetArticle;
use super::{DEPTH, KnownItemKind};
use crate::article::Article;
use crate::engine::{ArticleAddress, Engine, EngineError};
use crate::parallel::parallel_map;
use crate::search::read_articles;
use rustc_hash::FxHashMap;
use std::ops::ControlFlow;

/// How soon more of the same word counts little, and how much long articles are held back: as nearly every search engine has them.
const K1: f64 = 1.2;
const B: f64 = 0.75;

/// The searched articles as the baseline sees them. Of their words it keeps those that are asked for: all queries are known before.
pub(super) struct Baseline<'a> {
    engine: &'a dyn Engine,
    addresses: &'a [ArticleAddress],
    kind: KnownItemKind,
    index: BaselineIndex,
}

impl<'a> Baseline<'a> {
    /// Reads the articles in addresses, as the test searches them.
    pub(super) fn read(
        engine: &'a dyn Engine,
        addresses: &'a [ArticleAddress],
        kind: KnownItemKind,
        queries: &[&str],
    ) -> Result<Self, EngineError> {
        let asked = QueryVocabulary::of(queries);
        let count = |_, article: Article, _: &mut _| asked.count(&kind.searched(article));
        let mut counted = Vec::with_capacity(addresses.len());
        read_articles(engine, addresses, count, |of_article| {
            counted.push(of_article);
            ControlFlow::Continue(())
        })?;
        Ok(Self { engine, addresses, kind, index: BaselineIndex::new(asked, &counted) })
    }

    /// Returns for each item at which place it was found, from 1.
    pub(super) fn ranks(&self, items: &[KnownItem], pool: &ArticlePool) -> Result<Vec<Option<usize>>, EngineError> {
        parallel_map(items, |item| {
            let likeness = TargetArticle::to(item, pool);
            for (place, (article, _)) in (1..).zip(self.index.best(&item.query, DEPTH)) {
                let Some(address) = self.addresses.get(article) else { continue };
                if likeness.has(&self.kind.searched(self.engine.article_at(*address)?)) {
                    return Ok(Some(place));
                }
            }
            Ok(None)
        })
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split_whitespace().map(str::to_lowercase)
}

/// The words that are asked for, numbered.
struct QueryVocabulary(FxHashMap<String, usize>);

/// What is counted in one article.
struct ArticleTerms {
    /// How many words it has, asked for or not.
    length: usize,
    /// The words asked for that it has, each with how often.
    words: FxHashMap<usize, u32>,
}

impl QueryVocabulary {
    fn of(queries: &[&str]) -> Self {
        let mut numbers = FxHashMap::default();
        for word in queries.iter().flat_map(|query| words(query)) {
            let next = numbers.len();
            numbers.entry(word).or_insert(next);
        }
        Self(numbers)
    }

    fn count(&self, article: &Article) -> ArticleTerms {
        let mut counted = ArticleTerms { length: 0, words: FxHashMap::default() };
        let lead = article.lead.as_deref().unwrap_or_default();
        for word in [article.headline.as_str(), lead, article.body.as_str()].into_iter().flat_map(words) {
            counted.length += 1;
            if let Some(number) = self.0.get(&word) {
                *counted.words.entry(*number).or_default() += 1;
            }
        }
        counted
    }
}

/// Where the words asked for are.
struct BaselineIndex {
    asked: QueryVocabulary,
    /// For each word the articles that have it, in order, and how often.
    postings: Vec<Vec<(usize, u32)>>,
    lengths: Vec<usize>,
    mean_length: f64,
}

impl BaselineIndex {
    fn new(asked: QueryVocabulary, counted: &[ArticleTerms]) -> Self {
        let mut postings = vec![Vec::new(); asked.0.len()];
        for (article, counted) in counted.iter().enumerate() {
            for (word, times) in &counted.words {
                if let Some(articles) = postings.get_mut(*word) {
                    articles.push((article, *times));
                }
            }
        }
        let lengths: Vec<usize> = counted.iter().map(|counted| counted.length).collect();
        let mean_length = lengths.iter().sum::<usize>() as f64 / lengths.len().max(1) as f64;
        Self { asked, postings, lengths, mean_length }
    }

    /// Returns the best of the articles that have any word of a query, with their scores; equal scores in the order of the articles.
    fn best(&self, query: &str, depth: usize) -> Vec<(usize, f64)> {
        let mut scores: FxHashMap<usize, f64> = FxHashMap::default();
        // A word that is asked for twice counts twice.
        for word in words(query) {
            let postings = self.asked.0.get(&word).and_then(|number| self.postings.get(*number));
            let postings = postings.map(Vec::as_slice).unwrap_or_default();
            let idf = self.idf(postings.len());
            for (article, times) in postings {
                *scores.entry(*article).or_default() += idf * self.weight(*article, *times);
            }
        }
        let mut found: Vec<_> = scores.into_iter().collect();
        found.sort_unstable_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        found.truncate(depth);
        found
    }

    /// Returns how rare a word is that so many articles have, as Lucene reckons it.
    fn idf(&self, with: usize) -> f64 {
        let (all, with) = (self.lengths.len() as f64, with as f64);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }

    /// Returns what a word counts that an article has so many times; the factor `K1` + 1 of all weights alike is left out, as Lucene does.
    fn weight(&self, article: usize, times: u32) -> f64 {
        let length = self.lengths.get(article).copied().unwrap_or_default() as f64;
        let times = f64::from(times);
        times / (times + K1 * (1.0 - B + B * length / self.mean_length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::LN_2;

    fn best(texts: &[&str], query: &str) -> Vec<(usize, f64)> {
        let asked = QueryVocabulary::of(&[query]);
        let article = |body: &&str| Article { body: (*body).into(), ..Article::default() };
        let counted: Vec<_> = texts.iter().map(|text| asked.count(&article(text))).collect();
        BaselineIndex::new(asked, &counted).best(query, 2)
    }

    fn found(texts: &[&str], query: &str) -> Vec<usize> {
        best(texts, query).into_iter().map(|(article, _)| article).collect()
    }

    #[test]
    fn scores_are_those_of_bm25_by_hand() {
        let texts = ["the flood gates", "the flood of the flood", "a ferry", "the end"];
        // Twelve words in four articles: three on average. Two articles have "flood" and one has "gates": idf ln 2 and ln(1 + 3.5 / 1.5).
        // The first is as long as the average: 1 / (1 + 1.2). The second has five words: 2 / (2 + 1.2 (0.25 + 0.75 · 5 / 3)).
        let [(first, gates), (second, flood)] = best(&texts, "flood gates").try_into().unwrap();
        assert_eq!((first, second), (0, 1));
        assert!((gates - (LN_2 + 1.203_972_804_3) / 2.2).abs() < 1e-9, "{gates}");
        assert!((flood - LN_2 * 2.0 / 3.8).abs() < 1e-9, "{flood}");
        // Twice the word, twice its score.
        let twice = best(&texts, "flood flood");
        assert!((twice[0].1 - 2.0 * flood).abs() < 1e-9, "{twice:?}");
    }

    #[test]
    fn equal_scores_are_in_the_order_of_the_articles() {
        assert_eq!(found(&["a ferry", "the ferry", "the end", "one ferry"], "ferry"), [0, 1]);
        assert_eq!(found(&[], "ferry"), [0; 0]);
        assert_eq!(found(&["", " "], "ferry"), [0; 0]);
    }

    #[test]
    fn capital_letters_do_not_count_and_all_else_does() {
        let texts = ["ÜBER DIE GROSSE FLUT", "Die Fluten.", "Über-Flut"];
        assert_eq!(found(&texts, "über Flut"), [0]);
        assert_eq!(found(&texts, "fluten"), [0; 0]);
    }

    #[test]
    fn text_without_spaces_is_one_word() {
        let texts = ["利比亚计划了很久的总统选举", "洪水 防御"];
        assert_eq!(found(&texts, "总统选举"), [0; 0]);
        assert_eq!(found(&texts, "洪水"), [1]);
    }

    #[test]
    fn headline_lead_and_body_are_searched() {
        let text = |text: &str| text.to_owned();
        let article =
            Article { headline: text("One"), lead: Some(text("two")), body: text("three four"), ..Article::default() };
        let counted = QueryVocabulary::of(&["one two three"]).count(&article);
        assert_eq!((counted.length, counted.words.len()), (4, 3));
    }
}

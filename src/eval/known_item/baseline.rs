//! A plain baseline: words separated by white space, in lower case, ranked by BM25. No folding, no stemming, no word segmentation.

use super::article_pool::ArticlePool;
use super::known_item_queries::KnownItem;
use super::known_item_test::{DEPTH, KnownItemKind};
use super::target_article::TargetArticle;
use crate::article::Article;
use crate::engine::{ArticleAddress, Engine, EngineError};
use crate::parallel::parallel_map;
use crate::search::read_articles;
use rustc_hash::FxHashMap;
use std::ops::ControlFlow;

/// The parameters of BM25 for term frequency saturation and length normalization, with the usual defaults. They do not follow changes to those of the search.
const K1: f64 = 1.2;
const B: f64 = 0.75;

/// The baseline index of the articles. It holds only the words of the queries, since all queries are known beforehand.
pub(super) struct Baseline<'a> {
    engine: &'a dyn Engine,
    addresses: &'a [ArticleAddress],
    kind: KnownItemKind,
    index: BaselineIndex,
}

impl<'a> Baseline<'a> {
    /// Indexes articles in the same form as the test does.
    pub(super) fn read(
        engine: &'a dyn Engine,
        addresses: &'a [ArticleAddress],
        kind: KnownItemKind,
        queries: &[&str],
    ) -> Result<Self, EngineError> {
        let vocabulary = QueryVocabulary::of(queries);
        let count = |_, article: Article, _: &mut _| vocabulary.count(&kind.indexed(article));
        let mut articles = Vec::with_capacity(addresses.len());
        read_articles(engine, addresses, count, |terms| {
            articles.push(terms);
            ControlFlow::Continue(())
        })?;
        Ok(Self { engine, addresses, kind, index: BaselineIndex::new(vocabulary, &articles) })
    }

    /// Returns the rank of each item, from 1; `None` for items not found.
    pub(super) fn ranks(&self, items: &[KnownItem], pool: &ArticlePool) -> Result<Vec<Option<usize>>, EngineError> {
        parallel_map(items, |item| {
            let target = TargetArticle::new(item, pool);
            for (rank, (article, _)) in (1..).zip(self.index.best(&item.query, DEPTH)) {
                let Some(address) = self.addresses.get(article) else { continue };
                if target.is_found_in(&self.kind.indexed(self.engine.article_at(*address)?)) {
                    return Ok(Some(rank));
                }
            }
            Ok(None)
        })
    }
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split_whitespace().map(str::to_lowercase)
}

/// The distinct words of the queries, numbered.
struct QueryVocabulary(FxHashMap<String, usize>);

/// The term frequencies of an article.
struct ArticleTerms {
    /// The number of words, in the queries or not.
    length: usize,
    /// The frequency of each query word in the article.
    frequencies: FxHashMap<usize, u32>,
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
        let mut terms = ArticleTerms { length: 0, frequencies: FxHashMap::default() };
        let lead = article.lead.as_deref().unwrap_or_default();
        for word in [article.headline.as_str(), lead, article.body.as_str()].into_iter().flat_map(words) {
            terms.length += 1;
            if let Some(number) = self.0.get(&word) {
                *terms.frequencies.entry(*number).or_default() += 1;
            }
        }
        terms
    }
}

/// An inverted index of the query words.
struct BaselineIndex {
    vocabulary: QueryVocabulary,
    /// The articles of each word in order, with the term frequency.
    postings: Vec<Vec<(usize, u32)>>,
    lengths: Vec<usize>,
    mean_length: f64,
}

impl BaselineIndex {
    fn new(vocabulary: QueryVocabulary, articles: &[ArticleTerms]) -> Self {
        let mut postings = vec![Vec::new(); vocabulary.0.len()];
        for (article, terms) in articles.iter().enumerate() {
            for (word, frequency) in &terms.frequencies {
                if let Some(list) = postings.get_mut(*word) {
                    list.push((article, *frequency));
                }
            }
        }
        let lengths: Vec<usize> = articles.iter().map(|terms| terms.length).collect();
        let mean_length = lengths.iter().sum::<usize>() as f64 / lengths.len().max(1) as f64;
        Self { vocabulary, postings, lengths, mean_length }
    }

    /// Returns the best articles with any word of a query, with their scores. Equal scores are in the order of the articles.
    fn best(&self, query: &str, depth: usize) -> Vec<(usize, f64)> {
        let mut scores: FxHashMap<usize, f64> = FxHashMap::default();
        // A repeated word of the query counts each time.
        for word in words(query) {
            let postings = self.vocabulary.0.get(&word).and_then(|number| self.postings.get(*number));
            let postings = postings.map(Vec::as_slice).unwrap_or_default();
            let idf = self.idf(postings.len());
            for (article, frequency) in postings {
                *scores.entry(*article).or_default() += idf * self.weight(*article, *frequency);
            }
        }
        let mut found: Vec<_> = scores.into_iter().collect();
        found.sort_unstable_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        found.truncate(depth);
        found
    }

    /// Returns the IDF of a word with the given document frequency, by the formula of Lucene.
    fn idf(&self, with: usize) -> f64 {
        let (all, with) = (self.lengths.len() as f64, with as f64);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }

    /// Returns the BM25 weight of a term frequency, without the constant factor `K1` + 1, as in Lucene.
    fn weight(&self, article: usize, frequency: u32) -> f64 {
        let length = self.lengths.get(article).copied().unwrap_or_default() as f64;
        let frequency = f64::from(frequency);
        frequency / (frequency + K1 * (1.0 - B + B * length / self.mean_length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::LN_2;

    fn best(texts: &[&str], query: &str) -> Vec<(usize, f64)> {
        let vocabulary = QueryVocabulary::of(&[query]);
        let article = |body: &&str| Article { body: (*body).into(), ..Article::default() };
        let articles: Vec<_> = texts.iter().map(|text| vocabulary.count(&article(text))).collect();
        BaselineIndex::new(vocabulary, &articles).best(query, 2)
    }

    fn found(texts: &[&str], query: &str) -> Vec<usize> {
        best(texts, query).into_iter().map(|(article, _)| article).collect()
    }

    #[test]
    fn scores_agree_with_manual_calculation() {
        let texts = ["the flood gates", "the flood of the flood", "a ferry", "the end"];
        // Twelve words in four articles: three on average. Two articles have "flood" and one has "gates": idf ln 2 and ln(1 + 3.5 / 1.5).
        // The first is as long as the average: 1 / (1 + 1.2). The second has five words: 2 / (2 + 1.2 (0.25 + 0.75 · 5 / 3)).
        let [(first, gates), (second, flood)] = best(&texts, "flood gates").try_into().unwrap();
        assert_eq!((first, second), (0, 1));
        assert!((gates - (LN_2 + 1.203_972_804_3) / 2.2).abs() < 1e-9, "{gates}");
        assert!((flood - LN_2 * 2.0 / 3.8).abs() < 1e-9, "{flood}");
        // The repeated word counts twice.
        let twice = best(&texts, "flood flood");
        assert!((twice[0].1 - 2.0 * flood).abs() < 1e-9, "{twice:?}");
    }

    #[test]
    fn equal_scores_keep_the_order_of_the_articles() {
        assert_eq!(found(&["a ferry", "the ferry", "the end", "one ferry"], "ferry"), [0, 1]);
        assert_eq!(found(&[], "ferry"), [0; 0]);
        assert_eq!(found(&["", " "], "ferry"), [0; 0]);
    }

    #[test]
    fn words_match_in_any_case_but_only_exactly() {
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
        let terms = QueryVocabulary::of(&["one two three"]).count(&article);
        assert_eq!((terms.length, terms.frequencies.len()), (4, 3));
    }
}

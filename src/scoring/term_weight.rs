//! The factor on the IDF that BM25 gives a stem.

use super::SearchPolicy;

/// Returns the factor for a stem with document frequency `of_stem` among `articles` articles, of a word with document frequency `of_word` over all its stems.
///
/// The IDF of a word is that of all its stems together. In a short query every word was chosen, so its IDF is Lucene's, which is always positive. In a long
/// natural-language query (`is_prose`) most words were not: there the IDF is that of Robertson and Sparck Jones (1976), cut off near 0, so that words in half
/// of the articles add almost nothing.
pub fn term_weight(policy: SearchPolicy, is_prose: bool, of_stem: u64, of_word: u64, articles: u64) -> f64 {
    let odds = |with: u64| (articles.saturating_sub(with) as f64 + 0.5) / (with.min(articles) as f64 + 0.5);
    let idf = if is_prose { odds(of_word).ln().max(policy.min_prose_idf) } else { odds(of_word).ln_1p() };
    idf / odds(of_stem).ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(is_prose: bool, of_stem: u64, of_word: u64, articles: u64) -> f64 {
        term_weight(SearchPolicy::CURRENT, is_prose, of_stem, of_word, articles)
    }

    #[test]
    fn frequent_words_count_next_to_nothing_in_long_queries_only() {
        assert_eq!(weight(false, 900, 900, 1_000), 1.0);
        assert!(weight(true, 900, 900, 1_000) < 0.01);
        assert!(weight(true, 1, 1, 1_000) > 0.99);
        assert!(weight(true, 100, 100, 1_000) < weight(true, 10, 10, 1_000));
        assert!(weight(true, 1, 1, 2) > 0.0);
    }

    #[test]
    fn a_stem_is_as_rare_as_its_word() {
        let idf = |with: f64| (1.0 + (1_000.0 - with + 0.5) / (with + 0.5)).ln();
        assert!((weight(false, 1, 901, 1_000) * idf(1.0) - idf(901.0)).abs() < 1e-9);
        assert!(weight(false, 900, 1_200, 1_000).is_finite());
    }
}

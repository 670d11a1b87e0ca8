//! The ranking values that apply at search time.

/// The values for scoring and reranking candidates. They are never stored: changing a value changes the next search.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct SearchPolicy {
    /// BM25's saturation of repeated words.
    pub k1: f32,
    /// BM25's share of the length norm, from 0 (lengths do not count) to 1.
    pub b: f32,
    /// The minimum IDF of a word in a long natural-language query: enough to separate the articles of a tiny archive.
    pub min_prose_idf: f64,
    /// The minimum number of words in a long natural-language query.
    pub prose_words: usize,
    /// The maximum number of content words in a short query, for which articles with all of them come first.
    pub short_query: usize,
    /// The minimum number of articles with all words for these to come first: enough for a page.
    pub full_page: usize,
    /// The share of words that a hit needs if most are required, relative to the article that has the most of them: numerator and denominator.
    pub most: (usize, usize),
    /// The rerank of the best candidates.
    pub rerank: RerankPolicy,
    /// Query expansion.
    pub expansion: ExpansionPolicy,
    /// Compounds of the words of a query.
    pub compounds: CompoundPolicy,
    /// The half-life of the recency decay, in days, unless the user gives one.
    pub half_life: f64,
}

/// The values of the rerank by meaning and wording.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RerankPolicy {
    /// The number of best candidates to rerank.
    pub window: usize,
    /// The shares for a short query about a topic.
    pub short: RerankShares,
    /// The shares for a long query about a topic, which repeats more of the wording of an article.
    pub long: RerankShares,
    /// The maximum length of a short query here and the minimum length of a long one, in words, stop words included. Shares are interpolated between the two.
    pub lengths: (usize, usize),
    /// The shares for a quotation: a sentence that an article has nearly word for word.
    pub quotation: RerankShares,
    /// The share of a query's words, by weight, in the best passage of any article: up to the first value a query is about a topic, from the second it is a
    /// quotation.
    pub quoted_share: (f64, f64),
    /// The maximum number of words, stop words included, of a query that is never a quotation, and the minimum number of one that may be. A few words may occur
    /// together by chance.
    pub quoted_lengths: (usize, usize),
    /// The minimum share of query words with a word vector. Below it, the query has no meaning vector and is not reranked by meaning.
    pub min_known_share: f64,
}

/// The share of each part of the rerank.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RerankShares {
    /// The share of the semantic score in its sum with BM25. The other shares are of that sum.
    pub semantic: f64,
    /// The share of the words in exactly the form of the query.
    pub exact: f64,
    /// The share of neighbouring words in the order of the query.
    pub order: f64,
    /// The share of the proximity of the words.
    pub nearness: f64,
    /// The share of the passage with the most words.
    pub passage: f64,
}

impl RerankPolicy {
    /// Returns the shares for a query of `words` words; `best_passage` is the share of them in the best passage of any candidate, from 0 to 1.
    pub fn shares(&self, words: usize, best_passage: f64) -> RerankShares {
        let (few, many) = self.quoted_lengths;
        let length = |few: usize, many: usize| progress(words as f64, (few as f64, many as f64));
        let topic = self.short.towards(self.long, length(self.lengths.0, self.lengths.1));
        topic.towards(self.quotation, progress(best_passage, self.quoted_share) * length(few, many))
    }
}

impl RerankShares {
    /// Interpolates between these shares and others, at a point from 0 to 1.
    fn towards(self, other: Self, point: f64) -> Self {
        let between = |one: f64, other: f64| one + (other - one) * point;
        Self {
            semantic: between(self.semantic, other.semantic),
            exact: between(self.exact, other.exact),
            order: between(self.order, other.order),
            nearness: between(self.nearness, other.nearness),
            passage: between(self.passage, other.passage),
        }
    }
}

/// Returns the relative position of a value within a range, from 0 to 1.
fn progress(value: f64, (start, end): (f64, f64)) -> f64 {
    ((value - start) / (end - start)).clamp(0.0, 1.0)
}

/// The values of the search for compounds.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct CompoundPolicy {
    /// The minimum share of articles in languages that close compounds for compounds to be searched.
    pub min_share: f64,
    /// The maximum number of words in a query whose compounds are searched. A longer query finds enough by its words.
    pub words: usize,
    /// The maximum number of compounds of a word.
    pub most: usize,
    /// The weight of the compounds of a word, which score as one word, and of its parts, relative to the word, in thousandths: just enough to break ties.
    pub weight: u32,
    /// The minimum document frequency of a word that is not rare: neither compounds that end with it nor its parts are searched.
    pub rare: u64,
    /// The maximum number of words in the dictionaries for a search of compounds that end with a word.
    pub max_dictionary: usize,
    /// The maximum distance of the parts, in words.
    pub distance: u32,
}

/// The values of query expansion by pseudo-relevance feedback.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ExpansionPolicy {
    /// The number of best articles to read.
    pub articles: usize,
    /// The maximum number of words to add.
    pub max_words: usize,
    /// The number of likely words whose document frequency is looked up.
    pub looked_up: usize,
    /// The share of the original query; the added words get the rest.
    pub query_share: f64,
    /// The share of all articles above which a word is too frequent to add.
    pub max_frequency: f64,
    /// The number of articles up to which a word is never too frequent, for small archives.
    pub always_rare: f64,
}

impl SearchPolicy {
    /// The policy of this version. `k1` and `b` are Lucene's defaults; the rest was chosen by measurement (docs/ranking.md).
    pub const CURRENT: Self = Self {
        k1: 1.2,
        b: 0.75,
        min_prose_idf: 0.001,
        prose_words: 10,
        short_query: 3,
        full_page: 10,
        most: (3, 4),
        rerank: RerankPolicy {
            window: 200,
            short: RerankShares { semantic: 0.3, exact: 0.2, order: 0.0, nearness: 0.0, passage: 0.05 },
            long: RerankShares { semantic: 0.3, exact: 0.2, order: 0.06, nearness: 0.05, passage: 0.1 },
            lengths: (7, 20),
            quotation: RerankShares { semantic: 0.1, exact: 0.2, order: 0.15, nearness: 0.1, passage: 0.3 },
            quoted_share: (0.8, 1.0),
            quoted_lengths: (4, 7),
            min_known_share: 0.5,
        },
        // Conservative: expansion harms as often as it helps on short result lists.
        expansion: ExpansionPolicy {
            articles: 10,
            max_words: 30,
            looked_up: 100,
            query_share: 0.7,
            max_frequency: 0.1,
            always_rare: 5.0,
        },
        compounds: CompoundPolicy {
            min_share: 0.05,
            words: 9,
            most: 50,
            weight: 1,
            rare: 10,
            max_dictionary: 150_000,
            distance: 6,
        },
        // The mean length of a Gregorian year.
        half_life: 365.2425,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_follow_the_length_of_the_query_and_the_best_passage() {
        let policy = SearchPolicy::CURRENT.rerank;
        assert_eq!(policy.shares(3, 1.0), policy.short);
        assert_eq!(policy.shares(20, 0.8), policy.long);
        assert_eq!(policy.shares(20, 1.0), policy.quotation);
        let between = policy.shares(20, 0.9);
        assert!((between.semantic - 0.2).abs() < 1e-9 && (between.passage - 0.2).abs() < 1e-9, "{between:?}");
    }
}

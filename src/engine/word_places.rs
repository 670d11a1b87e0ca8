//! Where articles have the words of a query: plain data for ranking by exact form, order and nearness.

/// A word to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedWord {
    /// The folded word.
    pub term: String,
    /// Whether only the acronym counts: the word in capitals among words that are not.
    pub is_acronym: bool,
}

/// Where some articles have some words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WordPlaces {
    /// The mean weighted length of all articles.
    pub mean_length: f32,
    /// The articles, in the order of their addresses.
    pub articles: Vec<ArticlePlaces>,
}

/// Where one article has the words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticlePlaces {
    /// The weighted length of the article, as BM25 counts it.
    pub length: u32,
    /// The places of each word, in the order of the words.
    pub words: Vec<Places>,
}

/// The places of one word in an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// The positions of the word in any inflection, in ascending order. Headline, lead and body are far apart.
    pub positions: Vec<u32>,
    /// The number of occurrences in exactly the given form.
    pub exact: u32,
}

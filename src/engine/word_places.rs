//! The positions of a query's words in articles: plain data for ranking by exact form, order and proximity.

/// A word to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedWord {
    /// The folded word.
    pub term: String,
    /// Whether only the acronym counts: the word in capitals between words that are not.
    pub is_acronym: bool,
}

/// The positions of some words in some articles.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WordPlaces {
    /// The mean weighted length of all articles.
    pub mean_length: f32,
    /// The articles, in the order of their addresses.
    pub articles: Vec<ArticlePlaces>,
}

/// The positions of the words in one article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticlePlaces {
    /// The weighted length of the article, as BM25 counts it.
    pub length: u32,
    /// The positions of each word, in the order of the words.
    pub words: Vec<Places>,
}

/// The positions of one word in an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// The positions of the word in any inflection, ascending. Headline, lead and body are far apart.
    pub positions: Vec<u32>,
    /// The number of occurrences in exactly the given form.
    pub exact: u32,
}

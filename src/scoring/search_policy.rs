//! The ranking values that apply at search time.

/// How candidates are scored and reranked. Never stored: changing a value changes the next search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SearchPolicy {
    /// BM25's saturation of repeated words.
    pub k1: f32,
    /// BM25's share of the length norm, from 0 (lengths do not count) to 1.
    pub b: f32,
    /// The least IDF of a word in a long natural-language query: enough to separate the articles of a tiny archive.
    pub min_prose_idf: f64,
}

impl SearchPolicy {
    /// The policy of this version. `k1` and `b` are Lucene's defaults.
    pub const CURRENT: Self = Self { k1: 1.2, b: 0.75, min_prose_idf: 0.001 };
}

//! What is counted of the answers without reading any.

use super::TruncatedPattern;
use crate::article::ArticleGroup;
use std::collections::HashMap;

/// How many articles, and how many places in them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MatchCount {
    /// How many articles answer.
    pub articles: u64,
    /// How many places in them make them answer, joined where they overlap; 0 if places are not counted.
    pub places: u64,
}

impl std::ops::AddAssign for MatchCount {
    fn add_assign(&mut self, other: Self) {
        self.articles += other.articles;
        self.places += other.places;
    }
}

/// The answers to a request, counted.
#[derive(Debug, Clone, Default)]
pub struct MatchCounts {
    /// How many there are of each group.
    pub groups: HashMap<ArticleGroup, MatchCount>,
    /// Whether the places are counted: they were asked for, and could be counted without reading the articles.
    pub has_places: bool,
    /// The patterns that stand for more words than they were answered from.
    pub truncated: Vec<TruncatedPattern>,
}

//! Counts of matching articles and of their matches, computed without reading articles.

use super::TruncatedPattern;
use crate::article::ArticleGroup;
use std::collections::HashMap;

/// A number of articles and of matches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MatchCount {
    /// The number of matching articles.
    pub articles: u64,
    /// The number of matches in them, merged where they overlap; 0 if matches are not counted.
    pub matches: u64,
}

impl std::ops::AddAssign for MatchCount {
    fn add_assign(&mut self, other: Self) {
        self.articles += other.articles;
        self.matches += other.matches;
    }
}

/// The counts of a request.
#[derive(Debug, Clone, Default)]
pub struct MatchCounts {
    /// The counts of each group.
    pub groups: HashMap<ArticleGroup, MatchCount>,
    /// Whether matches are counted: they were requested, and the index sufficed to count them.
    pub has_matches: bool,
    /// The patterns that were searched with only some of their matching words.
    pub truncated: Vec<TruncatedPattern>,
}

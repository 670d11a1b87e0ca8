//! What is counted of the answers without reading any.

use super::TruncatedPattern;
use crate::article::Language;
use std::collections::HashMap;

/// What articles are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// The publication.
    Source,
    /// The year of publication.
    Year,
    /// The month of publication.
    Month,
    /// The language.
    Language,
    /// The section or desk.
    Section,
}

/// What the articles of one group have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Published in this year, of which no more than that is known or asked.
    Year(i16),
    /// Published in this month of a year.
    Month(i16, i8),
    /// The name of the publication or section.
    Name(String),
    /// In this language.
    Language(Language),
    /// Undated, or without a source, a section or a known language; all articles where nothing tells them apart.
    None,
}

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
    pub groups: HashMap<Group, MatchCount>,
    /// Whether the places are counted: they were asked for, and could be counted without reading the articles.
    pub has_places: bool,
    /// The patterns that stand for more words than they were answered from.
    pub truncated: Vec<TruncatedPattern>,
}

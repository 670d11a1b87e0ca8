//! Notes for the user on how a query was read and run.

use crate::query::Note;
use std::sync::Arc;

/// Something a user should know about a search although it succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SearchNote {
    /// The parser read a part of the query in a way that may surprise.
    Query {
        /// The query as typed. The span of the note points into it.
        text: Arc<str>,
        /// The note of the parser.
        note: Note,
    },
    /// The parser has more notes than are listed.
    MoreOnQuery {
        /// The number of further notes.
        count: usize,
    },
    /// No article has the acronym in capitals, so the word was searched instead.
    AcronymAsWord {
        /// The acronym as typed.
        acronym: String,
    },
    /// An acronym was searched and the ordinary word like it was not.
    AcronymOnly {
        /// The acronym as typed.
        acronym: String,
    },
    /// More acronyms were searched as words than are listed.
    MoreAcronyms {
        /// The number of further acronyms.
        count: usize,
    },
    /// A pattern matches more words than were searched.
    TruncatedPattern {
        /// The pattern as typed.
        pattern: String,
        /// The number of words in the archive that match the pattern.
        words: usize,
        /// The number of words searched: the most frequent ones.
        searched: usize,
    },
    /// A query in prose excludes words, where a dash may have been punctuation.
    ExcludedInProse {
        /// The first excluded parts in canonical form.
        excluded: Vec<String>,
    },
    /// Stop words of the query were not required.
    StopWords {
        /// The words as typed.
        words: Vec<String>,
    },
    /// Quotation marks in a query of many words make the list empty or far shorter.
    QuotedRequired {
        /// The first quoted parts in canonical form.
        quoted: Vec<String>,
        /// The number of further quoted parts.
        more: usize,
        /// The number of articles listed.
        listed: usize,
        /// The number of articles that would be listed without the quotation marks.
        without: usize,
    },
    /// All words are required in every article.
    AllRequired {
        /// The number of distinct parts of the query, stop words excluded.
        parts: usize,
    },
    /// Some hits lack some of the words.
    SomeWords(PartialMatch),
    /// The query has more distinct words than are searched.
    WordLimit {
        /// The number of words searched.
        limit: usize,
    },
    /// No article has all parts of the query, so the hits have some of them.
    Relaxed(RelaxedMatch),
    /// The hits are ranked by words added to the query.
    Expanded {
        /// The added words, by descending weight.
        words: Vec<String>,
    },
    /// A word also finds its compounds or its parts.
    Compounds(CompoundNote),
    /// Options that concern scores had no effect because the hits are sorted by date.
    SortedByDate,
}

/// The compounds or parts that a word also finds, ranked lower.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompoundNote {
    /// The word as typed.
    pub word: String,
    /// The compounds with the word, folded, the most frequent first.
    pub compounds: Vec<String>,
    /// The parts of the word, folded; empty if they are not searched.
    pub parts: Vec<String>,
}

/// How many hits have all parts of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartialMatch {
    /// The number of distinct parts of the query, stop words excluded.
    pub parts: usize,
    /// The number of articles that have all parts.
    pub with_all: usize,
    /// Whether the articles that have all parts come first.
    pub first: bool,
    /// Whether the query is one word and the other hits have its compounds or parts.
    pub is_of_compounds: bool,
}

/// How a query was relaxed after no article had all of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RelaxedMatch {
    /// The number of distinct parts of the query, stop words excluded.
    pub parts: usize,
    /// The number of parts that every hit has.
    pub required: usize,
    /// Whether every part is a single word.
    pub only_words: bool,
    /// Whether there are filters, exclusions or other conditions that every hit meets.
    pub has_conditions: bool,
}

//! The limits of the query language, which keep hostile input from using much time or memory.

/// The maximum size of a query in bytes, as typed and in canonical form.
pub const MAX_QUERY_BYTES: usize = 1 << 20;
/// The maximum depth of nested parentheses, as typed and in canonical form.
pub const MAX_NESTING: usize = 200;
/// The maximum number of proximity operators in a query.
pub const MAX_PROXIMITY_OPERATORS: usize = 1_000;
/// The maximum number of wildcards, fuzzy words and regular expressions in a query.
pub const MAX_PATTERNS: usize = 100;
/// The maximum length in characters of a word with wildcards and of a fuzzy word.
pub const MAX_PATTERN_CHARS: usize = 100;
/// The maximum size of a regular expression in bytes.
pub const MAX_REGEX_BYTES: usize = 1_000;
/// The maximum distance of NEAR and PRE in words.
pub const MAX_DISTANCE: u32 = 1_000;
/// The distance of a NEAR without a number.
pub const DEFAULT_DISTANCE: u32 = 10;
/// The maximum slop of a phrase.
pub const MAX_SLOP: u32 = 1_000;
/// The maximum number of words in a phrase with slop. Matching takes time cubic in this number.
pub const MAX_SLOP_WORDS: usize = 20;
/// The maximum number of matches that `atleast` can require.
pub const MAX_MATCH_COUNT: u32 = 1_000_000;

//! The query tree: the parser builds it, an engine lowers it to an index, `matching` evaluates it on one article.
//!
//! Words are stored as typed. Tokens and stems come from `text` when the tree is used, so that a tree does not depend on
//! the languages of an archive.

use super::day_range::DayRange;
use super::field::Field;
use super::span::Span;

/// One node of a query tree and its position in the query text.
///
/// Equality compares only nodes. `span`, `quoted` and `required` describe how the query was typed and are ignored.
#[derive(Debug, Clone)]
pub struct Query {
    /// The condition on an article.
    pub node: Node,
    /// The part of the query text that the node was read from; empty if the query was built in code.
    pub span: Span,
    /// Whether a word, phrase or wildcard was typed in quotes.
    pub quoted: bool,
    /// Whether the part was typed with `AND` or `+`, so that every hit must have it even if the search ranks articles with only some of the words.
    pub required: bool,
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

impl Eq for Query {}

/// A condition on an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// No condition: matches every article.
    All,
    /// A word in any of its inflections.
    Word {
        /// The word as typed, without surrounding punctuation; always a single token. In a text field, a word in capitals
        /// ([`is_acronym`](crate::text::is_acronym)) matches only the acronym, in capitals between words that are not.
        text: String,
        /// The field to search; `None` for headline, lead and body. Only fields of [`FieldKind::Prose`](super::FieldKind::Prose)
        /// match inflections; other fields match the word as printed.
        field: Option<Field>,
    },
    /// Words in sequence, exactly as printed.
    Phrase {
        /// The words as typed: two tokens or more, or a single token to be matched without inflections. `*` and `?` are wildcards. A lone `*` matches any
        /// word and is never first or last.
        text: String,
        /// The field to search; `None` for headline, lead and body.
        field: Option<Field>,
        /// The total number of positions by which the words may be displaced, as in Lucene: 0 for adjacent words, 2 to
        /// allow two neighbours in reverse order.
        slop: u32,
        /// Whether each word must be printed in the letter case given here; applies to text fields without wildcards, as the parser builds it.
        cased: bool,
    },
    /// A word of several parts, such as `e-mail` or `food/drug`: the parts in sequence as printed, or their joined form.
    Compound {
        /// The parts as typed, with single separators between them.
        text: String,
        /// The field to search; `None` for headline, lead and body.
        field: Option<Field>,
    },
    /// A printed word that matches a pattern.
    Pattern {
        /// The pattern.
        pattern: Pattern,
        /// The field to search; `None` for headline, lead and body.
        field: Option<Field>,
    },
    /// Two matches near each other in one field, which do not overlap.
    ///
    /// Each side is a [`Word`](Self::Word), [`Phrase`](Self::Phrase) or [`Pattern`](Self::Pattern) in a text field, an
    /// [`Or`](Self::Or) of them, or another `Near`.
    Near {
        /// The left side.
        left: Box<Query>,
        /// The right side.
        right: Box<Query>,
        /// The greatest distance between the sides.
        proximity: Proximity,
    },
    /// A minimum number of matches in the article, counted without overlap.
    AtLeast {
        /// The number of matches; at least 1.
        count: u32,
        /// The query to count; the same nodes are allowed as for a side of [`Near`](Self::Near).
        of: Box<Query>,
    },
    /// A query whose score is multiplied.
    Boost {
        /// The query.
        of: Box<Query>,
        /// The factor.
        factor: BoostFactor,
    },
    /// A whole value of a field with [exact values](Field::has_exact_values). Only `id` is case-sensitive; labels are compared by
    /// [`label_key`](crate::text::label_key).
    Value {
        /// The field.
        field: Field,
        /// The value.
        value: String,
    },
    /// A range of days that overlaps the possible days of an article's date.
    Days {
        /// [`Field::Date`] or [`Field::Added`].
        field: Field,
        /// The days.
        range: DayRange,
    },
    /// A range of numbers, both ends included.
    Number {
        /// A field of [`FieldKind::Number`](super::FieldKind::Number).
        field: Field,
        /// The minimum.
        from: Option<u64>,
        /// The maximum.
        to: Option<u64>,
    },
    /// The field has a value.
    Exists(Field),
    /// A conjunction of two or more queries.
    And(Vec<Query>),
    /// A disjunction of two or more queries.
    Or(Vec<Query>),
    /// A negation.
    Not(Box<Query>),
}

/// A pattern for one printed word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// A folded word with `*` and `?`.
    Wildcard(String),
    /// A word as typed, and the maximum edit distance, 1 or 2.
    Fuzzy(String, u8),
    /// A valid regular expression for the whole word, without the slashes.
    Regex(String),
    /// The compounds of a word in the vocabulary of an archive: never typed, but added by a search. Boxed to keep the tree small on the stack.
    Compounds(Box<CompoundGroup>),
}

/// The compounds of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompoundGroup {
    /// The word as typed.
    pub of: String,
    /// The compounds, folded.
    pub words: Vec<String>,
}

/// The greatest distance between the two sides of [`Node::Near`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proximity {
    /// A number of words.
    Words {
        /// The maximum distance from the last word of one side to the first word of the other: 1 for adjacent words.
        most: u32,
        /// Whether the left side has to come first.
        in_order: bool,
    },
    /// The same sentence.
    Sentence,
    /// The same paragraph.
    Paragraph,
}

impl Proximity {
    /// Returns whether the left side has to come first.
    pub fn is_in_order(self) -> bool {
        matches!(self, Self::Words { in_order: true, .. })
    }
}

/// The factor of a boost, in thousandths.
///
/// An integer, so that trees can be compared and a factor prints as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoostFactor(pub u32);

impl BoostFactor {
    /// The factor that leaves a score unchanged.
    pub(super) const ONE: Self = Self(1_000);
    /// The greatest factor.
    pub const MAX: Self = Self(1_000_000);

    /// Returns the factor as a number.
    pub fn value(self) -> f32 {
        self.0 as f32 / 1000.0
    }
}

impl Query {
    /// Returns a node read from `span` without quotes.
    pub(super) fn new(node: Node, span: Span) -> Self {
        Self { node, span, quoted: false, required: false }
    }

    /// Returns the parts of a conjunction, or the query itself as the only part.
    pub fn parts(&self) -> &[Self] {
        match &self.node {
            Node::And(parts) => parts,
            _ => std::slice::from_ref(self),
        }
    }

    /// Returns whether a search may list articles without this part of a conjunction: a word, pattern or alternative of them in running text, typed
    /// without quotes, field, `AND` or `+`.
    pub fn is_optional(&self) -> bool {
        let is_free = match &self.node {
            Node::Word { field, .. } | Node::Compound { field, .. } | Node::Pattern { field, .. } => {
                field.is_none() && !self.quoted
            }
            // Unquoted words with symbols between them, or an unquoted run of a script without spaces.
            Node::Phrase { field, slop, cased, .. } => {
                field.is_none() && *slop == 0 && !cased && !self.quoted && !self.span.is_empty()
            }
            Node::Or(parts) => parts.iter().all(Self::is_optional),
            Node::Boost { of, .. } => of.is_optional(),
            _ => false,
        };
        is_free && !self.required
    }

    /// Returns the query that matches every article.
    pub fn all() -> Self {
        Self::from(Node::All)
    }

    /// Returns the conjunction of two queries, as one flat [`Node::And`].
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let parts: Vec<Self> = [self, other]
            .into_iter()
            .flat_map(|query| match query.node {
                Node::And(parts) => parts,
                Node::All => Vec::new(),
                node => vec![Self { node, ..query }],
            })
            .collect();
        let mut parts = parts.into_iter();
        match (parts.next(), parts.next()) {
            (None, _) => Self::all(),
            (Some(only), None) => only,
            (Some(first), Some(second)) => Node::And([first, second].into_iter().chain(parts).collect()).into(),
        }
    }
}

impl From<Node> for Query {
    /// Returns a query built in code, with an empty span.
    fn from(node: Node) -> Self {
        Self::new(node, Span::default())
    }
}

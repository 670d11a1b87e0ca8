//! What was asked: an engine-neutral tree, read from text once and printed back.
//!
//! [`parse`] reads the query language into a [`Query`]; its [`Display`](std::fmt::Display) prints the canonical form,
//! and `parse(print(q)) == q`. An engine lowers the tree to its index, `matching` evaluates it on one
//! article: both see the same nodes. Words are kept as typed here; what a word means (its tokens, its stems) is
//! for `text` to say when the tree is used.

mod acronyms;
mod date;
mod error;
mod examples;
mod excerpt;
mod field;
mod forms;
mod grammar;
mod help;
mod lengths;
mod lexer;
mod mistakes;
mod note;
mod operand;
mod parser;
mod patterns;
mod printer;
mod proximity;
mod range;
mod simplify;
mod spelling;
mod tree;
mod values;
mod wildcards;
mod wording;
mod words;
mod written;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod properties;

pub use date::{DayRange, parse_days};
pub use error::QueryError;
pub use examples::{EXAMPLES, Example};
pub use field::{Field, FieldKind};
pub use help::{HelpRow, HelpSection, help};
pub use mistakes::{MISTAKES, Mistake};
pub use note::{Note, NoteKind};
pub use parser::{ParseOptions, Parsed, parse};
pub use tree::tree;

/// A place in the text of a query, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends: the byte after the last.
    pub end: usize,
}

/// One node of a query and where it stands in the text.
///
/// Two queries are equal when they ask the same, wherever it was written: spans do not count.
#[derive(Debug, Clone)]
pub struct Query {
    /// What is asked.
    pub node: Node,
    /// Where it stands in the text it was read from.
    pub span: Span,
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

impl Eq for Query {}

/// What is asked of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Nothing: every article answers.
    All,
    /// One word, in any of its inflections.
    Word {
        /// The word as typed, without the punctuation around it: exactly one token of `text`. In running text a word of capitals
        /// ([`is_acronym`](crate::text::is_acronym)) means the acronym: printed in capitals among words that are not.
        text: String,
        /// The field it has to be in; `None` for the headline, the lead or the body. Only fields of [`FieldKind::Prose`]
        /// have inflections: in others the word is meant as printed.
        field: Option<Field>,
    },
    /// These words in this order, as printed, in any case.
    Phrase {
        /// The words as typed, of which `text` makes two tokens or more, or one that is meant as printed. Any `*` or `?` in them is a
        /// wildcard; a word of stars alone is any word, and never the first or the last.
        text: String,
        /// The field they have to be in; `None` for the headline, the lead or the body.
        field: Option<Field>,
        /// How many places the words may be off in all, as Lucene counts: 0 for one after the other; 2 for two neighbours exchanged.
        slop: u32,
    },
    /// One printed word that fits a pattern.
    Pattern {
        /// The pattern.
        pattern: Pattern,
        /// The field it has to be in; `None` for the headline, the lead or the body.
        field: Option<Field>,
    },
    /// Both near each other in one text: two different places. The sides are words, phrases and patterns in running text, alternatives of
    /// them, and others of their kind.
    Near {
        /// The one side.
        left: Box<Query>,
        /// The other.
        right: Box<Query>,
        /// How near.
        reach: Reach,
    },
    /// This at least so many times in the article, counted without overlap: what can be a side of [`Near`](Self::Near).
    AtLeast {
        /// How many times; at least once.
        count: u32,
        /// What is counted.
        of: Box<Query>,
    },
    /// This, with more or less weight in the ranking.
    Boost {
        /// What is asked.
        of: Box<Query>,
        /// The weight.
        factor: Factor,
    },
    /// One exact value of a field of [`FieldKind::Code`]: case never matters for `lang`, always for `id`.
    Value {
        /// The field.
        field: Field,
        /// The value.
        value: String,
    },
    /// A day that the article may have been published on, or was added on, lies in the range.
    Days {
        /// [`Field::Date`] or [`Field::Added`].
        field: Field,
        /// The days, both ends included.
        range: DayRange,
    },
    /// A number lies in the range, both ends included.
    Number {
        /// A field of [`FieldKind::Number`].
        field: Field,
        /// The least.
        from: Option<u64>,
        /// The most.
        to: Option<u64>,
    },
    /// The article has the field at all.
    Exists(Field),
    /// All of these; two or more.
    And(Vec<Query>),
    /// One or more of these; two or more.
    Or(Vec<Query>),
    /// Not this.
    Not(Box<Query>),
}

/// Which printed words are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// A folded word with `*` and `?` in it.
    Wildcard(String),
    /// Words that become this one, as typed, by so many changes of a letter, 1 or 2.
    Alike(String, u8),
    /// A regular expression for the whole word, without the slashes, known to be one.
    Regex(String),
}

/// How near two things have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The one begins at most so many words after the other ends: 1 for the next word.
    Words {
        /// How many; at least 1.
        most: u32,
        /// Whether the left side has to come first.
        in_order: bool,
    },
    /// In the same sentence.
    Sentence,
    /// In the same paragraph.
    Paragraph,
}

impl Reach {
    /// Returns whether the left side has to come first.
    pub fn is_in_order(self) -> bool {
        matches!(self, Self::Words { in_order: true, .. })
    }
}

/// A weight, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factor(pub u32);

impl Factor {
    /// The weight that changes nothing.
    pub(super) const ONE: Self = Self(1_000);
    /// The most that anything can weigh.
    pub(super) const HEAVIEST: Self = Self(1_000_000);

    /// Returns the weight as a number.
    pub fn value(self) -> f32 {
        self.0 as f32 / 1000.0
    }
}

impl Query {
    /// Returns the query that every article answers.
    pub fn all() -> Self {
        Self::from(Node::All)
    }

    /// Returns the query for articles that answer both, without nesting one `And` in another.
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
    /// Returns the node as a query that stands nowhere in particular, such as one made from an option.
    fn from(node: Node) -> Self {
        Self { node, span: Span::default() }
    }
}

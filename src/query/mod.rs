//! What was asked: an engine-neutral tree, read from text once and printed back.
//!
//! [`parse`] reads the query language into a [`Query`]; its [`Display`](std::fmt::Display) prints the canonical form,
//! and `parse(print(q)) == q`. An engine lowers the tree to its index, `matching` evaluates it on one
//! article: both see the same nodes. Words are kept as typed here; what a word means (its tokens, its stems) is
//! for `text` to say when the tree is used.

mod date;
mod error;
mod examples;
mod excerpt;
mod field;
mod forms;
mod grammar;
mod lexer;
mod note;
mod parser;
mod printer;
mod range;
mod simplify;
mod spelling;
mod values;
mod wording;

#[cfg(test)]
mod properties;

pub use date::{DayRange, parse_days};
pub use error::QueryError;
pub use examples::{EXAMPLES, Example};
pub use field::{Field, FieldKind};
pub use note::{Note, NoteKind};
pub use parser::{ParseOptions, Parsed, parse};

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
        /// The word as typed, without the punctuation around it: exactly one token of `text`.
        text: String,
        /// The field it has to be in; `None` for the headline, the lead or the body. Only fields of [`FieldKind::Prose`]
        /// have inflections: in others the word is meant as printed.
        field: Option<Field>,
    },
    /// These words in this order, as printed.
    Phrase {
        /// The words as typed, of which `text` makes two tokens or more, or one that is meant as printed.
        text: String,
        /// The field they have to be in; `None` for the headline, the lead or the body.
        field: Option<Field>,
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

//! The row type of the tables of examples.

/// A query, its canonical form and its meaning.
pub(super) type ExampleRow = (&'static str, &'static str, &'static str);

//! The row of a table of examples.

/// What is typed, its canonical form, and what it asks for.
pub(in crate::query) type ExampleRow = (&'static str, &'static str, &'static str);

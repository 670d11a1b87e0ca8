//! What is on the disk: the fields, the columns, and the terms that are not printed words.
//!
//! Words are indexed as printed. Everything else the index knows about a word is an [`Annotation`]: a term at the position of the word. Changing
//! anything here changes the format (`engine/stamp.rs`).

mod annotation;
mod bigram;
mod fields;
mod stem_prefix;

pub(crate) use annotation::{Annotation, FIRST_PRINTED};
pub(crate) use bigram::is_bigram;
pub(crate) use fields::{Fields, NO_LANGUAGE, column, language_code};
pub(crate) use stem_prefix::{FoundBy, is_found_by, is_looked_for};

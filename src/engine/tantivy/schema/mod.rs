//! The index schema: the fields, the columns, and the annotations.
//!
//! Words are indexed as printed. Everything else the index stores about a word is an [`Annotation`]: a term at the position of the word. Any
//! change here changes the index format (`engine/stamp.rs`).

mod annotation;
mod fields;
mod stem_prefix;

pub(crate) use annotation::{Annotation, CaseLists, FIRST_PRINTED, case_lists, case_names};

pub(crate) use fields::{Fields, NO_LANGUAGE, column, language_code};
pub(crate) use stem_prefix::PrefixAutomaton;

//! Meaning vectors: texts on the same subject have similar vectors, whatever their words.
//!
//! These are static word vectors: a [`table`], distilled from a sentence encoder, has a row of numbers for every word of a language, and the vector of a text
//! is the weighted sum of the rows of its words. All arithmetic is on integers, so a text has the same vector on every machine.

mod sum;
mod table;
mod tally;
mod vector;

pub use sum::MeaningSum;
#[cfg(test)]
pub(super) use table::english_digest;
pub use tally::{MeaningTally, WordVectorId, word_vector_id};
pub use vector::{MeaningVector, has_meaning_vectors};

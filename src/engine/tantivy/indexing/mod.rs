//! Writes the index: articles are analysed, collected into segments by several threads, and handed to tantivy at each commit.
//!
//! tantivy deletes, merges and commits; it is never given an article to index.

mod deleting;
mod merging;
mod segment_builder;
mod text_words;
mod workers;
mod writer;

pub(crate) use writer::TantivyWriter;

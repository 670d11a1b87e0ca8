//! Postings of a segment while it is in memory.
//!
//! tantivy looks up a word for every field, annotation and occurrence, which would take most of the indexing time. Here each word is looked up once in the
//! [`Lexicon`], its positions are appended to a [`Log`], and the log is sorted into [`Lists`] when the segment is written. The postings of stems and the
//! weights of leads are then derived from these lists ([`Families`]). The module depends on tantivy only for `DocId`.

mod lexicon;
mod posting_lists;
mod posting_log;
mod stem_families;
mod varint;
mod word_key;

pub(crate) use lexicon::{LanguageId, Lexicon, WordId};
pub(crate) use posting_lists::Lists;
pub(crate) use posting_log::{Log, Posting};
pub(crate) use stem_families::{Articles, Families, emphasised};
pub(crate) use word_key::Key;

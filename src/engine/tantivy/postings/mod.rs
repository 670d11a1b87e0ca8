//! Postings of a segment while it is in memory.
//!
//! tantivy looks a word up anew for every field, form and repetition, and most of the time of indexing went there. Here each word is looked up once
//! in the [`Lexicon`], its positions are appended to a [`Log`], and the log is sorted into [`Lists`] when the segment is written; the postings of
//! stems and the weights of leads are derived from these lists then ([`Families`]). Knows of tantivy only `DocId`.

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

//! Reads a posting list block by block, the fastest way to read it to its end.

use tantivy::DocId;
use tantivy::postings::BlockSegmentPostings;

/// The number of postings that can be read sequentially in the time of one lookup by article.
pub(crate) const LOOKUP: usize = 8;

/// Calls `visit` with every article and its term frequency; the frequency is 1 if the postings were read without frequencies.
pub(crate) fn each_article(mut postings: BlockSegmentPostings, mut visit: impl FnMut(DocId, u32)) {
    while !postings.docs().is_empty() {
        for (position, document) in postings.docs().iter().enumerate() {
            visit(*document, postings.freqs().get(position).copied().unwrap_or(1));
        }
        postings.advance();
    }
}

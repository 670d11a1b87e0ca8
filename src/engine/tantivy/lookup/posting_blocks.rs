//! Every article of a list of postings, block by block: the fastest way to read one to its end.

use tantivy::DocId;
use tantivy::postings::BlockSegmentPostings;

/// How many articles of a list are read in the time that it takes to look one up in it.
pub(crate) const LOOKUP: usize = 8;

/// Calls `visit` with every article and how often it has the term, if the postings were read with frequencies.
pub(crate) fn each_article(mut postings: BlockSegmentPostings, mut visit: impl FnMut(DocId, u32)) {
    while !postings.docs().is_empty() {
        for (position, document) in postings.docs().iter().enumerate() {
            visit(*document, postings.freqs().get(position).copied().unwrap_or(1));
        }
        postings.advance();
    }
}

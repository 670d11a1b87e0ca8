//! Every article of a list of postings, block by block: the fastest way to read one to its end.

use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, SegmentReader, Term};

/// Calls `visit` with every article and how often it has the term, if the postings were read with frequencies.
pub(super) fn each_article(mut postings: BlockSegmentPostings, mut visit: impl FnMut(DocId, u32)) {
    while !postings.docs().is_empty() {
        for (position, document) in postings.docs().iter().enumerate() {
            visit(*document, postings.freqs().get(position).copied().unwrap_or(1));
        }
        postings.advance();
    }
}

/// Adds every article to a set.
pub(super) fn add_to(articles: &mut BitSet, postings: BlockSegmentPostings) {
    each_article(postings, |document, _| {
        articles.insert(document);
    });
}

/// Returns the articles of a segment that are in one of these languages, by the field of their codes.
pub(super) fn articles_in(segment: &SegmentReader, language: Field, codes: &[String]) -> tantivy::Result<BitSet> {
    let inverted = segment.inverted_index(language)?;
    let mut articles = BitSet::with_max_value(segment.max_doc());
    for code in codes {
        let term = Term::from_field_text(language, code);
        if let Some(postings) = inverted.read_block_postings(&term, IndexRecordOption::Basic)? {
            add_to(&mut articles, postings);
        }
    }
    Ok(articles)
}

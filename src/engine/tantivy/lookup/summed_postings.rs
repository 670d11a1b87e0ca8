//! Sums the posting lists of several terms into one weighted count per article.
//!
//! Combining the lists costs more than reading them, so the method depends on their length: short lists are sorted and merged, long lists
//! are summed in a table of all articles.

use super::count_table::CountTable;
use super::language_set::ArticleSet;
use super::posting_blocks::each_article;
use super::word_counts::WordCounts;
use crate::engine::Pace;
use std::sync::Arc;
use tantivy::postings::BlockSegmentPostings;
use tantivy::{DocId, TERMINATED};

/// Lists with fewer postings than one per this many articles of the segment are sorted and merged; longer ones are summed in a table.
const SPARSE: usize = 16;

/// The number of postings that are read in one unit of work.
const PER_WORK: usize = 256;

/// The postings of one form in one field.
pub(crate) struct List {
    pub postings: BlockSegmentPostings,
    /// The weight of one occurrence.
    pub weight: u32,
    /// The articles in whose language the form is valid; `None` for all.
    pub only_in: Option<Arc<ArticleSet>>,
}

impl List {
    /// Returns an upper bound on the number of articles.
    fn len(&self) -> usize {
        let few = few_of(self.only_in.as_deref(), &self.postings);
        few.map_or(self.postings.doc_freq() as usize, <[DocId]>::len)
    }

    /// Returns the cost of reading the list, in units of [`Pace`].
    pub(crate) fn work(&self) -> usize {
        1 + self.len() / PER_WORK
    }

    /// Calls `visit` with every article in which the form is valid and the weighted count there, in order.
    pub(crate) fn each(self, mut visit: impl FnMut(DocId, u32)) {
        let Self { mut postings, weight, only_in } = self;
        if let Some(few) = few_of(only_in.as_deref(), &postings) {
            for document in few {
                let position = postings.seek(*document);
                match postings.doc(position) {
                    TERMINATED => break,
                    found if found == *document => {
                        let frequency = postings.freqs().get(position).copied().unwrap_or(1);
                        visit(found, frequency.saturating_mul(weight));
                    }
                    _ => {}
                }
            }
            return;
        }
        match only_in {
            None => each_article(postings, |document, frequency| visit(document, frequency.saturating_mul(weight))),
            Some(only_in) => each_article(postings, |document, frequency| {
                if only_in.contains(document) {
                    visit(document, frequency.saturating_mul(weight));
                }
            }),
        }
    }
}

/// Returns the articles in which a form is valid, if seeking each of them is faster than reading all its postings.
fn few_of<'a>(only_in: Option<&'a ArticleSet>, postings: &BlockSegmentPostings) -> Option<&'a [DocId]> {
    only_in.and_then(|only_in| only_in.few_beside(postings.doc_freq()))
}

/// Sums the lists for a segment with the given number of articles; some lists are missing if the time is up.
pub(crate) fn sum_postings(mut lists: Vec<List>, articles: DocId, pace: &mut Pace) -> WordCounts {
    let postings = |lists: &[List]| lists.iter().map(List::len).sum::<usize>();
    if postings(&lists) * SPARSE >= articles as usize {
        return WordCounts::table(table(lists, articles, pace));
    }
    let Some((longest, _)) = lists.iter().enumerate().max_by_key(|(_, list)| list.len()) else {
        return WordCounts::Listed(Vec::new());
    };
    let longest = lists.swap_remove(longest);
    let others = postings(&lists);
    WordCounts::Listed(merged(longest, sorted(lists, others, pace)))
}

/// Sums the lists in a table of all articles of a segment; some lists are missing if the time is up.
pub(crate) fn table(lists: Vec<List>, articles: DocId, pace: &mut Pace) -> CountTable {
    let mut counts = CountTable::new(articles);
    for list in lists {
        if pace.is_over(list.work()) {
            break;
        }
        list.each(|document, count| counts.add(document, count));
    }
    counts
}

/// Merges a list with other articles, which must be in order, and sums the counts of articles in both.
fn merged(list: List, others: Vec<(DocId, u32)>) -> Vec<(DocId, u32)> {
    let mut found = Vec::with_capacity(list.len() + others.len());
    let mut others = others.into_iter().peekable();
    list.each(|document, count| {
        while let Some(before) = others.next_if(|(other, _)| *other < document) {
            found.push(before);
        }
        let more = others.next_if(|(other, _)| *other == document).map_or(0, |(_, count)| count);
        found.push((document, count.saturating_add(more)));
    });
    found.extend(others);
    found
}

/// Sums short lists by sorting their postings; `postings` is the expected number.
fn sorted(lists: Vec<List>, postings: usize, pace: &mut Pace) -> Vec<(DocId, u32)> {
    let mut found = Vec::with_capacity(postings);
    for list in lists {
        if pace.is_over(list.work()) {
            break;
        }
        list.each(|document, count| found.push((document, count)));
    }
    found.sort_unstable_by_key(|(document, _)| *document);
    found.dedup_by(|next, first| {
        let is_same = next.0 == first.0;
        first.1 = if is_same { first.1.saturating_add(next.1) } else { first.1 };
        is_same
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Deadline;
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use tantivy::schema::{IndexRecordOption, STORED, Schema, TEXT};
    use tantivy::{Index, SegmentReader, Term, doc};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn short_and_long_lists_are_summed_alike(
            // For each word: it occurs in every n-th article, this many times.
            words in prop::collection::vec((1_usize..300, 1_usize..4), 1..5),
            articles in 1_usize..900,
            // The first word is valid only in every n-th article.
            meant in prop::sample::select(vec![1_usize, 2, 50]),
        ) {
            let mut schema = Schema::builder();
            let field = schema.add_text_field("text", TEXT | STORED);
            let index = Index::create_in_ram(schema.build());
            let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
            let mut expected = BTreeMap::new();
            for article in 0..articles {
                let mut text = Vec::new();
                for (number, (one_of, times)) in words.iter().enumerate() {
                    let is_meant = number > 0 || article % meant == 0;
                    if (article + number) % one_of == 0 {
                        text.extend(vec![format!("w{number}"); *times]);
                        if is_meant {
                            *expected.entry(article as DocId).or_insert(0) += (times * (number + 1)) as u32;
                        }
                    }
                }
                writer.add_document(doc!(field => text.join(" "))).unwrap();
            }
            writer.commit().unwrap();
            let searcher = index.reader().unwrap().searcher();
            prop_assert_eq!(searcher.segment_readers().len(), 1);
            let segment: &SegmentReader = searcher.segment_reader(0);
            let only_in = (0..segment.max_doc()).step_by(meant).collect();
            let only_in = Arc::new(ArticleSet::of(only_in, segment.max_doc()));
            let inverted = segment.inverted_index(field).unwrap();
            let list = |number: usize| {
                let term = Term::from_field_text(field, &format!("w{number}"));
                let postings = inverted.read_block_postings(&term, IndexRecordOption::WithFreqs).unwrap()?;
                let only_in = (number == 0 && meant > 1).then(|| Arc::clone(&only_in));
                Some(List { postings, weight: number as u32 + 1, only_in })
            };
            let lists = || (0..words.len()).filter_map(list).collect::<Vec<_>>();
            let all = lists().iter().map(List::len).sum();
            let expected: Vec<_> = expected.into_iter().collect();
            let pace = || Deadline::default().pace();
            let listed = |counts: WordCounts| {
                let mut listed = Vec::new();
                let articles: Vec<_> = (0..segment.max_doc()).collect();
                counts.of(&articles, |number, count| listed.push((number as DocId, count)));
                listed
            };
            prop_assert_eq!(&listed(sum_postings(lists(), segment.max_doc(), &mut pace())), &expected);
            prop_assert_eq!(&listed(WordCounts::table(table(lists(), segment.max_doc(), &mut pace()))), &expected);
            prop_assert_eq!(&sorted(lists(), all, &mut pace()), &expected);
        }
    }
}

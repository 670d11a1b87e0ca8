//! The matcher, the highlighter and the passages.

use super::documents::{languages, query_and_article};
use dateline::article::Article;
use dateline::matching::{Match, Matcher, PartMatcher, PassageOptions, PassageSpans, passages, text_of};
use dateline::query::Field;
use dateline::search::spans_of;
use dateline::text::StemCache;

/// Evaluates a query on an article, and checks its matches and passages.
pub fn fuzz_matching(data: &[u8]) {
    let Some((query, article)) = query_and_article(data) else { return };
    let languages = languages();
    let mut stems = StemCache::default();
    let matches = Matcher::new(&query, &languages).matches(&article, &mut stems);
    let parts = PartMatcher::new(std::slice::from_ref(&query), &query, &languages);
    assert_eq!(parts.matches(&article, &mut stems).next(), Some(matches.is_some()), "a part and the whole differ");
    let matches = matches.unwrap_or_default();
    assert_matches(&matches, &article);
    for (max_count, max_chars) in [(0, 0), (1, 1), (3, 20), (3, 240), (100, 100_000)] {
        let mut options = PassageOptions::default();
        (options.max_count, options.max_chars) = (max_count, max_chars);
        assert_passages(&passages(&article, &matches, options), &matches, &article);
    }
}

/// Matches are sorted, not empty, and inside their text; merged spans do not overlap.
fn assert_matches(matches: &[Match], article: &Article) {
    assert!(matches.is_sorted_by_key(|found| (found.field, found.range.start, found.range.end, found.operand)));
    for found in matches {
        let text = text_of(article, found.field).get(found.range.clone());
        assert!(text.is_some_and(|text| !text.is_empty()), "{found:?}");
    }
    for field in [Field::Headline, Field::Lead, Field::Body] {
        let spans = spans_of(matches, field);
        assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{spans:?}");
    }
}

/// Passages are parts of the text in order, which do not overlap, and their spans are parts of matches.
fn assert_passages(passages: &[PassageSpans], matches: &[Match], article: &Article) {
    for pair in passages.windows(2) {
        let is_after = pair[0].field < pair[1].field || pair[0].range.end <= pair[1].range.start;
        assert!(is_after, "{passages:?}");
    }
    for passage in passages {
        let text = text_of(article, passage.field).get(passage.range.clone()).expect("a passage inside the text");
        assert!(passage.spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{passage:?}");
        let merged = spans_of(matches, passage.field);
        for span in &passage.spans {
            assert!(text.get(span.clone()).is_some_and(|span| !span.is_empty()), "{passage:?}");
            let (start, end) = (span.start + passage.range.start, span.end + passage.range.start);
            let before = merged.partition_point(|found| found.start <= start);
            let is_match = before.checked_sub(1).is_some_and(|found| end <= merged[found].end);
            assert!(is_match, "{span:?} of {passage:?} is no match");
        }
    }
}

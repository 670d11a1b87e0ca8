//! Tokens, sentences, joined forms and languages of a text.

use super::bounded_text;
use dateline::text::{Tokens, detect_language, joined_forms, paragraphs, sentences, token_count};

/// Analyses the input as a text.
pub fn fuzz_words(data: &[u8]) {
    let text = bounded_text(data);
    let tokens = Tokens::of(&text);
    assert_eq!(tokens.ranges().len(), token_count(&text));
    let mut end = 0;
    for (range, term) in tokens.ranges().iter().zip(tokens.terms()) {
        assert!(end <= range.start() && range.start() < range.end(), "{range:?}");
        assert!(text.get(range.start()..range.end()).is_some(), "{range:?}");
        assert!(!term.is_empty());
        end = range.end();
    }
    for form in joined_forms(&text, &tokens) {
        assert!(form.first < form.last && (form.last as usize) < tokens.ranges().len() && !form.term.is_empty());
    }
    for ranges in [sentences(&text), paragraphs(&text).collect()] {
        let mut end = 0;
        for range in ranges {
            assert!(end <= range.start && text.get(range.clone()).is_some(), "{range:?}");
            end = range.end;
        }
    }
    let _ = detect_language(&text);
}

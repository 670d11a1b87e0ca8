//! The beginning of an article's text, from which its language is detected.

use crate::article::Article;

/// The maximum length of a sample in bytes.
const SAMPLE_BYTES: usize = 4000;

/// Returns the beginning of the text of an article, for language detection.
pub fn language_sample(article: &Article) -> String {
    beginning(article, SAMPLE_BYTES)
}

/// Returns about the first `bytes` bytes of headline, lead and body.
pub(super) fn beginning(article: &Article, bytes: usize) -> String {
    let mut beginning = String::with_capacity(bytes + 8);
    for text in [article.headline.as_str(), article.lead.as_deref().unwrap_or_default(), &article.body] {
        let room = bytes.saturating_sub(beginning.len());
        beginning.push_str(text.get(..text.floor_char_boundary(room)).unwrap_or_default());
        beginning.push('\n');
    }
    beginning
}

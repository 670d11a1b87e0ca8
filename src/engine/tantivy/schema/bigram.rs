//! Bigrams: two touching characters of a script without spaces, indexed as one term.

use crate::text::Token;

/// Returns whether two tokens in a row are characters that touch, save for the end of a line.
pub(crate) fn is_bigram(text: &str, before: &Token<'_>, token: &Token<'_>) -> bool {
    before.unspaced && token.unspaced && matches!(text.get(before.end..token.start), Some("" | "\n"))
}

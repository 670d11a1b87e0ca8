//! Bigrams: two adjacent characters of a script without spaces, which rank as one term.

use super::tokenizer::Token;

/// Returns whether two consecutive tokens form a bigram; a line break between them is allowed.
pub fn is_bigram(text: &str, before: &Token<'_>, token: &Token<'_>) -> bool {
    before.unspaced && token.unspaced && matches!(text.get(before.end..token.start), Some("" | "\n"))
}

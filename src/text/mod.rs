//! The one analysis: what is a word, what is its stem, where does a sentence end, which language is it.
//!
//! The index, the matcher and the snippets all call this room, so they can never disagree about words. A token is the
//! word folded (lower case, without accents) and the place it was printed; a stem is made from a token by the language of the
//! article. There is no second tokenizer anywhere else.

mod fingerprint;
mod fold;
mod language;
mod script;
mod sentence;
mod stem;
mod token;

pub use fingerprint::analysis_fingerprint;
pub use language::detect_language;
pub use sentence::sentences;
pub use stem::{StemCache, query_stems, ranking_terms, stem, token_stems};
pub use token::{Token, TokenRange, Tokens, each_token};

/// Returns how many tokens `text` makes.
pub fn token_count(text: &str) -> usize {
    let mut count = 0;
    each_token(text, |_| count += 1);
    count
}

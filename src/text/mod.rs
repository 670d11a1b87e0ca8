//! The one analysis: what is a word, what is its stem, where does a sentence end, which language is it.
//!
//! The index, the matcher and the snippets all call this room, so they can never disagree about words. A token is the
//! word folded (lower case, without accents) and the place it was printed; a stem is made from a token by the language of the
//! article. There is no second tokenizer anywhere else.

mod accents;
mod fingerprint;
mod fold;
mod language;
mod meaning;
mod pattern;
mod script;
mod sentence;
mod stem;
mod stop_words;
mod token;
mod wildcard;

pub use fingerprint::ANALYSIS;
pub use language::detect_language;
pub use meaning::{MeaningSum, MeaningTally, MeaningVector, WordVectorId, has_meaning_vectors, word_vector_id};
pub use pattern::{MAX_EDITS, PatternError, PatternState, WordPattern};
pub use script::is_unspaced_term;
pub use sentence::{paragraphs, sentences};
pub use stem::{StemCache, keeps_first_letter, query_stems, stem, token_stems};
pub use stop_words::is_stop_word;
pub use token::{Token, TokenRange, Tokens, for_each_token, is_acronym};
pub use wildcard::{ANY_CHARACTER, ANY_RUN, for_each_wildcard_word, is_wildcard};

/// Returns how many tokens `text` makes.
pub fn token_count(text: &str) -> usize {
    let mut count = 0;
    for_each_token(text, |_| count += 1);
    count
}

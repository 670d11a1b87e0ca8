//! Text analysis: tokens, stems, sentences, language detection and word vectors.
//!
//! Index, matcher and passages all use this one analysis, so they cannot disagree about words. A token is a folded word (lower case,
//! without accents) with its offsets in the text; a stem is derived from a token in the language of the article.

mod accents;
mod apostrophe;
mod bigram;
mod compounds;
mod fingerprint;
mod fold;
mod frequent_words;
mod invisible;
mod joined;
mod label_key;
mod language;
mod letter_case;
mod meaning;
mod pattern;
mod raised_digits;
mod sentence;
mod sentence_breaks;
mod spellings;
mod stem;
mod stem_prefix;
mod stop_words;
mod tokenizer;
mod tokens;
mod unspaced;
mod wildcard;
mod word_bounds;

pub use apostrophe::is_inside_hebrew_word;
pub use bigram::is_bigram;
pub use compounds::{CompoundRules, closes_compounds};
pub use fingerprint::ANALYSIS;
pub use frequent_words::is_frequent_word;
pub use joined::{JoinedForm, join_terms, joined_forms};
pub use label_key::label_key;
pub use language::{
    ArchiveLanguages, ExpectedLanguages, LanguageEvidence, Script, TextLanguage, UnsureLanguage, detect_language,
    detect_other_than_english, language_sample,
};
pub use letter_case::LetterCase;
pub use meaning::{MeaningSum, MeaningTally, MeaningVector, WordVectorId, has_meaning_vectors, word_vector_id};
pub use pattern::{MAX_EDITS, PatternError, PatternSource, PatternState, WordPattern};
pub use sentence::{paragraphs, sentences};
pub use stem::{StemCache, keeps_first_letter, query_stems, stem, stemmed_languages, token_stems};
pub use stem_prefix::{MAX_ENDING_LETTERS, is_found_by, is_prefix_searched};
pub use stop_words::is_stop_word;
pub use tokenizer::{Token, for_each_token};
pub use tokens::{TokenRange, Tokens};
pub use unspaced::is_unspaced_term;
pub use wildcard::{ANY_CHARACTER, ANY_RUN, for_each_wildcard_word, is_wildcard};
pub use word_bounds::is_acronym;

/// Returns the number of tokens in `text`.
pub fn token_count(text: &str) -> usize {
    let mut count = 0;
    for_each_token(text, |_| count += 1);
    count
}

//! Language detection.
//!
//! The script comes first: it identifies many languages by itself, and others have letters that no other language uses. For text in Latin letters
//! `whichlang` is fast and accurate among its few languages but never reports uncertainty, so its result must be confirmed by function words of that
//! language. Otherwise the function words of other languages decide, then `whatlang`. A result that no function words confirm is discarded: stemming in the
//! wrong language does more harm than no stemming. A short text may lack function words or have one by accident; it is English if nearly all its words are,
//! and otherwise follows the texts of its file, or those of its source and folder.

mod arabic;
mod archive_languages;
mod detect;
mod evidence;
mod expected;
mod function_word_lists;
mod function_words;
mod latin;
mod letters;
mod sample;
mod script;

pub use archive_languages::ArchiveLanguages;
pub use detect::{detect_language, detect_other_than_english};
pub use evidence::LanguageEvidence;
pub use expected::{ExpectedLanguages, TextLanguage, UnsureLanguage};
pub use sample::language_sample;
pub use script::Script;

//! The tokens of a text as they are sent to the cluster and searched.
//!
//! The cluster splits at blanks, then at `|`: tokens joined by `|` share a position. The first and the last word of each sentence and paragraph have a
//! marker, so that a passage lies in one sentence if it lies between two such markers. The first character of a token is its kind; none of these
//! characters occurs in a folded word, and the characters of printed words have no function in a regular expression or wildcard.

/// A printed word that is its own stem.
pub(super) const STEM_ITSELF: char = '=';
/// A printed word that is not its own stem.
pub(super) const PRINTED: char = ':';
/// The stem of another word, in the language of its article.
pub(super) const STEM: char = ';';
/// The stem of a joined form, in the language of its article.
pub(super) const JOINED_STEM: char = '+';
/// An acronym, printed or joined.
pub(super) const ACRONYM: char = '!';
/// A short word in title case inside a sentence.
pub(super) const TITLE_CASE: char = '%';
/// The joined form of a word of several parts.
pub(super) const JOINED: char = ',';

/// Separates two tokens at the same position.
pub(super) const SAME: char = '|';
/// Any word in a query: the cluster drops it and keeps its position.
pub(super) const ANY_WORD: &str = "_";
/// The markers of the first and the last word of a sentence.
pub(super) const SENTENCE: [char; 2] = ['§', '¦'];
/// The markers of the first and the last word of a paragraph.
pub(super) const PARAGRAPH: [char; 2] = ['¶', '¬'];
/// Separates a ranked word from its weighted count.
pub(super) const COUNT: char = '^';

/// Returns the token of a word.
pub(super) fn token(kind: char, word: &str) -> String {
    format!("{kind}{word}")
}

/// Returns a stem as it is indexed for a word in an article of unknown language, under one of the possible languages.
pub(super) fn stem_in(language: &str, stem: &str) -> String {
    format!("{language}/{stem}")
}

/// Returns the bigram of two adjacent characters of a script without spaces.
pub(super) fn bigram(first: &str, second: &str) -> String {
    format!("{first}_{second}")
}

//! The tokens of a text as the cluster gets and finds them.
//!
//! The cluster splits at blanks, then at `|`: tokens joined by `|` share a position. The first and the last word of each sentence and paragraph are
//! marked, so that a passage is in one sentence if it lies between such marks. The first character of a token tells its kind; none of these characters occurs in a folded word, and those of printed words mean nothing in a regular expression or wildcard.

/// A printed word that is its own stem.
pub(super) const STEM_ITSELF: char = '=';
/// Any other printed word.
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

/// Between two tokens at the same position.
pub(super) const SAME: char = '|';
/// Any word, in a query: the cluster drops it and keeps its position.
pub(super) const ANY_WORD: &str = "_";
/// The marks of the first and the last word of a sentence.
pub(super) const SENTENCE: [char; 2] = ['§', '¦'];
/// The marks of the first and the last word of a paragraph.
pub(super) const PARAGRAPH: [char; 2] = ['¶', '¬'];
/// Between a ranked word and its weighted count.
pub(super) const COUNT: char = '^';

/// Returns the token of a word.
pub(super) fn token(kind: char, word: &str) -> String {
    format!("{kind}{word}")
}

/// Returns a stem as it is indexed for a word of an article of unknown language, which may be in this one.
pub(super) fn stem_in(language: &str, stem: &str) -> String {
    format!("{language}/{stem}")
}

/// Returns a pair of characters of a script without spaces, which rank together.
pub(super) fn bigram(first: &str, second: &str) -> String {
    format!("{first}_{second}")
}

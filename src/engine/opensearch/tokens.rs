//! The tokens of a text as the cluster gets and finds them.
//!
//! The cluster splits at blanks, then at `|`: tokens joined by `|` share a position. Words have even positions and the boundaries
//! between them at odd ones, so that a distance never counts a boundary and a boundary is never on a word. The first character of a token tells its
//! kind; none of these characters occurs in a folded word, and those of printed words mean nothing in a regular expression or wildcard.

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
/// Between two words; the cluster drops it and keeps its position.
pub(super) const NO_BOUNDARY: &str = "_";
/// Between two sentences of a paragraph.
pub(super) const SENTENCE: &str = "§";
/// Between two paragraphs, which are two sentences as well.
pub(super) const PARAGRAPH: &str = "¶";
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

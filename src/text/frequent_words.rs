//! The most frequent words of several languages, whose pairs an index stores as terms.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// The words, folded; each occurs in at least a third of the news articles of its language.
pub(super) const FREQUENT_WORDS: &[&str] = &[
    // English
    "the", "to", "of", "and", "a", "in", "is", "that", "for", "it", "on", "was", "with", "as", "be", "at", "by", "he",
    "has", "from", "have", "but", "are", "an", "will", "not", "which", "been", "this", "his", "had", "said",
    // German
    "der", "die", "und", "den", "das", "von", "zu", "mit", "im", "fur", "ist", "sich", "auf", "ein", "eine", "dem",
    "des", "nicht", // French
    "le", "la", "les", "de", "du", "et", "en", "un", "une", "est", "que", "pour", "qui", "dans", "au", "par", "sur",
    "il", // Spanish, Portuguese and Italian
    "el", "los", "las", "del", "y", "se", "con", "por", "una", "su", "o", "do", "da", "em", "os", "com", "no", "na",
    "di", "e", "il", "che", "per", // Dutch and Scandinavian
    "het", "een", "van", "op", "te", "og", "i", "av", "att", "det", "som", "er", "til", // Russian
    "и", "в", "на", "что", "с",
];

static LOOKUP: LazyLock<FxHashSet<&str>> = LazyLock::new(|| FREQUENT_WORDS.iter().copied().collect());

/// Returns whether a folded word is one of the most frequent words.
///
/// They are indexed like any other word. An index also stores two consecutive ones as one term, which makes phrases with them fast. The list is part of the
/// index format; the stop words of a search are those of [`is_stop_word`](super::is_stop_word).
pub fn is_frequent_word(term: &str) -> bool {
    term.len() <= 6 && LOOKUP.contains(term)
}

//! Words that stand in most articles of a language.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// The commonest words of news, folded, of a few languages: each stands in a third of the articles of its language or more.
pub(super) const STOP_WORDS: &[&str] = &[
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

static MEMBERS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| STOP_WORDS.iter().copied().collect());

/// Returns whether a folded word is among the commonest of its language. An index does well to keep two of them in a row as one term, since a
/// phrase of such words is in few articles and each word in most; and where some of the words of a query are enough, these say nothing.
pub fn is_stop_word(term: &str) -> bool {
    term.len() <= 6 && MEMBERS.contains(term)
}

//! Spelling variants that are one word in one language only. They share a stem, while the words themselves stay distinct for exact searches.
//!
//! Folding, which all languages share, unifies only spellings that no language distinguishes.

use std::borrow::Cow;

/// Returns a folded word in the spelling that the stemmer of its language expects.
pub(super) fn before_stemming<'t>(term: &'t str, code: &str) -> Cow<'t, str> {
    match code {
        "ar" => Cow::Borrowed(without_arabic_conjunction(term)),
        "da" | "no" | "sv" => scandinavian(term),
        _ => Cow::Borrowed(term),
    }
}

/// Returns a stem in the spelling that represents all its variants in the language.
pub(super) fn after_stemming<'t>(stem: Cow<'t, str>, code: &str) -> Cow<'t, str> {
    match code {
        "hi" if stem.contains(is_variable_in_hindi) => Cow::Owned(hindi(&stem)),
        _ => stem,
    }
}

/// Removes an "and" or "then" that is joined to a noun with an article; the stemmer handles the article and the other prefixes.
fn without_arabic_conjunction(term: &str) -> &str {
    /// Forms of "parent", which begin with the letters of "and the".
    const PARENTS: [&str; 8] = ["دته", "دتها", "دتي", "ديه", "ديها", "دها", "دهم", "دنا"];
    let Some(noun) = term.strip_prefix(['و', 'ف']) else { return term };
    let Some(after) = noun.strip_prefix("ال") else { return term };
    let is_noun = after.chars().nth(2).is_some() && !(term.starts_with('و') && PARENTS.contains(&after));
    if is_noun { noun } else { term }
}

/// Folds the digraphs for å, ä, æ, ö and ø, used on foreign keyboards and in names, like the letters themselves: Aalborg is Ålborg, and the Danish blåbær is
/// the Swedish blåbär.
fn scandinavian(term: &str) -> Cow<'_, str> {
    const DIGRAPHS: [(&str, &str); 3] = [("aa", "a"), ("ae", "a"), ("oe", "o")];
    let mut spelled = Cow::Borrowed(term);
    for (digraph, letter) in DIGRAPHS {
        if spelled.contains(digraph) {
            spelled = Cow::Owned(spelled.replace(digraph, letter));
        }
    }
    spelled
}

/// Returns whether Hindi spellings of a word vary in this character.
fn is_variable_in_hindi(character: char) -> bool {
    matches!(character, 'आ' | 'ई' | 'ऊ' | 'ॠ' | 'ॡ' | 'ऐ' | 'औ' | 'ी' | 'ू' | 'ॄ' | 'ॣ' | 'ै' | 'ौ' | '\u{094D}')
}

/// Shortens long vowels and drops the virama, after Larkey, Connell and Abduljaleel (2003), "Hindi CLIR in thirty days".
fn hindi(stem: &str) -> String {
    let short = |character| match character {
        'आ' => Some('अ'),
        'ई' => Some('इ'),
        'ऊ' => Some('उ'),
        'ॠ' => Some('ऋ'),
        'ॡ' => Some('ऌ'),
        'ऐ' => Some('ए'),
        'औ' => Some('ओ'),
        'ी' => Some('ि'),
        'ू' => Some('ु'),
        'ॄ' => Some('ृ'),
        'ॣ' => Some('ॢ'),
        'ै' => Some('े'),
        'ौ' => Some('ो'),
        '\u{094D}' => None,
        _ => Some(character),
    };
    stem.chars().filter_map(short).collect()
}

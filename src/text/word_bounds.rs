//! Splits text without white space into words.
//!
//! The boundaries are those of UAX #29, with rules for news on top: hyphens, underscores, colons and full stops between words separate;
//! possessives and elided articles are dropped (`Blair's` is `blair`, `l'eau` is `eau`); initials are one word (`U.S.`) and so are names
//! such as `AT&T`.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Elided articles, pronouns and prepositions before an apostrophe, in Romance languages and those of the African Great Lakes.
const ELIDED: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un", "dell", "nell", "sull",
    "dall", "all", "coll", "quest", "sant", "y", "w", "z", "bw", "by", "cy", "gw", "ky", "kw", "lw", "ly", "mw", "ry",
    "rw", "tw", "vy",
];

/// The longest side of a name such as `AT&T` or `M&S`, in bytes; an `&` next to a longer word separates.
const MAX_AMPERSAND_SIDE: usize = 3;

/// Appends to `words` the words in a range of `text` that contains no white space.
pub(super) fn split_words(text: &str, range: Range<usize>, words: &mut Vec<Range<usize>>) {
    let mut ampersand = None;
    for (offset, piece) in text[range.clone()].split_word_bound_indices() {
        let start = range.start + offset;
        if piece == "&" {
            ampersand = Some(start);
        } else if piece.contains(char::is_alphanumeric) {
            let before = words.len();
            split_piece(text, start..start + piece.len(), words);
            if let (Some(ampersand), [left, right]) =
                (ampersand, words.get(before.wrapping_sub(1)..).unwrap_or_default())
                && left.end == ampersand
                && right.start == ampersand + 1
                && left.len() <= MAX_AMPERSAND_SIDE
                && right.len() <= MAX_AMPERSAND_SIDE
            {
                let whole = left.start..right.end;
                words.truncate(before - 1);
                words.push(whole);
            }
        }
    }
}

/// Splits one UAX #29 word at the separators that it keeps, such as underscores and full stops.
fn split_piece(text: &str, piece: Range<usize>, words: &mut Vec<Range<usize>>) {
    let printed = &text[piece.clone()];
    if is_initials(printed) {
        return words.push(piece);
    }
    let mut start = piece.start;
    let separators = printed.char_indices().filter(|(at, character)| {
        matches!(character, '_' | ':' | '·' | '\u{203F}')
            || (matches!(character, '.' | '\u{2024}') && !is_between_digits(printed, *at))
    });
    for (at, separator) in separators {
        push_word(text, start..piece.start + at, words);
        start = piece.start + at + separator.len_utf8();
    }
    push_word(text, start..piece.end, words);
}

/// Appends a word without its elided article and its possessive ending.
fn push_word(text: &str, mut word: Range<usize>, words: &mut Vec<Range<usize>>) {
    let printed = &text[word.clone()];
    if let Some((before, after)) = printed.split_once(is_apostrophe)
        && after.chars().nth(1).is_some()
        && ELIDED.iter().any(|elided| elided.eq_ignore_ascii_case(before))
    {
        word.start = word.end - after.len();
    }
    let printed = &text[word.clone()];
    if let Some(owner) = printed.strip_suffix(['s', 'S']).and_then(|rest| rest.strip_suffix(is_apostrophe)) {
        word.end = word.start + owner.len();
    }
    if text[word.clone()].contains(char::is_alphanumeric) {
        words.push(word);
    }
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{FF07}')
}

/// Returns whether a printed word is in capitals and has at least two, such as `WHO`, `U.S.` or `MI6S`.
///
/// ```
/// use dateline::text::is_acronym;
/// assert!(is_acronym("WHO") && is_acronym("U.S.") && !is_acronym("Who") && !is_acronym("A"));
/// ```
pub fn is_acronym(word: &str) -> bool {
    let mut capitals = 0;
    for character in word.chars() {
        if character.is_lowercase() {
            return false;
        }
        capitals += usize::from(character.is_uppercase());
    }
    capitals >= 2
}

/// Returns whether a word consists of single letters separated by full stops, such as `U.S` or `e.g`.
pub(super) fn is_initials(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|letter| {
            let mut characters = letter.chars();
            characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
        })
}

fn is_between_digits(text: &str, at: usize) -> bool {
    let digit_before = text[..at].ends_with(|c: char| c.is_numeric());
    let after = text[at..].chars().nth(1);
    digit_before && after.is_some_and(char::is_numeric)
}

//! Splits text without white space into words.
//!
//! The boundaries are those of UAX #29, with additional rules for news: hyphens, underscores, colons and full stops between words separate; possessives and
//! elided articles are dropped (`Blair's` is `blair`, `l'eau` is `eau`); initials are one word (`U.S.`), and so are names such as `AT&T`.

use super::apostrophe::{is_apostrophe, is_gershayim, is_hebrew_letter};
use super::invisible::is_invisible;
use super::raised_digits;
use super::unspaced::{is_unspaced, is_within_vowel};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Elided articles, pronouns and prepositions before an apostrophe, in Romance languages and those of the African Great Lakes.
const ELIDED: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un", "dell", "nell", "sull",
    "dall", "all", "coll", "quest", "sant", "y", "w", "z", "bw", "by", "cy", "gw", "ky", "kw", "lw", "ly", "mw", "ry",
    "rw", "tw", "vy",
];

/// The maximum length of a side of a name such as `AT&T` or `M&S`, in bytes; an `&` next to a longer word separates.
const MAX_AMPERSAND_SIDE: usize = 3;

/// Appends to `words` the words in a range of `text` that contains no white space.
pub(super) fn split_words(text: &str, range: Range<usize>, words: &mut Vec<Range<usize>>) {
    let chunk = &text[range.clone()];
    let mut ampersand = None;
    let mut start = 0;
    let ends = chunk.split_word_bound_indices().skip(1).map(|(offset, _)| offset).chain(std::iter::once(chunk.len()));
    for end in ends {
        if end < chunk.len() && is_within_word(chunk, end) {
            continue;
        }
        let piece = range.start + start..range.start + end;
        start = end;
        let printed = &text[piece.clone()];
        if printed == "&" {
            ampersand = Some(piece.start);
        } else if printed.contains(char::is_alphanumeric) {
            let before = words.len();
            split_piece(text, piece, words);
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

/// Returns whether a boundary of UAX #29 is within a word of news: next to any kind of apostrophe between letters, at the mark of a Hebrew
/// abbreviation, at a superscript or subscript, or within a vowel of Thai or Lao.
fn is_within_word(chunk: &str, at: usize) -> bool {
    let (before, after) = chunk.split_at(at);
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let is_usual = |character: char| character.is_ascii() && !matches!(character, '`' | '"' | '\'');
    if is_usual(last) && is_usual(next) {
        return false;
    }
    let mark_between = |before: &str, mark: char, after: &str| {
        // Checked first, because finding the last visible character is slow if there are many invisible ones.
        if !is_apostrophe(mark) && !is_gershayim(mark) {
            return false;
        }
        let (last, next) = (before.chars().rfind(|character| !is_invisible(*character)), after.chars().next());
        let are = |test: fn(char) -> bool| last.is_some_and(test) && next.is_some_and(test);
        (is_apostrophe(mark) && are(is_spaced_letter)) || (is_gershayim(mark) && are(is_hebrew_letter))
    };
    mark_between(before, next, &after[next.len_utf8()..])
        || mark_between(&before[..before.len() - last.len_utf8()], last, after)
        || raised_digits::joins(before, after)
        || is_within_vowel(before, next)
}

/// Returns whether the character is a letter of a script with spaces between words.
fn is_spaced_letter(character: char) -> bool {
    character.is_alphabetic() && !is_unspaced(character) && !is_apostrophe(character)
}

/// Splits one UAX #29 word at the separators that it keeps, such as underscores and full stops.
fn split_piece(text: &str, mut piece: Range<usize>, words: &mut Vec<Range<usize>>) {
    // UAX #29 includes invisible characters in the word before them.
    piece.end = piece.start + text[piece.clone()].trim_end_matches(is_invisible).len();
    let printed = &text[piece.clone()];
    if is_initials(printed) {
        return words.push(piece);
    }
    let mut start = piece.start;
    let separators = printed.char_indices().filter(|(at, character)| {
        matches!(character, '_' | ':' | '\u{203F}')
            || (is_middle_dot(*character) && !is_between_ls(printed, *at))
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

/// Returns whether a printed word is in capitals and has at least two of them, such as `WHO`, `U.S.` or `MI6S`.
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

/// Returns whether the character is a middle dot, which separates words except in the double l of Catalan (`col·lecció`).
fn is_middle_dot(character: char) -> bool {
    matches!(character, '·' | '\u{0387}')
}

fn is_between_ls(text: &str, at: usize) -> bool {
    text[..at].ends_with(['l', 'L']) && text[at..].chars().nth(1).is_some_and(|next| matches!(next, 'l' | 'L'))
}

fn is_between_digits(text: &str, at: usize) -> bool {
    let digit_before = text[..at].ends_with(|c: char| c.is_numeric());
    let after = text[at..].chars().nth(1);
    digit_before && after.is_some_and(char::is_numeric)
}

//! Words and where they stand.
//!
//! Boundaries are those of Unicode's text segmentation (UAX #29), with the rules of news on top: a hyphen, an underscore and a
//! full stop between words separate; a possessive and an elided article are dropped (`Blair's` is `blair`, `l'eau` is `eau`);
//! initials are one word (`U.S.` is `us`), so is `AT&T`; scripts without spaces give one token a character. A position is the number
//! of the token in its text.

use super::fold::{LONGEST, fold};
use super::script::is_unspaced;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// One token as it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The word folded.
    pub term: &'a str,
    /// Where the word begins in the text, in bytes.
    pub start: usize,
    /// Where it ends: the byte after the last.
    pub end: usize,
    /// Whether it is one character of a script without spaces.
    pub unspaced: bool,
    /// Whether it is printed in capitals in a line that is not: `WHO` in `The WHO said`.
    pub acronym: bool,
}

/// Elided articles, pronouns and prepositions before an apostrophe, in the Romance languages and those of the Great Lakes of Africa.
const ELIDED: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un", "dell", "nell", "sull",
    "dall", "all", "coll", "quest", "sant", "y", "w", "z", "bw", "by", "cy", "gw", "ky", "kw", "lw", "ly", "mw", "ry",
    "rw", "tw", "vy",
];

/// The longest side of a name such as `AT&T` or `M&S`, in bytes; longer words beside `&` are words of their own.
const AMPERSAND_SIDE: usize = 3;

/// Calls `visit` with every token of `text`, in order.
pub fn for_each_token(text: &str, mut visit: impl FnMut(Token<'_>)) {
    let mut scanner = Scanner { term: String::new(), words: Vec::new(), line_end: 0, line_in_capitals: false };
    let bytes = text.as_bytes();
    let mut at = 0;
    // A word never spans white space, so each run between white space is segmented on its own:
    // most runs of news are plain letters and need no segmentation at all.
    while at < bytes.len() {
        let mut kinds = 0;
        let run = bytes[at..].iter().map(|byte| KINDS[usize::from(*byte)]).take_while(|kind| *kind != SPACE);
        let length = run.inspect(|kind| kinds |= kind).count();
        if length > 0 {
            scanner.run(text, at..at + length, kinds, &mut visit);
        }
        at += length + 1;
    }
}

/// What a byte may be, each a bit.
const SMALL: u8 = 1;
const CAPITAL: u8 = 2;
const DIGIT: u8 = 4;
const OTHER: u8 = 8;
const BEYOND_ASCII: u8 = 16;
const SPACE: u8 = 32;

const KINDS: [u8; 256] = {
    let mut kinds = [BEYOND_ASCII; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        kinds[byte as usize] = match byte {
            b'a'..=b'z' => SMALL,
            b'A'..=b'Z' => CAPITAL,
            b'0'..=b'9' => DIGIT,
            _ if byte.is_ascii_whitespace() => SPACE,
            _ => OTHER,
        };
        byte += 1;
    }
    kinds
};

/// Returns the kinds of bytes there are.
fn kinds_of(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |kinds, byte| kinds | KINDS[usize::from(*byte)])
}

/// Returns whether a word with these kinds of bytes has only ASCII letters and digits.
fn is_plain(kinds: u8) -> bool {
    kinds & !(SMALL | CAPITAL | DIGIT) == 0
}

struct Scanner {
    /// The folded word; kept to be used again.
    term: String,
    /// The words of the run at hand; kept to be used again.
    words: Vec<Range<usize>>,
    /// The end of the last line that was looked at for small letters, and whether it has none.
    line_end: usize,
    line_in_capitals: bool,
}

impl Scanner {
    /// Takes a run between white space apart, in which there are these kinds of bytes.
    fn run(&mut self, text: &str, run: Range<usize>, kinds: u8, visit: &mut impl FnMut(Token<'_>)) {
        if is_plain(kinds) {
            return self.emit_plain(text, run, kinds, visit);
        }
        if kinds & BEYOND_ASCII == 0 {
            let bytes = &text.as_bytes()[run.clone()];
            let first = bytes.iter().position(u8::is_ascii_alphanumeric);
            let last = bytes.iter().rposition(u8::is_ascii_alphanumeric);
            let (Some(first), Some(last)) = (first, last) else { return };
            let kinds = kinds_of(&bytes[first..=last]);
            if is_plain(kinds) {
                return self.emit_plain(text, run.start + first..run.start + last + 1, kinds, visit);
            }
        }
        self.words.clear();
        let mut words = std::mem::take(&mut self.words);
        segment(text, run, &mut words);
        for word in words.drain(..) {
            if text[word.clone()].starts_with(is_unspaced) {
                self.characters(text, word, visit);
            } else {
                self.emit(text, word, visit);
            }
        }
        self.words = words;
    }

    fn characters(&mut self, text: &str, word: Range<usize>, visit: &mut impl FnMut(Token<'_>)) {
        for (offset, character) in text[word.clone()].grapheme_indices(true) {
            let start = word.start + offset;
            let end = start + character.len();
            fold(character, &mut self.term);
            if !self.term.is_empty() {
                visit(Token { term: &self.term, start, end, unspaced: true, acronym: false });
            }
        }
    }

    /// Emits a word of ASCII letters and digits, as most words of news are: it has nothing to fold but capitals.
    fn emit_plain(&mut self, text: &str, word: Range<usize>, kinds: u8, visit: &mut impl FnMut(Token<'_>)) {
        let (start, end) = (word.start, word.end);
        let printed = &text[word];
        let is_capitals = kinds & SMALL == 0 && is_acronym(printed);
        let acronym = is_capitals && !self.is_line_in_capitals(text, start);
        let term = if kinds & CAPITAL == 0 && printed.len() <= LONGEST {
            printed
        } else {
            fold(printed, &mut self.term);
            &self.term
        };
        visit(Token { term, start, end, unspaced: false, acronym });
    }

    fn emit(&mut self, text: &str, word: Range<usize>, visit: &mut impl FnMut(Token<'_>)) {
        let printed = &text[word.clone()];
        let mut end = word.end;
        if is_initials(printed) {
            fold(&printed.replace('.', ""), &mut self.term);
            end += usize::from(text[end..].starts_with('.'));
        } else {
            fold(printed, &mut self.term);
        }
        if !self.term.is_empty() {
            let acronym = is_acronym(printed) && !self.is_line_in_capitals(text, word.start);
            visit(Token { term: &self.term, start: word.start, end, unspaced: false, acronym });
        }
    }

    /// Returns whether the line around a place has no small letter, so that capitals say nothing in it.
    fn is_line_in_capitals(&mut self, text: &str, at: usize) -> bool {
        if at >= self.line_end {
            let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
            self.line_end = text[at..].find('\n').map_or(text.len(), |length| at + length);
            self.line_in_capitals = !text[start..self.line_end].contains(char::is_lowercase);
        }
        self.line_in_capitals
    }
}

/// Finds the words of a run without white space.
fn segment(text: &str, run: Range<usize>, words: &mut Vec<Range<usize>>) {
    let mut ampersand = None;
    for (offset, piece) in text[run.clone()].split_word_bound_indices() {
        let start = run.start + offset;
        if piece == "&" {
            ampersand = Some(start);
        } else if piece.contains(char::is_alphanumeric) {
            let before = words.len();
            split_piece(text, start..start + piece.len(), words);
            if let (Some(ampersand), [left, right]) =
                (ampersand, words.get(before.wrapping_sub(1)..).unwrap_or_default())
                && left.end == ampersand
                && right.start == ampersand + 1
                && left.len() <= AMPERSAND_SIDE
                && right.len() <= AMPERSAND_SIDE
            {
                let whole = left.start..right.end;
                words.truncate(before - 1);
                words.push(whole);
            }
        }
    }
}

/// Takes one piece of UAX #29 apart where news means several words, and drops what is no part of the word.
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

/// Returns whether a printed word is in capitals, two or more, such as `WHO`, `U.S.` or `MI6S`.
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

/// Returns whether the word is single letters with full stops between, such as `U.S` or `e.g`.
fn is_initials(word: &str) -> bool {
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

/// The place of one token in its text, and of its term in the terms of [`Tokens`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenRange {
    /// Where the word begins in the text, in bytes.
    pub start: usize,
    /// Where it ends: the byte after the last.
    pub end: usize,
    /// Whether it is one character of a script without spaces.
    pub unspaced: bool,
    /// Whether it is printed in capitals in a line that is not.
    pub acronym: bool,
    term_end: usize,
}

/// All the tokens of one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    terms: String,
    ranges: Vec<TokenRange>,
}

impl Tokens {
    /// Returns the tokens of `text`.
    ///
    /// ```
    /// use dateline::text::Tokens;
    /// let tokens = Tokens::of("Blair's U.S. visit");
    /// assert_eq!(tokens.terms().collect::<Vec<_>>(), ["blair", "us", "visit"]);
    /// ```
    pub fn of(text: &str) -> Self {
        let mut tokens = Self::default();
        tokens.extend(text);
        tokens
    }

    /// Adds the tokens of another text, whose places count from its own beginning.
    pub fn extend(&mut self, text: &str) {
        // A word of news and the space after it take some six bytes, seldom fewer than five.
        self.terms.reserve(text.len());
        self.ranges.reserve(text.len() / 5);
        for_each_token(text, |token| {
            self.terms.push_str(token.term);
            self.ranges.push(TokenRange {
                start: token.start,
                end: token.end,
                unspaced: token.unspaced,
                acronym: token.acronym,
                term_end: self.terms.len(),
            });
        });
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Returns about how many words there are of those that count: of scripts without spaces, two characters make one.
    pub fn approximate_word_count(&self, counts: impl Fn(&Token<'_>) -> bool) -> usize {
        let (unspaced, spaced): (Vec<_>, Vec<_>) = self.iter().partition(|token| token.unspaced);
        spaced.iter().filter(|token| counts(token)).count() + unspaced.len() / 2
    }

    /// Returns the places of the tokens, in order.
    pub fn ranges(&self) -> &[TokenRange] {
        &self.ranges
    }

    /// Returns the terms, in order.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|token| token.term)
    }

    /// Returns the tokens, in order.
    pub fn iter(&self) -> impl Iterator<Item = Token<'_>> {
        let mut term_start = 0;
        self.ranges.iter().map(move |range| {
            let term = &self.terms[term_start..range.term_end];
            term_start = range.term_end;
            Token { term, start: range.start, end: range.end, unspaced: range.unspaced, acronym: range.acronym }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<(String, &str)> {
        let tokens = Tokens::of(text);
        tokens.iter().map(|token| (token.term.to_owned(), &text[token.start..token.end])).collect()
    }

    fn terms(text: &str) -> String {
        Tokens::of(text).terms().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_of_news() {
        for (text, expected) in [
            ("Hello, world!", "hello world"),
            ("well-known", "well known"),
            ("Blair's, Blair’s and the boys' BLAIR'S", "blair blair and the boys blair"),
            ("don't O'Brien OBrien", "dont obrien obrien"),
            ("l'eau d’Ivoire qu'il dell'arte", "eau ivoire il arte"),
            ("n'abantu y’umukuru bw'igihugu ng'ombe", "abantu umukuru igihugu ngombe"),
            ("๒๕ ป ੨੫ ２５", "25 ป 25 25"),
            ("AT&T, R&D and bed&breakfast", "at&t r&d and bed breakfast"),
            ("3.5 per cent of 1,000", "3.5 per cent of 1000"),
            ("U.S. troops, the U.K.", "us troops the uk"),
            ("e.g. the end.Next", "eg the end next"),
            ("warning_list.txt", "warning list txt"),
            ("https://example.org/a?b=c", "https example org a b c"),
            ("10/11 at 10:30", "10 11 at 10 30"),
            ("“quoted” (bracketed) £15.8m", "quoted bracketed 15.8m"),
            ("C++ - * ... ’ &", "c"),
            ("東京都", "東 京 都"),
            ("AI東京 カタカナ", "ai 東 京 カ タ カ ナ"),
            ("서울에서", "서 울 에 서"),
            ("rock\u{a0}roll", "rock roll"),
            ("", ""),
        ] {
            assert_eq!(terms(text), expected, "{text}");
        }
    }

    #[test]
    fn acronyms_are_capitals_among_small_letters() {
        let acronyms = |text: &str| {
            let tokens = Tokens::of(text);
            tokens.iter().filter(|token| token.acronym).map(|token| token.term.to_owned()).collect::<Vec<_>>().join(" ")
        };
        for (text, expected) in [
            ("The WHO and who, the US and us", "who us"),
            ("U.S. troops, the u.s. way, MI5's and a G7", "us mi5"),
            ("WHO WINS\nThe WHO did", "who"),
            ("THE WHO\n\nUS AND THEM", ""),
            ("NATO", ""),
            ("Nato, ÖBB und AT&T", "obb at&t"),
        ] {
            assert_eq!(acronyms(text), expected, "{text}");
        }
    }

    #[test]
    fn places_are_those_of_the_printed_word() {
        let expected = [("blair", "Blair"), ("us", "U.S."), ("eau", "eau"), ("cafe", "Café")];
        let expected = expected.map(|(term, printed)| (term.to_owned(), printed));
        assert_eq!(words("«Blair’s» U.S. l’eau Café"), expected);
    }

    proptest! {
        #[test]
        fn places_are_in_order_and_within_the_text(text in any::<String>()) {
            let mut last = 0;
            for_each_token(&text, |token| {
                assert!(last <= token.start && token.start < token.end);
                assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
                assert!(!token.term.is_empty());
                last = token.end;
            });
        }

        #[test]
        fn a_term_is_its_own_only_token(text in "[a-zA-Z'’.&0-9éßЙё ]{0,40}") {
            // What the index holds can be asked for: a term typed as a query means itself.
            for term in Tokens::of(&text).terms() {
                prop_assert_eq!(terms(term), term);
            }
        }
    }
}

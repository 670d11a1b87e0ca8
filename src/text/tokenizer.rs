//! Turns text into tokens.
//!
//! Text is cut at white space first. Most chunks of news are plain ASCII letters and digits, which are one token unchanged; only the others are split at the
//! word boundaries of [`word_bounds`](super::word_bounds). Scripts without spaces give one token per character.

use super::fold::{MAX_TERM_BYTES, fold};
use super::unspaced::{is_unspaced, is_within_vowel};
use super::word_bounds::{is_acronym, is_initials, split_words};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// One token of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The folded word.
    pub term: &'a str,
    /// The offset of the word in the text, in bytes.
    pub start: usize,
    /// The offset of the first byte after the word.
    pub end: usize,
    /// Whether the token is one character of a script without spaces.
    pub unspaced: bool,
    /// Whether the word is in capitals on a line with lower-case letters, such as `WHO` in `The WHO said`.
    pub acronym: bool,
}

/// Calls `visit` with every token of `text`, in order.
pub fn for_each_token(text: &str, mut visit: impl FnMut(Token<'_>)) {
    let mut scanner = Scanner { term: String::new(), words: Vec::new(), line_end: 0, line_in_capitals: false };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let mut classes = 0;
        let chunk = bytes[at..].iter().map(|byte| CLASSES[usize::from(*byte)]).take_while(|class| *class != SPACE);
        let length = chunk.inspect(|class| classes |= class).count();
        if length > 0 {
            scanner.chunk(text, at..at + length, classes, &mut visit);
        }
        at += length + 1;
    }
}

/// The classes of bytes, one bit each.
const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 4;
const OTHER: u8 = 8;
const NON_ASCII: u8 = 16;
const SPACE: u8 = 32;

const CLASSES: [u8; 256] = {
    let mut classes = [NON_ASCII; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            // White space, the vertical tab of word processors, and the separators of records (0x1C to 0x1F).
            b' ' | b'\t'..=b'\r' | 0x1C..=0x1F => SPACE,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
};

fn classes_of(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |classes, byte| classes | CLASSES[usize::from(*byte)])
}

/// Returns whether a word with these classes of bytes has only ASCII letters and digits.
fn is_plain(classes: u8) -> bool {
    classes & !(LOWER | UPPER | DIGIT) == 0
}

struct Scanner {
    /// Buffer for the folded word.
    term: String,
    /// Buffer for the words of one chunk.
    words: Vec<Range<usize>>,
    /// The end of the last line that was checked for lower-case letters, and the result.
    line_end: usize,
    line_in_capitals: bool,
}

impl Scanner {
    /// Emits the tokens of a chunk without white space, given the classes of its bytes.
    fn chunk(&mut self, text: &str, chunk: Range<usize>, classes: u8, visit: &mut impl FnMut(Token<'_>)) {
        if is_plain(classes) {
            return self.emit_plain(text, chunk, classes, visit);
        }
        if classes & NON_ASCII == 0 {
            let bytes = &text.as_bytes()[chunk.clone()];
            let first = bytes.iter().position(u8::is_ascii_alphanumeric);
            let last = bytes.iter().rposition(u8::is_ascii_alphanumeric);
            let (Some(first), Some(last)) = (first, last) else { return };
            let classes = classes_of(&bytes[first..=last]);
            if is_plain(classes) {
                return self.emit_plain(text, chunk.start + first..chunk.start + last + 1, classes, visit);
            }
        }
        self.words.clear();
        let mut words = std::mem::take(&mut self.words);
        split_words(text, chunk, &mut words);
        for word in words.drain(..) {
            if text[word.clone()].starts_with(is_unspaced) {
                self.emit_characters(text, word, visit);
            } else {
                self.emit(text, word, visit);
            }
        }
        self.words = words;
    }

    fn emit_characters(&mut self, text: &str, word: Range<usize>, visit: &mut impl FnMut(Token<'_>)) {
        let mut clusters = text[word.clone()].grapheme_indices(true).peekable();
        while let Some((offset, character)) = clusters.next() {
            let start = word.start + offset;
            let mut end = start + character.len();
            // A vowel that is typed as two characters still counts as one.
            let is_part = |next: &str| next.chars().next().is_some_and(|next| is_within_vowel(character, next));
            if let Some((_, part)) = clusters.next_if(|(_, next)| is_part(next)) {
                end += part.len();
            }
            fold(&text[start..end], &mut self.term);
            if !self.term.is_empty() {
                visit(Token { term: &self.term, start, end, unspaced: true, acronym: false });
            }
        }
    }

    /// Emits a word of ASCII letters and digits, whose only folding is to lower case.
    fn emit_plain(&mut self, text: &str, word: Range<usize>, classes: u8, visit: &mut impl FnMut(Token<'_>)) {
        let (start, end) = (word.start, word.end);
        let printed = &text[word];
        let is_in_capitals = classes & LOWER == 0 && is_acronym(printed);
        let acronym = is_in_capitals && !self.is_line_in_capitals(text, start);
        let term = if classes & UPPER == 0 && printed.len() <= MAX_TERM_BYTES {
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

    /// Returns whether the line around a byte offset has no lower-case letter, so that capitals do not indicate an acronym.
    fn is_line_in_capitals(&mut self, text: &str, at: usize) -> bool {
        if at >= self.line_end {
            let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
            self.line_end = text[at..].find('\n').map_or(text.len(), |length| at + length);
            self.line_in_capitals = !text[start..self.line_end].contains(char::is_lowercase);
        }
        self.line_in_capitals
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Returns the terms of the tokens that pass the filter.
    fn terms_where(text: &str, filter: impl Fn(&Token<'_>) -> bool) -> Vec<String> {
        let mut terms = Vec::new();
        for_each_token(text, |token| terms.extend(filter(&token).then(|| token.term.to_owned())));
        terms
    }

    fn terms(text: &str) -> String {
        terms_where(text, |_| true).join(" ")
    }

    #[test]
    fn news_text_is_tokenized() {
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
            ("wall\u{b}and\u{c}river\u{1e}coast\u{85}sea\u{2028}isle", "wall and river coast sea isle"),
            ("O`Brien O´Brien O′Brien O‛Brien OʼBrien O＇Brien", "obrien obrien obrien obrien obrien obrien"),
            ("``quoted'' `word` l´eau Blair`s 5′10 6″", "quoted word eau blair 5 10 6"),
            ("Hawaiʻi’s Qurʾan Rusʹ oʻzbek", "hawaii quran rus ozbek"),
            ("CO₂, H₂O PM₁₀ km² ¹⁴C 10ᵗʰ barrier¹ 10⁶", "co2 h2o pm10 km2 14c 10th barrier 1 10 6"),
            ("\u{2066}flood\u{2069} Blair’s\u{200e} sun\u{fe0f}", "flood blair sun"),
            ("צה\"ל צה״ל צה”ל ג׳ירפה ג'ירפה", "צהל צהל צהל גירפה גירפה"),
            ("col·lecció coŀlecció a·b", "colleccio colleccio a b"),
            ("น\u{E49}\u{E33} น\u{E4D}\u{E49}า เเม่ แม่", "น\u{E4D}\u{E49}า น\u{E4D}\u{E49}า แ ม่ แ ม่"),
            ("١٬٢٣٤ ٣٫٥", "1234 3.5"),
            ("", ""),
        ] {
            assert_eq!(terms(text), expected, "{text}");
        }
    }

    #[test]
    fn words_in_capitals_are_acronyms_on_lines_with_lower_case() {
        for (text, expected) in [
            ("The WHO and who, the US and us", "who us"),
            ("U.S. troops, the u.s. way, MI5's and a G7", "us mi5"),
            ("WHO WINS\nThe WHO did", "who"),
            ("THE WHO\n\nUS AND THEM", ""),
            ("NATO", ""),
            ("Nato, ÖBB und AT&T", "obb at&t"),
        ] {
            assert_eq!(terms_where(text, |token| token.acronym).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn offsets_delimit_the_printed_word() {
        let text = "«Blair’s» U.S. l’eau Café";
        let mut words = Vec::new();
        for_each_token(text, |token| words.push((token.term.to_owned(), &text[token.start..token.end])));
        let expected = [("blair", "Blair"), ("us", "U.S."), ("eau", "eau"), ("cafe", "Café")];
        assert_eq!(words, expected.map(|(term, printed)| (term.to_owned(), printed)));
    }

    /// Quadratic time for these lengths would be minutes.
    #[test]
    fn runs_of_any_character_take_linear_time() {
        for unit in [
            "\u{200b}",
            "\u{2060}'",
            "\u{feff}a",
            "\u{301}",
            "²",
            "²a",
            "’",
            "\"",
            "א\"",
            "_",
            "·",
            "&",
            "U.",
            "\u{e33}",
            "1,",
        ] {
            for end in ["", "\u{200b}'a", "a"] {
                for_each_token(&(unit.repeat(10_000) + end), |_| {});
            }
        }
    }

    proptest! {
        #[test]
        fn offsets_are_ascending_and_within_the_text(text in any::<String>()) {
            let mut last = 0;
            for_each_token(&text, |token| {
                assert!(last <= token.start && token.start < token.end);
                assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
                assert!(!token.term.is_empty());
                last = token.end;
            });
        }

        #[test]
        fn a_term_tokenizes_to_itself(text in "[a-zA-Z'’.&0-9éßЙё ]{0,40}") {
            // So every term of an index can be searched for unchanged.
            for term in terms_where(&text, |_| true) {
                prop_assert_eq!(terms(&term), term);
            }
        }
    }
}

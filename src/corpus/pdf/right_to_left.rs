//! Puts text in right-to-left scripts in reading order; PDF files store its letters from left to right.
//!
//! OCR text layers often have the letters of each word in reading order. Letters that only begin or only end words show which order a page has.

use super::protocol::PdfLine;
use unicode_normalization::UnicodeNormalization;

/// The Arabic article, with which many words begin.
const ARTICLE: [char; 2] = ['ا', 'ل'];
/// Letters that only occur at the end of words.
const FINALS: &[char] = &['ة', 'ى', 'ך', 'ם', 'ן', 'ף', 'ץ'];

/// Returns whether a character belongs to a right-to-left script.
fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
        && !matches!(c, '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}')
}

/// Returns the letters of a glyph in a right-to-left script, from left to right: presentation forms become letters, and ligatures are split. `None` for
/// other scripts.
pub(super) fn letters_of(text: &str) -> Option<String> {
    if !text.chars().any(is_leftward) {
        return None;
    }
    // Each character is normalised alone, so that combining marks stay after their letters.
    let letters: String = text.chars().flat_map(|c| c.to_string().nfkc().collect::<Vec<_>>()).collect();
    Some(letters.chars().rev().collect())
}

/// Returns whether most letters of the lines belong to right-to-left scripts.
pub(super) fn runs_left(lines: &[PdfLine]) -> bool {
    let letters = || lines.iter().flat_map(|line| line.text.chars()).filter(|c| c.is_alphabetic());
    let leftward = letters().filter(|c| is_leftward(*c)).count();
    leftward > 0 && leftward * 2 > letters().count()
}

/// Puts the lines of a page with right-to-left scripts in reading order.
pub(super) fn turn(lines: &mut [PdfLine]) {
    if !lines.iter().any(|line| line.text.chars().any(is_leftward)) {
        return;
    }
    let is_reading_order = {
        let (mut forward, mut backward) = (0_usize, 0_usize);
        for word in lines.iter().flat_map(|line| line.text.split_whitespace()) {
            let letters: Vec<char> = word.chars().filter(|c| is_leftward(*c) && c.is_alphabetic()).collect();
            let [first, .., last] = letters.as_slice() else { continue };
            forward +=
                usize::from(FINALS.contains(last)) + usize::from(letters.starts_with(&ARTICLE) && letters.len() > 3);
            let turned = [ARTICLE[1], ARTICLE[0]];
            backward +=
                usize::from(FINALS.contains(first)) + usize::from(letters.ends_with(&turned) && letters.len() > 3);
        }
        forward > backward
    };
    for line in lines.iter_mut().filter(|line| line.text.chars().any(is_leftward)) {
        line.text = if is_reading_order { words_turned(&line.text) } else { turned(&line.text) };
    }
}

/// Returns a line with its words reversed; each of them is already in reading order.
fn words_turned(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let is_word = |word: &&str| word.chars().any(is_leftward);
    if words.iter().copied().filter(|word| is_word(word)).count() * 2 < words.len() {
        return line.to_owned();
    }
    words.into_iter().rev().collect::<Vec<_>>().join(" ")
}

/// Returns a line in reading order: reversed, with its left-to-right parts reversed back, or with only its right-to-left parts reversed.
fn turned(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let leftward = chars.iter().filter(|c| is_leftward(**c)).count();
    let rightward = chars.iter().filter(|c| c.is_alphabetic() && !is_leftward(**c)).count();
    let is_left = leftward >= rightward;
    let chars: Vec<char> = if is_left { chars.into_iter().rev().collect() } else { chars };
    // The letters of the parts to reverse now.
    let is_part = |c: char| if is_left { c.is_alphanumeric() && !is_leftward(c) } else { is_leftward(c) };
    let mut out = String::with_capacity(line.len());
    let mut rest = chars.as_slice();
    while let Some(first) = rest.first() {
        if !is_part(*first) {
            out.push(*first);
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        // A part ends with its last letter before one of the other direction, and includes the punctuation between its letters.
        let ends = |c: char| c.is_alphabetic() && !is_part(c);
        let reach = rest.iter().take_while(|c| !ends(**c)).count();
        let length = rest.iter().take(reach).rposition(|c| is_part(*c)).map_or(1, |last| last + 1);
        let (part, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        out.extend(part.iter().rev());
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> Vec<String> {
        let line = |text: &&str| PdfLine { text: (*text).to_owned(), left: 0.0, right: 9.0, base: 9.0, size: 9.0 };
        let mut lines: Vec<PdfLine> = texts.iter().map(line).collect();
        turn(&mut lines);
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn lines_are_turned_into_the_order_of_reading() {
        let turned: String = "قررت المدينة بناء الجسر".chars().rev().collect();
        assert_eq!(lines(&[&turned]), ["قررت المدينة بناء الجسر"]);
        let with_number: String = format!("{} 1905 {}", "ةنيدملا", "ةنس");
        assert_eq!(lines(&[&with_number]), ["سنة 1905 المدينة"]);
        assert_eq!(lines(&["The ferry ran aground."]), ["The ferry ran aground."]);
    }

    #[test]
    fn words_in_the_order_of_reading_stay() {
        assert_eq!(lines(&["الجسر بناء المدينة قررت"]), ["قررت المدينة بناء الجسر"]);
    }

    #[test]
    fn ligatures_are_letters() {
        assert_eq!(letters_of("\u{FEFB}").as_deref(), Some("ال"));
        assert_eq!(letters_of("fi"), None);
    }
}

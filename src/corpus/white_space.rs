//! Normalises white space and control characters in texts from files.

/// Returns the text as one line, with white space collapsed and control characters removed.
pub(super) fn one_line(text: String) -> String {
    let clean = !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
        && !text.contains(|c: char| c.is_control() || (c.is_whitespace() && c != ' '));
    if clean {
        return text;
    }
    let words = text.split(|c: char| c.is_whitespace() || is_record_separator(c));
    let words = words.map(|word| word.replace(char::is_control, "")).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Returns whether the character separates records or fields of a data file (0x1C to 0x1F), and therefore also words.
fn is_record_separator(character: char) -> bool {
    matches!(character, '\u{1C}'..='\u{1F}')
}

/// Returns the text trimmed, with exactly one empty line between paragraphs and without control characters other than line breaks and tabs. Everything else
/// is kept.
pub(super) fn paragraphs(text: String) -> String {
    if is_normalised(&text) { text } else { normalised(text) }
}

/// Normalises paragraphs line by line.
fn normalised(text: String) -> String {
    // The line break of word processors, the page break of converted PDFs, and record separators.
    let is_break = |c: char| matches!(c, '\u{B}' | '\u{C}') || is_record_separator(c);
    let is_noise = |c: char| c < ' ' && !matches!(c, '\n' | '\t' | '\r');
    let text = if text.contains(is_break) { text.replace(is_break, "\n") } else { text };
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    let text = if text.contains(is_noise) { text.replace(is_noise, "") } else { text };
    let mut result = String::with_capacity(text.len());
    let mut paragraph_ended = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            paragraph_ended = true;
            continue;
        }
        if result.is_empty() || paragraph_ended {
            result.truncate(result.trim_end().len());
            result.push_str(if result.is_empty() { "" } else { "\n\n" });
            result.push_str(line.trim_start());
        } else {
            result.push('\n');
            result.push_str(line);
        }
        paragraph_ended = false;
    }
    result.truncate(result.trim_end().len());
    result
}

/// Returns whether [`normalised`] would return the text unchanged, without copying it.
fn is_normalised(text: &str) -> bool {
    if text.bytes().any(|byte| byte < b' ' && !matches!(byte, b'\n' | b'\t')) {
        return false;
    }
    let ends_in_space = |line: &str| line.ends_with(char::is_whitespace);
    // The previous line of the same paragraph.
    let mut before: Option<&str> = None;
    for line in text.split('\n') {
        before = match before {
            Some(last) if line.is_empty() && !ends_in_space(last) => None,
            None if line.starts_with(char::is_whitespace) => return false,
            _ if line.trim().is_empty() => return false,
            _ => Some(line),
        };
    }
    before.is_some_and(|last| !ends_in_space(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn normalised_text_is_recognised(text in "[a \n\r\t\u{b}\u{2003}\u{1}]{0,12}") {
            let expected = normalised(text.clone());
            prop_assert_eq!(is_normalised(&text), expected == text && !text.is_empty(), "{:?}", text);
            prop_assert!(expected.is_empty() || is_normalised(&expected));
        }
    }

    #[test]
    fn paragraphs_are_separated_by_one_empty_line() {
        assert_eq!(paragraphs("a  b\n\nc".into()), "a  b\n\nc");
        assert_eq!(paragraphs("\r\n a\r\n \u{a0}\r\n\r\nb \r\n- c\0\u{8}d\r\n".into()), "a\n\nb \n- cd");
        assert_eq!(paragraphs(" \n\t".into()), "");
        assert_eq!(paragraphs("a\u{b}b\u{c}c\u{1e}d\n\n\u{c}e".into()), "a\nb\nc\nd\n\ne");
        assert_eq!(one_line("a\u{b}b\u{c}c\u{1f}d".into()), "a b c d");
        assert_eq!(one_line(" a\n\tb\u{0}  c ".into()), "a b c");
    }
}

//! The characters that are used as apostrophes, and the Hebrew marks of abbreviation.

/// Returns whether the character can be an apostrophe within a word: straight, curly, full width, a prime, an accent typed alone, or a
/// modifier letter such as the okina of Hawaiian and the hamza of transcribed Arabic.
pub(super) fn is_apostrophe(character: char) -> bool {
    matches!(
        character,
        '\'' | '`' | '\u{00B4}' | '\u{02B9}'
            ..='\u{02BF}'
                | '\u{02C8}'
                | '\u{02CA}'
                | '\u{02CB}'
                | '\u{02EE}'
                | '\u{0374}'
                | '\u{055A}'
                | '\u{05F3}'
                | '\u{07F4}'
                | '\u{07F5}'
                | '\u{1FBD}'
                | '\u{1FBF}'
                | '\u{1FEF}'
                | '\u{1FFD}'
                | '\u{1FFE}'
                | '\u{2018}'
                | '\u{2019}'
                | '\u{201B}'
                | '\u{2032}'
                | '\u{2035}'
                | '\u{275B}'
                | '\u{275C}'
                | '\u{A78B}'
                | '\u{A78C}'
                | '\u{FF07}'
                | '\u{FF40}'
    )
}

/// Returns whether the character can be the gershayim of a Hebrew abbreviation: the character itself, a quotation mark or a double prime.
pub(super) fn is_gershayim(character: char) -> bool {
    matches!(character, '\u{05F4}' | '"' | '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{FF02}')
}

/// Returns whether the character is a letter of the Hebrew script.
pub(super) fn is_hebrew_letter(character: char) -> bool {
    matches!(character, '\u{05D0}'..='\u{05F2}' | '\u{FB1D}'..='\u{FB4F}')
}

/// Returns whether the quotation mark at byte `at` of `text` is between two Hebrew letters, as in צה"ל, and so part of a word.
pub fn is_inside_hebrew_word(text: &str, at: usize) -> bool {
    let (Some(before), Some(rest)) = (text.get(..at), text.get(at..)) else { return false };
    let mut rest = rest.chars();
    rest.next().is_some_and(is_gershayim)
        && rest.next().is_some_and(is_hebrew_letter)
        && before.chars().rfind(|character| !is_point(*character)).is_some_and(is_hebrew_letter)
}

/// Returns whether the character is a Hebrew vowel point or cantillation mark.
fn is_point(character: char) -> bool {
    matches!(
        character,
        '\u{0591}'..='\u{05BD}' | '\u{05BF}' | '\u{05C1}' | '\u{05C2}' | '\u{05C4}' | '\u{05C5}' | '\u{05C7}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_within_hebrew_words_are_recognised() {
        for (text, expected) in [
            ("צה\"ל", vec![4]),
            ("ארה”ב", vec![6]),
            ("\"צה\"ל\"", vec![5]),
            ("\"שלום\" עולם", vec![]),
            ("a\"b", vec![]),
            ("", vec![]),
        ] {
            let found: Vec<usize> =
                text.char_indices().map(|(at, _)| at).filter(|at| is_inside_hebrew_word(text, *at)).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert!(!is_inside_hebrew_word("צה", 3) && !is_inside_hebrew_word("a", 9));
    }
}

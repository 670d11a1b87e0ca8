//! Superscript and subscript digits, which Unicode's word boundaries separate from the letters they belong to.
//!
//! A subscript is part of its word (`CO₂`, `H₂O`, `PM₁₀`). A superscript is part of a unit or symbol (`km²`, `¹⁴C`), but after a longer word it refers to a
//! footnote and is separate.

/// The maximum length of a unit or symbol with an exponent, in letters.
const MAX_UNIT_LETTERS: usize = 2;

/// Returns whether the character is a superscript digit.
fn is_raised(character: char) -> bool {
    matches!(character, '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}' | '\u{2074}'..='\u{2079}')
}

/// Returns whether the character is a subscript digit.
fn is_lowered(character: char) -> bool {
    matches!(character, '\u{2080}'..='\u{2089}')
}

/// Returns whether the characters on both sides of a word boundary belong to one word because one of them is a raised or lowered digit.
pub(super) fn joins(before: &str, after: &str) -> bool {
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else { return false };
    if last.is_ascii() && next.is_ascii() {
        return false;
    }
    if is_lowered(next) {
        return last.is_alphanumeric();
    }
    if is_raised(next) {
        let letters = before.chars().rev().take_while(|character| character.is_alphabetic());
        return is_raised(last) || is_lowered(last) || (1..=MAX_UNIT_LETTERS).contains(&letters.take(9).count());
    }
    if is_lowered(last) {
        return next.is_alphanumeric();
    }
    // An isotope: the superscript begins the word.
    let is_first = || !before.trim_end_matches(is_raised).ends_with(char::is_alphanumeric);
    is_raised(last) && next.is_alphabetic() && is_first()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_join_formulas_and_units_only() {
        for (before, after, expected) in [
            ("CO", "₂", true),
            ("H₂", "O", true),
            ("PM₁", "₀", true),
            ("km", "²", true),
            ("¹⁴", "C", true),
            ("barrier", "¹", false),
            ("barrier¹", "The", false),
            ("10", "⁶", false),
            ("a", "b", false),
            ("", "₂", false),
        ] {
            assert_eq!(joins(before, after), expected, "{before}|{after}");
        }
    }
}

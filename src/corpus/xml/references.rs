//! Character references in text and attributes.

use crate::corpus::markup::decode_entities;
use std::borrow::Cow;

/// Decodes entities; drops references to control characters, which no text needs.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains("&#") {
        return decode_entities(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        kept.push_str(before);
        let number = after.split_once(';').filter(|(number, _)| is_control(number));
        rest = number.map_or(after, |(_, following)| following);
        if number.is_none() {
            kept.push_str("&#");
        }
    }
    kept.push_str(rest);
    Cow::Owned(decode_entities(&kept).into_owned())
}

/// Returns whether a number, as in `&#31;` or `&#x1F;`, refers to a control character other than white space.
fn is_control(number: &str) -> bool {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) if hexadecimal.len() <= 6 => u32::from_str_radix(hexadecimal, 16),
        _ if number.len() <= 6 => number.parse(),
        _ => return false,
    };
    code.is_ok_and(|code| code < 32 && !matches!(code, 9 | 10 | 13))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_and_control_characters_left_out() {
        for (text, expected) in [
            ("a &amp; b &apos;&#233;&#xE9;&eacute;", "a & b 'ééé"),
            ("&#5;&#5;&#31;a&#x1F;b&#10;c", "ab\nc"),
            ("a &#5 b &#; &#99999999; &bogus; & &", "a &#5 b &#; &#99999999; &bogus; & &"),
            ("&amp;#5;", "&#5;"),
        ] {
            assert_eq!(decoded(text), expected, "{text}");
        }
    }
}

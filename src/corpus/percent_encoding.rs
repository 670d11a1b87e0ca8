//! Percent-encoding in URLs and references between files (RFC 3986).

/// Decodes `%20` and similar, except control characters. Returns the text unchanged if the result is not valid UTF-8.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        match code {
            Some(code) if *first == b'%' && code >= b' ' => {
                bytes.push(code);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded_unless_they_are_broken_or_control_characters() {
        for (text, expected) in
            [("a%20b%C3%A9", "a bé"), ("100%", "100%"), ("%4", "%4"), ("%zz%0A%1b", "%zz%0A%1b"), ("%FF", "%FF")]
        {
            assert_eq!(percent_decoded(text), expected);
        }
    }
}

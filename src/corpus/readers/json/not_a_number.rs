//! Replaces `NaN` and `Infinity`, which Python writes for missing numbers and texts, with `null`: JSON has no such values.

use std::borrow::Cow;

/// The words that Python writes.
const WORDS: [&str; 3] = ["NaN", "-Infinity", "Infinity"];

/// Returns the text with `null` in place of such values. A word in quotes is not a value, unless it is also between list delimiters.
pub(super) fn without_not_a_number(text: &str) -> Cow<'_, str> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for word in WORDS {
        let places = memchr::memmem::find_iter(text.as_bytes(), word.as_bytes());
        found.extend(places.filter(|at| is_value(text, *at, at + word.len())).map(|at| (at, at + word.len())));
    }
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    found.sort_unstable();
    let mut mended = String::with_capacity(text.len() + found.len());
    let mut end = 0;
    for (start, after) in found {
        mended.push_str(text.get(end..start).unwrap_or_default());
        mended.push_str("null");
        end = after;
    }
    mended.push_str(text.get(end..).unwrap_or_default());
    Cow::Owned(mended)
}

/// Returns whether a word is in the position of a value.
fn is_value(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.trim_end_matches(' ').chars().next_back());
    let after = text.get(end..).and_then(|after| after.trim_start_matches([' ', '\r', '\n']).chars().next());
    matches!(before, Some(':' | ',' | '[' | '\n')) && matches!(after, Some(',' | '}' | ']'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_replaced_and_words_are_not() {
        for (text, expected) in [
            (r#"{"a": NaN, "b":[NaN,-Infinity, Infinity]}"#, r#"{"a": null, "b":[null,null, null]}"#),
            (r#"{"a":"NaN and Infinity","NaN":1}"#, r#"{"a":"NaN and Infinity","NaN":1}"#),
            ("{}", "{}"),
        ] {
            assert_eq!(without_not_a_number(text), expected);
        }
    }
}

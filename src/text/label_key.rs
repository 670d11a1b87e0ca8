//! The key by which whole values of a label are compared.

use super::fold::fold;

/// The maximum length of a key, in bytes. Longer values are cut, so values with the same beginning are treated as equal.
const MAX_KEY_BYTES: usize = 1_000;

/// Returns the key of a value such as `The Times`: the whole value without case, accents and quotation marks, with single spaces.
///
/// Unlike tokens, a key keeps punctuation, so that `Times (London)` and `Times London` differ.
///
/// ```
/// use dateline::text::label_key;
/// assert_eq!(label_key(" The  TIMES"), label_key("the times"));
/// assert_ne!(label_key("The Times"), label_key("The Times of India"));
/// ```
pub fn label_key(value: &str) -> String {
    let mut key = String::with_capacity(value.len());
    let mut folded = String::new();
    for word in value.split(|character: char| character.is_whitespace() || is_dropped(character)) {
        fold(word, &mut folded);
        if !folded.is_empty() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&folded);
        }
    }
    key.truncate(key.floor_char_boundary(MAX_KEY_BYTES));
    key
}

fn is_dropped(character: char) -> bool {
    character.is_control() || matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_ignore_case_accents_and_quotation_marks() {
        for (value, key) in [
            ("The Times", "the times"),
            (" the  TIMES\n", "the times"),
            ("Libération", "liberation"),
            ("«Le Monde»", "le monde"),
            ("Times (London)", "times (london)"),
            ("O’Brien's", "obriens"),
            ("+972", "+972"),
            ("\"\"", ""),
        ] {
            assert_eq!(label_key(value), key, "{value}");
        }
        assert_eq!(label_key(&"é ".repeat(2_000)).len(), MAX_KEY_BYTES);
    }
}

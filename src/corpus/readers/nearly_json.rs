//! Parses JSON-LD with the mistakes that templates make: line breaks in strings, commas before a closing bracket, escapes of JavaScript.

use super::json::without_half_pairs;
use serde_json::Value;

/// Parses JSON, after a repair if necessary.
pub(super) fn parse(json: &str) -> Option<Value> {
    let json = without_half_pairs(json);
    serde_json::from_str(&json).or_else(|_| serde_json::from_str(&repaired(&json))).ok()
}

fn repaired(json: &str) -> String {
    let mut repaired = String::with_capacity(json.len());
    let mut in_string = false;
    let mut characters = json.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if in_string => match characters.next() {
                Some(escaped) if "\"\\/bfnrtu".contains(escaped) => repaired.extend(['\\', escaped]),
                // `\'` and the like, which JavaScript allows.
                escaped => repaired.extend(escaped),
            },
            '"' => {
                in_string = !in_string;
                repaired.push('"');
            }
            _ if character.is_control() => repaired.push(' '),
            ']' | '}' if !in_string => {
                let kept = repaired.trim_end();
                repaired.truncate(kept.strip_suffix(',').unwrap_or(kept).len());
                repaired.push(character);
            }
            _ => repaired.push(character),
        }
    }
    repaired
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_mistakes_are_repaired() {
        for (json, expected) in [
            ("{\"a\":\"x\ny\",}", r#"{"a":"x y"}"#),
            (r#"{"a":[1,2, ],"b":"it\'s"}"#, r#"{"a":[1,2],"b":"it's"}"#),
            (r#"{"a":"cut \ud83d"}"#, "{\"a\":\"cut \u{FFFD}\"}"),
            (r#"{"a":"one,]",}"#, r#"{"a":"one,]"}"#),
        ] {
            assert_eq!(parse(json).map(|value| value.to_string()).as_deref(), Some(expected));
        }
        assert_eq!(parse("{\"a\":"), None);
    }
}

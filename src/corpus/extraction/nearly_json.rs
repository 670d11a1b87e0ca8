//! Parses JSON-LD with the typical errors of templates.
//!
//! Strict JSON is tried first. Then the text is rewritten in one pass without recursion: JavaScript's quotes, comments, escapes and unquoted names, line breaks
//! and quotation marks within strings, missing and superfluous commas, several consecutive values. Last, the whole text may be escaped as HTML. The strict
//! parser that reads the result limits the depth.

use crate::corpus::markup::decode_entities;
use crate::corpus::readers::without_half_pairs;
use serde_json::Value;

/// Parses JSON, after a repair if necessary. Returns several consecutive values as a list.
pub(super) fn parse(json: &str) -> Option<Value> {
    let json = without_half_pairs(json);
    if let Ok(value) = serde_json::from_str(&json) {
        return Some(value);
    }
    values(&json).or_else(|| {
        let is_escaped = ["&quot;", "&#34;", "&#x22;"].iter().any(|quote| json.contains(quote));
        if is_escaped { values(&decode_entities(&json)) } else { None }
    })
}

fn values(json: &str) -> Option<Value> {
    let rewritten = Rewriter::rewrite(json);
    let values = serde_json::Deserializer::from_str(&rewritten).into_iter();
    let mut values: Vec<Value> =
        values.map_while(Result::ok).filter(|value: &Value| value.is_object() || value.is_array()).collect();
    if values.len() > 1 { Some(Value::Array(values)) } else { values.pop() }
}

/// Rewrites malformed JSON as JSON.
struct Rewriter<'a> {
    rest: &'a str,
    written: String,
    /// The number of open brackets.
    depth: usize,
    /// Whether a value was written last, which must be separated from the next one by a comma.
    after_value: bool,
}

impl Rewriter<'_> {
    fn rewrite(json: &str) -> String {
        let mut rewriter =
            Rewriter { rest: json, written: String::with_capacity(json.len() + 8), depth: 0, after_value: false };
        while let Some(character) = rewriter.rest.chars().next() {
            rewriter.take(character);
        }
        rewriter.written
    }

    fn take(&mut self, character: char) {
        let after = self.rest.get(character.len_utf8()..).unwrap_or_default();
        match character {
            // Commas are written where they are needed.
            ',' | ';' => self.rest = after,
            _ if character.is_whitespace() || character.is_control() => self.rest = after,
            '/' if after.starts_with('/') => self.rest = after.split_once('\n').map_or("", |(_, next)| next),
            '/' if after.starts_with('*') => self.rest = after.split_once("*/").map_or("", |(_, next)| next),
            '{' | '[' => {
                self.begin_value();
                self.written.push(character);
                (self.rest, self.depth, self.after_value) = (after, self.depth + 1, false);
            }
            '}' | ']' => {
                self.written.push(character);
                (self.rest, self.depth, self.after_value) = (after, self.depth.saturating_sub(1), true);
            }
            ':' => {
                self.written.push(':');
                (self.rest, self.after_value) = (after, false);
            }
            '"' | '\'' => {
                self.rest = after;
                self.string(character);
            }
            _ => self.word(),
        }
    }

    fn begin_value(&mut self) {
        if self.after_value {
            self.written.push(if self.depth > 0 { ',' } else { ' ' });
        }
    }

    /// Rewrites a string after its opening quote.
    fn string(&mut self, quote: char) {
        self.begin_value();
        self.written.push('"');
        let mut characters = self.rest.char_indices();
        while let Some((at, character)) = characters.next() {
            let after = self.rest.get(at + character.len_utf8()..).unwrap_or_default();
            match character {
                '\\' => match characters.next().map(|(_, escaped)| escaped) {
                    Some(escaped) if "\"\\/bfnrtu".contains(escaped) => self.written.extend(['\\', escaped]),
                    // A line continuation, or `\'`, which JavaScript allows.
                    escaped => self.written.extend(escaped.map(|c| if c.is_control() { ' ' } else { c })),
                },
                _ if character == quote && ends_string(after) => {
                    self.written.push('"');
                    (self.rest, self.after_value) = (after, true);
                    return;
                }
                '"' => self.written.push_str("\\\""),
                _ if character.is_control() => self.written.push(' '),
                _ => self.written.push(character),
            }
        }
        // The string is unterminated, so nothing of it is valid.
        self.rest = "";
    }

    /// Rewrites a number, a constant, or a name without quotes.
    fn word(&mut self) {
        let is_end = |c: char| c.is_whitespace() || c.is_control() || ",:;{}[]\"'".contains(c);
        let end = self.rest.find(is_end).unwrap_or(self.rest.len());
        let (word, after) = self.rest.split_at(end);
        self.begin_value();
        let is_name = after.trim_start().starts_with(':');
        match serde_json::from_str::<Value>(word) {
            Ok(_) if !is_name => self.written.push_str(word),
            _ if word == "undefined" => self.written.push_str("null"),
            _ => self.written.push_str(&Value::from(word).to_string()),
        }
        (self.rest, self.after_value) = (after, true);
    }
}

/// Returns whether a quote ends a string, judging by the text after it: a quotation mark within a text is followed by more text.
fn ends_string(after: &str) -> bool {
    let next = after.trim_start();
    next.is_empty()
        || next.starts_with([',', ':', ';', '}', ']', '"', '\''])
        || next.starts_with("//")
        || next.starts_with("/*")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn common_mistakes_are_repaired() {
        for (json, expected) in [
            ("{\"a\":\"x\ny\",}", r#"{"a":"x y"}"#),
            (r#"{"a":[1,2, ],"b":"it\'s"}"#, r#"{"a":[1,2],"b":"it's"}"#),
            (r#"{"a":"cut \ud83d"}"#, "{\"a\":\"cut \u{FFFD}\"}"),
            (r#"{"a":"one,]",}"#, r#"{"a":"one,]"}"#),
            ("{'a':'it's \"big\"','b':[1,,2,]}", r#"{"a":"it's \"big\"","b":[1,2]}"#),
            ("{/* one, */ \"a\": \"x\" // two\n \"b\": {\"c\":1}\n \"d\":true}", r#"{"a":"x","b":{"c":1},"d":true}"#),
            (
                r#"{"url":"https://x.example/a", "b":"/* no comment */",}"#,
                r#"{"b":"/* no comment */","url":"https://x.example/a"}"#,
            ),
            (r#"{"a":"The "big" flood","b":""}"#, r#"{"a":"The \"big\" flood","b":""}"#),
            (r"{a: 'x', $b_1: undefined, c: -1.5e3, 2: null}", r#"{"$b_1":null,"2":null,"a":"x","c":-1500.0}"#),
            (r#"{"a":1},{"b":2};"#, r#"[{"a":1},{"b":2}]"#),
            ("{&quot;a&quot;:&quot;x &amp;amp; y&quot;}", r#"{"a":"x &amp; y"}"#),
            ("{\"a\":\"x\\\ny\"}", r#"{"a":"x y"}"#),
        ] {
            assert_eq!(parse(json).map(|value| value.to_string()).as_deref(), Some(expected), "{json}");
        }
        for json in ["{\"a\":", "{\"a\":\"x", "", "x", "{a b}", "{\"a\" 1}"] {
            assert_eq!(parse(json), None, "{json}");
        }
    }

    #[test]
    fn depth_and_time_are_limited() {
        for part in ["[", "{'a':", "{\"a\":[", "\"", "'\" ", "\\", "/*", "//", "a:", "{a ", "' '"] {
            parse(&part.repeat(200_000));
        }
    }

    proptest! {
        #[test]
        fn valid_json_is_rewritten_without_a_change(
            texts in proptest::collection::vec("[a-z ,:;/*\\\\\"'{}\\n\u{1}é]{0,12}", 0..4),
            number in any::<i32>(),
        ) {
            let value = serde_json::json!({"a": texts, "b": {"c": number, "d": [null, true, {}]}});
            prop_assert_eq!(values(&value.to_string()), Some(value));
        }

        #[test]
        fn any_text_is_parsed_without_a_panic(text in "[\\{\\}\\[\\]:,\"'\\\\/*a1 \n]{0,40}") {
            let _ = parse(&text);
        }
    }
}

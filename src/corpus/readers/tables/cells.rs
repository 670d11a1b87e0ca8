//! The values of cells, which programs write in different ways.

use serde_json::{Map, Value};
use std::borrow::Cow;

/// Words that represent a missing value.
const NO_VALUES: &[&str] = &["nan", "null", "none", "n/a", "na", "nil", "\\n", "#n/a", "-", "[]", "{}"];

/// Returns the value of a cell; `None` if it has none.
pub(super) fn value(cell: &str) -> Option<Value> {
    let trimmed = cell.trim();
    if trimmed.is_empty() || trimmed.len() <= 5 && NO_VALUES.contains(&trimmed.to_lowercase().as_str()) {
        return None;
    }
    if trimmed.starts_with(['[', '{'])
        && trimmed.ends_with([']', '}'])
        && let Some(value) = literal(trimmed)
    {
        return Some(value);
    }
    Some(Value::String(text(trimmed).into_owned()))
}

/// Returns the text of a cell: a written `\n` becomes a line break, and entities without their ampersand become characters.
fn text(cell: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(cell);
    // A single one may be part of a path.
    if !text.contains('\n') && text.matches("\\n").nth(1).is_some() {
        text = Cow::Owned(text.replace("\\r", "").replace("\\n", "\n"));
    }
    if has_broken_entities(&text) {
        text = Cow::Owned(mend_entities(&text));
    }
    text
}

/// The maximum number of digits of a numeric entity.
const MOST_DIGITS: usize = 5;

/// The rests of named entities that lost their ampersand.
const NAMED: [(&str, char); 4] = [("quot;", '"'), ("amp;", '&'), ("lt;", '<'), ("gt;", '>')];

fn has_broken_entities(text: &str) -> bool {
    let numbered = |at: usize| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (2..=4).contains(&digits) && rest.as_bytes().get(digits) == Some(&b';')
    };
    let is_after_space = |at: usize| at == 0 || text.as_bytes().get(at - 1) == Some(&b' ');
    text.match_indices('#').any(|(at, _)| is_after_space(at) && numbered(at))
        || NAMED.iter().any(|(end, _)| text.match_indices(end).any(|(at, _)| is_after_space(at)))
}

/// Restores the entities of texts such as AG News, in which a space replaces the ampersand and a backslash a line break.
fn mend_entities(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after_space = rest.strip_prefix(' ').unwrap_or(rest);
        let is_start = mended.is_empty() || first == ' ';
        if is_start && let Some((character, after)) = entity(after_space) {
            mended.push(character);
            rest = after;
            continue;
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
        match first {
            '\\' if rest.starts_with('$') => {}
            '\\' => mended.push(' '),
            other => mended.push(other),
        }
    }
    mended
}

/// Returns the character of an entity without its ampersand, and the text after it.
fn entity(text: &str) -> Option<(char, &str)> {
    for (end, character) in NAMED {
        if let Some(rest) = text.strip_prefix(end) {
            return Some((character, rest));
        }
    }
    let text = text.strip_prefix('#')?;
    let digits = text.bytes().take(MOST_DIGITS).take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..)?.strip_prefix(';')?;
    let number = text.get(..digits)?.parse().ok()?;
    Some((char::from_u32(number)?, rest))
}

/// The maximum nesting of lists.
const DEEPEST: u32 = 16;

/// Returns the list or object in a cell, as JSON or as Python writes it; `None` for text in brackets.
fn literal(text: &str) -> Option<Value> {
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        return (value.is_array() || value.is_object()).then_some(value);
    }
    let mut literal = Literal { rest: text };
    let value = literal.value(DEEPEST)?;
    literal.rest.trim().is_empty().then_some(value)
}

/// A value in Python notation: `['a', None, {'b': 1}]`.
struct Literal<'a> {
    rest: &'a str,
}

impl Literal<'_> {
    fn value(&mut self, depth: u32) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        self.rest = self.rest.trim_start();
        match self.rest.chars().next()? {
            '[' => self.members(']', |literal| literal.value(depth)).map(Value::Array),
            '(' => self.members(')', |literal| literal.value(depth)).map(Value::Array),
            '{' => {
                let pair = |literal: &mut Self| {
                    let Value::String(name) = literal.value(depth)? else { return None };
                    literal.rest = literal.rest.trim_start().strip_prefix(':')?;
                    Some((name, literal.value(depth)?))
                };
                self.members('}', pair).map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>()))
            }
            quote @ ('\'' | '"') => self.string(quote).map(Value::String),
            _ => self.word(),
        }
    }

    fn members<T>(&mut self, end: char, mut member: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut members = Vec::new();
        self.rest = self.rest.get(1..)?;
        loop {
            self.rest = self.rest.trim_start();
            if let Some(rest) = self.rest.strip_prefix(end) {
                self.rest = rest;
                return Some(members);
            }
            members.push(member(self)?);
            self.rest = self.rest.trim_start();
            self.rest = self.rest.strip_prefix(',').unwrap_or(self.rest);
        }
    }

    fn string(&mut self, quote: char) -> Option<String> {
        let mut text = String::new();
        let mut characters = self.rest.char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => match characters.next()?.1 {
                    'n' => text.push('\n'),
                    't' => text.push('\t'),
                    'r' => {}
                    other => text.push(other),
                },
                other if other == quote => {
                    self.rest = self.rest.get(at + 1..)?;
                    return Some(text);
                }
                other => text.push(other),
            }
        }
        None
    }

    fn word(&mut self) -> Option<Value> {
        let end = self.rest.find([',', ']', '}', ')', ':'])?;
        let word = self.rest.get(..end)?.trim();
        let value = match word {
            "None" | "nan" => Value::Null,
            "True" => Value::Bool(true),
            "False" => Value::Bool(false),
            number => Value::Number(
                number
                    .parse::<i64>()
                    .ok()
                    .map(Into::into)
                    .or_else(|| serde_json::Number::from_f64(number.parse().ok()?))?,
            ),
        };
        self.rest = self.rest.get(end..)?;
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lists_of_python_and_json_are_read() {
        for (cell, expected) in [
            ("['Floods', \"St John's\", None]", json!(["Floods", "St John's", null])),
            (
                "[{'tag': 'x', 'id': 1}, {'tag': 'y', 'ok': True}]",
                json!([{"tag": "x", "id": 1}, {"tag": "y", "ok": true}]),
            ),
            ("[\"a\", \"b\"]", json!(["a", "b"])),
            ("[Advertisement] Buy now [today]", json!("[Advertisement] Buy now [today]")),
            ("{open", json!("{open")),
            ("The river\\nrose\\nagain", json!("The river\nrose\nagain")),
        ] {
            assert_eq!(value(cell), Some(expected), "{cell}");
        }
        for cell in ["", " ", "NaN", "null", "None", "[]"] {
            assert_eq!(value(cell), None, "{cell}");
        }
    }

    #[test]
    fn entities_without_their_ampersand_are_restored() {
        for (cell, expected) in [
            (
                "for the  #36;10 million prize, a contest for\\privately funded flight",
                "for the $10 million prize, a contest for privately funded flight",
            ),
            ("Messier #39;s lawyer said  quot;no quot;", "Messier's lawyer said \"no\""),
            ("fined \\$1.35 million, Messier #39;s", "fined $1.35 million, Messier's"),
            ("We are #1; they are not", "We are #1; they are not"),
            ("C:\\news", "C:\\news"),
        ] {
            assert_eq!(text(cell).trim(), expected, "{cell}");
        }
    }
}

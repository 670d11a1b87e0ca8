//! A tag of a web page, split into attributes like in HTML parsers.

/// A start or end tag.
pub(super) struct HtmlTag<'a> {
    /// The name of the element, in lower case.
    pub(super) name: String,
    /// Whether it is an end tag.
    pub(super) is_end: bool,
    /// Whether it ends in `/>`.
    pub(super) is_self_closing: bool,
    /// The name as written.
    written_name: &'a str,
    /// The attributes with their values, up to the limits.
    attributes: Vec<&'a str>,
    /// The text after the tag.
    pub(super) rest: &'a str,
}

impl<'a> HtmlTag<'a> {
    /// Parses a tag after its `<`; `None` if the text ends within it. Drops attributes beyond the first `most`, and those longer than `longest` bytes.
    pub(super) fn parse(text: &'a str, most: usize, longest: usize) -> Option<Self> {
        let is_end = text.starts_with('/');
        let text = text.strip_prefix('/').unwrap_or(text);
        let is_separator = |c: char| c.is_ascii_whitespace() || c == '/';
        let (written_name, mut rest) = text.split_at(text.find(|c| is_separator(c) || c == '>')?);
        let mut attributes = Vec::new();
        loop {
            let attribute = rest.trim_start_matches(is_separator);
            if let Some(after) = attribute.strip_prefix('>') {
                let is_self_closing = before(rest, attribute).ends_with('/');
                let name = written_name.to_ascii_lowercase();
                return Some(Self { name, is_end, is_self_closing, written_name, attributes, rest: after });
            }
            rest = after_attribute(attribute)?;
            let whole = before(attribute, rest);
            if attributes.len() < most && whole.len() <= longest {
                attributes.push(whole);
            }
        }
    }

    /// Writes the tag; an end tag without attributes.
    pub(super) fn write(&self, to: &mut String) {
        to.push_str(if self.is_end { "</" } else { "<" });
        to.push_str(self.written_name);
        for attribute in self.attributes.iter().filter(|_| !self.is_end) {
            to.push(' ');
            to.push_str(attribute);
        }
        // After an unquoted value, a slash without a space would be part of it.
        to.push_str(if self.is_self_closing { " />" } else { ">" });
    }
}

/// Returns the text after the attribute at the beginning of `text`; `None` if the text ends within it.
fn after_attribute(text: &str) -> Option<&str> {
    let is_name_end = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
    // An equals sign at the beginning belongs to the name.
    let first = text.chars().next()?.len_utf8();
    let end = first + text.get(first..)?.find(is_name_end)?;
    let rest = text.get(end..)?;
    let Some(value) = rest.trim_start_matches(|c: char| c.is_ascii_whitespace()).strip_prefix('=') else {
        return Some(rest);
    };
    let value = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
    match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split_once(quote).map(|(_, rest)| rest),
        _ => value.find(|c: char| c.is_ascii_whitespace() || c == '>').and_then(|end| value.get(end..)),
    }
}

/// Returns the part of a text before `rest`, with which it ends. Unlike `strip_suffix` it compares nothing, which keeps the time linear.
pub(super) fn before<'a>(text: &'a str, rest: &str) -> &'a str {
    text.get(..text.len().saturating_sub(rest.len())).unwrap_or_default()
}

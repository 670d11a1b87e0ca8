//! The running text of an element, as paragraphs.

use super::element::{Element, XmlNode};
use crate::corpus::line_layout;
use crate::corpus::markup::TextBuilder;
use std::borrow::Cow;

/// Elements of other vocabularies, with the HTML element of the same layout.
const LIKE_HTML: &[(&str, &str)] = &[
    ("ab", "p"),
    ("block", "div"),
    ("bq", "blockquote"),
    ("cell", "td"),
    ("head", "h1"),
    ("hedline", "div"),
    ("item", "li"),
    ("l", "br"),
    ("lb", "br"),
    ("lg", "p"),
    ("list", "ul"),
    ("nitf-col", "td"),
    ("nitf-table", "table"),
    ("note", "div"),
    ("fn", "div"),
    ("para", "p"),
    ("paragraph", "p"),
    ("quote", "blockquote"),
    ("row", "tr"),
    ("title", "h1"),
];

/// The minimum number of characters in a line that is a paragraph.
const LONG_LINE: usize = 120;
/// The minimum width of wrapped text; narrower lines are verse or lists.
const NARROW: usize = 30;
/// Elements whose content is not shown.
const HIDDEN: &[&str] = &["iframe", "noscript", "object", "script", "style", "svg", "template"];

impl Element {
    /// Returns the text inside with its paragraphs separated by empty lines, laid out like HTML.
    pub(in crate::corpus) fn paragraphs(&self) -> String {
        self.paragraphs_without(&|_| false)
    }

    /// Returns the text inside as [`paragraphs`](Self::paragraphs) does, without the elements for which `is_left_out` is true.
    pub(in crate::corpus) fn paragraphs_without(&self, is_left_out: &dyn Fn(&Self) -> bool) -> String {
        let mut text = TextBuilder::default();
        add(self, is_left_out, &mut text);
        text.finish()
    }

    /// Returns the text inside in one line, with a space between elements that begin a line or a cell.
    pub(in crate::corpus) fn line(&self) -> String {
        let text = self.paragraphs();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns the text at a path of names, in one line; `None` if it is empty.
    pub(in crate::corpus) fn text_at(&self, path: &str) -> Option<String> {
        match path.split_once('/') {
            Some((first, rest)) => {
                self.elements().filter(|child| child.name() == first).find_map(|child| child.text_at(rest))
            }
            None => self.children(path).map(Self::line).find(|text| !text.is_empty()),
        }
    }

    /// Returns the texts at a path of names, each in one line, without empty ones.
    pub(in crate::corpus) fn texts_at(&self, path: &str) -> Vec<String> {
        self.all_at(path).into_iter().map(Self::line).filter(|text| !text.is_empty()).collect()
    }
}

fn add(element: &Element, is_left_out: &dyn Fn(&Element) -> bool, text: &mut TextBuilder) {
    for node in &element.content {
        match node {
            XmlNode::Text(piece) => text.push(piece),
            XmlNode::Element(inner) if HIDDEN.contains(&inner.name()) || is_left_out(inner) => {}
            XmlNode::Element(inner) => {
                let name = html_name(inner.name());
                text.element(&name);
                add(inner, is_left_out, text);
                // A line break has no end tag.
                if name != "br" {
                    text.element(&name);
                }
            }
        }
    }
}

/// Returns the name of the HTML element with the same layout, in lower case.
fn html_name(name: &str) -> Cow<'_, str> {
    let lower = if name.contains(|c: char| c.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    };
    let alike = LIKE_HTML.iter().find(|(known, _)| *known == lower).map(|(_, html)| Cow::Borrowed(*html));
    alike.unwrap_or(lower)
}

/// Returns running text with line breaks as paragraphs: lines wrapped at one width are joined.
pub(in crate::corpus) fn wrapped(text: &str) -> String {
    line_layout::paragraphs(text, line_layout::wrap_width(text))
}

/// Returns running text of wires and old collections: lines of one width, paragraphs that begin with an indent or after an empty line. Table rows are also
/// indented; they stay lines of one paragraph.
pub(in crate::corpus) fn unwrapped(text: &str) -> String {
    let lines = || text.lines().map(str::trim_end);
    let is_indented = |line: &str| line.starts_with([' ', '\t']);
    let inside = text.trim_matches(['\n', '\r']);
    let has_paragraphs = inside.lines().skip(1).any(|line| line.trim().is_empty() || is_indented(line));
    let longest = lines().map(|line| line.chars().count()).max().unwrap_or_default();
    if longest > LONG_LINE {
        return wrapped(text);
    }
    if !has_paragraphs {
        return line_layout::paragraphs(text, Some(longest).filter(|width| *width >= NARROW));
    }
    let mut joined = String::with_capacity(text.len());
    let (mut after_empty, mut lines_in_paragraph, mut indent) = (true, 0, 0);
    for line in lines() {
        let words = line.trim_start();
        if words.is_empty() {
            after_empty = true;
            continue;
        }
        let begins = after_empty || is_indented(line);
        let same_indent = std::mem::replace(&mut indent, line.len() - words.len()) == indent;
        let is_row = same_indent
            && !after_empty
            && begins
            && lines_in_paragraph == 1
            && !joined.ends_with(['.', '!', '?', '"', ':', '”', '’', ')']);
        let gap = match (joined.is_empty(), begins, is_row) {
            (true, ..) => "",
            (_, _, true) => "\n",
            (_, true, _) => "\n\n",
            _ => " ",
        };
        joined.push_str(gap);
        joined.push_str(words);
        lines_in_paragraph = if begins { 1 } else { lines_in_paragraph + 1 };
        after_empty = false;
    }
    joined
}

/// Returns running text that was laid out like XML: line breaks count only between paragraphs, or in text with long lines.
pub(in crate::corpus) fn flowed(text: &str) -> String {
    let has_long_lines = text.lines().any(|line| line.trim().chars().count() > LONG_LINE);
    if has_long_lines || line_layout::wrap_width(text).is_some() {
        return wrapped(text);
    }
    let mut joined = String::with_capacity(text.len());
    let mut gap = "";
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            gap = if joined.is_empty() { "" } else { "\n\n" };
            continue;
        }
        joined.push_str(gap);
        joined.push_str(line);
        gap = " ";
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indented_paragraphs_are_joined() {
        let text = "The ferry\nran aground\non Friday.\n    Nobody was hurt,\nsaid Ida.\n  Ferry    Fare\n  Vega     4.50\n    He\nleft.\n\nThe end.";
        let expected = "The ferry ran aground on Friday.\n\nNobody was hurt, said Ida.\n\nFerry    Fare\nVega     4.50\n\nHe left.\n\nThe end.";
        assert_eq!(unwrapped(text), expected);
        assert_eq!(
            unwrapped("The ferry ran aground on the sandbank off\nPenholm.\nNobody was hurt."),
            "The ferry ran aground on the sandbank off Penholm.\n\nNobody was hurt."
        );
    }

    #[test]
    fn line_breaks_of_laid_out_text_are_spaces() {
        assert_eq!(
            flowed("\n   The ferry ran\n   aground.\n\n  Nobody\n was hurt.\n"),
            "The ferry ran aground.\n\nNobody was hurt."
        );
        let long = "x ".repeat(80);
        assert_eq!(flowed(&format!("{long}\n{long}")).split("\n\n").count(), 2);
    }
}

//! Converts HTML fragments, such as the body in a JSON field of a news service, to plain text.
//!
//! A single pass without a tree, so that deep nesting needs no stack and broken markup loses no text. Paragraphs are separated by an empty line; list items
//! and table rows become lines. Whole pages are read by the HTML reader.

mod entities;
mod pieces;
mod tag_ends;

use pieces::{Piece, Pieces, Tag};
use std::collections::HashMap;
use tag_ends::TagEnds;

pub(super) use entities::decode_entities;

/// Elements that form a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hl1",
    "hl2",
    "hr",
    "html",
    "main",
    "nav",
    "nitf",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];
/// Elements that start a line.
const LINES: &[&str] = &["li", "option", "tr"];
/// Elements that are separated by a space.
const CELLS: &[&str] = &["td", "th"];
/// Elements whose content is not shown.
const HIDDEN: &[&str] = &["head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title"];
/// Elements whose content is not shown, or is not part of the running text of an article: teasers of others, and captions.
const BESIDE_TEXT: &[&str] =
    &["aside", "figcaption", "head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title"];
/// The element whose content often contains unbalanced tags inside strings.
const SCRIPT: &[&str] = &["script"];
/// Elements with an optional end tag, which do not count towards the depth.
const UNCLOSED: &[&str] = &[
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "frame", "head", "hr", "html", "img",
    "input", "li", "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot",
    "th", "thead", "tr", "track", "wbr",
];
/// Inline elements.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "big", "br", "cite", "code", "del", "em", "font", "i", "img", "ins", "mark", "q", "s", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
];

/// Returns whether an element, by its name in lower case, forms a paragraph.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Returns whether an element, by its name in lower case, is a row or cell of a table.
pub(super) fn is_cell(name: &str) -> bool {
    name == "tr" || CELLS.contains(&name)
}

/// Returns whether the text contains HTML tags.
pub(super) fn has_tags(text: &str) -> bool {
    let mut ends = TagEnds::default();
    let mut rest = text;
    while let Some((_, inside)) = rest.split_once('<') {
        let Some(tag) = Tag::parse(inside, &mut ends) else {
            rest = inside;
            continue;
        };
        let name = tag.name.to_ascii_lowercase();
        if [BLOCKS, LINES, CELLS, HIDDEN, INLINE].iter().any(|names| names.contains(&name.as_str())) {
            return true;
        }
        rest = tag.rest();
    }
    false
}

/// Returns the plain text of an HTML fragment.
pub(super) fn plain_text(html: &str) -> String {
    text_without(html, HIDDEN)
}

/// Returns the running text of an article in HTML: its plain text without teasers and captions, unless nothing else is left.
pub(super) fn running_text(html: &str) -> String {
    let text = text_without(html, BESIDE_TEXT);
    if text.is_empty() { plain_text(html) } else { text }
}

fn text_without(html: &str, hidden: &'static [&'static str]) -> String {
    let mut text = TextBuilder { written: String::with_capacity(html.len() / 2), gap: Gap::default() };
    for piece in Pieces::of(html, hidden) {
        match piece {
            Piece::Text(html) => text.push(&decode_entities(html)),
            Piece::Tag(tag) => text.element(&tag.name.to_ascii_lowercase()),
        }
    }
    text.finish()
}

/// Returns the maximum nesting depth of the elements, estimated from the tags.
pub(super) fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    // Like browsers, ignore end tags without a start tag.
    let mut open: HashMap<String, usize> = HashMap::new();
    for piece in Pieces::of(html, SCRIPT) {
        if let Piece::Tag(tag) = piece
            && !UNCLOSED.iter().chain(SCRIPT).any(|name| name.eq_ignore_ascii_case(tag.name))
        {
            let same = open.entry(tag.name.to_ascii_lowercase()).or_default();
            match (tag.closing, *same) {
                (false, _) => (depth, *same) = (depth + 1, *same + 1),
                (true, 0) => {}
                (true, _) => (depth, *same) = (depth - 1, *same - 1),
            }
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// The separator due before the next word.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

/// Plain text being built, with white space collapsed as in a browser.
#[derive(Default)]
pub(super) struct TextBuilder {
    written: String,
    gap: Gap,
}

impl TextBuilder {
    /// Adds the start or end of an element, by its name in lower case.
    pub(super) fn element(&mut self, name: &str) {
        self.gap = if BLOCKS.contains(&name) {
            Gap::Paragraph
        } else if name == "br" {
            // Old pages separate paragraphs by two line breaks.
            if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line }
        } else if LINES.contains(&name) {
            self.gap.max(Gap::Line)
        } else if CELLS.contains(&name) {
            self.gap.max(Gap::Space)
        } else {
            self.gap
        };
    }

    /// Adds text with its entities decoded.
    pub(super) fn push(&mut self, text: &str) {
        let is_space = |c: char| c.is_ascii_whitespace() || c == '\u{a0}';
        if text.starts_with(is_space) {
            self.gap = self.gap.max(Gap::Space);
        }
        for word in text.split(is_space).filter(|word| !word.is_empty()) {
            if !self.written.is_empty() {
                self.written.push_str(match self.gap {
                    Gap::None => "",
                    Gap::Space => " ",
                    Gap::Line => "\n",
                    Gap::Paragraph => "\n\n",
                });
            }
            self.written.push_str(word);
            self.gap = Gap::Space;
        }
        if !text.is_empty() && !text.ends_with(is_space) {
            self.gap = Gap::None;
        }
    }

    /// Returns the text.
    pub(super) fn finish(self) -> String {
        self.written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_paragraphs_and_items_lines() {
        let html = "<h2>River rises</h2><p>The <b>river</b> rose\n  by&nbsp;<i>two</i> metres.</p><ul><li>One</li><li>Two</li></ul>\
                    <table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>End<br>line<br/><br>last";
        assert_eq!(
            plain_text(html),
            "River rises\n\nThe river rose by two metres.\n\nOne\nTwo\n\na b\nc\n\nEnd\nline\n\nlast"
        );
    }

    #[test]
    fn hidden_elements_are_removed() {
        let html = "<head><title>x</title></head><style>p > a {}</style><!-- <p>x</p> -->a<script>if (a < b) '</p>'</script>b <?php x ?>c";
        assert_eq!(plain_text(html), "ab c");
        assert_eq!(plain_text("a <script>b <!-- c"), "a b c");
    }

    #[test]
    fn malformed_markup_loses_no_text() {
        assert_eq!(plain_text("2 < 3 and <a href='x>y' title=\"a>b\">link</a> x<y"), "2 < 3 and link x<y");
        assert_eq!(plain_text("<p class=\"open>text</p> more"), "text\n\nmore");
        assert_eq!(plain_text("<p it's>text"), "text");
        assert_eq!(plain_text("<"), "<");
    }

    #[test]
    fn angle_brackets_in_text_are_not_tags() {
        assert!(has_tags("a<br/>b"));
        assert!(has_tags("<P CLASS='x'>b"));
        for text in ["2 < 3 > 1", "<you@mail.example>", "a << b", "<3", "<!-- x"] {
            assert!(!has_tags(text), "{text}");
        }
    }

    #[test]
    fn depth_ignores_scripts_comments_and_unmatched_end_tags() {
        assert_eq!(depth("<div><p><p><p><ul><li><b>x</b></ul></div><div></div>"), 3);
        assert_eq!(depth("<script>'<div><div>'</script><!-- <div> --><b>"), 1);
        assert_eq!(depth("<div>text</x><div>text</x></div></div></div>"), 2);
    }

    #[test]
    fn running_time_is_linear() {
        for part in ["<a ", "<!--", "<script>", "<a =\"", "<a ='<b =\"", "</", "<!", "&", "&#", "<script></scrip"] {
            let html = part.repeat(200_000);
            assert!(plain_text(&html).len() <= html.len());
            depth(&html);
        }
    }
}

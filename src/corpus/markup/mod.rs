//! Plain text out of a piece of HTML, such as the body that a news service puts into a JSON field.
//!
//! One pass over the text, no tree: nothing can be nested too deeply, and broken markup costs nothing.
//! Paragraphs come out separated by an empty line, list items and rows as lines. Finding the article
//! in a whole page is another matter, see the reader of HTML.

mod entities;
mod pieces;

use pieces::{Piece, Pieces, Tag};
use std::collections::HashMap;

pub(super) use entities::decode_entities;

/// Elements that stand apart from the text around them.
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
/// Elements that begin a line.
const LINES: &[&str] = &["li", "option", "tr"];
/// Elements that stand beside each other.
const CELLS: &[&str] = &["td", "th"];
/// Elements whose content is not text to read.
const HIDDEN: &[&str] = &["head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title"];
/// The element whose content often looks like tags, and opens more of them than it closes.
const SCRIPT: &[&str] = &["script"];
/// Elements that need not be closed, so that counting them says nothing about depth.
const UNCLOSED: &[&str] = &[
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "frame", "head", "hr", "html", "img",
    "input", "li", "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot",
    "th", "thead", "tr", "track", "wbr",
];
/// Elements within a line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "big", "br", "cite", "code", "del", "em", "font", "i", "img", "ins", "mark", "q", "s", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
];

/// Returns whether a text has elements of HTML in it.
pub(super) fn has_tags(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let tag = text.get(at + 1..).and_then(Tag::parse);
        tag.is_some_and(|tag| {
            let name = tag.name.to_ascii_lowercase();
            [BLOCKS, LINES, CELLS, HIDDEN, INLINE].iter().any(|names| names.contains(&name.as_str()))
        })
    })
}

/// Returns the text of a piece of HTML.
pub(super) fn plain_text(html: &str) -> String {
    let mut text = Text::with_capacity(html.len());
    for piece in Pieces::of(html, HIDDEN) {
        match piece {
            Piece::Text(html) => text.push(html),
            Piece::Tag(tag) => text.element(&tag),
        }
    }
    text.written
}

/// Returns how deep the elements of a page stand in each other at most, as far as tags tell.
pub(super) fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    // A closing tag counts only for an element that is open: browsers, too, ignore the others.
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

/// What has to stand between two pieces of text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

/// Text being written, its white space collapsed as a browser does it.
struct Text {
    written: String,
    gap: Gap,
}

impl Text {
    fn with_capacity(capacity: usize) -> Self {
        Self { written: String::with_capacity(capacity / 2), gap: Gap::None }
    }

    fn element(&mut self, tag: &Tag<'_>) {
        let name = tag.name.to_ascii_lowercase();
        let name = name.as_str();
        self.gap = if BLOCKS.contains(&name) {
            Gap::Paragraph
        } else if name == "br" {
            // Two breaks in a row are how old pages set paragraphs.
            if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line }
        } else if LINES.contains(&name) {
            self.gap.max(Gap::Line)
        } else if CELLS.contains(&name) {
            self.gap.max(Gap::Space)
        } else {
            self.gap
        };
    }

    fn push(&mut self, html: &str) {
        let text = decode_entities(html);
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_lines_and_words_are_kept_apart() {
        let html = "<h2>River rises</h2><p>The <b>river</b> rose\n  by&nbsp;<i>two</i> metres.</p><ul><li>One</li><li>Two</li></ul>\
                    <table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>End<br>line<br/><br>last";
        assert_eq!(
            plain_text(html),
            "River rises\n\nThe river rose by two metres.\n\nOne\nTwo\n\na b\nc\n\nEnd\nline\n\nlast"
        );
    }

    #[test]
    fn what_is_not_for_reading_is_left_out() {
        let html = "<head><title>x</title></head><style>p > a {}</style><!-- <p>x</p> -->a<script>if (a < b) '</p>'</script>b <?php x ?>c";
        assert_eq!(plain_text(html), "ab c");
        assert_eq!(plain_text("a <script>b <!-- c"), "a b c");
    }

    #[test]
    fn odd_markup_loses_no_text() {
        assert_eq!(plain_text("2 < 3 and <a href='x>y' title=\"a>b\">link</a> x<y"), "2 < 3 and link x<y");
        assert_eq!(plain_text("<p class=\"open>text</p> more"), "text\n\nmore");
        assert_eq!(plain_text("<p it's>text"), "text");
        assert_eq!(plain_text("<"), "<");
    }

    #[test]
    fn tags_are_told_from_other_brackets() {
        assert!(has_tags("a<br/>b"));
        assert!(has_tags("<P CLASS='x'>b"));
        for text in ["2 < 3 > 1", "<you@mail.example>", "a << b", "<3", "<!-- x"] {
            assert!(!has_tags(text), "{text}");
        }
    }

    #[test]
    fn depth_counts_elements_and_not_what_looks_like_them() {
        assert_eq!(depth("<div><p><p><p><ul><li><b>x</b></ul></div><div></div>"), 3);
        assert_eq!(depth("<script>'<div><div>'</script><!-- <div> --><b>"), 1);
        assert_eq!(depth("<div>text</x><div>text</x></div></div></div>"), 2);
    }

    #[test]
    fn time_stays_in_proportion_to_the_length() {
        for part in ["<a ", "<!--", "<script>", "<a =\"", "<a ='<b =\"", "</", "<!", "&", "&#", "<script></scrip"] {
            let html = part.repeat(200_000);
            assert!(plain_text(&html).len() <= html.len());
            depth(&html);
        }
    }
}

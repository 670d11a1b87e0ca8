//! Limits a web page before it is parsed, in one pass: elements, attributes, nesting, and long texts of entities.
//!
//! The HTML libraries cannot be interrupted, and some of their steps take quadratic time: names of attributes are compared with each other, an element with all
//! elements around it, and each `&` of a text scans the rest of the text. Real pages stay far below these limits. Beyond them, markup is dropped and its text
//! kept.

use super::open_elements::OpenElements;
use super::tag::{HtmlTag, before};
use crate::corpus::markup;

/// The maximum number of elements, each of which takes some hundred bytes of memory. Large real pages have some ten thousand.
const MOST_ELEMENTS: usize = 250_000;
/// The maximum number of attributes of an element.
const MOST_ATTRIBUTES: usize = 100;
/// The maximum length of an attribute's value and of a title, in bytes.
const LONGEST_VALUE: usize = 16 << 10;
/// The maximum number of `html` and `body` tags; each adds its attributes to those of the first.
const MOST_ROOTS: usize = 10;
/// The number of characters to escape after which a text is split.
const MOST_ESCAPES: usize = 1_000;
/// An empty comment, which splits a text without a visible effect.
const DIVISION: &str = "<!---->";
/// Elements whose content is text without tags.
const RAW: &[&str] = &["script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"];

/// Returns the page within the limits.
pub(in crate::corpus) fn bounded(html: &str) -> String {
    let mut page = BoundedPage { written: String::with_capacity(html.len()), ..BoundedPage::default() };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, markup) = rest.split_at(at);
        page.text(text);
        rest = page.markup(markup);
    }
    page.text(rest);
    page.written
}

#[derive(Default)]
struct BoundedPage {
    written: String,
    open: OpenElements,
    /// The number of elements so far.
    elements: usize,
    /// The number of `html` and `body` tags so far.
    roots: usize,
    /// The number of characters to escape since the last division.
    escapes: usize,
    /// Whether text was written since the last tag that begins a block.
    has_text: bool,
}

impl BoundedPage {
    fn text(&mut self, text: &str) {
        self.has_text |= !text.trim_start().is_empty();
        let mut start = 0;
        // `&` is escaped; 0xC2 is the first byte of a no-break space, which is also escaped.
        for (at, _) in text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'&' | 0xC2)) {
            self.escapes += 1;
            if self.escapes > MOST_ESCAPES {
                self.written.push_str(text.get(start..at).unwrap_or_default());
                self.written.push_str(DIVISION);
                (start, self.escapes) = (at, 0);
            }
        }
        self.written.push_str(text.get(start..).unwrap_or_default());
    }

    /// Handles a tag, a comment or a lone `<` at the beginning of `markup`; returns the text after it.
    fn markup<'a>(&mut self, markup: &'a str) -> &'a str {
        let inside = markup.get(1..).unwrap_or_default();
        let comment_end = if let Some(comment) = inside.strip_prefix("!--") {
            Some(after_comment(comment))
        } else if inside.starts_with(['!', '?'])
            || (inside.starts_with('/') && !inside.get(1..).is_some_and(|name| name.starts_with(is_letter)))
        {
            Some(inside.split_once('>').map_or("", |(_, rest)| rest))
        } else {
            None
        };
        if let Some(rest) = comment_end {
            self.written.push_str(before(markup, rest));
            return rest;
        }
        if !inside.trim_start_matches('/').starts_with(is_letter) {
            self.written.push('<');
            return inside;
        }
        // A parser ignores an incomplete tag at the end of a page.
        let Some(tag) = HtmlTag::parse(inside, MOST_ATTRIBUTES, LONGEST_VALUE) else { return "" };
        self.tag(&tag);
        self.raw_content(&tag)
    }

    fn tag(&mut self, tag: &HtmlTag<'_>) {
        let name = tag.name.as_str();
        if self.elements >= MOST_ELEMENTS {
            self.written.push(' ');
            return;
        }
        self.elements += usize::from(!tag.is_end);
        if !tag.is_end && matches!(name, "html" | "body") {
            self.roots += 1;
            if self.roots > MOST_ROOTS {
                return;
            }
        }
        let is_kept = if tag.is_end { self.open.end(name) } else { self.open.start(name, tag.is_self_closing) };
        if is_kept {
            tag.write(&mut self.written);
        } else if self.has_text && markup::is_block(name) {
            self.written.push_str("<p>");
            self.has_text = false;
        } else if self.has_text && markup::is_cell(name) {
            self.written.push(' ');
        }
    }

    /// Handles the content of an element without tags; returns the text after it.
    fn raw_content<'a>(&mut self, tag: &HtmlTag<'a>) -> &'a str {
        let name = tag.name.as_str();
        // Within SVG and MathML these are ordinary elements.
        if tag.is_end || !RAW.contains(&name) || self.open.is_foreign() {
            return tag.rest;
        }
        let is_end = |at: &usize| {
            let after = tag.rest.get(at + 2..).unwrap_or_default();
            let end = after.get(name.len()..).unwrap_or_default();
            after.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
                && end.starts_with(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>')
        };
        let end = tag.rest.match_indices("</").map(|(at, _)| at).find(is_end).unwrap_or(tag.rest.len());
        let (content, rest) = tag.rest.split_at(end);
        let is_code = matches!(name, "script" | "style");
        // Without its tag, code would become text.
        if !is_code || self.elements < MOST_ELEMENTS {
            self.written.push_str(if is_code { content } else { cut(content, LONGEST_VALUE) });
        }
        rest
    }
}

/// Returns the beginning of a text.
fn cut(text: &str, length: usize) -> &str {
    text.get(..text.floor_char_boundary(length)).unwrap_or(text)
}

/// Returns the text after a comment; `comment` begins after its `<!--`.
fn after_comment(comment: &str) -> &str {
    if let Some(rest) = comment.strip_prefix('>').or_else(|| comment.strip_prefix("->")) {
        return rest;
    }
    // A single pass: a search for each of the ends would scan the whole page for every comment.
    let mut parts = comment.match_indices('>').map(|(at, _)| comment.split_at(at));
    let end = parts.find(|(before, _)| before.ends_with("--") || before.ends_with("--!"));
    end.and_then(|(_, rest)| rest.get(1..)).unwrap_or_default()
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_ends_as_in_a_browser() {
        for (comment, rest) in [
            (" a --> b --> c", " b --> c"),
            (" a --!> b --> c", " b --> c"),
            (" a ---> b", " b"),
            (" a -> > --x> - ->--> b", " b"),
            ("> b", " b"),
            ("-> b", " b"),
            ("--> b", " b"),
            ("é--!> b", " b"),
            (" never", ""),
            (" never -->", ""),
        ] {
            assert_eq!(after_comment(comment), rest, "{comment}");
        }
    }

    #[test]
    fn ordinary_pages_stay_the_same() {
        for page in [
            "<!DOCTYPE html><html lang=en><head><title>A & B</title><script>if (a<b && c) '<p>'</script></head><body class='x y'><p>One<br />two &amp; <b id=\"a>b\">three</b></p></body></html>",
            "a < b <3 <!-- <div> --> c <!--> d <?x y?> </> e",
            "<table><tr><td>a</td><td><ul><li>b<li>c</ul></table>",
            "<svg viewBox=0><path d=x /><style>a{}</style></svg>é",
        ] {
            assert_eq!(bounded(page), page);
        }
    }

    #[test]
    fn elements_are_limited() {
        for unit in ["a<br>", "<div><script>x < y</script>a</div>"] {
            let page = bounded(&unit.repeat(MOST_ELEMENTS + 10));
            assert!(page.matches('<').count() <= 3 * MOST_ELEMENTS, "{unit}");
            assert_eq!(page.matches('a').count(), MOST_ELEMENTS + 10, "{unit}");
            assert!(page.ends_with(if unit.starts_with('a') { "a a " } else { "a " }), "{unit}");
        }
    }

    #[test]
    fn attributes_are_limited() {
        let many: String = (0..3_000).map(|at| format!(" a{at}=1")).collect();
        let values: String = (0..3_000).map(|at| format!("a{at}='>'")).collect();
        for page in [
            format!("<div{many}>x</div>"),
            format!("<p>x</p{many}>"),
            format!("<div {values}>x"),
            format!("<!--><div{many}>x<!-- -->"),
            format!("<svg><style><p{many}>x"),
            format!("x<div{many}"),
            "<body a=1>x".repeat(2_000),
            "<html b='2'>x".repeat(2_000),
        ] {
            let page = bounded(&page);
            assert!(page.matches('=').count() <= MOST_ATTRIBUTES && page.contains('x'), "{}", page.len());
        }
        let value = bounded(&format!("<a href='{}' title=b>x</a>", "&".repeat(50_000)));
        assert_eq!(value, "<a title=b>x</a>");
    }

    #[test]
    fn nesting_is_limited_and_text_kept() {
        for tag in ["div", "b", "x", "ul", "table", "section", "rt", "svg"] {
            let page = bounded(&format!("<{tag}>one </{tag}>").repeat(3));
            assert_eq!(page.matches('<').count(), 6, "{tag}");
            let page = format!("<{tag}>").repeat(900) + "two" + &format!("</{tag}>").repeat(900) + "three";
            let page = bounded(&page.repeat(3));
            assert!(page.matches('<').count() <= 3 * 210 && page.matches("three").count() == 3, "{tag}");
        }
        assert_eq!(bounded(&("<div>".repeat(100) + "a<div>b<div>c")), "<div>".repeat(100) + "a<p>b<p>c");
    }

    #[test]
    fn texts_to_escape_are_divided() {
        for text in ["&", "&amp;", "\u{a0}", "&</x>"] {
            let page = bounded(&text.repeat(10_000));
            let longest = page.split(DIVISION).map(|part| part.matches(['&', '\u{a0}']).count()).max();
            assert!(longest <= Some(MOST_ESCAPES + 1) && page.replace(DIVISION, "") == text.repeat(10_000));
        }
        assert!(bounded(&format!("<title>{}</title>x", "&".repeat(100_000))).len() < LONGEST_VALUE + 20);
    }

    #[test]
    fn bounding_is_linear_and_adds_little() {
        for part in [
            "<",
            "<!",
            "<!--",
            "<!-- --",
            "<!-->",
            "</",
            "</a",
            "<a",
            "<a ",
            "<a b=",
            "<a b='",
            "<a =",
            "<script>",
            "<title></titl",
            "<p/",
            "<a b>",
            "&",
            "é<p>",
        ] {
            let page = part.repeat(100_000 / part.len());
            let length = bounded(&page).len();
            assert!(length <= page.len() + page.len() / MOST_ESCAPES * DIVISION.len() + 8, "{part}: {length}");
        }
    }
}

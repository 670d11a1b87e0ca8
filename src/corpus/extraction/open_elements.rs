//! The open elements at a position of a web page, as a parser would see them, up to a maximum depth.
//!
//! Models the rules of HTML that matter for the depth: which tags close which elements. Parts of tables are not counted; they multiply the depth by a small
//! factor at most.

use crate::corpus::markup;
use std::collections::HashMap;

/// The maximum depth, which real pages do not reach.
const DEEPEST: usize = 100;
/// The maximum depth of formatting elements. A parser reopens them in each block.
const MOST_FORMATTING: usize = 16;
/// Elements that are closed even if blocks within them are open.
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements whose content can be closed only by their own end tag and that of an enclosing table.
const BARRIERS: &[&str] = &[
    "table",
    "object",
    "applet",
    "marquee",
    "template",
    "foreignobject",
    "desc",
    "annotation-xml",
    "mi",
    "mo",
    "mn",
    "ms",
    "mtext",
];
/// Further elements, apart from blocks, that end tags of inline elements inside them cannot close.
const SPECIAL: &[&str] =
    &["li", "button", "select", "details", "dir", "listing", "menu", "search", "summary", "hgroup"];
/// Elements that another of the same kind closes.
const ITEMS: &[&str] = &["li", "dd", "dt"];
/// Elements of other languages than HTML.
const FOREIGN: &[&str] = &["svg", "math"];
/// Elements within those whose content is HTML again.
const HTML_AGAIN: &[&str] = &["foreignobject", "desc", "title", "annotation-xml", "mi", "mo", "mn", "ms", "mtext"];
/// Elements without content, and elements that a page has once.
const NO_CONTENT: &[&str] = &[
    "area", "base", "body", "br", "col", "embed", "frame", "head", "hr", "html", "img", "input", "link", "meta",
    "param", "script", "source", "track", "wbr",
];
/// Parts of tables, which nest only with the tables.
const TABLE_PARTS: &[&str] = &["caption", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// The open elements of a page, from the outermost.
#[derive(Default)]
pub(super) struct OpenElements {
    open: Vec<String>,
    /// The number of elements of each name in `open`, which avoids most searches of it.
    counts: HashMap<String, usize>,
    /// The formatting elements not yet closed, whether or not the block around them has ended.
    formatting: Vec<String>,
    /// The number of open elements of each name beyond the maximum depth.
    dropped: HashMap<String, usize>,
}

impl OpenElements {
    /// Returns whether the parser may see this start tag.
    pub(super) fn start(&mut self, name: &str, is_self_closing: bool) -> bool {
        let is_foreign = self.is_foreign();
        if is_foreign {
            if is_self_closing {
                return true;
            }
        } else if NO_CONTENT.contains(&name) {
            return true;
        } else if TABLE_PARTS.contains(&name) {
            self.end_cell();
            // The rows and cells of a dropped table are dropped too.
            return self.dropped.get("table").is_none_or(|tables| *tables == 0);
        } else {
            self.end_by_start_of(name);
        }
        let is_formatting = !is_foreign && FORMATTING.contains(&name);
        if is_formatting && name == "a" {
            // A link closes the previous one.
            self.formatting.retain(|open| open != name);
        }
        let is_full = if is_formatting { self.formatting.len() >= MOST_FORMATTING } else { self.open.len() >= DEEPEST };
        if is_full {
            *self.dropped.entry(name.to_owned()).or_default() += 1;
            return false;
        }
        if is_formatting {
            self.formatting.push(name.to_owned());
            return true;
        }
        self.open.push(name.to_owned());
        *self.counts.entry(name.to_owned()).or_default() += 1;
        true
    }

    /// Returns whether the parser may see this end tag.
    pub(super) fn end(&mut self, name: &str) -> bool {
        if let Some(dropped) = self.dropped.get_mut(name).filter(|dropped| **dropped > 0) {
            *dropped -= 1;
            return false;
        }
        if self.is_foreign() && self.has(name) {
            self.truncate_to(|open| BARRIERS.contains(&open), name);
        } else if FORMATTING.contains(&name) {
            if let Some(at) = self.formatting.iter().rposition(|open| open == name) {
                self.formatting.remove(at);
            }
        } else if TABLE_PARTS.contains(&name) {
            self.end_cell();
        } else if matches!(name, "table" | "template") {
            self.truncate_to(|open| open == "template", name);
        } else if is_special(name) {
            self.truncate_to(|open| BARRIERS.contains(&open), name);
        } else {
            self.truncate_to(is_special, name);
        }
        true
    }

    /// Closes the elements that a start tag implicitly closes.
    fn end_by_start_of(&mut self, name: &str) {
        if name == "option" && self.open.last().is_some_and(|open| open == name) {
            self.truncate(self.open.len().saturating_sub(1));
        }
        if ITEMS.contains(&name) {
            let stops = |open: &str| is_special(open) && !matches!(open, "address" | "div" | "p");
            let others = if name == "li" { &["li"][..] } else { &["dd", "dt"] };
            for other in others {
                self.truncate_to(stops, other);
            }
        }
        if markup::is_block(name) || ITEMS.contains(&name) {
            self.truncate_to(|open| BARRIERS.contains(&open) || open == "button", "p");
        }
    }

    /// Closes all elements within the innermost open table.
    fn end_cell(&mut self) {
        if let Some(at) = self.reach(|open| open == "template", "table") {
            self.truncate(at + 1);
        }
    }

    /// Closes the innermost open element `name` and all within it, unless one of them `stops`.
    fn truncate_to(&mut self, stops: impl Fn(&str) -> bool, name: &str) {
        if let Some(at) = self.reach(stops, name) {
            self.truncate(at);
        }
    }

    /// Closes all elements except the outer `length`.
    fn truncate(&mut self, length: usize) {
        while self.open.len() > length {
            if let Some(count) = self.open.pop().and_then(|name| self.counts.get_mut(&name)) {
                *count -= 1;
            }
        }
    }

    /// Returns whether an element `name` is open.
    fn has(&self, name: &str) -> bool {
        self.counts.get(name).is_some_and(|count| *count > 0)
    }

    /// Returns whether the position is inside SVG or MathML.
    pub(super) fn is_foreign(&self) -> bool {
        if !FOREIGN.iter().any(|name| self.has(name)) {
            return false;
        }
        let mut inner = self.open.iter().rev().map(String::as_str);
        inner
            .find(|open| FOREIGN.contains(open) || HTML_AGAIN.contains(open))
            .is_some_and(|open| FOREIGN.contains(&open))
    }

    /// Returns the index of the innermost open element `name`, unless there is one within it that `stops`.
    fn reach(&self, stops: impl Fn(&str) -> bool, name: &str) -> Option<usize> {
        if !self.has(name) {
            return None;
        }
        let at = self.open.iter().rposition(|open| open == name || stops(open))?;
        self.open.get(at).is_some_and(|open| open == name).then_some(at)
    }
}

fn is_special(name: &str) -> bool {
    markup::is_block(name) || BARRIERS.contains(&name) || SPECIAL.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misnested_tags_do_not_hide_the_depth() {
        for tags in [
            "x div /x /div",
            "dd li",
            "rt b",
            "object table /object",
            "x svg foreignobject /x",
            "svg td",
            "svg a",
            "div span",
            "b p",
        ] {
            let mut elements = OpenElements::default();
            for tag in tags.split(' ').cycle().take(2_000) {
                match tag.strip_prefix('/') {
                    Some(name) => elements.end(name),
                    None => elements.start(tag, false),
                };
                assert!(elements.open.len() <= DEEPEST && elements.formatting.len() <= MOST_FORMATTING);
            }
            let dropped: usize = elements.dropped.values().sum();
            assert!(
                elements.open.len() + elements.formatting.len() + dropped >= MOST_FORMATTING,
                "{tags}: {:?}",
                elements.open
            );
        }
    }

    #[test]
    fn what_tags_close_is_not_open() {
        for (tags, expected) in [
            ("div span /div", ""),
            ("b div /b", "div"),
            ("p div", "div"),
            ("ul li b li", "ul li"),
            ("dl dd dt", "dl dt"),
            ("table tr td div td", "table"),
            ("div table /div", "div table"),
            ("table div /table", ""),
            ("p p p", "p"),
        ] {
            let mut elements = OpenElements::default();
            for tag in tags.split(' ') {
                let is_seen = match tag.strip_prefix('/') {
                    Some(name) => elements.end(name),
                    None => elements.start(tag, false),
                };
                assert!(is_seen, "{tags}");
            }
            assert_eq!(elements.open.join(" "), expected, "{tags}");
        }
    }
}

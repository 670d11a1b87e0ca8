//! Encloses text directly inside a container in paragraphs, as in `<div>Text.<br><br>Text.</div>`.
//!
//! The second opinion loses the first of such texts, and texts after bold words.

use crate::corpus::markup;
use dom_smoothie::Readability;

/// Inline elements that a style sheet may separate.
const PARTS: &[&str] = &["span", "time", "a", "abbr", "label", "small"];
/// The maximum number of characters of such an element that may be part of a word.
const MOST_LETTERS: usize = 2;
/// Elements that contain such text.
const CONTAINERS: &str = "div, td, section, article, center";
/// The minimum number of characters of such a paragraph, in a container with line breaks and in one without, where it may be a caption.
const SHORTEST: usize = 40;
const SHORTEST_ALONE: usize = 140;

/// Inserts a space between inline elements that only a style sheet separates: `<span>Anna Smith</span><span>14 November</span>`.
pub(super) fn separate_parts(page: &Readability) {
    let is_part = |name: &str| PARTS.contains(&name);
    for part in page.doc.select(&PARTS.join(", ")).nodes() {
        let Some(next) = part.next_sibling() else { continue };
        if !next.node_name().is_some_and(|name| is_part(&name)) {
            continue;
        }
        let (before, after) = (part.text(), next.text());
        // Single letters of a word may be in separate elements.
        let is_long = |text: &str| text.chars().nth(MOST_LETTERS).is_some();
        let is_glued = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
        if is_glued && is_long(&before) && is_long(&after) {
            next.insert_before(&page.doc.tree.new_text(" "));
        }
    }
}

/// Encloses the loose text of a page in paragraphs.
pub(super) fn enclose_loose_text(page: &Readability) {
    for container in page.doc.select(CONTAINERS).nodes() {
        let children = container.children();
        if !children.iter().any(|child| child.is_text() && !child.text().trim().is_empty()) {
            continue;
        }
        let is_divided = children.iter().any(|child| child.has_name("br"));
        let shortest = if is_divided { SHORTEST } else { SHORTEST_ALONE };
        let runs = children.split(|child| {
            let ends_line = |name: &str| name == "br" || markup::is_block(name) || markup::is_cell(name);
            child.node_name().is_some_and(|name| ends_line(&name))
                || child.descendants_it().any(|inner| inner.node_name().is_some_and(|name| ends_line(&name)))
        });
        for run in runs {
            let length: usize = run.iter().map(|node| node.text().trim().chars().count()).sum();
            let is_loose = run.iter().any(|node| node.is_text() && !node.text().trim().is_empty());
            let (Some(first), true) = (run.first(), is_loose && length >= shortest) else { continue };
            let paragraph = page.doc.tree.new_element("p");
            first.insert_before(&paragraph);
            for node in run {
                paragraph.append_child(node);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_line_are_separated() {
        for (html, text) in [
            ("<p><span>Anna Smith</span><time>14 November</time></p>", "Anna Smith 14 November"),
            ("<p><span>B</span><span>ridge</span></p>", "Bridge"),
            ("<p><span>Bridge</span>, <a>closed</a>s</p>", "Bridge, closeds"),
        ] {
            let page = Readability::from(format!("<html><body>{html}").as_str());
            separate_parts(&page);
            assert_eq!(&*page.doc.select("p").text(), text, "{html}");
        }
    }

    #[test]
    fn loose_text_becomes_paragraphs() {
        let first = "The council decided on Monday to repair the old bridge.";
        let long = format!("<b>PENHOLM</b> - {}", "The river rose by two metres. ".repeat(5));
        for (html, paragraphs) in [
            (
                format!(
                    "<div>{first}<br><br>It will cost <a href=a>four million</a> in the next year.<br>Short.</div>"
                ),
                2,
            ),
            (format!("<div>{long}</div>"), 1),
            (format!("<table><tr><td>{first}<br>{first}<p>{first}</p></td></tr></table>"), 3),
            (format!("<div><h2>Bridge</h2>{long}<div>{first}</div></div>"), 1),
            // Captions, and containers of other elements.
            ("<div>The bridge on a Monday in November. Photo: Anna Smith</div>".to_owned(), 0),
            (format!("<div><span><div>{first}</div></span></div>"), 0),
        ] {
            let page = Readability::from(format!("<html><body>{html}").as_str());
            enclose_loose_text(&page);
            assert_eq!(page.doc.select("p").length(), paragraphs, "{html}");
        }
    }
}

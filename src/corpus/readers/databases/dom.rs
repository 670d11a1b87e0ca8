//! Fragments of web pages as trees of elements, within limits.

use crate::corpus::extraction::bounded;
use crate::corpus::markup;
use crate::corpus::skip::SkipReason;
use dom_smoothie::Readability;
use std::panic::{self, AssertUnwindSafe};

/// The maximum depth of the elements of a fragment.
const DEEPEST: usize = 500;

/// Reads a draft from the tree of a fragment. A panic of the library on one fragment must not end the indexing run.
pub(super) fn with_tree<T>(
    html: &str,
    read: impl FnOnce(&Readability) -> Result<T, SkipReason>,
) -> Result<T, SkipReason> {
    if markup::depth(html) > DEEPEST {
        return Err(SkipReason::NestedTooDeeply { what: "HTML elements" });
    }
    let html = bounded(html);
    let tree = panic::catch_unwind(AssertUnwindSafe(|| read(&Readability::from(html.as_str()))));
    tree.unwrap_or(Err(SkipReason::ReaderFailed { format: "html" }))
}

/// Returns the text of the first element that a selector finds, in one line.
pub(super) fn text_of(page: &Readability, selector: &str) -> Option<String> {
    let found = page.doc.select(selector);
    let text = found.iter().next().map(|element| line(&element.html()))?;
    Some(text).filter(|text| !text.is_empty())
}

/// Returns the text of markup in one line.
pub(super) fn line(html: &str) -> String {
    markup::plain_text(html).split_whitespace().collect::<Vec<_>>().join(" ")
}

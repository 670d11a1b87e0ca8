//! The tree of one record.

use super::element::{Element, XmlNode};
use super::tag::XmlTag;
use crate::corpus::input::MAX_RECORD_BYTES;
use crate::corpus::skip::SkipReason;

/// The maximum depth of elements. NewsML, the deepest of the formats, stays below thirty.
pub(super) const DEEPEST: usize = 200;
/// The size of an element in memory, in addition to its text.
const ELEMENT: usize = 64;
/// The maximum length up to which chunks of text are joined.
const JOINED: usize = 4 * 1024;
/// HTML elements without content, which many files leave open.
const VOID: &[&str] = &["br", "hr", "img"];
/// Elements that end at the start of the next one with the same name.
const NOT_NESTED: &[&str] = &["p", "P", "li", "tr", "td", "dd", "dt", "D"];

/// Records that may contain records with the same name.
const NESTED: &[&str] = &["NewsItem", "TextRegion", "div", "span"];

/// A record that has been read, or the reason why it was skipped.
pub(in crate::corpus) type XmlRecord = Result<Element, SkipReason>;

/// A tree being built.
pub(super) struct Tree<'a> {
    /// The open elements, from the record on.
    open: Vec<Element>,
    left_out: &'a [&'a str],
    /// The number of open elements whose content is kept, while inside a dropped element.
    kept: Option<usize>,
    /// The size of the content so far.
    pub(super) bytes: usize,
    fault: Option<SkipReason>,
    /// Whether the last token was text or a start tag, so that a file that ends here was truncated.
    pub(super) is_cut: bool,
}

impl<'a> Tree<'a> {
    /// Begins the tree of a record with its start tag, without the content of the named elements.
    pub(super) fn new(tag: XmlTag, left_out: &'a [&'a str]) -> Self {
        let open = vec![Element { tag, content: Vec::new() }];
        Self { open, left_out, kept: None, bytes: 0, fault: None, is_cut: true }
    }

    /// Returns the number of open elements.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Returns the name of the record.
    pub(super) fn name(&self) -> &str {
        self.open.first().map_or("", Element::name)
    }

    /// Returns whether a start tag begins the next record, because the end tag of this one is missing.
    pub(super) fn is_next(&self, tag: &XmlTag) -> bool {
        let is_same =
            self.open.first().is_some_and(|record| record.tag.name == tag.name && record.tag.space == tag.space);
        is_same && !NESTED.contains(&&*tag.name)
    }

    /// Adds a start tag.
    pub(super) fn start(&mut self, tag: XmlTag) {
        let is_repeated = NOT_NESTED.contains(&&*tag.name);
        if is_repeated && self.open.len() > 1 && self.open.last().is_some_and(|last| last.tag.name == tag.name) {
            self.close_last();
        }
        self.is_cut = !tag.is_empty;
        self.charge(ELEMENT + tag.attributes.iter().map(|(name, value)| name.len() + value.len() + 32).sum::<usize>());
        let has_content = !tag.is_empty && !VOID.contains(&&*tag.name);
        if self.open.len() >= DEEPEST {
            self.fail(SkipReason::NestedTooDeeply { what: "XML elements" });
            return;
        }
        if has_content && self.kept.is_none() && self.left_out.contains(&&*tag.name) {
            self.kept = Some(self.open.len());
        }
        self.open.push(Element { tag, content: Vec::new() });
        if !has_content {
            self.close_last();
        }
    }

    /// Adds text to the last open element.
    pub(super) fn text(&mut self, text: &str) {
        self.is_cut = self.is_cut || !text.trim_ascii().is_empty();
        if self.kept.is_some() || self.fault.is_some() {
            return;
        }
        self.charge(text.len());
        if let Some(last) = self.open.last_mut() {
            match last.content.last_mut() {
                // Long texts stay in chunks, which are not copied as they grow.
                Some(XmlNode::Text(before)) if before.len() + text.len() <= JOINED => before.push_str(text),
                _ => last.content.push(XmlNode::Text(text.to_owned())),
            }
        }
    }

    /// Closes the last open element with a name and those inside it; returns the number of elements that are still open, `None` if there is no such element.
    pub(super) fn end(&mut self, name: &str) -> Option<usize> {
        let at = self.open.iter().rposition(|open| open.name() == name)?;
        self.is_cut = false;
        while self.open.len() > at.max(1) {
            self.close_last();
        }
        Some(at)
    }

    fn close_last(&mut self) {
        if let Some(element) = self.open.pop() {
            if self.kept.is_some_and(|kept| kept >= self.open.len()) {
                self.kept = None;
            }
            if self.kept.is_none()
                && self.fault.is_none()
                && let Some(parent) = self.open.last_mut()
            {
                parent.content.push(XmlNode::Element(element));
            }
        }
    }

    fn charge(&mut self, bytes: usize) {
        self.bytes += bytes;
        if self.bytes > MAX_RECORD_BYTES {
            self.fail(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES });
        }
    }

    /// Drops the content of the record, which is still read to its end.
    fn fail(&mut self, reason: SkipReason) {
        self.fault.get_or_insert(reason);
        for open in &mut self.open {
            open.content = Vec::new();
        }
        self.bytes = 0;
    }

    /// Closes all elements and returns the record.
    pub(super) fn finish(mut self) -> XmlRecord {
        while self.open.len() > 1 {
            self.close_last();
        }
        match self.fault {
            Some(reason) => Err(reason),
            None => Ok(self.open.pop().unwrap_or_default()),
        }
    }
}

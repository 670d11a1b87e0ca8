//! Byte ranges of a query's text.

/// A byte range of a query's text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// Returns the length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Returns whether the span has no bytes.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns the span moved to the right by `offset` bytes.
    pub(super) fn shifted(self, offset: usize) -> Self {
        Self { start: self.start + offset, end: self.end + offset }
    }
}

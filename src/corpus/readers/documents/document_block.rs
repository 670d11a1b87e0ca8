//! Paragraphs of documents, with the meaning of their styles.

/// The role of a block according to its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum BlockKind {
    Title,
    Subtitle,
    Heading,
    ListItem,
    /// A line with the names of the authors.
    Author,
    /// A line with the date.
    Date,
    /// A line of a generated table of contents or index, which repeats headings.
    Generated,
    #[default]
    Text,
}

/// A paragraph of a document.
#[derive(Debug, Clone, Default)]
pub(super) struct DocumentBlock {
    pub(super) text: String,
    pub(super) kind: BlockKind,
    /// The size of its largest font, in any unit; 0 if unknown.
    pub(super) size: u32,
    /// Whether all of it is bold.
    pub(super) is_bold: bool,
    /// The row of a table and the cell in it, by their numbers in the document.
    pub(super) cell: Option<(u32, u32)>,
    /// Whether it begins a new page.
    pub(super) begins_page: bool,
}

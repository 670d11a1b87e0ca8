//! The positions of a query's words in one text.

/// The positions of the words of a query in one text.
pub(super) struct WordPositions {
    /// The positions of each leaf, in order.
    pub(super) of_leaves: Vec<Vec<u32>>,
    /// The positions at which a joined form matches and the first part does not, in order.
    pub(super) only_joined: Vec<u32>,
}

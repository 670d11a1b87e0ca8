//! Quotation marks in a query of many words: the quoted words are required, which is rarely intended in pasted prose.

use super::resolved_query::ResolvedQuery;
use super::search_note::SearchNote;
use super::selection::Selection;
use crate::engine::EngineError;
use crate::query::{Node, Query};

/// The minimum number of other words for a query to count as pasted prose.
const MIN_OTHER_WORDS: usize = 4;

/// A list that is shorter by this factor than without the quotation marks gets a note.
const FAR_SHORTER: usize = 10;

/// The maximum number of quoted parts in a note.
const MAX_QUOTED: usize = 3;

/// Returns a note if a query of many words would list far more than `listed` articles without its quotation marks. `total` counts the articles of a
/// selection.
pub(super) fn quoted_note(
    resolved: &ResolvedQuery,
    listed: usize,
    total: impl FnOnce(&Selection) -> Result<usize, EngineError>,
) -> Result<Option<SearchNote>, EngineError> {
    let parts = resolved.query.parts();
    let others = parts.iter().filter(|part| part.is_optional()).count() + resolved.stop_words.len();
    let quoted: Vec<&Query> = parts.iter().filter(|part| is_only_quoted(part)).collect();
    if quoted.is_empty() || others < MIN_OTHER_WORDS {
        return Ok(None);
    }
    let without_marks = |part: &Query| Query { quoted: part.quoted && !is_only_quoted(part), ..part.clone() };
    let query = parts.iter().map(without_marks).fold(Query::all(), Query::and);
    let Some(any) = Selection::any(&ResolvedQuery { query, ..resolved.clone() }) else { return Ok(None) };
    let without = total(&any)?;
    let is_far_shorter = listed.saturating_mul(FAR_SHORTER) <= without && listed < without;
    Ok(is_far_shorter.then(|| SearchNote::QuotedRequired {
        quoted: quoted.iter().take(MAX_QUOTED).map(|part| part.node.to_string()).collect(),
        more: quoted.len().saturating_sub(MAX_QUOTED),
        listed,
        without,
    }))
}

/// Returns whether a part is required only because of its quotation marks.
fn is_only_quoted(part: &Query) -> bool {
    let is_plain = matches!(
        &part.node,
        Node::Word { field: None, .. }
            | Node::Pattern { field: None, .. }
            | Node::Phrase { field: None, slop: 0, cased: false, .. }
    );
    is_plain && part.quoted && !part.required
}

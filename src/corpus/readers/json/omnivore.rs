//! Exports of Omnivore: lists of clippings in `metadata_*.json`, and their texts in the folder `content` next to them.

use crate::corpus::decode;
use crate::corpus::draft::Draft;
use crate::corpus::input::Input;
use crate::corpus::markup;
use crate::corpus::reader::ReaderContext;
use crate::corpus::skip::SkipReason;
use serde_json::{Map, Value};

/// Adds the text in the file next to the list to an article that has none.
///
/// # Errors
/// If the file exists and cannot be read.
pub(super) fn complete(
    record: &Map<String, Value>,
    context: &ReaderContext<'_>,
    draft: &mut Draft,
) -> Result<(), SkipReason> {
    if draft.body.is_some() {
        return Ok(());
    }
    let Some(name) = text_name(record) else { return Ok(()) };
    let Some(input) = context.neighbours.open(&name)? else { return Ok(()) };
    context.neighbours.claim(&name);
    let text = markup::plain_text(&decode::file(input.into_bytes()?));
    draft.body = Some(text).filter(|text| !text.trim().is_empty());
    Ok(())
}

/// Returns the names of the text files of the clippings in a list.
pub(super) fn named_in(input: Input<'_>) -> Vec<String> {
    let Ok(bytes) = input.into_bytes() else { return Vec::new() };
    let records: Vec<Map<String, Value>> = serde_json::from_slice(&bytes).unwrap_or_default();
    records.iter().filter_map(text_name).collect()
}

/// Returns the name of the file with the text of a clipping.
fn text_name(record: &Map<String, Value>) -> Option<String> {
    record.get("savedAt")?;
    let slug = record.get("slug")?.as_str().filter(|slug| !slug.contains(['/', '\\']))?;
    Some(format!("content/{slug}.html"))
}

//! Finds the articles with wrong version marks, from the columns.

use crate::article::ArticleId;
use crate::engine::EngineError;
use crate::engine::tantivy::schema::column;
use crate::engine::versions::{VersionGroups, VersionMark};
use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Searcher, SegmentReader};

/// Returns the ids with a wrongly marked article. Reads all ids, unless no article has a mark.
pub(crate) fn unsettled_versions(searcher: &Searcher) -> Result<Vec<ArticleId>, EngineError> {
    let mut groups = VersionGroups::default();
    for segment in searcher.segment_readers() {
        add_marked(segment, &mut groups)?;
    }
    if groups.is_empty() {
        return Ok(Vec::new());
    }
    for segment in searcher.segment_readers() {
        add_unmarked(segment, &mut groups)?;
    }
    Ok(groups.unsettled())
}

fn add_marked(segment: &SegmentReader, groups: &mut VersionGroups) -> Result<(), EngineError> {
    let columns = segment.fast_fields();
    let (Some(marks), Some(ids)) = (columns.str(column::VERSION)?, columns.str(column::ID)?) else { return Ok(()) };
    let (mut id, mut code) = (String::new(), String::new());
    for document in segment.doc_ids_alive() {
        if read(&marks, document, &mut code)? && read(&ids, document, &mut id)? {
            groups.add(ArticleId::from_typed(&id), VersionMark::from_code(&code));
        }
    }
    Ok(())
}

/// Adds the articles without a mark that share their id with one that has a mark.
fn add_unmarked(segment: &SegmentReader, groups: &mut VersionGroups) -> Result<(), EngineError> {
    let columns = segment.fast_fields();
    let Some(ids) = columns.str(column::ID)? else { return Ok(()) };
    let marks = columns.str(column::VERSION)?;
    let marked = numbers_of(groups.ids(), &ids)?;
    let has_mark = |document| marks.as_ref().is_some_and(|marks| marks.ords().first(document).is_some());
    for document in segment.doc_ids_alive().filter(|document| !has_mark(*document)) {
        if let Some(id) = ids.ords().first(document).and_then(|number| marked.get(&number)) {
            groups.add_unmarked(id);
        }
    }
    Ok(())
}

/// Returns the ordinals of some ids in a column; the ids must be in the order of the column.
fn numbers_of<'a>(
    wanted: impl Iterator<Item = &'a ArticleId>,
    column: &StrColumn,
) -> Result<FxHashMap<u64, ArticleId>, EngineError> {
    let mut numbers = FxHashMap::default();
    let mut ids = column.dictionary().stream()?;
    let mut wanted = wanted.peekable();
    while ids.advance() {
        while wanted.next_if(|id| id.as_str().as_bytes() < ids.key()).is_some() {}
        if let Some(id) = wanted.next_if(|id| id.as_str().as_bytes() == ids.key()) {
            numbers.insert(ids.term_ord(), id.clone());
        }
    }
    Ok(numbers)
}

/// Reads the value of a document into `value`. Returns whether it has one.
fn read(column: &StrColumn, document: DocId, value: &mut String) -> Result<bool, EngineError> {
    value.clear();
    let Some(number) = column.ords().first(document) else { return Ok(false) };
    Ok(column.ord_to_str(number, value)?)
}

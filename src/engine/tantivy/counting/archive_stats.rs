//! Computes statistics of the archive from the columns of the index.

use crate::article::{ArticleKind, FilePath, Language};
use crate::engine::tantivy::schema::{Annotation, Fields, NO_LANGUAGE, column};
use crate::engine::{ArchiveStats, EngineError};
use crate::query::Field;
use crate::text::label_key;
use std::collections::{BTreeSet, HashMap};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

pub(crate) fn archive_stats(searcher: &Searcher, fields: &Fields) -> Result<ArchiveStats, EngineError> {
    let mut sources = HashMap::new();
    let mut languages = HashMap::new();
    let mut stats = ArchiveStats { articles: searcher.num_docs(), ..ArchiveStats::default() };
    for segment in searcher.segment_readers() {
        stats.without_source += count_values(segment, column::SOURCE, &mut sources)?;
        count_values(segment, column::LANGUAGE, &mut languages)?;
        let (first, last) =
            (segment.fast_fields().i64(column::FIRST_DAY)?, segment.fast_fields().i64(column::LAST_DAY)?);
        for document in segment.doc_ids_alive() {
            match (first.first(document), last.first(document)) {
                (Some(first), Some(last)) => {
                    let (from, to) = stats.days.unwrap_or((first, last));
                    stats.days = Some((from.min(first), to.max(last)));
                }
                _ => stats.undated += 1,
            }
        }
    }
    let with_value = |field: Field| articles_with(searcher, &Term::from_field_text(fields.has, field.name()));
    stats.incomplete = stats.articles.saturating_sub(with_value(Field::Complete)?);
    stats.superseded = with_value(Field::Superseded)?;
    for kind in ArticleKind::ALL {
        let term = Term::from_field_text(fields.kind, &Annotation::Value.term(&label_key(kind.name())));
        stats.kinds.push((kind, articles_with(searcher, &term)?));
    }
    let mut files = BTreeSet::new();
    each_file(searcher, fields, &mut |file, _| {
        files.insert(file.clone());
    })?;
    stats.files = files.len() as u64;
    stats.sources = largest_first(sources);
    stats.languages = largest_first(languages)
        .into_iter()
        .map(|(code, count)| {
            (Some(code).filter(|code| code != NO_LANGUAGE).and_then(|code| Language::parse(&code)), count)
        })
        .collect();
    // Measured from the open files: the folder may already hold those of another state, or be gone after a rebuild.
    stats.bytes = searcher.space_usage().map_err(TantivyError::from)?.total().get_bytes();
    Ok(stats)
}

/// Adds the number of articles per value of a column to `counts` and returns the number of articles without a value.
fn count_values(segment: &SegmentReader, name: &str, counts: &mut HashMap<String, u64>) -> Result<u64, EngineError> {
    let Some(values) = segment.fast_fields().str(name)? else {
        return Ok(u64::from(segment.num_docs()));
    };
    let mut by_number: HashMap<u64, u64> = HashMap::new();
    let mut without = 0;
    for document in segment.doc_ids_alive() {
        match values.term_ords(document).next() {
            Some(number) => *by_number.entry(number).or_default() += 1,
            None => without += 1,
        }
    }
    for (number, count) in by_number {
        let mut value = String::new();
        values.ord_to_str(number, &mut value)?;
        *counts.entry(value).or_default() += count;
    }
    Ok(without)
}

fn largest_first(counts: HashMap<String, u64>) -> Vec<(String, u64)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    counts
}

/// Calls `visit` with every file that has live articles in a segment, and their number.
pub(crate) fn each_file(
    searcher: &Searcher,
    fields: &Fields,
    visit: &mut dyn FnMut(&FilePath, u32),
) -> Result<(), EngineError> {
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(fields.file)?;
        let mut terms = inverted.terms().stream()?;
        while terms.advance() {
            let mut articles = terms.value().doc_freq;
            if segment.has_deletes() {
                let mut postings = inverted.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic)?;
                articles = count_live(segment, &mut postings);
            }
            if articles > 0
                && let Ok(file) = std::str::from_utf8(terms.key())
            {
                visit(&FilePath::from_stored(file), articles);
            }
        }
    }
    Ok(())
}

/// Returns the number of live articles that have a term.
fn articles_with(searcher: &Searcher, term: &Term) -> Result<u64, EngineError> {
    let mut articles = 0;
    for segment in searcher.segment_readers() {
        let postings = segment.inverted_index(term.field())?.read_postings(term, IndexRecordOption::Basic)?;
        articles += postings.map_or(0, |mut postings| u64::from(count_live(segment, &mut postings)));
    }
    Ok(articles)
}

fn count_live(segment: &SegmentReader, postings: &mut impl DocSet) -> u32 {
    let mut document: DocId = postings.doc();
    let mut live = 0;
    while document != TERMINATED {
        live += u32::from(!segment.is_deleted(document));
        document = postings.advance();
    }
    live
}

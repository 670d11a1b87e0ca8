//! METS: an issue as libraries describe it, with its articles on pages in separate files.
//!
//! The logical structure states which blocks of which pages make up an article. Libraries differ in how it refers to them: by areas of the divisions
//! themselves, or by links to the physical structure whose areas are ranges of words. An issue without articles is read page by page.

use super::mets_articles::{MetsPiece, pieces};
use super::mets_document::{MEMORY_FACTOR, MetsDocument};
use super::mets_issue::{IssueFacts, render, render_page};
use super::record_of;
use crate::corpus::input::Input;
use crate::corpus::reader::{FormatSample, ReadRecord, Reader, ReaderContext, RecordSink};
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::xml;

/// Reads issues described in METS.
pub(in crate::corpus::readers) struct MetsReader;

impl Reader for MetsReader {
    fn name(&self) -> &'static str {
        "mets"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        xml::root(sample.text).is_some_and(|root| &*root.tag.name == "mets")
    }

    fn memory_factor(&self) -> u64 {
        MEMORY_FACTOR
    }

    fn is_issue(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let mut document = MetsDocument::read(input, context)?;
        let facts = IssueFacts::of(&document);
        let pieces: Vec<MetsPiece> = pieces(&document).into_iter().filter(MetsPiece::has_areas).collect();
        if pieces.is_empty() {
            return read_pages(&mut document, &facts, context, sink);
        }
        document.files.names_words = pieces.iter().any(MetsPiece::has_ranges);
        for piece in &pieces {
            let draft = record_of(render(piece, &mut document, &facts, context))?;
            if sink(ReadRecord { line: None, draft }).is_break() {
                return Ok(());
            }
        }
        let covered = pieces.iter().flat_map(MetsPiece::areas).map(|area| area.file.as_str()).collect();
        document.files.leave_out_covered(&covered, &document.page_labels);
        read_pages(&mut document, &facts, context, sink).or_else(|skip| match skip.reason {
            // The articles have been read, and problems with their pages were reported with them.
            SkipReason::TextElsewhere { .. } | SkipReason::PartOfIssue { .. } => Ok(()),
            reason => Err(reason.into()),
        })
    }

    fn named_parts(&self, input: Input<'_>, context: &ReaderContext<'_>) -> Vec<String> {
        let document = MetsDocument::read(input, context).unwrap_or_default();
        document.files.named().iter().map(|(_, name)| name.clone()).collect()
    }
}

/// Reads the pages of an issue without described articles.
fn read_pages(
    document: &mut MetsDocument,
    facts: &IssueFacts,
    context: &ReaderContext<'_>,
    sink: &mut RecordSink<'_>,
) -> Result<(), Skip> {
    let files = document.files.named().to_vec();
    let labels = std::mem::take(&mut document.page_labels);
    let mut found = false;
    for (id, name) in &files {
        if document.files.is_description(name, context.neighbours) {
            let issues = context.neighbours.find(name).into_iter().collect();
            return Err(SkipReason::PartOfIssue { issues }.into());
        }
        let drafts: Vec<_> = match document.files.pages(id, context.neighbours, context.limits) {
            Ok(Some(pages)) => pages.iter().map(|page| Ok(render_page(page, labels.get(id), facts))).collect(),
            Ok(None) => continue,
            Err(reason) => vec![record_of(Err(reason))?],
        };
        found = true;
        for draft in drafts {
            if sink(ReadRecord { line: None, draft }).is_break() {
                return Ok(());
            }
        }
    }
    match files.first() {
        Some((_, name)) if !found => Err(SkipReason::TextElsewhere { address: name.clone() }.into()),
        _ => Ok(()),
    }
}

//! Shows the articles that a reader finds in a file, without an archive.

use super::assembler::DroppedValue;
use super::disk_file::DiskFile;
use super::draft::FieldOrigin;
use super::options::ReadingOptions;
use super::read_file::{OpenFile, read_open_file};
use super::reading_limits::ReadingLimits;
use super::reading_trace::{InspectedContent, ReadingTrace};
use super::skip::Skip;
use crate::article::Article;
use std::ops::ControlFlow;
use std::path::Path;

/// The articles and fields found in a file.
#[derive(Debug, Default)]
pub struct Inspection {
    /// The file, or each member of a container that was read.
    pub contents: Vec<InspectedContent>,
    /// The articles and the skipped records, in the order of the file, up to the requested number.
    pub records: Vec<InspectedRecord>,
    /// The number of articles.
    pub articles: u64,
    /// The number of skipped records.
    pub left_out: u64,
    /// The reason why the file, or the rest of it, could not be read.
    pub failure: Option<Skip>,
}

/// One record of a file.
#[derive(Debug)]
pub struct InspectedRecord {
    /// The article, or the reason for skipping it.
    pub article: Result<Article, Skip>,
    /// The names under which the record states the fields, as far as known.
    pub origins: Vec<FieldOrigin>,
    /// The values that the record states and the article lacks.
    pub dropped: Vec<DroppedValue>,
}

/// Reads a file within `limits` and returns its format, its number of articles and the first `most` records.
pub fn inspect(path: &Path, options: &ReadingOptions, limits: &ReadingLimits<'_>, most: usize) -> Inspection {
    let trace = ReadingTrace::new(most);
    let mut found = Inspection::default();
    let mut sink = |article: Result<Article, Skip>| {
        if article.is_ok() {
            found.articles += 1;
        } else {
            found.left_out += 1;
        }
        if found.records.len() < most {
            let (member, record) = match &article {
                Ok(article) => (article.member.clone(), Some(article.record)),
                Err(skip) => (skip.member.clone(), skip.record),
            };
            let noted = record.and_then(|record| trace.take_record(member, record));
            let (origins, dropped) = noted.unwrap_or_default();
            found.records.push(InspectedRecord { article, origins, dropped });
        }
        ControlFlow::Continue(())
    };
    let read = DiskFile::open(path).map_err(Skip::from).and_then(|disk| {
        let file = OpenFile { disk, on_disk: path, path, root: None };
        read_open_file(file, options, limits, Some(&trace), &mut sink)
    });
    found.failure = read.err();
    found.contents = trace.into_contents();
    found
}

//! Sorts the lines of a concordance in limited memory: sorted runs go to temporary files, which are merged.
//!
//! Only the lines to show are kept. A run is an unnamed compressed file, which disappears with the process.

use super::concordance_line::{ConcordanceLine, KeyedLine, LineArticle, SortKey, line_order};
use crate::article::{ArticleId, FilePath, PublishedDate};
use crate::engine::ArticleAddress;
use crate::query::Field;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Seek, Write};
use std::ops::{ControlFlow, Range};
use std::path::Path;
use std::sync::Arc;
use zstd::{Decoder, Encoder};

/// The memory for lines, in bytes.
const MEMORY: usize = 64 << 20;

/// The maximum number of runs; this many are merged into one.
const MAX_RUNS: usize = 64;

/// The fastest level of zstd: lines are read once.
const COMPRESSION: i32 = 1;

/// Lines to be sorted.
pub(super) struct LineSorter<'a> {
    limit: usize,
    /// The folder for temporary files.
    scratch: &'a Path,
    memory: usize,
    lines: Vec<KeyedLine>,
    /// The memory of the lines, in bytes.
    size: usize,
    runs: Vec<File>,
}

impl<'a> LineSorter<'a> {
    /// Returns a sorter that keeps the first `limit` lines.
    pub(super) fn new(limit: usize, scratch: &'a Path) -> Self {
        Self { limit, scratch, memory: MEMORY, lines: Vec::new(), size: 0, runs: Vec::new() }
    }

    /// Adds the lines of an article.
    ///
    /// # Errors
    /// If a temporary file cannot be written.
    pub(super) fn add(&mut self, lines: Vec<KeyedLine>) -> io::Result<()> {
        self.size += lines.first().map_or(0, |(_, line)| line.article.headline.len() + size_of::<LineArticle>());
        self.size += lines.iter().map(line_size).sum::<usize>();
        self.lines.extend(lines);
        if self.size < self.memory {
            return Ok(());
        }
        self.sort();
        // Lines beyond the limit are dropped, which may make enough room.
        self.size = self.lines.iter().map(line_size).sum();
        if self.size > self.memory / 2 {
            self.write_run()?;
        }
        if self.runs.len() >= MAX_RUNS {
            let merged = self.merged()?;
            self.runs.push(merged);
        }
        Ok(())
    }

    /// Passes the lines to `visit`, in order, until it breaks.
    ///
    /// # Errors
    /// If a temporary file cannot be written or read.
    pub(super) fn each(mut self, visit: &mut dyn FnMut(&ConcordanceLine) -> ControlFlow<()>) -> io::Result<()> {
        self.sort();
        if self.runs.is_empty() {
            // Nothing follows, so a break needs no handling.
            let _ = self.lines.iter().try_for_each(|(_, line)| visit(line));
            return Ok(());
        }
        self.write_run()?;
        self.each_of_runs(&mut |(_, line)| Ok(visit(line)))
    }

    fn sort(&mut self) {
        self.lines.sort_unstable_by(line_order);
        self.lines.truncate(self.limit);
    }

    /// Writes the sorted lines to a new run.
    fn write_run(&mut self) -> io::Result<()> {
        let mut run = RunWriter::new(self.scratch)?;
        for line in self.lines.drain(..) {
            run.write(&line)?;
        }
        self.size = 0;
        self.runs.push(run.finish()?);
        Ok(())
    }

    /// Merges all runs into one.
    fn merged(&mut self) -> io::Result<File> {
        let mut run = RunWriter::new(self.scratch)?;
        self.each_of_runs(&mut |line| run.write(line).map(ControlFlow::Continue))?;
        run.finish()
    }

    /// Passes the lines of all runs, up to the limit, to `visit` in order until it breaks.
    fn each_of_runs(&mut self, visit: &mut dyn FnMut(&KeyedLine) -> io::Result<ControlFlow<()>>) -> io::Result<()> {
        let runs = self.runs.drain(..).map(RunReader::new);
        let mut runs: Vec<RunReader> = runs.collect::<io::Result<_>>()?;
        let mut heads = BinaryHeap::new();
        for (run, reader) in runs.iter_mut().enumerate() {
            heads.extend(reader.next()?.map(|line| Head { line, run }));
        }
        for _ in 0..self.limit {
            let Some(Head { line, run }) = heads.pop() else { break };
            if visit(&line)?.is_break() {
                break;
            }
            if let Some(reader) = runs.get_mut(run) {
                heads.extend(reader.next()?.map(|line| Head { line, run }));
            }
        }
        Ok(())
    }
}

fn line_size(((_, key), line): &KeyedLine) -> usize {
    size_of::<KeyedLine>() + key.len() + line.text.len()
}

/// The next line of a run. The ordering is reversed, so that the greatest comes first in the order of the lines.
struct Head {
    line: KeyedLine,
    run: usize,
}

impl Ord for Head {
    fn cmp(&self, other: &Self) -> Ordering {
        line_order(&other.line, &self.line)
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Head {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Head {}

/// A line in a run.
#[derive(Serialize, Deserialize)]
struct StoredLine {
    key: SortKey,
    id: ArticleId,
    headline: String,
    source: Option<String>,
    published: Option<PublishedDate>,
    file: FilePath,
    path: FilePath,
    record: u32,
    address: ArticleAddress,
    /// The index of the field in [`Field::PROSE`].
    field: usize,
    offset: usize,
    text: String,
    span: Range<usize>,
}

impl StoredLine {
    fn of((key, line): &KeyedLine) -> Self {
        let article = LineArticle::clone(&line.article);
        Self {
            key: key.clone(),
            id: article.id,
            headline: article.headline,
            source: article.source,
            published: article.published,
            file: article.file,
            path: article.path,
            record: article.record,
            address: article.address,
            field: Field::PROSE.iter().position(|field| *field == line.field).unwrap_or_default(),
            offset: line.offset,
            text: line.text.clone(),
            span: line.span.clone(),
        }
    }

    fn into_line(self) -> KeyedLine {
        let Self { key, id, headline, source, published, file, path, record, address, field, offset, text, span } =
            self;
        let article = Arc::new(LineArticle { id, headline, source, published, file, path, record, address });
        let field = Field::PROSE.get(field).copied().unwrap_or(Field::Body);
        (key, ConcordanceLine { article, field, offset, text, span })
    }
}

struct RunWriter(Encoder<'static, BufWriter<File>>);

impl RunWriter {
    fn new(scratch: &Path) -> io::Result<Self> {
        Ok(Self(Encoder::new(BufWriter::new(tempfile::tempfile_in(scratch)?), COMPRESSION)?))
    }

    fn write(&mut self, line: &KeyedLine) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, &StoredLine::of(line))?;
        self.0.write_all(b"\n")
    }

    fn finish(self) -> io::Result<File> {
        let mut file = self.0.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(file)
    }
}

type Lines = serde_json::StreamDeserializer<'static, serde_json::de::IoRead<Run>, StoredLine>;
type Run = BufReader<Decoder<'static, BufReader<File>>>;

struct RunReader(Lines);

impl RunReader {
    fn new(run: File) -> io::Result<Self> {
        let run = BufReader::new(Decoder::new(run)?);
        Ok(Self(serde_json::Deserializer::from_reader(run).into_iter()))
    }

    fn next(&mut self) -> io::Result<Option<KeyedLine>> {
        Ok(self.0.next().transpose()?.map(StoredLine::into_line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Returns a line that depends only on the arguments.
    fn line(key: u8, article: u32, offset: usize) -> KeyedLine {
        let published = (!article.is_multiple_of(3)).then(|| format!("2015-0{}-0{}", article % 3, article % 7 + 1));
        let article = LineArticle {
            id: ArticleId::from_typed(&format!("a{}", article / 2)),
            headline: format!("Flut \u{1b} \"{article}\"\n"),
            source: (!article.is_multiple_of(2)).then(|| "Gazette".to_owned()),
            published: published.map(|date| date.parse().unwrap()),
            file: FilePath::from_stored(&format!("/news/{}", article / 3)),
            path: FilePath::from_stored(&format!("/news/{}/{article}", article / 3)),
            record: article,
            address: ArticleAddress::default(),
        };
        let text = format!("the flood {offset}");
        let field = Field::PROSE[offset % Field::PROSE.len()];
        let line = ConcordanceLine { article: Arc::new(article), field, offset, text, span: 4..9 };
        ((key == 0, format!("word{key}")), line)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn lines_are_those_of_a_sort_in_memory(
            lines in prop::collection::btree_set((0_u8..4, 0_u32..9, 0_usize..30), 0..300),
            order in any::<u64>(),
            limit in prop::option::of(0_usize..400),
            memory in prop::sample::select(vec![1_usize, 2_000, 20_000, MEMORY]),
        ) {
            let limit = limit.unwrap_or(usize::MAX);
            let mut lines: Vec<KeyedLine> = lines.into_iter().map(|(key, article, offset)| line(key, article, offset)).collect();
            let mix = |line: &KeyedLine| (line.1.offset as u64 + 7 * u64::from(line.1.article.record)).wrapping_mul(order | 1).rotate_left(31);
            lines.sort_by_key(mix);
            let scratch = tempfile::tempdir().unwrap();
            let mut sorter = LineSorter { memory, ..LineSorter::new(limit, scratch.path()) };
            for lines in lines.chunks(3) {
                sorter.add(lines.to_vec()).unwrap();
                prop_assert!(sorter.size < memory.max(1) && sorter.runs.len() < MAX_RUNS);
            }
            let mut sorted = Vec::new();
            sorter.each(&mut |line| {
                sorted.push(line.clone());
                ControlFlow::Continue(())
            }).unwrap();
            lines.sort_by(line_order);
            lines.truncate(limit);
            let expected: Vec<ConcordanceLine> = lines.into_iter().map(|(_, line)| line).collect();
            prop_assert_eq!(sorted, expected);
        }
    }

    #[test]
    fn a_break_ends_the_lines() {
        let scratch = tempfile::tempdir().unwrap();
        for memory in [1, MEMORY] {
            let mut sorter = LineSorter { memory, ..LineSorter::new(usize::MAX, scratch.path()) };
            (0..9).for_each(|offset| sorter.add(vec![line(1, 1, offset)]).unwrap());
            let mut seen = 0;
            sorter
                .each(&mut |_| {
                    seen += 1;
                    if seen == 4 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                })
                .unwrap();
            assert_eq!(seen, 4, "{memory}");
        }
    }
}

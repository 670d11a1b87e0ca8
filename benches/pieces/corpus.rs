//! From file to article, by format: open, decompress, decode, detect the format, parse, assemble.

use crate::support::{Outcome, articles, files, sample, shared};
use criterion::{BenchmarkId, Criterion, Throughput};
use dateline::corpus::{ReadingLimits, ReadingOptions, read_file};
use std::fs;
use std::hint::black_box;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// One file of the sample archive for every reader, and a compressed one.
const SAMPLES: &[(&str, &str)] = &[
    ("text", "river-gazette/2013/2013-02-11-aver-bursts-its-banks.txt"),
    ("markdown", "river-gazette/2016/flood-defences-delayed.md"),
    ("html", "river-gazette/2017/flood-defences-cost-rises.html"),
    ("json", "exports/event-search-2024.json"),
    ("json-lines", "exports/saltmouth-archive.jsonl"),
    ("json-lines.gz", "exports/regional-2017-2025.jsonl.gz"),
];

/// Real files: name, folder in `../shared/data`, ending of the file names, number of files.
const REAL: &[(&str, &str, &str, usize)] = &[
    ("text, bbc-news", "bbc-news/dataset/data_files", ".txt", 100),
    ("markdown, obsidian", "clippings/obsidian-real", ".md", 20),
    ("html, readability", "formats/readability/test-pages", "source.html", 10),
    ("json, basil", "basil/data/articles", ".json", 100),
    ("json-lines, time", "time", ".jsonl", 1),
];

pub(crate) fn measure(criterion: &mut Criterion) -> Outcome<()> {
    let mut group = criterion.benchmark_group("corpus/read_file");
    for (name, paths) in inputs()? {
        let bytes = paths.iter().map(|path| Ok(fs::metadata(path)?.len())).sum::<std::io::Result<u64>>()?;
        if articles(&paths)?.is_empty() {
            return Err(format!("{name}: no article could be read").into());
        }
        group.throughput(Throughput::Bytes(bytes));
        group.bench_with_input(BenchmarkId::from_parameter(name), &paths, |bencher, paths| {
            let options = ReadingOptions::default();
            bencher.iter(|| {
                for path in paths {
                    let read = read_file(black_box(path), None, &options, &ReadingLimits::default(), &mut |article| {
                        black_box(article.is_ok());
                        ControlFlow::Continue(())
                    });
                    black_box(read.is_ok());
                }
            });
        });
    }
    Ok(())
}

/// Returns the files to read, by name of the benchmark.
fn inputs() -> Outcome<Vec<(&'static str, Vec<PathBuf>)>> {
    let mut inputs: Vec<_> = SAMPLES.iter().map(|(name, file)| (*name, vec![sample(file)])).collect();
    for (name, folder, ending, limit) in REAL {
        if let Some(folder) = shared(folder)? {
            inputs.push((*name, files(&folder, ending, *limit)?));
        }
    }
    Ok(inputs)
}

//! The results of reading every file in `../shared/data`: a table by folder and format, as last accepted. Without that folder, the test prints `SKIPPED`.

use crate::support::shared;
use dateline::article::Article;
use dateline::corpus::{PdfProgram, ReadingLimits, ReadingOptions, read_file};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The maximum depth of folders with separate rows.
const DEPTH: usize = 3;

/// The counts of a row.
#[derive(Default)]
struct Row {
    files: usize,
    articles: usize,
    /// The articles with headline, body, source, date and byline.
    with: [usize; 5],
    /// The skipped records and files, by reason.
    left_out: BTreeMap<&'static str, usize>,
}

impl Row {
    fn add(&mut self, article: &Article) {
        self.articles += 1;
        let has = [
            !article.headline.is_empty(),
            !article.body.is_empty(),
            article.source.is_some(),
            article.published.is_some(),
            !article.bylines.is_empty(),
        ];
        for (with, has) in self.with.iter_mut().zip(has) {
            *with += usize::from(has);
        }
    }

    fn join(&mut self, other: Self) {
        self.files += other.files;
        self.articles += other.articles;
        for (with, more) in self.with.iter_mut().zip(other.with) {
            *with += more;
        }
        for (reason, times) in other.left_out {
            *self.left_out.entry(reason).or_default() += times;
        }
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Returns the row of a file and its key: the folder.
fn read(path: &Path, root: &Path) -> (String, Row) {
    let inside = path.strip_prefix(root).unwrap();
    let folders: Vec<_> = inside.parent().unwrap().iter().take(DEPTH).map(|name| name.to_string_lossy()).collect();
    let mut row = Row { files: 1, ..Row::default() };
    let program = PdfProgram::new(env!("CARGO_BIN_EXE_dateline"), ["read-pdf"]);
    let limits = ReadingLimits { pdf: Some(&program), ..ReadingLimits::default() };
    let outcome = read_file(path, None, &ReadingOptions::default(), &limits, &mut |found| {
        match found {
            Ok(article) => row.add(&article),
            Err(skip) => *row.left_out.entry(skip.reason.code()).or_default() += 1,
        }
        ControlFlow::Continue(())
    });
    if let Err(unread) = outcome {
        *row.left_out.entry(unread.skip.reason.code()).or_default() += 1;
    }
    (folders.join("/"), row)
}

#[test]
fn every_file_of_the_shared_data_is_read_as_before() {
    let Some(root) = shared("") else { return };
    let mut paths = Vec::new();
    files(&root, &mut paths);
    paths.sort();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut rows: BTreeMap<String, Row> = BTreeMap::new();
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            let (folder, row) = read(path, &root);
            rows.entry(folder).or_default().join(row);
        }
        rows
    };
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            for (folder, row) in worker.join().unwrap() {
                rows.entry(folder).or_default().join(row);
            }
        }
    });
    let mut table = String::from("folder: files, articles; % with headline, body, source, date, byline; left out\n");
    for (folder, row) in &rows {
        let share = |with: usize| (with * 100).checked_div(row.articles).unwrap_or_default();
        let [headline, body, source, date, byline] = row.with.map(share);
        let reasons: Vec<String> = row.left_out.iter().map(|(reason, times)| format!("{reason} {times}")).collect();
        writeln!(
            table,
            "{folder}: {}, {}; {headline} {body} {source} {date} {byline}; {}",
            row.files,
            row.articles,
            reasons.join(", ")
        )
        .unwrap();
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../snapshots" }, {
        insta::assert_snapshot!("shared_data", table);
    });
}

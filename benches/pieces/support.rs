//! Benchmark input: articles of the sample archive, and real ones if `../shared` exists.

use dateline::article::Article;
use dateline::corpus::{ReadingLimits, ReadingOptions, read_file};
use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Returns the path of a file of the sample archive.
pub(crate) fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name)
}

/// Returns a folder of `../shared/data`; if it is missing, says on standard error that its benchmarks are skipped.
pub(crate) fn shared(name: &str) -> Outcome<Option<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if folder.is_dir() {
        return Ok(Some(folder));
    }
    writeln!(std::io::stderr(), "SKIPPED: {} does not exist", folder.display())?;
    Ok(None)
}

/// Returns the first `limit` files below a folder whose names have this ending, sorted by path.
pub(crate) fn files(folder: &Path, ending: &str, limit: usize) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(folder, ending, &mut found)?;
    found.sort();
    found.truncate(limit);
    Ok(found)
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) -> Outcome<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, ending, found)?;
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    Ok(())
}

/// Returns all readable articles of some files.
pub(crate) fn articles(files: &[PathBuf]) -> Outcome<Vec<Article>> {
    let mut articles = Vec::new();
    for file in files {
        read_file(file, None, &ReadingOptions::default(), &ReadingLimits::default(), &mut |article| {
            articles.extend(article.ok());
            ControlFlow::Continue(())
        })?;
    }
    Ok(articles)
}

/// Returns the only article of a file of the sample archive.
pub(crate) fn article(name: &str) -> Outcome<Article> {
    articles(&[sample(name)])?.pop().ok_or_else(|| format!("{name} has no article").into())
}

/// Returns a hundred real articles in English, or none if `../shared` is missing.
pub(crate) fn real_articles() -> Outcome<Vec<Article>> {
    match shared("bbc-news/dataset/data_files")? {
        Some(folder) => articles(&files(&folder, ".txt", 100)?),
        None => Ok(Vec::new()),
    }
}

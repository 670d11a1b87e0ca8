//! Articles to work on: those of the sample archive, and real ones where `../shared` is there.

use dateline::article::Article;
use dateline::corpus::{ReadingOptions, read_file};
use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Returns a file of the sample archive.
pub(crate) fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name)
}

/// Returns a folder of `../shared/data`; says so where it is absent, so that nobody misses figures without knowing why.
pub(crate) fn shared(name: &str) -> Outcome<Option<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if folder.is_dir() {
        return Ok(Some(folder));
    }
    writeln!(std::io::stderr(), "SKIPPED: {} is not there", folder.display())?;
    Ok(None)
}

/// Returns the first so many files below a folder whose names end so, in the order of their paths.
pub(crate) fn files(folder: &Path, ending: &str, most: usize) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(folder, ending, &mut found)?;
    found.sort();
    found.truncate(most);
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

/// Returns the articles of files that can be read, all of them.
pub(crate) fn articles(files: &[PathBuf]) -> Outcome<Vec<Article>> {
    let mut articles = Vec::new();
    for file in files {
        read_file(file, None, &ReadingOptions::default(), &mut |article| {
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

/// Returns a hundred real articles in English, none where `../shared` is absent.
pub(crate) fn real_articles() -> Outcome<Vec<Article>> {
    match shared("bbc-news/dataset/data_files")? {
        Some(folder) => articles(&files(&folder, ".txt", 100)?),
        None => Ok(Vec::new()),
    }
}

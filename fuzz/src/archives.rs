//! Small archives in temporary folders, and what they answer.

use dateline::article::Article;
use dateline::ingest::IndexingOptions;
use dateline::{Archive, Error, Query};
use std::path::{Path, PathBuf};
use std::{fs, io};
use tempfile::TempDir;

/// Creates a temporary folder, in memory where Linux has such a folder, because an archive is synced several times.
pub fn folder_in_memory() -> io::Result<TempDir> {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir())
}

/// Creates an archive with these articles.
pub fn create(folder: &Path, articles: impl IntoIterator<Item = Article>) -> Result<(), Error> {
    let mut options = IndexingOptions::default();
    (options.jobs, options.memory) = (1, 16 << 20);
    let mut writer = Archive::create_or_open(folder)?.writer()?.with_options(options);
    for article in articles {
        writer.add(article)?;
    }
    writer.commit().map(drop)
}

/// Returns all files below a folder, but for locks, which are empty.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> =
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect();
    files.retain(|file| file.extension().is_none_or(|extension| extension != "lock"));
    files.sort();
    files
}

/// Returns what an archive answers to several queries, or its error.
pub fn answers(index: &Path) -> Result<String, Error> {
    let archive = Archive::open(index)?;
    let mut answers = String::new();
    for query in ["tide", "\"harbour wall\"", "tid*", "words:>=0", "tide NEAR/4 wall", "source:x OR out"] {
        let query = Query::parse(query)?;
        let page = archive.search(&query).limit(100).run()?;
        for hit in page.hits() {
            let spans: Vec<_> = hit.passages().flat_map(|passage| passage.spans().to_vec()).collect();
            answers.push_str(&format!("{} {:?} {spans:?}\n", hit.article().headline, hit.article().added));
        }
        let counts = archive.count(&query)?;
        answers.push_str(&format!("{} {:?}\n", page.total(), (counts.articles, counts.matches)));
    }
    answers.push_str(&format!("{:?}\n", archive.stats()?.sources));
    Ok(answers)
}

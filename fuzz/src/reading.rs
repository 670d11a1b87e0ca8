//! Every reader, through the function that reads a file.

use super::archives::folder_in_memory;
use super::bounded;
use dateline::Article;
use dateline::article::PublishedDate;
use dateline::corpus::{Format, ReadingLimits, ReadingOptions, read_file};
use std::fs;
use std::ops::ControlFlow;
use tempfile::TempDir;

thread_local! {
    /// The folder of the files that a thread reads.
    static SCRATCH: TempDir = folder_in_memory().expect("a folder");
}

/// The text of all articles of a file may be so many times as long as the file: a headline, a source or an address can belong to each of several
/// stories of a page.
const MAX_GROWTH: usize = 32;

/// What any file may grow by: names of sources that are read from its path, and the like.
const ALLOWANCE: usize = 4 * 1024;

/// Plain text.
pub fn fuzz_text(data: &[u8]) {
    read_plain("a.txt", "text", data);
}

/// Markdown.
pub fn fuzz_markdown(data: &[u8]) {
    read_plain("a.md", "markdown", data);
}

/// Markdown with front matter: the input is the front matter.
pub fn fuzz_front_matter(data: &[u8]) {
    for fence in ["---", "+++"] {
        let file = [fence.as_bytes(), b"\n", bounded(data), b"\n", fence.as_bytes(), b"\nThe river rose.\n"].concat();
        read_plain("a.md", "markdown", &file);
    }
}

/// Web pages.
pub fn fuzz_html(data: &[u8]) {
    read_plain("a.html", "html", data);
}

/// JSON documents.
pub fn fuzz_json(data: &[u8]) {
    read_plain("a.json", "json", data);
}

/// One JSON object a line.
pub fn fuzz_json_lines(data: &[u8]) {
    read_plain("a.jsonl", "json-lines", data);
}

/// The format in which an archive keeps added articles.
pub fn fuzz_article_lines(data: &[u8]) {
    read_plain("a.jsonl", "article-lines", data);
}

/// Text in any encoding, its format detected.
pub fn fuzz_encodings(data: &[u8]) {
    read_plain("a", "", data);
}

/// Compressed files, their format detected.
pub fn fuzz_compression(data: &[u8]) {
    let articles = read("a.txt.gz", None, bounded(data));
    assert_sound(&articles);
}

/// Wires, feeds, exports, tables, mail and containers, their format detected.
pub fn fuzz_formats(data: &[u8]) {
    let articles = read("a", None, bounded(data));
    assert_sound(&articles);
}

/// Reads a file that is not compressed, in the format of a name or else the detected one.
fn read_plain(name: &str, format: &str, data: &[u8]) {
    let data = bounded(data);
    let articles = read(name, format.parse().ok(), data);
    assert_sound(&articles);
    let is_packed =
        [&b"\x1f\x8b"[..], b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"].iter().any(|magic| data.starts_with(magic));
    let length: usize = articles.iter().map(text_length).sum();
    assert!(is_packed || length <= data.len() * MAX_GROWTH + ALLOWANCE, "{} bytes became {length}", data.len());
}

/// Writes a file, reads it, and returns its articles.
pub(super) fn read(name: &str, format: Option<Format>, data: &[u8]) -> Vec<Article> {
    let folder = SCRATCH.with(|folder| folder.path().to_owned());
    let path = folder.join(name);
    fs::write(&path, data).expect("a file is written");
    let options = ReadingOptions { format, ..ReadingOptions::default() };
    let mut articles = Vec::new();
    let mut records = 0;
    let limits = ReadingLimits::default();
    let read = read_file(&path, Some(&folder), &options, &limits, &mut |record| {
        // A member of a container that cannot be read has no records.
        records +=
            u64::from(record.as_ref().map_or_else(|skip| skip.member.is_none() || skip.record.is_some(), |_| true));
        match record {
            Ok(article) => articles.push(article),
            Err(skip) => {
                assert_ne!(skip.reason.code(), "reader-failed", "a panic of a reader: {skip}");
                assert!(skip.member.is_some() || skip.record.is_some_and(|record| record > 0), "{skip}");
            }
        }
        ControlFlow::Continue(())
    });
    match read {
        Ok(read) => {
            assert_eq!(read.records, records);
            assert_eq!(read.bytes, data.len() as u64);
        }
        Err(error) => assert_ne!(error.skip.reason.code(), "reader-failed", "a panic of a reader: {error}"),
    }
    articles
}

fn assert_sound(articles: &[Article]) {
    for article in articles {
        let texts = [Some(&article.headline), article.lead.as_ref(), Some(&article.body)];
        assert!(texts.into_iter().flatten().any(|text| !text.trim().is_empty()), "an article without text");
        let line = serde_json::to_string(article).expect("an article is written as JSON");
        let again: Article = serde_json::from_str(&line).expect("an article is read from its JSON");
        assert_eq!(again, *article, "an archive would keep another article");
        if let Some(published) = article.published {
            let again: PublishedDate = published.date.to_string().parse().expect("a printed date is a date");
            assert_eq!(again, published.date);
            assert!(published.date.first_day() <= published.date.last_day());
        }
    }
}

fn text_length(article: &Article) -> usize {
    let one = [&article.lead, &article.source, &article.section, &article.place, &article.url, &article.own_id];
    let lists = article.bylines.iter().chain(&article.topics);
    let optional = one.into_iter().flatten().chain(lists).map(String::len).sum::<usize>();
    article.headline.len() + article.body.len() + optional
}

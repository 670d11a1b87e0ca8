//! The result of `terms`: words of the archive with their counts.

use super::columns::{columns, left_aligned};
use super::delimited::write_row;
use super::format::OutputFormat;
use super::json::{FORMAT_VERSION, to_text};
use super::numbers::count_text;
use super::sanitize::sanitize_line;
use crate::library::{VocabularyEntry, VocabularyList};
use serde::Serialize;
use std::io::{self, Write};

/// Writes words with their article counts. Formats that list articles (ids, paths) fall back to text for people.
///
/// # Errors
/// If writing fails.
pub fn write_vocabulary(words: &VocabularyList, format: OutputFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        OutputFormat::Json => {
            let json = VocabularyJson {
                format_version: FORMAT_VERSION,
                asked: &words.query,
                words: words.entries.iter().map(word_json).collect(),
                more: words.has_more,
            };
            writeln!(out, "{}", to_text(&json)?)
        }
        OutputFormat::JsonLines => {
            words.entries.iter().try_for_each(|found| writeln!(out, "{}", to_text(&word_json(found))?))
        }
        OutputFormat::Csv => write_table(words, b',', out),
        OutputFormat::Tsv => write_table(words, b'\t', out),
        _ => write_human(words, out),
    }
}

fn write_human(words: &VocabularyList, out: &mut dyn Write) -> io::Result<()> {
    let widest = words.entries.iter().map(|found| columns(&found.word)).max().unwrap_or(0);
    words.entries.iter().try_for_each(|found| {
        let word = left_aligned(&sanitize_line(&found.word), widest);
        let distance = match found.distance {
            None => "",
            Some(0) => "same word",
            Some(1) => "distance 1",
            Some(_) => "distance 2",
        };
        let line = format!("{:>10}  {word}  {distance}", count_text(found.articles));
        writeln!(out, "{}", line.trim_end())
    })
}

fn write_table(words: &VocabularyList, delimiter: u8, out: &mut dyn Write) -> io::Result<()> {
    write_row(["word", "articles", "distance"], delimiter, out)?;
    words.entries.iter().try_for_each(|found| {
        let distance = found.distance.map(|distance| distance.to_string()).unwrap_or_default();
        write_row([found.word.clone(), found.articles.to_string(), distance], delimiter, out)
    })
}

#[derive(Serialize)]
struct VocabularyJson<'a> {
    format_version: u32,
    asked: &'a str,
    words: Vec<VocabularyWordJson<'a>>,
    more: bool,
}

#[derive(Serialize)]
struct VocabularyWordJson<'a> {
    word: &'a str,
    articles: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    distance: Option<u8>,
}

fn word_json(found: &VocabularyEntry) -> VocabularyWordJson<'_> {
    VocabularyWordJson { word: &found.word, articles: found.articles, distance: found.distance }
}

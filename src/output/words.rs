//! The vocabulary of the archive as text.

use super::answer::AnswerFormat;
use super::clean::clean_line;
use super::columns::{columns, left_aligned};
use super::json::{FORMAT_VERSION, to_text};
use super::report::count_text;
use super::table::write_row;
use crate::search::{VocabularyEntry, VocabularyList};
use serde::Serialize;
use std::io::{self, Write};

/// Writes words with their counts. Formats that are lists of articles are written for people.
///
/// # Errors
/// If `out` does not take it.
pub fn write_words(words: &VocabularyList, format: AnswerFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        AnswerFormat::Json => {
            let json = WordsJson {
                format_version: FORMAT_VERSION,
                asked: &words.query,
                words: words.entries.iter().map(word_json).collect(),
                more: words.has_more,
            };
            writeln!(out, "{}", to_text(&json)?)
        }
        AnswerFormat::JsonLines => {
            words.entries.iter().try_for_each(|found| writeln!(out, "{}", to_text(&word_json(found))?))
        }
        AnswerFormat::Csv => write_table(words, b',', out),
        AnswerFormat::Tsv => write_table(words, b'\t', out),
        _ => write_human(words, out),
    }
}

fn write_human(words: &VocabularyList, out: &mut dyn Write) -> io::Result<()> {
    let widest = words.entries.iter().map(|found| columns(&found.word)).max().unwrap_or(0);
    words.entries.iter().try_for_each(|found| {
        let word = left_aligned(&clean_line(&found.word), widest);
        let distance = match found.distance {
            None => "",
            Some(0) => "the word itself",
            Some(1) => "one letter",
            Some(_) => "two letters",
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
struct WordsJson<'a> {
    format_version: u32,
    asked: &'a str,
    words: Vec<WordJson<'a>>,
    more: bool,
}

#[derive(Serialize)]
struct WordJson<'a> {
    word: &'a str,
    articles: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    distance: Option<u8>,
}

fn word_json(found: &VocabularyEntry) -> WordJson<'_> {
    WordJson { word: &found.word, articles: found.articles, distance: found.distance }
}

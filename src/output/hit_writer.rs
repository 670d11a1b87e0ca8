//! Search results in each output format, written hit by hit.

use super::delimited::{write_hit_columns, write_hit_row, write_raw_path};
use super::format::OutputFormat;
use super::hits::{shown_path, write_hit};
use super::json::{hit_text, results_head, summary_text};
use super::style::Style;
use crate::library::{FilePath, RankedHit, SearchResults};
use std::collections::HashSet;
use std::io::{self, Write};

/// Writes hits in an output format, one by one.
pub struct HitWriter<'a> {
    format: OutputFormat,
    style: &'a Style,
    hits: usize,
    /// The files listed so far.
    listed: HashSet<FilePath>,
}

impl<'a> HitWriter<'a> {
    /// Returns a writer in the given format.
    pub fn new(format: OutputFormat, style: &'a Style) -> Self {
        Self { format, style, hits: 0, listed: HashSet::new() }
    }

    /// Writes the next hit.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write(&mut self, hit: &RankedHit, out: &mut dyn Write) -> io::Result<()> {
        let is_first = self.hits == 0;
        self.hits += 1;
        match self.format {
            OutputFormat::Human => {
                if !is_first {
                    writeln!(out)?;
                }
                write_hit(hit, self.style, out)
            }
            OutputFormat::Json => {
                let before = if is_first { results_head() } else { ",".to_owned() };
                write!(out, "{before}{}", hit_text(hit)?)
            }
            OutputFormat::JsonLines => writeln!(out, "{}", hit_text(hit)?),
            OutputFormat::Csv | OutputFormat::Tsv => {
                if is_first {
                    write_hit_columns(self.delimiter(), out)?;
                }
                write_hit_row(hit, self.delimiter(), out)
            }
            OutputFormat::Ids => writeln!(out, "{}", hit.article.id),
            OutputFormat::Paths | OutputFormat::PathsNul => self.write_path(&hit.article.file, out),
        }
    }

    /// Completes the output after the last hit.
    ///
    /// # Errors
    /// If writing fails.
    pub fn finish(self, results: &SearchResults, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            OutputFormat::Json => {
                let head = if self.hits == 0 { results_head() } else { String::new() };
                writeln!(out, "{head}],{}", summary_text(results)?.trim_start_matches('{'))
            }
            OutputFormat::Csv | OutputFormat::Tsv if self.hits == 0 => write_hit_columns(self.delimiter(), out),
            _ => Ok(()),
        }
    }

    fn write_path(&mut self, file: &FilePath, out: &mut dyn Write) -> io::Result<()> {
        if !self.listed.insert(file.clone()) {
            return Ok(());
        }
        match self.format {
            OutputFormat::PathsNul => write_raw_path(file, out),
            _ => writeln!(out, "{}", shown_path(file, &self.style.base)),
        }
    }

    fn delimiter(&self) -> u8 {
        if self.format == OutputFormat::Tsv { b'\t' } else { b',' }
    }
}

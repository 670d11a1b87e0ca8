//! Hits for people.

use super::clean::clean_line;
use super::date::date_text;
use super::explanation::explanation_lines;
use super::marks::marked_line;
use super::style::Style;
use crate::article::{Article, FilePath};
use crate::matching::{Passage, text_of};
use crate::search::{Hit, SearchResults};
use std::io::{self, Write};
use std::path::Path;

/// How far the text stands from the margin, for the rank to stand out.
const INDENT: usize = 4;

/// What stands for a headline where there is none.
const NO_HEADLINE: &str = "(no headline)";

pub(super) fn write_hits(answer: &SearchResults, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for (position, hit) in answer.hits.iter().enumerate() {
        if position > 0 {
            writeln!(out)?;
        }
        write_hit(hit, style, out)?;
    }
    Ok(())
}

fn write_hit(hit: &Hit, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let rank = format!("{:>2}  ", hit.rank);
    let headline = if hit.article.headline.is_empty() {
        style.dim(NO_HEADLINE)
    } else {
        marked_line(&hit.article.headline, &hit.headline_spans, style, |text| style.bold(text))
    };
    write_wrapped(&headline, &rank, style, out)?;
    let indent = " ".repeat(INDENT);
    let path = shown_path(&hit.article.file, &style.base);
    // The link goes on after wrapping, which would take its address for words.
    let about = about(&hit.article, Some(&path));
    let mut lines = wrapped(&style.dim(&about), &indent, style);
    // A path that was broken over two lines stays without its link.
    if style.hyperlinks
        && let Some(line) = lines.last_mut()
        && let Some(at) = line.rfind(&path)
    {
        line.replace_range(at..at + path.len(), &link(&path, &hit.article.file));
    }
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    for passage in &hit.passages {
        write_wrapped(&passage_text(&hit.article, passage, style), &indent, style, out)?;
    }
    for line in hit.explanation.iter().flat_map(explanation_lines) {
        writeln!(out, "{indent}{}", style.dim(&line))?;
    }
    Ok(())
}

/// Returns source, date and byline of an article, and its path, in one line.
pub(super) fn about(article: &Article, path: Option<&str>) -> String {
    let mut parts = Vec::new();
    parts.extend(article.source.as_deref().map(|source| clean_line(source).into_owned()));
    parts.push(article.published.map_or_else(|| "undated".to_owned(), |published| date_text(published.date)));
    if !article.bylines.is_empty() {
        parts.push(clean_line(&article.bylines.join(", ")).into_owned());
    }
    parts.extend(path.map(str::to_owned));
    parts.join(" · ")
}

fn passage_text(article: &Article, passage: &Passage, style: &Style) -> String {
    let text = text_of(article, passage.field).get(passage.range.clone()).unwrap_or_default();
    let before = if passage.cut_before { "… " } else { "" };
    let after = if passage.cut_after { " …" } else { "" };
    format!("{before}{}{after}", marked_line(text, &passage.spans, style, str::to_owned))
}

/// Returns the path of a file as it is seen from the folder `base`.
pub(super) fn shown_path(file: &FilePath, base: &Path) -> String {
    let path = file.to_path_buf();
    let below = path.strip_prefix(base).ok().filter(|below| !below.as_os_str().is_empty());
    clean_line(&FilePath::from_path(below.unwrap_or(&path)).to_string()).into_owned()
}

/// Returns `text` linked to a file, as terminals understand it.
pub(super) fn link(text: &str, file: &FilePath) -> String {
    let mut address = String::from("file://");
    for byte in file.to_path_buf().as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(byte) {
            address.push(char::from(*byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
}

fn write_wrapped(text: &str, first: &str, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    wrapped(text, first, style).iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// Breaks text into lines that begin at the indent, the first after `first`.
fn wrapped(text: &str, first: &str, style: &Style) -> Vec<String> {
    let Some(width) = style.width else {
        return vec![format!("{first}{text}")];
    };
    let indent = " ".repeat(INDENT);
    let options = textwrap::Options::new(width.max(INDENT * 5)).initial_indent(first).subsequent_indent(&indent);
    textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

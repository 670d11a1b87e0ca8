//! Search hits for people.

use super::date::date_text;
use super::explanation::explanation_lines;
use super::headline::ListedHeadline;
use super::highlight::highlighted_line;
use super::sanitize::sanitize_line;
use super::style::Style;
use crate::library::{Article, FilePath, PassageSpans, RankedHit, text_of};
use std::io::{self, Write};
use std::path::Path;

/// The indent of a hit; its rank is printed in the margin.
const INDENT: usize = 4;

/// The maximum number of missing words that are named.
const MAX_MISSING: usize = 4;

const NO_HEADLINE: &str = "(no headline)";

pub(super) fn write_hit(hit: &RankedHit, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let rank = format!("{:>2}  ", hit.rank);
    let headline = if hit.article.headline.is_empty() {
        style.dim(NO_HEADLINE)
    } else {
        let listed = ListedHeadline::of(&hit.article.headline);
        let spans = listed.clip(&hit.headline_spans);
        format!("{}{}", highlighted_line(listed.text, &spans, style, |text| style.bold(text)), listed.ellipsis())
    };
    write_wrapped(&headline, &rank, style, out)?;
    let indent = " ".repeat(INDENT);
    let path = shown_path(&hit.article.path(), &style.base);
    // The link is added after wrapping, which would break its address into words.
    let attribution = attribution(&hit.article, Some(&path));
    let mut lines = wrapped(&style.dim(&attribution), &indent, style);
    // A path broken over two lines gets no link.
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
    if !hit.missing.is_empty() {
        write_wrapped(&style.dim(&missing_text(&hit.missing)), &indent, style, out)?;
    }
    for line in hit.explanation.iter().flat_map(explanation_lines) {
        writeln!(out, "{indent}{}", style.dim(&line))?;
    }
    Ok(())
}

/// Returns source, date, byline and path of an article in one line.
pub(super) fn attribution(article: &Article, path: Option<&str>) -> String {
    let mut parts = Vec::new();
    parts.extend(article.source.as_deref().map(|source| sanitize_line(source).into_owned()));
    parts.push(article.published.map_or_else(|| "undated".to_owned(), |published| date_text(published.date)));
    if !article.bylines.is_empty() {
        parts.push(sanitize_line(&article.bylines.join(", ")).into_owned());
    }
    parts.extend(path.map(str::to_owned));
    parts.join(" · ")
}

/// Returns the words that a hit lacks: the first few, and the number of the others.
fn missing_text(missing: &[String]) -> String {
    let named: Vec<&str> = missing.iter().take(MAX_MISSING).map(String::as_str).collect();
    let others = missing.len() - named.len();
    let more = if others > 0 { format!(" and {others} more") } else { String::new() };
    sanitize_line(&format!("without: {}{more}", named.join(", "))).into_owned()
}

fn passage_text(article: &Article, passage: &PassageSpans, style: &Style) -> String {
    let text = text_of(article, passage.field).get(passage.range.clone()).unwrap_or_default();
    let before = if passage.cut_before { "… " } else { "" };
    let after = if passage.cut_after { " …" } else { "" };
    format!("{before}{}{after}", highlighted_line(text, &passage.spans, style, str::to_owned))
}

/// Returns the path of a file, relative to `base` if it is below.
pub(super) fn shown_path(file: &FilePath, base: &Path) -> String {
    let path = file.to_path_buf();
    let below = path.strip_prefix(base).ok().filter(|below| !below.as_os_str().is_empty());
    sanitize_line(&FilePath::from_path(below.unwrap_or(&path)).to_string()).into_owned()
}

/// Returns `text` as a terminal hyperlink (OSC 8) to a file.
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

/// Wraps text into indented lines; the first begins with `first`.
fn wrapped(text: &str, first: &str, style: &Style) -> Vec<String> {
    let Some(width) = style.width else {
        return vec![format!("{first}{text}")];
    };
    let indent = " ".repeat(INDENT);
    let options = textwrap::Options::new(width.max(INDENT * 5)).initial_indent(first).subsequent_indent(&indent);
    textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

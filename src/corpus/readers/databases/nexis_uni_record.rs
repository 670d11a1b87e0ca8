//! Divides records of Nexis Uni: headline, source, date, labels, the heading `Body`, text, the heading `Classification`, more labels.

use super::nexis_labels::{Heading, Label, heading, labelled};
use super::nexis_lines::{date_line, is_copyright, joined, label_value};
use super::nexis_parts::{NexisParts, read_date_block};
use crate::corpus::skip::SkipReason;

/// Divides a record of Nexis Uni.
pub(super) fn uni<'a>(all: &[&'a str]) -> Result<NexisParts<'a>, SkipReason> {
    let malformed = |detail: &str| SkipReason::Malformed { format: "Nexis Uni export", detail: detail.into() };
    let body = all.iter().position(|paragraph| heading(paragraph) == Some(Heading::Body));
    let first_label = all.iter().position(|paragraph| labelled(paragraph, true).is_some());
    let above_end = body.or(first_label).ok_or_else(|| malformed("a document without text"))?;
    let above = all.get(..above_end).unwrap_or_default();
    let dated =
        above.iter().rposition(|paragraph| date_line(paragraph).is_some() && labelled(paragraph, true).is_none());
    let mut parts = NexisParts::default();
    match dated {
        Some(at) => {
            if let Some(paragraph) = above.get(at) {
                read_date_block(paragraph, &mut parts.head);
            }
            if parts.head.source.is_none() {
                parts.head.source = at.checked_sub(1).and_then(|at| above.get(at)).copied();
            }
            let mut lines = above.get(..at.saturating_sub(1)).unwrap_or_default();
            if lines.iter().any(|line| is_cover(line)) {
                lines = lines.get(lines.len() - 1..).unwrap_or_default();
            }
            parts.head.headline = Some(lines.iter().map(|line| joined(line)).collect::<Vec<_>>().join(" "));
        }
        None => {
            parts.head.headline = above.first().map(|line| joined(line));
            parts.head.source =
                above.get(1).copied().filter(|line| labelled(line, true).is_none() && !is_copyright(line));
        }
    }
    let labels_from = dated.map_or(1, |at| at + 1);
    for paragraph in above.get(labels_from..).unwrap_or_default() {
        if let Some((label, _)) = labelled(paragraph, true) {
            parts.labels.push((label, label_value(paragraph)));
        } else if dated.is_some() && parts.head.edition.is_none() && is_edition(paragraph) {
            parts.head.edition = Some(joined(paragraph));
        }
    }
    let text = all.get(above_end + usize::from(body.is_some())..).unwrap_or_default();
    let mut in_text = true;
    for paragraph in text {
        match heading(paragraph) {
            Some(Heading::Graphic | Heading::Classification) => in_text = false,
            _ if in_text && paragraph.starts_with("URL: http") => {
                parts.labels.push((Label::Url, label_value(paragraph)));
            }
            _ if in_text && is_placeholder(paragraph) => {}
            _ if in_text && !is_copyright(paragraph) => parts.body.push(paragraph),
            _ => {
                if let Some((label, _)) = labelled(paragraph, true) {
                    parts.labels.push((label, label_value(paragraph)));
                }
            }
        }
    }
    if body.is_none() {
        parts.body.retain(|paragraph| labelled(paragraph, true).is_none());
    }
    Ok(parts)
}

/// Returns whether a line below the date is the name of an edition, such as `Final Edition`.
fn is_edition(line: &str) -> bool {
    const EDITIONS: &[&str] = &["edition", "ausgabe", "édition", "edición", "edizione", "edição", "editie"];
    let lower = line.to_lowercase();
    let is_short = line.split_whitespace().count() <= MOST_IN_EDITION && !line.contains('\n');
    is_short && !is_copyright(line) && EDITIONS.iter().any(|word| lower.contains(word))
}

/// The maximum number of words in the name of an edition.
const MOST_IN_EDITION: usize = 6;

/// Returns whether a line belongs to the cover page of an export.
fn is_cover(line: &str) -> bool {
    ["Client/Matter:", "Search Terms:", "Search Type:", "Narrowed by", "Job Number:", "User Name:", "Date and Time:"]
        .iter()
        .any(|start| line.starts_with(start))
        || is_page_count(line)
}

/// Returns whether a line is a page count, such as `Page 1 of 2`.
fn is_page_count(line: &str) -> bool {
    const PAGES: &[&str] = &["Page", "Seite", "Página", "Pagina"];
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = line.split_whitespace().collect();
    matches!(words.as_slice(), [page, first, _, last] if PAGES.contains(page) && is_number(first) && is_number(last))
}

/// Returns whether a paragraph is a placeholder for a picture.
fn is_placeholder(paragraph: &str) -> bool {
    matches!(paragraph, "Link to Image" | "Lien vers l'image" | "Link zum Bild" | "Enlace a la imagen")
}

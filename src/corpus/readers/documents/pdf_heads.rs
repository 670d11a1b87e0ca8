//! Running heads and feet: lines that recur at the top or bottom of pages, and page numbers.

use super::pdf_text::frequent;
use crate::corpus::pdf::{PdfLine, PdfPage};
use crate::corpus::readers::databases::marks_document;
use rustc_hash::FxHashMap;

/// The number of lines at the top and at the bottom of a page that may be running heads and feet.
const LINES: usize = 3;
/// The maximum length of a running head, in bytes.
const LONGEST: usize = 160;
/// A line at the top with at most this fraction of the font size of the text is a running head, even on a single page.
const SMALL: f32 = 0.93;
/// The minimum percentage of pages on which a line recurs.
const SHARE: usize = 40;
/// The same in exports of databases, where each document begins with the same lines on a new page.
const SHARE_OF_EXPORT: usize = 80;

/// Removes running heads and feet from the pages and returns the distinct ones, which may contain the name and the date of the publication.
pub(super) fn remove_running_heads(pages: &mut [PdfPage]) -> Vec<String> {
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for page in pages.iter() {
        let mut signs: Vec<String> =
            edge_lines(page).into_iter().filter_map(|at| page.lines.get(at)).map(sign).collect();
        signs.sort_unstable();
        signs.dedup();
        for sign in signs {
            *counts.entry(sign).or_default() += 1;
        }
    }
    let with_text = pages.iter().filter(|page| !page.lines.is_empty()).count();
    // Heads of left and right pages may differ.
    let is_export = pages.iter().flat_map(|page| &page.lines).any(|line| marks_document(&line.text));
    let share = if is_export { SHARE_OF_EXPORT } else { SHARE };
    let returns = |sign: &str| counts.get(sign).is_some_and(|count| *count > 1 && *count * 100 >= with_text * share);
    let mut removed: Vec<String> = Vec::new();
    let sizes = pages.iter().flat_map(|page| &page.lines).map(|line| (line.size, line.text.len()));
    let text_size = frequent(sizes);
    for page in pages {
        let mut edges = edge_lines(page);
        edges.retain(|at| {
            page.lines.get(*at).is_some_and(|line| {
                let is_foot = is_page_number(&line.text) || is_address(&line.text) || is_note_of_seller(&line.text);
                let is_numbered = is_foot && is_outside(line, page);
                let is_small = !is_export && line.size < text_size * SMALL && line.base < page.height * 0.1;
                is_numbered || is_small || (with_text > 1 && is_margin(line, page) && returns(&sign(line)))
            })
        });
        let mut number = 0;
        page.lines.retain(|line| {
            let is_head = edges.contains(&number);
            number += 1;
            if is_head && !removed.contains(&line.text) && removed.len() < LINES * 4 {
                removed.push(line.text.clone());
            }
            !is_head
        });
    }
    removed
}

/// Returns the indices of the highest and lowest lines.
fn edge_lines(page: &PdfPage) -> Vec<usize> {
    let mut places: Vec<usize> = (0..page.lines.len()).collect();
    let base = |at: &usize| page.lines.get(*at).map_or(0.0, |line| line.base);
    places.sort_by(|one, next| base(one).total_cmp(&base(next)));
    let edges = LINES.min(places.len());
    let mut edge: Vec<usize> = places.iter().take(edges).chain(places.iter().rev().take(edges)).copied().collect();
    edge.sort_unstable();
    edge.dedup();
    edge
}

/// Returns whether a line is in the outer tenth of a page, above or below.
fn is_outside(line: &PdfLine, page: &PdfPage) -> bool {
    page.height > 0.0 && (line.base < page.height * 0.1 || line.base > page.height * 0.88)
}

/// Returns whether a line is in the area of running heads, which is larger than that of page numbers.
fn is_margin(line: &PdfLine, page: &PdfPage) -> bool {
    page.height <= 0.0 || line.base < page.height * 0.15 || line.base > page.height * 0.85
}

/// Returns the key that a running head has on all pages: its words without numbers, and its height.
fn sign(line: &PdfLine) -> String {
    if line.text.len() > LONGEST {
        return String::new();
    }
    let words: String = line.text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect();
    // A number alone may be anything, unless it is at the same position.
    format!("{words} {:.0}", line.base / 4.0)
}

/// Returns whether a line is the URL that browsers print below a page, possibly with the page number.
fn is_address(text: &str) -> bool {
    let (address, number) = text.split_once(' ').unwrap_or((text, ""));
    (address.starts_with("https://") || address.starts_with("http://")) && (number.is_empty() || is_page_number(number))
}

/// Returns whether a line is the note that PressReader prints below articles.
fn is_note_of_seller(text: &str) -> bool {
    text.starts_with("PressReader.com")
        || text.contains("ORIGINAL COPY")
        || text.starts_with("COPYRIGHT AND PROTECTED BY APPLICABLE LAW")
}

/// Returns whether a line is a page number, such as `3`, `- 3 -`, `Page 3 of 12`.
pub(super) fn is_page_number(text: &str) -> bool {
    let is_word = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_number =
            !word.is_empty() && word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
        let lower = word.to_lowercase();
        let is_name = [
            "page", "seite", "pagina", "página", "sida", "side", "p", "pg", "s", "of", "von", "de", "sur", "av", "af",
            "",
        ];
        is_number || is_name.contains(&lower.as_str())
    };
    text.len() <= 24 && text.contains(|c: char| c.is_ascii_digit()) && text.split_whitespace().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: u32, lines: &[(&str, f32)]) -> PdfPage {
        let lines = lines.iter().map(|(text, base)| PdfLine {
            text: (*text).to_owned(),
            base: *base,
            size: 10.0,
            ..PdfLine::default()
        });
        PdfPage { number, height: 800.0, lines: lines.collect(), has_pictures: false }
    }

    #[test]
    fn heads_that_return_and_numbers_are_removed() {
        let text = |at: u32| format!("Ferry {at} runs aground");
        let heads = ["The Courier 14 November 2015", "Page 3 of 9", "- 4 -"];
        let mut pages: Vec<PdfPage> = (0..4)
            .map(|at| {
                let words = text(at);
                page(
                    at + 1,
                    &[
                        (heads[0], 40.0),
                        (&words, 300.0),
                        ("Vega", 320.0),
                        ("Penholm", 340.0),
                        (heads[1 + at as usize % 2], 780.0),
                    ],
                )
            })
            .collect();
        let removed = remove_running_heads(&mut pages);
        assert!(removed.contains(&heads[0].to_owned()), "{removed:?}");
        for page in pages {
            assert_eq!(page.lines.len(), 3, "{page:?}");
        }
    }

    #[test]
    fn a_single_page_keeps_its_first_line() {
        let mut pages = vec![page(1, &[("The Courier", 40.0), ("Ferry runs aground", 60.0), ("7", 790.0)])];
        remove_running_heads(&mut pages);
        assert_eq!(pages[0].lines.len(), 2);
    }
}

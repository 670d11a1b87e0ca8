//! Joins the lines of pages into paragraphs.
//!
//! A paragraph ends where the line spacing or font size changes, where the next line is indented, or where the first word of the next line would have fitted on
//! a line that ends a sentence. It continues across the end of a column or page if no sentence ends there.

use super::document_block::DocumentBlock;
use super::head_lines::HeadLines;
use super::line_parts::line_parts;
use crate::corpus::line_layout::is_spaceless;
use crate::corpus::pdf::{PdfLine, PdfPage};
use rustc_hash::FxHashMap;
use std::collections::HashSet;

/// The line spacing, relative to that of most lines, that ends a paragraph.
const WIDE: f32 = 1.35;
/// The maximum line spacing in a headline, relative to its font size.
const HEADLINE_LINES: f32 = 1.7;
/// The minimum and maximum indent, relative to the font size.
const INDENT: (f32, f32) = (0.7, 6.0);
/// Font sizes that differ by less than this fraction count as equal.
const SAME_SIZE: f32 = 0.09;
/// The minimum ratio of the font size of a headline to that of the text.
const LARGE: f32 = 1.14;
/// The number of first paragraphs in which lines may be fields.
const HEAD: usize = 8;
/// Characters with which list items begin.
const BULLETS: &[char] = &['•', '▪', '◦', '‣', '■', '●', '–', '—', '\u{F0B7}', '\u{F0A7}'];

/// Returns the paragraphs of pages.
pub(super) fn blocks(pages: &[PdfPage]) -> Vec<DocumentBlock> {
    let lines: Vec<&PdfLine> = pages.iter().flat_map(|page| &page.lines).collect();
    let text_size = frequent(lines.iter().map(|line| (line.size, line.text.len())));
    let distances = lines.iter().zip(lines.iter().skip(1)).filter_map(|(line, next)| {
        let distance = next.base - line.base;
        let is_text = (line.size - text_size).abs() < text_size * SAME_SIZE;
        (is_text && distance > 0.5 * line.size && distance < 3.0 * line.size).then_some((distance, 1))
    });
    let leading = frequent(distances).max(text_size);
    let words = Words::of(&lines);
    let mut blocks: Vec<DocumentBlock> = Vec::new();
    let mut before: Option<(&PdfLine, &PdfPage)> = None;
    for page in pages {
        let ends = Column::ends(&page.lines);
        for (line, column) in page.lines.iter().zip(ends) {
            let next_to = before.filter(|(_, last)| last.number == page.number).map(|(line, _)| line);
            let goes_on = match (before, next_to) {
                (_, Some(last)) => goes_on(last, line, column, text_size, leading, blocks.len() <= HEAD),
                (Some((last, _)), None) => runs_over(last, line),
                _ => false,
            };
            match blocks.last_mut().filter(|_| goes_on) {
                Some(block) => words.append(&mut block.text, &line.text),
                None => blocks.push(DocumentBlock {
                    text: line.text.clone(),
                    size: (line.size * 10.0).round().clamp(0.0, 1e6) as u32,
                    begins_page: before.is_some_and(|(_, last)| last.number != page.number),
                    ..DocumentBlock::default()
                }),
            }
            before = Some((line, page));
        }
    }
    blocks
}

/// The right edge of the column that contains a line.
#[derive(Clone, Copy)]
struct Column {
    right: f32,
}

impl Column {
    /// Returns the column of each line: consecutive lines downwards with approximately the same left edge.
    fn ends(lines: &[PdfLine]) -> Vec<Self> {
        let mut ends = Vec::with_capacity(lines.len());
        let mut from = 0;
        while let Some(first) = lines.get(from) {
            let mut count = 1;
            let mut last = first;
            for line in lines.iter().skip(from + 1) {
                if line.base < last.base - line.size || (line.left - first.left).abs() > 12.0 * first.size {
                    break;
                }
                last = line;
                count += 1;
            }
            let mut rights: Vec<f32> = lines.iter().skip(from).take(count).map(|line| line.right).collect();
            rights.sort_by(f32::total_cmp);
            // A single line longer than the others is ignored.
            let right = rights.get(rights.len().saturating_sub(1 + rights.len() / 12)).copied().unwrap_or(first.right);
            ends.extend(std::iter::repeat_n(Self { right }, count));
            from += count;
        }
        ends
    }
}

/// Returns whether a line continues the paragraph of the previous line on the page. At the beginning, lines that are fields are separate paragraphs.
fn goes_on(line: &PdfLine, next: &PdfLine, column: Column, text_size: f32, leading: f32, is_beginning: bool) -> bool {
    let size = line.size.max(next.size);
    let distance = next.base - line.base;
    if distance < -size {
        // The next line is at the top of the next column.
        return runs_over(line, next);
    }
    if (line.size - next.size).abs() > size * SAME_SIZE || next.text.starts_with(BULLETS) || is_label(&next.text) {
        return false;
    }
    if line.size > text_size * LARGE {
        return distance < HEADLINE_LINES * size;
    }
    if distance > leading.max(size) * WIDE || distance < size * 0.2 {
        return false;
    }
    let indent = (next.left - line.left) / size;
    let is_indented = indent > INDENT.0 && indent < INDENT.1;
    if is_indented && ends_sentence(&line.text) {
        return false;
    }
    let letters = next.text.chars().count().max(1) as f32;
    let first_word = next.text.split(' ').next().unwrap_or_default().chars().count() as f32 + 1.0;
    let ends_early = line.right + first_word * (next.right - next.left) / letters < column.right - 0.5 * size;
    let is_head = || is_beginning && (line_parts(&line.text).is_some() || HeadLines::is_known(&next.text));
    !(ends_early && (ends_sentence(&line.text) || is_head()))
}

/// Returns whether a line begins with a label in capitals, as in exports of databases.
fn is_label(text: &str) -> bool {
    let label = text.split_once(':').map(|(label, _)| label).filter(|label| (4..=24).contains(&label.len()));
    label.is_some_and(|label| label.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b' ' | b'-')))
}

/// Returns whether a paragraph continues in the next column or on the next page.
fn runs_over(line: &PdfLine, next: &PdfLine) -> bool {
    let is_same = (line.size - next.size).abs() <= line.size.max(next.size) * SAME_SIZE;
    let goes_on = next.text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || is_spaceless(c));
    is_same && !ends_sentence(&line.text) && (goes_on || ends_in_hyphen(&line.text) || line.text.ends_with(','))
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '“', '»', '«', '’', '\'', ')', ' ', '*'])
        .ends_with(['.', '!', '?', ':', '…', '。', '！', '？'])
}

fn ends_in_hyphen(text: &str) -> bool {
    text.ends_with(['-', '\u{AD}', '\u{2010}', '⸗', '¬'])
}

/// Returns the value, rounded to a quarter, with the most weight.
pub(super) fn frequent(values: impl Iterator<Item = (f32, usize)>) -> f32 {
    let mut weights: FxHashMap<i64, usize> = FxHashMap::default();
    for (value, weight) in values {
        *weights.entry((value * 4.0) as i64).or_default() += weight;
    }
    let most = weights.into_iter().max_by_key(|(value, weight)| (*weight, *value));
    most.map_or(0.0, |(value, _)| value as f32 / 4.0)
}

/// The words inside lines, which show how a word hyphenated at the end of a line is written.
struct Words<'a>(HashSet<&'a str>);

impl<'a> Words<'a> {
    fn of(lines: &[&'a PdfLine]) -> Self {
        Self(lines.iter().flat_map(|line| line.text.split(' ')).map(bare).filter(|word| word.len() > 3).collect())
    }

    /// Appends a line to its paragraph. A hyphen at the end is removed, unless the word has it elsewhere as well.
    fn append(&self, paragraph: &mut String, line: &str) {
        if let Some(hyphen) = paragraph.chars().next_back().filter(|_| ends_in_hyphen(paragraph)) {
            let first = bare(line.split(' ').next().unwrap_or_default());
            let part = paragraph.strip_suffix(hyphen).unwrap_or(paragraph);
            let last = part.rsplit(' ').next().unwrap_or_default();
            let is_word = last.ends_with(char::is_alphabetic);
            let divided = is_word && first.starts_with(char::is_lowercase);
            let stays = hyphen == '-'
                && !self.0.contains(format!("{}{first}", bare_start(last)).as_str())
                && self.0.contains(format!("{}-{first}", bare_start(last)).as_str());
            if (divided && !stays) || hyphen == '\u{AD}' || hyphen == '¬' {
                paragraph.truncate(part.len());
            }
            if !is_word {
                paragraph.push(' ');
            }
            paragraph.push_str(line);
            return;
        }
        if !(paragraph.ends_with(is_spaceless) && line.starts_with(is_spaceless)) {
            paragraph.push(' ');
        }
        paragraph.push_str(line);
    }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn bare_start(word: &str) -> &str {
    word.trim_start_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, left: f32, base: f32) -> PdfLine {
        PdfLine { text: text.to_owned(), left, right: left + text.chars().count() as f32 * 5.0, base, size: 10.0 }
    }

    fn read(pages: &[&[PdfLine]]) -> Vec<String> {
        let pages: Vec<PdfPage> = pages
            .iter()
            .zip(1..)
            .map(|(lines, number)| PdfPage { number, height: 800.0, lines: lines.to_vec(), has_pictures: false })
            .collect();
        blocks(&pages).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn lines_become_paragraphs() {
        let title = [
            PdfLine { size: 20.0, ..line("Ferry runs", 50.0, 60.0) },
            PdfLine { size: 20.0, ..line("aground", 50.0, 82.0) },
        ];
        let text = [
            line("The ferry to Penholm ran aground on Friday eve-", 50.0, 120.0),
            line("ning. Nobody was hurt, said the coast guard, whose", 50.0, 132.0),
            line("well-known boat came. Its well-", 50.0, 144.0),
            line("known crew helped.", 50.0, 156.0),
            line("Divers will look at the hull on Saturday. The com-", 60.0, 168.0),
        ];
        let next = [line("pany expects delays.", 50.0, 60.0), line("The end", 50.0, 90.0)];
        assert_eq!(
            read(&[&[&title[..], &text].concat(), &next]),
            [
                "Ferry runs aground",
                "The ferry to Penholm ran aground on Friday evening. Nobody was hurt, said the coast guard, whose well-known boat came. Its well-known crew helped.",
                "Divers will look at the hull on Saturday. The company expects delays.",
                "The end",
            ]
        );
    }

    #[test]
    fn a_paragraph_goes_on_in_the_next_column() {
        let lines = [
            line("The ferry to Penholm ran aground on Friday", 50.0, 120.0),
            line("evening, and nobody was hurt, said the", 50.0, 132.0),
            line("coast guard of Penholm after the rescue of", 300.0, 120.0),
            line("all passengers.", 300.0, 132.0),
        ];
        assert_eq!(read(&[&lines]).len(), 1);
    }
}

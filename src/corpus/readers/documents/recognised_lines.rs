//! An OCR page as lines with their positions, so that headlines, columns and paragraphs are found as on other pages.
//!
//! Tesseract estimates the font size of each line separately. So all lines of a paragraph get the same size, and a paragraph whose size differs little from
//! most of the page, or from the previous paragraph, gets that size.

use crate::corpus::ocr::RESOLUTION;
use crate::corpus::pdf::PdfLine;
use crate::corpus::readers::digitised::{Confidence, HocrLine, hocr_paragraphs};

/// Points per pixel of a rendered page.
const POINTS: f32 = 72.0 / RESOLUTION as f32;
/// The minimum and maximum ratio of font sizes that count as equal.
const SAME_SIZE: (f32, f32) = (0.75, 1.3);

/// Returns the lines of an hOCR page, in its order, and adds the confidences of its words.
pub(super) fn recognised_lines(page: &str, confidence: &mut Confidence) -> Vec<PdfLine> {
    let paragraphs = hocr_paragraphs(page, confidence);
    let sizes = paragraphs.iter().flatten().map(|line| (line.size, line.text.len()));
    let of_page = median(sizes.collect());
    let mut before = 0.0;
    let mut lines = Vec::new();
    for paragraph in paragraphs {
        let size = median(paragraph.iter().map(|line| (line.size, line.text.len())).collect());
        let is_like = |other: f32| size > other * SAME_SIZE.0 && size < other * SAME_SIZE.1;
        before = [of_page, before].into_iter().find(|other| is_like(*other)).unwrap_or(size);
        lines.extend(paragraph.into_iter().map(|line| printed(line, before * POINTS)));
    }
    lines
}

fn printed(line: HocrLine, size: f32) -> PdfLine {
    PdfLine { left: line.left * POINTS, right: line.right * POINTS, base: line.base * POINTS, size, text: line.text }
}

/// Returns the weighted median; 0 if there are no values.
fn median(mut values: Vec<(f32, usize)>) -> f32 {
    values.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let half = values.iter().map(|(_, weight)| weight).sum::<usize>() / 2;
    let mut below = 0;
    let middle = values.iter().find(|(_, weight)| {
        below += weight;
        below > half
    });
    middle.map_or(0.0, |(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(lines: &[(u16, u16, &str)]) -> String {
        let lines = lines.iter().map(|(base, size, text)| {
            format!("<span class='ocr_line' title='bbox 100 0 900 {base}; x_size {size}'><span class='ocrx_word' title='x_wconf 90'>{text}</span></span>")
        });
        format!("<p class='ocr_par'>{}</p>", lines.collect::<String>())
    }

    #[test]
    fn sizes_are_those_of_most_of_the_page_or_of_the_paragraph_before() {
        let page = [
            paragraph(&[(100, 200, "Ferry runs aground")]),
            paragraph(&[(350, 160, "at Penholm")]),
            paragraph(&[(600, 40, "The ferry to Penholm ran aground on Friday"), (650, 46, "with ninety passengers")]),
            paragraph(&[(700, 34, "Nobody was hurt")]),
        ];
        let mut confidence = Confidence::default();
        let lines = recognised_lines(&format!("<html>{}</html>", page.concat()), &mut confidence);
        let sizes: Vec<i32> = lines.iter().map(|line| (line.size / POINTS).round() as i32).collect();
        assert_eq!(sizes, [200, 200, 40, 40, 40]);
        assert!(lines.iter().all(|line| (line.left, line.right) == (24.0, 216.0)));
        assert_eq!(confidence.percent(), Some(90));
        assert!(recognised_lines("", &mut confidence).is_empty());
    }
}

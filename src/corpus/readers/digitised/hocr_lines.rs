//! Lines of an hOCR page with their positions.

use super::confidence::Confidence;
use super::hocr::{BLOCKS, LINES, WORDS, of_class, property, word_confidence};
use crate::corpus::xml::{self, Element};

/// A line on a page; lengths are in pixels of its image.
pub(in crate::corpus::readers) struct HocrLine {
    pub(in crate::corpus::readers) text: String,
    pub(in crate::corpus::readers) left: f32,
    pub(in crate::corpus::readers) right: f32,
    /// The distance of the baseline from the top of the image.
    pub(in crate::corpus::readers) base: f32,
    /// The font size.
    pub(in crate::corpus::readers) size: f32,
}

/// Returns the lines of a page by paragraph, and adds the confidences of its words.
pub(in crate::corpus::readers) fn hocr_paragraphs(page: &str, confidence: &mut Confidence) -> Vec<Vec<HocrLine>> {
    let Some(page) = xml::parse(page) else { return Vec::new() };
    let paragraphs = of_class(&page, BLOCKS).into_iter();
    paragraphs
        .map(|paragraph| of_class(paragraph, LINES).into_iter().filter_map(|line| read(line, confidence)).collect())
        .filter(|lines: &Vec<HocrLine>| !lines.is_empty())
        .collect()
}

fn read(line: &Element, confidence: &mut Confidence) -> Option<HocrLine> {
    let words: Vec<String> = of_class(line, WORDS)
        .into_iter()
        .map(|word| {
            confidence.add(word_confidence(&word.tag));
            word.text().trim().to_owned()
        })
        .filter(|word| !word.is_empty())
        .collect();
    let [left, top, right, bottom] = numbers(line, "bbox")?;
    // The second number is the offset of the baseline from the bottom of the box.
    let rise = numbers(line, "baseline").map_or(0.0, |[_, below]: [f32; 2]| below);
    let size = numbers(line, "x_size").map_or(bottom - top, |[size]: [f32; 1]| size);
    (!words.is_empty()).then(|| HocrLine { text: words.join(" "), left, right, base: bottom + rise, size })
}

/// Returns the numbers of a property.
fn numbers<const COUNT: usize>(element: &Element, name: &str) -> Option<[f32; COUNT]> {
    let stated = property(&element.tag, name)?;
    let numbers: Vec<f32> = stated.split_ascii_whitespace().filter_map(|number| number.parse().ok()).collect();
    numbers.try_into().ok().filter(|numbers: &[f32; COUNT]| numbers.iter().all(|number| number.is_finite()))
}

//! Combines positioned letters into fragments of lines.

use super::protocol::PdfLine;
use super::right_to_left::letters_of;
use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};
use std::collections::HashSet;

/// The minimum gap between words, relative to the font size.
const SPACE: f64 = 0.17;
/// The minimum gap that ends a fragment of a line, relative to the font size.
const BREAK: f64 = 1.6;
/// The maximum vertical distance of letters in a line, such as superscripts.
const RAISED: f64 = 0.45;
/// The maximum number of letters of a page.
const MOST: usize = 1_000_000;

/// A part of a page: its box and the art box, as the library names them.
type ArtBox = (f64, f64, f64, f64);

/// Letters of one writing direction.
#[derive(Default)]
struct GlyphLines {
    lines: Vec<PdfLine>,
    letters: usize,
    /// The end and the baseline of the last letter.
    last: Option<(f64, f64)>,
}

/// A letter, or several in one glyph, along the direction of its line.
struct Letter<'a> {
    start: f64,
    base: f64,
    size: f64,
    /// The distance to the start of the next letter.
    advance: f64,
    /// The width of the letter itself.
    visible: f64,
    text: &'a str,
}

/// Collects the letters of a page.
#[derive(Default)]
pub(super) struct GlyphCollector {
    /// Letters whose baseline runs to the right, up, to the left and down.
    directions: [GlyphLines; 4],
    /// The positions of letters, so that letters printed twice as a shadow are read once.
    seen: HashSet<(i64, i64, String)>,
    page: [f64; 4],
    letters: usize,
    unreadable: usize,
}

impl GlyphCollector {
    /// Returns the fragments in the order of the file, only those of the most frequent direction, and whether most letters cannot be decoded.
    pub(super) fn finish(self) -> (Vec<PdfLine>, bool) {
        let is_unreadable = self.unreadable * 2 > self.letters;
        let main = self.directions.into_iter().max_by_key(|pieces| pieces.letters).unwrap_or_default();
        let mut lines = main.lines;
        for line in &mut lines {
            line.text = clean(&line.text);
        }
        lines.retain(|line| !line.text.is_empty());
        (if is_unreadable { Vec::new() } else { lines }, is_unreadable)
    }

    fn add(&mut self, trm: &Transform, width: f64, spacing: f64, font_size: f64, text: &str) {
        if text.is_empty() || self.letters >= MOST {
            return;
        }
        let turned = letters_of(text);
        let text = turned.as_deref().unwrap_or(text);
        let [left, bottom, right, top] = self.page;
        let (along_x, along_y) = (trm.m11, trm.m12);
        let size = (trm.m21.hypot(trm.m22) * font_size).abs();
        let stretch = along_x.hypot(along_y);
        let (x, y) = (trm.m31, trm.m32);
        if ![size, stretch, x, y, width, spacing].iter().all(|number| number.is_finite()) || size <= 0.0 {
            return;
        }
        let is_flat = along_x.abs() >= along_y.abs();
        // A negative font size rotates letters by 180 degrees.
        let forward = font_size >= 0.0;
        let (direction, start, base) = match (is_flat, (if is_flat { along_x } else { along_y } >= 0.0) == forward) {
            (true, true) => (0, x - left, top - y),
            (false, true) => (1, y - bottom, x - left),
            (true, false) => (2, right - x, y - bottom),
            (false, false) => (3, top - y, right - x),
        };
        self.letters += 1;
        if text
            .chars()
            .all(|c| c == '\u{FFFD}' || (c.is_control() && c != '\t') || ('\u{E000}'..='\u{F8FF}').contains(&c))
        {
            self.unreadable += 1;
        }
        let advance = ((width * font_size.abs() + spacing) * stretch).max(0.0);
        let visible = (width * font_size.abs() * stretch).max(0.0);
        let is_space = text.trim().is_empty();
        let place = (
            (start * 4.0 / size.max(1.0)).round() as i64,
            (base * 4.0 / size.max(1.0)).round() as i64,
            text.to_owned(),
        );
        if !is_space && !self.seen.insert(place) {
            return;
        }
        let Some(pieces) = self.directions.get_mut(direction) else { return };
        pieces.letters += 1;
        pieces.add(&Letter { start, base, size, advance, visible, text });
    }
}

impl GlyphLines {
    fn add(&mut self, letter: &Letter<'_>) {
        let Letter { start, base, size, advance, visible, text } = *letter;
        let is_space = text.trim().is_empty();
        let end = start + advance;
        if let (Some(line), Some((last_end, last_base))) = (self.lines.last_mut(), self.last) {
            let line_size = f64::from(line.size).max(0.1);
            let gap = start - last_end;
            let scale = size.min(line_size);
            // A superscript or subscript is smaller than its line.
            let is_level = (base - last_base).abs() < 0.15 * scale
                || (base - f64::from(line.base)).abs() < RAISED * size.max(line_size);
            let is_next = is_level && gap > -0.6 * scale.max(1.0) && gap < BREAK * size.max(line_size);
            if is_next {
                if gap > SPACE * scale && !line.text.ends_with(' ') && !is_space {
                    line.text.push(' ');
                }
                line.text.push_str(text);
                if !is_space {
                    line.right = line.right.max((start + visible) as f32);
                    // The baseline is that of the largest letters.
                    if size > line_size * 1.15 {
                        line.size = size as f32;
                        line.base = base as f32;
                    }
                }
                self.last = Some((end, base));
                return;
            }
        }
        if is_space {
            return;
        }
        self.lines.push(PdfLine {
            text: text.to_owned(),
            left: start as f32,
            right: (start + visible) as f32,
            base: base as f32,
            size: size as f32,
        });
        self.last = Some((end, base));
    }
}

impl OutputDev for GlyphCollector {
    fn begin_page(&mut self, _: u32, page: &MediaBox, _: Option<ArtBox>) -> Result<(), OutputError> {
        self.page = [page.llx, page.lly, page.urx, page.ury];
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        trm: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.add(trm, width, spacing, font_size, text);
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// Replaces ligatures and spaces of fixed width, and removes control characters.
fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{FB00}' => cleaned.push_str("ff"),
            '\u{FB01}' => cleaned.push_str("fi"),
            '\u{FB02}' => cleaned.push_str("fl"),
            '\u{FB03}' => cleaned.push_str("ffi"),
            '\u{FB04}' => cleaned.push_str("ffl"),
            '\u{FB05}' | '\u{FB06}' => cleaned.push_str("st"),
            c if c.is_whitespace() => cleaned.push(' '),
            c if c.is_control() || c == '\u{FEFF}' => {}
            c => cleaned.push(c),
        }
    }
    cleaned.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

//! OCR confidence, averaged over words.

/// A sum of confidences.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::corpus::readers) struct Confidence {
    sum: f64,
    words: u32,
}

impl Confidence {
    /// Adds a word; one without a stated confidence is ignored.
    pub(super) fn add(&mut self, confidence: Option<f32>) {
        if let Some(confidence) = confidence {
            self.sum += f64::from(confidence);
            self.words += 1;
        }
    }

    /// Returns the average in percent, rounded; `None` if no word states one.
    pub(in crate::corpus::readers) fn percent(&self) -> Option<u8> {
        (self.words > 0).then(|| (self.sum / f64::from(self.words) * 100.0).round().clamp(0.0, 100.0) as u8)
    }
}

/// Parses a confidence, which files state from 0 to 1 or in percent.
pub(super) fn confidence(text: &str) -> Option<f32> {
    let number: f32 = text.trim().trim_end_matches('%').trim().replace(',', ".").parse().ok()?;
    let share = if number > 1.0 { number / 100.0 } else { number };
    (number.is_finite() && (0.0..=1.0).contains(&share)).then_some(share)
}

/// Parses a confidence that is stated in percent, where 1 is one percent.
pub(super) fn confidence_in_percent(text: &str) -> Option<f32> {
    let number: f32 = text.trim().trim_end_matches('%').trim().parse().ok()?;
    (number.is_finite() && (0.0..=100.0).contains(&number)).then_some(number / 100.0)
}

//! The meaning vector of a text and its similarity to another.

use super::table::DIMENSIONS;
use crate::article::Language;

/// The meaning vector of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeaningVector([i8; DIMENSIONS]);

impl MeaningVector {
    /// Returns the sums scaled to eight bits, or `None` if all are zero.
    pub(super) fn from_sums(sums: &[i32; DIMENSIONS]) -> Option<Self> {
        let largest = sums.iter().map(|sum| i64::from(sum.abs())).max().filter(|largest| *largest > 0)?;
        // Rounded to the nearest integer from -127 to 127.
        let scaled = |sum: i32| (i64::from(sum) * 254 + largest * i64::from(sum.signum())) / (2 * largest);
        Some(Self(sums.map(|sum| i8::try_from(scaled(sum)).unwrap_or_default())))
    }

    /// Returns the vector stored as these bytes, or `None` if their number is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; DIMENSIONS] = bytes.try_into().ok()?;
        Some(Self(bytes.map(u8::cast_signed)))
    }

    /// Returns the vector as bytes, for storing.
    pub fn to_bytes(&self) -> [u8; DIMENSIONS] {
        self.0.map(i8::cast_unsigned)
    }

    /// Returns the cosine similarity of two vectors, from -1 to 1.
    pub fn similarity(&self, other: &Self) -> f64 {
        let product = |one: &Self, other: &Self| -> i32 {
            one.0.iter().zip(&other.0).map(|(one, other)| i32::from(*one) * i32::from(*other)).sum()
        };
        // Never zero: no vector is all zeros.
        let lengths = f64::from(product(self, self)) * f64::from(product(other, other));
        f64::from(product(self, other)) / lengths.sqrt()
    }
}

/// Returns whether there are word vectors for a language.
pub fn has_meaning_vectors(language: Option<Language>) -> bool {
    language.is_some_and(|language| language.code() == "en")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_english_has_meaning_vectors() {
        assert!(!has_meaning_vectors(None));
        assert!(has_meaning_vectors(Language::parse("en")) && !has_meaning_vectors(Language::parse("de")));
    }
}

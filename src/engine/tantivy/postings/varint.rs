//! Variable-length integers: seven bits per byte, the lowest first; the highest bit is set in the last byte of a number.

/// The maximum length of an encoded number, in bytes.
pub(crate) const LONGEST_NUMBER: usize = 5;

/// The bit set in the last byte of a number.
const LAST: u8 = 0x80;

/// Appends an encoded number.
pub(crate) fn push(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= LAST.into() {
        bytes.push(number as u8 & !LAST);
        number >>= 7;
    }
    bytes.push(number as u8 | LAST);
}

/// Appends encoded numbers. Copies up to three bytes without a call to `memcpy`, whose overhead dominates at this length.
pub(crate) fn extend(bytes: &mut Vec<u8>, numbers: &[u8]) {
    match numbers {
        [one] => bytes.push(*one),
        [one, two] => bytes.extend_from_slice(&[*one, *two]),
        [one, two, three] => bytes.extend_from_slice(&[*one, *two, *three]),
        _ => bytes.extend_from_slice(numbers),
    }
}

/// Writes a number to the start of `bytes` and returns the remaining bytes, or an empty slice if there was not enough room.
pub(crate) fn put(bytes: &mut [u8], mut number: u32) -> &mut [u8] {
    let mut rest = bytes;
    loop {
        let is_last = number < LAST.into();
        let byte = number as u8 & !LAST | if is_last { LAST } else { 0 };
        let Some((first, behind)) = rest.split_first_mut() else { return &mut [] };
        *first = byte;
        rest = behind;
        if is_last {
            return rest;
        }
        number >>= 7;
    }
}

/// Returns the encoded length of a number, in bytes.
pub(crate) fn length_of(number: u32) -> usize {
    (u32::BITS - (number | 1).leading_zeros()).div_ceil(7) as usize
}

/// An iterator over encoded numbers. It ends early at an incomplete number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbers<'a>(pub &'a [u8]);

impl<'a> Numbers<'a> {
    /// Returns the next `length` bytes undecoded, or fewer at the end.
    pub(crate) fn take_bytes(&mut self, length: usize) -> &'a [u8] {
        let (bytes, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        bytes
    }
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let (first, rest) = self.0.split_first()?;
        if *first & LAST != 0 {
            self.0 = rest;
            return Some(u32::from(*first & !LAST));
        }
        let mut number = 0;
        let mut shift = 0;
        loop {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & !LAST) << shift;
            if byte & LAST != 0 {
                return Some(number);
            }
            shift = (shift + 7).min(28);
        }
    }

    fn count(self) -> usize {
        self.0.iter().map(|byte| usize::from(byte >> 7)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_round_trip(numbers in prop::collection::vec((0_u32..33).prop_flat_map(|bits| 0..=((1_u64 << bits) - 1) as u32), 0..20)) {
            let mut bytes = Vec::new();
            for number in &numbers {
                let before = bytes.len();
                push(&mut bytes, *number);
                prop_assert_eq!(bytes.len() - before, length_of(*number));
                let mut room = [0; 7];
                prop_assert_eq!(put(&mut room, *number).len(), 7 - length_of(*number));
                prop_assert_eq!(&room[..length_of(*number)], &bytes[before..]);
            }
            prop_assert_eq!(Numbers(&bytes).count(), numbers.len());
            prop_assert_eq!(Numbers(&bytes).collect::<Vec<_>>(), numbers);
        }
    }
}

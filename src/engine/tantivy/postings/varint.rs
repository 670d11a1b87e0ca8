//! Numbers in as few bytes as they need, seven bits in each, the lowest first; the last byte of a number has its highest bit set.

/// The most bytes that a number takes.
pub(crate) const LONGEST_NUMBER: usize = 5;

/// The bit that ends a number.
const LAST: u8 = 0x80;

/// Appends a number.
pub(crate) fn push(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= LAST.into() {
        bytes.push(number as u8 & !LAST);
        number >>= 7;
    }
    bytes.push(number as u8 | LAST);
}

/// Appends a few numbers as they are: the system's way to copy takes longer to begin than they take.
pub(crate) fn extend(bytes: &mut Vec<u8>, numbers: &[u8]) {
    match numbers {
        [one] => bytes.push(*one),
        [one, two] => bytes.extend_from_slice(&[*one, *two]),
        [one, two, three] => bytes.extend_from_slice(&[*one, *two, *three]),
        _ => bytes.extend_from_slice(numbers),
    }
}

/// Puts a number at the beginning of `bytes` and returns what is behind it. If there is no room for it, nothing is left.
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

/// Returns how many bytes a number takes.
pub(crate) fn length_of(number: u32) -> usize {
    (u32::BITS - (number | 1).leading_zeros()).div_ceil(7) as usize
}

/// Reads numbers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbers<'a>(pub &'a [u8]);

impl<'a> Numbers<'a> {
    /// Returns the next bytes as they are.
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
        fn numbers_come_back(numbers in prop::collection::vec((0_u32..33).prop_flat_map(|bits| 0..=((1_u64 << bits) - 1) as u32), 0..20)) {
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

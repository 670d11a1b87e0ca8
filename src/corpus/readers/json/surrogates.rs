//! Replaces unpaired surrogates in JSON strings, which parsers reject.
//!
//! Exporters that cut texts at a number of UTF-16 units leave `\ud83d` without its second half. It represents no character, so it is replaced with `\ufffd`
//! before parsing; the rest of the record, and in a list all records after it, can then be read.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

/// The escape of the replacement character, which has the same length as those that it replaces, so that error positions stay correct.
const REPLACEMENT: &[u8] = b"\\ufffd";

/// Returns JSON without unpaired surrogates.
pub(in crate::corpus) fn without_half_pairs(json: &str) -> Cow<'_, str> {
    if !json.contains("\\ud") && !json.contains("\\uD") {
        return Cow::Borrowed(json);
    }
    let mut repaired = String::with_capacity(json.len());
    match WithoutHalfPairs::new(json.as_bytes()).read_to_string(&mut repaired) {
        Ok(_) => Cow::Owned(repaired),
        Err(_) => Cow::Borrowed(json),
    }
}

/// A reader of JSON that replaces unpaired surrogates.
pub(super) struct WithoutHalfPairs<R> {
    inner: R,
    /// Bytes to return before reading on.
    ready: Vec<u8>,
    /// The number of these bytes already returned.
    returned: usize,
}

impl<R: BufRead> WithoutHalfPairs<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, ready: Vec::new(), returned: 0 }
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.inner.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                available => return Ok(available?.first().copied()),
            }
        }
    }

    /// Reads one escape: a backslash and a letter, for `\u` with its four digits.
    fn escape(&mut self) -> io::Result<Vec<u8>> {
        let mut escape = Vec::with_capacity(REPLACEMENT.len());
        while let Some(byte) = self.peek()? {
            let belongs = match escape.len() {
                0 | 1 => true,
                length => escape.get(1) == Some(&b'u') && length < REPLACEMENT.len() && byte.is_ascii_hexdigit(),
            };
            if !belongs {
                break;
            }
            escape.push(byte);
            self.inner.consume(1);
        }
        Ok(escape)
    }

    /// Reads the escape that starts here, and the following ones as long as they may complete a pair.
    fn read_escapes(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.returned = 0;
        let mut high = None;
        loop {
            let escape = self.escape()?;
            match (Half::of(&escape), high.take()) {
                (Some(Half::Low), Some(high)) => {
                    self.ready.extend::<Vec<u8>>(high);
                    self.ready.extend(escape);
                    return Ok(());
                }
                (Some(Half::Low), None) => self.ready.extend(REPLACEMENT),
                (Some(Half::High), before) => {
                    self.ready.extend(before.map_or(&b""[..], |_| REPLACEMENT));
                    if self.peek()? == Some(b'\\') {
                        high = Some(escape);
                        continue;
                    }
                    self.ready.extend(REPLACEMENT);
                }
                (None, before) => {
                    self.ready.extend(before.map_or(&b""[..], |_| REPLACEMENT));
                    self.ready.extend(escape);
                }
            }
            return Ok(());
        }
    }
}

impl<R: BufRead> Read for WithoutHalfPairs<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.returned >= self.ready.len() {
            let available = self.inner.fill_buf()?;
            let plain = memchr::memchr(b'\\', available).unwrap_or(available.len());
            if plain > 0 || available.is_empty() {
                let count = available.get(..plain).unwrap_or_default().read(buffer)?;
                self.inner.consume(count);
                return Ok(count);
            }
            self.read_escapes()?;
        }
        let count = self.ready.get(self.returned..).unwrap_or_default().read(buffer)?;
        self.returned += count;
        Ok(count)
    }
}

/// The half of a surrogate pair.
#[derive(Clone, Copy)]
enum Half {
    High,
    Low,
}

impl Half {
    fn of(escape: &[u8]) -> Option<Self> {
        let digits = escape.strip_prefix(b"\\u").filter(|digits| digits.len() == 4)?;
        match u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()? {
            0xD800..=0xDBFF => Some(Self::High),
            0xDC00..=0xDFFF => Some(Self::Low),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn half_pairs_are_replaced_and_pairs_kept() {
        for (json, expected) in [
            (r#""cut \ud83d""#, r#""cut \ufffd""#),
            (r#""\udc00 low""#, r#""\ufffd low""#),
            (r#""\uD83D\uDE00""#, r#""\uD83D\uDE00""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\ude00\ud83d""#, r#""\ufffd\ufffd""#),
            (r#""\ud83d\n""#, r#""\ufffd\n""#),
            (r#""\ud83d\u2026""#, r#""\ufffd\u2026""#),
            (r#""\ud83d\\ud83d""#, r#""\ufffd\\ud83d""#),
            (r#""C:\\ud83d""#, r#""C:\\ud83d""#),
            (r#""\ud83"#, r#""\ud83"#),
            (r#""\ud83d\"#, r#""\ufffd\"#),
        ] {
            assert_eq!(without_half_pairs(json), expected);
            for size in 1..9 {
                let mut streamed = String::new();
                let mut reader = WithoutHalfPairs::new(BufReader::with_capacity(size, json.as_bytes()));
                reader.read_to_string(&mut streamed).expect("UTF-8");
                assert_eq!(streamed, expected, "in pieces of {size}");
            }
        }
    }
}

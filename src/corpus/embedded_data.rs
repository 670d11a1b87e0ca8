//! Drops pictures and fonts that programs embed into saved pages, while a page is read.
//!
//! They make pages ten to a hundred times larger, beyond the limit of an article.

use super::input::{Input, MAX_RECORD_BYTES};
use super::skip::SkipReason;
use memchr::memmem::{self, Finder};
use std::borrow::Cow;
use std::io::{BufRead, ErrorKind};

/// The marker before embedded data.
const SIGN: &[u8] = b";base64,";

/// Reads a page without the data embedded in it.
///
/// # Errors
/// If it cannot be read, or is too long for an article even without the data.
pub(super) fn without_embedded_data(mut input: Input<'_>) -> Result<Vec<u8>, SkipReason> {
    if input.is_whole() {
        return Ok(filtered(input.head()));
    }
    let mut page = Filter::new(input.most_bytes());
    loop {
        let count = match input.fill_buf() {
            Ok([]) => return Ok(page.kept),
            Ok(chunk) => {
                page.push(chunk);
                chunk.len()
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => 0,
            Err(error) => return Err(error.into()),
        };
        input.consume(count);
        if page.kept.len() > MAX_RECORD_BYTES {
            return Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES });
        }
    }
}

/// Returns the text of a page without the data embedded in it.
pub(super) fn without_data_in(html: &str) -> Cow<'_, str> {
    if memmem::find(html.as_bytes(), SIGN).is_none() {
        return Cow::Borrowed(html);
    }
    // Only ASCII is dropped, so the rest is valid UTF-8.
    String::from_utf8(filtered(html.as_bytes())).map_or(Cow::Borrowed(html), Cow::Owned)
}

fn filtered(bytes: &[u8]) -> Vec<u8> {
    let mut page = Filter::new(bytes.len() as u64);
    page.push(bytes);
    page.kept
}

struct Filter {
    sign: Finder<'static>,
    kept: Vec<u8>,
    is_in_data: bool,
}

impl Filter {
    fn new(length: u64) -> Self {
        let expected = usize::try_from(length).unwrap_or(0).min(MAX_RECORD_BYTES / 16);
        Self { sign: Finder::new(SIGN), kept: Vec::with_capacity(expected), is_in_data: false }
    }

    fn push(&mut self, mut chunk: &[u8]) {
        // The marker may begin in the previous chunk.
        let divided = (1..SIGN.len()).find(|at| {
            let (begin, end) = SIGN.split_at(*at);
            !self.is_in_data && self.kept.ends_with(begin) && chunk.starts_with(end)
        });
        if let Some(at) = divided {
            let (end, rest) = chunk.split_at(SIGN.len() - at);
            self.kept.extend_from_slice(end);
            chunk = rest;
            self.is_in_data = true;
        }
        loop {
            if self.is_in_data {
                let is_data = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
                chunk = chunk.get(chunk.iter().take_while(is_data).count()..).unwrap_or_default();
                self.is_in_data = chunk.is_empty();
            }
            let Some(at) = self.sign.find(chunk) else { break };
            let (kept, rest) = chunk.split_at(at + SIGN.len());
            self.kept.extend_from_slice(kept);
            chunk = rest;
            self.is_in_data = true;
        }
        self.kept.extend_from_slice(chunk);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_data_are_dropped_from_text() {
        let page = r#"<img src="data:image/png;base64,iVBORw0KGgo="><p>a;base64,</p>"#;
        assert_eq!(without_data_in(page), r#"<img src="data:image/png;base64,"><p>a;base64,</p>"#);
        assert_eq!(without_data_in("<p>é"), "<p>é");
    }

    #[test]
    fn embedded_data_are_dropped_wherever_the_chunks_divide_them() {
        let page =
            b"<img src=\"data:image/png;base64,iVBORw0KGgo=\"><p>a;base64,<img src='data:x;base64,AAAA' alt=b>;base6";
        let expected = b"<img src=\"data:image/png;base64,\"><p>a;base64,<img src='data:x;base64,' alt=b>;base6";
        assert_eq!(filtered(page), expected);
        for size in 1..page.len() {
            let mut filter = Filter::new(0);
            page.chunks(size).for_each(|chunk| filter.push(chunk));
            assert_eq!(filter.kept, expected, "{size}");
        }
    }
}

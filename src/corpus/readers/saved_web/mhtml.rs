//! MHTML: a page and its resources as the parts of a mail, as Chrome, Internet Explorer and WebKit save it.
//!
//! The first part with HTML is the page; further ones are its frames. The file is read up to the end of that part.

use super::capture::{Capture, CapturedContent};
use super::headers::{Headers, MOST_BYTES, MediaType};
use crate::corpus::dates;
use crate::corpus::input::{Input, MAX_RECORD_BYTES};
use crate::corpus::reader::{FormatSample, Reader, ReaderContext, RecordSink};
use crate::corpus::readers::mail::is_saved_page;
use crate::corpus::skip::{Skip, SkipReason};
use crate::corpus::transcode::RecordBudget;
use std::borrow::Cow;
use std::io::{self, BufRead, Read};

/// The maximum nesting of multipart parts.
const DEEPEST: usize = 10;
/// The maximum length of a boundary line, in bytes.
const LONGEST_BOUNDARY: usize = 200;

/// Reads web pages saved as mail.
pub(in crate::corpus::readers) struct MhtmlReader;

impl Reader for MhtmlReader {
    fn name(&self) -> &'static str {
        "mhtml"
    }

    fn recognises(&self, sample: &FormatSample<'_>) -> bool {
        let head = sample.bytes.trim_ascii_start();
        let head = head.get(..MOST_BYTES / 4).unwrap_or(head);
        head.first().is_some_and(u8::is_ascii_alphabetic) && is_saved_page(&String::from_utf8_lossy(head))
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn memory_factor(&self) -> u64 {
        20
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn read(&self, input: Input<'_>, context: &ReaderContext<'_>, sink: &mut RecordSink<'_>) -> Result<(), Skip> {
        let mut lines =
            PartLines { input, line: Vec::new(), budget: RecordBudget::new(context.limits, self.memory_factor()) };
        let top = lines.headers()?;
        let Some(page) = page(&top, &mut lines)? else {
            return Err(SkipReason::Malformed { format: "MHTML", detail: "no part with HTML".to_owned() }.into());
        };
        let address = top.get("snapshot-content-location").or(page.headers.get("content-location"));
        let address = address.or(top.get("content-location"));
        let charset = page.headers.media_type().and_then(|media| media.parameter("charset").map(str::to_owned));
        let content = CapturedContent { bytes: Cow::Owned(page.bytes), charset, is_text: false, is_cut: page.is_cut };
        let capture = Capture {
            content,
            // Long URLs are folded like other fields.
            address: address.map(|address| address.split_whitespace().collect()),
            retrieved: top.get("date").and_then(dates::parse),
            language: None,
        };
        capture.pass_saved(context, sink)
    }
}

/// The part of a file that contains the page.
struct HtmlPart {
    headers: Headers,
    bytes: Vec<u8>,
    is_cut: bool,
}

/// Returns the first part with HTML.
fn page(top: &Headers, lines: &mut PartLines<'_>) -> Result<Option<HtmlPart>, SkipReason> {
    let is_page = |headers: &Headers| headers.media_type().is_some_and(|media| media.is_page());
    let boundary = |headers: &Headers| {
        let media = headers.media_type().filter(|media| media.name.starts_with("multipart/"));
        media.and_then(|media: MediaType<'_>| media.parameter("boundary").map(|name| name.as_bytes().to_vec()))
    };
    let mut boundaries: Vec<Vec<u8>> = boundary(top).into_iter().collect();
    if is_page(top) {
        let bytes = content(top, &boundaries, lines)?.0;
        return Ok(Some(HtmlPart { headers: Headers::default(), bytes, is_cut: false }));
    }
    // Without a boundary in the header of the file, the first line that looks like one is used.
    let is_open = boundaries.is_empty();
    while lines.next(LONGEST_BOUNDARY)? {
        let text = lines.line.trim_ascii_end();
        if is_open && boundaries.is_empty() && text.len() > 4 && text.starts_with(b"--") {
            boundaries.extend(text.get(2..).map(<[u8]>::to_vec));
        }
        if !boundaries.iter().any(|boundary| is_boundary(&lines.line, boundary)) {
            continue;
        }
        let headers = lines.headers()?;
        if is_page(&headers) {
            let (bytes, is_cut) = content(&headers, &boundaries, lines)?;
            return Ok(Some(HtmlPart { headers, bytes, is_cut }));
        }
        if boundaries.len() < DEEPEST {
            boundaries.extend(boundary(&headers));
        }
    }
    Ok(None)
}

fn is_boundary(line: &[u8], boundary: &[u8]) -> bool {
    let rest = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary));
    rest.is_some_and(|rest| matches!(rest.trim_ascii(), b"" | b"--"))
}

/// Returns the decoded content of a part, and whether the file ends in it.
fn content(
    headers: &Headers,
    boundaries: &[Vec<u8>],
    lines: &mut PartLines<'_>,
) -> Result<(Vec<u8>, bool), SkipReason> {
    let mut raw = Vec::new();
    let mut is_cut = true;
    while lines.next(MAX_RECORD_BYTES)? {
        if boundaries.iter().any(|boundary| is_boundary(&lines.line, boundary)) {
            is_cut = false;
            break;
        }
        if raw.len() + lines.line.len() > 2 * MAX_RECORD_BYTES {
            return Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES });
        }
        raw.extend_from_slice(&lines.line);
        lines.budget.charge(raw.len());
    }
    let encoding = headers.get("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase();
    let bytes = match encoding.as_str() {
        "quoted-printable" => quoted_printable(&raw),
        "base64" => base64(&raw),
        _ => raw,
    };
    if bytes.len() > MAX_RECORD_BYTES {
        return Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES });
    }
    Ok((bytes, is_cut))
}

/// Decodes quoted-printable text; malformed parts are left unchanged.
fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| {
        byte.and_then(|byte| char::from(*byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok())
    };
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let rest = text.get(at + 1..).unwrap_or_default();
        if *byte == b'=' {
            let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
            if rest.get(blank) == Some(&b'\n') || blank == rest.len() {
                at += blank + 2;
                continue;
            }
            if let (Some(high), Some(low)) = (digit(rest.first()), digit(rest.get(1))) {
                bytes.push(high << 4 | low);
                at += 3;
                continue;
            }
        }
        bytes.push(*byte);
        at += 1;
    }
    bytes
}

/// Decodes base64, ignoring other characters.
pub(super) fn base64(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).unwrap_or_default());
        }
    }
    bytes
}

/// The lines of a file.
struct PartLines<'a> {
    input: Input<'a>,
    line: Vec<u8>,
    budget: RecordBudget<'a>,
}

impl PartLines<'_> {
    /// Reads the next line, or its first `most` bytes and then the rest as further lines; returns `false` at the end.
    fn next(&mut self, most: usize) -> io::Result<bool> {
        self.line.clear();
        self.input.by_ref().take(most as u64).read_until(b'\n', &mut self.line)?;
        Ok(!self.line.is_empty())
    }

    /// Reads the fields up to an empty line.
    fn headers(&mut self) -> io::Result<Headers> {
        let mut bytes = Vec::new();
        while self.next(MOST_BYTES)? && !self.line.trim_ascii().is_empty() && bytes.len() < MOST_BYTES {
            bytes.extend_from_slice(&self.line);
        }
        Ok(Headers::parse(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_is_decoded_as_far_as_it_is_well_formed() {
        for (text, expected) in [
            (&b"caf=C3=A9 =3D b"[..], &b"caf\xC3\xA9 = b"[..]),
            (b"one=\r\n two=  \n three\r\n", b"one two three\r\n"),
            (b"a=zz b=4", b"a=zz b=4"),
            (b"end=", b"end"),
        ] {
            assert_eq!(quoted_printable(text), expected);
        }
    }

    #[test]
    fn base64_is_decoded() {
        for (text, expected) in [
            (&b"VGhlIHJp\r\n dmVyIHJvc2U="[..], &b"The river rose"[..]),
            (b"VGhl", b"The"),
            (b"", b""),
            (b"VA==VA==", b"T"),
        ] {
            assert_eq!(base64(text), expected);
        }
    }
}

//! The body of an HTTP response, with chunks joined and compression undone.
//!
//! Web archives hold responses as they were sent, but many programs undo chunks or compression and keep the header that states them, or vice versa. So the
//! header is only a hint: a body that cannot be decoded is used unchanged.

use super::headers::Headers;
use crate::corpus::input::MAX_RECORD_BYTES;
use crate::corpus::skip::SkipReason;
use std::borrow::Cow;
use std::io::Read;

/// The maximum number of encodings applied to a body.
const MOST_LAYERS: usize = 4;
/// The maximum window of Zstandard, as a power of two, according to RFC 9659.
const ZSTD_WINDOW: u32 = 23;
/// The maximum length of a line with the length of a chunk.
const LONGEST_LENGTH: usize = 128;

/// A decoded body.
#[derive(Debug)]
pub(super) struct HttpBody<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    /// Whether it is truncated.
    pub(super) is_cut: bool,
}

/// Returns the body of a response.
///
/// # Errors
/// If it is longer than an article can be.
pub(super) fn decoded<'a>(headers: &Headers, body: &'a [u8]) -> Result<HttpBody<'a>, SkipReason> {
    let states_chunks = headers.words("transfer-encoding").iter().any(|word| word == "chunked");
    let (mut bytes, mut is_cut) = match unchunked(body) {
        Some(chunks) if states_chunks || (chunks.is_complete && !chunks.bytes.is_empty()) => {
            (Cow::Owned(chunks.bytes), !chunks.is_complete)
        }
        _ => (Cow::Borrowed(body), false),
    };
    let mut encodings = headers.words("content-encoding");
    encodings.extend(headers.words("transfer-encoding"));
    encodings.retain(|word| !matches!(word.as_str(), "identity" | "chunked" | "none" | "utf-8"));
    if encodings.is_empty() && bytes.starts_with(&[0x1F, 0x8B, 8]) {
        encodings.push("gzip".to_owned());
    }
    for encoding in encodings.iter().rev().take(MOST_LAYERS) {
        if let Some((plain, complete)) = decompressed(encoding, &bytes)? {
            bytes = Cow::Owned(plain);
            is_cut |= !complete;
        }
    }
    Ok(HttpBody { bytes, is_cut })
}

struct Chunks {
    bytes: Vec<u8>,
    /// Whether all chunks were read, up to an empty one or the end.
    is_complete: bool,
}

/// Joins chunks; `None` if the body does not begin with one. After a broken chunk the rest is used unchanged.
fn unchunked(body: &[u8]) -> Option<Chunks> {
    let (first, _) = chunk_length(body)?;
    let mut bytes = Vec::with_capacity(body.len().min(first.saturating_add(body.len())));
    let mut rest = body;
    loop {
        let Some((length, content)) = chunk_length(rest) else {
            let is_complete = rest.trim_ascii().is_empty();
            bytes.extend_from_slice(rest);
            return Some(Chunks { bytes, is_complete });
        };
        if length == 0 {
            return Some(Chunks { bytes, is_complete: true });
        }
        let Some((chunk, after)) = content.split_at_checked(length) else {
            bytes.extend_from_slice(content);
            return Some(Chunks { bytes, is_complete: false });
        };
        bytes.extend_from_slice(chunk);
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
    }
}

/// Returns the length on the first line and the rest.
fn chunk_length(body: &[u8]) -> Option<(usize, &[u8])> {
    let head = body.get(..LONGEST_LENGTH.min(body.len()))?;
    let end = memchr::memchr(b'\n', head)?;
    let line = std::str::from_utf8(head.get(..end)?).ok()?;
    let digits = line.split(';').next()?.trim();
    let is_number = !digits.is_empty() && digits.len() <= 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let length = is_number.then(|| usize::from_str_radix(digits, 16).ok())??;
    Some((length, body.get(end + 1..)?))
}

/// Undoes a compression and returns whether it was complete; `None` if the bytes are not compressed in this way.
fn decompressed(encoding: &str, bytes: &[u8]) -> Result<Option<(Vec<u8>, bool)>, SkipReason> {
    let is_zlib = matches!(bytes, [first, second, ..] if first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)).is_multiple_of(31));
    let reader: Box<dyn Read + '_> = match encoding {
        "gzip" | "x-gzip" if bytes.starts_with(&[0x1F, 0x8B]) => Box::new(flate2::read::MultiGzDecoder::new(bytes)),
        "deflate" if is_zlib => Box::new(flate2::read::ZlibDecoder::new(bytes)),
        "deflate" => Box::new(flate2::read::DeflateDecoder::new(bytes)),
        "br" => Box::new(brotli_decompressor::Decompressor::new(bytes, 16 * 1024)),
        "zstd" if bytes.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) => {
            let Ok(mut decoder) = zstd::Decoder::with_buffer(bytes) else { return Ok(None) };
            if decoder.window_log_max(ZSTD_WINDOW).is_err() {
                return Ok(None);
            }
            Box::new(decoder)
        }
        _ => return Ok(None),
    };
    let mut plain = Vec::new();
    let read = reader.take(MAX_RECORD_BYTES as u64 + 1).read_to_end(&mut plain);
    if plain.len() > MAX_RECORD_BYTES {
        return Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES });
    }
    match read {
        // Plain text may decode to a few bytes by chance.
        Err(_) if plain.len() < bytes.len() && is_text(bytes) => Ok(None),
        Err(_) if plain.is_empty() => Ok(None),
        read => Ok(Some((plain, read.is_ok()))),
    }
}

/// Returns whether bytes are markup rather than compressed.
fn is_text(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"<")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const PAGE: &[u8] = b"<html><p>The river rose by two metres on Saturday.</p></html>";

    fn read(headers: &str, body: &[u8]) -> (Vec<u8>, bool) {
        let body = decoded(&Headers::parse(headers.as_bytes()), body).expect("a body");
        (body.bytes.into_owned(), body.is_cut)
    }

    fn chunked(bytes: &[u8]) -> Vec<u8> {
        let mut body = Vec::new();
        for chunk in bytes.chunks(7) {
            write!(body, "{:x};name=x\r\n", chunk.len()).unwrap();
            body.extend_from_slice(chunk);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"0\r\n\r\n");
        body
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn chunks_are_joined_whether_stated_or_not() {
        for headers in ["Transfer-Encoding: chunked", "transfer-encoding: Chunked", ""] {
            assert_eq!(read(headers, &chunked(PAGE)), (PAGE.to_vec(), false), "{headers}");
        }
        assert_eq!(read("Transfer-Encoding: chunked", PAGE), (PAGE.to_vec(), false));
        let chunks = chunked(PAGE);
        let (cut, is_cut) = read("Transfer-Encoding: chunked", &chunks[..chunks.len() / 2]);
        assert!(PAGE.starts_with(&cut[..cut.len() - 5]) && is_cut);
        // Text that happens to begin with a number is not chunked.
        assert_eq!(read("", b"0\n<p>The gauge fell"), (b"0\n<p>The gauge fell".to_vec(), false));
        assert_eq!(read("", b"2015\nThe year of the flood"), (b"2015\nThe year of the flood".to_vec(), false));
    }

    #[test]
    fn compression_is_undone_whether_stated_or_not() {
        let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        raw.write_all(PAGE).unwrap();
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        zlib.write_all(PAGE).unwrap();
        let brotli = [&[0x0B, 0x1E, 0x80][..], PAGE, &[3]].concat();
        for (headers, body) in [
            ("Content-Encoding: gzip", gzip(PAGE)),
            ("Content-Encoding: x-gzip", gzip(PAGE)),
            ("", gzip(PAGE)),
            ("Content-Encoding: deflate", raw.finish().unwrap()),
            ("Content-Encoding: deflate", zlib.finish().unwrap()),
            ("Content-Encoding: zstd", zstd::encode_all(PAGE, 3).unwrap()),
            ("Content-Encoding: br", brotli),
            ("Content-Encoding: gzip, gzip", gzip(&gzip(PAGE))),
            ("Content-Encoding: gzip\nTransfer-Encoding: chunked", chunked(&gzip(PAGE))),
        ] {
            assert_eq!(read(headers, &body), (PAGE.to_vec(), false), "{headers}");
        }
        for encoding in ["gzip", "deflate", "br", "zstd", "compress", "identity", "rot13"] {
            assert_eq!(read(&format!("Content-Encoding: {encoding}"), PAGE), (PAGE.to_vec(), false), "{encoding}");
        }
    }

    #[test]
    fn what_is_cut_is_read_up_to_the_cut() {
        let page = PAGE.repeat(100);
        let body = gzip(&page);
        let (plain, is_cut) = read("Content-Encoding: gzip", &body[..body.len() - 10]);
        assert!(is_cut && page.starts_with(&plain));
    }

    #[test]
    fn bombs_are_bounded() {
        let bomb = gzip(&vec![b' '; MAX_RECORD_BYTES + 1]);
        let error = decoded(&Headers::parse(b"Content-Encoding: gzip"), &bomb).expect_err("too long");
        assert_eq!(error.code(), "record-too-large");
        let double = gzip(&bomb);
        assert!(decoded(&Headers::parse(b"Content-Encoding: gzip, gzip, gzip, gzip"), &double).is_err());
    }
}

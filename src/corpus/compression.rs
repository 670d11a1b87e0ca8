//! Detects compressed files by their first bytes, and decompresses them while reading.
//!
//! The output is limited to a multiple of the file size, so that a decompression bomb is skipped.

use super::gzip_members::GzipMembers;
use super::skip::LimitExceeded;
use super::zstd_dictionary;
use std::io::{self, Read};

/// The output size that is allowed for every file, in bytes.
pub(super) const ALWAYS_ALLOWED: u64 = 64 * 1024 * 1024;
/// The maximum compression ratio. Text compresses to about a tenth, never to a hundredth.
pub(super) const HIGHEST_RATIO: u64 = 200;
/// The memory limit for decompressing xz; files made with `xz -9` need 65 MiB.
const XZ_MEMORY: u64 = 256 * 1024 * 1024;
/// Continue with the next stream at the end of one, as `xz` does.
const XZ_CONCATENATED: u32 = liblzma::stream::CONCATENATED;

/// A compression format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    /// `.gz`, with one or more members.
    Gzip,
    /// `.zst`.
    Zstandard,
    /// `.bz2`.
    Bzip2,
    /// `.xz`.
    Xz,
}

/// Extensions that compression appends to the name of a file.
const EXTENSIONS: &[&str] = &["gz", "zst", "bz2", "xz"];

impl Compression {
    /// Detects the compression from the first bytes of a file.
    pub(super) fn detect(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, 8, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x5D, 0x2A, 0x4D, 0x18, ..] => Some(Self::Zstandard),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..] => Some(Self::Bzip2),
            [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            _ => None,
        }
    }

    /// Returns whether `extension` marks a compressed file.
    pub(super) fn is_extension(extension: &str) -> bool {
        EXTENSIONS.contains(&extension)
    }

    /// Returns a reader of the content of `compressed`, a file of `length` bytes.
    ///
    /// It fails with [`LimitExceeded::Decompressed`] if the content is far larger than text of that compressed size can be.
    pub(super) fn decompress<'a>(self, compressed: impl Read + 'a, length: u64) -> io::Result<Box<dyn Read + 'a>> {
        let allowed = ALWAYS_ALLOWED.max(length.saturating_mul(HIGHEST_RATIO));
        Ok(match self {
            Self::Gzip => limited(GzipMembers::new(compressed), allowed),
            Self::Zstandard => limited(zstd_dictionary::decoder(compressed)?, allowed),
            Self::Bzip2 => limited(bzip2::read::MultiBzDecoder::new(compressed), allowed),
            Self::Xz => {
                let stream = liblzma::stream::Stream::new_stream_decoder(XZ_MEMORY, XZ_CONCATENATED)?;
                limited(liblzma::read::XzDecoder::new_stream(compressed, stream), allowed)
            }
        })
    }
}

fn limited<'a>(inner: impl Read + 'a, allowed: u64) -> Box<dyn Read + 'a> {
    Box::new(OutputLimit { inner, allowed, produced: 0 })
}

/// Fails once more than `allowed` bytes have been read.
struct OutputLimit<R> {
    inner: R,
    allowed: u64,
    produced: u64,
}

impl<R: Read> Read for OutputLimit<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.produced += count as u64;
        if self.produced > self.allowed {
            return Err(LimitExceeded::Decompressed(self.allowed).into());
        }
        Ok(count)
    }
}

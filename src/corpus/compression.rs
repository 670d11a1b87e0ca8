//! Compressed files, told by their first bytes and unpacked while being read.

use super::skip::LimitReached;
use std::io::{self, Read};

/// Unpacking this much is always in order, however small the file.
const ALWAYS_ALLOWED: u64 = 64 * 1024 * 1024;
/// Text packs to a tenth or so; a hundredth and less is no news.
const HIGHEST_RATIO: u64 = 200;
/// The most memory that an xz file may ask for; the strongest setting of `xz` asks for 65 MiB.
const XZ_MEMORY: u64 = 256 * 1024 * 1024;
/// Go on to the next stream where one ends, as `xz` itself does.
const XZ_CONCATENATED: u32 = liblzma::stream::CONCATENATED;

/// A way of packing a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    /// `.gz`, of one or many members.
    Gzip,
    /// `.zst`.
    Zstandard,
    /// `.bz2`.
    Bzip2,
    /// `.xz`.
    Xz,
}

/// File name endings, which say nothing about the content behind them.
const EXTENSIONS: &[&str] = &["gz", "zst", "bz2", "xz"];

impl Compression {
    /// Tells the compression by the first bytes of a file.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, 8, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Self::Zstandard),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..] => Some(Self::Bzip2),
            [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            _ => None,
        }
    }

    /// Returns whether a file name ends like this only because the file is packed.
    pub(super) fn is_extension(extension: &str) -> bool {
        EXTENSIONS.contains(&extension)
    }

    /// Returns a reader of what was packed into `packed`, a file of `length` bytes.
    ///
    /// The reader fails with [`LimitReached::Unpacked`] when far more comes out than text can give.
    pub(super) fn unpack<'a>(self, packed: impl Read + 'a, length: u64) -> io::Result<Box<dyn Read + 'a>> {
        let allowed = ALWAYS_ALLOWED.max(length.saturating_mul(HIGHEST_RATIO));
        Ok(match self {
            Self::Gzip => guard(flate2::read::MultiGzDecoder::new(packed), allowed),
            Self::Zstandard => guard(zstd::Decoder::new(packed)?, allowed),
            Self::Bzip2 => guard(bzip2::read::MultiBzDecoder::new(packed), allowed),
            Self::Xz => {
                let stream = liblzma::stream::Stream::new_stream_decoder(XZ_MEMORY, XZ_CONCATENATED)?;
                guard(liblzma::read::XzDecoder::new_stream(packed, stream), allowed)
            }
        })
    }
}

fn guard<'a>(inner: impl Read + 'a, allowed: u64) -> Box<dyn Read + 'a> {
    Box::new(Guard { inner, allowed, unpacked: 0 })
}

/// Stops reading when more than `allowed` bytes have come out.
struct Guard<R> {
    inner: R,
    allowed: u64,
    unpacked: u64,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.unpacked += count as u64;
        if self.unpacked > self.allowed {
            return Err(LimitReached::Unpacked(self.allowed).into());
        }
        Ok(count)
    }
}

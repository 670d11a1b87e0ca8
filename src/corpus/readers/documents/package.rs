//! Documents that are ZIP archives: their parts, read within limits.

use crate::corpus::compression::{ALWAYS_ALLOWED, HIGHEST_RATIO};
use crate::corpus::decode;
use crate::corpus::input::{Input, MAX_RECORD_BYTES};
use crate::corpus::skip::{LimitExceeded, SkipReason};
use crate::corpus::xml::{self, Element};
use std::io::{self, BufReader, Read, Seek};
use tempfile::SpooledTempFile;
use zip::ZipArchive;
use zip::result::ZipError;

/// The maximum size in bytes of a document that is kept in memory; a larger one, mostly because of pictures, is copied to a temporary file.
const IN_MEMORY: usize = 8 << 20;

/// A document that is a ZIP archive.
pub(in crate::corpus::readers) struct Package {
    archive: ZipArchive<BufReader<SpooledTempFile>>,
    /// The name of the format, for messages.
    format: &'static str,
    /// The maximum size of a part in bytes.
    allowed: u64,
}

impl Package {
    /// Opens a document, copied into memory or, if it is large, into a temporary file.
    pub(in crate::corpus::readers) fn open(mut input: Input<'_>, format: &'static str) -> Result<Self, SkipReason> {
        let mut copy = SpooledTempFile::new(IN_MEMORY);
        let length = io::copy(&mut input, &mut copy)?;
        copy.rewind()?;
        let archive = ZipArchive::new(BufReader::new(copy)).map_err(|error| of_archive(error, format))?;
        let allowed = ALWAYS_ALLOWED.max(length.saturating_mul(HIGHEST_RATIO));
        if archive.decompressed_size().is_some_and(|size| size > u128::from(allowed)) {
            return Err(SkipReason::DecompressionBomb { limit: allowed });
        }
        Ok(Self { archive, format, allowed })
    }

    /// Returns whether there is a part with this name.
    pub(in crate::corpus::readers) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// Returns a reader of a part; `None` if there is none with this name.
    pub(in crate::corpus::readers) fn part(&mut self, name: &str) -> Result<Option<BufReader<impl Read>>, SkipReason> {
        let (format, allowed) = (self.format, self.allowed);
        match self.archive.by_name(name) {
            Ok(part) => Ok(Some(BufReader::new(LimitedPart { part, left: allowed, allowed }))),
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(of_archive(error, format)),
        }
    }

    /// Returns the text of a part of moderate size.
    pub(in crate::corpus::readers) fn text(&mut self, name: &str) -> Result<Option<String>, SkipReason> {
        let Some(part) = self.part(name)? else { return Ok(None) };
        let mut bytes = Vec::new();
        part.take(MAX_RECORD_BYTES as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > MAX_RECORD_BYTES {
            return Err(SkipReason::RecordTooLarge { limit: MAX_RECORD_BYTES });
        }
        Ok(Some(decode::file(bytes)))
    }

    /// Returns the root element of a part; `None` if the part is missing or unreadable.
    pub(in crate::corpus::readers) fn tree(&mut self, name: &str) -> Option<Element> {
        xml::parse(&self.text(name).ok()??)
    }
}

/// A part whose reading fails when it exceeds its size limit.
struct LimitedPart<R> {
    part: R,
    left: u64,
    allowed: u64,
}

impl<R: Read> Read for LimitedPart<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.part.read(buffer)?;
        match self.left.checked_sub(count as u64) {
            Some(left) => self.left = left,
            None => return Err(LimitExceeded::Decompressed(self.allowed).into()),
        }
        Ok(count)
    }
}

fn of_archive(error: ZipError, format: &'static str) -> SkipReason {
    match error {
        ZipError::Io(error) if error.raw_os_error().is_some() => error.into(),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => SkipReason::Encrypted,
        other => SkipReason::Malformed { format, detail: other.to_string() },
    }
}

/// Returns the reason for skipping a document whose XML cannot be read.
pub(in crate::corpus::readers) fn of_xml(error: &quick_xml::Error, format: &'static str) -> SkipReason {
    if let quick_xml::Error::Io(cause) = error {
        let limit = cause.get_ref().and_then(|cause| cause.downcast_ref());
        if let Some(LimitExceeded::Decompressed(limit)) = limit {
            return SkipReason::DecompressionBomb { limit: *limit };
        }
    }
    SkipReason::Malformed { format, detail: error.to_string() }
}

//! File paths as text, without loss of information.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};

/// The beginning of the paths of articles from streams.
const SPOOLED: &str = "stdin/";

/// The first of 256 private-use characters, which represent the bytes that are not valid UTF-8.
const FIRST_RAW: u32 = 0x10_FF00;

/// A file path as text that can be stored, compared and converted back without loss.
///
/// File names on Unix are bytes and need not be valid UTF-8. Invalid bytes are represented by private-use
/// characters (U+10FF00 plus the byte), so different names never become equal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FilePath(String);

impl FilePath {
    /// Returns the text for `path`.
    pub fn from_path(path: &Path) -> Self {
        Self::from_bytes(path.as_os_str().as_encoded_bytes())
    }

    /// Returns the text for a path given as its bytes ([`std::ffi::OsStr::as_encoded_bytes`]).
    pub fn from_bytes(path: &[u8]) -> Self {
        let mut text = String::with_capacity(path.len());
        let as_raw = |byte: &u8| char::from_u32(FIRST_RAW + u32::from(*byte));
        for chunk in path.utf8_chunks() {
            for character in chunk.valid().chars() {
                // A private-use character in the name itself is escaped byte by byte, too.
                if u32::from(character) < FIRST_RAW {
                    text.push(character);
                } else {
                    text.extend(character.encode_utf8(&mut [0; 4]).as_bytes().iter().filter_map(as_raw));
                }
            }
            text.extend(chunk.invalid().iter().filter_map(as_raw));
        }
        Self(text)
    }

    /// Returns the path of a member of this container.
    #[must_use]
    pub fn with_member(&self, member: &str) -> Self {
        Self(format!("{}/{member}", self.0))
    }

    /// Returns the placeholder path of an article read from standard input, with the given name.
    pub(super) fn spooled(name: &str) -> Self {
        Self(format!("{SPOOLED}{}", name.replace('/', "-")))
    }

    /// Returns whether the path belongs to an article from a stream.
    pub fn is_spooled(&self) -> bool {
        self.0.starts_with(SPOOLED)
    }

    /// Returns the path for a text returned by [`FilePath::as_str`].
    pub fn from_stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Returns the text as stored, private-use characters included.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the path itself, byte for byte.
    #[cfg(unix)]
    pub fn to_path_buf(&self) -> PathBuf {
        use std::os::unix::ffi::OsStringExt;
        let mut bytes = Vec::with_capacity(self.0.len());
        for character in self.0.chars() {
            match u32::from(character).checked_sub(FIRST_RAW).map(u8::try_from) {
                Some(Ok(byte)) => bytes.push(byte),
                _ => bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
        PathBuf::from(std::ffi::OsString::from_vec(bytes))
    }

    /// Returns the path itself, which is text on other systems.
    #[cfg(not(unix))]
    pub fn to_path_buf(&self) -> PathBuf {
        PathBuf::from(&self.0)
    }

    /// Returns the folders that contain the file, innermost first.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        Path::new(&self.0).ancestors().skip(1).filter_map(Path::to_str)
    }
}

impl fmt::Display for FilePath {
    /// Writes the path for display, with the replacement character for invalid bytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            let raw = u32::from(character) >= FIRST_RAW;
            fmt::Write::write_char(f, if raw { '\u{FFFD}' } else { character })?;
        }
        Ok(())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    #[test]
    fn any_path_is_restored_byte_for_byte() {
        for bytes in [&b"plain/name.txt"[..], b"caf\xE9/\xFF\xFE.txt", "é.txt".as_bytes(), "\u{10FF80}".as_bytes()] {
            let path = Path::new(OsStr::from_bytes(bytes));
            assert_eq!(FilePath::from_path(path).to_path_buf(), path);
        }
    }

    #[test]
    fn different_names_stay_different_and_print_without_raw_bytes() {
        let first = FilePath::from_path(Path::new(OsStr::from_bytes(b"a\xE9")));
        let second = FilePath::from_path(Path::new(OsStr::from_bytes(b"a\xE8")));
        assert_ne!(first, second);
        assert_eq!(first.to_string(), "a\u{FFFD}");
    }

    #[test]
    fn folders_are_listed_innermost_first() {
        let path = FilePath::from_path("/news/2015/a.txt".as_ref());
        assert_eq!(path.folders().collect::<Vec<_>>(), ["/news/2015", "/news", "/"]);
    }
}

//! The stamp of an archive: the version that built it, and its current store.
//!
//! An index is rebuilt in a new store next to the old one, and the stamp is then replaced atomically, so that a failed rebuild leaves the
//! archive unchanged.

use super::EngineError;
use crate::durable::replace_file;
use crate::scoring::IndexPolicy;
use crate::text::ANALYSIS;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// The version of the index format on disk; raised when a new version cannot use an older index.
const FORMAT_VERSION: u32 = 9;

/// The file of the stamp in the folder of an archive.
pub(super) const STAMP_FILE: &str = "archive.json";

/// The contents of the stamp file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub format_version: u32,
    /// The fingerprint of the analysis that produced the terms.
    pub analysis: String,
    /// The fingerprint of the weights that the index was built with; empty before format 4.
    #[serde(default)]
    pub index_policy: String,
    /// The name of the folder that holds the current store.
    pub store: String,
}

/// The first format whose index files have checksums.
const FORMAT_WITH_CHECKSUMS: u32 = 7;

impl Stamp {
    /// Returns whether the files of the index have checksums.
    pub(super) fn has_checksums(&self) -> bool {
        self.format_version >= FORMAT_WITH_CHECKSUMS
    }

    /// Returns the stamp that this version gives to a store.
    pub(super) fn of_store(store: &str) -> Self {
        Self {
            format_version: FORMAT_VERSION,
            analysis: ANALYSIS.to_owned(),
            index_policy: IndexPolicy::CURRENT.fingerprint(),
            store: store.to_owned(),
        }
    }

    /// Reads the stamp of the archive in `folder`; `None` if there is no archive.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, EngineError> {
        let path = folder.join(STAMP_FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                let what = format!("{STAMP_FILE} is not UTF-8");
                return Err(EngineError::Damaged { folder: folder.to_owned(), what });
            }
            Err(error) => return Err(EngineError::io("read", &path)(error)),
        };
        let stamp = serde_json::from_str(&text).map_err(|error| EngineError::Damaged {
            folder: folder.to_owned(),
            what: format!("{STAMP_FILE} cannot be parsed: {error}"),
        })?;
        Ok(Some(stamp))
    }

    /// Returns the folder of the current store, if this version can use it.
    pub(super) fn store(folder: &Path) -> Result<PathBuf, EngineError> {
        let stamp = Self::read(folder)?.ok_or_else(|| EngineError::Missing(folder.to_owned()))?;
        let wanted = Self::of_store(&stamp.store);
        if stamp != wanted {
            return Err(EngineError::OtherVersion {
                folder: folder.to_owned(),
                found: stamp.differences(&wanted),
                wanted: wanted.differences(&stamp),
            });
        }
        Ok(folder.join(&stamp.store))
    }

    /// Names the parts of the version that differ from another stamp, most important first. A different format implies the others.
    fn differences(&self, other: &Self) -> String {
        if self.format_version != other.format_version {
            return format!("format {}", self.format_version);
        }
        let analysis = (self.analysis != other.analysis).then(|| format!("analysis {}", self.analysis));
        let weights = (self.index_policy != other.index_policy).then(|| format!("weights {}", self.index_policy));
        analysis.into_iter().chain(weights).collect::<Vec<_>>().join(", ")
    }

    /// Replaces the stamp of the archive in `folder` atomically and durably.
    pub(super) fn write(&self, folder: &Path) -> Result<(), EngineError> {
        let path = folder.join(STAMP_FILE);
        let json = serde_json::to_string_pretty(self).map_err(|error| EngineError::Index(error.into()))?;
        replace_file(&path, json.as_bytes()).map_err(EngineError::io("write", &path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejects_archives_of_another_version() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Stamp::store(folder.path()), Err(EngineError::Missing(_))));
        let stamp = Stamp::of_store("store-1");
        stamp.write(folder.path()).unwrap();
        assert_eq!(Stamp::store(folder.path()).unwrap(), folder.path().join("store-1"));
        for other in [
            Stamp { analysis: "other".into(), ..stamp.clone() },
            Stamp { index_policy: "headline 9".into(), ..stamp.clone() },
            Stamp { format_version: FORMAT_VERSION - 1, index_policy: String::new(), ..stamp },
        ] {
            other.write(folder.path()).unwrap();
            let Err(EngineError::OtherVersion { found, wanted, .. }) = Stamp::store(folder.path()) else {
                panic!("{other:?} was opened")
            };
            assert!(found != wanted && !found.is_empty() && !wanted.is_empty(), "{found}, {wanted}");
        }
        for damaged in [&b"{"[..], b"", b"{}\xff"] {
            fs::write(folder.path().join(STAMP_FILE), damaged).unwrap();
            assert!(matches!(Stamp::store(folder.path()), Err(EngineError::Damaged { .. })));
        }
    }
}

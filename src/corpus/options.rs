//! Options for reading files.

use super::field_map::FieldMap;
use super::file_filter::{FileFilter, PathGlob};
use super::format::Format;
use super::ocr::OcrLanguages;
use super::side_files::without_container_extension;
use crate::article::Language;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Component, Path};
use std::str::FromStr;

/// The default size limit for files.
const DEFAULT_MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;

/// Options for reading files, stored for each root of an archive.
///
/// Options about articles apply only if the file itself states no value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadingOptions {
    /// The format of every file, or `None` to detect it from the content.
    pub format: Option<Format>,
    /// The source of articles that state none.
    pub source: Option<String>,
    /// The folder whose name is the source. It takes precedence over `source`.
    pub source_from: Option<SourceRule>,
    /// The language of articles that state none, or `None` to detect it.
    pub language: Option<Language>,
    /// The languages for OCR of pages without text.
    #[serde(skip_serializing_if = "OcrLanguages::is_off")]
    pub ocr: OcrLanguages,
    /// The names of fields in records.
    pub map: FieldMap,
    /// The maximum size of a file on disk; larger ones are skipped.
    pub max_file_bytes: u64,
    /// The patterns that select the files of a folder.
    #[serde(skip_serializing_if = "FileFilter::is_empty")]
    pub filter: FileFilter,
}

impl ReadingOptions {
    /// Returns these options with the values that the patch sets.
    #[must_use]
    pub fn patched(self, patch: &ReadingOptionsPatch) -> Self {
        let patch = patch.clone();
        Self {
            format: patch.format.or(self.format),
            source: patch.source.or(self.source),
            source_from: patch.source_from.or(self.source_from),
            language: patch.language.or(self.language),
            ocr: patch.ocr.unwrap_or(self.ocr),
            map: patch.map.unwrap_or(self.map),
            max_file_bytes: patch.max_file_bytes.unwrap_or(self.max_file_bytes),
            filter: FileFilter {
                include: patch.include.unwrap_or(self.filter.include),
                exclude: patch.exclude.unwrap_or(self.filter.exclude),
            },
        }
    }

    /// Returns the options for a folder below the root, by its relative path, that becomes a root.
    #[must_use]
    pub fn for_subfolder(&self, folder: &Path) -> Self {
        Self { filter: self.filter.for_subfolder(folder), ..self.clone() }
    }
}

impl Default for ReadingOptions {
    fn default() -> Self {
        Self {
            format: None,
            source: None,
            source_from: None,
            language: None,
            ocr: OcrLanguages::Off,
            map: FieldMap::default(),
            max_file_bytes: DEFAULT_MAX_FILE_BYTES,
            filter: FileFilter::default(),
        }
    }
}

/// Changes to [`ReadingOptions`]: `None` keeps the stored value, `Some` replaces it, even with the default.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ReadingOptionsPatch {
    /// Replaces [`ReadingOptions::format`].
    pub format: Option<Format>,
    /// Replaces [`ReadingOptions::source`].
    pub source: Option<String>,
    /// Replaces [`ReadingOptions::source_from`].
    pub source_from: Option<SourceRule>,
    /// Replaces [`ReadingOptions::language`].
    pub language: Option<Language>,
    /// Replaces [`ReadingOptions::ocr`].
    pub ocr: Option<OcrLanguages>,
    /// Replaces [`ReadingOptions::map`].
    pub map: Option<FieldMap>,
    /// Replaces [`ReadingOptions::max_file_bytes`].
    pub max_file_bytes: Option<u64>,
    /// Replaces [`FileFilter::include`].
    pub include: Option<Vec<PathGlob>>,
    /// Replaces [`FileFilter::exclude`].
    pub exclude: Option<Vec<PathGlob>>,
}

impl ReadingOptionsPatch {
    /// Returns whether the patch changes nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The folder whose name is the source of an article.
///
/// ```
/// use dateline::corpus::SourceRule;
/// use std::path::Path;
/// let rule: SourceRule = "dir:2".parse()?;
/// let path = Path::new("/archive/uk/The Courier/2015/flood.txt");
/// assert_eq!(rule.source_of(path, Some(Path::new("/archive"))).as_deref(), Some("The Courier"));
/// # Ok::<(), dateline::corpus::SourceRuleError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum SourceRule {
    /// The folder at a depth below the root, counted from 1.
    Folder(usize),
    /// The folder of the file.
    Parent,
}

impl SourceRule {
    /// Returns the source for a file, or `None` if the path has no such folder.
    pub fn source_of(self, path: &Path, root: Option<&Path>) -> Option<String> {
        let folder = path.parent()?;
        let name = match self {
            Self::Parent => folder.file_name()?,
            Self::Folder(number) => {
                let below = folder.strip_prefix(root?).ok()?;
                let mut folders = below.components().filter_map(|part| match part {
                    Component::Normal(name) => Some(name),
                    _ => None,
                });
                folders.nth(number.checked_sub(1)?)?
            }
        };
        let name = name.to_string_lossy();
        // A container is the folder of its members.
        Some(without_container_extension(&name).unwrap_or(&name).to_owned())
    }
}

/// The text is not a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "invalid rule {0:?}: expected dir (the first folder below the root), dir:2 (the second) or parent (the folder of the file)"
)]
pub struct SourceRuleError(String);

impl FromStr for SourceRule {
    type Err = SourceRuleError;

    fn from_str(text: &str) -> Result<Self, SourceRuleError> {
        let number = match text.trim() {
            "parent" => return Ok(Self::Parent),
            "dir" => Some(1),
            other => other.strip_prefix("dir:").and_then(|number| number.parse().ok()),
        };
        let number = number.filter(|number| *number > 0);
        number.map(Self::Folder).ok_or_else(|| SourceRuleError(text.to_owned()))
    }
}

impl fmt::Display for SourceRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parent => f.write_str("parent"),
            Self::Folder(1) => f.write_str("dir"),
            Self::Folder(number) => write!(f, "dir:{number}"),
        }
    }
}

impl From<SourceRule> for String {
    fn from(rule: SourceRule) -> Self {
        rule.to_string()
    }
}

impl TryFrom<String> for SourceRule {
    type Error = SourceRuleError;

    fn try_from(text: String) -> Result<Self, SourceRuleError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_depth_is_counted_from_the_root() {
        let root = Path::new("/archive");
        let source = |rule: &str, path: &str| {
            let rule: SourceRule = rule.parse().expect(rule);
            rule.source_of(Path::new(path), Some(root))
        };
        assert_eq!(source("dir", "/archive/courier/sport/a.txt").as_deref(), Some("courier"));
        assert_eq!(source("parent", "/archive/courier/sport/a.txt").as_deref(), Some("sport"));
        assert_eq!(source("dir:3", "/archive/courier/sport/a.txt"), None);
        assert_eq!(source("dir", "/archive/a.txt"), None);
        assert_eq!(source("dir", "/elsewhere/courier/a.txt"), None);
    }

    #[test]
    fn rules_survive_a_round_trip() {
        for text in ["dir", "dir:2", "parent"] {
            assert_eq!(text.parse::<SourceRule>().expect(text).to_string(), text);
        }
        for text in ["", "dir:0", "dir:x", "folder"] {
            assert!(text.parse::<SourceRule>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_patch_may_set_a_value_back_to_its_default() {
        let stored = ReadingOptions { max_file_bytes: 1, source: Some("Gazette".into()), ..ReadingOptions::default() };
        assert_eq!(stored.clone().patched(&ReadingOptionsPatch::default()), stored);
        let patch = ReadingOptionsPatch { max_file_bytes: Some(DEFAULT_MAX_FILE_BYTES), ..Default::default() };
        let expected = ReadingOptions { max_file_bytes: DEFAULT_MAX_FILE_BYTES, ..stored.clone() };
        assert_eq!(stored.patched(&patch), expected);
    }

    #[test]
    fn options_survive_serialisation() {
        let options = ReadingOptions {
            filter: FileFilter { include: Vec::new(), exclude: vec!["drafts".parse().expect("a glob")] },
            format: "json-lines".parse().ok(),
            source_from: Some(SourceRule::Parent),
            map: "headline=hl".parse().expect("a map"),
            ..ReadingOptions::default()
        };
        let text = serde_json::to_string(&options).expect("JSON");
        assert_eq!(serde_json::from_str::<ReadingOptions>(&text).expect(&text), options);
        assert_eq!(serde_json::from_str::<ReadingOptions>("{}").expect("defaults"), ReadingOptions::default());
    }
}

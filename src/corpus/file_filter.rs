//! Include and exclude patterns that select the files of a folder.
//!
//! The rules are those of .gitignore, as users of ripgrep know them. A pattern without a slash matches the name of a file or folder at any depth; a pattern
//! with a slash matches the path relative to the root; a pattern that ends in a slash matches only folders. Everything below a matching folder matches too.

use super::side_files::is_container_name;
use globset::{GlobBuilder, GlobMatcher};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Component, Path};
use std::str::FromStr;

/// Selects files of a folder by their paths relative to the root.
///
/// ```
/// use dateline::corpus::FileFilter;
/// use std::path::Path;
/// let filter = FileFilter { include: vec!["*.txt".parse()?], exclude: vec!["drafts".parse()?] };
/// assert!(filter.allows_file(Path::new("2015/flood.txt")));
/// assert!(!filter.allows_file(Path::new("2015/flood.html")));
/// assert!(!filter.allows_file(Path::new("2015/drafts/flood.txt")));
/// # Ok::<(), dateline::corpus::PathGlobError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileFilter {
    /// If there are any, only matching files are read.
    pub include: Vec<PathGlob>,
    /// Matching files and folders are left out, even if they are included.
    pub exclude: Vec<PathGlob>,
}

impl FileFilter {
    /// Returns whether every file is allowed.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Returns whether a file, by its path relative to the root, is read.
    pub fn allows_file(&self, path: &Path) -> bool {
        !self.excludes(path) && (self.include.is_empty() || matches_any(&self.include, path, false))
    }

    /// Returns whether a file is opened: one that is read, or a container, whose members the patterns may include.
    pub fn allows_opening(&self, path: &Path) -> bool {
        self.allows_file(path) || is_container_name(path) && !self.excludes(path)
    }

    /// Returns whether a path of unknown kind is certainly left out.
    pub(super) fn excludes(&self, path: &Path) -> bool {
        matches_any(&self.exclude, path, false)
    }

    /// Returns whether a folder, by its path relative to the root, is walked.
    pub fn allows_folder(&self, path: &Path) -> bool {
        !matches_any(&self.exclude, path, true)
    }

    /// Returns the filter for a folder below the root, by its relative path, that becomes a root. Patterns with a slash are made relative to it if they can
    /// match below it.
    #[must_use]
    pub fn for_subfolder(&self, folder: &Path) -> Self {
        let include = if matches_any(&self.include, folder, true) {
            // The whole folder was included.
            Vec::new()
        } else {
            rebased(&self.include, folder)
        };
        Self { include, exclude: rebased(&self.exclude, folder) }
    }
}

/// Returns whether a pattern matches the path or a folder above it.
fn matches_any(globs: &[PathGlob], path: &Path, is_folder: bool) -> bool {
    !globs.is_empty()
        && path.ancestors().take_while(|ancestor| !ancestor.as_os_str().is_empty()).enumerate().any(
            |(depth, ancestor)| {
                let is_folder = is_folder || depth > 0;
                globs.iter().any(|glob| (is_folder || !glob.folders_only) && glob.matcher.is_match(ancestor))
            },
        )
}

fn rebased(globs: &[PathGlob], folder: &Path) -> Vec<PathGlob> {
    globs.iter().filter_map(|glob| glob.below(folder)).collect()
}

/// A pattern for the paths of files and folders, such as `*.txt`, `drafts/` or `2015/**/*.html`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PathGlob {
    text: String,
    matcher: GlobMatcher,
    folders_only: bool,
}

impl PathGlob {
    /// Returns the pattern relative to a folder below the root, or `None` if it cannot match below it.
    fn below(&self, folder: &Path) -> Option<Self> {
        let trimmed = self.text.trim_end_matches('/');
        let pattern = relative_pattern(trimmed);
        let matches_at_any_depth = !trimmed.contains('/') || pattern.starts_with("**/");
        if matches_at_any_depth {
            return Some(self.clone());
        }
        let mut rest = pattern;
        for component in folder.components() {
            let Component::Normal(name) = component else { continue };
            if rest.starts_with("**/") || rest == "**" {
                break;
            }
            let (first, below) = rest.split_once('/')?;
            if !matcher(first).ok()?.is_match(name) {
                return None;
            }
            rest = below;
        }
        let slash = if self.folders_only { "/" } else { "" };
        // The leading slash keeps a single name relative to the folder.
        format!("/{rest}{slash}").parse().ok()
    }
}

impl PartialEq for PathGlob {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for PathGlob {}

/// The text is not a valid pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invalid pattern {pattern:?}: {reason}")]
pub struct PathGlobError {
    /// The pattern.
    pub pattern: String,
    /// The error in it.
    pub reason: String,
}

impl FromStr for PathGlob {
    type Err = PathGlobError;

    fn from_str(text: &str) -> Result<Self, PathGlobError> {
        let invalid = |reason: String| PathGlobError { pattern: text.to_owned(), reason };
        let trimmed = text.trim_end_matches('/');
        let pattern = relative_pattern(trimmed);
        if pattern.is_empty() {
            return Err(invalid("it matches no name".to_owned()));
        }
        let pattern = if trimmed.contains('/') { pattern.to_owned() } else { format!("**/{pattern}") };
        let matcher = matcher(&pattern).map_err(|error| invalid(error.kind().to_string()))?;
        Ok(Self { text: text.to_owned(), matcher, folders_only: text.ends_with('/') })
    }
}

/// Returns a pattern without a leading `./` or `/`, since every path is relative to the root.
fn relative_pattern(pattern: &str) -> &str {
    pattern.strip_prefix("./").unwrap_or(pattern).trim_start_matches('/')
}

fn matcher(pattern: &str) -> Result<GlobMatcher, globset::Error> {
    Ok(GlobBuilder::new(pattern).literal_separator(true).build()?.compile_matcher())
}

impl fmt::Display for PathGlob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<PathGlob> for String {
    fn from(glob: PathGlob) -> Self {
        glob.text
    }
}

impl TryFrom<String> for PathGlob {
    type Error = PathGlobError;

    fn try_from(text: String) -> Result<Self, PathGlobError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(patterns: &[&str]) -> Vec<PathGlob> {
        patterns.iter().map(|pattern| pattern.parse().expect(pattern)).collect()
    }

    fn texts(globs: &[PathGlob]) -> Vec<String> {
        globs.iter().map(PathGlob::to_string).collect()
    }

    #[test]
    fn patterns_follow_the_rules_of_gitignore() {
        for (pattern, matching, other) in [
            ("*.txt", &["a.txt", "x/y/a.txt", "x.txt/b.html"][..], &["a.html", "a.txt.gz"][..]),
            ("drafts", &["drafts", "x/drafts/a.txt"], &["mydrafts/a.txt"]),
            ("drafts/", &["x/drafts/a.txt"], &["drafts"]),
            ("/drafts", &["drafts", "drafts/a.txt"], &["x/drafts/a.txt"]),
            ("2015/*.txt", &["2015/a.txt"], &["2015/11/a.txt", "x/2015/a.txt"]),
            ("./2015/**/*.txt", &["2015/a.txt", "2015/11/a.txt"], &["2016/a.txt"]),
            ("**/11/*.txt", &["11/a.txt", "2015/11/a.txt"], &["2015/12/a.txt"]),
            ("{a,b}?.txt", &["a1.txt", "x/b2.txt"], &["a.txt", "c1.txt"]),
        ] {
            let filter = FileFilter { include: globs(&[pattern]), exclude: Vec::new() };
            for path in matching {
                assert!(filter.allows_file(Path::new(path)), "{pattern} {path}");
            }
            for path in other {
                assert!(!filter.allows_file(Path::new(path)), "{pattern} {path}");
            }
        }
    }

    #[test]
    fn exclusion_wins_and_applies_to_folders() {
        let filter = FileFilter { include: globs(&["*.txt"]), exclude: globs(&["x/old/", "*~"]) };
        assert!(filter.allows_folder(Path::new("x")) && filter.allows_file(Path::new("x/a.txt")));
        assert!(!filter.allows_folder(Path::new("x/old")) && !filter.allows_file(Path::new("x/old/a.txt")));
        assert!(!filter.allows_folder(Path::new("x/old/deeper")));
        assert!(FileFilter::default().allows_file(Path::new("a.txt")));
    }

    #[test]
    fn a_subfolder_takes_the_patterns_that_can_match_in_it() {
        let exclude = globs(&["*.bak", "sport/drafts/*", "*/old/", "culture/drafts", "**/tmp/*", "sport"]);
        let filter = FileFilter { include: globs(&["sport", "*.txt"]), exclude };
        let sport = filter.for_subfolder(Path::new("sport"));
        assert!(sport.include.is_empty());
        assert_eq!(texts(&sport.exclude), ["*.bak", "/drafts/*", "/old/", "**/tmp/*", "sport"]);
        let culture = filter.for_subfolder(Path::new("culture"));
        assert_eq!(texts(&culture.include), ["sport", "*.txt"]);
        assert_eq!(texts(&culture.exclude), ["*.bak", "/old/", "/drafts", "**/tmp/*", "sport"]);
    }

    #[test]
    fn invalid_patterns_are_named() {
        for pattern in ["x[", "", "/", "{a"] {
            let error = pattern.parse::<PathGlob>().expect_err(pattern).to_string();
            assert!(error.starts_with(&format!("invalid pattern {pattern:?}: ")), "{error}");
        }
    }
}

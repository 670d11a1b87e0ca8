//! Fingerprints by which the manifest decides whether an unchanged file must be read again.

use crate::corpus::{FileFilter, Format, ReadingOptions};

/// The fingerprints of reading options.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReadingFingerprints {
    /// For a file.
    pub file: u32,
    /// For a container: its filter selects members, so a container is read again when the filter changes.
    pub container: u32,
}

impl ReadingFingerprints {
    pub(super) fn of(options: &ReadingOptions) -> Self {
        let file = options_fingerprint(options);
        let filter = serde_json::to_string(&options.filter).unwrap_or_default();
        Self { file, container: file ^ hash_prefix(&format!("container {filter}")) }
    }

    /// Returns whether a file was read with these options.
    pub(super) fn matches(self, known: u32, reason: &str) -> bool {
        [self.file, self.container].iter().any(|options| entry_fingerprint(*options, reason) == known)
    }
}

/// Returns the fingerprint of reading options, without their filters, which select files but do not change how one is read.
pub(super) fn options_fingerprint(options: &ReadingOptions) -> u32 {
    let options = ReadingOptions { filter: FileFilter::default(), ..options.clone() };
    hash_prefix(&serde_json::to_string(&options).unwrap_or_default())
}

/// Returns the fingerprint to store for a file. For a skipped file it covers the known formats too: when a format is added, the file is read again.
pub(super) fn entry_fingerprint(options: u32, reason: &str) -> u32 {
    if reason.is_empty() {
        return options;
    }
    let names: Vec<&str> = Format::all().map(Format::name).collect();
    options ^ hash_prefix(&names.join("\n"))
}

fn hash_prefix(text: &str) -> u32 {
    let mut prefix = [0; 4];
    prefix.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..4]);
    u32::from_le_bytes(prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_of_the_default_options_never_changes() {
        // Any other value would make every archive read all its files again.
        assert_eq!(options_fingerprint(&ReadingOptions::default()), 1_016_880_174);
    }

    #[test]
    fn filters_do_not_change_the_fingerprint() {
        let filter = FileFilter { exclude: vec!["drafts".parse().unwrap()], ..FileFilter::default() };
        let filtered = ReadingOptions { filter, ..ReadingOptions::default() };
        assert_eq!(options_fingerprint(&filtered), options_fingerprint(&ReadingOptions::default()));
        let (filtered, default) =
            (ReadingFingerprints::of(&filtered), ReadingFingerprints::of(&ReadingOptions::default()));
        assert!(filtered.matches(default.file, "") && !filtered.matches(default.container, ""));
    }
}

//! Fingerprints that tell the manifest when an unchanged file has to be read again.

use crate::corpus::{FileFilter, Format, ReadingOptions};

/// Returns the fingerprint of reading options. Filters are left out: they select files and do not change how one is read.
pub(super) fn options_fingerprint(options: &ReadingOptions) -> u32 {
    let options = ReadingOptions { filter: FileFilter::default(), ..options.clone() };
    hash_prefix(&serde_json::to_string(&options).unwrap_or_default())
}

/// Returns the fingerprint to store for a file. That of a skipped file covers the known formats too: with another format
/// added, it is read again.
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
        // Another value would make every archive read all of its files again.
        assert_eq!(options_fingerprint(&ReadingOptions::default()), 1_016_880_174);
    }

    #[test]
    fn filters_do_not_change_the_fingerprint() {
        let filter = FileFilter { exclude: vec!["drafts".parse().unwrap()], ..FileFilter::default() };
        let filtered = ReadingOptions { filter, ..ReadingOptions::default() };
        assert_eq!(options_fingerprint(&filtered), options_fingerprint(&ReadingOptions::default()));
    }
}

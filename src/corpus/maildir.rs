//! The folders of a Maildir: `new` and `cur` contain messages, `tmp` those that are still being delivered.

use std::path::Path;

/// Returns whether a folder on disk holds messages that are still being delivered.
pub(super) fn is_of_deliveries(folder: &Path) -> bool {
    let is_tmp = folder.file_name().is_some_and(|name| name == "tmp");
    is_tmp && ["cur", "new"].iter().all(|name| folder.with_file_name(name).is_dir())
}

/// Returns the reason why the flags in the name of a message exclude it; `None` for others.
///
/// A name ends in `:2,` and the flags; on Windows and in archives the colon is `;`, `!` or `_`.
pub(super) fn left_out(path: &Path) -> Option<&'static str> {
    let is_in_maildir = path.parent()?.file_name().is_some_and(|name| name == "cur" || name == "new");
    let name = path.file_name()?.to_str().filter(|_| is_in_maildir)?;
    let (before, flags) = name.rsplit_once("2,")?;
    let is_flagged = before.ends_with([':', ';', '!', '_']) && flags.bytes().all(|flag| flag.is_ascii_alphabetic());
    match is_flagged {
        true if flags.contains('T') => Some("a message in the trash"),
        true if flags.contains('D') => Some("a draft"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trash_and_drafts_are_told_by_their_flags() {
        for (path, expected) in [
            ("mail/cur/1510592640.M1P2.host:2,S", None),
            ("mail/cur/1510592640.M1P2.host:2,ST", Some("a message in the trash")),
            ("mail/cur/1510592640.M1P2.host;2,DS", Some("a draft")),
            ("mail/cur/1510592640.M1P2.host,S=4711:2,T", Some("a message in the trash")),
            ("mail/new/1510592640.M1P2.host", None),
            ("letters/about:2,T", None),
            ("mail/cur/top 2,T", None),
        ] {
            assert_eq!(left_out(Path::new(path)), expected, "{path}");
        }
    }
}

//! The paths of members, which are untrusted.

use crate::corpus::saved_folders::is_mirror_state;
use crate::corpus::side_files::{MAC_ATTRIBUTES, is_companion};
use std::path::Path;

/// Returns the path of a member below its container, with `/` between its parts; `None` for members that are ignored: hidden files, attributes of macOS,
/// pictures and locks.
///
/// The path never leads out of the container: a leading slash or drive is dropped, and so is `..`.
pub(super) fn member_path(name: &str) -> Option<String> {
    // Old programs for Windows write backslashes.
    let separators: &[char] = if name.contains('/') { &['/'] } else { &['\\'] };
    let mut parts: Vec<String> = Vec::new();
    for part in name.split(separators) {
        let is_drive = parts.is_empty() && part.len() == 2 && part.ends_with(':');
        if part.is_empty() || part == "." || part == ".." || is_drive {
            continue;
        }
        if part.starts_with('.') || part == MAC_ATTRIBUTES || is_mirror_state(part) {
            return None;
        }
        parts.push(part.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect());
    }
    let path = parts.join("/");
    (!path.is_empty() && !is_companion(Path::new(&path))).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside_the_container() {
        for (name, expected) in [
            ("2015/a.xml", Some("2015/a.xml")),
            ("./2015//a.xml", Some("2015/a.xml")),
            ("/etc/news.txt", Some("etc/news.txt")),
            ("../../a.txt", Some("a.txt")),
            ("C:\\wire\\a.txt", Some("wire/a.txt")),
            ("wire\\a.txt", Some("wire/a.txt")),
            ("a\u{1b}[31m.txt", Some("a\u{FFFD}[31m.txt")),
            ("..", None),
            ("", None),
        ] {
            assert_eq!(member_path(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn side_files_are_passed_over() {
        for name in ["__MACOSX/._a.xml", ".DS_Store", "2015/.hidden/a.xml", "2015/~$a.docx", "photo.JPG"] {
            assert_eq!(member_path(name), None, "{name}");
        }
    }
}

//! Files that accompany articles and never contain one, in folders and in containers.

use std::path::Path;

/// Extensions of files that accompany articles.
const COMPANIONS: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "webp", "svg", "ico", "bmp", "tif", "tiff", "avif", "heic", "css", "js", "mjs", "map",
    "woff", "woff2", "ttf", "otf", "eot", "mp3", "mp4", "m4a", "wav", "ogg", "webm", "mov", "avi",
];

/// The folder in which macOS keeps the attributes of the files of a ZIP archive.
pub(super) const MAC_ATTRIBUTES: &str = "__MACOSX";

/// Returns whether the file is a picture, a recording or a part of a web page, or the lock of an open Office document (`~$report.docx`).
pub(super) fn is_companion(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let is_lock = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"~$"));
    is_lock || COMPANIONS.contains(&extension.as_str())
}

/// Extensions of containers, and of compressed ones.
const CONTAINERS: &[&str] = &[
    ".zip", ".wacz", ".tar", ".7z", ".tgz", ".tbz", ".tbz2", ".txz", ".tzst", ".tar.gz", ".tar.bz2", ".tar.xz",
    ".tar.zst",
];

/// Extensions of web archives, which contain as many pages as a folder.
const WEB_ARCHIVES: &[&str] = &[".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz"];

/// Returns the name without the extension of a container; `None` if it has none.
pub(super) fn without_container_extension(name: &str) -> Option<&str> {
    let at = |extension: &&str| name.len().checked_sub(extension.len()).filter(|start| *start > 0);
    let matching = CONTAINERS.iter().filter_map(|extension| {
        let (stem, end) = name.split_at_checked(at(extension)?)?;
        end.eq_ignore_ascii_case(extension).then_some(stem)
    });
    matching.min_by_key(|stem| stem.len())
}

/// Returns whether the name of a file is that of a container or a web archive.
pub(super) fn is_container_name(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_web_archive = || {
        let name = name.to_ascii_lowercase();
        WEB_ARCHIVES.iter().any(|extension| name.ends_with(extension))
    };
    without_container_extension(name).is_some() || is_web_archive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_are_told_by_name() {
        for (name, stem) in [
            ("wire.zip", Some("wire")),
            ("The Courier.TAR.GZ", Some("The Courier")),
            ("2015.tgz", Some("2015")),
            ("a.b.7z", Some("a.b")),
            ("story.xml.gz", None),
            (".zip", None),
            ("zip", None),
        ] {
            assert_eq!(without_container_extension(name), stem, "{name}");
            assert_eq!(is_container_name(Path::new(name)), stem.is_some(), "{name}");
        }
    }

    #[test]
    fn pictures_and_locks_are_companions() {
        for (name, expected) in [("a.JPG", true), ("x/~$report.docx", true), ("report.docx", false), ("~a.txt", false)]
        {
            assert_eq!(is_companion(Path::new(name)), expected, "{name}");
        }
    }
}

//! ZIP: members, read by the list at the end of the file.

use super::budget::ContainerBudget;
use super::member_path::member_path;
use super::seekable::Seekable;
use super::{ContainerMember, MemberContent, MemberSink, damaged};
use crate::corpus::saved_folders::belongs_to_page;
use crate::corpus::side_files::is_container_name;
use crate::corpus::skip::SkipReason;
use std::collections::HashSet;
use std::io::{Read, Seek};
use std::path::Path;
use zip::ZipArchive;
use zip::result::ZipError;

/// The member that identifies Office documents, wherever it is.
const OFFICE: &[u8] = b"[Content_Types].xml";
/// Suffixes of members that identify documents of Apple's office programs.
const APPLE: &[&[u8]] = &[b".iwa", b"buildVersionHistory.plist"];
/// The first member of e-books and OpenDocument files.
const MIME_TYPE: &str = "mimetype";
/// The folder of a WACZ with its web archives.
const CRAWLS: &str = "archive/";

/// Returns whether the ZIP archive that begins with `head` is a document of an office program or an e-book, by the member names in `head`.
pub(super) fn is_document(head: &[u8]) -> bool {
    first_name(head) == Some(MIME_TYPE.as_bytes())
        || memchr::memmem::find_iter(head, b"PK\x03\x04")
            .filter_map(|at| head.get(at..))
            .filter_map(first_name)
            .any(|name| name == OFFICE || APPLE.iter().any(|ending| name.ends_with(ending)))
}

/// Returns the name in a local header.
fn first_name(header: &[u8]) -> Option<&[u8]> {
    let length = u16::from_le_bytes(header.get(26..28)?.try_into().ok()?);
    header.get(30..30 + usize::from(length))
}

/// Passes the files of an archive to `sink`.
pub(super) fn each_member(
    content: Seekable<'_>,
    budget: &ContainerBudget,
    sink: &mut dyn MemberSink,
) -> Result<(), SkipReason> {
    let mut archive = ZipArchive::new(content).map_err(of_archive)?;
    if archive.index_for_name_raw(OFFICE).is_some() {
        return Err(SkipReason::Binary { kind: "an Office document", advice: None });
    }
    let names = (0..archive.len()).filter_map(|index| archive.name_for_index(index).and_then(Result::ok));
    let side = SideMembers::of(&names.filter_map(|name| member_path(&name)).collect::<Vec<_>>());
    for index in order(&mut archive) {
        budget.count_member()?;
        let name = archive.name_for_index(index).and_then(Result::ok).unwrap_or_default().into_owned();
        let (path, is_encrypted, stored) = match archive.by_index_raw(index) {
            Ok(file) if !file.is_file() => continue,
            Ok(file) => {
                // Many programs write UTF-8 without setting the flag.
                let name = std::str::from_utf8(file.name_raw()).unwrap_or(&name);
                let Some(path) = member_path(name) else { continue };
                (path, file.encrypted(), file.compressed_size())
            }
            Err(ZipError::Io(error)) if error.raw_os_error().is_some() => return Err(error.into()),
            Err(error) => {
                let Some(path) = member_path(&name) else { continue };
                let content = Err(of_archive(error));
                if sink.wants(&path) && sink.take(ContainerMember { path: &path, content }).is_break() {
                    return Ok(());
                }
                continue;
            }
        };
        if side.contain(&path) || !sink.wants(&path) {
            continue;
        }
        let opened =
            if is_encrypted { Err(SkipReason::Encrypted) } else { archive.by_index(index).map_err(of_archive) };
        let content = opened.map(|file| {
            let length = file.size();
            MemberContent { reader: budget.limited(file, stored), length }
        });
        if sink.take(ContainerMember { path: &path, content }).is_break() {
            return Ok(());
        }
        budget.check()?;
    }
    Ok(())
}

/// The page in an archive packed by SingleFile.
const PAGE: &str = "index.html";

/// Extensions of texts that XML items may name.
const TEXTS: &[&str] = &[".txt", ".html", ".htm", ".xhtml"];

/// Returns the order in which members are read: as listed, but texts after the XML items that may name them.
fn order<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Vec<usize> {
    let name =
        |index: usize| archive.name_for_index(index).and_then(Result::ok).unwrap_or_default().to_ascii_lowercase();
    let names: Vec<String> = (0..archive.len()).map(name).collect();
    let mut order: Vec<usize> = (0..names.len()).collect();
    if names.iter().any(|name| name.ends_with(".xml")) {
        let is_text = |index: &usize| names.get(*index).is_some_and(|name| TEXTS.iter().any(|end| name.ends_with(end)));
        order.sort_by_key(is_text);
    }
    order
}

/// The members that are not articles, whatever their format.
struct SideMembers {
    /// The folders with the parts of saved pages.
    parts: HashSet<String>,
    /// Whether the archive is a WACZ, a crawl with its index: only the web archives in it contain pages.
    is_crawl: bool,
    /// Whether the archive is a page packed by SingleFile, with its frames and a manifest.
    is_page: bool,
}

impl SideMembers {
    /// Identifies them by the names of all members.
    fn of(names: &[String]) -> Self {
        let files: HashSet<&str> = names.iter().map(String::as_str).collect();
        let folders: HashSet<&str> = files.iter().filter_map(|name| Some(name.rsplit_once('/')?.0)).collect();
        let is_part = |folder: &&str| {
            let (parent, name) = folder.rsplit_once('/').unwrap_or(("", *folder));
            let in_parent = |page: &str| if parent.is_empty() { page.to_owned() } else { format!("{parent}/{page}") };
            belongs_to_page(name, |page| files.contains(in_parent(page).as_str()))
        };
        let is_web_archive = |name: &&str| name.starts_with(CRAWLS) && is_container_name(Path::new(name));
        Self {
            is_page: files.contains(PAGE) && files.contains("manifest.json"),
            is_crawl: files.contains("datapackage.json") && files.iter().any(is_web_archive),
            parts: folders.into_iter().filter(is_part).map(str::to_owned).collect(),
        }
    }

    fn contain(&self, path: &str) -> bool {
        let mut folders = Path::new(path).ancestors().skip(1).filter_map(Path::to_str);
        (self.is_page && path != PAGE)
            || (self.is_crawl && !path.starts_with(CRAWLS))
            || (!self.parts.is_empty() && folders.any(|folder| self.parts.contains(folder)))
    }
}

fn of_archive(error: ZipError) -> SkipReason {
    match error {
        ZipError::Io(error) => error.into(),
        ZipError::UnsupportedArchive(detail) if detail == ZipError::PASSWORD_REQUIRED => SkipReason::Encrypted,
        ZipError::InvalidPassword => SkipReason::Encrypted,
        other => damaged("zip", other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn side_members_are_told_by_the_names_around_them() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let crawl = names(&["datapackage.json", "archive/a.warc.gz", "pages/pages.jsonl", "indexes/index.cdx"]);
        let side = SideMembers::of(&crawl);
        assert_eq!(crawl.iter().map(|path| side.contain(path)).collect::<Vec<_>>(), [true, false, true, true]);
        let packed = names(&["index.html", "manifest.json", "frames/1/index.html"]);
        let side = SideMembers::of(&packed);
        assert_eq!(packed.iter().map(|path| side.contain(path)).collect::<Vec<_>>(), [false, true, true]);
        let pages =
            names(&["2015/Ferry.html", "2015/Ferry_files/frame.html", "2015/Fog_files/b.html", "archive/a.txt"]);
        let side = SideMembers::of(&pages);
        assert_eq!(pages.iter().map(|path| side.contain(path)).collect::<Vec<_>>(), [false, true, false, false]);
    }

    #[test]
    fn documents_are_told_from_containers_by_whole_names() {
        let header = |name: &str| {
            let mut header = b"PK\x03\x04".to_vec();
            header.resize(26, 0);
            header.extend_from_slice(&(name.len() as u16).to_le_bytes());
            header.extend_from_slice(&[0, 0]);
            header.extend_from_slice(name.as_bytes());
            header
        };
        assert!(is_document(&header("mimetype")));
        assert!(is_document(&[header("word/document.xml"), header("[Content_Types].xml")].concat()));
        assert!(!is_document(&[header("keyword/a.txt"), header("about [Content_Types].xml.txt")].concat()));
        assert!(!is_document(b"PK\x03\x04"));
    }
}

//! Containers: ZIP, tar and 7z archives, whose members are files like those of a folder.
//!
//! To the archive a container is one file: it is compared, read and replaced as a whole. The format of each member is detected separately, so nested
//! containers are opened too. An encrypted or damaged member is emitted with a reason, and the next one follows. Office documents and e-books are ZIP
//! archives inside, but not containers.

mod budget;
mod member_path;
mod seekable;
mod seven_zip;
mod tar_archive;
mod zip_archive;

use super::input::Input;
use super::skip::SkipReason;
pub(super) use budget::ContainerBudget;
pub(super) use seekable::Seekable;
use std::io::Read;
use std::ops::ControlFlow;

/// The number of bytes at the beginning of a packed page that contain its marker.
const PACKED_HEAD: usize = 256;

/// A kind of container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContainerKind {
    Zip,
    Tar,
    SevenZip,
}

impl ContainerKind {
    /// Detects a container by the first bytes of a file.
    pub(super) fn detect(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return (!zip_archive::is_document(head)).then_some(Self::Zip);
        }
        if is_packed_page(head) {
            return Some(Self::Zip);
        }
        if head.starts_with(b"7z\xBC\xAF\x27\x1C") {
            return Some(Self::SevenZip);
        }
        tar_archive::is_header(head).then_some(Self::Tar)
    }
}

/// Returns whether a file is a page packed by SingleFile: a ZIP archive after an HTML page that unpacks it in a browser.
fn is_packed_page(head: &[u8]) -> bool {
    let beginning = head.get(..PACKED_HEAD.min(head.len())).unwrap_or_default();
    head.starts_with(b"<") && memchr::memmem::find(beginning, b"<html data-sfz").is_some()
}

/// One member of a container to be read.
pub(super) struct ContainerMember<'m> {
    /// The path inside the container.
    pub(super) path: &'m str,
    /// The content, or the reason why it cannot be read.
    pub(super) content: Result<MemberContent<'m>, SkipReason>,
}

/// The content of a member.
pub(super) struct MemberContent<'m> {
    pub(super) reader: Box<dyn Read + 'm>,
    /// The number of bytes as stated.
    pub(super) length: u64,
}

/// Selects members and receives them.
pub(super) trait MemberSink {
    /// Returns whether the member at a path is to be read.
    fn wants(&self, path: &str) -> bool;

    /// Receives a member; `Break` ends the reading.
    fn take(&mut self, member: ContainerMember<'_>) -> ControlFlow<()>;
}

/// The source of a container's bytes.
pub(super) enum ContainerSource<'a> {
    /// A file on disk, with random access.
    Disk(Seekable<'a>),
    /// Content that can only be read sequentially.
    Stream(Input<'a>),
}

/// Passes the members of a container to `sink`, in the order of the container.
///
/// # Errors
/// If the container is damaged as a whole, or exceeds `budget`; earlier members have then been emitted.
pub(super) fn each_member(
    kind: ContainerKind,
    source: ContainerSource<'_>,
    budget: &ContainerBudget,
    sink: &mut dyn MemberSink,
) -> Result<(), SkipReason> {
    match (kind, source) {
        (ContainerKind::Tar, ContainerSource::Stream(input)) => tar_archive::each_member(input, budget, sink),
        (ContainerKind::Tar, ContainerSource::Disk(disk)) => tar_archive::each_member(disk, budget, sink),
        (ContainerKind::Zip, source) => zip_archive::each_member(source.seekable(budget)?, budget, sink),
        (ContainerKind::SevenZip, source) => seven_zip::each_member(source.seekable(budget)?, budget, sink),
    }
}

impl<'a> ContainerSource<'a> {
    fn seekable(self, budget: &ContainerBudget) -> Result<Seekable<'a>, SkipReason> {
        match self {
            Self::Disk(disk) => Ok(disk),
            Self::Stream(input) => Seekable::spool(input, budget),
        }
    }
}

/// Returns the reason for skipping a part that an error of a parser describes.
fn damaged(kind: &'static str, detail: impl std::fmt::Display) -> SkipReason {
    SkipReason::Malformed { format: kind, detail: detail.to_string() }
}

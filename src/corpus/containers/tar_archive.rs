//! tar: members in sequence, read as a stream.

use super::budget::ContainerBudget;
use super::member_path::member_path;
use super::{ContainerMember, MemberContent, MemberSink, damaged};
use crate::corpus::skip::SkipReason;
use std::io::{self, Read};

/// The length of a header.
const BLOCK: usize = 512;
/// The position of the checksum in it.
const CHECKSUM: std::ops::Range<usize> = 148..156;

/// Returns whether a file begins with the header of a tar archive, which has a checksum in every version of the format.
pub(super) fn is_header(head: &[u8]) -> bool {
    let Some(block) = head.get(..BLOCK) else { return false };
    let stated = block.get(CHECKSUM).and_then(|field| {
        let field = std::str::from_utf8(field).ok()?;
        u32::from_str_radix(field.trim_matches([' ', '\0']), 8).ok()
    });
    let sum: u32 =
        block.iter().enumerate().map(|(at, byte)| u32::from(if CHECKSUM.contains(&at) { b' ' } else { *byte })).sum();
    block.first().is_some_and(|first| *first != 0) && stated == Some(sum)
}

/// Passes the regular files of an archive to `sink`.
pub(super) fn each_member(
    content: impl Read,
    budget: &ContainerBudget,
    sink: &mut dyn MemberSink,
) -> Result<(), SkipReason> {
    let mut archive = tar::Archive::new(content);
    for entry in archive.entries()? {
        let mut entry = entry.map_err(of_archive)?;
        budget.count_member()?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let name = entry.path_bytes();
        // Old programs write names in the encoding of their system, in the West mostly this one.
        let name = match std::str::from_utf8(&name) {
            Ok(name) => name.to_owned(),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&name).0.into_owned(),
        };
        let Some(path) = member_path(&name).filter(|path| sink.wants(path)) else { continue };
        let length = entry.size();
        let content = MemberContent { reader: budget.limited(&mut entry, length), length };
        if sink.take(ContainerMember { path: &path, content: Ok(content) }).is_break() {
            return Ok(());
        }
        budget.check()?;
    }
    Ok(())
}

/// Returns the reason that ends the reading of an archive. The parser wraps errors of its input, such as damaged compression, in its own.
fn of_archive(error: io::Error) -> SkipReason {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(found) = cause {
        if let Some(limit) = found.downcast_ref::<io::Error>().filter(|found| found.raw_os_error().is_some()) {
            return SkipReason::Unreadable(io::Error::from_raw_os_error(limit.raw_os_error().unwrap_or_default()));
        }
        cause = found.source();
    }
    damaged("tar", error)
}

//! 7z: blocks of members that are compressed together.

use super::budget::ContainerBudget;
use super::member_path::member_path;
use super::seekable::Seekable;
use super::{ContainerMember, MemberContent, MemberSink, damaged};
use crate::corpus::skip::SkipReason;
use sevenz_rust2::{Archive, ArchiveEntry, BlockDecoder, EncoderMethod, Error, Password};
use std::io::{self, Read};

/// Passes the files of an archive to `sink`.
pub(super) fn each_member(
    mut content: Seekable<'_>,
    budget: &ContainerBudget,
    sink: &mut dyn MemberSink,
) -> Result<(), SkipReason> {
    let password = Password::empty();
    let archive = Archive::read(&mut content, &password).map_err(|error| of_archive(&error))?;
    for block in 0..archive.blocks.len() {
        let decoder = BlockDecoder::new(1, block, &archive, &password, &mut content);
        let entries = decoder.entries().to_vec();
        let mut done = 0;
        let mut ended = Ok(());
        let mut next = Next::Member;
        let read = decoder.for_each_entries(&mut |entry, reader| {
            done += 1;
            ended = budget.count_member().and_then(|()| budget.check());
            if ended.is_err() {
                return Ok(false);
            }
            next = pass_on(entry, reader, budget, sink);
            Ok(matches!(next, Next::Member))
        });
        ended?;
        match next {
            Next::Nothing => return Ok(()),
            Next::Block => {
                let rest = entries.get(done..).unwrap_or_default();
                if !leave_out(rest, sink, || damaged("7z", "the data before it is damaged")) {
                    return Ok(());
                }
            }
            Next::Member => {}
        }
        // The members after a damaged one in the same block cannot be read either.
        if let Err(error) = read
            && !leave_out(entries.get(done..).unwrap_or_default(), sink, || of_archive(&error))
        {
            return Ok(());
        }
        budget.check()?;
    }
    Ok(())
}

/// Emits members that cannot be read; returns whether to continue.
fn leave_out(entries: &[ArchiveEntry], sink: &mut dyn MemberSink, reason: impl Fn() -> SkipReason) -> bool {
    entries.iter().all(|entry| match wanted(entry, sink) {
        Some(path) => sink.take(ContainerMember { path: &path, content: Err(reason()) }).is_continue(),
        None => true,
    })
}

/// How to continue after a member.
enum Next {
    Member,
    /// The rest of this block is damaged.
    Block,
    Nothing,
}

/// Emits a member and returns how to continue. After an error nothing more of the block may be read: the library might never return.
fn pass_on(entry: &ArchiveEntry, reader: &mut dyn Read, budget: &ContainerBudget, sink: &mut dyn MemberSink) -> Next {
    let length = entry.size();
    let mut reader = budget.limited(reader, length);
    let flow = wanted(entry, sink).map(|path| {
        let content = MemberContent { reader: Box::new(&mut reader), length };
        sink.take(ContainerMember { path: &path, content: Ok(content) })
    });
    if flow.is_some_and(|flow| flow.is_break()) {
        return Next::Nothing;
    }
    // The next member begins at the end of this one, so the rest of this one is read first.
    let drained = io::copy(&mut reader, &mut io::sink());
    if drained.is_err() { Next::Block } else { Next::Member }
}

fn wanted(entry: &ArchiveEntry, sink: &dyn MemberSink) -> Option<String> {
    let is_file = !entry.is_directory() && !entry.is_anti_item();
    member_path(entry.name()).filter(|path| is_file && sink.wants(path))
}

fn of_archive(error: &Error) -> SkipReason {
    match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => SkipReason::Encrypted,
        Error::UnsupportedCompressionMethod(method) if method == EncoderMethod::AES256_SHA256.name() => {
            SkipReason::Encrypted
        }
        Error::Io(error, _) if error.raw_os_error().is_some() => {
            SkipReason::Unreadable(io::Error::from_raw_os_error(error.raw_os_error().unwrap_or_default()))
        }
        other => damaged("7z", other),
    }
}

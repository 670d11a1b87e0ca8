//! `dateline remove`

use super::archive_args::{RemoveArgs, RunningArgs};
use super::context::Context;
use super::exit::Exit;
use super::progress::Progress;
use super::status;
use crate::library::{Archive, IndexingOptions, LockedArchive};
use crate::output::messages::skipped_records_removed;
use crate::output::report_text;
use anyhow::Result;
use std::io::Write;

pub(super) fn run(args: &RemoveArgs, context: &Context) -> Result<Exit> {
    let run = RunningArgs { jobs: Some(1), memory: None, rejects: None }.options()?;
    if args.skipped && args.dry_run && Archive::exists(&context.index)? {
        let run = IndexingOptions { dry_run: true, ..run };
        return remove_skipped(args, &mut LockedArchive::open_for_dry_run(&context.index)?, &run, context);
    }
    let mut archive = args.waiting.open_existing("dateline remove", context)?;
    if args.skipped {
        return remove_skipped(args, &mut archive, &run, context);
    }
    let report = archive.remove(&args.names, &run)?;
    if !context.quiet {
        writeln!(std::io::stderr(), "{}", report_text(&report))?;
    }
    Ok(Exit::Done)
}

fn remove_skipped(
    args: &RemoveArgs,
    archive: &mut LockedArchive,
    run: &IndexingOptions,
    context: &Context,
) -> Result<Exit> {
    let progress = Progress::new(context, args.rejects.as_deref())?;
    let removed = archive.remove_skipped(run, &progress);
    progress.finish()?;
    let removed = removed?;
    if !context.quiet {
        status::line(&skipped_records_removed(removed, args.dry_run))?;
    }
    Ok(Exit::Done)
}

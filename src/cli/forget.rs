//! `dateline forget`

use super::archive_args::{ForgetArgs, RunningArgs};
use super::context::Context;
use super::exit::Exit;
use super::index::exit_of;
use super::progress::{Progress, stop_on_interrupt};
use crate::output::report_text;
use anyhow::Result;
use std::io::Write;

pub(super) fn run(args: &ForgetArgs, context: &Context) -> Result<Exit> {
    let run = RunningArgs { jobs: Some(1), memory: None, rejects: None }.options()?;
    let progress = Progress::new(context, None)?;
    let mut archive = args.waiting.open_existing("dateline forget", context)?;
    stop_on_interrupt()?;
    let report = archive.forget(&args.folder, &run, &progress);
    progress.finish()?;
    let report = report?;
    if !context.quiet {
        writeln!(std::io::stderr(), "{}", report_text(&report))?;
    }
    Ok(exit_of(&report))
}

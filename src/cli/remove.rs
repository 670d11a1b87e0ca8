//! `dateline remove`

use super::args::{RemoveArgs, RunningArgs};
use super::context::Context;
use super::exit::Exit;
use crate::library::LockedArchive;
use crate::output::report_text;
use anyhow::Result;
use std::io::Write;

pub(super) fn run(args: &RemoveArgs, context: &Context) -> Result<Exit> {
    let run = RunningArgs { jobs: Some(1), memory: None, rejects: None }.options();
    let mut archive = LockedArchive::open_existing(&context.index, "dateline remove")?;
    let report = archive.remove(&args.names, &run)?;
    if !context.quiet {
        writeln!(std::io::stderr(), "{}", report_text(&report))?;
    }
    Ok(Exit::Done)
}

//! `dateline add`

use super::args::AddArgs;
use super::context::Context;
use super::error::UsageError;
use super::exit::Exit;
use super::index::exit_of;
use super::progress::{Progress, stop_on_interrupt};
use crate::ingest::Archive;
use crate::output::report_text;
use anyhow::Result;
use std::io::Write;
use std::path::Path;

pub(super) fn run(args: &AddArgs, context: &Context) -> Result<Exit> {
    let from_standard_input = args.paths.iter().any(|path| path == Path::new("-"));
    if from_standard_input && args.paths.len() > 1 {
        return Err(UsageError::StandardInputWithPaths.into());
    }
    let mut options = args.reading.options();
    if let Some(format) = args.format {
        options.get_or_insert_default().format = Some(format);
    }
    let run = args.running.options();
    let progress = Progress::new(context, args.running.rejects.as_deref(), true)?;
    stop_on_interrupt()?;
    let mut archive = Archive::open(&context.index, "dateline add")?;
    let report = if from_standard_input {
        archive.add_stream(&mut std::io::stdin().lock(), &options.unwrap_or_default(), &run, &progress)
    } else {
        archive.add(&args.paths, options.as_ref(), &run, &progress)
    };
    progress.finish()?;
    let report = report?;
    if !context.quiet {
        // Standard output has the ids.
        writeln!(std::io::stderr(), "{}", report_text(&report))?;
    }
    Ok(exit_of(&report))
}

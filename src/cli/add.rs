//! `dateline add`

use super::archive_args::AddArgs;
use super::context::Context;
use super::exit::Exit;
use super::index::exit_of;
use super::output_error::OutputError;
use super::progress::{Progress, stop_on_interrupt};
use super::usage_error::UsageError;
use crate::library::Added;
use crate::output::report_text;
use anyhow::Result;
use std::io::{BufWriter, Write};
use std::path::Path;

pub(super) fn run(args: &AddArgs, context: &Context) -> Result<Exit> {
    let from_standard_input = args.paths.iter().any(|path| path == Path::new("-"));
    if from_standard_input && args.paths.len() > 1 {
        return Err(UsageError::StandardInputWithPaths.into());
    }
    let mut reading = args.reading.patch();
    reading.format = args.format.or(reading.format);
    let run = args.running.options()?;
    let progress = Progress::new(context, args.running.rejects.as_deref())?;
    let mut archive = args.waiting.open("dateline add", context)?;
    stop_on_interrupt()?;
    let added = if from_standard_input {
        archive.add_stream(&mut std::io::stdin().lock(), &reading, &run, &progress)
    } else {
        archive.add(&args.paths, &reading, &run, &progress)
    };
    progress.finish()?;
    let Added { report, ids } = added?;
    // Only the ids go to standard output.
    let mut out = BufWriter::new(std::io::stdout().lock());
    let written = ids.iter().try_for_each(|id| writeln!(out, "{id}")).and_then(|()| out.flush());
    written.map_err(OutputError::of_results())?;
    if !context.quiet {
        writeln!(std::io::stderr(), "{}", report_text(&report))?;
    }
    Ok(exit_of(&report))
}
